"""The forms of a request for access."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from dow_site.filters import FilterForm
from dow_site.form_fields import DayField
from dow_site.records import RecordForm
from reports.access_request.choosing import Choice
from reports.models import AccessRequest, WhyWithheld

GIVE = ("", "Geven")


class AccessRequestForm(RecordForm):
    """That somebody asked what is kept about him."""

    asked_on = DayField(label="Gevraagd op")

    class Meta:
        model = AccessRequest
        fields = ["asked_on", "reason"]
        help_texts = {
            "reason": "Bijvoorbeeld: de deelnemer zelf, in het gesprek van vandaag. Staat bij het "
            "verzoek, ook als het pakket is weggegooid."
        }

    def clean_asked_on(self):
        day = self.cleaned_data["asked_on"]
        if day > timezone.localdate():
            raise ValidationError("Deze dag moet nog komen.", code="ahead")
        return day


class SentenceFilterForm(FilterForm):
    """Which sentences are shown: those that name somebody, or those with these words."""

    zoek = forms.CharField(label="Zoek in alle zinnen", required=False, max_length=80)
    alle = forms.BooleanField(
        label="Ook zinnen waarin niemand anders genoemd wordt", required=False
    )


class WithholdForm(forms.Form):
    """Of each thing that was shown: is it given, or why not?"""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data, *, choices: Sequence[Choice], chosen: dict[str, str], version: int):
        super().__init__(data)
        self.fields["version"].initial = version
        self.choices = {name_of(one): one for one in choices}
        for name, one in self.choices.items():
            self.fields[name] = forms.ChoiceField(
                label=one.label,
                help_text=one.where,
                choices=[GIVE, *WhyWithheld.choices],
                required=False,
                initial=chosen.get(one.key, ""),
                widget=forms.Select(attrs={"class": "form-select"}),
            )

    def chosen(self) -> dict[tuple[str, str], str]:
        """What was answered, by kind and key."""
        return {
            (str(one.kind), one.key): self.cleaned_data[name] for name, one in self.choices.items()
        }

    def rows(self):
        """Each thing with its field, as the page writes it."""
        return [(one, self[name]) for name, one in self.choices.items()]


def name_of(choice: Choice) -> str:
    """The field of one thing in the form."""
    return f"{choice.kind}-{choice.key.replace(':', '-')}"
