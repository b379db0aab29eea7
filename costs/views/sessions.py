"""Sessions of the effect calculator: the list, the page of one, and what belongs to it."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.logbook import note_access
from accounts.models import AccessAction
from costs.case_page import case_page
from costs.check_page import check_of
from costs.following import said_of_lines
from costs.forms import LineForm, PriceForm, ScenarioItemForm, SessionForm, StatementForm
from costs.models import (
    CostLine,
    PriceItem,
    Scenario,
    ScenarioItem,
    Session,
    Statement,
    StatementKind,
)
from costs.operations import open_session, save_part
from costs.reading import LINE_TEXTS, calculate, rows_of
from dow_site.access import Action, may_anywhere, require
from dow_site.editing import edit_page, require_form_methods
from trajectories.models import Trajectory

PAGE_SIZE = 100
EDIT = Action.EDIT_SESSION
# Free texts, in which somebody may have written a name.
SAID = ("text", "quote", "speaker")


@require_safe
def session_list(request):
    require(request.user, Action.VIEW_SESSION)
    sessions = Session.objects.visible_to(request.user).for_list()[:PAGE_SIZE]
    return render(
        request,
        "costs/session_list.html",
        {
            "rows": [
                (session, session.trajectory.participant.name_for(request.user))
                for session in sessions
            ]
        },
    )


@require_safe
@vary_on_headers("HX-Request")
def session(request, pk):
    session = _sessions().get_for(request.user, Action.VIEW_SESSION, pk=pk)
    participant = session.trajectory.participant
    rows = rows_of(session)
    statements, notes = [], []
    if may_anywhere(request.user, Action.VIEW_NARRATIVE):
        statements = list(session.statements.all())
        notes = list(session.scenario_items.standing().filter(scenario=Scenario.REFERENCE))
    if not may_anywhere(request.user, Action.VIEW_PARTICIPANT):
        rows = participant.veil_rows(rows, *LINE_TEXTS)
        statements = participant.veil_rows(statements, *SAID)
        notes = participant.veil_rows(notes, *SAID, "estimated_by")
    known = {row.condition_group for row in rows}
    # An unknown group in the address means nothing, and never an error page.
    without = frozenset(request.GET.getlist("zonder")) & (known - {""})
    trajectory = session.trajectory
    note_access(
        request.user,
        AccessAction.VIEWED,
        "costs:session",
        participant_id=trajectory.participant_id,
        programme_id=trajectory.programme_id,
    )
    may = Session.objects.actions_on(
        request.user,
        session,
        EDIT,
        Action.PRINT_CASE_REPORT,
        Action.CHECK_SESSION,
        Action.FOLLOW_SESSION,
    )
    leads = EDIT in may
    if not session.is_open:
        may -= {EDIT}
    calculation = calculate(session, without=without, rows=rows)
    knows_story = may_anywhere(request.user, Action.VIEW_NARRATIVE)
    veils = not may_anywhere(request.user, Action.VIEW_PARTICIPANT)
    said = said_of_lines(session, veils=veils) if knows_story else {}
    template = "costs/session.html"
    return render(
        request,
        f"{template}#figures" if request.htmx else template,
        {
            "session": session,
            "name": trajectory.participant.name_for(request.user),
            "page": case_page(session, rows, calculation, may_edit=EDIT in may, said=said),
            "may_follow": Action.FOLLOW_SESSION in may,
            "knows_story": knows_story,
            "notes": notes,
            "added_value": [s for s in statements if s.kind == StatementKind.ADDED_VALUE],
            "attention_points": [s for s in statements if s.kind == StatementKind.ATTENTION_POINT],
            "may": may,
            "leads": leads,
            "check": check_of(request.user, session),
            "Action": Action,
            "may_open_trajectory": may_anywhere(request.user, Action.VIEW_TRAJECTORY),
        },
    )


def _sessions():
    return Session.objects.select_related(
        "trajectory__participant__municipality",
        "trajectory__programme",
        "facilitator",
        "approved_by",
        "previous",
    )


@require_safe
def of_trajectory(request, pk):
    """The session of a dossier: its page, or the invitation to hold one."""
    trajectory = Trajectory.objects.select_related("participant").get_for(
        request.user, Action.VIEW_TRAJECTORY, pk=pk
    )
    require(request.user, Action.VIEW_SESSION)
    sessions = Session.objects.visible_to(request.user).filter(trajectory=trajectory)
    if newest := sessions.order_by("-pk").first():
        return redirect(newest)
    return render(
        request,
        "costs/no_session.html",
        {
            "trajectory": trajectory,
            "name": trajectory.participant.name_for(request.user),
            "may_open": _may_open(request.user, trajectory),
        },
    )


def _may_open(user, trajectory):
    return Trajectory.objects.permitted(user, EDIT).filter(pk=trajectory.pk).exists()


@require_form_methods
def session_create(request, pk):
    trajectory = Trajectory.objects.select_related("participant").get_for(request.user, EDIT, pk=pk)
    form = SessionForm(
        request.POST or None,
        instance=Session(trajectory=trajectory),
        initial={"period_start": trajectory.story_from, "period_end": trajectory.story_until},
        by=request.user,
    )
    return edit_page(
        request,
        form,
        save=lambda: open_session(form=form, by=request.user),
        done="De sessie staat klaar.",
        then=lambda session: session.get_absolute_url(),
        cancel_url=reverse("trajectories:timeline", args=[pk]),
        title=f"Nieuwe sessie voor {trajectory.participant.name_for(request.user)}",
    )


@require_form_methods
def session_edit(request, pk):
    session = Session.objects.get_for(request.user, EDIT, pk=pk)
    form = SessionForm(request.POST or None, instance=session, by=request.user)
    return _part_page(request, form, session, title="Sessie wijzigen", done="De sessie is bewaard.")


@require_form_methods
def line_create(request, pk):
    session = Session.objects.get_for(request.user, EDIT, pk=pk)
    line = CostLine(session=session, order=session.lines.count() + 1)
    form = LineForm(request.POST or None, instance=line)
    return _part_page(
        request, form, session, title="Kostenregel toevoegen", done="De regel staat erbij."
    )


@require_form_methods
def line_edit(request, pk):
    line = CostLine.objects.select_related("session").get_for(request.user, EDIT, pk=pk)
    form = LineForm(request.POST or None, instance=line)
    return _part_page(
        request, form, line.session, title="Kostenregel wijzigen", done="De regel is bewaard."
    )


@require_form_methods
def statement_create(request, pk):
    session = Session.objects.get_for(request.user, EDIT, pk=pk)
    form = StatementForm(
        request.POST or None,
        instance=Statement(session=session),
        initial={"kind": request.GET.get("soort"), "order": session.statements.count() + 1},
    )
    return _part_page(
        request, form, session, title="Uitspraak toevoegen", done="De uitspraak staat erbij."
    )


@require_form_methods
def statement_edit(request, pk):
    statement = Statement.objects.select_related("session").get_for(request.user, EDIT, pk=pk)
    form = StatementForm(request.POST or None, instance=statement)
    return _part_page(
        request,
        form,
        statement.session,
        title="Uitspraak wijzigen",
        done="De uitspraak is bewaard.",
    )


@require_form_methods
def note_create(request, pk):
    session = Session.objects.get_for(request.user, EDIT, pk=pk)
    form = ScenarioItemForm(
        request.POST or None,
        instance=ScenarioItem(session=session),
        initial={"order": session.scenario_items.count() + 1},
    )
    return _part_page(
        request, form, session, title="Briefje toevoegen", done="Het briefje staat erbij."
    )


@require_form_methods
def note_edit(request, pk):
    note = ScenarioItem.objects.select_related("session").get_for(request.user, EDIT, pk=pk)
    form = ScenarioItemForm(request.POST or None, instance=note)
    return _part_page(
        request, form, note.session, title="Briefje wijzigen", done="Het briefje is bewaard."
    )


@require_form_methods
def own_price_create(request, pk):
    """A price that the list does not have, for this session only."""
    session = Session.objects.get_for(request.user, EDIT, pk=pk)
    form = PriceForm(request.POST or None, instance=PriceItem(session=session))
    return _part_page(
        request,
        form,
        session,
        title="Prijs toevoegen bij deze sessie",
        done="De prijs is te kiezen in de kostenregels van deze sessie.",
    )


@require_form_methods
def own_price_edit(request, pk, price_pk):
    session = Session.objects.get_for(request.user, EDIT, pk=pk)
    price = PriceItem.objects.filter(session=session).get_for(
        request.user, Action.VIEW_PRICES, pk=price_pk
    )
    form = PriceForm(request.POST or None, instance=price)
    return _part_page(request, form, session, title="Prijs wijzigen", done="De prijs is bewaard.")


def _part_page(request, form, session, *, title, done):
    return edit_page(
        request,
        form,
        save=lambda: save_part(form=form, session=session),
        done=done,
        then=session.get_absolute_url(),
        title=title,
    )
