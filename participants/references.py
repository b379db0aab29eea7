"""The references of referrals, such as AANM-2026-014: one series a year, over all programmes."""

from __future__ import annotations

from django.db import connection

from participants.models import Referral


def next_references(year: int, count: int = 1) -> list[str]:
    """The next references of the year, kept from others until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"AANM-{year}"])
    prefix = f"AANM-{year}-"
    used = Referral.objects.filter(reference__startswith=prefix).values_list("reference", flat=True)
    numbers = [int(tail) for tail in (r.removeprefix(prefix) for r in used) if tail.isdecimal()]
    first = max(numbers, default=0) + 1
    return [f"{prefix}{number:03d}" for number in range(first, first + count)]
