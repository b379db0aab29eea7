"""The dossier: its timeline and its facts."""

from django.db.models import Prefetch
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dow_site.access import Action, may_anywhere
from participants.models import Participant
from trajectories import derived
from trajectories.attachments import attached_to
from trajectories.chapters import chapters_to_come
from trajectories.dossier import open_dossier
from trajectories.drawing import Sight, draw_timeline
from trajectories.forms import KnownOnForm
from trajectories.known import told_as_known
from trajectories.milestones import milestones_ahead
from trajectories.models import TimelineEvent, Trajectory
from trajectories.removal import editable_and_stones

EDIT = Action.EDIT_TRAJECTORY


def _trajectory(request, pk, action=Action.VIEW_TRAJECTORY):
    rows = Trajectory.objects.select_related("participant__municipality", "programme")
    # Their coaches come along in the same query; the app that knows them is a later one.
    assignments = Trajectory.coach_assignments.rel.related_model.objects.select_related("coach")
    return rows.prefetch_related("spells", Prefetch("coach_assignments", assignments)).get_for(
        request.user, action, pk=pk
    )


@require_safe
def timeline(request, pk):
    trajectory = _trajectory(request, pk)
    user, today = request.user, timezone.localdate()
    known_form = KnownOnForm(request.GET) if may_anywhere(user, Action.VIEW_NARRATIVE) else None
    known_on = known_form.cleaned_data.get("op") if known_form and known_form.is_valid() else None
    dossier = open_dossier(user, trajectory, page="trajectories:timeline")
    if known_on:
        # The past is read only, and what happened elsewhere is known of today alone.
        editable, stones, rows = frozenset(), (), ()
        events = told_as_known(trajectory, user, known_on)
    else:
        editable, stones = editable_and_stones(trajectory, user)
        rows = derived.rows_for(trajectory, user)
        events = TimelineEvent.objects.visible_to(user).filter(trajectory=trajectory)
    drawn = draw_timeline(
        trajectory,
        events,
        today=known_on or today,
        editable=editable,
        sight=Sight.of(user),
        derived=rows,
        # A file is as it is now; the past shows none.
        attached={} if known_on else attached_to(trajectory, user),
    )
    may = Trajectory.objects.actions_on(
        user, trajectory, Action.ADD_EVENT, Action.EDIT_TRAJECTORY, Action.PRINT_CASE_REPORT
    )
    return render(
        request,
        "trajectories/timeline.html",
        {
            "dossier": dossier,
            "trajectory": trajectory,
            "timeline": drawn,
            "milestones": milestones_ahead(drawn),
            "stones": stones,
            "usual_chapters": chapters_to_come(drawn),
            "known_form": known_form,
            "known_on": known_on,
            "knows_story": may_anywhere(user, Action.VIEW_STORY_FRAME),
            "may": frozenset() if known_on else may,
            "Action": Action,
            "as_list": request.GET.get("weergave") == "lijst",
        },
        status=422 if known_form and known_form.errors else 200,
    )


@require_safe
def facts(request, pk):
    trajectory = _trajectory(request, pk)
    user = request.user
    may_to_person = Participant.objects.actions_on(
        user, trajectory.participant, Action.EDIT_PARTICIPANT, Action.MERGE_PARTICIPANTS
    )
    return render(
        request,
        "trajectories/facts.html",
        {
            "dossier": open_dossier(user, trajectory, page="trajectories:facts"),
            "trajectory": trajectory,
            "participant": trajectory.participant,
            "knows_participant": may_anywhere(user, Action.VIEW_PARTICIPANT),
            "knows_log": may_anywhere(user, Action.VIEW_ACCESS_LOG),
            "knows_file": may_anywhere(user, Action.VIEW_NETWORK),
            "may_edit_participant": Action.EDIT_PARTICIPANT in may_to_person,
            "may_merge": Action.MERGE_PARTICIPANTS in may_to_person,
            "knows_story": may_anywhere(user, Action.VIEW_STORY_FRAME),
            "may": Trajectory.objects.actions_on(user, trajectory, EDIT),
            "Action": Action,
            "spells": trajectory.spells.all(),
            "outflow": getattr(trajectory, "outflow", None),
        },
    )
