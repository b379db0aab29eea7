"""Goals and areas of life: saving them, and what their page says to one reader."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db import transaction

from accounts.models import User
from coaching.domain_picture import DomainPicture, Measured, draw_domains
from coaching.models import (
    DomainMeasurement,
    DomainScore,
    Goal,
    GoalStep,
    HowFar,
    MeasuringMoment,
    Rater,
)
from dow_site.dates import Precision, When, write_when
from trajectories.models import LifeDomain, Outflow, Trajectory

_TONES = {
    HowFar.BEGUN: "neutral",
    HowFar.UNDERWAY: "busy",
    HowFar.ALMOST: "busy",
    HowFar.REACHED: "good",
    HowFar.LET_GO: "quiet",
}


@transaction.atomic
def record_growth(*, form, by: User) -> Goal | GoalStep:
    """Save a goal or a step of one, with who wrote it first."""
    if form.instance.pk is None:
        form.instance.recorded_by = by
    return form.save_record()


@transaction.atomic
def record_measurement(*, form, by: User) -> DomainMeasurement:
    """Save a measurement with the areas that were rated; areas that were skipped leave no row."""
    measurement = form.instance
    if measurement.pk is None:
        measurement.recorded_by = by
    saved = form.save_record()
    if saved is measurement:
        saved.scores.all().delete()
        DomainScore.objects.bulk_create(
            DomainScore(measurement=saved, domain=domain, level=level, wants_support=wants)
            for domain, (level, wants) in form.rated().items()
        )
    return saved


@dataclass(frozen=True, kw_only=True)
class StepLine:
    """How far a goal was on a day."""

    day: str
    how_far: str
    words: str


@dataclass(frozen=True, kw_only=True)
class GoalLine:
    """A goal as the page writes it: both wordings, its steps, and how it was worded before."""

    pk: int
    own_words: str
    coach_words: str
    about: str
    state: str
    variant: str
    steps: tuple[StepLine, ...]
    earlier: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class MeasurementHead:
    """A column of the table of areas."""

    pk: int
    moment: str
    day: str
    rater: str


def goal_lines(trajectory: Trajectory, user: User) -> tuple[GoalLine, ...]:
    """Goals that this reader may read, with their change over time."""
    goals = list(
        Goal.objects.visible_to(user).filter(trajectory=trajectory).prefetch_related("steps")
    )
    earlier = _earlier_words(goals)
    return tuple(_goal_line(goal, earlier[goal.pk]) for goal in goals)


def likely_moment(trajectory: Trajectory) -> MeasuringMoment:
    """The moment that a new measurement most likely is: the first is the start."""
    if Outflow.objects.filter(trajectory=trajectory).exists():
        return MeasuringMoment.AFTERCARE
    is_first = not DomainMeasurement.objects.filter(trajectory=trajectory).exists()
    return MeasuringMoment.START if is_first else MeasuringMoment.BETWEEN


def _earlier_words(goals: list[Goal]) -> dict[int, list[str]]:
    """How each goal was worded before, the first wording first."""
    history = Goal._meta.get_field("history").related_model
    words: dict[int, list[str]] = defaultdict(list)
    now = {goal.pk: goal.own_words for goal in goals}
    rows = history.objects.filter(pgh_obj__in=now).order_by("pgh_id")
    for goal, own_words in rows.values_list("pgh_obj_id", "own_words"):
        if own_words != now[goal] and own_words not in words[goal]:
            words[goal].append(own_words)
    return words


def _goal_line(goal: Goal, earlier: list[str]) -> GoalLine:
    steps = list(goal.steps.all())
    last = HowFar(steps[-1].how_far) if steps else HowFar.BEGUN
    about = [goal.get_life_domain_display()] if goal.life_domain else []
    about.append(f"sinds {_day(goal.starts_on)}")
    if goal.target_on:
        about.append(f"rond {_day(goal.target_on)}")
    return GoalLine(
        pk=goal.pk,
        own_words=goal.own_words,
        coach_words=goal.coach_words,
        about=", ".join(about),
        state=last.label,
        variant=_TONES[last],
        steps=tuple(
            StepLine(day=_day(step.noted_on), how_far=step.get_how_far_display(), words=step.words)
            for step in reversed(steps)
        ),
        earlier=tuple(earlier),
    )


def domains_of(
    trajectory: Trajectory, user: User
) -> tuple[tuple[MeasurementHead, ...], tuple[DomainPicture, ...], tuple[str, ...]]:
    """The measurements that this reader may read, the picture of each area, and where help is wanted.

    Where help is wanted is what the participant said in his own last measurement.
    """
    rows = list(
        DomainMeasurement.objects.visible_to(user)
        .filter(trajectory=trajectory)
        .order_by("measured_on", "pk")
        .prefetch_related("scores")
    )
    measured = [
        Measured(
            day=row.measured_on,
            moment=row.get_moment_display(),
            rater=row.rater,
            version=row.texts_version,
            levels={score.domain: score.level for score in row.scores.all()},
        )
        for row in rows
    ]
    heads = tuple(
        MeasurementHead(
            pk=row.pk,
            moment=row.get_moment_display(),
            day=_day(row.measured_on),
            rater=row.get_rater_display(),
        )
        for row in rows
    )
    own = [row for row in rows if row.rater == Rater.PARTICIPANT]
    wanted = (
        [s.get_domain_display() for s in own[-1].scores.all() if s.wants_support] if own else []
    )
    pictures = draw_domains(measured, dict(LifeDomain.choices), dict(Rater.choices))
    return heads, pictures, tuple(wanted)


def _day(day) -> str:
    return write_when(When(day, Precision.DAY), long=True)
