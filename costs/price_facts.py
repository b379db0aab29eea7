"""What a price says, field by field and in words: to compare two versions of a list, and to hand a list out."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from costs.lines import amount_text
from costs.models import PriceItem
from dow_site.dates import Precision, When, write_when
from dow_site.money import euros, has_cents

# Everything that a price says, beside its code, by which it is the same price in another version.
FACTS = (
    "category", "name", "amount", "low", "high", "unit", "price_year", "source", "law", "payer",
    "gross_net", "age_min", "age_max", "region", "away_from_home", "valid_from", "valid_to", "note",
)  # fmt: skip
EMPTY = "leeg"


class Fate(StrEnum):
    """What became of a price from one version to another."""

    CHANGED = "changed"
    ADDED = "added"
    GONE = "gone"


FATE_LABELS = {Fate.CHANGED: "Gewijzigd", Fate.ADDED: "Nieuw", Fate.GONE: "Vervallen"}


@dataclass(frozen=True, kw_only=True, slots=True)
class FactChange:
    what: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PriceChange:
    """A price that is not the same in both versions; an amount is empty where there was none."""

    code: str
    name: str
    fate: Fate
    before: str
    after: str
    changes: tuple[FactChange, ...] = ()

    @property
    def label(self) -> str:
        return FATE_LABELS[self.fate]


def amount_of(price: PriceItem) -> str:
    """The amount, or the range, as it is read."""
    if price.amount is not None:
        return amount_text(price.amount, price.amount)
    return amount_text(price.low, price.high)


def end_amount(price: PriceItem, end: str) -> Decimal:
    """The amount that the low or the high bound of a line takes from this price."""
    return price.amount if price.amount is not None else getattr(price, end)


def price_changes(
    before: Iterable[PriceItem], after: Iterable[PriceItem]
) -> tuple[PriceChange, ...]:
    """What differs between two versions, price by price and by code; those that are gone come last.

    The prices come with their sources. Prices that say the same in both are left out.
    """
    former = {price.code: price for price in before}
    changes = []
    for price in after:
        was = former.pop(price.code, None)
        if was is None:
            changes.append(
                PriceChange(
                    code=price.code,
                    name=price.name,
                    fate=Fate.ADDED,
                    before="",
                    after=amount_of(price),
                )
            )
        elif differing := fact_changes(was, price):
            changes.append(
                PriceChange(
                    code=price.code,
                    name=price.name,
                    fate=Fate.CHANGED,
                    before=amount_of(was),
                    after=amount_of(price),
                    changes=differing,
                )
            )
    changes += [
        PriceChange(
            code=price.code, name=price.name, fate=Fate.GONE, before=amount_of(price), after=""
        )
        for price in former.values()
    ]
    return tuple(changes)


def fact_changes(before: PriceItem, after: PriceItem) -> tuple[FactChange, ...]:
    """The fields in which two prices differ."""
    return tuple(
        FactChange(
            what=str(PriceItem._meta.get_field(name).verbose_name),
            before=readable(before, name),
            after=readable(after, name),
        )
        for name in FACTS
        if getattr(before, _column(name)) != getattr(after, _column(name))
    )


def _column(name: str) -> str:
    return "source_id" if name == "source" else name


def readable(price: PriceItem, name: str) -> str:
    """What a field of a price says, in words."""
    match getattr(price, name):
        case None | "":
            return EMPTY
        case True:
            return "ja"
        case False:
            return "nee"
        case Decimal() as amount:
            return euros(amount, cents=has_cents(amount))
        case datetime.date() as day:
            return write_when(When(day, Precision.DAY), long=True)
        case value:
            labels = dict(PriceItem._meta.get_field(name).flatchoices or ())
            return str(labels.get(value, value))
