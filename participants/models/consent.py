"""What a participant was told, and apart from that what he agreed to."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from accounts.history import keep_history
from accounts.models import Organisation
from dow_site.access import Action
from dow_site.records import Record
from participants.models.person import Participant, PartOfParticipantQuerySet


class ConsentKind(models.TextChoices):
    GUIDANCE_AGREEMENT = "guidance_agreement", "Afspraak over begeleiding"
    SHARE_WITH_PARTY = "share_with_party", "Delen met een ander"
    LIFT_CONFIDENTIALITY = "lift_confidentiality", "Opheffen geheimhouding"
    CALCULATOR_SESSION = "calculator_session", "Sessie van de Effectencalculator"
    REPORT_PUBLICATION = "report_publication", "Verslag naar buiten"
    RESEARCH = "research", "Onderzoek"


# These name a recipient: towards nobody in particular they would say nothing.
TOWARDS_SOMEBODY = (ConsentKind.SHARE_WITH_PARTY, ConsentKind.LIFT_CONFIDENTIALITY)


class ShareTopic(models.TextChoices):
    """What may be shared that is not shared with a referrer by itself."""

    ATTENDANCE = "attendance", "Aanwezigheid, als percentage"
    FAMILY = "family", "Gebeurtenissen over familie"
    FINANCE = "finance", "Gebeurtenissen over geld"
    TALK = "talk", "Regels uit een gesprek"


class Giver(models.TextChoices):
    PARTICIPANT = "participant", "Deelnemer"
    GUARDIAN = "guardian", "Wettelijk vertegenwoordiger"


class ConsentQuerySet(PartOfParticipantQuerySet):
    view_action = Action.VIEW_CONSENT

    def in_force_on(self, day):
        """Given, not run out, and not withdrawn: on the day of withdrawal it holds no longer."""
        return self.filter(
            Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=day),
            Q(valid_until__isnull=True) | Q(valid_until__gte=day),
            given_on__lte=day,
        )

    def to_share(self, topic, organisation, day):
        """Those that open this topic to this organisation on a day; a number or an expression."""
        return self.in_force_on(day).filter(
            kind=ConsentKind.SHARE_WITH_PARTY, recipient=organisation, topics__contains=[topic]
        )


@keep_history()
class Consent(Record):
    """What a participant (or guardian) agreed to, towards whom and what for; can be withdrawn any day."""

    participant = models.ForeignKey(
        Participant, verbose_name="deelnemer", on_delete=models.CASCADE, related_name="consents"
    )
    kind = models.CharField("soort", max_length=24, choices=ConsentKind)
    recipient = models.ForeignKey(
        Organisation,
        verbose_name="ontvanger",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    recipient_other = models.CharField("andere ontvanger", max_length=120, blank=True)
    topics = ArrayField(
        models.CharField(max_length=12, choices=ShareTopic),
        verbose_name="wat er gedeeld mag worden",
        default=list,
        blank=True,
    )
    purpose = models.CharField("doel", max_length=200)
    giver = models.CharField("wie", max_length=12, choices=Giver, default=Giver.PARTICIPANT)
    given_by = models.CharField("gegeven door", max_length=120)
    given_on = models.DateField("gegeven op")
    valid_until = models.DateField("geldt tot en met", null=True, blank=True)
    evidence = models.CharField("waaruit dat blijkt", max_length=200)
    withdrawn_on = models.DateField("ingetrokken op", null=True, blank=True)
    withdrawn_by = models.CharField("ingetrokken door", max_length=120, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="vastgelegd door",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = "toestemming"
        verbose_name_plural = "toestemmingen"
        ordering = ["-given_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gte=models.F("given_on")),
                name="consent_not_withdrawn_before_given",
                violation_error_message="Intrekken kan niet voor de dag van de toestemming.",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=TOWARDS_SOMEBODY)
                | Q(recipient__isnull=False)
                | ~Q(recipient_other=""),
                name="consent_to_share_names_the_recipient",
                violation_error_message="Zeg met wie er gedeeld mag worden.",
            ),
            models.CheckConstraint(
                condition=Q(recipient__isnull=True) | Q(recipient_other=""),
                name="consent_has_one_recipient",
                violation_error_message="Kies één ontvanger: uit de lijst, of een andere.",
            ),
            models.CheckConstraint(
                condition=~Q(kind=ConsentKind.SHARE_WITH_PARTY) | Q(topics__len__gt=0),
                name="consent_to_share_says_what",
                violation_error_message="Kies wat er gedeeld mag worden.",
            ),
            models.CheckConstraint(
                condition=Q(kind=ConsentKind.SHARE_WITH_PARTY) | Q(topics__len=0),
                name="consent_topics_are_for_sharing",
                violation_error_message="Wat er gedeeld mag worden hoort bij ‘Delen met een ander’.",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("given_on")),
                name="consent_not_over_before_given",
                violation_error_message="De toestemming eindigt niet voor de dag waarop zij begint.",
            ),
            models.CheckConstraint(
                condition=~Q(evidence=""),
                name="consent_has_evidence",
                violation_error_message="Schrijf op waaruit de toestemming blijkt.",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_by="") | Q(withdrawn_on__isnull=False),
                name="consent_withdrawal_has_a_day",
                violation_error_message="Zeg op welke dag de toestemming is ingetrokken.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} ({self.given_on})"

    @property
    def towards(self) -> str:
        """Who it is for, in words; empty where it is for nobody in particular."""
        return self.recipient.name if self.recipient_id else self.recipient_other

    @property
    def about(self) -> str:
        """What it is about, in words: its kind, and towards whom. Renewals are matched on it."""
        kind = self.get_kind_display().lower()
        return f"{kind} ({self.towards})" if self.towards else kind

    @property
    def ended_on(self) -> datetime.date | None:
        """The first day on which it no longer holds; None while no end is known."""
        ends = [self.withdrawn_on] if self.withdrawn_on else []
        if self.valid_until:
            ends.append(self.valid_until + datetime.timedelta(days=1))
        return min(ends, default=None)


class InformationGivenQuerySet(PartOfParticipantQuerySet):
    view_action = Action.VIEW_CONSENT


@keep_history()
class InformationGiven(Record):
    """That a participant was told something (what DOW keeps, who reads it): no consent, a fact."""

    participant = models.ForeignKey(
        Participant,
        verbose_name="deelnemer",
        on_delete=models.CASCADE,
        related_name="information_given",
    )
    subject = models.CharField("waarover", max_length=200)
    recipient = models.ForeignKey(
        Organisation,
        verbose_name="over delen met",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    told_to = models.CharField(
        "verteld aan", max_length=12, choices=Giver, default=Giver.PARTICIPANT
    )
    document_version = models.CharField("versie van de uitleg", max_length=40, blank=True)
    given_on = models.DateField("gegeven op")
    given_by = models.CharField("gegeven door", max_length=120)

    objects = InformationGivenQuerySet.as_manager()

    class Meta:
        verbose_name = "gegeven informatie"
        verbose_name_plural = "gegeven informatie"
        ordering = ["-given_on", "pk"]

    def __str__(self):
        return self.subject
