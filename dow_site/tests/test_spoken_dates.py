"""Dates counted from today, as people say them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dow_site.dates import Precision, When, write_when
from dow_site.reading_dates import parse_when
from dow_site.spoken_dates import WEEKDAYS, counted_from, is_about

TUESDAY = date(2026, 2, 10)
DAY, MONTH, YEAR = Precision.DAY, Precision.MONTH, Precision.YEAR
TODAYS = st.dates(date(1950, 1, 1), date(2090, 12, 31))
SPOKEN = st.sampled_from(
    ["gister", "gisteravond", "vanmorgen", "eergisteren", "vorige week", "deze week"]
    + ["een week geleden", "vorige maand", "deze maand", "twee maanden geleden"]
    + ["vorig jaar", "dit jaar", "2 jaar geleden", "10 dagen geleden", "eind vorig jaar", "kerst"]
    + ["half vorig jaar", "begin vorige maand", *WEEKDAYS, *(f"vorige {day}" for day in WEEKDAYS)]
)


@pytest.mark.parametrize(
    ("said", "start", "precision"),
    [
        ("gister", date(2026, 2, 9), DAY),
        ("gisteravond", date(2026, 2, 9), DAY),
        ("gistermiddag", date(2026, 2, 9), DAY),
        ("vanmorgen", date(2026, 2, 10), DAY),
        ("vanmiddag", date(2026, 2, 10), DAY),
        ("vanavond", date(2026, 2, 10), DAY),
        ("3 dagen geleden", date(2026, 2, 7), DAY),
        ("maandag", date(2026, 2, 9), DAY),
        ("dinsdag", date(2026, 2, 10), DAY),
        ("afgelopen dinsdag", date(2026, 2, 3), DAY),
        ("vorige maandag", date(2026, 2, 9), DAY),
        ("woensdagavond", date(2026, 2, 4), DAY),
        ("maandag jl.", date(2026, 2, 9), DAY),
        ("vorige maand", date(2026, 1, 1), MONTH),
        ("twee maanden geleden", date(2025, 12, 1), MONTH),
        ("deze maand", date(2026, 2, 1), MONTH),
        ("vorig jaar", date(2025, 1, 1), YEAR),
        ("3 jaar geleden", date(2023, 1, 1), YEAR),
        ("dit jaar", date(2026, 1, 1), YEAR),
    ],
)
def test_what_is_said_is_no_more_exact_than_its_unit(said, start, precision):
    assert parse_when(said, TUESDAY) == When(start, precision)


def test_weeks_ago_is_the_whole_week():
    week = When(date(2026, 2, 2), DAY, date(2026, 2, 8), DAY)

    assert parse_when("een week geleden", TUESDAY) == parse_when("vorige week", TUESDAY) == week


@given(SPOKEN, TODAYS)
def test_what_is_said_begins_no_later_than_today_and_reads_back_the_same(said, today):
    when = parse_when(said, today)

    assert when.earliest <= today
    assert parse_when(write_when(when, long=True), today) == when
    assert parse_when(write_when(when), today) == when


@given(st.sampled_from(WEEKDAYS), TODAYS)
def test_a_weekday_is_its_last_one(weekday, today):
    last = parse_when(weekday, today).start

    assert WEEKDAYS[last.weekday()] == weekday
    assert today - timedelta(days=7) < last <= today
    assert parse_when(f"vorige {weekday}", today).start == last - timedelta(
        days=7 * (last == today)
    )


@given(st.text("0123456789-/. abcdegilmnrstvwé", max_size=30), TODAYS)
def test_what_is_counted_from_today_stands_by_itself(said, today):
    counted = counted_from(today, said)

    assert counted is None or counted_from(today + timedelta(days=1), counted) is None


@pytest.mark.parametrize(
    "text", ["rond mei 2020", "±2020", "Ongeveer 2019", " ca. mei", "2019 t/m rond 2020"]
)
def test_a_word_before_a_date_says_that_it_is_an_estimate(text):
    assert is_about(text)


@pytest.mark.parametrize("text", ["mei 2020", "", "ronde", "eind 2020"])
def test_a_plain_date_is_no_estimate(text):
    assert not is_about(text)
