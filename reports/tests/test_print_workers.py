"""Real workers on the real database: what one of them leaves behind when it is killed, another does."""

from io import BytesIO

import pytest
from django.db import transaction
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from pypdf import PdfReader

from accounts.factories import ProgrammeFactory, UserFactory
from accounts.models import AccessAction, AccessLog
from conftest import client_of, pdf_text
from dow_site.tests.processes import nobody_asks_the_database, until
from dow_site.tests.queue_process import QueueWorker
from participants.factories import ParticipantFactory
from reports import print_jobs
from reports.editions import Edition
from reports.models import PrintedFile, PrintItem, PrintJob
from trajectories.factories import EventFactory, TrajectoryFactory
from trajectories.models import Trajectory

pytestmark = pytest.mark.django_db(transaction=True)

REPORTS = 39
PATIENCE = 120


@pytest.fixture
def queue_of_workers(settings, transactional_db):
    """The queue as in production, instead of at once; its workers are killed at the end."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    workers = []

    def start(name):
        workers.append(QueueWorker(name))
        return workers[-1]

    yield start
    for worker in workers:
        worker.kill()
    nobody_asks_the_database()


@pytest.fixture
def leader(transactional_db):
    return UserFactory(leader=True, programme=ProgrammeFactory())


def trajectories_of(leader, count):
    made = []
    for number in range(1, count + 1):
        trajectory = TrajectoryFactory(
            programme=leader.programme,
            participant=ParticipantFactory(
                given_name="Deelnemer", family_name=f"Nummer{number:02}"
            ),
        )
        EventFactory(trajectory=trajectory, text=f"Dit is het verhaal van nummer {number:02}.")
        made.append(trajectory)
    return made


def ask(leader, count):
    trajectories = trajectories_of(leader, count)
    return print_jobs.ask_for_many(PrintJob(), trajectories, edition=Edition.FULL, by=leader)


def are_printing(job):
    """How many reports of the job some worker is printing at this moment: those whose row is locked."""
    with transaction.atomic():
        waiting = set(PrintItem.objects.waiting().filter(job=job).values_list("pk", flat=True))
        free = (
            PrintItem.objects.waiting()
            .filter(job=job)
            .select_for_update(of=("self",), skip_locked=True)
        )
        return len(waiting - set(free.values_list("pk", flat=True)))


def test_of_39_reports_none_is_missing_and_none_twice_when_a_worker_is_killed(
    leader, queue_of_workers
):
    job = ask(leader, REPORTS)
    killed, _other = queue_of_workers("west"), queue_of_workers("east")
    seen = []

    def look():
        seen.append(print_jobs.progress_of(job))
        return seen[-1]

    until(lambda: look().done >= REPORTS // 3, PATIENCE)
    # Both are at work on a report of their own.
    until(lambda: are_printing(job) == 2, PATIENCE)
    killed.kill()
    assert not look().is_over
    until(lambda: look().is_over, PATIENCE)

    bar = [(one.done, one.total) for one in seen]
    assert bar == sorted(bar)
    assert bar[-1] == (REPORTS, REPORTS)
    assert seen[-1].failed == 0
    texts = [pdf_text(file.content) for file in PrintedFile.objects.order_by("item__number")]
    told = [
        [
            f"{number:02}"
            for number in range(1, REPORTS + 1)
            if f"verhaal van nummer {number:02}" in text
        ]
        for text in texts
    ]
    assert told == [[f"{number:02}"] for number in range(1, REPORTS + 1)]
    noted = AccessLog.objects.filter(action=AccessAction.PRINTED, user=leader)
    assert sorted(noted.values_list("participant_id", flat=True)) == sorted(
        Trajectory.objects.values_list("participant", flat=True)
    )

    answer = client_of(leader).get(reverse("reports:print_file", args=[job.pk]))

    titles = [
        entry.title
        for entry in PdfReader(BytesIO(answer.getvalue())).outline
        if not isinstance(entry, list)
    ]
    assert len(titles) == len(set(titles)) == REPORTS


def test_a_job_outlives_the_only_worker(leader, queue_of_workers):
    """Even where the killed worker never comes back, and nobody looks after its task."""
    job = ask(leader, 3)
    first = queue_of_workers("west")
    until(lambda: are_printing(job), PATIENCE)
    first.kill()

    queue_of_workers("east")

    until(lambda: print_jobs.progress_of(job).is_over, PATIENCE)
    assert PrintedFile.objects.filter(item__job=job).count() == 3


def test_a_finished_job_leaves_no_task_in_the_queue(leader, queue_of_workers):
    job = ask(leader, 2)
    queue_of_workers("west")

    until(lambda: print_jobs.progress_of(job).is_over, PATIENCE)
    at_work = DBTaskResult.objects.exclude(status="SUCCESSFUL")
    until(lambda: not at_work.exists(), PATIENCE)
    assert not at_work.exists()
