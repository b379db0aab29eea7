from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dow_site.dates import (
    ORDER_ONLY,
    Precision,
    When,
    by_month,
    first_day,
    last_day,
    months_between,
    write_months,
    write_when,
)
from dow_site.reading_dates import parse_when

TODAY = date(2026, 2, 10)
DAY, MONTH, QUARTER, YEAR = Precision.DAY, Precision.MONTH, Precision.QUARTER, Precision.YEAR


@pytest.mark.parametrize(
    ("text", "start", "precision"),
    [
        ("vandaag", date(2026, 2, 10), DAY),
        ("Gisteren ", date(2026, 2, 9), DAY),
        ("eergisteren", date(2026, 2, 8), DAY),
        ("morgen", date(2026, 2, 11), DAY),
        ("12-3-2020", date(2020, 3, 12), DAY),
        ("12/03/2020", date(2020, 3, 12), DAY),
        ("12.3.20", date(2020, 3, 12), DAY),
        ("12 - 3 - 2020", date(2020, 3, 12), DAY),
        ("2020-03-12", date(2020, 3, 12), DAY),
        ("12 maart 2020", date(2020, 3, 12), DAY),
        ("op 12 mrt. 2020", date(2020, 3, 12), DAY),
        ("12e maart '20", date(2020, 3, 12), DAY),
        ("nov 2019", date(2019, 11, 1), MONTH),
        ("November 2019", date(2019, 11, 1), MONTH),
        ("sept. 2019", date(2019, 9, 1), MONTH),
        ("in nov 19", date(2019, 11, 1), MONTH),
        ("11-2019", date(2019, 11, 1), MONTH),
        ("2019-11", date(2019, 11, 1), MONTH),
        ("mei 98", date(1998, 5, 1), MONTH),
        ("3e kwartaal 2020", date(2020, 7, 1), QUARTER),
        ("derde kwartaal 2020", date(2020, 7, 1), QUARTER),
        ("kwartaal 3 2020", date(2020, 7, 1), QUARTER),
        ("Q3 2020", date(2020, 7, 1), QUARTER),
        ("winter 2020", date(2020, 1, 1), QUARTER),
        ("voorjaar 2020", date(2020, 4, 1), QUARTER),
        ("zomer 2020", date(2020, 7, 1), QUARTER),
        ("najaar 2020", date(2020, 10, 1), QUARTER),
        ("herfst 2020", date(2020, 10, 1), QUARTER),
        ("2020", date(2020, 1, 1), YEAR),
        ("'20", date(2020, 1, 1), YEAR),
        ("12 maart, 2020", date(2020, 3, 12), DAY),
        ("do 12 maart 2020", date(2020, 3, 12), DAY),
        ("donderdag 12-3-2020", date(2020, 3, 12), DAY),
        ("3/20", date(2020, 3, 1), MONTH),
        ("3/10", date(2025, 10, 3), DAY),
        ("begin 2020", date(2020, 1, 1), QUARTER),
        ("eind 2020", date(2020, 10, 1), QUARTER),
        ("eind vorig jaar", date(2025, 10, 1), QUARTER),
        ("begin mei 2020", date(2020, 5, 1), MONTH),
        ("half mei 2020", date(2020, 5, 1), MONTH),
        ("midden zomer 2020", date(2020, 7, 1), QUARTER),
        ("rond mei 2020", date(2020, 5, 1), MONTH),
        ("±2020", date(2020, 1, 1), YEAR),
        ("Omstreeks 12 mrt. 2020", date(2020, 3, 12), DAY),
        ("winter 2019-2020", date(2020, 1, 1), QUARTER),
        ("winter 2019/'20", date(2020, 1, 1), QUARTER),
    ],
)
def test_a_date_is_read_as_people_write_it(text, start, precision):
    assert parse_when(text, TODAY) == When(start, precision)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("12-3", date(2025, 3, 12)),
        ("10-2", date(2026, 2, 10)),
        ("11-2", date(2025, 2, 11)),
        ("12 januari", date(2026, 1, 12)),
        ("29-2", date(2024, 2, 29)),
        ("maart", date(2025, 3, 1)),
        ("zomer", date(2025, 7, 1)),
        ("1e kwartaal", date(2026, 1, 1)),
    ],
)
def test_without_a_year_it_is_the_most_recent_one(text, start):
    assert parse_when(text, TODAY).start == start


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("okt - nov 2019", When(date(2019, 10, 1), MONTH, date(2019, 11, 1), MONTH)),
        ("okt-nov 2019", When(date(2019, 10, 1), MONTH, date(2019, 11, 1), MONTH)),
        ("nov – feb 2020", When(date(2019, 11, 1), MONTH, date(2020, 2, 1), MONTH)),
        ("2019-2020", When(date(2019, 1, 1), YEAR, date(2020, 1, 1), YEAR)),
        ("12 t/m 14 maart 2020", When(date(2020, 3, 12), DAY, date(2020, 3, 14), DAY)),
        ("12-3 t/m 14-3-2020", When(date(2020, 3, 12), DAY, date(2020, 3, 14), DAY)),
        ("van 2019 tot mrt 2020", When(date(2019, 1, 1), YEAR, date(2020, 3, 1), MONTH)),
        ("12-1 tot vandaag", When(date(2026, 1, 12), DAY, TODAY, DAY)),
        ("begin 2019 tot eind 2020", When(date(2019, 1, 1), QUARTER, date(2020, 10, 1), QUARTER)),
        ("vorige maand t/m gisteren", When(date(2026, 1, 1), MONTH, date(2026, 2, 9), DAY)),
    ],
)
def test_a_period_borrows_what_its_first_half_leaves_out(text, when):
    assert parse_when(text, TODAY) == when


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("kerst 2019", When(date(2019, 12, 25), DAY, date(2019, 12, 26), DAY)),
        ("kerst", When(date(2025, 12, 25), DAY, date(2025, 12, 26), DAY)),
        ("medio 2020", When(date(2020, 4, 1), QUARTER, date(2020, 7, 1), QUARTER)),
        ("vorige week", When(date(2026, 2, 2), DAY, date(2026, 2, 8), DAY)),
        ("deze week", When(date(2026, 2, 9), DAY, TODAY, DAY)),
    ],
)
def test_a_word_for_a_period_is_read_as_its_days_or_quarters(text, when):
    assert parse_when(text, TODAY) == when


def test_a_weekday_that_does_not_fit_its_date_is_refused():
    with pytest.raises(ValueError, match="^12 maart 2020 valt niet op maandag. Schrijf"):
        parse_when("ma 12 maart 2020", TODAY)


@pytest.mark.parametrize("text", ["", "   ", ORDER_ONLY, "zonder datum", "Onbekend"])
def test_nothing_written_means_that_only_the_order_is_known(text):
    assert parse_when(text, TODAY) == When()


@pytest.mark.parametrize(
    "text", ["31-4-2020", "12-13", "0-1-2020", "29-2-2019", "12-3-0020", "32 maart 2020"]
)
def test_a_day_that_does_not_exist_is_refused(text):
    with pytest.raises(ValueError, match=r"bestaat niet als datum\. Schrijf bijvoorbeeld"):
        parse_when(text, TODAY)


@pytest.mark.parametrize(
    "text",
    ["ooit", "12", "5e kwartaal 2020", "ma", "maartje 2020", "x" * 90]
    + ["begin oktober ha", "begin gisteren", "schooljaar 2019/2020", "half 2020 tot 2021"],
)
def test_what_is_no_date_is_refused_with_examples(text):
    with pytest.raises(
        ValueError, match=r"geen datum die ik ken\. Schrijf bijvoorbeeld"
    ) as refusal:
        parse_when(text, TODAY)

    assert len(str(refusal.value)) < 140


def test_an_end_before_the_start_is_refused():
    with pytest.raises(ValueError, match="Het einde ligt voor het begin"):
        parse_when("mrt 2020 - feb 2019", TODAY)


@given(st.text(max_size=40) | st.text("0123456789-/. 'ejanfbmrt–q", max_size=14))
def test_any_text_is_read_or_refused_with_examples(text):
    refusal = ""
    try:
        parse_when(text, TODAY)
    except ValueError as error:
        refusal = str(error)

    assert not refusal or "Schrijf bijvoorbeeld" in refusal


@pytest.mark.parametrize(
    ("when", "short", "long"),
    [
        (When(date(2020, 3, 12), DAY), "12 mrt 2020", "12 maart 2020"),
        (When(date(2019, 11, 1), MONTH), "nov 2019", "november 2019"),
        (When(date(2020, 10, 1), QUARTER), "4e kw. 2020", "4e kwartaal 2020"),
        (When(date(2020, 1, 1), YEAR), "2020", "2020"),
        (When(), "zonder datum", "volgorde bekend, datum niet"),
        (
            When(date(2019, 10, 1), MONTH, date(2019, 11, 1), MONTH),
            "okt – nov 2019",
            "oktober – november 2019",
        ),
        (
            When(date(2020, 3, 12), DAY, date(2020, 3, 14), DAY),
            "12 – 14 mrt 2020",
            "12 – 14 maart 2020",
        ),
        (
            When(date(2019, 1, 1), YEAR, date(2020, 3, 1), MONTH),
            "2019 – mrt 2020",
            "2019 – maart 2020",
        ),
    ],
)
def test_a_date_is_written_no_more_exact_than_it_is_known(when, short, long):
    assert write_when(when) == short
    assert write_when(when, long=True) == long


DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
DATED = st.sampled_from([DAY, MONTH, QUARTER, YEAR])


@st.composite
def whens(draw):
    precision, start = draw(DATED), draw(DAYS)
    if draw(st.booleans()):
        return When(first_day(start, precision), precision)
    end_precision, end = draw(DATED), max(start, draw(DAYS))
    start, end = first_day(start, precision), first_day(end, end_precision)
    return When(start, precision, end, end_precision)


@given(whens() | st.just(When()), st.booleans(), DAYS)
def test_what_is_written_reads_back_the_same(when, long, today):
    assert parse_when(write_when(when, long=long), today) == when


@given(whens())
def test_the_interval_is_half_open_and_never_empty(when):
    first, after = when.interval

    assert first == when.earliest
    assert after - timedelta(days=1) == when.latest
    assert first < after


@pytest.mark.parametrize(
    ("day", "precision", "first", "last"),
    [
        (date(2020, 2, 12), DAY, date(2020, 2, 12), date(2020, 2, 12)),
        (date(2020, 2, 12), MONTH, date(2020, 2, 1), date(2020, 2, 29)),
        (date(2020, 12, 12), MONTH, date(2020, 12, 1), date(2020, 12, 31)),
        (date(2020, 5, 12), QUARTER, date(2020, 4, 1), date(2020, 6, 30)),
        (date(2020, 11, 12), QUARTER, date(2020, 10, 1), date(2020, 12, 31)),
        (date(2020, 5, 12), YEAR, date(2020, 1, 1), date(2020, 12, 31)),
    ],
)
def test_a_precision_spans_its_whole_month_quarter_or_year(day, precision, first, last):
    assert (first_day(day, precision), last_day(day, precision)) == (first, last)


def test_order_only_has_no_interval():
    assert When().interval is None
    assert When(date(2020, 1, 1), Precision.ORDER).earliest is None


def test_months_are_counted_with_both_ends():
    assert months_between(date(2019, 10, 31), date(2020, 10, 1)) == 13
    assert months_between(date(2019, 10, 1), date(2019, 10, 31)) == 1


def test_a_range_of_months_names_the_year_once_when_it_can():
    assert write_months(date(2019, 10, 3), date(2019, 10, 9)) == "okt 2019"
    assert write_months(date(2019, 10, 3), date(2019, 11, 9)) == "okt – nov 2019"
    assert write_months(date(2019, 10, 3), date(2020, 1, 9)) == "okt 2019 – jan 2020"


@pytest.mark.parametrize(
    ("exact", "told"),
    [
        ("12-3-2020", "mrt 2020"),
        ("12 t/m 14 maart 2020", "mrt 2020"),
        ("30 maart 2020 t/m 2 april 2020", "mrt – apr 2020"),
        ("nov 2019", "nov 2019"),
        ("2020", "2020"),
        ("", "zonder datum"),
    ],
)
def test_by_month_tells_no_day_and_nothing_else_less(exact, told):
    assert write_when(by_month(parse_when(exact, date(2021, 1, 1)))) == told
