"""What the controller decides on: objections beside their line, whether the participant read it, and what misses."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from conftest import assert_does_not_grow, client_of, text_of, typed_in
from costs.checking import offer
from costs.factories import (
    AttendeeFactory,
    CostLineFactory,
    LineObjectionFactory,
    LineRealityFactory,
    ParticipantReadingFactory,
)
from costs.models import Session, SessionStatus
from participants.factories import ConsentFactory
from participants.models import ConsentKind

NO_CONSENT = "Er is geen toestemming voor de sessie vastgelegd."
NO_DATE = "De datum van de sessie is niet ingevuld."
NOBODY = "Er is niet opgeschreven wie er aan tafel zat."
NOT_READ = "De deelnemer heeft het verslag nog niet gelezen."
ALL = (NO_CONSENT, NO_DATE, NOBODY, NOT_READ)


def check_url(dossier):
    return reverse("costs:check", args=[dossier.session.pk])


def checked(cast, dossier):
    offer(dossier.session, by=cast.lotte)
    return client_of(cast.hanna).get(check_url(dossier))


def test_an_objection_stands_beside_its_line_with_the_alias(cast, dossier):
    LineObjectionFactory(line=dossier.line, text="Dat was Wessel niet.", answer="Nagevraagd.")

    page = BeautifulSoup(checked(cast, dossier).content, "html.parser")
    heads = page.find_all(class_="c-card__title", string=dossier.line.label)
    card = text_of_tag(heads[0].find_parent(class_="c-card"))

    assert "Bezwaar van de deelnemer" in card
    assert "Dat was Tim niet. Wat ermee gedaan is: Nagevraagd." in card
    assert "Wessel" not in page.get_text()


def text_of_tag(tag):
    return " ".join(tag.get_text(" ", strip=True).split())


def test_an_objection_to_a_line_without_an_amount_is_shown_too(cast, dossier):
    line = CostLineFactory(
        session=dossier.session,
        order=2,
        label="Hulp van oma",
        status="unpriced",
        unpriced_reason="Geen prijs.",
        low_amount=None,
        high_amount=None,
    )
    LineObjectionFactory(line=line, text="Dat was mijn tante.")

    page = text_of(checked(cast, dossier))

    assert "Dat was mijn tante." in page[page.index("Bezwaar bij een regel zonder bedrag") :]


def test_the_controller_reads_no_more_of_the_story_than_the_objection(cast, dossier):
    avoided = CostLineFactory(session=dossier.session, order=2, side="avoided", label="Opvang")
    LineRealityFactory(line=avoided)
    ParticipantReadingFactory(
        session=dossier.session, read_on=datetime.date(2026, 3, 12), said="Dit ben ik."
    )

    page = text_of(checked(cast, dossier))

    assert "Deelnemer las het verslag op 12 maart 2026" in page
    assert "Dit ben ik." not in page
    assert "Hij woont nog thuis." not in page


@pytest.mark.parametrize("person", ["lotte", "hanna"])
def test_who_offers_and_who_approves_read_what_misses(cast, dossier, person):
    Session.objects.filter(pk=dossier.session.pk).update(held_on=None)
    dossier.session.refresh_from_db()

    offering = text_of(client_of(cast.lotte).get(dossier.session.get_absolute_url()))
    page = offering if person == "lotte" else text_of(checked(cast, dossier))

    assert [sentence for sentence in ALL if sentence not in page] == []


def test_nothing_misses_in_a_session_that_is_complete(cast, dossier):
    AttendeeFactory(session=dossier.session)
    ParticipantReadingFactory(session=dossier.session)
    dossier.session.held_on = datetime.date(2026, 3, 2)
    dossier.session.save()
    ConsentFactory(
        participant=dossier.participant,
        kind=ConsentKind.CALCULATOR_SESSION,
        recipient=None,
        given_on=datetime.date(2026, 3, 1),
    )

    offering = text_of(client_of(cast.lotte).get(dossier.session.get_absolute_url()))
    page = text_of(checked(cast, dossier))

    assert [sentence for sentence in ALL if sentence in offering or sentence in page] == []


def test_what_misses_holds_no_approval_back(cast, dossier):
    browser, url = client_of(cast.hanna), check_url(dossier)
    page = checked(cast, dossier)
    assert NOT_READ in text_of(page)

    browser.post(url, typed_in(page) | {"decision": "approve"})

    assert Session.objects.get(pk=dossier.session.pk).status == SessionStatus.APPROVED


def test_more_objections_ask_no_more_queries(cast, dossier):
    offer(dossier.session, by=cast.lotte)
    browser = client_of(cast.hanna)
    LineObjectionFactory(line=dossier.line)

    assert_does_not_grow(
        lambda: browser.get(check_url(dossier)),
        lambda: [LineObjectionFactory(line=dossier.line) for _ in range(5)],
    )
