"""Writing down what happened."""

from django.urls import reverse
from django.utils import timezone

from accounts.drafts import draft_of
from dow_site.access import Action, may_anywhere
from dow_site.dates import Precision, When
from dow_site.editing import edit_page, require_form_methods
from trajectories.forms import EventForm, MilestoneForm
from trajectories.milestones import reach_milestone
from trajectories.models import TimelineEvent, Trajectory
from trajectories.operations import record_event
from trajectories.quick_entry import remembered

# Digits of the largest number that a row can have.
LONGEST_NUMBER = 18


@require_form_methods
def event_create(request, pk):
    trajectory = Trajectory.objects.select_related("participant").get_for(
        request.user, Action.ADD_EVENT, pk=pk
    )
    form = EventForm(
        request.POST or None,
        reader=request.user,
        instance=TimelineEvent(trajectory=trajectory),
        initial=remembered(trajectory, request.user) | _place(request, trajectory),
    )
    form.fields["text"].widget.attrs["autofocus"] = not form.is_bound
    form.fields["when"].widget.attrs["data-likely"] = True
    return edit_page(
        request,
        form,
        save=lambda: record_event(form=form, lanes=form.cleaned_data["lanes"], by=request.user),
        done="De gebeurtenis staat op de tijdlijn.",
        then=lambda event: f"{_timeline(trajectory.pk)}#gebeurtenis-{event.pk}",
        cancel_url=_timeline(trajectory.pk),
        template="trajectories/event_form.html",
        draft=draft_of(request, subject=trajectory.pk),
        title=f"Gebeurtenis toevoegen bij {trajectory.participant.name_for(request.user)}",
    )


@require_form_methods
def event_edit(request, pk):
    event = TimelineEvent.objects.select_related("trajectory__participant").get_for(
        request.user, Action.EDIT_EVENT, pk=pk
    )
    form = EventForm(request.POST or None, reader=request.user, instance=event)
    return edit_page(
        request,
        form,
        save=lambda: record_event(form=form, lanes=form.cleaned_data["lanes"], by=request.user),
        done="De gebeurtenis is bewaard.",
        then=f"{_timeline(event.trajectory_id)}#gebeurtenis-{event.pk}",
        title="Gebeurtenis wijzigen",
        template="trajectories/event_form.html",
        draft=draft_of(request, subject=event.pk),
    )


@require_form_methods
def milestone_reached(request, pk):
    event = TimelineEvent.objects.select_related("trajectory__participant").get_for(
        request.user, Action.EDIT_EVENT, pk=pk
    )
    text = event.text
    if not may_anywhere(request.user, Action.VIEW_PARTICIPANT):
        text = event.trajectory.participant.veil(text)
    form = MilestoneForm(request.POST or None, initial={"on": timezone.localdate()})
    return edit_page(
        request,
        form,
        save=lambda: reach_milestone(event=event, by=request.user, **form.cleaned_data),
        done="De mijlpaal is gehaald.",
        then=f"{_timeline(event.trajectory_id)}#gebeurtenis-{event.pk}",
        title="Mijlpaal gehaald",
        submit_label="Gehaald",
        help_text=text,
    )


def _place(request, trajectory):
    """Lane, chapter and month of the place on the timeline where somebody chose to add; else today."""
    lanes = {"lanes": request.GET.getlist("baan")} if "baan" in request.GET else {}
    chapter, card = _number(request, "hoofdstuk"), _number(request, "bij")
    if not chapter:
        return lanes | {"when": When(timezone.localdate(), Precision.DAY)}
    dated = TimelineEvent.objects.visible_to(request.user).filter(
        trajectory=trajectory, chapter=chapter, starts_on__isnull=False
    )
    if card:
        # Added below this card: its month, when it has one.
        dated = dated.filter(pk=card)
    newest = dated.order_by("-starts_on").values_list("starts_on", flat=True).first()
    month = {"when": When(newest, Precision.MONTH)} if newest else {}
    return lanes | {"chapter": chapter} | month


def _number(request, name):
    """The number of a row in the address; "" where it is none."""
    number = request.GET.get(name, "")
    return number if number.isdecimal() and len(number) <= LONGEST_NUMBER else ""


def _timeline(pk):
    return reverse("trajectories:timeline", args=[pk])
