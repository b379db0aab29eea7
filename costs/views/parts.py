"""What belongs to a session and is typed one by one: lines, statements, notes, attendees and prices of its own."""

from django.urls import reverse

from costs.forms import AttendeeForm, OwnPriceForm, ScenarioItemForm, StatementForm
from costs.line_form import LineForm
from costs.lines import Side
from costs.models import (
    Attendee,
    CostLine,
    PriceItem,
    Scenario,
    ScenarioItem,
    Session,
    Statement,
)
from costs.operations import add_line, save_part
from dow_site.access import Action
from dow_site.editing import edit_page, require_form_methods

EDIT = Action.EDIT_SESSION
LONGEST_LABEL = 300
SIDE_OF = {Scenario.WITH_INTERVENTION: Side.INCURRED, Scenario.REFERENCE: Side.AVOIDED}


def _session(request, pk):
    return Session.objects.select_related("trajectory__participant").get_for(
        request.user, EDIT, pk=pk
    )


def _part(request, model, pk):
    """A row that belongs to a session, to be changed."""
    return model.objects.select_related("session__trajectory__participant").get_for(
        request.user, EDIT, pk=pk
    )


def _veil(request, session):
    return session.trajectory.participant.veil_for(request.user)


@require_form_methods
def line_create(request, pk):
    """A new line; with `briefje` it begins with what that sticky note says, and hangs on it."""
    session = _session(request, pk)
    note = _note_asked_for(request, session)
    line = CostLine(session=session, order=session.lines.count() + 1)
    veil = _veil(request, session)
    form = LineForm(request.POST or None, instance=line, initial=_said_on(note, veil), veil=veil)
    return edit_page(
        request,
        form,
        save=lambda: add_line(form=form, session=session, note=note),
        done="De regel hangt aan het briefje." if note else "De regel staat erbij.",
        then=reverse("costs:wall", args=[pk]) if note else session.get_absolute_url(),
        title="Kostenregel toevoegen",
    )


def _note_asked_for(request, session):
    asked = request.GET.get("briefje", "")
    if not asked.isdecimal() or len(asked) > 18:
        return None
    return session.scenario_items.standing().filter(pk=asked).first()


def _said_on(note, veil):
    if note is None:
        return {}
    return {
        "side": SIDE_OF[note.scenario],
        # What is cut off can be half a name: veiled first.
        "label": note.text if len(note.text) <= LONGEST_LABEL else veil(note.text)[:LONGEST_LABEL],
        "condition": note.condition,
        "estimated_by": note.estimated_by,
        "likelihood": note.likelihood,
    }


@require_form_methods
def line_edit(request, pk):
    line = _part(request, CostLine, pk)
    veil = _veil(request, line.session)
    form = LineForm(request.POST or None, instance=line, veil=veil)
    return _part_page(
        request,
        form,
        line.session,
        title="Kostenregel wijzigen",
        done="De regel is bewaard.",
        remove_url=reverse("costs:line_remove", args=[pk]),
    )


@require_form_methods
def attendee_create(request, pk):
    session = _session(request, pk)
    form = AttendeeForm(
        request.POST or None, instance=Attendee(session=session), veil=_veil(request, session)
    )
    return _part_page(
        request, form, session, title="Wie zat er aan tafel?", done="Diegene staat erbij."
    )


@require_form_methods
def attendee_edit(request, pk):
    attendee = _part(request, Attendee, pk)
    veil = _veil(request, attendee.session)
    form = AttendeeForm(request.POST or None, instance=attendee, veil=veil)
    return _part_page(
        request, form, attendee.session, title="Wie zat er aan tafel?", done="Het is bewaard."
    )


@require_form_methods
def statement_create(request, pk):
    session = _session(request, pk)
    form = StatementForm(
        request.POST or None,
        instance=Statement(session=session),
        initial={"kind": request.GET.get("soort"), "order": session.statements.count() + 1},
        veil=_veil(request, session),
    )
    return _part_page(
        request, form, session, title="Uitspraak toevoegen", done="De uitspraak staat erbij."
    )


@require_form_methods
def statement_edit(request, pk):
    statement = _part(request, Statement, pk)
    veil = _veil(request, statement.session)
    form = StatementForm(request.POST or None, instance=statement, veil=veil)
    return _part_page(
        request,
        form,
        statement.session,
        title="Uitspraak wijzigen",
        done="De uitspraak is bewaard.",
        remove_url=reverse("costs:statement_remove", args=[pk]),
    )


@require_form_methods
def note_create(request, pk):
    session = _session(request, pk)
    form = ScenarioItemForm(
        request.POST or None,
        instance=ScenarioItem(session=session),
        initial={"order": session.scenario_items.count() + 1},
        veil=_veil(request, session),
    )
    return _part_page(
        request, form, session, title="Briefje toevoegen", done="Het briefje staat erbij."
    )


@require_form_methods
def note_edit(request, pk):
    note = _part(request, ScenarioItem, pk)
    veil = _veil(request, note.session)
    form = ScenarioItemForm(request.POST or None, instance=note, veil=veil)
    return _part_page(
        request, form, note.session, title="Briefje wijzigen", done="Het briefje is bewaard."
    )


@require_form_methods
def own_price_create(request, pk):
    """A price that the list does not have, for this session only."""
    session = _session(request, pk)
    form = OwnPriceForm(
        request.POST or None, instance=PriceItem(session=session), veil=_veil(request, session)
    )
    return _part_page(
        request,
        form,
        session,
        title="Prijs toevoegen bij deze sessie",
        done="De prijs is te kiezen in de kostenregels van deze sessie.",
    )


@require_form_methods
def own_price_edit(request, pk, price_pk):
    session = _session(request, pk)
    price = PriceItem.objects.filter(session=session).get_for(
        request.user, Action.VIEW_PRICES, pk=price_pk
    )
    form = OwnPriceForm(request.POST or None, instance=price, veil=_veil(request, session))
    return _part_page(
        request,
        form,
        session,
        title="Prijs wijzigen",
        done="De prijs is bewaard.",
        remove_url=reverse("costs:own_price_remove", args=[pk, price_pk]),
    )


def _part_page(request, form, session, *, title, done, remove_url=""):
    return edit_page(
        request,
        form,
        save=lambda: save_part(form=form, session=session),
        done=done,
        then=session.get_absolute_url(),
        title=title,
        template="costs/part_form.html",
        remove_url=remove_url if session.is_open else "",
    )
