"""The pictures of the cohort figures as finished shapes; one template draws them on screen and on paper.

Pure. Coordinates are whole units, so that a Dutch template writes them without a comma. The tables
beside the pictures are made of the same rows and say the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.cohort_figures import Figure
from reports.cohort_places import Month

WIDTH = 720
LABELS = 300
RIGHT = 660
ROW, BAR = 30, 18
HEIGHT, BASE, TOP = 220, 180, 16
LEFT = 40
MOST_LABELS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    label: str
    value: str
    x: int
    y: int
    width: int
    text_y: int
    value_x: int
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BarChart:
    width: int
    height: int
    description: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    x: int
    y: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnChart:
    """A column per month; `places` is the line of how many places there were, as points of a path."""

    width: int
    height: int
    base: int
    description: str
    columns: tuple[Column, ...]
    places: str
    months: tuple[Mark, ...]
    scale: tuple[Mark, ...]


def bar_chart(figure: Figure) -> BarChart:
    """A bar for every counted line of a figure but its total; hidden numbers have no bar."""
    rows = [row for row in figure.rows if row.is_counted and not row.is_total]
    most = max((int(row.number) for row in rows if row.number is not None), default=0)
    bars = []
    for place, row in enumerate(rows):
        length = int(row.number or 0) * (RIGHT - LABELS) // most if most else 0
        bars.append(
            Bar(
                label=row.label,
                value=row.value,
                x=LABELS,
                y=place * ROW + (ROW - BAR) // 2,
                width=length,
                text_y=place * ROW + ROW // 2 + 5,
                value_x=LABELS + length + 8,
                level=row.level,
            )
        )
    said = "; ".join(f"{row.label}: {row.value}" for row in rows)
    return BarChart(
        width=WIDTH,
        height=max(1, len(rows)) * ROW,
        description=f"{figure.title}. {said}",
        bars=tuple(bars),
    )


def column_chart(months: Sequence[Month]) -> ColumnChart:
    """The months from left to right on one scale from nothing to the most that was used or there was."""
    top = max(
        [1, *(int(month.used) + 1 for month in months if month.used is not None)]
        + [month.places for month in months if month.places is not None]
    )
    wide = (WIDTH - LEFT) // len(months)
    reach = BASE - TOP

    def height(number):
        return int(number * reach / top)

    columns = [
        Column(
            x=LEFT + place * wide + 1,
            y=BASE - height(month.used or 0),
            width=max(1, wide - 2),
            height=height(month.used or 0),
        )
        for place, month in enumerate(months)
    ]
    line = []
    for place, month in enumerate(months):
        if month.places is not None:
            begin = "L" if line else "M"
            y = BASE - height(month.places)
            line.append(f"{begin}{LEFT + place * wide} {y}H{LEFT + (place + 1) * wide}")
    every = -(-len(months) // MOST_LABELS)
    step = -(-top // 4)
    return ColumnChart(
        width=WIDTH,
        height=HEIGHT,
        base=BASE,
        description=(
            f"Gebruikte plekken per maand, van {months[0].label} tot {months[-1].label}. "
            "De tabel eronder zegt hetzelfde."
        ),
        columns=tuple(columns),
        places="".join(line),
        months=tuple(
            Mark(x=LEFT + place * wide, y=BASE + 22, text=month.label)
            for place, month in enumerate(months)
            if place % every == 0
        ),
        scale=tuple(
            Mark(x=LEFT - 8, y=BASE - height(number) + 5, text=str(number))
            for number in range(0, top + 1, step)
        ),
    )
