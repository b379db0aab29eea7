"""Reading dates as people write them.

Seasons name a quarter, so that "voorjaar 2020" can be put in order: winter is the first quarter
(January to March), voorjaar the second, zomer the third and najaar the fourth. A winter over two
years is the first quarter of the last. The quarter is what is kept, and so what is written back:
"2e kwartaal 2020" is the same months to everybody, where "winter 2020" may be its other end.
"""

import re
from collections.abc import Callable
from datetime import date

from dow_site.dates import MONTHS, NO_DATE, ORDER_ONLY, SHORT_MONTHS, Precision, When, write_when
from dow_site.spoken_dates import WEEKDAYS, counted_from, weekday_of, without_about

QUARTER_BY_SEASON = {
    "winter": 1,
    "voorjaar": 2,
    "lente": 2,
    "zomer": 3,
    "najaar": 4,
    "herfst": 4,
}
EXAMPLES = "Schrijf bijvoorbeeld vandaag, 12-3-2020, nov 2019, voorjaar 2020 of 2020."

# A dossier tells of a life, not of history; other years are slips of the keyboard.
FIRST_YEAR, LAST_YEAR = 1900, 2100
# '31 means 2031 while that is near enough to be planned, otherwise 1931.
YEARS_AHEAD = 5

_ORDER_ONLY_TEXTS = {"", ORDER_ONLY, NO_DATE, "geen datum", "onbekend"}
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
_SHORT_MONTH = re.compile(r"(\d{1,2})/(\d{2})", re.ASCII)
_YEAR_ONLY = re.compile(r"(\d{4})|'(\d{2})", re.ASCII)
_WINTER = re.compile(rf"winter ?{_YEAR} ?[-/–—] ?{_YEAR}", re.ASCII)
_CHRISTMAS = re.compile(rf"kerst(?:mis)?((?:[- ]?{_YEAR})?)", re.ASCII)
_PART = re.compile(r"(begin|einde?|half|medio|midden|halverwege) (?:van )?(.+)")
_WITH_WEEKDAY = re.compile(r"([a-z]{2,9}) (\d.+)")
_QUARTER_OF_PART = {"begin": 1, "eind": 4, "einde": 4}
_BETWEEN = (re.compile(r" ?[–—] ?| - | tot en met | t/m | tot "), re.compile("-"))


def parse_when(text: str, today: date, examples: str = EXAMPLES) -> When:
    """Read a date as people write it; without a year it is the most recent one, never a future one.

    Raises ValueError with a Dutch sentence and the examples when it cannot be read.
    """
    written = _tidy(text)
    if written in _ORDER_ONLY_TEXTS:
        return When()
    try:
        when = _parse_one(written, today) or _parse_period(_as_period(written, today), today)
    except ValueError as error:
        raise ValueError(f"{error} {examples}") from None
    if when is None:
        shown = text.strip()
        shown = shown if len(shown) <= 30 else f"{shown[:29]}…"
        raise ValueError(f"‘{shown}’ is geen datum die ik ken. {examples}")
    return when


def _tidy(text: str) -> str:
    """Lower case, single spaces, no stop after an abbreviation, no "op" or "rond" before, no comma between."""
    written = re.sub(r"(?<=[a-z])\.", "", " ".join(text.lower().split()))
    written = re.sub(r", ?(?=['’\d])", " ", written)
    written = re.sub(r"^(?:op|in|met) ", "", without_about(written)).replace("’", "'")
    return " ".join(_QUARTER_WORDS.get(word, word) for word in written.split(" "))


def _as_period(written: str, today: date) -> str:
    """Write out what names a period by a word: a week, Christmas, the middle of a year."""
    if christmas := _CHRISTMAS.fullmatch(written):
        return f"25 t/m 26 december{christmas[1]}"
    part = _PART.fullmatch(written)
    if part and part[1] not in _QUARTER_OF_PART:
        whole = _parse_one(part[2], today)
        if whole and whole.precision == Precision.YEAR:
            return f"q2 {whole.start.year} t/m q3 {whole.start.year}"
    return counted_from(today, written) or written


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
            raise ValueError("Het einde ligt voor het begin.")
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
    written = counted_from(today, written) or written
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


def _read_short_month(match: re.Match, today: date) -> When | None:
    """The month and year of "3/20": what can be a day and a month is not read so."""
    month, year = match.groups()
    if int(month) > 12 or int(year) <= 12:
        return None
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
    return _known(match, today, match[1] or match[2], Precision.YEAR)


def _read_winter(match: re.Match, today: date) -> When | None:
    first, last = (_full_year(year, today) for year in match.groups())
    if last != first + 1:
        return None
    return _known(match, today, str(last), Precision.QUARTER)


def _read_part(match: re.Match, today: date) -> When | None:
    """The quarter of a year; the part of a month or a quarter is known no better than the whole."""
    part, rest = match.groups()
    whole = _parse_one(rest, today)
    if whole is None or whole.precision == Precision.DAY:
        return None
    if whole.precision != Precision.YEAR:
        return whole
    quarter = _QUARTER_OF_PART.get(part)
    return quarter and When(whole.start.replace(month=quarter * 3 - 2), Precision.QUARTER)


def _read_with_weekday(match: re.Match, today: date) -> When | None:
    name, rest = match.groups()
    when = _parse_one(rest, today)
    weekday = weekday_of(name)
    if when is None or when.precision != Precision.DAY or weekday is None:
        return None
    if when.start.isoweekday() != weekday:
        raise ValueError(f"{write_when(when, long=True)} valt niet op {WEEKDAYS[weekday - 1]}.")
    return when


_Reader = Callable[[re.Match, date], When | None]
_READERS: tuple[tuple[re.Pattern, _Reader], ...] = (
    (_ISO, _read_iso),
    (_MONTH, _read_month),
    (_SHORT_MONTH, _read_short_month),
    (_DAY, _read_day),
    (_QUARTER, _read_quarter),
    (_NAMED_DAY, _read_named_day),
    (_NAMED, _read_named),
    (_YEAR_ONLY, _read_year),
    (_WINTER, _read_winter),
    (_PART, _read_part),
    (_WITH_WEEKDAY, _read_with_weekday),
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
        raise ValueError(f"‘{match[0]}’ bestaat niet als datum.")
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
