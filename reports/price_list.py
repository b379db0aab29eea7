"""A price list on paper: every price with its facts, and its source as a numbered footnote."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import ClassVar

from django.utils.text import slugify

from costs.models import PriceItem, PriceList
from costs.price_facts import amount_of
from dow_site.dates import Precision, When, write_when
from reports.footnotes import Footnote, Footnotes

# Bounded: what is more stands in the spreadsheet, and is counted and said.
MOST_PRICES = 500
_UNKNOWN = "niet bekend"


@dataclass(frozen=True, kw_only=True)
class PrintedPrice:
    """One price in finished words; `note_number` is its source in the list below."""

    name: str
    about: str
    amount: str
    unit: str
    price_year: str
    paid: str
    note_number: int


@dataclass(frozen=True, kw_only=True)
class PriceCategory:
    name: str
    prices: tuple[PrintedPrice, ...]


@dataclass(frozen=True, kw_only=True)
class PriceListReport:
    """One version of a list, by category in the order of the alphabet."""

    template: ClassVar[str] = "reports/price_list.html"

    name: str
    version: str
    state: str
    note: str
    printed_on: str
    categories: tuple[PriceCategory, ...]
    footnotes: tuple[Footnote, ...]
    left_out: int

    @property
    def title(self) -> str:
        return f"{self.name}, {self.version}"

    @property
    def filename(self) -> str:
        return f"prijslijst-{slugify(self.title)}.pdf"

    @classmethod
    def of(cls, price_list: PriceList, *, today: date) -> PriceListReport:
        """The list as it is, in two queries; prices past MOST_PRICES are counted only."""
        prices = list(price_list.items.for_list()[:MOST_PRICES])
        footnotes = Footnotes()
        categories = tuple(
            PriceCategory(
                name=category, prices=tuple(_printed(price, footnotes) for price in together)
            )
            for category, together in groupby(prices, key=lambda price: price.category)
        )
        return cls(
            name=price_list.title,
            version=price_list.list_version,
            state=_state(price_list),
            note=price_list.note,
            printed_on=_day(today),
            categories=categories,
            footnotes=footnotes.all,
            left_out=max(price_list.items.count() - len(prices), 0),
        )


def _printed(price: PriceItem, footnotes: Footnotes) -> PrintedPrice:
    return PrintedPrice(
        name=price.name,
        about=". ".join(part.rstrip(".") for part in _about(price)),
        amount=amount_of(price),
        unit=price.get_unit_display() or "niet vermeld",
        price_year=str(price.price_year or _UNKNOWN),
        paid=f"{price.get_payer_display()}; {price.get_law_display()}",
        note_number=footnotes.number(price.source.citation),
    )


def _about(price: PriceItem):
    """What a reader must know to use the price, in a few words each."""
    if price.gross_net != "unknown":
        yield price.get_gross_net_display().capitalize()
    if ages := _ages(price.age_min, price.age_max):
        yield ages
    if price.away_from_home is not None:
        yield "Voor wie uitwonend is" if price.away_from_home else "Voor wie thuis woont"
    if price.region:
        yield f"Regio {price.region}"
    if price.source.is_benefit_norm:
        yield "Uitkeringsnorm, wordt niet geïndexeerd"
    if price.valid_from:
        yield f"Geldig vanaf {_day(price.valid_from)}"
    if price.valid_to:
        yield f"Geldig tot en met {_day(price.valid_to)}"
    if price.note:
        yield price.note


def _ages(lowest: int | None, highest: int | None) -> str:
    if lowest is None:
        return "" if highest is None else f"Tot en met {highest} jaar"
    return f"Vanaf {lowest} jaar" if highest is None else f"{lowest} tot en met {highest} jaar"


def _state(price_list: PriceList) -> str:
    if price_list.is_draft:
        return "Concept: hier rekent nog niemand mee"
    state = f"In gebruik vanaf {_day(price_list.published_on)}"
    if price_list.replaced_on:
        state += f", vervangen op {_day(price_list.replaced_on)}"
    return state


def _day(day: date) -> str:
    return write_when(When(day, Precision.DAY), long=True)
