"""The effect calculator: from cost lines to ranges, sums and the sentences that go with them.

Pure: no database, no Django, no float. Arithmetic is exact (`Fraction`) until an amount is printed
(calculator.md). Whoever computes with money imports from here; the vocabulary lives in `lines`,
`units` and `rounding`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from costs.dependence import check_keys, together_with
from costs.lines import (
    GROSS_NET_LABELS,
    LIKELIHOOD_LABELS,
    PRICE_STATUS_LABELS,
    SIDE_LABELS,
    Bound,
    CaseFacts,
    GrossNet,
    Likelihood,
    Line,
    Overlap,
    Price,
    PriceStatus,
    Side,
    amount_text,
    single,
)
from costs.rounding import ROUNDING_LABELS, RoundingRule, round_amount
from costs.units import UNIT_WORDS, Unit
from costs.warnings import warnings_for
from dow_site.money import half_up

__all__ = [
    "GROSS_NET_LABELS",
    "LIKELIHOOD_LABELS",
    "PRICE_STATUS_LABELS",
    "ROUNDING_LABELS",
    "SIDE_LABELS",
    "UNIT_WORDS",
    "Bound",
    "Calculation",
    "CaseFacts",
    "ComputedLine",
    "ConditionGroup",
    "GrossNet",
    "Likelihood",
    "Line",
    "PartyTotal",
    "Price",
    "PriceStatus",
    "RoundingRule",
    "Side",
    "Total",
    "Unit",
    "compute",
    "round_amount",
    "single",
]

UNKNOWN_PARTIES = frozenset({"", "unknown"})
INDICATIVE = "Deze bedragen zijn indicatief: een ruwe schatting, bedoeld voor het gesprek."


@dataclass(frozen=True, kw_only=True, slots=True)
class ComputedLine:
    """A line with its range. Raw, rule, what the rule gives and what is printed are kept apart.

    All amounts are euros, and None on a line without a price. `counted` says whether the line is
    part of the totals; `excluded_because` is the Dutch sentence when it is not. `switched_off` holds
    for a line under a condition that is off, one outside the period, and what hangs on either.
    """

    line: Line
    rule: RoundingRule
    low_exact: Fraction | None
    high_exact: Fraction | None
    low_by_rule: Decimal | None
    high_by_rule: Decimal | None
    low_printed: Decimal | None
    high_printed: Decimal | None
    formula: str
    warnings: tuple[str, ...]
    counted: bool
    switched_off: bool
    excluded_because: str

    @property
    def low_raw(self) -> Decimal | None:
        """The exact amount to the cent, for showing; sums use `low_exact`."""
        return None if self.low_exact is None else half_up(self.low_exact, 2)

    @property
    def high_raw(self) -> Decimal | None:
        return None if self.high_exact is None else half_up(self.high_exact, 2)

    @property
    def overridden(self) -> bool:
        return self.line.is_overridden

    @property
    def is_upside_down(self) -> bool:
        """Whether what is printed runs from high to low; only an override can do that."""
        return self.low_printed is not None and self.low_printed > self.high_printed

    @property
    def raw_text(self) -> str:
        return "" if self.low_raw is None else amount_text(self.low_raw, self.high_raw)

    @property
    def printed_text(self) -> str:
        """ "€ 1.400 tot € 13.000", or "niet geprijsd"."""
        if self.low_printed is None:
            return PRICE_STATUS_LABELS[PriceStatus(self.line.status)]
        return amount_text(self.low_printed, self.high_printed)


@dataclass(frozen=True, kw_only=True, slots=True)
class Total:
    """The sum of the counted lines of one side, always a range.

    `unpriced_count` counts the lines that would belong to the sum but have no price; `conditions`
    are the conditions counted in; `notes` the Dutch sentences to be read with the figures, the
    first of which says that they are indicative.
    """

    side: Side
    low_exact: Fraction
    high_exact: Fraction
    low_printed: Decimal
    high_printed: Decimal
    line_count: int
    unpriced_count: int
    conditions: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def low_raw(self) -> Decimal:
        return half_up(self.low_exact, 2)

    @property
    def high_raw(self) -> Decimal:
        return half_up(self.high_exact, 2)

    @property
    def raw_text(self) -> str:
        return amount_text(self.low_raw, self.high_raw)

    @property
    def printed_text(self) -> str:
        return amount_text(self.low_printed, self.high_printed)


@dataclass(frozen=True, kw_only=True, slots=True)
class PartyTotal:
    """What one payer (or what is paid under one law) spent and possibly did not have to spend.

    `name` is the line's own word for it. What is unknown, or left empty, comes last.
    """

    name: str
    incurred: Total
    avoided: Total


@dataclass(frozen=True, kw_only=True, slots=True)
class ConditionGroup:
    """A switch: the lines under it and the lines that would go with them, by key."""

    name: str
    conditions: tuple[str, ...]
    on: bool
    line_keys: tuple[str, ...]
    dependent_keys: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Calculation:
    """Everything a page or report says about the money of one session, in the order of the lines."""

    rule: RoundingRule
    facts: CaseFacts
    without: frozenset[str]
    lines: tuple[ComputedLine, ...]
    groups: tuple[ConditionGroup, ...]
    incurred: Total
    avoided: Total
    per_payer: tuple[PartyTotal, ...]
    per_law: tuple[PartyTotal, ...]
    unpriced: tuple[ComputedLine, ...]

    def of_side(self, side: Side) -> tuple[ComputedLine, ...]:
        return tuple(computed for computed in self.lines if computed.line.side == side)

    def line(self, key: str) -> ComputedLine:
        return next(computed for computed in self.lines if computed.line.key == key)

    def words_of(self, group: ConditionGroup) -> str:
        """Its conditions, or the names of its lines where nobody put one in words."""
        return "; ".join(group.conditions) or ", ".join(
            self.line(key).line.label for key in group.line_keys
        )


def compute(
    lines: Iterable[Line],
    *,
    rule: RoundingRule = RoundingRule.TWO_SIGNIFICANT,
    facts: CaseFacts | None = None,
    without: frozenset[str] = frozenset(),
) -> Calculation:
    """The whole calculation; `without` names the condition groups that are switched off.

    Refuses with a ValueError in Dutch: two lines with one key, a dependence on an unknown line or
    in a circle, an unknown group in `without`. `unpriced` holds the lines without a price that are
    not switched off.
    """
    lines = tuple(lines)
    facts = facts or CaseFacts()
    check_keys(lines)
    groups = _groups(lines, without)
    computed = _computed_lines(lines, rule, facts, without)
    return Calculation(
        rule=rule,
        facts=facts,
        without=without,
        lines=computed,
        groups=groups,
        incurred=_total(computed, Side.INCURRED, rule),
        avoided=_total(computed, Side.AVOIDED, rule),
        per_payer=_per_party(computed, "payer", rule),
        per_law=_per_party(computed, "law", rule),
        unpriced=tuple(one for one in computed if _misses_a_price(one)),
    )


def _groups(lines: tuple[Line, ...], without: frozenset[str]) -> tuple[ConditionGroup, ...]:
    names = tuple(dict.fromkeys(line.condition_group for line in lines if line.condition_group))
    for name in sorted(without.difference(names)):
        if not names:
            raise ValueError("In deze berekening staan geen voorwaarden die uit kunnen.")
        raise ValueError(f"De voorwaarde ‘{name}’ staat er niet bij. Wel: {', '.join(names)}.")
    return tuple(_group(name, lines, without) for name in names)


def _group(name: str, lines: tuple[Line, ...], without: frozenset[str]) -> ConditionGroup:
    members = tuple(line for line in lines if line.condition_group == name)
    keys = tuple(line.key for line in members)
    gone = together_with(frozenset(keys), lines)
    return ConditionGroup(
        name=name,
        conditions=tuple(dict.fromkeys(line.condition for line in members if line.condition)),
        on=name not in without,
        line_keys=keys,
        dependent_keys=tuple(line.key for line in lines if line.key in gone.difference(keys)),
    )


def _computed_lines(
    lines: tuple[Line, ...], rule: RoundingRule, facts: CaseFacts, without: frozenset[str]
) -> tuple[ComputedLine, ...]:
    off = {line.key for line in lines if line.condition_group in without}
    # What does not apply takes along what hangs on it, just as a switched-off line does.
    absent = {line.key for line in lines if line.status == PriceStatus.NOT_APPLICABLE}
    # Both scenarios are compared over the same months.
    outside = {line.key for line in lines if facts.overlap(line) == Overlap.OUTSIDE}
    gone = together_with(frozenset(off | absent | outside), lines)
    label_by_key = {line.key: line.label for line in lines}
    reason_by_key = {
        line.key: _reason_left_out(line, off, outside, gone, label_by_key.get(line.depends_on, ""))
        for line in lines
    }
    return tuple(
        _computed(line, rule, facts, reason_by_key[line.key], line.key in gone - absent)
        for line in lines
    )


def _reason_left_out(
    line: Line, off: set[str], outside: set[str], gone: frozenset[str], parent: str
) -> str:
    if line.status == PriceStatus.NOT_APPLICABLE:
        return "Niet van toepassing."
    if line.key in outside:
        return "Dit valt buiten de periode van de sessie en telt niet mee."
    if line.key in off:
        return f"De voorwaarde ‘{line.condition or line.condition_group}’ telt nu niet mee."
    if line.key in gone:
        return f"Deze regel hoort bij ‘{parent}’, en die telt nu niet mee."
    if line.status == PriceStatus.UNPRICED:
        return "Niet geprijsd" + (f": {line.unpriced_reason}" if line.unpriced_reason else ".")
    return ""


def _computed(
    line: Line, rule: RoundingRule, facts: CaseFacts, reason: str, switched_off: bool
) -> ComputedLine:
    low, high, unrounded = _by_rule(line, rule)
    printed_low = low if line.override_low is None else line.override_low
    printed_high = high if line.override_high is None else line.override_high
    warnings = list(warnings_for(line, facts))
    if unrounded:
        warnings.append("Niet afgerond: anders was het lage bedrag hoger dan het hoge.")
    if line.is_overridden and printed_low > printed_high:
        warnings.append("Door de aanpassing is het lage bedrag hoger dan het hoge.")
    return ComputedLine(
        line=line,
        rule=rule,
        low_exact=line.low.exact if line.is_priced else None,
        high_exact=line.high.exact if line.is_priced else None,
        low_by_rule=low,
        high_by_rule=high,
        low_printed=printed_low,
        high_printed=printed_high,
        formula=line.formula,
        warnings=tuple(warnings),
        counted=not reason,
        switched_off=switched_off,
        excluded_because=reason,
    )


def _by_rule(line: Line, rule: RoundingRule) -> tuple[Decimal | None, Decimal | None, bool]:
    """Both bounds as printed without an override, and whether rounding had to be left out.

    What a source states stays as stated. Beside a stated bound, rounding the other one could turn
    the range upside down (8,750 → 8,800 next to a stated 8,760); then it is printed to the cent.
    """
    if not line.is_priced:
        return None, None, False
    low, high = (
        bound.amount if bound.stated else round_amount(bound.exact, rule) for bound in line.bounds
    )
    if low <= high:
        return low, high, False
    return half_up(line.low.exact, 2), half_up(line.high.exact, 2), True


def _misses_a_price(computed: ComputedLine) -> bool:
    return computed.line.status == PriceStatus.UNPRICED and not computed.switched_off


def _per_party(
    computed: tuple[ComputedLine, ...], attribute: str, rule: RoundingRule
) -> tuple[PartyTotal, ...]:
    lines_by_name: dict[str, list[ComputedLine]] = {}
    for one in computed:
        if one.line.status != PriceStatus.NOT_APPLICABLE:
            lines_by_name.setdefault(getattr(one.line, attribute), []).append(one)
    return tuple(
        PartyTotal(
            name=name,
            incurred=_total(tuple(lines), Side.INCURRED, rule),
            avoided=_total(tuple(lines), Side.AVOIDED, rule),
        )
        for name, lines in sorted(
            lines_by_name.items(), key=lambda item: item[0] in UNKNOWN_PARTIES
        )
    )


def _total(computed: tuple[ComputedLine, ...], side: Side, rule: RoundingRule) -> Total:
    own = [one for one in computed if one.line.side == side]
    counted = [one for one in own if one.counted]
    low = sum((one.low_exact for one in counted), Fraction())
    high = sum((one.high_exact for one in counted), Fraction())
    printed = round_amount(low, rule), round_amount(high, rule)
    if len(counted) == 1:
        # One line is no sum: it reads here as it reads above, a stated 8,750 included.
        printed = counted[0].low_printed, counted[0].high_printed
    conditions = tuple(dict.fromkeys(one.line.condition for one in counted if one.line.condition))
    unpriced_count = sum(map(_misses_a_price, own))
    adjusted = len(counted) > 1 and any(one.overridden for one in counted)
    return Total(
        side=side,
        low_exact=low,
        high_exact=high,
        low_printed=printed[0],
        high_printed=printed[1],
        line_count=len(counted),
        unpriced_count=unpriced_count,
        conditions=conditions,
        notes=tuple(_notes(conditions, unpriced_count, adjusted)),
    )


def _notes(conditions: tuple[str, ...], unpriced_count: int, adjusted: bool) -> Iterable[str]:
    yield INDICATIVE
    if conditions:
        yield f"Ze gelden alleen onder deze voorwaarden: {'; '.join(conditions)}."
    if unpriced_count:
        yield (
            "Eén regel is niet geprijsd en telt niet mee."
            if unpriced_count == 1
            else f"{unpriced_count} regels zijn niet geprijsd en tellen niet mee."
        )
    if adjusted:
        yield "De som rekent met de berekende bedragen, niet met de aangepaste."
