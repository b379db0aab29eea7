"""What is typed about a session and its lines afterwards."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from costs.models import LineObjection, LineReality, ParticipantReading
from dow_site.dates import Precision, When, write_when
from dow_site.form_fields import DayField
from dow_site.records import RecordForm

_SHORT_TEXT = forms.Textarea(attrs={"rows": 3})


def _written(day: datetime.date) -> str:
    return write_when(When(day, Precision.DAY), long=True)


def _told_from(day: datetime.date, first: datetime.date) -> datetime.date:
    """The day, where somebody can have said it then: not before the first, and not still to come."""
    if day > timezone.localdate():
        raise ValidationError("Deze dag moet nog komen.", code="to_come")
    if day < first:
        raise ValidationError(
            f"Deze dag is te vroeg. Kies een dag vanaf {_written(first)}.", code="too_early"
        )
    return day


class ObjectionForm(RecordForm):
    said_on = DayField(label="Gezegd op")

    class Meta:
        model = LineObjection
        fields = ["said_on", "text", "answer"]
        widgets = {"text": _SHORT_TEXT, "answer": _SHORT_TEXT}
        help_texts = {"answer": "Bijvoorbeeld: het bedrag is lager gemaakt. Mag later."}

    def clean_said_on(self):
        session = self.instance.line.session
        return _told_from(self.cleaned_data["said_on"], session.period_start)


class ReadingForm(RecordForm):
    read_on = DayField(label="Gelezen op")

    class Meta:
        model = ParticipantReading
        fields = ["read_on", "said"]
        widgets = {"said": _SHORT_TEXT}

    def clean_read_on(self):
        return _told_from(self.cleaned_data["read_on"], self.instance.session.period_start)


class RealityForm(RecordForm):
    """What really happened, at a moment that can be told of from `first_day`; None where nobody left yet."""

    told_on = DayField(label="Verteld op")

    class Meta:
        model = LineReality
        fields = ["outcome", "what_happened", "told_by", "told_on"]
        widgets = {"what_happened": _SHORT_TEXT}
        help_texts = {"told_by": "Een rol, geen naam. Bijvoorbeeld: jobcoach, moeder."}

    def __init__(self, *args, first_day: datetime.date | None, **kwargs):
        super().__init__(*args, **kwargs)
        self.first_day = first_day

    def form_of(self, row):
        return RealityForm(instance=row, first_day=self.first_day)

    @property
    def too_early(self) -> str:
        """Why nobody can tell yet, in a Dutch sentence; empty where it can be told, or was."""
        if self.instance.pk:
            return ""
        if self.first_day is None:
            return "Dit kan pas na de uitstroom. Leg daar ook de laatste dag vast: vanaf die dag tellen we."
        if self.first_day > timezone.localdate():
            return f"Dit moment is er nog niet. Het kan vanaf {_written(self.first_day)}."
        return ""

    def clean_told_on(self):
        first = self.first_day or self.instance.line.session.period_start
        return _told_from(self.cleaned_data["told_on"], first)

    def clean(self):
        cleaned = super().clean()
        if self.too_early:
            self.add_error(None, ValidationError(self.too_early, code="too_early"))
        return cleaned
