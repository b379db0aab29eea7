"""The record of a coach in training: what he did, and a paper for school without a participant's name."""

import datetime

import pytest
from django.urls import reverse

from coaching.factories import GroupTalkFactory, TalkFactory, TalkReviewFactory
from coaching.training import in_hours, training_record
from conftest import TODAY, client_of, pdf_text, text_of
from participants.factories import ParticipantFactory
from trajectories.factories import TrajectoryFactory


@pytest.fixture
def trajectory(cast):
    person = ParticipantFactory(given_name="Quirijn", family_name="Zonderling", alias="Koos")
    return TrajectoryFactory(participant=person, programme=cast.dow, reference="DOW-2026-077")


def record(cast):
    return training_record(cast.daan, TODAY)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "0 minuten"), (45, "45 minuten"), (60, "1 uur"), (95, "1 uur en 35 minuten")],
)
def test_minutes_as_people_say_them(minutes, words):
    assert in_hours(minutes) == words


def test_hours_count_talks_and_not_who_was_not_spoken(cast, trajectory):
    TalkFactory(trajectory=trajectory, author=cast.daan, minutes=30)
    TalkFactory(trajectory=trajectory, author=cast.daan, minutes=45)
    TalkFactory(trajectory=trajectory, author=cast.daan, no_show=True)
    TalkFactory(trajectory=trajectory, author=cast.bert, minutes=60)

    found = record(cast)

    assert (found.talks, found.not_spoken, found.hours) == (2, 1, "1 uur en 15 minuten")


def test_a_talk_with_a_group_counts_its_hours_once(cast, trajectory):
    group = GroupTalkFactory(programme=cast.dow, author=cast.daan, minutes=60)
    for one in (trajectory, TrajectoryFactory(programme=cast.dow)):
        TalkFactory(trajectory=one, author=cast.daan, in_group=True, group=group, minutes=60)

    found = record(cast)

    assert (found.talks, found.participants, found.hours) == (1, 2, "1 uur")


def test_a_school_reads_hours_and_what_was_read_by_month(cast, trajectory):
    for month, day, minutes in ((2, 20, 30), (2, 27, 45), (3, 6, 60)):
        talk = TalkFactory(
            trajectory=trajectory,
            author=cast.daan,
            held_on=datetime.date(2026, month, day),
            minutes=minutes,
        )
    TalkReviewFactory(talk=talk, approved=True)
    TalkFactory(
        trajectory=trajectory, author=cast.daan, no_show=True, held_on=datetime.date(2026, 1, 9)
    )

    months = record(cast).months

    assert [(one.month, one.talks, one.hours, one.co_read) for one in months] == [
        ("maart 2026", 1, "1 uur", 1),
        ("februari 2026", 2, "1 uur en 15 minuten", 0),
    ]


def test_the_record_says_how_long_reading_usually_takes(cast, trajectory):
    sent = datetime.datetime(2026, 3, 9, 12, tzinfo=datetime.UTC)
    for days in (1, 2, 6):
        TalkReviewFactory(
            talk=TalkFactory(trajectory=trajectory, author=cast.daan),
            approved=True,
            sent_at=sent,
            decided_at=sent + datetime.timedelta(days=days),
        )

    assert record(cast).lead_time_days == "2 dagen"


def test_the_trainee_reads_his_talks_hours_and_feedback(cast, trajectory):
    talk = TalkFactory(trajectory=trajectory, author=cast.daan, minutes=30)
    TalkReviewFactory(talk=talk, approved=True, compliment="Precies in zijn woorden.")

    page = text_of(client_of(cast.daan).get(reverse("coaching:training", args=[cast.daan.pk])))

    assert "Precies in zijn woorden." in page
    assert "30 minuten" in page
    assert "Goedgekeurd" in page


def test_the_paper_for_school_names_nobody(cast, trajectory):
    talk = TalkFactory(
        trajectory=trajectory,
        author=cast.daan,
        went_well="Quirijn Zonderling was op tijd.",
        participant_remark="Groetjes van Quirijn",
        participant_remark_at=datetime.datetime(2026, 3, 10, 9, tzinfo=datetime.UTC),
    )
    TalkReviewFactory(talk=talk, approved=True, compliment="Goed hoe je Quirijn liet praten.")

    answer = client_of(cast.daan).get(reverse("reports:training", args=[cast.daan.pk]))

    paper = pdf_text(answer.content)
    assert "Praktijkuren van Daan Leert" in paper
    for secret in ("Quirijn", "Zonderling", "Koos", "DOW-2026-077"):
        assert secret not in paper


def test_the_record_asks_no_more_with_more_talks(cast, trajectory, django_assert_num_queries):
    for _ in range(12):
        TalkReviewFactory(talk=TalkFactory(trajectory=trajectory, author=cast.daan), approved=True)

    with django_assert_num_queries(2):
        record(cast)
