"""How a chapter's events are divided over columns, so that no two cards or stems collide. Pure.

A column holds a run of the chapter's events in story order. A card stands on its home lane: the
participant's lane when the event is on it, else the first of its lanes. An event on more lanes gets
a stem: a vertical line on a track of its own in the gutter left of the cards.

Columns are filled greedily in story order, so where an event stands (its column within the chapter,
its place in the stack, its track) depends only on the events of its chapter told before it. An event
added later in the chapter, or in another chapter, therefore leaves it where it was.

A chapter that would fill more columns than can be read is told by month where that takes fewer: one
column for each month, in which a full cell folds what does not fit and says how many. A folded
event has neither a slot nor a stem.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from trajectories.story import EventIn, LaneIn

CARDS_PER_CELL = 3
TRACKS_PER_COLUMN = 5
# Two screens of a desk: who scrolls further through one chapter has lost its beginning.
COLUMNS_PER_CHAPTER = 12


@dataclass(frozen=True, slots=True)
class Placed:
    """An event with its place in a column; lanes by row number, from the top."""

    event: EventIn
    home: int
    rows: tuple[int, ...]
    slot: int | None
    track: int | None

    @property
    def top(self) -> int:
        """The uppermost row that the event touches."""
        return self.rows[0]

    @property
    def bottom(self) -> int:
        """The lowest row that the event touches."""
        return self.rows[-1]


class _Column:
    """A column while it is being filled."""

    def __init__(self, cards: int, tracks: int):
        self.cards, self.tracks = cards, tracks
        self.placed: list[Placed] = []
        self.heights: dict[int, int] = {}
        self.taken: list[set[int]] = []
        self.folding: set[int] = set()

    def place(self, event: EventIn, home: int, rows: tuple[int, ...]) -> bool:
        """Give the event a place; False when its cell or the gutter is full."""
        slot = self.heights.get(home, 0)
        if slot >= self.cards:
            return False
        track = None
        if len(rows) > 1:
            track = self._free_track(set(range(rows[0], rows[-1] + 1)))
            if track is None:
                return False
        self.heights[home] = slot + 1
        self.placed.append(Placed(event, home, rows, slot, track))
        return True

    def place_or_fold(self, event: EventIn, home: int, rows: tuple[int, ...]) -> None:
        """Give the event a place, or fold it; behind a folded one of its lane it is folded too."""
        if home in self.folding or not self.place(event, home, rows):
            self.folding.add(home)
            self.placed.append(Placed(event, home, rows, None, None))

    def _free_track(self, rows: set[int]) -> int | None:
        for track, taken in enumerate(self.taken):
            if taken.isdisjoint(rows):
                taken |= rows
                return track
        if len(self.taken) >= self.tracks:
            return None
        self.taken.append(rows)
        return len(self.taken) - 1


Standing = tuple[EventIn, int, tuple[int, ...]]


def fill_columns(
    events: Iterable[EventIn], lanes: Sequence[LaneIn], *, cards: int, tracks: int, most: int
) -> tuple[bool, list[list[Placed]]]:
    """Divide a chapter's events, already in story order, over as few columns as they fill.

    Gives whether they are told by month, and the columns. A chapter without events keeps one empty
    column: it has a title and a narrative to show.
    """
    row_by_key = {lane.key: row for row, lane in enumerate(lanes)}
    standing: list[Standing] = []
    for event in events:
        rows = tuple(sorted({row_by_key[key] for key in event.lanes}))
        home = next((row for row in rows if lanes[row].kind == "participant"), rows[0])
        standing.append((event, home, rows))
    columns = [_Column(cards, tracks)]
    for event, home, rows in standing:
        if not columns[-1].place(event, home, rows):
            columns.append(_Column(cards, tracks))
            columns[-1].place(event, home, rows)
    months = _months(standing) if len(columns) > most else []
    by_month = 0 < len(months) < len(columns)
    if by_month:
        columns = [_Column(cards, tracks) for _ in months]
        for column, month in zip(columns, months, strict=True):
            for event, home, rows in month:
                column.place_or_fold(event, home, rows)
    return by_month, [column.placed for column in columns]


def _months(standing: Iterable[Standing]) -> list[list[Standing]]:
    """Runs of events that began in one month; one without a date goes with the one told before it."""
    months: list[list[Standing]] = []
    current = None
    for one in standing:
        when = one[0].when
        month = (when.earliest.year, when.earliest.month) if when.is_dated else current
        if not months or month != current:
            months.append([])
        current = month
        months[-1].append(one)
    return months
