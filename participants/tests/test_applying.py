"""The public page "Ik wil meedoen": what it makes, what it refuses, and that it shows nothing of anybody."""

import re

import pytest
from django.urls import reverse

from accounts.models import Programme, User
from conftest import PageClient, text_of, typed_in
from participants import applying
from participants.models import Referral, ReferralSource, ReferralStatus

TYPED = {"given_name": "Yara", "reach": "06 0000 0001", "own_words": "Buiten werken."}


@pytest.fixture
def page_of_dow(cast):
    cast.anna.phone = "0548 00 00 00"
    cast.anna.save()
    return reverse("apply", args=[cast.dow.slug])


def apply(url, *, browser=None, times=1, **typed):
    """Fill in the page and send it; gives the last answer."""
    browser = browser or PageClient()
    filled = typed_in(browser.get(url)) | TYPED | typed
    return [browser.post(url, filled) for _ in range(times)][-1]


def test_an_application_is_an_open_referral_of_no_referrer(cast, page_of_dow):
    apply(page_of_dow, source="family")

    referral = Referral.objects.get()
    assert (referral.programme, referral.status) == (cast.dow, ReferralStatus.RECEIVED)
    assert (referral.source, referral.referrer, referral.organisation) == ("family", None, None)
    assert (referral.given_name, referral.own_words) == ("Yara", "Buiten werken.")
    assert referral in Referral.objects.visible_to(cast.anna)
    assert referral not in Referral.objects.visible_to(cast.joke)
    assert referral not in Referral.objects.visible_to(cast.erik)


def test_the_thanks_say_the_reference_the_day_and_whom_to_call(cast, page_of_dow):
    Programme.objects.filter(pk=cast.dow.pk).update(contact_within_days=3)
    browser = PageClient()

    thanks = browser.get(apply(page_of_dow, browser=browser).headers["Location"])

    words = text_of(thanks)
    assert Referral.objects.get().reference in words
    assert "Uiterlijk 19 maart 2026, dat is binnen 3 dagen" in words
    assert "Bel Anna Leidt: 0548 00 00 00" in words


def test_the_thanks_of_somebody_else_are_not_found_by_trying(cast, dossier, client):
    made_up = f"{dossier.open_referral.reference}:zomaar"

    assert client.get(reverse("applied", args=[made_up])).status_code == 404


def test_the_public_pages_show_nothing_of_anybody(cast, dossier, client):
    token = applying.SIGNER.sign(dossier.open_referral.reference)
    pages = [
        client.get(reverse("apply_where")),
        client.get(reverse("apply", args=[cast.dow.slug])),
        client.post(reverse("apply", args=[cast.dow.slug]), {"given_name": "Wessel"}),
        client.get(reverse("applied", args=[token])),
    ]

    for page in pages:
        words = text_of(page)
        assert [w for w in ("Zwaluw", "Tim", "Erik", "Bert", "DOW-2026") if w in words] == []


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"given_name": ""}, "Vul een voornaam in"),
        ({"reach": ""}, "Vul in hoe we je bereiken"),
        ({"reach": "bij mijn oma"}, "Dit is geen telefoonnummer en geen e-mailadres"),
        ({"source": "rmc"}, "Selecteer een geldige keuze"),
        ({"own_words": "x" * 1001}, "1000"),
        ({"family_name": "a\x00b"}, "teken"),
    ],
)
def test_what_cannot_be_is_a_sentence_and_nothing_typed_is_lost(page_of_dow, typed, sentence):
    answer = apply(page_of_dow, **typed)

    assert answer.status_code == 422
    assert sentence in text_of(answer)
    kept = typed_in(answer)
    assert {name: kept[name] for name in TYPED.keys() - typed.keys()} == {
        name: TYPED[name] for name in TYPED.keys() - typed.keys()
    }
    assert not Referral.objects.exists()


def test_the_same_form_sent_twice_is_one_application_and_one_reference(page_of_dow):
    browser = PageClient()
    filled = typed_in(browser.get(page_of_dow)) | TYPED

    places = {browser.post(page_of_dow, filled).headers["Location"] for _ in range(8)}

    assert len(places) == 1
    assert Referral.objects.count() == 1


def test_a_machine_that_fills_in_everything_makes_no_row(page_of_dow):
    answer = apply(page_of_dow, homepage="https://example.org")

    assert answer.status_code == 422
    assert not Referral.objects.exists()
    kept = typed_in(answer)
    assert (kept["homepage"], kept["own_words"]) == ("", "Buiten werken.")
    assert "kies nog een keer Aanmelden" in text_of(answer)


def test_the_seventh_application_in_an_hour_waits(page_of_dow):
    browser = PageClient()
    answers = [apply(page_of_dow, browser=browser).status_code for _ in range(6)]

    seventh = apply(page_of_dow, browser=browser)

    assert answers == [302] * 6
    assert seventh.status_code == 429
    assert "Probeer het over een uur weer" in text_of(seventh)
    assert typed_in(seventh)["own_words"] == "Buiten werken."
    assert Referral.objects.count() == 6


def test_mistakes_do_not_count_for_the_limit(page_of_dow):
    browser = PageClient()
    for _ in range(8):
        apply(page_of_dow, browser=browser, reach="")

    assert apply(page_of_dow, browser=browser).status_code == 302


def test_the_page_asks_little_and_nothing_about_health(client, page_of_dow):
    page = client.get(page_of_dow)

    names = set(re.findall(r'<(?:input|textarea|select)[^>]*? name="(\w+)"', page.content.decode()))
    assert names - {"csrfmiddlewaretoken", "submission_key", "homepage"} == {
        "source",
        "given_name",
        "family_name",
        "reach",
        "own_words",
    }
    assert {value for value, _ in ReferralSource.choices} >= set(
        re.findall(r'name="source" value="(\w+)"', page.content.decode())
    )


def test_a_work_learning_company_that_is_not_there_is_not_found(client, cast):
    assert client.get(reverse("apply", args=["bestaat-niet"])).status_code == 404


def test_the_sign_in_page_leads_to_it_and_one_company_is_no_choice(client, cast):
    assert reverse("apply_where") in client.get(reverse("account_login")).content.decode()
    both = text_of(client.get(reverse("apply_where")))
    assert "Dynamisch Op Weg" in both
    assert "Elders aan de Slag" in both

    User.objects.filter(programme=cast.elders).delete()
    cast.elders.delete()

    answer = client.get(reverse("apply_where"))
    assert answer.headers["Location"] == reverse("apply", args=[cast.dow.slug])
