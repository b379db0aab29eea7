"""From one coach to the next: letters drafted, edited, offered, confirmed; assignments change in one go."""

import datetime
import threading

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse

from accounts.models import AccessLog
from coaching import handover as operations
from coaching.factories import (
    AgreementFactory,
    CoachAssignmentFactory,
    HandoverFactory,
    HandoverLetterFactory,
    TalkFactory,
)
from coaching.models import CoachAssignment, Handover, HandoverLetter, HandoverStatus
from conftest import TODAY, assert_does_not_grow, client_of, text_of, typed_in
from participants.factories import ParticipantFactory
from reports.handover_letter import HandoverLetterReport
from trajectories.derived import rows_for
from trajectories.factories import SpellFactory, TrajectoryFactory
from trajectories.models import Trajectory

NEXT_WEEK = TODAY + datetime.timedelta(days=7)


def ago(days):
    return TODAY - datetime.timedelta(days=days)


def guided(coach, name):
    trajectory = TrajectoryFactory(
        programme=coach.programme,
        participant=ParticipantFactory(given_name=name, name_prefix="", family_name=""),
    )
    SpellFactory(trajectory=trajectory, starts_on=ago(60))
    CoachAssignmentFactory(trajectory=trajectory, coach=coach, starts_on=ago(60))
    return trajectory


@pytest.fixture
def roos(cast):
    trajectory = guided(cast.bert, "Roos")
    TalkFactory(
        trajectory=trajectory,
        author=cast.bert,
        held_on=ago(5),
        went_well="Elke dag op tijd.",
        next_step="Mee op project",
        next_talk_on=TODAY + datetime.timedelta(days=2),
        mood=2,
        mood_words="Slecht geslapen.",
    )
    AgreementFactory(trajectory=trajectory, what="De fiets laten maken", due_on=NEXT_WEEK)
    AgreementFactory(trajectory=trajectory, what="Al gelukt", kept=True)
    return trajectory


@pytest.fixture
def sam(cast):
    return guided(cast.bert, "Sam")


def started(cast, *trajectories, to=None, starts_on=TODAY, **facts):
    return operations.start_handover(
        trajectories=trajectories,
        from_coach=cast.bert,
        to_coach=to or cast.carla,
        starts_on=starts_on,
        by=cast.bert,
        **facts,
    )


def offered(cast, *trajectories, **facts):
    return operations.offer(handover=started(cast, *trajectories, **facts), by=cast.bert)


def periods(trajectory):
    rows = CoachAssignment.objects.filter(trajectory=trajectory).order_by("starts_on", "pk")
    return [(row.coach.get_short_name(), row.starts_on, row.ends_on) for row in rows]


# The draft


def test_the_letter_is_drafted_from_the_last_talks_and_the_open_agreements(cast, roos):
    (letter,) = started(cast, roos).letters.all()

    assert "Roos is bij ons sinds 15 januari 2026" in letter.text
    assert "11 maart 2026, ging goed: Elke dag op tijd." in letter.text
    assert "11 maart 2026, volgende stap: Mee op project" in letter.text
    assert "Deelnemer: De fiets laten maken (voor 23 maart 2026)" in letter.text
    assert "Volgend gesprek: 18 maart 2026." in letter.text


def test_the_letter_says_nothing_of_mood_and_of_what_is_done(cast, roos):
    (letter,) = started(cast, roos).letters.all()

    assert "Slecht geslapen" not in letter.text
    assert "Al gelukt" not in letter.text


def test_drafting_asks_no_more_for_more_participants(cast, roos):
    def grow():
        for name in ("An", "Bo", "Cas"):
            TalkFactory(trajectory=guided(cast.bert, name), held_on=ago(3))

    def draft():
        mine = Trajectory.objects.visible_to(cast.bert).select_related("participant")
        operations.drafted_letters(mine.with_stays(), TODAY)

    assert_does_not_grow(draft, grow)


def test_nothing_changes_hands_before_the_receiver_confirms(cast, roos):
    offered(cast, roos)

    assert periods(roos) == [("Bert", ago(60), None)]
    assert not Trajectory.objects.visible_to(cast.carla).exists()


def test_the_same_form_sent_twice_is_one_hand_over(cast, roos):
    key = "00000000-0000-4000-8000-000000000009"

    first = started(cast, roos, submission_key=key)
    second = started(cast, roos, submission_key=key)

    assert first.pk == second.pk
    assert HandoverLetter.objects.count() == 1


def test_a_participant_is_in_one_open_hand_over_at_a_time(cast, roos):
    started(cast, roos)

    with pytest.raises(ValidationError, match="staat al in een andere overdracht"):
        started(cast, roos, to=cast.daan)


def test_a_participant_whom_the_coach_does_not_guide_is_refused(cast, roos):
    with pytest.raises(ValidationError, match="begeleidt Roos niet"):
        operations.start_handover(
            trajectories=[roos], from_coach=cast.carla, to_coach=cast.bert, starts_on=TODAY,
            by=cast.anna,
        )  # fmt: skip


def test_nobody_receives_his_own_file(cast, roos):
    roos.participant.account = cast.carla
    roos.participant.save()

    with pytest.raises(ValidationError, match="Niemand begeleidt zichzelf"):
        started(cast, roos)


# Confirming


def test_on_confirmation_the_old_assignment_ends_the_day_before_the_new_one(cast, roos, sam):
    handover = offered(cast, roos, sam, starts_on=NEXT_WEEK)

    operations.confirm(handover=handover, by=cast.carla)

    last_day = NEXT_WEEK - datetime.timedelta(days=1)
    for trajectory in (roos, sam):
        assert periods(trajectory) == [("Bert", ago(60), last_day), ("Carla", NEXT_WEEK, None)]


def test_both_coaches_see_the_dossier_to_the_day(cast, roos):
    operations.confirm(handover=offered(cast, roos, starts_on=NEXT_WEEK), by=cast.carla)

    def seen():
        return [Trajectory.objects.visible_to(c).exists() for c in (cast.bert, cast.carla)]

    assert seen() == [True, False]
    with time_machine.travel(datetime.datetime(2026, 3, 23, 12, tzinfo=datetime.UTC)):
        assert seen() == [False, True]


def test_confirmed_late_the_change_is_today(cast, roos):
    handover = offered(cast, roos)
    Handover.objects.filter(pk=handover.pk).update(starts_on=ago(3))

    operations.confirm(handover=handover, by=cast.carla)

    assert periods(roos) == [("Bert", ago(60), ago(1)), ("Carla", TODAY, None)]


def test_confirming_twice_changes_nothing_more(cast, roos):
    handover = offered(cast, roos)
    operations.confirm(handover=handover, by=cast.carla)

    operations.confirm(handover=handover, by=cast.carla)

    assert len(periods(roos)) == 2


def test_who_thought_along_becomes_the_regular_coach(cast, roos):
    CoachAssignmentFactory(trajectory=roos, coach=cast.carla, role="supporting", starts_on=ago(10))

    operations.confirm(handover=offered(cast, roos), by=cast.carla)

    now = CoachAssignment.objects.running_on(TODAY).get(trajectory=roos)
    assert (now.coach, now.role, now.starts_on) == (cast.carla, "responsible", TODAY)


def test_one_participant_who_cannot_go_keeps_all_where_they_are(cast, roos, sam):
    handover = offered(cast, roos, sam)
    CoachAssignment.objects.filter(trajectory=sam).update(ends_on=ago(5))

    with pytest.raises(ValidationError, match="begeleidt Sam niet meer"):
        operations.confirm(handover=handover, by=cast.carla)

    handover.refresh_from_db()
    assert handover.status == HandoverStatus.OFFERED
    assert periods(roos) == [("Bert", ago(60), None)]


def test_a_later_assignment_of_the_receiver_is_a_sentence_and_no_error(cast, roos):
    handover = offered(cast, roos)
    CoachAssignmentFactory(trajectory=roos, coach=cast.carla, starts_on=NEXT_WEEK)

    answer = client_of(cast.carla).post(
        reverse("coaching:handover_confirm", args=[handover.pk]), follow=True
    )

    assert "is al gekoppeld aan Roos vanaf een latere dag" in text_of(answer)


def test_declined_with_a_reason_the_participants_stay_with_their_coach(cast, roos):
    handover = offered(cast, roos)
    url = reverse("coaching:handover_decline", args=[handover.pk])
    browser = client_of(cast.carla)

    answer = browser.post(url, typed_in(browser.get(url)) | {"reason": "Ik heb geen plek."})

    handover.refresh_from_db()
    assert answer.status_code == 302
    assert (handover.status, handover.decline_reason) == ("declined", "Ik heb geen plek.")
    assert periods(roos) == [("Bert", ago(60), None)]


def test_a_hand_over_that_was_withdrawn_is_not_confirmed_any_more(cast, roos):
    handover = offered(cast, roos)
    operations.withdraw(handover=handover, by=cast.bert)

    with pytest.raises(ValidationError, match="intussen anders: ingetrokken"):
        operations.confirm(handover=handover, by=cast.carla)


def test_a_withdrawn_hand_over_leaves_the_participant_free_for_another(cast, roos):
    operations.withdraw(handover=offered(cast, roos), by=cast.bert)

    assert started(cast, roos, to=cast.daan).pk


@pytest.mark.django_db(transaction=True)
def test_confirming_twice_at_once_gives_one_assignment(cast, roos):
    handover = offered(cast, roos)
    ready = threading.Barrier(2)

    def confirm():
        try:
            ready.wait(timeout=10)
            operations.confirm(handover=handover, by=cast.carla)
        finally:
            connection.close()

    both = [threading.Thread(target=confirm) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()

    assert len(periods(roos)) == 2


# Pages


def test_a_coach_hands_over_two_participants_from_the_page(cast, roos, sam):
    browser, url = client_of(cast.bert), reverse("coaching:handover_create")
    mine = CoachAssignment.objects.filter(coach=cast.bert).values_list("pk", flat=True)

    answer = browser.post(
        url,
        typed_in(browser.get(url))
        | {"assignments": list(mine), "to_coach": cast.carla.pk, "starts_on": "23-3-2026"},
        follow=True,
    )

    handover = Handover.objects.get()
    assert answer.redirect_chain[-1][0] == reverse("coaching:handover_edit", args=[handover.pk])
    assert (handover.from_coach, handover.starts_on) == (cast.bert, NEXT_WEEK)
    assert handover.letters.count() == 2


def test_the_leader_hands_over_for_a_coach_but_of_one_coach_at_a_time(cast, roos):
    other = guided(cast.carla, "Teun")
    browser, url = client_of(cast.anna), reverse("coaching:handover_create")
    both = [CoachAssignment.objects.get(trajectory=t).pk for t in (roos, other)]
    typed = typed_in(browser.get(url)) | {"to_coach": cast.daan.pk, "starts_on": "23-3-2026"}

    refused = browser.post(url, typed | {"assignments": both})
    taken = browser.post(url, typed | {"assignments": both[:1]})

    assert refused.status_code == 422
    assert "van één coach per overdracht" in text_of(refused)
    assert taken.status_code == 302


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"starts_on": "1-3-2026"}, "Kies vandaag of een dag die nog komt."),
        ({"starts_on": "23-3-2026", "assignments": []}, "Kies ten minste één deelnemer."),
    ],
    ids=["a day that was", "nobody"],
)
def test_what_is_typed_wrong_is_a_sentence(cast, roos, changes, sentence):
    browser, url = client_of(cast.bert), reverse("coaching:handover_create")
    mine = list(CoachAssignment.objects.values_list("pk", flat=True))
    typed = {"assignments": mine, "to_coach": cast.carla.pk} | changes

    answer = browser.post(url, typed_in(browser.get(url)) | typed)

    assert answer.status_code == 422
    assert sentence in text_of(answer)


def test_a_coach_does_not_hand_over_somebody_of_another_coach(cast, roos):
    other = CoachAssignment.objects.get(trajectory=guided(cast.carla, "Teun"))
    browser, url = client_of(cast.bert), reverse("coaching:handover_create")

    page = browser.get(url)
    answer = browser.post(
        url,
        typed_in(page)
        | {"assignments": [other.pk], "to_coach": cast.daan.pk, "starts_on": "23-3-2026"},
    )

    assert "Teun" not in text_of(page)
    assert answer.status_code == 422


def test_letters_are_edited_together_and_then_offered(cast, roos, sam):
    handover = started(cast, roos, sam)
    browser, url = client_of(cast.bert), reverse("coaching:handover_edit", args=[handover.pk])
    typed = typed_in(browser.get(url))
    names = [name for name in typed if name.startswith("letter_")]

    browser.post(url, typed | {name: f"Brief {name}" for name in names})
    browser.post(reverse("coaching:handover_offer", args=[handover.pk]))

    handover.refresh_from_db()
    assert handover.status == HandoverStatus.OFFERED
    assert {letter.text for letter in handover.letters.all()} == {f"Brief {n}" for n in names}


def test_an_offered_letter_is_not_edited_any_more(cast, roos):
    handover = offered(cast, roos)

    answer = client_of(cast.bert).get(reverse("coaching:handover_edit", args=[handover.pk]))

    assert answer.status_code == 302
    with pytest.raises(ValidationError):
        operations.edit_letters(handover=handover, texts={}, version=handover.version, by=cast.bert)


def test_letters_that_two_people_edit_are_never_lost_silently(cast, roos):
    handover = started(cast, roos)
    (letter,) = handover.letters.all()
    url = reverse("coaching:handover_edit", args=[handover.pk])
    mine, theirs = client_of(cast.bert), client_of(cast.anna)
    my_text, their_text = (typed_in(browser.get(url)) for browser in (mine, theirs))
    theirs.post(url, their_text | {f"letter_{letter.pk}": "Van Anna."})

    raced = mine.post(url, my_text | {f"letter_{letter.pk}": "Van Bert."})
    second = mine.post(url, typed_in(raced))

    letter.refresh_from_db()
    assert (raced.status_code, second.status_code) == (422, 302)
    assert "Van Anna." in text_of(raced)
    assert letter.text == "Van Bert."


# Who reads


def readers(letter):
    names = ("anna", "bert", "carla", "daan")
    return lambda cast: {
        name
        for name in names
        if HandoverLetter.objects.visible_to(getattr(cast, name)).filter(pk=letter.pk).exists()
    }


def test_a_draft_is_read_by_the_leader_and_who_writes_it(cast, roos):
    (letter,) = started(cast, roos).letters.all()

    assert readers(letter)(cast) == {"anna", "bert"}


def test_the_receiver_reads_the_letter_before_he_confirms_and_not_the_dossier(cast, roos):
    (letter,) = offered(cast, roos).letters.all()

    assert readers(letter)(cast) == {"anna", "bert", "carla"}
    page = client_of(cast.carla).get(letter.handover.get_absolute_url())
    assert "Elke dag op tijd." in text_of(page)
    assert client_of(cast.carla).get(roos.get_absolute_url()).status_code == 404


def test_who_declined_no_longer_reads_the_letter(cast, roos):
    handover = offered(cast, roos)
    (letter,) = handover.letters.all()
    operations.decline(handover=handover, reason="Geen plek.", by=cast.carla)

    assert "carla" not in readers(letter)(cast)


def test_who_gave_it_away_no_longer_reads_the_letter_the_day_after(cast, roos):
    handover = offered(cast, roos)
    (letter,) = handover.letters.all()
    operations.confirm(handover=handover, by=cast.carla)

    assert readers(letter)(cast) == {"anna", "carla"}


def test_a_coach_in_training_reads_the_letter_to_himself_and_no_earlier_one(cast, roos):
    HandoverLetterFactory(
        trajectory=roos,
        handover=HandoverFactory(
            offered=True, from_coach=cast.carla, to_coach=cast.bert, status="confirmed",
            answered_at=datetime.datetime(2026, 3, 11, 9, tzinfo=datetime.UTC),
        ),
        text="Vroeger was er dit.",
    )  # fmt: skip
    operations.confirm(handover=offered(cast, roos, to=cast.daan), by=cast.daan)

    texts = [letter.text for letter in HandoverLetter.objects.visible_to(cast.daan)]

    assert len(texts) == 1
    assert "Elke dag op tijd." in texts[0]


def test_only_the_receiver_confirms(cast, roos):
    handover = offered(cast, roos)
    url = reverse("coaching:handover_confirm", args=[handover.pk])

    answers = {
        n: client_of(getattr(cast, n)).post(url).status_code for n in ("anna", "bert", "daan")
    }

    assert answers == {"anna": 403, "bert": 403, "daan": 404}
    assert periods(roos) == [("Bert", ago(60), None)]


@pytest.mark.parametrize(
    ("name", "offers"),
    [
        ("anna", {"Ik neem het over": False, "Overdracht intrekken": True}),
        ("bert", {"Ik neem het over": False, "Overdracht intrekken": True}),
        ("carla", {"Ik neem het over": True, "Overdracht intrekken": False}),
    ],
)
def test_the_page_offers_each_only_what_he_may_do(cast, roos, name, offers):
    handover = offered(cast, roos)

    page = text_of(client_of(getattr(cast, name)).get(handover.get_absolute_url()))

    assert {words: words in page for words in offers} == offers


def test_reading_the_letters_is_written_in_the_log_of_each_participant(cast, roos, sam):
    handover = offered(cast, roos, sam)

    client_of(cast.carla).get(handover.get_absolute_url())

    looked_at = {row.participant_id for row in AccessLog.objects.all()}
    assert looked_at == {roos.participant_id, sam.participant_id}


def test_the_receiver_finds_the_hand_over_on_his_overview(cast, roos):
    handover = offered(cast, roos)

    page = client_of(cast.carla).get("/").content.decode()

    assert handover.get_absolute_url() in page


# Timeline, paper, history


def test_a_confirmed_hand_over_is_on_the_timeline(cast, roos):
    operations.confirm(handover=offered(cast, roos), by=cast.carla)

    texts = [row.text for row in rows_for(roos, cast.anna)]

    assert "Bert Begeleidt draagt over aan Carla Coacht, met een brief" in texts


def test_an_offer_is_not_yet_on_the_timeline(cast, roos):
    offered(cast, roos)

    assert not any("draagt over" in row.text for row in rows_for(roos, cast.anna))


def test_the_letter_on_paper_says_from_whom_to_whom_and_what(cast, roos):
    (letter,) = offered(cast, roos).letters.all()

    report = HandoverLetterReport.of(letter, reader=cast.carla, today=TODAY)

    assert (report.from_coach, report.to_coach) == ("Bert Begeleidt", "Carla Coacht")
    assert report.starts_on == "16 maart 2026"
    assert "Elke dag op tijd." in report.text
    assert report.filename.startswith("overdracht-")


def test_every_step_of_a_hand_over_is_in_its_history(cast, roos):
    handover = offered(cast, roos)
    operations.confirm(handover=handover, by=cast.carla)

    states = Handover.history.rel.related_model.objects.filter(pgh_obj=handover).order_by("pgh_id")
    assert [state.status for state in states] == ["draft", "offered", "confirmed"]
