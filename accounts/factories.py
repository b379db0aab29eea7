"""People and places for tests: constants by default, sequences only where a value must be unique."""

import datetime
import uuid

import factory

from accounts.models import (
    AccessLog,
    Draft,
    ExportReason,
    Organisation,
    OrganisationKind,
    Programme,
    ProgrammePlaces,
)
from accounts.models import User as Account
from dow_site.access import Role


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    class Params:
        municipality = factory.Trait(
            name=factory.Sequence(lambda n: f"Gemeente {n}"), kind=OrganisationKind.MUNICIPALITY
        )

    name = factory.Sequence(lambda n: f"Organisatie {n}")
    kind = OrganisationKind.OTHER


class ProgrammeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Programme

    name = factory.Sequence(lambda n: f"Werkleerbedrijf {n}")
    short_name = factory.Sequence(lambda n: f"WLB{n}")
    location = "Haarle"


class ProgrammePlacesFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ProgrammePlaces

    programme = factory.SubFactory(ProgrammeFactory)
    starts_on = datetime.date(2019, 3, 1)
    minimum = 4
    maximum = 6


class UserFactory(factory.django.DjangoModelFactory):
    """A jobcoach; each trait gives another role with what that role must have."""

    class Meta:
        model = Account

    class Params:
        leader = factory.Trait(role=Role.PROJECT_LEADER, name="Anna Leider")
        trainee = factory.Trait(
            role=Role.JOBCOACH_IN_TRAINING,
            name="Daan Stagiair",
            supervisor=factory.SubFactory(
                "accounts.factories.UserFactory",
                leader=True,
                programme=factory.SelfAttribute("..programme"),
            ),
            active_until=datetime.date(2026, 7, 31),
        )
        referrer = factory.Trait(
            role=Role.REFERRER,
            name="Erik Verwijzer",
            programme=None,
            organisation=factory.SubFactory(OrganisationFactory, municipality=True),
        )
        facilitator = factory.Trait(role=Role.FACILITATOR, name="Lotte Effecten", programme=None)
        controller = factory.Trait(role=Role.CONTROLLER, name="Hanna Cijfers", programme=None)
        administrator = factory.Trait(
            role=Role.ADMINISTRATOR, name="Ibrahim Beheer", programme=None
        )

    email = factory.Sequence(lambda n: f"mens{n}@example.org")
    # A password that fits nothing: tests sign in without one, unless they are about passwords.
    password = "!"
    name = "Bert Coach"
    role = Role.JOBCOACH
    programme = factory.SubFactory(ProgrammeFactory)
    active_from = datetime.date(2025, 1, 1)


class AccessLogFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AccessLog

    user = factory.SubFactory(UserFactory)
    action = "viewed"
    page = "trajectories:timeline"


class ExportReasonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ExportReason

    log = factory.SubFactory(AccessLogFactory, action="exported", page="trajectories:export")
    reason = "Voor het gesprek met de gemeente."
    format = "xlsx"
    row_count = 3


class DraftFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Draft

    author = factory.SubFactory(UserFactory)
    kind = "trajectories:event_create"
    subject = 1
    content = factory.LazyFunction(lambda: {"text": ["Half een verha"]})
    form_key = factory.LazyFunction(uuid.uuid4)
