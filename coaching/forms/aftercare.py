"""What is typed when somebody leaves, and at each contact afterwards."""

from django import forms
from django.utils import timezone

from coaching.aftercare import schedule
from coaching.models import AftercareContact, AftercareOutcome, AftercareStatus, HowIsIt
from coaching.models.aftercare import ATTEMPTS
from dow_site.form_fields import DayField
from dow_site.records import RecordForm
from trajectories.forms import OutflowForm

LONG_AGO = timezone.datetime(2000, 1, 3).date()
MOMENTS = [(planned.label, planned.label) for planned in schedule(LONG_AGO)]


class ClosingForm(OutflowForm):
    """Where somebody goes and when we call: one form, for closing without aftercare is the exception."""

    last_day = DayField(label="Laatste dag bij ons")
    moments = forms.MultipleChoiceField(
        label="Nazorg: wanneer bellen we",
        choices=MOMENTS,
        initial=[label for label, _ in MOMENTS],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="De dagen tellen vanaf de laatste dag. Elk contact kun je later verzetten.",
    )

    field_order = ["last_day", "category"]


class ContactForm(RecordForm):
    """A contact in a minute: did it work, where now, how is it, what is needed, what next."""

    outcome = forms.ChoiceField(label="Hoe ging het contact", widget=forms.RadioSelect)
    status = forms.ChoiceField(
        label="Waar is hij of zij nu",
        choices=AftercareStatus,
        required=False,
        widget=forms.RadioSelect,
    )
    how_is_it = forms.ChoiceField(
        label="Hoe gaat het", choices=HowIsIt, required=False, widget=forms.RadioSelect
    )
    contacted_on = DayField(label="Contact op", required=False)
    next_on = DayField(
        label="Volgende keer",
        required=False,
        help_text="Leeg: het plan gaat gewoon door. Na ‘niet bereikt’ zetten wij een nieuwe poging klaar.",
    )

    class Meta:
        model = AftercareContact
        fields = [
            "outcome",
            "status",
            "how_is_it",
            "help_needed",
            "next_step",
            "next_on",
            "contacted_on",
            "with_whom",
            "channel",
            "note",
        ]
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "help_needed": "Alleen het onderwerp, zoals geld, vervoer of de werkgever.",
            "note": "Feiten. De oud-deelnemer kan dit lezen.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        outcomes = AftercareOutcome if self.instance.planned_on else ATTEMPTS
        labels = {
            AftercareOutcome.PLANNED: "Verzetten naar een andere dag",
            AftercareOutcome.DROPPED: "Niet meer nodig",
        }
        self.fields["outcome"].choices = [
            (outcome.value, labels.get(outcome, outcome.label))
            for outcome in (
                AftercareOutcome.SPOKEN,
                AftercareOutcome.NOT_REACHED,
                AftercareOutcome.PLANNED,
                AftercareOutcome.DROPPED,
            )
            if outcome in outcomes
        ]
        if self.instance.outcome == AftercareOutcome.PLANNED:
            self.initial["outcome"] = AftercareOutcome.SPOKEN.value
            self.initial["contacted_on"] = timezone.localdate()

    def clean(self):
        cleaned = super().clean()
        outcome = cleaned.get("outcome")
        if outcome != AftercareOutcome.SPOKEN:
            cleaned["status"] = cleaned["how_is_it"] = ""
        elif not cleaned.get("status") and "status" not in self.errors:
            self.add_error("status", "Kies waar hij of zij nu is. Niet bekend mag ook.")
        if outcome not in ATTEMPTS:
            cleaned["contacted_on"] = None
        elif "contacted_on" not in self.errors:
            self._check_day(cleaned)
        if outcome == AftercareOutcome.PLANNED:
            self._move(cleaned)
        return cleaned

    def _check_day(self, cleaned):
        day = cleaned.get("contacted_on")
        if day is None:
            self.add_error("contacted_on", "Op welke dag was het contact?")
        elif day > timezone.localdate():
            self.add_error("contacted_on", "Deze dag moet nog komen.")

    def _move(self, cleaned):
        if "next_on" in self.errors:
            return
        if cleaned.get("next_on") is None:
            self.add_error("next_on", "Naar welke dag verzet je het?")
            return
        self.instance.planned_on = cleaned["next_on"]
        cleaned["next_on"] = None
