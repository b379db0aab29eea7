"""The cost picture as finished shapes and texts: a bar per line on one euro axis.

One object is drawn on the page, wide and for a phone, and in the PDF, and the table under it is made of the
same rows, so they cannot differ. Coordinates are whole units of a fixed width: a Decimal would come out of
a Dutch template with a comma in it.
"""

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from costs.calculation import SIDE_LABELS, ComputedLine, PriceStatus, Side
from dow_site.money import NBSP, euros, exact_number

TEXT_LINE = 17
ROW_PADDING = 12
HEADING = 34
AXIS_HEIGHT = 26
BAR_HEIGHT = 14
# A single amount is a range of no width; it must still be seen.
LEAST_WIDTH = 4
MILLION = 1_000_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Shape:
    """For how wide a surface it is drawn: where the bars lie, and how much text fits.

    Names stand left of the bars and amounts right of them, or both above them (`texts_above`), just
    right of the axis.
    """

    width: int
    plot_left: int
    plot_right: int
    label_characters: int
    amount_characters: int
    most_steps: int
    texts_above: bool = False

    @property
    def text_x(self) -> int:
        return self.plot_left + 8 if self.texts_above else 0

    @property
    def amount_x(self) -> int:
        return self.text_x if self.texts_above else self.width


WIDE = Shape(
    width=720,
    plot_left=236,
    plot_right=552,
    label_characters=32,
    amount_characters=22,
    most_steps=5,
)
# For a phone held upright; beside the bars there is room for half a number under the axis.
NARROW = Shape(
    width=340,
    plot_left=12,
    plot_right=308,
    label_characters=45,
    amount_characters=45,
    most_steps=4,
    texts_above=True,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    x: int
    y: int
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Tick:
    x: int
    value: Decimal
    label: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Axis:
    """Euros from 0 to `top` between two x positions; grid lines run from `grid_top` to `y`."""

    left: int
    right: int
    y: int
    grid_top: int
    label_y: int
    top: Decimal
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """One line: the bar, its texts broken into lines, and the same in words for the table.

    `hatched` marks a line that only holds under a spoken condition. `is_single` is one amount rather than
    a range; its bar has the least width and its middle on the amount.
    """

    key: str
    label: str
    condition: str
    amount: str
    low: Decimal
    high: Decimal
    x: int
    y: int
    width: int
    height: int
    hatched: bool
    is_single: bool
    label_lines: tuple[Text, ...]
    condition_lines: tuple[Text, ...]
    amount_lines: tuple[Text, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    side: Side
    title: Text
    bars: tuple[Bar, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class RangeChart:
    """`description` says the whole picture in words; `unpriced` names what no bar can show.

    `lines` are those that were asked for; `amount_anchor` says which end of an amount stands at its place.
    """

    lines: tuple[ComputedLine, ...]
    width: int
    height: int
    amount_anchor: str
    title: str
    description: str
    axis: Axis
    sections: tuple[Section, ...]
    unpriced: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        return not self.sections

    @property
    def narrow(self) -> "RangeChart":
        """The same for a phone held upright."""
        return range_chart(self.lines, title=self.title, shape=NARROW)

    @property
    def has_conditions(self) -> bool:
        return any(bar.hatched for section in self.sections for bar in section.bars)


def range_chart(
    lines: Iterable[ComputedLine],
    *,
    title: str = "Kosten en mogelijke besparing",
    shape: Shape = WIDE,
) -> RangeChart:
    """Draws the printed amounts of the counted lines, incurred above avoided, in the order given."""
    lines = tuple(lines)
    counted = [line for line in lines if line.counted]
    highest = max((max(_ends(line)) for line in counted), default=Decimal())
    step, top = _scale(highest, shape)
    sections, y = [], 0
    for side in Side:
        own = [line for line in counted if line.line.side == side]
        if own:
            section, y = _section(side, own, y, top, shape)
            sections.append(section)
    return RangeChart(
        lines=lines,
        width=shape.width,
        height=y + AXIS_HEIGHT,
        amount_anchor="start" if shape.texts_above else "end",
        title=title,
        description=_description(sections),
        axis=_axis(step, top, y, shape),
        sections=tuple(sections),
        unpriced=tuple(
            line.line.label
            for line in lines
            if line.line.status == PriceStatus.UNPRICED and not line.switched_off
        ),
    )


def _section(
    side: Side, lines: Sequence[ComputedLine], y: int, top: Decimal, shape: Shape
) -> tuple[Section, int]:
    title = Text(x=shape.text_x, y=y + HEADING - ROW_PADDING, text=SIDE_LABELS[side])
    y += HEADING
    bars = []
    for line in lines:
        bar, y = _bar(line, y, top, shape)
        bars.append(bar)
    return Section(side=side, title=title, bars=tuple(bars)), y


def _bar(line: ComputedLine, y: int, top: Decimal, shape: Shape) -> tuple[Bar, int]:
    low, high = _ends(line)
    left, width = _placed(low, high, top, shape)
    labels = textwrap.wrap(line.line.label, shape.label_characters)
    condition = f"({line.line.condition})" if line.line.condition else ""
    conditions = textwrap.wrap(condition, shape.label_characters)
    amounts = _broken(line.printed_text, shape)
    named = len(labels) + len(conditions)
    baseline = y + TEXT_LINE - 4
    if shape.texts_above:
        amounts_from, bar_from = named, named + len(amounts)
        rows = bar_from + 1
    else:
        amounts_from = bar_from = 0
        rows = max(named, len(amounts), 1)
    bar = Bar(
        key=line.line.key,
        label=line.line.label,
        condition=line.line.condition,
        amount=line.printed_text,
        low=low,
        high=high,
        x=left,
        y=y + 1 + bar_from * TEXT_LINE,
        width=width,
        height=BAR_HEIGHT,
        hatched=bool(line.line.condition),
        is_single=low == high,
        label_lines=_stacked(labels, shape.text_x, baseline),
        condition_lines=_stacked(conditions, shape.text_x, baseline + len(labels) * TEXT_LINE),
        amount_lines=_stacked(amounts, shape.amount_x, baseline + amounts_from * TEXT_LINE),
    )
    return bar, y + rows * TEXT_LINE + ROW_PADDING


def _ends(line: ComputedLine) -> tuple[Decimal, Decimal]:
    """Low and high in drawing order; an override of one bound may have turned them round."""
    low, high = sorted((line.low_printed, line.high_printed))
    return low, high


def _placed(low: Decimal, high: Decimal, top: Decimal, shape: Shape) -> tuple[int, int]:
    """Left edge and width, always within the axis."""
    left, right = _position(low, top, shape), _position(high, top, shape)
    if right - left < LEAST_WIDTH:
        left = (left + right - LEAST_WIDTH) // 2
        left = min(max(left, shape.plot_left), shape.plot_right - LEAST_WIDTH)
        right = left + LEAST_WIDTH
    return left, right - left


def _position(value: Decimal, top: Decimal, shape: Shape) -> int:
    length = shape.plot_right - shape.plot_left
    return shape.plot_left + int(length * value / top + Decimal("0.5"))


def _scale(highest: Decimal, shape: Shape) -> tuple[Decimal, Decimal]:
    """A step of 1, 2 or 5 times a power of ten, and the first multiple at or above the highest."""
    if not highest:
        return Decimal(1_000), Decimal(1_000 * shape.most_steps)
    power = Decimal(1)
    while True:
        for factor in (1, 2, 5):
            step = power * factor
            steps = highest // step + (1 if highest % step else 0)
            if steps <= shape.most_steps:
                return step, step * steps
        power *= 10


def _axis(step: Decimal, top: Decimal, y: int, shape: Shape) -> Axis:
    values = [step * number for number in range(int(top / step) + 1)]
    return Axis(
        left=shape.plot_left,
        right=shape.plot_right,
        y=y,
        grid_top=HEADING - ROW_PADDING // 2,
        label_y=y + TEXT_LINE,
        top=top,
        ticks=tuple(
            Tick(x=_position(value, top, shape), value=value, label=_tick_label(value, step))
            for value in values
        ),
    )


def _tick_label(value: Decimal, step: Decimal) -> str:
    # Millions written out would run into each other along the axis.
    if value and step >= MILLION // 10:
        return f"€{NBSP}{exact_number(value / MILLION)}{NBSP}mln"
    return euros(value)


def _broken(amount: str, shape: Shape) -> list[str]:
    """A range too long for its column goes over two lines, never inside an amount."""
    if len(amount) <= shape.amount_characters:
        return [amount]
    first, _, last = amount.partition(" tot ")
    return [f"{first} tot", last] if last else [amount]


def _stacked(lines: Iterable[str], x: int, y: int) -> tuple[Text, ...]:
    return tuple(
        Text(x=x, y=y + number * TEXT_LINE, text=line) for number, line in enumerate(lines)
    )


def _description(sections: Iterable[Section]) -> str:
    sentences = []
    for section in sections:
        told = (
            f"{bar.label} {bar.amount}" + (f" ({bar.condition})" if bar.condition else "")
            for bar in section.bars
        )
        sentences.append(f"{section.title.text}: {'; '.join(told)}.")
    return " ".join(sentences) or "Er zijn nog geen bedragen om te tekenen."
