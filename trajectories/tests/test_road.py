"""The road shows where somebody was under way and where not, whatever events there are."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dow_site.dates import Precision
from trajectories.lane_pages import pages
from trajectories.paper import Paper
from trajectories.road import RoadState, spell_spans
from trajectories.story import ChapterIn, EventIn, LaneIn, SpellIn
from trajectories.tests.test_timeline_properties import few, trajectories
from trajectories.timeline import Timeline

TODAY = date(2026, 11, 29)
AWAY_AND_BACK = (
    SpellIn(start=date(2025, 6, 1), end=date(2025, 9, 30)),
    SpellIn(start=date(2026, 2, 3)),
)
CHAPTER = ChapterIn(key=1, title="Start", order=1)
LANE = LaneIn(key=1, label="Rik", kind="participant")


def timeline_of(*months, spells=AWAY_AND_BACK, chapters=(CHAPTER,), precision=Precision.MONTH):
    """A timeline with an event in each month, all in the first chapter."""
    return Timeline.of(
        lanes=[LANE],
        chapters=chapters,
        events=[
            EventIn(
                key=number, lanes=(1,), text="x", chapter=1, position=number, start=month,
                precision=precision,
            )
            for number, month in enumerate(months, start=1)
        ],
        spells=spells,
        today=TODAY,
    )  # fmt: skip


def roads(timeline):
    """The road of each chapter in words, as the list tells it."""
    return [chapter.road for chapter in timeline.chapters]


def drawn(timeline):
    return [[state for state, _ in stretch.pieces] for stretch in timeline.road.stretches]


def test_a_gap_without_a_column_is_a_piece_of_the_column_before_it():
    timeline = timeline_of(date(2025, 3, 1), date(2025, 6, 1), date(2025, 9, 1))

    assert drawn(timeline) == [["before", "driving", "gap", "driving"]]
    assert roads(timeline) == ["voor de start, dan onderweg, dan onderbroken, dan onderweg"]
    assert timeline.road.stretches[0].second_chance


def test_what_has_columns_of_its_own_turns_where_the_columns_do():
    chapters = tuple(ChapterIn(key=key, title="Deel", order=key) for key in (1, 2, 3, 4))
    events = [
        EventIn(key=key, lanes=(1,), text="x", chapter=key, start=day, precision=Precision.DAY)
        for key, day in enumerate(
            (date(2025, 3, 20), date(2025, 6, 20), date(2025, 11, 10), date(2026, 2, 20)), start=1
        )
    ]

    timeline = Timeline.of(
        lanes=[LANE], chapters=chapters, events=events, spells=AWAY_AND_BACK, today=TODAY
    )

    assert drawn(timeline) == [["before"], ["driving"], ["gap"], ["driving"]]


@pytest.mark.parametrize(
    ("months", "pieces"),
    [
        ((), ["driving", "gap", "driving"]),
        ((date(2025, 7, 1),), ["driving", "gap", "driving"]),
        ((date(2026, 5, 1),), ["driving", "gap", "driving"]),
        ((date(2025, 11, 1),), ["driving", "gap", "driving"]),
    ],
)
def test_a_gap_shows_wherever_the_events_are_and_without_any(months, pieces):
    assert drawn(timeline_of(*months)) == [pieces]


def test_a_pause_shows_as_a_gap_that_goes_on():
    paused = replace(AWAY_AND_BACK[0], pauses=True)

    assert drawn(timeline_of(date(2025, 7, 1), spells=[paused])) == [["driving", "gap"]]
    stopped = timeline_of(date(2025, 7, 1), spells=AWAY_AND_BACK[:1])
    assert drawn(stopped) == [["driving"]]


def test_an_event_known_by_year_puts_nothing_before_the_start():
    timeline = timeline_of(date(2025, 1, 1), spells=AWAY_AND_BACK[:1], precision=Precision.YEAR)

    assert RoadState.DRIVING in drawn(timeline)[0]
    assert RoadState.AFTER not in drawn(timeline)[0]


@pytest.mark.parametrize(
    ("first", "last", "road"),
    [
        (date(2025, 1, 1), date(2025, 4, 1), "voor de start"),
        (date(2025, 7, 1), date(2025, 8, 1), ""),
        (date(2025, 11, 1), date(2025, 12, 1), "onderbroken"),
        (date(2027, 1, 1), date(2027, 2, 1), "nog te gaan"),
        (None, date(2025, 3, 1), "voor de start"),
        (date(2025, 11, 1), None, "onderbroken"),
    ],
)
def test_a_chapter_without_dated_events_is_as_the_road_was_in_its_own_months(first, last, road):
    chapters = (
        ChapterIn(key=1, title="Vol", order=1),
        ChapterIn(key=2, title="Leeg", order=2, start=first, end=last),
    )
    months = (date(2024, 12, 1), date(2025, 7, 1), date(2025, 11, 1), date(2026, 3, 1))

    timeline = timeline_of(*months, chapters=chapters)

    assert roads(timeline)[1] == road


def test_a_chapter_of_which_nothing_is_dated_is_as_the_road_on_both_its_sides():
    chapters = tuple(ChapterIn(key=key, title="Deel", order=key) for key in (2, 1))

    assert roads(timeline_of(date(2025, 3, 1), chapters=[*chapters, ChapterIn(key=0, title="A")])) == [
        "voor de start",
        "voor de start, dan onderweg, dan onderbroken, dan onderweg",
        "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("width", "labels", "restarts"),
    [
        (1600, ["voor de start", "mrt – sep 2025", "onderbroken", ""], True),
        (800, ["voor de start", "", "onderbroken", ""], True),
        (600, ["voor de…", "", "onderbr…", ""], False),
    ],
)
def test_paper_writes_on_each_piece_what_there_is_room_for(width, labels, restarts):
    timeline = timeline_of(date(2025, 3, 1), date(2025, 6, 1), date(2025, 9, 1))

    (page,) = pages(timeline, Paper(widest_column=width))

    assert [box.label for box in page.road] == labels
    assert [box.second_chance for box in page.road] == [False, False, False, restarts]
    assert [box.is_today for box in page.road] == [False, False, False, True]


@few
@given(trajectories(most=60), st.booleans())
def test_every_gap_shows_however_the_events_lie(parts, pauses):
    spells = [replace(spell, pauses=pauses and bool(spell.end)) for spell in parts["spells"]]
    timeline = Timeline.of(**parts | {"spells": spells})

    begun = {state for state, first, _ in spell_spans(spells) if first <= parts["today"]}
    shown = {state for pieces in drawn(timeline) for state in pieces}
    all_ahead = shown <= {RoadState.AHEAD}
    assert all_ahead or (RoadState.GAP in shown) == (RoadState.GAP in begun)
    assert all_ahead or RoadState.DRIVING in shown or RoadState.DRIVING not in begun


@few
@given(trajectories(most=60))
def test_a_column_never_shows_one_state_twice_in_a_row_nor_more_than_can_be_read(parts):
    timeline = Timeline.of(**parts)

    for pieces in drawn(timeline):
        assert 1 <= len(pieces) <= 6
        assert all(one != other for one, other in zip(pieces, pieces[1:], strict=False))
        assert RoadState.BEFORE not in pieces[1:]
        assert RoadState.AFTER not in pieces[:-1]


@few
@given(trajectories(most=100))
def test_the_pieces_on_paper_fill_their_column(parts):
    timeline = Timeline.of(**parts)
    printed = pages(timeline)

    for page in printed:
        assert len(page.road) == sum(
            len(timeline.road.stretches[column.index].pieces) for column in page.columns
        )
        assert all(box.w > 0 for box in page.road)
        for one, other in zip(page.road, page.road[1:], strict=False):
            assert one.x + one.w == other.x
