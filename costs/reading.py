"""From the database to the pure calculation, in a bounded number of queries."""

from __future__ import annotations

from collections.abc import Iterable

from costs.calculation import (
    Bound,
    Calculation,
    CaseFacts,
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

# What people wrote themselves on a line or a note, and what is veiled where the name is not known.
LINE_TEXTS = ("label", "extent", "condition", "payer_note", "remarks", "override_reason")
NOTE_TEXTS = ("text", "quote", "speaker", "estimated_by", "condition")


def rows_of(session: Session) -> list[CostLine]:
    """The lines of a session in their order, with everything that computing and showing them asks."""
    return list(session.lines.with_prices().order_by("order", "pk"))


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


def facts_of(session: Session) -> CaseFacts:
    """What is known of the case, as far as it decides whether a price fits."""
    trajectory = session.trajectory
    participant = trajectory.participant
    age = participant.age_on(session.period_start)
    return CaseFacts(
        period_start=session.period_start,
        period_end=session.period_end,
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
    )


def _bound(row: CostLine, end: str) -> Bound:
    price: PriceItem | None = getattr(row, f"{end}_price")
    unit = getattr(row, f"{end}_unit")
    return Bound(
        amount=getattr(row, f"{end}_amount"),
        stated=getattr(row, f"{end}_stated"),
        price=_price(price, end) if price else None,
        quantity=getattr(row, f"{end}_quantity"),
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
    )
