"""What is typed about price lists, the programme's own cost price, and series of index figures."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify

from accounts.models import Programme
from costs.models import CostPrice, CostPriceComponent, IndexFigure, IndexSeries, PriceList
from costs.price_lists import held_draft
from dow_site.form_fields import EurosField
from dow_site.money import exact_number
from dow_site.records import RecordForm


class PriceListForm(RecordForm):
    class Meta:
        model = PriceList
        fields = ["title", "list_version", "note"]
        help_texts = {"list_version": "Bijvoorbeeld: 2026, of versie 2."}

    def save_record(self):
        """Save the list; refuses one that is in use."""
        if self.instance.pk:
            held_draft(self.instance)
        return super().save_record()


class NextListForm(RecordForm):
    class Meta:
        model = PriceList
        fields = ["list_version", "note"]
        help_texts = {"list_version": "Bijvoorbeeld: 2026, of versie 2."}


class IndexFigureField(forms.CharField):
    """An index figure as it is published, such as 126,09."""

    def to_python(self, value):
        text = super().to_python(value).strip()
        if not text:
            return None
        try:
            figure = Decimal(text.replace(",", "."))
        except InvalidOperation:
            figure = None
        if figure is None or not figure.is_finite() or not 0 < figure < 1_000_000:
            raise ValidationError("Dit is geen indexcijfer. Schrijf bijvoorbeeld 126,09.")
        if figure.as_tuple().exponent < -3:
            raise ValidationError("Een indexcijfer heeft hoogstens drie cijfers achter de komma.")
        return figure

    def run_validators(self, value):
        """The figure was judged already; its length was the widget's business."""

    def prepare_value(self, value):
        return exact_number(value) if isinstance(value, Decimal) else value


class RowsForm(RecordForm):
    """A form with rows of two fields under it; rows left empty are no rows."""

    spare_rows = 3
    most_rows = 60
    # Names of the two fields of a row, and what the first and the second ask.
    row_fields: tuple[str, str]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        filled = self.filled_rows() if self.instance.pk else []
        self.row_numbers = range(min(self._count(len(filled)), self.most_rows))
        for number in self.row_numbers:
            for place, name in enumerate(self.row_fields):
                self.fields[f"{name}_{number}"] = self.row_field(name, number + 1)
                if number < len(filled):
                    self.initial[f"{name}_{number}"] = filled[number][place]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        in_rows = {f"{name}_{number}" for name in self.row_fields for number in self.row_numbers}
        self.helper.layout = Layout(
            *(name for name in self.fields if name not in in_rows),
            *(
                Div(*(f"{name}_{number}" for name in self.row_fields), css_class="c-form__pair")
                for number in self.row_numbers
            ),
        )

    def _count(self, filled):
        """As many rows as were sent; before that those that there are, and a few to fill."""
        if not self.is_bound:
            return filled + self.spare_rows
        first = f"{self.row_fields[0]}_"
        sent = [name.removeprefix(first) for name in self.data if name.startswith(first)]
        return max((int(one) + 1 for one in sent if one.isdecimal()), default=self.spare_rows)

    def filled_rows(self):
        """The two values of each row that there is."""
        raise NotImplementedError

    def row_field(self, name, number):
        raise NotImplementedError

    def clean(self):
        cleaned = super().clean()
        self.rows, seen = [], set()
        first, second = self.row_fields
        for number in self.row_numbers:
            one, other = (cleaned.get(f"{name}_{number}") for name in self.row_fields)
            if one in (None, "") and other is None:
                continue
            for value, name in ((one, first), (other, second)):
                field = f"{name}_{number}"
                if value in (None, "") and field not in self.errors:
                    self.add_error(field, "Vul beide in, of laat beide leeg.")
            key = self.row_key(one)
            if key in seen:
                self.add_error(f"{first}_{number}", "Dit staat er al.")
            seen.add(key)
            self.rows.append((one, other))
        return cleaned

    def row_key(self, value):
        """By what two rows are the same."""
        return value

    def save(self, commit=True):
        saved = super().save(commit)
        if not self.instance.pk or self.rows != self.filled_rows():
            self.save_rows(saved)
        return saved

    def save_rows(self, saved):
        raise NotImplementedError


class CostPriceForm(RowsForm):
    amount = EurosField(label="Genoemd totaal per deelnemer per jaar")
    row_fields = ("label", "part")

    class Meta:
        model = CostPrice
        fields = ["programme", "year", "amount", "calculated_by", "source"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = Programme.objects.order_by("name", "pk")

    def filled_rows(self):
        return [(part.label, part.amount) for part in self.instance.components.order_by("order")]

    def row_field(self, name, number):
        if name == "label":
            return forms.CharField(label=f"Onderdeel {number}", max_length=80, required=False)
        return EurosField(label=f"Bedrag van onderdeel {number}", required=False)

    def row_key(self, value):
        return slugify(value or "")

    def save_rows(self, saved):
        codes = {part.label: part.code for part in saved.components.all()}
        saved.components.all().delete()
        CostPriceComponent.objects.bulk_create(
            CostPriceComponent(
                cost_price=saved,
                order=order,
                code=codes.get(label) or slugify(label)[:40] or f"deel-{order}",
                label=label,
                amount=amount,
            )
            for order, (label, amount) in enumerate(self.rows, start=1)
        )


class IndexSeriesForm(RowsForm):
    row_fields = ("year", "value")

    class Meta:
        model = IndexSeries
        fields = ["title", "source", "note"]

    def filled_rows(self):
        return [(figure.year, figure.value) for figure in self.instance.figures.order_by("year")]

    def row_field(self, name, number):
        if name == "year":
            return forms.IntegerField(
                label=f"Jaar {number}", required=False, min_value=1900, max_value=2999
            )
        return IndexFigureField(label=f"Indexcijfer {number}", required=False, max_length=12)

    def save_rows(self, saved):
        saved.figures.all().delete()
        IndexFigure.objects.bulk_create(
            IndexFigure(series=saved, year=year, value=value) for year, value in sorted(self.rows)
        )
