"""The people around a participant."""

from __future__ import annotations

import datetime

from django.db import models
from django.db.models import Q

from accounts.history import keep_history
from dow_site.access import Action
from dow_site.records import Record
from participants.models.person import Participant, PartOfParticipantQuerySet


class Relation(models.TextChoices):
    PARENT = "parent", "Ouder"
    GUARDIAN = "guardian", "Wettelijk vertegenwoordiger"
    FAMILY = "family", "Familie"
    FRIEND = "friend", "Vriend of kennis"
    MUNICIPALITY = "municipality", "Gemeente"
    SCHOOL = "school", "School"
    EMPLOYER = "employer", "Werkgever"
    CARE = "care", "Zorg of hulp"
    OTHER = "other", "Anders"


# Who is around somebody because of his work; the others are family and friends.
PROFESSIONALS = (Relation.MUNICIPALITY, Relation.SCHOOL, Relation.EMPLOYER, Relation.CARE)


class NetworkContactQuerySet(PartOfParticipantQuerySet):
    view_action = Action.VIEW_NETWORK

    def involved_on(self, day):
        return self.filter(
            Q(starts_on__isnull=True) | Q(starts_on__lte=day),
            Q(ends_on__isnull=True) | Q(ends_on__gte=day),
        )

    def guardians_on(self, day):
        """Who sign for a participant on this day."""
        return self.involved_on(day).filter(is_guardian=True)


@keep_history()
class NetworkContact(Record):
    """Somebody around a participant: family, or a professional of another organisation."""

    participant = models.ForeignKey(
        Participant,
        verbose_name="deelnemer",
        on_delete=models.CASCADE,
        related_name="network_contacts",
    )
    name = models.CharField("naam", max_length=120)
    relation = models.CharField("relatie", max_length=16, choices=Relation)
    role = models.CharField("rol", max_length=80, blank=True)
    organisation = models.CharField("organisatie", max_length=120, blank=True)
    phone = models.CharField("telefoon", max_length=20, blank=True)
    email = models.EmailField("e-mailadres", blank=True)
    is_guardian = models.BooleanField("tekent voor de deelnemer", default=False)
    starts_on = models.DateField("betrokken vanaf", null=True, blank=True)
    ends_on = models.DateField("betrokken tot", null=True, blank=True)

    objects = NetworkContactQuerySet.as_manager()

    class Meta:
        verbose_name = "contact"
        verbose_name_plural = "netwerk"
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gte=models.F("starts_on")),
                name="networkcontact_ends_after_it_starts",
                violation_error_message="De einddatum ligt niet voor de begindatum.",
            ),
            models.CheckConstraint(
                condition=~Q(relation=Relation.GUARDIAN) | Q(is_guardian=True),
                name="networkcontact_legal_representative_signs",
                violation_error_message="Een wettelijk vertegenwoordiger tekent voor de deelnemer.",
            ),
        ]

    def __str__(self):
        return self.name

    def is_involved_on(self, day: datetime.date) -> bool:
        return (self.starts_on or day) <= day <= (self.ends_on or day)

    def signs_on(self, day: datetime.date) -> bool:
        return self.is_guardian and self.is_involved_on(day)

    @property
    def is_professional(self) -> bool:
        return self.relation in PROFESSIONALS
