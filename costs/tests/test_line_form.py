"""What somebody leaves empty on a cost line follows from what he chose, and from what was recorded."""

import datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from coaching.factories import TalkFactory
from conftest import client_of, text_of, typed_in
from costs.factories import CostLineFactory, PriceItemFactory, ScenarioItemFactory
from costs.models import CostLine, RecordedKind, Scenario, ScenarioRow, Session
from costs.reading import line_of
from costs.recorded import exactly, months_of, proposals_for
from costs.units import Unit, quantity_text
from dow_site.money import half_up
from trajectories.factories import SpellFactory


def add_line(person, session, *, query="", **typed):
    browser = client_of(person)
    url = reverse("costs:line_create", args=[session.pk]) + query
    form = typed_in(browser.get(url))
    basis = {"side": "incurred", "label": "Nieuwe regel", "status": "priced"}
    return browser.post(url, form | ({} if query else basis) | typed)


def new_line():
    return CostLine.objects.get(label="Nieuwe regel")


def test_one_amount_is_typed_once_and_counts_for_both_ends(cast, dossier):
    add_line(cast.lotte, dossier.session, low_amount="100", low_quantity="3")

    line = new_line()
    assert (line.low_amount, line.high_amount) == (Decimal(100), Decimal(100))
    assert (line.low_quantity, line.high_quantity) == (Decimal(3), Decimal(3))


def test_changing_one_amount_changes_both_ends(cast, dossier):
    url = reverse("costs:line_edit", args=[dossier.line.pk])
    browser = client_of(cast.lotte)

    browser.post(url, typed_in(browser.get(url)) | {"low_quantity": "12"})

    dossier.line.refresh_from_db()
    assert (dossier.line.low_quantity, dossier.line.high_quantity) == (Decimal(12), Decimal(12))


def test_a_price_with_two_ends_chosen_once_gives_both(cast, dossier):
    price = PriceItemFactory(session=dossier.session, ranged=True)

    add_line(cast.lotte, dossier.session, low_price=price.pk)

    line = new_line()
    assert (line.low_amount, line.high_amount) == (Decimal(1000), Decimal(2000))


def test_payer_and_law_are_those_of_the_price_unless_chosen(cast, dossier):
    price = PriceItemFactory(session=dossier.session, payer="health_insurer", law="zvw")

    add_line(cast.lotte, dossier.session, low_price=price.pk, law="jeugdwet")

    line = new_line()
    assert (line.payer, line.law) == ("health_insurer", "jeugdwet")


def test_a_condition_without_a_word_for_its_group_can_still_be_switched(cast, dossier):
    add_line(cast.lotte, dossier.session, low_amount="1", condition="indien de hulp stopt")

    page = client_of(cast.lotte).get(dossier.session.get_absolute_url())

    assert new_line().condition_group == "indien-de-hulp-stopt"
    assert "?zonder=indien-de-hulp-stopt" in page.content.decode()


def test_a_price_is_offered_with_its_amount(cast, dossier):
    page = client_of(cast.lotte).get(reverse("costs:line_create", args=[dossier.session.pk]))

    assert "Begeleiding per deelnemer: € 13.261 per jaar" in text_of(page).replace("\xa0", " ")


# What is printed instead


def printed(person, session):
    page = client_of(person).get(session.get_absolute_url())
    return text_of(page).replace("\xa0", " ")


def test_what_is_printed_of_one_amount_is_typed_once(cast, dossier):
    add_line(
        cast.lotte, dossier.session,
        low_amount="1000", printed_low="9000", override_reason="Zo afgesproken.",
    )  # fmt: skip
    line = new_line()
    assert (line.printed_low, line.printed_high) == (Decimal(9000), Decimal(9000))

    url = reverse("costs:line_edit", args=[line.pk])
    browser = client_of(cast.lotte)
    browser.post(url, typed_in(browser.get(url)) | {"printed_low": "9.500"})

    line.refresh_from_db()
    assert (line.printed_low, line.printed_high) == (Decimal(9500), Decimal(9500))


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"printed_low": "9000"}, "€ 9.000 tot € 2.000"),
        ({"printed_high": "500"}, "€ 1.000 tot € 500"),
    ],
)
def test_an_override_does_not_turn_what_is_printed_upside_down(cast, dossier, typed, told):
    page = add_line(
        cast.lotte, dossier.session,
        low_amount="1000", high_amount="2000", override_reason="Zo afgesproken.", **typed,
    )  # fmt: skip

    assert page.status_code == 422
    assert told in text_of(page).replace("\xa0", " ")
    assert typed.items() <= typed_in(page).items()
    assert not CostLine.objects.filter(label="Nieuwe regel").exists()


def test_an_override_of_one_end_within_the_range_stands(cast, dossier):
    add_line(
        cast.lotte, dossier.session,
        low_amount="1000", high_amount="2000", printed_low="1500", override_reason="Zo afgesproken.",
    )  # fmt: skip

    assert "€ 1.500 tot € 2.000" in printed(cast.lotte, dossier.session)


def test_one_end_that_was_overridden_before_stays_as_it_was(cast, dossier):
    line = CostLineFactory(
        session=dossier.session, printed_low=Decimal(900), override_reason="Zo gepubliceerd."
    )
    url = reverse("costs:line_edit", args=[line.pk])
    browser = client_of(cast.lotte)

    browser.post(url, typed_in(browser.get(url)) | {"label": "Andere woorden"})

    line.refresh_from_db()
    assert (line.label, line.printed_low, line.printed_high) == ("Andere woorden", 900, None)


def test_another_rounding_does_not_turn_an_override_upside_down(cast, dossier):
    CostLineFactory(
        session=dossier.session, low_amount=Decimal(1040), high_amount=Decimal(1040),
        printed_low=Decimal(1020), printed_high=None, override_reason="Zo afgesproken.",
        high_stated=False,
    )  # fmt: skip
    Session.objects.update(rounding_rule="exact")
    url = reverse("costs:session_edit", args=[dossier.session.pk])
    browser = client_of(cast.lotte)

    page = browser.post(url, typed_in(browser.get(url)) | {"rounding_rule": "two_significant"})

    assert page.status_code == 422
    assert "€ 1.020 tot € 1.000" in text_of(page).replace("\xa0", " ")
    dossier.session.refresh_from_db()
    assert dossier.session.rounding_rule == "exact"


# From a sticky note


def test_a_line_from_a_note_begins_with_what_the_note_says_and_hangs_on_it(cast, dossier):
    note = ScenarioItemFactory(
        session=dossier.session,
        scenario=Scenario.REFERENCE,
        row=ScenarioRow.SUPPORT,
        text="Een half jaar opvang.",
        condition="als hij op straat stond",
        likelihood=75,
        estimated_by="Moeder",
    )

    add_line(cast.lotte, dossier.session, query=f"?briefje={note.pk}", low_amount="6000")

    [line] = note.lines.all()
    assert (line.side, line.label) == ("avoided", "Een half jaar opvang.")
    assert (line.condition, line.likelihood, line.estimated_by) == (
        "als hij op straat stond",
        75,
        "Moeder",
    )


def test_a_facilitator_gets_the_alias_of_a_note_in_which_the_name_was_written(cast, dossier):
    note = ScenarioItemFactory(session=dossier.session, text="Wessel kreeg hulp.")

    url = reverse("costs:line_create", args=[dossier.session.pk])
    page = client_of(cast.lotte).get(url, {"briefje": note.pk})

    assert typed_in(page)["label"] == "Tim kreeg hulp."


@pytest.mark.parametrize("asked", ["", "x", "0", "9" * 30, "-1", "²"])
def test_an_unknown_note_in_the_address_means_nothing(cast, dossier, asked):
    url = reverse("costs:line_create", args=[dossier.session.pk])

    page = client_of(cast.lotte).get(url, {"briefje": asked})

    assert page.status_code == 200
    assert typed_in(page)["label"] == ""


def test_a_note_of_another_session_means_nothing(cast, dossier):
    note = ScenarioItemFactory(text="Van een ander.")
    url = reverse("costs:line_create", args=[dossier.session.pk])

    assert typed_in(client_of(cast.lotte).get(url, {"briefje": note.pk}))["label"] == ""


# What was recorded

MARCH = datetime.date(2026, 3, 1)


@pytest.mark.parametrize(
    ("spells", "months"),
    [
        ([], 0),
        ([((2026, 1, 31), (2026, 2, 1))], 2),
        ([((2026, 1, 5), (2026, 1, 10)), ((2026, 1, 20), (2026, 2, 3))], 2),
        ([((2025, 1, 1), (2025, 12, 31))], 0),
        ([((2025, 1, 1), None)], 3),
        ([((2026, 3, 31), (2027, 1, 1))], 1),
        ([((2026, 4, 1), None)], 0),
    ],
)
def test_a_month_of_stay_counts_once_and_only_within_the_period(spells, months):
    days = [(datetime.date(*starts), ends and datetime.date(*ends)) for starts, ends in spells]

    assert months_of(days, datetime.date(2026, 1, 1), datetime.date(2026, 3, 31)) == months


def proposed(session):
    return {kind: str(one.quantity) for kind, one in proposals_for(session).items()}


def test_only_finished_talks_in_which_somebody_was_spoken_to_are_counted(dossier):
    # Of the dossier: a talk, a group talk and one of the trainee are finished; no-show and drafts are not.
    dossier.trajectory.talks.update(minutes=None)
    dossier.talks["by coach"].minutes = 50
    dossier.talks["by coach"].save()

    [_, hours, talks] = proposals_for(dossier.session).values()

    assert (talks.kind, talks.quantity) == (RecordedKind.TALKS, Decimal(3))
    assert hours.quantity == Decimal("0.833")
    assert "2 gesprekken hebben geen duur" in hours.label


@given(st.integers(min_value=1, max_value=100_000))
def test_recorded_minutes_come_back_out_of_hours_exactly(minutes):
    kept = half_up(Fraction(minutes, 60), 3)

    assert exactly(RecordedKind.TALK_TIME, kept) == Fraction(minutes, 60)


def test_recorded_minutes_give_the_exact_amount(cast, dossier):
    dossier.trajectory.talks.update(minutes=None)
    for minutes in (365, 365):
        TalkFactory(
            trajectory=dossier.trajectory, held_on=datetime.date(2026, 3, 5), minutes=minutes
        )
    page = client_of(cast.lotte).get(reverse("costs:line_create", args=[dossier.session.pk]))

    add_line(cast.lotte, dossier.session, low_amount="90", recorded_kind="talk_time")

    assert "Tijd in gesprek: 12 uur en 10 minuten" in text_of(page)
    line = new_line()
    assert (line.low_quantity, line.low_unit) == (Decimal("12.167"), "hour")
    shown = printed(cast.lotte, dossier.session)
    assert "€ 90 per uur × 12 uur en 10 minuten" in shown
    assert "tijd in gesprek, 12 uur en 10 minuten" in shown
    assert line_of(line).low.exact == 1095


def test_hours_that_were_recorded_in_decimals_stay_what_they_were(dossier):
    line = CostLineFactory(
        session=dossier.session, low_amount=Decimal(90), high_amount=Decimal(90),
        low_quantity=Decimal("12.167"), high_quantity=Decimal("12.167"),
        low_unit="hour", high_unit="hour",
        recorded_kind="talk_hours", recorded_quantity=Decimal("12.167"),
    )  # fmt: skip

    assert line_of(line).low.exact == Fraction("1095.03")


@pytest.mark.parametrize(
    ("hours", "told"),
    [
        (Fraction(1, 60), "1 minuut"),
        (Fraction(5, 6), "50 minuten"),
        (Fraction(2), "2 uur"),
        (Fraction(0), "0 uur"),
        (Fraction(1, 7), "1/7 uur"),
        (Decimal("0.833"), "0,833 uur"),
    ],
)
def test_a_time_is_told_in_hours_and_minutes(hours, told):
    assert quantity_text(hours, Unit.HOUR) == told


def test_talks_outside_the_period_are_not_counted(dossier):
    before = proposed(dossier.session)

    TalkFactory(trajectory=dossier.trajectory, held_on=datetime.date(2025, 12, 31), minutes=60)

    assert proposed(dossier.session) == before


def test_an_internship_is_no_stay(dossier):
    dossier.trajectory.spells.all().delete()
    SpellFactory(trajectory=dossier.trajectory, intern=True)

    assert "spell_months" not in proposed(dossier.session)


def test_an_accepted_proposal_fills_quantity_and_unit(cast, dossier):
    price = dossier.line.low_price

    add_line(cast.lotte, dossier.session, low_price=price.pk, recorded_kind="spell_months")

    line = new_line()
    # Since 5 January without an end, within a session of the whole of 2026.
    assert (line.low_quantity, line.low_unit) == (Decimal(12), "month")
    assert (line.recorded_quantity, line.quantity_reason) == (Decimal(12), "")


def test_another_quantity_than_recorded_asks_why(cast, dossier):
    price = dossier.line.low_price
    typed = {"low_price": price.pk, "recorded_kind": "spell_months", "low_quantity": "13"}

    refused = add_line(cast.lotte, dossier.session, low_unit="month", **typed)
    reason = "Het eerste gesprek was eerder."
    add_line(cast.lotte, dossier.session, low_unit="month", quantity_reason=reason, **typed)

    assert refused.status_code == 422
    assert "Schrijf op waarom het aantal anders is" in text_of(refused)
    line = new_line()
    assert (line.recorded_quantity, line.low_quantity) == (Decimal(12), Decimal(13))
    for person in (cast.lotte, cast.anna, cast.hanna):
        page = text_of(client_of(person).get(dossier.session.get_absolute_url()))
        assert f"maanden bij DOW, 12 maanden. Toch anders: {reason}" in page


def test_the_database_asks_why_too(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        CostLineFactory(
            recorded_kind="talks", recorded_quantity=Decimal(3), low_quantity=Decimal(4)
        )


def test_only_the_number_of_talks_is_told_to_who_may_read_none(cast, dossier):
    page = text_of(
        client_of(cast.lotte).get(reverse("costs:line_create", args=[dossier.session.pk]))
    )

    assert "Aantal gesprekken: 3 contacten" in page
    assert "Dit is gesprek" not in page


# When it was


def test_a_line_outside_the_period_is_greyed_and_does_not_count(cast, dossier):
    add_line(
        cast.lotte, dossier.session, low_amount="700", first_month="mrt 2027", last_month="mei 2027"
    )

    page = client_of(cast.lotte).get(dossier.session.get_absolute_url())

    line = new_line()
    assert f'<tr id="regel-{line.pk}" data-off>' in page.content.decode()
    assert "Dit valt buiten de periode van de sessie en telt niet mee." in text_of(page)
    assert "maart 2027 tot en met mei 2027" in text_of(page)


def folded(page):
    """The parts of the form that few lines need, each with whether it is open."""
    parts = BeautifulSoup(page.content, "html.parser").select("details.c-folded")
    return {part.summary.get_text(strip=True): part.has_attr("open") for part in parts}


def test_what_few_lines_need_is_shut_until_there_is_something_in_it(cast, dossier):
    browser = client_of(cast.lotte)
    override = CostLineFactory(
        session=dossier.session, printed_low=Decimal(900), override_reason="Zo gepubliceerd."
    )

    new = browser.get(reverse("costs:line_create", args=[dossier.session.pk]))
    other = browser.get(reverse("costs:line_edit", args=[override.pk]))
    refused = add_line(cast.lotte, dossier.session, low_amount="1", last_month="mrt 2026")

    assert folded(new) == {"Wanneer": False, "Ander bedrag in het verslag": False}
    assert folded(other) == {"Wanneer": False, "Ander bedrag in het verslag": True}
    assert folded(refused) == {"Wanneer": True, "Ander bedrag in het verslag": True}


def test_a_list_to_choose_from_begins_with_words(cast, dossier):
    page = client_of(cast.lotte).get(reverse("costs:line_create", args=[dossier.session.pk]))

    first = {
        select["name"]: select.option.get_text(strip=True)
        for select in BeautifulSoup(page.content, "html.parser").select("form.c-form select")
    }
    assert first["side"] == "Kies …"
    assert first["low_unit"] == "Niets gekozen"
    assert first["low_price"] == "Geen prijs uit de lijst"
    assert not [name for name, words in first.items() if words.startswith("---")]
