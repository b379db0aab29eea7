"""A talk with a group as it is typed: a shared part, and a part per person who was there."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from coaching.forms.fields import LONG, MINUTES, dress, one_of, step_of
from coaching.models import TalkPlace
from dow_site.form_fields import DayField


class GroupTalkForm(forms.Form):
    """Who is ticked was there; his own part may stay empty."""

    held_on = DayField(label="Datum")
    minutes = step_of("Minuten", [(number, str(number)) for number in MINUTES])
    place = one_of("Plaats", TalkPlace.choices)
    shared = forms.CharField(
        label="Waar ging het over",
        max_length=2000,
        widget=LONG,
        help_text="Iedereen die erbij was kan dit lezen. Schrijf hier niets over één persoon.",
    )
    submission_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, trajectories, reader, **kwargs):
        super().__init__(*args, **kwargs)
        self.trajectories = {trajectory.pk: trajectory for trajectory in trajectories}
        for trajectory in trajectories:
            name = trajectory.participant.name_for(reader)
            self.fields[f"there_{trajectory.pk}"] = forms.BooleanField(label=name, required=False)
            self.fields[f"part_{trajectory.pk}"] = forms.CharField(
                label=f"Over {name}, alleen voor zijn of haar dossier",
                max_length=2000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        dress(self)

    def clean_held_on(self):
        day = self.cleaned_data["held_on"]
        if day > timezone.localdate():
            raise ValidationError("Een gesprek dat nog komt, leg je vast als het geweest is.")
        return day

    def clean(self):
        cleaned = super().clean()
        for pk in self.trajectories:
            if cleaned.get(f"part_{pk}") and not cleaned.get(f"there_{pk}"):
                self.add_error(f"there_{pk}", "Was hij of zij erbij? Vink het dan aan.")
        if not any(cleaned.get(f"there_{pk}") for pk in self.trajectories):
            raise ValidationError("Vink aan wie erbij waren.", code="nobody")
        return cleaned

    @property
    def present(self):
        """Each trajectory of which somebody was there, with what was written about that person."""
        for pk, trajectory in self.trajectories.items():
            if self.cleaned_data[f"there_{pk}"]:
                yield trajectory, self.cleaned_data[f"part_{pk}"]

    @property
    def person_rows(self):
        return [(self[f"there_{pk}"], self[f"part_{pk}"]) for pk in self.trajectories]
