"""Marks: what happened elsewhere, set small beside the cards. Pure.

A mark never moves a card: it is laid over the columns that the written events made, in the cell of
its lane, after the last event that was not later. So a story looks the same with and without.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from dow_site.dates import When, write_when
from trajectories.entries import Lane
from trajectories.story import ChapterIn, EventIn, moment_of, month_ranges

# More marks of one kind than this in one cell become one line that says how many.
MARKS_APART = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkIn:
    """Something dated that another part of the system knows."""

    key: int
    lane: int
    when: When
    kind: str
    kind_label: str
    text: str
    url: str = ""
    shared_note: str = ""


@dataclass(frozen=True, slots=True)
class MarkEntry:
    """A mark as it is read; it has no number, for numbers are of what was written."""

    key: int
    column: int
    lane: Lane
    when: str
    when_long: str
    kind: str
    kind_label: str
    text: str
    url: str
    shared_note: str
    number: int = 0

    @property
    def lead(self) -> str:
        """The kind, to be read before the text; empty where the text begins with that very word."""
        return "" if self.text.startswith(self.kind_label) else self.kind_label


@dataclass(frozen=True, slots=True)
class MarkGroup:
    """The marks of one kind in one cell: apart while they are few, else under one line."""

    kind: str
    label: str
    marks: tuple[MarkEntry, ...]

    @property
    def is_folded(self) -> bool:
        """Whether only the number is shown until somebody asks."""
        return len(self.marks) > MARKS_APART


@dataclass(frozen=True, slots=True)
class PlacedMark:
    """A mark with its column and how many of that column's events are told before it."""

    mark: MarkIn
    column: int
    after: int


# A column as a mark sees it: its number and the events in it.
ColumnEvents = tuple[int, Sequence[EventIn]]


def place_mark(mark: MarkIn, columns: Sequence[ColumnEvents]) -> PlacedMark:
    """Give a mark its place in the columns of its chapter, which has one at least."""
    number, after = columns[0][0], 0
    for column, events in columns:
        told = _told_before(mark.when.earliest, events)
        if told:
            number, after = column, told
        if told < len(events):
            break
    return PlacedMark(mark, number, after)


def write_mark(placed: PlacedMark, lane: Lane) -> MarkEntry:
    """Finish everything that is read of a mark."""
    mark = placed.mark
    return MarkEntry(
        key=mark.key,
        column=placed.column,
        lane=lane,
        when=write_when(mark.when),
        when_long=write_when(mark.when, long=True),
        kind=mark.kind,
        kind_label=mark.kind_label,
        text=mark.text,
        url=mark.url,
        shared_note=mark.shared_note,
    )


def group_marks(marks: Iterable[MarkEntry]) -> tuple[MarkGroup, ...]:
    """By kind, in the order in which each kind first occurs."""
    by_kind: dict[str, list[MarkEntry]] = {}
    for mark in marks:
        by_kind.setdefault(mark.kind, []).append(mark)
    return tuple(
        MarkGroup(kind, f"{len(found)} × {found[0].kind_label.lower()}", tuple(found))
        for kind, found in by_kind.items()
    )


def _told_before(day: date, events: Sequence[EventIn]) -> int:
    """How many events of a column come before a mark: up to the first that is dated later."""
    for place, event in enumerate(events):
        if event.when.is_dated and event.when.earliest > day:
            return place
    return len(events)


def part_finder(
    story: Sequence[tuple[ChapterIn | None, Sequence[EventIn]]],
) -> Callable[[When], int]:
    """In which part of the story a moment falls: by month range, else with the event told just before.

    A moment before every event falls with the first one.
    """
    places = {chapter.key: place for place, (chapter, _) in enumerate(story) if chapter}
    ranges = [
        (first, last, places[key])
        for key, first, last in month_ranges([chapter for chapter, _ in story if chapter])
    ]
    neighbours = sorted(
        (moment[0], place)
        for place, (_, told) in enumerate(story)
        for event in told
        if (moment := moment_of(event)) is not None
    )
    days = [day for day, _ in neighbours]

    def part_for(when: When) -> int:
        day = when.earliest
        holding = [(first, place) for first, last, place in ranges if first <= day <= last]
        if holding:
            return max(holding)[1]
        if not neighbours:
            return 0
        return neighbours[max(bisect_right(days, day) - 1, 0)][1]

    return part_for
