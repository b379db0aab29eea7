"""Reading CSV as programs write it: UTF-8, UTF-16 or Windows-1252, with a semicolon, a comma or a tab."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from dow_site.spreadsheets.cells import UnreadableSpreadsheet, undefused

# In the order in which a draw is decided: Dutch programs write a semicolon.
_DELIMITERS = (";", "\t", ",")
_LINES_TO_JUDGE = 50
# Excel's own line on top of a CSV.
_DELIMITER_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_NOT_IN_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f]")
_LOST_LETTERS = (
    "In dit bestand zijn letters verloren gegaan: er staat \ufffd in. "
    "Maak het opnieuw en bewaar het als .xlsx of als CSV UTF-8."
)
_UNKNOWN_LETTERS = (
    "De letters in dit bestand zijn niet te lezen. Bewaar het als .xlsx of als CSV UTF-8."
)
_TOO_LONG = "In dit bestand staat een tekst die te lang is. Staat er een aanhalingsteken te veel?"


def read(content: bytes, *, refusal: str) -> Iterator[list[str]]:
    """The rows of a CSV file. An apostrophe that keeps a text from being a formula is left out.

    Raises UnreadableSpreadsheet: with `refusal` for what is no text, with a sentence of its own for
    letters that cannot be read and for a text without end.
    """
    text = _decoded(content, refusal)
    named = _DELIMITER_LINE.match(text)
    delimiter = named[1] if named else _delimiter_of(text)
    return _rows(text[named.end() :] if named else text, delimiter)


def _rows(text, delimiter):
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            yield [undefused(cell) for cell in cells]
    except csv.Error as error:
        raise UnreadableSpreadsheet(_TOO_LONG) from error


def _decoded(content, refusal):
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ("utf-16",)
    elif b"\x00" in content:
        raise UnreadableSpreadsheet(refusal)
    else:
        encodings = ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _NOT_IN_TEXT.search(text):
            raise UnreadableSpreadsheet(refusal)
        if "\ufffd" in text:
            raise UnreadableSpreadsheet(_LOST_LETTERS)
        return text
    raise UnreadableSpreadsheet(_UNKNOWN_LETTERS)


def _delimiter_of(text):
    """The delimiter that gives most rows the same number of cells, and more than one."""
    return max(_DELIMITERS, key=lambda delimiter: _agreement(text, delimiter))


def _agreement(text, delimiter):
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        widths = Counter(len(cells) for cells in islice(rows, _LINES_TO_JUDGE) if len(cells) > 1)
    except csv.Error:
        return (0, 0)
    width, count = max(widths.items(), key=lambda found: (found[1], found[0]), default=(0, 0))
    return count, width
