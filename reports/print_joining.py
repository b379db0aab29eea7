"""The one PDF of a run: joined by a worker when the last report has ended, and handed over in pieces.

So a web process passes bytes on and holds no report, and what somebody may read is asked again when
he fetches it.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from accounts.models import User
from reports.editions import EDITION_LABELS, EDITIONS, Edition
from reports.models import Bundle, JoinedPart, PrintedFile, PrintItem, PrintJob
from reports.print_zip import one_zip
from trajectories.models import Trajectory

logger = logging.getLogger(__name__)
ATTEMPTS = 3
PART = 256 * 1024
_FILES_AT_ONCE = 10
# Below this the joined file stays in the memory of the worker.
_IN_MEMORY = 8 * 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Handed:
    """What somebody gets of a job: as one PDF, or as loose ones in a ZIP.

    `withheld` is of how many reports that are ready he may no longer have any; then nothing is left of the one PDF, in
    which they are.
    """

    bundle: Bundle
    count: int
    withheld: int
    pieces: Iterator[bytes]


def title_of(job: PrintJob, count: int) -> str:
    """What a job is called: its edition and how many, or that it is one report of a page."""
    if not job.edition:
        return "Eén verslag"
    label = EDITION_LABELS[Edition(job.edition)].capitalize()
    return f"{label}: {count} {'traject' if count == 1 else 'trajecten'}"


def join(job: PrintJob) -> bool:
    """Join the reports of a job of which nothing is left to print; False while another worker is at it.

    Nothing is done to what is joined already, or is not to be. Where it does not succeed the job ends
    without, and its reports are handed over apart.
    """
    with _alone(job) as is_alone:
        if not is_alone:
            return False
        waiting = PrintJob.objects.filter(pk=job.pk, joined_at=None)
        found = waiting.first()
        if found is None or not found.is_one_pdf:
            return True
        # Before it begins, so that a job whose joining kills its worker is left at that.
        waiting.update(join_attempts=F("join_attempts") + 1)
        try:
            with transaction.atomic():
                if found.join_attempts < ATTEMPTS:
                    _store(found)
                waiting.update(joined_at=timezone.now())
        except Exception:
            logger.exception("The reports of a job could not be joined: %s.", found.pk)
            waiting.update(joined_at=timezone.now())
    return True


def handed_to(job: PrintJob, user: User) -> Handed:
    """What this person gets of the job now; the pieces are read from the database as they are asked for."""
    allowed = Trajectory.objects.permitted(user, EDITIONS[Edition(job.edition)].action)
    printed = job.items.printed()
    his = printed.filter(trajectory__in=allowed)
    count, total = his.count(), printed.count()
    if job.bundle == Bundle.PDF and count == total and job.parts.exists():
        bundle, pieces = Bundle.PDF, _joined(job)
    else:
        bundle, pieces = Bundle.ZIP, one_zip(_files(his))
    return Handed(bundle=bundle, count=count, withheld=total - count, pieces=pieces)


def _store(job: PrintJob) -> None:
    # What joins takes 6 MB, and web processes never join.
    from reports.print_bundle import write_one_pdf

    # Waits for what is still being printed of a job that was stopped.
    list(job.items.select_for_update(of=("self",)).values_list("pk"))
    printed = job.items.printed()
    count = printed.count()
    if not count:
        return
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as file:
        contents = (content for _, content in _files(printed))
        write_one_pdf(contents, file, title=title_of(job, count))
        file.seek(0)
        number = 0
        while content := file.read(PART):
            number += 1
            JoinedPart.objects.create(job=job, number=number, content=content)


def _joined(job: PrintJob) -> Iterator[bytes]:
    parts = job.parts.order_by("number").values_list("content", flat=True)
    return (bytes(content) for content in parts.iterator(chunk_size=1))


def _files(items: QuerySet[PrintItem]) -> Iterator[tuple[str, bytes]]:
    """Name and content of the reports, never more than a few in memory."""
    files = PrintedFile.objects.filter(item__in=items).order_by("item__number")
    for name, content in files.values_list("name", "content").iterator(chunk_size=_FILES_AT_ONCE):
        yield name, bytes(content)


@contextmanager
def _alone(job: PrintJob) -> Iterator[bool]:
    """Whether no other worker is joining this job; its death sets the job free.

    A lock beside the rows, so that nobody who stops or clears the job waits for it.
    """
    key = [f"join {job.pk}"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", key)
        [is_alone] = cursor.fetchone()
        try:
            yield is_alone
        finally:
            if is_alone:
                cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", key)
