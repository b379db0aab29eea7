"""What becomes of a referral: every change of its status is a dated step, taken under the row's lock.

Whoever changes more than one row locks them in this order: programme, referral, participant.
"""

from __future__ import annotations

import datetime
import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import Programme, User
from dow_site.dates import Precision, When, write_when
from participants.models import (
    Participant,
    Referral,
    ReferralStatus,
    ReferralStep,
)

_REFUSALS = {ReferralStatus.DECLINED, ReferralStatus.WITHDRAWN}
_FROM_RECEIVED = {
    ReferralStatus.INTRODUCTION_PLANNED,
    ReferralStatus.WAITING_LIST,
    ReferralStatus.ACCEPTED,
    *_REFUSALS,
}
# To what a referral may go on from each status. Planning an introduction again is another day for it.
NEXT_STATUSES = {
    ReferralStatus.RECEIVED: _FROM_RECEIVED,
    ReferralStatus.INTRODUCTION_PLANNED: _FROM_RECEIVED,
    ReferralStatus.WAITING_LIST: _FROM_RECEIVED - {ReferralStatus.WAITING_LIST},
    ReferralStatus.DECLINED: {ReferralStatus.RECEIVED},
    ReferralStatus.WITHDRAWN: {ReferralStatus.RECEIVED},
    ReferralStatus.ACCEPTED: set(),
}
# Nobody gets this far without somebody having spoken to him.
_AFTER_CONTACT = (
    ReferralStatus.INTRODUCTION_PLANNED,
    ReferralStatus.WAITING_LIST,
    ReferralStatus.ACCEPTED,
)


@transaction.atomic
def take_step(
    *,
    referral: Referral,
    status: ReferralStatus,
    on: datetime.date,
    by: User,
    reason: str = "",
    introduction_on: datetime.date | None = None,
    version: int | None = None,
    submission_key: uuid.UUID | None = None,
) -> Referral:
    """Give a referral its next status: plan the introduction, wait, decline, withdraw or take up again.

    Refuses with a sentence a referral that somebody else changed since `version` (code "raced"), a
    status that cannot follow, a day to come or before the step before, and a refusal without a
    reason. The same form sent twice is one step. For accepting see `accepted`.
    """
    referral = locked(referral)
    if is_taken(submission_key):
        return referral
    if version is not None and referral.version != version:
        raise ValidationError(
            f"Iemand anders heeft deze aanmelding intussen veranderd: {_stands(referral)}. "
            "Kijk of je dit nog wilt, en bewaar dan opnieuw.",
            code="raced",
        )
    return _step(
        referral,
        status,
        on=on,
        by=by,
        reason=reason,
        introduction_on=introduction_on,
        submission_key=submission_key,
    )


def accepted(
    *,
    referral: Referral,
    participant: Participant,
    on: datetime.date,
    by: User,
    submission_key: uuid.UUID | None = None,
) -> Referral:
    """Note that this locked referral was accepted for a participant; the trajectory is made elsewhere."""
    referral.participant = participant
    return _step(referral, ReferralStatus.ACCEPTED, on=on, by=by, submission_key=submission_key)


def locked(referral: Referral) -> Referral:
    """The referral as it is now, with its programme locked before it, until the transaction ends."""
    Programme.objects.select_for_update(of=("self",)).get(pk=referral.programme_id)
    return Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)


def is_taken(submission_key: uuid.UUID | None) -> bool:
    """Whether the form with this key was handled before."""
    if submission_key is None:
        return False
    return ReferralStep.objects.filter(submission_key=submission_key).exists()


def refuse_handled(referral: Referral) -> None:
    """Refuse, by name, a referral that somebody accepted, declined or withdrew already."""
    if not referral.is_open:
        raise ValidationError(
            f"Deze aanmelding is al afgehandeld: {_stands(referral)}.", code="handled"
        )


@transaction.atomic
def move_in_waiting_list(*, referral: Referral, places: int, version: int) -> bool:
    """Move somebody up (below zero) or down the waiting list; False where the list changed since."""
    referral = locked(referral)
    if referral.status != ReferralStatus.WAITING_LIST or referral.version != version:
        return False
    waiting = list(
        Referral.objects.select_for_update(of=("self",))
        .filter(programme=referral.programme_id)
        .waiting()
    )
    at = next(number for number, one in enumerate(waiting) if one.pk == referral.pk)
    to = min(max(at + places, 0), len(waiting) - 1)
    waiting.insert(to, waiting.pop(at))
    moved = []
    for turn, one in enumerate(waiting, start=1):
        if one.waiting_order != turn:
            one.waiting_order = turn
            one.version += 1
            moved.append(one)
    Referral.objects.bulk_update(moved, ["waiting_order", "version"])
    return True


def _step(referral, status, *, on, by, reason="", introduction_on=None, submission_key=None):
    if status not in NEXT_STATUSES[referral.status]:
        refuse_handled(referral)
        raise ValidationError(f"Dat kan nu niet: {_stands(referral)}.", code="order")
    _refuse_day(referral, on)
    if status == ReferralStatus.INTRODUCTION_PLANNED:
        if introduction_on and introduction_on < referral.received_on:
            raise ValidationError(
                {"introduction_on": "De kennismaking is niet voor de aanmelding."}, code="day"
            )
        referral.introduction_on = introduction_on
    referral.status, referral.status_on, referral.status_reason = status, on, reason
    waits = status == ReferralStatus.WAITING_LIST
    referral.waiting_order = _last_turn(referral) if waits else None
    if status in _AFTER_CONTACT:
        referral.first_contact_on = referral.first_contact_on or on
    referral.version += 1
    referral.full_clean()
    referral.save()
    ReferralStep.objects.create(
        referral=referral,
        status=status,
        on=on,
        introduction_on=introduction_on,
        reason=reason,
        by=by,
        submission_key=submission_key or uuid.uuid4(),
    )
    return referral


def _refuse_day(referral, on):
    if on > timezone.localdate():
        raise ValidationError({"on": "Deze dag moet nog komen."}, code="day")
    before = referral.steps.aggregate(last=Max("on"))["last"] or referral.received_on
    if on < before:
        written = write_when(When(before, Precision.DAY), long=True)
        raise ValidationError(
            {"on": f"De vorige stap was op {written}. Deze stap kwam daarna."}, code="day"
        )


def _last_turn(referral):
    last = Referral.objects.filter(programme=referral.programme_id).aggregate(
        last=Max("waiting_order")
    )["last"]
    return (last or 0) + 1


def _stands(referral):
    """How it stands and who said so, in the middle of a sentence."""
    last = referral.steps.select_related("by").order_by("pk").last()
    status = referral.get_status_display().lower()
    return f"{status}, door {last.by}" if last and last.by else status
