"""Accepting a referral: look first, join or create, once, and never a second person."""

import datetime
import threading
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse

from conftest import TODAY, client_of, text_of, typed_in
from participants.factories import ParticipantFactory, ReferralFactory
from participants.matching import reached_by
from participants.models import Participant, Referral, ReferralStep
from trajectories.acceptance import Start, accept_and_join, ways_back
from trajectories.factories import SpellFactory, TrajectoryFactory
from trajectories.models import Outflow, OutflowCategory, Spell, Trajectory


def ago(days):
    return TODAY - datetime.timedelta(days=days)


@pytest.fixture
def referral(cast):
    return ReferralFactory(
        programme=cast.dow,
        organisation=cast.hellendoorn,
        given_name="Ruben",
        family_name="Nyhuis",
        reach="06-00000006, ruben@example.org",
    )


@pytest.fixture
def ruben(cast):
    """Was here before; his trajectory has ended."""
    ruben = ParticipantFactory(
        given_name="Ruben",
        name_prefix="",
        family_name="Nijhuis",
        alias="Stijn",
        phone="06 0000 0006",
    )
    trajectory = TrajectoryFactory(participant=ruben, programme=cast.dow, reference="DOW-2025-006")
    SpellFactory(trajectory=trajectory, starts_on=ago(300), ends_on=ago(100))
    return ruben


def submit(person, url, **typed):
    browser = client_of(person)
    return browser.post(url, typed_in(browser.get(url)) | typed)


def join(cast, referral, participant, way, key=None, by=None):
    return accept_and_join(
        referral=referral,
        participant=participant,
        way=way,
        start=Start(accepted_on=TODAY, first_day=TODAY),
        submission_key=key or uuid.uuid4(),
        by=by or cast.anna,
    )


def test_who_is_known_stands_beside_the_referral(cast, referral, ruben):
    page = text_of(client_of(cast.anna).get(reverse("trajectories:accept", args=[referral.pk])))

    assert "Ruben Nijhuis" in page
    assert "zelfde telefoonnummer" in page
    assert "DOW-2025-006: Niet meer bij DOW" in page


def test_people_of_another_programme_do_not_show(cast, referral, ruben):
    Trajectory.objects.update(programme=cast.elders)

    page = text_of(client_of(cast.anna).get(reverse("trajectories:accept", args=[referral.pk])))

    assert "Nijhuis" not in page


def test_a_former_participant_goes_on_in_his_trajectory_as_a_new_stay(cast, referral, ruben):
    url = reverse("trajectories:accept_join", args=[referral.pk, ruben.pk])

    answer = submit(cast.anna, url, first_day="vandaag")

    trajectory = Trajectory.objects.get()
    assert answer.headers["Location"] == reverse("coaching:assignments", args=[trajectory.pk])
    assert Participant.objects.count() == 1
    assert list(trajectory.spells.values_list("starts_on", flat=True)) == [ago(300), TODAY]
    referral.refresh_from_db()
    assert (referral.status, referral.participant) == ("accepted", ruben)
    assert referral.first_contact_on == TODAY
    assert ReferralStep.objects.get().by == cast.anna


def test_who_left_by_plan_begins_a_new_trajectory(cast, referral, ruben):
    Outflow.objects.create(
        trajectory=ruben.trajectories.get(), category=OutflowCategory.REGULAR_TEMPORARY
    )
    url = reverse("trajectories:accept_join", args=[referral.pk, ruben.pk])

    submit(cast.anna, url)

    assert Participant.objects.count() == 1
    assert ruben.trajectories.count() == 2


def test_who_is_on_the_way_keeps_the_trajectory_that_runs(cast, referral, ruben):
    SpellFactory(trajectory=ruben.trajectories.get(), starts_on=ago(50))

    [way] = ways_back(ruben, referral, TODAY)
    join(cast, referral, ruben, way.key)

    assert way.is_running
    assert Spell.objects.count() == 2


def test_a_new_participant_is_made_with_what_the_referral_told(cast, referral):
    url = reverse("trajectories:accept_new", args=[referral.pk])

    answer = submit(cast.anna, url, alias="Stijn")

    participant = Participant.objects.get()
    assert answer.status_code == 302
    assert str(participant) == "Ruben Nyhuis"
    assert (participant.phone, participant.email) == ("06-00000006", "ruben@example.org")
    assert participant.municipality == cast.hellendoorn
    assert participant.trajectories.get().programme == cast.dow
    assert Referral.objects.get().participant == participant


def test_the_same_form_sent_twice_makes_one_participant(cast, referral):
    browser, url = client_of(cast.anna), reverse("trajectories:accept_new", args=[referral.pk])
    typed = typed_in(browser.get(url)) | {"alias": "Stijn"}

    answers = [browser.post(url, typed).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert (Participant.objects.count(), Trajectory.objects.count()) == (1, 1)


def test_a_referral_that_was_handled_is_refused_and_nothing_is_made(cast, referral):
    browser, url = client_of(cast.anna), reverse("trajectories:accept_new", args=[referral.pk])
    typed = typed_in(browser.get(url)) | {"alias": "Stijn"}
    Referral.objects.update(status="declined", status_reason="Gaat naar school.")

    answer = browser.post(url, typed)

    assert answer.status_code == 422
    assert "al afgehandeld: niet gestart" in text_of(answer)
    assert typed_in(answer)["alias"] == "Stijn"
    assert not Participant.objects.exists()


def test_a_referral_of_somebody_is_not_accepted_for_somebody_else(cast, referral, ruben):
    Referral.objects.update(participant=ParticipantFactory())
    referral.refresh_from_db()

    with pytest.raises(ValidationError, match="hoort bij iemand anders"):
        join(cast, referral, ruben, "new")


def test_over_the_maximum_warns_and_does_not_block(cast, referral, ruben):
    cast.dow.places.update(minimum=0, maximum=0)
    url = reverse("trajectories:accept_join", args=[referral.pk, ruben.pk])
    browser = client_of(cast.anna)

    page = browser.post(url, typed_in(browser.get(url)) | {"first_day": "vandaag"}, follow=True)

    assert "Er is nu 1 plek bezet, en er zijn er 0." in text_of(page)
    assert Spell.objects.count() == 2


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("06-12345678", ("06-12345678", "")),
        ("bel +31 6 12345678 of wessel@example.org.", ("+31 6 12345678", "wessel@example.org")),
        ("via zijn moeder", ("", "")),
    ],
)
def test_a_number_and_an_address_are_read_from_what_was_written(text, found):
    assert reached_by(text) == found


@pytest.mark.django_db(transaction=True)
def test_two_people_accepting_at_once_one_wins_and_the_other_gets_a_sentence(cast, referral, ruben):
    [way, *_] = ways_back(ruben, referral, TODAY)
    ready, outcomes = threading.Barrier(2), []

    def accept(by):
        try:
            ready.wait(timeout=10)
            outcomes.append(join(cast, referral, ruben, way.key, by=by))
        except ValidationError as error:
            outcomes.append(" ".join(error.messages))
        finally:
            connection.close()

    both = [threading.Thread(target=accept, args=[by]) for by in (cast.anna, cast.joke)]
    for one in both:
        one.start()
    for one in both:
        one.join()

    sentences = [one for one in outcomes if isinstance(one, str)]
    winner = ReferralStep.objects.get().by
    assert sentences == [f"Deze aanmelding is al afgehandeld: geplaatst, door {winner}."]
    assert (Spell.objects.count(), Trajectory.objects.count()) == (2, 1)
