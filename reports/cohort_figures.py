"""Cohort figures: each defined once, with exactly the trajectories that it counts.

Pure: journeys in, figures out. A figure never forgets whom it counted, so that a number on the page
opens precisely its rows, and page, PDF and spreadsheet cannot differ. For readers outside the
programme small numbers are hidden (access.md: fewer than three).
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from statistics import mean, median

from coaching.aftercare import MEASURED_MONTHS, InPlace, Measured
from dow_site.dates import Precision, When, write_when

LEAST = 3
HIDDEN = "minder dan 3"
DAYS_PER_MONTH = Decimal("30.4375")  # 365.25 days in twelve months
MOST_MONTHS = 120
_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """One trajectory as the figures see it. Stays are the participant's, in order; days included."""

    pk: int
    stays: tuple[tuple[datetime.date, datetime.date | None], ...]
    source: str = ""
    municipality: str = ""
    received_on: datetime.date | None = None
    first_contact_on: datetime.date | None = None
    category: str = ""
    sector: str = ""
    moments: tuple[Measured, ...] = ()

    @property
    def first_day(self) -> datetime.date:
        return self.stays[0][0]

    def is_away(self, today: datetime.date) -> bool:
        return self.stays[-1][1] is not None and self.stays[-1][1] < today

    @property
    def days_stayed(self) -> int:
        """Days in all stays together, pauses not counted; for who is away."""
        return sum((end - start).days + 1 for start, end in self.stays)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a figure: how many, or a measure in words, of whom; `level` 1 is a part of the line above."""

    key: str
    label: str
    value: str
    journeys: tuple[int, ...]
    level: int = 0
    number: Decimal | None = None  # what a spreadsheet gets
    is_counted: bool = True  # a count of people, not a measure over them
    is_total: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    key: str
    title: str
    definition: str
    rows: tuple[Row, ...]

    def row(self, key: str) -> Row | None:
        return next((row for row in self.rows if row.key == key), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """The places used in one month, on average over its days, and how many there were at the most."""

    first: datetime.date
    label: str
    used: Decimal | None  # None where it is hidden
    places: int | None

    @property
    def used_written(self) -> str:
        return HIDDEN if self.used is None else written_number(self.used)


def cohort_figures(
    journeys: Sequence[Journey],
    today: datetime.date,
    *,
    sources: Sequence[tuple[str, str]],
    categories: Sequence[tuple[str, str]],
    sectors: Sequence[tuple[str, str]],
    parents: Sequence[tuple[str, str, Sequence[str]]] = (),
) -> tuple[Figure, ...]:
    """All figures over these journeys; choices give the order, `parents` are (key, label, parts).

    Parts of a parent follow their parent. Whoever has no answer is counted as such, never left out.
    """
    away = [one for one in journeys if one.is_away(today)]
    return (
        _inflow(journeys, sources),
        _municipalities(journeys),
        _measure(
            "first_contact",
            "Dagen tot het eerste contact",
            "Van de dag waarop de aanmelding binnenkwam tot het eerste contact.",
            journeys,
            lambda one: _days(one.received_on, one.first_contact_on),
            unit="dag",
        ),
        _measure(
            "start",
            "Dagen tot de start",
            "Van de dag waarop de aanmelding binnenkwam tot de eerste werkdag.",
            journeys,
            lambda one: _days(one.received_on, one.first_day),
            unit="dag",
        ),
        _measure(
            "stay",
            "Verblijf",
            "Alle trajectdelen samen, zonder pauzes, van wie weg is. Een maand is 30,4375 dagen.",
            away,
            lambda one: one.days_stayed / DAYS_PER_MONTH,
            unit="maand",
        ),
        _outflow(journeys, away, categories, parents),
        _choices(
            "sector",
            "Uitstroom naar sector",
            "De sector van het werk of de opleiding, van wie een uitstroom heeft.",
            [one for one in away if one.category],
            lambda one: one.sector,
            sectors,
            nothing="Geen of niet bekend",
        ),
        _in_place(away),
        _spells(journeys),
    )


def hidden(figure: Figure) -> Figure:
    """The figure for who may not see small numbers: these, and what would tell them, are hidden.

    Where one count of a level would be hidden, the next smallest is too: otherwise the total tells it.
    """
    small = {row.key for row in figure.rows if 0 < len(row.journeys) < LEAST}
    for level in {row.level for row in figure.rows}:
        peers = [
            row for row in figure.rows if row.level == level and row.is_counted and not row.is_total
        ]
        if len([row for row in peers if row.key in small]) == 1:
            others = [row for row in peers if row.journeys and row.key not in small]
            if others:
                small.add(min(others, key=lambda row: len(row.journeys)).key)
    return replace(
        figure,
        rows=tuple(
            replace(row, value=HIDDEN if row.is_counted else "–", number=None, journeys=())
            if row.key in small
            else replace(row, journeys=())
            for row in figure.rows
        ),
    )


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
    stays = [stay for one in journeys for stay in one.stays]
    months = []
    month = first.replace(day=1)
    while month <= last:
        days = calendar.monthrange(month.year, month.month)[1]
        until = month + (days - 1) * _DAY
        taken = sum(
            max(0, (min(end or until, until, last) - max(start, month)).days + 1)
            for start, end in stays
        )
        open_days = (min(until, last) - month).days + 1
        used = _one_decimal(Decimal(taken) / open_days)
        months.append(
            Month(
                first=month,
                label=write_when(When(month, Precision.MONTH)),
                used=None if hides_small and 0 < used < LEAST else used,
                places=places_on(month),
            )
        )
        month = until + _DAY
    return tuple(months[-MOST_MONTHS:])


def written_number(number: Decimal) -> str:
    """A number with one decimal as it is written in Dutch."""
    return f"{_one_decimal(number)}".replace(".", ",")


def _one_decimal(number: Decimal) -> Decimal:
    return number.quantize(Decimal("0.1"), ROUND_HALF_UP)


def _days(first, last):
    return None if first is None or last is None or last < first else Decimal((last - first).days)


def _count(key, label, journeys, **options) -> Row:
    pks = tuple(one.pk for one in journeys)
    number = Decimal(len(pks))
    return Row(key=key, label=label, value=str(len(pks)), journeys=pks, number=number, **options)


def _choices(key, title, definition, journeys, answer, choices, *, nothing) -> Figure:
    """A count for each answer that was given, in the order of the choices, and for no answer."""
    rows = [
        _count(value, label, [one for one in journeys if answer(one) == value])
        for value, label in choices
    ]
    without = _count("none", nothing, [one for one in journeys if not answer(one)])
    total = _count("total", "Samen", journeys, is_total=True)
    rows = [row for row in (*rows, without) if row.journeys]
    return Figure(key=key, title=title, definition=definition, rows=(*rows, total))


def _inflow(journeys, sources) -> Figure:
    return _choices(
        "inflow",
        "Instroom",
        "Wie in de periode begon, naar wie aanmeldde. De eerste dag telt; een tweede kans telt niet opnieuw.",
        journeys,
        lambda one: one.source,
        sources,
        nothing="Niet bekend",
    )


def _municipalities(journeys) -> Figure:
    names = sorted({one.municipality for one in journeys if one.municipality})
    return _choices(
        "municipality",
        "Instroom naar gemeente",
        "De gemeente waar de deelnemer woont.",
        journeys,
        lambda one: one.municipality,
        [(name, name.removeprefix("Gemeente ")) for name in names],
        nothing="Niet bekend",
    )


def _measure(key, title, definition, journeys, number_of, *, unit) -> Figure:
    known = [(one, number) for one in journeys if (number := number_of(one)) is not None]
    without = [one for one in journeys if number_of(one) is None]
    numbers = [number for _, number in known]
    pks = tuple(one.pk for one, _ in known)
    rows = []
    if numbers:
        longest = max(numbers)
        rows = [
            _measured("mean", "Gemiddeld", mean(numbers), unit, pks),
            _measured("median", "Middelste", median(numbers), unit, pks),
            _measured(
                "longest", "Langste", longest, unit,
                tuple(one.pk for one, number in known if number == longest),
            ),
        ]  # fmt: skip
    rows.append(_count("known", "Gemeten bij", [one for one, _ in known], is_total=True))
    if without:
        rows.append(_count("none", "Niet bekend", without))
    return Figure(key=key, title=title, definition=definition, rows=tuple(rows))


_PLURALS = {"dag": "dagen", "maand": "maanden"}


def _measured(key, label, number, unit, pks) -> Row:
    rounded = _one_decimal(Decimal(number))
    words = unit if rounded == 1 else _PLURALS[unit]
    return Row(
        key=key,
        label=label,
        value=f"{written_number(rounded)} {words}",
        journeys=pks,
        number=rounded,
        is_counted=False,
    )


def _outflow(journeys, away, categories, parents) -> Figure:
    labels = dict(categories)
    part_of = {part: key for key, _, parts in parents for part in parts}
    rows, told = [], set()
    for value, label in categories:
        if parent := part_of.get(value):
            if parent in told:
                continue
            told.add(parent)
            _, name, parts = next(one for one in parents if one[0] == parent)
            rows.append(_count(parent, name, [one for one in away if one.category in parts]))
            rows += [
                _count(part, labels[part], [one for one in away if one.category == part], level=1)
                for part in parts
            ]
        else:
            rows.append(_count(value, label, [one for one in away if one.category == value]))
    underway = {one.pk for one in journeys} - {one.pk for one in away}
    rows += [
        _count("none", "Weg, uitstroom niet vastgelegd", [one for one in away if not one.category]),
        _count("underway", "Nog onderweg", [one for one in journeys if one.pk in underway]),
    ]
    return Figure(
        key="outflow",
        title="Uitstroom",
        definition="Waar iemand heen ging na de laatste dag. Wie nog komt, staat apart.",
        rows=(
            *(row for row in rows if row.journeys),
            _count("total", "Samen", journeys, is_total=True),
        ),
    )


_ANSWERS = (
    (InPlace.YES, "ja"),
    (InPlace.NO, "nee"),
    (InPlace.UNKNOWN, "niet bekend"),
    (InPlace.NOT_YET, "nog niet zover"),
)


def _in_place(away) -> Figure:
    rows = []
    for place, months in enumerate(MEASURED_MONTHS):
        measured = [one for one in away if one.moments]
        rows.append(_count(f"m{months}", f"Na {months} maanden", measured, is_total=True))
        for answer, words in _ANSWERS:
            those = [one for one in measured if one.moments[place].in_place == answer]
            if those:
                rows.append(_count(f"m{months}_{answer.value}", words, those, level=months))
    return Figure(
        key="in_place",
        title="Nog op hun plek",
        definition=(
            "Werk of opleiding 3, 6 en 12 maanden na de laatste dag, volgens de nazorg. Wat niemand "
            "vroeg, is niet bekend."
        ),
        rows=tuple(rows),
    )


def _spells(journeys) -> Figure:
    most = max((len(one.stays) for one in journeys), default=1)
    words = {1: "Eén trajectdeel"} | {n: f"{n} trajectdelen" for n in range(2, most + 1)}
    rows = [
        _count(str(number), label, [one for one in journeys if len(one.stays) == number])
        for number, label in words.items()
    ]
    again = [
        one
        for one in journeys
        if any(
            later[0] - earlier[1] > _DAY
            for earlier, later in zip(one.stays, one.stays[1:], strict=False)
            if earlier[1]
        )
    ]
    return Figure(
        key="spells",
        title="Trajectdelen en tweede kansen",
        definition="Een tweede kans: iemand was weg en begon opnieuw.",
        rows=(
            *(row for row in rows if row.journeys),
            _count("total", "Samen", journeys, is_total=True),
            _count("again", "Met een tweede kans", again, level=-1),
        ),
    )
