"""Taking an event off the timeline with a reason, the stone that stays, and putting it back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from dow_site.dates import Precision, When, write_when
from trajectories.models import TimelineEvent, Trajectory


@dataclass(frozen=True, kw_only=True)
class Stone:
    """That an event stood on the timeline, in finished words; what it said is on its history page."""

    key: int
    where: str
    removed: str
    reason: str


@transaction.atomic
def remove_event(
    *, event: TimelineEvent, reason: str, version: int | None, by: User
) -> TimelineEvent:
    """Take an event off every reader's timeline; the row stays, and can be put back.

    Refuses when somebody changed the event after it was shown. What was removed already stays so.
    """
    event = TimelineEvent.objects.select_for_update(of=("self",)).get(pk=event.pk)
    if event.removed_at is not None:
        return event
    if event.version != version:
        raise ValidationError(
            "Iemand anders heeft deze gebeurtenis net gewijzigd. Bekijk haar eerst opnieuw.",
            code="raced",
        )
    event.removed_at, event.removed_by, event.removal_reason = timezone.now(), by, reason
    return _saved(event)


@transaction.atomic
def put_back(*, event: TimelineEvent, by: User) -> TimelineEvent:
    """Put a removed event back where it stood; one that stands there already stays as it is."""
    event = TimelineEvent.objects.select_for_update(of=("self",)).get(pk=event.pk)
    if event.removed_at is None:
        return event
    event.removed_at, event.removed_by, event.removal_reason = None, None, ""
    return _saved(event)


def _saved(event: TimelineEvent) -> TimelineEvent:
    event.version += 1
    event.save(update_fields=["removed_at", "removed_by", "removal_reason", "version"])
    return event


def editable_and_stones(
    trajectory: Trajectory, user: User
) -> tuple[frozenset[int], tuple[Stone, ...]]:
    """What this person may change on a timeline, and the stones of what was taken off it; one query."""
    rows = (
        TimelineEvent.objects.changeable_by(user)
        .filter(trajectory=trajectory)
        .order_by("removed_at", "pk")
        .values_list(
            "pk", "removed_at", "removed_by__name", "removal_reason", "starts_on", "precision"
        )
    )
    veil = trajectory.participant.veil_for(user)
    found = list(rows)
    return (
        frozenset(pk for pk, removed_at, *_ in found if removed_at is None),
        tuple(_stones((row for row in found if row[1] is not None), veil)),
    )


def _stones(rows: Iterable[tuple], veil) -> Iterable[Stone]:
    for pk, removed_at, by, reason, starts_on, precision in rows:
        when = When(starts_on, Precision(precision)) if starts_on else When()
        day = When(timezone.localdate(removed_at), Precision.DAY)
        yield Stone(
            key=pk,
            where=write_when(when, long=True) if when.is_dated else "",
            removed=f"verwijderd op {write_when(day, long=True)} door {by}",
            reason=veil(reason),
        )
