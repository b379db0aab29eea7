"""Which rules about signals a programme has switched on, and what was answered to a signal.

Signals themselves are never stored: `coaching.signals` computes them when somebody looks.
"""

from __future__ import annotations

import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.history import keep_history
from accounts.models import Programme
from coaching.rhythm import RULE_LABELS, Limits, Rule
from dow_site.access import Action, ScopedQuerySet
from dow_site.records import Record
from trajectories.models import PartOfTrajectoryQuerySet, Phase, Trajectory

RULE_CHOICES = [(rule.value, RULE_LABELS[rule]) for rule in Rule]
# A snooze is for a while: who wants silence for longer switches the rule off.
LONGEST_SNOOZE = datetime.timedelta(days=92)


def every_rule() -> list[str]:
    return [rule.value for rule in Rule]


class SignalRulesQuerySet(ScopedQuerySet["SignalRules"]):
    view_action = Action.SET_SIGNAL_RULES

    def own(self, user):
        return self.none()

    def of_programme(self, programme_id):
        return self.filter(programme=programme_id)

    def in_force_on(self, day):
        return self.filter(starts_on__lte=day).order_by("-starts_on")


@keep_history()
class SignalRules(Record):
    """A programme's rules about signals from a date on; the newest row that has begun holds."""

    programme = models.ForeignKey(
        Programme,
        verbose_name="werkleerbedrijf",
        on_delete=models.CASCADE,
        related_name="signal_rules",
    )
    starts_on = models.DateField("vanaf", default=timezone.localdate)
    rules = ArrayField(
        models.CharField(max_length=12, choices=RULE_CHOICES),
        verbose_name="welke signalen",
        default=every_rule,
        blank=True,
    )
    days_work_fit = models.PositiveSmallIntegerField("dagen zonder gesprek in fase 1", default=10)
    days_vocational = models.PositiveSmallIntegerField("dagen zonder gesprek in fase 2", default=10)
    no_shows = models.PositiveSmallIntegerField("keer achter elkaar niet verschenen", default=3)
    attendance_drop = models.PositiveSmallIntegerField(
        "zoveel procentpunten minder aanwezig", default=20
    )
    agreement_days = models.PositiveSmallIntegerField(
        "dagen na de datum van een afspraak", default=7
    )
    contract_days = models.PositiveSmallIntegerField(
        "dagen voor het einde van een contract", default=30
    )

    objects = SignalRulesQuerySet.as_manager()

    class Meta:
        verbose_name = "regels voor signalen"
        verbose_name_plural = "regels voor signalen"
        ordering = ["programme", "-starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "starts_on"],
                name="signalrules_once_a_day",
                violation_error_message=(
                    "Iemand anders heeft de regels vandaag al veranderd. Open de pagina opnieuw."
                ),
            ),
            models.CheckConstraint(
                condition=Q(days_work_fit__range=(1, 92), days_vocational__range=(1, 92)),
                name="signalrules_days_without_talk_in_range",
                violation_error_message="Dagen zonder gesprek: 1 tot en met 92.",
            ),
            models.CheckConstraint(
                condition=Q(no_shows__range=(1, 10)),
                name="signalrules_no_shows_in_range",
                violation_error_message="Niet verschenen: 1 tot en met 10 keer.",
            ),
            models.CheckConstraint(
                condition=Q(attendance_drop__range=(5, 100)),
                name="signalrules_drop_in_range",
                violation_error_message="Minder aanwezig: 5 tot en met 100 procentpunten.",
            ),
            models.CheckConstraint(
                condition=Q(agreement_days__range=(0, 92), contract_days__range=(1, 183)),
                name="signalrules_dates_in_range",
                violation_error_message=(
                    "Na een afspraak 0 tot en met 92 dagen, voor een contract 1 tot en met 183."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.programme} vanaf {self.starts_on}"

    def limits(self) -> Limits:
        """The same as the pure rules want it."""
        return Limits(
            rules=frozenset(Rule(rule) for rule in self.rules),
            days_without_talk={
                Phase.WORK_FIT.value: self.days_work_fit,
                Phase.VOCATIONAL.value: self.days_vocational,
            },
            no_shows=self.no_shows,
            attendance_drop=self.attendance_drop,
            agreement_days=self.agreement_days,
            contract_days=self.contract_days,
        )


class AnswerKind(models.TextChoices):
    SNOOZED = "snoozed", "Later"
    HANDLED = "handled", "Afgehandeld"


class SignalAnswerQuerySet(PartOfTrajectoryQuerySet):
    view_action = Action.ANSWER_SIGNAL

    def in_force_on(self, day):
        return self.filter(until__gte=day, withdrawn_at__isnull=True)


@keep_history()
class SignalAnswer(Record):
    """That a signal is left alone until a day, and why; the signal itself is never stored."""

    trajectory = models.ForeignKey(
        Trajectory, verbose_name="traject", on_delete=models.CASCADE, related_name="signal_answers"
    )
    rule = models.CharField("signaal", max_length=12, choices=RULE_CHOICES)
    subject = models.CharField("waarover", max_length=80, editable=False)
    kind = models.CharField("wat doe je", max_length=8, choices=AnswerKind)
    reason = models.CharField("waarom", max_length=300)
    until = models.DateField("tot en met")
    answered_on = models.DateField("gezegd op", default=timezone.localdate, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="door",
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
    )
    withdrawn_at = models.DateTimeField("toch weer getoond", null=True, blank=True, editable=False)

    objects = SignalAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = "antwoord op een signaal"
        verbose_name_plural = "antwoorden op signalen"
        ordering = ["-answered_on", "-pk"]
        indexes = [
            models.Index(
                fields=["trajectory", "until"],
                condition=Q(withdrawn_at__isnull=True),
                name="signalanswer_in_force",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="signalanswer_has_a_reason",
                violation_error_message="Schrijf op waarom dit signaal kan wachten of klaar is.",
            ),
            models.CheckConstraint(
                condition=Q(until__gte=F("answered_on"))
                & Q(until__lte=F("answered_on") + LONGEST_SNOOZE),
                name="signalanswer_is_for_a_while",
                violation_error_message="Kies een dag vanaf vandaag en binnen drie maanden.",
            ),
        ]

    def __str__(self):
        return f"{self.get_rule_display()}: {self.get_kind_display()} tot en met {self.until}"
