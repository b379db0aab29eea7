"""Changes to a trajectory that have consequences beyond one row."""

from __future__ import annotations

import datetime
import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import Programme, User
from participants.models import Participant
from trajectories.models import (
    Chapter,
    ChapterKind,
    EndReason,
    EventLane,
    Lane,
    LaneKind,
    Phase,
    Spell,
    SpellRole,
    TimelineEvent,
    Trajectory,
)
from trajectories.removal import must_stand

# What a new trajectory starts with; everything can be renamed or added to.
FIRST_CHAPTERS = (
    ("Beginsituatie", ChapterKind.INITIAL_SITUATION),
    ("Start", ChapterKind.START),
)


@transaction.atomic
def start_trajectory(
    *,
    participant: Participant,
    programme: Programme,
    submission_key: uuid.UUID | None = None,
    by: User,
) -> Trajectory:
    """Open a trajectory with its first chapters and lanes; refuses where one still runs here.

    The same form sent twice gives one trajectory.
    """
    # The order of locks is that of participants/handling.py.
    Programme.objects.select_for_update(of=("self",)).get(pk=programme.pk)
    Participant.objects.select_for_update(of=("self",)).get(pk=participant.pk)
    submission_key = submission_key or uuid.uuid4()
    if made := Trajectory.objects.filter(submission_key=submission_key).first():
        return made
    today = timezone.localdate()
    running = Spell.objects.running_on(today).filter(
        trajectory__participant=participant, trajectory__programme=programme
    )
    if running.exists():
        raise ValidationError("Deze deelnemer heeft hier al een lopend traject.", code="running")
    trajectory = Trajectory(
        participant=participant,
        programme=programme,
        reference=next_reference(programme, today.year),
        age_at_start=participant.age_on(today),
        story_from=today.replace(day=1),
        submission_key=submission_key,
    )
    trajectory.full_clean()
    trajectory.save()
    for order, (title, kind) in enumerate(FIRST_CHAPTERS, start=1):
        Chapter.objects.create(trajectory=trajectory, order=order, title=title, kind=kind)
    lanes = (
        ("Gemeente", "Gemeente", LaneKind.MUNICIPALITY),
        (participant.given_name, "Deelnemer", LaneKind.PARTICIPANT),
        (programme.name, programme.name, LaneKind.PROGRAMME),
    )
    for order, (label, role_label, kind) in enumerate(lanes, start=1):
        Lane.objects.create(
            trajectory=trajectory, order=order, label=label, role_label=role_label, kind=kind
        )
    return trajectory


def next_reference(programme: Programme, year: int) -> str:
    """The next free reference of a year, such as DOW-2026-014; the programme's row is the lock."""
    Programme.objects.select_for_update(of=("self",)).get(pk=programme.pk)
    prefix = f"{programme.short_name}-{year}-"
    used = Trajectory.objects.filter(reference__startswith=prefix).values_list(
        "reference", flat=True
    )
    numbers = [int(tail) for tail in (r.removeprefix(prefix) for r in used) if tail.isdecimal()]
    return f"{prefix}{max(numbers, default=0) + 1:03d}"


def record_event(*, form, lanes, by: User) -> TimelineEvent:
    """Save an event from its form with its lanes; a new one comes last in the story.

    Refuses an event that was taken off the timeline while its form was open.
    """
    event = form.instance
    must_stand(event)
    is_new = event.pk is None
    if is_new:
        Trajectory.objects.select_for_update().values_list("pk").get(pk=event.trajectory_id)
        last = TimelineEvent.objects.filter(trajectory=event.trajectory_id).aggregate(
            last=Max("position")
        )["last"]
        event.position = (last or 0) + 1
        event.recorded_by = by
    saved = form.save_record(is_locked=is_new)
    # A repeated submit gives the row that the first one made, and changes nothing in it.
    if saved is not event:
        return saved
    if is_new:
        # There is nothing yet to compare with.
        EventLane.objects.bulk_create(EventLane(event=event, lane=lane) for lane in lanes)
    else:
        event.lanes.set(lanes)
    return event


@transaction.atomic
def share_event(*, event: TimelineEvent, share: bool, by: User) -> TimelineEvent:
    """Let the referrer read an event, or no longer; twice the same changes nothing.

    Refuses health and addiction, also when somebody just made it that.
    """
    event = TimelineEvent.objects.select_for_update(of=("self",)).get(pk=event.pk)
    if event.shared_with_referrer == share:
        return event
    event.shared_with_referrer = share
    # Nothing else changes: what a loaded case lacks, its writer say, keeps nobody from sharing.
    event.validate_constraints()
    event.version += 1
    event.save(update_fields=["shared_with_referrer", "version"])
    return event


@transaction.atomic
def start_spell(
    *,
    trajectory: Trajectory,
    starts_on: datetime.date,
    role: SpellRole,
    phase: Phase | str,
    by: User,
) -> Spell:
    """Begin a stay: the first, after a pause, or a second chance; refuses days already taken."""
    Trajectory.objects.select_for_update(of=("self",)).get(pk=trajectory.pk)
    spell = Spell(trajectory=trajectory, starts_on=starts_on, role=role, phase=phase)
    spell.full_clean()
    spell.save()
    return spell


@transaction.atomic
def end_spell(
    *, spell: Spell, ends_on: datetime.date, end_reason: EndReason, note: str, by: User
) -> Spell:
    """End a stay by pause, stop or plan; refuses a stay that somebody ended in the meantime."""
    spell = Spell.objects.select_for_update(of=("self",)).get(pk=spell.pk)
    if spell.ends_on is not None:
        raise ValidationError("Dit trajectdeel is al beëindigd.", code="already_ended")
    spell.ends_on, spell.end_reason, spell.note = ends_on, end_reason, note
    spell.full_clean()
    spell.version += 1
    spell.save(update_fields=["ends_on", "end_reason", "note", "version"])
    return spell


@transaction.atomic
def leave_from_pause(*, trajectory: Trajectory, end_reason: EndReason, by: User) -> None:
    """Make a pause the end of the trajectory, with its reason: who leaves is not waited for."""
    last = trajectory.spells.select_for_update(of=("self",)).order_by("starts_on").last()
    if last is None or last.end_reason != EndReason.PAUSE:
        return
    last.end_reason = end_reason
    last.full_clean()
    last.version += 1
    last.save(update_fields=["end_reason", "version"])


@transaction.atomic
def change_phase(*, spell: Spell, on: datetime.date, phase: Phase, by: User) -> Spell:
    """Go on in another phase: the running stay ends the day before and a new one begins."""
    spell = Spell.objects.select_for_update(of=("self",)).get(pk=spell.pk)
    if spell.ends_on is not None:
        raise ValidationError("Dit trajectdeel is al beëindigd.", code="already_ended")
    if spell.phase == phase:
        raise ValidationError("Deze fase loopt al.", code="same_phase")
    if on <= spell.starts_on:
        raise ValidationError(
            "Een nieuwe fase begint na de eerste dag van de vorige.", code="too_early"
        )
    spell.ends_on = on - datetime.timedelta(days=1)
    spell.full_clean()
    spell.version += 1
    spell.save(update_fields=["ends_on", "version"])
    return start_spell(
        trajectory=spell.trajectory, starts_on=on, role=spell.role, phase=phase, by=by
    )


def places_taken_on(programme: Programme, day: datetime.date) -> int:
    """How many places are held on a day; pauses, aftercare and internships hold none."""
    return (
        Spell.objects.holding_a_place_on(day)
        .filter(trajectory__programme=programme)
        .values("trajectory")
        .distinct()
        .count()
    )
