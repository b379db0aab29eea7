"""Co-reading: the talks of a coach in training, read by the supervisor before they are final."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.history import keep_history
from coaching.models.talk import Talk
from coaching.models.talk_parts import PartOfTalkQuerySet
from dow_site.access import Action, Role, ScopedQuerySet
from participants.models import COACHES


def how_long(start: datetime.datetime, end: datetime.datetime) -> str:
    """How long something waited, in words: in hours up to two days, then in days."""
    hours = int((end - start).total_seconds() // 3600)
    if hours < 1:
        return "minder dan een uur"
    return f"{hours} uur" if hours < 48 else f"{hours // 24} dagen"


class CoReadingRate(models.TextChoices):
    ALL = "all", "Elk gesprek"
    ONE_IN_FOUR = "one_in_4", "1 op de 4"
    ONE_IN_TEN = "one_in_10", "1 op de 10"


class CoReadingQuerySet(ScopedQuerySet["CoReading"]):
    view_action = Action.VIEW_TALK

    def own(self, user):
        return self.none()

    def authored(self, user):
        # A coach in training reads how many of his talks are read, and why.
        return self.filter(trainee=user)

    def of_programme(self, programme_id):
        return self.filter(trainee__programme=programme_id)


@keep_history()
class CoReading(models.Model):
    """How many talks of a trainee are co-read from a moment on, and why; the newest row holds."""

    trainee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="jobcoach in opleiding",
        on_delete=models.CASCADE,
        related_name="co_readings",
        limit_choices_to={"role": Role.JOBCOACH_IN_TRAINING},
    )
    rate = models.CharField("meelezen", max_length=9, choices=CoReadingRate)
    reason = models.CharField("waarom", max_length=300)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="ingesteld door",
        on_delete=models.PROTECT,
        related_name="+",
    )
    set_at = models.DateTimeField("ingesteld op", default=timezone.now)

    objects = CoReadingQuerySet.as_manager()

    class Meta:
        verbose_name = "mate van meelezen"
        verbose_name_plural = "mate van meelezen"
        ordering = ["-set_at", "-pk"]
        indexes = [models.Index(fields=["trainee", "-set_at"], name="coreading_of_trainee")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="coreading_has_a_reason",
                violation_error_message="Schrijf op waarom je zoveel meeleest.",
            ),
        ]

    def __str__(self):
        return f"{self.trainee}: {self.get_rate_display()}"


class ReviewDecision(models.TextChoices):
    WAITING = "waiting", "Wacht op meelezen"
    RETURNED = "returned", "Teruggegeven"
    APPROVED = "approved", "Goedgekeurd"
    NOT_SAMPLED = "not_sampled", "Viel buiten de steekproef"


@keep_history()
class TalkReview(models.Model):
    """One round of co-reading: when the talk was sent, what it said then, and what was decided."""

    talk = models.ForeignKey(
        Talk, verbose_name="gesprek", on_delete=models.CASCADE, related_name="reviews"
    )
    sent_at = models.DateTimeField("aangeboden op", default=timezone.now)
    rate = models.CharField("meelezen toen", max_length=9, choices=CoReadingRate)
    sampling_reason = models.CharField("waarom wel of niet meegelezen", max_length=300)
    content = models.JSONField(
        "wat er stond", default=dict, help_text="Per blok de tekst zoals aangeboden."
    )
    decision = models.CharField(
        "besluit", max_length=11, choices=ReviewDecision, default=ReviewDecision.WAITING
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="meegelezen door",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    decided_at = models.DateTimeField("besloten op", null=True, blank=True)
    compliment = models.CharField("wat ging goed", max_length=500, blank=True)

    objects = PartOfTalkQuerySet.as_manager()

    class Meta:
        verbose_name = "ronde van meelezen"
        verbose_name_plural = "rondes van meelezen"
        ordering = ["talk", "sent_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["talk"],
                condition=Q(decision=ReviewDecision.WAITING),
                name="talkreview_one_waits_at_a_time",
                violation_error_message="Dit gesprek wordt al meegelezen.",
            ),
            models.CheckConstraint(
                condition=Q(
                    decision__in=(ReviewDecision.RETURNED, ReviewDecision.APPROVED),
                    reviewer__isnull=False,
                    decided_at__isnull=False,
                )
                | Q(decision=ReviewDecision.WAITING, reviewer__isnull=True, decided_at__isnull=True)
                | Q(
                    decision=ReviewDecision.NOT_SAMPLED,
                    reviewer__isnull=True,
                    decided_at__isnull=False,
                ),
                name="talkreview_decision_has_a_reader_and_a_moment",
                violation_error_message="Een besluit over een gesprek heeft een lezer en een moment.",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True) | Q(decided_at__gte=F("sent_at")),
                name="talkreview_decided_after_it_was_sent",
                violation_error_message="Een besluit valt niet voor het aanbieden.",
            ),
        ]

    def __str__(self):
        return f"{self.talk}: {self.get_decision_display()}"

    @property
    def lead_time(self) -> str:
        """How long the author waited for the decision, in words; empty while nobody read it."""
        if self.reviewer_id is None:
            return ""
        return f"na {how_long(self.sent_at, self.decided_at)}"


class TalkBlock(models.TextChoices):
    """The blocks of a talk, in the order in which they stand on the page."""

    HEAD = "head", "Datum, duur en plaats"
    OPEN_AGREEMENTS = "open_agreements", "Afspraken van vorige keer"
    ATTENDANCE = "attendance", "Aanwezigheid"
    WENT_WELL = "went_well", "Wat ging er goed"
    SKILLS = "skills", "Werkvaardigheden"
    MOOD = "mood", "Hoe gaat het"
    DOMAINS = "domains", "Leefgebieden"
    GOALS = "goals", "Doelen"
    AGREEMENTS = "agreements", "Nieuwe afspraken"
    NEXT = "next", "Volgende keer"
    SHARING = "sharing", "Delen met anderen"


class ReviewQuestionQuerySet(ScopedQuerySet["ReviewQuestion"]):
    view_action = Action.VIEW_TALK

    def own(self, user):
        return self.filter(review__talk__in=Talk.objects.own(user))

    def authored(self, user):
        return self.filter(review__talk__in=Talk.objects.authored(user))

    def of_programme(self, programme_id):
        return self.filter(review__talk__trajectory__programme=programme_id)

    def withheld_from(self, user):
        is_own_file = Q(review__talk__trajectory__participant__account=user)
        return is_own_file if user.role in COACHES else None


@keep_history()
class ReviewQuestion(models.Model):
    """A question of the supervisor about one block, and what the author answered."""

    review = models.ForeignKey(
        TalkReview, verbose_name="ronde", on_delete=models.CASCADE, related_name="questions"
    )
    block = models.CharField("blok", max_length=16, choices=TalkBlock)
    question = models.CharField("vraag", max_length=500)
    answer = models.CharField("antwoord", max_length=500, blank=True)
    answered_at = models.DateTimeField("beantwoord op", null=True, blank=True)

    objects = ReviewQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = "vraag bij meelezen"
        verbose_name_plural = "vragen bij meelezen"
        ordering = ["review", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(question=""),
                name="reviewquestion_asks_something",
                violation_error_message="Schrijf de vraag op.",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="reviewquestion_answer_has_its_moment",
                violation_error_message="Een antwoord heeft een moment.",
            ),
        ]

    def __str__(self):
        return self.question
