"""How somebody came: the referral and its states."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber
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
STATUSES_TO_ANSWER = (ReferralStatus.RECEIVED, ReferralStatus.INTRODUCTION_PLANNED)
STATUSES_WITH_REASON = (ReferralStatus.DECLINED, ReferralStatus.WITHDRAWN)


# In which order people on the waiting list come up.
_TURNS = (F("waiting_order").asc(nulls_last=True), "status_on", "pk")


class ReferralQuerySet(ScopedQuerySet["Referral"]):
    view_action = Action.VIEW_REFERRAL
    belongs_to = "trajectories.Trajectory"

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

    def to_answer(self):
        return self.filter(status__in=STATUSES_TO_ANSWER)

    def waiting(self):
        """Who is on the waiting list, in the order in which they come up."""
        return self.filter(status=ReferralStatus.WAITING_LIST).order_by(*_TURNS)

    def with_turn(self):
        """Of the whole waiting list: each with `turn`, its place from 1."""
        return self.annotate(turn=Window(RowNumber(), order_by=list(_TURNS)))

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
    status_on = models.DateField("status sinds", default=timezone.localdate, editable=False)
    status_reason = models.CharField("reden van de status", max_length=300, blank=True)
    introduction_on = models.DateField("kennismaking op", null=True, blank=True)
    waiting_order = models.PositiveIntegerField(
        "plaats op de wachtlijst", null=True, blank=True, editable=False
    )
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
            # The list of all of them, the newest first.
            models.Index(fields=["programme", "-received_on", "-id"], name="referral_newest_first"),
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
                | Q(first_contact_on__gte=F("received_on")),
                name="referral_contact_not_before_receipt",
                violation_error_message="Het eerste contact is niet voor de aanmelding.",
            ),
            models.CheckConstraint(
                condition=~Q(status=ReferralStatus.INTRODUCTION_PLANNED)
                | Q(introduction_on__isnull=False),
                name="referral_planned_introduction_has_a_day",
                violation_error_message="Geef de dag van de kennismaking.",
            ),
            models.CheckConstraint(
                condition=Q(waiting_order__isnull=True) | Q(status=ReferralStatus.WAITING_LIST),
                name="referral_only_who_waits_has_a_turn",
                violation_error_message="Alleen wie op de wachtlijst staat heeft daar een plaats.",
            ),
            # Two that change places hold the same one for a moment.
            models.UniqueConstraint(
                fields=["programme", "waiting_order"],
                name="referral_one_on_each_turn",
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message="Op deze plaats van de wachtlijst staat al iemand.",
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

    @property
    def is_open(self) -> bool:
        """Whether it still waits for an answer: nobody accepted, declined or withdrew it."""
        return self.status in OPEN_STATUSES

    def days_on_waiting_list(self, today: datetime.date) -> int:
        """Whole days since somebody was put on the waiting list; 0 for who is not on it."""
        return (today - self.status_on).days if self.status == ReferralStatus.WAITING_LIST else 0

    def days_waiting(self, today: datetime.date) -> int:
        """Whole days from receipt to first contact; without one, to today or to when it was closed."""
        until = self.first_contact_on or (today if self.is_open else self.status_on)
        return (until - self.received_on).days
