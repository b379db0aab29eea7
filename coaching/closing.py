"""Closing a trajectory and keeping in touch afterwards: changes with consequences."""

from __future__ import annotations

import datetime
from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from coaching.aftercare import schedule, working_day
from coaching.models import AftercareContact, AftercareOutcome
from trajectories.models import EndReason, Outflow, OutflowCategory, Spell, Trajectory
from trajectories.operations import end_spell, leave_from_pause

OPEN_DOOR = "De deur blijft open"
TRY_AGAIN = "Nog eens proberen"
NEXT_CONTACT = "Afgesproken"
# After an attempt that reached nobody there is another one within this time.
_UNTIL_NEXT_TRY = datetime.timedelta(days=7)
_NEAR_ENOUGH = datetime.timedelta(days=10)


@transaction.atomic
def close_trajectory(
    *, form, trajectory: Trajectory, last_day: datetime.date, moments: Collection[str], by: User
) -> Outflow:
    """Write down where somebody goes, end the running stay or the pause, and plan the aftercare, all or nothing.

    `moments` are labels of the plan; the days count from the last day. Contacts of an earlier
    closing that are still to come fall away: after a second chance a new plan begins. Refuses a
    last day before the running stay began. The same form sent twice closes once.
    """
    Trajectory.objects.select_for_update(of=("self",)).get(pk=trajectory.pk)
    outflow = form.instance
    outflow.left_on = last_day
    if outflow.category != OutflowCategory.STOPPED_EARLY:
        outflow.reason, outflow.door_open_on = "", None
    saved = form.save_record()
    if saved is not outflow:
        return saved
    running = running_spell(trajectory)
    end_reason = EndReason(outflow.reason or EndReason.PLANNED_OUTFLOW)
    if running is None:
        leave_from_pause(trajectory=trajectory, end_reason=end_reason, by=by)
    else:
        if last_day < running.starts_on:
            raise ValidationError(
                {"last_day": "De laatste dag ligt niet voor het begin van dit trajectdeel."}
            )
        end_spell(
            spell=running,
            ends_on=last_day,
            end_reason=end_reason,
            note="",
            by=by,
        )
    _drop_old_plan(trajectory)
    _plan(trajectory, last_day, moments, outflow.door_open_on)
    return saved


def running_spell(trajectory: Trajectory) -> Spell | None:
    """The stay that has no last day yet; there is at most one."""
    return trajectory.spells.filter(ends_on__isnull=True).first()


def _drop_old_plan(trajectory: Trajectory) -> None:
    for contact in AftercareContact.objects.planned().filter(trajectory=trajectory):
        contact.outcome = AftercareOutcome.DROPPED
        contact.save(update_fields=["outcome"])


def _plan(
    trajectory: Trajectory,
    last_day: datetime.date,
    moments: Collection[str],
    door_open_on: datetime.date | None,
) -> None:
    labels = {
        planned.day: planned.label for planned in schedule(last_day) if planned.label in moments
    }
    if door_open_on:
        labels[door_open_on] = OPEN_DOOR
    AftercareContact.objects.bulk_create(
        AftercareContact(trajectory=trajectory, label=label, planned_on=day)
        for day, label in sorted(labels.items())
    )


@transaction.atomic
def record_contact(*, form, by: User) -> AftercareContact:
    """Save a contact, and plan the next one: on the day agreed, or a week after nobody answered.

    An attempt that reached nobody plans no second one where one is to come within ten days.
    """
    contact = form.instance
    Trajectory.objects.select_for_update(of=("self",)).get(pk=contact.trajectory_id)
    contact.recorded_by = by
    saved = form.save_record()
    if saved is contact:
        _plan_next(contact, form.cleaned_data.get("next_on"))
    return saved


def _plan_next(contact: AftercareContact, agreed: datetime.date | None) -> None:
    planned = AftercareContact.objects.planned().filter(trajectory=contact.trajectory_id)
    label, day = NEXT_CONTACT, agreed
    if day is None and contact.outcome == AftercareOutcome.NOT_REACHED:
        label, day = TRY_AGAIN, working_day(contact.contacted_on + _UNTIL_NEXT_TRY)
        near = (contact.contacted_on, contact.contacted_on + _NEAR_ENOUGH)
        planned = planned.filter(planned_on__range=near)
    elif day is not None:
        planned = planned.filter(planned_on=day)
    if day is not None and not planned.exists():
        AftercareContact.objects.create(
            trajectory_id=contact.trajectory_id, label=label, planned_on=day
        )
