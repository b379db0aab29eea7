"""The young adults, the people around them, how they came and what they agreed to."""

from participants.models.consent import (
    TOWARDS_SOMEBODY,
    Consent,
    ConsentKind,
    Giver,
    InformationGiven,
    ShareTopic,
)
from participants.models.merge import DAYS_TO_UNDO, ParticipantMerge
from participants.models.network import PROFESSIONALS, NetworkContact, Relation
from participants.models.people_import import (
    DAYS_KEPT,
    Decision,
    ImportedRow,
    ImportKind,
    ImportStatus,
    PeopleImport,
)
from participants.models.person import COACHES, Education, Participant, PartOfParticipantQuerySet
from participants.models.referral import (
    OPEN_STATUSES,
    STATUSES_TO_ANSWER,
    STATUSES_WITH_REASON,
    ReasonCategory,
    Referral,
    ReferralSource,
    ReferralStatus,
)
from participants.models.step import ReferralStep

__all__ = [
    "PeopleImport",
    "ImportedRow",
    "ImportStatus",
    "ImportKind",
    "Decision",
    "DAYS_KEPT",
    "DAYS_TO_UNDO",
    "COACHES",
    "OPEN_STATUSES",
    "PROFESSIONALS",
    "STATUSES_TO_ANSWER",
    "STATUSES_WITH_REASON",
    "TOWARDS_SOMEBODY",
    "Consent",
    "ConsentKind",
    "Education",
    "Giver",
    "InformationGiven",
    "NetworkContact",
    "PartOfParticipantQuerySet",
    "Participant",
    "ParticipantMerge",
    "ReasonCategory",
    "Referral",
    "ReferralSource",
    "ReferralStatus",
    "ReferralStep",
    "Relation",
    "ShareTopic",
]
