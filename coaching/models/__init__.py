"""Jobcoach support: coaches, talks, agreements, growth, signals, hand-overs and the time after."""

from coaching.models.aftercare import (
    AftercareContact,
    AftercareOutcome,
    AftercareStatus,
    Channel,
    HowIsIt,
    WithWhom,
)
from coaching.models.agreement import (
    OPEN_AGREEMENT,
    Agreement,
    AgreementMark,
    AgreementOwner,
    AgreementStatus,
)
from coaching.models.assignment import AssignmentRole, CoachAssignment
from coaching.models.calendar import CalendarFeed
from coaching.models.domain import DomainMeasurement, DomainScore, MeasuringMoment, Rater
from coaching.models.goal import Goal, GoalStep, HowFar
from coaching.models.handover import UNDECIDED, Handover, HandoverLetter, HandoverStatus
from coaching.models.placement import Answerer, PlacementKind, WorkplaceCheck, WorkPlacement
from coaching.models.review import (
    CoReading,
    CoReadingRate,
    ReviewDecision,
    ReviewQuestion,
    TalkBlock,
    TalkReview,
)
from coaching.models.signal import AnswerKind, SignalAnswer, SignalRules
from coaching.models.talk import (
    SPOKEN,
    AbsenceReason,
    GroupTalk,
    Talk,
    TalkKind,
    TalkPlace,
    TalkStatus,
)
from coaching.models.talk_parts import (
    DomainChange,
    SharedLine,
    SkillScore,
    SkillStep,
    TalkDomain,
    WorkSkill,
)
from coaching.models.week import CardLanguage, Feeling, WeekLink, WeekReaction

__all__ = [
    "AbsenceReason",
    "AftercareContact",
    "AftercareOutcome",
    "AftercareStatus",
    "Agreement",
    "AgreementMark",
    "AgreementOwner",
    "AgreementStatus",
    "AnswerKind",
    "Answerer",
    "AssignmentRole",
    "CalendarFeed",
    "CardLanguage",
    "Channel",
    "CoReading",
    "CoReadingRate",
    "CoachAssignment",
    "DomainChange",
    "DomainMeasurement",
    "DomainScore",
    "Feeling",
    "Goal",
    "GoalStep",
    "GroupTalk",
    "Handover",
    "HandoverLetter",
    "HandoverStatus",
    "HowFar",
    "HowIsIt",
    "MeasuringMoment",
    "OPEN_AGREEMENT",
    "PlacementKind",
    "Rater",
    "ReviewDecision",
    "ReviewQuestion",
    "SPOKEN",
    "SignalAnswer",
    "SignalRules",
    "SharedLine",
    "SkillScore",
    "SkillStep",
    "Talk",
    "TalkBlock",
    "TalkDomain",
    "TalkKind",
    "TalkPlace",
    "TalkReview",
    "TalkStatus",
    "UNDECIDED",
    "WeekLink",
    "WeekReaction",
    "WithWhom",
    "WorkPlacement",
    "WorkSkill",
    "WorkplaceCheck",
]
