"""The frame of the story: stays, chapters, lanes, and how it ended."""

from django.contrib import messages
from django.urls import reverse
from django.utils import timezone

from dow_site.access import Action
from dow_site.editing import edit_page, require_form_methods
from trajectories import operations
from trajectories.forms import (
    LaneForm,
    OutflowForm,
    PhaseForm,
    SpellEndForm,
    SpellForm,
    SpellStartForm,
    TitleForm,
)
from trajectories.models import Lane, Outflow, Spell, Trajectory
from trajectories.places import too_many_on

EDIT = Action.EDIT_TRAJECTORY


@require_form_methods
def title_edit(request, pk):
    trajectory = Trajectory.objects.get_for(request.user, EDIT, pk=pk)
    form = TitleForm(request.POST or None, instance=trajectory)
    return edit_page(
        request,
        form,
        save=form.save_record,
        done="De titel is bewaard.",
        then=_facts(pk),
        title="Titel van het traject",
    )


@require_form_methods
def spell_start(request, pk):
    trajectory = Trajectory.objects.select_related("programme").get_for(request.user, EDIT, pk=pk)
    form = SpellStartForm(request.POST or None)
    return edit_page(
        request,
        form,
        save=lambda: _start(request, trajectory, form.cleaned_data),
        done="De start is vastgelegd.",
        then=_facts(pk),
        title="Start of doorstart",
    )


def _start(request, trajectory, facts):
    spell = operations.start_spell(trajectory=trajectory, by=request.user, **facts)
    if sentence := too_many_on(trajectory.programme, max(spell.starts_on, timezone.localdate())):
        messages.warning(request, sentence)
    return spell


@require_form_methods
def spell_end(request, pk):
    spell = Spell.objects.get_for(request.user, EDIT, pk=pk)
    form = SpellEndForm(request.POST or None)
    return edit_page(
        request,
        form,
        save=lambda: operations.end_spell(spell=spell, by=request.user, **form.cleaned_data),
        done="De pauze of stop is vastgelegd. De deur blijft open.",
        then=_facts(spell.trajectory_id),
        title="Pauze of stop",
    )


@require_form_methods
def spell_edit(request, pk):
    spell = Spell.objects.get_for(request.user, EDIT, pk=pk)
    form = SpellForm(request.POST or None, instance=spell)
    return edit_page(
        request,
        form,
        save=form.save_record,
        done="De datums zijn bewaard.",
        then=_facts(spell.trajectory_id),
        title="Datums van een deel van het traject",
    )


@require_form_methods
def phase_change(request, pk):
    spell = Spell.objects.get_for(request.user, EDIT, pk=pk)
    form = PhaseForm(request.POST or None)
    return edit_page(
        request,
        form,
        save=lambda: operations.change_phase(spell=spell, by=request.user, **form.cleaned_data),
        done="De nieuwe fase is vastgelegd.",
        then=_facts(spell.trajectory_id),
        title="Naar een andere fase",
    )


@require_form_methods
def outflow_edit(request, pk):
    trajectory = Trajectory.objects.get_for(request.user, EDIT, pk=pk)
    outflow = Outflow.objects.filter(trajectory=trajectory).first()
    form = OutflowForm(request.POST or None, instance=outflow or Outflow(trajectory=trajectory))
    return edit_page(
        request,
        form,
        save=form.save_record,
        done="De uitstroom is bewaard.",
        then=_facts(pk),
        title="Uitstroom",
    )


@require_form_methods
def lane_create(request, pk):
    trajectory = Trajectory.objects.get_for(request.user, EDIT, pk=pk)
    return _story_page(
        request,
        LaneForm(
            request.POST or None,
            instance=Lane(trajectory=trajectory),
            initial={"order": trajectory.lanes.count() + 1},
        ),
        title="Baan toevoegen",
        done="De baan staat op de tijdlijn.",
    )


@require_form_methods
def lane_edit(request, pk):
    lane = Lane.objects.get_for(request.user, EDIT, pk=pk)
    return _story_page(
        request,
        LaneForm(request.POST or None, instance=lane),
        title="Baan wijzigen",
        done="De baan is bewaard.",
    )


def _story_page(request, form, *, title, done):
    address = reverse("trajectories:timeline", args=[form.instance.trajectory_id])
    return edit_page(request, form, save=form.save_record, done=done, then=address, title=title)


def _facts(pk):
    return reverse("trajectories:facts", args=[pk])
