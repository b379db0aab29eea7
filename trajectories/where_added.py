"""The place on a timeline where somebody chose to add, and what it says of when."""

from __future__ import annotations

import datetime

from accounts.models import User
from dow_site.dates import Precision, When
from trajectories.chapters import story_told
from trajectories.models import TimelineEvent, Trajectory
from trajectories.story import ChapterIn, EventIn


def month_of_place(
    trajectory: Trajectory,
    user: User,
    *,
    chapter: int | None,
    card: int | None,
    today: datetime.date,
) -> When | None:
    """The month of the card below which somebody adds, or of what is told before it, or of the chapter.

    Of what this person may read, and never a month to come: what is added there did happen. None
    where nothing of it is dated.
    """
    story = story_told(trajectory.pk, TimelineEvent.objects.visible_to(user))
    for part, told in story:
        keys = [event.key for event in told]
        if card is None and part is not None and part.key == chapter:
            return _month(told, part, today)
        if card in keys:
            return _month(told[: keys.index(card) + 1], part, today)
    return None


def _month(told: list[EventIn], chapter: ChapterIn | None, today: datetime.date) -> When | None:
    """The month of the last of these that has one, else that with which the chapter begins."""
    days = [event.when.earliest for event in told if event.when.is_dated]
    if chapter is not None and (month := chapter.start or chapter.end):
        days.insert(0, month)
    past = [day for day in days if day <= today]
    return When(past[-1], Precision.MONTH) if past else None
