"""Runs of reports: who may ask, follow and fetch them, what is printed, and what says why it was not."""

import datetime
import io
import re
import zipfile
from functools import cache

import page as tagged_pdf_checker
import pikepdf
import pytest
import time_machine
from django.core.management import call_command
from django.db import InternalError, transaction
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from accounts.models import AccessAction, AccessLog
from conftest import assert_does_not_grow, client_of, pdf_text, text_of, typed_in
from dow_site import pdf
from dow_site.access import Role
from participants.factories import ParticipantFactory
from reports import print_jobs, print_joining, print_work
from reports.editions import Edition
from reports.factories import PrintedFileFactory, PrintItemFactory, PrintJobFactory
from reports.middleware import MOST_SECONDS
from reports.models import KEPT, ItemStatus, JoinedPart, PrintedFile, PrintItem, PrintJob
from reports.print_bundle import write_one_pdf
from reports.print_zip import one_zip
from trajectories.factories import EventFactory, TrajectoryFactory
from trajectories.models import Trajectory

pytestmark = pytest.mark.django_db

CREATE = reverse("reports:print_create")


@pytest.fixture
def two(cast, dossier):
    """The dossier of Wessel and one more in the same programme, each with a word of its own."""
    EventFactory(trajectory=dossier.trajectory, text="Hij noemt het appelboom.")
    other = TrajectoryFactory(
        programme=cast.dow, participant=ParticipantFactory(given_name="Bas", alias="Kim")
    )
    EventFactory(trajectory=other, text="Zij noemt het perenboom.")
    return [dossier.trajectory, other]


def ask(person, trajectories, edition=Edition.FULL, **facts):
    return print_jobs.ask_for_many(PrintJob(**facts), trajectories, edition=edition, by=person)


def fetch(person, job):
    return client_of(person).get(reverse("reports:print_file", args=[job.pk]))


def test_many_reports_are_one_pdf_with_a_bookmark_for_each(cast, two):
    job = ask(cast.anna, two)

    content = fetch(cast.anna, job).getvalue()

    reader = PdfReader(io.BytesIO(content))
    first, second = [entry for entry in reader.outline if not isinstance(entry, list)]
    begins = [reader.get_destination_page_number(entry) for entry in (first, second)]
    assert begins[0] == 0
    text = [page.extract_text() for page in reader.pages]
    assert "appelboom" in "".join(text[: begins[1]])
    assert "perenboom" in "".join(text[begins[1] :])
    checked = tagged_pdf_checker.validate_pdf_bytes(
        content, profile=tagged_pdf_checker.ValidationProfile.PDF_UA_1
    )
    assert [f"{one.rule_id} {one.message}" for one in checked.failures] == []


def test_the_tags_of_every_report_point_at_its_own_pages(cast, two):
    """Else a screen reader hears the first report over the pages of the second."""
    job = ask(cast.anna, two)
    apart = [bytes(file.content) for file in PrintedFile.objects.order_by("item__number")]

    with pikepdf.open(io.BytesIO(fetch(cast.anna, job).getvalue())) as whole:
        numbers = [int(page.obj.StructParents) for page in whole.pages]
        pages = {page.obj.objgen for page in whole.pages}
        tags = dict(zip(*[iter(whole.Root.StructTreeRoot.ParentTree.Nums)] * 2, strict=True))
        assert len(set(numbers)) == len(numbers)
        for page in whole.pages:
            elements = tags[page.obj.StructParents]
            assert {one.get("/Pg", page.obj).objgen for one in elements} == {page.obj.objgen}
        assert len(pages) == sum(len(PdfReader(io.BytesIO(one)).pages) for one in apart)


def test_the_same_reports_give_the_same_bytes(cast, two):
    job = ask(cast.anna, two)

    assert fetch(cast.anna, job).getvalue() == fetch(cast.anna, job).getvalue()


def test_many_reports_are_a_zip_of_files_where_that_is_asked(cast, two):
    answer = fetch(cast.anna, ask(cast.anna, two, bundle="zip"))

    with zipfile.ZipFile(io.BytesIO(answer.getvalue())) as archive:
        texts = [pdf_text(archive.read(name)) for name in archive.namelist()]
    assert ["appelboom" in text for text in texts] == [True, False]
    assert answer["Cache-Control"] == "no-store, private"


def test_files_of_one_name_are_all_in_the_zip():
    content = b"".join(
        one_zip([("a.pdf", b"1"), ("a.pdf", b"2"), ("b.pdf", b"3"), ("a.pdf", b"4")])
    )

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            "a.pdf": b"1", "a-2.pdf": b"2", "b.pdf": b"3", "a-3.pdf": b"4",
        }  # fmt: skip


def test_each_dossier_that_is_printed_is_noted_once(cast, two):
    ask(cast.anna, two)

    noted = AccessLog.objects.filter(action=AccessAction.PRINTED, user=cast.anna)
    assert sorted(noted.values_list("participant_id", flat=True)) == sorted(
        one.participant_id for one in two
    )


def test_the_choice_is_of_the_list_with_its_filter_and_everybody_is_ticked(cast, two):
    page = client_of(cast.anna).get(f"{CREATE}?q=Bas")

    assert typed_in(page)["trajectories"] == [str(two[1].pk)]


def test_a_coach_and_a_referrer_are_offered_their_own_and_their_own_editions(cast, two):
    for person, editions in ((cast.bert, Edition), (cast.erik, [Edition.REFERRER])):
        page = client_of(person).get(CREATE)

        assert typed_in(page)["trajectories"] == [str(two[0].pk)]
        offered = re.findall(r'name="edition" value="(\w+)"', page.content.decode())
        assert set(offered) <= set(editions)
        assert offered


def post(person, **typed):
    client = client_of(person)
    form = typed_in(client.get(CREATE))
    return client.post(CREATE, form | {"edition": "full", "bundle": "pdf"} | typed)


def test_what_is_asked_is_made_and_shown_on_a_page_of_its_own(cast, two):
    answer = post(cast.anna)

    job = PrintJob.objects.get()
    assert answer.status_code == 302
    assert answer.url == job.get_absolute_url()
    page = text_of(client_of(cast.anna).get(answer.url))
    assert "2 van 2" in page
    assert "Bestand ophalen" in page


def test_a_form_that_is_sent_twice_makes_one_job(cast, two):
    client = client_of(cast.anna)
    form = typed_in(client.get(CREATE)) | {"edition": "full", "bundle": "pdf"}

    first, second = client.post(CREATE, form), client.post(CREATE, form)

    assert first.url == second.url
    assert PrintJob.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"trajectories": []}, "Kies minstens één traject."),
        ({"edition": "gratis"}, "Selecteer een geldige keuze."),
        ({"trajectories": ["999999"]}, "Selecteer een geldige keuze."),
        ({"trajectories": ["9" * 20]}, "Selecteer een geldige keuze."),
        ({"trajectories": ["appel"]}, "‘appel’ is geen geldige waarde."),
    ],
)
def test_a_wrong_choice_is_a_sentence(typed, sentence, cast, two):
    answer = post(cast.anna, **typed)

    assert answer.status_code == 422
    assert sentence in text_of(answer).replace("'", "’").replace("’appel’", "‘appel’")
    assert not PrintJob.objects.exists()


def test_nobody_prints_an_edition_that_is_not_his_to_print(cast, two):
    with pytest.raises(print_jobs.ValidationError, match=f"van: {two[1].reference}"):
        ask(cast.bert, two)
    with pytest.raises(print_jobs.ValidationError, match=two[0].reference):
        ask(cast.erik, two[:1], edition=Edition.FULL)

    assert not PrintJob.objects.exists()


def test_more_reports_than_a_run_may_hold_are_refused(cast, two, monkeypatch):
    monkeypatch.setattr(print_jobs, "MOST_REPORTS", 1)

    with pytest.raises(print_jobs.ValidationError, match="Kies hooguit 1 trajecten"):
        ask(cast.anna, two)


def waiting_job(person, trajectories, edition="full"):
    """A run of which nothing is printed yet, as in a queue without a worker."""
    job = PrintJobFactory(asked_by=person, edition=edition)
    for number, trajectory in enumerate(trajectories, start=1):
        PrintItemFactory(job=job, number=number, trajectory=trajectory)
    return job


def work(job):
    print_work.print_reports.call(job.pk)
    return list(job.items.order_by("number"))


def test_rights_count_that_the_asker_has_when_each_is_printed(cast, two):
    """Who left the dossier between asking and printing reads nothing of it any more."""
    job = waiting_job(cast.bert, two[:1])
    two[0].coach_assignments.filter(coach=cast.bert).delete()

    (item,) = work(job)

    assert (item.status, item.reason) == (ItemStatus.FAILED, print_work.NOT_ALLOWED)
    assert not PrintedFile.objects.exists()


def test_an_ended_account_has_nothing_printed(cast, two):
    job = waiting_job(cast.anna, two)
    cast.anna.active_until = timezone.localdate() - datetime.timedelta(days=1)
    cast.anna.save()

    assert {item.status for item in work(job)} == {ItemStatus.FAILED}


def test_rights_count_again_when_the_file_is_fetched(cast, two):
    job = ask(cast.bert, two[:1])
    assert fetch(cast.bert, job).status_code == 200
    two[0].coach_assignments.filter(coach=cast.bert).delete()

    assert fetch(cast.bert, job).status_code == 404


def test_one_pdf_with_a_dossier_that_may_no_longer_be_read_is_not_handed_over(cast, two):
    """What is left is handed over apart, and the page says so."""
    job = ask(cast.anna, two)
    assert "ZIP" not in text_of(client_of(cast.anna).get(job.get_absolute_url()))
    Trajectory.objects.filter(pk=two[1].pk).update(programme=cast.elders)

    answer = fetch(cast.anna, job)

    assert answer["Content-Disposition"].endswith('.zip"')
    with zipfile.ZipFile(io.BytesIO(answer.getvalue())) as archive:
        (name,) = archive.namelist()
        assert "appelboom" in pdf_text(archive.read(name))
    page = text_of(client_of(cast.anna).get(job.get_absolute_url()))
    assert "Van 1 traject mag je het verslag niet meer zien." in page


def test_an_erased_dossier_takes_the_one_pdf_along(cast, two):
    """Its report is in there, and would be kept for the rest of the day."""
    job = ask(cast.anna, two)
    assert JoinedPart.objects.filter(job=job).exists()

    job.items.filter(trajectory=two[1]).delete()

    assert not JoinedPart.objects.exists()
    assert fetch(cast.anna, job)["Content-Disposition"].endswith('.zip"')


def test_one_pdf_is_joined_once_and_handed_on_in_pieces(cast, two, monkeypatch):
    monkeypatch.setattr(print_joining, "PART", 1000)
    job = ask(cast.anna, two)
    parts = JoinedPart.objects.filter(job=job)
    before = list(parts.values_list("pk", flat=True))

    assert print_joining.join(job)

    assert list(parts.values_list("pk", flat=True)) == before
    pieces = list(fetch(cast.anna, job))
    assert len(pieces) == len(before) > 10
    assert {len(piece) for piece in pieces[:-1]} == {1000}
    assert len(PdfReader(io.BytesIO(b"".join(pieces))).outline) >= 2


def test_what_cannot_be_joined_is_handed_over_apart(cast, two, monkeypatch):
    def breaks(*_args, **_facts):
        raise RuntimeError

    monkeypatch.setattr("reports.print_bundle.write_one_pdf", breaks)
    job = ask(cast.anna, two)

    assert print_jobs.progress_of(job).is_over
    assert "Er is niet één PDF van gemaakt." in text_of(
        client_of(cast.anna).get(job.get_absolute_url())
    )
    with zipfile.ZipFile(io.BytesIO(fetch(cast.anna, job).getvalue())) as archive:
        assert len(archive.namelist()) == 2


def test_a_joining_that_kills_its_worker_is_given_up(cast, two):
    job = waiting_job(cast.anna, two)
    while print_work.print_next(job):
        pass
    assert print_jobs.progress_of(job).is_joining
    PrintJob.objects.filter(pk=job.pk).update(join_attempts=print_joining.ATTEMPTS)

    assert print_joining.join(job)

    assert print_jobs.progress_of(job).is_over
    assert not JoinedPart.objects.exists()


@pytest.mark.parametrize("other", ["bert", "carla", "ibrahim", "joke", "erik"])
def test_a_run_is_nobody_elses(other, cast, two):
    job = ask(cast.anna, two)
    client = client_of(getattr(cast, other))

    for route in ("print_job", "print_file"):
        assert client.get(reverse(f"reports:{route}", args=[job.pk])).status_code == 404
    assert client.post(reverse("reports:print_stop", args=[job.pk])).status_code == 404


def test_who_got_another_role_no_longer_reads_what_he_asked_for_in_the_old_one(cast, two):
    """A facilitator knows an alias only: what was printed for a leader holds the name."""
    job = ask(cast.anna, two)
    cast.anna.role, cast.anna.programme = Role.FACILITATOR, None
    cast.anna.save()

    assert fetch(cast.anna, job).status_code == 404


def test_a_run_ends_after_a_day_with_its_files(cast, two):
    job = ask(cast.anna, two)

    with time_machine.travel(job.asked_at + KEPT - datetime.timedelta(minutes=1), tick=False):
        assert fetch(cast.anna, job).status_code == 200
    with time_machine.travel(job.asked_at + KEPT, tick=False):
        assert fetch(cast.anna, job).status_code == 404
        call_command("clear_print_jobs")

    assert not PrintJob.objects.exists()
    assert not PrintedFile.objects.exists()
    assert not JoinedPart.objects.exists()


def test_asking_clears_what_has_expired(cast, two):
    with time_machine.travel(timezone.now() - KEPT, tick=False):
        old = ask(cast.anna, two)

    ask(cast.anna, two)

    assert not PrintJob.objects.filter(pk=old.pk).exists()


def test_a_report_that_is_refused_says_why_and_the_rest_goes_on(cast, two):
    family = two[1].participant.given_name
    EventFactory(trajectory=two[1], text=f"{family} heeft een baan.")
    job = ask(cast.anna, two, edition=Edition.PUBLICATION)

    done, refused = job.items.order_by("number")
    assert (done.status, refused.status) == (ItemStatus.PRINTED, ItemStatus.FAILED)
    page = client_of(cast.anna).get(job.get_absolute_url())
    link = reverse("reports:case_report", args=[two[1].pk, "publication"])
    assert f'href="{link}"' in page.content.decode()
    assert print_work.TO_MEND in text_of(page)
    assert client_of(cast.anna).get(link).status_code == 422


def test_a_report_that_breaks_does_not_stop_the_rest(cast, two, monkeypatch):
    real = print_work.page_of

    def breaks_first(item, user):
        if item.number == 1:
            raise RuntimeError
        return real(item, user)

    monkeypatch.setattr(print_work, "page_of", breaks_first)

    broken, done = work(waiting_job(cast.anna, two))

    assert (broken.status, broken.reason) == (ItemStatus.FAILED, print_work.BROKEN)
    assert done.status == ItemStatus.PRINTED


def test_a_report_that_kills_its_worker_is_given_up(cast, two):
    job = waiting_job(cast.anna, two)
    job.items.filter(number=1).update(attempts=print_work.ATTEMPTS)

    deadly, done = work(job)

    assert (deadly.status, deadly.reason) == (ItemStatus.FAILED, print_work.BROKEN)
    assert done.status == ItemStatus.PRINTED


def test_what_is_stopped_prints_no_more_and_keeps_what_is_ready(cast, two):
    job = waiting_job(cast.anna, two)
    assert print_work.print_next(job)
    client = client_of(cast.anna)

    client.post(reverse("reports:print_stop", args=[job.pk]))

    assert [item.status for item in work(job)] == [ItemStatus.PRINTED, ItemStatus.WAITING]
    assert "Gestopt" in text_of(client.get(job.get_absolute_url()))
    assert "appelboom" in pdf_text(fetch(cast.anna, job).getvalue())


def test_a_report_that_has_ended_never_changes(cast, two):
    """The database itself keeps a bar from running backwards."""
    job = ask(cast.anna, two)

    with pytest.raises(InternalError), transaction.atomic():
        job.items.update(status=ItemStatus.WAITING, ended_at=None)


def test_the_time_left_follows_from_what_is_done(cast, two):
    job = PrintJobFactory(asked_by=cast.anna)
    start = timezone.now()
    for number in range(8):
        ended = {"status": "printed", "ended_at": start + datetime.timedelta(seconds=4 * number)}
        PrintItemFactory(job=job, **(ended if number < 3 else {}))

    progress = print_jobs.progress_of(job)

    assert (progress.done, progress.total, progress.seconds_left) == (3, 8, 20)
    assert progress.time_left == "nog ongeveer 20 seconden"


def test_the_bar_asks_again_while_it_is_at_work_and_the_page_is_whole_at_the_end(cast, two):
    job, client = waiting_job(cast.anna, two), client_of(cast.anna)
    address = job.get_absolute_url()

    busy = client.get(address, headers={"HX-Request": "true"})
    work(job)
    over = client.get(address, headers={"HX-Request": "true"})

    assert 'hx-trigger="every 1s"' in busy.content.decode()
    assert "<html" not in busy.content.decode()
    assert over["HX-Refresh"] == "true"


def test_the_pages_ask_no_more_of_the_database_for_more_reports(cast, two):
    client = client_of(cast.anna)
    job = waiting_job(cast.anna, two)

    def grow():
        for _ in range(3):
            trajectory = TrajectoryFactory(programme=cast.dow)
            PrintItemFactory(
                job=job, trajectory=trajectory, status="failed", reason="x", ended_at=timezone.now()
            )
            PrintedFileFactory(
                item=PrintItemFactory(
                    job=job, printed=True, trajectory=TrajectoryFactory(programme=cast.dow)
                ),
                content=pdf_of_one_page(),
            )
            waiting_job(cast.anna, [trajectory])

    grow()
    for address in (
        CREATE,
        reverse("reports:print_jobs"),
        job.get_absolute_url(),
        reverse("reports:print_file", args=[job.pk]),
    ):
        assert_does_not_grow(lambda url=address: client.get(url), grow)


def pdf_of_one_page():
    return pdf._print('<html lang="nl"><head><title>Werk</title></head><body><p>Werk</p></body>')


def test_one_pdf_of_no_bookmarks_still_has_one_for_each_report():
    content = io.BytesIO()
    write_one_pdf(iter([pdf_of_one_page()] * 3), content, title="Drie")

    reader = PdfReader(content)
    assert [entry.title for entry in reader.outline] == ["Werk"] * 3
    assert reader.metadata.title == "Drie"


def test_a_process_that_printed_nothing_yet_prints_a_short_report_at_once_and_no_longer_one(
    monkeypatch,
):
    three_pages, six_pages = "<b></b>" * 400, "<b></b>" * 900
    assert pdf.predicted_seconds(six_pages) < MOST_SECONDS

    monkeypatch.setattr(pdf, "_engine", cache(lambda: None))

    assert pdf.predicted_seconds(three_pages) < MOST_SECONDS < pdf.predicted_seconds(six_pages)


class TestLongReports:
    """A report that a page would have to wait for."""

    @pytest.fixture(autouse=True)
    def every_report_is_long(self, monkeypatch):
        monkeypatch.setattr("reports.middleware.MOST_SECONDS", 0)

    def address(self, dossier):
        return reverse("reports:case_report", args=[dossier.trajectory.pk, "full"])

    def test_it_is_made_by_the_queue_and_read_where_its_visitor_lands(self, cast, dossier):
        client = client_of(cast.anna)

        answer = client.get(self.address(dossier), follow=True)

        job = PrintJob.objects.get()
        assert answer.redirect_chain == [(job.get_absolute_url(), 302)]
        assert "Verslag openen" in text_of(answer)
        file = fetch(cast.anna, job)
        assert file["Content-Disposition"] == 'inline; filename="dow-2026-001-volledig.pdf"'
        assert file.getvalue().startswith(b"%PDF-1.7")
        noted = AccessLog.objects.filter(action=AccessAction.PRINTED).exclude(participant_id=None)
        assert noted.get().page == "reports:case_report"

    def test_asked_for_twice_while_it_is_made_it_is_made_once(self, cast, dossier):
        job = PrintJobFactory(asked_by=cast.anna, edition="")
        PrintItemFactory(
            job=job, trajectory=None, arguments={"pk": dossier.trajectory.pk, "edition": "full"}
        )

        answer = client_of(cast.anna).get(self.address(dossier))

        assert answer.url == job.get_absolute_url()
        assert PrintItem.objects.count() == 1

    def test_its_permission_is_asked_again_when_it_is_fetched(self, cast, dossier):
        client_of(cast.bert).get(self.address(dossier))
        dossier.trajectory.coach_assignments.filter(coach=cast.bert).delete()

        assert fetch(cast.bert, PrintJob.objects.get()).status_code == 404

    def test_what_is_refused_is_refused_at_once(self, cast, dossier):
        assert client_of(cast.carla).get(self.address(dossier)).status_code == 404
        assert not PrintJob.objects.exists()

    def test_it_is_printed_with_the_choices_of_its_page(self, cast, dossier):
        address = f"{reverse('reports:cohort_pdf')}?van=2020-01&tot=2021-12"

        client_of(cast.anna).get(address)

        assert PrintItem.objects.get().address == address
        assert PrintItem.objects.get().status == ItemStatus.PRINTED


def test_a_report_that_is_short_is_no_job(cast, dossier):
    address = reverse("reports:case_report", args=[dossier.trajectory.pk, "full"])

    assert client_of(cast.anna).get(address)["Content-Type"] == "application/pdf"
    assert not PrintJob.objects.exists()
