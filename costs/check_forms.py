"""What the controller types, and what is answered."""

from django import forms
from django.core.exceptions import ValidationError

from costs.models import LineRemark
from participants.veiled_form import VeiledForm

GIVE_BACK, APPROVE = "give_back", "approve"
LONGEST_REMARK = 500
WHOLE = "remark_whole"


class CheckForm(forms.Form):
    """A remark per line, and the decision."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    decision = forms.ChoiceField(
        label="Wat besluit je?",
        choices=[(GIVE_BACK, "Teruggeven met opmerkingen"), (APPROVE, "Vaststellen")],
        widget=forms.RadioSelect,
    )

    def __init__(self, data, *, session, lines):
        super().__init__(data, initial={"version": session.version})
        self.lines = {line.pk: line for line in lines}
        for pk in self.lines:
            self.fields[self.name_of(pk)] = self._remark("Opmerking bij deze regel")
        self.fields[WHOLE] = self._remark("Opmerking bij het geheel")

    @staticmethod
    def name_of(pk: int) -> str:
        return f"remark_{pk}"

    @staticmethod
    def _remark(label):
        return forms.CharField(
            label=label,
            required=False,
            max_length=LONGEST_REMARK,
            widget=forms.Textarea(attrs={"rows": 2}),
        )

    def remarks(self) -> dict[int | None, str]:
        """What was written, by the number of the line; None for the whole."""
        return {pk: self.cleaned_data.get(self.name_of(pk), "") for pk in self.lines} | {
            None: self.cleaned_data.get(WHOLE, "")
        }

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("decision") == APPROVE and any(self.remarks().values()):
            raise ValidationError(
                "Je schreef een opmerking. Geef de sessie terug, of haal de opmerking weg en stel vast."
            )
        return cleaned


class RemarkAnswerForm(VeiledForm):
    class Meta:
        model = LineRemark
        fields = ["answer"]
        widgets = {"answer": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answer"].required = True
