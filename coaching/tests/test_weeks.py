"""Which talk fell in which week."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.facts import Stay
from coaching.weeks import (
    Cell,
    CellState,
    Recorded,
    Week,
    cells,
    day_to_record,
    monday_of,
    weeks_until,
)

MONDAY = date(2026, 3, 16)
WEEK = Week(starts_on=MONDAY)
HERE = [Stay(starts_on=date(2026, 1, 5))]

days = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def cell(*recorded, stays=HERE):
    (found,) = cells([WEEK], stays, recorded)
    return found


def spoken(on, key=1):
    return Recorded(on=on, spoken=True, key=key)


def missed(on, key=2):
    return Recorded(on=on, spoken=False, key=key)


@pytest.mark.parametrize("on", [MONDAY, MONDAY + timedelta(days=6)], ids=["monday", "sunday"])
def test_a_week_runs_from_monday_to_sunday(on):
    assert cell(spoken(on)) == Cell(state=CellState.SPOKEN, key=1)


@pytest.mark.parametrize(
    "on", [MONDAY - timedelta(days=1), MONDAY + timedelta(days=7)], ids=["before", "after"]
)
def test_a_talk_in_another_week_leaves_this_one_empty(on):
    assert cell(spoken(on)) == Cell(state=CellState.NONE)


def test_a_talk_goes_before_a_no_show_in_the_same_week():
    assert cell(spoken(MONDAY), missed(MONDAY + timedelta(days=2))).state == CellState.SPOKEN


def test_a_no_show_is_seen_where_nobody_spoke():
    assert cell(missed(MONDAY)) == Cell(state=CellState.MISSED, key=2)


def test_of_two_talks_in_a_week_the_last_is_linked():
    assert cell(spoken(MONDAY + timedelta(days=3), key=8), spoken(MONDAY, key=9)).key == 8


@pytest.mark.parametrize(
    ("stay", "state"),
    [
        (Stay(starts_on=MONDAY + timedelta(days=6)), CellState.NONE),
        (Stay(starts_on=MONDAY + timedelta(days=7)), CellState.OUTSIDE),
        (Stay(starts_on=date(2026, 1, 5), ends_on=MONDAY), CellState.NONE),
        (Stay(starts_on=date(2026, 1, 5), ends_on=MONDAY - timedelta(days=1)), CellState.OUTSIDE),
    ],
    ids=["begins on sunday", "begins next week", "ends on monday", "ended last week"],
)
def test_a_week_outside_every_stay_asks_for_nothing(stay, state):
    assert cell(stays=[stay]).state == state


def test_a_talk_outside_a_stay_still_shows():
    assert cell(spoken(MONDAY), stays=[]).state == CellState.SPOKEN


def test_the_weeks_run_back_from_this_one():
    weeks = weeks_until(date(2026, 3, 18), 3)

    assert [week.label for week in weeks] == ["16 mrt", "9 mrt", "2 mrt"]
    assert weeks[0].number == 12


def test_a_past_week_is_recorded_on_its_friday_and_this_week_today():
    wednesday = date(2026, 3, 18)

    assert day_to_record(WEEK, wednesday) == wednesday
    assert day_to_record(Week(starts_on=date(2026, 3, 9)), wednesday) == date(2026, 3, 13)


@given(days, st.integers(1, 60))
def test_weeks_follow_each_other_without_a_gap(day, number):
    weeks = weeks_until(day, number)

    assert weeks[0].starts_on <= day <= weeks[0].ends_on
    assert all(
        later.starts_on - earlier.ends_on == timedelta(days=1)
        for later, earlier in zip(weeks, weeks[1:], strict=False)
    )


@given(st.lists(st.tuples(days, st.booleans()), max_size=20), days)
def test_every_talk_of_the_weeks_is_seen_once(found, day):
    weeks = weeks_until(day, 26)
    recorded = [Recorded(on=on, spoken=was, key=n) for n, (on, was) in enumerate(found)]

    drawn = cells(weeks, [], recorded)

    with_talk = {monday_of(one.on) for one in recorded if one.spoken}
    expected = [week.starts_on in with_talk for week in weeks]
    assert [one.state == CellState.SPOKEN for one in drawn] == expected
