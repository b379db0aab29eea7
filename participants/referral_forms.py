"""What is asked to refer somebody, to apply, and to say what becomes of a referral."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from dow_site.access import Role
from dow_site.form_fields import ComingDayField, DayField
from dow_site.records import RecordForm
from participants.matching import reached_by
from participants.models import ReasonCategory, Referral, ReferralSource, ReferralStep

LONG_TEXT = forms.Textarea(attrs={"rows": 4})


class ReferralForm(RecordForm):
    """Five questions: given name, family name, when born, how to reach, and why. The rest is folded away."""

    birth_date = DayField(label="Geboortedatum", required=False)

    # What may help and nobody has to know.
    folded = ("name_prefix", "own_words")
    # A referrer knows these; a leader writes down who walked in, and may not.
    asked_of_referrers = ("family_name", "birth_date", "reach")

    class Meta:
        model = Referral
        fields = [
            "programme",
            "given_name",
            "family_name",
            "birth_date",
            "reach",
            "reason_category",
            "name_prefix",
            "own_words",
        ]
        widgets = {"own_words": LONG_TEXT}
        help_texts = {
            "own_words": "Wat wil de deelnemer zelf? Schrijf niets over gezondheid.",
            "reach": "Een telefoonnummer of e-mailadres.",
            "name_prefix": "Bijvoorbeeld: van der.",
        }

    def __init__(self, *args, by, programmes=None, **kwargs):
        """`programmes` are those to choose from; with one, or for a change, nothing is asked."""
        super().__init__(*args, **kwargs)
        if by.role == Role.REFERRER:
            for name in self.asked_of_referrers:
                self.fields[name].required = True
        self.by = by
        if self.instance._state.adding:
            # A reason that stands there already is not thought about.
            self.initial["reason_category"] = ""
            self.fields["reason_category"].choices = [
                ("", "Kies een reden"),
                *ReasonCategory.choices,
            ]
        if programmes is None or len(programmes) == 1:
            del self.fields["programme"]
        else:
            latest = (
                Referral.objects.visible_to(by).order_by("-pk").values_list("programme").first()
            )
            self.initial["programme"] = latest[0] if latest else programmes[0].pk

    def form_of(self, row):
        return type(self)(instance=row, by=self.by)

    @property
    def is_unfolded(self) -> bool:
        """Whether something folded away was filled in, or is wrong."""
        return any(self[name].value() or self[name].errors for name in self.folded)


# Whom a visitor without an account brings, in his own words.
WHO_APPLIES = (
    (ReferralSource.SELF, "Mezelf"),
    (ReferralSource.FAMILY, "Iemand uit mijn familie"),
    (ReferralSource.SCHOOL, "Een leerling"),
    (ReferralSource.REACTIVATION_COACH, "Iemand die ik begeleid"),
    (ReferralSource.OTHER, "Iemand anders"),
)
LONGEST_WISH = 1000


class ApplicationForm(RecordForm):
    """What a young person, or somebody near, fills in without an account. Nothing about health."""

    source = forms.ChoiceField(
        label="Wie meld je aan?",
        choices=WHO_APPLIES,
        initial=ReferralSource.SELF,
        widget=forms.RadioSelect,
        help_text="Meld je een ander aan? Vraag die dan eerst of het goed is.",
    )
    reach = forms.CharField(
        label="Telefoonnummer of e-mailadres",
        max_length=120,
        help_text="Hierop nemen we contact op.",
        error_messages={"required": "Vul in hoe we je bereiken: een nummer of een e-mailadres."},
    )
    own_words = forms.CharField(
        label="Wat wil je graag doen of leren?",
        max_length=LONGEST_WISH,
        required=False,
        widget=LONG_TEXT,
        help_text="Mag leeg blijven. Schrijf niets over ziekte of gezondheid.",
    )
    # Out of sight: who fills this in is a machine that fills in everything.
    homepage = forms.CharField(
        label="Laat dit leeg",
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    class Meta:
        model = Referral
        fields = ["source", "given_name", "family_name", "reach", "own_words"]
        help_texts = {"family_name": "Mag leeg blijven."}
        error_messages = {"given_name": {"required": "Vul een voornaam in."}}

    def clean_reach(self):
        reach = self.cleaned_data["reach"]
        if not any(reached_by(reach)):
            raise ValidationError(
                "Dit is geen telefoonnummer en geen e-mailadres. Kijk het nog eens na."
            )
        return reach

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("homepage"):
            # A person whose browser filled it in goes on by sending once more.
            self.data = self.data.copy()
            self.data[self.add_prefix("homepage")] = ""
            raise ValidationError(
                "Een veld dat leeg moet blijven was ingevuld. Dat doen meestal robots. "
                "We maakten het leeg: kies nog een keer Aanmelden.",
                code="machine",
            )
        return cleaned

    @property
    def was_sent_before(self) -> bool:
        """Whether this very form made its row already."""
        key = self.cleaned_data.get("submission_key")
        return key is not None and Referral.objects.filter(submission_key=key).exists()


class FirstContactForm(RecordForm):
    """When somebody was reached for the first time."""

    first_contact_on = DayField(label="Eerste contact op")

    class Meta:
        model = Referral
        fields = ["first_contact_on"]

    def clean_first_contact_on(self):
        day = self.cleaned_data["first_contact_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("Deze dag moet nog komen.", code="day")
        if day < self.instance.received_on:
            raise forms.ValidationError(
                "Het eerste contact is niet voor de aanmelding.", code="day"
            )
        return day


class ReferralStepForm(RecordForm):
    """A next status of a referral: from which day on, and why.

    Carries the version of the referral that was looked at: who decides on an older one is told so.
    """

    referral_version = forms.IntegerField(widget=forms.HiddenInput)
    on = DayField(label="Op welke dag")

    class Meta:
        model = ReferralStep
        fields = ["reason", "on"]
        labels = {"reason": "Toelichting"}
        help_texts = {"reason": "Mag leeg blijven. De verwijzer leest dit."}
        widgets = {"reason": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["on"] = timezone.localdate()
        self.fields["referral_version"].initial = self.instance.referral.version

    def tell_version(self, version):
        """A second submit is a choice made with the new status in sight."""
        self.data = self.data.copy()
        self.data[self.add_prefix("referral_version")] = str(version)

    def facts(self):
        """What was typed, as `handling.take_step` asks for it."""
        typed = dict(self.cleaned_data)
        return {"version": typed.pop("referral_version"), **typed}


class IntroductionForm(ReferralStepForm):
    introduction_on = ComingDayField(label="Kennismaking op")

    class Meta(ReferralStepForm.Meta):
        fields = ["introduction_on", "reason", "on"]

    field_order = ["introduction_on", "reason", "on"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].label = "Afgesproken op"


class RefusalForm(ReferralStepForm):
    """Declining or withdrawing: never without a reason."""

    reason = forms.CharField(
        label="Reden",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="De verwijzer leest dit. Schrijf niets over gezondheid.",
        error_messages={"required": "Geef een reden. De verwijzer leest die."},
    )
