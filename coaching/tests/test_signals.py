"""Signals from rows: whose they are, who sees them, what is answered, and what the rules would have given."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from coaching.factories import (
    AftercareContactFactory,
    AgreementFactory,
    AgreementMarkFactory,
    CoachAssignmentFactory,
    GoalFactory,
    GoalStepFactory,
    SignalAnswerFactory,
    SignalRulesFactory,
    TalkFactory,
)
from coaching.models import AssignmentRole, SignalAnswer, SignalRules
from coaching.rhythm import Limits, Rule
from coaching.signals import last_quarter, limits_on, standing_signals
from conftest import TODAY, assert_does_not_grow, client_of, text_of, typed_in
from participants.factories import ParticipantFactory
from trajectories.factories import EventFactory, OutflowFactory, SpellFactory, TrajectoryFactory
from trajectories.models import EventKind, Precision, Sensitivity


def ago(days):
    return TODAY - datetime.timedelta(days=days)


@pytest.fixture
def stay(cast):
    """A trajectory at DOW that Bert coaches, begun six weeks ago, spoken five days ago."""
    trajectory = TrajectoryFactory(
        programme=cast.dow,
        participant=ParticipantFactory(given_name="Roos", birth_date=datetime.date(2003, 6, 1)),
    )
    SpellFactory(trajectory=trajectory, starts_on=ago(42))
    CoachAssignmentFactory(trajectory=trajectory, coach=cast.bert, starts_on=ago(42))
    TalkFactory(trajectory=trajectory, author=cast.bert, held_on=ago(5))
    return trajectory


def rules_seen(user):
    return [row.label for row in standing_signals(user, TODAY).open]


def row_seen(user):
    (row,) = standing_signals(user, TODAY).open
    return row


def last_talk(trajectory, days):
    trajectory.talks.update(held_on=ago(days))


def test_who_was_spoken_lately_gives_no_signal(cast, stay):
    assert rules_seen(cast.anna) == []


def test_who_was_not_spoken_for_eleven_days_is_named_to_leader_and_coach(cast, stay):
    last_talk(stay, 11)

    assert rules_seen(cast.anna) == rules_seen(cast.bert) == ["Te lang geen gesprek"]


@pytest.mark.parametrize("name", ["carla", "erik", "lotte", "hanna", "ibrahim", "joke", "kees"])
def test_nobody_else_sees_the_signal(cast, stay, name):
    last_talk(stay, 30)

    assert rules_seen(getattr(cast, name)) == []


def test_a_draft_is_no_talk_yet(cast, stay):
    last_talk(stay, 11)
    TalkFactory(trajectory=stay, author=cast.bert, held_on=ago(1), status="draft")

    assert rules_seen(cast.bert) == ["Te lang geen gesprek"]


def test_a_group_talk_is_a_talk(cast, stay):
    last_talk(stay, 11)
    TalkFactory(trajectory=stay, in_group=True, group__programme=cast.dow, held_on=ago(1))

    assert rules_seen(cast.bert) == []


def test_who_pauses_gives_no_signal(cast, stay):
    last_talk(stay, 30)
    stay.spells.update(ends_on=ago(20), end_reason="pause")

    assert rules_seen(cast.anna) == []


def test_three_no_shows_in_a_row_are_named(cast, stay):
    last_talk(stay, 9)
    for days in (8, 5, 2):
        TalkFactory(trajectory=stay, no_show=True, held_on=ago(days))

    assert rules_seen(cast.bert) == ["Niet verschenen"]


def test_an_attempt_to_reach_somebody_is_no_no_show(cast, stay):
    last_talk(stay, 9)
    for days in (8, 5, 2):
        TalkFactory(trajectory=stay, attempt=True, held_on=ago(days))

    assert rules_seen(cast.bert) == []


def test_falling_attendance_is_named(cast, stay):
    for week, present in enumerate((4, 4, 4, 4, 8, 8, 8, 8)):
        TalkFactory(
            trajectory=stay,
            held_on=ago(1 + 7 * week),
            parts_planned=8,
            parts_present=present,
            parts_late=0,
            parts_absent_reported=8 - present,
            parts_absent_unreported=0,
        )

    assert row_seen(cast.bert).reason == "Aanwezig: van 100% naar 50% in de laatste 4 weken."


def test_an_agreement_is_named_a_week_after_its_day(cast, stay):
    AgreementFactory(trajectory=stay, what="De fiets laten maken", made_on=ago(20), due_on=ago(8))

    assert row_seen(cast.bert).reason == "‘De fiets laten maken’ zou klaar zijn op 8 maart 2026."


def test_an_agreement_that_was_kept_or_moved_on_is_not_named(cast, stay):
    AgreementFactory(trajectory=stay, kept=True, made_on=ago(40), due_on=ago(30))
    moved = AgreementFactory(trajectory=stay, status="moved", made_on=ago(40), due_on=TODAY)
    AgreementMarkFactory(
        agreement=moved, status="moved", marked_on=ago(10), due_before=ago(30), due_after=TODAY
    )

    assert rules_seen(cast.bert) == []


def test_a_milestone_of_which_the_day_passed_asks_whether_it_was_reached(cast, stay):
    EventFactory(
        trajectory=stay,
        kind=EventKind.MILESTONE,
        text="Rijbewijs gehaald",
        starts_on=ago(3),
        precision=Precision.DAY,
        recorded_at=timezone.now() - datetime.timedelta(days=30),
    )
    history_said_so_then(stay)

    assert row_seen(cast.bert).reason.startswith("‘Rijbewijs gehaald’ was bedoeld voor 13 maart")


def test_a_milestone_saved_again_after_its_day_is_confirmed(cast, stay):
    event = EventFactory(
        trajectory=stay,
        kind=EventKind.MILESTONE,
        starts_on=ago(3),
        precision=Precision.DAY,
        recorded_at=timezone.now() - datetime.timedelta(days=30),
    )
    event.text = "Rijbewijs gehaald, in één keer"
    event.save()
    history_said_so_then(stay)

    assert rules_seen(cast.bert) == []


def history_said_so_then(trajectory):
    """As if the event was written a month ago, and saved again yesterday where it was saved again."""
    history = trajectory.events.first().history.model
    for label, days in (("insert", 30), ("update", 1)):
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {history._meta.db_table} SET pgh_created_at = %s WHERE pgh_label = %s",  # noqa: S608
                [timezone.now() - datetime.timedelta(days=days), label],
            )


def test_a_goal_of_which_the_day_passed_asks_until_it_was_looked_at(cast, stay):
    goal = GoalFactory(trajectory=stay, own_words="Zelf koken", starts_on=ago(40), target_on=ago(4))
    assert row_seen(cast.bert).reason.startswith("‘Zelf koken’ was bedoeld voor")

    GoalStepFactory(goal=goal, noted_on=ago(1), how_far="underway")
    assert rules_seen(cast.bert) == []


def test_a_contract_that_ends_is_named_until_somebody_works_elsewhere(cast, stay):
    stay.spells.update(ends_on=ago(20), end_reason="planned_outflow")
    OutflowFactory(
        trajectory=stay,
        organisation="De Groene Weg",
        starts_on=ago(20),
        contract_ends_on=TODAY + datetime.timedelta(days=30),
    )
    assert row_seen(cast.anna).reason == "Het contract bij De Groene Weg loopt af op 15 april 2026."

    AftercareContactFactory(trajectory=stay, spoken=True, contacted_on=ago(1), status="other_job")
    assert rules_seen(cast.anna) == []


def test_a_birthday_that_changes_rules_is_named(cast, stay):
    stay.participant.birth_date = datetime.date(2005, 3, 20)
    stay.participant.save()

    assert row_seen(cast.anna).reason.startswith("Wordt 21 op 20 maart 2026")


# Owner


def test_the_regular_coach_has_the_signal_first_and_the_leader_after_its_end_date(cast, stay):
    CoachAssignmentFactory(
        trajectory=stay, coach=cast.carla, role=AssignmentRole.SUPPORTING, starts_on=ago(10)
    )
    last_talk(stay, 11)
    assert (row_seen(cast.anna).owner, row_seen(cast.bert).is_mine) == ("Bert Begeleidt", True)

    last_talk(stay, 25)
    assert (row_seen(cast.anna).owner, row_seen(cast.anna).is_mine) == ("Projectleider", True)
    assert not row_seen(cast.bert).is_mine


def test_without_a_coach_the_leader_has_the_signal(cast, stay):
    stay.coach_assignments.all().delete()
    last_talk(stay, 11)

    assert row_seen(cast.anna).owner == "Projectleider"


def test_the_coach_goes_straight_to_the_form_of_a_talk_and_the_leader_to_the_talks(cast, stay):
    last_talk(stay, 11)

    assert row_seen(cast.bert).do_url == reverse("coaching:talk_create", args=[stay.pk])
    assert row_seen(cast.anna).do_url == reverse("coaching:talks", args=[stay.pk])


# A coach in training


@pytest.fixture
def trainee(cast, stay):
    """Daan, who coaches along since ten days."""
    CoachAssignmentFactory(trajectory=stay, coach=cast.daan, starts_on=ago(10))
    return cast.daan


def test_the_clock_of_a_coach_in_training_begins_with_his_assignment(cast, stay, trainee):
    last_talk(stay, 30)

    assert rules_seen(trainee) == []
    assert rules_seen(cast.bert) == ["Te lang geen gesprek"]


def test_a_coach_in_training_does_not_learn_that_somebody_failed_to_come_to_another(
    cast, stay, trainee
):
    stay.talks.all().delete()
    stay.coach_assignments.filter(coach=trainee).update(starts_on=ago(20))
    for days in (9, 8, 7):
        TalkFactory(trajectory=stay, author=cast.bert, no_show=True, held_on=ago(days))

    assert "Niet verschenen" in rules_seen(cast.bert)
    assert "Niet verschenen" not in rules_seen(trainee)


def test_a_coach_in_training_does_not_learn_of_a_sensitive_milestone(cast, stay, trainee):
    EventFactory(
        trajectory=stay,
        kind=EventKind.MILESTONE,
        sensitivity=Sensitivity.ADDICTION,
        starts_on=ago(3),
        precision=Precision.DAY,
        recorded_by=cast.anna,
        recorded_at=timezone.now() - datetime.timedelta(days=9),
    )
    history_said_so_then(stay)

    assert rules_seen(cast.bert) == ["Mijlpaal voorbij"]
    assert rules_seen(trainee) == []


def test_a_coach_in_training_has_no_button_to_silence_a_signal(cast, stay, trainee):
    stay.coach_assignments.filter(coach=trainee).update(starts_on=ago(30))
    last_talk(stay, 11)

    assert row_seen(trainee).answer_url == ""


# Answers


def answer_address(trajectory, subject):
    return reverse("coaching:signal_answer", args=[trajectory.pk, "no_talk", subject])


def test_a_signal_is_left_alone_for_a_while_with_a_reason(cast, stay):
    last_talk(stay, 11)
    browser = client_of(cast.bert)
    url = row_seen(cast.bert).answer_url

    answer = browser.post(
        url,
        typed_in(browser.get(url)) | {"reason": "Op vakantie.", "how_long": "14"},
    )

    assert answer.status_code == 302
    assert rules_seen(cast.bert) == rules_seen(cast.anna) == []
    (row,) = standing_signals(cast.anna, TODAY).answered
    assert row.answer == "Door Bert Begeleidt laten wachten tot en met 30 mrt 2026: Op vakantie."


def test_an_answer_without_a_reason_is_refused_and_the_choice_is_kept(cast, stay):
    last_talk(stay, 11)
    browser = client_of(cast.bert)
    url = row_seen(cast.bert).answer_url

    answer = browser.post(url, typed_in(browser.get(url)) | {"reason": "", "how_long": "28"})

    assert answer.status_code == 422
    assert typed_in(answer)["how_long"] == ["28"]


def test_the_day_after_the_answer_ends_the_signal_is_back(cast, stay):
    last_talk(stay, 11)
    SignalAnswerFactory(
        trajectory=stay, subject=f"after {ago(11)}", until=ago(1), answered_on=ago(5)
    )

    assert rules_seen(cast.bert) == ["Te lang geen gesprek"]


def test_an_answer_does_not_silence_the_next_signal_of_the_same_rule(cast, stay):
    SignalAnswerFactory(trajectory=stay, subject=f"after {ago(30)}", until=TODAY)
    last_talk(stay, 11)

    assert rules_seen(cast.bert) == ["Te lang geen gesprek"]


def test_an_answer_can_be_taken_back(cast, stay):
    last_talk(stay, 11)
    answer = SignalAnswerFactory(trajectory=stay, subject=f"after {ago(11)}")
    assert rules_seen(cast.bert) == []

    client_of(cast.bert).post(reverse("coaching:signal_resume", args=[answer.pk]))

    assert rules_seen(cast.bert) == ["Te lang geen gesprek"]


def test_what_was_answered_to_a_signal_is_not_read_by_a_coach_in_training(cast, stay, trainee):
    stay.coach_assignments.filter(coach=trainee).update(starts_on=ago(30))
    last_talk(stay, 11)
    SignalAnswerFactory(trajectory=stay, subject=f"after {ago(11)}", reason="Zit in een kliniek.")

    standing = standing_signals(trainee, TODAY)

    assert (standing.open, standing.answered) == ((), ())


def test_a_signal_that_no_longer_stands_is_not_answered(cast, stay):
    browser = client_of(cast.bert)
    url = answer_address(stay, "never")

    answer = browser.post(url, typed_in(browser.get(url)) | {"reason": "Vakantie."})

    assert answer.status_code == 422
    assert "Dit signaal staat er niet meer" in text_of(answer)
    assert not SignalAnswer.objects.exists()


# Rules


def test_a_programme_without_rules_of_its_own_has_the_usual_ones(cast):
    assert limits_on([cast.dow.pk], TODAY)[cast.dow.pk] == Limits()


def test_the_newest_rules_that_have_begun_hold(cast):
    SignalRulesFactory(programme=cast.dow, starts_on=ago(30), days_work_fit=7)
    SignalRulesFactory(programme=cast.dow, starts_on=TODAY, days_work_fit=14)
    SignalRulesFactory(
        programme=cast.dow, starts_on=TODAY + datetime.timedelta(days=1), days_work_fit=21
    )

    assert limits_on([cast.dow.pk], TODAY)[cast.dow.pk].talk_limit("work_fit") == 14
    assert limits_on([cast.dow.pk], ago(1))[cast.dow.pk].talk_limit("work_fit") == 7


def test_a_limit_of_the_programme_is_followed(cast, stay):
    SignalRulesFactory(programme=cast.dow, starts_on=ago(30), days_work_fit=4)

    assert rules_seen(cast.bert) == ["Te lang geen gesprek"]


def test_rules_are_changed_from_today_and_yesterday_stays_as_it_was(cast, stay):
    SignalRulesFactory(programme=cast.dow, starts_on=ago(30), days_work_fit=7)
    browser, url = client_of(cast.anna), reverse("coaching:signal_rules")
    typed = typed_in(browser.get(url))

    answer = browser.post(url, typed | {"days_work_fit": "12", "rules": ["no_talk", "no_shows"]})

    assert answer.status_code == 302
    assert limits_on([cast.dow.pk], ago(1))[cast.dow.pk].talk_limit("work_fit") == 7
    today = limits_on([cast.dow.pk], TODAY)[cast.dow.pk]
    assert today.talk_limit("work_fit") == 12
    assert today.rules == {Rule.NO_TALK, Rule.NO_SHOWS}


def test_changing_the_rules_twice_on_a_day_is_one_row(cast):
    browser, url = client_of(cast.anna), reverse("coaching:signal_rules")

    for days in ("12", "13"):
        browser.post(url, typed_in(browser.get(url)) | {"days_work_fit": days})

    assert SignalRules.objects.get(programme=cast.dow).days_work_fit == 13


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("days_work_fit", "0"),
        ("no_shows", "11"),
        ("contract_days", "999"),
        ("attendance_drop", "x"),
    ],
)
def test_a_limit_out_of_range_is_a_sentence(cast, field, value):
    browser, url = client_of(cast.anna), reverse("coaching:signal_rules")

    answer = browser.post(url, typed_in(browser.get(url)) | {field: value})

    assert answer.status_code == 422
    assert typed_in(answer)[field] == value
    assert not SignalRules.objects.exists()


def test_a_rule_tells_what_it_would_have_given_before_it_is_switched_on(cast, stay):
    SignalRulesFactory(programme=cast.dow, starts_on=ago(30), rules=[])

    page = text_of(client_of(cast.anna).get(reverse("coaching:signal_rules")))

    # From the eleventh day until the first talk, five days ago.
    assert "Te lang geen gesprek" in page
    assert "Laatste dertien weken: 1 signaal" in page


def test_other_limits_are_tried_without_saving_them(cast, stay):
    browser, url = client_of(cast.anna), reverse("coaching:signal_rules")
    typed = typed_in(browser.get(url))

    page = browser.post(url, typed | {"days_work_fit": "40", "preview": "1"})

    assert page.status_code == 200
    assert "Er is nog niets bewaard" in text_of(page)
    assert "Laatste dertien weken: 1 signaal" not in text_of(page)
    assert not SignalRules.objects.exists()


def test_the_last_quarter_is_told_per_rule(cast, stay):
    TalkFactory(trajectory=stay, held_on=ago(20))

    counts = last_quarter(cast.anna, Limits(), TODAY)

    # Never seen for eleven days, and after the talk of twenty days ago.
    assert counts[Rule.NO_TALK] == 2
    assert counts[Rule.NO_SHOWS] == 0


# Queries


def test_signals_ask_the_database_the_same_number_of_times_however_many_there_are(cast, stay):
    def grow():
        for _ in range(5):
            trajectory = TrajectoryFactory(programme=cast.dow)
            SpellFactory(trajectory=trajectory, starts_on=ago(60))
            CoachAssignmentFactory(trajectory=trajectory, coach=cast.bert, starts_on=ago(60))
            TalkFactory(trajectory=trajectory, held_on=ago(30))
            AgreementFactory(trajectory=trajectory, made_on=ago(50), due_on=ago(30))

    last_talk(stay, 30)
    AgreementFactory(trajectory=stay, made_on=ago(50), due_on=ago(30))
    assert_does_not_grow(lambda: standing_signals(cast.anna, TODAY), grow)


@pytest.mark.parametrize("name", ["anna", "bert", "daan"])
def test_signals_take_at_most_fourteen_queries(cast, stay, name):
    CoachAssignmentFactory(trajectory=stay, coach=cast.daan, starts_on=ago(40))
    last_talk(stay, 30)

    with CaptureQueriesContext(connection) as queries:
        standing_signals(getattr(cast, name), TODAY)

    assert len(queries) <= 14
