"""Jobcoach support: who coaches whom, signals, hand-overs, and the contact after leaving."""

from coaching.models.aftercare import (
    AftercareContact,
    AftercareOutcome,
    AftercareStatus,
    Channel,
    HowIsIt,
    WithWhom,
)
from coaching.models.assignment import AssignmentRole, CoachAssignment
from coaching.models.handover import (
    UNDECIDED,
    Handover,
    HandoverLetter,
    HandoverStatus,
)
from coaching.models.signal import AnswerKind, SignalAnswer, SignalRules

__all__ = [
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
