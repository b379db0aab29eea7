import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from dow_site.queue import ATTEMPTS, take_up_again

pytestmark = pytest.mark.django_db


def task(status, workers):
    return DBTaskResult.objects.create(
        status=status,
        worker_ids=workers,
        task_path="dow_site.tests.test_queue.task",
        args_kwargs={"args": [], "kwargs": {}},
        backend_name="default",
        run_after=timezone.now(),
    )


def status_of(result):
    result.refresh_from_db()
    return result.status


def test_task_of_a_killed_worker_is_taken_up_again():
    interrupted = task("RUNNING", ["west"])

    assert take_up_again("west") == 1
    assert status_of(interrupted) == "READY"


def test_tasks_of_other_workers_and_finished_tasks_are_left_alone():
    elsewhere = task("RUNNING", ["east"])
    passed_on = task("RUNNING", ["west", "east"])
    finished = task("SUCCESSFUL", ["west"])

    assert take_up_again("west") == 0
    assert [status_of(elsewhere), status_of(passed_on)] == ["RUNNING", "RUNNING"]
    assert status_of(finished) == "SUCCESSFUL"


def test_task_that_kills_its_worker_is_given_up():
    deadly = task("RUNNING", ["west"] * ATTEMPTS)

    assert take_up_again("west") == 0
    assert status_of(deadly) == "FAILED"
    assert "killed" in deadly.traceback
