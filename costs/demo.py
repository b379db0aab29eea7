"""The published cases checked and approved, and a case that waits for the controller, for the demonstration."""

from __future__ import annotations

import datetime
from decimal import Decimal

from django.utils import timezone

from accounts.models import User
from costs.checking import approve, give_back, offer
from costs.models import CostLine, Payer, PriceList, ReferenceKind, Session
from trajectories.models import Trajectory

# A made-up case, with round numbers that nobody takes for published ones.
_LINES = (
    ("incurred", "Begeleiding, verzonnen bedrag", Decimal(9000), Decimal(9000), Payer.MUNICIPALITY),
    ("avoided", "Uitkering, verzonnen bedrag", Decimal(4000), Decimal(8000), Payer.MUNICIPALITY),
)


def load_checks(facilitator: User, controller: User, today: datetime.date) -> None:
    """Approve the published cases by two people; they stay exactly as published."""
    for session in Session.objects.filter(trajectory__is_published_case=True).order_by("pk"):
        session.facilitator = facilitator
        session.save()
        offer(session, by=facilitator, at=_noon(today, 30))
        session.refresh_from_db()
        approve(session, by=controller, version=session.version, at=_noon(today, 26))


def load_session_in_check(
    trajectory: Trajectory, facilitator: User, controller: User, today: datetime.date
) -> None:
    """A session that came back once and waits for the controller again."""
    session = Session.objects.create(
        trajectory=trajectory,
        reference=trajectory.reference,
        facilitator=facilitator,
        held_on=today - datetime.timedelta(days=9),
        held_online=False,
        period_start=(today - datetime.timedelta(days=300)).replace(day=1),
        period_end=today.replace(day=1),
        reference_kinds=[ReferenceKind.WITHOUT],
        price_list=PriceList.objects.order_by("pk").first(),
    )
    lines = [
        CostLine.objects.create(
            session=session,
            order=order,
            side=side,
            label=label,
            low_amount=low,
            high_amount=high,
            payer=payer,
        )
        for order, (side, label, low, high, payer) in enumerate(_LINES, start=1)
    ]
    offer(session, by=facilitator, at=_noon(today, 7))
    session.refresh_from_db()
    give_back(
        session,
        by=controller,
        version=session.version,
        remarks={lines[1].pk: "Waar komt de bovengrens vandaan?"},
        at=_noon(today, 5),
    )
    lines[1].refresh_from_db()
    lines[1].high_amount = Decimal(7000)
    lines[1].save()
    session.remarks.update(
        answer="Dat was een jaar. Het waren tien maanden; het bedrag is aangepast."
    )
    session.refresh_from_db()
    offer(session, by=facilitator, at=_noon(today, 2))


def _noon(today: datetime.date, days_ago: int) -> datetime.datetime:
    day = today - datetime.timedelta(days=days_ago)
    return datetime.datetime.combine(day, datetime.time(12), timezone.get_current_timezone())
