"""That a participant asked what is kept about him, what of it is not given, and the pack that was made."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.history import keep_history
from accounts.models import Programme
from dow_site.access import Action, ScopedQuerySet
from dow_site.records import Record
from participants.models import Participant, Referral

# So long a finished pack can be fetched; then it is thrown away and can be made again.
DAYS_KEPT = 7


class AccessRequestStatus(models.TextChoices):
    CHOOSING = "choosing", "Wordt bekeken"
    MAKING = "making", "Wordt gemaakt"
    READY = "ready", "Klaar"
    CLEARED = "cleared", "Weggegooid"


def name_of_person(whose: Participant | Referral) -> str:
    """The name of a participant, or of somebody who was referred."""
    return whose.applicant if isinstance(whose, Referral) else str(whose)


class AccessRequestQuerySet(ScopedQuerySet["AccessRequest"]):
    view_action = Action.ANSWER_ACCESS_REQUEST

    def own(self, user):
        return self.none()

    def of_programme(self, programme_id):
        return self.filter(programme=programme_id)

    def of_participant(self, participant_id):
        """What he asked, also before he was a participant."""
        return self.filter(Q(participant=participant_id) | Q(referral__participant=participant_id))

    def with_whose(self):
        return self.select_related("participant", "referral__participant", "programme")


class AccessRequestManager(models.Manager.from_queryset(AccessRequestQuerySet)):
    """Leaves a finished pack in the database until somebody fetches it."""

    def get_queryset(self):
        return super().get_queryset().defer("paper", "machine")


@keep_history(exclude=["paper", "machine"])
class AccessRequest(Record):
    """One request for access (AVG art. 15) and its answer: a PDF to read and the same for a machine."""

    participant = models.ForeignKey(
        Participant,
        verbose_name="deelnemer",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="access_requests",
    )
    referral = models.ForeignKey(
        Referral,
        verbose_name="aanmelding",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="access_requests",
    )
    programme = models.ForeignKey(
        Programme, verbose_name="werkleerbedrijf", on_delete=models.PROTECT, related_name="+"
    )
    asked_on = models.DateField("gevraagd op", default=timezone.localdate)
    reason = models.CharField("hoe is het gevraagd, en door wie", max_length=300)
    status = models.CharField(
        "stand", max_length=8, choices=AccessRequestStatus, default=AccessRequestStatus.CHOOSING
    )
    failure = models.CharField("wat er misging", max_length=200, blank=True, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="vastgelegd door",
        on_delete=models.PROTECT,
        related_name="+",
    )
    recorded_at = models.DateTimeField("vastgelegd op", default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="gemaakt door",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    made_at = models.DateTimeField("gemaakt op", null=True, blank=True)
    paper = models.BinaryField("om te lezen", null=True, editable=False)
    machine = models.BinaryField("voor een computer", null=True, editable=False)
    files = ArrayField(
        models.BigIntegerField(), verbose_name="bijlagen", default=list, blank=True, editable=False
    )

    objects = AccessRequestManager()

    class Meta:
        verbose_name = "inzageverzoek"
        verbose_name_plural = "inzageverzoeken"
        ordering = ["-recorded_at", "-pk"]
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                condition=Q(participant__isnull=True) ^ Q(referral__isnull=True),
                name="accessrequest_of_a_participant_or_a_referral",
                violation_error_message="Een verzoek gaat over een deelnemer, of over iemand die alleen is aangemeld.",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="accessrequest_says_how_it_was_asked",
                violation_error_message="Schrijf op hoe en door wie het gevraagd is.",
            ),
            models.CheckConstraint(
                condition=Q(
                    status=AccessRequestStatus.READY,
                    paper__isnull=False,
                    machine__isnull=False,
                    made_by__isnull=False,
                    made_at__isnull=False,
                )
                | (
                    ~Q(status=AccessRequestStatus.READY)
                    & Q(paper__isnull=True, machine__isnull=True)
                ),
                name="accessrequest_ready_holds_its_pack",
                violation_error_message="Een pakket dat klaar is, is er helemaal; anders is er niets.",
            ),
            models.CheckConstraint(
                condition=Q(asked_on__lte=F("recorded_at__date")),
                name="accessrequest_was_asked_before_it_was_recorded",
                violation_error_message="De dag van het verzoek ligt niet in de toekomst.",
            ),
        ]

    def __str__(self):
        return f"inzageverzoek van {self.asked_on}"

    def get_absolute_url(self):
        return reverse("reports:access_request", args=[self.pk])

    @property
    def whose(self) -> Participant | Referral:
        """Whose it is: a participant, also who became one since, or somebody known by a referral only."""
        return self.participant or self.referral.participant or self.referral

    @property
    def name(self) -> str:
        return name_of_person(self.whose)

    @property
    def is_at_work(self) -> bool:
        return self.status == AccessRequestStatus.MAKING

    @property
    def kept_until(self) -> datetime.date | None:
        """The last day on which the pack can be fetched; None where there is none."""
        if self.made_at is None:
            return None
        return timezone.localdate(self.made_at) + datetime.timedelta(days=DAYS_KEPT)


class Withheld(models.TextChoices):
    PERSON = "person", "Persoon"
    SENTENCE = "sentence", "Zin"
    FILE = "file", "Bijlage"


class WhyWithheld(models.TextChoices):
    """Grounds of AVG art. 15 lid 4 and UAVG art. 41 that fit this work."""

    PRIVACY = "privacy", "Weglaten: privacy van een ander"
    IN_CONFIDENCE = "in_confidence", "Weglaten: in vertrouwen verteld"
    SAFETY = "safety", "Weglaten: veiligheid van een ander"


class WithholdingQuerySet(ScopedQuerySet["Withholding"]):
    view_action = Action.ANSWER_ACCESS_REQUEST

    def own(self, user):
        return self.none()

    def of_programme(self, programme_id):
        return self.filter(request__programme=programme_id)


@keep_history()
class Withholding(models.Model):
    """One person, sentence or file that is not given, and why.

    A sentence is known by its hash: what is too private to give is not written down twice.
    """

    request = models.ForeignKey(
        AccessRequest,
        verbose_name="inzageverzoek",
        on_delete=models.CASCADE,
        related_name="withholdings",
    )
    kind = models.CharField("wat", max_length=8, choices=Withheld)
    key = models.CharField("welke", max_length=80)
    why = models.CharField("waarom", max_length=16, choices=WhyWithheld)

    objects = WithholdingQuerySet.as_manager()

    class Meta:
        verbose_name = "weglating"
        verbose_name_plural = "weglatingen"
        ordering = ["request", "kind", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "kind", "key"],
                name="withholding_once",
                violation_error_message="Dit wordt al weggelaten.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.key}"
