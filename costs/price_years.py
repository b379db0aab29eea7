"""An amount at another price year: computed with a series of index figures, and why sometimes not. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from costs.lines import CENTS
from dow_site.money import euros, exact_number, half_up, has_cents

NORM = "Een uitkeringsnorm heeft zijn eigen bedrag per datum en wordt niet geïndexeerd."
NO_YEAR = "Het prijspeil is niet bekend."


@dataclass(frozen=True, kw_only=True, slots=True)
class OtherYear:
    """An amount beside what it is at another price year; `amount` is None where `why_not` says why."""

    original: Decimal
    original_year: int | None
    year: int
    amount: Decimal | None
    sentence: str
    why_not: str = ""


def at_price_year(
    amount: Decimal,
    price_year: int | None,
    *,
    year: int,
    figures: Mapping[int, Decimal],
    is_benefit_norm: bool,
) -> OtherYear:
    """The amount at price year `year`, to the cent, by the figures of a series per year.

    Never refuses: a benefit norm, an unknown price year and a year without a figure give the Dutch
    sentence that says why there is no amount. The sentence of one that there is shows original, years
    and figures.
    """
    why_not = _why_not(price_year, year, figures, is_benefit_norm)
    if why_not:
        return OtherYear(
            original=amount,
            original_year=price_year,
            year=year,
            amount=None,
            sentence=why_not,
            why_not=why_not,
        )
    begin, end = figures[price_year], figures[year]
    indexed = half_up(Fraction(amount) * Fraction(end) / Fraction(begin), CENTS)
    return OtherYear(
        original=amount,
        original_year=price_year,
        year=year,
        amount=indexed,
        sentence=(
            f"{_euros(amount)} (prijspeil {price_year}) × {exact_number(end)} / "
            f"{exact_number(begin)} = {_euros(indexed)} (prijspeil {year})"
        ),
    )


def _why_not(
    price_year: int | None, year: int, figures: Mapping[int, Decimal], is_benefit_norm: bool
) -> str:
    if is_benefit_norm:
        return NORM
    if price_year is None:
        return NO_YEAR
    missing = sorted({price_year, year} - figures.keys())
    if missing:
        years = " en ".join(map(str, missing))
        return f"De reeks heeft geen cijfer van {years}."
    return ""


def _euros(amount: Decimal) -> str:
    return euros(amount, cents=has_cents(amount))
