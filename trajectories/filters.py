"""Which trajectories a list keeps."""

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from dow_site.access import Action, may_anywhere
from dow_site.filters import FilterForm
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
        choices=[("", "Alle"), ("running", "Nu onderweg"), ("ended", "Niet onderweg")],
    )

    def __init__(self, data, user):
        self.knows_names = may_anywhere(user, Action.VIEW_PARTICIPANT)
        super().__init__(data)

    def apply(self, queryset):
        for word in folded(self.chosen("q") or "").split():
            queryset = queryset.filter(self._matches(word))
        running = Spell.objects.running_on(timezone.localdate()).filter(trajectory=OuterRef("pk"))
        if phase := self.chosen("phase"):
            queryset = queryset.filter(Exists(running.filter(phase=phase)))
        match self.chosen("state"):
            case "running":
                queryset = queryset.filter(Exists(running))
            case "ended":
                queryset = queryset.filter(~Exists(running))
        return queryset

    def _matches(self, word):
        # Who may not know a name may not find one out by searching either.
        if not self.knows_names:
            return Q(participant__alias__icontains=word) | Q(reference__icontains=word)
        return (
            Q(participant__sort_name__contains=word)
            | Q(participant__name_prefix__icontains=word)
            | Q(reference__icontains=word)
        )
