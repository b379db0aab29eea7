"""Runs of reports: asked for, stopped, how far they are, thrown away after a day."""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, F, Max, Min, Q
from django.utils import timezone

from accounts.models import User
from dow_site.access import Action
from reports import print_work
from reports.editions import EDITIONS, Edition
from reports.models import KEPT, ItemStatus, PrintItem, PrintJob
from trajectories.models import Trajectory

# So that a worker joins them in two seconds or so.
MOST_REPORTS = 100
CASE_REPORT = "reports:case_report"


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a job is; `seconds_left` None while that cannot be said, or nothing is to be done."""

    total: int
    printed: int
    failed: int
    is_stopped: bool
    is_joining: bool
    seconds_left: int | None

    @property
    def done(self) -> int:
        return self.printed + self.failed

    @property
    def is_over(self) -> bool:
        return self.is_printed and not self.is_joining

    @property
    def is_printed(self) -> bool:
        """Whether no more reports will come."""
        return self.is_stopped or self.done == self.total

    @property
    def time_left(self) -> str:
        """ "nog ongeveer 20 seconden", rounded up; "" where nothing can be said."""
        if self.seconds_left is None:
            return ""
        if self.seconds_left <= 90:
            return f"nog ongeveer {max(5, math.ceil(self.seconds_left / 5) * 5)} seconden"
        return f"nog ongeveer {math.ceil(self.seconds_left / 60)} minuten"


@transaction.atomic
def ask_for_many(
    job: PrintJob, trajectories: Sequence[Trajectory], *, edition: Edition, by: User
) -> PrintJob:
    """Save the job with one item per trajectory and put it in the queue.

    Raises a ValidationError with a Dutch sentence for no trajectories, too many, or one of which this
    person may not print this edition.
    """
    if not trajectories:
        raise ValidationError("Kies minstens één traject.", code="nothing")
    if len(trajectories) > MOST_REPORTS:
        raise ValidationError(
            f"Kies hooguit {MOST_REPORTS} trajecten. Het zijn er nu {len(trajectories)}.",
            code="too_many",
        )
    if refused := _not_permitted(trajectories, edition, by):
        raise ValidationError(
            f"Deze uitgave mag je niet maken van: {', '.join(refused)}. Vink die uit.",
            code="not_permitted",
        )
    job.edition = edition
    items = [
        PrintItem(
            number=number,
            trajectory=trajectory,
            route=CASE_REPORT,
            arguments={"pk": trajectory.pk, "edition": edition.value},
        )
        for number, trajectory in enumerate(trajectories, start=1)
    ]
    return _begin(job, items, by)


@transaction.atomic
def ask_for_page(route: str, arguments: Mapping[str, object], query: str, *, by: User) -> PrintJob:
    """A job for the one report of a page that takes long; one that is still at work on it is given again."""
    facts = {"route": route, "arguments": dict(arguments), "query": query}
    under_way = PrintJob.objects.visible_to(by).filter(
        edition="", pk__in=PrintItem.objects.waiting().filter(**facts).values("job")
    )
    return under_way.first() or _begin(PrintJob(), [PrintItem(number=1, **facts)], by)


@transaction.atomic
def stop(job: PrintJob) -> None:
    """Print no more of this job; what is finished stays. Stopping twice is stopping once."""
    stopped = PrintJob.objects.filter(pk=job.pk, cancelled_at=None).update(
        cancelled_at=timezone.now(), version=F("version") + 1
    )
    if stopped:
        # Somebody must join what is ready.
        print_work.begin(job, 1)


def clear_expired(moment: datetime.datetime) -> int:
    """Throw away the jobs whose day is over, with their files; gives how many jobs."""
    expired = PrintJob.objects.expired(moment)
    count = expired.count()
    expired.delete()
    return count


def progress_of(job: PrintJob) -> Progress:
    """How far the job is, in one query."""
    ended = ~Q(status=ItemStatus.WAITING)
    facts = job.items.aggregate(
        total=Count("pk"),
        printed=Count("pk", Q(status=ItemStatus.PRINTED)),
        failed=Count("pk", Q(status=ItemStatus.FAILED)),
        first=Min("ended_at", filter=ended),
        last=Max("ended_at", filter=ended),
        # Of the job, as it is now: whoever holds it may have read it before.
        joined=Max("job__joined_at"),
        stopped=Max("job__cancelled_at"),
    )
    is_joined, is_stopped = (facts.pop(name) is not None for name in ("joined", "stopped"))
    first, last = facts.pop("first"), facts.pop("last")
    done = facts["printed"] + facts["failed"]
    left = facts["total"] - done
    seconds_left = None
    if left and not is_stopped and done > 1 and last > first:
        seconds_left = round((last - first).total_seconds() / (done - 1) * left)
    is_printed = is_stopped or not left
    return Progress(
        **facts,
        is_stopped=is_stopped,
        is_joining=job.is_one_pdf and is_printed and bool(facts["printed"]) and not is_joined,
        seconds_left=seconds_left,
    )


def _begin(job: PrintJob, items: list[PrintItem], by: User) -> PrintJob:
    now = timezone.now()
    # Beside the nightly clearing, so that files go in time where nobody set that up.
    clear_expired(now)
    job.asked_by, job.asked_as = by, by.role
    job.programme_id, job.organisation_id = by.programme_id, by.organisation_id
    job.asked_at, job.expires_at = now, now + KEPT
    job.save()
    for item in items:
        item.job = job
    PrintItem.objects.bulk_create(items)
    print_work.begin(job, len(items))
    return job


def _not_permitted(trajectories: Sequence[Trajectory], edition: Edition, by: User) -> list[str]:
    action: Action = EDITIONS[edition].action
    allowed = set(
        Trajectory.objects.permitted(by, action)
        .filter(pk__in=[trajectory.pk for trajectory in trajectories])
        .values_list("pk", flat=True)
    )
    return [one.reference for one in trajectories if one.pk not in allowed]
