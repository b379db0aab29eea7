"""Files on events: what is taken, who may open them, and how they leave."""

import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from accounts.models import AccessAction, AccessLog
from conftest import assert_does_not_grow, client_of, text_of, typed_in
from trajectories.event_history import history_of
from trajectories.factories import AttachmentFactory
from trajectories.file_kinds import ENDINGS, TAKEN, kind_of
from trajectories.models import EventAttachment, TimelineEvent
from trajectories.models.attachment import MOST_BYTES, MOST_PER_EVENT
from trajectories.removal import remove_event

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 40
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\x00" * 40
WEBP = b"RIFF\x24\x00\x00\x00WEBPVP8 " + b"\x00" * 30
EXE = b"MZ" + b"\x00" * 300
OFFICE = "application/vnd.openxmlformats-officedocument."


def zipped(**parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return file.getvalue()


def office(main, *, extra="", parts=None):
    said = f'<Types><Override PartName="/x" ContentType="{OFFICE}{main}.main+xml"/>{extra}</Types>'
    return zipped(**{"[Content_Types].xml": said}, **(parts or {}))


def excel():
    file = io.BytesIO()
    Workbook().save(file)
    return file.getvalue()


def upload(browser, event, name, content, **typed):
    address = reverse("trajectories:attachment_add", args=[event.pk])
    values = typed_in(browser.get(address)) | typed
    # As a browser sends it: with a word of its own for the kind, which counts for nothing.
    values["file"] = SimpleUploadedFile(name, content, content_type="application/pdf")
    return browser.post(address, values)


def address_of(attachment):
    return reverse("trajectories:attachment", args=[attachment.pk])


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("plan.pdf", PDF, "application/pdf"),
        ("foto.JPG", JPEG, "image/jpeg"),
        ("foto.png", PNG, "image/png"),
        ("foto.webp", WEBP, "image/webp"),
        ("lijst.xlsx", excel(), f"{OFFICE}spreadsheetml.sheet"),
        ("brief.docx", office("wordprocessingml.document"), f"{OFFICE}wordprocessingml.document"),
        (
            "praatje.pptx",
            office("presentationml.presentation"),
            f"{OFFICE}presentationml.presentation",
        ),
        (
            "brief.odt",
            zipped(mimetype="application/vnd.oasis.opendocument.text"),
            "application/vnd.oasis.opendocument.text",
        ),
    ],
)
def test_a_file_is_kept_by_what_it_is(cast, dossier, name, content, kind):
    anna, event = client_of(cast.anna), dossier.events["open"]

    assert upload(anna, event, name, content).status_code == 302

    made = EventAttachment.objects.get(event=event)
    assert (made.name, made.kind, made.size) == (name, kind, len(content))
    assert bytes(made.content) == content
    assert (made.added_by, made.shared_with_referrer) == (cast.anna, False)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("rapport.pdf", PNG, "niet wat de naam zegt: de inhoud is PNG"),
        ("foto.jpg", PDF, "niet wat de naam zegt: de inhoud is PDF"),
        ("brief.docx", excel(), "niet wat de naam zegt: de inhoud is Excel"),
        ("zonder ending", PDF, "niet wat de naam zegt"),
        ("rapport.pdf", EXE, "Dit soort bestand kan hier niet"),
        ("rapport.pdf", b"<html><script>alert(1)</script>", "Dit soort bestand kan hier niet"),
        ("beeld.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "Dit soort bestand kan"),
        ("brief.docx", zipped(**{"word/document.xml": "<x/>"}), "Dit soort bestand kan hier niet"),
        ("brief.docx", b"PK\x03\x04" + b"\x00" * 50, "Dit soort bestand kan hier niet"),
        (
            "brief.docx",
            office(
                "wordprocessingml.document", extra='<x ContentType="vnd.ms-office.vbaProject"/>'
            ),
            "zonder macro",
        ),
        (
            "brief.docx",
            office("wordprocessingml.document", parts={"word/vbaProject.bin": b"x"}),
            "zonder macro",
        ),
        ("foto.heic", b"\0\0\0\x18ftypheic" + b"\0" * 40, "foto (jpg, jpeg, png, webp)"),
        ("brief.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Word (docx)"),
        ("leeg.pdf", b"", "Dit bestand is leeg"),
        ("groot.pdf", PDF + b"0" * MOST_BYTES, "groter dan 20 MB"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_with_a_sentence(
    cast, dossier, name, content, sentence
):
    event = dossier.events["open"]

    answer = upload(client_of(cast.anna), event, name, content)

    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert not event.attachments.exists()


def test_the_sentence_names_every_kind_that_is_taken():
    assert set(re.findall(r"[a-z]+", TAKEN)) >= set(ENDINGS) - {"pdf"}
    assert "PDF" in TAKEN


def test_a_quote_in_the_name_of_a_file_stays_a_quote(cast, dossier):
    event, anna = dossier.events["open"], client_of(cast.anna)

    # As a browser writes it.
    upload(anna, event, "Brief %22Jansen%22.pdf", PDF)

    row = EventAttachment.objects.get(event=event)
    assert row.name == 'Brief "Jansen".pdf'
    assert anna.get(address_of(row)).status_code == 200


@given(st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", b"%PDF-", b"\x89PNG"]))
def test_any_bytes_are_judged_without_an_error(content, head):
    kind = kind_of(head + content)

    assert kind is None or kind.endings


def test_the_same_upload_sent_twice_is_one_file(cast, dossier):
    anna, event = client_of(cast.anna), dossier.events["open"]
    address = reverse("trajectories:attachment_add", args=[event.pk])
    typed = typed_in(anna.get(address))

    for _ in range(2):
        answer = anna.post(address, typed | {"file": SimpleUploadedFile("plan.pdf", PDF)})
        assert answer.status_code == 302

    assert event.attachments.count() == 1


def test_an_event_takes_no_more_than_its_number_of_files(cast, dossier):
    event = dossier.events["open"]
    for _ in range(MOST_PER_EVENT):
        AttachmentFactory(event=event)

    answer = upload(client_of(cast.anna), event, "plan.pdf", PDF)

    assert answer.status_code == 422
    assert f"hooguit {MOST_PER_EVENT} bijlagen" in text_of(answer)


def test_the_database_weighs_the_content_itself(db):
    row = AttachmentFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        EventAttachment.objects.filter(pk=row.pk).update(content=PDF + b"langer")


def test_a_file_leaves_as_a_file_and_runs_nothing(cast, dossier):
    row = AttachmentFactory(event=dossier.events["open"], name="verslag é.pdf", content=PDF)

    answer = client_of(cast.bert).get(address_of(row))

    assert answer.content == PDF
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_opening_a_file_is_in_the_access_log(cast, dossier):
    client_of(cast.bert).get(address_of(dossier.attachment))

    row = AccessLog.objects.latest("at")
    assert (row.user, row.action, row.page) == (
        cast.bert,
        AccessAction.EXPORTED,
        "trajectories:attachment",
    )
    assert row.participant_id == dossier.participant.pk


def test_a_referrer_opens_a_file_only_when_file_and_event_are_shared(cast, dossier):
    erik, anna, row = client_of(cast.erik), client_of(cast.anna), dossier.attachment
    timeline = dossier.trajectory.get_absolute_url()
    share = reverse("trajectories:attachment_share", args=[row.pk])

    assert erik.get(address_of(row)).status_code == 404
    assert row.name not in text_of(erik.get(timeline))

    for _ in range(2):
        anna.post(share, {"delen": "ja"})
    assert erik.get(address_of(row)).status_code == 200
    assert row.name in text_of(erik.get(timeline))

    event = dossier.events["milestone"]
    TimelineEvent.objects.filter(pk=event.pk).update(shared_with_referrer=False)
    assert erik.get(address_of(row)).status_code == 404

    TimelineEvent.objects.filter(pk=event.pk).update(shared_with_referrer=True)
    anna.post(share, {"delen": "nee"})
    assert erik.get(address_of(row)).status_code == 404


@pytest.mark.parametrize("key", ["before", "family", "health"])
def test_who_may_not_read_the_event_cannot_open_its_file(cast, dossier, key):
    row = AttachmentFactory(event=dossier.events[key], name="geheim.pdf", shared_with_referrer=True)

    for person in (cast.daan, cast.erik, cast.lotte, cast.joke):
        browser = client_of(person)
        assert browser.get(address_of(row)).status_code == 404
    for person in (cast.daan, cast.erik, cast.lotte):
        page = client_of(person).get(dossier.trajectory.get_absolute_url())
        assert "geheim.pdf" not in text_of(page)


def test_a_file_goes_with_its_event(cast, dossier):
    event, row, anna = dossier.events["milestone"], dossier.attachment, client_of(cast.anna)

    remove_event(event=event, reason="dubbel", version=event.version, by=cast.anna)
    assert anna.get(address_of(row)).status_code == 404

    anna.post(reverse("trajectories:event_put_back", args=[event.pk]))
    assert anna.get(address_of(row)).status_code == 200

    event.delete()
    assert not EventAttachment.objects.filter(pk=row.pk).exists()


def _address(name, row):
    return reverse(f"trajectories:attachment_{name}", args=[row.pk])


def take_off(browser, row, reason="Verkeerd bestand."):
    shown = typed_in(browser.get(_address("remove", row)))
    return browser.post(_address("remove", row), shown | {"reason": reason})


def test_taking_a_file_off_asks_a_reason_and_nobody_opens_it_any_more(cast, dossier):
    row, bert = dossier.attachment, client_of(cast.bert)
    EventAttachment.objects.filter(pk=row.pk).update(shared_with_referrer=True)

    assert take_off(bert, row, reason="").status_code == 422
    assert bert.get(address_of(row)).status_code == 200
    assert take_off(bert, row).status_code == 302

    timeline = dossier.trajectory.get_absolute_url()
    for reader in (cast.anna, cast.bert, cast.daan, cast.erik):
        assert client_of(reader).get(address_of(row)).status_code == 404
        assert row.name not in text_of(client_of(reader).get(timeline))
    row.refresh_from_db()
    assert bytes(row.content)


def test_a_file_that_was_taken_off_leaves_a_stone_and_is_put_back_once(cast, dossier):
    row, bert = dossier.attachment, client_of(cast.bert)
    form = reverse("trajectories:event_edit", args=[row.event_id])
    take_off(bert, row)
    told = text_of(bert.get(form))
    assert f"Hier hing {row.name}, verwijderd op 16 maart 2026 door Bert Begeleidt." in told
    assert "‘Verkeerd bestand.’" in told

    for _ in range(2):
        bert.post(_address("put_back", row))

    back = EventAttachment.objects.get(pk=row.pk)
    assert (back.removed_at, back.removal_reason, back.version) == (None, "", row.version + 2)
    assert bert.get(address_of(row)).status_code == 200


def test_who_takes_off_a_file_that_somebody_just_shared_is_asked_to_look_again(cast, dossier):
    row, bert = dossier.attachment, client_of(cast.bert)
    shown = typed_in(bert.get(_address("remove", row)))
    client_of(cast.anna).post(_address("share", row), {"delen": "ja"})

    answer = bert.post(_address("remove", row), shown | {"reason": "Dubbel."})

    assert answer.status_code == 422
    assert "Bekijk het eerst opnieuw" in text_of(answer)


def test_a_file_is_not_put_back_on_an_event_that_is_full_or_was_taken_off(cast, dossier):
    row, bert, event = dossier.attachment, client_of(cast.bert), dossier.events["milestone"]
    take_off(bert, row)
    for _ in range(MOST_PER_EVENT):
        AttachmentFactory(event=event)

    page = bert.post(_address("put_back", row), follow=True)

    assert f"hooguit {MOST_PER_EVENT} bijlagen" in text_of(page)
    assert bert.get(address_of(row)).status_code == 404
    remove_event(event=event, reason="dubbel", version=event.version, by=cast.anna)
    assert bert.post(_address("put_back", row)).status_code == 404


def test_the_history_of_an_event_tells_what_became_of_its_files(cast, dossier):
    anna, bert, event = client_of(cast.anna), client_of(cast.bert), dossier.events["open"]
    upload(anna, event, "plan.pdf", PDF)
    row = EventAttachment.objects.get(event=event)
    bert.post(_address("share", row), {"delen": "ja"})
    anna.post(_address("share", row), {"delen": "nee"})
    take_off(bert, row)
    anna.post(_address("put_back", row))

    moments = [
        (moment.title, moment.who)
        for moment in history_of(event, cast.anna)
        if moment.title.startswith("Bijlage")
    ]

    assert moments[::-1] == [
        ("Bijlage toegevoegd", "Anna Leidt"),
        ("Bijlage gedeeld", "Bert Begeleidt"),
        ("Bijlage niet meer gedeeld", "Anna Leidt"),
        ("Bijlage weggehaald", "Bert Begeleidt"),
        ("Bijlage teruggezet", "Anna Leidt"),
    ]
    told = text_of(bert.get(reverse("trajectories:event_history", args=[event.pk])))
    assert "plan.pdf" in told
    assert "Verkeerd bestand." in told
    # Who may change the event and open no file of it, is told of none.
    assert "Bijlage" not in str(history_of(event, cast.lotte))


def test_no_history_keeps_the_content_of_a_file(db):
    history = EventAttachment.history.rel.related_model
    assert "content" not in {field.name for field in history._meta.get_fields()}


def test_files_ask_one_question_of_the_database_whatever_their_number(cast, dossier):
    anna = client_of(cast.anna)

    assert_does_not_grow(
        lambda: anna.get(dossier.trajectory.get_absolute_url()),
        lambda: [AttachmentFactory(event=event) for event in dossier.events.values()],
    )
