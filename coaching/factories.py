"""Who coaches whom, and the contact after leaving, for tests."""

import datetime

import factory

from accounts.factories import UserFactory
from coaching.models import AftercareContact, AftercareOutcome, AftercareStatus, CoachAssignment
from trajectories.factories import TrajectoryFactory


class CoachAssignmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CoachAssignment

    trajectory = factory.SubFactory(TrajectoryFactory)
    coach = factory.SubFactory(UserFactory)
    starts_on = datetime.date(2026, 1, 5)


class AftercareContactFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AftercareContact

    class Params:
        spoken = factory.Trait(
            outcome=AftercareOutcome.SPOKEN,
            contacted_on=datetime.date(2026, 3, 9),
            status=AftercareStatus.SAME_JOB,
        )

    trajectory = factory.SubFactory(TrajectoryFactory)
    label = "Na 1 week"
    planned_on = factory.Sequence(lambda n: datetime.date(2026, 3, 9) + datetime.timedelta(days=n))
