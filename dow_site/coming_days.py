"""Reading a day that is still to come, as people write it. Pure."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dow_site.dates import Precision, When, parse_when

_WORDS = {"vandaag": 0, "morgen": 1, "overmorgen": 2, "volgende week": 7}
_WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_NUMBERS = {"een": 1, "één": 1, "twee": 2, "drie": 3, "vier": 4, "zes": 6}
_SPAN = re.compile(r"over (\d{1,2}|[a-zé]+) (dag|dagen|week|weken|maand|maanden)")
_DAYS = {"dag": 1, "dagen": 1, "week": 7, "weken": 7, "maand": 28, "maanden": 28}
_YEAR = re.compile(r"\d{4}|\d+\D+\d+\D+\d{2}|[a-z]+ '?\d{2}$")
# One day less than the shortest year: a day without a year is then never in the past.
_ALMOST_A_YEAR = timedelta(days=364)
REFUSAL = "Geef een dag, zoals morgen, vrijdag, over een week of 12-3-2026."


def parse_coming_day(text: str, today: date) -> date | None:
    """Read a day from now on; without a year it is the next one. None where nothing was written.

    A weekday is the next one after today; a month ahead is four weeks, the same weekday. A day
    written with its year may lie in the past. Raises ValueError with a Dutch sentence when it
    cannot be read.
    """
    written = re.sub(r"^(?:op|aanstaande|a\.s\.) ", "", " ".join(text.lower().split()))
    if not written:
        return None
    if written in _WORDS:
        return today + timedelta(days=_WORDS[written])
    if weekday := _weekday(written):
        return today + timedelta(days=(weekday - today.isoweekday() - 1) % 7 + 1)
    if (span := _SPAN.fullmatch(written)) and (number := _number(span[1])):
        return today + timedelta(days=number * _DAYS[span[2]])
    when = parse_when(written, today + _ALMOST_A_YEAR)
    if when.precision != Precision.DAY or when.end or written in ("gisteren", "eergisteren"):
        raise ValueError(REFUSAL)
    if when.earliest < today and not _YEAR.search(written):
        # 29 February in a year that does not have it.
        raise ValueError(f"‘{text.strip()}’ komt dit jaar niet. {REFUSAL}")
    return when.earliest


def parse_coming_when(text: str, today: date) -> When:
    """Read a moment that is planned, as precisely as it is known: "vrijdag", "mrt 2027", "2027".

    Without a year it is the next one; one written with its year may lie in the past. Nothing
    written gives a When without a date. Refuses a period, and raises ValueError with a Dutch
    sentence when it cannot be read.
    """
    try:
        day = parse_coming_day(text, today)
    except ValueError:
        when = parse_when(text, today)
        if when.latest and when.latest < today and not re.search(r"\d{4}|'\d{2}", text):
            when = parse_when(text, _same_day_next_year(today))
        if when.end:
            raise ValueError("Geef één moment, zoals vrijdag, maart 2027 of 2027.") from None
        return when
    return When(day, Precision.DAY) if day else When()


def _same_day_next_year(day: date) -> date:
    # Never 29 February, which the next year does not have.
    return day.replace(year=day.year + 1, day=min(day.day, 28))


def _weekday(written: str) -> int | None:
    """The number, from Monday as 1, of a weekday by its name or its first two letters or more."""
    for number, name in enumerate(_WEEKDAYS, start=1):
        if len(written) >= 2 and name.startswith(written):
            return number
    return None


def _number(word: str) -> int | None:
    return int(word) if word.isdecimal() else _NUMBERS.get(word)
