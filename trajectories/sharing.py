"""What a referrer may read of a timeline: one default and one filter, for page, preview and PDF."""

from __future__ import annotations

import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from participants.models import Consent, Referral, ReferralStatus, ShareTopic

ORDINARY = "ordinary"
NEVER_SHAREABLE = ("health", "addiction")
# Sensitivity of an event, and what a consent must name to open it.
ONLY_WITH_CONSENT = {"family": ShareTopic.FAMILY, "finance": ShareTopic.FINANCE}
SHARED_BY_DEFAULT = ("milestone", "outcome")
# What shows on the timeline by itself and a referrer may read too; never talks,
# agreements and workplaces tried.
SHAREABLE_MARKS = ("referral", "stay", "coach", "outflow", "aftercare")


def shared_by_default(kind: str, sensitivity: str) -> bool:
    """Whether a new event of this kind starts out shared: milestones and outcomes, when ordinary."""
    return kind in SHARED_BY_DEFAULT and sensitivity == ORDINARY


def may_be_shared(sensitivity: str) -> bool:
    """Whether a referrer may ever read an event of this sensitivity."""
    return sensitivity not in NEVER_SHAREABLE


def is_shared(chosen: bool | None, kind: str, sensitivity: str) -> bool:
    """What becomes of a choice to share or not; None leaves it to the kind."""
    if not may_be_shared(sensitivity):
        return False
    return shared_by_default(kind, sensitivity) if chosen is None else chosen


def referrals_of(participant_id: int, programme_id: int) -> QuerySet[Referral]:
    """The accepted referrals of a person to a programme: whose organisations read along."""
    return Referral.objects.filter(
        participant=participant_id, programme=programme_id, status=ReferralStatus.ACCEPTED
    )


def opened_by_consent(participant_id: int, programme_id: int, day: datetime.date) -> frozenset[str]:
    """The sensitivities that a consent opens on a day to an organisation that reads along; one query."""
    consents = {
        sensitivity: Exists(
            Consent.objects.to_share(topic, OuterRef("organisation"), day).filter(
                participant=participant_id
            )
        )
        for sensitivity, topic in ONLY_WITH_CONSENT.items()
    }
    found = referrals_of(participant_id, programme_id).values_list(*consents.values())
    return frozenset(
        sensitivity
        for opened in found
        for sensitivity, is_open in zip(consents, opened, strict=True)
        if is_open
    )


def awaits_consent(sensitivity: str, opened: frozenset[str]) -> bool:
    """Whether what is shared is read only once the participant consents, given what is open already."""
    return sensitivity in ONLY_WITH_CONSENT and sensitivity not in opened


def readable_by(organisation_id: int | None, day: datetime.date) -> Q:
    """Events that people of this organisation may read on a day; None for a referrer not known.

    Health and addiction never; family and finance only while the participant's consent towards
    this organisation that names the topic is in force (access.md), so never to one not known.
    """
    open_to_them = Q(sensitivity=ORDINARY)
    for sensitivity, topic in ONLY_WITH_CONSENT.items() if organisation_id else ():
        consents = Consent.objects.to_share(topic, organisation_id, day)
        of_this_participant = consents.filter(participant=OuterRef("trajectory__participant"))
        open_to_them |= Q(Exists(of_this_participant), sensitivity=sensitivity)
    return Q(shared_with_referrer=True) & open_to_them
