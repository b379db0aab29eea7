"""What is shared with a referrer: the default for each kind, and the filter for each event."""

import datetime
from itertools import product

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from accounts.factories import OrganisationFactory
from conftest import client_of, text_of, typed_in
from participants.factories import ConsentFactory
from trajectories.event_history import history_of
from trajectories.factories import EventFactory, TrajectoryFactory
from trajectories.models import EventKind, Sensitivity, TimelineEvent
from trajectories.sharing import (
    NEVER_SHAREABLE,
    ONLY_WITH_CONSENT,
    ORDINARY,
    SHARED_BY_DEFAULT,
    awaits_consent,
    is_shared,
    may_be_shared,
    opened_by_consent,
    readable_by,
    shared_by_default,
)

DAY = datetime.date(2026, 3, 16)


@pytest.mark.parametrize(("kind", "sensitivity"), list(product(EventKind, Sensitivity)))
def test_only_ordinary_milestones_and_outcomes_are_shared_by_default(kind, sensitivity):
    assert shared_by_default(kind, sensitivity) == (
        kind in {EventKind.MILESTONE, EventKind.OUTCOME} and sensitivity == Sensitivity.ORDINARY
    )


def test_every_sensitivity_has_exactly_one_rule():
    assert sorted([ORDINARY, *NEVER_SHAREABLE, *ONLY_WITH_CONSENT]) == sorted(Sensitivity)


def test_what_is_shared_by_default_is_a_kind_of_event():
    assert set(SHARED_BY_DEFAULT) <= set(EventKind)


@pytest.mark.parametrize(
    ("consent", "read"),
    [
        (None, {"ordinary"}),
        ({}, {"ordinary", "family", "finance"}),
        ({"given_on": DAY}, {"ordinary", "family", "finance"}),
        ({"given_on": DAY + datetime.timedelta(1)}, {"ordinary"}),
        ({"withdrawn_on": DAY}, {"ordinary"}),
        ({"withdrawn_on": DAY + datetime.timedelta(1)}, {"ordinary", "family", "finance"}),
        ({"valid_until": DAY}, {"ordinary", "family", "finance"}),
        ({"valid_until": DAY - datetime.timedelta(1)}, {"ordinary"}),
        ({"topics": ["family"]}, {"ordinary", "family"}),
        ({"topics": ["finance"]}, {"ordinary", "finance"}),
        ({"topics": ["attendance"]}, {"ordinary"}),
        ({"kind": "lift_confidentiality"}, {"ordinary"}),
    ],
)
def test_what_a_referrer_reads_hangs_on_the_consent_of_that_day(db, consent, read):
    trajectory = TrajectoryFactory()
    municipality = OrganisationFactory(municipality=True)
    if consent is not None:
        ConsentFactory(participant=trajectory.participant, recipient=municipality, **consent)
    for sensitivity, shared in product(Sensitivity, (True, False)):
        if shared and sensitivity in NEVER_SHAREABLE:
            continue
        EventFactory(trajectory=trajectory, sensitivity=sensitivity, shared_with_referrer=shared)

    events = TimelineEvent.objects.filter(readable_by(municipality.pk, DAY))

    assert sorted(event.sensitivity for event in events) == sorted(read)
    assert all(event.shared_with_referrer for event in events)


@pytest.fixture
def share(dossier):
    def press(browser, event, answer, **extra):
        address = reverse("trajectories:event_share", args=[event.pk])
        return browser.post(address, {"delen": answer} | extra, follow=True)

    return press


def test_one_tap_shares_an_event_and_another_takes_it_back(cast, dossier, share):
    event, anna, erik = dossier.events["open"], client_of(cast.anna), client_of(cast.erik)
    timeline = dossier.trajectory.get_absolute_url()

    told = text_of(share(anna, event, "ja"))
    assert "De verwijzer kan dit nu lezen." in told
    assert event.text in text_of(erik.get(timeline))

    told = text_of(share(anna, event, "nee"))
    assert "De verwijzer leest dit niet meer." in told
    assert event.text not in text_of(erik.get(timeline))


def test_a_second_tap_on_sharing_changes_nothing_and_the_history_tells_who(cast, dossier, share):
    event, anna = dossier.events["open"], client_of(cast.anna)
    version = event.version

    for _ in range(2):
        share(anna, event, "ja")

    event.refresh_from_db()
    assert (event.shared_with_referrer, event.version) == (True, version + 1)
    newest = history_of(event, cast.anna)[0]
    assert newest.who == cast.anna.name
    assert [change.label for change in newest.changes] == ["Delen met de verwijzer"]


@pytest.mark.parametrize("sensitivity", NEVER_SHAREABLE)
def test_health_and_addiction_have_no_button_and_are_refused(cast, dossier, share, sensitivity):
    anna = client_of(cast.anna)
    TimelineEvent.objects.filter(trajectory=dossier.trajectory).delete()
    event = EventFactory(
        trajectory=dossier.trajectory, sensitivity=sensitivity, lanes=[dossier.lane]
    )

    answer = share(anna, event, "ja")

    event.refresh_from_db()
    assert not event.shared_with_referrer
    assert "nooit met de verwijzer gedeeld" in text_of(answer)
    assert "c-event__share" not in answer.content.decode()


def test_the_button_goes_back_to_the_view_it_was_on_and_nowhere_else(cast, dossier, share):
    event, anna = dossier.events["open"], client_of(cast.anna)
    timeline = dossier.trajectory.get_absolute_url()

    there = share(anna, event, "ja", terug=f"{timeline}?weergave=lijst")
    elsewhere = share(anna, event, "nee", terug="https://example.org/")

    assert there.redirect_chain == [(f"{timeline}?weergave=lijst#gebeurtenis-{event.pk}", 302)]
    assert elsewhere.redirect_chain == [(f"{timeline}#gebeurtenis-{event.pk}", 302)]


def on_the_timeline(person, event):
    page = client_of(person).get(f"{event.trajectory.get_absolute_url()}?weergave=lijst")
    card = BeautifulSoup(page.content.decode(), "html.parser").find(id=f"lijst-{event.pk}")
    return card.get_text(" ", strip=True)


@pytest.mark.parametrize("sensitivity", ONLY_WITH_CONSENT)
def test_a_card_says_shared_only_when_somebody_reads_it(cast, dossier, share, sensitivity):
    event = EventFactory(
        trajectory=dossier.trajectory, lanes=[dossier.lane], sensitivity=sensitivity
    )
    anna = client_of(cast.anna)

    told = text_of(share(anna, event, "ja"))
    assert "De verwijzer leest dit pas als de deelnemer daar toestemming voor geeft." in told
    assert "gedeeld zodra er toestemming is" in on_the_timeline(cast.anna, event)

    share(anna, event, "nee")
    ConsentFactory(participant=dossier.participant, recipient=cast.hellendoorn)

    told = text_of(share(anna, event, "ja"))
    assert "zolang de deelnemer daar toestemming voor geeft" in told
    assert "gedeeld met verwijzer" in on_the_timeline(cast.anna, event)


def test_a_saved_form_says_that_what_it_shares_waits_for_consent(cast, dossier, write):
    answer = write(text="Belde zijn moeder.", sensitivity="family", shared_with_referrer="on")

    told = text_of(answer.client.get(answer["Location"]))
    assert "De verwijzer leest dit pas als de deelnemer daar toestemming voor geeft." in told


def test_a_consent_towards_who_did_not_refer_opens_nothing(cast, dossier):
    person, programme = dossier.participant.pk, cast.dow.pk
    consent = ConsentFactory(participant=dossier.participant, recipient=cast.twenterand)
    assert opened_by_consent(person, programme, DAY) == frozenset()

    consent.recipient, consent.topics = cast.hellendoorn, ["family"]
    consent.save()
    assert opened_by_consent(person, programme, DAY) == {"family"}
    assert awaits_consent("finance", frozenset({"family"}))
    assert not awaits_consent("ordinary", frozenset())


PRIVATE = "Praat met de psycholoog over schulden van zijn moeder."


@pytest.fixture
def write(cast, dossier):
    """Send the form of a new event as it begins, with what is typed in it."""
    address = reverse("trajectories:event_create", args=[dossier.trajectory.pk])
    anna = client_of(cast.anna)

    def send(page=None, **typed):
        begun = typed_in(page or anna.get(address)) | {"lanes": [dossier.lane.pk]}
        return anna.post(address, begun | typed)

    return send


def test_private_words_are_asked_about_before_a_milestone_is_shared(cast, dossier, write):
    asked = write(text=PRIVATE, kind="milestone")

    assert asked.status_code == 422
    told = text_of(asked)
    for word in ("‘psycholoog’ (gezondheid)", "‘schulden’ (geld)", "‘moeder’ (familie)"):
        assert word in told
    assert not TimelineEvent.objects.filter(text=PRIVATE).exists()
    assert typed_in(asked)["text"] == PRIVATE


@pytest.mark.parametrize(("answer", "shared"), [("Ja", True), ("Nee", False)])
def test_the_answer_about_private_words_decides(cast, dossier, write, answer, shared):
    asked = write(text=PRIVATE, kind="milestone")
    choices = asked.context["form"].fields["share_anyway"].widget.choices
    [chosen] = [value for value, label in choices if label.startswith(answer)]

    assert write(asked, share_anyway=chosen).status_code == 302

    assert TimelineEvent.objects.get(text=PRIVATE).shared_with_referrer is shared


def test_a_yes_counts_for_the_words_that_were_asked_about(cast, dossier, write):
    asked = write(text=PRIVATE, kind="milestone")
    yes = asked.context["form"].fields["share_anyway"].widget.choices[0][0]

    again = write(asked, share_anyway=yes, text=f"{PRIVATE} Hij blowt.")

    assert again.status_code == 422
    assert "‘blowt’ (verslaving)" in text_of(again)


def test_what_is_not_shared_is_not_asked_about(cast, dossier, write):
    assert write(text=PRIVATE, kind="life_event").status_code == 302


def test_a_milestone_can_stay_unshared_in_the_form(cast, dossier, write):
    write(text=PRIVATE, kind="milestone", shared_with_referrer="nee")
    event = TimelineEvent.objects.get(text=PRIVATE)

    assert not event.shared_with_referrer


def test_a_shared_milestone_is_unshared_in_the_form(cast, dossier):
    event, anna = dossier.events["open"], client_of(cast.anna)
    TimelineEvent.objects.filter(pk=event.pk).update(kind="milestone", shared_with_referrer=True)
    address = reverse("trajectories:event_edit", args=[event.pk])

    opened = typed_in(anna.get(address))
    anna.post(address, opened | {"shared_with_referrer": "nee"})

    assert opened["shared_with_referrer"] == "on"
    event.refresh_from_db()
    assert not event.shared_with_referrer


def test_sharing_private_words_by_the_button_asks_first_and_once(cast, dossier, share):
    event, anna = dossier.events["open"], client_of(cast.anna)
    address = reverse("trajectories:event_edit", args=[event.pk])
    anna.post(address, typed_in(anna.get(address)) | {"text": "Ging naar de huisarts."})

    asked = share(anna, event, "ja")
    event.refresh_from_db()
    assert "‘huisarts’ (gezondheid)" in text_of(asked)
    assert not event.shared_with_referrer

    yes = asked.context["form"].fields["share_anyway"].widget.choices[0][0]
    anna.post(address, typed_in(asked) | {"share_anyway": yes})
    event.refresh_from_db()
    assert event.shared_with_referrer

    # What was judged is not asked again; opening the form still tells.
    opened = anna.get(address)
    assert "‘huisarts’ (gezondheid)" in text_of(opened)
    assert anna.post(address, typed_in(opened)).status_code == 302


def test_what_becomes_less_sensitive_is_judged_again(cast, dossier):
    event = EventFactory(
        trajectory=dossier.trajectory, lanes=[dossier.lane], text="Zijn moeder kwam.",
        sensitivity="family", shared_with_referrer=True,
    )  # fmt: skip
    anna, address = client_of(cast.anna), reverse("trajectories:event_edit", args=[event.pk])

    answer = anna.post(address, typed_in(anna.get(address)) | {"sensitivity": "ordinary"})

    assert answer.status_code == 422
    assert "‘moeder’ (familie)" in text_of(answer)


@pytest.mark.parametrize(
    ("chosen", "kind", "sensitivity"), list(product([True, False, None], EventKind, Sensitivity))
)
def test_a_choice_to_share_holds_except_for_what_never_may(chosen, kind, sensitivity):
    by_itself = shared_by_default(kind, sensitivity) if chosen is None else chosen

    assert is_shared(chosen, kind, sensitivity) is (by_itself and may_be_shared(sensitivity))
