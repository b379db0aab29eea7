"""The timeline as it was known at the end of a day, from the history of events and their lanes."""

from __future__ import annotations

import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import User
from trajectories.drawing import DRAWN
from trajectories.event_history import EventHistory, LaneHistory
from trajectories.models import TimelineEvent, Trajectory

_MADE, _ENDED = "insert", "delete"


def told_as_known(trajectory: Trajectory, user: User, day: datetime.date) -> list[tuple]:
    """What stood on the timeline at the end of a day, in the rows that `draw_timeline` draws.

    What was taken off since stands there again. The rights are those of today: an event that this
    person may neither read nor put back now is left out, whatever it was then. One query.
    """
    midnight = datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time())
    until = timezone.make_aware(midnight)
    readable = Q(pgh_obj__in=TimelineEvent.objects.visible_to(user).values("pk"))
    stones = Q(pgh_obj__in=TimelineEvent.objects.stones_for(user).values("pk"))
    latest = (
        EventHistory.objects.filter(
            readable | stones, trajectory=trajectory.pk, pgh_created_at__lt=until
        )
        .order_by("pgh_obj_id", "-pgh_created_at", "-pgh_id")
        .distinct("pgh_obj_id")
    )
    gone = LaneHistory.objects.filter(
        pgh_obj=OuterRef("pgh_obj"), pgh_label=_ENDED, pgh_created_at__lt=until
    )
    lanes = LaneHistory.objects.filter(
        ~Exists(gone), event=OuterRef("pgh_obj"), pgh_label=_MADE, pgh_created_at__lt=until
    )
    return list(
        EventHistory.objects.filter(pgh_id__in=latest.values("pgh_id"), removed_at__isnull=True)
        .exclude(pgh_label=_ENDED)
        .order_by("position", "pgh_obj_id")
        .values_list("pgh_obj_id", *DRAWN, ArraySubquery(lanes.values("lane")))
    )
