"""What happened elsewhere and shows on the timeline by itself: derived rows, never copies.

To put something of your app on the timeline, write a module `timeline_rows.py` in it, which is found
by its name:

    derived.register(
        source="talk",
        model=Talk,
        fields=("pk", "held_on", "coach__name"),
        write=write_talks,
    )

    def write_talks(talks: Sequence[Found], trajectory: Trajectory, user: User):
        for talk in talks:
            yield DerivedRow(source="talk", row=talk["pk"], when=..., mark=Mark.TALK, ...)

- `fields` is what is needed of each row of `model` that this user may see and that belongs to the
  trajectory, lookups over foreign keys included. Where it takes more than the foreign key `trajectory`
  to say which belong to it, `belonging` says so, by the trajectory's `pk`, `participant_id` and
  `programme_id` alone.
- No source is asked by itself. Those of which somebody sees every row are one statement, which is
  written once for everybody; those of which he sees a part are one more, through `visible_to`.
- `write` makes of each row found none, one or more DerivedRows. It asks the database nothing, and
  writes no name that this user may not know.
- `shared` says whether a referrer may read the row; `sharing.py` names the marks that may be. Who
  may read the frame of the story (`VIEW_STORY_FRAME`) reads every row.
- `shared_text` is what a referrer reads where `text` says more to this user.
- `text` is one short line in Dutch that says what happened, without the date. A date that is only
  planned says so in the text.

The page, the list and the print of the timeline draw the rows. The case report draws them only
when asked, so that a printed case tells what its makers wrote.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple

from django.db.models import Field, Model, QuerySet, Value

from accounts.models import User
from dow_site.access import Action, ScopedQuerySet, may_anywhere
from dow_site.dates import When
from dow_site.fields import AsOneColumn
from dow_site.written import Blank, Written
from trajectories.models.story import LaneKind
from trajectories.models.trajectory import PartOfTrajectoryQuerySet, Trajectory
from trajectories.sharing import SHAREABLE_MARKS


class Mark(StrEnum):
    """What kind of thing happened elsewhere."""

    REFERRAL = "referral"
    STAY = "stay"
    COACH = "coach"
    TALK = "talk"
    AGREEMENT = "agreement"
    PLACEMENT = "placement"
    OUTFLOW = "outflow"
    AFTERCARE = "aftercare"


MARK_LABELS = {
    Mark.REFERRAL: "Aanmelding",
    Mark.STAY: "Traject",
    Mark.COACH: "Coach",
    Mark.TALK: "Gesprek",
    Mark.AGREEMENT: "Afspraak",
    Mark.PLACEMENT: "Plaatsing",
    Mark.OUTFLOW: "Uitstroom",
    Mark.AFTERCARE: "Nazorg",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DerivedRow:
    """One thing that happened elsewhere.

    `source`, `row` and `state` together name it: two rows never have the same. `lane` is the kind
    of lane on which it stands; where the trajectory has no such lane it goes to the programme's.
    """

    source: str
    row: int
    state: str = ""
    when: When
    mark: Mark
    lane: LaneKind
    text: str
    url: str = ""
    shared: bool = False
    shared_text: str = ""

    def __post_init__(self):
        if not self.when.is_dated:
            raise ValueError("What shows on the timeline by itself has a date.")
        if self.shared and self.mark not in SHAREABLE_MARKS:
            raise ValueError(f"A referrer does not read marks of the kind {self.mark}.")


# The chosen fields of one row, by the names under which they were asked.
Found = dict[str, Any]


def _of_trajectory(rows: QuerySet, trajectory: Trajectory | Whose) -> QuerySet:
    return rows.filter(trajectory=trajectory.pk)


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """Where derived rows come from, and how they are written."""

    source: str
    model: type[Model]
    fields: tuple[str, ...]
    write: Callable[[Sequence[Found], Trajectory, User], Iterable[DerivedRow]]
    belonging: Callable[[QuerySet, Trajectory | Whose], QuerySet] = _of_trajectory


_providers: dict[str, Provider] = {}


def register(**parts) -> None:
    """Add a provider of derived rows; the parts are those of Provider.

    Refuses a source taken, and a model of which rows are taken away for everybody: those would show.
    """
    new = Provider(**parts)
    if type(new.model._default_manager.all()).permitted is not ScopedQuerySet.permitted:
        raise ValueError(f"Of {new.model.__name__} not every row is there for who sees all.")
    if new.source in _providers:
        raise ValueError(f"There is a provider of {new.source} already.")
    _providers[new.source] = new


def rows_for(trajectory: Trajectory, user: User) -> tuple[DerivedRow, ...]:
    """What every provider knows of this trajectory, as far as this user may read it; oldest first.

    Two queries at most, however many providers and rows there are.
    """
    reads_all = may_anywhere(user, Action.VIEW_STORY_FRAME)
    found = _find(trajectory, user)
    rows = [
        row
        for source, provider in _providers.items()
        for row in provider.write(found[source], trajectory, user)
        if row.shared or reads_all
    ]
    return tuple(sorted(rows, key=lambda r: (r.when.earliest, r.source, r.row, r.state)))


def _find(trajectory: Trajectory, user: User) -> dict[str, list[Found]]:
    """The rows of each source."""
    whole, in_part = [], []
    for source, provider in _providers.items():
        everything = provider.model._default_manager.all()
        if everything.sees_all_of(user, trajectory):
            whole.append(source)
        else:
            visible = everything.visible_to(user)
            in_part.append((source, provider.belonging(visible, trajectory)))
    answers = []
    if whole:
        whose = {name: getattr(trajectory, name) for name in Whose._fields}
        answers += _whole(tuple(whole))(**whose)
    if parts := [_as_one(*part) for part in in_part if not part[1].query.is_empty()]:
        answers += parts[0].union(*parts[1:], all=True)
    found: dict[str, list[Found]] = {source: [] for source in _providers}
    for source, values in answers:
        provider = _providers[source]
        readers = _readers(provider.model, provider.fields)
        found[source].append(
            {
                name: read(value)
                for name, read, value in zip(provider.fields, readers, values, strict=True)
            }
        )
    return found


class Whose(NamedTuple):
    """By what of a trajectory its rows are found."""

    pk: int | Blank
    participant_id: int | Blank
    programme_id: int | Blank


@cache
def _whole(sources: tuple[str, ...]) -> Written:
    """Every row of these sources that belongs to a trajectory."""

    def begin(pk: Blank, participant_id: Blank, programme_id: Blank) -> QuerySet:
        whose = Whose(pk, participant_id, programme_id)
        first, *others = (
            _as_one(source, provider.belonging(_everything(provider.model, whose), whose))
            for source in sources
            for provider in [_providers[source]]
        )
        return first.union(*others, all=True)

    return Written(begin)


def _everything(model: type[Model], whose: Whose) -> QuerySet:
    """What is there for who sees all: what does not hang on the trajectory alone, he sees by the programme."""
    rows = model._default_manager.all()
    by_trajectory = isinstance(rows, PartOfTrajectoryQuerySet)
    return rows if by_trajectory else rows.of_programme(whose.programme_id)


def _as_one(source: str, rows: QuerySet) -> QuerySet:
    """The rows of a source in two columns, as those of every other source have."""
    columns = AsOneColumn(*_providers[source].fields)
    return rows.order_by().values_list(Value(source), columns)


@cache
def _readers(model: type[Model], names: tuple[str, ...]) -> tuple[Callable[[Any], Any], ...]:
    """Of each field what makes of a value, which the query writes as text, what the field holds."""
    return tuple(_field(model, name).to_python for name in names)


def _field(model: type[Model], name: str) -> Field:
    *path, last = name.split("__")
    for step in path:
        model = model._meta.get_field(step).related_model
    return model._meta.pk if last == "pk" else model._meta.get_field(last)
