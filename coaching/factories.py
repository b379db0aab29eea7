"""Who coaches whom, talks, agreements, signals, hand-overs and aftercare, for tests."""

import datetime
import uuid

import factory

from accounts.factories import OrganisationFactory, ProgrammeFactory, UserFactory
from coaching.models import (
    AftercareContact,
    AftercareOutcome,
    AftercareStatus,
    Agreement,
    AgreementMark,
    AgreementOwner,
    AgreementStatus,
    AnswerKind,
    CalendarFeed,
    CoachAssignment,
    CoReading,
    CoReadingRate,
    DomainChange,
    DomainMeasurement,
    DomainScore,
    Goal,
    GoalStep,
    GroupTalk,
    Handover,
    HandoverLetter,
    HandoverStatus,
    ReviewDecision,
    ReviewQuestion,
    SharedLine,
    SignalAnswer,
    SignalRules,
    SkillScore,
    SkillStep,
    Talk,
    TalkBlock,
    TalkDomain,
    TalkKind,
    TalkReview,
    TalkStatus,
    WeekLink,
    WeekReaction,
    WorkplaceCheck,
    WorkPlacement,
    WorkSkill,
)
from coaching.rhythm import Rule
from coaching.week_links import hash_of, token_of
from participants.factories import ConsentFactory
from trajectories.factories import TrajectoryFactory
from trajectories.models import LifeDomain


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
    # A day of its own for each, and never after the cast's today: what a test adds is the newest.
    noted_on = factory.Sequence(lambda n: datetime.date(2026, 2, 9) - datetime.timedelta(days=n))
    how_far = "begun"


class DomainMeasurementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DomainMeasurement

    trajectory = factory.SubFactory(TrajectoryFactory)
    moment = "start"
    # A day of its own for each, and never after the cast's today: what a test adds is the newest.
    measured_on = factory.Sequence(lambda n: datetime.date(2026, 2, 9) - datetime.timedelta(days=n))
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
    asked_on = factory.Sequence(lambda n: datetime.date(2026, 3, 9) - datetime.timedelta(days=n))
    safety = 3


class WeekLinkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = WeekLink

    trajectory = factory.SubFactory(TrajectoryFactory)
    submission_key = factory.LazyFunction(uuid.uuid4)
    token_hash = factory.LazyAttribute(lambda link: hash_of(token_of(link.submission_key)))
    made_by = factory.SubFactory(UserFactory)
    made_at = datetime.datetime(2026, 3, 9, 12, tzinfo=datetime.UTC)
    expires_at = datetime.datetime(2026, 3, 23, 12, tzinfo=datetime.UTC)


class CalendarFeedFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CalendarFeed

    owner = factory.SubFactory(UserFactory)
    token_hash = factory.Sequence(lambda n: hash_of(f"secret-{n}"))
    made_at = datetime.datetime(2026, 3, 9, 12, tzinfo=datetime.UTC)


class WeekReactionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = WeekReaction

    link = factory.SubFactory(WeekLinkFactory)
    feeling = "right"


class GroupTalkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = GroupTalk

    programme = factory.SubFactory(ProgrammeFactory)
    author = factory.SubFactory(UserFactory)
    held_on = datetime.date(2026, 3, 9)
    shared = "Samen besproken hoe je je ziek meldt."


class TalkFactory(factory.django.DjangoModelFactory):
    """A talk of a jobcoach; each trait gives what another kind or status must have."""

    class Meta:
        model = Talk

    class Params:
        in_group = factory.Trait(kind=TalkKind.GROUP, group=factory.SubFactory(GroupTalkFactory))
        no_show = factory.Trait(kind=TalkKind.NO_SHOW, went_well="", minutes=None)
        attempt = factory.Trait(kind=TalkKind.ATTEMPT, went_well="", minutes=None)
        to_review = factory.Trait(status=TalkStatus.TO_REVIEW)
        attended = factory.Trait(
            parts_planned=5,
            parts_present=4,
            parts_late=1,
            parts_absent_reported=1,
            parts_absent_unreported=0,
        )
        remarked = factory.Trait(
            participant_remark="Het ging ook goed op school.",
            participant_remark_at=datetime.datetime(2026, 3, 10, 9, tzinfo=datetime.UTC),
        )

    trajectory = factory.SubFactory(TrajectoryFactory)
    author = factory.SubFactory(UserFactory)
    status = TalkStatus.FINAL
    held_on = datetime.date(2026, 3, 9)
    minutes = 30
    went_well = "Vijf dagen op tijd."
    recorded_at = datetime.datetime(2026, 3, 9, 12, tzinfo=datetime.UTC)


class SkillScoreFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SkillScore

    talk = factory.SubFactory(TalkFactory)
    skill = WorkSkill.ON_TIME
    by_coach = SkillStep.MOSTLY
    by_participant = SkillStep.SOMETIMES


class TalkDomainFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = TalkDomain

    talk = factory.SubFactory(TalkFactory)
    domain = LifeDomain.DAILY_RHYTHM
    change = DomainChange.BETTER


class SharedLineFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SharedLine

    talk = factory.SubFactory(TalkFactory)
    consent = factory.SubFactory(
        ConsentFactory, participant=factory.SelfAttribute("..talk.trajectory.participant")
    )
    text = "Dit is gedeelde regel."


class CoReadingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CoReading

    trainee = factory.SubFactory(UserFactory, trainee=True)
    set_by = factory.SelfAttribute("trainee.supervisor")
    rate = CoReadingRate.ALL
    reason = "Begint net."
    set_at = datetime.datetime(2026, 2, 1, 9, tzinfo=datetime.UTC)


class TalkReviewFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = TalkReview

    class Params:
        approved = factory.Trait(
            decision=ReviewDecision.APPROVED,
            reviewer=factory.SubFactory(UserFactory, leader=True),
            decided_at=datetime.datetime(2026, 3, 10, 12, tzinfo=datetime.UTC),
        )

    talk = factory.SubFactory(TalkFactory, to_review=True)
    sent_at = datetime.datetime(2026, 3, 9, 12, tzinfo=datetime.UTC)
    rate = CoReadingRate.ALL
    sampling_reason = "Elk gesprek wordt meegelezen."


class ReviewQuestionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ReviewQuestion

    review = factory.SubFactory(TalkReviewFactory)
    block = TalkBlock.WENT_WELL
    question = "Wat zag je hem doen?"


class AgreementFactory(factory.django.DjangoModelFactory):
    """An open agreement of the participant; each trait gives what another state must have."""

    class Meta:
        model = Agreement

    class Params:
        kept = factory.Trait(status=AgreementStatus.KEPT, closed_on=datetime.date(2026, 3, 9))
        asked_of_referrer = factory.Trait(
            owner=AgreementOwner.REFERRER,
            organisation=factory.SubFactory(OrganisationFactory, municipality=True),
        )

    trajectory = factory.SubFactory(TrajectoryFactory)
    what = "De fiets laten maken"
    due_on = datetime.date(2026, 3, 13)
    made_on = datetime.date(2026, 3, 9)


class AgreementMarkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AgreementMark

    agreement = factory.SubFactory(AgreementFactory, kept=True)
    status = AgreementStatus.KEPT
    marked_on = datetime.date(2026, 3, 9)
    due_before = datetime.date(2026, 3, 13)
    due_after = datetime.date(2026, 3, 13)
