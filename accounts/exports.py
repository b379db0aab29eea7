"""Taking a list out as a spreadsheet: exactly the rows that the list shows, what for, and a line in the log.

A list says what its columns are; the filter, the rights and the order are those of the list itself, so
that the two cannot differ. The rows are streamed: also of 100,000 there are never more than a few
thousand in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.logbook import note_access
from accounts.models import AccessAction, ExportReason, User
from dow_site.editing import edit_page
from dow_site.filters import FilterForm
from dow_site.spreadsheets import Cell, Format, Sheet, spreadsheet_response

# Rows that are in memory at one time, with what belongs to them.
CHUNK = 2000
_FORMATS = [
    (Format.XLSX.value, "Excel (.xlsx)"),
    (Format.ODS.value, "LibreOffice (.ods)"),
    (Format.CSV.value, "CSV, met de uitleg erbij (.zip)"),
]


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a list: what stands above it, what it holds of a row, and what that means."""

    heading: str
    value: Callable[[Any], Cell]
    meaning: str


@dataclass(frozen=True, kw_only=True)
class ListExport:
    """A list as it is taken out: the rows of the page, all of them, and what the sheet beside it says.

    `route` goes into the access log, `back` leads to the list. Without `is_personal` no reason is
    asked. A list of one dossier names its participant and programme.
    """

    title: str
    rows: models.QuerySet
    columns: tuple[Column, ...]
    route: str
    back: str
    filter_form: FilterForm | None = None
    is_personal: bool = True
    participant_id: int | None = None
    programme_id: int | None = None

    def sheets(self, by: User) -> list[Sheet]:
        """The list and the sheet that says what it is; the rows are gone through once."""
        counted = _Counted(self.rows, self.columns)
        listed = Sheet(
            title=self.title,
            header=[column.heading for column in self.columns],
            rows=counted,
        )
        # Written after the list, so that it counts what is in it.
        about = Sheet(title="Toelichting", header=["Wat", "Waarde"], rows=self._about(by, counted))
        return [listed, about]

    def _about(self, by, counted) -> Iterator[tuple[Cell, Cell]]:
        yield "Lijst", self.title
        yield "Gemaakt op", timezone.now()
        yield "Gemaakt door", by.name
        chosen = self.filter_form.in_words() if self.filter_form else []
        yield from ((f"Filter: {label}", value) for label, value in chosen)
        yield "Aantal regels", counted.count
        for column in self.columns:
            yield f"Kolom: {column.heading}", column.meaning


class _Counted:
    """The rows as cells, with how many have been gone through so far."""

    def __init__(self, rows, columns):
        self.rows, self.columns, self.count = rows, columns, 0

    def __iter__(self):
        for row in self.rows.iterator(chunk_size=CHUNK):
            self.count += 1
            yield [column.value(row) for column in self.columns]


class ExportForm(forms.Form):
    """Which file, and for personal data what for."""

    format = forms.ChoiceField(
        label="Bestand", choices=_FORMATS, initial=Format.XLSX.value, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label="Waarvoor heb je deze lijst nodig?",
        max_length=ExportReason._meta.get_field("reason").max_length,
        help_text="Noem geen namen. Dit staat bij de inzage; de projectleider kan het lezen.",
        error_messages={"required": "Schrijf op waarvoor je deze lijst nodig hebt."},
    )

    def __init__(self, *args, is_personal, **kwargs):
        super().__init__(*args, **kwargs)
        if not is_personal:
            del self.fields["reason"]


def export_page(request: HttpRequest, export: ListExport) -> HttpResponse:
    """Ask which file and what for; a valid answer is the file, and one row in the access log."""
    form = ExportForm(request.POST or None, is_personal=export.is_personal)
    count = export.rows.count()

    def save():
        log = note_access(
            request.user,
            AccessAction.EXPORTED,
            export.route,
            participant_id=export.participant_id,
            programme_id=export.programme_id,
        )
        if export.is_personal:
            reason = ExportReason(
                log=log,
                reason=form.cleaned_data["reason"],
                format=form.cleaned_data["format"],
                row_count=count,
            )
            reason.full_clean()
            reason.save()
        return Format(form.cleaned_data["format"])

    return edit_page(
        request,
        form,
        save=save,
        then=export.back,
        download=lambda format: spreadsheet_response(
            export.sheets(request.user), format, name=export.title
        ),
        title=f"Exporteren: {export.title.lower()}",
        help_text=_what_goes_out(export, count),
        warning=_PERSONAL if export.is_personal else "",
        submit_label="Bestand maken",
    )


_PERSONAL = (
    "Hier staan gegevens van mensen in. Bewaar het bestand waar alleen jij erbij kunt, en gooi het weg "
    "als je klaar bent."
)


def _what_goes_out(export, count) -> str:
    rows = "1 regel" if count == 1 else f"{count} regels"
    chosen = export.filter_form.in_words() if export.filter_form else []
    words = ", ".join(f"{label}: {value}" for label, value in chosen)
    return f"{rows} ({words})." if words else f"{rows}: de hele lijst."
