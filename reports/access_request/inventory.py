"""Which rows and which of their fields are given to whom they are about, and which are not and why.

Models are found by following their links (`participants.belonging`); here they only get their
place. A test fails when one that leads to a participant has no place here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from django.db import models

from coaching.models import (
    AftercareContact,
    Agreement,
    AgreementMark,
    CoachAssignment,
    DomainMeasurement,
    DomainScore,
    Goal,
    GoalStep,
    GroupTalk,
    HandoverLetter,
    ReviewQuestion,
    SharedLine,
    SignalAnswer,
    SkillScore,
    Talk,
    TalkDomain,
    TalkReview,
    WeekLink,
    WeekReaction,
    WorkplaceCheck,
    WorkPlacement,
)
from costs.models import (
    Attendee,
    CostLine,
    LineObjection,
    LineReality,
    LineRemark,
    ParticipantReading,
    PriceItem,
    ScenarioItem,
    Session,
    SessionStep,
    Statement,
)
from participants.models import (
    Consent,
    ImportedRow,
    InformationGiven,
    NetworkContact,
    Participant,
    ParticipantMerge,
    Referral,
    ReferralStep,
)
from reports.models import AccessRequest, PrintedFile, PrintItem, Withholding
from trajectories.models import (
    Chapter,
    EventAttachment,
    Lane,
    Outflow,
    Spell,
    TimelineEvent,
    Trajectory,
)

# In the order of the paper.
CHAPTERS: Mapping[str, Sequence[type[models.Model]]] = MappingProxyType(
    {
        "Wie je bent": (Participant, ParticipantMerge, ImportedRow),
        "Je aanmelding": (Referral, ReferralStep),
        "De mensen om je heen": (NetworkContact,),
        "Informatie en toestemming": (Consent, InformationGiven),
        "Je traject": (Trajectory, Spell, CoachAssignment, Outflow),
        "Je tijdlijn": (Chapter, Lane, TimelineEvent, EventAttachment),
        "Gesprekken": (
            Talk, GroupTalk, SkillScore, TalkDomain, SharedLine, TalkReview, ReviewQuestion,
        ),
        "Afspraken": (Agreement, AgreementMark),
        "Doelen en leefgebieden": (Goal, GoalStep, DomainMeasurement, DomainScore),
        "Werk en nazorg": (WorkPlacement, WorkplaceCheck, AftercareContact),
        "Begeleiding": (HandoverLetter, SignalAnswer, WeekLink, WeekReaction),
        "Effectencalculator": (
            Session, Attendee, ScenarioItem, Statement, CostLine, PriceItem, SessionStep,
            LineRemark, LineObjection, LineReality, ParticipantReading,
        ),
        "Inzageverzoeken": (AccessRequest,),
    }
)  # fmt: skip
# What no chapter has, all the same, if a model was forgotten: better under a dull heading than not.
OTHER = "Overig"

LEFT_OUT: Mapping[str, str] = MappingProxyType(
    {
        "trajectories.EventLane": "wie bij een gebeurtenis hoort, staat bij de gebeurtenis",
        "costs.ScenarioItem_lines": "hetzelfde, onder een andere naam",
        "costs.ScenarioItemLine": "welke kostenregels bij een briefje horen, staat bij het briefje",
        PrintItem._meta.label: "een verslag dat gemaakt wordt, en na een dag weg is",
        PrintedFile._meta.label: "een verslag dat klaar is, en na een dag weg is",
        Withholding._meta.label: "zou zeggen wat er van een ander is weggelaten",
        # Known by number and not by a link.
        "accounts.AccessLog": "staat in het hoofdstuk ‘Wie keek in je dossier’",
        "accounts.Draft": "een half getypte zin die niet bewaard is, en vanzelf verdwijnt",
    }
)
# Fields that say nothing about somebody: keys, counters, the order of a search.
NO_FACTS = frozenset(
    {"version", "submission_key", "sort_name", "moved", "source_code", "token_hash", "files"}
)
# Rows that are somebody else's card: withholding him withholds these fields.
CARDS: Mapping[type[models.Model], tuple[str, frozenset[str]]] = MappingProxyType(
    {
        NetworkContact: (
            "contact",
            frozenset({"name", "role", "organisation", "phone", "email"}),
        )
    }
)
# A row of a list that only resembles him is somebody else's until it is joined to him.
NOT_HIS = frozenset({("participants.ImportedRow", "match")})
# What the words of a link read on their way.
WORDS_ASK: Mapping[type[models.Model], tuple[str, ...]] = MappingProxyType(
    {HandoverLetter: ("handover__from_coach", "handover__to_coach")}
)


def models_given() -> tuple[type[models.Model], ...]:
    """Every model with a place on paper, in its order."""
    return tuple(model for chapter in CHAPTERS.values() for model in chapter)
