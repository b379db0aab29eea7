"""A session's lines with their amounts brought to another price year, beside the lines as they are."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass

from costs.models import CostLine, Session
from costs.price_filters import PriceYearFilter
from costs.price_years import OtherYear
from costs.reading import calculate, line_of
from costs.rounding import RoundingRule, round_amount

_ENDS = ("low", "high")
UPSIDE_DOWN = (
    "Omgerekend zou het lage bedrag hoger zijn dan het hoge. De regel blijft zoals hij is."
)


@dataclass(frozen=True, kw_only=True)
class LineAtYear:
    """A line as it is and as it would be printed; `reasons` says of each amount how, or why not."""

    label: str
    printed: str
    printed_at_year: str
    reasons: tuple[str, ...]


def lines_at_year(
    session: Session, rows: Iterable[CostLine], look: PriceYearFilter
) -> tuple[LineAtYear, ...]:
    """The priced lines at the year of the look. An amount without a price, a price year or a figure stays.

    An override was written for the amount as it was, so that it does not count here. What a source
    states is rounded here too: no source stated what was computed from it.
    """
    rows = [_alone(row) for row in rows if row.low_amount is not None]
    rule = RoundingRule(session.rounding_rule)
    moved = [_moved(row, look, rule) for row in rows]
    before = calculate(session, rows=rows)
    after = calculate(session, rows=[row for row, _ in moved])
    return tuple(
        LineAtYear(
            label=row.label,
            printed=before.line(row.key).printed_text,
            printed_at_year=after.line(row.key).printed_text,
            reasons=reasons,
        )
        for row, (_, reasons) in zip(rows, moved, strict=True)
    )


def _alone(row: CostLine) -> CostLine:
    """A copy of the line that hangs on no other: what it hangs on may have no price, and is not here."""
    alone = copy(row)
    alone.depends_on = None
    return alone


def _moved(
    row: CostLine, look: PriceYearFilter, rule: RoundingRule
) -> tuple[CostLine, tuple[str, ...]]:
    taken, reasons = copy(row), {}
    for end in _ENDS:
        shown = _at_year(row, end, look)
        reasons[shown.sentence] = None
        if shown.amount is not None:
            is_stated = getattr(row, f"{end}_stated")
            amount = round_amount(shown.amount, rule) if is_stated else shown.amount
            setattr(taken, f"{end}_amount", amount)
    if taken.low_amount != row.low_amount or taken.high_amount != row.high_amount:
        taken.printed_low = taken.printed_high = None
        taken.override_reason = ""
    try:
        line_of(taken)
    except ValueError:
        return row, (*reasons, UPSIDE_DOWN)
    return taken, tuple(reasons)


def _at_year(row: CostLine, end: str, look: PriceYearFilter) -> OtherYear:
    price = getattr(row, f"{end}_price")
    source = getattr(row, f"{end}_source") or (price and price.source)
    return look.at_year(
        getattr(row, f"{end}_amount"),
        price.price_year if price else None,
        is_benefit_norm=bool(source and source.is_benefit_norm),
    )
