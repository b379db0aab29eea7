"""The programme's cost price as a price of one session."""

from __future__ import annotations

from django.db import transaction

from costs.models import CostPrice, Law, Payer, PriceItem, Session
from costs.operations import held_open
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
