"""Files on events: adding, sharing, taking off, putting back, and what a reader's timeline shows of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.template.defaultfilters import filesizeformat
from django.urls import reverse

from accounts.models import User
from dow_site.written import Written
from trajectories.models import EventAttachment, TimelineEvent, Trajectory
from trajectories.models.attachment import MOST_PER_EVENT
from trajectories.removal import must_stand, set_back, take_off


@dataclass(frozen=True, slots=True)
class Attached:
    """A file as a timeline shows it."""

    name: str
    note: str
    url: str


@transaction.atomic
def attach(*, form, by: User) -> EventAttachment:
    """Hang a file on an event; refuses one too many, and an event that was taken off meanwhile."""
    attachment = form.instance
    event = TimelineEvent.objects.select_for_update(of=("self",)).get(pk=attachment.event_id)
    must_stand(event)
    _must_have_room(event.attachments.exclude(submission_key=form.cleaned_data["submission_key"]))
    attachment.added_by = by
    return form.save_record()


def remove_attachment(
    *, attachment: EventAttachment, reason: str, version: int | None, by: User
) -> EventAttachment:
    """Take a file off its event for every reader; it is kept, and can be put back."""
    return take_off(attachment, reason=reason, version=version, by=by)


@transaction.atomic
def put_back_attachment(*, attachment: EventAttachment, by: User) -> EventAttachment:
    """Hang a file that was taken off on its event again; refuses one too many."""
    event = TimelineEvent.objects.select_for_update(of=("self",)).get(pk=attachment.event_id)
    must_stand(event)
    _must_have_room(event.attachments.exclude(pk=attachment.pk))
    return set_back(attachment)


def _must_have_room(others):
    if others.filter(removed_at__isnull=True).count() >= MOST_PER_EVENT:
        raise ValidationError(
            f"Een gebeurtenis heeft hooguit {MOST_PER_EVENT} bijlagen.", code="too_many"
        )


@transaction.atomic
def share_attachment(*, attachment: EventAttachment, share: bool, by: User) -> EventAttachment:
    """Let the referrer open a file of a shared event, or no longer; twice changes nothing."""
    row = EventAttachment.objects.select_for_update(of=("self",)).get(pk=attachment.pk)
    if row.shared_with_referrer != share:
        row.shared_with_referrer = share
        row.version += 1
        row.save(update_fields=["shared_with_referrer", "version"])
    return row


def _in_order(files: QuerySet) -> QuerySet:
    return files.order_by("event", "pk").values_list("pk", "event", "name", "size")


_ALL_FILES = Written(
    lambda trajectory: _in_order(
        EventAttachment.objects.hanging().filter(event__trajectory=trajectory)
    )
)


def attached_to(trajectory: Trajectory, user: User) -> dict[int, tuple[Attached, ...]]:
    """What this person may open of a trajectory, by the number of the event; one query."""
    if EventAttachment.objects.all().sees_all_of(user, trajectory):
        rows = _ALL_FILES(trajectory=trajectory.pk)
    else:
        files = EventAttachment.objects.visible_to(user).filter(event__trajectory=trajectory)
        rows = _in_order(files)
    address = reverse("trajectories:attachment", args=[0])
    found: dict[int, list[Attached]] = defaultdict(list)
    for pk, event, name, size in rows:
        found[event].append(Attached(name, filesizeformat(size), address.replace("/0/", f"/{pk}/")))
    return {event: tuple(attached) for event, attached in found.items()}
