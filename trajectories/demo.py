"""What the demonstration's stories have beside their events: a milestone ahead, one put right, a stone."""

from __future__ import annotations

import datetime

from django.utils import timezone

from accounts.models import User
from trajectories.models import (
    EventKind,
    EventLane,
    Lane,
    LaneKind,
    Precision,
    TimelineEvent,
    Trajectory,
)

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
    """Plan the next milestone of a running trajectory, beside one that was reached after its plan."""
    text, weeks, precision = PLANS[number % len(PLANS)]
    milestone = {"kind": EventKind.MILESTONE, "shared_with_referrer": True}
    ahead = today + datetime.timedelta(weeks=weeks)
    _write(trajectory, text, by, today, planned_on=ahead, planned_precision=precision, **milestone)
    _write(
        trajectory,
        "Heeft een eigen werkrooster.",
        by,
        today,
        planned_on=today - datetime.timedelta(days=20),
        planned_precision=Precision.DAY,
        starts_on=today - datetime.timedelta(days=15),
        precision=Precision.DAY,
        **milestone,
    )


def add_stone(trajectory: Trajectory, by: User, today: datetime.date) -> None:
    """An event that was written twice, and taken off again."""
    _write(
        trajectory,
        "Belt zelf af omdat de fiets kapot is.",
        by,
        today,
        starts_on=today - datetime.timedelta(days=9),
        precision=Precision.DAY,
        removed_at=noon(today - datetime.timedelta(days=8)),
        removed_by=by,
        removal_reason="Stond er dubbel.",
    )


def _write(trajectory, text, by, today, **facts) -> None:
    last = trajectory.events.order_by("-position").values_list("position", flat=True).first()
    event = TimelineEvent.objects.create(
        trajectory=trajectory,
        position=(last or 0) + 1,
        text=text,
        recorded_by=by,
        recorded_at=noon(facts.get("starts_on") or today - datetime.timedelta(days=30)),
        **facts,
    )
    lane = Lane.objects.get(trajectory=trajectory, kind=LaneKind.PARTICIPANT)
    EventLane.objects.create(event=event, lane=lane)
