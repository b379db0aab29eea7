"""Signals as people read them: computed when somebody looks, with an owner, a deed and what was answered."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass

from django.urls import reverse

from accounts.models import User
from coaching.models import AnswerKind, AssignmentRole, SignalAnswer, SignalRules
from coaching.rhythm import RULE_LABELS, Limits, Rule, Signal, replay, signals_on
from coaching.signal_facts import facts_of, trajectories_with_signals
from dow_site.access import Action, may_anywhere
from dow_site.dates import Precision, When, write_when
from trajectories.dossier import coaches_of
from trajectories.models import Trajectory

LEADER = "Projectleider"
REPLAYED_DAYS = 91


@dataclass(frozen=True, kw_only=True)
class SignalRow:
    """One signal in finished words, with a link to what to do about it."""

    name: str
    label: str
    reason: str
    since: str
    until: str
    owner: str
    is_mine: bool
    is_escalated: bool
    lapses: bool
    do_label: str
    do_url: str
    answer_url: str
    answer: str
    resume_url: str


@dataclass(frozen=True, kw_only=True)
class Standing:
    """The signals of one reader on a day: those that ask for something, and those left alone."""

    open: tuple[SignalRow, ...]
    open_total: int
    answered: tuple[SignalRow, ...]


def standing_signals(user: User, today: datetime.date, *, most: int | None = None) -> Standing:
    """Everything that stands today for this reader, the most pressing first; a constant number of queries.

    With `most` no more of those that ask for something are written out.
    """
    found = _signals(user, today)
    may_answer = may_anywhere(user, Action.ANSWER_SIGNAL)
    answers = _answers([trajectory.pk for trajectory, _ in found], today)
    rows: dict[bool, list[tuple[Trajectory, Signal, SignalAnswer | None]]] = defaultdict(list)
    order = sorted(
        found, key=lambda pair: (not pair[1].is_escalated(today), pair[1].since, pair[0].pk)
    )
    for trajectory, signal in order:
        answer = answers.get((trajectory.pk, signal.rule.value, signal.subject))
        rows[answer is not None].append((trajectory, signal, answer))
    # What was answered to a signal is for who may answer.
    shown = rows[False][:most], rows[True] if may_answer else ()
    is_open, answered = (
        tuple(_row(user, today, *row, may_answer=may_answer) for row in part) for part in shown
    )
    return Standing(open=is_open, open_total=len(rows[False]), answered=answered)


def standing_signal(
    user: User, trajectory: Trajectory, rule: str, subject: str, today: datetime.date
) -> Signal | None:
    """The one signal that somebody wants to answer, if it still stands."""
    for found, signal in _signals(user, today, only=trajectory):
        if (found.pk, signal.rule, signal.subject) == (trajectory.pk, rule, subject):
            return signal
    return None


def limits_on(programme_ids, day: datetime.date) -> dict[int, Limits]:
    """The rules in force of each programme on a day; a programme without rules of its own has the usual."""
    in_force: dict[int, Limits] = {}
    for rules in SignalRules.objects.filter(programme__in=programme_ids).in_force_on(day):
        in_force.setdefault(rules.programme_id, rules.limits())
    return defaultdict(Limits, in_force)


def last_quarter(user: User, limits: Limits, today: datetime.date) -> dict[Rule, int]:
    """How many signals each rule would have given in the thirteen weeks up to yesterday."""
    first, last = (today - datetime.timedelta(days=days) for days in (REPLAYED_DAYS, 1))
    trajectories = trajectories_with_signals(user, first, last, contract_days=limits.contract_days)
    trajectories = trajectories.select_related("participant").with_parts()
    facts = facts_of(trajectories, user, today, first=first)
    return replay(facts.values(), limits, first, last)


def _signals(user, today, *, only=None) -> list[tuple[Trajectory, Signal]]:
    limits = limits_on([user.programme_id], today)
    soon = max((one.contract_days for one in limits.values()), default=Limits().contract_days)
    trajectories = trajectories_with_signals(user, today, today, contract_days=soon)
    if only is not None:
        trajectories = trajectories.filter(pk=only.pk)
    trajectories = list(trajectories.select_related("participant").with_parts())
    if not trajectories:
        return []
    facts = facts_of(trajectories, user, today)
    return [
        (trajectory, signal)
        for trajectory in trajectories
        for signal in signals_on(facts[trajectory.pk], limits[trajectory.programme_id], today)
    ]


def _answers(pks, today) -> dict[tuple[int, str, str], SignalAnswer]:
    answers = SignalAnswer.objects.filter(trajectory__in=pks).in_force_on(today)
    # The newest first, so the oldest is written over last; turned round the newest holds.
    return {
        (answer.trajectory_id, answer.rule, answer.subject): answer
        for answer in reversed(answers.select_related("answered_by"))
    }


def _row(user, today, trajectory, signal, answer, *, may_answer) -> SignalRow:
    owner = None if signal.is_escalated(today) else owner_of(trajectory, today)
    do_label, do_url = _deed(user, trajectory, signal)
    return SignalRow(
        name=trajectory.participant.name_for(user),
        label=RULE_LABELS[signal.rule],
        reason=signal.reason,
        since=_short(signal.since),
        until=_short(signal.ends_on),
        owner=owner.name if owner else LEADER,
        is_mine=owner == user or (owner is None and may_anywhere(user, Action.SET_SIGNAL_RULES)),
        is_escalated=signal.is_escalated(today),
        lapses=signal.lapses,
        do_label=do_label,
        do_url=do_url,
        answer_url=reverse(
            "coaching:signal_answer", args=[trajectory.pk, signal.rule.value, signal.subject]
        )
        if may_answer and answer is None
        else "",
        answer=_answer_words(answer) if answer and may_answer else "",
        resume_url=reverse("coaching:signal_resume", args=[answer.pk])
        if answer and may_answer
        else "",
    )


def owner_of(trajectory: Trajectory, today: datetime.date) -> User | None:
    """Who is to act: the regular coach, or else whoever coaches; nobody where no coach is assigned."""
    running = [
        assignment
        for assignment in trajectory.assignments
        if assignment.starts_on <= today and (assignment.ends_on or today) >= today
    ]
    regular = [a.coach for a in running if a.role == AssignmentRole.RESPONSIBLE]
    return next(iter(regular or coaches_of(trajectory, today)), None)


def _deed(user, trajectory, signal) -> tuple[str, str]:
    match signal.rule:
        case Rule.NO_TALK | Rule.NO_SHOWS if may_anywhere(user, Action.ADD_TALK):
            return "Gesprek vastleggen", reverse("coaching:talk_create", args=[trajectory.pk])
        case Rule.NO_TALK | Rule.NO_SHOWS | Rule.ATTENDANCE | Rule.AGREEMENT:
            return "Naar de gesprekken", reverse("coaching:talks", args=[trajectory.pk])
        case Rule.MILESTONE:
            return "Naar de tijdlijn", reverse("trajectories:timeline", args=[trajectory.pk])
        case Rule.CONTRACT:
            return "Naar werk en nazorg", reverse("coaching:work", args=[trajectory.pk])
        case _:
            return "Naar de gegevens", reverse("trajectories:facts", args=[trajectory.pk])


def _answer_words(answer: SignalAnswer) -> str:
    said = "laten wachten" if answer.kind == AnswerKind.SNOOZED else "afgehandeld"
    return f"Door {answer.answered_by} {said} tot en met {_short(answer.until)}: {answer.reason}"


def _short(day: datetime.date) -> str:
    return write_when(When(day, Precision.DAY))
