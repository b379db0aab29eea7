"""What the published cases rest on: sources, the cost price and the list of prices; what is there stays as it is."""

from __future__ import annotations

from django.utils import timezone

from accounts.models import Programme
from costs.lines import GrossNet
from costs.loading.refused import told_with_place
from costs.models import (
    CostPrice,
    CostPriceComponent,
    Law,
    Payer,
    PriceItem,
    PriceList,
    Source,
    SourceKind,
)
from costs.price_lists import publish
from costs.published_cases import Entry
from costs.units import Unit

PRICE_LIST_TITLE = "Prijzen uit de gepubliceerde casussen"


def load_sources(document: Entry) -> dict[str, Source]:
    """The sources of the file by their code."""
    return {
        (code := source.text("code", longest=40)): Source.objects.get_or_create(
            code=code,
            defaults={
                "kind": source.one_of("kind", SourceKind.values),
                "title": source.text("title", longest=200),
                "publisher": source.text("publisher", default="", longest=120),
                "item": source.text("item", default="", longest=200),
                "note": source.text("note", longest=300),
            },
        )[0]
        for source in document.entries("sources", "bron")
    }


def load_cost_price(document: Entry, programme: Programme, sources: dict[str, Source]) -> None:
    """The published total of the programme with its parts."""
    entry = document.entry("cost_price")
    cost_price, is_new = CostPrice.objects.get_or_create(
        programme=programme,
        year=entry.number("price_year"),
        defaults={
            "amount": entry.amount("amount", required=True),
            "calculated_by": entry.text("calculated_by", longest=120),
            "source": sources[entry.one_of("source", tuple(sources))],
        },
    )
    components = [
        CostPriceComponent(
            cost_price=cost_price,
            order=order,
            code=component.text("code", longest=40),
            label=component.text("label", longest=80),
            amount=component.amount("amount", required=True),
        )
        for order, component in enumerate(entry.entries("components", "onderdeel"), start=1)
    ]
    if is_new:
        CostPriceComponent.objects.bulk_create(components)


def load_prices(document: Entry, sources: dict[str, Source]) -> dict[str, PriceItem]:
    """The prices by their code, in a list that is put to use when it is new; BrokenFile for a wrong one."""
    price_list, is_new = PriceList.objects.get_or_create(
        title=PRICE_LIST_TITLE,
        list_version="1",
        defaults={"note": "Alleen de prijzen die het onderzoeksverslag zelf noemt."},
    )
    prices = {}
    for price in document.entries("prices", "prijs"):
        code = price.text("code", longest=40)
        with told_with_place(price):
            prices[code], _ = PriceItem.objects.get_or_create(
                price_list=price_list, code=code, defaults=_price_facts(price, sources)
            )
    if is_new:
        publish(price_list, on=timezone.localdate())
    return prices


def _price_facts(price: Entry, sources: dict[str, Source]) -> dict[str, object]:
    return {
        "category": price.text("category", longest=80),
        "name": price.text("name", longest=200),
        "unit": price.one_of("unit", tuple(Unit), default=""),
        "amount": price.amount("amount"),
        "low": price.amount("low"),
        "high": price.amount("high"),
        "price_year": price.number("price_year"),
        "source": sources[price.one_of("source", tuple(sources))],
        "law": price.one_of("law", Law.values, default=Law.UNKNOWN.value),
        "payer": price.one_of("payer", Payer.values, default=Payer.UNKNOWN.value),
        "gross_net": price.one_of("gross_net", tuple(GrossNet), default="unknown"),
        "age_min": price.number("age_min"),
        "age_max": price.number("age_max"),
        "region": price.text("region", default="", longest=80),
        "away_from_home": price.yes_no("away_from_home"),
        "note": price.text("note", default="", longest=300),
    }
