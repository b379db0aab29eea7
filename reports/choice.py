"""Which part of a story an edition tells: a period, chapters, lanes, kinds, and what is left out. Pure.

Choosing comes after reading: what somebody may not read is not there to be chosen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from dow_site.dates import MONTHS, Precision, When, last_day, write_when
from trajectories.drawing import Story
from trajectories.entries import NO_CHAPTER
from trajectories.models import EventKind
from trajectories.story import ChapterIn, EventIn, tell

_KINDS = dict(EventKind.choices)
# How an event without a chapter is chosen; no row has this number.
LOOSE = 0


class Part(StrEnum):
    """What can stay out of a report beside events; the value is the word in the address."""

    AGREEMENTS = "afspraken"
    NARRATIVE = "verhaal"
    MEANING = "betekenis"
    COSTS = "kosten"


PART_LABELS = {
    Part.AGREEMENTS: "afspraken en doelen",
    Part.NARRATIVE: "het verhaal bij de hoofdstukken",
    Part.MEANING: "meerwaarde en aandachtspunten",
    Part.COSTS: "de kosten",
}


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What is chosen; nothing chosen of a kind is all of it, and `left_out` are single events.

    `session` is the key of the one whose costs and words are told, None the one that is told by itself.
    `without` are condition groups of its costs that do not count. `with_sums` asks for the sums of the
    costs, which are never printed by themselves.
    """

    since: date | None = None
    until: date | None = None
    chapters: frozenset[int] = frozenset()
    lanes: frozenset[int] = frozenset()
    kinds: frozenset[str] = frozenset()
    left_out: frozenset[int] = frozenset()
    parts_left_out: frozenset[Part] = frozenset()
    session: int | None = None
    without: frozenset[str] = frozenset()
    with_sums: bool = False

    def has(self, part: Part) -> bool:
        """Whether this part of the report is in."""
        return part not in self.parts_left_out

    @property
    def narrows(self) -> bool:
        """Whether it can keep an event out."""
        return bool(
            self.since or self.until or self.chapters or self.lanes or self.kinds or self.left_out
        )


EVERYTHING = Choice()


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """The chosen part of a story, and the single events left out that would else be in.

    `note` says the choice in words, for the report itself; empty where everything is in.
    """

    story: Story
    total: int
    left_out: tuple[EventIn, ...]
    note: str
    period: str


def choose(story: Story, choice: Choice) -> Chosen:
    """The part of the story that the choice keeps; chapters and order stay as in the whole.

    A period keeps every event that can have been in it. An event of which only the order is known
    goes with the one before it in its chapter, else with the one after.
    """
    told = tell(story.chapters, story.events)
    kept, left_out = [], []
    for chapter, events in told:
        if choice.chapters and (chapter.key if chapter else LOOSE) not in choice.chapters:
            continue
        for event, when in _dated_by_neighbours(chapter, events):
            if not _keeps(choice, event, when):
                continue
            placed = replace(event, chapter=chapter.key if chapter else None)
            (left_out if event.key in choice.left_out else kept).append(placed)
    chapters = [_chapter(chapter, choice) for chapter in story.chapters]
    lanes = list(story.lanes)
    if choice.narrows:
        holding = {event.chapter for event in kept} | choice.chapters
        chapters = [chapter for chapter in chapters if chapter.key in holding]
        touched = choice.lanes or {lane for event in kept for lane in event.lanes}
        lanes = [lane for lane in lanes if lane.key in touched]
    return Chosen(
        story=replace(story, events=tuple(kept), chapters=tuple(chapters), lanes=tuple(lanes)),
        total=len(story.events),
        left_out=tuple(left_out),
        note=_note(story, choice, len(kept), len(left_out)),
        period=_period(kept),
    )


def _chapter(chapter: ChapterIn, choice: Choice) -> ChapterIn:
    return chapter if choice.has(Part.NARRATIVE) else replace(chapter, narrative="")


def _dated_by_neighbours(
    chapter: ChapterIn | None, events: Sequence[EventIn]
) -> Iterator[tuple[EventIn, When]]:
    """Each event with when it was, or when the one before or after it in the chapter was."""
    dated = [event.when for event in events if event.when.is_dated]
    months = When()
    if chapter and chapter.start:
        months = When(chapter.start, Precision.MONTH, chapter.end, Precision.MONTH)
    last = dated[0] if dated else months
    for event in events:
        if event.when.is_dated:
            last = event.when
        yield event, last


def _keeps(choice: Choice, event: EventIn, when: When) -> bool:
    if choice.kinds and event.kind not in choice.kinds:
        return False
    if choice.lanes and choice.lanes.isdisjoint(event.lanes):
        return False
    if not when.is_dated:
        # Nobody knows when it was: no period can say that it was in it.
        return not (choice.since or choice.until)
    return not (
        (choice.since and when.latest < choice.since)
        or (choice.until and when.earliest > choice.until)
    )


def _note(story: Story, choice: Choice, kept: int, left_out: int) -> str:
    # Of the costs their own chapter says it.
    of_costs = {"session": None, "without": frozenset(), "with_sums": False}
    if replace(choice, **of_costs) == EVERYTHING:
        return ""
    parts = [
        _between(choice),
        _named("hoofdstuk", "hoofdstukken", _chapter_titles(story, choice)),
        _named("baan", "banen", [lane.label for lane in story.lanes if lane.key in choice.lanes]),
        _named(
            "soort", "soorten", [label for kind, label in _KINDS.items() if kind in choice.kinds]
        ),
        _left_out(left_out),
        *(f"zonder {PART_LABELS[part]}" for part in Part if not choice.has(part)),
        how_many(kept, len(story.events)),
    ]
    return "; ".join(filter(None, parts))


def _chapter_titles(story: Story, choice: Choice) -> list[str]:
    titles = [chapter.title for chapter in story.chapters if chapter.key in choice.chapters]
    return [*titles, NO_CHAPTER.lower()] if LOOSE in choice.chapters else titles


def _between(choice: Choice) -> str:
    """The period, by month where it begins and ends with one."""
    whole = (choice.since is None or choice.since.day == 1) and (
        choice.until is None or choice.until == last_day(choice.until, Precision.MONTH)
    )
    since, until = (
        day and write_when(When(day, Precision.MONTH if whole else Precision.DAY), long=True)
        for day in (choice.since, choice.until)
    )
    if since and until:
        return f"{since} tot en met {until}"
    return f"vanaf {since}" if since else f"tot en met {until}" if until else ""


def _named(one: str, many: str, names: Sequence[str]) -> str:
    if not names:
        return ""
    return f"{one if len(names) == 1 else many} {in_a_row(names)}"


def in_a_row(names: Sequence[str]) -> str:
    """ "Start, Terugval en Doorstart"."""
    return " en ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def how_many(kept: int, total: int) -> str:
    """ "5 van de 14 gebeurtenissen"."""
    return f"{kept} van de {total} {'gebeurtenis' if total == 1 else 'gebeurtenissen'}"


def _left_out(number: int) -> str:
    if not number:
        return ""
    return f"{number} losse gebeurtenis{'sen' if number > 1 else ''} weggelaten"


def _period(events: Iterable[EventIn]) -> str:
    """From the first to the last month told: "oktober 2019 – oktober 2020"."""
    whens = [event.when for event in events if event.when.is_dated]
    if not whens:
        return ""
    first, last = min(when.earliest for when in whens), max(when.latest for when in whens)
    begin, end = (f"{MONTHS[day.month - 1]} {day.year}" for day in (first, last))
    return begin if begin == end else f"{begin} – {end}"
