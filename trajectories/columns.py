"""How a chapter's events are divided over columns, so that no two cards or stems collide. Pure.

A column holds a run of the chapter's events in story order. A card stands on its home lane: the
participant's lane when the event is on it, else the first of its lanes. An event on more lanes gets
a stem: a vertical line on a track of its own in the gutter left of the cards.

Columns are filled greedily in story order, so where an event stands (its column within the chapter,
its place in the stack, its track) depends only on the events of its chapter told before it. An event
added later in the chapter, or in another chapter, therefore leaves it where it was.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from trajectories.story import EventIn, LaneIn

CARDS_PER_CELL = 3
TRACKS_PER_COLUMN = 5


@dataclass(frozen=True, slots=True)
class Placed:
    """An event with its place in a column; lanes by row number, from the top."""

    event: EventIn
    home: int
    rows: tuple[int, ...]
    slot: int
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

    def _free_track(self, rows: set[int]) -> int | None:
        for track, taken in enumerate(self.taken):
            if taken.isdisjoint(rows):
                taken |= rows
                return track
        if len(self.taken) >= self.tracks:
            return None
        self.taken.append(rows)
        return len(self.taken) - 1


def fill_columns(
    events: Iterable[EventIn], lanes: Sequence[LaneIn], *, cards: int, tracks: int
) -> list[list[Placed]]:
    """Divide a chapter's events, already in story order, over as few columns as they fill.

    A chapter without events keeps one empty column: it has a title and a narrative to show.
    """
    row_by_key = {lane.key: row for row, lane in enumerate(lanes)}
    columns = [_Column(cards, tracks)]
    for event in events:
        rows = tuple(sorted({row_by_key[key] for key in event.lanes}))
        home = next((row for row in rows if lanes[row].kind == "participant"), rows[0])
        if not columns[-1].place(event, home, rows):
            columns.append(_Column(cards, tracks))
            columns[-1].place(event, home, rows)
    return [column.placed for column in columns]
