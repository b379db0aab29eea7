"""The programme's cost prices for one session: which belongs to it, what the report prints, and as a price of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from costs.models import CostLine, CostPrice, Law, Payer, PriceItem, Session
from costs.operations import held_open
from costs.reading import bound_sources
from costs.units import Unit


@dataclass(frozen=True, kw_only=True)
class CostPrices:
    """The cost prices of a session's programme, those first that fit it best.

    `used` are the ones its lines are made with.
    """

    all: tuple[CostPrice, ...]
    used: tuple[CostPrice, ...]
    why: str

    @property
    def own(self) -> CostPrice | None:
        """The one to show with the session."""
        return next(iter(self.all), None)

    @property
    def others(self) -> tuple[CostPrice, ...]:
        return self.all[1:]


def cost_prices_for(session: Session, rows: Iterable[CostLine]) -> CostPrices:
    """What belongs to a session with these lines, in two queries.

    First what its lines are made with, then what is of its years, the last of these first. Then what
    is older, of an unknown year, and at last what is newer than the session.
    """
    rates = {
        (source.pk, amount)
        for row in rows
        for end in ("low", "high")
        for source in bound_sources(row, end)
        for amount in _amounts(row, end)
    }
    found = CostPrice.objects.select_related("source").prefetch_related("components")
    found = found.filter(programme=session.trajectory.programme_id)
    used = {one.pk for one in found if (one.source_id, one.amount) in rates}
    ranked = sorted(found, key=lambda one: (one.pk not in used, *_fit(one, session)))
    why = ""
    if ranked:
        why = _why(is_used=ranked[0].pk in used, fit=_fit(ranked[0], session)[0])
    return CostPrices(
        all=tuple(ranked), used=tuple(one for one in ranked if one.pk in used), why=why
    )


def _amounts(row: CostLine, end: str):
    """What a bound was multiplied by, and what its price says, which may be of another year."""
    price = getattr(row, f"{end}_price")
    return filter(None, (getattr(row, f"{end}_amount"), price and price.amount))


_WITHIN, _BEFORE, _UNKNOWN, _AFTER = range(4)


def _fit(cost_price: CostPrice, session: Session) -> tuple[int, int]:
    year, first, last = cost_price.year, session.period_start.year, session.period_end.year
    if year is None:
        return _UNKNOWN, 0
    if year > last:
        return _AFTER, year
    return (_WITHIN if year >= first else _BEFORE), -year


def _why(*, is_used: bool, fit: int) -> str:
    if is_used:
        return "Hiermee rekent deze sessie."
    return {
        _WITHIN: "Dit is de kostprijs van de jaren van deze sessie.",
        _BEFORE: "Van de jaren van deze sessie is er geen kostprijs. Deze is ouder.",
        _UNKNOWN: "Van welk jaar deze kostprijs is, is niet bekend.",
        _AFTER: "Van de jaren van deze sessie is er geen kostprijs. Deze is nieuwer.",
    }[fit]


@transaction.atomic
def use_in_session(cost_price: CostPrice, session: Session) -> PriceItem:
    """The published total per year as a price of the session's own; the one that is there already stays.

    Refuses (ValidationError) where `held_open` does. Who pays is the programme, until somebody says otherwise.
    """
    current = held_open(session)
    price, _ = PriceItem.objects.get_or_create(
        session=current,
        code=f"kostprijs-{cost_price.year or cost_price.pk}",
        defaults={
            "category": "Kostprijs",
            "name": f"Begeleiding {cost_price.programme.short_name} per deelnemer",
            "unit": Unit.YEAR.value,
            "amount": cost_price.amount,
            "price_year": cost_price.year,
            "source": cost_price.source,
            "law": Law.NONE,
            "payer": Payer.PROVIDER_OWN_FUNDS,
            "note": cost_price.sum_check.sentence if cost_price.sum_check.difference else "",
        },
    )
    return price


def under_the_seal(session: Session, rows: Iterable[CostLine]) -> list[CostPrice]:
    """The programme's cost prices of the sources that its lines name: what the report prints is among them."""
    named = {
        source.pk for row in rows for end in ("low", "high") for source in bound_sources(row, end)
    }
    found = CostPrice.objects.select_related("source").prefetch_related("components")
    return list(
        found.filter(programme=session.trajectory.programme_id, source__in=named).order_by("pk")
    )
