"""What happened: the events on the timeline, and who may read them."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from accounts.history import keep_history
from dow_site.access import Action, Role, ScopedQuerySet
from dow_site.dates import Precision as PurePrecision
from dow_site.records import Record
from participants.models import COACHES
from trajectories.models.removable import Removable, removed_for_a_reason
from trajectories.models.story import Chapter, Lane
from trajectories.models.trajectory import PartOfTrajectoryQuerySet, Trajectory
from trajectories.sharing import NEVER_SHAREABLE, readable_by


class EventKind(models.TextChoices):
    LIFE_EVENT = "life_event", "Gebeurtenis"
    SUPPORT = "support", "Ondersteuning"
    OUTCOME = "outcome", "Resultaat"
    CONTEXT = "context", "Achtergrond"
    PERSPECTIVE = "perspective", "Toekomst"
    MILESTONE = "milestone", "Mijlpaal"


class Precision(models.TextChoices):
    DAY = PurePrecision.DAY.value, "Dag"
    MONTH = PurePrecision.MONTH.value, "Maand"
    QUARTER = PurePrecision.QUARTER.value, "Kwartaal"
    YEAR = PurePrecision.YEAR.value, "Jaar"
    ORDER = PurePrecision.ORDER.value, "Alleen de volgorde"


class Sensitivity(models.TextChoices):
    """From open to strict; an event that touches more of them takes the strictest."""

    ORDINARY = "ordinary", "Gewoon"
    FAMILY = "family", "Familie"
    FINANCE = "finance", "Geld"
    HEALTH = "health", "Gezondheid"
    ADDICTION = "addiction", "Verslaving"


class WorkingElement(models.TextChoices):
    CONNECT = "connect", "Aansluiten"
    MULTIPLE_SUPPORT = "multiple_support", "Meervoudig ondersteunen"
    FUTURE_BASE = "future_base", "Basis leggen voor de toekomst"


class LifeDomain(models.TextChoices):
    WORK_LEARNING = "work_learning", "Werk en leren"
    DAILY_RHYTHM = "daily_rhythm", "Dagritme"
    MONEY = "money", "Geld"
    HOUSING = "housing", "Wonen"
    HOME_RELATIONS = "home_relations", "Thuis"
    FRIENDS_NETWORK = "friends_network", "Vrienden en netwerk"
    HEALTH_LIFESTYLE = "health_lifestyle", "Gezondheid en leefstijl"
    SUBSTANCE_USE = "substance_use", "Middelengebruik"
    LANGUAGE_ADMIN = "language_admin", "Taal en papieren"


class TimelineEventQuerySet(PartOfTrajectoryQuerySet):
    view_action = Action.VIEW_EVENT

    def permitted(self, user, action):
        # What was taken off the timeline is gone for every reader; a stone says that it stood there.
        return super().permitted(user, action).standing()

    def standing(self):
        """Those that were not taken off the timeline."""
        return self.filter(removed_at__isnull=True)

    def read_by(self, organisation_id, day):
        """Those that people of a referring organisation read on a day; None for any referrer."""
        return self.standing().filter(readable_by(organisation_id, day))

    def changeable_by(self, user):
        """Those that this person may change, and those taken off the timeline that he might have."""
        return super().permitted(user, Action.EDIT_EVENT)

    def stones_for(self, user):
        """What was taken off the timeline, for who might have changed it."""
        return self.changeable_by(user).filter(removed_at__isnull=False)

    def get_also_removed(self, user, pk):
        """The event that this person may change, also one that was taken off; 404 and 403 as `get_for`."""
        stone = self.stones_for(user).filter(pk=pk).first()
        return stone or self.get_for(user, Action.EDIT_EVENT, pk=pk)

    def part_of_own(self, user):
        match user.role:
            case Role.JOBCOACH_IN_TRAINING:
                # What was written before the assignment reaches a trainee as a hand-over note only.
                today = timezone.localdate()
                running = Trajectory.objects.filter(
                    Q(coach_assignments__ends_on__isnull=True)
                    | Q(coach_assignments__ends_on__gte=today),
                    pk=OuterRef("trajectory"),
                    coach_assignments__coach=user,
                    coach_assignments__starts_on__lte=OuterRef("recorded_at__date"),
                )
                return Q(recorded_by=user) | (
                    Q(sensitivity=Sensitivity.ORDINARY) & Q(Exists(running))
                )
            case Role.REFERRER:
                return readable_by(user.organisation_id, timezone.localdate())
            case _:
                return None

    def authored(self, user):
        return self.own(user).filter(recorded_by=user)

    def in_story_order(self):
        return self.order_by("chapter__order", "position", "pk")


@keep_history()
class TimelineEvent(Removable, Record):
    """Something that happened, on one or more lanes, as precisely dated as it is known."""

    trajectory = models.ForeignKey(
        Trajectory, verbose_name="traject", on_delete=models.CASCADE, related_name="events"
    )
    chapter = models.ForeignKey(
        Chapter,
        verbose_name="hoofdstuk",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="events",
    )
    lanes = models.ManyToManyField(
        Lane, verbose_name="wie", related_name="events", through="EventLane"
    )
    position = models.PositiveIntegerField("volgorde", default=0)
    kind = models.CharField("soort", max_length=12, choices=EventKind, default=EventKind.LIFE_EVENT)
    starts_on = models.DateField("wanneer", null=True, blank=True)
    precision = models.CharField(
        "nauwkeurigheid", max_length=8, choices=Precision, default=Precision.ORDER
    )
    ends_on = models.DateField("tot en met", null=True, blank=True)
    end_precision = models.CharField(
        "nauwkeurigheid van het einde", max_length=8, choices=Precision, blank=True
    )
    date_estimated = models.BooleanField("datum geschat", default=False)
    planned_on = models.DateField("gepland voor", null=True, blank=True)
    planned_precision = models.CharField(
        "nauwkeurigheid van het plan", max_length=8, choices=Precision, blank=True
    )
    text = models.TextField("wat gebeurde er", max_length=5000)
    quote = models.CharField("in eigen woorden", max_length=300, blank=True)
    speaker = models.CharField("wie zei dat", max_length=120, blank=True)
    sensitivity = models.CharField(
        "gevoeligheid", max_length=10, choices=Sensitivity, default=Sensitivity.ORDINARY
    )
    shared_with_referrer = models.BooleanField("delen met de verwijzer", default=False)
    lanes_certain = models.BooleanField("banen zeker", default=True)
    spans_trajectory = models.BooleanField("loopt het hele traject door", default=False)
    life_domains = ArrayField(
        models.CharField(max_length=20, choices=LifeDomain),
        verbose_name="leefgebieden",
        default=list,
        blank=True,
    )
    working_element = models.CharField(
        "werkzaam element", max_length=20, choices=WorkingElement, blank=True
    )
    source_code = models.CharField("code in de bron", max_length=12, blank=True, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="vastgelegd door",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    recorded_at = models.DateTimeField("vastgelegd op", default=timezone.now)

    objects = TimelineEventQuerySet.as_manager()

    class Meta:
        verbose_name = "gebeurtenis"
        verbose_name_plural = "gebeurtenissen"
        ordering = ["trajectory", "position", "pk"]
        indexes = [
            models.Index(fields=["trajectory", "position"], name="event_in_story_order"),
            models.Index(
                fields=["trajectory", "working_element"],
                condition=~Q(working_element=""),
                name="event_by_working_element",
            ),
            models.Index(
                fields=["trajectory", "planned_on"],
                condition=Q(planned_on__isnull=False, starts_on__isnull=True),
                name="event_still_ahead",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="timelineevent_says_something",
                violation_error_message="Schrijf op wat er gebeurde.",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True, precision=Precision.ORDER)
                | (Q(starts_on__isnull=False) & ~Q(precision=Precision.ORDER)),
                name="timelineevent_date_and_precision_together",
                violation_error_message=(
                    "Een datum heeft een nauwkeurigheid; zonder datum geldt alleen de volgorde."
                ),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True, end_precision="")
                | (Q(ends_on__isnull=False) & ~Q(end_precision="")),
                name="timelineevent_end_and_precision_together",
                violation_error_message="Een einddatum heeft een nauwkeurigheid.",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="timelineevent_ends_after_it_starts",
                violation_error_message="Het einde ligt niet voor het begin.",
            ),
            models.CheckConstraint(
                condition=Q(shared_with_referrer=False) | ~Q(sensitivity__in=NEVER_SHAREABLE),
                name="timelineevent_health_is_never_shared",
                violation_error_message=(
                    "Gezondheid en verslaving worden nooit met de verwijzer gedeeld."
                ),
            ),
            models.CheckConstraint(
                condition=Q(speaker="") | ~Q(quote=""),
                name="timelineevent_speaker_has_a_quote",
                violation_error_message="Zet de woorden erbij van wie dit zei.",
            ),
            models.CheckConstraint(
                condition=Q(planned_on__isnull=True, planned_precision="")
                | (
                    Q(planned_on__isnull=False, kind=EventKind.MILESTONE)
                    & ~Q(planned_precision__in=["", Precision.ORDER])
                ),
                name="timelineevent_only_a_milestone_is_planned",
                violation_error_message="Alleen een mijlpaal heeft een geplande datum.",
            ),
            removed_for_a_reason(),
            models.UniqueConstraint(
                fields=["trajectory", "source_code"],
                condition=~Q(source_code=""),
                name="timelineevent_once_per_source_code",
                violation_error_message="Deze gebeurtenis uit de bron staat er al.",
            ),
        ]

    def __str__(self):
        return self.text[:60]

    @property
    def is_ahead(self) -> bool:
        """Whether it is a milestone that was planned and not reached yet."""
        return self.planned_on is not None and self.starts_on is None


class EventLaneQuerySet(ScopedQuerySet["EventLane"]):
    view_action = Action.VIEW_EVENT

    def permitted(self, user, action):
        return super().permitted(user, action).filter(event__removed_at__isnull=True)

    def own(self, user):
        return self.filter(event__in=TimelineEvent.objects.own(user))

    def of_programme(self, programme_id):
        return self.filter(event__trajectory__programme=programme_id)

    def withheld_from(self, user):
        return Q(event__trajectory__participant__account=user) if user.role in COACHES else None


@keep_history()
class EventLane(models.Model):
    """That an event stands on a lane. A model of its own, so that its history is kept too."""

    event = models.ForeignKey(
        TimelineEvent, verbose_name="gebeurtenis", on_delete=models.CASCADE, related_name="+"
    )
    lane = models.ForeignKey(Lane, verbose_name="baan", on_delete=models.CASCADE, related_name="+")

    objects = EventLaneQuerySet.as_manager()

    class Meta:
        verbose_name = "baan van een gebeurtenis"
        verbose_name_plural = "banen van gebeurtenissen"
        constraints = [
            models.UniqueConstraint(
                fields=["event", "lane"],
                name="eventlane_once",
                violation_error_message="Deze gebeurtenis staat al op deze baan.",
            ),
        ]

    def __str__(self):
        return f"{self.event} op {self.lane}"
