"""What the queue needs beyond django-tasks-db: a task outlives the worker that was killed in it."""

from __future__ import annotations

import datetime
import uuid

from django.db import transaction
from django.utils import timezone
from django_tasks_db.compat import Task, TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

ATTEMPTS = 3


class WorkerKilled(Exception):
    """A task during which its worker was killed too often to try again."""


@transaction.atomic
def take_up_again(worker: str) -> int:
    """Put back what a worker of this name was running when it was killed; gives how many tasks.

    A task that may be what kills its worker is given up after a few attempts.
    """
    running = DBTaskResult.objects.select_for_update().filter(
        status=TaskResultStatus.RUNNING, worker_ids__contains=worker
    )
    put_back = 0
    for result in running:
        if result.worker_ids[-1] != worker:
            continue
        if len(result.worker_ids) >= ATTEMPTS:
            result.set_failed(WorkerKilled(f"The worker was killed {ATTEMPTS} times in this task."))
            continue
        result.status = TaskResultStatus.READY
        result.save(update_fields=["status"])
        put_back += 1
    return put_back


class Heir:
    """A task that goes on with the work of the running one when that one's worker dies, or hands over.

    It waits in the queue from before the work begins, so that no death of a worker, and no worker
    that never comes back, leaves the work without anybody to do it.
    """

    def __init__(self, task: Task, *arguments: object, after: datetime.timedelta):
        result = task.using(run_after=timezone.now() + after).enqueue(*arguments)
        self._waiting = DBTaskResult.objects.filter(
            pk=uuid.UUID(str(result.id)), status=TaskResultStatus.READY
        )

    def take_over(self) -> None:
        """Have it begin now, behind what others asked for meanwhile."""
        self._waiting.update(run_after=get_date_max())

    def dismiss(self) -> None:
        """Take it out of the queue: the work is done."""
        self._waiting.delete()


def has_memory(task: Task) -> bool:
    """Whether the queue keeps tasks until a worker comes; in tests it runs them at once instead."""
    return task.get_backend().supports_defer
