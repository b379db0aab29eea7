"""Trajectories and events as a spreadsheet."""

from django.urls import reverse
from django.utils import timezone

from accounts.exports import ListExport, export_page
from dow_site.access import Action, may_anywhere, require
from dow_site.editing import require_form_methods
from trajectories.exports import EVENT_COLUMNS, trajectory_columns
from trajectories.filters import TrajectoryFilter
from trajectories.models import TimelineEvent, Trajectory
from trajectories.reading import read_for
from trajectories.timeline_filter import TimelineFilter
from trajectories.views.lists import listed


@require_form_methods
def trajectory_export(request):
    require(request.user, Action.EXPORT_LIST)
    filter_form = TrajectoryFilter(request.GET, request.user)
    return export_page(
        request,
        ListExport(
            title="Trajecten",
            rows=listed(request.user, filter_form).with_parts(),
            columns=trajectory_columns(request.user, timezone.localdate()),
            route="trajectories:export",
            back=reverse("trajectories:list"),
            filter_form=filter_form,
        ),
    )


@require_form_methods
def events_export(request, pk):
    trajectory = Trajectory.objects.for_dossier().get_for(request.user, Action.EXPORT_LIST, pk=pk)
    filter_form = TimelineFilter(
        request.GET,
        read := read_for(trajectory, request.user, today=timezone.localdate()),
        knows_frame=may_anywhere(request.user, Action.VIEW_STORY_FRAME),
    )
    events = (
        TimelineEvent.objects.visible_to(request.user)
        .filter(trajectory=trajectory)
        .select_related("chapter", "recorded_by")
        .prefetch_related("lanes")
    )
    if (kept := filter_form.apply(read)) is not None:
        events = events.filter(pk__in=kept.events)
    return export_page(
        request,
        ListExport(
            title=f"Gebeurtenissen {trajectory.reference}",
            rows=events.in_story_order(),
            columns=EVENT_COLUMNS,
            route="trajectories:events_export",
            back=reverse("trajectories:timeline", args=[pk]),
            filter_form=filter_form,
            participant_id=trajectory.participant_id,
            programme_id=trajectory.programme_id,
        ),
    )
