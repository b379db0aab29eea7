"""What the wall shows: four rows along one road, with the notes of each stretch."""

from __future__ import annotations

from dataclasses import dataclass

from costs.models import CostLine, Scenario, ScenarioItem, ScenarioRow, Session
from costs.reading import NOTE_TEXTS, calculate
from costs.wall import ROWS, suggestions_for
from participants.veil import Veil
from trajectories.models import Chapter, TimelineEvent

_HINTS = {
    (Scenario.WITH_INTERVENTION, ScenarioRow.LIFE): "Wat gebeurde er?",
    (Scenario.WITH_INTERVENTION, ScenarioRow.SUPPORT): "Welke hulp was er?",
    (Scenario.REFERENCE, ScenarioRow.LIFE): "Wat was er dan gebeurd?",
    (Scenario.REFERENCE, ScenarioRow.SUPPORT): "Welke hulp was er dan geweest?",
}


@dataclass(frozen=True, kw_only=True)
class ShownLine:
    """A cost line on a note; `computed` only where money is asked for."""

    line: CostLine
    label: str
    computed: object | None


@dataclass(frozen=True, kw_only=True)
class ShownNote:
    note: ScenarioItem
    lines: tuple[ShownLine, ...]
    is_other_text: bool

    @property
    def stamp(self) -> str:
        """Changes with the note and with the lines that hang on it."""
        versions = (self.note.version, *(shown.line.version for shown in self.lines))
        return "-".join(map(str, versions))


@dataclass(frozen=True, kw_only=True)
class Cell:
    chapter_id: int | None
    title: str
    notes: tuple[ShownNote, ...]


@dataclass(frozen=True, kw_only=True)
class Row:
    scenario: Scenario
    row: ScenarioRow
    hint: str
    cells: tuple[Cell, ...]

    @property
    def label(self) -> str:
        return f"{self.scenario.label}: {self.row.label.lower()}"

    @property
    def name(self) -> str:
        return f"{self.scenario.value}-{self.row.value}"


@dataclass(frozen=True, kw_only=True)
class WallPage:
    stretches: tuple[tuple[int | None, str], ...]
    with_programme: tuple[Row, ...]
    without: tuple[Row, ...]
    suggestions: tuple[tuple[TimelineEvent, str], ...]
    taken_off: tuple[ScenarioItem, ...]
    number: int


def wall_page(session: Session, user, *, with_money: bool) -> WallPage:
    """Everything on the wall, as this person may read it; a bounded number of queries."""
    chapters = list(
        Chapter.objects.filter(trajectory=session.trajectory_id).order_by("order", "pk")
    )
    notes = list(session.scenario_items.prefetch_related("lines").order_by("order", "pk"))
    suggested = suggestions_for(session, user)
    participant = session.trajectory.participant
    veil = participant.veil_for(user)
    if veil:
        notes = participant.veil_rows(notes, *NOTE_TEXTS)
        suggested = participant.veil_rows(suggested, "text")
    computed = {}
    if with_money:
        computed = {one.line.key: one for one in calculate(session).lines}
    standing = [note for note in notes if note.removed_at is None]
    stretches = [(chapter.pk, veil(chapter.title)) for chapter in chapters]
    # What hangs at no stretch has a place of its own: a chapter may go while its notes stay.
    stretches.append((None, "Hele weg" if chapters else "De weg"))
    rows = [
        Row(
            scenario=scenario,
            row=row,
            hint=_HINTS[scenario, row],
            cells=tuple(
                Cell(
                    chapter_id=pk,
                    title=title,
                    notes=tuple(
                        _shown(note, computed, veil)
                        for note in standing
                        if (note.scenario, note.row, note.chapter_id) == (scenario, row, pk)
                    ),
                )
                for pk, title in stretches
            ),
        )
        for scenario, row in ROWS
    ]
    titles = dict(stretches)
    return WallPage(
        stretches=tuple(stretches),
        with_programme=tuple(row for row in rows if row.scenario == Scenario.WITH_INTERVENTION),
        without=tuple(row for row in rows if row.scenario == Scenario.REFERENCE),
        suggestions=tuple(
            (event, titles.get(event.chapter_id, "") if event.chapter_id else "")
            for event in suggested
        ),
        taken_off=tuple(note for note in notes if note.removed_at is not None),
        number=len(standing),
    )


def _shown(note: ScenarioItem, computed, veil: Veil) -> ShownNote:
    return ShownNote(
        note=note,
        lines=tuple(
            ShownLine(line=line, label=veil(line.label), computed=computed.get(line.key))
            for line in note.lines.all()
        ),
        is_other_text=note.other_text_of_id is not None,
    )
