"""Recording a talk with everything in it, somebody who did not come, and a talk with a group."""

from __future__ import annotations

import datetime
import uuid

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from coaching.agreements import make_agreement, mark_agreement
from coaching.co_reading import finish_talk, needs_co_reading
from coaching.forms.talk import TalkForm
from coaching.models import (
    GoalStep,
    GroupTalk,
    Talk,
    TalkKind,
    TalkStatus,
)
from trajectories.models import Trajectory


# Its page has a savepoint of its own.
@transaction.atomic(savepoint=False)
def record_talk(form: TalkForm, *, by: User, finish: bool) -> Talk:
    """Save a talk with its skills, domains and agreements, and finish it; all of it or nothing.

    The same form sent twice gives one talk, and the second time changes nothing in it.
    """
    talk = form.instance
    is_new = talk.pk is None
    if is_new:
        Trajectory.objects.select_for_update(of=("self",)).get(pk=talk.trajectory_id)
        talk.author = by
        if finish and not needs_co_reading(by):
            talk.status = TalkStatus.FINAL
    saved = form.save_record(is_locked=is_new)
    if saved is not talk:
        return saved
    _save_parts(form, talk, is_new)
    _say_how_far(form, talk, is_new, by=by)
    for agreement, outcome, day in form.marks:
        mark_agreement(agreement, outcome, by=by, moved_to=day, talk=talk, on=talk.held_on)
    for new in form.new_agreements:
        make_agreement(
            trajectory=talk.trajectory,
            owner=new.owner,
            what=new.what,
            due_on=new.due_on,
            by=by,
            made_in=talk,
        )
    for question, answer in form.answers:
        question.answer, question.answered_at = answer, timezone.now()
        question.full_clean()
        question.save()
    return finish_talk(talk) if finish and talk.status != TalkStatus.FINAL else talk


def _save_parts(form, talk, is_new):
    scores = {
        skill: {"by_coach": coach, "by_participant": participant, "example": example}
        for skill, coach, participant, example in form.skill_scores
    }
    domains = {
        domain: {"change": change, "support_wanted": support}
        for domain, change, support in form.discussed
    }
    lines = {consent.pk: {"text": text} for consent, text in form.shared_lines if text}
    for rows, key, given in (
        (talk.skills.all(), "skill", scores),
        (talk.domains.all(), "domain", domains),
        (talk.shared_lines.filter(consent__in=form.consents), "consent_id", lines),
    ):
        standing = {} if is_new else {getattr(row, key): row for row in rows}
        _make_as_given(talk, rows, key, given, standing)


def _make_as_given(talk, rows, key, given, standing):
    """The rows that are given, by what makes each the only one of the talk; a row that stays the same is left alone."""
    if gone := [row.pk for name, row in standing.items() if name not in given]:
        rows.filter(pk__in=gone).delete()
    new = []
    for name, facts in given.items():
        row = standing.get(name)
        if row is None:
            new.append(rows.model(talk=talk, **{key: name}, **facts))
        elif any(getattr(row, fact) != value for fact, value in facts.items()):
            rows.filter(pk=row.pk).update(**facts)
    if new:
        rows.model.objects.bulk_create(new)


def _say_how_far(form, talk, is_new, *, by):
    """One step a day for a goal: what was said in the talk goes before what stood there that day."""
    said = [(goal, how_far) for goal, how_far in form.goal_steps if how_far or not is_new]
    if not said:
        return
    near = GoalStep.objects.select_for_update(of=("self",)).filter(
        Q(talk=talk) | Q(noted_on=talk.held_on), goal__in=[goal for goal, _ in said]
    )
    steps = list(near)
    for goal, how_far in said:
        mine = [step for step in steps if step.goal_id == goal.pk]
        of_talk = next((step for step in mine if step.talk_id == talk.pk), None)
        of_day = next((step for step in mine if step.noted_on == talk.held_on), None)
        if of_talk and (not how_far or (of_day and of_day != of_talk)):
            of_talk.delete()
            of_talk = None
        if not how_far:
            continue
        step = of_talk or of_day or GoalStep(goal=goal, recorded_by=by)
        step.noted_on, step.how_far, step.talk = talk.held_on, how_far, talk
        step.version += 1 if step.pk else 0
        step.full_clean()
        step.save()


@transaction.atomic
def record_nobody_spoken(
    trajectory: Trajectory, kind: TalkKind, *, by: User, on: datetime.date | None = None
) -> tuple[Talk, bool]:
    """Keep that somebody did not come or could not be reached; says whether that is new.

    One a day by the same person, so that a double tap is one. There is nothing in it to co-read.
    """
    on = on or timezone.localdate()
    Trajectory.objects.select_for_update(of=("self",)).get(pk=trajectory.pk)
    facts = {"trajectory": trajectory, "kind": kind, "author": by, "held_on": on}
    if made := Talk.objects.filter(**facts).first():
        return made, False
    talk = Talk(**facts, status=TalkStatus.FINAL)
    talk.full_clean()
    talk.save()
    return talk, True


@transaction.atomic
def take_back(talk: Talk) -> None:
    """Take back a tap too many: somebody who did come after all. The history keeps it."""
    Talk.objects.select_for_update(of=("self",)).get(pk=talk.pk).delete()


@transaction.atomic
def record_group_talk(form, *, by: User) -> GroupTalk:
    """Save what a group talked about, with a talk for each who was there; the same form twice is one."""
    cleaned = form.cleaned_data
    key = cleaned["submission_key"] or uuid.uuid4()
    group, is_new = GroupTalk.objects.get_or_create(
        submission_key=key,
        defaults={
            "programme": by.programme,
            "author": by,
            "held_on": cleaned["held_on"],
            "minutes": cleaned["minutes"],
            "place": cleaned["place"],
            "shared": cleaned["shared"],
        },
    )
    if not is_new:
        return group
    for trajectory, own_part in form.present:
        talk = Talk(
            trajectory=trajectory,
            group=group,
            author=by,
            kind=TalkKind.GROUP,
            held_on=group.held_on,
            minutes=group.minutes,
            place=group.place,
            went_well=own_part,
        )
        talk.full_clean()
        talk.save()
        finish_talk(talk)
    return group
