"""The paper of the timeline and what is drawn on it: boxes with their place. Pure.

Measures are whole tenths of a millimetre from the frame's upper left corner: whole numbers never
overlap by rounding, and `style` writes them out as CSS, free of the locale's decimal comma.
"""

import re
from dataclasses import dataclass, field

from trajectories.entries import Entry, Lane
from trajectories.layout import Column
from trajectories.road import RoadState


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """The measures of a frame, in tenths of a millimetre.

    `first_height` is what the first page leaves below the narratives, `next_height` what a further
    page has; `letter` is the average width of a letter on a card.
    """

    width: int = 2730
    first_height: int = 1150
    next_height: int = 1650
    columns: int = 6
    label_width: int = 300
    head_height: int = 90
    post_height: int = 50
    road_height: int = 80
    card_height: int = 150
    fold_height: int = 64
    gap: int = 10
    least_lane_height: int = 90
    widest_column: int = 800
    track_width: int = 34
    node_size: int = 32
    anchor: int = 24
    letter: int = 13
    road_letter: int = 17
    text_lines: int = 3
    fold_lines: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A place on the frame, in tenths of a millimetre."""

    x: int
    y: int
    w: int
    h: int

    @property
    def style(self) -> str:
        """The place as CSS."""
        return f"left:{_mm(self.x)};top:{_mm(self.y)};width:{_mm(self.w)};height:{_mm(self.h)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CardBox(Box):
    """An event's card; the full text is in the numbered legend."""

    entry: Entry
    number: int
    when: str
    text: str
    kind: str
    mark: str
    lane_certain: bool
    date_estimated: bool
    is_milestone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FoldBox(Box):
    """What a month's column has no card for: the numbers under which the legend tells it."""

    text: str
    numbers: tuple[int, ...]
    touched: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StemBox(Box):
    """The vertical line of an event on several lanes; it may go on on another page."""

    number: int
    kind: str
    from_above: bool
    on_below: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmBox(Box):
    """The short line from a stem to its card."""

    number: int
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeBox(Box):
    """Where a stem touches a lane that does not hold its card."""

    number: int
    kind: str
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadBox(Box):
    """A chapter's title above its columns on this page."""

    title: str
    period: str
    continued: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadBox(Box):
    """A piece of road above a column, with what is written on it."""

    state: RoadState
    label: str
    phase_label: str
    second_chance: bool
    is_today: bool
    starts_chapter: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PostBox(Box):
    """A milestone beside the road."""

    number: int
    when: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BandBox(Box):
    """A lane over the whole width of the frame; its label stands in the first `label_w`."""

    label: str
    kind: str
    mark: str
    label_w: int

    @property
    def label_style(self) -> str:
        """The width of the label as CSS."""
        return f"width:{_mm(self.label_w)}"


@dataclass(slots=True, kw_only=True)
class LanePage:
    """One frame; `on_new_page` when it does not fit below what the first page already holds."""

    number: int
    of: int = 0
    width: int
    height: int
    on_new_page: bool
    columns: tuple[Column, ...]
    lanes: tuple[Lane, ...]
    entries: tuple[Entry, ...]
    heads: list[HeadBox] = field(default_factory=list)
    road: list[RoadBox] = field(default_factory=list)
    posts: list[PostBox] = field(default_factory=list)
    bands: list[BandBox] = field(default_factory=list)
    cards: list[CardBox] = field(default_factory=list)
    folds: list[FoldBox] = field(default_factory=list)
    stems: list[StemBox] = field(default_factory=list)
    arms: list[ArmBox] = field(default_factory=list)
    nodes: list[NodeBox] = field(default_factory=list)

    @property
    def style(self) -> str:
        """The size of the frame as CSS."""
        return f"width:{_mm(self.width)};height:{_mm(self.height)}"


def short_text(text: str, limit: int) -> str:
    """The text within `limit` letters, cut at a word with an ellipsis."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    cut = text[: max(limit - 1, 0)]
    if not text[len(cut)].isspace():
        cut = cut.rpartition(" ")[0] or cut
    return re.sub(r"[\s.,;:–-]+$", "", cut) + "…" if limit > 0 else ""


def _mm(tenths: int) -> str:
    return f"{tenths // 10}mm" if tenths % 10 == 0 else f"{tenths / 10:.1f}mm"
