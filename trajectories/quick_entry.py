"""What a new event starts with: what its writer chose the last time for this trajectory."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from accounts.models import User
from trajectories.models import EventKind, TimelineEvent, Trajectory
from trajectories.sharing import ORDINARY, shared_by_default


def remembered(trajectory: Trajectory, user: User) -> dict[str, Callable[[], object]]:
    """Kind and lanes of the last event that this person wrote here, looked up where a form asks for them.

    Of the first, a life event without lanes. A kind that is shared by itself is not remembered: nobody
    shares without choosing to.
    """

    @cache
    def last():
        return (
            TimelineEvent.objects.visible_to(user)
            .filter(trajectory=trajectory, recorded_by=user)
            .order_by("-recorded_at", "-pk")
            .prefetch_related("lanes")
            .first()
        )

    def kind():
        if last() is None or shared_by_default(last().kind, ORDINARY):
            return EventKind.LIFE_EVENT
        return last().kind

    def lanes():
        return [lane.pk for lane in last().lanes.all()] if last() else []

    return {"kind": kind, "lanes": lanes}
