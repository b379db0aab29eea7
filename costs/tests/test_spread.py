"""Several cases together: a middle and ends within what the cases gave, and never a sum over them."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from costs.calculation import Side, compute
from costs.spread import FEW, Case, spreads
from costs.tests.published_lines import DENNIS, RIK, THOMAS
from costs.tests.test_calculation_properties import sessions


def case(key, lines, **facts):
    values = {"months": 13, "compared_with": "zonder dow", "is_final": True} | facts
    return Case(key=key, name=key, calculation=compute(lines), **values)


@st.composite
def cases(draw):
    return [
        case(f"casus-{number}", draw(sessions()), months=draw(st.integers(1, 24)))
        for number in range(draw(st.integers(0, 5)))
    ]


def all_spreads(found):
    return (*found.sides, *found.per_payer, *found.per_law)


@given(cases())
def test_the_middle_lies_between_the_ends_and_the_ends_are_of_a_case(several):
    found = spreads(several)

    for spread in all_spreads(found):
        low, high = spread.middle
        assert spread.lowest <= low <= high <= spread.highest
        assert 1 <= spread.case_count <= len(several)
    for spread in found.sides:
        totals = [getattr(one.calculation, spread.side) for one in several]
        counted = [total for total in totals if total.line_count]
        assert spread.case_count == len(counted)
        assert spread.lowest in {total.low_exact for total in counted}
        assert spread.highest in {total.high_exact for total in counted}


@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_the_cases_does_not_matter(several, random):
    shuffled = list(several)
    random.shuffle(shuffled)

    assert spreads(shuffled) == spreads(several)


@given(sessions(), st.integers(1, 6))
def test_the_same_case_many_times_gives_that_case_and_no_sum(lines, times):
    once = case("casus-1", lines)

    for spread in spreads([once] * times).sides:
        total = getattr(once.calculation, spread.side)
        assert (spread.lowest, spread.highest) == (total.low_exact, total.high_exact)
        assert spread.middle == (total.low_exact, total.high_exact)
        assert spread.case_count == times


def test_the_published_cases_side_by_side():
    found = spreads([case(str(n), one.lines) for n, one in enumerate((RIK, DENNIS, THOMAS))])

    incurred, avoided = found.sides
    assert (incurred.side, avoided.side) == (Side.INCURRED, Side.AVOIDED)
    assert incurred.lowest == Fraction(331525, 100)
    assert incurred.middle_text == "€ 14.000".replace(" ", "\u00a0")
    # The raw sums of calculator.md: 25,054–44,124, 15,350–26,900 and 3,700–8,000.
    assert avoided.middle == (Fraction(15350), Fraction(26900))
    assert (avoided.lowest, avoided.highest) == (Fraction(3700), Fraction(44124))
    assert avoided.case_count == 3


def test_the_middle_of_an_even_number_is_the_average_of_the_two_in_the_middle():
    found = spreads([case(str(n), one.lines) for n, one in enumerate((RIK, THOMAS))])

    assert found.sides[1].middle == (Fraction(25054 + 3700, 2), Fraction(44124 + 8000, 2))


def test_few_cases_are_said_to_be_examples_and_many_are_not():
    def warned(count):
        return " ".join(spreads([case(f"c{n}", ()) for n in range(count)]).warnings)

    assert "voorbeelden" in warned(FEW - 1)
    assert warned(1).startswith("Dit is één casus.")
    assert warned(FEW) == ""
    assert warned(0) == ""


def test_what_makes_a_comparison_unfair_is_said():
    found = spreads(
        [
            case("casus-1", (), months=13),
            case("casus-2", (), months=3, compared_with="met lichtere hulp", is_final=False),
        ]
    )

    said = " ".join(found.warnings)
    assert "niet allemaal met hetzelfde vergeleken" in said
    assert "van 3 tot 13 maanden" in said
    assert "Eén casus is nog niet vastgesteld." in said
