"""A list of people that is handed in: the trial, the import, undoing it, and who may not."""

import datetime
import io
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from accounts.models import AccessLog, User
from conftest import TODAY, assert_does_not_grow, client_of, text_of, typed_in
from dow_site.spreadsheets import Format, Sheet, spreadsheet_bytes
from participants.factories import (
    ImportedRowFactory,
    NetworkContactFactory,
    ParticipantFactory,
    PeopleImportFactory,
    ReferralFactory,
)
from participants.importing import work
from participants.models import (
    DAYS_KEPT,
    ImportedRow,
    ImportStatus,
    Participant,
    PeopleImport,
    Referral,
    ReferralStatus,
)

BSN = "111222333"
HEADER = ("Voornaam", "Tussenvoegsel", "Achternaam", "Geboortedatum", "Telefoon")
YARA = ("Yara", "de", "Boer", datetime.date(2007, 2, 12), "0612345678")
SEM = ("Sem", None, "Wolters", "11 januari 2007", None)
# Five thousand rows take some 20 seconds on two busy cores, from the file to the last one undone.
LONGEST_WAIT = 240
# A page takes some 0.1 seconds.
LONGEST_PAGE = 5


def file_of(*rows, header=HEADER, format=Format.XLSX):
    sheet = Sheet(title="Lijst", header=header, rows=rows)
    content = b"".join(spreadsheet_bytes([sheet], format))
    return SimpleUploadedFile(f"lijst.{format}", content)


def upload(browser, file, *, kind="referrals", **typed):
    url = reverse("participants:import_create")
    return browser.post(url, typed_in(browser.get(url)) | {"kind": kind, "file": file} | typed)


def choose(browser, people_import, **typed):
    url = reverse("participants:import_columns", args=[people_import.pk])
    return browser.post(url, typed_in(browser.get(url)) | typed)


def checked(person, *rows, kind="referrals", header=HEADER, **typed):
    """A list that was handed in and looked at, with the columns as they were suggested."""
    browser = client_of(person)
    assert upload(browser, file_of(*rows, header=header), kind=kind).status_code == 302
    people_import = PeopleImport.objects.latest("pk")
    assert choose(browser, people_import, **typed).status_code == 302
    people_import.refresh_from_db()
    assert people_import.status == ImportStatus.CHECKED
    return people_import


def deed(person, name, people_import):
    url = reverse(f"participants:import_{name}", args=[people_import.pk])
    return client_of(person).post(url, follow=True)


def imported(person, *rows, **options):
    people_import = checked(person, *rows, **options)
    deed(person, "start", people_import)
    people_import.refresh_from_db()
    assert people_import.status == ImportStatus.DONE
    return people_import


def decisions(people_import):
    return list(people_import.rows.values_list("decision", flat=True))


def page_of(person, people_import, **query):
    return client_of(person).get(people_import.get_absolute_url(), query)


def repair(person, row, **typed):
    url = reverse("participants:import_row", args=[row.people_import_id, row.pk])
    browser = client_of(person)
    return browser.post(url, typed_in(browser.get(url)) | typed)


# The file


@pytest.mark.parametrize("format", Format)
def test_a_list_is_read_from_every_format(cast, format):
    browser = client_of(cast.anna)

    answer = upload(browser, file_of(YARA, SEM, format=format))

    people_import = PeopleImport.objects.get()
    assert answer.headers["Location"] == reverse(
        "participants:import_columns", args=[people_import.pk]
    )
    assert people_import.total == people_import.rows.count() == 2
    yara = people_import.rows.first().cells
    assert yara[:3] == ["Yara", "de", "Boer"]
    assert yara[3].replace("-0", "-") == "12-2-2007"
    assert yara[4] == "0612345678"


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"%PDF-1.7", "pdf"),
        (b"PK\x03\x04 broken off", "beschadigd"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "oude Excel"),
        (b"\x00\x01\x02\x03", "geen rekenblad"),
        (b"", "leeg"),
        (b"Voornaam;Achternaam\n", "geen enkele rij"),
        (b"12;13\n14;15\n", "eerste rij"),
        (b"Naam\n" + b"Sem\n" * 10_001, "10001 rijen"),
        (";".join(f"Kolom {n}" for n in range(10_000)).encode() + b"\nSem\n", "kolommen"),
    ],
    ids=["pdf", "zip", "xls", "binary", "empty", "no row", "no header", "long", "wide"],
)
def test_what_is_wrong_with_a_file_is_said_beside_the_form(cast, content, word):
    answer = upload(client_of(cast.anna), SimpleUploadedFile("lijst.xlsx", content))

    assert answer.status_code == 422
    assert word in text_of(answer)
    assert not PeopleImport.objects.exists()


def test_a_csv_of_an_old_windows_with_semicolons_keeps_its_letters(cast):
    content = "Voornaam;Achternaam\r\nZoë;Şahin\r\n".replace("Ş", "S").encode("cp1252")

    upload(client_of(cast.anna), SimpleUploadedFile("lijst.csv", content))

    assert ImportedRow.objects.get().cells == ["Zoë", "Sahin"]


def test_the_same_form_sent_twice_gives_one_list(cast):
    browser = client_of(cast.anna)
    url = reverse("participants:import_create")
    typed = typed_in(browser.get(url)) | {"kind": "referrals"}

    for _ in range(2):
        browser.post(url, typed | {"file": file_of(YARA)})

    assert PeopleImport.objects.count() == 1
    assert ImportedRow.objects.count() == 1


def test_a_citizen_service_number_is_not_kept_anywhere(cast):
    header = ("Voornaam", "BSN", "Opmerking")

    upload(client_of(cast.anna), file_of(("Yara", BSN, f"nr {BSN}"), header=header))

    people_import = PeopleImport.objects.get()
    assert people_import.header == ["Voornaam", "Opmerking"]
    assert BSN not in str(list(ImportedRow.objects.values_list("cells", flat=True)))
    assert any("burgerservicenummers" in remark for remark in people_import.remarks)


def test_a_phone_number_without_its_nought_is_no_citizen_service_number(cast):
    # Nine digits that pass the eleven test.
    people_import = imported(cast.anna, ("Yara", None, None, None, int(BSN)))

    assert people_import.rows.get().referral.reach == f"0{BSN}"


# The columns


def test_columns_are_suggested_by_their_heading_and_remembered_per_programme(cast):
    header = ("Roepnaam", "Fam.naam", "Gebdat")
    rows = (("Yara", "Boer", "12-2-2007"),)
    checked(cast.anna, *rows, header=header, column_1="family_name")

    for person, expected in ((cast.anna, "family_name"), (cast.joke, "")):
        browser = client_of(person)
        upload(browser, file_of(*rows, header=header))
        newest = PeopleImport.objects.latest("pk")
        page = browser.get(reverse("participants:import_columns", args=[newest.pk]))
        suggested = [typed_in(page)[f"column_{place}"] for place in range(3)]
        assert suggested == ["given_name", expected, "birth_date"]


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ({"column_0": ""}, "voornaam"),
        ({"column_1": "given_name"}, "één kolom"),
        ({"column_1": "full_name"}, "Niet allebei"),
        ({"column_1": "iban"}, "iban"),
    ],
    ids=["nameless", "twice", "whole and parts", "unknown"],
)
def test_columns_that_make_no_name_are_refused(cast, typed, word):
    browser = client_of(cast.anna)
    upload(browser, file_of(YARA))

    answer = choose(browser, PeopleImport.objects.get(), **typed)

    assert answer.status_code == 422
    assert word in text_of(answer)


def test_columns_chosen_on_an_old_page_are_refused(cast):
    browser = client_of(cast.anna)
    upload(browser, file_of(YARA))
    people_import = PeopleImport.objects.get()
    url = reverse("participants:import_columns", args=[people_import.pk])
    old = typed_in(browser.get(url))
    choose(browser, people_import)

    answer = browser.post(url, old)

    assert answer.status_code == 422
    assert "intussen" in text_of(answer)


# The trial


def test_the_trial_makes_nothing_and_says_what_would_be_made(cast):
    people_import = checked(cast.anna, YARA, SEM)

    page = text_of(page_of(cast.anna, people_import))

    assert decisions(people_import) == ["create", "create"]
    assert "Er is nog niets aangemaakt" in page
    assert "Yara de Boer" in page
    assert "2 rijen inlezen" in page
    assert not Referral.objects.exists()
    assert not Participant.objects.exists()


def test_who_was_here_before_is_joined_and_who_looks_alike_is_asked_about(cast):
    before = ParticipantFactory(
        given_name="Yara", name_prefix="de", family_name="Boer", birth_date=YARA[3]
    )
    alike = ParticipantFactory(
        given_name="Sem", name_prefix="", family_name="Wolter", birth_date="2007-01-11"
    )
    for person in (before, alike):
        ReferralFactory(
            programme=cast.dow, participant=person, status="withdrawn", status_reason="Verhuisd."
        )

    people_import = checked(cast.anna, YARA, SEM)

    assert decisions(people_import) == ["join", "choose"]
    assert list(people_import.rows.values_list("match", flat=True)) == [before.pk, alike.pk]


def test_who_is_here_now_and_who_is_waiting_are_passed_over(cast):
    here = ParticipantFactory(
        given_name="Yara", name_prefix="de", family_name="Boer", birth_date=YARA[3]
    )
    ReferralFactory(programme=cast.dow, participant=here, status="accepted")
    ReferralFactory(programme=cast.dow, given_name="Sem", birth_date="2007-01-11")

    assert decisions(checked(cast.anna, YARA, SEM)) == ["skip", "skip"]


def test_people_of_another_programme_are_nobody_to_join(cast):
    elsewhere = ParticipantFactory(
        given_name="Yara", name_prefix="de", family_name="Boer", birth_date=YARA[3]
    )
    ReferralFactory(programme=cast.elders, participant=elsewhere, status="accepted")

    assert decisions(checked(cast.anna, YARA)) == ["create"]


def test_somebody_who_stands_twice_in_the_list_is_made_once(cast):
    people_import = checked(cast.anna, YARA, SEM, YARA)

    assert decisions(people_import) == ["create", "create", "skip"]
    assert people_import.rows.last().why == "Staat ook in rij 2."


def test_a_row_that_cannot_be_read_is_repaired_on_screen(cast):
    people_import = checked(cast.anna, ("Yara", "de", "Boer", "31-2-2007", None), SEM)
    row = people_import.rows.first()
    assert "is geen dag" in text_of(page_of(cast.anna, people_import))

    refused = repair(cast.anna, row, birth_date="30-2-2007")
    mended = repair(cast.anna, row, birth_date="12-2-2007")

    row.refresh_from_db()
    assert (refused.status_code, mended.status_code) == (422, 302)
    assert (row.problems, row.decision) == ({}, "create")


def test_a_row_is_passed_over_whatever_it_says(cast):
    people_import = checked(cast.anna, ("Yara", "de", "Boer", "31-2-2007", None))
    row = people_import.rows.get()

    repair(cast.anna, row, choice="skip")

    row.refresh_from_db()
    assert row.decision == "skip"
    assert not people_import.rows.to_repair().exists()


def test_a_row_that_turns_out_to_be_somebody_known_is_not_made_as_was_decided_before(cast):
    known = ParticipantFactory(
        given_name="Yara", name_prefix="de", family_name="Boer", birth_date=YARA[3]
    )
    ReferralFactory(
        programme=cast.dow, participant=known, status="withdrawn", status_reason="Verhuisd."
    )
    people_import = checked(cast.anna, ("Ymke", "van", "Dam", YARA[3], None))
    row = people_import.rows.get()
    assert row.decision == "create"

    repair(cast.anna, row, given_name="Yara", name_prefix="de", family_name="Boer")

    row.refresh_from_db()
    assert (row.decision, row.match) == ("join", known)


def test_a_row_that_somebody_else_saved_is_not_overwritten(cast):
    people_import = checked(cast.anna, YARA)
    row = people_import.rows.get()
    browser = client_of(cast.anna)
    url = reverse("participants:import_row", args=[people_import.pk, row.pk])
    old = typed_in(browser.get(url))
    repair(cast.anna, row, given_name="Yarah")

    answer = browser.post(url, old)

    row.refresh_from_db()
    assert answer.status_code == 422
    assert row.texts["given_name"] == "Yarah"


# The import


def test_a_list_of_referrals_becomes_referrals_to_answer(cast):
    people_import = imported(
        cast.anna,
        (*YARA, "Gemeente Hellendoorn", "Schooluitval"),
        header=(*HEADER, "Organisatie", "Reden"),
    )

    referral = Referral.objects.get()
    assert referral.applicant == "Yara de Boer"
    assert (referral.status, referral.received_on) == (ReferralStatus.RECEIVED, TODAY)
    assert (referral.organisation, referral.reach) == (cast.hellendoorn, "0612345678")
    assert (referral.reason_category, referral.reference) == ("left_school", "AANM-2026-001")
    assert not Participant.objects.exists()
    assert "Yara de Boer" in text_of(page_of(cast.anna, people_import))


def test_a_list_of_participants_becomes_participants_whose_referral_is_to_be_answered(cast):
    imported(
        cast.anna,
        ("van der Zwaluw, Wessel", "5-5-2005", "Hellendoorn", "1 maart 2026"),
        kind="participants",
        header=("Naam", "Geboortedatum", "Gemeente", "Aangemeld op"),
    )

    participant = Participant.objects.get()
    referral = participant.referrals.get()
    assert (participant.given_name, participant.name_prefix) == ("Wessel", "van der")
    assert (participant.municipality, participant.alias) == (cast.hellendoorn, "Deelnemer 2026-001")
    assert participant.sort_name == "zwaluw wessel van der"
    assert (referral.status, str(referral.received_on)) == (ReferralStatus.RECEIVED, "2026-03-01")
    assert referral.first_contact_on == referral.received_on
    assert Participant.objects.visible_to(cast.anna).get() == participant


def test_who_is_joined_is_not_made_again(cast):
    before = ParticipantFactory(
        given_name="Yara", name_prefix="de", family_name="Boer", birth_date=YARA[3]
    )
    ReferralFactory(
        programme=cast.dow, participant=before, status="withdrawn", status_reason="Verhuisd."
    )

    people_import = imported(cast.anna, YARA, kind="participants")

    assert Participant.objects.get() == before
    assert people_import.rows.get().referral.participant == before


def test_the_same_list_read_twice_makes_nobody_twice(cast):
    for _ in range(2):
        people_import = checked(cast.anna, YARA, SEM)
        deed(cast.anna, "start", people_import)

    assert Referral.objects.count() == 2


def test_an_import_asked_for_twice_is_done_once(cast):
    people_import = imported(cast.anna, YARA)

    again = deed(cast.anna, "start", people_import)
    work.carry_out.call(people_import.pk)

    assert "iets anders" in text_of(again)
    assert Referral.objects.count() == 1


def test_a_worker_that_died_halfway_goes_on_where_it_was(cast, monkeypatch):
    monkeypatch.setattr(work, "PIECE", 1)
    people_import = checked(cast.anna, YARA, SEM)
    PeopleImport.objects.update(status=ImportStatus.IMPORTING, asked_by=cast.anna, total=2)
    work._import_piece(people_import, [people_import.rows.first()], work.known_places())

    work.carry_out.call(people_import.pk)

    assert sorted(Referral.objects.values_list("given_name", flat=True)) == ["Sem", "Yara"]


def test_what_was_imported_is_no_longer_kept_as_a_list(cast):
    row = imported(cast.anna, YARA).rows.get()

    assert (row.cells, row.texts) == ([], {})


def test_who_may_no_longer_work_has_nothing_imported_in_his_name(cast):
    people_import = checked(cast.anna, YARA)
    PeopleImport.objects.update(status=ImportStatus.IMPORTING, asked_by=cast.anna)
    User.objects.filter(pk=cast.anna.pk).update(is_active=False)

    work.carry_out.call(people_import.pk)

    people_import.refresh_from_db()
    assert people_import.status == ImportStatus.CHECKED
    assert people_import.failure.startswith("Wie dit vroeg")
    assert not Referral.objects.exists()


def test_work_that_fails_says_so_and_can_be_asked_again(cast, monkeypatch):
    people_import = checked(cast.anna, YARA)
    with monkeypatch.context() as broken:
        broken.setattr(work, "next_references", lambda *_: 1 / 0)
        deed(cast.anna, "start", people_import)
    assert "Er ging iets mis" in text_of(page_of(cast.anna, people_import))

    deed(cast.anna, "start", people_import)

    assert Referral.objects.count() == 1


@pytest.mark.parametrize("status", ["checking", "importing", "undoing"])
def test_a_page_of_work_that_goes_on_asks_for_its_part_until_it_is_done(cast, status):
    people_import = PeopleImportFactory(
        programme=cast.dow, status=status, mapping=["given_name", "", ""], done=40, total=100
    )
    browser = client_of(cast.anna)
    url = people_import.get_absolute_url()

    page, part = browser.get(url), browser.get(url, headers={"HX-Request": "true"})
    PeopleImport.objects.update(status=ImportStatus.DONE)
    done = browser.get(url, headers={"HX-Request": "true"})

    assert "40 van 100" in text_of(page)
    assert "<html" in page.content.decode()
    assert "<html" not in part.content.decode()
    assert "every 2s" in part.content.decode()
    assert done.headers["HX-Refresh"] == "true"
    assert "every 2s" not in done.content.decode()


def test_five_thousand_rows_are_read_looked_at_and_imported_in_time(cast):
    rows = [
        (
            f"Naam{n}",
            "van der",
            f"Zwaluw{n % 700}",
            datetime.date(2000 + n % 7, 1 + n % 12, 5),
            None,
        )
        for n in range(5_000)
    ]
    started = time.monotonic()

    people_import = imported(cast.anna, *rows, kind="participants")

    assert time.monotonic() - started < LONGEST_WAIT
    assert people_import.rows.filter(is_imported=True).count() == Participant.objects.count() > 0
    assert (people_import.done, people_import.total) == (Participant.objects.count(),) * 2

    deed(cast.anna, "undo", people_import)

    assert time.monotonic() - started < LONGEST_WAIT
    assert not Participant.objects.exists()


def test_the_page_of_a_list_asks_as_much_of_the_database_for_many_rows_as_for_few(cast):
    people_import = checked(cast.anna, YARA)
    people_import.rows.update(referral=ReferralFactory(programme=cast.dow))
    browser = client_of(cast.anna)

    def more():
        for number in range(100, 105):
            ImportedRowFactory(
                people_import=people_import,
                number=number,
                referral=ReferralFactory(programme=cast.dow),
                match=ParticipantFactory(),
            )

    assert_does_not_grow(lambda: browser.get(people_import.get_absolute_url()), more)


# Undoing


@pytest.mark.parametrize("kind", ["referrals", "participants"])
def test_an_import_is_undone_as_a_whole(cast, kind):
    people_import = imported(cast.anna, YARA, SEM, kind=kind)

    answer = deed(cast.anna, "undo", people_import)

    people_import.refresh_from_db()
    assert people_import.status == ImportStatus.UNDONE
    assert "Teruggedraaid" in text_of(answer)
    assert not Referral.objects.exists()
    assert not Participant.objects.exists()


def test_undoing_leaves_who_was_there_before(cast):
    before = ParticipantFactory(
        given_name="Yara", name_prefix="de", family_name="Boer", birth_date=YARA[3]
    )
    earlier = ReferralFactory(
        programme=cast.dow, participant=before, status="withdrawn", status_reason="Verhuisd."
    )
    people_import = imported(cast.anna, YARA, SEM, kind="participants")

    deed(cast.anna, "undo", people_import)

    assert Participant.objects.get() == before
    assert Referral.objects.get() == earlier


@pytest.mark.parametrize(
    "work_on",
    [
        lambda referral: NetworkContactFactory(participant=referral.participant),
        lambda referral: ReferralFactory(participant=referral.participant),
        lambda referral: Referral.objects.filter(pk=referral.pk).update(version=2),
        lambda referral: Participant.objects.filter(pk=referral.participant_id).update(version=2),
        lambda referral: referral.steps.create(status="introduction_planned", on=TODAY),
        lambda referral: Referral.objects.filter(pk=referral.pk).update(
            status="withdrawn", status_reason="Verhuisd."
        ),
    ],
    ids=["contact", "referral", "changed referral", "changed person", "step", "status"],
)
def test_an_import_that_was_worked_on_is_not_undone_and_says_by_whom(cast, work_on):
    people_import = imported(cast.anna, YARA, SEM, kind="participants")
    work_on(Referral.objects.get(given_name="Yara"))

    answer = deed(cast.anna, "undo", people_import)

    people_import.refresh_from_db()
    assert people_import.status == ImportStatus.DONE
    assert "Terugdraaien kan niet meer" in text_of(answer)
    assert "Yara de Boer" in text_of(answer)
    assert Participant.objects.filter(given_name__in=("Yara", "Sem")).count() == 2


def test_what_was_worked_on_while_undoing_waited_stays(cast):
    people_import = imported(cast.anna, YARA, kind="participants")
    PeopleImport.objects.update(status=ImportStatus.UNDOING)
    NetworkContactFactory(participant=Participant.objects.get())

    work.undo.call(people_import.pk)

    people_import.refresh_from_db()
    assert people_import.status == ImportStatus.DONE
    assert people_import.failure.startswith("Terugdraaien kan niet meer")


# Afterwards


def test_rows_are_thrown_away_after_a_month_and_the_list_can_no_longer_be_undone(cast):
    old, young = (
        ImportedRowFactory(people_import__programme=cast.dow, people_import__status="done")
        for _ in range(2)
    )
    PeopleImport.objects.update(mapping=["given_name", "", ""])
    long_ago = old.people_import.uploaded_at - datetime.timedelta(days=DAYS_KEPT + 1)
    PeopleImport.objects.filter(pk=old.people_import_id).update(uploaded_at=long_ago)

    out = io.StringIO()
    call_command("clear_imports", stdout=out)

    assert list(ImportedRow.objects.all()) == [young]
    assert "1" in out.getvalue()
    assert "tot 30 dagen" in text_of(deed(cast.anna, "undo", old.people_import))


def test_a_list_that_is_thrown_away_leaves_no_row(cast):
    people_import = checked(cast.anna, YARA)

    deed(cast.anna, "discard", people_import)

    assert not PeopleImport.objects.exists()
    assert not ImportedRow.objects.exists()


def test_a_cell_of_a_page_long_is_a_problem_and_no_search(cast):
    ReferralFactory(programme=cast.dow, participant=ParticipantFactory())
    people_import = checked(cast.anna, ("Yara " * 6_000, None, None, None, None))
    row = people_import.rows.get()

    started = time.monotonic()
    page = client_of(cast.anna).get(
        reverse("participants:import_row", args=[people_import.pk, row.pk])
    )

    assert "te lang" in text_of(page)
    assert "Aansluiten bij" not in text_of(page)
    assert time.monotonic() - started < LONGEST_PAGE


def test_who_looks_at_a_list_is_written_down(cast):
    people_import = checked(cast.anna, YARA)

    page_of(cast.anna, people_import)

    assert AccessLog.objects.filter(user=cast.anna, page="participants:import").exists()


def test_a_row_of_another_list_is_not_found(cast):
    row = ImportedRowFactory(people_import__programme=cast.dow)
    other = PeopleImportFactory(programme=cast.dow, checked=True)

    answer = client_of(cast.anna).get(reverse("participants:import_row", args=[other.pk, row.pk]))

    assert answer.status_code == 404


def test_what_stands_in_a_file_never_becomes_part_of_a_page(cast):
    """The library of the forms writes labels and helps as they are, so what a file says is escaped before."""
    evil = "<script>alert(1)</script>"
    known = ParticipantFactory(given_name=evil, name_prefix="", family_name="", birth_date=YARA[3])
    ReferralFactory(programme=cast.dow, participant=known)
    browser = client_of(cast.anna)
    header = ("Voornaam", evil, "Geboortedatum")
    upload(browser, file_of((evil, evil, YARA[3]), header=header))
    people_import = PeopleImport.objects.get()
    pages = [browser.get(reverse("participants:import_columns", args=[people_import.pk]))]
    choose(browser, people_import)
    row = people_import.rows.get()
    pages.append(browser.get(people_import.get_absolute_url()))
    pages.append(browser.get(reverse("participants:import_row", args=[people_import.pk, row.pk])))

    assert [evil in page.content.decode() for page in pages] == [False] * 3
    assert all("&lt;script&gt;" in page.content.decode() for page in pages)
