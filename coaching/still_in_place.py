"""Who is still in place 3, 6 and 12 months after leaving: the one reading of the database for it."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from django.db.models import QuerySet

from coaching.aftercare import Measured, Observation, Status, in_place
from coaching.models import AftercareContact
from trajectories.models import Outflow, Trajectory


def measured_moments(
    trajectories: QuerySet[Trajectory],
    today: datetime.date,
    *,
    left_on: Mapping[int, datetime.date] | None = None,
) -> dict[int, tuple[Measured, ...]]:
    """The measured moments of each of these trajectories whose last day is known; two queries.

    Months count from the last day at DOW, as the plan of aftercare does; who has asked for these
    days already gives them.
    """
    if left_on is None:
        left_on = dict(
            Outflow.objects.filter(trajectory__in=trajectories, left_on__isnull=False).values_list(
                "trajectory", "left_on"
            )
        )
    seen = defaultdict(list)
    for trajectory, day, status in (
        AftercareContact.objects.spoken()
        .filter(trajectory__in=trajectories, contacted_on__isnull=False)
        .exclude(status="")
        .values_list("trajectory", "contacted_on", "status")
    ):
        seen[trajectory].append(Observation(day, Status(status)))
    # Of nobody asked after, the day says everything: many people have the same.
    nothing_seen = cache(lambda day: in_place(day, (), today))
    return {
        trajectory: in_place(day, seen[trajectory], today)
        if trajectory in seen
        else nothing_seen(day)
        for trajectory, day in left_on.items()
    }
