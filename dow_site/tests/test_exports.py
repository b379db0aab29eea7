"""Lists as spreadsheets: exactly what the list shows, with real dates and numbers, for a reason, and in the log."""

import csv
import datetime
import io
import itertools
import tracemalloc
import zipfile
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.db import InternalError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from accounts.exports import CHUNK, Column, ListExport
from accounts.factories import ExportReasonFactory
from accounts.models import AccessAction, AccessLog, ExportReason
from coaching.factories import AgreementFactory, TalkFactory
from coaching.filters import DONE, LATE
from coaching.models import AgreementOwner
from conftest import TODAY, client_of, text_of, words_of_spreadsheet
from costs.factories import PriceItemFactory, PriceListFactory
from dow_site.spreadsheets import Format, open_table, spreadsheet_bytes
from dow_site.spreadsheets.opendocument import NAMESPACES
from dow_site.tests.routes import address
from participants.factories import ParticipantFactory, ReferralFactory
from participants.models import Referral, ReferralStatus
from trajectories.factories import SpellFactory, TrajectoryFactory
from trajectories.models import Phase

DAY = datetime.timedelta(days=1)
WHY = "Voor het overleg van maandag."
FORMATS = [one.value for one in Format]
# Every list that can be taken out, and who may.
EXPORTS = {
    "trajectories:export": "anna",
    "trajectories:events_export": "anna",
    "participants:referral_export": "erik",
    "coaching:agreements_export": "anna",
    "coaching:agreements_of_export": "anna",
    "coaching:talks_export": "anna",
    "coaching:contacts_export": "anna",
    "costs:session_export": "anna",
    "reports:cohort_rows_export": "anna",
    "participants:waiting_export": "anna",
    "accounts:log_export": "anna",
    "accounts:export": "anna",
}
FORMULA = '=HYPERLINK("http://kwaad.example";"klik")'


def taken(user, url, format="csv", **chosen):
    """The bytes of an export, with the filter in its address as the page has it."""
    query = "&".join(f"{name}={value}" for name, value in chosen.items())
    answer = client_of(user).post(f"{url}?{query}", {"format": format, "reason": WHY})
    assert answer.status_code == 200, text_of(answer)
    return answer.getvalue()


def rows_of(content, of="list"):
    """The rows of one of the two CSVs in an export, the list or the explanation, as dicts."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        text = archive.read(archive.namelist()[0 if of == "list" else 1]).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def list_in(content, format):
    """The list of an export as a file of its own: of a CSV it is the first in its ZIP."""
    if format == "csv":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = archive.read(archive.namelist()[0])
    return io.BytesIO(content)


def shown_on(user, route, column, *args, **chosen):
    """What the pages of a list show in a column of their table, or in a selector, all pages together."""
    selector = column if " " in column else f'td[data-label="{column}"]'
    found, number = [], 1
    while True:
        page = client_of(user).get(reverse(route, args=args), {**chosen, "page": number})
        html = BeautifulSoup(page.content.decode(), "html.parser")
        found += [cell.get_text(strip=True) for cell in html.select(selector)]
        if html.select_one("a[rel=next]") is None:
            return found
        number += 1


# The export is the list


@pytest.fixture
def many(cast, dossier):
    """More people than one page of a list holds, in every state that the filters tell apart."""
    for number in range(60):
        person = ParticipantFactory(
            given_name=f"Naam{number:02d}", family_name="Zwaan" if number % 2 else "Os"
        )
        trajectory = TrajectoryFactory(programme=cast.dow, participant=person)
        if number % 3:
            SpellFactory(
                trajectory=trajectory,
                phase=Phase.WORK_FIT if number % 2 else Phase.VOCATIONAL,
                starts_on=TODAY - 90 * DAY,
                ends_on=TODAY - 9 * DAY if number % 3 == 1 else None,
            )
        ReferralFactory(
            programme=cast.dow,
            organisation=cast.hellendoorn,
            referrer=cast.erik,
            participant=person,
            status=ReferralStatus.values[number % len(ReferralStatus.values)],
            status_reason="Gaat naar school.",
            introduction_on=TODAY,
            received_on=TODAY - number * DAY,
        )


def test_trajectories_for_every_filter(cast, many):
    choices = itertools.product(
        ("", "zwaan", "naam07", "nzaam09", "DOW-2026-001"),
        ("", *Phase.values, "onzin"),
        ("", "running", "ended"),
    )
    found = 0
    for q, phase, state in choices:
        chosen = {"q": q, "phase": phase, "state": state}
        exported = rows_of(taken(cast.anna, reverse("trajectories:export"), **chosen))
        found += len(exported)
        assert [row["Kenmerk"] for row in exported] == shown_on(
            cast.anna, "trajectories:list", "Kenmerk", **chosen
        ), chosen
    assert found > 400


@pytest.mark.parametrize("name", ["anna", "erik", "fenna", "joke"])
def test_referrals_for_every_filter_and_reader(cast, many, name):
    user = getattr(cast, name)
    for status in ("", "to_answer", "open", *ReferralStatus.values, "onzin"):
        exported = rows_of(taken(user, reverse("participants:referral_export"), status=status))
        assert [row["Kenmerk"] for row in exported] == shown_on(
            user, "participants:referrals", "Kenmerk", status=status
        ), status


def test_agreements_for_every_filter(cast, dossier):
    for number in range(55):
        AgreementFactory(
            trajectory=dossier.trajectory,
            what=f"Afspraak {number}.",
            owner=("participant", "coach", "family")[number % 3],
            due_on=TODAY + (number - 20) * DAY,
            kept=number % 4 == 0,
        )
    for stand, owner in itertools.product(("", LATE, DONE), ("", *AgreementOwner.values)):
        chosen = {"stand": stand, "wie": owner}
        exported = rows_of(taken(cast.anna, reverse("coaching:agreements_export"), **chosen))
        assert [row["Afspraak"] for row in exported] == shown_on(
            cast.anna, "coaching:agreements", "main .c-list strong", **chosen
        ), chosen


def test_the_rows_behind_a_number_are_that_many(cast, many):
    exported = rows_of(
        taken(cast.anna, reverse("reports:cohort_rows_export", args=["inflow", "total"]))
    )

    assert [row["Kenmerk"] for row in exported] == shown_on(
        cast.anna, "reports:cohort_rows", "Kenmerk", "inflow", "total"
    )


def test_events_talks_and_aftercare_of_a_dossier_are_all_there(cast, dossier):
    events = rows_of(taken(cast.anna, address("trajectories:events_export", dossier)))
    talks = rows_of(taken(cast.anna, address("coaching:talks_export", dossier)))
    contacts = rows_of(taken(cast.anna, address("coaching:contacts_export", dossier)))

    assert {row["Wat gebeurde er"] for row in events} == {
        event.text for event in dossier.events.values()
    }
    assert len(talks) == len(dossier.talks)
    assert [row["Moment"] for row in contacts] == [dossier.contact.label or "Contact tussendoor"]


@pytest.mark.parametrize(
    "asked",
    [{"soort": "milestone"}, {"soort": "support"}, {"van": "jan 2030"}, {"soort": "onzin"}, {"q": "zzz"}],
)  # fmt: skip
def test_the_events_that_are_exported_are_those_that_the_timeline_keeps(cast, dossier, asked):
    page = client_of(cast.anna).get(address("trajectories:timeline", dossier), asked)

    exported = rows_of(taken(cast.anna, address("trajectories:events_export", dossier), **asked))

    kept = {entry.text for entry in page.context["timeline"].entries}
    assert {row["Wat gebeurde er"] for row in exported} == kept
    assert asked.keys() & {"van", "q"} == set() or not kept


def test_the_waiting_list_is_in_the_order_of_the_page_with_its_places(cast, many):
    exported = rows_of(taken(cast.anna, reverse("participants:waiting_export")))

    assert [row["Plaats"] for row in exported] == [str(n) for n in range(1, len(exported) + 1)]
    assert [row["Naam"] for row in exported] == shown_on(
        cast.anna, "participants:waiting_list", 'main th[data-label="Naam"]'
    )
    assert len(exported) > 5


@pytest.mark.parametrize("chosen", [{}, {"action": "viewed"}, {"since": "1-1-2099"}])
def test_the_access_log_is_taken_out_as_its_filter_keeps_it(cast, dossier, chosen):
    client_of(cast.bert).get(address("trajectories:timeline", dossier))
    taken(cast.anna, reverse("trajectories:export"))
    before = shown_on(cast.anna, "accounts:log", "Bladzijde", **chosen)

    exported = rows_of(taken(cast.anna, reverse("accounts:log_export"), **chosen))

    # What takes it out is itself in the log, and came after the page.
    kept = [row for row in exported if row["Bladzijde"] != "inzagelog"]
    assert [row["Bladzijde"] for row in kept] == before
    assert chosen or f"{WHY} (1 regel, csv)" in {row["Waarvoor"] for row in kept}


@pytest.mark.parametrize("name", ["bert", "erik", "ibrahim"])
def test_who_reads_the_log_without_reasons_takes_none_out(cast, dossier, name):
    taken(cast.anna, reverse("trajectories:export"))
    client_of(cast.carla).get(address("trajectories:timeline", dossier))

    exported = rows_of(taken(getattr(cast, name), reverse("accounts:log_export")))

    assert {row["Waarvoor"] for row in exported if row["Wie"] != getattr(cast, name).name} <= {""}
    assert ("Carla" in " ".join(row["Wie"] for row in exported)) == (name == "ibrahim")


@pytest.mark.parametrize("chosen", [{}, {"state": "gesloten"}, {"state": "te-bevestigen"}])
@pytest.mark.parametrize("name", ["anna", "ibrahim"])
def test_accounts_are_taken_out_as_their_filter_keeps_them(cast, name, chosen):
    cast.carla.active_until = TODAY - DAY
    cast.carla.save()
    reader = getattr(cast, name)

    exported = rows_of(taken(reader, reverse("accounts:export"), **chosen))

    shown = shown_on(reader, "accounts:list", 'main th[data-label="Naam"]', **chosen)
    assert [row["Naam"] + row["E-mail"] for row in exported] == shown
    assert ({row["Open"] for row in exported} == {"nee"}) == (chosen == {"state": "gesloten"})
    # Whoever leads sees her own people, and the administrator everybody.
    assert ("Kees Begeleidt" in {row["Naam"] for row in exported}) == (
        name == "ibrahim" and chosen != {"state": "gesloten"}
    )


@pytest.mark.parametrize("chosen", [{}, {"valid": "over"}, {"valid": "now"}, {"q": "zzz"}])
def test_prices_are_taken_out_as_their_filter_keeps_them(cast, chosen):
    prices = PriceListFactory()
    PriceItemFactory(price_list=prices)
    PriceItemFactory(price_list=prices, ranged=True, valid_to=TODAY - DAY)
    shown = len(shown_on(cast.hanna, "costs:price_list", "Prijspeil", prices.pk, **chosen))

    url = reverse("costs:price_export", args=[prices.pk])
    exported = rows_of(taken(cast.hanna, url, **chosen))

    assert len(exported) == shown
    if chosen == {"valid": "over"}:
        (row,) = exported
        assert (row["Bedrag laag"], row["Bedrag hoog"]) == ("1000,00", "2000,00")
    # No person in it: no reason is asked, and the log knows of it.
    assert not ExportReason.objects.exists()
    assert AccessLog.objects.get(action=AccessAction.EXPORTED).page == "costs:price_export"


# For whom


def test_a_referrer_takes_out_the_referrals_of_his_organisation_only(cast, dossier):
    ReferralFactory(programme=cast.dow, organisation=cast.twenterand, referrer=cast.fenna)

    exported = rows_of(taken(cast.erik, reverse("participants:referral_export")))

    assert {row["Kenmerk"] for row in exported} == set(
        Referral.objects.filter(organisation=cast.hellendoorn).values_list("reference", flat=True)
    )


@pytest.mark.parametrize("format", FORMATS)
def test_a_controller_takes_out_sessions_without_a_name(cast, dossier, format):
    dossier.trajectory.title = "Wessel gaat door"
    dossier.trajectory.save()
    answer = client_of(cast.hanna).post(reverse("costs:session_export"), {"format": format})

    words = words_of_spreadsheet(answer.getvalue())
    assert "Tim" in words
    assert "Wessel" not in words
    assert "Zwaluw" not in words
    # No name in it, so that no reason is asked; the log knows of it all the same.
    assert not ExportReason.objects.exists()
    assert AccessLog.objects.get(action=AccessAction.EXPORTED).user == cast.hanna


@pytest.mark.parametrize("format", FORMATS)
def test_somebody_elses_participant_is_in_no_part_of_the_file(cast, dossier, format):
    content = taken(cast.joke, reverse("trajectories:export"), format)

    assert "Zwaluw" not in words_of_spreadsheet(content)
    assert "DOW-2026-001" not in words_of_spreadsheet(content)


# What for, and the log


@pytest.mark.parametrize(("route", "name"), EXPORTS.items())
def test_personal_data_wants_a_reason_and_nothing_goes_out_without(cast, dossier, route, name):
    answer = client_of(getattr(cast, name)).post(
        address(route, dossier), {"format": "csv", "reason": " "}
    )

    assert answer.status_code == 422
    assert "Schrijf op waarvoor je deze lijst nodig hebt." in text_of(answer)
    assert not AccessLog.objects.filter(action=AccessAction.EXPORTED).exists()


@pytest.mark.parametrize(("route", "name"), EXPORTS.items())
@pytest.mark.parametrize("format", FORMATS)
def test_every_export_is_a_file_and_one_line_in_the_log(cast, dossier, route, name, format):
    user, url = getattr(cast, name), address(route, dossier)
    # Somebody who waits, and somebody who looked: else those two lists are empty.
    ReferralFactory(programme=cast.dow, status=ReferralStatus.WAITING_LIST)
    client_of(cast.bert).get(address("trajectories:timeline", dossier))

    answer = client_of(user).post(url, {"format": format, "reason": WHY})

    assert answer.headers["Cache-Control"] == "no-store"
    ending = {"csv": "zip"}.get(format, format)
    assert answer.headers["Content-Disposition"].endswith(f'.{ending}"')
    assert len(list(open_table(list_in(answer.getvalue(), format)).rows)) >= 1
    (row,) = AccessLog.objects.filter(action=AccessAction.EXPORTED)
    assert (row.user, row.page) == (user, route)
    assert (row.export.reason, row.export.format) == (WHY, format)
    assert row.export.row_count >= 1
    is_of_dossier = str(dossier.trajectory.pk) in url.split("/")
    assert (row.participant_id == dossier.participant.pk) == is_of_dossier


def test_a_file_that_does_not_exist_is_refused_with_a_sentence(cast, dossier):
    answer = client_of(cast.anna).post(
        reverse("trajectories:export"), {"format": "exe", "reason": WHY}
    )

    assert answer.status_code == 422


def test_the_reason_is_read_by_the_leader_and_not_by_the_administrator(cast, dossier):
    taken(cast.anna, reverse("trajectories:export"))

    to_leader, to_administrator = (
        text_of(client_of(user).get(reverse("accounts:log"))) for user in (cast.anna, cast.ibrahim)
    )

    assert f"{WHY} (1 regel, csv)" in to_leader
    assert "lijst van trajecten" in to_administrator
    assert WHY not in to_administrator


def test_the_log_with_reasons_asks_no_more_for_more_rows(cast, dossier):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            client_of(cast.anna).get(reverse("accounts:log"))
        return len(captured)

    ExportReasonFactory(log__user=cast.anna, log__programme_id=cast.dow.pk)
    few = queries()
    for _ in range(5):
        ExportReasonFactory(log__user=cast.anna, log__programme_id=cast.dow.pk)

    assert queries() == few


def test_a_reason_is_never_changed_and_never_taken_away(db):
    reasons = ExportReason.objects.filter(pk=ExportReasonFactory().pk)

    for change in (lambda: reasons.update(reason="Iets anders."), reasons.delete):
        with pytest.raises(InternalError, match="Cannot"), transaction.atomic():
            change()


def test_opening_the_form_takes_nothing_out(cast, dossier):
    page = client_of(cast.anna).get(reverse("trajectories:export"), {"q": "zwaluw"})

    assert "1 regel (Zoek: zwaluw, Fase: Alle fasen, Stand: Alle)." in text_of(page)
    assert not AccessLog.objects.filter(action=AccessAction.EXPORTED).exists()


@pytest.mark.parametrize(
    ("route", "export"),
    [
        ("trajectories:list", "trajectories:export"),
        ("participants:referrals", "participants:referral_export"),
        ("coaching:agreements", "coaching:agreements_export"),
    ],
)
def test_the_way_there_keeps_the_filter(cast, dossier, route, export):
    page = client_of(cast.anna).get(reverse(route), {"state": "running", "page": "1"})

    assert f'href="{reverse(export)}?state=running"' in page.content.decode()


# What stands in the cells


def test_dates_are_dates_and_numbers_are_numbers(cast, dossier):
    url = reverse("participants:referral_export")
    book = load_workbook(io.BytesIO(taken(cast.erik, url, "xlsx")))
    header, first, *_ = book["Aanmeldingen"].iter_rows(values_only=True)
    row = dict(zip(header, first, strict=True))

    assert isinstance(row["Ontvangen op"], datetime.datetime)
    assert isinstance(row["Dagen tot contact"], int)
    table = open_table(io.BytesIO(taken(cast.erik, url, "ods")))
    cells = dict(zip(table.header, next(table.rows).cells, strict=True))
    assert isinstance(cells["Ontvangen op"], datetime.date)
    assert isinstance(cells["Dagen tot contact"], int)


@pytest.mark.parametrize("format", FORMATS)
def test_a_formula_that_somebody_typed_is_a_text(cast, dossier, format):
    TalkFactory(trajectory=dossier.trajectory, author=cast.bert, went_well=FORMULA, held_on=TODAY)
    content = taken(cast.anna, address("coaching:talks_export", dossier), format)

    if format == "csv":
        assert {row["Wat ging er goed"] for row in rows_of(content)} >= {f"'{FORMULA}"}
    elif format == "xlsx":
        cells = [cell for row in load_workbook(io.BytesIO(content)).worksheets[0] for cell in row]
        (cell,) = [cell for cell in cells if cell.value == FORMULA]
        assert (cell.data_type, cell.quotePrefix) == ("s", True)
    else:
        assert "table:formula" not in words_of_spreadsheet(content)
        assert "kwaad.example" in words_of_spreadsheet(content)


@pytest.mark.parametrize("format", FORMATS)
def test_a_second_sheet_says_what_the_list_is(cast, dossier, format):
    content = taken(cast.anna, reverse("trajectories:export"), format, state="running")

    words = words_of_spreadsheet(content)
    for said in (
        "Filter: Stand", "Nu onderweg", "Aantal regels", "Anna Leidt",
        "Kolom: Eerste dag", "De eerste dag van het eerste trajectdeel.",
    ):  # fmt: skip
        assert said in words
    if format == "xlsx":
        about = dict(load_workbook(io.BytesIO(content))["Toelichting"].iter_rows(values_only=True))
        assert about["Aantal regels"] == 1
        assert isinstance(about["Gemaakt op"], datetime.datetime)
    if format == "csv":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert archive.namelist() == ["trajecten.csv", "toelichting.csv"]
        about = {row["Wat"]: row["Waarde"] for row in rows_of(content, of="explanation")}
        assert about["Aantal regels"] == "1"


def test_a_formula_typed_as_a_filter_is_a_text_in_the_explanation(cast, dossier):
    content = taken(cast.anna, reverse("trajectories:export"), q="%3D1%2B1")

    about = {row["Wat"]: row["Waarde"] for row in rows_of(content, of="explanation")}
    assert about["Filter: Zoek"] == "'=1+1"


def test_an_ods_is_what_the_standard_asks_of_it(cast, dossier):
    """The type first and unpacked, a manifest, and whole XML: by this LibreOffice opens it."""
    content = taken(cast.anna, reverse("trajectories:export"), "ods")

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.read("mimetype") == b"application/vnd.oasis.opendocument.spreadsheet"
        assert b'full-path="content.xml"' in archive.read("META-INF/manifest.xml")
        content = ElementTree.fromstring(archive.read("content.xml"))  # noqa: S314
    tables = content.iter(f"{{{NAMESPACES['table']}}}table")
    assert [table.get(f"{{{NAMESPACES['table']}}}name") for table in tables] == [
        "Trajecten",
        "Toelichting",
    ]


# As long as a list gets


class ManyRows:
    """Stands for a queryset of a hundred thousand rows, of which none is kept."""

    def __init__(self, count):
        self.total, self.given = count, 0

    def count(self):
        return self.total

    def iterator(self, chunk_size):
        assert chunk_size == CHUNK
        for number in range(self.total):
            self.given += 1
            yield number


LONG = ListExport(
    title="Lang",
    rows=ManyRows(0),
    columns=(
        Column(heading="Nummer", value=lambda number: number, meaning="Een getal."),
        Column(heading="Dag", value=lambda number: TODAY, meaning="Een dag."),
        Column(heading="Bedrag", value=lambda number: Decimal(number) / 100, meaning="Geld."),
        *(
            Column(heading=f"Tekst {n}", value=lambda number: f"Tekst {number}", meaning="Woorden.")
            for n in range(7)
        ),
    ),
    route="trajectories:export",
    back="/",
)


def memory_for(rows, by, format):
    """The most memory that writing so many rows takes, as Python counts it."""
    export = ListExport(**{**vars(LONG), "rows": ManyRows(rows)})
    tracemalloc.start()
    length = sum(len(part) for part in spreadsheet_bytes(export.sheets(by), format))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert export.rows.given == rows
    assert length > rows
    return peak


@pytest.mark.parametrize("format", list(Format))
def test_ten_times_the_rows_take_no_more_memory_than_the_file_that_is_kept_in_it(cast, format):
    """Kept rows would take some 10 MB more; a file stays in memory up to 2 MB. 100,000 were measured by hand."""
    memory_for(100, cast.anna, format)
    few, many = (memory_for(rows, cast.anna, format) for rows in (1_000, 10_000))

    assert many - few < 4 * 1024 * 1024


def test_a_csv_begins_before_its_last_row_was_read(cast):
    rows = ManyRows(100_000)
    parts = spreadsheet_bytes(
        ListExport(**{**vars(LONG), "rows": rows}).sheets(cast.anna), Format.CSV
    )

    next(parts)

    assert rows.given < 10_000


@pytest.mark.parametrize(("route", "name"), EXPORTS.items())
def test_an_export_asks_as_much_of_the_database_for_many_rows_as_for_few(
    cast, dossier, route, name
):
    user, url = getattr(cast, name), address(route, dossier)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            taken(user, url)
        return len(captured)

    queries()
    few = queries()
    for _ in range(4):
        person = ParticipantFactory(municipality=cast.twenterand)
        trajectory = TrajectoryFactory(programme=cast.dow, participant=person)
        SpellFactory(trajectory=trajectory)
        AgreementFactory(trajectory=trajectory)
        AgreementFactory(trajectory=dossier.trajectory)
        TalkFactory(trajectory=dossier.trajectory, author=cast.bert)
        ReferralFactory(programme=cast.dow, organisation=cast.hellendoorn, referrer=cast.erik)

    assert queries() == few
