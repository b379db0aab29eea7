"""Prices, sessions and their lines, for tests."""

import datetime
from decimal import Decimal

import factory

from accounts.factories import ProgrammeFactory, UserFactory
from costs.models import (
    Attendee,
    CostLine,
    CostPrice,
    CostPriceComponent,
    IndexFigure,
    IndexSeries,
    LineObjection,
    LineReality,
    LineRemark,
    ParticipantReading,
    PriceImport,
    PriceItem,
    PriceList,
    PriceListStatus,
    ScenarioItem,
    Session,
    SessionStatus,
    SessionStep,
    Source,
    Statement,
    StatementKind,
    StepKind,
)
from trajectories.factories import TrajectoryFactory


class SourceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Source

    code = factory.Sequence(lambda n: f"bron-{n}")
    title = "Kostprijsberekening"
    note = "genoemd in het rapport"


class PriceListFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PriceList

    class Params:
        published = factory.Trait(
            status=PriceListStatus.PUBLISHED, published_on=datetime.date(2026, 1, 1)
        )
        replaced = factory.Trait(
            status=PriceListStatus.REPLACED,
            published_on=datetime.date(2025, 1, 1),
            replaced_on=datetime.date(2026, 1, 1),
        )

    title = factory.Sequence(lambda n: f"Prijslijst {n}")
    list_version = "1"


class PriceItemFactory(factory.django.DjangoModelFactory):
    """A price per year of a list; with `session` it is that session's own."""

    class Meta:
        model = PriceItem

    class Params:
        ranged = factory.Trait(amount=None, low=Decimal("1000.00"), high=Decimal("2000.00"))

    price_list = factory.Maybe("session", None, factory.SubFactory(PriceListFactory))
    session = None
    code = factory.Sequence(lambda n: f"P{n}")
    category = "Begeleiding"
    name = "Begeleiding per deelnemer"
    unit = "year"
    amount = Decimal("13261.00")
    source = factory.SubFactory(SourceFactory)


class PriceImportFactory(factory.django.DjangoModelFactory):
    """A list of one row, of which the columns are still to be chosen."""

    class Meta:
        model = PriceImport

    price_list = factory.SubFactory(PriceListFactory)
    file_name = "prijzen.csv"
    header = ["Naam", "Bedrag"]
    rows = [[2, ["Begeleiding", "100"]]]
    total = 1
    uploaded_by = factory.SubFactory(UserFactory, controller=True)


class IndexSeriesFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = IndexSeries

    title = factory.Sequence(lambda n: f"Reeks {n}")
    source = factory.SubFactory(SourceFactory)


class IndexFigureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = IndexFigure

    series = factory.SubFactory(IndexSeriesFactory)
    year = 2019
    value = Decimal("100.000")


class CostPriceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CostPrice

    programme = factory.SubFactory(ProgrammeFactory)
    year = 2020
    amount = Decimal("13261.00")
    source = factory.SubFactory(SourceFactory)


class CostPriceComponentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CostPriceComponent

    cost_price = factory.SubFactory(CostPriceFactory)
    order = 1
    code = "guidance"
    label = "Begeleidingskosten"
    amount = Decimal("6298.00")


class SessionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Session

    class Params:
        in_check = factory.Trait(
            status=SessionStatus.TO_CHECK,
            offered_by=factory.SubFactory(UserFactory, facilitator=True),
        )
        approved = factory.Trait(
            status=SessionStatus.APPROVED,
            offered_by=factory.SubFactory(UserFactory, facilitator=True),
            approved_by=factory.SubFactory(UserFactory, controller=True),
            approved_at=datetime.datetime(2026, 3, 12, 12, tzinfo=datetime.UTC),
            seal="0" * 64,
        )

    trajectory = factory.SubFactory(TrajectoryFactory)
    reference = factory.Sequence(lambda n: f"sessie-{n}")
    period_start = datetime.date(2026, 1, 1)
    period_end = datetime.date(2026, 12, 1)


class CostLineFactory(factory.django.DjangoModelFactory):
    """A stated amount of 1,000 euros that was made."""

    class Meta:
        model = CostLine

    class Params:
        unpriced = factory.Trait(
            status="unpriced",
            low_amount=None,
            high_amount=None,
            unpriced_reason="Er is geen prijs bekend.",
        )

    session = factory.SubFactory(SessionFactory)
    order = 1
    side = "incurred"
    label = "Begeleiding"
    low_amount = Decimal("1000.00")
    high_amount = Decimal("1000.00")


class AttendeeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Attendee

    session = factory.SubFactory(SessionFactory)
    role = "Jobcoach"


class ScenarioItemFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ScenarioItem

    session = factory.SubFactory(SessionFactory)
    text = "Zou thuis zijn gebleven."


class StatementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Statement

    session = factory.SubFactory(SessionFactory)
    kind = StatementKind.ADDED_VALUE
    text = "Het vertrouwen kwam terug."


class SessionStepFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SessionStep

    session = factory.SubFactory(SessionFactory)
    kind = StepKind.OFFERED
    by = factory.SubFactory(UserFactory, facilitator=True)
    at = datetime.datetime(2026, 3, 11, 12, tzinfo=datetime.UTC)
    content = "{}"


class LineObjectionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LineObjection

    line = factory.SubFactory(CostLineFactory)
    said_on = datetime.date(2026, 3, 10)
    text = "Daar had ik geen hulp bij nodig."
    recorded_by = factory.SubFactory(UserFactory)


class LineRealityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LineReality

    line = factory.SubFactory(CostLineFactory, side="avoided")
    month = 6
    outcome = "avoided"
    what_happened = "Hij woont nog thuis."
    told_by = "jobcoach"
    told_on = datetime.date(2026, 3, 10)
    recorded_by = factory.SubFactory(UserFactory)


class ParticipantReadingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ParticipantReading

    session = factory.SubFactory(SessionFactory)
    read_on = datetime.date(2026, 3, 10)
    recorded_by = factory.SubFactory(UserFactory)


class LineRemarkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LineRemark

    session = factory.SubFactory(SessionFactory)
    text = "Waar komt dit bedrag vandaan?"
    written_by = factory.SubFactory(UserFactory, controller=True)
    written_at = datetime.datetime(2026, 3, 11, 12, tzinfo=datetime.UTC)
