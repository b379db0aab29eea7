"""Amounts at another price year: the original stays beside it, and benefit norms are never indexed."""

from decimal import Decimal
from fractions import Fraction

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from conftest import client_of, text_of, typed_in
from costs.factories import (
    CostLineFactory,
    IndexFigureFactory,
    IndexSeriesFactory,
    PriceItemFactory,
    SessionFactory,
    SourceFactory,
)
from costs.models import CostLine, IndexSeries
from costs.other_year import UPSIDE_DOWN
from costs.price_years import NO_YEAR, NORM, at_price_year

FIGURES = {2019: Decimal("106.16"), 2021: Decimal("110.39"), 2026: Decimal("135.2")}
euros = st.integers(0, 10**9).map(lambda cents: Decimal(cents).scaleb(-2))
figures = st.integers(1, 10**6).map(lambda parts: Decimal(parts).scaleb(-3))


def plain(text):
    return text.replace("\u00a0", " ")


def at_2026(amount, price_year, *, is_benefit_norm=False):
    return at_price_year(
        amount, price_year, year=2026, figures=FIGURES, is_benefit_norm=is_benefit_norm
    )


def test_the_original_amount_and_year_stay_visible():
    shown = at_2026(Decimal(12000), 2019)

    assert shown.amount == Decimal("15282.59")
    assert (shown.original, shown.original_year) == (Decimal(12000), 2019)
    assert plain(shown.sentence) == (
        "€ 12.000 (prijspeil 2019) × 135,2 / 106,16 = € 15.282,59 (prijspeil 2026)"
    )


@pytest.mark.parametrize(
    ("price_year", "is_benefit_norm", "why_not"),
    [
        (2021, True, NORM),
        (None, False, NO_YEAR),
        (2020, False, "De reeks heeft geen cijfer van 2020."),
    ],
)
def test_what_cannot_be_indexed_says_why(price_year, is_benefit_norm, why_not):
    shown = at_2026(Decimal(8750), price_year, is_benefit_norm=is_benefit_norm)

    assert (shown.amount, shown.sentence) == (None, why_not)


@given(euros, figures, figures)
def test_an_amount_is_brought_over_exactly_to_the_cent(amount, begin, end):
    shown = at_price_year(
        amount, 2019, year=2026, figures={2019: begin, 2026: end}, is_benefit_norm=False
    )

    assert isinstance(shown.amount, Decimal)
    exact = Fraction(amount) * Fraction(end) / Fraction(begin)
    assert abs(Fraction(shown.amount) - exact) <= Fraction(1, 200)


@given(euros, figures)
def test_the_same_year_changes_nothing(amount, figure):
    shown = at_price_year(amount, 2019, year=2019, figures={2019: figure}, is_benefit_norm=False)

    assert shown.amount == amount


@given(euros, euros, figures, figures)
def test_indexing_keeps_the_order_of_two_amounts(one, other, begin, end):
    low, high = (
        at_price_year(
            amount, 2019, year=2026, figures={2019: begin, 2026: end}, is_benefit_norm=False
        ).amount
        for amount in sorted((one, other))
    )

    assert low <= high


# Pages


@pytest.fixture
def series(db):
    series = IndexSeriesFactory(title="Verzonnen reeks")
    for year, value in FIGURES.items():
        IndexFigureFactory(series=series, year=year, value=value)
    return series


def test_a_price_list_shows_prices_at_another_year_beside_their_own(cast, series):
    price = PriceItemFactory(amount=Decimal(12000), price_year=2019)
    norm = SourceFactory(kind="benefit_norm")
    PriceItemFactory(
        price_list=price.price_list, amount=Decimal(8750), price_year=2021, source=norm
    )
    url = reverse("costs:price_list", args=[price.price_list_id])

    page = plain(text_of(client_of(cast.anna).get(url, {"series": series.pk, "year": "2026"})))

    assert "€ 12.000 (prijspeil 2019) × 135,2 / 106,16 = € 15.282,59 (prijspeil 2026)" in page
    assert NORM in page
    assert "Verzonnen reeks" in page


@pytest.mark.parametrize(
    "query", [{"series": "x", "year": "2026"}, {"year": "MMXXVI"}, {"series": "9999"}]
)
def test_a_year_that_is_none_shows_the_list_as_it_is(cast, series, query):
    price = PriceItemFactory(price_year=2019)
    url = reverse("costs:price_list", args=[price.price_list_id])

    page = client_of(cast.anna).get(url, query)

    assert page.status_code == 200
    assert "In prijspeil" not in text_of(page)


def test_a_session_is_looked_at_in_another_year_and_stays_as_it_is(cast, dossier, series):
    session = SessionFactory(trajectory=dossier.trajectory, facilitator=cast.lotte)
    price = PriceItemFactory(amount=Decimal(12000), price_year=2019, unit="")
    norm = PriceItemFactory(
        amount=Decimal(16000), price_year=2021, source=SourceFactory(kind="benefit_norm")
    )
    CostLineFactory(
        session=session, label="Opvang van Wessel", low_price=price, low_amount=price.amount,
        high_price=price, high_amount=price.amount, low_stated=True, high_stated=True,
    )  # fmt: skip
    CostLineFactory(
        session=session, label="Bijstand", low_price=norm, low_amount=norm.amount,
        high_price=norm, high_amount=norm.amount, depends_on=CostLineFactory(session=session, unpriced=True),
    )  # fmt: skip
    before = list(CostLine.objects.values())
    url = reverse("costs:session_at_year", args=[session.pk])

    answer = client_of(cast.lotte).get(url, {"series": series.pk, "year": "2026"})
    by_label = {line.label: line for line in answer.context["lines"]}

    assert {
        label: (plain(line.printed), plain(line.printed_at_year))
        for label, line in by_label.items()
    } == {
        "Opvang van Tim": ("€ 12.000", "€ 15.000"),
        "Bijstand": ("€ 16.000", "€ 16.000"),
    }
    assert by_label["Bijstand"].reasons == (NORM,)
    assert "Wessel" not in text_of(answer)
    assert list(CostLine.objects.values()) == before


def test_an_override_counts_for_the_amount_it_was_written_for_only(cast, dossier, series):
    session = SessionFactory(trajectory=dossier.trajectory, facilitator=cast.lotte)
    price = PriceItemFactory(amount=Decimal(3315), price_year=2019)
    CostLineFactory(
        session=session, low_price=price, low_amount=price.amount, high_price=price,
        high_amount=price.amount, printed_low=Decimal(3500), printed_high=Decimal(3500),
        override_reason="Zo gepubliceerd.",
    )  # fmt: skip
    url = reverse("costs:session_at_year", args=[session.pk])

    (line,) = client_of(cast.lotte).get(url, {"series": series.pk, "year": "2026"}).context["lines"]

    assert (plain(line.printed), plain(line.printed_at_year)) == ("€ 3.500", "€ 4.200")


def test_a_series_is_typed_year_by_year(cast, db):
    source, browser = SourceFactory(), client_of(cast.hanna)
    url = reverse("costs:index_series_create")
    typed = typed_in(browser.get(url)) | {"title": "CPI", "source": source.pk}

    made = browser.post(
        url, typed | {"year_0": "2020", "value_0": "107,51", "year_1": "2019", "value_1": "106.16"}
    )
    series = IndexSeries.objects.get()

    assert series.figure_by_year == {2019: Decimal("106.160"), 2020: Decimal("107.510")}
    page = text_of(browser.get(made.headers["Location"]))
    assert "2019 106,16 2020 107,51" in page
    edit = reverse("costs:index_series_edit", args=[series.pk])
    browser.post(edit, typed_in(browser.get(edit)) | {"year_1": "", "value_1": ""})
    assert series.figures.count() == 1


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ({"year_0": "2020"}, "Vul beide in, of laat beide leeg."),
        ({"year_0": "2020", "value_0": "0"}, "Dit is geen indexcijfer."),
        ({"year_0": "2020", "value_0": "nan"}, "Dit is geen indexcijfer."),
        ({"year_0": "2020", "value_0": "1,2345"}, "hoogstens drie cijfers achter de komma"),
        ({"year_0": "2020", "value_0": "1", "year_1": "2020", "value_1": "2"}, "Dit staat er al."),
    ],
)
def test_a_figure_that_cannot_be_is_a_sentence(cast, rows, sentence):
    source, browser = SourceFactory(), client_of(cast.hanna)
    url = reverse("costs:index_series_create")

    page = browser.post(
        url, typed_in(browser.get(url)) | {"title": "CPI", "source": source.pk} | rows
    )

    assert page.status_code == 422
    assert sentence in text_of(page)
    assert not IndexSeries.objects.exists()


def test_a_range_that_would_turn_upside_down_stays_as_it_is(cast, dossier, series):
    session = SessionFactory(trajectory=dossier.trajectory, facilitator=cast.lotte)
    old = PriceItemFactory(amount=Decimal(8750), price_year=2019)
    norm = PriceItemFactory(
        amount=Decimal(9000), price_year=2021, source=SourceFactory(kind="benefit_norm")
    )
    CostLineFactory(
        session=session,
        low_price=old,
        low_amount=old.amount,
        high_price=norm,
        high_amount=norm.amount,
    )
    url = reverse("costs:session_at_year", args=[session.pk])

    answer = client_of(cast.lotte).get(url, {"series": series.pk, "year": "2026"})
    (line,) = answer.context["lines"]

    assert line.printed == line.printed_at_year
    assert UPSIDE_DOWN in line.reasons
