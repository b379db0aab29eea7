"""What is made to leave the system."""

from reports.models.access_request import (
    DAYS_KEPT,
    AccessRequest,
    AccessRequestStatus,
    WhyWithheld,
    Withheld,
    Withholding,
    name_of_person,
)
from reports.models.print_job import (
    KEPT,
    Bundle,
    ItemStatus,
    JoinedPart,
    PrintedFile,
    PrintItem,
    PrintJob,
)

__all__ = [
    "DAYS_KEPT",
    "KEPT",
    "AccessRequest",
    "AccessRequestStatus",
    "Bundle",
    "ItemStatus",
    "JoinedPart",
    "PrintItem",
    "PrintJob",
    "PrintedFile",
    "WhyWithheld",
    "Withheld",
    "Withholding",
    "name_of_person",
]
