"""The story: a trajectory with its spells, chapters, lanes and events, and how it ended."""

from trajectories.models.attachment import EventAttachment
from trajectories.models.event import (
    EventKind,
    EventLane,
    LifeDomain,
    Precision,
    Sensitivity,
    TimelineEvent,
    WorkingElement,
)
from trajectories.models.story import Chapter, ChapterKind, Lane, LaneKind
from trajectories.models.trajectory import (
    EndReason,
    Outflow,
    OutflowCategory,
    PartOfTrajectoryQuerySet,
    Phase,
    Sector,
    Spell,
    SpellRole,
    Trajectory,
    TrajectoryQuerySet,
)

__all__ = [
    "Chapter",
    "ChapterKind",
    "EndReason",
    "EventAttachment",
    "EventKind",
    "EventLane",
    "Lane",
    "LaneKind",
    "LifeDomain",
    "Outflow",
    "OutflowCategory",
    "PartOfTrajectoryQuerySet",
    "Phase",
    "Precision",
    "Sector",
    "Sensitivity",
    "Spell",
    "SpellRole",
    "TimelineEvent",
    "Trajectory",
    "TrajectoryQuerySet",
    "WorkingElement",
]
