"""Trajectories in a list, and the choice of one to write an event for."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.logbook import note_access
from accounts.models import AccessAction
from dow_site.access import Action, may_anywhere, require
from trajectories.dossier import coaches_of, current_state
from trajectories.drawing import last_day_told, spell_in
from trajectories.filters import TrajectoryFilter
from trajectories.milestones import next_milestones
from trajectories.models import Trajectory
from trajectories.road import RoadPiece, small_road

PAGE_SIZE = 50


@dataclass(frozen=True, kw_only=True)
class TrajectoryRow:
    """A row of the list: finished texts, so that the template only writes them."""

    url: str
    name: str
    reference: str
    municipality: str
    state: str
    coach: str
    road: tuple[RoadPiece, ...]
    next_milestone: str


def row_of(trajectory: Trajectory, user, today, *, next_milestone: str = "") -> TrajectoryRow:
    """What the list says of a trajectory to this reader."""
    knows_names = may_anywhere(user, Action.VIEW_PARTICIPANT)
    municipality = trajectory.participant.municipality
    spells = list(trajectory.spells.all())
    return TrajectoryRow(
        url=f"{reverse('trajectories:list')}{trajectory.pk}/",
        name=trajectory.participant.name_for(user),
        reference=trajectory.reference,
        municipality=municipality.name.removeprefix("Gemeente ")
        if municipality and knows_names
        else "",
        state=current_state(trajectory, today),
        coach=", ".join(coach.name for coach in coaches_of(trajectory, today)),
        road=small_road(
            [spell_in(spell) for spell in spells],
            trajectory.story_from,
            last_day_told(trajectory),
            today,
        ),
        next_milestone=next_milestone,
    )


def rows_of(trajectories: Sequence[Trajectory], user, today) -> list[TrajectoryRow]:
    """The rows of a list, each with its next milestone; one query for all of these."""
    following = next_milestones(trajectories, user)
    return [
        row_of(trajectory, user, today, next_milestone=following.get(trajectory.pk, ""))
        for trajectory in trajectories
    ]


@require_safe
@vary_on_headers("HX-Request")
def trajectory_list(request):
    require(request.user, Action.VIEW_TRAJECTORY)
    filter_form = TrajectoryFilter(request.GET, request.user)
    page = Paginator(_for_list(request.user, filter_form), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    if filter_form.chosen("q"):
        note_access(request.user, AccessAction.SEARCHED, "trajectories:list")
    today = timezone.localdate()
    template = "trajectories/trajectory_list.html"
    return render(
        request,
        f"{template}#results" if request.htmx else template,
        {
            "filter_form": filter_form,
            "page": page,
            "rows": rows_of(list(page), request.user, today),
            "may_create": may_anywhere(request.user, Action.HANDLE_REFERRAL),
        },
    )


def _for_list(user, filter_form):
    rows = Trajectory.objects.visible_to(user).for_list()
    return filter_form.apply(rows).prefetch_related("spells", "coach_assignments__coach")


@require_safe
def choose_for_event(request):
    """For whom is the event? Straight to the form where there is only one."""
    require(request.user, Action.ADD_EVENT)
    today = timezone.localdate()
    trajectories = list(
        Trajectory.objects.permitted(request.user, Action.ADD_EVENT)
        .for_list()
        .prefetch_related("spells", "coach_assignments__coach")[:PAGE_SIZE]
    )
    if len(trajectories) == 1:
        return redirect("trajectories:event_create", trajectories[0].pk)
    return render(
        request,
        "trajectories/choose_for_event.html",
        {
            "choices": [
                (
                    reverse("trajectories:event_create", args=[trajectory.pk]),
                    row_of(trajectory, request.user, today),
                )
                for trajectory in trajectories
            ]
        },
    )
