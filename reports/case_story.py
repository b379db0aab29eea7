"""The story of a trajectory as one edition may tell it to one reader: scoped here, drawn elsewhere."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from accounts.models import Organisation, User
from dow_site.access import Action, ScopedQuerySet, may_anywhere
from reports.editions import Edition
from trajectories.drawing import WHOLE, Sight, Story, story_of
from trajectories.models import TimelineEvent, Trajectory

# What a referrer reads of the frame around the events: nothing but the events themselves.
_SHARED_ONLY = Sight(frame=False, narrative=False)


def rows_for(rows: ScopedQuerySet, reader: User | None) -> QuerySet:
    """The rows that this person may see; None is the system itself, on the command line."""
    return rows if reader is None else rows.visible_to(reader)


def knows_name(reader: User | None) -> bool:
    """Whether who prints may know the participant's name; who may not, reads the alias everywhere."""
    return reader is None or may_anywhere(reader, Action.VIEW_PARTICIPANT)


def story_for(
    trajectory: Trajectory,
    edition: Edition,
    *,
    reader: User | None,
    organisation: Organisation | None,
    today: date,
) -> Story:
    """What this edition may tell: for a referrer, what is shared with people of that organisation."""
    if edition == Edition.REFERRER:
        events = TimelineEvent.objects.read_by(organisation and organisation.pk, today)
        sight = _SHARED_ONLY
    else:
        events = rows_for(TimelineEvent.objects.standing(), reader)
        sight = WHOLE if reader is None else Sight.of(reader)
    is_public = edition == Edition.PUBLICATION
    return story_of(
        trajectory,
        events.filter(trajectory=trajectory),
        today=today,
        by_role=is_public or not sight.names,
        by_month=is_public,
        sight=sight,
    )
