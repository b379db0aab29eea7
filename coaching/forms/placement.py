"""What is typed about a work placement, and in the workplace check."""

from django import forms

from coaching.models import WorkplaceCheck, WorkPlacement
from coaching.workplace import ANSWERS, PRINCIPLES, QUESTIONS
from dow_site.form_fields import DayField
from dow_site.records import RecordForm


class PlacementForm(RecordForm):
    starts_on = DayField(label="Vanaf")
    ends_on = DayField(label="Tot en met", required=False, help_text="Leeg: loopt nog.")

    class Meta:
        model = WorkPlacement
        fields = [
            "host",
            "kind",
            "task",
            "starts_on",
            "ends_on",
            "hours_per_week",
            "contact_name",
            "contact_phone",
        ]


class CheckForm(RecordForm):
    """Six questions, in the words of who answers; each may be skipped."""

    asked_on = DayField(label="Gevraagd op")

    class Meta:
        model = WorkplaceCheck
        fields = [*PRINCIPLES, "remark", "asked_on"]
        widgets = {"remark": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"remark": "Feiten. De deelnemer kan dit lezen."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        questions = QUESTIONS[self.instance.answerer]
        for principle in PRINCIPLES:
            self.fields[principle] = forms.TypedChoiceField(
                label=questions[principle],
                choices=[*ANSWERS, ("", "Slaan we over")],
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
                initial="",
            )

    def clean(self):
        cleaned = super().clean()
        if not self.errors and all(cleaned.get(name) is None for name in PRINCIPLES):
            raise forms.ValidationError("Geef op minstens één vraag antwoord.", code="empty")
        return cleaned
