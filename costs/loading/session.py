"""The session of a published case: its lines, what might have been, and what was said."""

from __future__ import annotations

from costs.lines import Side
from costs.loading.prices import PRICE_LIST_TITLE
from costs.models import (
    CostLine,
    Law,
    Payer,
    PriceItem,
    PriceList,
    ReferenceKind,
    Scenario,
    ScenarioItem,
    Session,
    Statement,
    StatementKind,
)
from costs.published_cases import BrokenFile, Entry
from costs.reading import calculate
from costs.units import Unit
from trajectories.models import TimelineEvent, Trajectory


def load_session(
    case: Entry,
    trajectory: Trajectory,
    person: Entry,
    prices: dict[str, PriceItem],
    events: dict[str, TimelineEvent],
) -> None:
    """Writes the session down. Raises BrokenFile where its lines cannot be computed."""
    session = Session.objects.create(
        trajectory=trajectory,
        reference=trajectory.reference,
        period_start=trajectory.story_from,
        period_end=trajectory.story_until,
        lives_away_from_home=person.yes_no("lives_away_from_home"),
        reference_kinds=[ReferenceKind.WITHOUT],
        price_list=PriceList.objects.get(title=PRICE_LIST_TITLE, list_version="1"),
    )
    lines = _load_lines(case, session, prices, events)
    try:
        calculate(session)
    except ValueError as error:
        raise BrokenFile(f"{case.place}, veld 'lines': {error}") from error
    for order, item in enumerate(case.entries("without", "zonder DOW"), start=1):
        quote, speaker = item.quote()
        ScenarioItem.objects.create(
            session=session,
            scenario=Scenario.REFERENCE,
            order=order,
            code=item.text("code", longest=12),
            text=item.text("text", longest=1000),
            estimated_by=item.text("estimated_by", longest=120),
            quote=quote,
            speaker=speaker,
        ).lines.set(lines[code] for code in item.codes("lines", lines))
    for field, kind in (
        ("added_value", StatementKind.ADDED_VALUE),
        ("attention_points", StatementKind.ATTENTION_POINT),
    ):
        for order, statement in enumerate(case.entries(field, "uitspraak"), start=1):
            quote, speaker = statement.quote()
            Statement.objects.create(
                session=session,
                kind=kind,
                order=order,
                code=statement.text("code", longest=12),
                text=statement.text("text", longest=1000),
                quote=quote,
                speaker=speaker,
            )


def _load_lines(
    case: Entry,
    session: Session,
    prices: dict[str, PriceItem],
    events: dict[str, TimelineEvent],
) -> dict[str, CostLine]:
    lines: dict[str, CostLine] = {}
    for order, line in enumerate(case.entries("lines", "kostenregel"), start=1):
        printed = line.entry("printed") if line.has("printed") else None
        lines[line.text("code", longest=12)] = CostLine.objects.create(
            session=session,
            order=order,
            code=line.text("code"),
            side=line.one_of("side", tuple(Side)),
            label=line.text("label", longest=300),
            extent=line.text("extent", default="", longest=120),
            condition=line.text("condition", default="", longest=200),
            condition_group=line.text("condition_group", default="", longest=40),
            depends_on=lines[line.one_of("depends_on", tuple(lines))]
            if line.has("depends_on")
            else None,
            payer=line.one_of("payer", Payer.values),
            law=line.one_of("law", Law.values),
            payer_note=line.text("payer_note", default="", longest=300),
            remarks="\n".join(line.texts("remarks")),
            printed_low=printed.amount("low", required=True) if printed else None,
            printed_high=printed.amount("high", required=True) if printed else None,
            override_reason=printed.text("reason", longest=300) if printed else "",
            **_bound(line, "low", prices),
            **_bound(line, "high", prices),
        )
    for order, line in enumerate(case.entries("unpriced", "regel zonder prijs"), start=1):
        CostLine.objects.create(
            session=session,
            order=len(lines) + order,
            code=line.text("code", longest=12),
            side=line.one_of("side", tuple(Side)),
            label=line.text("label", longest=300),
            status="unpriced",
            unpriced_reason="Het rapport noemt geen prijs.",
            event=events[line.one_of("event", tuple(events))] if line.has("event") else None,
        )
    return lines


def _bound(line: Entry, end: str, prices: dict[str, PriceItem]) -> dict[str, object]:
    bound = line.entry(end)
    price = prices[bound.one_of("price", tuple(prices))]
    return {
        f"{end}_price": price,
        f"{end}_amount": bound.amount("amount", required=True),
        f"{end}_quantity": bound.amount("quantity", required=True),
        f"{end}_unit": bound.one_of("unit", tuple(Unit), default=""),
        f"{end}_stated": bool(bound.yes_no("stated")),
        f"{end}_source": price.source,
    }
