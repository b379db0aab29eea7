from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from costs.calculation import compute
from costs.figures import break_even_months, component_check, index_amount, with_likelihood
from costs.tests.published_lines import BENEFIT, EXECUTION_LINE, RIK, guidance


def test_break_even_is_exact_and_spells_out_its_assumption():
    guidance_raw = compute(RIK.lines).line("guidance").low_exact

    against_low = break_even_months(guidance_raw, Decimal(8750))
    against_high = break_even_months(guidance_raw, Decimal(16000))

    assert against_low.months == Fraction(13261 * 13, 8750)
    assert (against_low.months_printed, against_high.months_printed) == (
        Decimal("19.7"),
        Decimal("10.8"),
    )
    assert "ongeveer 19,7 maanden uitkering van €\u00a08.750 per jaar" in against_low.sentence
    assert "aangevraagd" in against_low.assumption


def test_break_even_needs_a_benefit():
    with pytest.raises(ValueError, match="meer dan nul euro"):
        break_even_months(Decimal(100), Decimal(0))


@pytest.mark.parametrize(
    ("likelihood", "low", "expected", "high"),
    [
        (0, "0", "0", "0"),
        (25, "0", "3093.75", "16000"),
        (50, "0", "6187.50", "16000"),
        (75, "0", "9281.25", "16000"),
        (100, "8750", "12375", "16000"),
    ],
)
def test_a_likelihood_gives_low_expected_and_high(likelihood, low, expected, high):
    line = replace(BENEFIT, likelihood=likelihood)

    [(key, weighed)] = with_likelihood(compute([line])).lines

    assert key == "benefit"
    assert (weighed.low, weighed.expected, weighed.high) == tuple(
        map(Fraction, (low, expected, high))
    )


def test_without_an_estimate_there_is_no_expected_saving_but_what_was_spent_is_certain():
    likely = with_likelihood(
        compute([guidance(13), replace(BENEFIT, likelihood=50), EXECUTION_LINE])
    )

    assert likely.avoided.expected is None
    assert "kans niet geschat" in likely.avoided.text
    assert likely.incurred.expected == Fraction(13261 * 13, 12)
    assert likely.incurred.text == "€\u00a014.000, naar verwachting rond €\u00a014.000"


def test_the_cost_price_and_its_parts_differ_by_one_euro():
    total, parts = Decimal(13261), [Decimal(part) for part in (6298, 1777, 2074, 3113)]

    check = component_check(total, parts)

    assert check == (Decimal(13262), Decimal(1))
    assert check.sentence.startswith(
        "De onderdelen zijn samen €\u00a013.262. Dat is €\u00a01 meer dan het totaal van €\u00a013.261"
    )
    assert "gelijk aan" in component_check(Decimal(13262), parts).sentence


def test_an_amount_moves_to_another_price_year():
    assert index_amount(Decimal(12000), Decimal("100"), Decimal("127.35")) == Decimal("15282.00")
    assert index_amount(Decimal(100), Decimal(3), Decimal(2)) == Decimal("66.67")


def test_benefit_norms_and_empty_indexes_are_refused():
    with pytest.raises(ValueError, match="niet geïndexeerd"):
        index_amount(Decimal(8750), Decimal(100), Decimal(110), is_benefit_norm=True)
    with pytest.raises(ValueError, match="hoger zijn dan nul"):
        index_amount(Decimal(8750), Decimal(0), Decimal(110))
