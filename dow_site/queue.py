"""What the queue needs beyond django-tasks-db: a task outlives the worker that was killed in it."""

from django.db import transaction
from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.models import DBTaskResult

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
