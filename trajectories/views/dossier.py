"""The dossier: its timeline and its facts."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from dow_site.access import Action, may_anywhere
from participants.models import Participant
from trajectories.dossier import open_dossier
from trajectories.forms import KnownOnForm
from trajectories.milestones import milestones_ahead
from trajectories.models import Trajectory
from trajectories.outline import outline_of
from trajectories.reading import read_for
from trajectories.removal import editable_and_stones
from trajectories.timeline_filter import TimelineFilter

EDIT = Action.EDIT_TRAJECTORY
DEEDS = (Action.ADD_EVENT, EDIT, Action.PRINT_TIMELINE, Action.EXPORT_LIST)
# Each opens an edition of the case report.
PRINT = (Action.PRINT_CASE_REPORT, Action.PRINT_OWN_STORY, Action.VIEW_PROGRESS)


VIEWS = ("beeld", "lijst")


@require_safe
@vary_on_headers("HX-Request")
def timeline(request, pk):
    user, today = request.user, timezone.localdate()
    trajectory = Trajectory.objects.for_dossier().get_for(user, Action.VIEW_TRAJECTORY, pk=pk)
    known_form = KnownOnForm(request.GET) if may_anywhere(user, Action.VIEW_NARRATIVE) else None
    known_on = known_form.cleaned_data.get("op") if known_form and known_form.is_valid() else None
    dossier = open_dossier(user, trajectory, page="trajectories:timeline")
    # The past is read only.
    editable, stones = (frozenset(), ()) if known_on else editable_and_stones(trajectory, user)
    knows_story = may_anywhere(user, Action.VIEW_STORY_FRAME)
    read = read_for(trajectory, user, today=today, known_on=known_on, editable=editable)
    filter_form = TimelineFilter(request.GET, read, knows_frame=knows_story)
    drawn = read.draw(filter_form.apply(read))
    whole = read.draw() if filter_form.is_active and not request.htmx else drawn
    may = Trajectory.objects.actions_on(user, trajectory, *DEEDS, *PRINT)
    template, view = "trajectories/timeline.html", request.GET.get("weergave")
    return render(
        request,
        f"{template}#result" if request.htmx else template,
        {
            "dossier": dossier,
            "trajectory": trajectory,
            "timeline": drawn,
            "whole": whole,
            "filter_form": filter_form,
            "kept": _understood(request.GET, filter_form, known_form),
            "sentence": filter_form.sentence(drawn),
            "milestones": milestones_ahead(whole),
            "stones": stones,
            "outline": outline_of(whole) if EDIT in may and not known_on else None,
            "known_form": known_form,
            "known_on": known_on,
            "knows_story": knows_story,
            "may": may & {Action.PRINT_TIMELINE} if known_on else may,
            "may_print": not known_on and not may.isdisjoint(PRINT),
            "Action": Action,
            "view": view if view in VIEWS else "",
        },
        status=422 if known_form and known_form.errors else 200,
    )


def _understood(asked, *forms):
    """What the address asks, without what could not be read: a print or an export obeys the rest."""
    kept = asked.copy()
    for form in filter(None, forms):
        for name in form.errors:
            kept.pop(name, None)
    return kept


@require_safe
def facts(request, pk):
    user = request.user
    trajectory = Trajectory.objects.for_dossier().get_for(user, Action.VIEW_TRAJECTORY, pk=pk)
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
            "may": Trajectory.objects.actions_on(user, trajectory, EDIT, Action.EXPORT_LIST),
            "Action": Action,
            "spells": trajectory.stays,
            "outflow": getattr(trajectory, "outflow", None),
        },
    )
