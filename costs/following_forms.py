"""What is typed about a line afterwards."""

from django import forms

from costs.models import LineObjection, LineReality
from dow_site.form_fields import DayField
from dow_site.records import RecordForm

_SHORT_TEXT = forms.Textarea(attrs={"rows": 3})


class ObjectionForm(RecordForm):
    said_on = DayField(label="Gezegd op")

    class Meta:
        model = LineObjection
        fields = ["said_on", "text", "answer"]
        widgets = {"text": _SHORT_TEXT, "answer": _SHORT_TEXT}


class RealityForm(RecordForm):
    told_on = DayField(label="Verteld op")

    class Meta:
        model = LineReality
        fields = ["outcome", "what_happened", "told_by", "told_on"]
        widgets = {"what_happened": _SHORT_TEXT}
