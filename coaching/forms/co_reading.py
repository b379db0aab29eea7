"""What a supervisor says about a talk that was offered, and how many he reads."""

from django import forms

from coaching.forms.fields import dress
from coaching.models import CoReadingRate, ReviewDecision, TalkBlock

RETURN, APPROVE = ReviewDecision.RETURNED.value, ReviewDecision.APPROVED.value


class ReviewForm(forms.Form):
    """A question per block, a compliment, and what it comes to."""

    decision = forms.ChoiceField(
        label="Wat wordt het",
        choices=[(APPROVE, "Goedkeuren"), (RETURN, "Teruggeven met vragen")],
        widget=forms.RadioSelect,
    )
    compliment = forms.CharField(
        label="Wat deed je goed",
        max_length=500,
        required=False,
        help_text="De schrijver leest dit.",
    )

    def __init__(self, *args, blocks, **kwargs):
        super().__init__(*args, **kwargs)
        self.blocks = list(blocks)
        for block in self.blocks:
            self.fields[f"question_{block}"] = forms.CharField(
                label=f"Vraag bij ‘{TalkBlock(block).label}’", max_length=500, required=False
            )
        dress(self)

    def clean(self):
        cleaned = super().clean()
        asks = any(cleaned.get(f"question_{block}") for block in self.blocks)
        if cleaned.get("decision") == RETURN and not asks:
            self.add_error("decision", "Stel ten minste één vraag als je het teruggeeft.")
        return cleaned

    @property
    def questions(self):
        for block in self.blocks:
            if question := self.cleaned_data.get(f"question_{block}"):
                yield TalkBlock(block), question


class CoReadingForm(forms.Form):
    """How many talks of a trainee are read from now on, and why."""

    rate = forms.ChoiceField(
        label="Meelezen", choices=CoReadingRate.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label="Waarom",
        max_length=300,
        help_text="De jobcoach in opleiding leest dit, en het wordt bewaard.",
    )
