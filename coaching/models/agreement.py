"""What was agreed: who does what by when, and what came of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.history import keep_history
from accounts.models import Organisation
from coaching.models.talk import Talk
from dow_site.access import Action, Role, ScopedQuerySet
from dow_site.records import Record
from participants.models import COACHES
from trajectories.models import PartOfTrajectoryQuerySet, Trajectory


class AgreementOwner(models.TextChoices):
    PARTICIPANT = "participant", "Deelnemer"
    COACH = "coach", "Coach"
    REFERRER = "referrer", "Verwijzer"
    FAMILY = "family", "Familie"
    EMPLOYER = "employer", "Werkgever"


class AgreementStatus(models.TextChoices):
    OPEN = "open", "Open"
    KEPT = "kept", "Gelukt"
    NOT_KEPT = "not_kept", "Niet gelukt"
    MOVED = "moved", "Verzet"


# What is still to be done: new, or moved to another day.
OPEN_AGREEMENT = (AgreementStatus.OPEN, AgreementStatus.MOVED)


class AgreementQuerySet(PartOfTrajectoryQuerySet):
    view_action = Action.VIEW_AGREEMENT

    def part_of_own(self, user):
        if user.role == Role.REFERRER:
            # A referrer reads what is asked of his own organisation, and nothing beside it.
            return Q(owner=AgreementOwner.REFERRER, organisation=user.organisation_id)
        return None

    def open(self):
        return self.filter(status__in=OPEN_AGREEMENT)

    def overdue_on(self, day):
        return self.open().filter(due_on__lt=day)

    def closed(self):
        return self.exclude(status__in=OPEN_AGREEMENT)

    def due_first(self):
        return self.order_by("due_on", "pk")

    def open_first(self):
        return self.order_by(F("closed_on").desc(nulls_first=True), "due_on", "pk")


@keep_history()
class Agreement(Record):
    """Somebody does something before a day; its marks say what came of it."""

    trajectory = models.ForeignKey(
        Trajectory, verbose_name="traject", on_delete=models.CASCADE, related_name="agreements"
    )
    made_in = models.ForeignKey(
        Talk,
        verbose_name="gemaakt in gesprek",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="agreements",
    )
    owner = models.CharField(
        "wie", max_length=12, choices=AgreementOwner, default=AgreementOwner.PARTICIPANT
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name="organisatie van de verwijzer",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="agreements",
    )
    what = models.CharField("wat", max_length=300)
    due_on = models.DateField("voor")
    status = models.CharField(
        "stand", max_length=8, choices=AgreementStatus, default=AgreementStatus.OPEN
    )
    closed_on = models.DateField("afgerond op", null=True, blank=True)
    answer = models.CharField("antwoord van de verwijzer", max_length=500, blank=True)
    answered_at = models.DateTimeField("beantwoord op", null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="beantwoord door",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    made_on = models.DateField("afgesproken op", default=timezone.localdate)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="vastgelegd door",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = "afspraak"
        verbose_name_plural = "afspraken"
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(
                fields=["trajectory", "due_on"],
                condition=Q(status__in=("open", "moved")),
                name="agreement_open_of_trajectory",
            ),
            models.Index(fields=["trajectory", "-closed_on"], name="agreement_of_trajectory"),
            # What is open anywhere is little beside all that was ever agreed.
            models.Index(fields=["closed_on", "due_on"], name="agreement_by_last_day"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(what=""),
                name="agreement_says_what",
                violation_error_message="Schrijf op wat er is afgesproken.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=OPEN_AGREEMENT, closed_on__isnull=True)
                | (~Q(status__in=OPEN_AGREEMENT) & Q(closed_on__isnull=False)),
                name="agreement_closed_has_its_day",
                violation_error_message="Een afspraak die klaar is, heeft een dag waarop dat zo was.",
            ),
            models.CheckConstraint(
                condition=Q(owner=AgreementOwner.REFERRER, organisation__isnull=False)
                | (~Q(owner=AgreementOwner.REFERRER) & Q(organisation__isnull=True)),
                name="agreement_of_a_referrer_names_the_organisation",
                violation_error_message=(
                    "Een afspraak met de verwijzer kan alleen bij wie door een organisatie is "
                    "aangemeld."
                ),
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True, answered_by__isnull=True)
                | (
                    ~Q(answer="")
                    & Q(
                        owner=AgreementOwner.REFERRER,
                        answered_at__isnull=False,
                        answered_by__isnull=False,
                    )
                ),
                name="agreement_answer_is_by_a_referrer",
                violation_error_message="Alleen de verwijzer antwoordt, en dat heeft een moment.",
            ),
        ]

    def __str__(self):
        return self.what

    @property
    def is_open(self) -> bool:
        return self.status in OPEN_AGREEMENT


class AgreementMarkQuerySet(ScopedQuerySet["AgreementMark"]):
    view_action = Action.VIEW_AGREEMENT

    def own(self, user):
        return self.filter(agreement__in=Agreement.objects.own(user))

    def of_programme(self, programme_id):
        return self.filter(agreement__trajectory__programme=programme_id)

    def withheld_from(self, user):
        is_own_file = Q(agreement__trajectory__participant__account=user)
        return is_own_file if user.role in COACHES else None


@keep_history()
class AgreementMark(models.Model):
    """One moment in an agreement's history: kept, not kept, moved to another day or opened again."""

    agreement = models.ForeignKey(
        Agreement, verbose_name="afspraak", on_delete=models.CASCADE, related_name="marks"
    )
    status = models.CharField("werd", max_length=8, choices=AgreementStatus)
    marked_on = models.DateField("op", default=timezone.localdate)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="door",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    talk = models.ForeignKey(
        Talk,
        verbose_name="in gesprek",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="agreement_marks",
    )
    due_before = models.DateField("was voor")
    due_after = models.DateField("wordt voor")

    objects = AgreementMarkQuerySet.as_manager()

    class Meta:
        verbose_name = "stand van een afspraak"
        verbose_name_plural = "standen van afspraken"
        ordering = ["agreement", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=AgreementStatus.MOVED) & ~Q(due_after=F("due_before"))
                | ~Q(status=AgreementStatus.MOVED) & Q(due_after=F("due_before")),
                name="agreementmark_moved_has_another_day",
                violation_error_message="Verzetten is naar een andere dag.",
            ),
        ]

    def __str__(self):
        return f"{self.agreement}: {self.get_status_display()}"
