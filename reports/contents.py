"""What will be in a print, as a list to look at before it is made: taken from the report itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dow_site.dates import NO_DATE, write_when
from reports.case_costs import CaseCosts
from reports.case_report import CaseReport
from reports.choice import Chosen, how_many
from reports.cost_rows import CostRow
from reports.own_story import OwnStory
from trajectories.story import EventIn


@dataclass(frozen=True, kw_only=True)
class ListedEvent:
    """An event of the list; the number is the one on paper, 0 where it has none."""

    key: int
    number: int
    when: str
    text: str


@dataclass(frozen=True, kw_only=True)
class ListedChapter:
    title: str
    period: str
    has_narrative: bool
    events: tuple[ListedEvent, ...]


@dataclass(frozen=True, kw_only=True)
class Section:
    """Another part of the print, with every line of it."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Contents:
    """Everything that the print holds, and beside it the single events that were left out."""

    count: str
    chapters: tuple[ListedChapter, ...]
    left_out: tuple[ListedEvent, ...]
    sections: tuple[Section, ...]


def contents_of(report: CaseReport | OwnStory, chosen: Chosen) -> Contents:
    """The list of this report: what is in it is in the list, by the same words."""
    is_own = isinstance(report, OwnStory)
    sections = _of_own_story(report) if is_own else _of_case(report)
    return Contents(
        count=how_many(len(chosen.story.events), chosen.total),
        chapters=tuple(_own_chapters(report) if is_own else _case_chapters(report)),
        left_out=tuple(_left_out(event) for event in chosen.left_out),
        sections=tuple(Section(title=title, lines=lines) for title, lines in sections if lines),
    )


def _left_out(event: EventIn) -> ListedEvent:
    when = write_when(event.told, long=True) if event.told.is_dated else NO_DATE
    return ListedEvent(key=event.key, number=0, when=when, text=event.text)


def _case_chapters(report: CaseReport) -> Iterator[ListedChapter]:
    told = {narrative.title for narrative in report.picture.narratives if narrative.text}
    for chapter in report.legend:
        yield ListedChapter(
            title=chapter.title,
            period=chapter.period,
            has_narrative=chapter.title in told,
            events=tuple(
                ListedEvent(key=entry.key, number=entry.number, when=entry.when, text=entry.text)
                for entry in chapter.entries
            ),
        )


def _own_chapters(report: OwnStory) -> Iterator[ListedChapter]:
    for chapter in report.chapters:
        yield ListedChapter(
            title=chapter.title,
            period=chapter.period,
            has_narrative=bool(chapter.narrative),
            events=tuple(
                ListedEvent(key=event.key, number=0, when=event.when, text=event.text)
                for event in chapter.events
            ),
        )


def _of_case(report: CaseReport) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield (
        "Bovenaan",
        _headed(
            report.name, report.standing, *(f"{label}: {value}" for label, value in report.facts)
        ),
    )
    yield "Meerwaarde", tuple(said.text for said in report.added_value)
    yield "Aandachtspunten", tuple(said.text for said in report.attention_points)
    yield "Wat was er zonder DOW gebeurd?", tuple(said.text for said in report.without)
    if report.lives:
        # Drawn from the events where nobody hung notes, and those are listed by chapter.
        yield (
            "Twee levens langs één weg",
            ("getekend naar de gebeurtenissen",)
            if report.lives.told_by_timeline
            else tuple(
                note.text
                for stretch in report.lives.drawing.stretches
                for note in stretch.with_programme
            ),
        )
    if report.costs:
        yield from _of_costs(report.costs)


def _of_costs(costs: CaseCosts) -> Iterator[tuple[str, tuple[str, ...]]]:
    for side in costs.sides:
        yield side.title, tuple(_listed_row(row) for row in side.rows)
    if costs.sums:
        yield "Sommen", tuple(f"{label}: {text}" for label, text, _ in costs.sums.sides)
    yield "Wat geen prijs kreeg", tuple(label for one in costs.unpriced for label in one.labels)
    yield (
        "Waar de deelnemer het niet mee eens is",
        tuple(f"{said.label}: {said.text}" for said in costs.objections),
    )
    yield (
        "Wat er daarna echt gebeurde",
        tuple(f"{said.label}: {said.text}" for said in costs.realities),
    )
    yield "Bronnen", tuple(f"{note.number} {note.text}" for note in costs.footnotes)
    yield (
        "Wie zat er aan tafel?",
        tuple(f"{label}: {value}" for label, value in costs.at_the_table),
    )


def _listed_row(row: CostRow) -> str:
    told = f"{row.letter} {row.label}: {row.printed}"
    return f"{told}. {row.excluded_because}" if row.excluded_because else told


def _of_own_story(report: OwnStory) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "Bovenaan", _headed(report.name, report.heading)
    for group in report.agreements:
        more = (f"en nog {group.more} andere",) if group.more else ()
        yield group.title, (*(promise.what for promise in group.promises), *more)
    yield "Wanneer we elkaar spreken", report.dates
    yield "Wat jij wilt", tuple(goal.words for goal in report.goals)
    yield "Wie je kunt bellen", tuple(f"{name}: {phone}" for name, phone in report.call)
    yield "Dit is je gelukt", report.kept
    yield "Wat er goed ging", report.gained


def _headed(*lines: str) -> tuple[str, ...]:
    return tuple(filter(None, lines))
