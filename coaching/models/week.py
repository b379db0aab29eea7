"""My week: the link with which a participant reads his card without an account, and what he says back."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.history import keep_history
from dow_site.access import Action, ScopedQuerySet
from dow_site.records import Record
from participants.models import COACHES
from trajectories.models import PartOfTrajectoryQuerySet, Trajectory


class CardLanguage(models.TextChoices):
    DUTCH = "nl", "Nederlands"
    ENGLISH = "en", "English"
    ARABIC = "ar", "العربية"


class WeekLinkQuerySet(PartOfTrajectoryQuerySet):
    view_action = Action.SHARE_WEEK

    def open_at(self, moment):
        """Links that open the card at a moment: not taken back, and not run out."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=moment)


@keep_history()
class WeekLink(Record):
    """An address that opens one participant's card until it runs out or is taken back.

    The database holds a hash of the address's secret: who reads the table cannot open the card.
    """

    trajectory = models.ForeignKey(
        Trajectory, verbose_name="traject", on_delete=models.CASCADE, related_name="week_links"
    )
    language = models.CharField(
        "taal", max_length=2, choices=CardLanguage, default=CardLanguage.DUTCH
    )
    token_hash = models.CharField("hash van de sleutel", max_length=64, unique=True, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="gemaakt door",
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
    )
    made_at = models.DateTimeField("gemaakt op", default=timezone.now, editable=False)
    expires_at = models.DateTimeField("werkt tot", editable=False)
    revoked_at = models.DateTimeField("ingetrokken op", null=True, blank=True, editable=False)

    objects = WeekLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "link naar de weekkaart"
        verbose_name_plural = "links naar de weekkaart"
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["trajectory", "-made_at"], name="weeklink_of_trajectory")]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")),
                name="weeklink_runs_out_after_it_is_made",
                violation_error_message="Een link werkt tot na het moment waarop hij is gemaakt.",
            ),
        ]

    def __str__(self):
        return f"Link in het {self.get_language_display()}"


class Feeling(models.TextChoices):
    RIGHT = "right", "Dit klopt"
    NOT_QUITE = "not_quite", "Dit klopt niet helemaal"
    CALL_ME = "call_me", "Bel mij even"


class WeekReactionQuerySet(ScopedQuerySet["WeekReaction"]):
    view_action = Action.SHARE_WEEK

    def own(self, user):
        return self.filter(link__in=WeekLink.objects.own(user))

    def of_programme(self, programme_id):
        return self.filter(link__trajectory__programme=programme_id)

    def withheld_from(self, user):
        is_own_file = Q(link__trajectory__participant__account=user)
        return is_own_file if user.role in COACHES else None


@keep_history()
class WeekReaction(Record):
    """What a participant said back to his card; never changed by anybody else."""

    link = models.ForeignKey(
        WeekLink, verbose_name="link", on_delete=models.CASCADE, related_name="reactions"
    )
    feeling = models.CharField("klopt het", max_length=10, choices=Feeling)
    words = models.TextField("in eigen woorden", max_length=500, blank=True)
    at = models.DateTimeField("moment", default=timezone.now, editable=False)

    objects = WeekReactionQuerySet.as_manager()

    class Meta:
        verbose_name = "reactie op de weekkaart"
        verbose_name_plural = "reacties op de weekkaart"
        ordering = ["-at", "-pk"]

    def __str__(self):
        return self.get_feeling_display()
