"""A session of the effect calculator: what the people at the table said about a trajectory."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.history import keep_history
from costs.lines import LIKELIHOOD_LABELS
from costs.models.frozen import kept_whole, part_frozen, session_frozen
from costs.models.prices import PriceList
from costs.rounding import ROUNDING_LABELS, RoundingRule
from dow_site.access import Action, Role, ScopedQuerySet
from dow_site.records import Record
from participants.models import COACHES
from trajectories.models import Trajectory

LIKELIHOOD_CHOICES = [(step.value, label) for step, label in LIKELIHOOD_LABELS.items()]
ROUNDING_CHOICES = [(rule.value, label) for rule, label in ROUNDING_LABELS.items()]


class ReferenceKind(models.TextChoices):
    WITHOUT = "without", "Zonder DOW"
    LIGHTER = "lighter", "Met lichtere hulp"
    OLD_WAY = "old_way", "Op de oude manier"
    BETTER = "better", "Met betere hulp"


def _without() -> list[str]:
    """What is compared with where nobody says otherwise."""
    return [ReferenceKind.WITHOUT.value]


class SessionStatus(models.TextChoices):
    DRAFT = "draft", "Concept"
    TO_CHECK = "to_check", "Ter controle"
    RETURNED = "returned", "Terug van controle"
    APPROVED = "approved", "Vastgesteld"


# Whoever works on the session may change it; in the others it is with the controller, or done.
OPEN = (SessionStatus.DRAFT, SessionStatus.RETURNED)

_TONE_BY_STATUS = {
    SessionStatus.DRAFT: "neutral",
    SessionStatus.TO_CHECK: "busy",
    SessionStatus.RETURNED: "warning",
    SessionStatus.APPROVED: "good",
}


class SessionQuerySet(ScopedQuerySet["Session"]):
    view_action = Action.VIEW_SESSION

    def own(self, user):
        if user.role == Role.FACILITATOR:
            return self.filter(facilitator=user)
        return self.filter(trajectory__in=Trajectory.objects.own(user))

    def of_programme(self, programme_id):
        return self.filter(trajectory__programme=programme_id)

    def withheld_from(self, user):
        return Q(trajectory__participant__account=user) if user.role in COACHES else None

    def condition_for(self, user, action):
        return Q(status=SessionStatus.TO_CHECK) if action == Action.CHECK_SESSION else None

    def for_list(self):
        return self.select_related("trajectory__participant", "facilitator").order_by(
            "reference", "pk"
        )


@keep_history()
class Session(Record):
    """One trajectory worked out with the people involved: a life with and a life without the programme."""

    trajectory = models.ForeignKey(
        Trajectory, verbose_name="traject", on_delete=models.PROTECT, related_name="sessions"
    )
    reference = models.CharField("kenmerk", max_length=24, unique=True)
    facilitator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="effectencalculateur",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sessions",
        limit_choices_to={"role": Role.FACILITATOR},
    )
    held_on = models.DateField("datum van de sessie", null=True, blank=True)
    held_online = models.BooleanField("online gehouden", null=True, blank=True)
    place = models.CharField("plaats", max_length=120, blank=True)
    period_start = models.DateField("periode vanaf (maand)")
    period_end = models.DateField("periode tot en met (maand)")
    lives_away_from_home = models.BooleanField(
        "deelnemer woonde op zichzelf", null=True, blank=True
    )
    reference_kinds = ArrayField(
        models.CharField(max_length=12, choices=ReferenceKind),
        verbose_name="vergeleken met",
        default=_without,
    )
    participant_present = models.BooleanField("deelnemer was erbij", null=True, blank=True)
    rounding_rule = models.CharField(
        "afronding",
        max_length=24,
        choices=ROUNDING_CHOICES,
        default=RoundingRule.TWO_SIGNIFICANT.value,
    )
    price_list = models.ForeignKey(
        PriceList, verbose_name="prijslijst", on_delete=models.PROTECT, null=True, blank=True
    )
    status = models.CharField(
        "status", max_length=10, choices=SessionStatus, default=SessionStatus.DRAFT
    )
    version_number = models.PositiveSmallIntegerField("versie", default=1, editable=False)
    previous = models.ForeignKey(
        "self",
        verbose_name="vorige versie",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="successors",
    )
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="aangeboden door",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="vastgesteld door",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    approved_at = models.DateTimeField("vastgesteld op", null=True, blank=True, editable=False)
    seal = models.CharField("zegel", max_length=64, blank=True, editable=False)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = "sessie"
        verbose_name_plural = "sessies"
        ordering = ["reference"]
        constraints = [
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")),
                name="session_period_ends_after_it_starts",
                violation_error_message="De periode eindigt niet voor zij begint.",
            ),
            models.CheckConstraint(
                condition=Q(reference_kinds__len__gt=0),
                name="session_compares_with_something",
                violation_error_message="Kies waarmee er vergeleken wordt.",
            ),
            models.CheckConstraint(
                condition=Q(
                    status=SessionStatus.APPROVED,
                    approved_by__isnull=False,
                    approved_at__isnull=False,
                    seal__regex="^[0-9a-f]{64}$",
                )
                | (
                    ~Q(status=SessionStatus.APPROVED)
                    & Q(approved_by__isnull=True, approved_at__isnull=True, seal="")
                ),
                name="session_approved_has_a_seal",
                violation_error_message="Een vastgestelde sessie heeft een zegel, een andere niet.",
            ),
            models.CheckConstraint(
                condition=~Q(approved_by=F("offered_by")) & ~Q(approved_by=F("facilitator")),
                name="session_checked_by_somebody_else",
                violation_error_message="Wie de sessie maakte, stelt haar niet vast.",
            ),
            models.CheckConstraint(
                condition=Q(status=SessionStatus.DRAFT) | Q(offered_by__isnull=False),
                name="session_in_check_was_offered",
                violation_error_message="Een sessie in controle is door iemand aangeboden.",
            ),
            models.UniqueConstraint(
                fields=["previous"],
                condition=~Q(status=SessionStatus.APPROVED),
                name="session_one_next_version_at_work",
                violation_error_message="Er is al een nieuwe versie in de maak.",
            ),
        ]
        triggers = [kept_whole(), session_frozen()]

    def __str__(self):
        return self.reference

    def get_absolute_url(self):
        return reverse("costs:session", args=[self.pk])

    @property
    def tone(self) -> str:
        """How the status looks as a badge."""
        return _TONE_BY_STATUS[self.status]

    @property
    def is_open(self) -> bool:
        return self.status in OPEN


class PartOfSessionQuerySet(ScopedQuerySet[models.Model]):
    """Rows that belong to one session and are seen by whoever sees that session."""

    view_action = Action.VIEW_SESSION

    def own(self, user):
        return self.filter(session__in=Session.objects.own(user))

    def of_programme(self, programme_id):
        return self.filter(session__trajectory__programme=programme_id)

    def withheld_from(self, user):
        return Q(session__trajectory__participant__account=user) if user.role in COACHES else None


@keep_history()
class Attendee(Record):
    """Somebody at the table of a session, by role: a name is not asked for."""

    session = models.ForeignKey(
        Session, verbose_name="sessie", on_delete=models.CASCADE, related_name="attendees"
    )
    role = models.CharField("rol", max_length=80, help_text="Bijvoorbeeld: jobcoach, vader.")
    relation = models.CharField("relatie met de deelnemer", max_length=120, blank=True)
    directly_involved = models.BooleanField("direct betrokken", default=True)

    objects = PartOfSessionQuerySet.as_manager()

    class Meta:
        verbose_name = "aanwezige"
        verbose_name_plural = "aanwezigen"
        ordering = ["session", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(role=""),
                name="attendee_has_a_role",
                violation_error_message="Schrijf op in welke rol iemand erbij was.",
            ),
        ]
        triggers = [kept_whole(), part_frozen()]

    def __str__(self):
        return self.role


class StatementKind(models.TextChoices):
    ADDED_VALUE = "added_value", "Meerwaarde"
    ATTENTION_POINT = "attention_point", "Aandachtspunt"


class StatementQuerySet(PartOfSessionQuerySet):
    pass


@keep_history()
class Statement(Record):
    """What it brought, or what asks for care, in the words of those involved."""

    session = models.ForeignKey(
        Session, verbose_name="sessie", on_delete=models.CASCADE, related_name="statements"
    )
    kind = models.CharField("soort", max_length=16, choices=StatementKind)
    order = models.PositiveSmallIntegerField("volgorde", default=0)
    code = models.CharField("code", max_length=12, blank=True, editable=False)
    text = models.TextField("wat", max_length=1000)
    quote = models.CharField("in eigen woorden", max_length=300, blank=True)
    speaker = models.CharField("wie zei dat", max_length=120, blank=True)

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = "uitspraak"
        verbose_name_plural = "uitspraken"
        ordering = ["session", "kind", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="statement_says_something",
                violation_error_message="Schrijf de uitspraak op.",
            ),
            models.CheckConstraint(
                condition=Q(speaker="") | ~Q(quote=""),
                name="statement_speaker_has_a_quote",
                violation_error_message="Zet de woorden erbij van wie dit zei.",
            ),
        ]
        triggers = [kept_whole(), part_frozen()]

    def __str__(self):
        return self.text[:60]
