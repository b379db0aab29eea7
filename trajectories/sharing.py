"""What a referrer may read of a timeline: one default and one filter, for page, preview and PDF."""

from __future__ import annotations

import datetime

from django.db.models import Exists, OuterRef, Q

from participants.models import Consent, ConsentKind

ORDINARY = "ordinary"
NEVER_SHAREABLE = ("health", "addiction")
ONLY_WITH_CONSENT = ("family", "finance")
SHARED_BY_DEFAULT = ("milestone", "outcome")


def shared_by_default(kind: str, sensitivity: str) -> bool:
    """Whether a new event of this kind starts out shared: milestones and outcomes, when ordinary."""
    return kind in SHARED_BY_DEFAULT and sensitivity == ORDINARY


def readable_by(organisation_id: int, day: datetime.date) -> Q:
    """Events that people of this organisation may read on a day.

    Health and addiction never; family and finance only while the participant's consent towards
    this organisation is in force (access.md).
    """
    consent = Consent.objects.in_force_on(day).filter(
        participant=OuterRef("trajectory__participant"),
        kind=ConsentKind.SHARE_WITH_PARTY,
        recipient=organisation_id,
    )
    return Q(shared_with_referrer=True) & (
        Q(sensitivity=ORDINARY) | (Q(sensitivity__in=ONLY_WITH_CONSENT) & Exists(consent))
    )
