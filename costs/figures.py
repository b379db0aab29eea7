"""Figures beside the calculation: break-even, likelihoods, the parts of a cost price."""

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
from costs.lines import amount_text, check_number
from dow_site.money import euros, exact_number, number


@dataclass(frozen=True, kw_only=True, slots=True)
class BreakEven:
    """How many months of a saving equal a cost, at least and at most; never to be shown without `assumption`.

    `cost` and `saving` are the names of the two lines.
    """

    cost: str
    saving: str
    least: Fraction
    most: Fraction

    @property
    def sentence(self) -> str:
        least, most = number(self.least, 1), number(self.most, 1)
        months = least if least == most else f"{least} tot {most}"
        return f"‘{self.cost}’ kost evenveel als ongeveer {months} maanden ‘{self.saving}’."

    @property
    def assumption(self) -> str:
        return (
            f"Dit klopt alleen als ‘{self.saving}’ er anders echt was gekomen, en als alles van "
            f"‘{self.cost}’ nodig was om dat te voorkomen."
        )


def is_for_a_time(saving: ComputedLine) -> bool:
    """Whether a priced line is for a period of time, and of more than nothing: only then `break_even` answers."""
    return all(bound.months and bound.exact for bound in saving.line.bounds)


def break_even(cost: ComputedLine, saving: ComputedLine) -> BreakEven:
    """How many months of an avoided line equal a cost: from the dearest saving to the cheapest, exactly.

    Both are priced lines. A ValueError with a Dutch sentence refuses a saving that is not for a period of
    time, or of nothing.
    """
    if not is_for_a_time(saving):
        raise ValueError(
            "Dit is alleen te berekenen met een bedrag van meer dan nul euro voor een aantal maanden."
        )
    per_month = [bound.exact / bound.months for bound in saving.line.bounds]
    return BreakEven(
        cost=cost.line.label,
        saving=saving.line.label,
        least=cost.low_exact / max(per_month),
        most=cost.high_exact / min(per_month),
    )


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
    """Per counted line (by key, in order), and per side over the lines that have an expected amount."""

    lines: tuple[tuple[str, LikelyRange], ...]
    incurred: LikelyRange
    avoided: LikelyRange


def with_likelihood(calculation: Calculation) -> LikelyCalculation:
    """The counted lines weighed by how likely people thought them.

    What may not happen can cost nothing, so low is 0 below 100%; high stays what it costs when it
    does happen, and is 0 only at 0%. Expected is the middle of the range times the likelihood,
    which always lies between the two. Costs that were incurred have happened: without an estimate
    they count as certain. An avoided line without one has no expected amount, and its side is of
    the other lines: low, expected and high are always of the same.
    """
    ranges_by_side: dict[str, list[LikelyRange]] = {side: [] for side in Side}
    lines = []
    for computed in calculation.lines:
        if computed.counted:
            weighed = _weighed(computed)
            lines.append((computed.line.key, weighed))
            if weighed.expected is not None:
                ranges_by_side[computed.line.side].append(weighed)
    return LikelyCalculation(
        lines=tuple(lines),
        incurred=_sum(ranges_by_side[Side.INCURRED], calculation.rule),
        avoided=_sum(ranges_by_side[Side.AVOIDED], calculation.rule),
    )


def likelihood_note(calculation: Calculation, side: Side) -> str:
    """What a side comes to with how likely people thought its lines; empty where nobody said.

    Of a saving without an estimate nothing can be expected, so the note is of the others and says so.
    """
    counted = [one for one in calculation.of_side(side) if one.counted]
    if all(one.line.likelihood is None for one in counted):
        return ""
    weighed = with_likelihood(calculation)
    if side == Side.INCURRED:
        return f"Met de kans meegerekend: {weighed.incurred.text}."
    unknown = sum(1 for one in counted if one.line.likelihood is None)
    if not unknown:
        return f"Met de kans meegerekend: {weighed.avoided.text}."
    known = len(counted) - unknown
    of_known = "de ene regel" if known == 1 else f"de {known} regels"
    of_unknown = (
        "Eén regel heeft geen geschatte kans en telt hierin niet mee."
        if unknown == 1
        else f"{unknown} regels hebben geen geschatte kans en tellen hierin niet mee."
    )
    return (
        f"Van {of_known} waarvan de kans geschat is, met die kans meegerekend: "
        f"{weighed.avoided.text}. {of_unknown}"
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
    expected = sum((one.expected for one in ranges), Fraction())
    low = sum((one.low for one in ranges), Fraction())
    high = sum((one.high for one in ranges), Fraction())
    return _likely(
        exact=(low, expected, high),
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


def _plain(amount: Decimal) -> str:
    return f"€\u00a0{exact_number(amount)}"
