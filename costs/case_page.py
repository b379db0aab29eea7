"""Everything the page of a session says, with finished texts and numbered sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import urlencode

from costs.calculation import (
    Calculation,
    ComputedLine,
    ConditionGroup,
    PartyTotal,
    PriceStatus,
    Side,
)
from costs.cost_price_use import CostPrices, cost_prices_for
from costs.figures import (
    BreakEven,
    break_even,
    is_for_a_time,
    likelihood_note,
    with_likelihood,
)
from costs.following import SaidOfLine
from costs.line_facts import line_facts
from costs.models import CostLine, Law, Payer, PriceItem, Session
from costs.payer_bridge import NARROW, PayerBridge, payer_bridge
from costs.range_chart import RangeChart, range_chart

_PAYER_LABELS = dict(Payer.choices)
_LAW_LABELS = dict(Law.choices)


@dataclass(frozen=True, kw_only=True)
class ShownLine:
    """A line as the page shows it; `notes` numbers its sources in the list below."""

    pk: int
    computed: ComputedLine
    extent: str
    payer: str
    law: str
    payer_note: str
    notes: tuple[int, ...]
    remarks: tuple[str, ...]
    said: SaidOfLine
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class LineWithoutPrice:
    """A line that has no amounts: not priced, with the reason, or not applicable."""

    pk: int
    label: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ShownParty:
    label: str
    party: PartyTotal


@dataclass(frozen=True, kw_only=True)
class Switch:
    """A condition group that can be switched, with the address of the page after switching."""

    group: ConditionGroup
    label: str
    query: str


@dataclass(frozen=True, kw_only=True)
class BreakEvenChoice:
    """How many months of a saving equal a cost, and the lines of which one can choose both."""

    costs: tuple[tuple[str, str], ...]
    savings: tuple[tuple[str, str], ...]
    cost: str
    saving: str
    answer: BreakEven


@dataclass(frozen=True, kw_only=True)
class CasePage:
    calculation: Calculation
    incurred: tuple[ShownLine, ...]
    avoided: tuple[ShownLine, ...]
    unpriced: tuple[LineWithoutPrice, ...]
    not_applicable: tuple[LineWithoutPrice, ...]
    sources: tuple[str, ...]
    switches: tuple[Switch, ...]
    payers: tuple[ShownParty, ...]
    laws: tuple[ShownParty, ...]
    chart: RangeChart
    bridge: PayerBridge
    narrow_bridge: PayerBridge
    likelihood_notes: tuple[str, str]
    break_even: BreakEvenChoice | None
    may_edit: bool
    own_prices: tuple[PriceItem, ...]
    cost_prices: CostPrices

    @property
    def has_amounts(self) -> bool:
        return bool(self.incurred or self.avoided)


def case_page(
    session: Session,
    rows: Iterable[CostLine],
    calculation: Calculation,
    *,
    may_edit: bool,
    own_prices: Iterable[PriceItem] = (),
    said: Mapping[str, SaidOfLine] = MappingProxyType({}),
    asked: tuple[str, str] = ("", ""),
) -> CasePage:
    """What the page says of this session's money, from its lines and the calculation made of them.

    `own_prices` are the session's own, for who may change them, and like `rows` as the reader may know them.

    `asked` are the keys of a cost and of a saving to set beside each other; unknown ones are the first there are.

    `said` is what was said of lines afterwards, by their key; nothing for who does not know the story.
    """
    row_by_key = {row.key: row for row in rows}
    sources: dict[str, int] = {}
    facts = _facts_by_key(row_by_key, calculation)
    shown = [
        _shown(one, row_by_key, sources, said, facts[one.line.key])
        for one in calculation.lines
        if one.line.is_priced
    ]
    return CasePage(
        calculation=calculation,
        incurred=tuple(line for line in shown if line.computed.line.side == Side.INCURRED),
        avoided=tuple(line for line in shown if line.computed.line.side == Side.AVOIDED),
        unpriced=tuple(_without_price(one, row_by_key) for one in calculation.unpriced),
        not_applicable=tuple(
            _without_price(one, row_by_key)
            for one in calculation.lines
            if one.line.status == PriceStatus.NOT_APPLICABLE
        ),
        sources=tuple(sources),
        switches=tuple(_switches(calculation)),
        payers=tuple(_parties(calculation.per_payer, _PAYER_LABELS)),
        laws=tuple(_parties(calculation.per_law, _LAW_LABELS)),
        chart=range_chart([one for one in calculation.lines if not one.switched_off]),
        bridge=payer_bridge(calculation, _PAYER_LABELS),
        narrow_bridge=payer_bridge(calculation, _PAYER_LABELS, NARROW),
        likelihood_notes=tuple(likelihood_note(calculation, side) for side in Side),
        break_even=_break_even(calculation, asked),
        may_edit=may_edit,
        own_prices=tuple(own_prices),
        cost_prices=cost_prices_for(session, row_by_key.values()),
    )


def _facts_by_key(row_by_key, calculation: Calculation) -> dict[str, tuple[tuple[str, str], ...]]:
    likely = dict(with_likelihood(calculation).lines)
    labels = {one.line.key: one.line.label for one in calculation.lines}
    return {
        one.line.key: tuple(
            line_facts(
                row_by_key[one.line.key],
                likely.get(one.line.key),
                depends_on=labels.get(one.line.depends_on, ""),
            )
        )
        for one in calculation.lines
    }


def _without_price(computed: ComputedLine, row_by_key) -> LineWithoutPrice:
    line = computed.line
    return LineWithoutPrice(
        pk=row_by_key[line.key].pk, label=line.label, reason=line.unpriced_reason
    )


def _shown(
    computed: ComputedLine,
    row_by_key,
    sources: dict[str, int],
    said: Mapping[str, SaidOfLine],
    facts: tuple[tuple[str, str], ...],
) -> ShownLine:
    line, row = computed.line, row_by_key[computed.line.key]
    cited = dict.fromkeys(source for bound in line.bounds for source in bound.sources)
    return ShownLine(
        pk=row.pk,
        computed=computed,
        extent=row.extent,
        payer=_PAYER_LABELS[row.payer],
        law=_LAW_LABELS[row.law],
        payer_note=row.payer_note,
        notes=tuple(sources.setdefault(source, len(sources) + 1) for source in cited),
        remarks=line.remarks,
        said=said.get(line.key, SaidOfLine()),
        facts=facts,
    )


def _switches(calculation: Calculation) -> Iterable[Switch]:
    for group in calculation.groups:
        switched = calculation.without ^ {group.name}
        yield Switch(
            group=group,
            # Where nobody said in words when these lines hold, they are switched by what they are.
            label=("" if group.conditions else "als dit meetelt: ") + calculation.words_of(group),
            query=urlencode([("zonder", name) for name in sorted(switched)]),
        )


def _break_even(calculation: Calculation, asked: tuple[str, str]) -> BreakEvenChoice | None:
    """None without a cost or without a saving that is for a time."""
    costs = {one.line.key: one for one in calculation.of_side(Side.INCURRED) if one.counted}
    savings = {
        one.line.key: one
        for one in calculation.of_side(Side.AVOIDED)
        if one.counted and is_for_a_time(one)
    }
    if not costs or not savings:
        return None
    # Whoever asks for nothing is shown the benefit, as far as the law tells which line that is.
    likely = [key for key, one in savings.items() if one.line.law == Law.PARTICIPATION_ACT]
    cost = asked[0] if asked[0] in costs else next(iter(costs))
    saving = asked[1] if asked[1] in savings else next(iter([*likely, *savings]))
    return BreakEvenChoice(
        costs=tuple((key, one.line.label) for key, one in costs.items()),
        savings=tuple((key, one.line.label) for key, one in savings.items()),
        cost=cost,
        saving=saving,
        answer=break_even(costs[cost], savings[saving]),
    )


def _parties(parties: Iterable[PartyTotal], labels) -> Iterable[ShownParty]:
    for party in parties:
        if party.incurred.line_count or party.avoided.line_count:
            yield ShownParty(label=labels.get(party.name, "Niet bekend"), party=party)
