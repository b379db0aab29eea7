"""From the database to the pure timeline: a bounded number of queries, whatever the number of events."""

from __future__ import annotations

import datetime
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from dow_site.access import Action, may_anywhere
from dow_site.written import Written
from trajectories.attachments import Attached
from trajectories.derived import MARK_LABELS, DerivedRow
from trajectories.entries import SHARED
from trajectories.layout import Kept
from trajectories.marks import MarkIn
from trajectories.models import (
    Chapter,
    EndReason,
    EventKind,
    EventLane,
    Lane,
    LaneKind,
    Phase,
    Precision,
    Sensitivity,
    Spell,
    SpellRole,
    TimelineEvent,
    Trajectory,
)
from trajectories.models.event import TimelineEventQuerySet
from trajectories.sharing import ONLY_WITH_CONSENT, awaits_consent, may_be_shared, opened_by_consent
from trajectories.story import ChapterIn, EventIn, LaneIn, SpellIn
from trajectories.timeline import Timeline

_KIND_LABELS = dict(EventKind.choices)
_SENSITIVITY_LABELS = dict(Sensitivity.choices)
_PHASE_LABELS = dict(Phase.choices)
_ROLE_LABELS = dict(SpellRole.choices)

# What is drawn of an event, after its number and before its lanes.
DRAWN = (
    "chapter", "position", "kind", "starts_on", "precision", "ends_on", "end_precision",
    "date_estimated", "text", "quote", "speaker", "sensitivity", "shared_with_referrer",
    "lanes_certain", "spans_trajectory", "planned_on", "planned_precision", "recorded_by",
    "recorded_at", "working_element", "life_domains",
)  # fmt: skip

# What the one chapter is called for whom the chapters themselves are not shared.
SHARED_CHAPTER = "Gedeeld met jou"


@dataclass(frozen=True, kw_only=True)
class Sight:
    """How much of the frame around the events a reader may know."""

    frame: bool = True
    narrative: bool = True
    names: bool = True

    @classmethod
    def of(cls, user: User) -> Sight:
        return cls(
            frame=may_anywhere(user, Action.VIEW_STORY_FRAME),
            narrative=may_anywhere(user, Action.VIEW_NARRATIVE),
            names=may_anywhere(user, Action.VIEW_PARTICIPANT),
        )


WHOLE = Sight()


@dataclass(frozen=True, kw_only=True)
class Story:
    """What a timeline is drawn of: rows without the database, of which a part may be chosen first."""

    lanes: tuple[LaneIn, ...]
    chapters: tuple[ChapterIn, ...]
    events: tuple[EventIn, ...]
    spells: tuple[SpellIn, ...]
    marks: tuple[MarkIn, ...]
    today: datetime.date

    def draw(self, kept: Kept | None = None) -> Timeline:
        """The whole timeline, or what a filter keeps of it."""
        return Timeline.of(
            lanes=self.lanes,
            chapters=self.chapters,
            events=self.events,
            spells=self.spells,
            marks=self.marks,
            today=self.today,
            kept=kept,
        )


def draw_timeline(
    trajectory: Trajectory,
    events: TimelineEventQuerySet | list[tuple],
    **how: object,
) -> Timeline:
    """Lay out these events of the trajectory; what may be said beside them is that of `story_of`."""
    return story_of(trajectory, events, **how).draw()


def story_of(
    trajectory: Trajectory,
    events: TimelineEventQuerySet | list[tuple],
    *,
    today: datetime.date,
    editable: Container[int] = frozenset(),
    by_role: bool = False,
    by_month: bool = False,
    sight: Sight = WHOLE,
    derived: Iterable[DerivedRow] = (),
    attached: Mapping[int, tuple[Attached, ...]] | None = None,
) -> Story:
    """The rows of these events of the trajectory, which the caller has scoped to who reads them.

    `events` are rows of the database, or finished rows such as those of `known.py`.
    `editable` holds the numbers of the events that get a link to change them; `by_role` writes
    role words on the lanes instead of names and `by_month` no day of any event, as a publication
    does; `sight` leaves out what this reader may not know. `derived` is what happened elsewhere,
    also scoped already, and so are the files `attached` to events; a report that should tell only
    what was written leaves it out.
    """
    veil = _as_written if sight.names else trajectory.participant.veil
    told = events if isinstance(events, list) else list(_told(events))
    lanes_told = {lane for row in told for lane in row[-1]}
    # Asked once: for each event Django would look which zone holds.
    zone = timezone.get_current_timezone()
    opened = _opened(trajectory, told, today) if sight.frame else frozenset(ONLY_WITH_CONSENT)
    edit_address = reverse("trajectories:event_edit", args=[0])
    lanes = _LANES(trajectory=trajectory.pk)
    # Who reads no frame is not told by a mark which other lanes there are.
    for_marks = [
        lane
        for lane in lanes
        if sight.frame or lane.pk in lanes_told or lane.kind == LaneKind.PARTICIPANT
    ]
    marks = _marks(derived, for_marks, veil)
    lanes_marked = {mark.lane for mark in marks}
    return Story(
        lanes=tuple(
            LaneIn(
                key=lane.pk,
                label=_label(lane, trajectory, by_role=by_role, sight=sight)
                if sight.frame or lane.pk in lanes_told
                # Its name was not shared: what happened elsewhere tells the kind of lane only.
                else lane.get_kind_display(),
                kind=lane.kind,
                order=lane.order,
            )
            for lane in lanes
            if sight.frame or lane.pk in lanes_told | lanes_marked
        ),
        chapters=tuple(
            ChapterIn(
                key=chapter.pk,
                title=veil(chapter.title),
                kind=chapter.kind,
                order=chapter.order,
                start=chapter.starts_on,
                end=chapter.ends_on,
                narrative=veil(chapter.narrative) if sight.narrative else "",
            )
            for chapter in _CHAPTERS(trajectory=trajectory.pk)
        )
        if sight.frame
        else (ChapterIn(key=0, title=SHARED_CHAPTER),),
        events=tuple(
            EventIn(
                key=pk,
                lanes=tuple(lanes_of),
                text=veil(text),
                chapter=chapter if sight.frame else 0,
                position=position,
                start=starts_on,
                precision=precision,
                end=ends_on,
                end_precision=end_precision or None,
                kind=kind,
                kind_label=_KIND_LABELS[kind],
                is_milestone=kind == EventKind.MILESTONE,
                lane_certain=lanes_certain,
                date_estimated=date_estimated,
                sensitivity_label=""
                if sensitivity == Sensitivity.ORDINARY
                else _SENSITIVITY_LABELS[sensitivity],
                quote=veil(quote),
                speaker=veil(speaker),
                shared=shared,
                awaits_consent=awaits_consent(sensitivity, opened),
                shareable=may_be_shared(sensitivity),
                attachments=(attached or {}).get(pk, ()),
                spans_whole=spans,
                url=edit_address.replace("/0/", f"/{pk}/") if pk in editable else "",
                by_month=by_month,
                plan=planned_on,
                plan_precision=planned_precision,
                # Who loads a whole story at once notes nothing late, and names nobody as its writer.
                recorded=recorded_at.astimezone(zone).date()
                if recorded_by and not by_month
                else None,
                element=element,
                domains=tuple(domains),
            )
            for (
                pk,
                chapter,
                position,
                kind,
                starts_on,
                precision,
                ends_on,
                end_precision,
                date_estimated,
                text,
                quote,
                speaker,
                sensitivity,
                shared,
                lanes_certain,
                spans,
                planned_on,
                planned_precision,
                recorded_by,
                recorded_at,
                element,
                domains,
                lanes_of,
            ) in told
        ),
        spells=tuple(spell_in(spell) for spell in trajectory.stays),
        today=today,
        marks=tuple(marks),
    )


def _marks(rows: Iterable[DerivedRow], lanes: list[Lane], veil) -> list[MarkIn]:
    """The derived rows, each on the first lane of its kind, else the programme's or the participant's."""
    first: dict[str, int] = {}
    for lane in sorted(lanes, key=lambda lane: (lane.order, lane.pk)):
        first.setdefault(lane.kind, lane.pk)
    fallback = first.get(LaneKind.PROGRAMME) or first.get(LaneKind.PARTICIPANT) or 0
    return [
        MarkIn(
            key=number,
            lane=first.get(row.lane, fallback),
            when=row.when,
            kind=row.mark,
            kind_label=MARK_LABELS[row.mark],
            text=veil(row.text),
            url=row.url,
            shared_note=_shared_note(row, veil),
        )
        for number, row in enumerate(rows, start=1)
    ]


def _opened(trajectory: Trajectory, told: list[tuple], today: datetime.date) -> frozenset[str]:
    """What the participant's consents open to who referred him; not asked where nothing hangs on it."""
    sensitivity, shared = (
        1 + DRAWN.index(name) for name in ("sensitivity", "shared_with_referrer")
    )
    if not any(row[shared] and row[sensitivity] in ONLY_WITH_CONSENT for row in told):
        return frozenset()
    return opened_by_consent(trajectory.participant_id, trajectory.programme_id, today)


def _shared_note(row: DerivedRow, veil) -> str:
    """What of a derived row the referrer reads, where that is anything."""
    if not row.shared:
        return ""
    return f"verwijzer leest alleen: {veil(row.shared_text)}" if row.shared_text else SHARED


def _label(lane: Lane, trajectory: Trajectory, *, by_role: bool, sight: Sight) -> str:
    if by_role:
        label = lane.role_label or lane.label
        return label if sight.names else trajectory.participant.veil(label)
    return lane.label if sight.names else lane.nameless_label(trajectory.participant)


def _told(events: TimelineEventQuerySet) -> TimelineEventQuerySet:
    """What is drawn of each event, its lanes included, in one query."""
    return events.order_by("position", "pk").values_list(
        "pk", *DRAWN, ArraySubquery(EventLane.objects.filter(event=OuterRef("pk")).values("lane"))
    )


# Of a trajectory that somebody may see; who may not know its frame is given no more of it than `story_of` lets through.
_LANES = Written(lambda trajectory: Lane.objects.filter(trajectory=trajectory).order_by("order"))
_CHAPTERS = Written(
    lambda trajectory: Chapter.objects.filter(trajectory=trajectory).order_by("order")
)
_ALL_TOLD = Written(
    lambda trajectory: _told(TimelineEvent.objects.standing().filter(trajectory=trajectory))
)


def events_told(trajectory: Trajectory, user: User) -> list[tuple]:
    """What is drawn of each event that this person may read; one query."""
    if TimelineEvent.objects.all().sees_all_of(user, trajectory):
        return _ALL_TOLD(trajectory=trajectory.pk)
    return list(_told(TimelineEvent.objects.visible_to(user).filter(trajectory=trajectory)))


def spell_in(spell: Spell) -> SpellIn:
    """A spell as the road wants it; estimated dates are known by month."""
    return spell_of(
        spell.role,
        spell.phase,
        spell.starts_on,
        spell.ends_on,
        spell.dates_estimated,
        spell.end_reason,
    )


def spell_of(
    role: str,
    phase: str,
    starts_on: datetime.date,
    ends_on: datetime.date | None,
    dates_estimated: bool,
    end_reason: str,
) -> SpellIn:
    """The same from what its row says, for who fetched no more than that.

    Of the reason of an end only a pause is told on, which every reader of a stay may know.
    """
    precision = Precision.MONTH if dates_estimated else Precision.DAY
    return SpellIn(
        start=starts_on,
        end=ends_on,
        start_precision=precision,
        end_precision=precision,
        label=_ROLE_LABELS[role],
        kind=role,
        phase_label=_PHASE_LABELS.get(phase, ""),
        pauses=end_reason == EndReason.PAUSE,
    )


def last_day_told(story_until: datetime.date | None) -> datetime.date | None:
    """The last day of the month in which a story ends; None while it goes on."""
    if story_until is None:
        return None
    next_month = story_until.replace(day=28) + datetime.timedelta(days=4)
    return next_month.replace(day=1) - datetime.timedelta(days=1)


def _as_written(text: str) -> str:
    return text
