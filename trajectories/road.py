"""The road: where a trajectory drove, stood still and drove again. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby

from dow_site.dates import Precision, When, write_when
from trajectories.story import SpellIn

DAY = timedelta(days=1)
# More pieces than this cannot be told apart on the width of a list row.
SMALL_ROAD_PIECES = 9
# Nor can more stays and gaps than these on the width of a column: on the way, a stop, and back again.
COLUMN_TURNS = 4


class RoadState(StrEnum):
    """What a piece of road shows."""

    BEFORE = "before"
    DRIVING = "driving"
    GAP = "gap"
    AFTER = "after"
    AHEAD = "ahead"


LABEL_BY_STATE = {
    RoadState.BEFORE: "voor de start",
    RoadState.DRIVING: "onderweg",
    RoadState.GAP: "onderbroken",
    RoadState.AFTER: "na het vertrek",
    RoadState.AHEAD: "nog te gaan",
}


@dataclass(frozen=True, slots=True)
class Post:
    """A milestone as a hectometre post beside the road."""

    key: int
    number: int
    when: str
    text: str


@dataclass(frozen=True, slots=True)
class RoadColumn:
    """What the road needs of a column of the timeline: its milestones, and what it tells of when.

    `told` are half-open intervals, those in which its events began; none where no date is known.
    """

    told: tuple[tuple[date, date], ...]
    label: str
    posts: tuple[Post, ...] = ()

    @property
    def days(self) -> tuple[date, date] | None:
        """From the first day that it tells to the day after the last."""
        if not self.told:
            return None
        return min(first for first, _ in self.told), max(after for _, after in self.told)


@dataclass(frozen=True, slots=True)
class RoadStretch:
    """The road above one column: `state` is what most of it was, `pieces` are states and their labels, in order."""

    column: int
    label: str
    state: RoadState
    pieces: tuple[tuple[RoadState, str], ...]
    phase_label: str
    second_chance: bool
    posts: tuple[Post, ...]
    is_today: bool


@dataclass(frozen=True, slots=True)
class Road:
    """The road strip: a stretch per column; today is where it ends while the trajectory runs."""

    stretches: tuple[RoadStretch, ...]
    runs: bool
    today_column: int | None


@dataclass(frozen=True, slots=True)
class RoadPiece:
    """A piece of the little road on a list row, in whole percent of its length."""

    state: RoadState
    state_label: str
    percent: int


Span = tuple[RoadState, date, date]


def spell_spans(spells: Iterable[SpellIn]) -> list[Span]:
    """Spells and the gaps between them as half-open, touching spans; an open end is `date.max`.

    A pause from which nobody came back yet is a gap without an end.
    """
    spans: list[Span] = []
    pauses = False
    for spell in sorted(spells, key=lambda spell: spell.first):
        first, after = spell.first, date.max if spell.last is None else spell.last + DAY
        if first >= after:
            continue
        pauses = spell.pauses
        if spans and first <= spans[-1][2]:
            # The next phase follows at once: one stay, no stop.
            spans[-1] = (RoadState.DRIVING, spans[-1][1], max(spans[-1][2], after))
            continue
        if spans:
            spans.append((RoadState.GAP, spans[-1][2], first))
        spans.append((RoadState.DRIVING, first, after))
    if pauses:
        spans.append((RoadState.GAP, spans[-1][2], date.max))
    return spans


def build_road(columns: Sequence[RoadColumn], spells: Iterable[SpellIn], today: date) -> Road:
    """Lay the road over the columns.

    A column shows what most of its days were, so that the road turns where its columns do. What
    would then show nowhere, such as a gap in which nothing happened, is a piece of its column's
    road. A column without any date is as the road on both its sides, else taken to be driving.
    """
    spells = sorted(spells, key=lambda spell: spell.first)
    spans = spell_spans(spells)
    times = _column_times(columns)
    runs = any(
        state == RoadState.DRIVING and first <= today < after for state, first, after in spans
    )
    states = [_column_state(time, spans, today) for time in times]
    pieces = _pieces(columns, times, states, spans, today)
    reached = [number for number, shown in enumerate(pieces) if shown != (RoadState.AHEAD,)]
    today_column = reached[-1] if runs and reached else None
    restarts = _restart_columns(times, spans, today)
    stretches = tuple(
        RoadStretch(
            column=number,
            label=column.label,
            state=state or shown[0],
            pieces=tuple((piece, LABEL_BY_STATE[piece]) for piece in shown),
            phase_label=_phase(time, spells) if state == RoadState.DRIVING else "",
            second_chance=number in restarts,
            posts=column.posts,
            is_today=number == today_column,
        )
        for number, (column, time, state, shown) in enumerate(
            zip(columns, times, states, pieces, strict=True)
        )
    )
    return Road(stretches, runs, today_column)


def small_road(
    spells: Iterable[SpellIn], start: date | None, end: date | None, today: date
) -> tuple[RoadPiece, ...]:
    """The little road from `start` to `end` (today when None); the percentages sum to 100.

    Without `start` it begins where the first spell does; without spells the whole is still ahead.
    """
    spans = spell_spans(spells)
    if not spans:
        return (RoadPiece(RoadState.AHEAD, LABEL_BY_STATE[RoadState.AHEAD], 100),)
    first = start or spans[0][1]
    last = max(end or today, first)
    days = _fewer_pieces(_days_by_state(spans, first, last + DAY, today))
    percents = _whole_percents([count for _, count in days])
    return tuple(
        RoadPiece(state, LABEL_BY_STATE[state], percent)
        for (state, _), percent in zip(days, percents, strict=True)
    )


def state_in_words(spells: Iterable[SpellIn], today: date) -> str:
    """Where a trajectory stands today, by its stays: in a phase, in a pause, still to begin, or gone."""
    spells = sorted(spells, key=lambda spell: spell.start)
    begun = [spell for spell in spells if spell.start <= today]
    running = [spell for spell in begun if spell.end is None or spell.end >= today]
    if running:
        return running[-1].phase_label or running[-1].label
    if not spells:
        return "Nog niet begonnen"
    if not begun:
        return "Begint nog"
    if len(begun) < len(spells):
        coming = spells[len(begun)]
        preposition = "op" if coming.start_precision == Precision.DAY else "in"
        when = When(coming.start, coming.start_precision)
        return f"Begint weer {preposition} {write_when(when, long=True)}"
    last = begun[-1]
    if last.pauses:
        return f"Pauze sinds {write_when(When(last.end, last.end_precision), long=True)}"
    return "Niet meer bij DOW"


def _column_times(columns: Sequence[RoadColumn]) -> list[tuple[date, date] | None]:
    """From a column's first day to the next column's; where dates run back, to its own last day."""
    times: list[tuple[date, date] | None] = []
    following: date | None = None
    for column in reversed(columns):
        if column.days is None:
            times.append(None)
            continue
        first, after = column.days
        reaches_next = following is not None and following > first
        times.append((first, following if reaches_next else after))
        following = first
    return times[::-1]


def _column_state(
    time: tuple[date, date] | None, spans: Sequence[Span], today: date
) -> RoadState | None:
    """What most of the column's days were; None where they are not known."""
    if time is None:
        return None
    if time[0] > today:
        return RoadState.AHEAD
    if not spans:
        return RoadState.DRIVING
    days = dict.fromkeys((RoadState.DRIVING, RoadState.GAP, RoadState.BEFORE, RoadState.AFTER), 0)
    for state, count in _days_by_state(spans, time[0], min(time[1], today + DAY), today):
        days[state] += count
    return max(days, key=days.get)


def _pieces(
    columns: Sequence[RoadColumn],
    times: Sequence[tuple[date, date] | None],
    states: Sequence[RoadState | None],
    spans: Sequence[Span],
    today: date,
) -> list[tuple[RoadState, ...]]:
    """What each column shows, in order: its own state, and beside it what no column has for its own."""
    shown: list[list[RoadState]] = [[] for _ in columns]
    for span in _all_spans(spans):
        days = {
            number: count
            for number, time in enumerate(times)
            if time and (count := _days_within(span, time, today)) > 0
        }
        own = [number for number in days if states[number] == span[0]]
        if not own and span[1] <= today:
            own = [
                number
                for number in _where_it_fits(span, days, times, today)
                if _is_told(span, columns[number])
            ]
        for number in own:
            shown[number].append(span[0])
    known = [
        _few_turns(found) if found else (state,) if state else ()
        for found, state in zip(shown, states, strict=True)
    ]
    return [pieces or (_between(known, number),) for number, pieces in enumerate(known)]


def _where_it_fits(
    span: Span, days: dict[int, int], times: Sequence[tuple[date, date] | None], today: date
) -> list[int]:
    """The column with most of a span's days, else the one that began last before it, else the first."""
    if days:
        return [max(days, key=days.get)]
    begun = [(time[0], number) for number, time in enumerate(times) if time and time[0] <= today]
    if begun:
        earlier = [one for one in begun if one[0] <= span[1]]
        return [max(earlier or [min(begun)])[1]]
    return [number for number, time in enumerate(times) if time is None][:1]


def _all_spans(spans: Sequence[Span]) -> list[Span]:
    """The spans with what lies before the first and after the last of them."""
    if not spans:
        return []
    return [
        (RoadState.BEFORE, date.min, spans[0][1]),
        *spans,
        (RoadState.AFTER, spans[-1][2], date.max),
    ]


def _days_within(span: Span, time: tuple[date, date], today: date) -> int:
    """How many days of a span lie within a column's time, up to today."""
    return (min(span[2], time[1], today + DAY) - max(span[1], time[0])).days


def _is_told(span: Span, column: RoadColumn) -> bool:
    """Whether a column shows a span: before the start and after the leaving only with an event in it.

    For a date that is known by month or year only may as well lie on this side of the first day.
    """
    state, start, end = span
    if state == RoadState.BEFORE:
        return any(after <= end for _, after in column.told)
    if state == RoadState.AFTER:
        return any(first >= start for first, _ in column.told)
    return True


def _few_turns(found: Sequence[RoadState]) -> tuple[RoadState, ...]:
    """Runs of one state as one; where it goes to and fro too often, how it began and how it ended."""
    runs = [state for state, _ in groupby(found)]
    ends = [RoadState.BEFORE, RoadState.AFTER]
    turns = [state for state in runs if state not in ends]
    while len(turns) > COLUMN_TURNS:
        del turns[:2]
    return (
        *runs[: RoadState.BEFORE in runs],
        *turns,
        *runs[len(runs) - (RoadState.AFTER in runs) :],
    )


def _between(known: Sequence[tuple[RoadState, ...]], number: int) -> RoadState:
    """The state of a column of which no date is known: that on both its sides, else driving."""
    before = next((pieces[-1] for pieces in reversed(known[:number]) if pieces), None)
    behind = next((pieces[0] for pieces in known[number + 1 :] if pieces), None)
    around = {state for state in (before, behind) if state}
    return around.pop() if len(around) == 1 else RoadState.DRIVING


def _restart_columns(
    times: Sequence[tuple[date, date] | None], spans: Sequence[Span], today: date
) -> set[int]:
    """The columns in which a stay begins again after a gap."""
    columns = set()
    dated = [(number, time) for number, time in enumerate(times) if time]
    for state, _, restart in spans:
        if state != RoadState.GAP:
            continue
        within = [number for number, (first, after) in dated if first <= restart < after]
        later = [number for number, (first, _) in dated if first >= restart]
        last = [number for number, _ in dated[-1:] if restart <= today]
        columns.update(within[:1] or later[:1] or last)
    return columns


def _phase(time: tuple[date, date] | None, spells: Sequence[SpellIn]) -> str:
    """The phase that ran last within the column's days."""
    if time is None:
        return ""
    running = [
        spell.phase_label
        for spell in spells
        if spell.first < time[1] and (spell.last is None or spell.last >= time[0])
    ]
    return running[-1] if running else ""


def _days_by_state(
    spans: Sequence[Span], first: date, after: date, today: date
) -> list[tuple[RoadState, int]]:
    """Cut the days from `first` up to `after` into runs of one state, in order."""
    ahead = max(first, min(after, today + DAY))
    runs = []
    for state, span_first, span_after in _all_spans(spans):
        count = (min(span_after, ahead) - max(span_first, first)).days
        if count > 0:
            runs.append((state, count))
    if after > ahead:
        runs.append((RoadState.AHEAD, (after - ahead).days))
    return runs


def _fewer_pieces(runs: list[tuple[RoadState, int]]) -> list[tuple[RoadState, int]]:
    """Let the shortest inner pieces melt into their neighbours until few enough are left."""
    runs = list(runs)
    while len(runs) > SMALL_ROAD_PIECES:
        place = min(range(1, len(runs) - 1), key=lambda place: runs[place][1])
        before, melted, behind = runs[place - 1 : place + 2]
        if before[0] == behind[0]:
            runs[place - 1 : place + 2] = [(before[0], before[1] + melted[1] + behind[1])]
        else:
            runs[place - 1 : place + 1] = [(before[0], before[1] + melted[1])]
    return runs


def _whole_percents(counts: Sequence[int]) -> list[int]:
    """Whole percents, at least 1 each, that sum to 100; the largest remainders are rounded up."""
    spare, total = 100 - len(counts), sum(counts)
    percents = [1 + count * spare // total for count in counts]
    by_remainder = sorted(
        range(len(counts)), key=lambda place: (-(counts[place] * spare % total), place)
    )
    for place in by_remainder[: 100 - sum(percents)]:
        percents[place] += 1
    return percents
