"""What is shared with a referrer: the default for each kind, and the filter for each event."""

import datetime
from itertools import product

import pytest
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


def test_a_private_word_in_what_is_shared_gives_a_hint_upon_saving(cast, dossier, share):
    event, anna = dossier.events["open"], client_of(cast.anna)
    address = reverse("trajectories:event_edit", args=[event.pk])
    typed = typed_in(anna.get(address)) | {"text": "Ging naar de huisarts."}

    unshared = text_of(anna.post(address, typed, follow=True))
    tapped = text_of(share(anna, event, "ja"))
    opened = anna.get(address)
    saved = text_of(anna.post(address, typed_in(opened), follow=True))

    assert "‘huisarts’" not in unshared
    for page in (tapped, text_of(opened), saved):
        assert "‘huisarts’ (gezondheid)" in page
