"""An event as it is typed: what, who, when; when it was or is planned for, and whether it is shared."""

from django import forms
from django.utils import timezone

from dow_site.dates import When
from dow_site.form_fields import ComingWhenField, WhenField
from dow_site.spoken_dates import is_about
from participants.veiled_form import VeiledForm
from trajectories.models import Chapter, EventKind, Lane, LifeDomain, Precision, TimelineEvent
from trajectories.sensitive_words import private_words, sharing_hint
from trajectories.sharing import is_shared, may_be_shared

NOT_YET = (
    "Deze dag moet nog komen. Schrijf wanneer het gebeurde, of maak Wanneer leeg. "
    "Een mijlpaal die nog komt, krijgt een dag bij Gepland voor."
)
TWO_DAYS_AHEAD = "Deze dag moet nog komen. Maak Wanneer leeg; de mijlpaal is gepland."
SWITCHED_OFF = "Delen staat nu uit: gezondheid en verslaving worden nooit met de verwijzer gedeeld."
YES, NO = "on", "nee"


class EventForm(VeiledForm):
    """An event: what, who, when; the rest may stay as it is."""

    when = WhenField(label="Wanneer", required=False)
    planned = ComingWhenField(
        label="Gepland voor",
        required=False,
        help_text=(
            "Bij een mijlpaal die nog moet komen: vrijdag, over 2 weken of volgende maand. "
            "Staat zo'n dag bij Wanneer, dan wordt het de geplande dag."
        ),
    )
    lanes = forms.ModelMultipleChoiceField(
        label="Wie",
        queryset=Lane.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kies ten minste één baan."},
    )
    shared_with_referrer = forms.TypedChoiceField(
        label="Delen met de verwijzer",
        required=False,
        coerce=lambda chosen: chosen == YES,
        empty_value=None,
    )
    share_anyway = forms.CharField(
        label="Toch delen met de verwijzer?",
        required=False,
        widget=forms.RadioSelect,
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
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}
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
        self._offer_sharing()

    def _offer_sharing(self):
        event, field = self.instance, self.fields["shared_with_referrer"]
        field.choices = [(YES, "Delen"), (NO, "Niet delen")]
        if event.pk is None:
            field.choices = [("", "Vanzelf, naar de soort"), *field.choices]
            field.help_text = "Vanzelf: een mijlpaal of resultaat wordt gedeeld, iets anders niet."
        # What the referrer reads of it already was judged before.
        said = f"{event.text} {event.quote}" if event.shared_with_referrer else ""
        self._judged = frozenset(private_words(said, event.sensitivity))
        chosen = YES if event.shared_with_referrer else NO
        self.initial["shared_with_referrer"] = chosen if event.pk else ""
        self.switched_off = False

    @property
    def quick(self):
        """The fields that stand open: also the question about sharing, where it is asked."""
        names = (*self.QUICK, "share_anyway") if self.is_asked else self.QUICK
        return [self[name] for name in names]

    @property
    def is_asked(self):
        """Whether the writer has to say that private words may be shared."""
        return bool(self.fields["share_anyway"].widget.choices)

    @property
    def details(self):
        """The fields that are folded."""
        open_ones = (*self.QUICK, "share_anyway")
        return [bound for bound in self.visible_fields() if bound.name not in open_ones]

    @property
    def kind_label(self):
        """The kind as it stands in the form, told while it is folded."""
        return dict(EventKind.choices).get(self["kind"].value(), "")

    @property
    def is_unfolded(self):
        """Whether a detail asks for attention, or says more than a new event does by itself."""
        blank = TimelineEvent()
        said_anyway = {"kind", "chapter"}
        unshared = NO if self.instance.pk else ""
        theirs = {label for label, _ in self.conflict.theirs} if self.conflict else ()
        return any(
            bound.errors
            or bound.label in theirs
            or (
                bound.name not in said_anyway
                and (bound.value() or "")
                != (
                    unshared
                    if bound.name == "shared_with_referrer"
                    else getattr(blank, bound.name, "") or ""
                )
            )
            for bound in self.details
        )

    def clean(self):
        cleaned = super().clean()
        self._clean_moment(cleaned)
        self._clean_sharing(cleaned)
        return cleaned

    def _clean_moment(self, cleaned):
        """What happened has a day that was; a milestone of a day to come is planned for it."""
        when, planned, kind = (cleaned.get(name) for name in ("when", "planned", "kind"))
        today = timezone.localdate()
        if when is not None and when.is_dated and when.earliest > today:
            if kind != EventKind.MILESTONE or when.end or planned is None:
                # What stands there already, a loaded case say, may stay.
                if self.instance.pk is None or "when" in self.changed_data:
                    self.add_error("when", NOT_YET)
            elif not planned.is_dated:
                when, planned = When(), when
            elif planned != when:
                self.add_error("when", TWO_DAYS_AHEAD)
            else:
                when = When()
        if self._is_only_planned(planned, today):
            when = When()
        if when is not None:
            self.instance.starts_on = when.earliest
            self.instance.precision = when.precision if when.is_dated else Precision.ORDER
            self.instance.ends_on = when.end
            self.instance.end_precision = (when.end_precision or when.precision) if when.end else ""
            if when.is_dated and is_about(self["when"].data or ""):
                cleaned["date_estimated"] = True
        if planned is not None:
            if planned.is_dated and kind != EventKind.MILESTONE:
                self.add_error("planned", "Alleen een mijlpaal heeft een geplande datum.")
            self.instance.planned_on = planned.start if planned.is_dated else None
            self.instance.planned_precision = planned.precision if planned.is_dated else ""

    def _is_only_planned(self, planned, today):
        """Whether a new event is still to come: the day that the form began with is not meant."""
        return (
            self.instance.pk is None
            and planned is not None
            and planned.is_dated
            and planned.latest > today
            and "when" not in self.changed_data
        )

    def _clean_sharing(self, cleaned):
        """Whether the referrer reads it; private words are shared by who says so, and by nobody else."""
        kind, sensitivity = cleaned.get("kind"), cleaned.get("sensitivity")
        chosen, answer = cleaned.get("shared_with_referrer"), cleaned.get("share_anyway")
        if not kind or not sensitivity:
            return
        if chosen is None and self.instance.pk:
            chosen = False
        if answer == NO:
            chosen = False
        shared = is_shared(chosen, kind, sensitivity)
        self.switched_off = bool(chosen) and not may_be_shared(sensitivity)
        cleaned["shared_with_referrer"] = shared
        if shared:
            self.ask(f"{cleaned.get('text', '')} {cleaned.get('quote', '')}", sensitivity, answer)

    def begin_sharing(self):
        """Open as who chose to share would see it: with the question, where there is one."""
        event = self.instance
        self.initial["shared_with_referrer"] = YES
        self.ask(f"{event.text} {event.quote}", event.sensitivity)

    def ask(self, text, sensitivity, answer=""):
        """Ask whether the private words of this text may be shared, unless that was answered."""
        words = [word for word in private_words(text, sensitivity) if word not in self._judged]
        yes = " ".join(words)
        if not words or answer == yes:
            return
        self.fields["share_anyway"].widget.choices = [
            (yes, "Ja, toch delen"),
            (NO, "Nee, niet delen"),
        ]
        if self.is_bound:
            self.add_error("share_anyway", sharing_hint(text, sensitivity))
