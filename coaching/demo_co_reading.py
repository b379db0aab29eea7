"""Made-up co-reading: which talks were read, what was asked, what came back and what waits."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from coaching import demo_words as words
from coaching.models import (
    Agreement,
    AgreementMark,
    CoReading,
    CoReadingRate,
    GroupTalk,
    ReviewDecision,
    ReviewQuestion,
    SkillScore,
    Talk,
    TalkDomain,
    TalkReview,
    TalkStatus,
)

# Days ago on which the supervisor began to read fewer talks.
FEWER_SINCE = 24
DAY = datetime.timedelta(days=1)
EACH = "Elk gesprek wordt meegelezen."
IN_SAMPLE = "Valt in de steekproef van 1 op de 4."
OUT_OF_SAMPLE = "Valt buiten de steekproef van 1 op de 4."


@dataclass
class Rows:
    """What is written at the end, each kind in one statement."""

    groups: list = field(default_factory=list)
    talks: list = field(default_factory=list)
    skills: list = field(default_factory=list)
    domains: list = field(default_factory=list)
    agreements: list = field(default_factory=list)
    marks: list = field(default_factory=list)
    reviews: list = field(default_factory=list)
    questions: list = field(default_factory=list)

    def write(self) -> None:
        for model, rows in (
            (GroupTalk, self.groups),
            (Talk, self.talks),
            (SkillScore, self.skills),
            (TalkDomain, self.domains),
            (Agreement, self.agreements),
            (AgreementMark, self.marks),
            (TalkReview, self.reviews),
            (ReviewQuestion, self.questions),
        ):
            model.objects.bulk_create(rows)


def moment(day, hour):
    return datetime.datetime.combine(day, datetime.time(hour), datetime.UTC)


def say_how_many_are_read(leader, trainee, today):
    for days, rate, reason in (
        (60, CoReadingRate.ALL, "Begint net met eigen gesprekken."),
        (FEWER_SINCE, CoReadingRate.ONE_IN_FOUR, "Schrijft feiten op, in de woorden van de ander."),
    ):
        CoReading.objects.create(
            trainee=trainee,
            rate=rate,
            reason=reason,
            set_by=leader,
            set_at=moment(today - datetime.timedelta(days=days), 9),
        )


def co_read(talk, number, leader, today, luck, rows) -> None:
    """How a talk of the trainee was read: outside the sample, still waiting, or read and answered."""
    days_ago = (today - talk.held_on).days
    if days_ago <= 10:
        talk.status = TalkStatus.TO_REVIEW
        _round(talk, ReviewDecision.WAITING, None, IN_SAMPLE, leader, luck, rows)
    elif days_ago > FEWER_SINCE or number % 4 == 1:
        if luck.random() < 0.4:
            review = _round(talk, ReviewDecision.RETURNED, 1, EACH, leader, luck, rows)
            _ask(review, luck.choice(words.QUESTIONS), rows, is_answered=True)
        _round(talk, ReviewDecision.APPROVED, 2, EACH, leader, luck, rows)
    else:
        _round(talk, ReviewDecision.NOT_SAMPLED, 0, OUT_OF_SAMPLE, leader, luck, rows)


def return_the_longest_waiting(leader, rows) -> None:
    """The talk that waits longest comes back with a question, so that its author has something to do."""
    waiting = [row for row in rows.reviews if row.decision == ReviewDecision.WAITING]
    if not waiting:
        return
    review = min(waiting, key=lambda row: row.sent_at)
    review.decision, review.reviewer = ReviewDecision.RETURNED, leader
    review.decided_at = review.sent_at + datetime.timedelta(hours=18)
    review.talk.status = TalkStatus.DRAFT
    _ask(review, words.QUESTIONS[0], rows, is_answered=False)


def _ask(review, words_of_it, rows, *, is_answered):
    block, question, answer = words_of_it
    rows.questions.append(
        ReviewQuestion(
            review=review,
            block=block,
            question=question,
            answer=answer if is_answered else "",
            answered_at=moment(review.talk.held_on + DAY, 16) if is_answered else None,
        )
    )


def _round(talk, decision, days, reason, leader, luck, rows):
    read = decision in (ReviewDecision.APPROVED, ReviewDecision.RETURNED)
    review = TalkReview(
        talk=talk,
        sent_at=moment(talk.held_on + (DAY if days == 2 else 0 * DAY), 15),
        rate=CoReadingRate.ALL if reason == EACH else CoReadingRate.ONE_IN_FOUR,
        sampling_reason=reason,
        content={"went_well": talk.went_well},
        decision=decision,
        reviewer=leader if read else None,
        decided_at=None if days is None else moment(talk.held_on + days * DAY, 17),
        compliment=luck.choice(words.COMPLIMENTS) if decision == ReviewDecision.APPROVED else "",
    )
    rows.reviews.append(review)
    return review
