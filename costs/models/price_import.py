"""A list of prices that was handed in for a draft, and what would become of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.history import keep_history
from costs.models.prices import PriceList
from costs.models.sources import ReferenceDataQuerySet, Source
from dow_site.access import Action
from dow_site.records import Record


class PriceImportStatus(models.TextChoices):
    COLUMNS = "columns", "Kolommen kiezen"
    CHECKED = "checked", "Nagekeken"
    DONE = "done", "Ingelezen"


class PriceImportQuerySet(ReferenceDataQuerySet):
    view_action = Action.EDIT_PRICES


# The rows are in the prices once they are read in, and those have a history of their own.
@keep_history(exclude=("rows", "problems"))
class PriceImport(Record):
    """A handed-in list: its columns, what they mean, and what the trial found. Read in whole or not at all."""

    price_list = models.ForeignKey(
        PriceList, verbose_name="prijslijst", on_delete=models.CASCADE, related_name="imports"
    )
    file_name = models.CharField("bestand", max_length=120)
    header = models.JSONField("kolommen", default=list)
    rows = models.JSONField("rijen", default=list, blank=True)
    mapping = models.JSONField("betekenis van de kolommen", default=list, blank=True)
    default_source = models.ForeignKey(
        Source,
        verbose_name="bron van rijen zonder bron",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    removes_missing = models.BooleanField(
        "prijzen die niet in het bestand staan, gaan uit het concept", default=False
    )
    remarks = models.JSONField("opmerkingen", default=list, blank=True)
    problems = models.JSONField("wat er niet klopt", default=list, blank=True)
    counts = models.JSONField("wat er gebeurt", default=dict, blank=True)
    total = models.PositiveIntegerField("rijen", default=0)
    status = models.CharField(
        "status", max_length=10, choices=PriceImportStatus, default=PriceImportStatus.COLUMNS
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="aangeleverd door",
        on_delete=models.PROTECT,
        related_name="+",
    )
    uploaded_at = models.DateTimeField("aangeleverd", default=timezone.now)

    objects = PriceImportQuerySet.as_manager()

    class Meta:
        verbose_name = "import van prijzen"
        verbose_name_plural = "imports van prijzen"
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=PriceImportStatus.COLUMNS) | ~Q(mapping=[]),
                name="priceimport_knows_its_columns",
                violation_error_message="Kies eerst wat er in de kolommen staat.",
            ),
            models.CheckConstraint(
                condition=~Q(status=PriceImportStatus.DONE) | Q(problems=[]),
                name="priceimport_done_without_problems",
                violation_error_message="Een lijst met fouten wordt niet ingelezen.",
            ),
        ]

    def __str__(self):
        return self.file_name

    def get_absolute_url(self):
        return reverse("costs:price_import", args=[self.pk])
