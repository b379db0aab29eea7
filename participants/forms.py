"""What is typed about people, the people around them and what they agreed to."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import Organisation, OrganisationKind
from dow_site.form_fields import DayField
from dow_site.records import RecordForm
from participants.ages import guardian_consents_on
from participants.models import (
    TOWARDS_SOMEBODY,
    Consent,
    ConsentKind,
    Giver,
    InformationGiven,
    NetworkContact,
    Participant,
    Relation,
    ShareTopic,
)

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
        help_texts = {
            "role": "Bijvoorbeeld: RMC-coördinator, mentor, schuldhulpverlener.",
            "is_guardian": "Voor een ouder of ander die wettelijk vertegenwoordiger is.",
        }

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("relation") == Relation.GUARDIAN:
            cleaned["is_guardian"] = True
        return cleaned


class LanguageForm(RecordForm):
    """Which language somebody speaks, and whether an interpreter comes along."""

    class Meta:
        model = Participant
        fields = ["language", "interpreter_needed"]
        help_texts = {"language": "Leeg betekent Nederlands."}


# How the participant himself is chosen among those who may sign.
HIMSELF = "participant"


class ConsentForm(RecordForm):
    """A consent: what for, towards whom, and given by whom the age on that day allows."""

    topics = forms.MultipleChoiceField(
        label="Wat er gedeeld mag worden",
        choices=ShareTopic,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=(
            "Alleen bij ‘Delen met een ander’. Fase, mijlpalen, resultaten en uitstroom leest een "
            "verwijzer al. Gezondheid en verslaving worden nooit gedeeld."
        ),
    )
    given_on = DayField(label="Gegeven op")
    signer = forms.ChoiceField(label="Gegeven door", widget=forms.RadioSelect)
    valid_until = DayField(label="Geldt tot en met", required=False)

    field_order = [
        "kind",
        "recipient",
        "recipient_other",
        "topics",
        "purpose",
        "given_on",
        "signer",
        "evidence",
        "valid_until",
    ]

    class Meta:
        model = Consent
        fields = [
            "kind",
            "recipient",
            "recipient_other",
            "topics",
            "purpose",
            "given_on",
            "valid_until",
            "evidence",
        ]
        help_texts = {
            "recipient_other": "Als de ontvanger niet in de lijst staat.",
            "purpose": "Waarvoor, in gewone woorden. Bijvoorbeeld: de voortgang bespreken.",
            "evidence": "Bijvoorbeeld: formulier getekend, ligt in de map. Of: mondeling, met wie erbij.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        participant = self.instance.participant
        self.guardians = {
            str(contact.pk): contact
            for contact in NetworkContact.objects.filter(participant=participant, is_guardian=True)
        }
        self.fields["signer"].choices = [
            (HIMSELF, f"{participant}, zelf"),
            *((key, f"{contact.name}, tekent") for key, contact in self.guardians.items()),
        ]
        self.fields["recipient"].empty_label = "Niemand in het bijzonder"

    def clean(self):
        cleaned = super().clean()
        kind = cleaned.get("kind")
        if kind == ConsentKind.SHARE_WITH_PARTY and not cleaned.get("topics"):
            self.add_error("topics", "Kies wat er gedeeld mag worden.")
        elif kind and kind != ConsentKind.SHARE_WITH_PARTY:
            cleaned["topics"] = []
        if (
            kind in TOWARDS_SOMEBODY
            and not cleaned.get("recipient")
            and not cleaned.get("recipient_other")
        ):
            self.add_error("recipient", "Zeg met wie er gedeeld mag worden.")
        given_on, signer = cleaned.get("given_on"), cleaned.get("signer")
        if given_on and given_on > timezone.localdate():
            self.add_error("given_on", "Een toestemming van straks is er nog niet.")
        elif given_on and signer:
            self._check_signer(signer, given_on)
        return cleaned

    def _check_signer(self, signer, day):
        participant, guardian = self.instance.participant, self.guardians.get(signer)
        self.instance.giver = Giver.GUARDIAN if guardian else Giver.PARTICIPANT
        self.instance.given_by = guardian.name if guardian else str(participant)
        if guardian and not guardian.signs_on(day):
            self.add_error("signer", f"{guardian.name} was op die dag niet betrokken.")
        if participant.birth_date is None:
            return
        is_too_young = guardian_consents_on(participant.birth_date, day)
        if is_too_young and not guardian:
            self.add_error(
                "signer",
                "Op die dag was deze deelnemer nog geen 16. Dan geeft een wettelijk "
                "vertegenwoordiger toestemming. Zet die zo nodig eerst in het netwerk.",
            )
        elif guardian and not is_too_young:
            self.add_error("signer", "Vanaf 16 jaar geeft een deelnemer zelf toestemming.")


class WithdrawalForm(RecordForm):
    """Taking a consent back: by whoever says so, from the day itself on."""

    withdrawn_on = DayField(label="Ingetrokken op")
    withdrawn_by = forms.CharField(label="Wie trekt in", max_length=120)

    class Meta:
        model = Consent
        fields = ["withdrawn_on", "withdrawn_by"]

    def clean_withdrawn_on(self):
        day = self.cleaned_data["withdrawn_on"]
        if day > timezone.localdate():
            raise ValidationError("Intrekken geldt meteen: kies vandaag of een eerdere dag.")
        return day


class InformationForm(RecordForm):
    """That somebody was told something. No consent: a fact."""

    given_on = DayField(label="Verteld op")

    class Meta:
        model = InformationGiven
        fields = ["subject", "recipient", "told_to", "given_on", "given_by", "document_version"]
        help_texts = {
            "subject": "Bijvoorbeeld: wat DOW bewaart en wie het leest.",
            "recipient": "Als het over delen met een bepaalde organisatie ging.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["recipient"].empty_label = "Niemand in het bijzonder"
