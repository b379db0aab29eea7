"""Who looked in this dossier."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.forms import LogFilter
from accounts.looks import look_of
from accounts.models import AccessLog
from dow_site.access import Action, Scope, require, scope_of
from participants.merging import numbers_of
from trajectories.dossier import open_dossier
from trajectories.models import Trajectory

PAGE_SIZE = 100


@require_safe
def access_log(request, pk):
    """The looks at one dossier that this person may know of."""
    user = request.user
    trajectory = Trajectory.objects.for_dossier().get_for(user, Action.VIEW_TRAJECTORY, pk=pk)
    require(user, Action.VIEW_ACCESS_LOG)
    filter_form = LogFilter(request.GET)
    rows = (
        AccessLog.objects.visible_to(user)
        .filter(participant_id__in=numbers_of(trajectory.participant_id))
        .select_related("user")
    )
    page = Paginator(filter_form.apply(rows), PAGE_SIZE).get_page(request.GET.get("page"))
    # Read before this look is written down, or the page would lack its last row.
    looks = [look_of(row, user) for row in page]
    return render(
        request,
        "trajectories/access_log.html",
        {
            "dossier": open_dossier(user, trajectory, page="trajectories:access_log"),
            "trajectory": trajectory,
            "filter_form": filter_form,
            "page": page,
            "looks": looks,
            "only_own": scope_of(user, Action.VIEW_ACCESS_LOG) == Scope.OWN,
            "may_print": Trajectory.objects.actions_on(user, trajectory, Action.PRINT_ACCESS_LOG),
        },
    )
