"""Every report of the whole demonstration that differs from the others, printed as its reader prints it: through the page."""

from __future__ import annotations

import io
import logging
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from unittest.mock import patch

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.demo import DEMO_DOMAIN
from accounts.models import User
from coaching.models import CardLanguage, HandoverLetter
from conftest import client_of
from costs.models import PriceList
from reports.access_request.holdings import _change as _real_change
from reports.demo_cohort import MARK
from reports.models import AccessRequest
from trajectories.models import Trajectory


@dataclass(frozen=True)
class Printed:
    """One finished report, and what WeasyPrint had to say about it."""

    name: str
    content: bytes
    warnings: tuple[str, ...]


class _Listener(logging.Handler):
    """Keeps what a logger says from warnings upward."""

    def __init__(self) -> None:
        super().__init__(level=logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())

    def take(self) -> tuple[str, ...]:
        said, self.said = tuple(self.said), []
        return said


def print_all() -> list[Printed]:
    """Each report as its reader gets it; a page that does not answer with a PDF is an AssertionError."""
    listener, logger = _Listener(), logging.getLogger("weasyprint")
    logger.addHandler(listener)
    # However long a report is: printed on the spot, and not in the queue.
    patience = patch("reports.middleware.MOST_SECONDS", None)
    patience.start()
    try:
        # First, as it tells who looked: what is printed after it does not change it.
        pack = _pack(listener)
        return [pack, *(_print(*one, listener) for one in _addresses())]
    finally:
        patience.stop()
        logger.removeHandler(listener)


def _print(name: str, person: User, address: str, listener: _Listener) -> Printed:
    response = client_of(person).get(address)
    assert response.status_code == 200, (name, response.status_code)
    assert response["Content-Type"] == "application/pdf", name
    return Printed(name, response.content, listener.take())


def _pack(listener: _Listener) -> Printed:
    """The pack of the request for access, made through its pages and taken out of the archive."""
    leader = client_of(_reader("projectleider"))
    asked = AccessRequest.objects.get()
    with patch("reports.access_request.holdings._change", side_effect=_changed_now):
        leader.post(reverse("reports:access_request_make", args=[asked.pk]))
    answer = leader.get(reverse("reports:access_request_archive", args=[asked.pk]))
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        return Printed("pack", archive.read("inzage.pdf"), listener.take())


def _changed_now(model, state, *facts):
    # History is stamped by the database, whose clock no test stops.
    state.pgh_created_at = timezone.now()
    return _real_change(model, state, *facts)


def _reader(name: str) -> User:
    return User.objects.get(email=f"{name}@{DEMO_DOMAIN}")


def _told_apart(trajectories: QuerySet[Trajectory]) -> Iterator[Trajectory]:
    """All of them, but of those whom `load_cohort` makes alike one for each way of leaving and number of stays."""
    seen = set()
    for trajectory in trajectories.annotate(stays=Count("spells")).select_related(
        "participant", "outflow"
    ):
        if trajectory.participant.wishes == MARK:
            way = trajectory.outflow.category, trajectory.stays
            if way in seen:
                continue
            seen.add(way)
        yield trajectory


def _addresses() -> Iterator[tuple[str, User, str]]:
    leader, referrer = _reader("projectleider"), _reader("verwijzer")
    trainee = _reader("stagiair")
    for trajectory in _told_apart(Trajectory.objects.visible_to(leader).order_by("reference")):
        about, pk = trajectory.reference, trajectory.pk
        yield f"case-{about}", leader, reverse("reports:case_report", args=[pk, "full"])
        yield f"log-{about}", leader, reverse("reports:access_log", args=[pk])
        if about.startswith("casus-"):
            for name, edition in (("published", "publication"), ("own", "participant")):
                address = reverse("reports:case_report", args=[pk, edition])
                yield f"{name}-{about}", leader, address
    referred = Trajectory.objects.visible_to(referrer).order_by("reference")
    for number, trajectory in enumerate(referred, 1):
        pk = trajectory.pk
        yield f"progress-{number}", referrer, reverse("reports:progress_pdf", args=[pk])
        for name, edition, reader in (
            ("shared", "referrer", referrer),
            ("own", "participant", leader),
        ):
            address = reverse("reports:case_report", args=[pk, edition])
            yield f"{name}-{number}", reader, address
    talked = Trajectory.objects.visible_to(leader).filter(talks__isnull=False).distinct()
    for trajectory in talked.select_related("participant").order_by("reference"):
        alias, pk = trajectory.participant.alias.lower(), trajectory.pk
        yield f"plan-{alias}", leader, reverse("reports:trajectory_plan", args=[pk])
        yield f"talks-{alias}", leader, reverse("reports:talk_overview", args=[pk])
    # The timeline whole, with a filter, and as the referrer reads it.
    whole = reverse("reports:timeline", args=[Trajectory.objects.get(reference="casus-1").pk])
    yield "timeline-casus-1", leader, whole
    part = reverse("reports:timeline", args=[Trajectory.objects.get(reference="casus-2").pk])
    yield "timeline-part", leader, f"{part}?soort=outcome"
    address = reverse("reports:timeline", args=[referred[0].pk])
    yield "timeline-referrer-1", referrer, address
    driving = (
        Trajectory.objects.visible_to(leader).filter(goals__isnull=False).order_by("reference")
    )
    for language in CardLanguage.values:
        address = reverse("coaching:week_pdf", args=[driving[0].pk, language])
        yield f"week-{language}", leader, address
    for number, letter in enumerate(HandoverLetter.objects.visible_to(leader).order_by("pk"), 1):
        yield f"letter-{number}", leader, reverse("reports:handover_letter", args=[letter.pk])
    for number, price_list in enumerate(PriceList.objects.order_by("pk"), 1):
        yield f"prices-{number}", leader, reverse("reports:price_list", args=[price_list.pk])
    yield "training", trainee, reverse("reports:training", args=[trainee.pk])
    yield "several-cases", _reader("controller"), reverse("reports:several_cases")
    yield "cohort", leader, reverse("reports:cohort_pdf")
