"""Writing down what happened."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.drafts import draft_of
from dow_site.access import Action, may_anywhere
from dow_site.dates import Precision, When
from dow_site.editing import edit_page, require_form_methods
from trajectories.event_form import SWITCHED_OFF, EventForm
from trajectories.forms import MilestoneForm
from trajectories.milestones import reach_milestone
from trajectories.models import EventAttachment, TimelineEvent, Trajectory
from trajectories.operations import record_event, share_event
from trajectories.quick_entry import remembered
from trajectories.removal import stone_of, stones_of_files
from trajectories.sensitive_words import sharing_hint
from trajectories.sharing import ONLY_WITH_CONSENT, awaits_consent, may_be_shared, opened_by_consent
from trajectories.where_added import month_of_place

# Digits of the largest number that a row can have.
LONGEST_NUMBER = 18
CHOOSE_BELOW = "Het is nog niet gedeeld: kies hieronder, en bewaar."
READ_ONCE_ALLOWED = "De verwijzer leest dit pas als de deelnemer daar toestemming voor geeft."
# What an address says of a place on the timeline: its lane, its chapter, and the card above it.
PLACE = {"baan", "hoofdstuk", "bij"}


@require_form_methods
def event_create(request, pk):
    trajectory = Trajectory.objects.select_related("participant").get_for(
        request.user, Action.ADD_EVENT, pk=pk
    )
    place = _place(request, trajectory)
    begin = {"when": When(timezone.localdate(), Precision.DAY)} | place
    form = EventForm(
        request.POST or None,
        veil=trajectory.participant.veil_for(request.user),
        instance=TimelineEvent(trajectory=trajectory),
        initial=remembered(trajectory, request.user) | begin,
    )
    form.fields["text"].widget.attrs["autofocus"] = not form.is_bound
    form.fields["when"].widget.attrs["data-likely"] = True
    return edit_page(
        request,
        form,
        save=lambda: record_event(form=form, lanes=form.cleaned_data["lanes"], by=request.user),
        done=lambda event: (
            "De mijlpaal staat gepland op de tijdlijn."
            if event.is_ahead
            else "De gebeurtenis staat op de tijdlijn."
        ),
        then=lambda event: _after(request, form, event),
        cancel_url=_timeline(trajectory.pk),
        template="trajectories/event_form.html",
        stone=None,
        draft=draft_of(request, subject=trajectory.pk, settled=frozenset(place)),
        title=f"Gebeurtenis toevoegen bij {trajectory.participant.name_for(request.user)}",
    )


@require_form_methods
def event_edit(request, pk):
    event = TimelineEvent.objects.select_related(
        "trajectory__participant", "removed_by"
    ).get_also_removed(request.user, pk)
    veil = event.trajectory.participant.veil_for(request.user)
    form = EventForm(request.POST or None, veil=veil, instance=event)
    warning = "" if form.is_bound else _hint(event, shared=False)
    if not form.is_bound and "delen" in request.GET:
        form.begin_sharing()
        warning = f"{_hint(event, shared=True)} {CHOOSE_BELOW}".strip()
    return edit_page(
        request,
        form,
        save=lambda: record_event(form=form, lanes=form.cleaned_data["lanes"], by=request.user),
        done="De gebeurtenis is bewaard.",
        then=lambda event: _after(request, form, event),
        cancel_url=_at(event),
        warning=warning,
        stone=stone_of(event, veil) if event.removed_at else None,
        may_attach=may_anywhere(request.user, Action.EDIT_ATTACHMENT),
        attachments=EventAttachment.objects.visible_to(request.user).filter(event=event),
        file_stones=stones_of_files(event, request.user),
        title="Gebeurtenis wijzigen",
        template="trajectories/event_form.html",
        draft=draft_of(request, subject=event.pk),
    )


@require_POST
def event_share(request, pk):
    """The button on an event: the referrer reads it from now on, or no longer.

    Where private words stand in it, the form asks first.
    """
    event = TimelineEvent.objects.get_for(request.user, Action.EDIT_EVENT, pk=pk)
    share = request.POST.get("delen") == "ja"
    if share and not event.shared_with_referrer and _hint(event, shared=True):
        return redirect(f"{reverse('trajectories:event_edit', args=[pk])}?delen=ja")
    try:
        event = share_event(event=event, share=share, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _told_of_sharing(event))
    # Back to the same view of the timeline, with its filter.
    timeline, back = _timeline(event.trajectory_id), request.POST.get("terug", "")
    here = back if back.startswith(f"{timeline}?") else timeline
    return redirect(f"{here}#gebeurtenis-{event.pk}")


@require_form_methods
def milestone_reached(request, pk):
    event = TimelineEvent.objects.select_related("trajectory__participant").get_for(
        request.user, Action.EDIT_EVENT, pk=pk
    )
    form = MilestoneForm(request.POST or None, initial={"on": timezone.localdate()})
    return edit_page(
        request,
        form,
        save=lambda: reach_milestone(event=event, by=request.user, **form.cleaned_data),
        done="De mijlpaal is gehaald.",
        then=_at(event),
        title="Mijlpaal gehaald",
        submit_label="Gehaald",
        help_text=event.trajectory.participant.veil_for(request.user)(event.text),
    )


def _place(request, trajectory):
    """Lane, chapter and month of the place on the timeline where somebody chose to add; {} where nowhere."""
    if PLACE.isdisjoint(request.GET):
        return {}
    chapter, card = _number(request, "hoofdstuk"), _number(request, "bij")
    month = month_of_place(
        trajectory, request.user, chapter=chapter, card=card, today=timezone.localdate()
    )
    lanes = {"lanes": request.GET.getlist("baan")} if "baan" in request.GET else {}
    return lanes | {"chapter": chapter, "when": month or When()}


def _number(request, name):
    """The number of a row in the address; None where it is none."""
    number = request.GET.get(name, "")
    return int(number) if number.isdecimal() and len(number) <= LONGEST_NUMBER else None


def _after(request, form, event):
    """Where to go after saving, with a word where sharing became something else than was chosen."""
    if form.switched_off:
        messages.warning(request, SWITCHED_OFF)
    elif event.shared_with_referrer and _awaits_consent(event):
        messages.info(request, READ_ONCE_ALLOWED)
    return _at(event)


def _hint(event, *, shared):
    """The hint on private words that the referrer reads, or would read."""
    if not may_be_shared(event.sensitivity) or not (shared or event.shared_with_referrer):
        return ""
    return sharing_hint(f"{event.text} {event.quote}", event.sensitivity)


def _awaits_consent(event):
    if event.sensitivity not in ONLY_WITH_CONSENT:
        return False
    of = event.trajectory
    opened = opened_by_consent(of.participant_id, of.programme_id, timezone.localdate())
    return awaits_consent(event.sensitivity, opened)


def _told_of_sharing(event):
    if not event.shared_with_referrer:
        return "De verwijzer leest dit niet meer."
    if _awaits_consent(event):
        return f"Gedeeld. {READ_ONCE_ALLOWED}"
    if event.sensitivity in ONLY_WITH_CONSENT:
        return "Gedeeld. De verwijzer leest dit zolang de deelnemer daar toestemming voor geeft."
    return "Gedeeld. De verwijzer kan dit nu lezen."


def _at(event):
    return f"{_timeline(event.trajectory_id)}#gebeurtenis-{event.pk}"


def _timeline(pk):
    return reverse("trajectories:timeline", args=[pk])
