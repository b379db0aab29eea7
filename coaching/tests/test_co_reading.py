"""Co-reading: a trainee's talk is offered, read, asked about, returned or approved, and the sample is kept."""

import datetime
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from coaching.co_reading import decide, finish_talk
from coaching.factories import CoReadingFactory, TalkFactory
from coaching.models import CoReading, ReviewDecision, Talk, TalkReview, TalkStatus
from coaching.sampling import ONE_IN, changed_blocks, is_sampled
from coaching.talks import record_talk
from conftest import assert_does_not_grow, client_of, text_of, typed_in

IN_EVERY_SAMPLE = uuid.UUID(int=20)
IN_NO_SAMPLE = uuid.UUID(int=21)


@pytest.fixture
def offered(cast, dossier):
    """Write a talk of the trainee and offer it; gives the talk as it stands then."""

    def offer(**facts):
        talk = TalkFactory(
            trajectory=dossier.trajectory, author=cast.daan, status=TalkStatus.DRAFT, **facts
        )
        return finish_talk(talk)

    return offer


def read(cast, talk, **typed):
    browser = client_of(cast.anna)
    url = reverse("coaching:review", args=[talk.pk])
    return browser.post(url, typed_in(browser.get(url)) | typed)


def queue(cast):
    return text_of(client_of(cast.anna).get(reverse("coaching:review_queue")))


# The sample


@given(st.uuids(), st.sampled_from(sorted(ONE_IN)))
def test_the_same_talk_is_always_in_or_always_out_of_the_sample(key, rate):
    assert is_sampled(uuid.UUID(str(key)), rate) == is_sampled(key, rate)


@given(st.uuids())
def test_each_talk_is_read_where_all_are(key):
    assert is_sampled(key, "all")


@pytest.mark.parametrize(("rate", "one_in"), [("one_in_4", 4), ("one_in_10", 10)])
def test_of_keys_in_a_row_one_in_so_many_is_read(rate, one_in):
    assert sum(is_sampled(uuid.UUID(int=n), rate) for n in range(1000)) == 1000 // one_in


TEXTS = st.dictionaries(st.sampled_from(["head", "mood", "next"]), st.text(max_size=5))


@given(TEXTS, TEXTS)
def test_a_block_changed_where_it_says_something_else_and_nowhere_else(before, now):
    changed = changed_blocks(before, now)

    assert changed == changed_blocks(now, before)
    assert all((before.get(b) == now.get(b)) == (b not in changed) for b in before | now)


def test_a_talk_outside_the_sample_is_final_at_once_and_says_why(cast, offered):
    CoReadingFactory(trainee=cast.daan, rate="one_in_4")

    talk = offered(submission_key=IN_NO_SAMPLE)

    assert talk.status == TalkStatus.FINAL
    review = talk.reviews.get()
    assert review.decision == ReviewDecision.NOT_SAMPLED
    assert review.sampling_reason == "Valt buiten de steekproef van 1 op de 4."


def test_a_talk_in_the_sample_waits_and_says_why(cast, offered):
    CoReadingFactory(trainee=cast.daan, rate="one_in_4")

    talk = offered(submission_key=IN_EVERY_SAMPLE)

    assert talk.status == TalkStatus.TO_REVIEW
    assert talk.reviews.get().sampling_reason == "Valt in de steekproef van 1 op de 4."


def test_who_asks_for_attention_is_read_whatever_the_sample(cast, offered):
    CoReadingFactory(trainee=cast.daan, rate="one_in_10")

    talk = offered(submission_key=IN_NO_SAMPLE, needs_attention=True)

    assert talk.status == TalkStatus.TO_REVIEW


def test_until_somebody_says_otherwise_each_talk_is_read(offered):
    assert offered(submission_key=IN_NO_SAMPLE).status == TalkStatus.TO_REVIEW


def test_how_many_are_read_is_kept_with_who_said_so_and_why(cast, dossier):
    browser = client_of(cast.anna)
    url = reverse("coaching:co_reading_edit", args=[cast.daan.pk])

    browser.post(url, {"rate": "one_in_10", "reason": "Schrijft al een maand feiten op."})
    browser.post(url, {"rate": "all", "reason": "Nieuwe deelnemer."})

    kept = CoReading.objects.order_by("pk").values_list("rate", "reason", "set_by")
    assert list(kept)[-2:] == [
        ("one_in_10", "Schrijft al een maand feiten op.", cast.anna.pk),
        ("all", "Nieuwe deelnemer.", cast.anna.pk),
    ]


def test_how_many_are_read_is_not_changed_without_a_reason(cast, dossier):
    before = CoReading.objects.count()

    answer = client_of(cast.anna).post(
        reverse("coaching:co_reading_edit", args=[cast.daan.pk]), {"rate": "one_in_10"}
    )

    assert answer.status_code == 422
    assert CoReading.objects.count() == before


# Draft, to review, final


def test_finishing_twice_is_one_round(offered):
    talk = offered()

    finish_talk(talk)

    assert TalkReview.objects.filter(talk=talk).count() == 1


def test_a_form_that_arrives_while_the_talk_is_offered_does_not_take_that_back(
    cast, dossier, monkeypatch
):
    talk = TalkFactory(
        trajectory=dossier.trajectory, author=cast.daan, status=TalkStatus.DRAFT,
        went_well="Hij kwam op tijd.",
    )  # fmt: skip
    browser, form = client_of(cast.daan), reverse("coaching:talk_edit", args=[talk.pk])
    typed = typed_in(browser.get(form)) | {"went_well": "Hij kwam op de fiets."}

    def offered_first(form, **how):
        # The page has read the talk already; in another tab it is offered now.
        finish_talk(Talk.objects.get(pk=talk.pk))
        return record_talk(form, **how)

    monkeypatch.setattr("coaching.views.talks.record_talk", offered_first)
    answer = browser.post(form, typed)

    assert answer.status_code == 422
    assert "Hij kwam op de fiets." in text_of(answer)


def test_an_approved_talk_is_final_with_the_compliment(cast, offered):
    talk = offered()

    read(cast, talk, decision="approved", compliment="Mooi concreet.")

    talk.refresh_from_db()
    assert talk.status == TalkStatus.FINAL
    assert (talk.reviews.get().reviewer, talk.reviews.get().compliment) == (
        cast.anna,
        "Mooi concreet.",
    )


def test_a_returned_talk_is_a_draft_with_its_questions(cast, offered):
    talk = offered()

    read(cast, talk, decision="returned", question_went_well="Wat zag je hem doen?")

    talk.refresh_from_db()
    assert talk.status == TalkStatus.DRAFT
    question = talk.reviews.get().questions.get()
    assert (question.block, question.question) == ("went_well", "Wat zag je hem doen?")


def test_a_talk_is_not_returned_without_a_question(cast, offered):
    talk = offered()

    answer = read(cast, talk, decision="returned", compliment="Netjes.")

    assert answer.status_code == 422
    assert "Stel ten minste één vraag" in text_of(answer)
    assert 'value="Netjes."' in answer.content.decode()
    talk.refresh_from_db()
    assert talk.status == TalkStatus.TO_REVIEW


def test_two_who_read_at_once_decide_once(cast, offered):
    talk = offered()
    decide(talk, ReviewDecision.APPROVED, questions=[], compliment="", by=cast.anna)

    with pytest.raises(ValidationError, match="al meegelezen"):
        decide(talk, ReviewDecision.APPROVED, questions=[], compliment="", by=cast.anna)


def test_what_came_back_is_always_read_again_and_shows_what_changed(cast, offered):
    CoReadingFactory(trainee=cast.daan, rate="one_in_10")
    talk = offered(submission_key=IN_EVERY_SAMPLE)
    read(cast, talk, decision="returned", question_went_well="Wat zag je hem doen?")
    Talk.objects.filter(pk=talk.pk).update(
        went_well="Hij zette de pionnen zelf uit.", submission_key=IN_NO_SAMPLE
    )

    finish_talk(talk)

    assert "veranderd: Wat ging er goed" in queue(cast)
    page = text_of(client_of(cast.anna).get(reverse("coaching:review", args=[talk.pk])))
    assert "Hij zette de pionnen zelf uit." in page
    assert "Vijf dagen op tijd." in page


def test_the_queue_says_how_long_a_talk_waits_and_why_it_is_read(cast, offered):
    talk = offered()
    TalkReview.objects.filter(talk=talk).update(sent_at=timezone.now() - datetime.timedelta(days=3))

    page = queue(cast)

    assert "wacht 3 dagen" in page
    assert "Elk gesprek wordt meegelezen." in page


def test_the_queue_asks_no_more_with_more_talks(cast, dossier, offered):
    assert_does_not_grow(
        lambda: client_of(cast.anna).get(reverse("coaching:review_queue")),
        grow=lambda: [offered() for _ in range(5)],
    )
