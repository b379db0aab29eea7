"""Dates as people say them, counted from today: "gisteravond", "vorige week", "3 dagen geleden". Pure.

What is said is no more exact than its unit: days give a day, weeks the days of a week, months a
month and years a year.
"""

import re
from datetime import date, timedelta

WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")

_DAYS = {"eergister": -2, "gister": -1, "van": 0, "morgen": 1}
_PARTS = ("morgen", "ochtend", "middag", "avond", "nacht")
# In days from today: "gisteravond" is as much yesterday as "gisteren" is.
_DAYS_FROM_TODAY = {
    "vandaag": 0,
    "nu": 0,
    "gister": -1,
    "gisteren": -1,
    "eergister": -2,
    "eergisteren": -2,
    "morgen": 1,
    "overmorgen": 2,
} | {f"{day}{part}": days for day, days in _DAYS.items() for part in _PARTS}

_NUMBERS = [
    "een",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
]
_PART_OF_DAY = rf"(?:{'|'.join(_PARTS)})?"
_AGO = re.compile(r"(\d{1,2}|[a-zé]+) (dag|dagen|week|weken|maand|maanden|jaar|jaren) geleden")
_UNITS = {"dagen": "dag", "weken": "week", "maanden": "maand", "jaren": "jaar"}
_WEEKDAY = re.compile(rf"(?:(afgelopen|vorige) )?([a-z]+dag){_PART_OF_DAY}( jl)?")
_PART_AFTER_WEEKDAY = re.compile(rf"(?<=dag){_PART_OF_DAY}$")
_PERIODS = {
    "deze week": ("week", 0),
    "vorige week": ("week", 1),
    "deze maand": ("maand", 0),
    "vorige maand": ("maand", 1),
    "dit jaar": ("jaar", 0),
    "vorig jaar": ("jaar", 1),
}
_ABOUT = re.compile(r"(?:^|(?<= ))(?:(?:rond|ongeveer|omstreeks|circa|ca\.?) |± ?)", re.IGNORECASE)
_LOOKS_BACK = re.compile(r"\b(?:vorige?|afgelopen|geleden|(?:eer)?gister[a-z]*|jl)\b")


def counted_from(today: date, said: str) -> str | None:
    """What is counted from today as a date that stands by itself; None where it is something else.

    "gisteren" gives "2026-02-09", "vorige maand" gives "2026-01" and "vorige week" gives
    "2026-02-02 t/m 2026-02-08". A weekday is the last one; this week goes no further than today.
    """
    if said in _DAYS_FROM_TODAY:
        return (today + timedelta(days=_DAYS_FROM_TODAY[said])).isoformat()
    if said in _PERIODS:
        unit, number = _PERIODS[said]
        return _ago(today, number, unit)
    if match := _AGO.fullmatch(said):
        number = number_of(match[1])
        return _ago(today, number, _UNITS.get(match[2], match[2])) if number else None
    match = _WEEKDAY.fullmatch(said)
    if match and match[2] in WEEKDAYS:
        before_today = 1 if match[1] or match[3] else 0
        back = (today.weekday() - WEEKDAYS.index(match[2]) - before_today) % 7 + before_today
        return (today - timedelta(days=back)).isoformat()
    return None


def without_about(written: str) -> str:
    """The date without the word that says that it is an estimate: "rond mei 2020" is "mei 2020"."""
    return _ABOUT.sub("", written)


def is_about(written: str) -> bool:
    """Whether it is said that the date is an estimate."""
    return bool(_ABOUT.search(" ".join(written.split())))


def looks_back(said: str) -> bool:
    """Whether it is counted back from today, so that it can be no plan."""
    return bool(_LOOKS_BACK.search(said))


def weekday_of(name: str) -> int | None:
    """The number, from Monday as 1, of a weekday or a part of it, by its first two letters or more."""
    name = _PART_AFTER_WEEKDAY.sub("", name)
    for number, weekday in enumerate(WEEKDAYS, start=1):
        if len(name) >= 2 and weekday.startswith(name):
            return number
    return None


def number_of(word: str) -> int | None:
    """A number in digits or as a word, up to twelve."""
    if word.isdecimal():
        return int(word)
    word = word.replace("é", "e")
    return _NUMBERS.index(word) + 1 if word in _NUMBERS else None


def month_from(today: date, months: int) -> str:
    """The month that is so many months from today's, as "2026-01"."""
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return f"{year:04}-{month + 1:02}"


def _ago(today: date, number: int, unit: str) -> str:
    if unit == "jaar":
        return str(today.year - number)
    if unit == "maand":
        return month_from(today, -number)
    if unit == "dag":
        return (today - timedelta(days=number)).isoformat()
    monday = today - timedelta(days=today.weekday() + 7 * number)
    last = min(monday + timedelta(days=6), today)
    return f"{monday} t/m {last}" if last > monday else f"{monday}"
