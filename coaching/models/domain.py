"""How life goes, by area of life: measured at the start, between, at the end and in aftercare."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.history import keep_history
from coaching.domain_levels import VERSION
from coaching.models.goal import GrowthQuerySet
from dow_site.access import Action, ScopedQuerySet
from dow_site.records import Record
from participants.models import COACHES
from trajectories.models import LifeDomain, Trajectory


class MeasuringMoment(models.TextChoices):
    START = "start", "Begin"
    BETWEEN = "between", "Tussendoor"
    END = "end", "Einde"
    AFTERCARE = "aftercare", "Nazorg"


class Rater(models.TextChoices):
    PARTICIPANT = "participant", "Deelnemer"
    COACH = "coach", "Coach"


@keep_history()
class DomainMeasurement(Record):
    """How one person rated the areas of life on one day, with the texts of one version."""

    trajectory = models.ForeignKey(
        Trajectory, verbose_name="traject", on_delete=models.CASCADE, related_name="measurements"
    )
    moment = models.CharField("moment", max_length=10, choices=MeasuringMoment)
    measured_on = models.DateField("gemeten op", default=timezone.localdate)
    rater = models.CharField("wie keek", max_length=12, choices=Rater)
    texts_version = models.PositiveSmallIntegerField(
        "versie van de teksten", default=VERSION, editable=False
    )
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
        verbose_name = "meting van leefgebieden"
        verbose_name_plural = "metingen van leefgebieden"
        ordering = ["trajectory", "measured_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["trajectory", "rater", "measured_on"],
                name="domainmeasurement_once_a_day",
                violation_error_message="Op deze dag staat er al een meting van dezelfde persoon.",
            ),
        ]

    def __str__(self):
        return f"{self.get_moment_display()} door {self.get_rater_display().lower()}"


class DomainScoreQuerySet(ScopedQuerySet["DomainScore"]):
    view_action = Action.VIEW_GROWTH

    def own(self, user):
        return self.filter(measurement__in=DomainMeasurement.objects.own(user))

    def authored(self, user):
        return self.filter(measurement__in=DomainMeasurement.objects.authored(user))

    def of_programme(self, programme_id):
        return self.filter(measurement__trajectory__programme=programme_id)

    def withheld_from(self, user):
        is_own_file = Q(measurement__trajectory__participant__account=user)
        return is_own_file if user.role in COACHES else None


@keep_history()
class DomainScore(models.Model):
    """One area of life in a measurement; an area that was skipped has no row."""

    measurement = models.ForeignKey(
        DomainMeasurement, verbose_name="meting", on_delete=models.CASCADE, related_name="scores"
    )
    domain = models.CharField("leefgebied", max_length=20, choices=LifeDomain)
    level = models.PositiveSmallIntegerField("stand")
    wants_support = models.BooleanField("wil hier hulp bij", default=False)

    objects = DomainScoreQuerySet.as_manager()

    class Meta:
        verbose_name = "stand van een leefgebied"
        verbose_name_plural = "standen van leefgebieden"
        constraints = [
            models.UniqueConstraint(
                fields=["measurement", "domain"],
                name="domainscore_once_per_measurement",
                violation_error_message="Dit leefgebied staat al in deze meting.",
            ),
            models.CheckConstraint(
                condition=Q(level__range=(1, 4)),
                name="domainscore_is_one_to_four",
                violation_error_message="Kies een van de vier standen.",
            ),
        ]

    def __str__(self):
        return f"{self.get_domain_display()}: {self.level}"
