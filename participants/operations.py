"""Changes to referrals."""

from __future__ import annotations

from django.db import transaction

from accounts.models import Programme, User
from dow_site.access import Role
from participants.models import Referral, ReferralSource


@transaction.atomic
def receive_referral(*, form, programme: Programme, by: User) -> Referral:
    """Take in a referral, with a reference of its own and the organisation of who referred.

    The same form sent twice gives one referral.
    """
    referral = form.instance
    Programme.objects.select_for_update(of=("self",)).get(pk=programme.pk)
    referral.programme = programme
    if by.role == Role.REFERRER:
        referral.referrer, referral.organisation = by, by.organisation
        referral.source = ReferralSource.RMC
    else:
        referral.source = ReferralSource.OTHER
    prefix = f"AANM-{referral.received_on.year}-"
    used = Referral.objects.filter(reference__startswith=prefix).values_list("reference", flat=True)
    numbers = [int(tail) for tail in (r.removeprefix(prefix) for r in used) if tail.isdecimal()]
    referral.reference = f"{prefix}{max(numbers, default=0) + 1:03d}"
    return form.save_record()
