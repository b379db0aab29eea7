"""Weeks as columns: which talk fell in which week, for the grid and for the coach's own week. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from coaching.facts import Stay
from dow_site.dates import SHORT_MONTHS


class CellState(StrEnum):
    SPOKEN = "spoken"
    MISSED = "missed"  # did not come, or could not be reached
    NONE = "none"  # nobody spoke; may still be recorded
    OUTSIDE = "outside"  # not in the programme that week


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """One week, from Monday to Sunday."""

    starts_on: date

    @property
    def ends_on(self) -> date:
        return self.starts_on + timedelta(days=6)

    @property
    def number(self) -> int:
        return self.starts_on.isocalendar().week

    @property
    def label(self) -> str:
        return f"{self.starts_on.day} {SHORT_MONTHS[self.starts_on.month - 1]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """One talk, or an attempt at one, as far as a week must know it."""

    on: date
    spoken: bool
    key: int | None = None  # None where this reader may know that there was a talk, and no more


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    state: CellState
    key: int | None = None


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def weeks_until(day: date, number: int) -> tuple[Week, ...]:
    """So many weeks, the one of this day first and then back in time."""
    monday = monday_of(day)
    return tuple(Week(starts_on=monday - timedelta(weeks=back)) for back in range(number))


def cells(
    weeks: Iterable[Week], stays: Iterable[Stay], recorded: Iterable[Recorded]
) -> tuple[Cell, ...]:
    """What happened in each week: a talk goes before a no-show, the last of its kind is the one linked."""
    best: dict[date, Recorded] = {}
    for one in recorded:
        monday = monday_of(one.on)
        known = best.get(monday)
        if known is None or (one.spoken, one.on) >= (known.spoken, known.on):
            best[monday] = one
    stays = tuple(stays)
    return tuple(_cell(week, stays, best) for week in weeks)


def _cell(week: Week, stays: tuple[Stay, ...], best: Mapping[date, Recorded]) -> Cell:
    if one := best.get(week.starts_on):
        return Cell(state=CellState.SPOKEN if one.spoken else CellState.MISSED, key=one.key)
    stayed = any(
        stay.starts_on <= week.ends_on and (stay.ends_on is None or stay.ends_on >= week.starts_on)
        for stay in stays
    )
    return Cell(state=CellState.NONE if stayed else CellState.OUTSIDE)


def day_to_record(week: Week, today: date) -> date:
    """The day that a talk form opened from an empty cell begins with: today, or that week's Friday."""
    return min(today, week.starts_on + timedelta(days=4))
