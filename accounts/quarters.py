"""Quarters of the year, for the list of who keeps access."""

from __future__ import annotations

import datetime


def first_of_quarter(day: datetime.date) -> datetime.date:
    """The first day of the calendar quarter that a day lies in."""
    return day.replace(month=3 * ((day.month - 1) // 3) + 1, day=1)


def write_quarter(day: datetime.date) -> str:
    """The quarter of a day in words: "eerste kwartaal van 2026"."""
    names = ("eerste", "tweede", "derde", "vierde")
    return f"{names[(day.month - 1) // 3]} kwartaal van {day.year}"
