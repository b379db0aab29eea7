from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from costs.calculation import Side, compute
from costs.figures import component_check, likelihood_note, with_likelihood
from costs.tests.published_lines import BENEFIT, EXECUTION_LINE, guidance


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


def test_a_saving_without_an_estimate_is_in_no_expectation_but_what_was_spent_is_certain():
    calculation = compute([guidance(13), replace(BENEFIT, likelihood=50), EXECUTION_LINE])
    likely = with_likelihood(calculation)

    # Of the benefit of 8,750 to 16,000 alone.
    assert likely.avoided.expected == Fraction(8750 + 16000, 4)
    assert likely.avoided.high == 16000
    assert dict(likely.lines)[EXECUTION_LINE.key].expected is None
    note = likelihood_note(calculation, Side.AVOIDED).replace("\u00a0", " ")
    assert note == (
        "Van de ene regel waarvan de kans geschat is, met die kans meegerekend: "
        "€ 0 tot € 16.000, naar verwachting rond € 6.200. "
        "Eén regel heeft geen geschatte kans en telt hierin niet mee."
    )
    assert likelihood_note(calculation, Side.INCURRED) == ""
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
