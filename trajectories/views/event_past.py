"""What becomes of an event that was written: taken off, put back, and how it changed."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from dow_site.access import Action
from dow_site.dates import NO_DATE, Precision, When, write_when
from dow_site.editing import edit_page, require_form_methods
from trajectories.dossier import open_dossier
from trajectories.event_history import history_of
from trajectories.forms import RemovalForm
from trajectories.models import TimelineEvent
from trajectories.removal import put_back, remove_event


@require_form_methods
def event_remove(request, pk):
    event = TimelineEvent.objects.select_related("trajectory__participant").get_for(
        request.user, Action.EDIT_EVENT, pk=pk
    )
    form = RemovalForm(request.POST or None, initial={"version": event.version})
    return edit_page(
        request,
        form,
        save=lambda: remove_event(event=event, by=request.user, **form.cleaned_data),
        done="De gebeurtenis is van de tijdlijn gehaald. Onder de tijdlijn kun je haar terugzetten.",
        then=_timeline(event),
        title="Gebeurtenis verwijderen",
        submit_label="Verwijderen",
        help_text=_words(request.user, event),
    )


@require_POST
def event_put_back(request, pk):
    # A second tap finds it standing, and changes nothing.
    event = get_object_or_404(TimelineEvent.objects.changeable_by(request.user), pk=pk)
    put_back(event=event, by=request.user)
    messages.success(request, "De gebeurtenis staat weer op de tijdlijn.")
    return redirect(f"{_timeline(event)}#gebeurtenis-{event.pk}")


@require_safe
def event_history(request, pk):
    """Who changed what of an event, also of one that was taken off."""
    user = request.user
    events = TimelineEvent.objects.select_related(
        "trajectory__participant__municipality", "trajectory__programme", "recorded_by"
    )
    event = events.get_also_removed(user, pk)
    when = (
        When(event.starts_on, Precision(event.precision), event.ends_on,
             Precision(event.end_precision) if event.end_precision else None)
        if event.starts_on
        else When()
    )  # fmt: skip
    recorded = When(timezone.localdate(event.recorded_at), Precision.DAY)
    by = f" door {event.recorded_by.name}" if event.recorded_by else ""
    return render(
        request,
        "trajectories/event_history.html",
        {
            "dossier": open_dossier(
                user,
                event.trajectory,
                page="trajectories:event_history",
                tab="trajectories:timeline",
            ),
            "text": _words(user, event),
            "when": write_when(when, long=True) if when.is_dated else NO_DATE,
            "recorded": f"{write_when(recorded, long=True)}{by}",
            "moments": history_of(event, user),
            "edit_url": ""
            if event.removed_at
            else reverse("trajectories:event_edit", args=[event.pk]),
        },
    )


def _words(user, event):
    """The text of an event as this person may read it."""
    return event.trajectory.participant.veil_for(user)(event.text)


def _timeline(event):
    return reverse("trajectories:timeline", args=[event.trajectory_id])
