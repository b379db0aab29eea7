"""A merge while somebody else merges, accepts or writes: one wins, the other gets a sentence."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from conftest import TODAY
from participants.factories import (
    NetworkContactFactory,
    ReferralFactory,
)
from participants.forms import ParticipantForm
from participants.merging import merge
from participants.models import (
    Participant,
    ParticipantMerge,
    ReferralStatus,
)
from trajectories.acceptance import Start, accept_and_join, ways_back
from trajectories.models import Trajectory
from trajectories.tests.test_merging import kept, merged, other

__all__ = ["kept", "other"]


def test_what_is_typed_on_who_went_up_is_a_sentence(cast, kept, other):
    form = ParticipantForm(
        {"given_name": "Ruben", "alias": "Rik", "version": "1"},
        instance=Participant.objects.get(pk=other.pk),
    )
    referral = ReferralFactory(programme=cast.dow)
    gone = Participant.objects.get(pk=other.pk)
    merged(cast, kept, other)

    assert form.is_valid()
    with pytest.raises(ValidationError, match="er intussen niet meer"):
        form.save_record()
    with pytest.raises(ValidationError, match="samengevoegd met een ander"):
        accept(cast, referral, gone)
    with pytest.raises(IntegrityError), transaction.atomic():
        write_down_a_contact_of(gone)


def accept(cast, referral, participant):
    return accept_and_join(
        referral=referral,
        participant=participant,
        way=ways_back(participant, referral, TODAY)[0].key,
        start=Start(accepted_on=TODAY, first_day=TODAY),
        submission_key=ParticipantMerge().submission_key,
        by=cast.anna,
    )


def write_down_a_contact_of(participant):
    NetworkContactFactory(participant=participant)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.django_db(transaction=True)
def test_accepting_for_somebody_who_is_merged_at_that_moment_leaves_nobody_torn(cast, kept, other):
    referral, same = ReferralFactory(programme=cast.dow), Participant.objects.get(pk=other.pk)
    ready, sentences = threading.Barrier(2), []

    def go(deed):
        try:
            ready.wait(timeout=10)
            deed()
        except ValidationError as error:
            sentences.extend(error.messages)
        finally:
            connection.close()

    both = [
        threading.Thread(target=go, args=[deed])
        for deed in (
            lambda: accept(cast, referral, same),
            lambda: merged(cast, kept, other),
        )
    ]
    for one in both:
        one.start()
    for one in both:
        one.join()

    # Whoever was first: the merge holds, and what was accepted went along.
    referral.refresh_from_db()
    accepted = referral.status == ReferralStatus.ACCEPTED
    assert list(Participant.objects.all()) == [kept]
    assert referral.participant == (kept if accepted else None)
    assert len(sentences) == (0 if accepted else 1)
    assert set(Trajectory.objects.values_list("participant", flat=True)) == {kept.pk}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("crosswise", [False, True], ids=["the same way", "crosswise"])
def test_two_merges_at_once_are_one_merge_and_a_sentence(cast, kept, other, crosswise):
    ready, outcomes = threading.Barrier(2), []
    ways = [(kept, other), (other, kept) if crosswise else (kept, other)]

    def go(stays, goes):
        try:
            ready.wait(timeout=10)
            outcomes.append(
                merge(
                    kept=stays,
                    other=goes,
                    take_from_other=(),
                    versions=(1, 1),
                    submission_key=ParticipantMerge().submission_key,
                    by=cast.anna,
                )
            )
        except ValidationError as error:
            outcomes.append(" ".join(error.messages))
        finally:
            connection.close()

    both = [threading.Thread(target=go, args=way) for way in ways]
    for one in both:
        one.start()
    for one in both:
        one.join()

    sentences = [one for one in outcomes if isinstance(one, str)]
    assert sentences == ["Een van deze twee is intussen al samengevoegd. Zoek opnieuw."]
    assert ParticipantMerge.objects.count() == 1
    [left] = Participant.objects.all()
    assert (left.trajectories.count(), left.network_contacts.count()) == (2, 1)
