"""What is asked when two dossiers become one."""

import uuid

from django import forms
from django.core.exceptions import ValidationError

from dow_site.filters import FilterForm
from participants.matching import resembling
from participants.merging import Choice
from participants.names import folded

KEPT, OTHER = "kept", "other"
MOST_FOUND = 20


class MergeSearch(FilterForm):
    """Who is the second person: by name, as written or what resembles it."""

    q = forms.CharField(label="Zoek op naam", required=False, max_length=80)

    def apply(self, queryset):
        words = folded(self.chosen("q") or "").split()
        if not words:
            return queryset.none()
        as_written = queryset
        for word in words:
            as_written = as_written.filter(sort_name__contains=word)
        if not as_written.exists():
            as_written = queryset.filter(pk__in=resembling(queryset, words, name="sort_name"))
        return as_written.select_related("municipality").order_by("sort_name", "pk")[:MOST_FOUND]


class MergeForm(forms.Form):
    """Of every fact in which the two differ, whose is kept. Carries the versions that were looked at."""

    submission_key = forms.UUIDField(widget=forms.HiddenInput)
    kept_version = forms.IntegerField(widget=forms.HiddenInput)
    other_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data, *, choices: tuple[Choice, ...], kept, other):
        self.versions = {"kept_version": kept.version, "other_version": other.version}
        super().__init__(data, initial=self.versions | {"submission_key": uuid.uuid4()})
        for choice in choices:
            self.fields[self._name(choice)] = forms.ChoiceField(
                label=choice.label,
                choices=[(KEPT, choice.kept), (OTHER, choice.other)],
                initial=OTHER if choice.takes_other else KEPT,
                widget=forms.RadioSelect,
                error_messages={"required": "Kies welke klopt."},
            )
        self._choices = choices

    @staticmethod
    def _name(choice):
        return f"fact_{choice.name}"

    def clean(self):
        cleaned = super().clean()
        seen = {name: cleaned.get(name) for name in self.versions}
        if seen != self.versions:
            # The page that comes back shows the facts as they are now; sending that is a choice.
            self.data = self.data.copy()
            for name, version in self.versions.items():
                self.data[name] = str(version)
            raise ValidationError(
                "Iemand anders heeft intussen gegevens van een van deze twee veranderd. "
                "Hieronder staat wat er nu is. Kijk het na en kies opnieuw.",
                code="raced",
            )
        return cleaned

    @property
    def take_from_other(self) -> frozenset[str]:
        """The names of the facts that are taken from who goes up."""
        return frozenset(
            choice.name
            for choice in self._choices
            if self.cleaned_data[self._name(choice)] == OTHER
        )
