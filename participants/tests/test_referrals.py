"""Taking in a referral: its number, who referred, once however often it is sent, and when it is closed."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.messages import get_messages
from django.urls import reverse

from accounts.models import Programme
from conftest import TODAY, client_of, text_of, typed_in
from participants.factories import ReferralFactory
from participants.models import Referral, ReferralSource

FIVE = {
    "given_name": "Yara",
    "family_name": "Boer",
    "birth_date": "5-5-2007",
    "reach": "06 0000 0001",
    "reason_category": "no_work",
}


def refer(person, *, times=1, **typed):
    """Fill in the form, choosing DOW where there is a choice, and submit it; gives the last answer."""
    browser = client_of(person)
    url = reverse("participants:referral_create")
    page = browser.get(url)
    basis = typed_in(page) | FIVE
    if "programme" in basis:
        basis["programme"] = Programme.objects.get(short_name="DOW").pk
    return [browser.post(url, basis | typed) for _ in range(times)][-1]


def test_a_referral_of_a_referrer_is_of_his_organisation(cast):
    answer = refer(cast.erik)

    referral = Referral.objects.get()
    assert answer.headers["Location"] == referral.get_absolute_url()
    assert (referral.referrer, referral.organisation) == (cast.erik, cast.hellendoorn)
    assert (referral.source, referral.programme) == (ReferralSource.RMC, cast.dow)
    assert (referral.received_on, referral.status) == (TODAY, "received")
    assert str(referral.birth_date) == "2007-05-05"


def test_a_referral_that_the_leader_writes_down_has_no_referrer(cast):
    refer(cast.anna)

    referral = Referral.objects.get()
    assert (referral.referrer, referral.organisation) == (None, None)
    assert referral.source == ReferralSource.OTHER


@pytest.mark.parametrize(
    ("used", "following"),
    [
        ([], "AANM-2026-001"),
        (["AANM-2026-009", "AANM-2026-002"], "AANM-2026-010"),
        (["AANM-2025-044"], "AANM-2026-001"),
        (["AANM-2026-x", "AANM-2026-²"], "AANM-2026-001"),
    ],
)
def test_a_referral_gets_the_next_number_of_its_year(cast, used, following):
    for reference in used:
        ReferralFactory(reference=reference, programme=cast.dow)

    refer(cast.anna)

    assert Referral.objects.get(given_name="Yara").reference == following


def test_a_referral_sent_twice_is_one_referral(cast):
    answer = refer(cast.erik, times=2)

    assert answer.headers["Location"] == Referral.objects.get().get_absolute_url()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"given_name": ""}, "verplicht"),
        ({"birth_date": "mei 2007"}, "Geef een dag"),
        ({"birth_date": "ooit"}, ""),
        ({"reason_category": "zomaar"}, "zomaar"),
    ],
)
def test_a_referral_that_cannot_be_is_refused_and_nothing_typed_is_lost(cast, typed, sentence):
    page = refer(cast.erik, own_words="Ik wil buiten werken.", **typed)

    assert page.status_code == 422
    assert sentence in text_of(page)
    assert typed_in(page)["own_words"] == "Ik wil buiten werken."
    assert not Referral.objects.exists()


@pytest.mark.parametrize("status", ["declined", "withdrawn", "accepted"])
def test_a_referral_that_was_handled_is_not_edited_any_more(cast, dossier, status):
    Referral.objects.update(status=status, status_reason="Wil eerst naar school.")

    for method in ("get", "post"):
        url = reverse("participants:referral_edit", args=[dossier.referral.pk])
        assert getattr(client_of(cast.erik), method)(url).status_code == 403
    page = client_of(cast.erik).get(dossier.referral.get_absolute_url())
    assert "/wijzigen/" not in page.content.decode()
    assert "Wil eerst naar school." in text_of(page)


def test_a_referrer_answers_five_questions_and_no_more(cast):
    page = client_of(cast.erik).get(reverse("participants:referral_create"))

    form = BeautifulSoup(page.content.decode(), "html.parser").find("form", class_="c-form")
    required = {field["name"] for field in form.find_all(["input", "select"], required=True)}
    folded = {field["name"] for field in form.find("details").find_all(["input", "textarea"])}
    assert required - {"programme"} == FIVE.keys()
    assert folded == {"name_prefix", "own_words"}
    # With more than one company to choose from, one is chosen already.
    assert typed_in(page)["programme"]
    assert not form.find("details").has_attr("open")


@pytest.mark.parametrize("name", FIVE)
def test_a_referrer_leaves_none_of_the_five_open(cast, name):
    assert refer(cast.erik, **{name: ""}).status_code == 422
    assert not Referral.objects.exists()


def test_a_leader_writes_down_who_walked_in_with_what_is_known(cast):
    refer(cast.anna, family_name="", birth_date="", reach="")

    assert Referral.objects.get().given_name == "Yara"


def test_who_refers_reads_the_reference_and_within_how_many_days(cast):
    Programme.objects.filter(pk=cast.dow.pk).update(contact_within_days=4)
    answer = refer(cast.erik)

    told = [str(message) for message in get_messages(answer.wsgi_request)]
    assert len(told) == 1
    assert Referral.objects.get().reference in told[0]
    assert "binnen 4 dagen" in told[0]


def test_a_referrer_does_not_read_referrals_of_another_municipality(cast, dossier):
    page = text_of(client_of(cast.fenna).get(reverse("participants:referrals")))

    assert "Wessel" not in page
    assert "Nog geen aanmeldingen" in page
