"""The figures of the published cases, to the cent, as the command prints them."""

import json

import pytest
from django.core.management import CommandError, call_command

GUIDANCE = {"casus-1": "14366.08", "casus-2": "14366.08", "casus-3": "3315.25"}
PRINTED_GUIDANCE = {"casus-1": "14000.00", "casus-2": "14000.00", "casus-3": "3500.00"}
AVOIDED = {
    "casus-1": ("25054.00", "44124.00", "25000.00", "44000.00"),
    "casus-2": ("15350.00", "26900.00", "15000.00", "27000.00"),
    "casus-3": ("3700.00", "8000.00", "3700.00", "8000.00"),
}
LINES = {
    ("casus-1", "Behandeling verslaving"): ("1404.00", "13224.00", "1400.00", "13000.00"),
    ("casus-1", "Maatschappelijke opvang"): ("12000.00", "12000.00", "12000.00", "12000.00"),
    ("casus-1", "Bijstandsuitkering"): ("8750.00", "16000.00", "8750.00", "16000.00"),
    ("casus-1", "Uitvoeringskosten bijstandsuitkering"): ("2900.00",) * 4,
    ("casus-2", "Traject GGZ"): ("3700.00", "8000.00", "3700.00", "8000.00"),
    ("casus-2", "Bijstandsuitkering"): ("8750.00", "16000.00", "8750.00", "16000.00"),
    ("casus-2", "Uitvoeringskosten bijstandsuitkering"): ("2900.00",) * 4,
    ("casus-3", "Traject GGZ"): ("3700.00", "8000.00", "3700.00", "8000.00"),
}
AMOUNTS = ("low_raw", "high_raw", "low_printed", "high_printed")
KEYS_OF_A_LINE = {
    "label",
    "side",
    *AMOUNTS,
    "condition",
    "payer",
    "sources",
    "warnings",
}


@pytest.fixture
def summary(db, capsys):
    call_command("load_published_cases", verbosity=0)
    capsys.readouterr()

    def of(reference, *without):
        call_command("effect_summary", reference, without=list(without))
        return json.loads(capsys.readouterr().out)

    return of


def amounts(part):
    return tuple(part[key] for key in AMOUNTS)


@pytest.mark.parametrize("reference", GUIDANCE)
def test_guidance_and_sums_are_those_of_the_published_case(summary, reference):
    figures = summary(reference)

    incurred = figures["totals"]["incurred"]
    assert incurred["low_raw"] == incurred["high_raw"] == GUIDANCE[reference]
    assert incurred["low_printed"] == PRINTED_GUIDANCE[reference]
    assert amounts(figures["totals"]["avoided"]) == AVOIDED[reference]


@pytest.mark.parametrize(("case", "expected"), LINES.items())
def test_each_line_has_its_raw_and_its_printed_amounts(summary, case, expected):
    reference, label = case

    line = next(line for line in summary(reference)["lines"] if line["label"] == label)

    assert amounts(line) == expected
    assert line.keys() >= KEYS_OF_A_LINE
    assert line["side"] == "avoided"
    assert line["sources"]


def test_without_shelter_the_avoided_costs_are_lower(summary):
    figures = summary("casus-1", "uit_huis")

    assert amounts(figures["totals"]["avoided"])[:2] == ("13054.00", "32124.00")


def test_without_benefit_there_is_nothing_to_execute(summary):
    labels = {line["label"] for line in summary("casus-1", "bijstand")["lines"]}

    assert labels == {"Begeleiding", "Behandeling verslaving", "Maatschappelijke opvang"}


def test_an_overridden_amount_keeps_its_reason(summary):
    guidance = summary("casus-3")["lines"][0]

    assert guidance["low_printed"] == "3500.00"
    assert "3.300" in guidance["override_reason"]


@pytest.mark.parametrize(("reference", "count"), [("casus-1", 9), ("casus-2", 6), ("casus-3", 5)])
def test_unpriced_support_is_listed(summary, reference, count):
    assert len(summary(reference)["unpriced"]) == count


def test_the_sums_per_payer_are_the_totals(summary):
    figures = summary("casus-1")

    for side in ("incurred", "avoided"):
        for key in ("low_raw", "high_raw"):
            parts = [party[side][key] for party in figures["per_payer"].values()]
            cents = sum(int(part.replace(".", "")) for part in parts)
            assert cents == int(figures["totals"][side][key].replace(".", ""))


@pytest.mark.parametrize(
    ("reference", "without", "sentence"),
    [("casus-9", [], "casus-9"), ("casus-1", ["uit-huis"], "uit-huis")],
)
def test_what_is_not_known_is_refused_in_one_sentence(summary, reference, without, sentence):
    with pytest.raises(CommandError) as refusal:
        call_command("effect_summary", reference, without=without)

    assert refusal.value.returncode == 2
    assert sentence in str(refusal.value)
