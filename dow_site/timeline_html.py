"""The rows of a timeline's picture and list, pressed from templates.

At two hundred events a template's own loop would cost more than everything else of the page.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from dow_site.dates import NO_DATE
from dow_site.pressing import Press

_CARD = Press("_components/timeline/card.html")
_CELL = Press("_components/timeline/cell.html")
_FOLD = Press("_components/timeline/fold.html")
_FOLDED = Press("_components/timeline/folded.html")
_HEADING = Press("_components/timeline/heading.html")
_LANE = Press("_components/timeline/lane.html")
_MARK = Press("_components/timeline/mark.html")
_MARKS = Press("_components/timeline/marks.html")
_NOTE = Press("_components/timeline/note.html")
_NOTES = Press("_components/timeline/notes.html")
_PIECE = Press("_components/timeline/piece.html")
_POST = Press("_components/timeline/post.html")
_ROW = Press("_components/timeline/row.html")
_STEM = Press("_components/timeline/stem.html")
_STORY_CHAPTER = Press("_components/timeline/story_chapter.html")
_STORY_EVENT = Press("_components/timeline/story_event.html")
_STORY_MARK = Press("_components/timeline/story_mark.html")
_STRETCH = Press("_components/timeline/stretch.html")
_TOUCHED = Press("_components/timeline/touched.html")


# With one chapter, as many events as a few screens of a phone hold.
MOST_WITHOUT_JUMPS = 12


def newest_place(timeline) -> str:
    """Where the newest end of a list stands, so long that links to it and to its chapters help; else empty."""
    told = [one.key for chapter in timeline.chapters for one in chapter.told if one.number]
    if not told or (len(timeline.chapters) == 1 and len(told) <= MOST_WITHOUT_JUMPS):
        return ""
    return "vandaag" if timeline.road.runs else f"lijst-{told[-1]}"


def picture_headings(timeline) -> SafeString:
    """The chapters above the columns of the picture."""
    return _joined(
        _HEADING(
            columns=str(len(chapter.columns)),
            title=chapter.title,
            period=chapter.period,
            narrative=chapter.narrative,
        )
        for chapter in timeline.chapters
    )


def picture_rows(timeline, marks: Sequence[SafeString], add_url: str) -> SafeString:
    """The lanes of the picture with their cells.

    `marks` are what stands before each lane; `add_url` is where an event is added, if it may be.
    """
    adding = [_adding(column) for column in timeline.columns]
    return _joined(
        _ROW(
            kind=row.lane.kind,
            mark=mark,
            cells=_joined(
                _cell(cell, row.lane, f"{add_url}?baan={row.lane.key}{add}" if add_url else "")
                for cell, add in zip(row.cells, adding, strict=True)
            ),
        )
        for row, mark in zip(timeline.rows, marks, strict=True)
    )


def road_cells(timeline) -> SafeString:
    """The road above the columns of the picture; without a milestone a stretch names its months."""
    return _joined(
        _STRETCH(
            posts=_joined(
                _POST(text=post.text, when=post.when or str(post.number)) for post in stretch.posts
            ),
            label="" if stretch.posts else stretch.label,
            is_today=stretch.is_today,
            pieces=_joined(
                _PIECE(state=state, label=label, is_driven=state == "driving")
                for state, label in stretch.pieces
            ),
        )
        for stretch in timeline.road.stretches
    )


def story_chapters(timeline, level: int) -> SafeString:
    """The chapters of the list with what they tell, under headings of this level."""
    lanes = {lane.key: _LANE(kind=lane.kind, label=lane.label) for lane in timeline.lanes}
    return _joined(
        _STORY_CHAPTER(
            number=str(number),
            level=level,
            title=chapter.title,
            period=chapter.period,
            road=chapter.road,
            narrative=chapter.narrative,
            told=_joined(
                _story_event(told, lanes) if told.number else _story_mark(told, lanes)
                for told in chapter.told
            ),
        )
        for number, chapter in enumerate(timeline.chapters, start=1)
    )


def _joined(pieces: Iterable[str]) -> SafeString:
    """Pieces that are markup already, as one."""
    return SafeString("".join(pieces))


def _adding(column) -> str:
    """The part of an address that says in which chapter and behind which event one adds."""
    chapter = f"&hoofdstuk={column.chapter}" if column.chapter else ""
    last = f"&bij={column.entries[-1].key}" if column.entries else ""
    return f"{chapter}{last}"


def _cell(cell, lane, add: str) -> SafeString:
    pieces = [_stem(track) for track in cell.tracks if track.part != "none"]
    pieces += [_card(entry) for entry in cell.cards]
    if cell.folded:
        folded = _joined(_folded(entry) for entry in cell.folded)
        pieces.append(_FOLD(label=cell.folded_text, events=folded))
    if cell.touched:
        pieces.append(_TOUCHED(numbers=cell.touched_text))
    pieces += [_marks(group) for group in cell.marks]
    return _CELL(
        tracks=str(len(cell.tracks)),
        content=_joined(pieces),
        add=add,
        lane=lane.label,
        is_first=cell.first_of_chapter,
    )


def _stem(track) -> SafeString:
    is_node = track.part.startswith("node")
    return _STEM(
        track=str(track.number),
        part=track.part,
        kind=track.kind,
        number=str(track.entry_number) if is_node else "",
        is_wide=is_node and track.entry_number > 99,
    )


def _card(entry) -> SafeString:
    return _CARD(
        key=str(entry.key),
        kind=entry.lane.kind,
        number=str(entry.number),
        when=entry.when,
        text=entry.text,
        quote=entry.quote,
        url=entry.url,
        files=_files(entry),
        notes=_notes(tuple(entry.notes)),
        is_certain=entry.lane_certain,
        is_shareable=entry.shareable,
        is_shared=entry.shared,
    )


def _folded(entry) -> SafeString:
    return _FOLDED(
        key=str(entry.key),
        kind=entry.lane.kind,
        number=str(entry.number),
        when=entry.when,
        text=entry.text,
        quote=entry.quote,
        notes=entry.notes_text,
        url=entry.url,
    )


def _story_event(entry, lanes: Mapping[int, SafeString]) -> SafeString:
    return _STORY_EVENT(
        key=str(entry.key),
        kind=entry.lane.kind,
        number=str(entry.number),
        when=NO_DATE if entry.when == NO_DATE else entry.when_long,
        text=entry.text,
        quote=entry.quote,
        url=entry.url,
        lanes=_joined(f"<li>{lanes[lane.key]}</li>" for lane in entry.lanes),
        files=_files(entry),
        notes=_notes(tuple(entry.notes)),
        is_certain=entry.lane_certain,
        is_shareable=entry.shareable,
        is_shared=entry.shared,
    )


def _story_mark(mark, lanes: Mapping[int, SafeString]) -> SafeString:
    return _STORY_MARK(
        kind=mark.kind,
        when=mark.when_long,
        lead=mark.lead,
        text=mark.text,
        url=mark.url,
        lane=lanes[mark.lane.key],
        shared_note=mark.shared_note,
    )


def _marks(group) -> SafeString:
    marks = [_MARK(when=mark.when, url=mark.url, text=mark.text) for mark in group.marks]
    if group.is_folded:
        listed = _joined(f"<li>{mark}</li>" for mark in marks)
        return _MARKS(kind=group.kind, label=group.label, marks=listed)
    return _joined(_MARKS(kind=group.kind, label="", marks=mark) for mark in marks)


def _files(entry) -> SafeString:
    """Few events have files: their list is rendered as any template is."""
    if not entry.attachments:
        return SafeString("")
    context = {"attachments": entry.attachments}
    return render_to_string("_components/timeline/files.html", context)


@lru_cache(maxsize=1_000)
def _notes(notes: tuple[str, ...]) -> SafeString:
    """Few labels and dates, and nothing that somebody typed: nearly each was written before."""
    if not notes:
        return SafeString("")
    return _NOTES(notes=_joined(_NOTE(text=note) for note in notes))
