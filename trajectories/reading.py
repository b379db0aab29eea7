"""What one reader reads of a trajectory, in a few queries: the page and the print begin with the same."""

from __future__ import annotations

import datetime
from collections.abc import Container

from accounts.models import User
from trajectories import derived
from trajectories.attachments import attached_to
from trajectories.drawing import Sight, Story, events_told, story_of
from trajectories.known import told_as_known
from trajectories.models import Trajectory


def read_for(
    trajectory: Trajectory,
    user: User,
    *,
    today: datetime.date,
    known_on: datetime.date | None = None,
    editable: Container[int] = frozenset(),
) -> Story:
    """Everything that this person may read; with `known_on`, as it was known at the end of that day.

    The past is of what was written alone: what happened elsewhere is known of today, and a file is
    as it is now.
    """
    if known_on:
        events = told_as_known(trajectory, user, known_on)
        return story_of(trajectory, events, today=known_on, sight=Sight.of(user))
    return story_of(
        trajectory,
        events_told(trajectory, user),
        today=today,
        editable=editable,
        sight=Sight.of(user),
        derived=derived.rows_for(trajectory, user),
        attached=attached_to(trajectory, user),
    )
