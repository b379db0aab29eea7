"""Series of index figures, by which an amount is shown at another price year."""

from __future__ import annotations

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.history import keep_history
from costs.models.sources import ReferenceDataQuerySet, Source
from dow_site.records import Record


@keep_history()
class IndexSeries(Record):
    """One series of somebody, such as the consumer prices of a statistical office: a figure per year."""

    title = models.CharField("naam", max_length=120, unique=True)
    source = models.ForeignKey(Source, verbose_name="bron", on_delete=models.PROTECT)
    note = models.CharField("toelichting", max_length=300, blank=True)

    objects = ReferenceDataQuerySet.as_manager()

    class Meta:
        verbose_name = "reeks van indexcijfers"
        verbose_name_plural = "reeksen van indexcijfers"
        ordering = ["title", "pk"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("costs:index_series", args=[self.pk])

    @property
    def figure_by_year(self) -> dict[int, Decimal]:
        """The figure of each year; one query, unless the figures were fetched along."""
        return {figure.year: figure.value for figure in self.figures.all()}


@keep_history()
class IndexFigure(models.Model):
    """The figure of one year."""

    series = models.ForeignKey(
        IndexSeries, verbose_name="reeks", on_delete=models.CASCADE, related_name="figures"
    )
    year = models.PositiveSmallIntegerField("jaar", validators=[MinValueValidator(1900)])
    value = models.DecimalField("indexcijfer", max_digits=9, decimal_places=3)

    class Meta:
        verbose_name = "indexcijfer"
        verbose_name_plural = "indexcijfers"
        ordering = ["series", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "year"],
                name="indexfigure_once_a_year",
                violation_error_message="Van dit jaar staat er al een cijfer.",
            ),
            models.CheckConstraint(
                condition=Q(value__gt=0),
                name="indexfigure_above_zero",
                violation_error_message="Een indexcijfer is hoger dan nul.",
            ),
        ]

    def __str__(self):
        return f"{self.year}"
