"""Recording a talk with everything in it, somebody who did not come, and a talk with a group."""

from __future__ import annotations

import datetime
import uuid

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from coaching.agreements import make_agreement, mark_agreement
from coaching.co_reading import finish_talk
from coaching.forms.talk import TalkForm
from coaching.models import (
    GoalStep,
    GroupTalk,
    SharedLine,
    SkillScore,
    Talk,
    TalkDomain,
    TalkKind,
    TalkStatus,
)
from trajectories.models import Trajectory


@transaction.atomic
def record_talk(form: TalkForm, *, by: User, finish: bool) -> Talk:
    """Save a talk with its skills, domains and agreements, and finish it; all of it or nothing.

    The same form sent twice gives one talk, and the second time changes nothing in it.
    """
    talk = form.instance
    if talk.pk is None:
        Trajectory.objects.select_for_update(of=("self",)).get(pk=talk.trajectory_id)
        talk.author = by
    saved = form.save_record()
    if saved is not talk:
        return saved
    _save_parts(form, talk, by)
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
    return finish_talk(talk) if finish else talk


def _save_parts(form, talk, by):
    given = set()
    for skill, coach, participant, example in form.skill_scores:
        facts = {"by_coach": coach, "by_participant": participant, "example": example}
        SkillScore.objects.update_or_create(talk=talk, skill=skill, defaults=facts)
        given.add(skill)
    talk.skills.exclude(skill__in=given).delete()
    discussed = set()
    for domain, change, support in form.discussed:
        facts = {"change": change, "support_wanted": support}
        TalkDomain.objects.update_or_create(talk=talk, domain=domain, defaults=facts)
        discussed.add(domain)
    talk.domains.exclude(domain__in=discussed).delete()
    for consent, text in form.shared_lines:
        if text:
            SharedLine.objects.update_or_create(talk=talk, consent=consent, defaults={"text": text})
        else:
            talk.shared_lines.filter(consent=consent).delete()
    for goal, how_far in form.goal_steps:
        _say_how_far(talk, goal, how_far, by=by)


def _say_how_far(talk, goal, how_far, *, by):
    """One step a day for a goal: what was said in the talk goes before what stood there that day."""
    steps = GoalStep.objects.select_for_update().filter(goal=goal)
    of_talk = steps.filter(talk=talk).first()
    of_day = steps.filter(noted_on=talk.held_on).first()
    if of_talk and (not how_far or (of_day and of_day != of_talk)):
        of_talk.delete()
        of_talk = None
    if not how_far:
        return
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
