"""What is typed when a referral is accepted."""

from django import forms
from django.utils import timezone

from accounts.models import OrganisationKind
from dow_site.form_fields import ComingDayField, DayField
from participants.forms import ParticipantForm
from participants.matching import reached_by
from participants.models import Referral
from trajectories.acceptance import Start, WayBack
from trajectories.models import Phase


class StartFields(forms.Form):
    """The days of the acceptance: when it was decided, and when somebody begins."""

    accepted_on = DayField(label="Geplaatst op")
    first_day = ComingDayField(
        label="Eerste dag",
        required=False,
        help_text="Bijvoorbeeld: vandaag, maandag of 12-3. Weet je het nog niet? Laat het leeg.",
    )
    phase = forms.ChoiceField(label="Fase", choices=Phase.choices, initial=Phase.WORK_FIT)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["accepted_on"].initial = timezone.localdate()

    def start(self) -> Start:
        typed = self.cleaned_data
        return Start(
            accepted_on=typed["accepted_on"],
            first_day=typed.get("first_day"),
            phase=typed.get("phase") or Phase.WORK_FIT,
        )


class NewParticipantForm(StartFields, ParticipantForm):
    """A participant as the referral told of him; the rest is added here or later."""

    def __init__(self, *args, referral: Referral, **kwargs):
        super().__init__(*args, initial=_told(referral), **kwargs)
        self.order_fields(["given_name", "name_prefix", "family_name", "alias", "birth_date"])


class JoinForm(StartFields):
    """Somebody who is known: in which trajectory he comes back."""

    submission_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    way = forms.ChoiceField(label="Hoe gaat het verder?", widget=forms.RadioSelect)

    field_order = ["way", "accepted_on", "first_day", "phase"]

    def __init__(self, *args, ways: list[WayBack], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["way"].choices = [(way.key, way.label) for way in ways]
        self.fields["way"].initial = ways[0].key
        if ways[0].is_running:
            del self.fields["first_day"], self.fields["phase"]


def _told(referral):
    phone, email = reached_by(referral.reach)
    organisation = referral.organisation
    is_municipality = organisation and organisation.kind == OrganisationKind.MUNICIPALITY
    return {
        "given_name": referral.given_name,
        "name_prefix": referral.name_prefix,
        "family_name": referral.family_name,
        "birth_date": referral.birth_date,
        "municipality": organisation.pk if is_municipality else None,
        "phone": phone,
        "email": email,
        "wishes": referral.own_words,
    }
