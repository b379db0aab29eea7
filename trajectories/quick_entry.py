"""What a new event starts with: what its writer chose the last time for this trajectory."""

from __future__ import annotations

from accounts.models import User
from trajectories.models import EventKind, TimelineEvent, Trajectory
from trajectories.sharing import ORDINARY, shared_by_default


def remembered(trajectory: Trajectory, user: User) -> dict[str, object]:
    """Kind and lanes of the last event that this person wrote here; empty for the first.

    A kind that is shared by itself is not remembered: nobody shares without choosing to.
    """
    last = (
        TimelineEvent.objects.visible_to(user)
        .filter(trajectory=trajectory, recorded_by=user)
        .order_by("-recorded_at", "-pk")
        .prefetch_related("lanes")
        .first()
    )
    if last is None:
        return {}
    kind = EventKind.LIFE_EVENT if shared_by_default(last.kind, ORDINARY) else last.kind
    return {"kind": kind, "lanes": [lane.pk for lane in last.lanes.all()]}
