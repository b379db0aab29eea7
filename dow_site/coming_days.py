"""Reading a day that is still to come, as people write it. Pure."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dow_site.dates import Precision, When
from dow_site.reading_dates import parse_when
from dow_site.spoken_dates import (
    counted_from,
    looks_back,
    month_from,
    number_of,
    weekday_of,
)

_SPAN = re.compile(r"over (\d{1,2}|[a-zé]+) (dag|dagen|week|weken|maand|maanden)")
_DAYS = {"dag": 1, "dagen": 1, "week": 7, "weken": 7, "maand": 28, "maanden": 28}
_YEAR = re.compile(r"\d{4}|\d+\D+\d+\D+\d{2}|[a-z]+ '?\d{2}$")
# One day less than the shortest year: a day without a year is then never in the past.
_ALMOST_A_YEAR = timedelta(days=364)
# Without a year: an example of a plan lies ahead for as long as it stands here.
EXAMPLES = "Schrijf bijvoorbeeld vrijdag, over 2 weken, volgende maand of volgend jaar."
REFUSAL = "Geef een dag, zoals morgen, vrijdag, over een week of 12-3."


def parse_coming_day(text: str, today: date) -> date | None:
    """Read a day from now on; without a year it is the next one. None where nothing was written.

    A weekday is the next one after today; a month ahead is four weeks, the same weekday. A day
    written with its year may lie in the past. Raises ValueError with a Dutch sentence when it
    cannot be read.
    """
    written = _tidy(text)
    if not written:
        return None
    _refuse_looking_back(written, REFUSAL)
    if weekday := weekday_of(written):
        return today + timedelta(days=(weekday - today.isoweekday() - 1) % 7 + 1)
    if written == "volgende week":
        return today + timedelta(days=7)
    if (span := _SPAN.fullmatch(written)) and (number := number_of(span[1])):
        return today + timedelta(days=number * _DAYS[span[2]])
    written = counted_from(today, written) or written
    when = parse_when(written, today + _ALMOST_A_YEAR)
    if when.precision != Precision.DAY or when.end:
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
    _refuse_looking_back(_tidy(text), EXAMPLES)
    try:
        day = parse_coming_day(text, today)
    except ValueError:
        when = _read_coming(text, today)
        if when.end:
            raise ValueError(f"Geef één moment. {EXAMPLES}") from None
        return when
    return When(day, Precision.DAY) if day else When()


def _read_coming(text: str, today: date) -> When:
    written = _tidy(text).replace("volgende maand", month_from(today, 1))
    written = written.replace("volgend jaar", str(today.year + 1))
    when = parse_when(written, today, EXAMPLES)
    if when.latest and when.latest < today and not re.search(r"\d{4}|'\d{2}", written):
        when = parse_when(written, _same_day_next_year(today), EXAMPLES)
    return when


def _tidy(text: str) -> str:
    return re.sub(r"^(?:op|in|aanstaande|a\.s\.) ", "", " ".join(text.lower().split()))


def _refuse_looking_back(written: str, examples: str) -> None:
    if looks_back(written):
        raise ValueError(f"Dat is al geweest. {examples}")


def _same_day_next_year(day: date) -> date:
    # Never 29 February, which the next year does not have.
    return day.replace(year=day.year + 1, day=min(day.day, 28))
