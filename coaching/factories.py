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
    DomainMeasurement,
    DomainScore,
    Goal,
    GoalStep,
    Handover,
    HandoverLetter,
    HandoverStatus,
    SignalAnswer,
    SignalRules,
    WeekLink,
    WeekReaction,
    WorkplaceCheck,
    WorkPlacement,
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


class GoalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Goal

    trajectory = factory.SubFactory(TrajectoryFactory)
    own_words = "Ik wil met een kraan leren werken."
    starts_on = datetime.date(2026, 2, 2)


class GoalStepFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = GoalStep

    goal = factory.SubFactory(GoalFactory)
    noted_on = factory.Sequence(lambda n: datetime.date(2026, 2, 9) + datetime.timedelta(days=n))
    how_far = "begun"


class DomainMeasurementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DomainMeasurement

    trajectory = factory.SubFactory(TrajectoryFactory)
    moment = "start"
    measured_on = factory.Sequence(lambda n: datetime.date(2026, 2, 9) + datetime.timedelta(days=n))
    rater = "participant"


class DomainScoreFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DomainScore

    measurement = factory.SubFactory(DomainMeasurementFactory)
    domain = "work_learning"
    level = 2


class WorkPlacementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = WorkPlacement

    trajectory = factory.SubFactory(TrajectoryFactory)
    kind = "trial_placement"
    host = "Sallandse Wegenbouw"
    starts_on = datetime.date(2026, 3, 2)


class WorkplaceCheckFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = WorkplaceCheck

    placement = factory.SubFactory(WorkPlacementFactory)
    answerer = "participant"
    asked_on = factory.Sequence(lambda n: datetime.date(2026, 3, 9) + datetime.timedelta(days=n))
    safety = 3


class WeekLinkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = WeekLink

    trajectory = factory.SubFactory(TrajectoryFactory)
    token_hash = factory.Sequence("{:064d}".format)
    made_by = factory.SubFactory(UserFactory)
    made_at = datetime.datetime(2026, 3, 9, 12, tzinfo=datetime.UTC)
    expires_at = datetime.datetime(2026, 3, 23, 12, tzinfo=datetime.UTC)


class WeekReactionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = WeekReaction

    link = factory.SubFactory(WeekLinkFactory)
    feeling = "right"
