"""The wall of a session: sticky notes that several people put up, move and rewrite at the same time.

A note is named by the key that was made where it was written, so that sending it once more changes
nothing, and a note that the server has not seen yet can already be moved. Of two texts written at
the same moment both stay; of two moves the last one counts.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Max, Sum
from django.utils import timezone

from costs.models import Scenario, ScenarioItem, ScenarioRow, Session
from costs.operations import held_open
from participants.veil import NO_VEIL, Veil
from trajectories.models import EventKind, TimelineEvent

MOST_SUGGESTIONS = 100
MOST_NOTES = 500
MOST_FORMER_TEXTS = 20
LONGEST_TEXT = 1000
HIGHEST_ORDER = 32_767
_FULL = "De wand is vol. Haal eerst een briefje weg."
_BOTH_KEPT = (
    "Iemand anders schreef tegelijk op dit briefje. Beide teksten hangen er nu: kies er een, of houd "
    "ze allebei."
)


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a note hangs: in which of the four rows, and at which stretch of the road."""

    scenario: str
    row: str
    chapter_id: int | None


ROWS = tuple((scenario, row) for scenario in Scenario for row in ScenarioRow)


def stamp_of(session: Session) -> str:
    """Changes with everything that the wall shows; no row of it is read.

    Notes are never deleted and every change raises a version, so number and sum only ever rise.
    """
    notes = session.scenario_items.aggregate(number=Count("pk"), versions=Sum("version"))
    events = TimelineEvent.objects.filter(trajectory=session.trajectory_id).aggregate(
        number=Count("pk"), versions=Sum("version")
    )
    chapters = session.trajectory.chapters.aggregate(number=Count("pk"), versions=Sum("version"))
    lines = session.lines.aggregate(number=Count("pk"), versions=Sum("version"))
    parts = [one for counted in (notes, events, chapters, lines) for one in counted.values()]
    return "-".join([session.status, *(str(part or 0) for part in parts)])


def suggestions_for(session: Session, user) -> list[TimelineEvent]:
    """What really happened and is neither on the wall nor left out of it, as far as this person may read."""
    known = session.scenario_items.filter(event__isnull=False).values("event")
    return list(
        TimelineEvent.objects.visible_to(user)
        .filter(trajectory=session.trajectory_id)
        .exclude(pk__in=known)
        .in_story_order()[:MOST_SUGGESTIONS]
    )


def row_for(event: TimelineEvent) -> str:
    """The row in which an event is suggested."""
    return ScenarioRow.SUPPORT if event.kind == EventKind.SUPPORT else ScenarioRow.LIFE


@transaction.atomic
def put_up(session: Session, *, key: uuid.UUID, text: str, place: Place) -> str:
    """Hang a new note; one that hangs already stays as it is. Refuses an empty text and a full wall."""
    held_open(session)
    if ScenarioItem.objects.filter(session=session, submission_key=key).exists():
        return ""
    _hang(session, key=key, text=text, place=place)
    return ""


@transaction.atomic
def rewrite(
    session: Session,
    *,
    key: uuid.UUID,
    text: str,
    was: str,
    other_key: uuid.UUID,
    veil: Veil = NO_VEIL,
) -> str:
    """Put another text on a note that read `was`; gives a sentence where somebody else was first.

    Then both texts hang: the new one on a note of its own, named by `other_key`. A note that was
    taken off meanwhile comes back, because somebody still writes on it. `veil` is that of who writes:
    the names that he leaves alone stay as they were written.
    """
    held_open(session)
    note = _note(session, key)
    if (
        _reads(note.text, text, veil)
        or ScenarioItem.objects.filter(submission_key=other_key).exists()
    ):
        return ""
    if not _reads(note.text, was, veil):
        place = _place_of(note)
        text = veil.lift(text, _as_it_was(note, was, veil), longest=LONGEST_TEXT)
        _hang(session, key=other_key, text=text, place=place, other_text_of=note)
        return _BOTH_KEPT
    note.text = veil.lift(text, note.text, longest=LONGEST_TEXT)
    note.removed_at = None
    _save(note)
    return ""


@transaction.atomic
def move(session: Session, *, key: uuid.UUID, place: Place, before: uuid.UUID | None = None) -> str:
    """Hang a note elsewhere: before another one of that place, else last in it."""
    held_open(session)
    note = _note(session, key)
    others = _notes_at(session, place, without=note)
    number = next(
        (number for number, other in enumerate(others) if other.submission_key == before),
        # Also where somebody took that other note away meanwhile.
        len(others),
    )
    is_here = place == _place_of(note)
    note.scenario, note.row, note.chapter_id = place.scenario, place.row, place.chapter_id
    if number == len(others) and not is_here:
        note.order = _last_order(session)
        _save(note)
        return ""
    in_order = [*others[:number], note, *others[number:]]
    for order, one in zip(_rising(one.order for one in in_order), in_order, strict=True):
        if one.order != order or (one is note and not is_here):
            one.order = order
            _save(one)
    return ""


@transaction.atomic
def take_off(session: Session, *, key: uuid.UUID) -> str:
    """Take a note off the wall; it can be put back."""
    held_open(session)
    note = _note(session, key)
    if note.removed_at is None:
        note.removed_at = timezone.now()
        _save(note)
    return ""


@transaction.atomic
def put_back(session: Session, *, key: uuid.UUID) -> str:
    """Put a note back where it hung."""
    held_open(session)
    note = _note(session, key)
    if note.removed_at is not None:
        note.removed_at = None
        _save(note)
    return ""


@transaction.atomic
def keep_both(session: Session, *, key: uuid.UUID) -> str:
    """Of two texts written at the same moment both stay, each as a note of its own."""
    held_open(session)
    note = _note(session, key)
    if note.other_text_of_id is not None:
        note.other_text_of = None
        _save(note)
    return ""


@transaction.atomic
def answer_suggestion(session: Session, *, event: TimelineEvent, text: str, wanted: bool) -> str:
    """Hang an event of the timeline on the wall, or leave it out; the first answer counts.

    `text` is the event's as the person who answers may read it.
    """
    held_open(session)
    if ScenarioItem.objects.filter(session=session, event=event).exists():
        return ""
    place = Place(
        scenario=Scenario.WITH_INTERVENTION, row=row_for(event), chapter_id=event.chapter_id
    )
    _hang(
        session,
        key=uuid.uuid4(),
        text=text[:LONGEST_TEXT],
        place=place,
        event=event,
        removed_at=None if wanted else timezone.now(),
    )
    return ""


def _reads(text: str, shown: str, veil: Veil) -> bool:
    """Whether the text is shown like this to somebody, whatever a browser made of its ends."""
    return veil.reads_as(text.strip(), shown.strip())


def _as_it_was(note: ScenarioItem, shown: str, veil: Veil) -> str:
    """The text that somebody read as `shown`, among the last that the note had; else what it has now."""
    former = note.history.order_by("-pgh_id").values_list("text", flat=True)[:MOST_FORMER_TEXTS]
    return next((text for text in former if _reads(text, shown, veil)), note.text)


def _note(session: Session, key: uuid.UUID) -> ScenarioItem:
    note = ScenarioItem.objects.filter(session=session, submission_key=key).first()
    if note is None:
        raise ValidationError("Dit briefje hangt niet op deze wand.", code="unknown")
    return note


def _hang(session: Session, *, key: uuid.UUID, text: str, place: Place, **facts) -> None:
    if not text.strip():
        raise ValidationError("Schrijf iets op het briefje.", code="empty")
    if session.scenario_items.standing().count() >= MOST_NOTES:
        raise ValidationError(_FULL, code="full")
    if ScenarioItem.objects.filter(submission_key=key).exists():
        raise ValidationError("Dit briefje hangt op een andere wand.", code="elsewhere")
    ScenarioItem.objects.create(
        session=session,
        submission_key=key,
        text=text,
        scenario=place.scenario,
        row=place.row,
        chapter_id=place.chapter_id,
        order=_last_order(session),
        **facts,
    )


def _place_of(note: ScenarioItem) -> Place:
    return Place(scenario=note.scenario, row=note.row, chapter_id=note.chapter_id)


def _notes_at(session: Session, place: Place, *, without: ScenarioItem) -> list[ScenarioItem]:
    """The notes that hang at a place, in their order."""
    notes = session.scenario_items.standing().filter(
        scenario=place.scenario, row=place.row, chapter=place.chapter_id
    )
    return list(notes.exclude(pk=without.pk).order_by("order", "pk"))


def _rising(orders: Iterable[int]) -> list[int]:
    """The same numbers from low to high, each once; a number that was there twice gives way."""
    rising: list[int] = []
    for order in sorted(orders):
        rising.append(min(max(order, rising[-1] + 1), HIGHEST_ORDER) if rising else order)
    return rising


def _last_order(session: Session) -> int:
    last = session.scenario_items.aggregate(last=Max("order"))["last"]
    return min((last or 0) + 1, HIGHEST_ORDER)


def _save(note: ScenarioItem) -> None:
    note.version += 1
    note.save()
