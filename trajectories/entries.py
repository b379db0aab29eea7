"""An event as it is read: every text finished once, for the card, the list and the print alike."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from dow_site.dates import Precision, When, by_month, write_when
from trajectories.columns import Placed
from trajectories.story import ChapterIn, EventIn

NO_CHAPTER = "Nog geen hoofdstuk"
# Said of an event to those who work with the dossier, and to nobody outside.
SHARED = "gedeeld met verwijzer"
SHARED_ONCE_ALLOWED = "gedeeld zodra er toestemming is"


class Lane(NamedTuple):
    """A row of the picture, and an actor in the list."""

    key: int
    label: str
    kind: str
    mark: str


class Entry(NamedTuple):
    """An event as it is read: numbered in story order, all text finished.

    A tuple, because of five hundred of them a dataclass would take three times as long to make.
    """

    key: int
    number: int
    chapter: int | None
    chapter_title: str
    column: int
    slot: int | None
    track: int | None
    lane: Lane
    lanes: tuple[Lane, ...]
    lanes_text: str
    when: str
    when_short: str
    when_long: str
    text: str
    quote: str
    kind: str
    kind_label: str
    is_milestone: bool
    lane_certain: bool
    date_estimated: bool
    sensitivity_label: str
    shared: bool
    shareable: bool
    attachments: tuple[object, ...]
    spans_whole: bool
    notes: tuple[str, ...]
    notes_text: str
    url: str
    ahead_until: date | None


def write_entry(
    place: Placed, number: int, chapter: ChapterIn | None, column: int, lanes: Sequence[Lane]
) -> Entry:
    """Finish everything that is read of an event."""
    event, when = place.event, place.event.told
    on = tuple(lanes[row] for row in place.rows)
    notes = _notes(event)
    ahead = "gepland " if event.is_ahead else ""
    written = write_when(when)
    is_estimate = event.date_estimated and when.is_dated
    estimated = " (geschat)" if is_estimate else ""
    return Entry(
        key=event.key,
        number=number,
        chapter=chapter.key if chapter else None,
        chapter_title=chapter.title if chapter else NO_CHAPTER,
        column=column,
        slot=place.slot,
        track=place.track,
        lane=lanes[place.home],
        lanes=on,
        lanes_text=", ".join(f"{lane.mark} {lane.label}" for lane in on),
        when=ahead + written + estimated,
        when_short=f"± {written}" if is_estimate else ahead + written,
        when_long=ahead + write_when(when, long=True) + estimated,
        text=event.text,
        quote=_quote(event),
        kind=event.kind,
        kind_label=event.kind_label,
        is_milestone=event.is_milestone,
        lane_certain=event.lane_certain,
        date_estimated=event.date_estimated,
        sensitivity_label=event.sensitivity_label,
        shared=event.shared,
        shareable=event.shareable,
        attachments=event.attachments,
        spans_whole=event.spans_whole,
        notes=notes,
        notes_text=" · ".join(notes),
        url=event.url,
        ahead_until=when.latest if event.is_ahead else None,
    )


def _quote(event: EventIn) -> str:
    if not event.quote:
        return ""
    return f"‘{event.quote}’ – {event.speaker}" if event.speaker else f"‘{event.quote}’"


def _plan(event: EventIn) -> str:
    plan = by_month(event.planned) if event.by_month else event.planned
    return f"was gepland {write_when(plan)}"


def _recorded(event: EventIn) -> str:
    return f"later genoteerd: {write_when(When(event.recorded, Precision.DAY))}"


def _notes(event: EventIn) -> tuple[str, ...]:
    """What a reader should know beside the text."""
    notes = (
        event.is_milestone and "mijlpaal",
        event.is_ahead and "nog niet gehaald",
        event.is_late and _recorded(event),
        event.plan is not None and not event.is_ahead and _plan(event),
        event.spans_whole and "hele traject",
        not event.lane_certain and "baan niet zeker",
        event.sensitivity_label,
        event.shared and (SHARED_ONCE_ALLOWED if event.awaits_consent else SHARED),
    )
    return tuple([note for note in notes if note])
