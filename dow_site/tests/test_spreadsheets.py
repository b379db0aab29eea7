"""Spreadsheets come in and go out the same; what cannot be read is said in Dutch, and nothing is computed."""

import csv
import datetime
import io
import zipfile
from decimal import Decimal
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from dow_site.spreadsheets import (
    Format,
    Sheet,
    UnreadableSpreadsheet,
    open_table,
    spreadsheet_bytes,
    spreadsheet_response,
)
from dow_site.spreadsheets.cells import MOST_BYTES, MOST_COLUMNS, MOST_ROWS

HEADER = ("Naam", "Geboren", "Aantal", "Bedrag")
ROWS = [
    ("Noor de Vries", datetime.date(2004, 3, 12), 7, Decimal("12.50")),
    ("Şahin Yıldız", None, None, Decimal("0.1")),
    ("=1+1", datetime.date(1999, 12, 31), -3, None),
]


def written(header, rows, format, title="Lijst"):
    sheet = Sheet(title=title, header=header, rows=rows)
    return io.BytesIO(b"".join(spreadsheet_bytes([sheet], format)))


def read(file):
    table = open_table(file)
    return table.header, [row.cells for row in table.rows]


def text_file(text, encoding="utf-8"):
    return io.BytesIO(text.encode(encoding))


def book(*rows, title="Blad1"):
    made = Workbook()
    made.active.title = title
    for row in rows:
        made.active.append(row)
    return saved(made)


def saved(made):
    file = io.BytesIO()
    made.save(file)
    return file


def refusal_of(file):
    with pytest.raises(UnreadableSpreadsheet) as refusal:
        list(open_table(file).rows)
    return str(refusal.value)


@pytest.mark.parametrize("format", [Format.XLSX, Format.ODS])
def test_dates_and_numbers_come_back_as_they_went(format):
    assert read(written(HEADER, ROWS, format)) == (HEADER, ROWS)


def test_a_csv_comes_back_as_people_write_dates_and_numbers():
    assert read(written(HEADER, ROWS, Format.CSV)) == (
        HEADER,
        [
            ("Noor de Vries", "12-03-2004", "7", "12,50"),
            ("Şahin Yıldız", None, None, "0,1"),
            ("=1+1", "31-12-1999", "-3", None),
        ],
    )


# What a cell of text can hold: no control characters, and no spaces around it.
TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffd\ufeff\ufffe\uffff"),
    min_size=1,
    max_size=20,
).map(lambda text: text.replace("\u00a0", " ").strip() or "x")


@given(format=st.sampled_from(Format), rows=st.lists(st.tuples(TEXTS, TEXTS), max_size=5))
def test_every_text_comes_back_the_same_whatever_it_begins_with(format, rows):
    assert read(written(("Een", "Twee"), rows, format)) == (("Een", "Twee"), rows)


FORMULAS = ["=1+1", "+A1", "-cmd|' /C calc'!A0", "@SUM(A1)", '=HYPERLINK("http://x")']


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_text_in_excel(text):
    cell = load_workbook(written(("A",), [(text,)], Format.XLSX)).active["A2"]

    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_text_in_a_csv(text):
    lines = written(("A",), [(text,)], Format.CSV).getvalue().decode("utf-8-sig").splitlines()

    assert list(csv.reader(lines, delimiter=";"))[1] == [f"'{text}"]


def test_a_formula_is_text_in_an_ods():
    content = zipfile.ZipFile(written(("A",), [("=1+1",)], Format.ODS)).read("content.xml").decode()

    assert "formula" not in content
    assert 'office:value-type="string"><text:p>=1+1</text:p>' in content


def test_a_phone_number_keeps_its_plus_in_a_csv():
    assert b"\n+31 6 1234" in written(("A",), [("+31 6 1234",)], Format.CSV).getvalue()


def test_a_moment_is_written_in_local_time():
    noon = datetime.datetime(2026, 7, 1, 12, tzinfo=datetime.UTC)

    assert read(written(("A",), [(noon,)], Format.XLSX))[1] == [
        (datetime.datetime(2026, 7, 1, 14),)
    ]


def test_a_csv_is_made_while_its_rows_come():
    asked = []

    def rows():
        for number in range(1000):
            asked.append(number)
            yield (number,)

    pieces = spreadsheet_bytes([Sheet(title="A", header=("A",), rows=rows())], Format.CSV)

    assert b"".join(islice(pieces, 3)) == b"\xef\xbb\xbfA\r\n0\r\n1\r\n"
    assert len(asked) == 2


def test_two_sheets_in_csv_are_a_zip_of_a_file_each_and_a_formula_is_text_in_both():
    sheets = [
        Sheet(title="Deelnemers", header=("Naam",), rows=[("=1+1",)]),
        Sheet(title="Toelichting", header=("Wat", "Waarde"), rows=[("Filter", "=2+2")]),
    ]

    answer = spreadsheet_response(sheets, Format.CSV, name="Deelnemers")

    assert answer["Content-Disposition"] == 'attachment; filename="deelnemers.zip"'
    assert answer["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.getvalue())) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == {
            "deelnemers.csv": b"\xef\xbb\xbfNaam\r\n'=1+1\r\n",
            "toelichting.csv": b"\xef\xbb\xbfWat;Waarde\r\nFilter;'=2+2\r\n",
        }


def test_a_zip_of_csv_is_made_while_its_rows_come():
    asked = []

    def rows():
        for number in range(100_000):
            asked.append(number)
            yield (f"{number:x}" * 20,)

    sheets = [Sheet(title=title, header=("A",), rows=rows()) for title in ("A", "B")]
    pieces = spreadsheet_bytes(sheets, Format.CSV)

    assert sum(len(next(pieces)) for _ in range(3))
    assert len(asked) < 30_000


def test_a_download_is_named_and_not_kept():
    sheet = Sheet(title="A", header=("A",), rows=[])

    answer = spreadsheet_response([sheet], Format.ODS, name="Deelnemers maart/2026")

    assert answer["Content-Disposition"] == 'attachment; filename="deelnemers-maart2026.ods"'
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("format", [Format.XLSX, Format.ODS])
def test_the_first_filled_sheet_is_read_and_the_others_are_named(format):
    sheets = [
        Sheet(title="Lijst", header=("Naam",), rows=[("Noor",)]),
        Sheet(title="Oud", header=("Naam",), rows=[("Sem",)]),
    ]

    table = open_table(io.BytesIO(b"".join(spreadsheet_bytes(sheets, format))))

    assert (table.sheet, table.other_sheets) == ("Lijst", ("Oud",))
    assert [row.cells for row in table.rows] == [("Noor",)]


def test_a_hidden_sheet_is_not_read():
    made = Workbook()
    made.active.append(["Geheim"])
    made.active.sheet_state = "hidden"
    made.create_sheet("Lijst").append(["Naam"])

    assert open_table(saved(made)).header == ("Naam",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_csv_is_read_in_every_usual_way_of_writing_it(encoding, delimiter):
    text = "Voornaam;Achternaam\nZoë;Müller\nAnaïs;Pérez\n".replace(";", delimiter)

    assert read(text_file(text, encoding)) == (
        ("Voornaam", "Achternaam"),
        [("Zoë", "Müller"), ("Anaïs", "Pérez")],
    )


def test_a_comma_inside_names_does_not_make_the_comma_the_delimiter():
    text = "Naam;Geboren\nVries, Jan de;1-2-2003\nBerg, Anna van den;3-4-2005\n"

    assert read(text_file(text))[0] == ("Naam", "Geboren")


def test_the_line_in_which_excel_names_the_delimiter_is_obeyed():
    assert read(text_file("sep=|\r\nNaam|Plaats\r\nNoor|Rijssen\r\n")) == (
        ("Naam", "Plaats"),
        [("Noor", "Rijssen")],
    )


def test_a_title_above_the_list_and_empty_rows_are_passed_over_and_rows_keep_their_number():
    file = book(["Deelnemers 2026"], [], ["Naam", "Plaats"], ["Noor", "Rijssen"], [], ["Sem", None])

    table = open_table(file)

    assert table.header == ("Naam", "Plaats")
    assert [tuple(row) for row in table.rows] == [(4, ("Noor", "Rijssen")), (6, ("Sem", None))]


def test_columns_without_a_name_or_with_the_same_name_get_one_of_their_own():
    file = book(["Naam", None, "Naam"], ["a", "b", "c"])

    assert open_table(file).header == ("Naam", "Kolom B", "Naam (2)")


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "leeg"),
        (b"\r\n\r\n", "leeg"),
        (b"%PDF-1.7\n", "pdf"),
        (b"<html><table><tr><td>Naam</td></tr></table>", "webpagina"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "geen rekenblad"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "oude Excel"),
        (
            b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
            "wachtwoord",
        ),
        (b"PK\x03\x04 and nothing more", "beschadigd"),
        (b"Naam;Plaats\nZo\x81;Rijssen\n", "letters"),
        ("Naam;Plaats\nZo\ufffd;Rijssen\n".encode(), "verloren"),
        (b"12-3-2004;7\n1-2-2003;8\n", "eerste rij"),
        (b"Naam;Plaats\nNoor;Rijssen;Overijssel\n", "kolom C, maar die kolom heeft geen naam"),
        (b'Naam;Plaats\n"Noor;' + b"x" * 200_000, "aanhalingsteken te veel"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(content, word):
    assert word in refusal_of(io.BytesIO(content))


def archive(**parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name.replace("__", "/"), content)
    return file


def test_a_document_that_is_no_spreadsheet_is_refused():
    assert "geen rekenblad" in refusal_of(archive(word__document="<w/>"))


def test_an_excel_file_whose_sheet_breaks_off_is_damaged():
    whole = zipfile.ZipFile(book(["Naam"], ["Noor"]))
    parts = {name: whole.read(name) for name in whole.namelist()}
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"][:-40]

    assert "beschadigd" in refusal_of(archive(**parts))


def test_an_excel_file_cut_short_is_damaged():
    assert "beschadigd" in refusal_of(io.BytesIO(book(["Naam"], ["Noor"]).getvalue()[:2000]))


def test_an_ods_with_a_password_is_refused():
    whole = zipfile.ZipFile(written(("Naam",), [("Noor",)], Format.ODS))
    parts = {name: whole.read(name) for name in whole.namelist()}
    parts["META-INF/manifest.xml"] = b"<manifest:encryption-data/>"

    assert "wachtwoord" in refusal_of(archive(**parts))


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    bomb = archive(xl__workbook="", content=bytes(65 * 1024 * 1024))

    assert len(bomb.getvalue()) < 100_000
    assert "te groot" in refusal_of(bomb)


def test_an_ods_with_entities_that_grow_is_refused():
    content = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><x>&a;</x>'
    parts = {"content.xml": content, "META-INF/manifest.xml": b"<x/>"}

    file = archive(mimetype="application/vnd.oasis.opendocument.spreadsheet", **parts)

    assert "beschadigd" in refusal_of(file)


def test_a_file_that_is_too_large_is_refused():
    assert "te groot" in refusal_of(io.BytesIO(b"Naam;Plaats\n" + b"x;y\n" * (MOST_BYTES // 4)))


def test_more_rows_than_may_be_are_refused():
    assert "20000 rijen" in refusal_of(text_file("Naam;Plaats\n" + "x;y\n" * (MOST_ROWS + 1)))


def test_more_columns_than_may_be_are_refused():
    names = ";".join(f"Kolom {number}" for number in range(MOST_COLUMNS + 1))

    assert "100 kolommen" in refusal_of(text_file(f"{names}\n"))


def test_one_cell_at_the_far_end_of_a_sheet_does_not_fill_the_memory():
    made = Workbook()
    made.active["A1"] = "Naam"
    made.active["A1048576"] = "Noor"

    assert read(saved(made)) == (("Naam",), [("Noor",)])
    made.active["XFD1048576"] = "ver weg"
    assert "100 kolommen" in refusal_of(saved(made))


def test_an_ods_that_repeats_cells_and_rows_without_end_does_not_fill_the_memory():
    whole = zipfile.ZipFile(written(("Naam",), [("Noor",)], Format.ODS))
    parts = {name: whole.read(name).decode() for name in whole.namelist()}
    cell = '<table:table-cell table:number-columns-repeated="16384"/>'
    row = '<table:table-row table:number-rows-repeated="1048576">'
    empty = f"{row}{cell}</table:table-row></table:table>"

    parts["content.xml"] = parts["content.xml"].replace("</table:table>", empty)
    assert read(archive(**parts)) == (("Naam",), [("Noor",)])
    full = parts["content.xml"].replace('16384"/>', '16384"><text:p>x</text:p></table:table-cell>')
    assert "100 kolommen" in refusal_of(archive(**{**parts, "content.xml": full}))
