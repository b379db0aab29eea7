"""Who coaches whom, signals, hand-overs and the contact after leaving, for tests."""

import datetime

import factory

from accounts.factories import ProgrammeFactory, UserFactory
from coaching.models import (
    AftercareContact,
    AftercareOutcome,
    AftercareStatus,
    AnswerKind,
    CoachAssignment,
    Handover,
    HandoverLetter,
    HandoverStatus,
    SignalAnswer,
    SignalRules,
)
from coaching.rhythm import Rule
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


class SignalRulesFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SignalRules

    programme = factory.SubFactory(ProgrammeFactory)
    starts_on = factory.Sequence(lambda n: datetime.date(2020, 1, 1) + datetime.timedelta(days=n))


class SignalAnswerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SignalAnswer

    trajectory = factory.SubFactory(TrajectoryFactory)
    rule = Rule.NO_TALK.value
    subject = "never"
    kind = AnswerKind.SNOOZED
    reason = "Is op vakantie."
    until = datetime.date(2026, 3, 30)
    answered_on = datetime.date(2026, 3, 16)
    answered_by = factory.SubFactory(UserFactory)


class HandoverFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Handover

    class Params:
        offered = factory.Trait(
            status=HandoverStatus.OFFERED,
            offered_at=datetime.datetime(2026, 3, 10, 9, 0, tzinfo=datetime.UTC),
        )

    programme = factory.SelfAttribute("from_coach.programme")
    from_coach = factory.SubFactory(UserFactory)
    to_coach = factory.SubFactory(UserFactory, programme=factory.SelfAttribute("..programme"))
    starts_on = datetime.date(2026, 3, 16)
    made_by = factory.SelfAttribute("from_coach")


class HandoverLetterFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = HandoverLetter

    handover = factory.SubFactory(HandoverFactory)
    trajectory = factory.SubFactory(TrajectoryFactory)
    text = "Hij is er elke dag. Bel bij ziekte om negen uur."
