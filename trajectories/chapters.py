"""Chapters in their order: new ones, the usual arc, moving, splitting, and moving an event of a story."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max

from accounts.models import User
from trajectories.models import Chapter, ChapterKind, TimelineEvent, Trajectory
from trajectories.models.event import TimelineEventQuerySet
from trajectories.story import ChapterIn, EventIn, tell
from trajectories.timeline import Timeline

# How stories of the programme run, as its research report tells them.
ARC = (
    ("Beginsituatie", ChapterKind.INITIAL_SITUATION),
    ("Start", ChapterKind.START),
    ("Terugval", ChapterKind.RELAPSE),
    ("Doorstart", ChapterKind.RESTART),
)


def chapters_to_come(timeline: Timeline) -> tuple[tuple[str, str], ...]:
    """Kind and title of those of the usual arc that a timeline does not have; all four where it has no chapter."""
    kinds = {chapter.kind for chapter in timeline.chapters if chapter.key}
    return tuple((kind.value, title) for title, kind in ARC if kind not in kinds)


def _locked(trajectory_pk: int) -> Trajectory:
    """Who changes the order of a story has it for himself."""
    return Trajectory.objects.select_for_update(of=("self",)).get(pk=trajectory_pk)


def _last_place(trajectory_pk: int) -> int:
    chapters = Chapter.objects.filter(trajectory=trajectory_pk)
    return chapters.aggregate(last=Max("order"))["last"] or 0


@transaction.atomic
def add_chapter(*, form, by: User) -> Chapter:
    """Save a new chapter from its form, as the last one. The same form sent twice gives one chapter."""
    chapter = form.instance
    _locked(chapter.trajectory_id)
    chapter.order = _last_place(chapter.trajectory_id) + 1
    return form.save_record()


@transaction.atomic
def begin_with_arc(*, trajectory: Trajectory, by: User) -> list[Chapter]:
    """Give a story without chapters the usual four; one that has chapters stays as it is."""
    _locked(trajectory.pk)
    if Chapter.objects.filter(trajectory=trajectory).exists():
        return []
    return [
        Chapter.objects.create(trajectory=trajectory, order=order, title=title, kind=kind)
        for order, (title, kind) in enumerate(ARC, start=1)
    ]


@transaction.atomic
def move_chapter(*, chapter: Chapter, earlier: bool, by: User) -> None:
    """Change places with the chapter before or after it; the first and the last stay at their end."""
    _locked(chapter.trajectory_id)
    told = list(Chapter.objects.filter(trajectory=chapter.trajectory_id).order_by("order", "pk"))
    place = told.index(chapter)
    other = place - 1 if earlier else place + 1
    if not 0 <= other < len(told):
        return
    one, two = told[place], told[other]
    one.order, two.order = two.order, one.order
    for moved in (one, two):
        moved.version += 1
        moved.save(update_fields=["order", "version"])


@transaction.atomic
def split_chapter(
    *, chapter: Chapter, at: TimelineEvent, title: str, kind: str, by: User
) -> Chapter:
    """Go on in a new chapter from one of its events on; refuses the first, which would leave nothing.

    A chapter with months is cut in the month of that event, when that is known.
    """
    _locked(chapter.trajectory_id)
    chapter = Chapter.objects.select_for_update(of=("self",)).get(pk=chapter.pk)
    told = events_told_in(chapter)
    keys = [event.key for event in told]
    if at.pk not in keys[1:]:
        raise ValidationError(
            {"at": "Kies een gebeurtenis van dit hoofdstuk, maar niet de eerste."},
            code="not_inside",
        )
    moved = told[keys.index(at.pk) :]
    later = Chapter.objects.filter(trajectory=chapter.trajectory_id, order__gt=chapter.order)
    later.update(order=F("order") + 1, version=F("version") + 1)
    new = Chapter(
        trajectory_id=chapter.trajectory_id, order=chapter.order + 1, title=title, kind=kind
    )
    if (chapter.starts_on or chapter.ends_on) and (month := _month_of(moved[0], chapter)):
        new.starts_on, new.ends_on = month, chapter.ends_on
        chapter.ends_on = month
    new.full_clean(exclude=["trajectory"], validate_constraints=False)
    chapter.version += 1
    chapter.save(update_fields=["ends_on", "version"])
    new.save()
    TimelineEvent.objects.filter(pk__in=[event.key for event in moved]).update(
        chapter=new, version=F("version") + 1
    )
    # What stays is bound to its chapter too: by its date alone it might fall to the new one.
    kept = [event.key for event in told[: keys.index(at.pk)] if event.chapter is None]
    TimelineEvent.objects.filter(pk__in=kept).update(chapter=chapter, version=F("version") + 1)
    return new


def _month_of(event: EventIn, chapter: Chapter) -> datetime.date | None:
    """The month in which an event began, when it lies within the months of the chapter."""
    if not event.when.is_dated:
        return None
    month = event.when.earliest.replace(day=1)
    inside = (chapter.starts_on is None or chapter.starts_on <= month) and (
        chapter.ends_on is None or month <= chapter.ends_on
    )
    return month if inside else None


@transaction.atomic
def move_event(*, event: TimelineEvent, earlier: bool, by: User) -> None:
    """Tell an event without a date one place earlier or later in its chapter.

    Refuses an event with a date, which has its place by that; at either end nothing moves.
    """
    _locked(event.trajectory_id)
    event = TimelineEvent.objects.select_for_update(of=("self",)).get(pk=event.pk)
    if event.starts_on is not None or event.planned_on is not None:
        raise ValidationError("Deze gebeurtenis staat op haar datum. Wijzig de datum.")
    story = story_told(event.trajectory_id)
    for _, told in story:
        place = next((n for n, one in enumerate(told) if one.key == event.pk), None)
        if place is None:
            continue
        other = place - 1 if earlier else place + 1
        if not 0 <= other < len(told):
            return
        told[place], told[other] = told[other], told[place]
    places = {one.key: one.position for _, told in story for one in told}
    in_order = [one.key for _, told in story for one in told]
    TimelineEvent.objects.bulk_update(
        [
            TimelineEvent(pk=key, position=position)
            for position, key in enumerate(in_order, start=1)
            if places[key] != position
        ],
        ["position"],
    )


def events_told_in(chapter: Chapter) -> list[EventIn]:
    """The events of a chapter in the order of the story, those that its months took included."""
    for told_in, events in story_told(chapter.trajectory_id):
        if told_in is not None and told_in.key == chapter.pk:
            return events
    return []


def story_told(
    trajectory_pk: int, events: TimelineEventQuerySet | None = None
) -> list[tuple[ChapterIn | None, list[EventIn]]]:
    """Its chapters with what is told in each, undrawn: of everything that stands, or of these events."""
    chapters = [
        ChapterIn(
            key=chapter.pk, title=chapter.title, order=chapter.order,
            start=chapter.starts_on, end=chapter.ends_on,
        )
        for chapter in Chapter.objects.filter(trajectory=trajectory_pk)
    ]  # fmt: skip
    fields = (
        "pk", "text", "chapter", "position", "starts_on", "precision", "planned_on",
        "planned_precision",
    )  # fmt: skip
    standing = TimelineEvent.objects.standing() if events is None else events
    rows = standing.filter(trajectory=trajectory_pk).values_list(*fields)
    told = [
        EventIn(
            key=pk, lanes=(), text=text, chapter=chapter, position=position, start=starts_on,
            precision=precision, plan=planned_on, plan_precision=planned_precision,
        )
        for pk, text, chapter, position, starts_on, precision, planned_on, planned_precision in rows
    ]  # fmt: skip
    return tell(chapters, told)
