"""One layout of a trajectory on lanes and chapters. Pure: the page, the list and the PDF draw it.

Everything is finished text and finished places, so that a template only loops. Chapters are
stretches along the road, divided into columns (`columns.py`); the order is that of `story.py`;
`lane_pages.py` cuts the same layout into A4 pages.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from dow_site.dates import NO_DATE, Precision, When, last_day, write_months, write_when
from trajectories.columns import (
    CARDS_PER_CELL,
    COLUMNS_PER_CHAPTER,
    TRACKS_PER_COLUMN,
    Placed,
    fill_columns,
)
from trajectories.entries import NO_CHAPTER, Entry, Lane, write_entry
from trajectories.layout import Cell, Chapter, Column, Kept, Row, Track, count_events
from trajectories.marks import (
    MarkEntry,
    MarkIn,
    group_marks,
    part_finder,
    place_mark,
    write_mark,
)
from trajectories.road import Post, Road, RoadColumn, RoadState, build_road
from trajectories.story import ChapterIn, EventIn, LaneIn, SpellIn, tell

# For an event whose own lanes are all hidden: it is told nevertheless.
OTHER_LANE = LaneIn(key=0, label="Overig", kind="other")


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
        kept: Kept | None = None,
        cards_per_cell: int = CARDS_PER_CELL,
        tracks_per_column: int = TRACKS_PER_COLUMN,
        columns_per_chapter: int = COLUMNS_PER_CHAPTER,
    ) -> "Timeline":
        """Lay out what is given, or what is `kept` of it.

        Where an event stands within its chapter depends only on what that chapter tells before it;
        marks move nothing. A filter leaves an event its number, its chapter and its turn: only
        lanes and chapters in which nothing is left go.
        """
        if cards_per_cell < 1 or tracks_per_column < 1:
            raise ValueError("A cell holds at least one card and a column at least one track.")
        marks = list(marks)
        actors, events = _lanes_and_events(lanes, events, marks)
        story = tell(chapters, events)
        story = story or ([(None, [])] if marks else [])
        number_by_key = {
            event.key: number
            for number, event in enumerate((event for _, told in story for event in told), start=1)
        }
        find = part_finder(story)
        marks_by_part: dict[int, list[MarkIn]] = {}
        for mark in marks:
            if kept is None or mark.key in kept.marks:
                marks_by_part.setdefault(find(mark.when), []).append(mark)
        if kept is not None:
            story = [
                (chapter, [e for e in told if e.key in kept.events]) for chapter, told in story
            ]
            actors = _actors_left(actors, story, marks_by_part)
        shown = tuple(Lane(lane.key, lane.label, lane.kind, lane.mark) for lane in actors)
        drawn: list[_DrawnColumn] = []
        parts = []
        for place, (chapter, told) in enumerate(story):
            marked = marks_by_part.get(place, [])
            if kept is not None and not told and not marked:
                continue
            by_month, filled = fill_columns(
                told,
                actors,
                cards=cards_per_cell,
                tracks=tracks_per_column,
                most=columns_per_chapter,
            )
            months = () if any(event.when.is_dated for event in told) else _own_months(chapter)
            own = [
                _DrawnColumn(
                    chapter, placed, len(drawn) + offset, number_by_key, shown, by_month, months
                )
                for offset, placed in enumerate(filled)
            ]
            _set_marks(marked, own, shown)
            drawn.extend(own)
            parts.append(_chapter(len(parts), chapter, told, own))
        road = build_road([_road_column(d) for d in drawn], spells, today)
        parts = [replace(chapter, road=_road_in_words(chapter, road)) for chapter in parts]
        columns = tuple(column for chapter in parts for column in chapter.columns)
        return cls(
            entries=tuple(entry for column in columns for entry in column.entries),
            marks=tuple(mark for column in drawn for _, mark in column.marks),
            chapters=tuple(parts),
            lanes=shown,
            columns=columns,
            rows=_rows(shown, columns, drawn),
            road=road,
            today=today,
            cards_per_cell=cards_per_cell,
        )


class _DrawnColumn:
    """A column's events with the entries made of them."""

    def __init__(
        self,
        chapter: ChapterIn | None,
        placed: Sequence[Placed],
        index: int,
        number_by_key: Mapping[int, int],
        lanes: Sequence[Lane],
        is_month: bool,
        months: tuple[tuple[date, date], ...],
    ):
        self.index = index
        self.placed = placed
        self.entries = tuple(
            write_entry(place, number_by_key[place.event.key], chapter, index, lanes)
            for place in placed
        )
        self.events = [place.event for place in placed]
        self.is_month = is_month
        # By where events began: one long event must not stretch its column over later ones.
        self.told_days = months or tuple(
            event.began.interval for event in self.events if event.began.is_dated
        )
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
    marks: Sequence[MarkIn], columns: Sequence["_DrawnColumn"], lanes: Sequence[Lane]
) -> None:
    """Lay a chapter's marks over its columns, each in the order of its day."""
    lane_by_key = {lane.key: lane for lane in lanes}
    column_by_index = {column.index: column for column in columns}
    events = [(column.index, column.events) for column in columns]
    for mark in sorted(marks, key=lambda mark: (mark.when.earliest, mark.when.latest, mark.key)):
        placed = place_mark(mark, events)
        lane = lane_by_key.get(mark.lane) or lane_by_key[OTHER_LANE.key]
        column_by_index[placed.column].marks.append((placed.after, write_mark(placed, lane)))


def _actors_left(
    actors: Sequence[LaneIn],
    story: Sequence[tuple[ChapterIn | None, Sequence[EventIn]]],
    marks_by_part: Mapping[int, Sequence[MarkIn]],
) -> list[LaneIn]:
    """The lanes on which something is left."""
    known = {lane.key for lane in actors}
    used = {key for _, told in story for event in told for key in event.lanes}
    for marks in marks_by_part.values():
        used |= {mark.lane if mark.lane in known else OTHER_LANE.key for mark in marks}
    return [lane for lane in actors if lane.key in used]


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
    """The months in which events began: "okt – nov 2019"; by year when no month is known.

    What is known less exactly widens it where it lies outside of these months: "2018 – nov 2019".
    """
    dated = [event.began for event in events if event.began.is_dated]
    exact = [when for when in dated if when.precision in (Precision.DAY, Precision.MONTH)]
    if exact:
        starts = [when.earliest for when in exact]
        first, last = (When(day, Precision.MONTH) for day in (min(starts), max(starts)))
        before = [when for when in dated if when.latest < first.earliest]
        behind = [when for when in dated if when.earliest > last.latest]
        if not before and not behind:
            return write_months(first.start, last.start)
        first = min(before, key=lambda when: when.earliest, default=first)
        last = max(behind, key=lambda when: when.latest, default=last)
        return write_when(When(first.start, first.precision, last.start, last.precision))
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
            is_month=column.is_month,
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


def _own_months(chapter: ChapterIn | None) -> tuple[tuple[date, date], ...]:
    """The months that a chapter was given, each as an interval; of an open one the month that is known."""
    first = chapter and (chapter.start or chapter.end)
    if not first:
        return ()
    last = max(first, chapter.end or first)
    months = []
    while first <= last_day(last, Precision.MONTH):
        months.append(When(first, Precision.MONTH).interval)
        first = months[-1][1]
    return tuple(months)


def _road_in_words(chapter: Chapter, road: Road) -> str:
    """ "voor de start, dan onderweg"; empty where all of it was driven."""
    pieces = [piece for column in chapter.columns for piece in road.stretches[column.index].pieces]
    if all(state == RoadState.DRIVING for state, _ in pieces):
        return ""
    return ", dan ".join(label for (_, label), _ in groupby(pieces))


def _road_column(column: _DrawnColumn) -> RoadColumn:
    return RoadColumn(
        told=column.told_days,
        label=f"{column.period or NO_DATE}: {count_events(len(column.entries))}"
        if column.is_month
        else column.period,
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
    folded: list[list[Entry]] = [[] for _ in range(height)]
    touched: list[list[Entry]] = [[] for _ in range(height)]
    tracks = [list(empty) for _ in range(height)]
    marked: dict[int, list[MarkEntry]] = {}
    for _, mark in drawn.marks:
        marked.setdefault(mark.lane.key, []).append(mark)
    for place, entry in zip(drawn.placed, column.entries, strict=True):
        if place.slot is None:
            folded[place.home].append(entry)
            for row in place.rows:
                if row != place.home:
                    touched[row].append(entry)
            continue
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
            group_marks(marked.get(lanes[row].key, ())),
            tuple(folded[row]),
            tuple(touched[row]),
        )
        for row in range(height)
    ]


def _part(place: Placed, row: int) -> str:
    end = "top" if row == place.top else "bottom" if row == place.bottom else "through"
    return f"node_{end}" if row in place.rows and row != place.home else end
