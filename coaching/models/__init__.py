"""Jobcoach support: who coaches whom, and the contact after leaving."""

from coaching.models.aftercare import (
    AftercareContact,
    AftercareOutcome,
    AftercareStatus,
    Channel,
    HowIsIt,
    WithWhom,
)
from coaching.models.assignment import AssignmentRole, CoachAssignment

__all__ = [
    "AftercareContact",
    "AftercareOutcome",
    "AftercareStatus",
    "AssignmentRole",
    "Channel",
    "CoachAssignment",
    "HowIsIt",
    "WithWhom",
]
