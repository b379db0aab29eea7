"""Accepting a referral: a new participant, or somebody who is known already and comes back."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from participants.handling import accepted, is_taken, locked, refuse_handled
from participants.matching import Match, likely_matches, reached_by
from participants.models import Participant, Referral
from trajectories.dossier import current_state
from trajectories.models import Phase, SpellRole, Trajectory
from trajectories.operations import start_spell, start_trajectory

MOST_MATCHES = 6
_MOST_TRAJECTORIES = 5


@dataclass(frozen=True, kw_only=True)
class Start:
    """The days of an acceptance; without a first day the stay is written down later."""

    accepted_on: datetime.date
    first_day: datetime.date | None = None
    phase: Phase | str = Phase.WORK_FIT


@dataclass(frozen=True, kw_only=True)
class WayBack:
    """How somebody who is known comes back: in a trajectory that there is, or (None) in a new one."""

    trajectory: Trajectory | None
    is_running: bool = False

    @property
    def key(self) -> str:
        return str(self.trajectory.pk) if self.trajectory else "new"

    @property
    def label(self) -> str:
        if self.trajectory is None:
            return "Een nieuw traject"
        if self.is_running:
            return f"Hoort bij {self.trajectory.reference}, dat nog loopt"
        return f"Verder in {self.trajectory.reference}, als nieuw deel"


def who_it_may_be(referral: Referral, user: User) -> list[Match]:
    """The participants whom this person may see and who may be meant, likeliest first.

    A referral that belongs to somebody already is about nobody else.
    """
    visible = Participant.objects.visible_to(user)
    if referral.participant_id:
        known = visible.select_related("municipality").filter(pk=referral.participant_id)
        return [
            Match(participant=p, score=0, reasons=("hoort al bij deze aanmelding",)) for p in known
        ]
    phone, email = reached_by(referral.reach)
    return likely_matches(
        visible,
        given_name=referral.given_name,
        name_prefix=referral.name_prefix,
        family_name=referral.family_name,
        birth_date=referral.birth_date,
        phone=phone,
        email=email,
        limit=MOST_MATCHES,
    )


def trajectories_of(
    participants: Iterable[Participant], user: User, today: datetime.date
) -> dict[int, list[tuple[Trajectory, str]]]:
    """Of each participant the trajectories that this person may see, newest first, with how they stand."""
    rows = (
        Trajectory.objects.visible_to(user)
        .filter(participant__in=[participant.pk for participant in participants])
        .with_stays()
        .order_by("-pk")
    )
    found: dict[int, list[tuple[Trajectory, str]]] = {}
    for trajectory in rows:
        found.setdefault(trajectory.participant_id, []).append(
            (trajectory, current_state(trajectory, today))
        )
    return found


def ways_back(participant: Participant, referral: Referral, today: datetime.date) -> list[WayBack]:
    """How this participant can come back here, the likeliest first.

    Who is on the way, or about to begin, has one way only: the trajectory that runs. Who left by
    plan begins anew; who paused or stopped early goes on, for his story is the same.
    """
    own = list(
        Trajectory.objects.filter(participant=participant, programme=referral.programme_id)
        .select_related("outflow")
        .with_stays()
        .order_by("-pk")
    )
    for trajectory in own:
        if not _has_ended(trajectory, today):
            return [WayBack(trajectory=trajectory, is_running=True)]
    former = [WayBack(trajectory=trajectory) for trajectory in own[:_MOST_TRAJECTORIES]]
    anew = WayBack(trajectory=None)
    goes_on = own and not hasattr(own[0], "outflow")
    return [*former, anew] if goes_on else [anew, *former]


@transaction.atomic
def accept_as_new(*, referral: Referral, form, start: Start, by: User) -> Trajectory:
    """Accept a referral for a participant who is made from this form, with a first trajectory.

    Refuses a referral that somebody handled already, and one that belongs to a participant. The
    same form sent twice gives one participant.
    """
    key = form.cleaned_data["submission_key"]
    referral = locked(referral)
    if is_taken(key):
        return _made(referral)
    refuse_handled(referral)
    if referral.participant_id:
        raise ValidationError(
            "Deze aanmelding hoort al bij een deelnemer. Kies die.", code="belongs"
        )
    participant = form.save_record()
    trajectory = start_trajectory(
        participant=participant, programme=referral.programme, submission_key=key, by=by
    )
    return _accept(referral, trajectory, start, key, by, with_spell=True)


@transaction.atomic
def accept_and_join(
    *,
    referral: Referral,
    participant: Participant,
    way: str,
    start: Start,
    submission_key,
    by: User,
) -> Trajectory:
    """Accept a referral for somebody who is known, by the key of one of his ways back.

    Refuses a referral that somebody handled already or that belongs to another participant, and a
    way back that is not there any more. The same form sent twice is one acceptance.
    """
    referral = locked(referral)
    participant = (
        Participant.objects.select_for_update(of=("self",)).filter(pk=participant.pk).first()
    )
    if is_taken(submission_key):
        return _made(referral)
    if participant is None:
        raise ValidationError(
            "Deze deelnemer is intussen samengevoegd met een ander. Zoek opnieuw.", code="merged"
        )
    refuse_handled(referral)
    if referral.participant_id not in (None, participant.pk):
        raise ValidationError("Deze aanmelding hoort bij iemand anders.", code="belongs")
    ways = {one.key: one for one in ways_back(participant, referral, start.accepted_on)}
    if way not in ways:
        raise ValidationError(
            "Er is intussen iets veranderd in de trajecten van deze deelnemer. Kies opnieuw.",
            code="ways",
        )
    chosen = ways[way]
    trajectory = chosen.trajectory or start_trajectory(
        participant=participant,
        programme=referral.programme,
        submission_key=submission_key,
        by=by,
    )
    return _accept(
        referral, trajectory, start, submission_key, by, with_spell=not chosen.is_running
    )


def _accept(referral, trajectory, start, key, by, *, with_spell):
    accepted(
        referral=referral,
        participant=trajectory.participant,
        on=start.accepted_on,
        by=by,
        submission_key=key,
    )
    if with_spell and start.first_day:
        start_spell(
            trajectory=trajectory,
            starts_on=start.first_day,
            role=SpellRole.PARTICIPANT,
            phase=start.phase,
            by=by,
        )
    return trajectory


def _made(referral):
    """What the first submit of this form made."""
    return (
        Trajectory.objects.filter(
            participant=referral.participant_id, programme=referral.programme_id
        )
        .order_by("pk")
        .last()
    )


def _has_ended(trajectory: Trajectory, today: datetime.date) -> bool:
    spells: Sequence = trajectory.stays
    return bool(spells) and all(one.ends_on and one.ends_on < today for one in spells)
