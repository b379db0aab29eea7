"""The two lives of a session along its road: from notes and timeline, as one reader may read them, to a drawing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from costs.lines import LIKELIHOOD_LABELS, Likelihood
from costs.models import Scenario, ScenarioItem, ScenarioRow
from costs.two_lives import NARROW, LifeNote, Stretch, TwoLives, two_lives
from trajectories.models import EventKind
from trajectories.timeline import Timeline

WHOLE_ROAD = "De hele weg"


@dataclass(frozen=True, kw_only=True)
class Lives:
    """`told_by_timeline`: nobody hung notes of the life with the programme, so what really happened stands there."""

    drawing: TwoLives
    told_by_timeline: bool

    @property
    def narrow(self) -> TwoLives:
        """The same for a phone held upright."""
        return two_lives(self.drawing.stretches, NARROW)


def how_sure(note: ScenarioItem) -> Iterator[tuple[str, str]]:
    """How likely those at the table thought it, and under which condition, by name; what was not said is left out."""
    if note.likelihood is not None:
        yield "Hoe waarschijnlijk", LIKELIHOOD_LABELS[Likelihood(note.likelihood)]
    if note.condition:
        yield "Voorwaarde", note.condition


def lives_along(timeline: Timeline, notes: Iterable[ScenarioItem]) -> Lives:
    """The notes on the wall by stretch of the road; no query, and nothing that the caller did not give."""
    notes = list(notes)
    told_by_timeline = not any(note.scenario == Scenario.WITH_INTERVENTION for note in notes)
    known = {chapter.key for chapter in timeline.chapters}
    stretches = [
        Stretch(
            title=chapter.title or WHOLE_ROAD,
            with_programme=(
                _happened(chapter.entries)
                if told_by_timeline
                else _notes(notes, Scenario.WITH_INTERVENTION, {chapter.key})
            ),
            without=_notes(notes, Scenario.REFERENCE, {chapter.key}),
        )
        for chapter in timeline.chapters
    ]
    # What hangs at no stretch, or at one that is gone or not for this reader.
    elsewhere = {note.chapter_id for note in notes} - known
    stretches.append(
        Stretch(
            title=WHOLE_ROAD,
            with_programme=()
            if told_by_timeline
            else _notes(notes, Scenario.WITH_INTERVENTION, elsewhere),
            without=_notes(notes, Scenario.REFERENCE, elsewhere),
        )
    )
    return Lives(drawing=two_lives(stretches), told_by_timeline=told_by_timeline)


def _happened(entries) -> tuple[LifeNote, ...]:
    return tuple(
        LifeNote(text=entry.text, aside=entry.quote, is_support=entry.kind == EventKind.SUPPORT)
        for entry in entries
        if entry.ahead_until is None
    )


def _notes(
    notes: Iterable[ScenarioItem], scenario: Scenario, chapters: set[int | None]
) -> tuple[LifeNote, ...]:
    return tuple(
        LifeNote(
            text=note.text, aside=" ".join(_aside(note)), is_support=note.row == ScenarioRow.SUPPORT
        )
        for note in notes
        if note.scenario == scenario and note.chapter_id in chapters
    )


def _aside(note: ScenarioItem) -> Iterable[str]:
    if note.quote:
        yield f"‘{note.quote}’ – {note.speaker}" if note.speaker else f"‘{note.quote}’"
    if note.estimated_by:
        yield f"Ingeschat door: {note.estimated_by}."
    yield from (f"{label}: {value}." for label, value in how_sure(note))
