"""Consent and network on the dossier: who may give it, when it stops, who must sign."""

import datetime

import pytest
from django.urls import reverse

from conftest import TODAY, client_of, text_of, typed_in
from dow_site.tests.routes import address
from participants.factories import NetworkContactFactory
from participants.models import Consent, NetworkContact

FIFTEEN = datetime.date(2010, 9, 1)


def give(browser, dossier, **typed):
    url = address("trajectories:consent_create", dossier)
    basis = {
        "kind": "share_with_party",
        "topics": ["family"],
        "purpose": "De voortgang bespreken",
        "given_on": "16-3-2026",
        "signer": "participant",
        "evidence": "formulier in de map",
    }
    return browser.post(url, typed_in(browser.get(url)) | basis | typed)


@pytest.fixture
def to_hellendoorn(cast, dossier):
    """A consent towards the municipality, recorded through the page."""
    answer = give(client_of(cast.anna), dossier, recipient=cast.hellendoorn.pk)
    assert answer.status_code == 302
    return Consent.objects.get(recipient=cast.hellendoorn)


def read_by_referrer(cast, dossier):
    return text_of(client_of(cast.erik).get(address("trajectories:timeline", dossier)))


def test_a_recorded_consent_opens_at_once_what_it_names_and_no_more(cast, dossier, to_hellendoorn):
    page = read_by_referrer(cast, dossier)

    assert "Dit is gebeurtenis family shared." in page
    assert "Dit is gebeurtenis finance shared." not in page
    assert to_hellendoorn.recorded_by == cast.anna
    assert to_hellendoorn.given_by == "Wessel van der Zwaluw"


def test_a_withdrawal_closes_at_once_and_stays_on_the_page(cast, dossier, to_hellendoorn):
    browser = client_of(cast.bert)
    url = reverse("trajectories:consent_withdraw", args=[to_hellendoorn.pk])

    answer = browser.post(url, typed_in(browser.get(url)))

    assert answer.status_code == 302
    assert "Dit is gebeurtenis family shared." not in read_by_referrer(cast, dossier)
    page = text_of(browser.get(address("trajectories:consents", dossier)))
    assert "Ingetrokken op 16 maart 2026 door Wessel van der Zwaluw" in page


def test_a_withdrawn_consent_is_not_withdrawn_again(cast, dossier, to_hellendoorn):
    Consent.objects.filter(pk=to_hellendoorn.pk).update(withdrawn_on=TODAY)
    url = reverse("trajectories:consent_withdraw", args=[to_hellendoorn.pk])

    assert client_of(cast.anna).get(url).status_code == 403


def test_withdrawing_later_is_not_withdrawing(cast, dossier, to_hellendoorn):
    browser = client_of(cast.anna)
    url = reverse("trajectories:consent_withdraw", args=[to_hellendoorn.pk])

    answer = browser.post(url, typed_in(browser.get(url)) | {"withdrawn_on": "1-4-2026"})

    assert answer.status_code == 422
    assert "Intrekken geldt meteen" in text_of(answer)


@pytest.mark.parametrize(
    ("born", "signer", "sentence"),
    [
        (FIFTEEN, "participant", "nog geen 16"),
        (FIFTEEN, "guardian", None),
        (datetime.date(2010, 3, 16), "participant", None),  # 16 today
        (datetime.date(2010, 3, 16), "guardian", "Vanaf 16 jaar"),
    ],
)
def test_the_age_on_the_day_says_who_gives_consent(cast, dossier, born, signer, sentence):
    dossier.participant.birth_date = born
    dossier.participant.save()
    guardian = NetworkContactFactory(
        participant=dossier.participant, name="Tante Ria", is_guardian=True
    )

    answer = give(
        client_of(cast.anna),
        dossier,
        recipient=cast.hellendoorn.pk,
        signer=str(guardian.pk) if signer == "guardian" else signer,
    )

    if sentence:
        assert answer.status_code == 422
        assert sentence in text_of(answer)
    else:
        assert answer.status_code == 302


def test_a_guardian_who_was_gone_that_day_cannot_have_signed(cast, dossier):
    dossier.participant.birth_date = FIFTEEN
    dossier.participant.save()
    guardian = NetworkContactFactory(
        participant=dossier.participant, is_guardian=True, ends_on=datetime.date(2026, 1, 1)
    )

    answer = give(
        client_of(cast.anna), dossier, recipient=cast.hellendoorn.pk, signer=str(guardian.pk)
    )

    assert "was op die dag niet betrokken" in text_of(answer)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"topics": []}, "Kies wat er gedeeld mag worden."),
        ({"recipient": ""}, "Zeg met wie er gedeeld mag worden."),
        ({"given_on": "1-4-2026"}, "Een toestemming van straks is er nog niet."),
        ({"evidence": ""}, "Dit veld is verplicht."),
    ],
)
def test_a_consent_that_says_too_little_is_refused_with_a_sentence(cast, dossier, typed, sentence):
    answer = give(client_of(cast.anna), dossier, **{"recipient": cast.hellendoorn.pk} | typed)

    assert answer.status_code == 422
    assert sentence in text_of(answer)


def test_information_given_is_no_consent(cast, dossier):
    browser, url = client_of(cast.anna), address("trajectories:information_create", dossier)

    browser.post(
        url,
        typed_in(browser.get(url)) | {"subject": "Wie meeleest", "recipient": cast.hellendoorn.pk},
    )

    assert "Wie meeleest" in text_of(browser.get(address("trajectories:consents", dossier)))
    assert "Dit is gebeurtenis family shared." not in read_by_referrer(cast, dossier)


# Network


@pytest.mark.parametrize("route", ["home", "trajectories:network", "trajectories:consents"])
def test_a_dossier_under_16_without_a_guardian_is_a_task_in_sight(cast, dossier, route):
    dossier.participant.birth_date = FIFTEEN
    dossier.participant.save()
    browser = client_of(cast.anna)

    before = text_of(browser.get(address(route, dossier)))
    NetworkContactFactory(participant=dossier.participant, is_guardian=True)
    after = text_of(browser.get(address(route, dossier)))

    assert "een wettelijk vertegenwoordiger nodig" in before
    assert "een wettelijk vertegenwoordiger nodig" not in after


@pytest.mark.parametrize("name", ["anna", "bert"])
def test_consent_from_before_a_birthday_is_a_task_on_the_overview(cast, dossier, name):
    dossier.participant.birth_date = datetime.date(2008, 3, 1)  # 18 since two weeks
    dossier.participant.save()

    page = text_of(client_of(getattr(cast, name)).get("/"))

    assert "Wessel is 18. Vraag opnieuw toestemming voor:" in page
    assert "sinds 1 maart 2026" in page


def test_a_task_of_another_programme_is_not_mine(cast, dossier):
    dossier.participant.birth_date = FIFTEEN
    dossier.participant.save()

    assert "Te regelen" not in text_of(client_of(cast.joke).get("/"))


def test_an_ended_contact_stays_below(cast, dossier):
    browser, url = client_of(cast.anna), address("trajectories:contact_edit", dossier)

    browser.post(url, typed_in(browser.get(url)) | {"ends_on": "1-3-2026"})

    page = text_of(browser.get(address("trajectories:network", dossier)))
    assert page.index("Niet nu betrokken") < page.index("Moeder van Tim")
    assert "tot en met 1 maart 2026" in page


def test_a_legal_representative_signs_whether_ticked_or_not(cast, dossier):
    browser, url = client_of(cast.anna), address("trajectories:contact_create", dossier)

    browser.post(url, typed_in(browser.get(url)) | {"name": "Voogd", "relation": "guardian"})

    assert NetworkContact.objects.get(name="Voogd").is_guardian
