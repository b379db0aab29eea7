"""What a coach in training did: talks, hours and feedback, without a name of a participant in it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from itertools import groupby

from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import User
from coaching.models import SPOKEN, ReviewDecision, Talk, TalkReview
from coaching.reading import written_day
from dow_site.access import Action, Role, may_anywhere
from dow_site.dates import Precision, When, write_when

# A trainee's year at school: more rows than somebody has in it.
MOST_TALKS = 400


@dataclass(frozen=True, kw_only=True)
class TalkLine:
    """One talk as a school may see it: no name, no content."""

    day: str
    kind: str
    minutes: int | None
    co_reading: str


@dataclass(frozen=True, kw_only=True)
class TrainingMonth:
    """One month as a school counts it: a group talk once, who was not spoken to not at all."""

    month: str
    talks: int
    hours: str
    co_read: int


@dataclass(frozen=True, kw_only=True)
class TrainingRecord:
    """The record of one trainee; hours in whole minutes, written as hours and minutes."""

    name: str
    programme: str
    supervisor: str
    until: str
    made_on: str
    lines: tuple[TalkLine, ...]
    months: tuple[TrainingMonth, ...]
    talks: int
    not_spoken: int
    participants: int
    minutes: int
    co_read: int
    returned: int
    compliments: tuple[str, ...]
    lead_time_days: str

    @property
    def hours(self) -> str:
        return in_hours(self.minutes)


def trainee_for(user: User, pk: int) -> User:
    """A coach in training whose record this person may read: himself, or who leads him; else 404."""
    trainee = get_object_or_404(
        User.objects.select_related("programme", "supervisor"),
        pk=pk,
        role=Role.JOBCOACH_IN_TRAINING,
    )
    leads = may_anywhere(user, Action.REVIEW_TALK) and user.programme_id == trainee.programme_id
    if trainee.pk != user.pk and not leads:
        raise Http404
    return trainee


def in_hours(minutes: int) -> str:
    """Minutes as people say them: 95 is 1 uur en 35 minuten."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} minuten"
    return f"{hours} uur" if not rest else f"{hours} uur en {rest} minuten"


def training_record(trainee: User, today: datetime.date) -> TrainingRecord:
    """All that a trainee did, also for participants he no longer coaches; three queries.

    A group talk counts once, however many were there. Compliments are free text that could name
    somebody: the PDF for a school gives their number only.
    """
    talks = list(
        Talk.objects.filter(author=trainee)
        .select_related("group")
        .only("held_on", "kind", "minutes", "status", "trajectory", "group__minutes")
        .order_by("-held_on", "-pk")[:MOST_TALKS]
    )
    reviews = list(
        TalkReview.objects.filter(talk__author=trainee)
        .only("talk", "decision", "sent_at", "decided_at", "compliment")
        .order_by("pk")
    )
    decided = [
        r for r in reviews if r.decision in (ReviewDecision.APPROVED, ReviewDecision.RETURNED)
    ]
    decisions = {review.talk_id: review.get_decision_display() for review in reviews}
    spoken = [talk for talk in talks if talk.kind in SPOKEN]
    minutes = {talk.group_id or -talk.pk: talk.minutes or 0 for talk in spoken}
    waited = sorted((r.decided_at - r.sent_at).total_seconds() / 86_400 for r in decided)
    return TrainingRecord(
        name=trainee.name,
        programme=trainee.programme.name if trainee.programme else "",
        supervisor=trainee.supervisor.name if trainee.supervisor else "",
        until=written_day(trainee.active_until),
        made_on=written_day(today),
        lines=tuple(
            TalkLine(
                day=written_day(talk.held_on),
                kind=talk.get_kind_display(),
                minutes=talk.minutes,
                co_reading=decisions.get(talk.pk, ""),
            )
            for talk in talks
        ),
        months=tuple(_months(spoken, {review.talk_id for review in decided})),
        talks=len(minutes),
        not_spoken=len(talks) - len(spoken),
        participants=len({talk.trajectory_id for talk in talks}),
        minutes=sum(minutes.values()),
        co_read=len({review.talk_id for review in decided}),
        returned=sum(review.decision == ReviewDecision.RETURNED for review in decided),
        compliments=tuple(review.compliment for review in decided if review.compliment),
        lead_time_days=_days(waited[len(waited) // 2]) if waited else "",
    )


def _months(spoken: list[Talk], read: set[int]):
    """The talks by month, the last month first, as they come."""
    for first, of_month in groupby(spoken, key=lambda talk: talk.held_on.replace(day=1)):
        talks = list(of_month)
        minutes = {talk.group_id or -talk.pk: talk.minutes or 0 for talk in talks}
        yield TrainingMonth(
            month=write_when(When(first, Precision.MONTH), long=True),
            talks=len(minutes),
            hours=in_hours(sum(minutes.values())),
            co_read=sum(talk.pk in read for talk in talks),
        )


def _days(days: float) -> str:
    whole = round(days)
    if whole < 1:
        return "minder dan een dag"
    return "1 dag" if whole == 1 else f"{whole} dagen"
