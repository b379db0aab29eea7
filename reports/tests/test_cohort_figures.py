"""Cohort figures: who is counted where, how a mean is written, and what outsiders do not see."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.aftercare import Observation, Status, in_place
from reports.cohort_figures import HIDDEN, Journey, cohort_figures, hidden, one_decimal
from reports.cohort_places import holders, occupancy

TODAY = datetime.date(2026, 3, 16)
SOURCES = [("rmc", "RMC"), ("self", "Zelf")]
CATEGORIES = [("a", "Tijdelijk"), ("b", "Vast"), ("c", "Opleiding")]
PARENTS = (("job", "Baan", ("a", "b")),)
SECTORS = [("road", "Wegenbouw")]


def day(number):
    return datetime.date(2025, 1, 1) + datetime.timedelta(days=number)


def figures_of(journeys, parents=PARENTS):
    return {
        figure.key: figure
        for figure in cohort_figures(
            journeys,
            TODAY,
            sources=SOURCES,
            categories=CATEGORIES,
            sectors=SECTORS,
            parents=parents,
        )
    }


def journey(pk, **facts):
    return Journey(pk=pk, **{"stays": ((day(0), day(29)),), "source": "rmc"} | facts)


def values(figure):
    return {row.key: row.value for row in figure.rows}


def test_nobody_is_left_out_for_want_of_an_answer():
    figure = figures_of([journey(1), journey(2, source="self"), journey(3, source="")])["inflow"]

    assert values(figure) == {"rmc": "1", "self": "1", "none": "1", "total": "3"}
    assert figure.row("total").journeys == (1, 2, 3)


def test_parts_stand_under_their_parent_and_add_up_to_it():
    figure = figures_of(
        [journey(1, category="a"), journey(2, category="b"), journey(3, category="c")]
    )["outflow"]

    assert [(row.key, row.level, row.value) for row in figure.rows] == [
        ("job", 0, "2"), ("a", 1, "1"), ("b", 1, "1"), ("c", 0, "1"), ("total", 0, "3"),
    ]  # fmt: skip


def test_who_is_still_there_is_no_outflow_and_no_stay():
    figures = figures_of([journey(1, category="a"), journey(2, stays=((day(0), None),))])

    assert figures["outflow"].row("underway").journeys == (2,)
    assert figures["stay"].row("known").journeys == (1,)


def test_a_stay_counts_its_days_without_the_pause():
    stays = ((day(0), day(9)), (day(40), day(60)))

    assert journey(1, stays=stays).days_stayed == 31
    assert values(figures_of([journey(1, stays=stays)])["spells"]) == {
        "2": "1",
        "total": "1",
        "again": "1",
    }


def test_stays_that_follow_each_other_are_no_second_chance():
    stays = ((day(0), day(9)), (day(10), day(60)))

    assert figures_of([journey(1, stays=stays)])["spells"].row("again").journeys == ()


def test_mean_middle_and_longest_in_words():
    journeys = [
        journey(number, received_on=day(-wait), first_contact_on=day(0))
        for number, wait in enumerate((1, 2, 9), start=1)
    ]

    figure = figures_of(journeys)["first_contact"]

    assert values(figure) == {
        "mean": "4,0 dagen", "median": "2,0 dagen", "longest": "9,0 dagen", "known": "3",
    }  # fmt: skip
    assert figure.row("longest").journeys == (3,)


def test_whose_contact_is_not_known_is_counted_apart():
    figure = figures_of([journey(1, received_on=day(-2))])["first_contact"]

    assert values(figure) == {"known": "0", "none": "1"}


def test_in_place_says_what_nobody_asked():
    left = datetime.date(2025, 1, 30)
    moments = in_place(left, [Observation(datetime.date(2025, 5, 1), Status.SAME_JOB)], TODAY)

    figure = figures_of([journey(1, category="a", moments=moments)])["in_place"]

    assert values(figure)["m3_yes"] == "1"
    assert values(figure)["m6_unknown"] == "1"
    assert values(figure)["m12_unknown"] == "1"


def test_small_numbers_are_hidden_with_the_one_that_would_tell_them():
    journeys = [journey(number) for number in range(4)] + [
        journey(number, source="self") for number in range(4, 6)
    ]

    figure = hidden(figures_of(journeys)["inflow"])

    assert values(figure) == {"rmc": HIDDEN, "self": HIDDEN, "total": "6"}
    assert {row.journeys for row in figure.rows} == {()}


def test_a_measure_over_few_people_is_hidden():
    journeys = [journey(1, received_on=day(-2), first_contact_on=day(0))]

    assert values(hidden(figures_of(journeys)["first_contact"])) == {
        "mean": "–", "median": "–", "longest": "–", "known": HIDDEN,
    }  # fmt: skip


def test_places_used_are_a_mean_over_the_days_of_the_month():
    journeys = [
        journey(1, stays=((datetime.date(2025, 1, 1), datetime.date(2025, 1, 31)),)),
        journey(2, stays=((datetime.date(2025, 1, 17), None),)),
    ]

    months = occupancy(
        journeys, datetime.date(2025, 1, 5), datetime.date(2025, 2, 28), lambda first: 6
    )

    assert [(month.label, month.used, month.places) for month in months] == [
        ("jan 2025", Decimal("1.5"), 6),
        ("feb 2025", Decimal("1.0"), 6),
    ]


@given(st.lists(st.tuples(st.integers(0, 200), st.one_of(st.none(), st.integers(0, 90)))))
def test_a_place_is_used_on_each_day_of_a_stay(stays):
    everybody = [
        journey(pk, stays=((day(start), None if length is None else day(start + length)),))
        for pk, (start, length) in enumerate(stays)
    ]
    first, last = day(20), day(150)

    for month in occupancy(everybody, first, last, lambda first: 6):
        days = [one for number in range(151) if (one := day(number)).month == month.first.month]
        there = {
            one.pk: sum(
                begin <= on and (end is None or on <= end)
                for on in days
                for begin, end in one.stays
            )
            for one in everybody
        }
        assert month.used == one_decimal(Decimal(sum(there.values())) / len(days))
        assert set(holders(everybody, month.first, last)) == {pk for pk, n in there.items() if n}
        assert month.is_opened == any(there.values())


def test_few_used_places_are_hidden_for_outsiders():
    [month] = occupancy([journey(1)], day(0), day(30), lambda first: 6, hides_small=True)

    assert (month.used, month.used_written) == (None, HIDDEN)


@st.composite
def journeys(draw):
    number = draw(st.integers(0, 25))
    return [
        journey(
            pk,
            source=draw(st.sampled_from(["rmc", "self", ""])),
            category=draw(st.sampled_from(["a", "b", "c", ""])),
            municipality=draw(st.sampled_from(["X", "Y", ""])),
            stays=((day(0), draw(st.sampled_from([None, day(3), day(90)]))),),
        )
        for pk in range(number)
    ]


@given(journeys())
def test_counts_of_a_figure_add_up_to_its_total(everybody):
    for key in ("inflow", "municipality", "outflow", "sector"):
        figure = figures_of(everybody)[key]
        rows = [row for row in figure.rows if not row.is_total and row.level == 0]
        counted = sorted(pk for row in rows for pk in row.journeys)

        assert counted == sorted(figure.row("total").journeys)


@given(journeys())
def test_no_hidden_number_can_be_computed_from_the_total(everybody):
    for key in ("inflow", "municipality"):
        figure = hidden(figures_of(everybody)[key])
        parts = [row for row in figure.rows if not row.is_total]
        behind = [row for row in parts if row.value == HIDDEN]

        assert len(behind) != 1 or len(parts) == 1
        assert all(row.value == HIDDEN or row.value == "0" or int(row.value) >= 3 for row in parts)


@pytest.mark.parametrize("today", [day(29), day(28)])
def test_on_the_last_day_somebody_is_still_there(today):
    assert not journey(1).is_away(today)
