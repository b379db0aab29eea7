"""What the demonstration's stories have beside their events: a milestone ahead, one put right, a stone."""

from __future__ import annotations

import datetime

from django.utils import timezone

from accounts.models import User
from trajectories.milestones import reach_milestone
from trajectories.models import (
    EventKind,
    EventLane,
    Lane,
    LaneKind,
    Precision,
    TimelineEvent,
    Trajectory,
)
from trajectories.removal import remove_event

# Text, weeks from today and the precision of the plan; dealt out over the trajectories in turn.
PLANS = (
    ("Praktijkexamen VCA.", 5, Precision.MONTH),
    ("Eerste week helemaal zelf op tijd, zonder telefoontje.", 2, Precision.DAY),
    ("Proefdag bij een wegenbouwer.", 3, Precision.DAY),
    ("Rijbewijs voor de trekker.", 14, Precision.QUARTER),
    ("Gesprek over een vast contract.", -1, Precision.DAY),
)


def noon(day: datetime.date) -> datetime.datetime:
    """When something of a day was written down in the demonstration."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(12)))


def add_milestones(trajectory: Trajectory, number: int, by: User, today: datetime.date) -> None:
    """Plan the next milestone of a running trajectory, and say that an earlier plan was reached."""
    text, weeks, precision = PLANS[number % len(PLANS)]
    _plan(trajectory, text, today + datetime.timedelta(weeks=weeks), precision, by, today)
    reached = _plan(
        trajectory,
        "Heeft een eigen werkrooster.",
        today - datetime.timedelta(days=20),
        Precision.DAY,
        by,
        today,
    )
    reach_milestone(event=reached, on=today - datetime.timedelta(days=15), by=by)


def add_stone(trajectory: Trajectory, by: User, today: datetime.date) -> None:
    """An event that was written twice, and taken off again."""
    event = _write(trajectory, "Belt zelf af omdat de fiets kapot is.", by, today)
    event.starts_on, event.precision = today - datetime.timedelta(days=9), Precision.DAY
    event.save(update_fields=["starts_on", "precision"])
    remove_event(event=event, reason="Stond er dubbel.", version=event.version, by=by)


def _plan(trajectory, text, day, precision, by, today) -> TimelineEvent:
    event = _write(trajectory, text, by, today, kind=EventKind.MILESTONE, shared_with_referrer=True)
    event.planned_on, event.planned_precision = day, precision
    event.save(update_fields=["planned_on", "planned_precision"])
    return event


def _write(trajectory, text, by, today, **facts) -> TimelineEvent:
    last = trajectory.events.order_by("-position").values_list("position", flat=True).first()
    event = TimelineEvent.objects.create(
        trajectory=trajectory,
        position=(last or 0) + 1,
        text=text,
        recorded_by=by,
        recorded_at=noon(today - datetime.timedelta(days=30)),
        **facts,
    )
    lane = Lane.objects.get(trajectory=trajectory, kind=LaneKind.PARTICIPANT)
    EventLane.objects.create(event=event, lane=lane)
    return event
