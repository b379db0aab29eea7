"""The young adults, the people around them, how they came and what they agreed to."""

from participants.models.consent import Consent, ConsentKind, InformationGiven
from participants.models.network import NetworkContact, Relation
from participants.models.person import COACHES, Education, Participant, PartOfParticipantQuerySet
from participants.models.referral import (
    OPEN_STATUSES,
    ReasonCategory,
    Referral,
    ReferralSource,
    ReferralStatus,
)

__all__ = [
    "COACHES",
    "OPEN_STATUSES",
    "Consent",
    "ConsentKind",
    "Education",
    "InformationGiven",
    "NetworkContact",
    "PartOfParticipantQuerySet",
    "Participant",
    "ReasonCategory",
    "Referral",
    "ReferralSource",
    "ReferralStatus",
    "Relation",
]
