"""Which trajectories a list keeps."""

from django import forms
from django.db.models import Exists, OuterRef
from django.utils import timezone

from dow_site.access import Action, may_anywhere
from dow_site.filters import FilterForm
from participants.matching import resembling
from participants.names import folded
from trajectories.models import Phase, Spell


class TrajectoryFilter(FilterForm):
    q = forms.CharField(label="Zoek", required=False, max_length=80)
    phase = forms.ChoiceField(
        label="Fase", required=False, choices=[("", "Alle fasen"), *Phase.choices]
    )
    state = forms.ChoiceField(
        label="Stand",
        required=False,
        choices=[
            ("", "Alle"),
            ("running", "Nu onderweg"),
            ("paused", "Op pauze"),
            ("ended", "Niet onderweg"),
        ],
    )

    def __init__(self, data, user):
        self.knows_names = may_anywhere(user, Action.VIEW_PARTICIPANT)
        self.only_resembles = False
        super().__init__(data)

    def apply(self, queryset):
        queryset = self._searched(queryset)
        today = timezone.localdate()
        stays = Spell.objects.filter(trajectory=OuterRef("pk"))
        running = stays.running_on(today)
        if phase := self.chosen("phase"):
            queryset = queryset.filter(Exists(running.filter(phase=phase)))
        match self.chosen("state"):
            case "running":
                queryset = queryset.filter(Exists(running))
            case "paused":
                queryset = queryset.filter(Exists(stays.pausing_on(today)))
            case "ended":
                queryset = queryset.filter(~Exists(running))
        return queryset

    def _searched(self, queryset):
        """The rows that hold the words as written, or where there are none those that resemble them."""
        words = folded(self.chosen("q") or "").split()
        if not words:
            return queryset
        # Who may not know a name may not find one out by searching either.
        name, holds = (
            ("participant__sort_name", "contains")
            if self.knows_names
            else ("participant__alias", "icontains")
        )
        # A reference holds digits and a name does not, so that each word is looked up by one index.
        for word in words:
            if has_digit(word):
                queryset = queryset.filter(reference__icontains=word)
        names = [word for word in words if not has_digit(word)]
        as_written = queryset
        for word in names:
            as_written = as_written.filter(**{f"{name}__{holds}": word})
        if not names or as_written.exists():
            return as_written
        nearest = resembling(queryset, names, name=name)
        self.only_resembles = bool(nearest)
        return queryset.filter(pk__in=nearest)


def has_digit(word: str) -> bool:
    return any(letter.isdigit() for letter in word)
