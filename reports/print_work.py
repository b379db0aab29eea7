"""The printing of jobs, in the queue: any number of workers on any number of machines share a job.

A worker holds the lock of the report it prints until that report is stored, so that a killed
worker's report is free again as its connection ends, and each is printed once.
"""

from __future__ import annotations

import datetime
import logging
import re
import time
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import resolve
from django.utils import timezone
from django_htmx.middleware import HtmxDetails
from django_tasks import task

from accounts.models import User
from dow_site import queue
from dow_site.pdf import TooLong, at_most
from reports.models import ItemStatus, PrintedFile, PrintItem, PrintJob
from reports.print_joining import join

logger = logging.getLogger(__name__)
# As many workers at most are at one job; more wait for other work.
MOST_WORKERS = 8
# So long a worker stays at a job before it looks whether others wait.
SLICE = datetime.timedelta(seconds=3)
# So long after a worker begins, another goes on in its place if it died.
PATIENCE = datetime.timedelta(seconds=10)
ATTEMPTS = 3
# A single report is waited for by somebody who looks at a page.
PRIORITY_OF_ONE = 10

NOT_ALLOWED = "Je mag dit verslag niet maken, of het is er niet meer."
TO_MEND = "Er staat nog iets in waaraan je kunt zien om wie het gaat."
BROKEN = "Er ging iets mis bij het maken. Probeer het later nog eens."


class Refused(Exception):
    """A report that is not made, with the Dutch sentence that says why."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """What a report's page gave: the PDF and the name of its file."""

    name: str
    content: bytes


@task()
def print_reports(pk: int) -> None:
    """Print of this job what nobody else is printing, as long as others need not wait for it; then join it."""
    job = PrintJob.objects.filter(pk=pk).first()
    if job is None or (is_over(job) and (job.joined_at or not job.is_one_pdf)):
        return
    if not queue.has_memory(print_reports):
        while print_next(job):
            pass
        join(job)
        return
    heir = queue.Heir(_at(job), pk, after=PATIENCE)
    end = time.monotonic() + SLICE.total_seconds()
    while printed := print_next(job):
        if time.monotonic() > end:
            break
    if is_over(job):
        # While another joins, the heir looks later whether it lived.
        if join(job):
            heir.dismiss()
    elif printed:
        heir.take_over()
    # Else the rest is in the hands of others; the heir looks again later whether they lived.


def begin(job: PrintJob, count: int) -> None:
    """Put the job in the queue, for as many workers as it can use."""
    for _ in range(min(count, MOST_WORKERS)):
        _at(job).enqueue(job.pk)


def is_over(job: PrintJob) -> bool:
    """Whether nothing of the job is left to print: all ended, stopped, or thrown away."""
    return not PrintItem.objects.waiting().filter(job=job).exists()


def print_next(job: PrintJob) -> bool:
    """Print one report of the job that nobody else is printing; False where there is none."""
    pk = _claim(job)
    if pk is None:
        return False
    with transaction.atomic():
        _notice_lost_machines()
        item = (
            PrintItem.objects.waiting()
            .select_related("job__asked_by")
            .select_for_update(of=("self",), skip_locked=True)
            .filter(pk=pk)
            .first()
        )
        if item is not None:
            _end(item)
    return True


def page_of(item: PrintItem, user: User) -> Page:
    """The report as its own page gives it to this person now; raises Refused where it gives none.

    So a job prints what the page prints, asks for the same permission and writes the same row of the
    access log. Belongs in a transaction, as every request is one.
    """
    with at_most(None):
        response = _ask(item, user)
    if response.status_code == 422:
        raise Refused(TO_MEND)
    if response.status_code != 200 or response["Content-Type"] != "application/pdf":
        raise Refused(BROKEN)
    name = re.search(r'filename="([^"]+)"', response["Content-Disposition"])
    return Page(name=name[1] if name else "verslag.pdf", content=response.content)


def may_still(item: PrintItem, user: User) -> bool:
    """Whether the page would give this person the report now; prints and logs nothing."""
    try:
        with transaction.atomic(), at_most(0):
            _ask(item, user)
    except TooLong:
        return True
    except Refused:
        return False
    return False


def _ask(item: PrintItem, user: User) -> HttpResponse:
    request = HttpRequest()
    request.method, request.path = "GET", item.address.partition("?")[0]
    request.path_info = request.path
    request.GET, request.user = QueryDict(item.query), user
    request.META = {"SERVER_NAME": "localhost", "SERVER_PORT": "443"}
    request.htmx = HtmxDetails(request)
    request.resolver_match = match = resolve(request.path)
    try:
        return match.func(request, *match.args, **match.kwargs)
    except (Http404, PermissionDenied) as refusal:
        raise Refused(NOT_ALLOWED) from refusal


def _claim(job: PrintJob) -> int | None:
    """The report to print now, counted as begun; of one that was begun too often only its end is left."""
    with transaction.atomic():
        free = (
            PrintItem.objects.waiting()
            .filter(job=job)
            .select_for_update(of=("self",), skip_locked=True)
            .order_by("attempts", "number")
            .first()
        )
        if free is None:
            return None
        # Outside the printing's transaction, so that a report that kills its worker is counted too.
        PrintItem.objects.filter(pk=free.pk).update(attempts=F("attempts") + 1)
        return free.pk


def _end(item: PrintItem) -> None:
    """Print the item, which is locked, and store in one how it ended."""
    try:
        if item.attempts > ATTEMPTS:
            raise Refused(BROKEN)
        with transaction.atomic():
            page = page_of(item, item.job.asked_by)
            PrintedFile.objects.create(item=item, name=page.name[:120], content=page.content)
            item.status = ItemStatus.PRINTED
    except Refused as refusal:
        item.status, item.reason = ItemStatus.FAILED, str(refusal)
    except Exception:
        # One report that breaks must not keep the others from being printed.
        logger.exception("A report could not be printed: %s %s.", item.route, item.arguments)
        item.status, item.reason = ItemStatus.FAILED, BROKEN
    item.ended_at = timezone.now()
    item.save(update_fields=["status", "reason", "ended_at"])


def _notice_lost_machines() -> None:
    """Have the server notice within a minute that a worker's machine went, and with it the lock."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('tcp_keepalives_idle', '30', true),"
            " set_config('tcp_keepalives_interval', '10', true),"
            " set_config('tcp_keepalives_count', '3', true)"
        )


def _at(job: PrintJob):
    return print_reports if job.edition else print_reports.using(priority=PRIORITY_OF_ONE)
