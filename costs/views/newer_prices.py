"""A session made with an older version of the price list: what the newer one would change, and taking it."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.logbook import note_access
from accounts.models import AccessAction
from costs.models import Session
from costs.newer_prices import newer_list, newer_prices, take_newer_prices
from costs.reading import rows_for
from costs.views.price_lists import deed
from dow_site.access import Action


@require_safe
def show(request, pk):
    session = _get(request, pk, Action.VIEW_SESSION)
    newer = newer_list(session)
    if newer is None:
        return redirect(session)
    trajectory = session.trajectory
    rows = rows_for(session, trajectory.participant.veil_for(request.user))
    note_access(
        request.user,
        AccessAction.VIEWED,
        "costs:session",
        participant_id=trajectory.participant_id,
        programme_id=trajectory.programme_id,
    )
    may = Session.objects.actions_on(request.user, session, Action.EDIT_SESSION)
    return render(
        request,
        "costs/newer_prices.html",
        {
            "session": session,
            "name": trajectory.participant.name_for(request.user),
            "page": newer_prices(session, newer, rows),
            "may_take": Action.EDIT_SESSION in may and session.is_open,
        },
    )


@require_POST
def take(request, pk):
    session = _get(request, pk, Action.EDIT_SESSION)
    asked = request.POST.get("lijst", "")
    return deed(
        request,
        lambda: take_newer_prices(session, int(asked) if asked.isdecimal() else 0),
        done="De sessie rekent nu met de nieuwe versie. Kijk de regels na.",
        to=session.get_absolute_url(),
        refused=reverse("costs:newer_prices", args=[pk]),
    )


def _get(request, pk, action):
    return Session.objects.select_related(
        "trajectory__participant__municipality", "trajectory__programme", "price_list"
    ).get_for(request.user, action, pk=pk)
