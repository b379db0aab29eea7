import datetime
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from costs.calculation import (
    Bound,
    CaseFacts,
    Line,
    Price,
    PriceStatus,
    RoundingRule,
    Side,
    Unit,
    compute,
    round_amount,
    single,
)
from costs.tests.published_lines import (
    ADDICTION,
    BENEFIT,
    DENNIS,
    EXECUTION_LINE,
    RIK,
    SHELTER_LINE,
    THOMAS,
    guidance,
    unpriced,
)
from costs.units import convert

CASES = {"casus-1": RIK, "casus-2": DENNIS, "casus-3": THOMAS}


def calculated(name, **options):
    case = CASES[name]
    return compute(case.lines, facts=case.facts, **options)


def stated(amount, **more):
    return Bound(amount=Decimal(amount), stated=True, **more)


def line(key="line", *, low="100", high=None, **more):
    values = {"label": key, "side": Side.AVOIDED} | more
    return Line(key=key, low=stated(low), high=stated(high or low), **values)


@pytest.mark.parametrize(
    ("case", "key", "raw", "printed"),
    [
        ("casus-1", "guidance", ("14366.08", "14366.08"), ("14000", "14000")),
        ("casus-1", "addiction", ("1404", "13224"), ("1400", "13000")),
        ("casus-1", "shelter", ("12000", "12000"), ("12000", "12000")),
        ("casus-1", "benefit", ("8750", "16000"), ("8750", "16000")),
        ("casus-1", "execution", ("2900", "2900"), ("2900", "2900")),
        ("casus-2", "guidance", ("14366.08", "14366.08"), ("14000", "14000")),
        ("casus-2", "ggz", ("3700", "8000"), ("3700", "8000")),
        ("casus-2", "benefit", ("8750", "16000"), ("8750", "16000")),
        ("casus-2", "execution", ("2900", "2900"), ("2900", "2900")),
        ("casus-3", "guidance", ("3315.25", "3315.25"), ("3500", "3500")),
        ("casus-3", "ggz", ("3700", "8000"), ("3700", "8000")),
    ],
)
def test_published_lines_come_out_to_the_cent(case, key, raw, printed):
    computed = calculated(case).line(key)

    assert (computed.low_raw, computed.high_raw) == tuple(map(Decimal, raw))
    assert (computed.low_printed, computed.high_printed) == tuple(map(Decimal, printed))


@pytest.mark.parametrize(
    ("case", "without", "raw", "printed"),
    [
        ("casus-1", (), ("25054", "44124"), ("25000", "44000")),
        ("casus-1", ("uit_huis",), ("13054", "32124"), ("13000", "32000")),
        ("casus-1", ("bijstand",), ("13404", "25224"), ("13000", "25000")),
        ("casus-1", ("drugsgebruik", "uit_huis", "bijstand"), ("0", "0"), ("0", "0")),
        ("casus-2", (), ("15350", "26900"), ("15000", "27000")),
        ("casus-3", (), ("3700", "8000"), ("3700", "8000")),
    ],
)
def test_possible_savings_add_up(case, without, raw, printed):
    total = calculated(case, without=frozenset(without)).avoided

    assert (total.low_raw, total.high_raw) == tuple(map(Decimal, raw))
    assert (total.low_printed, total.high_printed) == tuple(map(Decimal, printed))


def test_raw_rule_and_printed_amount_stay_apart():
    computed = calculated("casus-3").line("guidance")

    assert computed.low_exact == Fraction(1326100, 400)
    assert computed.rule == RoundingRule.TWO_SIGNIFICANT
    assert computed.low_by_rule == Decimal(3300)
    assert computed.low_printed == Decimal(3500)
    assert computed.overridden
    assert calculated("casus-3").incurred.printed_text == "€\u00a03.500"


def test_unpriced_support_is_listed_and_counted():
    dennis, thomas = calculated("casus-2"), calculated("casus-3")

    assert len(dennis.unpriced) == 6
    assert dennis.incurred.unpriced_count == 6
    assert (thomas.incurred.unpriced_count, thomas.avoided.unpriced_count) == (4, 1)
    assert dennis.unpriced[0].printed_text == "niet geprijsd"
    assert not dennis.unpriced[0].counted
    assert "6 regels zijn niet geprijsd en tellen niet mee." in dennis.incurred.notes


def test_totals_say_that_they_are_indicative_and_under_which_conditions():
    total = calculated("casus-1").avoided

    assert "indicatief" in total.notes[0]
    assert total.conditions == (
        "indien voortzetting drugsgebruik",
        "indien vader hem geen onderdak meer biedt",
    )


def test_a_sum_does_not_use_adjusted_amounts_and_says_so():
    total = compute((*THOMAS.lines, line("more", side=Side.INCURRED))).incurred

    assert total.low_raw == Decimal("3415.25")
    assert total.low_printed == Decimal(3400)
    assert "niet met de aangepaste" in total.notes[-1]


def test_formulas_are_readable():
    computed = calculated("casus-1")

    assert computed.line("guidance").formula == ("€\u00a013.261 per jaar × 13 maanden (13/12 jaar)")
    assert computed.line("addiction").formula == (
        "laag: €\u00a0117 per maand × 12 maanden; hoog: €\u00a01.102 per maand × 12 maanden"
    )
    assert computed.line("execution").formula == "€\u00a02.900 per jaar, zoals de bron het noemt"
    assert computed.line("shelter").formula == "€\u00a012.000, zoals de bron het noemt"


@pytest.mark.parametrize(
    ("amount", "unit", "formula"),
    [
        ("30.87", None, "€\u00a030,87 × 3 (eenheid onbekend)"),
        ("30.87", Unit.CONTACT, "€\u00a030,87 per contact × 3 contacten"),
        ("0.125", Unit.DAY, "€\u00a00,125 per dag × 3 dagen"),
    ],
)
def test_formulas_keep_every_decimal_of_a_price(amount, unit, formula):
    price = Price(name="Prijs", amount=Decimal(amount), unit=unit)

    assert Bound(amount=price.amount, price=price, quantity=Decimal(3)).formula == formula


@pytest.mark.parametrize(
    ("quantity", "given", "wanted", "converted"),
    [
        (13, Unit.MONTH, Unit.YEAR, Fraction(13, 12)),
        (16, Unit.WEEK, Unit.YEAR, Fraction(4, 13)),
        (73, Unit.DAY, Unit.YEAR, Fraction(1, 5)),
        (2, Unit.WEEK, Unit.DAY, Fraction(14)),
        (1, Unit.DAY, Unit.WEEK, Fraction(1, 7)),
        (1, Unit.YEAR, Unit.MONTH, Fraction(12)),
        (5, Unit.HOUR, Unit.HOUR, Fraction(5)),
        (2, Unit.TREATMENT, Unit.TREATMENT, Fraction(2)),
    ],
)
def test_periods_convert_exactly(quantity, given, wanted, converted):
    assert convert(Decimal(quantity), given=given, wanted=wanted) == converted


@pytest.mark.parametrize(
    ("given", "wanted"),
    [(Unit.HOUR, Unit.DAY), (Unit.MONTH, Unit.TREATMENT), (Unit.STAY, Unit.MONTH)],
)
def test_what_is_no_period_does_not_convert(given, wanted):
    price = Price(name="Prijs", amount=Decimal(10), unit=wanted)

    with pytest.raises(ValueError, match="niet om te rekenen"):
        Bound(amount=price.amount, price=price, quantity=Decimal(2), quantity_unit=given)


def test_a_price_without_a_unit_is_not_multiplied_by_months():
    price = Price(name="Opvang", amount=Decimal(12000))

    with pytest.raises(ValueError, match="geen eenheid"):
        Bound(amount=price.amount, price=price, quantity=Decimal(2), quantity_unit=Unit.MONTH)


@pytest.mark.parametrize(
    ("amount", "two_significant", "five_hundred_thousand"),
    [
        ("0", "0", "0"),
        ("0.49", "0", "0"),
        ("9.50", "10", "0"),
        ("44.50", "45", "0"),
        ("99.50", "100", "0"),
        ("250", "250", "500"),
        ("249.99", "250", "0"),
        ("1404", "1400", "1500"),
        ("1450", "1500", "1500"),
        ("3315.25", "3300", "3500"),
        ("8750", "8800", "9000"),
        ("9950", "10000", "10000"),
        ("13224", "13000", "13000"),
        ("14366.08", "14000", "14000"),
        ("14500", "15000", "15000"),
        ("15350", "15000", "15000"),
        ("26900", "27000", "27000"),
        ("44124", "44000", "44000"),
        ("144124", "140000", "144000"),
    ],
)
def test_rounding_rules(amount, two_significant, five_hundred_thousand):
    value = Decimal(amount)

    assert round_amount(value, RoundingRule.TWO_SIGNIFICANT) == Decimal(two_significant)
    assert round_amount(value, RoundingRule.FIVE_HUNDRED_THOUSAND) == Decimal(five_hundred_thousand)
    assert round_amount(value, RoundingRule.EXACT) == value


def test_rounding_beside_a_stated_amount_never_turns_a_range_round():
    computed_low = Bound(amount=Decimal(8750))
    mixed = Line(
        key="mixed", label="Gemengd", side=Side.AVOIDED, low=computed_low, high=stated("8760")
    )

    computed = compute([mixed]).line("mixed")

    assert (computed.low_printed, computed.high_printed) == (Decimal(8750), Decimal(8760))
    assert any("Niet afgerond" in warning for warning in computed.warnings)


def test_switching_off_a_condition_takes_along_what_depends_on_it():
    calculation = calculated("casus-1", without=frozenset({"bijstand"}))

    execution = calculation.line("execution")
    assert execution.switched_off
    assert not execution.counted
    assert execution.excluded_because == (
        "Deze regel hoort bij ‘Bijstandsuitkering’, en die telt nu niet mee."
    )
    group = next(group for group in calculation.groups if group.name == "bijstand")
    assert (group.on, group.line_keys, group.dependent_keys) == (
        False,
        ("benefit",),
        ("execution",),
    )


def test_what_depends_on_something_that_does_not_apply_goes_with_it():
    not_applicable = Line(
        key="benefit", label="Bijstand", side=Side.AVOIDED, status=PriceStatus.NOT_APPLICABLE
    )

    calculation = compute([not_applicable, EXECUTION_LINE])

    assert calculation.avoided.line_count == 0
    assert calculation.unpriced == ()


def test_an_unpriced_line_under_a_switched_off_condition_is_no_longer_missed():
    missing = replace(unpriced("Ambulance", side=Side.AVOIDED)[0], condition_group="drugsgebruik")

    with_it = compute([missing])
    without_it = compute([missing], without=frozenset({"drugsgebruik"}))

    assert with_it.avoided.unpriced_count == 1
    assert without_it.avoided.unpriced_count == 0
    assert without_it.unpriced == ()


def test_an_unknown_condition_names_the_known_ones():
    with pytest.raises(ValueError, match="‘geluk’.*drugsgebruik, uit_huis, bijstand"):
        calculated("casus-1", without=frozenset({"geluk"}))
    with pytest.raises(ValueError, match="geen voorwaarden"):
        compute([guidance(13)], without=frozenset({"geluk"}))


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ([line("a"), line("a")], "hetzelfde kenmerk"),
        ([line("a", depends_on="b")], "bestaat niet"),
        ([line("a", depends_on="a")], "van zichzelf"),
        ([line("a", depends_on="b"), line("b", depends_on="a")], "van zichzelf"),
    ],
)
def test_lines_must_hang_together(lines, sentence):
    with pytest.raises(ValueError, match=sentence):
        compute(lines)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"low": stated("20"), "high": stated("10")}, "hoger dan het hoge"),
        ({"high": None}, "een laag en een hoog bedrag"),
        ({"status": PriceStatus.UNPRICED}, "heeft geen bedragen"),
        ({"likelihood": 60}, "0, 25, 50, 75 of 100"),
        ({"override_low": Decimal(5)}, "waarom"),
        ({"override_low": Decimal(5), "override_reason": "  "}, "waarom"),
        ({"override_low": Decimal(-5), "override_reason": "x"}, "niet lager"),
        (
            {"override_low": Decimal(5), "override_high": Decimal(4), "override_reason": "x"},
            "hoger dan het hoge",
        ),
        ({"override_low": Decimal("5.001"), "override_reason": "x"}, "hoogstens 2 cijfers"),
    ],
)
def test_a_line_that_cannot_be_right_is_refused(change, sentence):
    with pytest.raises(ValueError, match=sentence):
        replace(line(), **change)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"amount": Decimal(-1)}, "niet lager dan nul|niet lager zijn"),
        ({"amount": Decimal(1), "quantity": Decimal(-1)}, "Het aantal kan niet lager"),
        ({"amount": Decimal("NaN")}, "geen getal"),
        ({"amount": Decimal("Infinity")}, "geen getal"),
        ({"amount": Decimal("1E+999999")}, "te groot"),
        ({"amount": Decimal("1E-999999")}, "achter de komma"),
        ({"amount": Decimal("8.755"), "stated": True}, "hoogstens 2 cijfers"),
    ],
)
def test_a_bound_that_cannot_be_right_is_refused(values, sentence):
    with pytest.raises(ValueError, match=sentence):
        Bound(**values)


def test_a_float_is_refused():
    with pytest.raises(TypeError):
        Bound(amount=0.1)


def test_a_calculation_of_nothing_is_nothing():
    calculation = compute([])

    assert calculation.avoided.printed_text == "€\u00a00"
    assert calculation.per_payer == ()


def test_payers_and_laws_keep_their_order_with_the_unknown_last():
    stray = Line(key="x", label="x", side=Side.AVOIDED, **single(stated("1")))

    calculation = compute((stray, guidance(13), ADDICTION, SHELTER_LINE, BENEFIT))

    assert [party.name for party in calculation.per_payer] == [
        "provider_own_funds",
        "municipality",
        "",
    ]
    by_law = {party.name: party.avoided.raw_text for party in calculation.per_law}
    assert by_law["participatiewet"] == "€\u00a08.750 tot €\u00a016.000"
    assert by_law["none_subsidy"] == "€\u00a00"


def test_one_line_reads_the_same_in_its_total():
    calculation = compute([BENEFIT], facts=CaseFacts())

    assert calculation.avoided.printed_text == calculation.line("benefit").printed_text


# When it was


def on(first, last):
    """A benefit in these months, execution costs that hang on it, and the case of 2020."""
    facts = CaseFacts(period_start=datetime.date(2020, 1, 1), period_end=datetime.date(2020, 12, 1))
    benefit = replace(BENEFIT, first_month=first, last_month=last)
    return compute([benefit, EXECUTION_LINE], facts=facts)


@pytest.mark.parametrize(
    ("first", "last", "counts", "is_warned"),
    [
        (datetime.date(2020, 1, 1), datetime.date(2020, 12, 31), True, False),
        (datetime.date(2019, 12, 1), datetime.date(2020, 1, 1), True, True),
        (datetime.date(2020, 12, 1), datetime.date(2021, 1, 1), True, True),
        (datetime.date(2019, 1, 1), datetime.date(2019, 12, 31), False, False),
        (datetime.date(2021, 1, 1), datetime.date(2021, 1, 1), False, False),
    ],
)
def test_what_lies_outside_the_period_is_not_compared(first, last, counts, is_warned):
    calculation = on(first, last)
    benefit, execution = calculation.lines

    assert benefit.counted == counts
    # Execution costs hang on the benefit, and go with it.
    assert execution.counted == counts
    assert any("loopt door buiten de periode" in one for one in benefit.warnings) == is_warned
    if not counts:
        assert "buiten de periode" in benefit.excluded_because
        assert calculation.avoided.line_count == 0


def test_a_line_without_months_always_lies_within():
    assert all(line.counted for line in on(None, None).lines)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (datetime.date(2020, 1, 1), None),
        (None, datetime.date(2020, 1, 1)),
        (datetime.date(2020, 2, 1), datetime.date(2020, 1, 1)),
    ],
)
def test_months_come_in_pairs_and_in_order(first, last):
    with pytest.raises(ValueError, match="de eerste niet na de laatste"):
        on(first, last)
