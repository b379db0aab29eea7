"""Excel's own format: the only module that knows openpyxl. Load it where a file is read or made."""

from __future__ import annotations

import datetime
import warnings
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import BinaryIO

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from dow_site.spreadsheets.cells import Cell, can_be_a_formula

_FORMATS = {
    datetime.datetime: "dd-mm-yyyy hh:mm",
    datetime.date: "dd-mm-yyyy",
    datetime.time: "hh:mm",
}


def visible_sheets(file: BinaryIO) -> list[tuple[str, Iterator[tuple[int, tuple]]]]:
    """Of each visible sheet its name and a stream of numbered rows; a damaged file raises anything."""
    with warnings.catch_warnings():
        # On parts that openpyxl does not keep, such as drop-down lists: nothing that is read here.
        warnings.simplefilter("ignore")
        book = load_workbook(file, read_only=True, data_only=True)
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    for sheet in sheets:
        # What the file says of its own size is often wrong, and rows would be filled up to it.
        sheet.reset_dimensions()
    return [(sheet.title, enumerate(sheet.iter_rows(values_only=True), 1)) for sheet in sheets]


def write(sheets: Iterable[tuple[str, Iterator[list[Cell]]]], file: BinaryIO) -> None:
    """Write sheets, each a title and its rows, of which the first is the header."""
    book = Workbook(write_only=True)
    for title, rows in sheets:
        page = book.create_sheet(title)
        page.freeze_panes = "A2"
        header = next(rows)
        for place, name in enumerate(header, start=1):
            page.column_dimensions[get_column_letter(place)].width = _width(name)
        page.append([_told(page, name, bold=True) for name in header])
        for cells in rows:
            page.append([_told(page, cell) for cell in cells])
    book.save(file)


def _told(page, value, *, bold=False):
    """The value, or a cell around it where Excel must be told how to take it."""
    cents = isinstance(value, Decimal) and value.as_tuple().exponent == -2
    formula = isinstance(value, str) and can_be_a_formula(value)
    shown = "#,##0.00" if cents else _FORMATS.get(type(value))
    if not (bold or formula or shown):
        return value
    cell = WriteOnlyCell(page, value=value)
    if bold:
        cell.font = Font(bold=True)
    if shown:
        cell.number_format = shown
    if formula:
        # A text, also after somebody edits the cell.
        cell.data_type, cell.quotePrefix = "s", True
    return cell


def _width(name):
    return max(10, min(40, len(name) + 4))
