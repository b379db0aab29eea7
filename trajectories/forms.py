"""What is typed about a trajectory."""

from django import forms
from django.utils import timezone

from accounts.models import ProgrammePlaces
from dow_site.form_fields import ComingDayField, DayField, MonthField
from dow_site.records import RecordForm
from trajectories.file_kinds import ENDINGS, TAKEN, kind_of, name_fits
from trajectories.models import (
    Chapter,
    ChapterKind,
    EndReason,
    EventAttachment,
    Lane,
    Outflow,
    Phase,
    Spell,
    SpellRole,
    TimelineEvent,
    Trajectory,
)
from trajectories.models.attachment import MOST_BYTES

LONG_TEXT = forms.Textarea(attrs={"rows": 4})


class AttachmentForm(RecordForm):
    """A file for an event: what it is, is read from its content."""

    file = forms.FileField(
        label="Bestand",
        help_text=f"{TAKEN}. Hooguit 20 MB.",
        error_messages={"empty": "Dit bestand is leeg."},
        max_length=255,
        widget=forms.FileInput(attrs={"accept": ",".join(f".{ending}" for ending in ENDINGS)}),
    )

    class Meta:
        model = EventAttachment
        fields = ["shared_with_referrer"]
        help_texts = {
            "shared_with_referrer": "Alleen als de gebeurtenis zelf ook gedeeld is. Lees het bestand eerst na."
        }

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError("Dit bestand is groter dan 20 MB.", code="too_large")
        content = file.read()
        kind = kind_of(content)
        if kind is None:
            raise forms.ValidationError(
                f"Dit soort bestand kan hier niet. Wel: {TAKEN}, zonder macro's. "
                "Bewaar een oud document (doc) of een foto van een iPhone (HEIC) eerst als een van deze.",
                code="kind",
            )
        # A browser sends a quote in a name this way, and nothing else.
        name = file.name.replace("%22", '"')
        if not name_fits(name, kind):
            raise forms.ValidationError(
                f"Dit bestand is niet wat de naam zegt: de inhoud is {kind.label}.", code="name"
            )
        self.instance.name, self.instance.kind = name, kind.mime
        self.instance.size, self.instance.content = len(content), content
        return file


class KnownOnForm(forms.Form):
    """The day of which somebody wants to see what was known."""

    op = DayField(label="Zoals bekend op", required=False)

    def clean_op(self):
        day = self.cleaned_data["op"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(
                "Deze dag moet nog komen. Kies vandaag of een dag die geweest is.", code="future"
            )
        return day


class RemovalForm(forms.Form):
    """Why an event or a file is taken off, as it was shown."""

    reason = forms.CharField(
        label="Waarom",
        max_length=200,
        help_text="Bijvoorbeeld: staat er dubbel, of hoort bij iemand anders.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class MilestoneForm(forms.Form):
    """The day on which a milestone was reached."""

    on = DayField(label="Gehaald op")


class TitleForm(RecordForm):
    class Meta:
        model = Trajectory
        fields = ["title"]
        help_texts = {
            "title": "Staat boven de tijdlijn, de sessie en het verslag. Noem geen namen."
        }


class ChapterForm(RecordForm):
    starts_on = MonthField(label="Vanaf", required=False)
    ends_on = MonthField(label="Tot en met", required=False)

    class Meta:
        model = Chapter
        fields = ["title", "kind", "starts_on", "ends_on", "narrative"]
        widgets = {"narrative": LONG_TEXT}


class SplitForm(forms.Form):
    """Where a chapter is cut in two, and what the second part is called."""

    at = forms.ModelChoiceField(
        label="Het nieuwe hoofdstuk begint met",
        queryset=TimelineEvent.objects.none(),
        empty_label="Kies een gebeurtenis",
    )
    title = forms.CharField(label="Titel van het nieuwe hoofdstuk", max_length=80)
    kind = forms.ChoiceField(label="Soort", choices=ChapterKind, initial=ChapterKind.OTHER)

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["at"].queryset = TimelineEvent.objects.filter(pk__in=[pk for pk, _ in choices])
        # In the order of the story, which no database knows.
        self.fields["at"].choices = [("", "Kies een gebeurtenis"), *choices]


class LaneForm(RecordForm):
    class Meta:
        model = Lane
        fields = ["label", "role_label", "kind", "order"]


class SpellStartForm(forms.Form):
    starts_on = DayField(label="Eerste dag")
    role = forms.ChoiceField(label="Als", choices=SpellRole, initial=SpellRole.PARTICIPANT)
    phase = forms.ChoiceField(
        label="Fase", choices=[("", "Nog niet bekend"), *Phase.choices], required=False
    )


class SpellEndForm(forms.Form):
    ends_on = DayField(label="Laatste dag")
    # Begins unchosen: a stop in a hurry must not be kept as going on by plan.
    end_reason = forms.ChoiceField(
        label="Waarom",
        choices=[("", "Kies …"), *EndReason.choices],
        error_messages={"required": "Kies waarom."},
    )
    note = forms.CharField(
        label="Toelichting",
        max_length=200,
        required=False,
        help_text="Kort en feitelijk. De deur blijft open.",
    )


class SpellForm(RecordForm):
    """The days of a stay, put right afterwards."""

    starts_on = DayField(label="Eerste dag")
    ends_on = DayField(label="Laatste dag", required=False, help_text="Leeg: loopt nog.")

    class Meta:
        model = Spell
        fields = ["starts_on", "ends_on", "dates_estimated", "phase", "end_reason", "note"]
        help_texts = {"note": "Kort en feitelijk. De deur blijft open."}


class PhaseForm(forms.Form):
    on = DayField(label="Vanaf")
    phase = forms.ChoiceField(label="Nieuwe fase", choices=Phase)


# Stopping early is an outcome with a reason and a day to call again, and no failure.
EARLY_STOP_REASONS = [
    (reason.value, reason.label)
    for reason in (
        EndReason.STOPPED_BY_PARTICIPANT,
        EndReason.STOPPED_BY_DOW,
        EndReason.MOVED,
        EndReason.CARE_FIRST,
        EndReason.OTHER,
    )
]


class OutflowForm(RecordForm):
    starts_on = DayField(label="Vanaf", required=False)
    contract_ends_on = DayField(
        label="Contract tot en met", required=False, help_text="Leeg bij een vast contract."
    )
    reason = forms.ChoiceField(
        label="Bij eerder stoppen: wat was de reden",
        choices=[("", "Niet eerder gestopt"), *EARLY_STOP_REASONS],
        required=False,
    )
    door_open_on = DayField(
        label="Bij eerder stoppen: wanneer bellen we weer",
        required=False,
        help_text="De deur blijft open.",
    )

    class Meta:
        model = Outflow
        fields = [
            "category",
            "sector",
            "organisation",
            "contract",
            "hours_per_week",
            "starts_on",
            "contract_ends_on",
            "reason",
            "door_open_on",
        ]


class PlacesForm(RecordForm):
    """How many places there are from a day on."""

    starts_on = ComingDayField(label="Vanaf")
    minimum = forms.IntegerField(label="Minimum", min_value=0, max_value=99)
    maximum = forms.IntegerField(label="Maximum", min_value=0, max_value=99)

    class Meta:
        model = ProgrammePlaces
        fields = ["starts_on", "minimum", "maximum"]

    def clean(self):
        cleaned = super().clean()
        starts_on = cleaned.get("starts_on")
        taken = ProgrammePlaces.objects.filter(
            programme=self.instance.programme_id, starts_on=starts_on
        ).exclude(pk=self.instance.pk)
        # The programme is no field of the form, so that the database's own rule is not asked here.
        if starts_on and taken.exists():
            self.add_error("starts_on", "Op deze datum staat al een aantal plekken.")
        low, high = cleaned.get("minimum"), cleaned.get("maximum")
        if low is not None and high is not None and low > high:
            self.add_error("minimum", "Het minimum is niet hoger dan het maximum.")
        return cleaned
