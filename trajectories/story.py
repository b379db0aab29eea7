"""What a timeline is made of, and the order in which its story is told. Pure: no database.

The database code fills these rows; `timeline.py` lays them out.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from dow_site.dates import Precision, When, by_month, first_day, last_day

# What is written down within so many days was written down in time.
DAYS_TO_NOTE = 7
# A colour alone is not enough: each kind of lane has a shape too. The colours are CSS, by kind.
MARK_BY_LANE_KIND = {
    "participant": "●",
    "family": "◆",
    "municipality": "■",
    "programme": "▲",
    "employer": "⬟",
    "education": "✚",
    "care": "◇",
    "other": "○",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneIn:
    """An actor with a row of its own."""

    key: int
    label: str
    kind: str
    order: int = 0

    @property
    def mark(self) -> str:
        """The shape that tells the kind without colour."""
        return MARK_BY_LANE_KIND.get(self.kind, MARK_BY_LANE_KIND["other"])


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterIn:
    """A part of the story; `start` and `end` are any day of its first and last month."""

    key: int
    title: str
    kind: str = ""
    order: int = 0
    start: date | None = None
    end: date | None = None
    narrative: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventIn:
    """Something that happened on one or more lanes."""

    key: int
    lanes: tuple[int, ...]
    text: str
    chapter: int | None = None
    position: int = 0
    start: date | None = None
    precision: str = Precision.ORDER
    end: date | None = None
    end_precision: str | None = None
    kind: str = ""
    kind_label: str = ""
    is_milestone: bool = False
    lane_certain: bool = True
    date_estimated: bool = False
    sensitivity_label: str = ""
    quote: str = ""
    speaker: str = ""
    shared: bool = False
    awaits_consent: bool = False
    shareable: bool = True
    attachments: tuple[object, ...] = ()
    spans_whole: bool = False
    url: str = ""
    by_month: bool = False
    plan: date | None = None
    plan_precision: str = Precision.ORDER
    recorded: date | None = None
    element: str = ""
    domains: tuple[str, ...] = ()

    # When it was, as far as known. Asked for many times, so made once.
    when: When = field(init=False, repr=False, compare=False)
    # And when that began.
    began: When = field(init=False, repr=False, compare=False)

    def __post_init__(self):
        is_dated = self.start is not None and self.precision != Precision.ORDER
        if is_dated:
            when = When(self.start, self.precision, self.end, self.end_precision)
        else:
            when = self.planned
        object.__setattr__(self, "when", when)
        began = when if when.end is None else When(when.start, when.precision)
        object.__setattr__(self, "began", began)

    @property
    def planned(self) -> When:
        """When it was planned for, if it was."""
        return NEVER if self.plan is None else When(self.plan, self.plan_precision)

    @property
    def is_ahead(self) -> bool:
        """Whether it was planned and did not happen yet; it stands where it is planned."""
        return self.start is None and self.plan is not None

    @property
    def is_late(self) -> bool:
        """Whether it was written down more than a week after it can have been."""
        happened = self.when.latest
        if self.recorded is None or happened is None or self.is_ahead:
            return False
        return (self.recorded - happened).days > DAYS_TO_NOTE

    @property
    def told(self) -> When:
        """When it was, as a reader is told: `by_month` keeps the day for the order only."""
        return by_month(self.when) if self.by_month else self.when


@dataclass(frozen=True, slots=True, kw_only=True)
class SpellIn:
    """An unbroken stay; `end` is its last day, None while it runs; `pauses` says that a pause follows it."""

    start: date
    end: date | None = None
    start_precision: str = Precision.DAY
    end_precision: str = Precision.DAY
    label: str = ""
    kind: str = "participant"
    phase_label: str = ""
    pauses: bool = False

    @property
    def first(self) -> date:
        """The first day it may have run."""
        return first_day(self.start, self.start_precision)

    @property
    def last(self) -> date | None:
        """The last day it may have run; None while it runs."""
        return None if self.end is None else last_day(self.end, self.end_precision)


NEVER = When()

Moment = tuple[date, date, int, int]


def tell(
    chapters: Iterable[ChapterIn], events: Iterable[EventIn]
) -> list[tuple[ChapterIn | None, list[EventIn]]]:
    """Every event once, in story order, by chapter; None holds those that no chapter takes."""
    chapters = sorted(chapters, key=lambda chapter: (chapter.order, chapter.key))
    told: dict[int | None, list[EventIn]] = {chapter.key: [] for chapter in chapters}
    loose = []
    for event in events:
        told.get(event.chapter, loose).append(event)
    chapter_for = _chapter_finder(chapters, [event for part in told.values() for event in part])
    told[None] = []
    for event in loose:
        told[chapter_for(event)].append(event)
    story = [(chapter, in_story_order(told[chapter.key])) for chapter in chapters]
    return [*story, (None, in_story_order(told[None]))] if told[None] else story


def in_story_order(events: Iterable[EventIn]) -> list[EventIn]:
    """By date where dated; an event of which only the order is known stays behind the one before it."""
    opening: list[EventIn] = []
    groups: list[tuple[Moment, list[EventIn]]] = []
    for event in sorted(events, key=lambda event: (event.position, event.key)):
        moment = moment_of(event)
        if moment:
            groups.append((moment, [event]))
        else:
            (groups[-1][1] if groups else opening).append(event)
    groups.sort(key=lambda group: group[0])
    return opening + [event for _, group in groups for event in group]


def moment_of(event: EventIn) -> Moment | None:
    """What a dated event is ordered by; None for one of which only the order is known."""
    when = event.when
    return (when.earliest, when.latest, event.position, event.key) if when.is_dated else None


def _chapter_finder(
    chapters: Sequence[ChapterIn], settled: Iterable[EventIn]
) -> Callable[[EventIn], int | None]:
    """How a dated event without a chapter finds one: by month range, else with what is told just before it.

    One before everything goes with what is told first. One after everything waits for a chapter:
    that stands at the end, so that the story stays in order. A chapter is told from its own first
    month on, also while nothing is in it yet.
    """
    ranges = month_ranges(chapters)
    begins = [((first, first, 0, 0), key) for key, first, _ in ranges if first > date.min]
    dated = [
        (moment, event.chapter) for event in settled if (moment := moment_of(event)) is not None
    ]
    neighbours = sorted(begins + dated)
    moments = [moment for moment, _ in neighbours]

    def chapter_for(event: EventIn) -> int | None:
        moment = moment_of(event)
        if moment is None:
            return None
        holding = [(first, key) for key, first, last in ranges if first <= moment[0] <= last]
        if holding:
            # Where months overlap, the chapter that began last: its opening ended the other.
            return max(holding, key=lambda found: found[0])[1]
        place = bisect_right(moments, moment)
        return neighbours[max(place - 1, 0)][1] if place < len(neighbours) else None

    return chapter_for


def month_ranges(chapters: Sequence[ChapterIn]) -> list[tuple[int, date, date]]:
    """From the first to the last day of a chapter's months; a side left open has no bound."""
    return [
        (
            chapter.key,
            first_day(chapter.start, Precision.MONTH) if chapter.start else date.min,
            last_day(chapter.end, Precision.MONTH) if chapter.end else date.max,
        )
        for chapter in chapters
        if chapter.start or chapter.end
    ]
