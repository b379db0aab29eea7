"""Rows of what leaves the system, for tests."""

import datetime

import factory
from django.utils import timezone

from accounts.factories import UserFactory
from participants.factories import ParticipantFactory
from reports.models import (
    AccessRequest,
    AccessRequestStatus,
    JoinedPart,
    PrintedFile,
    PrintItem,
    PrintJob,
    WhyWithheld,
    Withheld,
    Withholding,
)
from trajectories.factories import TrajectoryFactory


class AccessRequestFactory(factory.django.DjangoModelFactory):
    """Somebody asked what is kept about him; nothing was chosen or made yet."""

    class Meta:
        model = AccessRequest

    class Params:
        ready = factory.Trait(
            status=AccessRequestStatus.READY,
            paper=b"%PDF-",
            machine=b"{}",
            made_by=factory.SelfAttribute("recorded_by"),
            made_at=factory.LazyFunction(timezone.now),
        )

    participant = factory.SubFactory(ParticipantFactory)
    recorded_by = factory.SubFactory(UserFactory, leader=True)
    programme = factory.SelfAttribute("recorded_by.programme")
    asked_on = datetime.date(2026, 3, 9)
    reason = "de deelnemer zelf, in een gesprek"


class WithholdingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Withholding

    request = factory.SubFactory(AccessRequestFactory)
    kind = Withheld.PERSON
    key = factory.Sequence(lambda n: f"user:{n}")
    why = WhyWithheld.PRIVACY


class PrintJobFactory(factory.django.DjangoModelFactory):
    """A run of full case reports, asked for just now."""

    class Meta:
        model = PrintJob

    edition = "full"
    asked_by = factory.SubFactory(UserFactory)
    asked_as = factory.SelfAttribute("asked_by.role")
    programme = factory.SelfAttribute("asked_by.programme")
    organisation = factory.SelfAttribute("asked_by.organisation")
    asked_at = factory.LazyFunction(timezone.now)
    expires_at = factory.LazyAttribute(lambda job: job.asked_at + datetime.timedelta(days=1))


class PrintItemFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PrintItem

    class Params:
        printed = factory.Trait(status="printed", ended_at=factory.LazyFunction(timezone.now))

    job = factory.SubFactory(PrintJobFactory)
    number = factory.Sequence(lambda number: number + 1)
    trajectory = factory.SubFactory(TrajectoryFactory)
    route = "reports:case_report"
    arguments = factory.LazyAttribute(
        lambda item: {"pk": item.trajectory.pk, "edition": item.job.edition}
    )


class PrintedFileFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PrintedFile

    item = factory.SubFactory(PrintItemFactory, printed=True)
    name = "verslag.pdf"
    content = b"%PDF-1.7 proef"


class JoinedPartFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = JoinedPart

    job = factory.SubFactory(PrintJobFactory)
    number = factory.Sequence(lambda number: number + 1)
    content = b"%PDF-1.7 proef"
