"""The check of a session: each step of it with what it was about, and the controller's remarks."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.history import keep_history
from costs.models.frozen import kept_whole, part_frozen
from costs.models.line import CostLine
from costs.models.session import PartOfSessionQuerySet, Session
from dow_site.records import Record


class StepKind(models.TextChoices):
    OFFERED = "offered", "Aangeboden"
    TAKEN_BACK = "taken_back", "Teruggehaald"
    RETURNED = "returned", "Teruggegeven"
    APPROVED = "approved", "Vastgesteld"


class SessionStepQuerySet(PartOfSessionQuerySet):
    pass


class SessionStep(models.Model):
    """A moment in the check of a session, with its whole content as it was then (`costs.seal`)."""

    session = models.ForeignKey(
        Session, verbose_name="sessie", on_delete=models.CASCADE, related_name="steps"
    )
    kind = models.CharField("stap", max_length=10, choices=StepKind)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="door", on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField("moment")
    content = models.TextField("inhoud op dat moment")

    objects = SessionStepQuerySet.as_manager()

    class Meta:
        verbose_name = "stap van de controle"
        verbose_name_plural = "stappen van de controle"
        ordering = ["session", "at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session"],
                condition=Q(kind=StepKind.APPROVED),
                name="sessionstep_approved_once",
                violation_error_message="Deze sessie is al vastgesteld.",
            ),
        ]
        triggers = [kept_whole(), part_frozen()]

    def __str__(self):
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d %H:%M}"


class LineRemarkQuerySet(PartOfSessionQuerySet):
    def open(self):
        return self.filter(answer="")


@keep_history()
class LineRemark(Record):
    """What the controller asks about a line, or about the session as a whole, and what was answered."""

    session = models.ForeignKey(
        Session, verbose_name="sessie", on_delete=models.CASCADE, related_name="remarks"
    )
    line = models.ForeignKey(
        CostLine,
        verbose_name="kostenregel",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="check_remarks",
    )
    text = models.CharField("opmerking", max_length=500)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="door", on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField("moment")
    answer = models.CharField("antwoord", max_length=500, blank=True)

    objects = LineRemarkQuerySet.as_manager()

    class Meta:
        verbose_name = "opmerking van de controller"
        verbose_name_plural = "opmerkingen van de controller"
        ordering = ["session", "written_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="lineremark_says_something",
                violation_error_message="Schrijf op wat je wilt weten.",
            ),
        ]
        triggers = [kept_whole(), part_frozen()]

    def __str__(self):
        return self.text[:60]
