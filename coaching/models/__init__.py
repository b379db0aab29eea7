"""Jobcoach support: who coaches whom, goals and growth, signals, hand-overs, and the time after leaving."""

from coaching.models.aftercare import (
    AftercareContact,
    AftercareOutcome,
    AftercareStatus,
    Channel,
    HowIsIt,
    WithWhom,
)
from coaching.models.assignment import AssignmentRole, CoachAssignment
from coaching.models.domain import DomainMeasurement, DomainScore, MeasuringMoment, Rater
from coaching.models.goal import Goal, GoalStep, HowFar
from coaching.models.handover import (
    UNDECIDED,
    Handover,
    HandoverLetter,
    HandoverStatus,
)
from coaching.models.placement import Answerer, PlacementKind, WorkplaceCheck, WorkPlacement
from coaching.models.signal import AnswerKind, SignalAnswer, SignalRules
from coaching.models.week import CardLanguage, Feeling, WeekLink, WeekReaction

__all__ = [
    "DomainMeasurement",
    "DomainScore",
    "MeasuringMoment",
    "Rater",
    "Goal",
    "GoalStep",
    "HowFar",
    "Answerer",
    "PlacementKind",
    "WorkPlacement",
    "WorkplaceCheck",
    "CardLanguage",
    "Feeling",
    "WeekLink",
    "WeekReaction",
    "UNDECIDED",
    "AftercareContact",
    "AftercareOutcome",
    "AftercareStatus",
    "AnswerKind",
    "AssignmentRole",
    "Channel",
    "CoachAssignment",
    "Handover",
    "HandoverLetter",
    "HandoverStatus",
    "HowIsIt",
    "SignalAnswer",
    "SignalRules",
    "WithWhom",
]
