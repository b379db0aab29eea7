"""What a participant was told, and apart from that what he agreed to."""

from django.db import models
from django.db.models import Q

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


class ConsentQuerySet(PartOfParticipantQuerySet):
    view_action = Action.VIEW_PARTICIPANT

    def in_force_on(self, day):
        return self.filter(
            Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=day), given_on__lte=day
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
    purpose = models.CharField("doel", max_length=200)
    given_by = models.CharField("gegeven door", max_length=120)
    given_on = models.DateField("gegeven op")
    withdrawn_on = models.DateField("ingetrokken op", null=True, blank=True)

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
                condition=~Q(kind=ConsentKind.SHARE_WITH_PARTY) | Q(recipient__isnull=False),
                name="consent_to_share_names_the_recipient",
                violation_error_message="Zeg met wie er gedeeld mag worden.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} ({self.given_on})"


class InformationGivenQuerySet(PartOfParticipantQuerySet):
    view_action = Action.VIEW_PARTICIPANT


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
