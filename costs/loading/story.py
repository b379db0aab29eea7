"""The story of a published case: its stays, lanes, chapters and events."""

from __future__ import annotations

import calendar
import datetime

from costs.published_cases import Entry, sensitivity_of
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


def load_story(case: Entry, trajectory: Trajectory) -> dict[str, TimelineEvent]:
    """Writes the story down; gives its events by their code."""
    for spell in case.entries("spells", "trajectdeel"):
        Spell.objects.create(
            trajectory=trajectory,
            role=spell.one_of("role", SpellRole.values),
            starts_on=spell.month("start"),
            ends_on=_last_day(spell.month("end")),
            dates_estimated=True,
            end_reason=spell.one_of("end_reason", EndReason.values, default=""),
        )
    lanes = {
        lane.text("code"): Lane.objects.create(
            trajectory=trajectory,
            order=order,
            label=lane.text("label", longest=80),
            role_label=lane.text("role_label", default="", longest=80),
            kind=lane.one_of("kind", LaneKind.values),
        )
        for order, lane in enumerate(case.entries("lanes", "baan"), start=1)
    }
    chapters = {
        chapter.text("code"): Chapter.objects.create(
            trajectory=trajectory,
            order=order,
            title=chapter.text("title", longest=80),
            kind=chapter.one_of("kind", ChapterKind.values),
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
    kind = event.one_of("kind", EventKind.values)
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


def _last_day(month: datetime.date) -> datetime.date:
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])
