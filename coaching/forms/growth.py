"""What is typed about goals and about how life goes."""

from django import forms
from django.utils import timezone

from coaching.domain_levels import SENSITIVE, texts
from coaching.models import DomainMeasurement, Goal, GoalStep, MeasuringMoment, Rater
from dow_site.form_fields import DayField
from dow_site.records import RecordForm
from trajectories.models import LifeDomain

SKIP = "Slaan we over"
NOT_YET = "Kies vandaag of een dag die geweest is."
# Sensitive areas are asked last.
IN_ORDER = sorted(LifeDomain, key=lambda domain: domain.value in SENSITIVE)


def day_that_was(day):
    """The day itself; refuses one that is still to come, for nobody knows yet how it will be."""
    if day > timezone.localdate():
        raise forms.ValidationError(NOT_YET, code="future")
    return day


class GoalForm(RecordForm):
    starts_on = DayField(label="Sinds")
    target_on = DayField(label="Rond wanneer", required=False)

    class Meta:
        model = Goal
        fields = ["own_words", "coach_words", "life_domain", "starts_on", "target_on"]
        widgets = {
            "own_words": forms.Textarea(attrs={"rows": 2}),
            "coach_words": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "own_words": "Precies zoals de deelnemer het zegt. Verandert de wens? "
            "Verander de woorden; de oude blijven staan.",
            "coach_words": "Wat ervoor nodig is, in één zin.",
        }


class GoalStepForm(RecordForm):
    noted_on = DayField(label="Wanneer")

    class Meta:
        model = GoalStep
        fields = ["how_far", "words", "noted_on"]
        widgets = {"how_far": forms.RadioSelect}
        help_texts = {"words": "Wat zegt de deelnemer er zelf over?"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["how_far"]
        field.choices = [choice for choice in field.choices if choice[0]]

    def clean_noted_on(self):
        return day_that_was(self.cleaned_data["noted_on"])


class MeasurementForm(RecordForm):
    """Nine areas of life, each with its four texts in sight; every one may be skipped."""

    moment = forms.ChoiceField(label="Welk moment", choices=MeasuringMoment)
    rater = forms.ChoiceField(label="Wie kijkt", choices=Rater, widget=forms.RadioSelect)
    measured_on = DayField(label="Gemeten op")

    class Meta:
        model = DomainMeasurement
        fields = ["rater", "moment", "measured_on"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.initial["rater"] = Rater.PARTICIPANT
        scores = {s.domain: s for s in self.instance.scores.all()} if self.instance.pk else {}
        levels = texts(self.instance.texts_version)
        for domain in IN_ORDER:
            score = scores.get(domain.value)
            self.fields[f"level_{domain.value}"] = forms.TypedChoiceField(
                label=domain.label,
                choices=[*enumerate(levels[domain.value], start=1), ("", SKIP)],
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
                initial=score.level if score else "",
                help_text="Gevoelig: alleen als de deelnemer het zelf wil."
                if domain.value in SENSITIVE
                else "",
            )
            self.fields[f"support_{domain.value}"] = forms.BooleanField(
                label=f"Wil hulp bij {domain.label.lower()}",
                required=False,
                initial=bool(score and score.wants_support),
            )

    def clean_measured_on(self):
        return day_that_was(self.cleaned_data["measured_on"])

    def rated(self):
        """The level and the wish for help of each area that was not skipped."""
        return {
            domain.value: (level, self.cleaned_data[f"support_{domain.value}"])
            for domain in LifeDomain
            if (level := self.cleaned_data[f"level_{domain.value}"]) is not None
        }

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not self.rated():
            raise forms.ValidationError("Kies bij minstens één leefgebied een zin.", code="empty")
        return cleaned
