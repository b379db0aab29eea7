"""Taking an event or a file off the timeline with a reason, the stone that stays, and putting it back."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Container
from dataclasses import dataclass
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from dow_site.access import Action
from dow_site.dates import Precision, When, write_when
from dow_site.written import Written
from trajectories.models import EventAttachment, TimelineEvent, Trajectory

Row = TypeVar("Row", TimelineEvent, EventAttachment)


@dataclass(frozen=True, kw_only=True)
class Stone:
    """That an event or a file stood there, in finished words; what an event said is on its history page."""

    key: int
    where: str
    removed: str
    reason: str


def remove_event(
    *, event: TimelineEvent, reason: str, version: int | None, by: User
) -> TimelineEvent:
    """Take an event off every reader's timeline; the row stays, and can be put back."""
    return take_off(event, reason=reason, version=version, by=by)


def put_back(*, event: TimelineEvent, by: User) -> TimelineEvent:
    """Put a removed event back where it stood; one that stands there already stays as it is."""
    return set_back(event)


@transaction.atomic
def take_off(row: Row, *, reason: str, version: int | None, by: User) -> Row:
    """Take a row off for a reason.

    Refuses when somebody changed it after it was shown. What was taken off already stays so.
    """
    row = _locked(row)
    if row.removed_at is not None:
        return row
    if row.version != version:
        raise ValidationError(
            "Iemand anders heeft dit net gewijzigd. Bekijk het eerst opnieuw.", code="raced"
        )
    row.removed_at, row.removed_by, row.removal_reason = timezone.now(), by, reason
    return _saved(row)


@transaction.atomic
def set_back(row: Row) -> Row:
    """Put back what was taken off; what stands there already stays as it is."""
    row = _locked(row)
    if row.removed_at is None:
        return row
    row.removed_at, row.removed_by, row.removal_reason = None, None, ""
    return _saved(row)


def _locked(row: Row) -> Row:
    return type(row).objects.select_for_update(of=("self",)).get(pk=row.pk)


def _saved(row: Row) -> Row:
    row.version += 1
    row.save(update_fields=["removed_at", "removed_by", "removal_reason", "version"])
    return row


def must_stand(event: TimelineEvent) -> None:
    """Refuse to write on an event that was taken off the timeline."""
    if event.removed_at is not None:
        raise ValidationError(
            "Deze gebeurtenis is van de tijdlijn gehaald. Zet haar eerst terug.", code="removed"
        )


def stone_of(event: TimelineEvent, veil: Callable[[str], str]) -> Stone:
    """The stone of an event that was taken off, for who opened its form."""
    return _stone(
        event.pk,
        event.removed_at,
        event.removed_by.name,
        event.removal_reason,
        where=_where(event.starts_on, event.precision),
        veil=veil,
    )


def stones_of_files(event: TimelineEvent, user: User) -> tuple[Stone, ...]:
    """The stones of the files that were taken off an event, by their names; one query."""
    rows = (
        EventAttachment.objects.stones_for(user)
        .filter(event=event)
        .order_by("removed_at", "pk")
        .values_list("pk", "removed_at", "removed_by__name", "removal_reason", "name")
    )
    veil = event.trajectory.participant.veil_for(user)
    return tuple(_stone(*facts, where=veil(name), veil=veil) for *facts, name in rows)


class _Every:
    """Holds every number."""

    def __contains__(self, number: int) -> bool:
        return True


_OF_STONE = ("pk", "removed_at", "removed_by__name", "removal_reason", "starts_on", "precision")
_ALL_STONES = Written(
    lambda trajectory: (
        TimelineEvent.objects.filter(trajectory=trajectory, removed_at__isnull=False)
        .order_by("removed_at", "pk")
        .values_list(*_OF_STONE)
    )
)


def editable_and_stones(
    trajectory: Trajectory, user: User
) -> tuple[Container[int], tuple[Stone, ...]]:
    """What this person may change on a timeline, and the stones of what was taken off it; one query."""
    changeable = TimelineEvent.objects.changeable_by(user)
    if changeable.sees_all_of(user, trajectory, Action.EDIT_EVENT):
        # Nobody has to ask which.
        editable, stones = _Every(), _ALL_STONES(trajectory=trajectory.pk)
    else:
        rows = changeable.filter(trajectory=trajectory).order_by("removed_at", "pk")
        found = list(rows.values_list(*_OF_STONE))
        editable = frozenset(pk for pk, removed_at, *_ in found if removed_at is None)
        stones = [row for row in found if row[1] is not None]
    veil = trajectory.participant.veil_for(user)
    return editable, tuple(
        _stone(*facts, where=_where(starts_on, precision), veil=veil)
        for *facts, starts_on, precision in stones
    )


def _where(starts_on: datetime.date | None, precision: str) -> str:
    return write_when(When(starts_on, Precision(precision)), long=True) if starts_on else ""


def _stone(key, removed_at, by, reason, *, where, veil) -> Stone:
    day = When(timezone.localdate(removed_at), Precision.DAY)
    return Stone(
        key=key,
        where=where,
        removed=f"verwijderd op {write_when(day, long=True)} door {by}",
        reason=veil(reason),
    )
