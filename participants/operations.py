"""Changes to referrals."""

from __future__ import annotations

from django.db import transaction

from accounts.models import Programme, User
from dow_site.access import Role
from participants.models import Referral, ReferralSource
from participants.references import next_references


@transaction.atomic
def receive_referral(*, form, programme: Programme, by: User) -> Referral:
    """Take in a referral, with a reference of its own and the organisation of who referred.

    The same form sent twice gives one referral.
    """
    referral = form.instance
    if by.role == Role.REFERRER:
        referral.referrer, referral.organisation = by, by.organisation
        referral.source = ReferralSource.RMC
    else:
        referral.source = ReferralSource.OTHER
    return _received(form, programme)


@transaction.atomic
def receive_application(*, form, programme: Programme) -> Referral:
    """Take in what somebody without an account filled in: an open referral of no referrer.

    The same form sent twice gives one referral. How many may come from one address is for who calls.
    """
    return _received(form, programme)


def _received(form, programme):
    referral = form.instance
    referral.programme = Programme.objects.select_for_update(of=("self",)).get(pk=programme.pk)
    [referral.reference] = next_references(referral.received_on.year)
    return form.save_record()
