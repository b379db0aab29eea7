"""The tab Doelen: what somebody wants, and how life goes, before and now."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from coaching.domain_levels import STEP_NAMES
from coaching.forms.growth import GoalForm, GoalStepForm, MeasurementForm
from coaching.growth import (
    domains_of,
    goal_lines,
    likely_moment,
    record_growth,
    record_measurement,
)
from coaching.models import DomainMeasurement, Goal, GoalStep
from dow_site.access import Action, require
from dow_site.editing import edit_page, require_form_methods
from trajectories.dossier import open_dossier
from trajectories.models import Trajectory


@require_safe
def growth(request, pk):
    """Goals with their steps, and areas of life drawn before and now; each as far as the reader may."""
    user = request.user
    trajectory = Trajectory.objects.for_dossier().get_for(user, Action.VIEW_TRAJECTORY, pk=pk)
    require(user, Action.VIEW_GROWTH)
    heads, pictures, wanted = domains_of(trajectory, user)
    return render(
        request,
        "coaching/growth.html",
        {
            "dossier": open_dossier(user, trajectory, page="coaching:growth"),
            "trajectory": trajectory,
            "goals": goal_lines(trajectory, user),
            "heads": heads,
            "pictures": pictures,
            "wanted": wanted,
            "step_names": STEP_NAMES.items(),
            "may_add": Action.ADD_GROWTH
            in Trajectory.objects.actions_on(user, trajectory, Action.ADD_GROWTH),
        },
    )


@require_form_methods
def goal_create(request, pk):
    trajectory = Trajectory.objects.get_for(request.user, Action.ADD_GROWTH, pk=pk)
    form = GoalForm(request.POST or None, instance=Goal(trajectory=trajectory))
    return _goal_page(request, form, pk, title="Doel toevoegen", done="Het doel staat erbij.")


@require_form_methods
def goal_edit(request, pk):
    goal = Goal.objects.get_for(request.user, Action.EDIT_GROWTH, pk=pk)
    form = GoalForm(request.POST or None, instance=goal)
    return _goal_page(
        request, form, goal.trajectory_id, title="Doel wijzigen", done="Het doel is bewaard."
    )


@require_form_methods
def step_create(request, pk):
    goal = Goal.objects.get_for(request.user, Action.EDIT_GROWTH, pk=pk)
    form = GoalStepForm(request.POST or None, instance=GoalStep(goal=goal))
    return _goal_page(
        request,
        form,
        goal.trajectory_id,
        title="Hoe ver is het doel",
        done="De stap staat erbij.",
        help_text=f"‘{goal.own_words}’",
    )


def _goal_page(request, form, pk, **page):
    return edit_page(
        request,
        form,
        save=lambda: record_growth(form=form, by=request.user),
        then=_growth(pk),
        **page,
    )


@require_form_methods
def measurement_create(request, pk):
    trajectory = Trajectory.objects.get_for(request.user, Action.ADD_GROWTH, pk=pk)
    form = MeasurementForm(
        request.POST or None,
        instance=DomainMeasurement(trajectory=trajectory),
        initial={"moment": likely_moment(trajectory)},
    )
    return _measurement_page(request, form, pk, title="Hoe gaat het nu")


@require_form_methods
def measurement_edit(request, pk):
    measurement = DomainMeasurement.objects.get_for(request.user, Action.EDIT_GROWTH, pk=pk)
    form = MeasurementForm(request.POST or None, instance=measurement)
    return _measurement_page(request, form, measurement.trajectory_id, title="Meting wijzigen")


def _measurement_page(request, form, pk, *, title):
    return edit_page(
        request,
        form,
        save=lambda: record_measurement(form=form, by=request.user),
        done="De meting is bewaard.",
        then=_growth(pk),
        title=title,
        help_text="Lees de zinnen samen, en kies de zin die het meeste klopt. Overslaan mag altijd.",
    )


def _growth(pk):
    return reverse("coaching:growth", args=[pk])
