"""How somebody came: the referral and its states."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.history import keep_history
from accounts.models import Organisation, Programme
from dow_site.access import Action, Role, ScopedQuerySet
from dow_site.records import Record
from participants.models.person import COACHES, Participant
from participants.names import full_name


class ReferralSource(models.TextChoices):
    RMC = "rmc", "RMC-coördinator (Doorstroompunt)"
    MUNICIPALITY_OTHER = "municipality_other", "Gemeente, anders"
    DE_KERN = "de_kern", "De Kern"
    SELF = "self", "Zelf"
    FAMILY = "family", "Familie"
    REACTIVATION_COACH = "reactivation_coach", "Coach van een ander traject"
    SCHOOL = "school", "School"
    EMPLOYER = "employer", "Werkgever"
    GP = "gp", "Huisarts"
    OTHER = "other", "Anders"


class ReasonCategory(models.TextChoices):
    NO_DAY_RHYTHM = "no_day_rhythm", "Geen dagritme"
    LEFT_SCHOOL = "left_school", "Schooluitval"
    NO_WORK = "no_work", "Geen werk"
    LANGUAGE = "language", "Nederlands leren op het werk"
    OTHER = "other", "Anders"


class ReferralStatus(models.TextChoices):
    RECEIVED = "received", "Aangemeld"
    INTRODUCTION_PLANNED = "introduction_planned", "Kennismaking gepland"
    ACCEPTED = "accepted", "Geplaatst"
    WAITING_LIST = "waiting_list", "Wachtlijst"
    DECLINED = "declined", "Niet gestart"
    WITHDRAWN = "withdrawn", "Ingetrokken"


_TONE_BY_STATUS = {
    ReferralStatus.RECEIVED: "warning",
    ReferralStatus.INTRODUCTION_PLANNED: "busy",
    ReferralStatus.ACCEPTED: "good",
    ReferralStatus.WAITING_LIST: "neutral",
    ReferralStatus.DECLINED: "quiet",
    ReferralStatus.WITHDRAWN: "quiet",
}
OPEN_STATUSES = (
    ReferralStatus.RECEIVED,
    ReferralStatus.INTRODUCTION_PLANNED,
    ReferralStatus.WAITING_LIST,
)
STATUSES_WITH_REASON = (ReferralStatus.DECLINED, ReferralStatus.WITHDRAWN)


class ReferralQuerySet(ScopedQuerySet["Referral"]):
    view_action = Action.VIEW_REFERRAL

    def own(self, user):
        if user.role == Role.REFERRER:
            return self.filter(organisation=user.organisation_id)
        return self.filter(participant__in=Participant.objects.own(user))

    def of_programme(self, programme_id):
        return self.filter(programme=programme_id)

    def withheld_from(self, user):
        return Q(participant__account=user) if user.role in COACHES else None

    def open(self):
        return self.filter(status__in=OPEN_STATUSES)

    def for_list(self):
        return self.select_related("organisation", "participant", "programme").order_by(
            "-received_on", "-pk"
        )


@keep_history()
class Referral(Record):
    """Handing a young adult to a programme: by a municipality, by someone near, or by himself."""

    programme = models.ForeignKey(
        Programme,
        verbose_name="werkleerbedrijf",
        on_delete=models.PROTECT,
        related_name="referrals",
    )
    reference = models.CharField("kenmerk", max_length=20, unique=True)
    source = models.CharField("aangemeld door", max_length=20, choices=ReferralSource)
    referrer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="verwijzer",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="referrals",
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name="organisatie van de verwijzer",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="referrals",
    )
    given_name = models.CharField("voornaam", max_length=80)
    name_prefix = models.CharField("tussenvoegsel", max_length=20, blank=True)
    family_name = models.CharField("achternaam", max_length=80, blank=True)
    birth_date = models.DateField("geboortedatum", null=True, blank=True)
    reach = models.CharField("hoe te bereiken", max_length=120, blank=True)
    reason_category = models.CharField(
        "reden", max_length=16, choices=ReasonCategory, default=ReasonCategory.OTHER
    )
    own_words = models.TextField("in eigen woorden", blank=True)
    received_on = models.DateField("ontvangen op", default=timezone.localdate)
    first_contact_on = models.DateField("eerste contact op", null=True, blank=True)
    status = models.CharField(
        "status", max_length=20, choices=ReferralStatus, default=ReferralStatus.RECEIVED
    )
    status_reason = models.CharField("reden van de status", max_length=300, blank=True)
    participant = models.ForeignKey(
        Participant,
        verbose_name="deelnemer",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="referrals",
    )

    objects = ReferralQuerySet.as_manager()

    class Meta:
        verbose_name = "aanmelding"
        verbose_name_plural = "aanmeldingen"
        ordering = ["-received_on", "-pk"]
        indexes = [
            models.Index(fields=["programme", "status", "-received_on"], name="referral_by_status"),
            models.Index(fields=["organisation", "-received_on"], name="referral_by_organisation"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=STATUSES_WITH_REASON) | ~Q(status_reason=""),
                name="referral_refusal_has_a_reason",
                violation_error_message="Geef een reden. De verwijzer leest die.",
            ),
            models.CheckConstraint(
                condition=~Q(status=ReferralStatus.ACCEPTED) | Q(participant__isnull=False),
                name="referral_accepted_has_a_participant",
                violation_error_message="Een geplaatste aanmelding hoort bij een deelnemer.",
            ),
            models.CheckConstraint(
                condition=Q(first_contact_on__isnull=True)
                | Q(first_contact_on__gte=models.F("received_on")),
                name="referral_contact_not_before_receipt",
                violation_error_message="Het eerste contact is niet voor de aanmelding.",
            ),
        ]

    def __str__(self):
        return f"{self.reference} {self.applicant}"

    def get_absolute_url(self):
        return reverse("participants:referral", args=[self.pk])

    @property
    def tone(self) -> str:
        """How the status looks as a badge."""
        return _TONE_BY_STATUS[self.status]

    @property
    def applicant(self) -> str:
        return full_name(self.given_name, self.name_prefix, self.family_name)

    def days_waiting(self, today: datetime.date) -> int:
        """Whole days from receipt to first contact, or to today while there was none."""
        return ((self.first_contact_on or today) - self.received_on).days
