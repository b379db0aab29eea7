"""A report set beside how it was when somebody last looked at it and found it good.

`GOLDEN=renew` writes the text and the pictures again; look at them before they are committed.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
from PIL import Image, ImageChops
from pypdf import PdfReader

FOLDER = Path(__file__).parent / "golden"
# Pixels per point: lines of text can be told apart, letters hardly.
SCALE = 0.8
# Pictures are compared small and grey, so that another edge of a letter does not count and a line,
# colour or column that moved does.
COARSE = 4
TOLERANCE = 56


def is_renewed() -> bool:
    """Whether this run writes what it should compare with."""
    return os.environ.get("GOLDEN") == "renew"


def description(content: bytes) -> str:
    """What a reader without eyes gets: tags in numbers, headings in order, and the text per page."""
    with pikepdf.open(BytesIO(content)) as document:
        elements = list(_elements(document.Root.StructTreeRoot.K))
        tags = Counter(str(one.S)[1:] for one in elements)
        headings = [str(one.S)[1:] for one in elements if str(one.S)[1:2] == "H"]
        figures = [str(one.get("/Alt", "")) for one in elements if one.S == "/Figure"]
        title, language = str(document.docinfo["/Title"]), str(document.Root.Lang)
    lines = [
        f"title: {title}",
        f"language: {language}",
        "tags: " + ", ".join(f"{tag} {number}" for tag, number in sorted(tags.items())),
        "headings: " + " ".join(headings),
        *(f"figure: {alt}" for alt in figures),
    ]
    for number, page in enumerate(PdfReader(BytesIO(content)).pages, 1):
        words = page.extract_text().replace("\u00a0", " ").replace("\u202f", " ")
        lines += ["", f"page {number}", *filter(None, map(str.strip, words.splitlines()))]
    return "\n".join(lines) + "\n"


def fonts(content: bytes) -> set[str]:
    """The names of the embedded fonts, without the letters that mark a subset."""
    with pikepdf.open(BytesIO(content)) as document:
        return {
            str(one["/BaseFont"])[1:].rpartition("+")[2]
            for one in document.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font"
        }


def pictures(content: bytes) -> list[Image.Image]:
    """Every page in grey."""
    document = pypdfium2.PdfDocument(content)
    try:
        return [page.render(scale=SCALE).to_pil().convert("L") for page in document]
    finally:
        document.close()


def differ(one: Image.Image, other: Image.Image) -> bool:
    """Whether two pictures of a page show something else, edges of letters aside."""
    if one.size != other.size:
        return True
    return ImageChops.difference(_coarse(one), _coarse(other)).getextrema()[1] > TOLERANCE


def renew(name: str, content: bytes) -> None:
    """Keep this report as how it should be."""
    FOLDER.mkdir(exist_ok=True)
    for path in FOLDER.glob(f"{name}-*.png"):
        path.unlink()
    text_of(name).write_text(description(content), encoding="utf-8")
    for number, picture in enumerate(pictures(content), 1):
        picture.quantize(16).save(FOLDER / f"{name}-{number}.png", optimize=True)


def text_of(name: str) -> Path:
    """Where the text of a report is kept."""
    return FOLDER / f"{name}.txt"


def kept_pictures(name: str) -> list[Image.Image]:
    """The pages as they were kept, in order."""
    paths = sorted(FOLDER.glob(f"{name}-*.png"), key=lambda path: int(path.stem.rpartition("-")[2]))
    return [Image.open(path).convert("L") for path in paths]


def _coarse(picture: Image.Image) -> Image.Image:
    return picture.reduce(COARSE)


def _elements(kids: object) -> Iterator[pikepdf.Dictionary]:
    """Every structure element, parents first."""
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _elements(kid.get("/K", pikepdf.Array()))
