"""Several cases side by side: the middle and the ends of what was spent and possibly saved.

Pure; amounts are euros, and exact until printed. There is no sum over cases and no net figure in here:
each case is a story that people told, and a few stories are no average effect (domain.md 2.5).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median

from costs.calculation import SIDE_LABELS, Calculation, PartyTotal, Side, Total
from costs.lines import amount_text
from costs.rounding import RoundingRule, round_amount

# Under so many cases a middle amount says little; a choice of this project, said beside the figures.
FEW = 10
RULE = RoundingRule.TWO_SIGNIFICANT


def range_text(low: Fraction, high: Fraction) -> str:
    """Two exact amounts as they are printed here, whatever the rule of a case is."""
    return amount_text(round_amount(low, RULE), round_amount(high, RULE))


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """One case to set beside others; `compared_with` and `months` decide whether that is fair."""

    key: str
    name: str
    months: int
    compared_with: str
    is_final: bool
    calculation: Calculation


@dataclass(frozen=True, kw_only=True, slots=True)
class Spread:
    """One kind of amount over the cases that have it.

    All are of the computed amounts, not of adjusted ones. `lowest` and `highest` are the ends over all
    these cases, `middle` the medians of their low and of their high bounds. `unpriced_count` counts cases in which something of it has no price.
    """

    label: str
    side: Side
    case_count: int
    unpriced_count: int
    lowest: Fraction
    highest: Fraction
    middle: tuple[Fraction, Fraction]

    @property
    def middle_text(self) -> str:
        return range_text(*self.middle)

    @property
    def range_text(self) -> str:
        return range_text(self.lowest, self.highest)


@dataclass(frozen=True, kw_only=True, slots=True)
class Spreads:
    """What several cases say together, with the sentences that must be read beside it."""

    case_count: int
    sides: tuple[Spread, ...]
    per_payer: tuple[Spread, ...]
    per_law: tuple[Spread, ...]
    warnings: tuple[str, ...]


def spreads(cases: Iterable[Case]) -> Spreads:
    """The spread per side, and per payer and per law within a side; what no case has is left out.

    A label of a payer or a law is the case's own code for it. All conditions count; `cases` may be empty.
    """
    cases = tuple(cases)
    return Spreads(
        case_count=len(cases),
        sides=tuple(_sides(cases)),
        per_payer=tuple(_parties(cases, lambda calculation: calculation.per_payer)),
        per_law=tuple(_parties(cases, lambda calculation: calculation.per_law)),
        warnings=tuple(_warnings(cases)),
    )


def _sides(cases: Sequence[Case]) -> Iterable[Spread]:
    for side in Side:
        totals = [getattr(case.calculation, side) for case in cases]
        if any(total.line_count for total in totals):
            yield _spread(SIDE_LABELS[side], side, totals)


def _parties(
    cases: Sequence[Case], parties_of: Callable[[Calculation], tuple[PartyTotal, ...]]
) -> Iterable[Spread]:
    totals_by_party: dict[tuple[str, Side], list[Total]] = {}
    for case in cases:
        for party in parties_of(case.calculation):
            for side in Side:
                totals_by_party.setdefault((party.name, side), []).append(getattr(party, side))
    for (name, side), totals in sorted(totals_by_party.items()):
        if any(total.line_count for total in totals):
            yield _spread(name, side, totals)


def _spread(label: str, side: Side, totals: Sequence[Total]) -> Spread:
    counted = [total for total in totals if total.line_count]
    return Spread(
        label=label,
        side=side,
        case_count=len(counted),
        unpriced_count=sum(1 for total in totals if total.unpriced_count),
        lowest=min(total.low_exact for total in counted),
        highest=max(total.high_exact for total in counted),
        middle=(
            Fraction(median(total.low_exact for total in counted)),
            Fraction(median(total.high_exact for total in counted)),
        ),
    )


def _warnings(cases: Sequence[Case]) -> Iterable[str]:
    if not cases:
        return
    if len(cases) < FEW:
        many = "Dit is één casus" if len(cases) == 1 else f"Dit zijn {len(cases)} casussen"
        yield (
            f"{many}. Met minder dan {FEW} zijn het voorbeelden: "
            "ze zeggen niet wat begeleiding gemiddeld oplevert."
        )
    if len({case.compared_with for case in cases}) > 1:
        yield "De casussen zijn niet allemaal met hetzelfde vergeleken."
    months = {case.months for case in cases}
    if len(months) > 1:
        yield (
            f"De periodes zijn niet even lang: van {min(months)} tot {max(months)} maanden. "
            "Een langere periode geeft hogere bedragen."
        )
    drafts = sum(1 for case in cases if not case.is_final)
    if drafts:
        yield (
            "Eén casus is nog niet vastgesteld."
            if drafts == 1
            else f"{drafts} casussen zijn nog niet vastgesteld."
        )
