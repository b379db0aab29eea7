"""Many finished reports as one PDF with bookmarks that stays tagged. Pure.

Loaded by who joins, which only workers do: its library takes 6 MB.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from contextlib import ExitStack
from itertools import islice
from typing import BinaryIO

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, String

# So many reports are open beside the whole; open, each takes as much memory as it does in the whole.
AT_ONCE = 10


def write_one_pdf(reports: Iterable[bytes], target: BinaryIO, *, title: str) -> None:
    """Write the reports behind each other, each under a bookmark with its own title and its own bookmarks.

    The tags of each are kept, so that the whole can be read aloud as well as each by itself. The same
    reports give the same bytes. The reports are gone through once, a few at a time.
    """
    reports = iter(reports)
    with Pdf.new() as whole:
        tags, seen = _Tags(whole), 0
        with whole.open_outline() as outline:
            while few := list(islice(reports, AT_ONCE)):
                with ExitStack() as opened:
                    for content in few:
                        report = opened.enter_context(Pdf.open(io.BytesIO(content)))
                        outline.root.append(_append(whole, report, tags))
                    seen = _own(whole, seen)
        tags.finish()
        _describe(whole, title)
        whole.save(
            target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate
        )


def _append(whole: Pdf, report: Pdf, tags: _Tags) -> OutlineItem:
    """Put a report behind what is there, tags and all; gives its bookmark."""
    first, outlines = len(whole.pages), _outlines(report)
    whole.pages.extend(report.pages)
    tags.take_over(report, whole.pages[first:])
    entry = OutlineItem(str(report.docinfo.get("/Title", "Verslag")), first)
    entry.children.extend(_placed(outlines, first))
    entry.is_closed = True
    return entry


class _Tags:
    """The structure of all reports, hung under one document.

    A page knows its tags by a number (StructParents) in a tree of the whole file, so the numbers of
    every report behind the first are moved up.
    """

    def __init__(self, whole: Pdf):
        self._whole = whole
        self._children: list[pikepdf.Object] = []
        self._numbers = Array()
        self._roles = Dictionary()
        self._next = 0

    def take_over(self, report: Pdf, pages: Iterable[pikepdf.Page]) -> None:
        """Take over the tags of a report whose pages stand in the whole already."""
        root = self._whole.copy_foreign(report.Root.StructTreeRoot)
        moved = self._next
        for page in pages:
            self._move(page.obj, "/StructParents", moved)
            for annotation in page.obj.get("/Annots", ()):
                self._move(annotation, "/StructParent", moved)
        for number, tags in _pairs(root.ParentTree):
            self._numbers.extend([number + moved, tags])
            self._next = max(self._next, number + moved + 1)
        for name, role in root.get("/RoleMap", Dictionary()).items():
            self._roles[name] = role
        kids = root.K
        self._children.extend(kids if isinstance(kids, Array) else [kids])

    def finish(self) -> None:
        """Hang what was taken over under the catalogue of the whole."""
        make = self._whole.make_indirect
        root = make(Dictionary(Type=Name.StructTreeRoot, RoleMap=self._roles))
        document = make(Dictionary(Type=Name.StructElem, S=Name.Document, P=root))
        for child in self._children:
            child.P = document
            if child.get("/S") == Name.Document:
                # One document inside another is a part of it.
                child.S = Name.Part
        document.K = Array(self._children)
        root.K = Array([document])
        root.ParentTree = make(Dictionary(Nums=self._numbers))
        root.ParentTreeNextKey = self._next
        self._whole.Root.StructTreeRoot = root
        self._whole.Root.MarkInfo = Dictionary(Marked=True)

    @staticmethod
    def _move(place: pikepdf.Object, key: str, moved: int) -> None:
        if key in place:
            place[key] = int(place[key]) + moved


def _own(whole: Pdf, seen: int) -> int:
    """Copy the data of streams that came from a report, so that it can be closed; gives how many objects there are."""
    objects = whole.objects
    for place in range(seen, len(objects)):
        one = objects[place]
        if isinstance(one, pikepdf.Stream):
            one.write(
                one.read_raw_bytes(),
                filter=one.get("/Filter"),
                decode_parms=one.get("/DecodeParms"),
            )
    return len(objects)


def _pairs(tree: pikepdf.Object) -> Iterable[tuple[int, pikepdf.Object]]:
    """What a number tree holds."""
    numbers = tree.get("/Nums", Array())
    for place in range(0, len(numbers), 2):
        yield int(numbers[place]), numbers[place + 1]
    for branch in tree.get("/Kids", ()):
        yield from _pairs(branch)


def _outlines(report: Pdf) -> list[tuple[str, int, list]]:
    """The bookmarks of a report: title, page counted from nought, and those below it."""
    places = {page.obj.objgen: number for number, page in enumerate(report.pages)}

    def read(items):
        return [(item.title, _page_of(item, places), read(item.children)) for item in items]

    with report.open_outline() as outline:
        return read(outline.root)


def _page_of(item: OutlineItem, places: dict) -> int:
    target = item.destination
    if target is None and item.action is not None:
        target = item.action.get("/D")
    if isinstance(target, Array) and len(target) and target[0].objgen in places:
        return places[target[0].objgen]
    return 0


def _placed(outlines: list, first: int) -> list[OutlineItem]:
    placed = []
    for title, page, children in outlines:
        item = OutlineItem(title, first + page)
        item.children.extend(_placed(children, first))
        placed.append(item)
    return placed


def _describe(whole: Pdf, title: str) -> None:
    """Say of the whole what each report says of itself: its language, its title, that it is tagged."""
    whole.Root.Lang = String("nl")
    whole.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    with whole.open_metadata(set_pikepdf_as_editor=False) as about:
        about["dc:title"] = title
        about["dc:language"] = ["nl"]
        about["pdfuaid:part"] = "1"
    whole.docinfo[Name.Title] = title
