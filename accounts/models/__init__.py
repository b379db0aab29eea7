"""The people who work with the system, the organisations they work for, and who looked at what."""

from accounts.models.access_log import (
    AccessAction,
    AccessLog,
    AccessLogQuerySet,
    ExportReason,
)
from accounts.models.account import (
    PROGRAMME_ROLES,
    ROLES_OF_A_LEADER,
    ROLES_WITH_SECOND_STEP,
    AccountConfirmation,
    User,
    UserManager,
    UserQuerySet,
)
from accounts.models.draft import LONGEST_DRAFT, Draft
from accounts.models.organisation import (
    Organisation,
    OrganisationKind,
    Programme,
    ProgrammePlaces,
    ProgrammePlacesQuerySet,
)

__all__ = [
    "LONGEST_DRAFT",
    "PROGRAMME_ROLES",
    "ROLES_OF_A_LEADER",
    "ROLES_WITH_SECOND_STEP",
    "AccessAction",
    "AccessLog",
    "AccessLogQuerySet",
    "AccountConfirmation",
    "Draft",
    "ExportReason",
    "Organisation",
    "OrganisationKind",
    "Programme",
    "ProgrammePlaces",
    "ProgrammePlacesQuerySet",
    "User",
    "UserManager",
    "UserQuerySet",
]
