"""Who looked at, printed or exported what and what for, and what was refused."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models.account import User
from dow_site.access import Action, ScopedQuerySet


class AccessAction(models.TextChoices):
    VIEWED = "viewed", "Bekeken"
    PRINTED = "printed", "Afgedrukt"
    EXPORTED = "exported", "Geëxporteerd"
    SEARCHED = "searched", "Gezocht"
    REFUSED = "refused", "Geweigerd"


class AccessLogQuerySet(ScopedQuerySet["AccessLog"]):
    view_action = Action.VIEW_ACCESS_LOG

    def own(self, user):
        return self.filter(user=user)

    def of_programme(self, programme_id):
        return self.filter(programme_id=programme_id)


class AccessLog(models.Model):
    """One look at a dossier: who, when, which page, and nothing of what it said.

    Holds the participant's number, not a link, so that the log outlives the dossier and this app
    knows no app above it.
    """

    at = models.DateTimeField("moment", default=timezone.now)
    user = models.ForeignKey(
        User, verbose_name="wie", on_delete=models.PROTECT, null=True, related_name="+"
    )
    action = models.CharField("wat", max_length=10, choices=AccessAction)
    page = models.CharField("pagina", max_length=80)
    participant_id = models.BigIntegerField("deelnemer", null=True)
    programme_id = models.BigIntegerField("werkleerbedrijf", null=True)

    objects = AccessLogQuerySet.as_manager()

    class Meta:
        verbose_name = "inzage"
        verbose_name_plural = "inzagelog"
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["participant_id", "-at"], name="accesslog_by_participant"),
            models.Index(fields=["user", "-at"], name="accesslog_by_user"),
            # The newest of a programme, and of all: nobody reads from the beginning.
            models.Index(fields=["programme_id", "-at", "-id"], name="accesslog_by_programme"),
            models.Index(fields=["-at", "-id"], name="accesslog_newest_first"),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.get_action_display()} {self.page}"


class ExportReasonQuerySet(ScopedQuerySet["ExportReason"]):
    view_action = Action.VIEW_ACCESS_LOG

    def own(self, user):
        return self.filter(log__user=user)

    def of_programme(self, programme_id):
        return self.filter(log__programme_id=programme_id)


class ExportReason(models.Model):
    """What a list of personal data was taken out for, beside its row of the access log. Never changed."""

    log = models.OneToOneField(
        AccessLog, verbose_name="inzage", on_delete=models.PROTECT, related_name="export"
    )
    reason = models.CharField("waarvoor", max_length=200)
    format = models.CharField("bestand", max_length=4)
    row_count = models.PositiveIntegerField("aantal regels")

    objects = ExportReasonQuerySet.as_manager()

    class Meta:
        verbose_name = "reden van een export"
        verbose_name_plural = "redenen van exports"
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="exportreason_says_what_for",
                violation_error_message="Schrijf op waarvoor je deze lijst nodig hebt.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self):
        return self.reason
