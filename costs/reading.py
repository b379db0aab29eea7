"""From the database to the pure calculation, in a bounded number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from costs.calculation import (
    Bound,
    Calculation,
    CaseFacts,
    ComputedLine,
    GrossNet,
    Line,
    Price,
    PriceStatus,
    RoundingRule,
    Side,
    Unit,
    compute,
)
from costs.models import CostLine, PriceItem, Session, Source
from costs.recorded import UNIT_OF, exactly
from participants.veil import Veil

# What people wrote themselves on a line or a note, and what is veiled where the name is not known.
LINE_TEXTS = (
    "label",
    "extent",
    "condition",
    "condition_group",
    "payer_note",
    "remarks",
    "override_reason",
    "unpriced_reason",
    "estimated_by",
    "quantity_reason",
)
NOTE_TEXTS = ("text", "quote", "speaker", "estimated_by", "condition")
# Of a price that a session has for itself; what stands in a list is about nobody.
PRICE_TEXTS = ("name", "category", "note", "region")


def rows_of(session: Session) -> list[CostLine]:
    """The lines of a session in their order, with everything that computing and showing them asks."""
    return list(session.lines.with_prices().order_by("order", "pk"))


def rows_for(session: Session, veil: Veil) -> list[CostLine]:
    """The lines and the session's own prices in them as somebody reads them; the queries of `rows_of`."""
    rows = rows_of(session)
    if not veil:
        return rows
    participant = session.trajectory.participant
    rows = participant.veil_rows(rows, *LINE_TEXTS)
    for row in rows:
        for end in ("low_price", "high_price"):
            price = getattr(row, end)
            if price is not None and price.session_id:
                setattr(row, end, participant.veil_rows([price], *PRICE_TEXTS)[0])
    return rows


def own_prices_for(session: Session, veil: Veil) -> list[PriceItem]:
    """The prices that a session has for itself, by name, as somebody reads them; one query."""
    prices = session.own_prices.order_by("name", "pk")
    if not veil:
        return list(prices)
    return session.trajectory.participant.veil_rows(prices, *PRICE_TEXTS)


def calculate(
    session: Session,
    *,
    without: frozenset[str] = frozenset(),
    rows: Iterable[CostLine] | None = None,
) -> Calculation:
    """The calculation of a session with some condition groups switched off.

    `rows` are its lines where the caller has read them already. Raises ValueError with a Dutch
    sentence for a group that does not exist.
    """
    return compute(
        [line_of(row) for row in (rows_of(session) if rows is None else rows)],
        rule=RoundingRule(session.rounding_rule),
        facts=facts_of(session),
        without=without,
    )


def calculate_soundly(session: Session) -> Calculation:
    """As `calculate`, for who is saving: also refuses a line that would be printed from high to low."""
    calculation = calculate(session)
    for computed in calculation.lines:
        _refuse_upside_down(computed)
    return calculation


def check_row(row: CostLine) -> None:
    """Refuses, with a ValueError in Dutch, a line that cannot be computed, or prints from high to low."""
    # The line that it hangs on is looked at with all the others, in `calculate`.
    line = replace(line_of(row), depends_on=None)
    [computed] = compute([line], rule=RoundingRule(row.session.rounding_rule)).lines
    _refuse_upside_down(computed)


def _refuse_upside_down(computed: ComputedLine) -> None:
    if computed.is_upside_down:
        raise ValueError(
            f"‘{computed.line.label}’ komt in het verslag als {computed.printed_text}. "
            "Het afgedrukte lage bedrag mag niet hoger zijn dan het hoge: vul ze allebei in."
        )


def facts_of(session: Session) -> CaseFacts:
    """What is known of the case, as far as it decides whether a price fits."""
    trajectory = session.trajectory
    participant = trajectory.participant
    age = participant.age_on(session.period_start)
    return CaseFacts(
        period_start=session.period_start,
        period_end=session.period_end,
        held_on=session.held_on,
        age_at_start=trajectory.age_at_start if age is None else age,
        age_at_end=participant.age_on(session.period_end),
        municipality=participant.municipality.name if participant.municipality_id else None,
        lives_away_from_home=session.lives_away_from_home,
    )


def line_of(row: CostLine) -> Line:
    """A stored line as the calculation knows it."""
    is_priced = row.status == PriceStatus.PRICED
    return Line(
        key=row.key,
        label=row.label,
        side=Side(row.side),
        status=PriceStatus(row.status),
        low=_bound(row, "low") if is_priced else None,
        high=_bound(row, "high") if is_priced else None,
        condition=row.condition,
        condition_group=row.condition_group,
        depends_on=row.depends_on.key if row.depends_on_id else None,
        payer=row.payer,
        law=row.law,
        estimated_by=row.estimated_by,
        likelihood=row.likelihood,
        override_low=row.printed_low,
        override_high=row.printed_high,
        override_reason=row.override_reason,
        unpriced_reason=row.unpriced_reason,
        remarks=tuple(filter(None, row.remarks.splitlines())),
        first_month=row.first_month,
        last_month=row.last_month,
    )


def _bound(row: CostLine, end: str) -> Bound:
    price: PriceItem | None = getattr(row, f"{end}_price")
    unit = getattr(row, f"{end}_unit")
    quantity = getattr(row, f"{end}_quantity")
    counts = unit or (price.unit if price else "")
    if quantity == row.recorded_quantity and counts == UNIT_OF.get(row.recorded_kind):
        quantity = exactly(row.recorded_kind, quantity)
    return Bound(
        amount=getattr(row, f"{end}_amount"),
        stated=getattr(row, f"{end}_stated"),
        price=_price(price, end) if price else None,
        quantity=quantity,
        quantity_unit=Unit(unit) if unit else None,
        sources=tuple(source.citation for source in bound_sources(row, end)),
    )


def bound_sources(row: CostLine, end: str) -> tuple[Source, ...]:
    """The sources of a bound: its own, else that of its price."""
    if source := getattr(row, f"{end}_source"):
        return (source,)
    price = getattr(row, f"{end}_price")
    return (price.source,) if price else ()


def _price(item: PriceItem, end: str) -> Price:
    return Price(
        name=item.name,
        amount=item.amount if item.amount is not None else getattr(item, end),
        unit=Unit(item.unit) if item.unit else None,
        price_year=item.price_year,
        gross_net=GrossNet(item.gross_net),
        age_min=item.age_min,
        age_max=item.age_max,
        region=item.region or None,
        away_from_home=item.away_from_home,
        valid_to=item.valid_to,
    )
