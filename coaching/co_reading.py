"""Co-reading: a talk of a coach in training is offered, read, asked about, returned or approved."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from coaching.models import (
    CoReading,
    CoReadingRate,
    ReviewDecision,
    ReviewQuestion,
    Talk,
    TalkBlock,
    TalkReview,
    TalkStatus,
)
from coaching.reading import talk_in_words
from coaching.sampling import is_sampled
from dow_site.access import Role


def rate_of(trainee: User) -> str:
    """How many talks of a trainee are read; until somebody says otherwise: each."""
    newest = CoReading.objects.filter(trainee=trainee).order_by("-set_at", "-pk").first()
    return newest.rate if newest else CoReadingRate.ALL


def needs_co_reading(author: User) -> bool:
    return author.role == Role.JOBCOACH_IN_TRAINING


@transaction.atomic
def finish_talk(talk: Talk) -> Talk:
    """Finish a talk: a coach's own is final, a trainee's is offered or, outside the sample, final too.

    Finishing twice is finishing once.
    """
    talk = Talk.objects.select_for_update(of=("self",)).get(pk=talk.pk)
    if talk.status != TalkStatus.DRAFT:
        return talk
    if needs_co_reading(talk.author):
        talk.status = _offer(talk)
    else:
        talk.status = TalkStatus.FINAL
    return _saved(talk)


def _saved(talk: Talk) -> Talk:
    """With a version of its own, so that a form which was being sent meanwhile does not write the old status back."""
    talk.version += 1
    talk.save(update_fields=["status", "version"])
    return talk


def _offer(talk: Talk) -> TalkStatus:
    rate = rate_of(talk.author)
    must, why = _must_be_read(talk, rate)
    now = timezone.now()
    TalkReview.objects.create(
        talk=talk,
        rate=rate,
        sampling_reason=why,
        content=talk_in_words(talk),
        decision=ReviewDecision.WAITING if must else ReviewDecision.NOT_SAMPLED,
        sent_at=now,
        decided_at=None if must else now,
    )
    return TalkStatus.TO_REVIEW if must else TalkStatus.FINAL


def _must_be_read(talk: Talk, rate: str) -> tuple[bool, str]:
    if talk.reviews.filter(decision=ReviewDecision.RETURNED).exists():
        return True, "Was teruggegeven."
    if talk.needs_attention:
        return True, "Er is gevraagd om mee te kijken."
    if rate == CoReadingRate.ALL:
        return True, "Elk gesprek wordt meegelezen."
    label = CoReadingRate(rate).label
    if is_sampled(talk.submission_key, rate):
        return True, f"Valt in de steekproef van {label}."
    return False, f"Valt buiten de steekproef van {label}."


@transaction.atomic
def decide(
    talk: Talk,
    decision: ReviewDecision,
    *,
    questions: Iterable[tuple[TalkBlock, str]],
    compliment: str,
    by: User,
) -> TalkReview:
    """Return a talk with questions, or approve it; refuses a talk that is not waiting any more.

    A talk is not returned without a question: its author would not know what to do.
    """
    talk = Talk.objects.select_for_update(of=("self",)).get(pk=talk.pk)
    review = talk.reviews.filter(decision=ReviewDecision.WAITING).first()
    if review is None:
        raise ValidationError("Dit gesprek is al meegelezen.", code="already_decided")
    questions = list(questions)
    if decision == ReviewDecision.RETURNED and not questions:
        raise ValidationError(
            "Stel ten minste één vraag als je het teruggeeft.", code="nothing_asked"
        )
    review.decision, review.reviewer, review.decided_at = decision, by, timezone.now()
    review.compliment = compliment
    review.full_clean()
    review.save()
    for block, question in questions:
        ReviewQuestion.objects.create(review=review, block=block, question=question)
    approved = decision == ReviewDecision.APPROVED
    talk.status = TalkStatus.FINAL if approved else TalkStatus.DRAFT
    _saved(talk)
    return review


@transaction.atomic
def set_rate(*, trainee: User, rate: str, reason: str, by: User) -> CoReading:
    """Say how many talks of a trainee are read from now on, with the reason, which is kept."""
    row = CoReading(trainee=trainee, rate=rate, reason=reason, set_by=by)
    row.full_clean()
    row.save()
    return row
