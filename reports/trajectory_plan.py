"""The plan that a participant, his coach and the school or municipality look at together, and sign."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import ClassVar

from accounts.models import User
from coaching.growth import GoalLine, goal_lines
from coaching.models import Agreement, AgreementOwner, HowFar, Talk
from dow_site.dates import Precision, When, write_when
from participants.models import NetworkContact
from reports.progress import referring_organisations
from reports.sender import Sender
from trajectories.dossier import coaches_of, current_state
from trajectories.models import Sensitivity, TimelineEvent, Trajectory

# More than this nobody keeps to; what is over it is counted and said.
MOST_GOALS, MOST_AGREEMENTS, MOST_MILESTONES = 20, 40, 20
_REACHED = HowFar.REACHED.label
_LET_GO = HowFar.LET_GO.label


@dataclass(frozen=True, kw_only=True)
class Doing:
    """What one party does: who, and what before when."""

    who: str
    what: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Signer:
    """Somebody who signs: what he is, and his name where it is known."""

    role: str
    name: str


@dataclass(frozen=True, kw_only=True)
class TrajectoryPlan:
    """Goals, agreements and milestones ahead, on one day. Finished by `of`; no query after."""

    template: ClassVar[str] = "reports/trajectory_plan.html"

    name: str
    reference: str
    printed_on: str
    facts: tuple[tuple[str, str], ...]
    goals: tuple[GoalLine, ...]
    reached: tuple[str, ...]
    doing: tuple[Doing, ...]
    milestones: tuple[tuple[str, str], ...]
    next_talk: str
    signers: tuple[Signer, ...]
    left_out: int
    sender: Sender

    @property
    def title(self) -> str:
        return f"Trajectplan van {self.name}"

    @property
    def filename(self) -> str:
        """Without a name in it: files travel further than their readers mean them to."""
        return f"trajectplan-{self.reference.lower()}.pdf"

    @classmethod
    def of(cls, trajectory: Trajectory, *, reader: User, today: datetime.date) -> TrajectoryPlan:
        """The plan as it stands today; needs spells, coaches, participant and programme.

        Others than the coach read it, so of the milestones those that touch on family, money or
        health stay out, whoever prints. Mood, life domains and talks are no part of a plan.
        """
        goals = goal_lines(trajectory, reader)
        running = [goal for goal in goals if goal.state not in (_REACHED, _LET_GO)]
        agreements = list(
            Agreement.objects.visible_to(reader)
            .filter(trajectory=trajectory)
            .open()
            .due_first()
            .select_related("organisation")
        )
        milestones = list(
            TimelineEvent.objects.visible_to(reader)
            .filter(
                trajectory=trajectory,
                planned_on__isnull=False,
                starts_on__isnull=True,
                sensitivity=Sensitivity.ORDINARY,
            )
            .order_by("planned_on", "pk")
        )
        name = trajectory.participant.name_for(reader)
        return cls(
            name=name,
            reference=trajectory.reference,
            printed_on=_day(today),
            facts=tuple(_facts(trajectory, today)),
            goals=tuple(running[:MOST_GOALS]),
            reached=tuple(goal.own_words for goal in goals if goal.state == _REACHED)[:MOST_GOALS],
            doing=_doing(agreements[:MOST_AGREEMENTS]),
            milestones=tuple(
                (
                    write_when(When(one.planned_on, Precision(one.planned_precision)), long=True),
                    one.text,
                )
                for one in milestones[:MOST_MILESTONES]
            ),
            next_talk=_next_talk(trajectory, reader, today),
            signers=tuple(_signers(trajectory, name, today)),
            left_out=max(0, len(running) - MOST_GOALS)
            + max(0, len(agreements) - MOST_AGREEMENTS)
            + max(0, len(milestones) - MOST_MILESTONES),
            sender=Sender.of(trajectory.programme),
        )


def _day(day: datetime.date) -> str:
    return write_when(When(day, Precision.DAY), long=True)


def _facts(trajectory, today):
    yield "Werkleerbedrijf", trajectory.programme.name
    yield "Nu", current_state(trajectory, today)
    spells = trajectory.stays
    if spells and spells[0].starts_on <= today:
        precision = Precision.MONTH if spells[0].dates_estimated else Precision.DAY
        yield "Begonnen", write_when(When(spells[0].starts_on, precision), long=True)
    for coach in coaches_of(trajectory, today):
        yield "Coach", f"{coach.name}, {coach.phone}" if coach.phone else coach.name
    if organisations := referring_organisations(trajectory):
        yield "Aangemeld door", ", ".join(one.name for one in organisations)


def _doing(agreements: list[Agreement]) -> tuple[Doing, ...]:
    """Open agreements by who keeps them, the participant first."""
    by_owner = {owner: [] for owner in AgreementOwner}
    for one in agreements:
        by_owner[AgreementOwner(one.owner)].append(one)
    return tuple(
        Doing(
            who=owner.label,
            what=tuple((_what(one), _day(one.due_on)) for one in rows),
        )
        for owner, rows in by_owner.items()
        if rows
    )


def _what(agreement: Agreement) -> str:
    return (
        f"{agreement.what} ({agreement.organisation})" if agreement.organisation else agreement.what
    )


def _next_talk(trajectory, reader, today) -> str:
    planned = (
        Talk.objects.visible_to(reader)
        .filter(trajectory=trajectory, next_talk_on__gte=today)
        .order_by("next_talk_on")
        .values_list("next_talk_on", flat=True)
        .first()
    )
    return _day(planned) if planned else ""


def _signers(trajectory, name, today):
    yield Signer(role="Deelnemer", name=name)
    guardians = NetworkContact.objects.filter(participant=trajectory.participant_id)
    for guardian in guardians.guardians_on(today):
        yield Signer(role="Wie tekent voor de deelnemer", name=guardian.name)
    coaches = coaches_of(trajectory, today)
    for coach in coaches:
        yield Signer(role="Coach", name=coach.name)
    if not coaches:
        yield Signer(role="Coach", name="")
    yield Signer(role="School of gemeente", name="")
