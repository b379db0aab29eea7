"""Who coaches somebody, in dated periods: begin one, end one, and read them all."""

from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from coaching.forms.assignment import AssignmentEndForm, AssignmentForm
from coaching.models import AssignmentRole, CoachAssignment
from dow_site.access import Action
from dow_site.dates import Precision, When, write_when
from dow_site.editing import edit_page, require_form_methods
from trajectories.dossier import open_dossier
from trajectories.models import Trajectory


@require_safe
def assignments(request, pk):
    trajectory = _trajectory(request, pk, Action.VIEW_TRAJECTORY)
    rows = CoachAssignment.objects.visible_to(request.user).filter(trajectory=trajectory)
    may = Trajectory.objects.actions_on(request.user, trajectory, Action.ASSIGN_COACH)
    return render(
        request,
        "coaching/assignments.html",
        {
            "dossier": open_dossier(
                request.user, trajectory, page="coaching:assignments", tab="trajectories:facts"
            ),
            "trajectory": trajectory,
            "rows": [
                (one, _day(one.starts_on), _day(one.ends_on))
                for one in rows.select_related("coach")
            ],
            "may_assign": Action.ASSIGN_COACH in may,
        },
    )


@require_form_methods
def assignment_create(request, pk):
    trajectory = _trajectory(request, pk, Action.ASSIGN_COACH)
    form = AssignmentForm(request.POST or None, instance=CoachAssignment(trajectory=trajectory))
    return edit_page(
        request,
        form,
        save=lambda: _begin(request, trajectory, form),
        done="De coach is gekoppeld.",
        then=_page(pk),
        title="Coach koppelen",
        submit_label="Koppelen",
    )


@require_form_methods
def assignment_end(request, pk):
    assignment = CoachAssignment.objects.select_related("coach").get_for(
        request.user, Action.ASSIGN_COACH, pk=pk
    )
    form = AssignmentEndForm(
        request.POST or None,
        instance=assignment,
        initial={"ends_on": assignment.ends_on or timezone.localdate()},
    )
    return edit_page(
        request,
        form,
        save=form.save_record,
        done="De laatste dag is bewaard.",
        then=_page(assignment.trajectory_id),
        title=f"Laatste dag van {assignment.coach}",
    )


def _begin(request, trajectory, form):
    """Save the period; a second regular coach is told and not refused: a hand-over overlaps at times."""
    Trajectory.objects.select_for_update(of=("self",)).get(pk=trajectory.pk)
    saved = form.save_record()
    others = (
        CoachAssignment.objects.running_on(saved.starts_on)
        .filter(trajectory=trajectory, role=AssignmentRole.RESPONSIBLE)
        .exclude(pk=saved.pk)
        .select_related("coach")
    )
    if saved.role == AssignmentRole.RESPONSIBLE and (names := [str(one.coach) for one in others]):
        messages.warning(request, f"Er is nog een vaste coach: {', '.join(names)}.")
    return saved


def _trajectory(request, pk, action):
    return Trajectory.objects.for_dossier().get_for(request.user, action, pk=pk)


def _page(pk):
    return reverse("coaching:assignments", args=[pk])


def _day(day):
    return write_when(When(day, Precision.DAY), long=True) if day else ""
