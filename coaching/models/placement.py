"""Where somebody works outside the work-learning company, and whether one can be at home there."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.history import keep_history
from coaching.workplace import PRINCIPLES
from dow_site.access import Action, ScopedQuerySet
from dow_site.fields import check_order
from dow_site.records import Record
from participants.models import COACHES
from trajectories.models import PartOfTrajectoryQuerySet, Trajectory


class PlacementKind(models.TextChoices):
    TRIAL_DAY = "trial_day", "Meeloopdag"
    WORK_EXPERIENCE = "work_experience", "Werkervaring of stage"
    TRIAL_PLACEMENT = "trial_placement", "Proefplaatsing"
    JOB = "job", "Baan"


class PlacementQuerySet(PartOfTrajectoryQuerySet):
    view_action = Action.VIEW_AFTERCARE


@keep_history()
class WorkPlacement(Record):
    """A period in which somebody works with a host organisation."""

    trajectory = models.ForeignKey(
        Trajectory, verbose_name="traject", on_delete=models.CASCADE, related_name="placements"
    )
    kind = models.CharField("soort", max_length=16, choices=PlacementKind)
    host = models.CharField("bij welk bedrijf", max_length=120)
    task = models.CharField("wat voor werk", max_length=120, blank=True)
    starts_on = models.DateField("vanaf")
    ends_on = models.DateField("tot en met", null=True, blank=True)
    hours_per_week = models.DecimalField(
        "uren per week", max_digits=4, decimal_places=1, null=True, blank=True
    )
    contact_name = models.CharField("wie is daar het aanspreekpunt", max_length=120, blank=True)
    contact_phone = models.CharField("telefoon van het aanspreekpunt", max_length=20, blank=True)

    objects = PlacementQuerySet.as_manager()

    class Meta:
        verbose_name = "werkplek"
        verbose_name_plural = "werkplekken"
        ordering = ["trajectory", "-starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(host=""),
                name="workplacement_names_the_host",
                violation_error_message="Schrijf op bij welk bedrijf het is.",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="workplacement_ends_after_it_starts",
                violation_error_message="De laatste dag ligt niet voor het begin.",
            ),
            models.CheckConstraint(
                condition=Q(hours_per_week__isnull=True)
                | Q(hours_per_week__gt=0, hours_per_week__lte=60),
                name="workplacement_hours_are_a_working_week",
                violation_error_message="Uren per week: meer dan 0 en hooguit 60.",
            ),
        ]

    def __str__(self):
        return self.host

    def clean(self):
        super().clean()
        check_order(self, "starts_on", "ends_on")


class Answerer(models.TextChoices):
    PARTICIPANT = "participant", "Deelnemer"
    HOST = "host", "Bedrijf"


class WorkplaceCheckQuerySet(ScopedQuerySet["WorkplaceCheck"]):
    view_action = Action.VIEW_AFTERCARE

    def own(self, user):
        return self.filter(placement__in=WorkPlacement.objects.own(user))

    def of_programme(self, programme_id):
        return self.filter(placement__trajectory__programme=programme_id)

    def withheld_from(self, user):
        is_own_file = Q(placement__trajectory__participant__account=user)
        return is_own_file if user.role in COACHES else None


def _answer(label):
    return models.PositiveSmallIntegerField(label, null=True, blank=True)


@keep_history()
class WorkplaceCheck(Record):
    """What the participant or the host says of the six principles of an inclusive workplace.

    The host has no account: his coach asks, and writes down what he says.
    """

    placement = models.ForeignKey(
        WorkPlacement, verbose_name="werkplek", on_delete=models.CASCADE, related_name="checks"
    )
    answerer = models.CharField("wie gaf antwoord", max_length=12, choices=Answerer)
    asked_on = models.DateField("gevraagd op", default=timezone.localdate)
    safety = _answer("veiligheid")
    involvement = _answer("erbij horen")
    respect = _answer("respect en waardering")
    influence = _answer("invloed")
    authenticity = _answer("jezelf zijn")
    diversity = _answer("verschil mag er zijn")
    remark = models.TextField("wat valt op", max_length=1000, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="vastgelegd door",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )

    objects = WorkplaceCheckQuerySet.as_manager()

    class Meta:
        verbose_name = "werkplekcheck"
        verbose_name_plural = "werkplekchecks"
        ordering = ["placement", "asked_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["placement", "answerer", "asked_on"],
                name="workplacecheck_once_a_day",
                violation_error_message="Op deze dag staat er al een check van dezelfde persoon.",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__range": (1, 4)}),
                    name=f"workplacecheck_{field}_is_one_to_four",
                    violation_error_message=f"Kies bij {words} een van de vier antwoorden.",
                )
                for field, words in PRINCIPLES.items()
            ),
        ]

    def __str__(self):
        return f"{self.get_answerer_display()}, {self.asked_on}"
