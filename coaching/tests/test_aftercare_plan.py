"""When to call somebody who left, and whether he is still in place: dates in, answers out."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.aftercare import (
    InPlace,
    Observation,
    Status,
    add_months,
    in_place,
    schedule,
    working_day,
)

LEFT = datetime.date(2025, 1, 31)
LONG_AFTER = datetime.date(2027, 1, 1)
DAYS = st.dates(datetime.date(2019, 1, 1), datetime.date(2030, 12, 31))
SEEN = st.lists(st.builds(Observation, DAYS, st.sampled_from(Status)), max_size=12)


def measured(*seen, today=LONG_AFTER):
    observations = [Observation(datetime.date.fromisoformat(day), status) for day, status in seen]
    return [moment.in_place for moment in in_place(LEFT, observations, today)]


# The plan


def test_the_plan_is_weeks_one_two_and_four_each_month_to_six_then_nine_and_twelve():
    plan = schedule(datetime.date(2026, 1, 5))

    assert [(contact.label, contact.day.isoformat()) for contact in plan] == [
        ("Na 1 week", "2026-01-12"),
        ("Na 2 weken", "2026-01-19"),
        ("Na 4 weken", "2026-02-02"),
        ("Na 2 maanden", "2026-03-05"),
        ("Na 3 maanden", "2026-04-06"),  # the fifth is a Sunday
        ("Na 4 maanden", "2026-05-05"),
        ("Na 5 maanden", "2026-06-05"),
        ("Na 6 maanden", "2026-07-06"),  # the fifth is a Sunday
        ("Na 9 maanden", "2026-10-05"),
        ("Na 12 maanden", "2027-01-05"),
    ]


@given(DAYS)
def test_a_plan_goes_forward_on_working_days_within_a_year_and_a_weekend(left_on):
    days = [contact.day for contact in schedule(left_on)]

    assert days == sorted(set(days))
    assert all(day.weekday() < 5 for day in days)
    assert left_on < days[0]
    assert days[-1] <= add_months(left_on, 12) + datetime.timedelta(days=2)


@given(DAYS)
def test_a_working_day_is_the_day_itself_or_the_first_after_a_weekend(day):
    moved = working_day(day)

    assert moved.weekday() < 5
    assert 0 <= (moved - day).days <= 2
    assert day.weekday() > 4 or moved == day


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2025-01-31", 1, "2025-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2025-11-30", 3, "2026-02-28"),
        ("2025-12-01", 1, "2026-01-01"),
        ("2025-03-31", -1, "2025-02-28"),
        ("2025-03-15", 12, "2026-03-15"),
    ],
)
def test_a_month_on_is_the_same_day_or_the_last_of_a_shorter_month(day, months, expected):
    assert add_months(datetime.date.fromisoformat(day), months).isoformat() == expected


# In place


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (Status.SAME_JOB, InPlace.YES),
        (Status.OTHER_JOB, InPlace.YES),
        (Status.EDUCATION, InPlace.YES),
        (Status.NO_WORK, InPlace.NO),
        (Status.UNKNOWN, InPlace.UNKNOWN),
    ],
)
def test_work_and_education_are_in_place_and_unknown_is_shown_as_such(status, expected):
    assert measured(("2025-04-30", status))[0] == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2025-03-30", InPlace.UNKNOWN),  # more than a month early
        ("2025-03-31", InPlace.YES),
        ("2025-04-30", InPlace.YES),  # the day itself
        ("2025-06-30", InPlace.YES),
        ("2025-07-01", InPlace.UNKNOWN),  # more than two months late
    ],
)
def test_a_contact_tells_of_three_months_from_a_month_before_to_two_months_after(day, expected):
    assert measured((day, Status.SAME_JOB))[0] == expected


def test_the_first_contact_after_the_moment_goes_before_later_and_earlier_ones():
    seen = [
        ("2025-04-15", Status.SAME_JOB),
        ("2025-05-02", Status.NO_WORK),
        ("2025-05-20", Status.OTHER_JOB),
    ]

    assert measured(*seen)[0] == InPlace.NO


def test_without_a_contact_after_the_moment_the_last_one_before_it_counts():
    seen = [("2025-04-05", Status.NO_WORK), ("2025-04-20", Status.EDUCATION)]

    assert measured(*seen)[0] == InPlace.YES


def test_a_contact_that_told_nothing_does_not_hide_one_that_did():
    seen = [("2025-05-01", Status.UNKNOWN), ("2025-05-08", Status.SAME_JOB)]

    assert measured(*seen)[0] == InPlace.YES


def test_a_moment_is_never_guessed_from_another():
    assert measured(("2026-01-31", Status.SAME_JOB)) == [
        InPlace.UNKNOWN,
        InPlace.UNKNOWN,
        InPlace.YES,
    ]


def test_a_moment_still_to_come_is_not_yet_measured():
    seen = [("2025-04-20", Status.SAME_JOB)]

    on_the_eve = measured(*seen, today=datetime.date(2025, 4, 29))
    on_the_day = measured(*seen, today=datetime.date(2025, 4, 30))

    assert on_the_eve[0] == InPlace.NOT_YET
    assert on_the_day[0] == InPlace.YES


@given(DAYS, SEEN, DAYS)
def test_in_place_does_not_depend_on_the_order_of_the_contacts(left_on, seen, today):
    backwards = in_place(left_on, list(reversed(sorted_by_day(seen))), today)

    assert backwards == in_place(left_on, sorted_by_day(seen), today)


@given(DAYS, SEEN, DAYS)
def test_a_contact_in_the_future_tells_nothing_yet(left_on, seen, today):
    told = [one for one in seen if one.day <= today]

    assert in_place(left_on, seen, today) == in_place(left_on, told, today)


@given(DAYS, SEEN, DAYS)
def test_yes_and_no_have_a_contact_behind_them(left_on, seen, today):
    for moment in in_place(left_on, seen, today):
        if moment.in_place in (InPlace.YES, InPlace.NO):
            assert any(
                one.status == moment.status and abs((one.day - moment.day).days) <= 62
                for one in seen
            )
        else:
            assert moment.status == Status.UNKNOWN
        assert (moment.in_place == InPlace.NOT_YET) == (moment.day > today)


def sorted_by_day(seen):
    """One contact a day, so that there is an order."""
    return sorted({one.day: one for one in seen}.values(), key=lambda one: one.day)
