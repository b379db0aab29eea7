"""Trajectories in a list, and the choice of one to write an event for."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.logbook import note_access
from accounts.models import AccessAction
from dow_site.access import Action, may_anywhere, require
from dow_site.paging import BoundedPaginator
from trajectories.choosing import choose_for
from trajectories.filters import TrajectoryFilter
from trajectories.list_rows import rows_of
from trajectories.models import Trajectory

PAGE_SIZE = 50


@require_safe
@vary_on_headers("HX-Request")
def trajectory_list(request):
    require(request.user, Action.VIEW_TRAJECTORY)
    filter_form = TrajectoryFilter(request.GET, request.user)
    page = BoundedPaginator(listed(request.user, filter_form), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    if filter_form.chosen("q"):
        note_access(request.user, AccessAction.SEARCHED, "trajectories:list")
    template = "trajectories/trajectory_list.html"
    return render(
        request,
        f"{template}#results" if request.htmx else template,
        {
            "filter_form": filter_form,
            "page": page,
            "rows": rows_of(page.object_list, request.user, timezone.localdate()),
            "may_create": may_anywhere(request.user, Action.HANDLE_REFERRAL),
            "may_export": may_anywhere(request.user, Action.EXPORT_LIST),
            "may_collect": may_anywhere(request.user, Action.VIEW_EVIDENCE),
            "may_print": any(
                may_anywhere(request.user, action)
                for action in (Action.PRINT_CASE_REPORT, Action.VIEW_PROGRESS)
            ),
        },
    )


def listed(user, filter_form):
    """The trajectories that the list shows to this person."""
    return filter_form.apply(Trajectory.objects.visible_to(user).for_list())


@require_safe
def choose_for_event(request):
    """For whom is the event? Straight to the form where there is only one."""
    require(request.user, Action.ADD_EVENT)
    choice = choose_for(
        request.user,
        Action.ADD_EVENT,
        request.GET,
        page="trajectories:choose_for_event",
        form="trajectories:event_create",
    )
    if choice.only:
        return redirect(choice.only)
    return render(request, "trajectories/choose_for_event.html", {"choice": choice})
