"""What is typed about a session and its lines afterwards."""

from django import forms

from costs.models import LineObjection, LineReality, ParticipantReading
from dow_site.form_fields import DayField
from dow_site.records import RecordForm

_SHORT_TEXT = forms.Textarea(attrs={"rows": 3})


class ObjectionForm(RecordForm):
    said_on = DayField(label="Gezegd op")

    class Meta:
        model = LineObjection
        fields = ["said_on", "text", "answer"]
        widgets = {"text": _SHORT_TEXT, "answer": _SHORT_TEXT}
        help_texts = {"answer": "Bijvoorbeeld: het bedrag is lager gemaakt. Mag later."}


class ReadingForm(RecordForm):
    read_on = DayField(label="Gelezen op")

    class Meta:
        model = ParticipantReading
        fields = ["read_on", "said"]
        widgets = {"said": _SHORT_TEXT}


class RealityForm(RecordForm):
    told_on = DayField(label="Verteld op")

    class Meta:
        model = LineReality
        fields = ["outcome", "what_happened", "told_by", "told_on"]
        widgets = {"what_happened": _SHORT_TEXT}
        help_texts = {"told_by": "Een rol, geen naam. Bijvoorbeeld: jobcoach, moeder."}
