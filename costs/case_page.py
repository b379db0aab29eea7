"""Everything the page of a session says, with finished texts and numbered sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from costs.calculation import Calculation, ComputedLine, ConditionGroup, PartyTotal, Side
from costs.figures import ComponentCheck, component_check
from costs.following import SaidOfLine
from costs.models import CostLine, CostPrice, Law, Payer, PriceItem, Session
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
class CasePage:
    calculation: Calculation
    incurred: tuple[ShownLine, ...]
    avoided: tuple[ShownLine, ...]
    unpriced: tuple[ComputedLine, ...]
    sources: tuple[str, ...]
    switches: tuple[Switch, ...]
    payers: tuple[ShownParty, ...]
    laws: tuple[ShownParty, ...]
    chart: RangeChart
    may_edit: bool
    own_prices: tuple[PriceItem, ...]
    cost_price: CostPrice | None
    cost_price_check: ComponentCheck | None


def case_page(
    session: Session,
    rows: Iterable[CostLine],
    calculation: Calculation,
    *,
    may_edit: bool,
    said: Mapping[str, SaidOfLine] = MappingProxyType({}),
) -> CasePage:
    """What the page says of this session's money, from its lines and the calculation made of them.

    `said` is what was said of lines afterwards, by their key; nothing for who does not know the story.
    """
    row_by_key = {row.key: row for row in rows}
    sources: dict[str, int] = {}
    shown = [
        _shown(one, row_by_key, sources, said) for one in calculation.lines if one.line.is_priced
    ]
    cost_price = (
        CostPrice.objects.filter(programme=session.trajectory.programme_id)
        .prefetch_related("components")
        .order_by("-year")
        .first()
    )
    return CasePage(
        calculation=calculation,
        incurred=tuple(line for line in shown if line.computed.line.side == Side.INCURRED),
        avoided=tuple(line for line in shown if line.computed.line.side == Side.AVOIDED),
        unpriced=calculation.unpriced,
        sources=tuple(sources),
        switches=tuple(_switches(calculation)),
        payers=tuple(_parties(calculation.per_payer, _PAYER_LABELS)),
        laws=tuple(_parties(calculation.per_law, _LAW_LABELS)),
        chart=range_chart([one for one in calculation.lines if not one.switched_off]),
        may_edit=may_edit,
        own_prices=tuple(session.own_prices.order_by("name", "pk")) if may_edit else (),
        cost_price=cost_price,
        cost_price_check=component_check(
            cost_price.amount, [part.amount for part in cost_price.components.all()]
        )
        if cost_price
        else None,
    )


def _shown(
    computed: ComputedLine, row_by_key, sources: dict[str, int], said: Mapping[str, SaidOfLine]
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
    )


def _switches(calculation: Calculation) -> Iterable[Switch]:
    for group in calculation.groups:
        switched = calculation.without ^ {group.name}
        yield Switch(
            group=group,
            label="; ".join(group.conditions)
            or ", ".join(calculation.line(key).line.label for key in group.line_keys),
            query="&".join(f"zonder={name}" for name in sorted(switched)),
        )


def _parties(parties: Iterable[PartyTotal], labels) -> Iterable[ShownParty]:
    for party in parties:
        if party.incurred.line_count or party.avoided.line_count:
            yield ShownParty(label=labels.get(party.name, "Niet bekend"), party=party)
