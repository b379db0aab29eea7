from contextlib import suppress
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dow_site.money import euro_range, euros, exact_number, half_up, number, parse_euros

cents = st.integers(min_value=0, max_value=10**14 - 1).map(lambda whole: Decimal(whole) / 100)


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        ("0", "€\u00a00"),
        ("14000", "€\u00a014.000"),
        ("14366.08", "€\u00a014.366"),
        ("999.50", "€\u00a01.000"),
        ("0.50", "€\u00a01"),
        ("2.5", "€\u00a03"),
        ("1234567.89", "€\u00a01.234.568"),
        ("-1404", "€\u00a0−1.404"),
        ("-0.4", "€\u00a00"),
    ],
)
def test_whole_euros_are_rounded_half_up(amount, written):
    assert euros(Decimal(amount)) == written


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        ("14366.08", "€\u00a014.366,08"),
        ("14000", "€\u00a014.000,00"),
        ("0.005", "€\u00a00,01"),
        ("0.004", "€\u00a00,00"),
    ],
)
def test_cents_are_written_with_a_comma(amount, written):
    assert euros(Decimal(amount), cents=True) == written


def test_a_range_of_one_amount_is_one_amount():
    assert euro_range(Decimal(1400), Decimal(13000)) == "€\u00a01.400 tot €\u00a013.000"
    assert euro_range(Decimal(12000), Decimal(12000)) == "€\u00a012.000"
    assert euro_range(Decimal("3.1"), Decimal("3.2"), cents=True) == "€\u00a03,10 tot €\u00a03,20"


def test_numbers_without_the_sign():
    assert number(Decimal("14366.08")) == "14.366"
    assert exact_number(Decimal("13.000")) == "13"
    assert exact_number(Decimal("1E+3")) == "1.000"
    assert exact_number(Decimal("2.50")) == "2,5"


def test_half_up_is_exact_beyond_the_precision_of_decimals():
    assert half_up(Fraction(10**40 * 2 + 1, 2)) == Decimal(10**40 + 1)
    assert half_up(Fraction(-5, 2)) == Decimal(-3)


def test_money_is_never_a_float():
    with pytest.raises(TypeError):
        euros(1.5)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("14.366,08", "14366.08"),
        ("€ 14.000,-", "14000"),
        ("€\u00a014.000,--", "14000"),
        ("14366.08", "14366.08"),
        ("14366,08", "14366.08"),
        ("1.234", "1234"),
        ("1.234.567", "1234567"),
        ("1,234.56", "1234.56"),
        ("14 000", "14000"),
        ("12.5", "12.50"),
        ("12,5", "12.50"),
        ("0012", "12"),
        ("0", "0"),
        (" 8750 ", "8750"),
        ("EUR 2.900", "2900"),
        ("2.900 euro", "2900"),
        ("2900€", "2900"),
    ],
)
def test_what_people_type_is_read(text, amount):
    assert parse_euros(text) == Decimal(amount)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Vul een bedrag in."),
        (" € ", "Vul een bedrag in."),
        ("-5", "niet lager zijn dan nul"),
        ("€ −5", "niet lager zijn dan nul"),
        ("veel", "‘veel’ is geen bedrag"),
        ("1,234", "geen bedrag"),
        ("12.34.56", "geen bedrag"),
        ("1.23,45", "geen bedrag"),
        ("1234.567", "geen bedrag"),
        ("1.234 567", "geen bedrag"),
        ("1e5", "geen bedrag"),
        ("NaN", "geen bedrag"),
        ("١٢", "geen bedrag"),
        ("1" * 13, "te groot"),
        ("x" * 500, "geen bedrag"),
    ],
)
def test_what_can_be_read_in_two_ways_or_not_at_all_is_refused(text, sentence):
    with pytest.raises(ValueError, match=sentence) as refused:
        parse_euros(text)

    assert len(str(refused.value)) < 120


@given(cents)
def test_what_is_written_is_read_back(amount):
    assert parse_euros(euros(amount, cents=True)) == amount


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text):
    with suppress(ValueError):
        assert parse_euros(text) >= 0
