"""Figures beside the calculation: break-even, likelihoods, the parts of a cost price, price years."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from costs.calculation import (
    Calculation,
    ComputedLine,
    Likelihood,
    RoundingRule,
    Side,
    round_amount,
)
from costs.lines import CENTS, amount_text, check_number
from dow_site.money import euros, exact_number, half_up, number

BREAK_EVEN_ASSUMPTION = (
    "Dit klopt alleen als iemand zonder begeleiding echt een uitkering had aangevraagd en gekregen, "
    "en als alle begeleiding nodig was om die te voorkomen."
)


@dataclass(frozen=True, kw_only=True, slots=True)
class BreakEven:
    """How many months of benefit equal the guidance; never to be shown without `assumption`."""

    months: Fraction
    sentence: str
    assumption: str = BREAK_EVEN_ASSUMPTION

    @property
    def months_printed(self) -> Decimal:
        return half_up(self.months, 1)


def break_even_months(
    guidance_raw: Decimal | Fraction, benefit_per_year: Decimal | Fraction
) -> BreakEven:
    """Guidance in euros divided by the benefit of one month, exactly.

    A benefit of nothing never equals anything, and is refused with a ValueError.
    """
    if benefit_per_year <= 0 or guidance_raw < 0:
        raise ValueError("Dit is alleen te berekenen met een uitkering van meer dan nul euro.")
    months = Fraction(guidance_raw) * 12 / Fraction(benefit_per_year)
    sentence = (
        f"De begeleiding kost evenveel als ongeveer {number(months, 1)} maanden uitkering "
        f"van {euros(benefit_per_year)} per jaar."
    )
    return BreakEven(months=months, sentence=sentence)


@dataclass(frozen=True, kw_only=True, slots=True)
class LikelyRange:
    """Low, expected and high in euros, taking into account that it may not happen at all.

    `expected` is None when nobody said how likely it is. The three belong together: `expected` alone
    would look like a prediction.
    """

    low: Fraction
    expected: Fraction | None
    high: Fraction
    low_printed: Decimal
    expected_printed: Decimal | None
    high_printed: Decimal

    @property
    def text(self) -> str:
        text = amount_text(self.low_printed, self.high_printed)
        if self.expected_printed is None:
            return f"{text}, kans niet geschat"
        return f"{text}, naar verwachting rond {euros(self.expected_printed)}"


@dataclass(frozen=True, kw_only=True, slots=True)
class LikelyCalculation:
    """Per counted line (by key, in order) and per side."""

    lines: tuple[tuple[str, LikelyRange], ...]
    incurred: LikelyRange
    avoided: LikelyRange


def with_likelihood(calculation: Calculation) -> LikelyCalculation:
    """The counted lines weighed by how likely people thought them.

    What may not happen can cost nothing, so low is 0 below 100%; high stays what it costs when it
    does happen, and is 0 only at 0%. Expected is the middle of the range times the likelihood,
    which always lies between the two. Costs that were incurred have happened: without an estimate
    they count as certain. An avoided line without one has no expected amount, nor has its side.
    """
    ranges_by_side: dict[str, list[LikelyRange]] = {side: [] for side in Side}
    lines = []
    for computed in calculation.lines:
        if computed.counted:
            weighed = _weighed(computed)
            lines.append((computed.line.key, weighed))
            ranges_by_side[computed.line.side].append(weighed)
    return LikelyCalculation(
        lines=tuple(lines),
        incurred=_sum(ranges_by_side[Side.INCURRED], calculation.rule),
        avoided=_sum(ranges_by_side[Side.AVOIDED], calculation.rule),
    )


def _weighed(computed: ComputedLine) -> LikelyRange:
    likelihood = computed.line.likelihood
    if likelihood is None and computed.line.side == Side.INCURRED:
        likelihood = Likelihood.CERTAIN
    may_fail = likelihood not in (None, Likelihood.CERTAIN)
    never = likelihood == Likelihood.NEVER
    middle = (computed.low_exact + computed.high_exact) / 2
    return _likely(
        exact=(
            Fraction() if may_fail else computed.low_exact,
            None if likelihood is None else middle * Fraction(likelihood, 100),
            Fraction() if never else computed.high_exact,
        ),
        printed=(
            Decimal() if may_fail else computed.low_printed,
            Decimal() if never else computed.high_printed,
        ),
        rule=computed.rule,
    )


def _sum(ranges: list[LikelyRange], rule: RoundingRule) -> LikelyRange:
    if len(ranges) == 1:
        return ranges[0]
    expected = [one.expected for one in ranges]
    low = sum((one.low for one in ranges), Fraction())
    high = sum((one.high for one in ranges), Fraction())
    return _likely(
        exact=(low, None if None in expected else sum(expected, Fraction()), high),
        printed=(round_amount(low, rule), round_amount(high, rule)),
        rule=rule,
    )


def _likely(
    *,
    exact: tuple[Fraction, Fraction | None, Fraction],
    printed: tuple[Decimal, Decimal],
    rule: RoundingRule,
) -> LikelyRange:
    low, expected, high = exact
    expected_printed = None
    if expected is not None:
        # Kept between the two beside it, which rounding or an override may have moved.
        expected_printed = sorted((*printed, round_amount(expected, rule)))[1]
    return LikelyRange(
        low=low,
        expected=expected,
        high=high,
        low_printed=printed[0],
        expected_printed=expected_printed,
        high_printed=printed[1],
    )


class ComponentCheck(NamedTuple):
    """The sum of the parts, and that sum minus the published total. Neither is ever corrected."""

    sum: Decimal
    difference: Decimal

    @property
    def sentence(self) -> str:
        if not self.difference:
            return f"De onderdelen zijn samen {_plain(self.sum)}, gelijk aan het totaal."
        more = "meer" if self.difference > 0 else "minder"
        return (
            f"De onderdelen zijn samen {_plain(self.sum)}. Dat is {_plain(abs(self.difference))} "
            f"{more} dan het totaal van {_plain(self.sum - self.difference)}, "
            "zoals kan gebeuren als elk onderdeel apart is afgerond."
        )


def component_check(total: Decimal, components: Iterable[Decimal]) -> ComponentCheck:
    """The parts of a published cost price against its total: 13,262 and a difference of 1."""
    parts = tuple(components)
    for amount in (total, *parts):
        check_number(amount, "Het bedrag")
    together = sum(parts, Decimal())
    return ComponentCheck(together, together - total)


def index_amount(
    amount: Decimal, index_from: Decimal, index_to: Decimal, *, is_benefit_norm: bool = False
) -> Decimal:
    """The amount at another price year, to the cent: amount × index_to / index_from.

    Show it beside the original amount and year, never instead of them. Benefit norms are refused
    with a ValueError: each has its own dated value (domain.md 3.4).
    """
    if is_benefit_norm:
        raise ValueError(
            "Een uitkeringsnorm wordt niet geïndexeerd. Gebruik de norm van de goede datum."
        )
    check_number(amount, "Het bedrag")
    for index in (index_from, index_to):
        check_number(index, "Het indexcijfer")
        if not index:
            raise ValueError("Het indexcijfer moet hoger zijn dan nul.")
    return half_up(Fraction(amount) * Fraction(index_to) / Fraction(index_from), CENTS)


def _plain(amount: Decimal) -> str:
    return f"€\u00a0{exact_number(amount)}"
