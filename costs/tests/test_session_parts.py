"""Lines, statements, notes and prices of a session: filled from the price, refused with a sentence, frozen."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from conftest import approve_at_once, client_of, text_of, typed_in
from costs.factories import (
    CostLineFactory,
    PriceItemFactory,
    PriceListFactory,
    SessionFactory,
)
from costs.forms import SessionForm, StatementForm
from costs.models import CostLine, PriceItem, ScenarioItem, Session, Statement
from costs.operations import save_part
from dow_site.tests.routes import address
from participants.veil import NO_VEIL
from trajectories.factories import TrajectoryFactory


def type_line(cast, dossier, **typed):
    browser = client_of(cast.lotte)
    url = address("costs:line_create", dossier)
    basis = {"side": "incurred", "label": "Nieuwe regel", "status": "priced"}
    return browser.post(url, typed_in(browser.get(url)) | basis | typed)


def new_line():
    return CostLine.objects.get(label="Nieuwe regel")


def test_an_empty_amount_is_that_of_the_price(cast, dossier):
    price = dossier.line.low_price

    answer = type_line(
        cast, dossier, low_price=price.pk, high_price=price.pk,
        low_quantity="13", low_unit="month", high_quantity="13", high_unit="month",
    )  # fmt: skip

    line = new_line()
    assert answer.status_code == 302
    assert (line.low_amount, line.high_amount) == (Decimal(13261), Decimal(13261))
    page = text_of(client_of(cast.lotte).get(dossier.session.get_absolute_url()))
    assert "€ 14.366,08" in page.replace("\xa0", " ")


def test_an_empty_amount_is_each_end_of_a_price_with_a_range(cast, dossier):
    price = PriceItemFactory(session=dossier.session, ranged=True)

    type_line(cast, dossier, low_price=price.pk, high_price=price.pk)

    line = new_line()
    assert (line.low_amount, line.high_amount) == (Decimal(1000), Decimal(2000))


def test_an_amount_that_was_typed_stays_as_typed(cast, dossier):
    price = dossier.line.low_price

    type_line(
        cast, dossier, low_price=price.pk, high_price=price.pk,
        low_amount="12.000", high_amount="14.366,08",
    )  # fmt: skip

    line = new_line()
    assert (line.low_amount, line.high_amount) == (Decimal(12000), Decimal("14366.08"))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"low_amount": "200", "high_amount": "100"}, "hoger dan het hoge"),
        ({"high_amount": "100"}, "Vul een bedrag in, of kies een prijs uit de lijst."),
        ({}, "Vul een bedrag in, of kies een prijs uit de lijst."),
        ({"low_amount": "100", "high_unit": "month"}, "of laat bij ‘Hoog bedrag’ alles leeg"),
        (
            {"status": "unpriced", "unpriced_reason": "Onbekend.", "low_amount": "500"},
            "Een regel zonder prijs heeft geen bedrag. Maak dit leeg",
        ),
        (
            {"status": "not_applicable", "high_amount": "500"},
            "Een regel zonder prijs heeft geen bedrag. Maak dit leeg",
        ),
        ({"low_amount": "-1", "high_amount": "1"}, ""),
        ({"low_amount": "veel", "high_amount": "1"}, ""),
        ({"low_amount": "9" * 30, "high_amount": "9" * 30}, ""),
        ({"status": "unpriced"}, "Schrijf op waarom deze regel niet geprijsd is."),
        (
            {"low_amount": "1", "high_amount": "1", "printed_low": "2"},
            "Schrijf op waarom er een ander bedrag gedrukt wordt.",
        ),
        ({"low_amount": "1", "high_amount": "1", "low_quantity": "-2"}, ""),
        ({"low_amount": "1", "first_month": "jan 2026"}, "Geef de eerste en de laatste maand"),
        (
            {"low_amount": "1", "first_month": "mrt 2026", "last_month": "jan 2026"},
            "en de eerste niet na de laatste",
        ),
        ({"low_amount": "1", "high_amount": "1", "condition_group": "niet een woord"}, ""),
        ({"low_amount": "1", "high_amount": "1", "likelihood": "33"}, ""),
    ],
)
def test_a_line_that_cannot_be_is_refused_and_nothing_typed_is_lost(cast, dossier, typed, sentence):
    page = type_line(cast, dossier, **typed)

    kept = typed_in(page)
    assert page.status_code == 422
    assert sentence in text_of(page)
    assert kept["label"] == "Nieuwe regel"
    assert {name: kept[name] for name in typed if name != "likelihood"} == {
        name: value for name, value in typed.items() if name != "likelihood"
    }
    assert not CostLine.objects.filter(label="Nieuwe regel").exists()


@pytest.mark.parametrize(
    ("price_unit", "unit"), [("year", "treatment"), ("treatment", "month"), ("", "month")]
)
def test_a_quantity_that_the_price_cannot_be_multiplied_by_is_refused(
    cast, dossier, price_unit, unit
):
    price = PriceItemFactory(session=dossier.session, unit=price_unit)

    page = type_line(
        cast, dossier, low_price=price.pk, high_price=price.pk,
        low_quantity="3", low_unit=unit, high_quantity="3", high_unit=unit,
    )  # fmt: skip

    assert page.status_code == 422
    assert "niet om te rekenen" in text_of(page)


def test_an_unpriced_line_with_a_reason_is_a_line_without_amounts(cast, dossier):
    answer = type_line(
        cast, dossier, status="unpriced", unpriced_reason="Niemand weet het.",
        recorded_kind="spell_months",
    )  # fmt: skip

    line = new_line()
    assert answer.status_code == 302
    assert (line.low_amount, line.high_amount) == (None, None)
    assert (line.recorded_kind, line.low_quantity) == ("spell_months", Decimal(12))
    assert "Nieuwe regel" in text_of(client_of(cast.lotte).get(answer.headers["Location"]))


def test_a_line_that_loses_its_price_keeps_its_amounts_until_somebody_takes_them_out(cast, dossier):
    line = CostLineFactory(
        session=dossier.session, low_amount=Decimal(4000), high_amount=Decimal(8000)
    )
    browser = client_of(cast.lotte)
    url = reverse("costs:line_edit", args=[line.pk])
    typed = typed_in(browser.get(url)) | {"status": "unpriced", "unpriced_reason": "Onbekend."}

    refused = browser.post(url, typed)

    line.refresh_from_db()
    assert refused.status_code == 422
    assert (line.status, line.low_amount, line.high_amount) == ("priced", 4000, 8000)

    browser.post(url, typed | {"low_amount": "", "high_amount": ""})

    line.refresh_from_db()
    assert (line.status, line.low_amount, line.high_amount) == ("unpriced", None, None)


def test_a_missing_amount_is_asked_beside_its_field(cast, dossier):
    page = type_line(cast, dossier)

    assert list(page.context["form"].errors) == ["low_amount"]


def test_who_said_it_asks_for_the_words_beside_their_field(cast, dossier):
    browser = client_of(cast.lotte)
    url = address("costs:statement_create", dossier)
    typed = {"kind": "added_value", "text": "Hij vertrouwt mensen weer.", "speaker": "vader"}

    page = browser.post(url, typed_in(browser.get(url)) | typed)

    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["quote"]
    assert typed_in(page)["speaker"] == "vader"


def test_a_price_of_another_list_or_session_is_no_choice(cast, dossier):
    for price in (PriceItemFactory(), PriceItemFactory(session=SessionFactory())):
        page = type_line(cast, dossier, low_price=price.pk, high_price=price.pk)

        assert page.status_code == 422


def test_a_line_sent_twice_is_one_line(cast, dossier):
    browser = client_of(cast.lotte)
    url = address("costs:line_create", dossier)
    typed = typed_in(browser.get(url)) | {
        "side": "avoided", "label": "Nieuwe regel", "low_amount": "1", "high_amount": "2",
    }  # fmt: skip

    answers = [browser.post(url, typed).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert CostLine.objects.filter(label="Nieuwe regel").count() == 1


def test_lines_do_not_hang_on_each_other_in_a_circle(cast, dossier):
    second = CostLineFactory(session=dossier.session, depends_on=dossier.line, order=2)
    browser = client_of(cast.lotte)
    url = address("costs:line_edit", dossier)

    page = browser.post(url, typed_in(browser.get(url)) | {"depends_on": second.pk})

    dossier.line.refresh_from_db()
    assert page.status_code == 422
    assert "hangt via andere regels van zichzelf af" in text_of(page)
    assert dossier.line.depends_on is None
    assert browser.get(dossier.session.get_absolute_url()).status_code == 200


def test_a_price_in_use_keeps_a_unit_that_fits_its_lines(cast, dossier):
    CostLineFactory(
        session=dossier.session, low_price=dossier.own_price, high_price=dossier.own_price,
        low_quantity=Decimal(13), low_unit="month", high_quantity=Decimal(13), high_unit="month",
    )  # fmt: skip
    browser = client_of(cast.lotte)
    url = address("costs:own_price_edit", dossier)

    page = browser.post(url, typed_in(browser.get(url)) | {"unit": "treatment"})

    dossier.own_price.refresh_from_db()
    assert page.status_code == 422
    assert "niet om te rekenen" in text_of(page)
    assert dossier.own_price.unit == "year"
    assert browser.get(dossier.session.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"amount": "", "low": "", "high": ""}, "één bedrag"),
        ({"amount": "5", "low": "1", "high": "2"}, "één bedrag"),
        ({"amount": "", "low": "2", "high": "1"}, "niet hoger dan het hoge"),
        ({"age_min": "21", "age_max": "18"}, "De laagste leeftijd"),
        ({"code": "EIGEN"}, "Deze code staat al bij deze sessie."),
    ],
)
def test_a_price_that_cannot_be_is_a_sentence(cast, dossier, typed, sentence):
    browser = client_of(cast.lotte)
    url = address("costs:own_price_create", dossier)
    basis = {
        "code": "NIEUW", "category": "Zorg", "name": "Nieuw", "amount": "5",
        "source": dossier.source.pk,
    }  # fmt: skip

    page = browser.post(url, typed_in(browser.get(url)) | basis | typed)

    assert page.status_code == 422
    assert sentence in text_of(page)
    assert not PriceItem.objects.filter(name="Nieuw").exists()


# Approved


PARTS = ("session_edit", "line_create", "line_edit", "statement_create", "statement_edit",
         "note_create", "note_edit", "own_price_create", "own_price_edit")  # fmt: skip
TYPED = {
    "statement_create": {"kind": "added_value", "text": "Te laat."},
    "statement_edit": {"text": "Te laat."},
    "note_create": {"scenario": "reference", "row": "life", "text": "Te laat."},
    "note_edit": {"text": "Te laat."},
    "line_create": {"side": "incurred", "label": "Te laat", "low_amount": "1", "high_amount": "1"},
    "line_edit": {"label": "Te laat"},
    "session_edit": {"place": "Te laat"},
    "own_price_create": {"code": "LAAT", "category": "Zorg", "name": "Te laat", "amount": "1"},
    "own_price_edit": {"name": "Te laat"},
}


@pytest.mark.parametrize("route", PARTS)
def test_nothing_of_an_approved_session_changes(cast, dossier, route):
    browser = client_of(cast.lotte)
    url = address(f"costs:{route}", dossier)
    typed = typed_in(browser.get(url)) | TYPED[route]
    if route == "own_price_create":
        typed["source"] = dossier.source.pk
    approve_at_once(Session.objects.all(), cast)

    answer = browser.post(url, typed)

    assert answer.status_code in (403, 404, 422)
    for model, field in (
        (CostLine, "label"), (Statement, "text"), (ScenarioItem, "text"), (PriceItem, "name"),
        (Session, "place"),
    ):  # fmt: skip
        assert not model.objects.filter(**{f"{field}__startswith": "Te laat"}).exists()


def test_a_part_that_was_open_when_the_session_was_approved_is_refused(dossier, cast):
    form = StatementForm(
        {"kind": "added_value", "text": "Te laat.", "order": "1"},
        instance=Statement(session=dossier.session),
        veil=NO_VEIL,
    )
    approve_at_once(Session.objects.all(), cast)

    assert form.is_valid()
    with pytest.raises(ValidationError) as refusal:
        save_part(form=form, session=dossier.session)

    assert refusal.value.code == "approved"


# Opening a session


def open_session(person, trajectory, **typed):
    browser = client_of(person)
    url = reverse("costs:session_create", args=[trajectory.pk])
    basis = {"period_start": "jan 2026", "period_end": "mrt 2026"}
    return browser.post(url, typed_in(browser.get(url)) | basis | typed)


def test_a_session_takes_the_reference_of_its_trajectory_and_the_list_in_use(cast):
    trajectory = TrajectoryFactory(programme=cast.dow, reference="DOW-2026-007")
    PriceListFactory(title="Oud")
    in_use = PriceListFactory(title="In gebruik", published=True)

    for _ in range(2):
        assert open_session(cast.anna, trajectory).status_code == 302

    sessions = Session.objects.order_by("pk")
    assert [session.reference for session in sessions] == ["DOW-2026-007", "DOW-2026-007-2"]
    assert {session.price_list for session in sessions} == {in_use}


def choose_list(person, session, price_list):
    browser = client_of(person)
    url = reverse("costs:session_edit", args=[session.pk])
    answer = browser.post(url, typed_in(browser.get(url)) | {"price_list": price_list.pk})
    session.refresh_from_db()
    return answer


def test_another_list_is_chosen_while_no_line_computes_with_this_one(cast, dossier):
    other = PriceListFactory(title="Landelijk", list_version="3", published=True)
    dossier.line.delete()
    CostLineFactory(session=dossier.session, low_price=dossier.own_price)

    choose_list(cast.lotte, dossier.session, other)

    assert dossier.session.price_list == other
    page = text_of(client_of(cast.lotte).get(dossier.session.get_absolute_url()))
    assert "Prijslijst Landelijk , versie 3" in page


def test_a_list_with_which_lines_compute_is_read_only_and_says_why(cast, dossier):
    other = PriceListFactory(title="Landelijk", published=True)
    before = dossier.session.price_list

    choose_list(cast.lotte, dossier.session, other)
    form = client_of(cast.lotte).get(reverse("costs:session_edit", args=[dossier.session.pk]))

    assert before is not None
    assert dossier.session.price_list == before
    assert "Er rekenen al regels met deze lijst." in text_of(form)


def test_a_list_that_is_not_in_use_is_no_choice(cast, dossier):
    dossier.line.delete()
    before = dossier.session.price_list

    answer = choose_list(cast.lotte, dossier.session, PriceListFactory())

    assert answer.status_code == 422
    assert dossier.session.price_list == before


def test_a_list_that_was_chosen_while_a_line_came_to_use_the_former_is_refused(cast, dossier):
    other = PriceListFactory(published=True)
    session = Session.objects.get(pk=dossier.session.pk)
    [price] = {dossier.line.low_price}
    dossier.line.delete()
    browser = client_of(cast.lotte)
    typed = typed_in(browser.get(reverse("costs:session_edit", args=[session.pk])))
    form = SessionForm(
        typed | {"price_list": other.pk}, instance=session, by=cast.lotte, veil=NO_VEIL
    )
    assert form.is_valid()
    CostLineFactory(session=dossier.session, low_price=price)

    with pytest.raises(ValidationError) as refusal, transaction.atomic():
        save_part(form=form, session=session)

    assert refusal.value.code == "other_list"


def test_who_facilitates_leads_the_session_that_he_opens(cast, dossier):
    open_session(cast.lotte, dossier.trajectory)

    assert Session.objects.order_by("pk").last().facilitator == cast.lotte


def test_a_period_that_ends_before_it_starts_is_a_sentence(cast, dossier):
    page = open_session(cast.anna, dossier.trajectory, period_end="dec 2025")

    assert page.status_code == 422
    assert "De periode eindigt niet voor zij begint." in text_of(page)
