"""A spreadsheet that somebody hands in: judged by what it is, not by its name, and read row by row."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from typing import BinaryIO, NamedTuple

from dow_site.spreadsheets import comma_separated, opendocument
from dow_site.spreadsheets.cells import (
    LONGEST_CELL,
    MOST_BYTES,
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_UNPACKED_BYTES,
    Cell,
    Format,
    UnreadableSpreadsheet,
    is_blank,
    tidy,
)

# Above the header there may be a title, or a sentence on what the list is.
ROWS_BEFORE_THE_HEADER = 10

_EMPTY = "Dit bestand is leeg. Er staat geen enkele rij in."
_DAMAGED = "Dit bestand is beschadigd. Open het zelf, bewaar het opnieuw en probeer het nog eens."
_NO_SPREADSHEET = (
    "Dit is geen rekenblad. Kies een bestand van Excel (.xlsx) of LibreOffice (.ods), of een CSV."
)
_PROTECTED = "Dit bestand heeft een wachtwoord. Haal het wachtwoord eraf en probeer het opnieuw."
_OLD_EXCEL = "Dit is een bestand van een oude Excel (.xls). Open het en bewaar het als .xlsx."
_TOO_LARGE = f"Dit bestand is te groot: hooguit {MOST_BYTES // 1024**2} MB. Splits het in delen."
_TOO_LARGE_UNPACKED = (
    "Dit bestand is uitgepakt te groot om te lezen. Bewaar alleen het blad met de lijst."
)
_NO_HEADER = (
    "De eerste rij moet zeggen wat er in de kolommen staat, zoals Voornaam en Geboortedatum. "
    "Zet die rij erboven en probeer het opnieuw."
)
_ENCRYPTED_EXCEL = "EncryptedPackage".encode("utf-16-le")
_OLE = b"\xd0\xcf\x11\xe0"
# How files begin that people take for a spreadsheet, and what to say of them.
_OTHERS = (
    (b"%PDF", "Dit is een pdf, geen rekenblad. Vraag om het bestand waar de pdf van gemaakt is."),
    (b"<", "Dit is een webpagina, geen rekenblad. Open het in Excel en bewaar het als .xlsx."),
    (b"{\\rtf", "Dit is een tekstdocument, geen rekenblad."),
)


class Row(NamedTuple):
    """A filled row: its number in the file, from 1, and one cell for every column of the header."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, kw_only=True)
class Table:
    """The first filled sheet of a file: the names of its columns, each once, and its rows to go through once."""

    format: Format
    sheet: str
    other_sheets: tuple[str, ...]
    header: tuple[str, ...]
    rows: Iterator[Row]


def open_table(file: BinaryIO) -> Table:
    """Open an XLSX, ODS or CSV file and find its header; rows are read while they are asked for.

    The file must be seekable and stay open meanwhile. Raises UnreadableSpreadsheet, with a Dutch
    sentence, for what is no spreadsheet, has a password, is damaged, empty, without a header or too
    large; also while rows are read.
    """
    format, sheets = _sheets_of(file)
    sheets = iter(sheets)
    skipped = []
    for sheet, rows in sheets:
        filled = _filled(rows)
        first = list(islice(filled, ROWS_BEFORE_THE_HEADER + 1))
        if not first:
            skipped.append(sheet)
            continue
        place, header = _find_header(first)
        return Table(
            format=format,
            sheet=sheet,
            other_sheets=(*skipped, *(other for other, _ in sheets)),
            header=header,
            rows=_body(chain(first[place + 1 :], filled), len(header)),
        )
    raise UnreadableSpreadsheet(_EMPTY)


def _sheets_of(file):
    """The format, and of each visible sheet its name and a stream of numbered rows."""
    file.seek(0, 2)
    if file.tell() > MOST_BYTES:
        raise UnreadableSpreadsheet(_TOO_LARGE)
    file.seek(0)
    start = file.read(512)
    file.seek(0)
    if start.startswith(b"PK"):
        with _damage_is_said():
            return _unpacked(file)
    if start.startswith(_OLE):
        raise UnreadableSpreadsheet(_PROTECTED if _ENCRYPTED_EXCEL in file.read() else _OLD_EXCEL)
    text_start = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    for beginning, sentence in _OTHERS:
        if text_start.startswith(beginning):
            raise UnreadableSpreadsheet(sentence)
    rows = comma_separated.read(file.read(), refusal=_NO_SPREADSHEET)
    return Format.CSV, [("", enumerate(rows, start=1))]


def _unpacked(file):
    with zipfile.ZipFile(file) as archive:
        parts = archive.infolist()
        if sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES:
            raise UnreadableSpreadsheet(_TOO_LARGE_UNPACKED)
        if any(part.flag_bits & 1 for part in parts):
            raise UnreadableSpreadsheet(_PROTECTED)
        if any(_declares_entities(archive, part) for part in parts):
            raise UnreadableSpreadsheet(_DAMAGED)
        if opendocument.is_spreadsheet(archive):
            if opendocument.is_protected(archive):
                raise UnreadableSpreadsheet(_PROTECTED)
            return Format.ODS, [
                (name, opendocument.rows(file, place))
                for place, name in opendocument.sheet_names(file)
            ]
        if "xl/workbook.xml" not in archive.namelist():
            raise UnreadableSpreadsheet(_NO_SPREADSHEET)
    # Here, as few processes ever read one, and none should hold openpyxl for it.
    from dow_site.spreadsheets.excel import visible_sheets

    return Format.XLSX, visible_sheets(file)


def _declares_entities(archive, part):
    """Whether the part begins as XML that may unpack itself; no program writes that in a spreadsheet."""
    with archive.open(part) as content:
        return b"<!DOCTYPE" in content.read(1024)


@contextmanager
def _damage_is_said():
    """A parser of other people's files fails in any way there is: each means that the file is damaged."""
    try:
        yield
    except UnreadableSpreadsheet:
        raise
    except Exception as error:
        raise UnreadableSpreadsheet(_DAMAGED) from error


def _filled(rows: Iterable[tuple[int, tuple]]) -> Iterator[tuple[int, list[Cell]]]:
    """The rows in which something stands, tidied, without the empty cells at their end."""
    filled, blank = 0, ()
    with _damage_is_said(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for number, values in rows:
            # Between two filled rows openpyxl gives the same empty row up to a million times.
            if values is blank:
                continue
            cells = [tidy(value) for value in values]
            while cells and cells[-1] is None:
                cells.pop()
            if not cells:
                blank = values
                continue
            filled += 1
            _check_bounds(number, filled, cells)
            yield number, cells


def _check_bounds(number, filled, cells):
    if filled > MOST_ROWS:
        raise UnreadableSpreadsheet(
            f"Dit bestand heeft meer dan {MOST_ROWS} rijen. Splits het in delen."
        )
    if len(cells) > MOST_COLUMNS:
        raise UnreadableSpreadsheet(
            f"Rij {number} heeft meer dan {MOST_COLUMNS} kolommen. Bewaar alleen de kolommen die je nodig hebt."
        )
    if any(isinstance(cell, str) and len(cell) > LONGEST_CELL for cell in cells):
        raise UnreadableSpreadsheet(
            f"In rij {number} staat een tekst die te lang is. Staat er een aanhalingsteken te veel?"
        )


def _find_header(first):
    """Where the header stands among the first filled rows, and its names: each there, each once."""
    widest = max(len(cells) for _, cells in first)
    for place, (_, cells) in enumerate(first):
        # A title above the list fills one cell.
        if widest > 1 and len([cell for cell in cells if cell is not None]) == 1:
            continue
        if not all(cell is None or _is_name(cell) for cell in cells):
            break
        return place, _unique_names(cells)
    raise UnreadableSpreadsheet(_NO_HEADER)


def _is_name(cell):
    return isinstance(cell, str) and any(letter.isalpha() for letter in cell)


def _unique_names(cells):
    names = []
    for place, cell in enumerate(cells):
        name = " ".join(cell.split()) if cell else f"Kolom {column_letters(place)}"
        again, written = 1, name
        while written in names:
            again += 1
            written = f"{name} ({again})"
        names.append(written)
    return tuple(names)


def column_letters(place: int) -> str:
    """How a spreadsheet calls the column at this place, from 0: A, B … Z, AA."""
    before, letter = divmod(place, 26)
    return (column_letters(before - 1) if before else "") + chr(ord("A") + letter)


def _body(rows, width):
    for number, cells in rows:
        if len(cells) > width:
            raise UnreadableSpreadsheet(
                f"In rij {number} staat iets in kolom {column_letters(len(cells) - 1)}, "
                "maar die kolom heeft geen naam in de eerste rij."
            )
        if not is_blank(cells):
            yield Row(number, (*cells, *[None] * (width - len(cells))))
