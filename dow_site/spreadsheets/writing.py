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

from dow_site.pieces import Pieces
from dow_site.spreadsheets.cells import (
    LONGEST_CELL,
    Cell,
    Format,
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
_NOT_IN_TITLE = re.compile(r"[\[\]:*?/\\']")


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One sheet: its title, the names of its columns, and its rows, which are gone through once."""

    title: str
    header: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def spreadsheet_bytes(sheets: Sequence[Sheet], format: Format) -> Iterator[bytes]:
    """The file in pieces; a CSV while its rows come, the others when all rows have come.

    A CSV holds one sheet, so that several are a ZIP of a CSV for each, called after its title. A text
    longer than a cell can hold is cut at 32,767 characters; a moment is written in local time.
    """
    if format == Format.CSV:
        return _csv(sheets[0]) if len(sheets) == 1 else _zip_of_csv(sheets)
    return _made_in_a_file(sheets, _write_xlsx if format == Format.XLSX else _write_ods)


def spreadsheet_response(
    sheets: Sequence[Sheet], format: Format, *, name: str
) -> StreamingHttpResponse:
    """The file as a download called after `name`, never kept by a browser or a proxy."""
    is_zip = format == Format.CSV and len(sheets) > 1
    return StreamingHttpResponse(
        spreadsheet_bytes(sheets, format),
        headers={
            "Content-Type": "application/zip" if is_zip else CONTENT_TYPES[format],
            "Content-Disposition": f'attachment; filename="{slugify(name)}.{"zip" if is_zip else format}"',
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


def _zip_of_csv(sheets):
    pieces, now = Pieces(), timezone.localtime().timetuple()[:6]
    with zipfile.ZipFile(pieces, "w") as archive:
        for sheet in sheets:
            about = zipfile.ZipInfo(f"{slugify(sheet.title) or 'lijst'}.csv", now)
            about.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(about, "w") as entry:
                for line in _csv(sheet):
                    entry.write(line)
                    if part := pieces.taken():
                        yield part
    yield pieces.taken()


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
    # Here, as few processes ever make one, and none should hold openpyxl for it.
    from dow_site.spreadsheets.excel import write

    write([(_title(sheet.title), _plain_rows(sheet)) for sheet in sheets], file)


def _plain_rows(sheet):
    for cells in _with_header(sheet):
        yield [_plain(cell) for cell in cells]


def _title(title):
    return _NOT_IN_TITLE.sub(" ", for_xml(title))[:31].strip() or "Blad"


_ODS_CONTENT = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content office:version="1.3" '
    + " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMESPACES.items())
    + "><office:automatic-styles>"
    '<number:date-style style:name="N-day"><number:day number:style="long"/><number:text>-</number:text>'
    '<number:month number:style="long"/><number:text>-</number:text><number:year number:style="long"/>'
    "</number:date-style>"
    '<style:style style:name="day" style:family="table-cell" style:data-style-name="N-day"/>'
    '<number:date-style style:name="N-moment"><number:day number:style="long"/><number:text>-</number:text>'
    '<number:month number:style="long"/><number:text>-</number:text><number:year number:style="long"/>'
    '<number:text> </number:text><number:hours number:style="long"/><number:text>:</number:text>'
    '<number:minutes number:style="long"/></number:date-style>'
    '<style:style style:name="moment" style:family="table-cell" style:data-style-name="N-moment"/>'
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
            facts = (
                f'table:style-name="moment" office:value-type="date" office:date-value="{moment}"'
            )
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
