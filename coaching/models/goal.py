"""What somebody wants, in his own words beside the coach's, and how far it came."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.history import keep_history
from dow_site.access import Action, ScopedQuerySet
from dow_site.records import Record
from participants.models import COACHES
from trajectories.models import LifeDomain, PartOfTrajectoryQuerySet, Trajectory


class GrowthQuerySet(PartOfTrajectoryQuerySet):
    """Goals and measurements: a coach in training reads what he wrote down himself."""

    view_action = Action.VIEW_GROWTH

    def authored(self, user):
        return self.own(user).filter(recorded_by=user)


@keep_history()
class Goal(Record):
    """Something the participant works towards; earlier wordings stay in the history."""

    trajectory = models.ForeignKey(
        Trajectory, verbose_name="traject", on_delete=models.CASCADE, related_name="goals"
    )
    own_words = models.CharField("in eigen woorden", max_length=300)
    coach_words = models.CharField("zoals de coach het ziet", max_length=300, blank=True)
    life_domain = models.CharField("leefgebied", max_length=20, choices=LifeDomain, blank=True)
    starts_on = models.DateField("sinds", default=timezone.localdate)
    target_on = models.DateField("rond", null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="vastgelegd door",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )

    objects = GrowthQuerySet.as_manager()

    class Meta:
        verbose_name = "doel"
        verbose_name_plural = "doelen"
        ordering = ["trajectory", "starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(own_words=""),
                name="goal_says_something",
                violation_error_message="Schrijf op wat iemand wil, in zijn eigen woorden.",
            ),
            models.CheckConstraint(
                condition=Q(target_on__isnull=True) | Q(target_on__gte=F("starts_on")),
                name="goal_is_reached_after_it_starts",
                violation_error_message="De streefdatum ligt niet voor het begin.",
            ),
        ]

    def __str__(self):
        return self.own_words

    @property
    def is_over(self) -> bool:
        """Whether it was reached or let go; asks for the goal's steps, prefetch them for many."""
        return any(step.how_far in OVER for step in list(self.steps.all())[-1:])


class HowFar(models.TextChoices):
    BEGUN = "begun", "Begonnen"
    UNDERWAY = "underway", "Op weg"
    ALMOST = "almost", "Bijna"
    REACHED = "reached", "Gelukt"
    LET_GO = "let_go", "Losgelaten"


# Nothing more is worked towards.
OVER = (HowFar.REACHED, HowFar.LET_GO)


class GoalStepQuerySet(ScopedQuerySet["GoalStep"]):
    view_action = Action.VIEW_GROWTH

    def own(self, user):
        return self.filter(goal__in=Goal.objects.own(user))

    def authored(self, user):
        return self.filter(goal__in=Goal.objects.authored(user))

    def of_programme(self, programme_id):
        return self.filter(goal__trajectory__programme=programme_id)

    def withheld_from(self, user):
        return Q(goal__trajectory__participant__account=user) if user.role in COACHES else None


@keep_history()
class GoalStep(Record):
    """How far a goal was on a day, with the participant's own words."""

    goal = models.ForeignKey(
        Goal, verbose_name="doel", on_delete=models.CASCADE, related_name="steps"
    )
    noted_on = models.DateField("wanneer", default=timezone.localdate)
    how_far = models.CharField("hoe ver", max_length=8, choices=HowFar)
    talk = models.ForeignKey(
        "coaching.Talk",
        verbose_name="gesprek",
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="goal_steps",
    )
    words = models.CharField("in eigen woorden", max_length=300, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="vastgelegd door",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )

    objects = GoalStepQuerySet.as_manager()

    class Meta:
        verbose_name = "stap van een doel"
        verbose_name_plural = "stappen van doelen"
        ordering = ["goal", "noted_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["goal", "noted_on"],
                name="goalstep_once_a_day",
                violation_error_message="Op deze dag staat al een stap bij dit doel.",
            ),
        ]

    def __str__(self):
        return self.get_how_far_display()
