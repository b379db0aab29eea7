"""The secret address under which somebody reads his own calendar."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.history import keep_history
from dow_site.access import Action, ScopedQuerySet


class CalendarFeedQuerySet(ScopedQuerySet["CalendarFeed"]):
    view_action = Action.KEEP_CALENDAR

    def own(self, user):
        return self.filter(owner=user)

    def open(self):
        """Those whose address still works, as far as their owner does."""
        return self.filter(revoked_at__isnull=True)


@keep_history()
class CalendarFeed(models.Model):
    """An address that gives its owner's calendar to a telephone or a mail program, until it is taken back.

    The database holds a hash of the secret in it and nothing to make the secret with: the address is
    shown once, when it is made.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="van wie",
        on_delete=models.CASCADE,
        related_name="calendar_feeds",
    )
    token_hash = models.CharField("hash van de sleutel", max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField("gemaakt op", default=timezone.now, editable=False)
    revoked_at = models.DateTimeField("ingetrokken op", null=True, blank=True, editable=False)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        verbose_name = "agenda-link"
        verbose_name_plural = "agenda-links"
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner"],
                condition=Q(revoked_at__isnull=True),
                name="calendarfeed_one_open_per_person",
                violation_error_message="Je hebt al een agenda-link die werkt.",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | Q(revoked_at__gte=F("made_at")),
                name="calendarfeed_is_revoked_after_it_is_made",
                violation_error_message="Een agenda-link wordt ingetrokken nadat hij is gemaakt.",
            ),
        ]

    def __str__(self):
        return f"Agenda-link van {self.made_at:%Y-%m-%d}"
