"""Writing the published cases into the database, whole or not at all."""

from __future__ import annotations

import calendar
import datetime
import json
from contextlib import contextmanager
from pathlib import Path

from django.db import DataError, IntegrityError, transaction
from django.utils import timezone

from accounts.models import Organisation, OrganisationKind, Programme
from costs.lines import GrossNet, Side
from costs.models import (
    CostLine,
    CostPrice,
    CostPriceComponent,
    Law,
    Payer,
    PriceItem,
    PriceList,
    PriceListStatus,
    ReferenceKind,
    Scenario,
    ScenarioItem,
    Session,
    Source,
    SourceKind,
    Statement,
    StatementKind,
)
from costs.published_cases import BrokenFile, Choices, Entry, sensitivity_of
from costs.reading import calculate
from costs.units import Unit
from dow_site.constraints import broken_rule
from participants.models import Participant
from trajectories.models import (
    Chapter,
    ChapterKind,
    EndReason,
    EventKind,
    EventLane,
    Lane,
    LaneKind,
    Precision,
    Spell,
    SpellRole,
    TimelineEvent,
    Trajectory,
)
from trajectories.sharing import shared_by_default

CHOICES = Choices(
    lane_kinds=tuple(LaneKind.values),
    chapter_kinds=tuple(ChapterKind.values),
    event_kinds=tuple(EventKind.values),
    spell_roles=tuple(SpellRole.values),
    end_reasons=tuple(EndReason.values),
    sides=tuple(Side),
    units=tuple(Unit),
    payers=tuple(Payer.values),
    laws=tuple(Law.values),
    source_kinds=tuple(SourceKind.values),
    gross_net=tuple(GrossNet),
)
PRICE_LIST_TITLE = "Prijzen uit de gepubliceerde casussen"


def read_file(path: Path) -> Entry:
    """The data file as an entry; BrokenFile with a Dutch sentence where it is missing or no JSON."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BrokenFile(f"Het bestand {path.name} is niet te lezen.") from error
    except ValueError as error:
        raise BrokenFile(f"Het bestand {path.name} is geen geldige JSON: {error}") from error
    return Entry(document, path.name)


def programme_of_the_report() -> Programme:
    """The programme that the report is about; made when this database does not have it yet."""
    provider, _ = Organisation.objects.get_or_create(
        name="Stichting De Kern", defaults={"kind": OrganisationKind.SOCIAL_WORK}
    )
    programme, _ = Programme.objects.get_or_create(
        name="Dynamisch Op Weg",
        defaults={"short_name": "DOW", "location": "Haarle", "organisation": provider},
    )
    return programme


@transaction.atomic
def load_published_cases(document: Entry, programme: Programme) -> list[Trajectory]:
    """Load the cases that are not there yet and give them; a case that is there stays as it is.

    Raises BrokenFile where the file is wrong; then nothing has changed.
    """
    sources = _load_sources(document)
    _load_cost_price(document, programme, sources)
    prices = _load_prices(document, sources)
    loaded = []
    for case in document.entries("cases", "casus", key="reference"):
        case.place = case.text("reference", longest=20)
        if Trajectory.objects.filter(reference=case.place).exists():
            continue
        with _rules_of_the_database(case):
            loaded.append(_load_case(case, programme, prices))
    return loaded


@contextmanager
def _rules_of_the_database(entry: Entry):
    """What the database refuses of an entry is told with the entry's place."""
    try:
        with transaction.atomic():
            yield
    except (IntegrityError, DataError) as error:
        raise BrokenFile(f"{entry.place}: {broken_rule(error)}") from error


def _load_sources(document: Entry) -> dict[str, Source]:
    return {
        (code := source.text("code", longest=40)): Source.objects.get_or_create(
            code=code,
            defaults={
                "kind": source.one_of("kind", CHOICES.source_kinds),
                "title": source.text("title", longest=200),
                "publisher": source.text("publisher", default="", longest=120),
                "item": source.text("item", default="", longest=200),
                "note": source.text("note", longest=300),
            },
        )[0]
        for source in document.entries("sources", "bron")
    }


def _load_cost_price(document: Entry, programme: Programme, sources: dict[str, Source]) -> None:
    entry = document.entry("cost_price")
    cost_price, is_new = CostPrice.objects.get_or_create(
        programme=programme,
        year=entry.number("price_year"),
        defaults={
            "amount": entry.amount("amount", required=True),
            "calculated_by": entry.text("calculated_by", longest=120),
            "source": sources[entry.one_of("source", tuple(sources))],
        },
    )
    components = [
        CostPriceComponent(
            cost_price=cost_price,
            order=order,
            code=component.text("code", longest=40),
            label=component.text("label", longest=80),
            amount=component.amount("amount", required=True),
        )
        for order, component in enumerate(entry.entries("components", "onderdeel"), start=1)
    ]
    if is_new:
        CostPriceComponent.objects.bulk_create(components)


def _load_prices(document: Entry, sources: dict[str, Source]) -> dict[str, PriceItem]:
    price_list, _ = PriceList.objects.get_or_create(
        title=PRICE_LIST_TITLE,
        list_version="1",
        defaults={
            "status": PriceListStatus.PUBLISHED,
            "published_on": timezone.localdate(),
            "note": "Alleen de prijzen die het onderzoeksverslag zelf noemt.",
        },
    )
    prices = {}
    for price in document.entries("prices", "prijs"):
        code = price.text("code", longest=40)
        with _rules_of_the_database(price):
            prices[code], _ = PriceItem.objects.get_or_create(
                price_list=price_list, code=code, defaults=_price_facts(price, sources)
            )
    return prices


def _price_facts(price: Entry, sources: dict[str, Source]) -> dict[str, object]:
    return {
        "category": price.text("category", longest=80),
        "name": price.text("name", longest=200),
        "unit": price.one_of("unit", CHOICES.units, default=""),
        "amount": price.amount("amount"),
        "low": price.amount("low"),
        "high": price.amount("high"),
        "price_year": price.number("price_year"),
        "source": sources[price.one_of("source", tuple(sources))],
        "law": price.one_of("law", CHOICES.laws, default=Law.UNKNOWN.value),
        "payer": price.one_of("payer", CHOICES.payers, default=Payer.UNKNOWN.value),
        "gross_net": price.one_of("gross_net", CHOICES.gross_net, default="unknown"),
        "age_min": price.number("age_min"),
        "age_max": price.number("age_max"),
        "region": price.text("region", default="", longest=80),
        "away_from_home": price.yes_no("away_from_home"),
        "note": price.text("note", default="", longest=300),
    }


def _load_case(case: Entry, programme: Programme, prices: dict[str, PriceItem]) -> Trajectory:
    person = case.entry("person")
    start, end = case.month("period_start"), case.month("period_end")
    if end < start:
        raise case.wrong("period_end", "ligt voor period_start.")
    alias = case.text("alias", longest=40)
    participant = Participant.objects.create(
        given_name=alias,
        alias=alias,
        has_start_qualification=person.yes_no("has_start_qualification"),
        living_situation=person.text("living_situation", default="", longest=120),
        income_at_start=person.text("income_at_start", default="", longest=120),
    )
    trajectory = Trajectory.objects.create(
        participant=participant,
        programme=programme,
        reference=case.text("reference", longest=20),
        title=case.text("title", longest=120),
        age_at_start=person.number("age_at_start"),
        story_from=start,
        story_until=end,
        other_actors=case.texts("other_actors"),
        is_published_case=True,
    )
    events = _load_story(case, trajectory)
    _load_session(case, trajectory, person, prices, events)
    return trajectory


def _load_story(case: Entry, trajectory: Trajectory) -> dict[str, TimelineEvent]:
    for spell in case.entries("spells", "trajectdeel"):
        Spell.objects.create(
            trajectory=trajectory,
            role=spell.one_of("role", CHOICES.spell_roles),
            starts_on=spell.month("start"),
            ends_on=_last_day(spell.month("end")),
            dates_estimated=True,
            end_reason=spell.one_of("end_reason", CHOICES.end_reasons, default=""),
        )
    lanes = {
        lane.text("code"): Lane.objects.create(
            trajectory=trajectory,
            order=order,
            label=lane.text("label", longest=80),
            role_label=lane.text("role_label", default="", longest=80),
            kind=lane.one_of("kind", CHOICES.lane_kinds),
        )
        for order, lane in enumerate(case.entries("lanes", "baan"), start=1)
    }
    chapters = {
        chapter.text("code"): Chapter.objects.create(
            trajectory=trajectory,
            order=order,
            title=chapter.text("title", longest=80),
            kind=chapter.one_of("kind", CHOICES.chapter_kinds),
            narrative=chapter.text("narrative", default=""),
        )
        for order, chapter in enumerate(case.entries("chapters", "hoofdstuk"), start=1)
    }
    return {
        event.text("code"): _load_event(event, position, trajectory, lanes, chapters)
        for position, event in enumerate(case.entries("events", "gebeurtenis"), start=1)
    }


def _load_event(
    event: Entry,
    position: int,
    trajectory: Trajectory,
    lanes: dict[str, Lane],
    chapters: dict[str, Chapter],
) -> TimelineEvent:
    month = event.month("estimated_month", required=False)
    kind = event.one_of("kind", CHOICES.event_kinds)
    sensitivity = sensitivity_of(event)
    quote, speaker = event.quote()
    on_lanes = event.codes("lanes", lanes)
    if not on_lanes:
        raise event.wrong("lanes", "is leeg.")
    row = TimelineEvent.objects.create(
        trajectory=trajectory,
        chapter=chapters[event.one_of("chapter", tuple(chapters))],
        position=position,
        kind=kind,
        starts_on=month,
        precision=Precision.MONTH if month else Precision.ORDER,
        date_estimated=month is not None,
        text=event.text("text"),
        quote=quote,
        speaker=speaker,
        sensitivity=sensitivity,
        shared_with_referrer=shared_by_default(kind, sensitivity),
        lanes_certain=event.yes_no("lanes_certain") is not False,
        spans_trajectory=bool(event.yes_no("spans_trajectory")),
        source_code=event.text("code", longest=12),
    )
    EventLane.objects.bulk_create(EventLane(event=row, lane=lanes[code]) for code in on_lanes)
    return row


def _load_session(
    case: Entry,
    trajectory: Trajectory,
    person: Entry,
    prices: dict[str, PriceItem],
    events: dict[str, TimelineEvent],
) -> None:
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
            side=line.one_of("side", CHOICES.sides),
            label=line.text("label", longest=300),
            extent=line.text("extent", default="", longest=120),
            condition=line.text("condition", default="", longest=200),
            condition_group=line.text("condition_group", default="", longest=40),
            depends_on=lines[line.one_of("depends_on", tuple(lines))]
            if line.has("depends_on")
            else None,
            payer=line.one_of("payer", CHOICES.payers),
            law=line.one_of("law", CHOICES.laws),
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
            side=line.one_of("side", CHOICES.sides),
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
        f"{end}_unit": bound.one_of("unit", CHOICES.units, default=""),
        f"{end}_stated": bool(bound.yes_no("stated")),
        f"{end}_source": price.source,
    }


def _last_day(month: datetime.date) -> datetime.date:
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])
