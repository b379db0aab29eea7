"""What the rules about signals look at: one person's dated facts, and how days of a stay are counted.

Pure: no database, no Django. `rhythm` makes signals of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """An unbroken stay, its last day included; `pauses` says that a pause follows it."""

    starts_on: date
    ends_on: date | None = None
    phase: str = ""
    pauses: bool = False

    def holds(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


class Meeting(NamedTuple):
    """A talk that was held or missed; attendance in parts of days, where it was recorded.

    A tuple, as an overview looks at thousands of them.
    """

    on: date
    spoken: bool = True
    missed: bool = False
    planned: int | None = None
    present: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """An agreement with a date; open until the day before `closed_on`."""

    key: str
    words: str
    made_on: date
    due_on: date
    closed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A milestone that was planned for a day; looked at again on `confirmed_on`."""

    key: str
    words: str
    known_from: date
    planned_on: date
    confirmed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """Work after leaving that ends on a day; no longer of interest from `closed_on`."""

    key: str
    words: str
    known_from: date
    ends_on: date
    closed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that the rules look at for one person, in any order."""

    stays: tuple[Stay, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    promises: tuple[Promise, ...] = ()
    targets: tuple[Target, ...] = ()
    contracts: tuple[Contract, ...] = ()
    birth_date: date | None = None


class Presence(StrEnum):
    ACTIVE = "active"
    PAUSED = "paused"
    AWAY = "away"


def presence_on(stays: Iterable[Stay], day: date) -> Presence:
    """Whether somebody is in the programme on a day, in a pause, or not (yet, or any more) there."""
    begun = [stay for stay in stays if stay.starts_on <= day]
    if any(stay.holds(day) for stay in begun):
        return Presence.ACTIVE
    last = max(begun, key=lambda stay: stay.starts_on, default=None)
    return Presence.PAUSED if last and last.pauses else Presence.AWAY


def active_days(stays: Iterable[Stay], after: date, until: date) -> int:
    """How many days of a stay lie after one day, up to and with another."""
    return sum(
        max(0, (min(stay.ends_on or until, until) - max(stay.starts_on - _DAY, after)).days)
        for stay in stays
    )


def nth_active_day(stays: Iterable[Stay], after: date, number: int) -> date | None:
    """The day on which so many days of a stay have passed since `after`; None where they never do."""
    for stay in sorted(stays, key=lambda stay: stay.starts_on):
        before = max(stay.starts_on - _DAY, after)
        length = (stay.ends_on - before).days if stay.ends_on else number
        if number <= length:
            return before + timedelta(days=number)
        number -= max(0, length)
    return None
