"""What is typed about sessions, prices and sources; a cost line has a form of its own (`costs.line_form`)."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.utils import timezone

from accounts.models import User
from costs.folded_fields import folded
from costs.models import (
    Attendee,
    PriceItem,
    PriceList,
    ReferenceKind,
    ScenarioItem,
    Session,
    Source,
    Statement,
)
from costs.operations import uses_list
from dow_site.access import Role
from dow_site.form_fields import DayField, EurosField, MonthField
from dow_site.records import RecordForm
from participants.veiled_form import VeiledForm, veiled_error

LONG_TEXT = forms.Textarea(attrs={"rows": 4})
# Words under the fields that a note and a statement share.
_SAID_HELP = {
    "quote": "Zoals iemand het zei. Aanhalingstekens komen er vanzelf bij.",
    "speaker": "Een rol, geen naam. Bijvoorbeeld: vader, jobcoach.",
    "order": "De plek in het rijtje.",
}


class SessionForm(VeiledForm):
    held_on = DayField(label="Datum van de sessie", required=False)
    period_start = MonthField(
        label="Periode vanaf",
        help_text="Meestal de maand van het eerste contact. Bijvoorbeeld: nov 2019.",
    )
    period_end = MonthField(
        label="Periode tot en met",
        help_text="Meestal de maand van de sessie. Bijvoorbeeld: nov 2020.",
    )
    reference_kinds = forms.MultipleChoiceField(
        label="Waarmee vergelijken jullie?",
        choices=ReferenceKind,
        widget=forms.CheckboxSelectMultiple,
        help_text="Meer dan één mag.",
    )

    class Meta:
        model = Session
        fields = [
            "facilitator",
            "held_on",
            "held_online",
            "place",
            "period_start",
            "period_end",
            "reference_kinds",
            "participant_present",
            "lives_away_from_home",
            "rounding_rule",
            "price_list",
        ]
        help_texts = {
            "lives_away_from_home": "Daarvan hangt af welke prijzen passen, zoals die van de bijstand.",
            "rounding_rule": (
                "Zo staan de bedragen in het verslag. Op twee cijfers wordt € 14.366 bijvoorbeeld € 14.000."
            ),
        }

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by
        self._offer_lists()
        if by.role == Role.FACILITATOR:
            # He leads what he opens, and hands no session on.
            del self.fields["facilitator"]
        else:
            self.fields["facilitator"].queryset = User.objects.working_on(
                timezone.localdate()
            ).filter(role=Role.FACILITATOR)

    def _offer_lists(self):
        """The lists in use, and its own; while lines compute with that one it is only to be read."""
        field = self.fields["price_list"]
        in_use = PriceList.objects.in_use().order_by("-published_on", "-pk")
        if self.instance.pk is None:
            field.queryset = in_use
            self.initial["price_list"] = in_use.first()
            return
        of_session = PriceList.objects.filter(pk=self.instance.price_list_id)
        field.queryset = (in_use | of_session).order_by("-published_on", "-pk")
        # Another version of the same list is taken over line by line: costs/newer_prices.py.
        field.disabled = uses_list(self.instance)
        if field.disabled:
            field.help_text = (
                "Er rekenen al regels met deze lijst. Wil je een andere? Kies dan eerst in die regels geen "
                "prijs uit de lijst."
            )

    def form_of(self, row):
        return SessionForm(instance=row, by=self.by, veil=self.veil)


class StatementForm(VeiledForm):
    class Meta:
        model = Statement
        fields = ["kind", "text", "quote", "speaker", "order"]
        widgets = {"text": LONG_TEXT}
        help_texts = _SAID_HELP | {
            "text": "Wat levert het op, of waar moet je op letten? In één of twee zinnen.",
            "speaker": "Een rol, geen naam. Alleen bij wat iemand in eigen woorden zei.",
        }

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("speaker") and not cleaned.get("quote") and "quote" not in self.errors:
            self.add_error(
                "quote",
                "Schrijf hier wat diegene letterlijk zei. Weet je dat niet meer? Maak dan ‘Wie zei dat’ leeg.",
            )
        return cleaned


class AttendeeForm(VeiledForm):
    class Meta:
        model = Attendee
        fields = ["role", "relation", "directly_involved"]
        help_texts = {"relation": "Bijvoorbeeld: vader, of begeleider van school. Zonder naam."}


class ScenarioItemForm(VeiledForm):
    class Meta:
        model = ScenarioItem
        fields = [
            "scenario",
            "row",
            "chapter",
            "text",
            "quote",
            "speaker",
            "estimated_by",
            "likelihood",
            "condition",
            "order",
        ]
        widgets = {"text": LONG_TEXT}
        help_texts = _SAID_HELP | {
            "row": "Leven is wat er gebeurt. Ondersteuning is welke hulp er is.",
            "estimated_by": "Een rol, geen naam. Bijvoorbeeld: moeder, jobcoach.",
            "likelihood": "Hoe zeker is het dat dit was gebeurd?",
            "condition": "Bijvoorbeeld: als er geen hulp was.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["chapter"].queryset = self.instance.session.trajectory.chapters.order_by(
            "order", "pk"
        )
        self.fields["chapter"].empty_label = "De hele weg"


class RemovalForm(forms.Form):
    """The question whether something goes, as it was shown."""

    version = forms.IntegerField(
        widget=forms.HiddenInput, error_messages={"required": "Kijk eerst wat je weghaalt."}
    )

    def __init__(self, *args, veil, **kwargs):
        super().__init__(*args, **kwargs)
        self.veil = veil

    def add_error(self, field, error):
        super().add_error(field, veiled_error(error, self.veil) if self.veil else error)


class SessionRemovalForm(RemovalForm):
    reason = forms.CharField(
        label="Waarom",
        max_length=200,
        help_text="Bijvoorbeeld: hoort bij een ander traject. Noem geen namen.",
    )


class PriceForm(RecordForm):
    amount = EurosField(
        label="Bedrag",
        required=False,
        help_text="Eén bedrag. Loopt het uiteen? Vul dan alleen laag en hoog in.",
    )
    low = EurosField(label="Laag bedrag", required=False)
    high = EurosField(label="Hoog bedrag", required=False)
    valid_from = DayField(label="Geldig vanaf", required=False)
    valid_to = DayField(label="Geldig tot en met", required=False)

    class Meta:
        model = PriceItem
        fields = [
            "name",
            "category",
            "code",
            "amount",
            "low",
            "high",
            "unit",
            "price_year",
            "source",
            "note",
            "payer",
            "law",
            "gross_net",
            "age_min",
            "age_max",
            "away_from_home",
            "region",
            "valid_from",
            "valid_to",
        ]
        help_texts = {
            "code": "Kort, en één keer in de lijst. Bijvoorbeeld: B12.",
            "category": "Waar de prijs bij hoort. Bijvoorbeeld: uitkering, opvang, begeleiding.",
            "price_year": "Van welk jaar is het bedrag? Bijvoorbeeld: 2026.",
            "region": "Leeg: de prijs geldt overal.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            Fieldset("Wat", "name", "category", "code"),
            Fieldset("Hoeveel", "amount", "low", "high", "unit", "price_year"),
            Fieldset("Waar komt het vandaan", "source", "note"),
            Fieldset("Wie betaalt", "payer", "law", "gross_net"),
            folded(self, "Voor wie", "age_min", "age_max", "away_from_home", "region"),
            folded(self, "Hoe lang geldig", "valid_from", "valid_to"),
            *(name for name in ("version", "submission_key") if name in self.fields),
        )


class OwnPriceForm(VeiledForm, PriceForm):
    """A price that one session has for itself, in which people write of its participant."""


class SourceForm(RecordForm):
    url = forms.URLField(
        label="Adres",
        required=False,
        max_length=200,
        assume_scheme="https",
        help_text="Het webadres. Bijvoorbeeld: www.cbs.nl/tarieven.",
    )
    retrieved_on = DayField(label="Bekeken op", required=False)

    class Meta:
        model = Source
        fields = ["title", "publisher", "item", "kind", "url", "retrieved_on", "note", "code"]
        help_texts = {
            "publisher": "Wie het heeft gemaakt. Bijvoorbeeld: CBS.",
            "item": "Welk deel ervan. Bijvoorbeeld: bladzijde 12, tabel 3.",
            "note": "Geen adres? Schrijf dan op waar de bron te vinden is.",
            "code": "Kort en eenmalig, om naar te verwijzen. Bijvoorbeeld: cbs-2026.",
        }
