"""Milestones that are still ahead: the next one on lists, those of a dossier, and reaching one."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from accounts.models import User
from dow_site.access import Action
from dow_site.dates import Precision, When, write_when
from dow_site.fields import AsOneColumn
from trajectories.models import TimelineEvent
from trajectories.timeline import Timeline

# Shown above a timeline at the most: who plans more, sees the rest on the timeline itself.
MOST_AHEAD = 10
# On a list row, so that a long text does not push the rest away.
SHORT = 60


@dataclass(frozen=True, kw_only=True)
class MilestoneAhead:
    """A planned milestone in finished words; without `may_reach` it can only be read."""

    key: int
    text: str
    when: str
    is_past: bool
    may_reach: bool


def next_milestone_in(events: QuerySet[TimelineEvent]) -> Subquery:
    """A column for a query of trajectories: of each the next planned milestone among these events.

    Its values are for `write_next_milestone`.
    """
    ahead = events.filter(
        trajectory=OuterRef("pk"), planned_on__isnull=False, starts_on__isnull=True
    )
    facts = AsOneColumn("text", "planned_on", "planned_precision")
    return Subquery(ahead.order_by("planned_on", "pk").values(facts=facts)[:1])


def write_next_milestone(facts: list | None, veil: Callable[[str], str]) -> str:
    """What the column of `next_milestone_in` holds in finished words; "" where nothing is planned."""
    if facts is None:
        return ""
    text, day, precision = facts
    planned = _planned(datetime.date.fromisoformat(day), precision)
    return f"{_short(veil(text))} ({planned})"


def milestones_ahead(timeline: Timeline) -> list[MilestoneAhead]:
    """The planned milestones of a timeline as it was drawn for a reader, the first to come first."""
    ahead = sorted(
        (entry for entry in timeline.entries if entry.ahead_until),
        key=lambda entry: (entry.ahead_until, entry.number),
    )
    return [
        MilestoneAhead(
            key=entry.key,
            text=entry.text,
            when=entry.when_long,
            is_past=entry.ahead_until < timeline.today,
            may_reach=bool(entry.url),
        )
        for entry in ahead[:MOST_AHEAD]
    ]


@transaction.atomic
def reach_milestone(*, event: TimelineEvent, on: datetime.date, by: User) -> TimelineEvent:
    """Say on which day a planned milestone was reached; refuses a day that is still to come.

    The plan stays beside it. Said twice with the same day it changes nothing; another day than
    somebody else said in the meantime is refused.
    """
    event = (
        TimelineEvent.objects.permitted(by, Action.EDIT_EVENT)
        .select_for_update(of=("self",))
        .get(pk=event.pk)
    )
    if event.starts_on is not None:
        if event.starts_on == on:
            return event
        raise ValidationError("Deze mijlpaal is al gehaald. Wijzig de gebeurtenis zelf.")
    if on > timezone.localdate():
        raise ValidationError({"on": "Deze dag moet nog komen."})
    event.starts_on, event.precision = on, Precision.DAY
    event.version += 1
    event.save(update_fields=["starts_on", "precision", "version"])
    return event


def _planned(day: datetime.date, precision: str) -> str:
    return f"gepland {write_when(When(day, Precision(precision)))}"


def _short(text: str) -> str:
    return text if len(text) <= SHORT else f"{text[: SHORT - 1]}…"
