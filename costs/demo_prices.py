"""Made-up price lists, an index series and a session with older prices, for the demonstration.

The amounts are round and invented, so that nobody takes them for published ones. The list that is sold
commercially is not here, and does not come with this system.
"""

from __future__ import annotations

import datetime
from decimal import Decimal

from costs.models import (
    CostLine,
    IndexFigure,
    IndexSeries,
    Law,
    Payer,
    PriceItem,
    PriceList,
    Session,
    Source,
    SourceKind,
)
from costs.price_lists import publish

TITLE = "Voorbeeldprijzen (verzonnen)"
_NOTE = "Verzonnen bedragen, om mee te oefenen."
_FIRST_YEAR = 2018
# Ten per cent in two years, ever further: figures that are easy to check by heart.
_FIGURES = (100, 102, 104, 105, 110, 115, 118, 121, 124)

# code, category, name, amount or (low, high), unit, payer, law; and of the norm its own source.
_PRICES = (
    ("V01", "Gesprekken", "Gesprek met een maatschappelijk werker", 80, "contact", Payer.MUNICIPALITY, Law.WMO_2015),
    ("V02", "Gesprekken", "Uur schuldhulp", 90, "hour", Payer.MUNICIPALITY, Law.WMO_2015),
    ("V03", "Wonen", "Dag opvang", (100, 150), "day", Payer.MUNICIPALITY, Law.WMO_2015),
    ("V04", "Inkomen", "Uitkering, alleenstaand", 1000, "month", Payer.MUNICIPALITY, Law.PARTICIPATION_ACT),
    ("V05", "Zorg", "Behandeling, kort", 2000, "treatment", Payer.HEALTH_INSURER, Law.HEALTH_INSURANCE_ACT),
)  # fmt: skip
_NORM = "V04"
# What the next version says of some prices; one is no longer in it.
_NEXT_AMOUNTS = {"V01": 85, "V03": (110, 160), "V04": 1050}
_NOT_IN_NEXT = "V05"


def load_price_lists(session: Session, today: datetime.date) -> None:
    """Two versions of a made-up list, of which the session keeps the older, a draft, and a series.

    The session gets a line with a price of that list.
    """
    source, norm = (
        Source.objects.create(code=code, kind=kind, title=title, note=_NOTE)
        for code, kind, title in (
            ("voorbeeld", SourceKind.PRICE_LIST, "Voorbeeldprijslijst van de oefenomgeving"),
            ("voorbeeldnorm", SourceKind.BENEFIT_NORM, "Voorbeeldnorm van de oefenomgeving"),
        )
    )
    former = _list(str(today.year - 1), source, norm, price_year=today.year - 1)
    publish(former, on=today - datetime.timedelta(days=400))
    _give_older_price(session, former)
    newer = _list(str(today.year), source, norm, price_year=today.year, amounts=_NEXT_AMOUNTS)
    newer.items.filter(code=_NOT_IN_NEXT).delete()
    # One is over, one will be soon: so there is something to see on the overview.
    newer.items.filter(code=_NORM).update(valid_to=today + datetime.timedelta(days=31))
    newer.items.filter(code="V02").update(valid_to=today - datetime.timedelta(days=12))
    publish(newer, on=today - datetime.timedelta(days=120))
    _list(str(today.year + 1), source, norm, price_year=today.year)
    series = IndexSeries.objects.create(
        title="Voorbeeldreeks (verzonnen)", source=source, note=_NOTE
    )
    IndexFigure.objects.bulk_create(
        IndexFigure(series=series, year=_FIRST_YEAR + place, value=Decimal(value))
        for place, value in enumerate(_FIGURES)
    )


def _list(version, source, norm, *, price_year, amounts=None) -> PriceList:
    price_list = PriceList.objects.create(title=TITLE, list_version=version, note=_NOTE)
    for code, category, name, amount, unit, payer, law in _PRICES:
        amount = (amounts or {}).get(code, amount)
        low, high = amount if isinstance(amount, tuple) else (None, None)
        PriceItem.objects.create(
            price_list=price_list,
            code=code,
            category=category,
            name=f"{name}, verzonnen bedrag",
            amount=None if low else Decimal(amount),
            low=low and Decimal(low),
            high=high and Decimal(high),
            unit=unit,
            payer=payer,
            law=law,
            price_year=price_year,
            source=norm if code == _NORM else source,
        )
    return price_list


def _give_older_price(session: Session, former: PriceList) -> None:
    session.price_list = former
    session.save(update_fields=["price_list"])
    shelter = former.items.get(code="V03")
    CostLine.objects.create(
        session=session,
        order=3,
        side="avoided",
        label="Opvang, verzonnen bedrag",
        low_price=shelter,
        low_amount=shelter.low,
        low_quantity=Decimal(20),
        low_unit="day",
        high_price=shelter,
        high_amount=shelter.high,
        high_quantity=Decimal(40),
        high_unit="day",
        payer=shelter.payer,
        law=shelter.law,
        condition="indien hij het huis uit moest",
        condition_group="opvang",
    )
