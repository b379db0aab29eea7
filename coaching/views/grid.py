"""Who have we not seen: participants and weeks."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from coaching.grid import grid_rows, trajectories_in
from coaching.weeks import weeks_until
from dow_site.access import Action, require

WEEKS, FEW_WEEKS = 26, 8
MOST_ROWS = 100


@require_safe
def grid(request):
    require(request.user, Action.VIEW_SIGNAL)
    today = timezone.localdate()
    few = request.GET.get("weken") == str(FEW_WEEKS)
    weeks = weeks_until(today, FEW_WEEKS if few else WEEKS)
    found = list(trajectories_in(request.user, weeks)[: MOST_ROWS + 1])
    return render(
        request,
        "coaching/grid.html",
        {
            "weeks": weeks,
            "rows": grid_rows(found[:MOST_ROWS], weeks, request.user, today),
            "most_rows": MOST_ROWS,
            "has_more": len(found) > MOST_ROWS,
            "few": few,
            "few_weeks": FEW_WEEKS,
            "many_weeks": WEEKS,
        },
    )
