"""Who sees all of a dossier is not asked row by row, and reads just what `visible_to` would give."""

import datetime

import pytest
from django.http import Http404
from django.utils import timezone

from accounts.models import User
from coaching.factories import HandoverFactory, HandoverLetterFactory
from coaching.models import CoachAssignment, HandoverLetter, HandoverStatus, Talk
from dow_site.access import Action, Role, ScopedQuerySet
from participants.factories import ParticipantFactory, ReferralFactory
from participants.models import Participant, Referral, ReferralStep
from trajectories import derived
from trajectories.attachments import attached_to
from trajectories.factories import AttachmentFactory, EventFactory, TrajectoryFactory
from trajectories.list_rows import rows_of
from trajectories.models import EventAttachment, Outflow, Spell, TimelineEvent, Trajectory
from trajectories.models.trajectory import PartOfTrajectoryQuerySet
from trajectories.reading import read_for
from trajectories.removal import editable_and_stones

EVERYBODY = (
    "anna", "bert", "carla", "daan", "erik", "fenna", "lotte", "gijs", "hanna", "ibrahim", "joke",
    "kees",
)  # fmt: skip


@pytest.fixture
def removed(dossier, cast):
    """Beside what stands: an event and a file that were taken off, and what belongs to another programme."""
    off = {"removed_at": timezone.now(), "removed_by": cast.anna, "removal_reason": "Dubbel."}
    EventFactory(trajectory=dossier.trajectory, text="Er afgehaald", position=90, **off)
    standing = dossier.events["milestone"]
    AttachmentFactory(event=standing, name="weg.pdf", added_by=cast.bert, **off)
    AttachmentFactory(
        event=standing, name="staat.pdf", added_by=cast.bert, shared_with_referrer=True
    )
    ReferralFactory(
        participant=dossier.participant, programme=cast.elders, organisation=cast.twenterand
    )
    handover = HandoverFactory(
        programme=cast.dow, from_coach=cast.carla, to_coach=cast.bert,
        status=HandoverStatus.CONFIRMED, offered_at=timezone.now(), answered_at=timezone.now(),
    )  # fmt: skip
    HandoverLetterFactory(handover=handover, trajectory=dossier.trajectory)
    # A coach who works elsewhere by now handed it over there.
    elsewhere = HandoverFactory(
        programme=cast.elders, from_coach=cast.kees, to_coach=cast.bert,
        status=HandoverStatus.CONFIRMED, offered_at=timezone.now(), answered_at=timezone.now(),
    )  # fmt: skip
    HandoverLetterFactory(handover=elsewhere, trajectory=dossier.trajectory)
    gone = EventFactory(trajectory=dossier.trajectory, text="Ook eraf", position=91, **off)
    AttachmentFactory(event=gone, name="mee weg.pdf", added_by=cast.bert)
    return dossier


def opened(person, number):
    """The trajectory as a page gets it; None for who may not know of it."""
    try:
        return Trajectory.objects.for_dossier().get_for(person, Action.VIEW_TRAJECTORY, pk=number)
    except Http404:
        return None


def read(trajectory, person, today):
    editable, stones = editable_and_stones(trajectory, person)
    every_event = TimelineEvent.objects.filter(trajectory=trajectory, removed_at__isnull=True)
    return {
        "derived": derived.rows_for(trajectory, person),
        "files": attached_to(trajectory, person),
        "story": read_for(trajectory, person, today=today, editable=editable),
        "editable": {pk for pk in every_event.values_list("pk", flat=True) if pk in editable},
        "stones": stones,
    }


@pytest.mark.parametrize("name", EVERYBODY)
def test_one_reads_the_same_as_when_each_row_is_asked_for(removed, cast, today, name):
    person = getattr(cast, name)
    trajectory = opened(person, removed.trajectory.pk)
    visible = Trajectory.objects.visible_to(person)
    assert visible.filter(pk=removed.trajectory.pk).exists() == (trajectory is not None)

    if trajectory is not None:
        # One that did not come from `get_for` is asked for row by row.
        asked = Trajectory.objects.for_dossier().get(pk=trajectory.pk)
        assert read(trajectory, person, today) == read(asked, person, today)


@pytest.mark.parametrize("name", EVERYBODY)
def test_a_list_says_the_same_as_when_each_event_is_asked_for(
    removed, cast, today, name, monkeypatch
):
    EventFactory(
        trajectory=removed.trajectory, text="Rijbewijs halen", kind="milestone", starts_on=None,
        planned_on=today + datetime.timedelta(days=9), planned_precision="day",
        sensitivity="ordinary", recorded_by=cast.bert,
    )  # fmt: skip
    person = getattr(cast, name)
    shown = rows_of(Trajectory.objects.visible_to(person), person, today)

    monkeypatch.setattr(ScopedQuerySet, "sees_all_in", lambda *_: False)
    assert shown == rows_of(Trajectory.objects.visible_to(person), person, today)
    if name in ("anna", "bert"):
        assert "Rijbewijs halen" in shown[0].next_milestone


def test_it_is_for_who_leads_and_who_coaches(dossier, cast):
    """Otherwise this file would compare nothing."""

    def sees_all(person, kind, action=None):
        rows = kind._default_manager.all()
        return rows.sees_all_of(person, opened(person, dossier.trajectory.pk), action)

    kinds = {provider.model for provider in derived._providers.values()}
    by_referral = {Referral, ReferralStep, HandoverLetter}
    assert {kind for kind in kinds if sees_all(cast.anna, kind)} == kinds
    assert {kind for kind in kinds if sees_all(cast.bert, kind)} == kinds - by_referral
    assert {kind for kind in kinds if sees_all(cast.daan, kind)} == kinds - by_referral - {Talk}
    assert {kind for kind in kinds if sees_all(cast.erik, kind)} == {
        Spell,
        Outflow,
        CoachAssignment,
    }
    readers = [cast.anna, cast.bert, cast.daan, cast.erik, cast.lotte]
    assert [sees_all(one, TimelineEvent) for one in readers] == [True, True, False, False, True]
    assert [sees_all(one, TimelineEvent, Action.EDIT_EVENT) for one in readers] == [
        True, True, False, False, True,
    ]  # fmt: skip
    assert [sees_all(one, EventAttachment) for one in readers] == [True, True, False, False, False]


def test_what_came_from_elsewhere_than_the_gate_is_asked_for(dossier, cast):
    events, given = TimelineEvent.objects.all(), opened(cast.anna, dossier.trajectory.pk)

    assert events.sees_all_of(cast.anna, given)
    assert not events.sees_all_of(cast.anna, dossier.trajectory)
    # Somebody else got it, or nobody.
    assert not events.sees_all_of(cast.joke, given)
    assert not events.sees_all_of(User(role=Role.PROJECT_LEADER), dossier.trajectory)


def test_of_another_whole_nothing_is_known(dossier, cast):
    """Of a person whom somebody may see, another trajectory may be another coach's."""
    person = Participant.objects.get_for(
        cast.bert, Action.VIEW_PARTICIPANT, pk=dossier.participant.pk
    )

    assert not TimelineEvent.objects.all().sees_all_of(cast.bert, person)
    assert not Referral.objects.all().sees_all_of(cast.anna, person)


def test_a_list_of_what_rows_are_taken_away_from_is_no_source():
    with pytest.raises(ValueError, match="not every row"):
        derived.register(source="event", model=TimelineEvent, fields=("pk",), write=list)


def test_a_former_participant_sees_nothing_of_his_own_file(dossier, cast, today):
    own = TrajectoryFactory(participant=ParticipantFactory(account=cast.bert), programme=cast.dow)
    EventFactory(trajectory=own, text="Van mij")

    assert opened(cast.bert, own.pk) is None
    shown = rows_of(Trajectory.objects.visible_to(cast.bert), cast.bert, today)
    assert own.pk not in [row.pk for row in shown]


def subclasses(kind):
    for one in kind.__subclasses__():
        yield one
        yield from subclasses(one)


def test_what_belongs_to_a_trajectory_is_narrowed_in_one_way():
    """`part_of_own` is what `sees_all_of` looks at: who narrows his own rows elsewhere would be overlooked."""
    kinds = set(subclasses(PartOfTrajectoryQuerySet))

    assert len(kinds) > 10
    for kind in kinds:
        assert kind.own is PartOfTrajectoryQuerySet.own, kind
        assert kind.of_programme is PartOfTrajectoryQuerySet.of_programme, kind
        assert kind.withheld_from is PartOfTrajectoryQuerySet.withheld_from, kind
        assert kind.keeps_nothing_from is PartOfTrajectoryQuerySet.keeps_nothing_from, kind
