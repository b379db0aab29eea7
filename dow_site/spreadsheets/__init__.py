"""Spreadsheets in and out: the one place that knows XLSX, ODS and CSV. Knows no app.

Reading: `open_table(file)` gives the header and a stream of rows, with real dates and numbers, or says in
Dutch what is wrong with the file. Writing: `spreadsheet_bytes(sheets, Format.XLSX)` or, in a view,
`spreadsheet_response(…)`; what begins as a formula is written so that no program computes it.
"""

from dow_site.spreadsheets.cells import Cell, Format, written
from dow_site.spreadsheets.reading import Row, Table, UnreadableSpreadsheet, open_table
from dow_site.spreadsheets.writing import Sheet, spreadsheet_bytes, spreadsheet_response

__all__ = [
    "Cell",
    "Format",
    "Row",
    "Sheet",
    "Table",
    "UnreadableSpreadsheet",
    "open_table",
    "spreadsheet_bytes",
    "spreadsheet_response",
    "written",
]
