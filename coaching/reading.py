"""A talk as it is read: its blocks in finished words, in the order of the page."""

from __future__ import annotations

import datetime

from coaching.models import SkillStep, Talk, TalkBlock, TalkKind
from dow_site.dates import Precision, When, write_when

_STEPS = dict(SkillStep.choices)
MOOD_WORDS = {1: "slecht", 2: "niet zo", 3: "gaat wel", 4: "goed", 5: "heel goed"}


def written_day(day: datetime.date | None) -> str:
    return write_when(When(day, Precision.DAY), long=True) if day else ""


def talk_in_words(talk: Talk) -> dict[str, str]:
    """What each block of a talk says, a line per fact; blocks that were skipped are left out.

    Reads the talk's skills, domains, goals, agreements, marks and shared lines: prefetch them where many are read.
    """
    blocks = {
        TalkBlock.HEAD: _head(talk),
        TalkBlock.OPEN_AGREEMENTS: _marked(talk),
        TalkBlock.ATTENDANCE: _attendance(talk),
        TalkBlock.WENT_WELL: talk.went_well.splitlines(),
        TalkBlock.SKILLS: _skills(talk),
        TalkBlock.MOOD: _mood(talk),
        TalkBlock.DOMAINS: _domains(talk),
        TalkBlock.GOALS: _goals(talk),
        TalkBlock.AGREEMENTS: _agreements(talk),
        TalkBlock.NEXT: _next(talk),
        TalkBlock.SHARING: _shared(talk),
    }
    return {block.value: "\n".join(lines) for block, lines in blocks.items() if lines}


def _head(talk):
    facts = [
        written_day(talk.held_on),
        f"{talk.minutes} minuten" if talk.minutes else "",
        talk.get_place_display().lower(),
        f"met {talk.present}" if talk.present else "",
    ]
    lines = [", ".join(fact for fact in facts if fact)]
    if talk.kind != TalkKind.TALK:
        lines.insert(0, talk.get_kind_display())
    if talk.group_id and talk.group.shared:
        lines.extend(talk.group.shared.splitlines())
    return lines


def _marked(talk):
    return [
        f"{mark.agreement.what}: {mark.get_status_display().lower()}"
        + (f" naar {written_day(mark.due_after)}" if mark.due_after != mark.due_before else "")
        for mark in talk.agreement_marks.all()
    ]


def _attendance(talk):
    if talk.parts_planned is None:
        return []
    lines = [f"{talk.parts_present} van {talk.parts_planned} dagdelen geweest"]
    if talk.parts_late:
        lines.append(f"{talk.parts_late} keer te laat")
    if talk.parts_absent_reported:
        lines.append(f"{talk.parts_absent_reported} keer afgemeld")
    if talk.parts_absent_unreported:
        lines.append(f"{talk.parts_absent_unreported} keer niet gemeld")
    if talk.absence_reason:
        lines.append(f"Reden: {talk.get_absence_reason_display().lower()}")
    return lines


def _skills(talk):
    lines = []
    for score in talk.skills.all():
        raters = (("coach", score.by_coach), ("deelnemer", score.by_participant))
        steps = ", ".join(f"{who} {_STEPS[step].lower()}" for who, step in raters if step)
        lines.append(f"{score.get_skill_display()}: {steps}")
        if score.example:
            lines.append(f"Gezien: {score.example}")
    return lines


def _mood(talk):
    lines = [f"{talk.mood} van 5, {MOOD_WORDS[talk.mood]}"] if talk.mood else []
    return [*lines, talk.mood_words] if talk.mood_words else lines


def _domains(talk):
    return [
        f"{row.get_domain_display()}: {row.get_change_display().lower()}"
        + (", wil hulp" if row.support_wanted else "")
        for row in talk.domains.all()
    ]


def _goals(talk):
    return [
        f"‘{step.goal.own_words}’: {step.get_how_far_display().lower()}"
        for step in talk.goal_steps.all()
    ]


def _agreements(talk):
    return [
        f"{agreement.get_owner_display()}: {agreement.what}, voor {written_day(agreement.due_on)}"
        for agreement in talk.agreements.all()
    ]


def _next(talk):
    lines = [f"Volgend gesprek {written_day(talk.next_talk_on)}"] if talk.next_talk_on else []
    return [*lines, talk.next_step] if talk.next_step else lines


def _shared(talk):
    lines = []
    for line in talk.shared_lines.all():
        ended = line.consent.ended_on
        over = f" (toestemming tot {written_day(ended)})" if ended else ""
        lines.append(f"Voor {line.consent.towards}{over}: {line.text}")
    return lines
