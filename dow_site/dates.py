"""Dates as people write and know them: by day, by month, by quarter, by year, or only by order.

Seasons name a quarter, so that "voorjaar 2020" can be put in order and written back: winter is the
first quarter (January to March), voorjaar the second, zomer the third and najaar the fourth.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum


class Precision(StrEnum):
    """How exactly a moment is known."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    ORDER = "order"


MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
SHORT_MONTHS = tuple("mrt" if month == "maart" else month[:3] for month in MONTHS)
QUARTER_BY_SEASON = {
    "winter": 1,
    "voorjaar": 2,
    "lente": 2,
    "zomer": 3,
    "najaar": 4,
    "herfst": 4,
}
ORDER_ONLY = "volgorde bekend, datum niet"
NO_DATE = "zonder datum"
EXAMPLES = "Schrijf bijvoorbeeld vandaag, 12-3-2020, nov 2019, voorjaar 2020 of 2020."

# A dossier tells of a life, not of history; other years are slips of the keyboard.
FIRST_YEAR, LAST_YEAR = 1900, 2100
# '31 means 2031 while that is near enough to be planned, otherwise 1931.
YEARS_AHEAD = 5

_ORDER_ONLY_TEXTS = {"", ORDER_ONLY, NO_DATE, "geen datum", "onbekend"}
_DAYS_AGO = {"vandaag": 0, "nu": 0, "gisteren": 1, "eergisteren": 2, "morgen": -1}
_QUARTER_WORDS = {"eerste": "1e", "tweede": "2e", "derde": "3e", "vierde": "4e"}

_YEAR = r"'?(\d{4}|\d{2})"
_ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?", re.ASCII)
_DAY = re.compile(rf"(\d{{1,2}})\s?[-/. ]\s?(\d{{1,2}})(?:\s?[-/. ]\s?{_YEAR})?", re.ASCII)
_MONTH = re.compile(r"(\d{1,2})\s?[-/]\s?(\d{4})", re.ASCII)
_NAMED_DAY = re.compile(rf"(\d{{1,2}})e?[- ]?([a-z]{{3,9}})(?:[- ]?{_YEAR})?", re.ASCII)
_NAMED = re.compile(rf"([a-z]{{3,9}})(?:[- ]?{_YEAR})?", re.ASCII)
_QUARTER = re.compile(
    r"(?:([1-4])e? ?(?:kwartaal|kw|q)|(?:kwartaal|kw|q) ?([1-4]))(?:[- ]?(\d{4}))?", re.ASCII
)
_YEAR_ONLY = re.compile(r"\d{4}", re.ASCII)
_BETWEEN = (re.compile(r" ?[–—] ?| - | tot en met | t/m | tot "), re.compile("-"))


@dataclass(frozen=True, slots=True)
class When:
    """A moment or a period, no more exact than it is known."""

    start: date | None = None
    precision: Precision = Precision.ORDER
    end: date | None = None
    end_precision: Precision | None = None

    # Whether more than the order is known, the first day on which it can have been, and the last day, itself
    # included. A drawing asks for them a hundred times, so they are made once.
    is_dated: bool = field(init=False, repr=False, compare=False)
    earliest: date | None = field(init=False, repr=False, compare=False)
    latest: date | None = field(init=False, repr=False, compare=False)

    def __post_init__(self):
        is_dated = self.start is not None and self.precision != Precision.ORDER
        earliest = latest = None
        if is_dated:
            earliest = first_day(self.start, self.precision)
            latest = last_day(self.start, self.precision)
            if self.end is not None:
                latest = max(latest, last_day(self.end, self.end_precision or self.precision))
        object.__setattr__(self, "is_dated", is_dated)
        object.__setattr__(self, "earliest", earliest)
        object.__setattr__(self, "latest", latest)

    @property
    def interval(self) -> tuple[date, date] | None:
        """The half-open interval: the first day, and the first day after."""
        return (self.earliest, self.latest + timedelta(days=1)) if self.is_dated else None


def first_day(day: date, precision: Precision) -> date:
    """The first day of the month, quarter or year that holds the day."""
    if precision == Precision.MONTH:
        return day.replace(day=1)
    if precision == Precision.QUARTER:
        return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    if precision == Precision.YEAR:
        return date(day.year, 1, 1)
    return day


def last_day(day: date, precision: Precision) -> date:
    """The last day of the month, quarter or year that holds the day."""
    if precision == Precision.YEAR:
        return date(day.year, 12, 31)
    if precision not in (Precision.MONTH, Precision.QUARTER):
        return day
    first = first_day(day, precision)
    month = first.month + (0 if precision == Precision.MONTH else 2)
    if month == 12:
        return date(first.year, 12, 31)
    return date(first.year, month + 1, 1) - timedelta(days=1)


def by_month(when: When) -> When:
    """The same moment, no more exactly than by month: for who may not know the day."""
    if not when.is_dated:
        return when
    first, last = (
        Precision.MONTH if known == Precision.DAY else known
        for known in (when.precision, when.end_precision or when.precision)
    )
    if when.end is None or (first_day(when.end, last), last) == (
        first_day(when.start, first),
        first,
    ):
        return When(when.start, first)
    return When(when.start, first, when.end, last)


def months_between(first: date, last: date) -> int:
    """How many calendar months, both ends counted: October 2019 to October 2020 is 13."""
    return (last.year - first.year) * 12 + last.month - first.month + 1


def write_when(when: When, *, long: bool = False) -> str:
    """Write it in Dutch so that `parse_when` reads back the same."""
    if not when.is_dated:
        return ORDER_ONLY if long else NO_DATE
    if when.end is None:
        return _write(when.start, when.precision, long)
    end_precision = when.end_precision or when.precision
    last = _write(when.end, end_precision, long)
    if when.precision != end_precision or when.start.year != when.end.year:
        return f"{_write(when.start, when.precision, long)} – {last}"
    if when.precision == Precision.DAY and when.start.month == when.end.month:
        return f"{when.start.day} – {last}"
    if when.precision == Precision.YEAR:
        return f"{when.start.year} – {last}"
    # The year once, at the end, as people say it: "okt – nov 2019".
    return f"{_write(when.start, when.precision, long)[:-5]} – {last}"


def write_months(first: date, last: date) -> str:
    """Write a range of months: "okt 2019", "okt – nov 2019", "nov 2019 – jan 2020"."""
    if (first.year, first.month) == (last.year, last.month):
        return write_when(When(first, Precision.MONTH))
    return write_when(When(first, Precision.MONTH, last, Precision.MONTH))


def parse_when(text: str, today: date) -> When:
    """Read a date as people write it; without a year it is the most recent one, never a future one.

    Raises ValueError with a Dutch sentence when it cannot be read.
    """
    written = _tidy(text)
    if written in _ORDER_ONLY_TEXTS:
        return When()
    when = _parse_one(written, today) or _parse_period(written, today)
    if when is None:
        shown = text.strip()
        shown = shown if len(shown) <= 30 else f"{shown[:29]}…"
        raise ValueError(f"‘{shown}’ is geen datum die ik ken. {EXAMPLES}")
    return when


def _write(day: date, precision: Precision, long: bool) -> str:
    month = (MONTHS if long else SHORT_MONTHS)[day.month - 1]
    if precision == Precision.DAY:
        return f"{day.day} {month} {day.year}"
    if precision == Precision.MONTH:
        return f"{month} {day.year}"
    if precision == Precision.QUARTER:
        return f"{(day.month - 1) // 3 + 1}e {'kwartaal' if long else 'kw.'} {day.year}"
    return str(day.year)


def _tidy(text: str) -> str:
    """Lower case, single spaces, no full stop after an abbreviation, no "op" or "in" before."""
    written = re.sub(r"(?<=[a-z])\.", "", " ".join(text.lower().split()))
    written = re.sub(r"^(?:op|in) ", "", written).replace("’", "'")
    return " ".join(_QUARTER_WORDS.get(word, word) for word in written.split(" "))


def _parse_period(written: str, today: date) -> When | None:
    for between in _BETWEEN:
        parts = between.split(written.removeprefix("van "))
        if len(parts) != 2:
            continue
        last = _parse_one(parts[1].strip(), today)
        first = last and _parse_first(parts[0].strip(), last, today)
        if first is None:
            continue
        if first.start > last.latest:
            raise ValueError(f"Het einde ligt voor het begin. {EXAMPLES}")
        return When(first.start, first.precision, last.start, last.precision)
    return None


def _parse_first(written: str, last: When, today: date) -> When | None:
    """Read the first half of a period; what it leaves out it borrows from the second half."""
    if re.fullmatch(r"\d{1,2}", written, re.ASCII) and last.precision == Precision.DAY:
        return _parse_one(f"{written}-{last.start.month}-{last.start.year}", today)
    joint = "-" if written[-1:].isdigit() else " "
    first = _parse_with_year(f"{written}{joint}", last.start.year, today)
    if first is not None and first.start > last.start:
        first = _parse_with_year(f"{written}{joint}", last.start.year - 1, today)
    return first or _parse_one(written, today)


def _parse_with_year(written: str, year: int, today: date) -> When | None:
    # "12-3-2020-2020" and "2020-2021" are no dates: whoever wrote a year meant that year.
    return None if re.search(r"\d{4}", written) else _parse_one(f"{written}{year}", today)


def _parse_one(written: str, today: date) -> When | None:
    if written in _DAYS_AGO:
        return When(today - timedelta(days=_DAYS_AGO[written]), Precision.DAY)
    for pattern, read in _READERS:
        match = pattern.fullmatch(written)
        when = match and read(match, today)
        if when:
            return when
    return None


def _read_iso(match: re.Match, today: date) -> When:
    year, month, day = match.groups()
    if day is None:
        return _known(match, today, year, Precision.MONTH, month=int(month))
    return _known(match, today, year, Precision.DAY, month=int(month), day=int(day))


def _read_day(match: re.Match, today: date) -> When:
    day, month, year = match.groups()
    return _known(match, today, year, Precision.DAY, month=int(month), day=int(day))


def _read_month(match: re.Match, today: date) -> When:
    month, year = match.groups()
    return _known(match, today, year, Precision.MONTH, month=int(month))


def _read_named_day(match: re.Match, today: date) -> When | None:
    day, name, year = match.groups()
    month = _month_number(name)
    return month and _known(match, today, year, Precision.DAY, month=month, day=int(day))


def _read_named(match: re.Match, today: date) -> When | None:
    name, year = match.groups()
    if name in QUARTER_BY_SEASON:
        month = QUARTER_BY_SEASON[name] * 3 - 2
        return _known(match, today, year, Precision.QUARTER, month=month)
    month = _month_number(name)
    return month and _known(match, today, year, Precision.MONTH, month=month)


def _read_quarter(match: re.Match, today: date) -> When:
    before, after, year = match.groups()
    month = int(before or after) * 3 - 2
    return _known(match, today, year, Precision.QUARTER, month=month)


def _read_year(match: re.Match, today: date) -> When:
    return _known(match, today, match[0], Precision.YEAR)


_Reader = Callable[[re.Match, date], When | None]
_READERS: tuple[tuple[re.Pattern, _Reader], ...] = (
    (_ISO, _read_iso),
    (_MONTH, _read_month),
    (_DAY, _read_day),
    (_QUARTER, _read_quarter),
    (_NAMED_DAY, _read_named_day),
    (_NAMED, _read_named),
    (_YEAR_ONLY, _read_year),
)


def _month_number(name: str) -> int | None:
    """The month that the name, or its first three letters or more, stands for."""
    if name in SHORT_MONTHS:
        return SHORT_MONTHS.index(name) + 1
    for number, month in enumerate(MONTHS, start=1):
        if month.startswith(name):
            return number
    return None


def _known(
    match: re.Match,
    today: date,
    year: str | None,
    precision: Precision,
    *,
    month: int = 1,
    day: int = 1,
) -> When:
    start = (
        _most_recent(month, day, today)
        if year is None
        else _on(_full_year(year, today), month, day)
    )
    if start is None or not FIRST_YEAR <= start.year <= LAST_YEAR:
        raise ValueError(f"‘{match[0]}’ bestaat niet als datum. {EXAMPLES}")
    return When(start, precision)


def _full_year(year: str, today: date) -> int:
    if len(year) == 4:
        return int(year)
    return 2000 + int(year) if 2000 + int(year) <= today.year + YEARS_AHEAD else 1900 + int(year)


def _on(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _most_recent(month: int, day: int, today: date) -> date | None:
    # Nine years back because 29 February skips the turn of most centuries.
    for year in range(today.year, today.year - 9, -1):
        found = _on(year, month, day)
        if found and found <= today:
            return found
    return None
