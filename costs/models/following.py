"""What is said of a line afterwards: the participant's objection, and what really happened."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.history import keep_history
from costs.models.line import CostLine
from costs.models.session import PartOfSessionQuerySet, Session
from dow_site.access import Action, ScopedQuerySet
from dow_site.records import Record
from participants.models.person import COACHES


class AboutLineQuerySet(ScopedQuerySet[models.Model]):
    """Rows about one cost line, for whoever sees its session and knows the story."""

    view_action = Action.VIEW_NARRATIVE

    def own(self, user):
        return self.filter(line__session__in=Session.objects.own(user))

    def of_programme(self, programme_id):
        return self.filter(line__session__trajectory__programme=programme_id)

    def withheld_from(self, user):
        if user.role not in COACHES:
            return None
        return Q(line__session__trajectory__participant__account=user)


class AboutSessionQuerySet(PartOfSessionQuerySet):
    """Rows about a session as a whole, for whoever sees it and knows the story."""

    view_action = Action.VIEW_NARRATIVE


@keep_history()
class LineObjection(Record):
    """The participant does not agree with a line. It stands beside what was approved and changes none of it."""

    line = models.ForeignKey(
        CostLine, verbose_name="kostenregel", on_delete=models.CASCADE, related_name="objections"
    )
    said_on = models.DateField("gezegd op")
    text = models.TextField("bezwaar, in eigen woorden", max_length=1000)
    answer = models.TextField("wat ermee gedaan is", max_length=1000, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="opgeschreven door",
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = AboutLineQuerySet.as_manager()

    class Meta:
        verbose_name = "bezwaar"
        verbose_name_plural = "bezwaren"
        ordering = ["line", "said_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="lineobjection_says_something",
                violation_error_message="Schrijf het bezwaar op.",
            ),
        ]

    def __str__(self):
        return self.text[:60]


@keep_history()
class ParticipantReading(Record):
    """The participant read the report, or had it read to him, before others did."""

    session = models.ForeignKey(
        Session, verbose_name="sessie", on_delete=models.CASCADE, related_name="readings"
    )
    read_on = models.DateField("gelezen op")
    said = models.TextField("wat de deelnemer ervan zei", max_length=1000, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="opgeschreven door",
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = AboutSessionQuerySet.as_manager()

    class Meta:
        verbose_name = "gelezen door de deelnemer"
        verbose_name_plural = "gelezen door de deelnemer"
        ordering = ["session", "read_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session"],
                name="participantreading_once_a_session",
                violation_error_message="Er staat al wanneer de deelnemer dit verslag las.",
            ),
        ]

    def __str__(self):
        return f"gelezen op {self.read_on}"


class RealityMonth(models.IntegerChoices):
    SIX = 6, "na 6 maanden"
    TWELVE = 12, "na 12 maanden"


class RealityOutcome(models.TextChoices):
    AVOIDED = "avoided", "Niet gebeurd, zoals verwacht"
    PARTLY = "partly", "Deels toch gebeurd"
    HAPPENED = "happened", "Toch gebeurd"
    UNKNOWN = "unknown", "Niet bekend"


@keep_history()
class LineReality(Record):
    """What really happened with a cost that was expected to be avoided, at a moment of aftercare."""

    line = models.ForeignKey(
        CostLine, verbose_name="kostenregel", on_delete=models.CASCADE, related_name="realities"
    )
    month = models.PositiveSmallIntegerField("moment", choices=RealityMonth)
    outcome = models.CharField("uitkomst", max_length=8, choices=RealityOutcome)
    what_happened = models.TextField("wat gebeurde er", max_length=1000)
    told_by = models.CharField("verteld door", max_length=120)
    told_on = models.DateField("verteld op")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="opgeschreven door",
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = AboutLineQuerySet.as_manager()

    class Meta:
        verbose_name = "werkelijkheid bij een regel"
        verbose_name_plural = "werkelijkheid bij regels"
        ordering = ["line", "month"]
        constraints = [
            models.UniqueConstraint(
                fields=["line", "month"],
                name="linereality_once_a_moment",
                violation_error_message="Voor dit moment staat er al wat er gebeurde.",
            ),
            models.CheckConstraint(
                condition=Q(month__in=RealityMonth.values),
                name="linereality_at_six_or_twelve",
                violation_error_message="Kies 6 of 12 maanden.",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=RealityOutcome.values),
                name="linereality_outcome_is_known",
                violation_error_message="Kies een uitkomst.",
            ),
            models.CheckConstraint(
                condition=~Q(what_happened="") & ~Q(told_by=""),
                name="linereality_says_what_and_who",
                violation_error_message="Schrijf op wat er gebeurde, en wie dat vertelde.",
            ),
        ]

    def __str__(self):
        return f"{self.get_month_display()}: {self.get_outcome_display()}"
