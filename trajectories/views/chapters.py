"""The chapters of a story: make, rename, move, split; and moving what has no date."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from dow_site.access import Action
from dow_site.dates import write_when
from dow_site.editing import edit_page, require_form_methods
from trajectories import chapters
from trajectories.forms import ChapterForm, SplitForm
from trajectories.models import Chapter, TimelineEvent, Trajectory

EDIT = Action.EDIT_TRAJECTORY
# So much of an event's text tells which one it is.
SHORT = 70


@require_form_methods
def chapter_create(request, pk):
    """A new last chapter; `soort` in the address suggests one of the usual arc."""
    trajectory = Trajectory.objects.get_for(request.user, EDIT, pk=pk)
    usual = {kind: title for title, kind in chapters.ARC}
    kind = request.GET.get("soort", "")
    suggested = {"kind": kind, "title": usual[kind]} if kind in usual else {}
    form = ChapterForm(
        request.POST or None, instance=Chapter(trajectory=trajectory), initial=suggested
    )
    return edit_page(
        request,
        form,
        save=lambda: chapters.add_chapter(form=form, by=request.user),
        done="Het hoofdstuk staat op de tijdlijn.",
        then=_timeline(pk),
        title="Hoofdstuk toevoegen",
    )


@require_form_methods
def chapter_edit(request, pk):
    chapter = Chapter.objects.get_for(request.user, EDIT, pk=pk)
    form = ChapterForm(request.POST or None, instance=chapter)
    return edit_page(
        request,
        form,
        save=form.save_record,
        done="Het hoofdstuk is bewaard.",
        then=_timeline(chapter.trajectory_id),
        title="Hoofdstuk wijzigen",
    )


@require_form_methods
def chapter_split(request, pk):
    chapter = Chapter.objects.get_for(request.user, EDIT, pk=pk)
    told = chapters.events_told_in(chapter)
    form = SplitForm(
        request.POST or None, choices=[(event.key, _line(event)) for event in told[1:]]
    )
    return edit_page(
        request,
        form,
        save=lambda: chapters.split_chapter(chapter=chapter, by=request.user, **form.cleaned_data),
        done="Het hoofdstuk is gesplitst.",
        then=_timeline(chapter.trajectory_id),
        title=f"Hoofdstuk splitsen: {chapter.title}",
        submit_label="Splitsen",
        warning=""
        if told[1:]
        else "Een hoofdstuk met minder dan twee gebeurtenissen kun je niet splitsen.",
    )


@require_POST
def chapters_begin(request, pk):
    trajectory = Trajectory.objects.get_for(request.user, EDIT, pk=pk)
    if chapters.begin_with_arc(trajectory=trajectory, by=request.user):
        messages.success(
            request, "Vier hoofdstukken staan op de tijdlijn. Pas ze aan aan het verhaal."
        )
    return redirect(_timeline(pk))


@require_POST
def chapter_move(request, pk, way):
    chapter = Chapter.objects.get_for(request.user, EDIT, pk=pk)
    chapters.move_chapter(chapter=chapter, earlier=way == "eerder", by=request.user)
    return redirect(f"{_timeline(chapter.trajectory_id)}#opbouw")


@require_POST
def event_move(request, pk, way):
    event = TimelineEvent.objects.get_for(request.user, Action.EDIT_EVENT, pk=pk)
    try:
        chapters.move_event(event=event, earlier=way == "eerder", by=request.user)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    return redirect(f"{_timeline(event.trajectory_id)}#lijst-{event.pk}")


def _line(event):
    text = event.text if len(event.text) <= SHORT else f"{event.text[: SHORT - 1]}…"
    return f"{write_when(event.when)}: {text}" if event.when.is_dated else text


def _timeline(pk):
    return reverse("trajectories:timeline", args=[pk])
