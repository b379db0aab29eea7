"""Agreements by themselves: who owes what, what became of it, and what a referrer answers."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from coaching.agreements import mark_agreement
from coaching.factories import AgreementFactory
from coaching.models import Agreement, AgreementOwner
from conftest import TODAY, assert_does_not_grow, client_of, text_of, typed_in

NEXT_WEEK = TODAY + datetime.timedelta(days=7)


@pytest.fixture
def agreement(dossier):
    return AgreementFactory(trajectory=dossier.trajectory, what="De fiets laten maken")


def fill_in(browser, route, pk, **typed):
    address = reverse(f"coaching:{route}", args=[pk])
    return browser.post(address, typed_in(browser.get(address)) | typed)


@pytest.mark.parametrize("owner", AgreementOwner.values)
def test_each_can_owe_something(cast, dossier, owner):
    answer = fill_in(
        client_of(cast.bert),
        "agreement_create",
        dossier.trajectory.pk,
        what="Iets regelen",
        owner=owner,
        due_on="morgen",
    )

    assert answer.status_code == 302
    made = Agreement.objects.get(what="Iets regelen")
    assert (made.owner, made.made_by) == (owner, cast.bert)
    assert made.due_on == TODAY + datetime.timedelta(days=1)


def test_what_became_of_an_agreement_is_kept_step_by_step(cast, agreement):
    browser = client_of(cast.bert)

    fill_in(browser, "agreement_mark", agreement.pk, status="moved", moved_to="23-3-2026")
    fill_in(browser, "agreement_mark", agreement.pk, status="kept", moved_to="")

    marks = agreement.marks.order_by("pk").values_list("status", "due_before", "due_after")
    assert list(marks) == [
        ("moved", agreement.due_on, NEXT_WEEK),
        ("kept", NEXT_WEEK, NEXT_WEEK),
    ]
    page = text_of(browser.get(reverse("coaching:agreement", args=[agreement.pk])))
    assert "Verzet" in page
    assert "23 maart 2026" in page
    assert "Gelukt" in page


def test_a_double_tap_is_one_mark(cast, agreement):
    for _ in range(2):
        mark_agreement(agreement, "kept", by=cast.bert)

    assert agreement.marks.count() == 1


@pytest.mark.parametrize("day", [None, "the same"])
def test_moving_is_to_another_day(cast, agreement, day):
    with pytest.raises(ValidationError, match="andere dag"):
        mark_agreement(agreement, "moved", by=cast.bert, moved_to=day and agreement.due_on)

    assert not agreement.marks.exists()


def test_an_agreement_that_is_open_again_has_no_end(cast, agreement):
    mark_agreement(agreement, "not_kept", by=cast.bert)
    mark_agreement(agreement, "open", by=cast.bert)

    agreement.refresh_from_db()
    assert (agreement.status, agreement.closed_on) == ("open", None)


def test_a_referrer_answers_what_is_asked_of_his_organisation(cast, dossier):
    asked = dossier.agreements["asked"]

    fill_in(client_of(cast.erik), "agreement_answer", asked.pk, answer="Er is plek in april.")

    page = text_of(client_of(cast.bert).get(reverse("coaching:agreement", args=[asked.pk])))
    assert "Er is plek in april." in page
    assert "Erik Verwijst" in page


def test_the_list_shows_what_is_late_and_whose_it_is(cast, agreement):
    AgreementFactory(
        trajectory=agreement.trajectory, what="Het rooster mailen", owner="coach", due_on=NEXT_WEEK
    )
    browser, address = client_of(cast.bert), reverse("coaching:agreements")

    late = text_of(browser.get(address, {"stand": "te-laat"}))
    of_coach = text_of(browser.get(address, {"wie": "coach"}))

    assert "De fiets laten maken" in late
    assert "Het rooster mailen" not in late
    assert "Het rooster mailen" in of_coach
    assert "De fiets laten maken" not in of_coach


def test_the_list_asks_no_more_with_more_agreements(cast, agreement):
    assert_does_not_grow(
        lambda: client_of(cast.bert).get(reverse("coaching:agreements")),
        grow=lambda: AgreementFactory.create_batch(12, trajectory=agreement.trajectory),
    )
