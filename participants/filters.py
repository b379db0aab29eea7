"""Which referrals a list keeps."""

from django import forms

from dow_site.filters import FilterForm
from participants.models import ReferralStatus


class ReferralFilter(FilterForm):
    status = forms.ChoiceField(
        label="Status",
        required=False,
        choices=[
            ("", "Alle"),
            ("to_answer", "Te beantwoorden"),
            ("open", "Nog open"),
            *ReferralStatus.choices,
        ],
    )

    def apply(self, queryset):
        match self.chosen("status"):
            case None:
                return queryset
            case "to_answer":
                return queryset.to_answer()
            case "open":
                return queryset.open()
            case status:
                return queryset.filter(status=status)
