"""One layout of a trajectory on lanes and chapters. Pure: the page, the list and the PDF draw it.

Everything is finished text and finished places, so that a template only loops. Chapters are
stretches along the road, divided into columns (`columns.py`); the order is that of `story.py`;
`lane_pages.py` cuts the same layout into A4 pages.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dow_site.dates import Precision, When, write_months
from trajectories.columns import CARDS_PER_CELL, TRACKS_PER_COLUMN, Placed, fill_columns
from trajectories.entries import NO_CHAPTER, Entry, Lane, write_entry
from trajectories.marks import (
    MarkEntry,
    MarkGroup,
    MarkIn,
    group_marks,
    place_marks,
    write_mark,
)
from trajectories.road import Post, Road, RoadColumn, build_road
from trajectories.story import ChapterIn, EventIn, LaneIn, SpellIn, tell

# For an event whose own lanes are all hidden: it is told nevertheless.
OTHER_LANE = LaneIn(key=0, label="Overig", kind="other")


@dataclass(frozen=True, slots=True)
class Track:
    """The part of a stem, or nothing, on one track of one cell.

    `part` is none, through, top, bottom, node_through, node_top or node_bottom: a node where the
    event touches a lane that does not hold its card; top where the stem begins and goes down.
    """

    number: int
    part: str = "none"
    entry: int | None = None
    entry_number: int | None = None
    kind: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One lane in one column: the cards in story order, the tracks left of them, the marks below."""

    column: int
    first_of_chapter: bool
    cards: tuple[Entry, ...]
    tracks: tuple[Track, ...]
    marks: tuple[MarkGroup, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A lane with a cell for every column."""

    lane: Lane
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the picture: a run of one chapter's events; `told` has the marks between them."""

    index: int
    chapter: int | None
    chapter_index: int
    number_in_chapter: int
    first_of_chapter: bool
    last_of_chapter: bool
    period: str
    track_count: int
    entries: tuple[Entry, ...]
    told: tuple[Entry | MarkEntry, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A stretch of the road with its columns, and a section of the list: `told`, marks included."""

    key: int | None
    index: int
    title: str
    kind: str
    narrative: str
    period: str
    columns: tuple[Column, ...]
    colspan: int
    entries: tuple[Entry, ...]
    told: tuple[Entry | MarkEntry, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """A trajectory laid out: the list, the table and the road."""

    entries: tuple[Entry, ...]
    marks: tuple[MarkEntry, ...]
    chapters: tuple[Chapter, ...]
    lanes: tuple[Lane, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    road: Road
    today: date
    cards_per_cell: int

    @classmethod
    def of(
        cls,
        *,
        lanes: Iterable[LaneIn],
        chapters: Iterable[ChapterIn],
        events: Iterable[EventIn],
        spells: Iterable[SpellIn],
        today: date,
        marks: Iterable[MarkIn] = (),
        cards_per_cell: int = CARDS_PER_CELL,
        tracks_per_column: int = TRACKS_PER_COLUMN,
    ) -> "Timeline":
        """Lay out what is given: filtering is done before.

        Where an event stands within its chapter depends only on what that chapter tells before it;
        marks move nothing.
        """
        if cards_per_cell < 1 or tracks_per_column < 1:
            raise ValueError("A cell holds at least one card and a column at least one track.")
        marks = list(marks)
        actors, events = _lanes_and_events(lanes, events, marks)
        shown = tuple(Lane(lane.key, lane.label, lane.kind, lane.mark) for lane in actors)
        story, drawn = tell(chapters, events), []
        stretches = []
        for chapter, told in story or ([(None, [])] if marks else []):
            filled = fill_columns(told, actors, cards=cards_per_cell, tracks=tracks_per_column)
            own = _draw_columns(chapter, filled, drawn, shown)
            drawn.extend(own)
            stretches.append((chapter, told, own))
        _set_marks(marks, stretches, shown)
        parts = [
            _chapter(index, chapter, told, own)
            for index, (chapter, told, own) in enumerate(stretches)
        ]
        columns = tuple(column for chapter in parts for column in chapter.columns)
        return cls(
            entries=tuple(entry for column in columns for entry in column.entries),
            marks=tuple(mark for column in drawn for _, mark in column.marks),
            chapters=tuple(parts),
            lanes=shown,
            columns=columns,
            rows=_rows(shown, columns, drawn),
            road=build_road([_road_column(d) for d in drawn], spells, today),
            today=today,
            cards_per_cell=cards_per_cell,
        )


def _draw_columns(
    chapter: ChapterIn | None,
    filled: Sequence[Sequence[Placed]],
    before: Sequence["_DrawnColumn"],
    lanes: Sequence[Lane],
) -> list["_DrawnColumn"]:
    """A chapter's columns, counting and numbering on from those before."""
    number = before[-1].next_number if before else 1
    own = []
    for placed in filled:
        own.append(_DrawnColumn(chapter, placed, len(before) + len(own), number, lanes))
        number = own[-1].next_number
    return own


class _DrawnColumn:
    """A column's events with the entries made of them."""

    def __init__(
        self,
        chapter: ChapterIn | None,
        placed: Sequence[Placed],
        index: int,
        number: int,
        lanes: Sequence[Lane],
    ):
        self.index = index
        self.placed = placed
        self.entries = tuple(
            write_entry(place, number + offset, chapter, index, lanes)
            for offset, place in enumerate(placed)
        )
        self.next_number = number + len(placed)
        self.events = [place.event for place in placed]
        self.period = _period(self.events)
        self.track_count = max((p.track + 1 for p in placed if p.track is not None), default=0)
        # How many of the entries are told before it, and the mark.
        self.marks: list[tuple[int, MarkEntry]] = []

    @property
    def told(self) -> tuple[Entry | MarkEntry, ...]:
        """The entries with the marks between them."""
        told: list[Entry | MarkEntry] = list(self.entries)
        for after, mark in reversed(self.marks):
            told.insert(after, mark)
        return tuple(told)


def _set_marks(
    marks: Sequence[MarkIn],
    stretches: Sequence[tuple[ChapterIn | None, Sequence[EventIn], Sequence["_DrawnColumn"]]],
    lanes: Sequence[Lane],
) -> None:
    """Lay the marks over the columns, each in the order of its day."""
    lane_by_key = {lane.key: lane for lane in lanes}
    columns = {column.index: column for _, _, own in stretches for column in own}
    parts = [(chapter, [(c.index, c.events) for c in own]) for chapter, _, own in stretches]
    for placed in place_marks(marks, parts):
        lane = lane_by_key.get(placed.mark.lane) or lane_by_key[OTHER_LANE.key]
        columns[placed.column].marks.append((placed.after, write_mark(placed, lane)))


def _lanes_and_events(
    lanes: Iterable[LaneIn], events: Iterable[EventIn], marks: Iterable[MarkIn]
) -> tuple[list[LaneIn], list[EventIn]]:
    """Lanes from the top; events on known lanes only, those without one on a lane of their own."""
    actors = sorted(lanes, key=lambda lane: (lane.order, lane.key))
    known = {lane.key for lane in actors}
    kept = []
    for event in events:
        if not known.issuperset(event.lanes) or not event.lanes:
            on = tuple(key for key in event.lanes if key in known) or (OTHER_LANE.key,)
            event = replace(event, lanes=on)
        kept.append(event)
    needs_other = any(OTHER_LANE.key in event.lanes for event in kept) or not known.issuperset(
        mark.lane for mark in marks
    )
    if OTHER_LANE.key not in known and needs_other:
        actors.append(OTHER_LANE)
    return actors, kept


def _period(events: Sequence[EventIn]) -> str:
    """The months in which events began: "okt – nov 2019"; by year when no month is known."""
    dated = [event.when for event in events if event.when.is_dated]
    exact = [when for when in dated if when.precision in (Precision.DAY, Precision.MONTH)]
    if exact:
        starts = [when.earliest for when in exact]
        return write_months(min(starts), max(starts))
    years = sorted({when.start.year for when in dated})
    if not years:
        return ""
    return str(years[0]) if len(years) == 1 else f"{years[0]} – {years[-1]}"


def _chapter(
    index: int, chapter: ChapterIn | None, told: Sequence[EventIn], drawn: Sequence[_DrawnColumn]
) -> Chapter:
    key = chapter.key if chapter else None
    first = drawn[0].index
    columns = tuple(
        Column(
            index=first + number,
            chapter=key,
            chapter_index=index,
            number_in_chapter=number,
            first_of_chapter=number == 0,
            last_of_chapter=number == len(drawn) - 1,
            period=column.period,
            track_count=column.track_count,
            entries=column.entries,
            told=column.told,
        )
        for number, column in enumerate(drawn)
    )
    return Chapter(
        key=key,
        index=index,
        title=chapter.title if chapter else NO_CHAPTER,
        kind=chapter.kind if chapter else "",
        narrative=chapter.narrative if chapter else "",
        period=_chapter_period(chapter, told),
        columns=columns,
        colspan=len(columns),
        entries=tuple(entry for column in columns for entry in column.entries),
        told=tuple(one for column in columns for one in column.told),
    )


def _chapter_period(chapter: ChapterIn | None, told: Sequence[EventIn]) -> str:
    """The chapter's own months where given, else those of its events."""
    if chapter is None or not (chapter.start or chapter.end):
        return _period(told)
    if chapter.start and chapter.end:
        return write_months(chapter.start, max(chapter.start, chapter.end))
    if chapter.start:
        return f"vanaf {write_months(chapter.start, chapter.start)}"
    return f"tot en met {write_months(chapter.end, chapter.end)}"


def _road_column(column: _DrawnColumn) -> RoadColumn:
    # By where events began: one long event must not stretch its column over later ones.
    spans = [
        When(event.when.start, event.when.precision).interval
        for event in column.events
        if event.when.is_dated
    ]
    return RoadColumn(
        first=min((first for first, _ in spans), default=None),
        after=max((after for _, after in spans), default=None),
        label=column.period,
        posts=tuple(
            Post(entry.key, entry.number, entry.when, entry.text)
            for entry in column.entries
            if entry.is_milestone
        ),
    )


def _rows(
    lanes: Sequence[Lane], columns: Sequence[Column], drawn: Sequence[_DrawnColumn]
) -> tuple[Row, ...]:
    grid = [_cells(lanes, column, d) for column, d in zip(columns, drawn, strict=True)]
    return tuple(
        Row(lane, tuple(cells[number] for cells in grid)) for number, lane in enumerate(lanes)
    )


def _cells(lanes: Sequence[Lane], column: Column, drawn: "_DrawnColumn") -> list[Cell]:
    """The column's cells from the top."""
    height = len(lanes)
    empty = [Track(track) for track in range(column.track_count)]
    cards: list[list[Entry]] = [[] for _ in range(height)]
    tracks = [list(empty) for _ in range(height)]
    for place, entry in zip(drawn.placed, column.entries, strict=True):
        cards[place.home].append(entry)
        if place.track is None:
            continue
        for row in range(place.top, place.bottom + 1):
            tracks[row][place.track] = Track(
                place.track,
                _part(place, row),
                entry.key,
                entry.number,
                entry.lane.kind,
                entry.lane.mark,
            )
    return [
        Cell(
            column.index,
            column.first_of_chapter,
            tuple(cards[row]),
            tuple(tracks[row]),
            group_marks(mark for _, mark in drawn.marks if mark.lane == lanes[row]),
        )
        for row in range(height)
    ]


def _part(place: Placed, row: int) -> str:
    end = "top" if row == place.top else "bottom" if row == place.bottom else "through"
    return f"node_{end}" if row in place.rows and row != place.home else end
