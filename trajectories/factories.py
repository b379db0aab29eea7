"""Trajectories and their stories, for tests."""

import datetime

import factory

from accounts.factories import ProgrammeFactory
from participants.factories import ParticipantFactory
from trajectories.models import (
    Chapter,
    EndReason,
    EventAttachment,
    EventKind,
    EventLane,
    Lane,
    LaneKind,
    Outflow,
    OutflowCategory,
    Phase,
    Precision,
    Sensitivity,
    Spell,
    SpellRole,
    TimelineEvent,
    Trajectory,
)


class TrajectoryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Trajectory

    participant = factory.SubFactory(ParticipantFactory)
    programme = factory.SubFactory(ProgrammeFactory)
    reference = factory.Sequence(lambda n: f"WLB-2026-{n:04d}")
    story_from = datetime.date(2026, 1, 1)


class SpellFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Spell

    class Params:
        ended = factory.Trait(ends_on=datetime.date(2026, 2, 1), end_reason=EndReason.PAUSE)
        intern = factory.Trait(role=SpellRole.INTERN)

    trajectory = factory.SubFactory(TrajectoryFactory)
    phase = Phase.WORK_FIT
    starts_on = datetime.date(2026, 1, 5)


class ChapterFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Chapter

    trajectory = factory.SubFactory(TrajectoryFactory)
    order = factory.Sequence(lambda n: n % 30000)
    title = "Start"


class LaneFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Lane

    class Params:
        participant_lane = factory.Trait(
            label="Wessel", role_label="Deelnemer", kind=LaneKind.PARTICIPANT
        )

    trajectory = factory.SubFactory(TrajectoryFactory)
    order = 1
    label = factory.Sequence(lambda n: f"Baan {n}")
    kind = LaneKind.OTHER


class EventFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = TimelineEvent
        skip_postgeneration_save = True

    class Params:
        shared = factory.Trait(kind=EventKind.MILESTONE, shared_with_referrer=True)
        dated = factory.Trait(starts_on=datetime.date(2026, 2, 3), precision=Precision.DAY)

    trajectory = factory.SubFactory(TrajectoryFactory)
    text = "Komt elke dag op tijd."
    kind = EventKind.LIFE_EVENT
    sensitivity = Sensitivity.ORDINARY

    @factory.post_generation
    def lanes(self, create, lanes, **options):
        EventLane.objects.bulk_create(EventLane(event=self, lane=lane) for lane in lanes or ())


class EventLaneFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EventLane

    event = factory.SubFactory(EventFactory)
    lane = factory.SubFactory(LaneFactory, trajectory=factory.SelfAttribute("..event.trajectory"))


class AttachmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EventAttachment

    event = factory.SubFactory(EventFactory)
    name = "rooster.pdf"
    kind = "application/pdf"
    content = b"%PDF-1.7 een rooster"
    size = factory.LazyAttribute(lambda made: len(made.content))


class OutflowFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Outflow

    trajectory = factory.SubFactory(TrajectoryFactory)
    category = OutflowCategory.REGULAR_TEMPORARY
