"""Changes to a trajectory: what they do, and what they refuse."""

import datetime
import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse

from conftest import client_of, text_of
from participants.factories import ParticipantFactory
from trajectories import operations
from trajectories.models import EndReason, Phase, Spell, SpellRole, TimelineEvent, Trajectory

APRIL = datetime.date(2026, 4, 1)


def start(dossier, cast, on, phase=Phase.WORK_FIT):
    return operations.start_spell(
        trajectory=dossier.trajectory,
        starts_on=on,
        role=SpellRole.PARTICIPANT,
        phase=phase,
        by=cast.anna,
    )


def end(dossier, cast, on, reason=EndReason.PAUSE):
    return operations.end_spell(
        spell=dossier.spell, ends_on=on, end_reason=reason, note="", by=cast.anna
    )


def test_a_stay_cannot_begin_while_another_runs(dossier, cast):
    with pytest.raises(ValidationError, match="vallen samen met een ander deel"):
        start(dossier, cast, APRIL)

    assert Spell.objects.count() == 1


def test_after_a_pause_a_second_chance_is_simply_the_next_stay(dossier, cast):
    end(dossier, cast, datetime.date(2026, 2, 28))

    start(dossier, cast, APRIL)

    assert list(dossier.trajectory.spells.values_list("ends_on", "starts_on")) == [
        (datetime.date(2026, 2, 28), dossier.spell.starts_on),
        (None, APRIL),
    ]


def test_a_stay_does_not_end_before_it_begins(dossier, cast):
    with pytest.raises(ValidationError, match="niet voor het begin"):
        end(dossier, cast, dossier.spell.starts_on - datetime.timedelta(days=1))


def test_a_stay_that_somebody_else_ended_is_not_ended_twice(dossier, cast):
    end(dossier, cast, datetime.date(2026, 2, 28))

    with pytest.raises(ValidationError, match="al beëindigd"):
        end(dossier, cast, datetime.date(2026, 3, 1), EndReason.MOVED)

    dossier.spell.refresh_from_db()
    assert dossier.spell.end_reason == EndReason.PAUSE


def test_another_phase_follows_the_day_after(dossier, cast):
    operations.change_phase(spell=dossier.spell, on=APRIL, phase=Phase.VOCATIONAL, by=cast.anna)

    first, second = dossier.trajectory.spells.order_by("starts_on")
    assert (first.ends_on, first.end_reason) == (datetime.date(2026, 3, 31), "")
    assert (second.starts_on, second.phase) == (APRIL, Phase.VOCATIONAL)


def test_the_same_phase_is_no_other_phase(dossier, cast):
    with pytest.raises(ValidationError, match="loopt al"):
        operations.change_phase(
            spell=dossier.spell, on=APRIL, phase=dossier.spell.phase, by=cast.anna
        )


def test_places_count_participants_and_no_interns(dossier, cast, today):
    assert operations.places_taken_on(cast.dow, today) == 1

    Spell.objects.update(role=SpellRole.INTERN)

    assert operations.places_taken_on(cast.dow, today) == 0


def test_a_new_trajectory_starts_with_chapters_and_lanes(cast, today):
    participant = ParticipantFactory(given_name="Sien")

    trajectory = operations.start_trajectory(
        participant=participant, programme=cast.dow, by=cast.anna
    )

    assert trajectory.reference == "DOW-2026-001"
    assert [chapter.title for chapter in trajectory.chapters.all()] == ["Beginsituatie", "Start"]
    assert [lane.label for lane in trajectory.lanes.all()] == [
        "Gemeente",
        "Sien",
        "Dynamisch Op Weg",
    ]


def test_who_is_on_the_way_here_does_not_start_a_second_trajectory(dossier, cast):
    with pytest.raises(ValidationError, match="al een lopend traject"):
        operations.start_trajectory(
            participant=dossier.participant, programme=cast.dow, by=cast.anna
        )

    assert Trajectory.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_trajectories_started_at_once_get_two_references(cast):
    people = [ParticipantFactory(given_name=name) for name in ("Sien", "Toon")]
    gate = threading.Barrier(2, timeout=10)

    def run(participant):
        try:
            gate.wait()
            operations.start_trajectory(participant=participant, programme=cast.dow, by=cast.anna)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)

    references = set(Trajectory.objects.values_list("reference", flat=True))
    assert references == {"DOW-2026-001", "DOW-2026-002"}


def event_form(dossier, **changes):
    return {
        "text": "Kwam op de fiets.",
        "lanes": [dossier.lane.pk],
        "when": "12-3-2026",
        "kind": "life_event",
        "sensitivity": "ordinary",
        "submission_key": "6f4f0a3e-6a53-4f3c-9f57-0a4f8b1c2d3e",
    } | changes


def test_an_event_sent_twice_is_one_event(dossier, cast):
    address = reverse("trajectories:event_create", args=[dossier.trajectory.pk])
    before = TimelineEvent.objects.count()

    for _ in range(2):
        assert client_of(cast.anna).post(address, event_form(dossier)).status_code == 302

    assert TimelineEvent.objects.count() == before + 1


def test_a_new_event_comes_last_and_says_who_wrote_it(dossier, cast):
    client_of(cast.bert).post(
        reverse("trajectories:event_create", args=[dossier.trajectory.pk]), event_form(dossier)
    )

    event = TimelineEvent.objects.get(text="Kwam op de fiets.")
    assert event.recorded_by == cast.bert
    assert event.position > max(other.position for other in dossier.events.values())
    assert [lane.pk for lane in event.lanes.all()] == [dossier.lane.pk]


def test_a_lane_of_another_trajectory_cannot_be_chosen(dossier, cast):
    other = operations.start_trajectory(
        participant=ParticipantFactory(given_name="Sien"), programme=cast.dow, by=cast.anna
    )

    answer = client_of(cast.anna).post(
        reverse("trajectories:event_create", args=[dossier.trajectory.pk]),
        event_form(dossier, lanes=[other.lanes.first().pk]),
    )

    assert answer.status_code == 422
    assert not TimelineEvent.objects.filter(text="Kwam op de fiets.").exists()


def test_a_save_that_raced_anothers_shows_both_texts_and_loses_neither(dossier, cast):
    event = dossier.events["open"]
    address = reverse("trajectories:event_edit", args=[event.pk])
    mine = event_form(dossier, text="Mijn tekst.", version=event.version)
    client_of(cast.bert).post(
        address, event_form(dossier, text="De tekst van Bert.", version=event.version)
    )

    answer = client_of(cast.anna).post(address, mine)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "De tekst van Bert." in page
    assert "Mijn tekst." in page
    event.refresh_from_db()
    assert event.text == "De tekst van Bert."

    knowingly = event_form(dossier, text="Mijn tekst.", version=event.version)
    assert client_of(cast.anna).post(address, knowingly).status_code == 302
    event.refresh_from_db()
    assert event.text == "Mijn tekst."


@pytest.mark.parametrize("sensitivity", ["health", "addiction"])
def test_choosing_health_or_addiction_switches_sharing_off_with_a_sentence(
    dossier, cast, sensitivity
):
    answer = client_of(cast.anna).post(
        reverse("trajectories:event_create", args=[dossier.trajectory.pk]),
        event_form(dossier, sensitivity=sensitivity, shared_with_referrer="on"),
        follow=True,
    )

    assert not TimelineEvent.objects.get(text="Kwam op de fiets.").shared_with_referrer
    assert "Delen staat nu uit" in text_of(answer)


@pytest.mark.parametrize(("kind", "is_shared"), [("milestone", True), ("support", False)])
def test_a_new_milestone_is_shared_by_itself_and_support_is_not(dossier, cast, kind, is_shared):
    client_of(cast.anna).post(
        reverse("trajectories:event_create", args=[dossier.trajectory.pk]),
        event_form(dossier, kind=kind),
    )

    assert TimelineEvent.objects.get(text="Kwam op de fiets.").shared_with_referrer is is_shared


@pytest.mark.parametrize(
    ("typed", "starts_on", "precision"),
    [
        ("gisteren", datetime.date(2026, 3, 15), "day"),
        ("12-3", datetime.date(2026, 3, 12), "day"),
        ("nov 2019", datetime.date(2019, 11, 1), "month"),
        ("voorjaar 2020", datetime.date(2020, 4, 1), "quarter"),
        ("2020", datetime.date(2020, 1, 1), "year"),
        ("", None, "order"),
    ],
)
def test_a_date_is_kept_as_precisely_as_it_was_typed(dossier, cast, typed, starts_on, precision):
    client_of(cast.anna).post(
        reverse("trajectories:event_create", args=[dossier.trajectory.pk]),
        event_form(dossier, when=typed),
    )

    event = TimelineEvent.objects.get(text="Kwam op de fiets.")
    assert (event.starts_on, event.precision) == (starts_on, precision)
