"""The dated history of a referral: one row for each change of its status, which never changes itself."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.history import keep_history
from dow_site.access import Action, ScopedQuerySet
from dow_site.records import Record
from participants.models.person import COACHES
from participants.models.referral import STATUSES_WITH_REASON, Referral, ReferralStatus


class ReferralStepQuerySet(ScopedQuerySet["ReferralStep"]):
    view_action = Action.VIEW_REFERRAL
    belongs_to = "trajectories.Trajectory"

    def own(self, user):
        return self.filter(referral__in=Referral.objects.own(user))

    def of_programme(self, programme_id):
        return self.filter(referral__programme=programme_id)

    def withheld_from(self, user):
        return Q(referral__participant__account=user) if user.role in COACHES else None


@keep_history()
class ReferralStep(Record):
    """That a referral got another status, from a day on, by whom, and why."""

    referral = models.ForeignKey(
        Referral, verbose_name="aanmelding", on_delete=models.CASCADE, related_name="steps"
    )
    status = models.CharField("status", max_length=20, choices=ReferralStatus)
    on = models.DateField("op")
    introduction_on = models.DateField("kennismaking op", null=True, blank=True)
    reason = models.CharField("reden", max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="door",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    recorded_at = models.DateTimeField("vastgelegd", default=timezone.now, editable=False)

    objects = ReferralStepQuerySet.as_manager()

    class Meta:
        verbose_name = "stap van een aanmelding"
        verbose_name_plural = "stappen van een aanmelding"
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=STATUSES_WITH_REASON) | ~Q(reason=""),
                name="referralstep_refusal_has_a_reason",
                violation_error_message="Geef een reden. De verwijzer leest die.",
            ),
        ]

    def __str__(self):
        return f"{self.get_status_display()} op {self.on}"
