"""What the programme itself costs a year, with the parts it is made of."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.history import keep_history
from accounts.models import Programme
from costs.figures import ComponentCheck, component_check
from costs.models.frozen import (
    cost_price_in_use_frozen,
    kept_whole,
    part_of_cost_price_in_use_frozen,
)
from costs.models.sources import ReferenceDataQuerySet, Source
from dow_site.fields import MoneyField
from dow_site.records import Record


class CostPriceQuerySet(ReferenceDataQuerySet):
    def withheld_from(self, user):
        # What another programme costs is that programme's business.
        return ~Q(programme=user.programme_id) if user.programme_id else None


@keep_history()
class CostPrice(Record):
    """What one participant costs the programme a year, with the parts it is made of.

    The published total and the sum of its parts may differ by rounding; both are shown and neither
    is corrected.
    """

    programme = models.ForeignKey(
        Programme, verbose_name="werkleerbedrijf", on_delete=models.PROTECT, related_name="+"
    )
    year = models.PositiveSmallIntegerField("jaar", null=True, blank=True)
    amount = MoneyField("bedrag per deelnemer per jaar", validators=[MinValueValidator(0)])
    calculated_by = models.CharField("berekend door", max_length=120, blank=True)
    source = models.ForeignKey(Source, verbose_name="bron", on_delete=models.PROTECT)

    objects = CostPriceQuerySet.as_manager()

    class Meta:
        verbose_name = "kostprijs"
        verbose_name_plural = "kostprijzen"
        # One without a year comes last: nobody knows of when it is.
        ordering = ["programme", F("year").desc(nulls_last=True), "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "year"],
                nulls_distinct=False,
                name="costprice_once_a_year",
                violation_error_message="Voor dit jaar staat er al een kostprijs.",
            ),
        ]
        triggers = [kept_whole(), cost_price_in_use_frozen()]

    def __str__(self):
        return f"Kostprijs {self.year or 'zonder jaar'}"

    def get_absolute_url(self):
        return reverse("costs:cost_price", args=[self.pk])

    @property
    def sum_check(self) -> ComponentCheck:
        """The sum of the parts beside the published total; of one without parts there is nothing to add."""
        return component_check(self.amount, [part.amount for part in self.components.all()])


@keep_history()
class CostPriceComponent(models.Model):
    """A part of the cost price."""

    cost_price = models.ForeignKey(
        CostPrice, verbose_name="kostprijs", on_delete=models.CASCADE, related_name="components"
    )
    order = models.PositiveSmallIntegerField("volgorde")
    code = models.SlugField("code", max_length=40)
    label = models.CharField("onderdeel", max_length=80)
    amount = MoneyField("bedrag", validators=[MinValueValidator(0)])

    class Meta:
        verbose_name = "onderdeel van de kostprijs"
        verbose_name_plural = "onderdelen van de kostprijs"
        ordering = ["cost_price", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["cost_price", "code"],
                name="costpricecomponent_code_once",
                violation_error_message="Dit onderdeel staat er al.",
            ),
            models.CheckConstraint(
                condition=~Q(label=""),
                name="costpricecomponent_has_a_label",
                violation_error_message="Schrijf op welk onderdeel het is.",
            ),
        ]
        triggers = [kept_whole(), part_of_cost_price_in_use_frozen()]

    def __str__(self):
        return self.label
