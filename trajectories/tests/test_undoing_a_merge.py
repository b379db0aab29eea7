"""Putting two people apart who were merged: what comes back, and what stands in the way."""

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.factories import OrganisationFactory
from coaching.factories import SharedLineFactory, TalkFactory
from conftest import NOON, client_of, text_of
from participants.factories import (
    ConsentFactory,
    ImportedRowFactory,
    ParticipantFactory,
    PeopleImportFactory,
    ReferralFactory,
    ReferralStepFactory,
)
from participants.importing.work import what_depends
from participants.merging import undo_merge
from participants.models import (
    NetworkContact,
    Participant,
    ParticipantMerge,
    ReferralStatus,
)
from trajectories.models import Trajectory
from trajectories.tests.test_merging import kept, merged, other

__all__ = ["kept", "other"]


def test_undoing_gives_back_the_person_the_rows_and_the_facts(cast, kept, other):
    number, trajectory = other.pk, other.trajectories.get()
    merged(cast, kept, other, take=["phone", "alias"])
    choose = reverse("trajectories:merge_choose", args=[kept.trajectories.first().pk])
    browser = client_of(cast.anna)
    assert "Eerder samengevoegd Ruben Nyhuis" in text_of(browser.get(choose))

    done = ParticipantMerge.objects.get()
    browser.post(reverse("trajectories:merge_undo", args=[done.pk]))

    back = Participant.objects.get(pk=number)
    kept.refresh_from_db()
    trajectory.refresh_from_db()
    assert (back.family_name, back.phone, back.sort_name) == (
        "Nyhuis",
        "06 0000 0006",
        "nyhuis ruben",
    )
    assert (kept.phone, kept.alias) == ("", "Tim")
    assert trajectory.participant == back
    assert "Eerder samengevoegd" not in text_of(browser.get(choose))


def test_a_fact_that_was_changed_since_stays_and_is_told(cast, kept, other):
    done = merged(cast, kept, other, take=["phone"])
    Participant.objects.filter(pk=kept.pk).update(phone="06 0000 0008")

    _, left = undo_merge(merge=done, by=cast.anna)

    kept.refresh_from_db()
    assert (kept.phone, left) == ("06 0000 0008", ("telefoon",))


def refused(done, cast, sentence):
    with pytest.raises(ValidationError, match=sentence):
        undo_merge(merge=done, by=cast.anna)


def test_after_thirty_days_it_stays_as_it_is(cast, kept, other):
    done = merged(cast, kept, other)

    with time_machine.travel(NOON + datetime.timedelta(days=31)):
        refused(done, cast, "tot 30 dagen na")
    with time_machine.travel(NOON + datetime.timedelta(days=30)):
        undo_merge(merge=done, by=cast.anna)


def test_it_is_undone_once(cast, kept, other):
    done = merged(cast, kept, other)
    undo_merge(merge=done, by=cast.anna)

    refused(done, cast, "al ongedaan gemaakt")


def test_a_later_merge_is_undone_first(cast, kept, other):
    third = ParticipantFactory(given_name="Robin", family_name="Nijhof")
    first = merged(cast, kept, other)
    second = merged(cast, kept, third)
    refused(first, cast, "eerst de latere samenvoeging met Robin")

    undo_merge(merge=second, by=cast.anna)
    undo_merge(merge=first, by=cast.anna)

    assert Participant.objects.count() == 3


def test_a_merge_of_who_was_merged_himself_is_undone_after_that(cast, kept, other):
    third = ParticipantFactory(given_name="Robin", family_name="Nijhof")
    first = merged(cast, kept, other)
    stale = ParticipantMerge.objects.get(pk=first.pk)
    second = merged(cast, third, Participant.objects.get(pk=kept.pk))
    refused(stale, cast, "zelf samengevoegd")
    refused(ParticipantMerge.objects.get(pk=first.pk), cast, "eerst de latere samenvoeging")

    undo_merge(merge=second, by=cast.anna)
    undo_merge(merge=ParticipantMerge.objects.get(pk=first.pk), by=cast.anna)

    assert Participant.objects.count() == 3


def test_a_referral_accepted_since_prevents_it(cast, kept, other):
    done = merged(cast, kept, other)
    referral = ReferralFactory(programme=cast.dow, participant=kept, reference="AANM-2026-077")
    ReferralStepFactory(referral=referral, status=ReferralStatus.ACCEPTED)

    refused(done, cast, "aanmelding AANM-2026-077 is na het samenvoegen geplaatst")


def test_a_row_that_moved_on_prevents_it(cast, kept, other):
    done = merged(cast, kept, other)
    NetworkContact.objects.filter(name="Tante Truus").update(participant=ParticipantFactory())

    refused(done, cast, "hoort nu bij een ander \\(contact\\)")


def test_a_row_that_belongs_to_both_prevents_it(cast, kept, other):
    done = merged(cast, kept, other)
    trajectory = Trajectory.objects.get(reference="DOW-2026-002")
    SharedLineFactory(
        talk=TalkFactory(trajectory=trajectory, author=cast.bert),
        consent=ConsentFactory(participant=kept),
    )

    refused(done, cast, "iets gemaakt dat bij allebei hoort")
    assert not Participant.objects.filter(pk=done.number).exists()


def test_a_row_that_is_gone_since_does_not(cast, kept, other):
    done = merged(cast, kept, other)
    NetworkContact.objects.filter(name="Tante Truus").delete()

    back, _ = undo_merge(merge=done, by=cast.anna)

    assert (back.network_contacts.count(), back.trajectories.count()) == (0, 1)


def test_a_municipality_that_is_gone_since_is_a_sentence_and_nothing_is_done(cast, kept, other):
    other.municipality = OrganisationFactory(municipality=True, name="Gemeente Weg")
    other.save()
    done = merged(cast, kept, other)
    other.municipality.delete()

    refused(done, cast, "Ongedaan maken kan niet meer")
    assert Participant.objects.count() == 1


def test_a_refusal_is_told_on_the_page(cast, kept, other):
    done = merged(cast, kept, other)
    ParticipantMerge.objects.update(merged_at=NOON - datetime.timedelta(days=31))

    answer = client_of(cast.anna).post(
        reverse("trajectories:merge_undo", args=[done.pk]), follow=True
    )

    assert "Ongedaan maken kan tot 30 dagen" in text_of(answer)


def test_an_import_that_made_him_is_not_undone_over_his_head(cast, kept):
    other = ParticipantFactory(given_name="Ruben", family_name="Nyhuis")
    people_import = PeopleImportFactory(programme=cast.dow, checked=True)
    row = ImportedRowFactory(people_import=people_import, participant=other, is_imported=True)

    merged(cast, kept, other)

    row.refresh_from_db()
    assert row.participant == kept
    assert what_depends(people_import)
