"""Which agreements a list shows."""

from django import forms
from django.utils import timezone

from coaching.models import AgreementOwner
from dow_site.filters import FilterForm

LATE, DONE = "te-laat", "klaar"


class AgreementFilter(FilterForm):
    """By how it stands and whose deed it is; without a choice what is still to be done."""

    stand = forms.ChoiceField(
        label="Stand",
        choices=[("", "Open"), (LATE, "Te laat"), (DONE, "Afgerond")],
        required=False,
    )
    wie = forms.ChoiceField(
        label="Wie doet het", choices=[("", "Iedereen"), *AgreementOwner.choices], required=False
    )

    def apply(self, queryset):
        today = timezone.localdate()
        state = self.chosen("stand")
        if state == LATE:
            rows = queryset.overdue_on(today)
        else:
            rows = queryset.closed() if state == DONE else queryset.open()
        owner = self.chosen("wie")
        return rows.filter(owner=owner) if owner else rows
