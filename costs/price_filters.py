"""Which prices a list keeps, and at which price year they are looked at."""

from __future__ import annotations

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property

from costs.models import IndexSeries
from costs.price_years import OtherYear, at_price_year
from dow_site.filters import FilterForm


class PriceFilter(FilterForm):
    q = forms.CharField(label="Zoek", required=False, max_length=80)
    valid = forms.ChoiceField(
        label="Geldig",
        required=False,
        choices=[("", "Alle"), ("now", "Nu geldig"), ("over", "Verlopen")],
    )

    def apply(self, queryset):
        for word in (self.chosen("q") or "").split():
            queryset = queryset.filter(
                Q(name__icontains=word) | Q(category__icontains=word) | Q(code__icontains=word)
            )
        today = timezone.localdate()
        over = Q(valid_to__lt=today)
        match self.chosen("valid"):
            case "now":
                queryset = queryset.exclude(over | Q(valid_from__gt=today))
            case "over":
                queryset = queryset.filter(over)
        return queryset


class PriceYearFilter(FilterForm):
    """A look at another price year, by one of the series; nothing is kept of it."""

    series = forms.ModelChoiceField(
        label="Reeks",
        queryset=IndexSeries.objects.none(),
        required=False,
        empty_label="Geen, zoals genoemd",
    )
    year = forms.IntegerField(label="Prijspeil", required=False, min_value=1900, max_value=2999)

    def __init__(self, data, user):
        super().__init__(data)
        series = IndexSeries.objects.visible_to(user).select_related("source")
        self.fields["series"].queryset = series.prefetch_related("figures")
        self.full_clean()

    def apply(self, queryset):
        """A look takes no row away."""
        return queryset

    @property
    def is_active(self) -> bool:
        return self.chosen("series") is not None and self.chosen("year") is not None

    def at_year(self, amount, price_year, *, is_benefit_norm) -> OtherYear:
        """The amount as this look shows it."""
        return at_price_year(
            amount,
            price_year,
            year=self.chosen("year"),
            figures=self._figures,
            is_benefit_norm=is_benefit_norm,
        )

    @cached_property
    def _figures(self):
        return self.chosen("series").figure_by_year
