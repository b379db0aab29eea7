"""Dates as people know them: by day, by month, by quarter, by year, or only by order."""

from calendar import monthrange
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
ORDER_ONLY = "volgorde bekend, datum niet"
NO_DATE = "zonder datum"


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
            earliest, latest = _first_and_last(self.start, self.precision)
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
    return _first_and_last(day, precision)[0]


def last_day(day: date, precision: Precision) -> date:
    """The last day of the month, quarter or year that holds the day."""
    return _first_and_last(day, precision)[1]


def _first_and_last(day: date, precision: Precision) -> tuple[date, date]:
    year, first, last = day.year, day.month, day.month
    if precision == Precision.QUARTER:
        first -= (first - 1) % 3
        last = first + 2
    elif precision == Precision.YEAR:
        first, last = 1, 12
    elif precision != Precision.MONTH:
        return day, day
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


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
    """Write it in Dutch so that `reading_dates.parse_when` reads back the same."""
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


def _write(day: date, precision: Precision, long: bool) -> str:
    month = (MONTHS if long else SHORT_MONTHS)[day.month - 1]
    if precision == Precision.DAY:
        return f"{day.day} {month} {day.year}"
    if precision == Precision.MONTH:
        return f"{month} {day.year}"
    if precision == Precision.QUARTER:
        return f"{(day.month - 1) // 3 + 1}e {'kwartaal' if long else 'kw.'} {day.year}"
    return str(day.year)
