"""The parts of a timeline that is laid out: cells, columns and chapters, and what a filter keeps. Pure."""

from dataclasses import dataclass

from trajectories.entries import Entry, Lane
from trajectories.marks import MarkEntry, MarkGroup


def count_events(count: int) -> str:
    """How many events, in words."""
    return "1 gebeurtenis" if count == 1 else f"{count} gebeurtenissen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What a filter leaves, by key."""

    events: frozenset[int]
    marks: frozenset[int]


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
    """One lane in one column: the cards in story order, the tracks left of them, the marks below.

    `folded` are the events of this lane for which a month's column had no room, and `touched` those
    that are folded on another lane and are of this one too.
    """

    column: int
    first_of_chapter: bool
    cards: tuple[Entry, ...]
    tracks: tuple[Track, ...]
    marks: tuple[MarkGroup, ...]
    folded: tuple[Entry, ...]
    touched: tuple[Entry, ...]

    @property
    def folded_text(self) -> str:
        """How many events are folded here, in words."""
        return f"nog {count_events(len(self.folded))}"

    @property
    def touched_text(self) -> str:
        """The numbers of the events that are told on another lane and are of this one too."""
        return f"ook bij {', '.join(str(entry.number) for entry in self.touched)}"


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
    is_month: bool


@dataclass(frozen=True, slots=True)
class Chapter:
    """A stretch of the road with its columns, and a section of the list: `told`, marks included.

    `road` says in words how the road ran where it was not simply driven.
    """

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
    road: str = ""
