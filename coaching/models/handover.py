"""Handing participants over from one coach to the next, with a letter about each."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.history import keep_history
from accounts.models import Programme
from dow_site.access import Action, Role, ScopedQuerySet
from dow_site.records import Record
from participants.models import COACHES
from trajectories.models import Trajectory


class HandoverStatus(models.TextChoices):
    DRAFT = "draft", "Concept"
    OFFERED = "offered", "Wacht op bevestiging"
    CONFIRMED = "confirmed", "Bevestigd"
    DECLINED = "declined", "Niet aangenomen"
    WITHDRAWN = "withdrawn", "Ingetrokken"


# Not yet decided: it can still be taken back.
UNDECIDED = (HandoverStatus.DRAFT, HandoverStatus.OFFERED)
ANSWERED = (HandoverStatus.CONFIRMED, HandoverStatus.DECLINED)


_TONES = {
    HandoverStatus.DRAFT: "neutral",
    HandoverStatus.OFFERED: "warning",
    HandoverStatus.CONFIRMED: "good",
    HandoverStatus.DECLINED: "bad",
    HandoverStatus.WITHDRAWN: "neutral",
}


class HandoverQuerySet(ScopedQuerySet["Handover"]):
    view_action = Action.VIEW_HANDOVER

    def own(self, user):
        received = Q(to_coach=user, status__in=(HandoverStatus.OFFERED, *ANSWERED))
        if user.role != Role.JOBCOACH:
            return self.filter(received)
        # What was handed over earlier about somebody whom he guides now.
        earlier = HandoverLetter.objects.filter(trajectory__in=Trajectory.objects.own(user))
        about_mine = Q(pk__in=earlier.values("handover"), status=HandoverStatus.CONFIRMED)
        return self.filter(received | Q(from_coach=user) | about_mine)

    def of_programme(self, programme_id):
        return self.filter(programme=programme_id)

    def condition_for(self, user, action):
        match action:
            case Action.CONFIRM_HANDOVER:
                return Q(to_coach=user)
            case Action.HAND_OVER if user.role in COACHES:
                return Q(from_coach=user)
            case _:
                return None

    def for_list(self):
        return self.select_related("from_coach", "to_coach").order_by("-starts_on", "-pk")


@keep_history()
class Handover(Record):
    """One or more participants go from one coach to another; the receiver confirms."""

    programme = models.ForeignKey(
        Programme,
        verbose_name="werkleerbedrijf",
        on_delete=models.PROTECT,
        related_name="handovers",
    )
    from_coach = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="van",
        on_delete=models.PROTECT,
        related_name="handovers_given",
    )
    to_coach = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="naar",
        on_delete=models.PROTECT,
        related_name="handovers_received",
    )
    starts_on = models.DateField("eerste dag van de nieuwe coach")
    status = models.CharField(
        "stand", max_length=9, choices=HandoverStatus, default=HandoverStatus.DRAFT
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="gemaakt door",
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
    )
    offered_at = models.DateTimeField("aangeboden op", null=True, blank=True, editable=False)
    answered_at = models.DateTimeField("beantwoord op", null=True, blank=True, editable=False)
    decline_reason = models.CharField("waarom niet", max_length=300, blank=True)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name = "overdracht"
        verbose_name_plural = "overdrachten"
        ordering = ["-starts_on", "-pk"]
        indexes = [
            models.Index(fields=["to_coach", "status"], name="handover_to_coach"),
            models.Index(fields=["programme", "-starts_on"], name="handover_of_programme"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(from_coach=F("to_coach")),
                name="handover_is_to_somebody_else",
                violation_error_message="Kies een andere coach om aan over te dragen.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=("draft", "withdrawn")) | Q(offered_at__isnull=False),
                name="handover_offered_has_its_moment",
                violation_error_message="Een aangeboden overdracht heeft een moment.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=ANSWERED, answered_at__isnull=False)
                | (~Q(status__in=ANSWERED) & Q(answered_at__isnull=True)),
                name="handover_answered_has_its_moment",
                violation_error_message="Een beantwoorde overdracht heeft een moment.",
            ),
            models.CheckConstraint(
                condition=(Q(status=HandoverStatus.DECLINED) & ~Q(decline_reason=""))
                | (~Q(status=HandoverStatus.DECLINED) & Q(decline_reason="")),
                name="handover_declined_has_a_reason",
                violation_error_message="Schrijf op waarom je de overdracht niet aanneemt.",
            ),
        ]

    def __str__(self):
        return f"{self.from_coach} naar {self.to_coach} vanaf {self.starts_on}"

    @property
    def tone(self) -> str:
        """How the state is coloured, beside its word."""
        return _TONES[HandoverStatus(self.status)]

    def get_absolute_url(self):
        return reverse("coaching:handover", args=[self.pk])


class HandoverLetterQuerySet(ScopedQuerySet["HandoverLetter"]):
    view_action = Action.VIEW_HANDOVER
    belongs_to = "trajectories.Trajectory"

    def own(self, user):
        is_mine_now = Q(trajectory__in=Trajectory.objects.own(user))
        to_me = Q(handover__to_coach=user)
        # Whoever must confirm reads first; the dossier itself opens on his first day.
        to_confirm = to_me & Q(handover__status=HandoverStatus.OFFERED)
        confirmed = is_mine_now & Q(handover__status=HandoverStatus.CONFIRMED)
        if user.role == Role.JOBCOACH:
            given = is_mine_now & Q(handover__from_coach=user)
            return self.filter(to_confirm | confirmed | given)
        # All that a coach in training reads from before his time is the letter to himself.
        return self.filter(to_confirm | (confirmed & to_me))

    def of_programme(self, programme_id):
        return self.filter(handover__programme=programme_id)

    def withheld_from(self, user):
        return Q(trajectory__participant__account=user) if user.role in COACHES else None


@keep_history()
class HandoverLetter(Record):
    """What the next coach must know of one participant."""

    handover = models.ForeignKey(
        Handover, verbose_name="overdracht", on_delete=models.CASCADE, related_name="letters"
    )
    trajectory = models.ForeignKey(
        Trajectory,
        verbose_name="traject",
        on_delete=models.PROTECT,
        related_name="handover_letters",
    )
    text = models.TextField("brief", max_length=6000)

    objects = HandoverLetterQuerySet.as_manager()

    class Meta:
        verbose_name = "overdrachtsbrief"
        verbose_name_plural = "overdrachtsbrieven"
        ordering = ["handover", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["handover", "trajectory"],
                name="handoverletter_once_per_participant",
                violation_error_message="Over deze deelnemer staat al een brief in de overdracht.",
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="handoverletter_says_something",
                violation_error_message="Schrijf in de brief wat de nieuwe coach moet weten.",
            ),
        ]

    def __str__(self):
        return f"Brief bij {self.handover}"
