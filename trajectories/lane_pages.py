"""The timeline on paper: A4 landscape frames with every box placed absolutely. Pure.

WeasyPrint lays out absolute boxes fastest and keeps their text tagged, so all places are computed
here; `paper.py` holds the measures and the boxes.
"""

from collections.abc import Iterator, Sequence
from math import ceil

from trajectories.entries import Entry
from trajectories.layout import Cell, Column, Track
from trajectories.paper import (
    ArmBox,
    BandBox,
    CardBox,
    FoldBox,
    HeadBox,
    LanePage,
    NodeBox,
    Paper,
    PostBox,
    StemBox,
    short_text,
)
from trajectories.paper_road import road_boxes
from trajectories.timeline import Timeline


def pages(timeline: Timeline, paper: Paper | None = None) -> tuple[LanePage, ...]:
    """Cut the timeline into frames: by columns, and by lanes where all together are too high.

    Lane labels, heads and road return on every frame. Raises ValueError when the paper is too
    small to hold even one lane.
    """
    sheet = _Sheet(timeline, paper or Paper())
    found: list[LanePage] = []
    for columns in sheet.column_groups:
        heights = sheet.lane_heights(columns)
        for rows in _row_groups(heights, sheet.room(sheet.paper.next_height)):
            whole = sheet.top + sum(heights[row] for row in rows)
            fits_first = not found and len(rows) == len(heights)
            on_new_page = not (fits_first and whole <= sheet.paper.first_height)
            found.append(sheet.page(len(found) + 1, columns, rows, heights, on_new_page))
    for page in found:
        page.of = len(found)
    return tuple(found)


def _column_groups(columns: Sequence[Column], most: int) -> list[tuple[Column, ...]]:
    """As few pages as hold `most` columns each, filled evenly when that takes no more of them."""
    if not columns:
        return []
    needed = ceil(len(columns) / most)
    even = _cut(columns, ceil(len(columns) / needed))
    return even if len(even) == needed else _cut(columns, most)


def _cut(columns: Sequence[Column], most: int) -> list[tuple[Column, ...]]:
    """A chapter that fits on one page is kept whole when half of this one is filled already."""
    groups: list[list[Column]] = [[]]
    for column in columns:
        length = _columns_of_chapter(columns, column) if column.first_of_chapter else 1
        filled = len(groups[-1])
        keeps_whole = length <= most and filled * 2 >= most and filled + length > most
        if filled == most or keeps_whole:
            groups.append([])
        groups[-1].append(column)
    return [tuple(group) for group in groups]


def _columns_of_chapter(columns: Sequence[Column], first: Column) -> int:
    length = 1
    while not columns[first.index + length - 1].last_of_chapter:
        length += 1
    return length


def _row_groups(heights: Sequence[int], room: int) -> Iterator[range]:
    first, used = 0, 0
    for row, height in enumerate(heights):
        if used + height > room and row > first:
            yield range(first, row)
            first, used = row, 0
        used += height
    if first < len(heights):
        yield range(first, len(heights))


class _Sheet:
    """The measures of one timeline on one paper, and the drawing of a frame."""

    def __init__(self, timeline: Timeline, paper: Paper):
        self.timeline, self.paper = timeline, paper
        has_posts = any(stretch.posts for stretch in timeline.road.stretches)
        self.road_y = paper.head_height + (paper.post_height if has_posts else 0)
        self.top = self.road_y + paper.road_height
        self.column_groups = _column_groups(timeline.columns, paper.columns)
        shown = max(map(len, self.column_groups), default=1)
        self.column_width = min((paper.width - paper.label_width) // shown, paper.widest_column)
        self.card_height = self._card_height()
        tracks = max((column.track_count for column in timeline.columns), default=0)
        if self.card_height < paper.anchor or self._gutter(tracks) > self.column_width // 2:
            raise ValueError("The paper is too small for a lane of the timeline.")

    def room(self, height: int) -> int:
        """What a frame of this height leaves for lanes."""
        return height - self.top

    def lane_heights(self, columns: Sequence[Column]) -> list[int]:
        """The height of each lane: that of its highest stack in these columns."""
        heights = []
        for row in self.timeline.rows:
            stack = max(self._stack(row.cells[column.index]) for column in columns)
            heights.append(max(stack + self.paper.gap, self._least_lane_height()))
        return heights

    def _stack(self, cell: Cell) -> int:
        """What the boxes of a cell take, each with the gap above it."""
        cards = len(cell.cards) * (self.card_height + self.paper.gap)
        return cards + (
            self.paper.fold_height + self.paper.gap if cell.folded or cell.touched else 0
        )

    def page(
        self,
        number: int,
        columns: tuple[Column, ...],
        rows: range,
        heights: Sequence[int],
        on_new_page: bool,
    ) -> LanePage:
        """Draw the frame with these columns of these lanes."""
        page = LanePage(
            number=number,
            width=self.paper.width,
            height=self.top + sum(heights[row] for row in rows),
            on_new_page=on_new_page,
            columns=columns,
            lanes=tuple(self.timeline.lanes[row] for row in rows),
            entries=tuple(
                entry
                for column in columns
                for entry in column.entries
                if entry.lane in self.timeline.lanes[rows.start : rows.stop]
            ),
        )
        tops = self._draw_bands(page, rows, heights)
        for place, column in enumerate(columns):
            x = self.paper.label_width + place * self.column_width
            self._draw_road(page, column, x)
            if place == 0 or column.first_of_chapter:
                self._draw_head(page, columns[place:], x)
            for row in rows:
                self._draw_cards(page, row, column, x, tops[row])
                self._draw_fold(page, row, column, x, tops[row])
            for track in range(column.track_count):
                self._draw_track(page, rows, column, track, x, tops, heights)
        return page

    def _card_height(self) -> int:
        """As asked, or less where the highest stack would not fit on a page of its own."""
        cells = [cell for row in self.timeline.rows for cell in row.cells]
        stack = max((len(cell.cards) for cell in cells), default=0)
        room = self.room(self.paper.next_height) - self.paper.gap
        if any(cell.folded or cell.touched for cell in cells):
            room -= self.paper.fold_height + self.paper.gap
        return min(self.paper.card_height, room // max(stack, 1) - self.paper.gap)

    def _least_lane_height(self) -> int:
        room = self.room(self.paper.next_height)
        return min(max(self.paper.least_lane_height, self.paper.node_size), room)

    def _gutter(self, tracks: int) -> int:
        return self.paper.gap + tracks * self.paper.track_width

    def _draw_bands(self, page: LanePage, rows: range, heights: Sequence[int]) -> dict[int, int]:
        tops, y = {}, self.top
        for row in rows:
            lane = self.timeline.lanes[row]
            tops[row] = y
            page.bands.append(
                BandBox(
                    x=0,
                    y=y,
                    w=self.paper.width,
                    h=heights[row],
                    label=lane.label,
                    kind=lane.kind,
                    mark=lane.mark,
                    label_w=self.paper.label_width,
                )
            )
            y += heights[row]
        return tops

    def _draw_head(self, page: LanePage, columns: Sequence[Column], x: int) -> None:
        chapter = self.timeline.chapters[columns[0].chapter_index]
        length = sum(column.chapter_index == chapter.index for column in columns)
        page.heads.append(
            HeadBox(
                x=x,
                y=0,
                w=length * self.column_width,
                h=self.paper.head_height,
                title=chapter.title,
                period=chapter.period,
                continued=not columns[0].first_of_chapter,
            )
        )

    def _draw_road(self, page: LanePage, column: Column, x: int) -> None:
        stretch = self.timeline.road.stretches[column.index]
        page.road.extend(
            road_boxes(
                stretch,
                self.paper,
                x=x,
                y=self.road_y,
                width=self.column_width,
                starts_chapter=column.first_of_chapter,
            )
        )
        width = self.column_width // max(len(stretch.posts), 1)
        for place, post in enumerate(stretch.posts):
            page.posts.append(
                PostBox(
                    x=x + place * width,
                    y=self.paper.head_height,
                    w=width,
                    h=self.paper.post_height,
                    number=post.number,
                    when=post.when,
                    text=short_text(post.text, width // self.paper.letter),
                )
            )

    def _draw_cards(self, page: LanePage, row: int, column: Column, x: int, top: int) -> None:
        gutter = self._gutter(column.track_count)
        width = self.column_width - gutter - self.paper.gap
        limit = (width - 2 * self.paper.gap) // self.paper.letter * self.paper.text_lines
        for slot, entry in enumerate(self.timeline.rows[row].cells[column.index].cards):
            page.cards.append(
                CardBox(
                    x=x + gutter,
                    y=self._card_y(top, slot),
                    w=width,
                    h=self.card_height,
                    entry=entry,
                    number=entry.number,
                    when=entry.when_short,
                    text=short_text(entry.text, limit),
                    kind=entry.lane.kind,
                    mark=entry.lane.mark,
                    lane_certain=entry.lane_certain,
                    date_estimated=entry.date_estimated,
                    is_milestone=entry.is_milestone,
                )
            )

    def _draw_fold(self, page: LanePage, row: int, column: Column, x: int, top: int) -> None:
        """Below the cards of a cell: how many more there are, and under which numbers."""
        cell = self.timeline.rows[row].cells[column.index]
        if not cell.folded and not cell.touched:
            return
        gutter = self._gutter(column.track_count)
        width = self.column_width - gutter - self.paper.gap
        numbers = tuple(entry.number for entry in cell.folded)
        parts = [f"nog {len(numbers)}: {', '.join(map(str, numbers))}"] if numbers else []
        parts += [cell.touched_text] if cell.touched else []
        limit = (width - 2 * self.paper.gap) // self.paper.letter * self.paper.fold_lines
        page.folds.append(
            FoldBox(
                x=x + gutter,
                y=self._card_y(top, len(cell.cards)),
                w=width,
                h=self.paper.fold_height,
                text=short_text("; ".join(parts), limit),
                numbers=numbers,
                touched=tuple(entry.number for entry in cell.touched),
            )
        )

    def _card_y(self, top: int, slot: int) -> int:
        return top + self.paper.gap + slot * (self.card_height + self.paper.gap)

    def _draw_track(
        self,
        page: LanePage,
        rows: range,
        column: Column,
        track: int,
        x: int,
        tops: dict[int, int],
        heights: Sequence[int],
    ) -> None:
        """Draw the stems of one track, each from its first to its last lane on this frame."""
        centre = x + self.paper.gap + track * self.paper.track_width + self.paper.track_width // 2
        entry_by_number = {entry.number: entry for entry in column.entries}
        start = None
        for row in rows:
            part = self.timeline.rows[row].cells[column.index].tracks[track]
            if part.part == "none":
                continue
            entry = entry_by_number[part.entry_number]
            point = self._point(entry, row, tops[row], heights[row])
            if part.part.startswith("node"):
                self._draw_node(page, part, centre, point)
            elif entry.lane == self.timeline.lanes[row]:
                self._draw_arm(page, part, column, x, centre, point)
            begins, ends = part.part.endswith("top"), part.part.endswith("bottom")
            start = point if begins else tops[row] if start is None else start
            if ends or row == rows[-1]:
                stop = point if ends else tops[row] + heights[row]
                page.stems.append(
                    StemBox(
                        x=centre,
                        y=start,
                        w=0,
                        h=stop - start,
                        number=entry.number,
                        kind=part.kind,
                        from_above=start == tops[rows[0]],
                        on_below=not ends,
                    )
                )
                start = None

    def _point(self, entry: Entry, row: int, top: int, height: int) -> int:
        """Where a stem meets a lane: beside its card, else in the middle of the lane."""
        if entry.lane == self.timeline.lanes[row]:
            return self._card_y(top, entry.slot) + self.paper.anchor
        return top + height // 2

    def _draw_node(self, page: LanePage, part: Track, centre: int, point: int) -> None:
        half = self.paper.node_size // 2
        page.nodes.append(
            NodeBox(
                x=centre - half,
                y=point - half,
                w=self.paper.node_size,
                h=self.paper.node_size,
                number=part.entry_number,
                kind=part.kind,
                mark=part.mark,
            )
        )

    def _draw_arm(
        self, page: LanePage, part: Track, column: Column, x: int, centre: int, point: int
    ) -> None:
        card_x = x + self._gutter(column.track_count)
        page.arms.append(
            ArmBox(
                x=centre,
                y=point,
                w=card_x - centre,
                h=0,
                number=part.entry_number,
                kind=part.kind,
            )
        )
