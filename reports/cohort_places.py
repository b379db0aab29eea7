"""The places that were used month by month, and who held them. Pure."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dow_site.dates import Precision, When, write_when
from reports.cohort_figures import (
    HIDDEN,
    LEAST,
    Figure,
    Journey,
    Row,
    one_decimal,
    written_number,
)

MOST_MONTHS = 120
PLACES = "places"
_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """The places used in one month, on average over its days, and how many there were at the most."""

    first: datetime.date
    label: str
    used: Decimal | None  # None where it is hidden
    places: int | None
    is_opened: bool = (
        False  # whether somebody held a place on a day of it, and this reader may know who
    )

    @property
    def key(self) -> str:
        return f"{self.first:%Y-%m}"

    @property
    def used_written(self) -> str:
        return HIDDEN if self.used is None else written_number(self.used)


def occupancy(
    journeys: Iterable[Journey],
    first: datetime.date,
    last: datetime.date,
    places_on: Callable[[datetime.date], int | None],
    *,
    hides_small: bool = False,
) -> tuple[Month, ...]:
    """The average number of places used per day of each month from `first` to `last`, one decimal.

    A stay without an end is taken to run on. At most ten years, the latest.
    """
    begin = max(first.replace(day=1), _months_before(last, MOST_MONTHS - 1))
    # Who comes and goes on each day: every stay is looked at once, however many months there are.
    change = Counter()
    for one in journeys:
        for start, end in one.stays:
            if start <= last and (end is None or end >= begin):
                change[max(start, begin)] += 1
                if end is not None:
                    change[end + _DAY] -= 1
    months, used, day = [], 0, begin
    while day <= last:
        month, days_taken = day, 0
        while day <= last and day.month == month.month:
            used += change[day]
            days_taken += used
            day += _DAY
        average = one_decimal(Decimal(days_taken) / (day - month).days)
        months.append(
            Month(
                first=month,
                label=write_when(When(month, Precision.MONTH)),
                used=None if hides_small and 0 < average < LEAST else average,
                places=places_on(month),
                is_opened=days_taken > 0 and not hides_small,
            )
        )
    return tuple(months)


def holders(
    journeys: Iterable[Journey], month: datetime.date, last: datetime.date
) -> tuple[int, ...]:
    """Who held a place on a day of a month, days after `last` left out."""
    until = min(_months_before(month, -1) - _DAY, last)
    return tuple(
        [
            one.pk
            for one in journeys
            if any(start <= until and (end is None or end >= month) for start, end in one.stays)
        ]
    )


def _months_before(day: datetime.date, months: int) -> datetime.date:
    """The first day of the month so many months before that of a day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return datetime.date(year, month + 1, 1)


def places_figure(months: Sequence[Month]) -> Figure:
    """The months as a figure; who held a place in one of them, `holders` says."""
    return Figure(
        key=PLACES,
        title="Gebruikte plekken",
        definition="Wie op een dag van de maand een plek had.",
        rows=tuple(
            Row(
                key=month.key,
                label=month.label,
                value=month.used_written,
                journeys=(),
                number=month.used,
                is_counted=False,
            )
            for month in months
        ),
    )
