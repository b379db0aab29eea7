"""What can be taken off the timeline: it never disappears, and can be put back."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q


class Removable(models.Model):
    """A row that says when, by whom and why it was taken off, while it is off."""

    removed_at = models.DateTimeField("verwijderd op", null=True, blank=True, editable=False)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="verwijderd door",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    removal_reason = models.CharField(
        "waarom verwijderd", max_length=200, blank=True, editable=False
    )

    class Meta:
        abstract = True


def removed_for_a_reason() -> models.CheckConstraint:
    """The rule of every such model; each names it among its own."""
    return models.CheckConstraint(
        condition=Q(removed_at__isnull=True, removed_by__isnull=True, removal_reason="")
        | (Q(removed_at__isnull=False, removed_by__isnull=False) & ~Q(removal_reason="")),
        name="%(class)s_removed_by_somebody_for_a_reason",
        violation_error_message="Wat van de tijdlijn is gehaald, zegt wanneer, door wie en waarom.",
    )
