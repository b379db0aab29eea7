"""Making agreements, and saying what came of them."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import Organisation, User
from coaching.models import (
    OPEN_AGREEMENT,
    Agreement,
    AgreementMark,
    AgreementOwner,
    AgreementStatus,
    Talk,
)
from participants.models import Referral, ReferralStatus
from trajectories.models import Trajectory


def referring_organisation(trajectory: Trajectory) -> Organisation | None:
    """The organisation that referred this participant here; None where nobody did."""
    referral = (
        Referral.objects.filter(
            participant=trajectory.participant_id,
            programme=trajectory.programme_id,
            status=ReferralStatus.ACCEPTED,
            organisation__isnull=False,
        )
        .select_related("organisation")
        .order_by("-received_on", "-pk")
        .first()
    )
    return referral and referral.organisation


def make_agreement(
    *,
    trajectory: Trajectory,
    owner: str,
    what: str,
    due_on: datetime.date,
    by: User,
    made_in: Talk | None = None,
) -> Agreement:
    """Agree on something; one that is asked of the referrer names the organisation that referred."""
    agreement = Agreement(
        trajectory=trajectory,
        made_in=made_in,
        owner=owner,
        organisation=referring_organisation(trajectory)
        if owner == AgreementOwner.REFERRER
        else None,
        what=what,
        due_on=due_on,
        made_on=made_in.held_on if made_in else timezone.localdate(),
        made_by=by,
    )
    agreement.full_clean()
    agreement.save()
    return agreement


@transaction.atomic
def mark_agreement(
    agreement: Agreement,
    status: str,
    *,
    by: User,
    moved_to: datetime.date | None = None,
    talk: Talk | None = None,
    on: datetime.date | None = None,
) -> Agreement:
    """Say that an agreement was kept, not kept, moved to another day or is open again.

    The same mark twice, as by a double tap, is one mark. Refuses to move without another day.
    """
    agreement = Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    if agreement.status == status != AgreementStatus.MOVED:
        return agreement
    due_before = agreement.due_on
    if status == AgreementStatus.MOVED:
        if moved_to == due_before and agreement.status == AgreementStatus.MOVED:
            return agreement
        if moved_to is None or moved_to == due_before:
            raise ValidationError("Verzetten is naar een andere dag.", code="same_day")
        agreement.due_on = moved_to
    on = on or timezone.localdate()
    agreement.status = status
    agreement.closed_on = None if status in OPEN_AGREEMENT else on
    agreement.version += 1
    agreement.full_clean()
    agreement.save()
    AgreementMark.objects.create(
        agreement=agreement,
        status=status,
        marked_on=on,
        marked_by=by,
        talk=talk,
        due_before=due_before,
        due_after=agreement.due_on,
    )
    return agreement


@transaction.atomic
def answer_agreement(agreement: Agreement, answer: str, *, by: User) -> Agreement:
    """Keep what the referrer answers, with the moment; the same answer again keeps the first moment."""
    agreement = Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    if agreement.answer == answer:
        return agreement
    agreement.answer = answer
    agreement.answered_at, agreement.answered_by = timezone.now(), by
    agreement.version += 1
    agreement.full_clean()
    agreement.save()
    return agreement
