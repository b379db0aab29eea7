"""What is typed about people and how they came."""

from django import forms

from accounts.models import Organisation, OrganisationKind
from dow_site.form_fields import DayField
from dow_site.records import RecordForm
from participants.models import NetworkContact, Participant, Referral

LONG_TEXT = forms.Textarea(attrs={"rows": 4})


class ParticipantForm(RecordForm):
    """Who it is; asked once, at the start."""

    birth_date = DayField(label="Geboortedatum", required=False)

    class Meta:
        model = Participant
        fields = [
            "given_name",
            "name_prefix",
            "family_name",
            "alias",
            "birth_date",
            "municipality",
            "phone",
            "email",
            "language",
            "interpreter_needed",
            "education",
            "has_start_qualification",
            "income_at_start",
            "living_situation",
            "wishes",
        ]
        widgets = {"wishes": LONG_TEXT}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["municipality"].queryset = Organisation.objects.filter(
            kind=OrganisationKind.MUNICIPALITY
        )


class NetworkContactForm(RecordForm):
    starts_on = DayField(label="Betrokken vanaf", required=False)
    ends_on = DayField(label="Betrokken tot", required=False)

    class Meta:
        model = NetworkContact
        fields = [
            "name",
            "relation",
            "role",
            "organisation",
            "phone",
            "email",
            "is_guardian",
            "starts_on",
            "ends_on",
        ]


class ReferralForm(RecordForm):
    """Five questions: who, when born, how to reach, why, and in his own words."""

    birth_date = DayField(label="Geboortedatum", required=False)

    class Meta:
        model = Referral
        fields = [
            "programme",
            "given_name",
            "name_prefix",
            "family_name",
            "birth_date",
            "reach",
            "reason_category",
            "own_words",
        ]
        widgets = {"own_words": LONG_TEXT}
        help_texts = {
            "own_words": "Wat wil de deelnemer zelf? Schrijf niets over gezondheid.",
            "reach": "Een telefoonnummer of e-mailadres.",
        }

    def __init__(self, *args, programmes=None, **kwargs):
        """`programmes` are those to choose from; with one, or for a change, nothing is asked."""
        super().__init__(*args, **kwargs)
        if programmes is None or len(programmes) == 1:
            del self.fields["programme"]
