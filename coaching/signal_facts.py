"""From rows to the facts that the rules about signals look at, as far as a reader may know them.

A constant number of queries, however many trajectories there are.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db.models import Max, OuterRef, Prefetch, Q, QuerySet, Subquery

from accounts.models import User
from coaching.facts import Contract, Facts, Meeting, Promise, Stay, Target
from coaching.models import (
    SPOKEN,
    AftercareContact,
    AftercareStatus,
    Agreement,
    AgreementMark,
    AgreementStatus,
    Goal,
    HowFar,
    Talk,
    TalkKind,
    TalkStatus,
)
from dow_site.access import Action, Role
from dow_site.dates import Precision, last_day
from trajectories.models import (
    EndReason,
    EventKind,
    Outflow,
    Spell,
    SpellRole,
    TimelineEvent,
    Trajectory,
)

# After these somebody is expected back; he is not missed in the meantime.
PAUSES = (EndReason.PAUSE, EndReason.CARE_FIRST)
# Somebody who works or learns elsewhere no longer waits for the end of this contract.
LEFT_THE_JOB = (AftercareStatus.OTHER_JOB, AftercareStatus.EDUCATION, AftercareStatus.NO_WORK)


def trajectories_with_signals(
    user: User, first: datetime.date, last: datetime.date, *, contract_days: int
) -> QuerySet[Trajectory]:
    """The trajectories of this reader about which a rule could speak in a period.

    Those with a stay in it, those with an agreement open, and those whose contract ends soon.
    """
    in_sight = Trajectory.objects.permitted(user, Action.VIEW_SIGNAL)
    staying = Spell.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=first),
        starts_on__lte=last,
        role=SpellRole.PARTICIPANT,
    )
    promised = Agreement.objects.filter(
        Q(closed_on__isnull=True) | Q(closed_on__gte=first), due_on__lt=last
    )
    leaving = Outflow.objects.filter(
        contract_ends_on__range=(first, last + datetime.timedelta(days=contract_days))
    )
    # One list of the few and no choice of three conditions, for which each trajectory would be looked at.
    return in_sight.filter(
        pk__in=staying.values("trajectory").union(
            promised.values("trajectory"), leaving.values("trajectory")
        )
    )


def facts_of(
    trajectories: Iterable[Trajectory],
    user: User,
    today: datetime.date,
    *,
    first: datetime.date | None = None,
) -> dict[int, Facts]:
    """The facts per trajectory; each needs its participant, spells and assignments with their coaches.

    They hold for days from `first` on, or from today: an agreement that was closed before is left out.
    """
    trajectories = list(trajectories)
    pks = [trajectory.pk for trajectory in trajectories]
    since = {trajectory.pk: known_since(trajectory, user) for trajectory in trajectories}
    meetings, promises = _meetings(pks, user, since), _promises(pks, user, first or today)
    targets, contracts = _targets(pks, user), _contracts(pks)
    return {
        trajectory.pk: Facts(
            stays=tuple(_stays(trajectory, since[trajectory.pk])),
            meetings=tuple(meetings[trajectory.pk]),
            promises=tuple(promises[trajectory.pk]),
            targets=tuple(targets[trajectory.pk]),
            contracts=tuple(contracts[trajectory.pk]),
            birth_date=trajectory.participant.birth_date,
        )
        for trajectory in trajectories
    }


def known_since(trajectory: Trajectory, user: User) -> datetime.date:
    """From when this reader knows who was spoken to: a coach in training since his first assignment."""
    if user.role != Role.JOBCOACH_IN_TRAINING:
        return datetime.date.min
    return min(
        (a.starts_on for a in trajectory.assignments if a.coach_id == user.pk),
        default=datetime.date.max,
    )


def finished_talks(trajectories: Iterable[int]) -> QuerySet[Talk]:
    """What was recorded to the end; a draft that lies unfinished tells nobody that there was a talk."""
    return Talk.objects.filter(trajectory__in=trajectories).exclude(status=TalkStatus.DRAFT)


def _stays(trajectory: Trajectory, since: datetime.date) -> Iterator[Stay]:
    for spell in trajectory.stays:
        if spell.role == SpellRole.PARTICIPANT and (
            spell.ends_on is None or spell.ends_on >= since
        ):
            yield Stay(
                starts_on=max(spell.starts_on, since),
                ends_on=spell.ends_on,
                phase=spell.phase,
                pauses=spell.end_reason in PAUSES,
            )


def _meetings(pks, user, since) -> dict[int, list[Meeting]]:
    """That there was a talk is known to all who coach; whether somebody failed to come, to its readers."""
    readable = None
    if user.role == Role.JOBCOACH_IN_TRAINING:
        readable = set(Talk.objects.visible_to(user).filter(trajectory__in=pks).values_list("pk"))
    found = defaultdict(list)
    for pk, trajectory, held_on, kind, planned, present in finished_talks(pks).values_list(
        "pk", "trajectory", "held_on", "kind", "parts_planned", "parts_present"
    ):
        if held_on < since[trajectory]:
            continue
        spoken = kind in SPOKEN
        reads = readable is None or (pk,) in readable
        if spoken or reads:
            found[trajectory].append(
                Meeting(
                    on=held_on,
                    spoken=spoken,
                    missed=kind == TalkKind.NO_SHOW,
                    planned=planned if reads else None,
                    present=present if reads else None,
                )
            )
    return found


def _promises(pks, user, first) -> dict[int, list[Promise]]:
    found = defaultdict(list)
    moved = AgreementMark.objects.filter(status=AgreementStatus.MOVED).order_by("pk")
    agreements = (
        Agreement.objects.visible_to(user)
        .filter(Q(closed_on__isnull=True) | Q(closed_on__gte=first), trajectory__in=pks)
        .prefetch_related(Prefetch("marks", moved, to_attr="moves"))
    )
    for agreement in agreements:
        made_on = agreement.made_on
        for mark in agreement.moves:
            # Until it was moved, the earlier day held.
            found[agreement.trajectory_id].append(
                _promise(agreement, made_on, mark.due_before, mark.marked_on)
            )
            made_on = mark.marked_on
        found[agreement.trajectory_id].append(
            _promise(agreement, made_on, agreement.due_on, agreement.closed_on)
        )
    return found


def _promise(agreement, made_on, due_on, closed_on) -> Promise:
    return Promise(
        key=str(agreement.pk),
        words=agreement.what,
        made_on=made_on,
        due_on=due_on,
        closed_on=closed_on,
    )


def _targets(pks, user) -> dict[int, list[Target]]:
    """Goals with a date, and milestones that were written down before their day."""
    found = defaultdict(list)
    for trajectory, target in (*_goals(pks, user), *_planned_milestones(pks, user)):
        found[trajectory].append(target)
    return found


def _goals(pks, user) -> Iterator[tuple[int, Target]]:
    """A goal asks nothing more once it was reached or let go, or looked at after its day."""
    goals = Goal.objects.visible_to(user).filter(trajectory__in=pks, target_on__isnull=False)
    for goal in goals.prefetch_related("steps"):
        looked_at = [
            step.noted_on
            for step in goal.steps.all()
            if step.how_far in (HowFar.REACHED, HowFar.LET_GO) or step.noted_on >= goal.target_on
        ]
        yield (
            goal.trajectory_id,
            Target(
                key=f"goal {goal.pk}",
                words=_shortened(goal.own_words),
                known_from=goal.starts_on,
                planned_on=goal.target_on,
                confirmed_on=min(looked_at, default=None),
            ),
        )


def _planned_milestones(pks, user) -> Iterator[tuple[int, Target]]:
    """An event of which the day was still to come; saved again after that day, it is confirmed."""
    saved = TimelineEvent.history.rel.related_model.objects.filter(pgh_obj=OuterRef("pk"))
    events = (
        TimelineEvent.objects.visible_to(user)
        .filter(trajectory__in=pks, kind=EventKind.MILESTONE)
        .exclude(starts_on__isnull=True, planned_on__isnull=True)
        .annotate(
            saved_at=Subquery(
                saved.order_by().values("pgh_obj").annotate(at=Max("pgh_created_at")).values("at")
            )
        )
        .only(
            "trajectory",
            "text",
            "starts_on",
            "precision",
            "planned_on",
            "planned_precision",
            "recorded_at",
        )  # fmt: skip
    )
    for event in events:
        if event.planned_on:
            yield (
                event.trajectory_id,
                Target(
                    key=f"event {event.pk}",
                    words=_shortened(event.text),
                    known_from=event.recorded_at.date(),
                    planned_on=last_day(event.planned_on, Precision(event.planned_precision)),
                    confirmed_on=event.starts_on,
                ),
            )
            continue
        planned_on = last_day(event.starts_on, Precision(event.precision))
        if event.recorded_at.date() < planned_on:
            saved_on = event.saved_at.date() if event.saved_at else None
            yield (
                event.trajectory_id,
                Target(
                    key=f"event {event.pk}",
                    words=_shortened(event.text),
                    known_from=event.recorded_at.date(),
                    planned_on=planned_on,
                    confirmed_on=saved_on if saved_on and saved_on > planned_on else None,
                ),
            )


def _shortened(words: str) -> str:
    return words if len(words) <= 80 else f"{words[:79]}…"


def _contracts(pks) -> dict[int, list[Contract]]:
    found = defaultdict(list)
    outflows = list(
        Outflow.objects.filter(trajectory__in=pks, contract_ends_on__isnull=False).annotate(
            elsewhere_since=Subquery(
                AftercareContact.objects.filter(
                    trajectory=OuterRef("trajectory"), status__in=LEFT_THE_JOB
                )
                .order_by("contacted_on")
                .values("contacted_on")[:1]
            )
        )
    )
    for outflow in outflows:
        found[outflow.trajectory_id].append(
            Contract(
                key=str(outflow.pk),
                words=f"Het contract bij {outflow.organisation}"
                if outflow.organisation
                else "Het contract",
                known_from=outflow.starts_on or datetime.date.min,
                ends_on=outflow.contract_ends_on,
                closed_on=outflow.elsewhere_since,
            )
        )
    return found
