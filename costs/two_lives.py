"""Two lives side by side along one road: what was, left of it, and what might have been, right of it.

The road runs down, a stretch at a time. It comes in frames, each low enough for one page, that join without
a seam; a note is never cut in two. One template draws them on the page and in the PDF, and the table beside
them is made of the same stretches. Pure; coordinates are whole units, as in `costs.range_chart`.
"""

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from costs.range_chart import Text

TEXT_LINE = 17
PADDING = 10
BETWEEN = 10
TITLE_MARGIN = 8
# What fits on a page of paper with its heading.
HIGHEST = 900


@dataclass(frozen=True, kw_only=True, slots=True)
class Shape:
    """For how wide a surface it is drawn: how wide the road is in its middle, and the notes on both sides of it.

    `characters` fit on a line of a note, `title_characters` on the sign above a stretch: a letter takes
    7.4 units at the most, on the average of a line.
    """

    width: int
    road_width: int
    note_width: int
    characters: int
    title_characters: int

    @property
    def right_x(self) -> int:
        return self.width - self.note_width

    @property
    def road_x(self) -> int:
        return (self.width - self.road_width) // 2


WIDE = Shape(width=720, road_width=48, note_width=316, characters=39, title_characters=60)
# For a phone held upright.
NARROW = Shape(width=340, road_width=12, note_width=160, characters=19, title_characters=40)


@dataclass(frozen=True, kw_only=True, slots=True)
class LifeNote:
    """A note as it is told: `is_support` for help that was or would have been given, `aside` in small words."""

    text: str
    aside: str = ""
    is_support: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Stretch:
    """A stretch of the road with what happened there in both lives."""

    title: str
    with_programme: tuple[LifeNote, ...]
    without: tuple[LifeNote, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class NoteBox:
    x: int
    y: int
    width: int
    height: int
    is_support: bool
    lines: tuple[Text, ...]
    aside_lines: tuple[Text, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """A piece of the road; `title_lines` is empty where a stretch goes on."""

    width: int
    height: int
    road_x: int
    road_width: int
    title_lines: tuple[Text, ...]
    title_height: int
    boxes: tuple[NoteBox, ...]
    description: str

    @property
    def middle(self) -> int:
        return self.width // 2


@dataclass(frozen=True, kw_only=True, slots=True)
class TwoLives:
    stretches: tuple[Stretch, ...]
    frames: tuple[Frame, ...]

    @property
    def is_empty(self) -> bool:
        return not self.frames


def two_lives(stretches: Iterable[Stretch], shape: Shape = WIDE) -> TwoLives:
    """The stretches on which there is something in either life, drawn; in the order given."""
    filled = tuple(one for one in stretches if one.with_programme or one.without)
    return TwoLives(
        stretches=filled, frames=tuple(frame for one in filled for frame in _frames(one, shape))
    )


def _frames(stretch: Stretch, shape: Shape) -> Iterable[Frame]:
    title = textwrap.wrap(stretch.title, shape.title_characters)
    left, right = list(stretch.with_programme), list(stretch.without)
    while left or right or title:
        title_height = len(title) * TEXT_LINE + 2 * TITLE_MARGIN if title else 0
        begin = title_height + BETWEEN
        left_boxes, left = _column(left, 0, begin, shape)
        right_boxes, right = _column(right, shape.right_x, begin, shape)
        boxes = (*left_boxes, *right_boxes)
        yield Frame(
            width=shape.width,
            height=max((box.y + box.height for box in boxes), default=begin) + BETWEEN,
            road_x=shape.road_x,
            road_width=shape.road_width,
            title_lines=tuple(
                Text(x=shape.width // 2, y=TITLE_MARGIN + (number + 1) * TEXT_LINE - 4, text=line)
                for number, line in enumerate(title)
            ),
            title_height=title_height,
            boxes=boxes,
            description=(
                f"{stretch.title}: links het leven met DOW, rechts wat er zonder DOW had kunnen zijn."
            ),
        )
        title = []


def _column(
    notes: Sequence[LifeNote], x: int, y: int, shape: Shape
) -> tuple[list[NoteBox], list[LifeNote]]:
    """As many notes as fit, the first always, and those that are left."""
    boxes: list[NoteBox] = []
    for number, note in enumerate(notes):
        box = _box(note, x, y, shape)
        if boxes and y + box.height > HIGHEST:
            return boxes, list(notes[number:])
        boxes.append(box)
        y += box.height + BETWEEN
    return boxes, []


def _box(note: LifeNote, x: int, y: int, shape: Shape) -> NoteBox:
    lines = textwrap.wrap(note.text, shape.characters)
    aside = textwrap.wrap(note.aside, shape.characters)
    baseline = y + PADDING + TEXT_LINE - 4
    return NoteBox(
        x=x,
        y=y,
        width=shape.note_width,
        height=(len(lines) + len(aside)) * TEXT_LINE + 2 * PADDING,
        is_support=note.is_support,
        lines=_stacked(lines, x + PADDING, baseline),
        aside_lines=_stacked(aside, x + PADDING, baseline + len(lines) * TEXT_LINE),
    )


def _stacked(lines: Iterable[str], x: int, y: int) -> tuple[Text, ...]:
    return tuple(
        Text(x=x, y=y + number * TEXT_LINE, text=line) for number, line in enumerate(lines)
    )
