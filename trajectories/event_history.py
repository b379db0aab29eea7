"""The history of an event: who changed what, and when, as a reader of today may know it."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from accounts.models import User
from dow_site.access import Action, may_anywhere
from dow_site.dates import Precision, When, write_when
from trajectories.differences import Piece, word_differences
from trajectories.models import Chapter, EventAttachment, EventLane, Lane, TimelineEvent

EventHistory = TimelineEvent.history.rel.related_model
FileHistory = EventAttachment.history.rel.related_model
LaneHistory = EventLane.history.rel.related_model
# The newest states that are compared: an event is not written over more often than this.
MOST_STATES = 100
_DATED = (("starts_on", "precision", "Wanneer"), ("ends_on", "end_precision", "Tot en met"),
          ("planned_on", "planned_precision", "Gepland voor"))  # fmt: skip
_TEXTS = ("text", "quote", "speaker")
_FREE = (*_TEXTS, "removal_reason")
_PLAIN = (
    "kind", "sensitivity", "shared_with_referrer", "date_estimated", "lanes_certain",
    "spans_trajectory", "life_domains", "working_element",
)  # fmt: skip
SOMEBODY = "Onbekend"


@dataclass(frozen=True, kw_only=True)
class Change:
    """One field that became something else."""

    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, kw_only=True)
class Moment:
    """What one person did at one moment."""

    at: datetime.datetime
    who: str
    title: str
    changes: tuple[Change, ...]


def history_of(event: TimelineEvent, user: User) -> list[Moment]:
    """Every moment at which the event was written, newest first; a constant number of queries.

    The caller has seen to it that this person may change the event today.
    """
    states = list(
        EventHistory.objects.filter(pgh_obj=event.pk)
        .exclude(pgh_label="delete")
        .select_related("pgh_context")
        .order_by("-pgh_created_at", "-pgh_id")[: MOST_STATES + 1]
    )[::-1]
    steps = list(
        LaneHistory.objects.filter(event=event.pk)
        .select_related("pgh_context")
        .order_by("pgh_created_at", "pgh_id")
    )
    files = list(
        FileHistory.objects.filter(event=event.pk)
        .select_related("pgh_context")
        .order_by("pgh_created_at", "pgh_id")
        if may_anywhere(user, Action.VIEW_ATTACHMENT)
        else ()
    )
    writer = _Writer(event, user, [*states, *steps, *files])
    together = defaultdict(list)
    for step in steps:
        together[_deed(step)].append(step)
    moments = []
    for before, state in zip([None, *states], states, strict=False):
        # The lanes that it was made with are no change.
        on_lanes = together.pop(_deed(state), [])
        if before is not None:
            moments.append(writer.changed(before, state, on_lanes))
        elif len(states) <= MOST_STATES:
            moments.append(writer.made(state))
    moments += [writer.lanes_only(on_lanes) for on_lanes in together.values()]
    moments += writer.of_files(files)
    # What was saved in one breath stays in the order in which it was saved.
    newest_first = sorted(moments, key=lambda moment: moment.at)[::-1]
    return [moment for moment in newest_first if moment.changes or moment.title]


class _Writer:
    """Finishes the words of one event's history."""

    def __init__(self, event: TimelineEvent, user: User, rows: list):
        knows_names = may_anywhere(user, Action.VIEW_PARTICIPANT)
        participant = event.trajectory.participant
        self.veil = str if knows_names else participant.veil
        self.recorder = event.recorded_by.name if event.recorded_by else SOMEBODY
        self.names = dict(
            User.objects.filter(pk__in={_author(row) for row in rows} - {None}).values_list(
                "pk", "name"
            )
        )
        chapters = Chapter.objects.filter(trajectory=event.trajectory_id)
        self.chapters = {chapter.pk: self.veil(chapter.title) for chapter in chapters}
        self.lanes = {
            lane.pk: lane.label if knows_names else lane.nameless_label(participant)
            for lane in Lane.objects.filter(trajectory=event.trajectory_id)
        }

    def made(self, state: Any) -> Moment:
        """The first state, which changed nothing; by its writer, also where no request made it."""
        made = self._moment(state, "Vastgelegd", ())
        return made if made.who != SOMEBODY else replace(made, who=self.recorder)

    def changed(self, before: Any, state: Any, on_lanes: list) -> Moment:
        """A saved state against the one before it, with the lanes that came and went with it."""
        changes = tuple(self._changes(before, state))
        return self._moment(state, _title(before, state), changes + self._lane_change(on_lanes))

    def lanes_only(self, on_lanes: list) -> Moment:
        """Lanes that came and went while nothing else changed."""
        return self._moment(on_lanes[-1], "", self._lane_change(on_lanes))

    def of_files(self, states: list) -> Iterable[Moment]:
        """What became of the files on the event, each from its first state to its last."""
        before: dict[int, Any] = {}
        for state in states:
            was = before.get(state.pgh_obj_id)
            before[state.pgh_obj_id] = state
            if title := _title_of_file(was, state):
                yield self._moment(state, title, tuple(self._file_changes(was, state)))

    def _file_changes(self, was: Any, state: Any):
        yield Change(label="Bestand", pieces=(Piece("kept", self.veil(state.name)),))
        if state.removal_reason:
            reason = Piece("kept", self.veil(state.removal_reason))
            yield Change(label=_label("removal_reason"), pieces=(reason,))
        if was is None and state.shared_with_referrer:
            shared = Piece("kept", _shown(state, "shared_with_referrer"))
            yield Change(label=_label("shared_with_referrer"), pieces=(shared,))

    def _moment(self, row: Any, title: str, changes: tuple[Change, ...]) -> Moment:
        who = self.names.get(_author(row), SOMEBODY)
        return Moment(at=row.pgh_created_at, who=who, title=title, changes=changes)

    def _lane_change(self, steps: list) -> tuple[Change, ...]:
        pieces = []
        for step in steps:
            state = "gone" if step.pgh_label == "delete" else "new"
            pieces.append(Piece(state, self.lanes.get(step.lane_id, "een andere baan")))
        return (Change(label="Wie", pieces=tuple(pieces)),) if pieces else ()

    def _changes(self, before: Any, state: Any):
        for name in _FREE:
            old, new = (self.veil(getattr(row, name)) for row in (before, state))
            if old != new:
                yield Change(label=_label(name), pieces=word_differences(old, new))
        for day, precision, label in _DATED:
            old, new = (
                _when(getattr(row, day), getattr(row, precision)) for row in (before, state)
            )
            yield from _change(label, old, new)
        for name in _PLAIN:
            yield from _change(_label(name), _shown(before, name), _shown(state, name))
        if before.chapter_id != state.chapter_id:
            old, new = (self._chapter(row.chapter_id) for row in (before, state))
            yield from _change("Hoofdstuk", old, new)

    def _chapter(self, pk: int | None) -> str:
        return (
            "vanzelf, bij de datum" if pk is None else self.chapters.get(pk, "een ander hoofdstuk")
        )


def _deed(row: Any):
    """What was saved by one request, or in one transaction, was one deed."""
    return row.pgh_context_id or row.pgh_created_at


def _author(row: Any) -> int | None:
    return row.pgh_context.metadata.get("user") if row.pgh_context else None


def _title(before: Any, state: Any) -> str:
    if before.removed_at is None and state.removed_at is not None:
        return "Van de tijdlijn gehaald"
    if before.removed_at is not None and state.removed_at is None:
        return "Teruggezet"
    return ""


def _title_of_file(was: Any, state: Any) -> str:
    if was is None:
        return "Bijlage toegevoegd"
    if state.pgh_label == "delete" or (was.removed_at is None and state.removed_at is not None):
        return "Bijlage weggehaald"
    if was.removed_at is not None and state.removed_at is None:
        return "Bijlage teruggezet"
    if was.shared_with_referrer == state.shared_with_referrer:
        return ""
    return "Bijlage gedeeld" if state.shared_with_referrer else "Bijlage niet meer gedeeld"


def _change(label: str, old: str, new: str):
    if old != new:
        yield Change(label=label, pieces=(Piece("gone", old), Piece("new", new)))


def _label(name: str) -> str:
    label = str(TimelineEvent._meta.get_field(name).verbose_name)
    return label[0].upper() + label[1:]


def _when(day: datetime.date | None, precision: str) -> str:
    return write_when(When(day, Precision(precision)), long=True) if day else "(leeg)"


def _shown(row: Any, name: str) -> str:
    value = getattr(row, name)
    if isinstance(value, bool):
        return "ja" if value else "nee"
    field = TimelineEvent._meta.get_field(name)
    choices = dict(getattr(field, "base_field", field).choices or ())
    values = value if isinstance(value, list) else [value]
    return ", ".join(str(choices.get(one, one)) for one in values if one) or "(leeg)"
