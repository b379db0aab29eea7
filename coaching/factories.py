"""Who coaches whom, for tests."""

import datetime

import factory

from accounts.factories import UserFactory
from coaching.models import CoachAssignment
from trajectories.factories import TrajectoryFactory


class CoachAssignmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CoachAssignment

    trajectory = factory.SubFactory(TrajectoryFactory)
    coach = factory.SubFactory(UserFactory)
    starts_on = datetime.date(2026, 1, 5)
