"""Cohort figures: each defined once, with exactly the trajectories that it counts.

Pure: journeys in, figures out. A figure never forgets whom it counted, so that a number on the page
opens precisely its rows, and page, PDF and spreadsheet cannot differ. For readers outside the
programme small numbers are hidden (access.md: fewer than three).
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from operator import attrgetter
from statistics import median
from typing import NamedTuple

from coaching.aftercare import MEASURED_MONTHS, InPlace, Measured

LEAST = 3
HIDDEN = "minder dan 3"
DAYS_PER_MONTH = Decimal("30.4375")  # 365.25 days in twelve months
_DAY = datetime.timedelta(days=1)


class Journey(NamedTuple):
    """One trajectory as the figures see it. Stays are the participant's, in order; days included.

    A tuple, as there may be a hundred thousand of them.
    """

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
        days = 0
        for start, end in self.stays:
            days += (end - start).days + 1
        return days


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
    away, here = [], []
    for one in journeys:
        (away if one.is_away(today) else here).append(one)
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
            attrgetter("days_stayed"),
            unit="maand",
            days_in_unit=DAYS_PER_MONTH,
        ),
        _outflow(journeys, away, here, categories, parents),
        _choices(
            "sector",
            "Uitstroom naar sector",
            "De sector van het werk of de opleiding, van wie een uitstroom heeft.",
            [one for one in away if one.category],
            attrgetter("sector"),
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


def written_number(number: Decimal) -> str:
    """A number with one decimal as it is written in Dutch."""
    return f"{one_decimal(number)}".replace(".", ",")


def one_decimal(number: Decimal) -> Decimal:
    """Rounded to one decimal, halves up."""
    return number.quantize(Decimal("0.1"), ROUND_HALF_UP)


def _days(first, last):
    return None if first is None or last is None or last < first else (last - first).days


def _pks(journeys) -> tuple[int, ...]:
    return tuple([one.pk for one in journeys])


def _count(key, label, journeys, **options) -> Row:
    pks = _pks(journeys)
    number = Decimal(len(pks))
    return Row(key=key, label=label, value=str(len(pks)), journeys=pks, number=number, **options)


def _by_answer(journeys, answer) -> dict:
    """The journeys by what is answered of each, in their order; nobody for any other answer."""
    found = defaultdict(list)
    for one in journeys:
        found[answer(one)].append(one)
    return found


def _choices(key, title, definition, journeys, answer, choices, *, nothing) -> Figure:
    """A count for each answer that was given, in the order of the choices, and for no answer."""
    by_answer = _by_answer(journeys, answer)
    rows = [_count(value, label, by_answer[value]) for value, label in choices]
    without = _count("none", nothing, by_answer[""])
    total = _count("total", "Samen", journeys, is_total=True)
    rows = [row for row in (*rows, without) if row.journeys]
    return Figure(key=key, title=title, definition=definition, rows=(*rows, total))


def _inflow(journeys, sources) -> Figure:
    return _choices(
        "inflow",
        "Instroom",
        "Wie in de periode begon, naar wie aanmeldde. De eerste dag telt; een tweede kans telt niet opnieuw.",
        journeys,
        attrgetter("source"),
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
        attrgetter("municipality"),
        [(name, name.removeprefix("Gemeente ")) for name in names],
        nothing="Niet bekend",
    )


def _measure(key, title, definition, journeys, days_of, *, unit, days_in_unit=Decimal(1)) -> Figure:
    """Days of each journey, of whom they are known, told in a unit of so many days."""
    by_days = _by_answer(journeys, days_of)
    without = by_days.pop(None, [])
    known = [one for one in journeys if days_of(one) is not None] if without else journeys
    counted = _count("known", "Gemeten bij", known, is_total=True)
    rows = []
    if by_days:
        days = sorted(one for one, of in by_days.items() for _ in of)
        measures = (
            ("mean", "Gemiddeld", Decimal(sum(days)) / len(days), counted.journeys),
            ("median", "Middelste", Decimal(median(days)), counted.journeys),
            ("longest", "Langste", Decimal(days[-1]), _pks(by_days[days[-1]])),
        )
        rows = [
            _measured(name, label, number / days_in_unit, unit, pks)
            for name, label, number, pks in measures
        ]
    rows.append(counted)
    if without:
        rows.append(_count("none", "Niet bekend", without))
    return Figure(key=key, title=title, definition=definition, rows=tuple(rows))


_PLURALS = {"dag": "dagen", "maand": "maanden"}


def _measured(key, label, number, unit, pks) -> Row:
    rounded = one_decimal(number)
    words = unit if rounded == 1 else _PLURALS[unit]
    return Row(
        key=key,
        label=label,
        value=f"{written_number(rounded)} {words}",
        journeys=pks,
        number=rounded,
        is_counted=False,
    )


def _outflow(journeys, away, here, categories, parents) -> Figure:
    labels = dict(categories)
    went = _by_answer(away, attrgetter("category"))
    part_of = {part: key for key, _, parts in parents for part in parts}
    rows, told = [], set()
    for value, label in categories:
        if parent := part_of.get(value):
            if parent in told:
                continue
            told.add(parent)
            _, name, parts = next(one for one in parents if one[0] == parent)
            whole = [one for part in parts for one in went[part]]
            rows.append(_count(parent, name, whole))
            rows += [_count(part, labels[part], went[part], level=1) for part in parts]
        else:
            rows.append(_count(value, label, went[value]))
    rows += [
        _count("none", "Weg, uitstroom niet vastgelegd", went[""]),
        _count("underway", "Nog onderweg", here),
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
    measured = [one for one in away if one.moments]
    for place, months in enumerate(MEASURED_MONTHS):
        rows.append(_count(f"m{months}", f"Na {months} maanden", measured, is_total=True))
        by_answer = _by_answer(measured, lambda one, place=place: one.moments[place].in_place)
        for answer, words in _ANSWERS:
            if those := by_answer[answer]:
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
    by_number = _by_answer(journeys, lambda one: len(one.stays))
    words = {1: "Eén trajectdeel"}
    words |= {number: f"{number} trajectdelen" for number in sorted(by_number) if number > 1}
    rows = [_count(str(number), label, by_number[number]) for number, label in words.items()]
    again = [
        one
        for one in journeys
        if len(one.stays) > 1
        and any(
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
