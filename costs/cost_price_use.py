"""The programme's cost price in one session: as a price of its own, and as what the report prints beside the lines."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from costs.models import CostLine, CostPrice, Law, Payer, PriceItem, Session
from costs.operations import held_open
from costs.reading import bound_sources
from costs.units import Unit


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


def printed_with(session: Session, rows: Iterable[CostLine]) -> CostPrice | None:
    """The newest cost price of the programme of a source that a line names: what the report prints."""
    named = {
        source.pk for row in rows for end in ("low", "high") for source in bound_sources(row, end)
    }
    return (
        CostPrice.objects.select_related("source")
        .prefetch_related("components")
        .filter(programme=session.trajectory.programme_id, source__in=named)
        .first()
    )
