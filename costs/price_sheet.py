"""A price list as rows of a spreadsheet, in the columns that an import understands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from costs.models import PriceItem
from costs.price_import.fields import PRICE_FIELDS, SOURCE, SOURCE_FIELDS
from dow_site.spreadsheets import Cell

HEADER = [field.label for field in (*PRICE_FIELDS, *SOURCE_FIELDS)]
_WITH_LABELS = ("unit", "law", "payer", "gross_net")


def sheet_rows(prices: Iterable[PriceItem]) -> Iterator[list[Cell]]:
    """A row for each price, with its source in full; choices by the word that the pages use.

    The prices come with their sources. Read in again the rows give the same prices.
    """
    for price in prices:
        yield [
            *(_of(price, field.name) for field in PRICE_FIELDS),
            *(_of(price.source, field.name.removeprefix(SOURCE)) for field in SOURCE_FIELDS),
        ]


def _of(row, name: str) -> Cell:
    if name in _WITH_LABELS or name == "kind":
        return getattr(row, f"get_{name}_display")()
    return getattr(row, name)
