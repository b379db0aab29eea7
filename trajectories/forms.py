"""What is typed about a trajectory."""

from django import forms
from django.utils import timezone

from accounts.models import ProgrammePlaces
from dow_site.dates import When
from dow_site.form_fields import ComingDayField, ComingWhenField, DayField, MonthField, WhenField
from dow_site.records import RecordForm
from dow_site.spoken_dates import is_about
from participants.veiled_form import VeiledForm
from trajectories.file_kinds import ENDINGS, kind_of, name_fits
from trajectories.models import (
    Chapter,
    ChapterKind,
    EndReason,
    EventAttachment,
    EventKind,
    Lane,
    LifeDomain,
    Outflow,
    Phase,
    Precision,
    Spell,
    SpellRole,
    TimelineEvent,
    Trajectory,
)
from trajectories.models.attachment import MOST_BYTES
from trajectories.sharing import shared_by_default

LONG_TEXT = forms.Textarea(attrs={"rows": 4})


class EventForm(VeiledForm):
    """An event: what, who, when; the rest may stay as it is."""

    when = WhenField(label="Wanneer", required=False)
    planned = ComingWhenField(
        label="Gepland voor",
        required=False,
        help_text="Bij een mijlpaal die nog moet komen: vrijdag, over 2 weken of volgende maand.",
    )
    lanes = forms.ModelMultipleChoiceField(
        label="Wie",
        queryset=Lane.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kies ten minste één baan."},
    )

    life_domains = forms.MultipleChoiceField(
        label="Leefgebieden",
        choices=LifeDomain,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    # What every event needs; the rest is folded until somebody wants it.
    QUICK = ("text", "lanes", "when")

    field_order = [*QUICK, "kind", "planned", "chapter", "sensitivity"]

    class Meta:
        model = TimelineEvent
        fields = [
            "text",
            "kind",
            "chapter",
            "sensitivity",
            "shared_with_referrer",
            "quote",
            "speaker",
            "date_estimated",
            "working_element",
            "life_domains",
        ]
        widgets = {"text": LONG_TEXT}
        help_texts = {
            "text": "Schrijf feiten. De deelnemer kan dit lezen.",
            "sensitivity": "Gezondheid en verslaving worden nooit gedeeld.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        event = self.instance
        lanes = Lane.objects.filter(trajectory=event.trajectory_id)
        self.fields["lanes"].queryset = lanes.order_by("order", "pk")
        if self.veil:
            participant = event.trajectory.participant
            self.fields["lanes"].label_from_instance = lambda lane: lane.nameless_label(participant)
        self.fields["chapter"].queryset = Chapter.objects.filter(trajectory=event.trajectory_id)
        self.fields["chapter"].empty_label = "Vanzelf, bij de datum"
        if event.pk:
            self.initial["lanes"] = [lane.pk for lane in event.lanes.all()]
            if event.starts_on:
                self.initial["when"] = When(
                    event.starts_on,
                    event.precision,
                    event.ends_on,
                    event.end_precision or None,
                )
            if event.planned_on:
                self.initial["planned"] = When(event.planned_on, event.planned_precision)
        else:
            self.fields[
                "shared_with_referrer"
            ].help_text = "Een mijlpaal of resultaat wordt vanzelf gedeeld."

    @property
    def quick(self):
        """The fields that stand open."""
        return [self[name] for name in self.QUICK]

    @property
    def details(self):
        """The fields that are folded."""
        return [bound for bound in self.visible_fields() if bound.name not in self.QUICK]

    @property
    def kind_label(self):
        """The kind as it stands in the form, told while it is folded."""
        return dict(EventKind.choices).get(self["kind"].value(), "")

    @property
    def is_unfolded(self):
        """Whether a detail asks for attention, or says more than a new event does by itself."""
        blank = TimelineEvent()
        said_anyway = {"kind", "chapter"}
        return any(
            bound.errors
            or (
                bound.name not in said_anyway
                and (bound.value() or "") != (getattr(blank, bound.name, "") or "")
            )
            for bound in self.details
        )

    def clean(self):
        cleaned = super().clean()
        when = cleaned.get("when")
        if when is not None:
            self.instance.starts_on = when.earliest
            self.instance.precision = when.precision if when.is_dated else Precision.ORDER
            self.instance.ends_on = when.end
            self.instance.end_precision = (when.end_precision or when.precision) if when.end else ""
            if when.is_dated and is_about(self["when"].data or ""):
                cleaned["date_estimated"] = True
        kind, sensitivity = cleaned.get("kind"), cleaned.get("sensitivity")
        planned = cleaned.get("planned")
        if self._is_only_planned(planned):
            self.instance.starts_on, self.instance.precision = None, Precision.ORDER
        if planned is not None:
            if planned.is_dated and kind != EventKind.MILESTONE:
                self.add_error("planned", "Alleen een mijlpaal heeft een geplande datum.")
            self.instance.planned_on = planned.start if planned.is_dated else None
            self.instance.planned_precision = planned.precision if planned.is_dated else ""
        if (
            self.instance.pk is None
            and kind
            and sensitivity
            and shared_by_default(kind, sensitivity)
        ):
            cleaned["shared_with_referrer"] = True
        return cleaned

    def _is_only_planned(self, planned):
        """Whether a new event is still to come: the day that the form began with is not meant."""
        return (
            self.instance.pk is None
            and planned is not None
            and planned.is_dated
            and planned.latest > timezone.localdate()
            and "when" not in self.changed_data
        )


class AttachmentForm(RecordForm):
    """A file for an event: what it is, is read from its content."""

    file = forms.FileField(
        label="Bestand",
        help_text="PDF, foto, Word, Excel, PowerPoint of LibreOffice, hooguit 20 MB.",
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
                "Dit soort bestand kan hier niet. Kies een PDF, een foto of een document zonder macro's.",
                code="kind",
            )
        if not name_fits(file.name, kind):
            raise forms.ValidationError(
                f"Dit bestand is niet wat de naam zegt: de inhoud is {kind.label}.", code="name"
            )
        self.instance.name, self.instance.kind = file.name, kind.mime
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
    """Why an event is taken off the timeline, as it was shown."""

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
    end_reason = forms.ChoiceField(label="Waarom", choices=EndReason)
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
