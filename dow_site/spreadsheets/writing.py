"""Spreadsheets that the system hands out. What begins as a formula is text in all of them."""

from __future__ import annotations

import csv
import datetime
import io
import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.text import slugify
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from dow_site.spreadsheets.cells import (
    LONGEST_CELL,
    Cell,
    Format,
    can_be_a_formula,
    defused,
    for_xml,
)
from dow_site.spreadsheets.opendocument import MIME_TYPE, NAMESPACES

CONTENT_TYPES = {
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.ODS: MIME_TYPE,
    Format.CSV: "text/csv; charset=utf-8",
}
_CHUNK = 64 * 1024
# Below this a file that is being made stays in memory.
_IN_MEMORY = 2 * 1024 * 1024
_EXCEL_FORMATS = {
    datetime.datetime: "dd-mm-yyyy hh:mm",
    datetime.date: "dd-mm-yyyy",
    datetime.time: "hh:mm",
}
_NOT_IN_TITLE = re.compile(r"[\[\]:*?/\\']")


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One sheet: its title, the names of its columns, and its rows, which are gone through once."""

    title: str
    header: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def spreadsheet_bytes(sheets: Sequence[Sheet], format: Format) -> Iterator[bytes]:
    """The file in pieces; a CSV while its rows come, the others when all rows have come.

    A text longer than a cell can hold is cut at 32,767 characters; a moment is written in local time.
    Refuses (ValueError) a CSV of more than one sheet.
    """
    if format == Format.CSV:
        if len(sheets) != 1:
            raise ValueError("A CSV file holds one sheet.")
        return _csv(sheets[0])
    return _made_in_a_file(sheets, _write_xlsx if format == Format.XLSX else _write_ods)


def spreadsheet_response(
    sheets: Sequence[Sheet], format: Format, *, name: str
) -> StreamingHttpResponse:
    """The file as a download called after `name`, never kept by a browser or a proxy."""
    return StreamingHttpResponse(
        spreadsheet_bytes(sheets, format),
        headers={
            "Content-Type": CONTENT_TYPES[format],
            "Content-Disposition": f'attachment; filename="{slugify(name)}.{format}"',
            "Cache-Control": "no-store",
        },
    )


def _made_in_a_file(sheets, write):
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as file:
        write(sheets, file)
        file.seek(0)
        while chunk := file.read(_CHUNK):
            yield chunk


def _plain(cell: Cell) -> Cell:
    """The cell as every format writes it: local time, yes and no in words, text that fits."""
    match cell:
        case bool():
            return "ja" if cell else "nee"
        case str():
            return for_xml(cell)[:LONGEST_CELL]
        case datetime.datetime() if timezone.is_aware(cell):
            return timezone.make_naive(cell)
    return cell


def _csv(sheet):
    line = io.StringIO(newline="")
    writer = csv.writer(line, delimiter=";")
    # The mark tells Excel that this is UTF-8.
    line.write("\ufeff")
    for cells in _with_header(sheet):
        writer.writerow([_in_csv(_plain(cell)) for cell in cells])
        yield line.getvalue().encode()
        line.seek(0)
        line.truncate()


def _with_header(sheet):
    yield sheet.header
    yield from sheet.rows


def _in_csv(cell):
    match cell:
        case str():
            return defused(cell)
        case datetime.datetime():
            return f"{cell:%d-%m-%Y %H:%M}"
        case datetime.date():
            return f"{cell:%d-%m-%Y}"
        case datetime.time():
            return f"{cell:%H:%M}"
        case Decimal():
            return f"{cell:f}".replace(".", ",")
    return cell


def _write_xlsx(sheets, file):
    book = Workbook(write_only=True)
    for sheet in sheets:
        page = book.create_sheet(_title(sheet.title))
        page.freeze_panes = "A2"
        for place, name in enumerate(sheet.header, start=1):
            page.column_dimensions[get_column_letter(place)].width = _width(name)
        page.append([_in_excel(page, _plain(name), bold=True) for name in sheet.header])
        for cells in sheet.rows:
            page.append([_in_excel(page, _plain(cell)) for cell in cells])
    book.save(file)


def _in_excel(page, value, *, bold=False):
    """The value, or a cell around it where Excel must be told how to take it."""
    cents = isinstance(value, Decimal) and value.as_tuple().exponent == -2
    formula = isinstance(value, str) and can_be_a_formula(value)
    shown = "#,##0.00" if cents else _EXCEL_FORMATS.get(type(value))
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


def _title(title):
    return _NOT_IN_TITLE.sub(" ", for_xml(title))[:31].strip() or "Blad"


def _width(name):
    return max(10, min(40, len(name) + 4))


_ODS_CONTENT = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content office:version="1.3" '
    + " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMESPACES.items())
    + "><office:automatic-styles>"
    '<number:date-style style:name="N-day"><number:day number:style="long"/><number:text>-</number:text>'
    '<number:month number:style="long"/><number:text>-</number:text><number:year number:style="long"/>'
    "</number:date-style>"
    '<style:style style:name="day" style:family="table-cell" style:data-style-name="N-day"/>'
    '<style:style style:name="header" style:family="table-cell">'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
    "</office:automatic-styles><office:body><office:spreadsheet>"
)
_ODS_END = "</office:spreadsheet></office:body></office:document-content>"
_ODS_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<manifest:manifest manifest:version="1.3"'
    ' xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MIME_TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)


def _write_ods(sheets, file):
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        # First and not packed: by this a program knows the file.
        archive.writestr("mimetype", MIME_TYPE, compress_type=zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", _ODS_MANIFEST)
        with archive.open("content.xml", "w") as content:
            content.write(_ODS_CONTENT.encode())
            for sheet in sheets:
                content.write(f"<table:table table:name={quoteattr(_title(sheet.title))}>".encode())
                content.write(_ods_row(sheet.header, ' table:style-name="header"'))
                for cells in sheet.rows:
                    content.write(_ods_row(cells))
                content.write(b"</table:table>")
            content.write(_ODS_END.encode())


def _ods_row(cells, style=""):
    written = "".join(_in_ods(_plain(cell), style) for cell in cells)
    return f"<table:table-row>{written}</table:table-row>".encode()


def _in_ods(value, style):
    match value:
        case None | "":
            return "<table:table-cell/>"
        case int() | Decimal():
            facts, shown = f'office:value-type="float" office:value="{value}"', str(value)
        case datetime.datetime():
            moment = value.isoformat(timespec="seconds")
            facts = f'office:value-type="date" office:date-value="{moment}"'
            shown = f"{value:%d-%m-%Y %H:%M}"
        case datetime.date():
            facts = f'table:style-name="day" office:value-type="date" office:date-value="{value}"'
            shown = f"{value:%d-%m-%Y}"
        case datetime.time():
            facts = f'office:value-type="time" office:time-value="{value:PT%HH%MM%SS}"'
            shown = f"{value:%H:%M}"
        case _:
            facts, shown = f'office:value-type="string"{style}', value
            # Runs of spaces and new lines count for one space, unless the value says it itself.
            if value != " ".join(value.split()):
                facts += f" office:string-value={quoteattr(value)}"
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in shown.split("\n"))
    return f"<table:table-cell {facts}>{lines}</table:table-cell>"
