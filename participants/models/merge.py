"""That two dossiers turned out to be of one person: what moved, so that it can be moved back for a while."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.history import keep_history
from dow_site.access import Action
from dow_site.records import Record
from participants.models.person import Participant, PartOfParticipantQuerySet

DAYS_TO_UNDO = 30


class ParticipantMergeQuerySet(PartOfParticipantQuerySet):
    view_action = Action.MERGE_PARTICIPANTS

    def standing(self):
        """Merges that nobody undid."""
        return self.filter(undone_at__isnull=True)


@keep_history()
class ParticipantMerge(Record):
    """One participant who went up in another: the rows that moved and the facts that changed.

    Who went up is a number, not a link: that row is gone, and its history holds what it was.
    """

    participant = models.ForeignKey(
        Participant, verbose_name="blijft", on_delete=models.PROTECT, related_name="merges"
    )
    number = models.BigIntegerField("nummer van wie opging")
    name = models.CharField("naam van wie opging", max_length=182)
    moved = models.JSONField("verplaatste rijen", default=dict)
    changed = models.JSONField(
        "gewijzigde gegevens", default=dict, blank=True, encoder=DjangoJSONEncoder
    )
    merged_at = models.DateTimeField("samengevoegd", default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="door", on_delete=models.PROTECT, related_name="+"
    )
    undone_at = models.DateTimeField("ongedaan gemaakt", null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="ongedaan gemaakt door",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = ParticipantMergeQuerySet.as_manager()

    class Meta:
        verbose_name = "samenvoeging"
        verbose_name_plural = "samenvoegingen"
        ordering = ["-merged_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["number"],
                condition=Q(undone_at__isnull=True),
                name="participantmerge_once_at_a_time",
                violation_error_message="Deze deelnemer is al samengevoegd.",
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="participantmerge_undone_by_somebody",
                violation_error_message="Wie ongedaan maakt, staat erbij.",
            ),
        ]

    def __str__(self):
        return f"{self.name} bij {self.participant}"

    @property
    def undo_until(self) -> datetime.date:
        """The last day on which this can be undone."""
        return timezone.localdate(self.merged_at) + datetime.timedelta(days=DAYS_TO_UNDO)
