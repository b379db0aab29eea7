"""Aftercare computed: when to call somebody who left, and whether he is still in place.

Pure: dates in, dates and words out. The plan is that of chapter 9 of the domain dossier: close
together at first, then by the month, and the longest pause last.
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

WEEKS = (1, 2, 4)
MONTHS = (2, 3, 4, 5, 6, 9, 12)
# When it is measured whether somebody is still in place, in months after leaving.
MEASURED_MONTHS = (3, 6, 12)
# A contact tells how it was at a moment when it was held up to this many months late or early.
MONTHS_LATE, MONTHS_EARLY = 2, 1


class Status(StrEnum):
    """Where somebody is, as he or somebody near him says."""

    SAME_JOB = "same_job"
    OTHER_JOB = "other_job"
    EDUCATION = "education"
    NO_WORK = "no_work"
    UNKNOWN = "unknown"


class InPlace(StrEnum):
    """What can be said about one measured moment."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"  # the moment has passed, and nobody knows
    NOT_YET = "not_yet"


IN_PLACE = frozenset({Status.SAME_JOB, Status.OTHER_JOB, Status.EDUCATION})


@dataclass(frozen=True)
class PlannedContact:
    """One contact of the plan: what the moment is called, and its day."""

    label: str
    day: datetime.date


@dataclass(frozen=True)
class Observation:
    """What a contact that was held told: the day, and where somebody is."""

    day: datetime.date
    status: Status


@dataclass(frozen=True)
class Measured:
    """One measured moment: how many months after leaving, its day, and what is known."""

    months: int
    day: datetime.date
    status: Status
    in_place: InPlace


def add_months(day: datetime.date, months: int) -> datetime.date:
    """The same day of the month, or the last day of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    month += 1
    if day.day <= 28:
        return datetime.date(year, month, day.day)
    return datetime.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def working_day(day: datetime.date) -> datetime.date:
    """The day itself, or the Monday after a weekend."""
    return day + datetime.timedelta(days=7 - day.weekday() if day.weekday() > 4 else 0)


def schedule(left_on: datetime.date) -> tuple[PlannedContact, ...]:
    """The plan for somebody who left on this day: weeks 1, 2 and 4, each month to six, then 9 and 12.

    Contacts fall on working days; the plan is a proposal that people change.
    """
    by_week = (
        PlannedContact(
            f"Na {_count(weeks, 'week', 'weken')}", left_on + datetime.timedelta(weeks=weeks)
        )
        for weeks in WEEKS
    )
    by_month = (
        PlannedContact(f"Na {_count(months, 'maand', 'maanden')}", add_months(left_on, months))
        for months in MONTHS
    )
    return tuple(
        PlannedContact(planned.label, working_day(planned.day)) for planned in (*by_week, *by_month)
    )


def in_place(
    left_on: datetime.date, observations: Iterable[Observation], today: datetime.date
) -> tuple[Measured, ...]:
    """Whether somebody was in place 3, 6 and 12 months after leaving.

    Each moment takes the first contact held on it or up to two months later; without one, the last
    contact in the month before. A contact that told nothing counts for nothing. What nobody asked
    stays unknown and is never guessed from an earlier or a later moment; a moment still to come is
    not yet measured, whatever was said before it.
    """
    known = sorted(
        (seen for seen in observations if seen.status != Status.UNKNOWN and seen.day <= today),
        key=lambda seen: seen.day,
    )
    return tuple(_measure(left_on, months, known, today) for months in MEASURED_MONTHS)


def tells_from(left_on: datetime.date, months: int) -> datetime.date:
    """The first day on which somebody can tell how it was so many months after leaving."""
    return add_months(left_on, months - MONTHS_EARLY)


def _measure(left_on, months, known, today):
    moment = add_months(left_on, months)
    if moment > today:
        return Measured(months, moment, Status.UNKNOWN, InPlace.NOT_YET)
    if not known:
        return Measured(months, moment, Status.UNKNOWN, InPlace.UNKNOWN)
    latest = add_months(left_on, months + MONTHS_LATE)
    earliest = tells_from(left_on, months)
    after = [seen for seen in known if moment <= seen.day <= latest]
    before = [seen for seen in known if earliest <= seen.day < moment]
    if not after and not before:
        return Measured(months, moment, Status.UNKNOWN, InPlace.UNKNOWN)
    status = after[0].status if after else before[-1].status
    return Measured(months, moment, status, InPlace.YES if status in IN_PLACE else InPlace.NO)


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
