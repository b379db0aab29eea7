"""What is asked about a handed-in list of prices: the file, and what its columns hold."""

from django import forms
from django.utils.html import escape

from costs.models import PriceImport, Source
from costs.price_import import operations
from costs.price_import.fields import LABELS
from dow_site.columns import examples
from dow_site.records import RecordForm
from dow_site.spreadsheets.cells import MOST_BYTES

NOT_TAKEN = ("", "Niet overnemen")
_ROWS_TO_SHOW = 50


class PriceUploadForm(RecordForm):
    file = forms.FileField(
        label="Bestand",
        help_text=f"Excel (.xlsx), LibreOffice (.ods) of CSV, hooguit {MOST_BYTES // 1024**2} MB.",
        error_messages={"empty": "Dit bestand is leeg."},
        # A name may be as long as a disk allows; what is kept of it is cut off.
        max_length=255,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods,.csv,.txt"}),
    )

    class Meta:
        model = PriceImport
        fields = []

    def __init__(self, *args, price_list=None, by=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.price_list, self.by = price_list, by

    def save(self):
        file = self.cleaned_data["file"]
        self.instance.file_name = file.name
        operations.take_in(self.instance, file, price_list=self.price_list, by=self.by)
        return self.instance


class PriceColumnsForm(RecordForm):
    """For each column what it holds, in the order of the file, and what goes for the list as a whole."""

    class Meta:
        model = PriceImport
        fields = ["default_source", "removes_missing"]
        help_texts = {
            "default_source": "Voor rijen waarin geen bron staat. Iedere prijs heeft een bron.",
            "removes_missing": "Anders blijven die prijzen staan zoals ze zijn.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["default_source"].queryset = Source.objects.order_by("title", "pk")
        self.fields["default_source"].empty_label = "Geen"
        rows = [cells for _, cells in self.instance.rows[:_ROWS_TO_SHOW]]
        suggested = operations.suggested_columns(self.instance)
        for place, (heading, name) in enumerate(zip(self.instance.header, suggested, strict=True)):
            field = f"column_{place}"
            self.fields[field] = forms.ChoiceField(
                label=heading,
                choices=[NOT_TAKEN, *LABELS.items()],
                required=False,
                # crispy-bootstrap5 writes a help text as it is.
                help_text=escape(examples(rows, place)),
            )
            self.initial[field] = name
        # First what is in the file, then what goes for the list as a whole.
        self.order_fields(name for name in tuple(self.fields) if name.startswith("column_"))

    def save(self):
        mapping = [
            self.cleaned_data[f"column_{place}"] for place in range(len(self.instance.header))
        ]
        operations.choose_columns(self.instance, mapping)
        return self.instance
