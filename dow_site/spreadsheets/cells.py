"""What a cell holds, and the bounds of a file. Pure."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum

# None is an empty cell; a time of day stays a time, a moment has no zone.
Cell = str | int | Decimal | bool | datetime.date | datetime.datetime | datetime.time | None

# A list of people is some 100 kB for 5,000 rows; what is more than this is a mistake or an attack.
MOST_BYTES = 10 * 1024 * 1024
MOST_UNPACKED_BYTES = 64 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 100
# What one cell can hold in Excel.
LONGEST_CELL = 32_767

# Excel keeps fifteen digits; the rest is the noise of binary numbers.
_DIGITS = 15
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
# A phone number or an amount: no letter to call a function with, and nothing to compute.
_HARMLESS = re.compile(r"[+-]?[\d .,]+", re.ASCII)
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Format(StrEnum):
    XLSX = "xlsx"
    ODS = "ods"
    CSV = "csv"


def tidy(value: object) -> Cell:
    """A cell as this project reads it: text stripped, whole numbers as int, midnight as a day."""
    match value:
        case None | bool() | int() | datetime.time():
            return value
        case float():
            if value != value or value in (float("inf"), float("-inf")):
                return None
            if value.is_integer() and abs(value) < 10**_DIGITS:
                return int(value)
            return Decimal(f"{value:.{_DIGITS}g}")
        case Decimal():
            return value
        case datetime.datetime():
            plain = value.replace(tzinfo=None)
            return plain.date() if plain.time() == datetime.time() else plain
        case datetime.date():
            return value
        case _:
            return str(value).replace("\u00a0", " ").strip() or None


def written(cell: Cell) -> str:
    """A cell as text, as people in the Netherlands write it; a line break inside it is a space."""
    match cell:
        case None:
            return ""
        case bool():
            return "ja" if cell else "nee"
        case datetime.date():
            return f"{cell.day}-{cell.month}-{cell.year}"
        case datetime.time():
            return f"{cell:%H:%M}"
        case Decimal():
            return f"{cell:f}".replace(".", ",")
        case _:
            # What PostgreSQL cannot keep, and no person typed.
            return " ".join(str(cell).replace("\x00", "").split())


def is_blank(cells: Sequence[Cell]) -> bool:
    return all(cell is None for cell in cells)


def can_be_a_formula(text: str) -> bool:
    """Whether a program that opens a CSV would take the text for a formula."""
    return text.startswith(_FORMULA_STARTS) and _HARMLESS.fullmatch(text) is None


def defused(text: str) -> str:
    """The text for a CSV, with an apostrophe before what would be taken for a formula.

    A text that begins with apostrophes of its own gets one more, so that `undefused` gives it back.
    """
    return f"'{text}" if can_be_a_formula(text.lstrip("'")) else text


def undefused(text: str) -> str:
    """The text without the apostrophe that `defused` put there."""
    return text[1:] if text.startswith("'") and can_be_a_formula(text.lstrip("'")) else text


def for_xml(text: str) -> str:
    """The text without the characters that cannot stand in XML."""
    return _NOT_IN_XML.sub("", text)


class UnreadableSpreadsheet(ValueError):
    """What is wrong with a file that was handed in, as a Dutch sentence for who did."""
