"""The grid of participants and weeks, and a coach's own week, in finished words."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.urls import reverse

from accounts.models import User
from coaching.facts import Presence, Stay, presence_on
from coaching.models import SPOKEN, Agreement, Talk
from coaching.signal_facts import PAUSES, finished_talks, known_since
from coaching.weeks import Cell, CellState, Recorded, Week, cells, day_to_record, monday_of
from dow_site.access import Action, Role, may_anywhere
from dow_site.dates import Precision, When, write_when
from trajectories.models import Spell, SpellRole, Trajectory

_WORDS = {
    CellState.SPOKEN: "gesproken",
    CellState.MISSED: "niet gekomen of niet bereikt",
    CellState.NONE: "geen gesprek",
    CellState.OUTSIDE: "niet bij DOW",
}
# Drawn beside the words, so that no cell rests on its colour alone.
_MARKS = {
    CellState.SPOKEN: "●",
    CellState.MISSED: "✕",
    CellState.NONE: "○",
    CellState.OUTSIDE: "",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GridCell:
    state: str
    mark: str
    words: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    name: str
    url: str
    spoken: str
    cells: tuple[GridCell, ...]


def trajectories_in(user: User, weeks: Sequence[Week]) -> QuerySet[Trajectory]:
    """The trajectories of this reader with a stay in one of the weeks, by name."""
    first, last = weeks[-1].starts_on, weeks[0].ends_on
    staying = Spell.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=first),
        starts_on__lte=last,
        role=SpellRole.PARTICIPANT,
    )
    found = (
        Trajectory.objects.permitted(user, Action.VIEW_SIGNAL)
        .filter(pk__in=staying.values("trajectory"))
        .select_related("participant")
        .order_by("participant__sort_name", "pk")
    )
    # Only of a coach in training it matters since when.
    return found.with_parts() if _is_trainee(user) else found.with_stays()


def _is_trainee(user: User) -> bool:
    return user.role == Role.JOBCOACH_IN_TRAINING


def grid_rows(
    trajectories: Sequence[Trajectory], weeks: Sequence[Week], user: User, today: datetime.date
) -> list[GridRow]:
    """A row per trajectory with a cell per week; an empty cell links to the form of a talk."""
    recorded = _recorded(trajectories, user, weeks[-1].starts_on)
    # One address for all talks: asking for each anew takes longer than drawing the grid.
    talk_url = reverse("coaching:talk", args=[0])
    may_add = may_anywhere(user, Action.ADD_TALK)
    heads = [
        (week, f"week van {week.label}", day_to_record(week, today).isoformat()) for week in weeks
    ]
    rows = []
    for trajectory in trajectories:
        name = trajectory.participant.name_for(user)
        add_url = reverse("coaching:talk_create", args=[trajectory.pk]) if may_add else ""
        found = cells(weeks, _stays(trajectory, user), recorded[trajectory.pk])
        finished = tuple(
            _finished(cell, week_words, day, talk_url, add_url, name)
            for cell, (_, week_words, day) in zip(found, heads, strict=True)
        )
        spoken = sum(cell.state == CellState.SPOKEN for cell in found)
        stayed = sum(cell.state != CellState.OUTSIDE for cell in found)
        rows.append(
            GridRow(
                name=name,
                url=reverse("trajectories:timeline", args=[trajectory.pk]),
                spoken=f"{spoken} van {stayed}",
                cells=finished,
            )
        )
    return rows


def _finished(cell: Cell, week_words, day, talk_url, add_url, name) -> GridCell:
    words = f"{_WORDS[cell.state]}, {week_words}"
    mark, url = _MARKS[cell.state], ""
    if cell.key is not None:
        url = talk_url.replace("/0/", f"/{cell.key}/")
        words = f"{name}: {words}"
    elif cell.state == CellState.NONE and add_url:
        url, mark = f"{add_url}?datum={day}", "+"
        words = f"{name}: {words}, vastleggen"
    return GridCell(state=cell.state.value, mark=mark, words=words, url=url)


def _stays(trajectory: Trajectory, user: User) -> list[Stay]:
    since = known_since(trajectory, user)
    return [
        Stay(
            starts_on=max(spell.starts_on, since),
            ends_on=spell.ends_on,
            phase=spell.phase,
            pauses=spell.end_reason in PAUSES,
        )
        for spell in trajectory.stays
        if spell.role == SpellRole.PARTICIPANT and (spell.ends_on is None or spell.ends_on >= since)
    ]


def _recorded(trajectories, user, first) -> dict[int, list[Recorded]]:
    """Talks since a day; of those that a coach in training may not read, he knows only that they were."""
    pks = [trajectory.pk for trajectory in trajectories]
    since = {trajectory.pk: known_since(trajectory, user) for trajectory in trajectories}
    found = defaultdict(list)
    talks = finished_talks(pks).filter(held_on__gte=first)
    reads_all = not _is_trainee(user)
    for pk, trajectory, author, held_on, kind in talks.values_list(
        "pk", "trajectory", "author", "held_on", "kind"
    ):
        reads = reads_all or author == user.pk
        spoken = kind in SPOKEN
        if held_on >= since[trajectory] and (spoken or reads):
            found[trajectory].append(Recorded(on=held_on, spoken=spoken, key=pk if reads else None))
    return found


@dataclass(frozen=True, kw_only=True)
class WeekRow:
    """One participant in the coach's week."""

    trajectory: int
    name: str
    url: str
    state: str
    words: str
    talk_url: str
    no_show_url: str


@dataclass(frozen=True, kw_only=True)
class DueAgreement:
    name: str
    who: str
    what: str
    due: str
    is_overdue: bool
    url: str


@dataclass(frozen=True, kw_only=True)
class ThisWeek:
    rows: tuple[WeekRow, ...]
    agreements: tuple[DueAgreement, ...]

    @property
    def spoken(self) -> int:
        return sum(row.state == "spoken" for row in self.rows)


MOST_AGREEMENTS = 20


def this_week(trajectories: Sequence[Trajectory], user: User, today: datetime.date) -> ThisWeek:
    """Whom a coach spoke this week, whom he plans to and whom not yet; and what is due. Three queries.

    The trajectories come with their participant, spells and assignments.
    """
    sunday = monday_of(today) + datetime.timedelta(days=6)
    here = [
        trajectory
        for trajectory in trajectories
        if presence_on(_stays(trajectory, user), today) != Presence.AWAY
    ]
    recorded = _recorded(here, user, monday_of(today))
    planned = _planned(here, user, today, sunday)
    rows = [
        _week_row(trajectory, user, today, recorded[trajectory.pk], planned.get(trajectory.pk))
        for trajectory in here
    ]
    names = {t.pk: t.participant.name_for(user) for t in trajectories}
    due = (
        Agreement.objects.visible_to(user)
        .filter(trajectory__in=names)
        .open()
        .filter(due_on__lte=sunday)
        .due_first()[:MOST_AGREEMENTS]
    )
    agreements = tuple(
        DueAgreement(
            name=names[agreement.trajectory_id],
            who=agreement.get_owner_display(),
            what=agreement.what,
            due=_short(agreement.due_on),
            is_overdue=agreement.due_on < today,
            url=reverse("coaching:talks", args=[agreement.trajectory_id]),
        )
        for agreement in due
    )
    return ThisWeek(
        rows=tuple(sorted(rows, key=lambda row: _ORDER.index(row.state))), agreements=agreements
    )


_ORDER = ("not_yet", "planned", "spoken", "paused")


def _week_row(trajectory, user, today, recorded, planned) -> WeekRow:
    spoken = [one.on for one in recorded if one.spoken]
    missed = [one.on for one in recorded if not one.spoken]
    tried = f", niet gekomen op {_short(max(missed))}" if missed else ""
    if spoken:
        state, words = "spoken", f"Gesproken op {_short(max(spoken))}"
    elif presence_on(_stays(trajectory, user), today) == Presence.PAUSED:
        state, words = "paused", "Pauze"
    elif planned:
        state, words = "planned", f"Gepland op {_short(planned)}{tried}"
    else:
        state, words = "not_yet", f"Nog niet gesproken{tried}"
    return WeekRow(
        trajectory=trajectory.pk,
        name=trajectory.participant.name_for(user),
        url=reverse("trajectories:timeline", args=[trajectory.pk]),
        state=state,
        words=words,
        talk_url=reverse("coaching:talk_create", args=[trajectory.pk]),
        no_show_url=reverse("coaching:no_show", args=[trajectory.pk]),
    )


def _planned(trajectories, user, today, sunday) -> dict[int, datetime.date]:
    """The next talk this week, as it was planned in a talk that this reader may read."""
    pks = [trajectory.pk for trajectory in trajectories]
    planned = (
        Talk.objects.visible_to(user)
        .filter(trajectory__in=pks, next_talk_on__range=(today, sunday))
        .order_by("-next_talk_on")
    )
    return dict(planned.values_list("trajectory", "next_talk_on"))


def _short(day: datetime.date) -> str:
    return write_when(When(day, Precision.DAY))
