"""Reading ODS, the format of LibreOffice (ISO/IEC 26300), as a stream of rows.

Written here because the libraries that are kept build a whole sheet in memory first, repeated empty cells
included: a file of a few hundred bytes can ask for half a terabyte (docs/adr/0007).
"""

from __future__ import annotations

import datetime
import re
import zipfile
from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import iterparse

from dow_site.spreadsheets.cells import MOST_COLUMNS, MOST_ROWS, Cell

MIME_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
NAMESPACES = {
    prefix: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"
    for prefix, name in {
        "office": "office",
        "table": "table",
        "text": "text",
        "style": "style",
        "number": "datastyle",
        "fo": "xsl-fo-compatible",
    }.items()
}

_OFFICE, _TABLE, _TEXT, _STYLE = (
    f"{{{NAMESPACES[name]}}}" for name in ("office", "table", "text", "style")
)
_CELLS = {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}
_WRITTEN_SHORT = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_TIME_OF_DAY = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S", re.ASCII)


def is_spreadsheet(archive: zipfile.ZipFile) -> bool:
    """Whether the archive says that it is an OpenDocument spreadsheet."""
    return "mimetype" in archive.namelist() and archive.read("mimetype").strip().startswith(
        MIME_TYPE.encode()
    )


def is_protected(archive: zipfile.ZipFile) -> bool:
    """Whether the archive is encrypted with a password."""
    return b"encryption-data" in archive.read("META-INF/manifest.xml")


def sheet_names(file: BinaryIO) -> list[tuple[int, str]]:
    """Place and name of every sheet that is not hidden."""
    hidden, names = set(), []
    for place, event, element in _walk(file):
        if event == "start" and element.tag == f"{_TABLE}table":
            if element.get(f"{_TABLE}style-name") not in hidden:
                names.append((place, element.get(f"{_TABLE}name", "")))
        elif (
            event == "end"
            and element.tag == f"{_STYLE}style"
            and any(part.get(f"{_TABLE}display") == "false" for part in element)
        ):
            hidden.add(element.get(f"{_STYLE}name"))
    return names


def rows(file: BinaryIO, sheet: int) -> Iterator[tuple[int, list[Cell]]]:
    """The rows of the sheet at this place in which something stands, with their number from 1."""
    number = 0
    for place, event, element in _walk(file):
        if place > sheet:
            return
        if event == "end" and element.tag == f"{_TABLE}table-row":
            repeated = _repeated(element, "rows")
            if place == sheet and (cells := _cells(element)):
                # One more than there may be is enough to be refused.
                for again in range(min(repeated, MOST_ROWS + 1)):
                    yield number + again + 1, cells
            number += repeated


def _walk(file):
    """Every beginning and end of an element, with the place of the sheet that it stands in, from 0."""
    place, depth = -1, 0
    with zipfile.ZipFile(file) as archive, archive.open("content.xml") as content:
        # `reading` refuses what declares entities, and expat itself stops where they multiply.
        for event, element in iterparse(content, events=("start", "end")):  # noqa: S314
            if element.tag == f"{_TABLE}table":
                depth += 1 if event == "start" else -1
                place += event == "start" and depth == 1
            yield place, event, element
            if event == "end" and element.tag in (f"{_TABLE}table-row", f"{_TABLE}table"):
                element.clear()


def _repeated(element, what):
    return max(1, int(element.get(f"{_TABLE}number-{what}-repeated", "1")))


def _cells(row):
    """The cells up to the last filled one; of more than a sheet may have, one too many."""
    cells, empty = [], 0
    for cell in row:
        if cell.tag not in _CELLS:
            continue
        repeated, value = _repeated(cell, "columns"), _value(cell)
        if value is None:
            empty += repeated
            continue
        cells += [None] * min(empty, MOST_COLUMNS) + [value] * min(repeated, MOST_COLUMNS + 1)
        empty = 0
        if len(cells) > MOST_COLUMNS:
            break
    return cells


def _value(cell):
    written = cell.get(f"{_OFFICE}value")
    match cell.get(f"{_OFFICE}value-type"):
        case "float" | "currency" | "percentage" if written:
            return float(written)
        case "date":
            return datetime.datetime.fromisoformat(cell.get(f"{_OFFICE}date-value"))
        case "time":
            return _time_of_day(cell.get(f"{_OFFICE}time-value", ""))
        case "boolean":
            return cell.get(f"{_OFFICE}boolean-value") == "true"
    if text := cell.get(f"{_OFFICE}string-value"):
        return text
    return "\n".join(_text(part) for part in cell if part.tag == f"{_TEXT}p") or None


def _time_of_day(written):
    parts = _TIME_OF_DAY.fullmatch(written)
    hours, minutes, seconds = (int(part) for part in parts.groups()) if parts else (24, 0, 0)
    return datetime.time(hours, minutes, seconds) if hours < 24 else written


def _text(paragraph):
    """What a reader reads: runs of spaces, tabs and new lines stand in elements of their own."""
    pieces = [paragraph.text or ""]
    for part in paragraph:
        if part.tag == f"{_TEXT}s":
            pieces.append(" " * min(int(part.get(f"{_TEXT}c", "1")), 100))
        elif part.tag in _WRITTEN_SHORT:
            pieces.append(_WRITTEN_SHORT[part.tag])
        elif part.tag != f"{_OFFICE}annotation":
            pieces.append(_text(part))
        pieces.append(part.tail or "")
    return "".join(pieces)
