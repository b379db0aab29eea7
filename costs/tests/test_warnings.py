import datetime
from dataclasses import replace
from decimal import Decimal

import pytest

from costs.calculation import Bound, CaseFacts, Line, Price, PriceStatus, Side, Unit, single
from costs.tests.published_lines import (
    ADDICTION,
    BENEFIT,
    DENNIS,
    RIK,
    SHELTER_LINE,
    THOMAS,
    ggz,
    guidance,
    unpriced,
)
from costs.warnings import warnings_for

NOVEMBER = datetime.date(2025, 11, 1)
OCTOBER = datetime.date(2025, 10, 31)


def line_with(**price_facts):
    price = Price(
        **(
            {"name": "Prijs", "amount": Decimal(10), "unit": Unit.STAY, "price_year": 2025}
            | price_facts
        )
    )
    return Line(
        key="x", label="x", side=Side.AVOIDED, **single(Bound(amount=Decimal(10), price=price))
    )


def test_the_guidance_of_thirteen_months_only_misses_its_price_year():
    assert warnings_for(guidance(13), RIK.facts) == (
        "Van de prijs ‘Begeleiding DOW’ is het prijsjaar niet bekend.",
    )


def test_the_benefit_mixes_net_and_gross_and_ages():
    assert warnings_for(BENEFIT, RIK.facts) == (
        "Deze regel gaat over 1 jaar, de casus over 13 maanden.",
        "In deze regel staan een netto en een bruto bedrag naast elkaar.",
        (
            "De prijs ‘Bijstand 18 tot en met 20 jaar’ is voor iemand die uit huis woont. "
            "De deelnemer woont thuis."
        ),
        (
            "De prijs ‘Bijstand vanaf 21 jaar’ geldt vanaf 21 jaar. "
            "De deelnemer was 19 tot en met 20 jaar."
        ),
        (
            "De prijs ‘Bijstand vanaf 21 jaar’ is voor iemand die uit huis woont. "
            "De deelnemer woont thuis."
        ),
    )


def test_the_addiction_price_is_for_children_and_of_another_region():
    warnings = " ".join(warnings_for(ADDICTION, RIK.facts))

    assert "geldt tot en met 17 jaar. De deelnemer was 19 tot en met 20 jaar." in warnings
    assert "komt uit de regio Noord-Midden Drenthe." in warnings


def test_a_year_beside_a_treatment_is_told():
    warnings = warnings_for(ggz(), THOMAS.facts)

    assert warnings[0] == (
        "Het lage bedrag is voor 1 jaar, het hoge bedrag voor 1 behandeling. "
        "Die zijn niet zomaar te vergelijken."
    )
    assert warnings[1] == "Het lage bedrag gaat over 1 jaar, de casus over 11 maanden."


def test_shelter_has_no_unit():
    assert warnings_for(SHELTER_LINE, DENNIS.facts) == (
        "Het bedrag heeft geen eenheid, zoals per maand of per verblijf.",
    )


def test_an_unpriced_line_says_why():
    told = unpriced("fiets")[0]

    assert warnings_for(told, CaseFacts()) == ()
    assert warnings_for(replace(told, unpriced_reason=" "), CaseFacts()) == (
        "Er staat niet bij waarom deze regel niet geprijsd is.",
    )


@pytest.mark.parametrize(
    ("price_facts", "case_facts", "seen"),
    [
        ({"price_year": 2022}, {"period_start": NOVEMBER}, False),
        ({"price_year": 2021}, {"period_start": NOVEMBER}, True),
        ({"price_year": 2021}, {}, False),
        ({"price_year": None}, {}, True),
        ({"region": "Rivierenland"}, {"region": "rivierenland "}, False),
        ({"region": "Rivierenland"}, {"municipality": "Rivierenland"}, False),
        ({"region": "Rivierenland"}, {"region": "Foodvalley"}, True),
        ({"region": "Rivierenland"}, {}, True),
        ({"region": ""}, {"region": "Foodvalley"}, False),
        ({"age_min": 18}, {"age_at_start": 18}, False),
        ({"age_min": 18}, {"age_at_start": 17}, True),
        ({"age_max": 20}, {"age_at_start": 20, "age_at_end": 21}, True),
        ({"age_max": 20}, {"age_at_start": 20, "age_at_end": 20}, False),
        ({"age_max": 20}, {}, False),
        ({"away_from_home": False}, {"lives_away_from_home": True}, True),
        ({"away_from_home": None}, {"lives_away_from_home": True}, False),
        ({"away_from_home": True}, {}, False),
        ({"valid_to": NOVEMBER}, {"period_start": NOVEMBER, "held_on": NOVEMBER}, False),
        ({"valid_to": OCTOBER}, {"period_start": NOVEMBER}, True),
        ({"valid_to": OCTOBER}, {"held_on": NOVEMBER}, True),
        ({"valid_to": OCTOBER}, {}, False),
        ({"valid_to": None}, {"period_start": NOVEMBER, "held_on": NOVEMBER}, False),
    ],
)
def test_a_price_is_held_against_the_case(price_facts, case_facts, seen):
    assert bool(warnings_for(line_with(**price_facts), CaseFacts(**case_facts))) is seen


def test_an_expired_price_is_held_against_the_months_of_its_line_first():
    line = replace(line_with(valid_to=OCTOBER), first_month=NOVEMBER, last_month=NOVEMBER)
    facts = CaseFacts(period_start=datetime.date(2025, 1, 1), held_on=NOVEMBER)

    assert warnings_for(line, facts)[-1] == (
        "De prijs ‘Prijs’ gold tot en met 31 oktober 2025. Deze regel begint in november 2025."
    )
    assert warnings_for(line_with(valid_to=OCTOBER), facts)[-1] == (
        "De prijs ‘Prijs’ gold tot en met 31 oktober 2025. De sessie was daarna."
    )


def test_one_shared_price_warns_once():
    price = Price(name="Prijs", amount=Decimal(10), unit=Unit.STAY)
    low, high = (Bound(amount=Decimal(amount), price=price) for amount in (10, 20))
    line = Line(key="x", label="x", side=Side.AVOIDED, low=low, high=high)

    assert len(warnings_for(line, CaseFacts())) == 1


def test_the_period_counts_both_its_months():
    assert [case.facts.months for case in (RIK, DENNIS, THOMAS)] == [13, 13, 11]
    with pytest.raises(ValueError, match="voor het begin"):
        CaseFacts(period_start=NOVEMBER, period_end=datetime.date(2025, 10, 1))


def test_what_does_not_apply_needs_no_reason():
    line = Line(key="x", label="x", side=Side.AVOIDED, status=PriceStatus.NOT_APPLICABLE)

    assert warnings_for(line, CaseFacts()) == ()
