"""Taking something from a session: first the question, with what it is, then the deed."""

from django.urls import reverse

from costs.forms import RemovalForm, SessionRemovalForm
from costs.models import (
    Attendee,
    CostLine,
    LineObjection,
    LineReality,
    PriceItem,
    Session,
    Statement,
)
from costs.removal import kept_for, remove_part, remove_session
from dow_site.access import Action
from dow_site.editing import edit_page, require_form_methods

EDIT, FOLLOW = Action.EDIT_SESSION, Action.FOLLOW_SESSION
_OF_SESSION = "session__trajectory__participant"
_OF_LINE = "line__session__trajectory__participant"


@require_form_methods
def line_remove(request, pk):
    line = CostLine.objects.select_related(_OF_SESSION).get_for(request.user, EDIT, pk=pk)
    return _question(request, line, line.session, what="Kostenregel", words=line.label)


@require_form_methods
def statement_remove(request, pk):
    row = Statement.objects.select_related(_OF_SESSION).get_for(request.user, EDIT, pk=pk)
    return _question(request, row, row.session, what="Uitspraak", words=row.text)


@require_form_methods
def attendee_remove(request, pk):
    row = Attendee.objects.select_related(_OF_SESSION).get_for(request.user, EDIT, pk=pk)
    return _question(request, row, row.session, what="Aanwezige", words=row.role)


@require_form_methods
def own_price_remove(request, pk, price_pk):
    session = Session.objects.select_related("trajectory__participant").get_for(
        request.user, EDIT, pk=pk
    )
    price = PriceItem.objects.filter(session=session).get_for(
        request.user, Action.VIEW_PRICES, pk=price_pk
    )
    return _question(request, price, session, what="Prijs", words=price.name)


@require_form_methods
def objection_remove(request, pk):
    row = LineObjection.objects.select_related(_OF_LINE).get_for(request.user, FOLLOW, pk=pk)
    return _question(request, row, row.line.session, what="Bezwaar", words=row.text)


@require_form_methods
def reality_remove(request, pk):
    row = LineReality.objects.select_related(_OF_LINE).get_for(request.user, FOLLOW, pk=pk)
    return _question(
        request, row, row.line.session, what="Wat er gebeurde", words=row.what_happened
    )


def _question(request, row, session, *, what, words):
    veil = session.trajectory.participant.veil_for(request.user)
    form = RemovalForm(request.POST or None, initial={"version": row.version}, veil=veil)
    return edit_page(
        request,
        form,
        save=lambda: remove_part(row=row, session=session, **form.cleaned_data),
        done="Het is weggehaald.",
        then=session.get_absolute_url(),
        title=f"{what} weghalen?",
        submit_label="Weghalen",
        cancel_label="Laten staan",
        help_text=f"‘{veil(words)}’",
        warning=veil(kept_for(row)),
    )


@require_form_methods
def session_remove(request, pk):
    session = Session.objects.select_related("trajectory__participant").get_for(
        request.user, EDIT, pk=pk
    )
    veil = session.trajectory.participant.veil_for(request.user)
    form = SessionRemovalForm(request.POST or None, initial={"version": session.version}, veil=veil)
    return edit_page(
        request,
        form,
        save=lambda: remove_session(session=session, **form.cleaned_data),
        done=f"Sessie {session.reference} is weggehaald.",
        then=reverse("costs:sessions"),
        title=f"Sessie {session.reference} weghalen?",
        submit_label="Weghalen",
        cancel_label="Laten staan",
        cancel_url=session.get_absolute_url(),
        help_text="Ook de wand, de regels en de uitspraken van deze sessie gaan weg. "
        "Terugzetten kan niet.",
        warning=kept_for(session),
    )
