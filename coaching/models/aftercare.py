"""The contact after leaving: planned or not, reached or not."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.history import keep_history
from coaching.aftercare import Status
from dow_site.access import Action
from dow_site.records import Record
from trajectories.models import PartOfTrajectoryQuerySet, Trajectory


class AftercareOutcome(models.TextChoices):
    PLANNED = "planned", "Gepland"
    SPOKEN = "spoken", "Gesproken"
    NOT_REACHED = "not_reached", "Niet bereikt"
    DROPPED = "dropped", "Vervallen"


class AftercareStatus(models.TextChoices):
    SAME_JOB = Status.SAME_JOB.value, "Zelfde baan"
    OTHER_JOB = Status.OTHER_JOB.value, "Andere baan"
    EDUCATION = Status.EDUCATION.value, "Opleiding"
    NO_WORK = Status.NO_WORK.value, "Geen werk of opleiding"
    UNKNOWN = Status.UNKNOWN.value, "Niet bekend"


class WithWhom(models.TextChoices):
    FORMER_PARTICIPANT = "former_participant", "Oud-deelnemer"
    EMPLOYER = "employer", "Werkgever"
    SCHOOL = "school", "School"
    FAMILY = "family", "Familie"
    OTHER = "other", "Iemand anders"


class Channel(models.TextChoices):
    PHONE = "phone", "Telefoon"
    MESSAGE = "message", "Bericht"
    VISIT = "visit", "Bezoek"
    CAME_BY = "came_by", "Kwam langs"
    VIDEO = "video", "Beeldbellen"


class HowIsIt(models.TextChoices):
    GOOD = "good", "Goed"
    FAIR = "fair", "Gaat wel"
    HARD = "hard", "Zwaar"


# What was done: the person was called or seen, whether he answered or not.
ATTEMPTS = (AftercareOutcome.SPOKEN, AftercareOutcome.NOT_REACHED)


class AftercareContactQuerySet(PartOfTrajectoryQuerySet):
    view_action = Action.VIEW_AFTERCARE

    def planned(self):
        return self.filter(outcome=AftercareOutcome.PLANNED)

    def due_on(self, day):
        """Contacts whose planned day has come, this day included."""
        return self.planned().filter(planned_on__lte=day)

    def spoken(self):
        """Contacts that told where somebody is."""
        return self.filter(outcome=AftercareOutcome.SPOKEN)


@keep_history()
class AftercareContact(Record):
    """A contact with or about somebody who left; one that is still to come has a planned day only."""

    trajectory = models.ForeignKey(
        Trajectory,
        verbose_name="traject",
        on_delete=models.CASCADE,
        related_name="aftercare_contacts",
    )
    label = models.CharField("moment", max_length=40, blank=True)
    planned_on = models.DateField("gepland op", null=True, blank=True)
    outcome = models.CharField(
        "hoe het ging", max_length=12, choices=AftercareOutcome, default=AftercareOutcome.PLANNED
    )
    contacted_on = models.DateField("contact op", null=True, blank=True)
    with_whom = models.CharField(
        "met wie", max_length=20, choices=WithWhom, default=WithWhom.FORMER_PARTICIPANT
    )
    channel = models.CharField("hoe", max_length=10, choices=Channel, default=Channel.PHONE)
    status = models.CharField("waar nu", max_length=12, choices=AftercareStatus, blank=True)
    how_is_it = models.CharField("hoe gaat het", max_length=6, choices=HowIsIt, blank=True)
    note = models.TextField("in een paar woorden", max_length=1000, blank=True)
    help_needed = models.CharField("welke hulp is nodig", max_length=200, blank=True)
    next_step = models.CharField("wat gebeurt er nu", max_length=200, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="vastgelegd door",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    recorded_at = models.DateTimeField("vastgelegd op", default=timezone.now, editable=False)

    objects = AftercareContactQuerySet.as_manager()

    class Meta:
        verbose_name = "nazorgcontact"
        verbose_name_plural = "nazorgcontacten"
        ordering = ["trajectory", "planned_on", "contacted_on", "pk"]
        indexes = [
            models.Index(
                fields=["planned_on"],
                condition=Q(outcome="planned"),
                name="aftercare_to_come_by_day",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(outcome=AftercareOutcome.PLANNED) | Q(planned_on__isnull=False),
                name="aftercarecontact_planned_has_a_day",
                violation_error_message="Een gepland contact heeft een dag.",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=ATTEMPTS, contacted_on__isnull=False)
                | (~Q(outcome__in=ATTEMPTS) & Q(contacted_on__isnull=True)),
                name="aftercarecontact_attempt_has_a_day",
                violation_error_message="Zet bij een contact op welke dag het was.",
            ),
            models.CheckConstraint(
                condition=(Q(outcome=AftercareOutcome.SPOKEN) & ~Q(status=""))
                | (~Q(outcome=AftercareOutcome.SPOKEN) & Q(status="", how_is_it="")),
                name="aftercarecontact_spoken_says_where",
                violation_error_message=(
                    "Kies na een gesprek waar iemand nu is; zonder gesprek blijft dat leeg."
                ),
            ),
            models.UniqueConstraint(
                fields=["trajectory", "planned_on"],
                condition=Q(outcome=AftercareOutcome.PLANNED),
                name="aftercarecontact_one_plan_a_day",
                violation_error_message="Op deze dag staat al een contact gepland.",
            ),
        ]

    def __str__(self):
        return f"{self.label or 'Nazorg'}: {self.get_outcome_display()}"
