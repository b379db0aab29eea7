"""Who coaches whom, in dated periods that never disappear."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Q

from accounts.history import keep_history
from dow_site.fields import DateRange, check_order
from dow_site.records import Record
from participants.models import COACHES
from trajectories.models import PartOfTrajectoryQuerySet, Trajectory


class AssignmentRole(models.TextChoices):
    RESPONSIBLE = "responsible", "Vaste coach"
    SUPPORTING = "supporting", "Denkt mee"


class CoachAssignmentQuerySet(PartOfTrajectoryQuerySet):
    def running_on(self, day):
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)


@keep_history()
class CoachAssignment(Record):
    """A period in which a coach guides somebody; sight of the dossier lasts as long, the last day included."""

    trajectory = models.ForeignKey(
        Trajectory,
        verbose_name="traject",
        on_delete=models.PROTECT,
        related_name="coach_assignments",
    )
    coach = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="coach",
        on_delete=models.PROTECT,
        related_name="assignments",
        limit_choices_to={"role__in": COACHES},
    )
    role = models.CharField(
        "rol", max_length=12, choices=AssignmentRole, default=AssignmentRole.RESPONSIBLE
    )
    starts_on = models.DateField("vanaf")
    ends_on = models.DateField("tot en met", null=True, blank=True)

    objects = CoachAssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "koppeling met een coach"
        verbose_name_plural = "koppelingen met coaches"
        ordering = ["-starts_on", "pk"]
        indexes = [
            models.Index(fields=["coach", "starts_on", "ends_on"], name="assignment_by_coach"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="coachassignment_ends_after_it_starts",
                violation_error_message="De laatste dag ligt niet voor het begin.",
            ),
            ExclusionConstraint(
                name="coachassignment_same_coach_once_at_a_time",
                expressions=[
                    ("trajectory", RangeOperators.EQUAL),
                    ("coach", RangeOperators.EQUAL),
                    (
                        DateRange(
                            "starts_on",
                            "ends_on",
                            RangeBoundary(inclusive_lower=True, inclusive_upper=True),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="Deze coach is in die tijd al gekoppeld.",
            ),
        ]

    def __str__(self):
        return f"{self.coach} vanaf {self.starts_on}"

    def clean(self):
        super().clean()
        check_order(self, "starts_on", "ends_on")
