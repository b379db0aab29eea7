"""The timeline as it stands in a printed report: frames of absolute boxes, and the narratives above. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil

from trajectories.lane_pages import pages
from trajectories.layout import Chapter
from trajectories.paper import LanePage, Paper
from trajectories.timeline import Timeline

# Measures of the first page (A4 landscape), in tenths of a millimetre; report.css has the same.
PAGE_HEIGHT = 1830
HEADING_WIDTH, HEADING_LETTER, HEADING_LINE, HEADING_TOP = 1260, 42, 91, 38
FACTS_WIDTH, FACTS_LETTER, FACTS_LINE, FACTS_TOP = 1440, 15, 42, 65
TITLE_MARGIN = 26
LANES_HEIGHT = 85
NARRATIVE_LETTER = 13
NARRATIVE_LINE = 41
TITLE_LETTER = 21
TITLE_LINE = 46
CELL_PADDING = 40
CARD_HEIGHTS = (150, 140, 130, 120, 112)
# On a card: what its frame takes, the height of a line, the width of a letter.
CARD_FRAME, CARD_LINE, CARD_LETTER = 8, 28, 13
# Narratives longer than this stand under each other: as columns they would fill the page.
LONGEST_COLUMN = 560
MOST_COLUMNS = 6
# A lane's label of more letters than this needs a higher lane.
LONG_LABEL = 30
HIGH_LANE = 150


@dataclass(frozen=True, kw_only=True)
class Narrative:
    """A chapter above the road; `style` is the width of its column as CSS, `key` its row."""

    key: int | None
    title: str
    period: str
    text: str
    style: str


@dataclass(frozen=True, kw_only=True)
class Picture:
    """Narratives and frames; `aligned` when each narrative stands above its own stretch of road.

    `card_lines` is how many lines a card holds, that of its number and date among them.
    """

    narratives: tuple[Narrative, ...]
    aligned: bool
    stacked: bool
    label_style: str
    frames: tuple[LanePage, ...]
    heads_shown: bool
    card_lines: int

    @property
    def has_text(self) -> bool:
        """Whether any chapter says more than its title."""
        return any(narrative.text for narrative in self.narratives)

    @property
    def tells_chapters(self) -> bool:
        """Whether chapters stand above the frames: not where the frame right below them says as much."""
        begins_here = bool(self.frames) and not self.frames[0].on_new_page
        return self.aligned or self.has_text or not begins_here


def draw_picture(timeline: Timeline, *, heading: str = "", facts: str = "") -> Picture:
    """The picture with the highest cards with which its first frame still stands on the first page.

    Where none do, the frames begin on a page of their own. `heading` and `facts` are the texts that
    stand above it.
    """
    chapters = timeline.chapters
    longest = max((len(chapter.narrative) for chapter in chapters), default=0)
    stacked = longest > LONGEST_COLUMN or len(chapters) > MOST_COLUMNS
    above = _title_height(heading, facts) + LANES_HEIGHT
    few = 0 < len(timeline.columns) <= MOST_COLUMNS
    for aligned in (True, False) if few else (False,):
        if stacked and longest:
            break
        widths = _widths(timeline, aligned)
        told = _narratives_height(chapters, widths) if aligned or longest else 0
        room = PAGE_HEIGHT - above - told
        for height in CARD_HEIGHTS:
            paper = _paper(timeline, card_height=height, first_height=max(room, 0), aligned=aligned)
            frames = pages(timeline, paper)
            if frames and not frames[0].on_new_page and (len(frames) == 1 or not aligned):
                return _picture(timeline, paper, widths, frames, aligned=aligned)
    paper = _paper(timeline, card_height=150, first_height=0, aligned=False)
    frames = pages(timeline, paper)
    return _picture(timeline, paper, _widths(timeline, False), frames, stacked=stacked)


def _paper(timeline: Timeline, *, card_height: int, first_height: int, aligned: bool) -> Paper:
    standard = Paper()
    has_long_label = any(len(lane.label) > LONG_LABEL for lane in timeline.lanes)
    return replace(
        standard,
        card_height=card_height,
        first_height=first_height,
        head_height=10 if aligned else standard.head_height,
        text_lines=(card_height - CARD_FRAME) // CARD_LINE - 1,
        letter=CARD_LETTER,
        least_lane_height=HIGH_LANE if has_long_label else 110,
        widest_column=standard.width,
    )


def _widths(timeline: Timeline, aligned: bool) -> list[int]:
    """The width of each chapter's narrative: that of its stretch, or all the same."""
    paper, chapters = Paper(), timeline.chapters
    if aligned:
        one = (paper.width - paper.label_width) // max(len(timeline.columns), 1)
        return [one * chapter.colspan for chapter in chapters]
    return [paper.width // max(len(chapters), 1)] * len(chapters)


def _title_height(heading: str, facts: str) -> int:
    name = HEADING_TOP + ceil(len(heading) * HEADING_LETTER / HEADING_WIDTH) * HEADING_LINE
    about = FACTS_TOP + ceil(len(facts) * FACTS_LETTER / FACTS_WIDTH) * FACTS_LINE
    return max(name, about) + TITLE_MARGIN


def _narratives_height(chapters: tuple[Chapter, ...], widths: list[int]) -> int:
    heights = []
    for chapter, width in zip(chapters, widths, strict=True):
        inner = max(width - CELL_PADDING, 100)
        title = ceil(len(chapter.title) * TITLE_LETTER / inner) * TITLE_LINE
        text = ceil(len(chapter.narrative) * NARRATIVE_LETTER * 1.08 / inner) * NARRATIVE_LINE
        heights.append(title + NARRATIVE_LINE + text)
    return max(heights, default=0) + CELL_PADDING


def _picture(
    timeline: Timeline,
    paper: Paper,
    widths: list[int],
    frames: tuple[LanePage, ...],
    *,
    aligned: bool = False,
    stacked: bool = False,
) -> Picture:
    for frame in frames:
        # Read aloud, the cards follow the story; where they stand does not change.
        frame.cards.sort(key=lambda card: card.number)
    return Picture(
        narratives=tuple(
            Narrative(
                key=chapter.key,
                title=chapter.title,
                period=chapter.period,
                text=chapter.narrative,
                style=f"width:{width / 10:.1f}mm",
            )
            for chapter, width in zip(timeline.chapters, widths, strict=True)
        ),
        aligned=aligned,
        stacked=stacked,
        label_style=f"width:{Paper().label_width / 10:.1f}mm",
        frames=frames,
        heads_shown=not aligned,
        card_lines=paper.text_lines + 1,
    )
