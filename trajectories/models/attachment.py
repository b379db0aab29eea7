"""Files that hang on an event."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.lookups import Exact
from django.utils import timezone

from accounts.history import keep_history
from dow_site.access import Action, Role, Scope, ScopedQuerySet
from dow_site.records import Record
from participants.models import COACHES
from trajectories.file_kinds import KINDS
from trajectories.models.event import TimelineEvent
from trajectories.models.removable import Removable, removed_for_a_reason

MOST_BYTES = 20 * 1024**2
# What one event can hold; more is another event.
MOST_PER_EVENT = 20


class EventAttachmentQuerySet(ScopedQuerySet["EventAttachment"]):
    view_action = Action.VIEW_ATTACHMENT
    belongs_to = "trajectories.Trajectory"

    def permitted(self, user, action):
        # What was taken off is opened by nobody; a stone says that it hung there.
        return super().permitted(user, action).hanging()

    def hanging(self):
        """Those that were not taken off an event that was not taken off."""
        return self.filter(event__removed_at__isnull=True, removed_at__isnull=True)

    def changeable_by(self, user):
        """Those that this person may change, and those taken off an event that he might have."""
        return (
            super().permitted(user, Action.EDIT_ATTACHMENT).filter(event__removed_at__isnull=True)
        )

    def stones_for(self, user):
        """What was taken off an event, for who might have changed it."""
        return self.changeable_by(user).filter(removed_at__isnull=False)

    def own(self, user):
        mine = self.filter(event__in=TimelineEvent.objects.own(user))
        # That an event is shared says nothing of a file: somebody shares that too, on purpose.
        return mine.filter(shared_with_referrer=True) if user.role == Role.REFERRER else mine

    def authored(self, user):
        return self.filter(event__in=TimelineEvent.objects.authored(user))

    def of_programme(self, programme_id):
        return self.filter(event__trajectory__programme=programme_id)

    def withheld_from(self, user):
        return Q(event__trajectory__participant__account=user) if user.role in COACHES else None

    def keeps_nothing_from(self, user, scope):
        # What is withheld is withheld with the trajectory; a referrer opens a part of the files.
        events = TimelineEvent.objects.all()
        return scope == Scope.PROGRAMME or (
            scope == Scope.OWN and user.role != Role.REFERRER and events.part_of_own(user) is None
        )


class EventAttachmentManager(models.Manager.from_queryset(EventAttachmentQuerySet)):
    """Leaves the content in the database until somebody opens the file."""

    def get_queryset(self):
        return super().get_queryset().defer("content")


@keep_history(exclude=["content"])
class EventAttachment(Removable, Record):
    """A file on an event, kept in the database beside it (docs/adr, "keep attachments in the database")."""

    event = models.ForeignKey(
        TimelineEvent,
        verbose_name="gebeurtenis",
        on_delete=models.CASCADE,
        related_name="attachments",
    )
    name = models.CharField("naam", max_length=255)
    kind = models.CharField(
        "soort", max_length=100, choices=[(kind.mime, kind.label) for kind in KINDS.values()]
    )
    size = models.PositiveIntegerField("aantal bytes")
    content = models.BinaryField("inhoud")
    shared_with_referrer = models.BooleanField("delen met de verwijzer", default=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="toegevoegd door",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    added_at = models.DateTimeField("toegevoegd op", default=timezone.now)

    objects = EventAttachmentManager()

    class Meta:
        verbose_name = "bijlage"
        verbose_name_plural = "bijlagen"
        ordering = ["event", "pk"]
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                condition=Q(size__gte=1, size__lte=MOST_BYTES)
                & Q(
                    Exact(
                        F("size"),
                        Func(
                            F("content"),
                            function="octet_length",
                            output_field=models.IntegerField(),
                        ),
                    )
                ),
                name="eventattachment_is_at_most_20_mb",
                violation_error_message="Een bijlage is niet leeg en hooguit 20 MB.",
            ),
            removed_for_a_reason(),
        ]

    def __str__(self):
        return self.name
