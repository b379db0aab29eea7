"""What is typed about money."""

from decimal import Decimal

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from costs.lines import PriceStatus
from costs.models import CostLine, PriceItem, ScenarioItem, Session, Source, Statement
from costs.reading import line_of
from dow_site.access import Role
from dow_site.form_fields import DayField, EurosField, MonthField, QuantityField
from dow_site.records import RecordForm

LONG_TEXT = forms.Textarea(attrs={"rows": 4})
ENDS = ("low", "high")


class SessionForm(RecordForm):
    held_on = DayField(label="Datum van de sessie", required=False)
    period_start = MonthField(label="Periode vanaf")
    period_end = MonthField(label="Periode tot en met")

    class Meta:
        model = Session
        fields = [
            "facilitator",
            "held_on",
            "held_online",
            "place",
            "period_start",
            "period_end",
            "lives_away_from_home",
            "rounding_rule",
        ]

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        if by.role == Role.FACILITATOR:
            # He leads what he opens, and hands no session on.
            del self.fields["facilitator"]
        else:
            self.fields["facilitator"].queryset = User.objects.working_on(
                timezone.localdate()
            ).filter(role=Role.FACILITATOR)


class LineForm(RecordForm):
    """A cost line: two bounds, each with its own price, amount, quantity, unit and source."""

    low_amount = EurosField(label="Bedrag", required=False)
    high_amount = EurosField(label="Bedrag", required=False)
    low_quantity = QuantityField(label="Aantal", initial=Decimal(1))
    high_quantity = QuantityField(label="Aantal", initial=Decimal(1))
    printed_low = EurosField(label="Afgedrukt, laag", required=False)
    printed_high = EurosField(label="Afgedrukt, hoog", required=False)

    class Meta:
        model = CostLine
        fields = [
            "side",
            "label",
            "extent",
            "status",
            "unpriced_reason",
            *(
                f"{end}_{part}"
                for end in ENDS
                for part in ("price", "amount", "quantity", "unit", "stated", "source")
            ),
            "condition",
            "condition_group",
            "depends_on",
            "payer",
            "law",
            "payer_note",
            "estimated_by",
            "likelihood",
            "printed_low",
            "printed_high",
            "override_reason",
            "remarks",
        ]
        labels = {
            f"{end}_{part}": label
            for end in ENDS
            for part, label in (
                ("price", "Prijs"),
                ("unit", "Eenheid van het aantal"),
                ("stated", "De bron noemt precies dit bedrag"),
                ("source", "Eigen bron"),
            )
        }
        widgets = {"remarks": LONG_TEXT}
        help_texts = {
            "condition": "Bijvoorbeeld: indien de hulp stopt.",
            "condition_group": "Regels met hetzelfde woord gaan samen aan en uit.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        session = self.instance.session
        prices = PriceItem.objects.filter(
            Q(price_list=session.price_list_id, price_list__isnull=False) | Q(session=session)
        )
        for end in ENDS:
            self.fields[f"{end}_price"].queryset = prices
            self.fields[f"{end}_price"].empty_label = "Geen prijs uit de lijst"
            self.fields[f"{end}_amount"].help_text = "Leeg: het bedrag van de prijs."
        others = CostLine.objects.filter(session=session).exclude(pk=self.instance.pk)
        self.fields["depends_on"].queryset = others
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            Fieldset("Wat", "side", "label", "extent", "status", "unpriced_reason"),
            Div(
                *(
                    Fieldset(
                        legend,
                        *(
                            f"{end}_{part}"
                            for part in ("price", "amount", "quantity", "unit", "stated", "source")
                        ),
                    )
                    for end, legend in zip(ENDS, ("Laag bedrag", "Hoog bedrag"), strict=True)
                ),
                css_class="l-grid",
            ),
            Fieldset("Voorwaarde", "condition", "condition_group", "depends_on"),
            Fieldset("Wie betaalt", "payer", "law", "payer_note"),
            Fieldset("Hoe zeker", "estimated_by", "likelihood", "remarks"),
            Fieldset(
                "Ander bedrag in het verslag", "printed_low", "printed_high", "override_reason"
            ),
            *(name for name in ("version", "submission_key") if name in self.fields),
        )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("status") == PriceStatus.PRICED:
            for end in ENDS:
                price = cleaned.get(f"{end}_price")
                if price and cleaned.get(f"{end}_amount") is None:
                    cleaned[f"{end}_amount"] = (
                        price.amount if price.amount is not None else getattr(price, end)
                    )
        else:
            for end in ENDS:
                cleaned[f"{end}_amount"] = None
        return cleaned

    def _post_clean(self):
        super()._post_clean()
        if self.errors:
            return
        try:
            line_of(self.instance)
        except ValueError as error:
            self.add_error(None, ValidationError(str(error), code="calculation"))


class StatementForm(RecordForm):
    class Meta:
        model = Statement
        fields = ["kind", "text", "quote", "speaker", "order"]
        widgets = {"text": LONG_TEXT}


class ScenarioItemForm(RecordForm):
    class Meta:
        model = ScenarioItem
        fields = ["scenario", "row", "text", "quote", "speaker", "estimated_by", "order"]
        widgets = {"text": LONG_TEXT}


class PriceForm(RecordForm):
    amount = EurosField(label="Bedrag", required=False)
    low = EurosField(label="Laag bedrag", required=False)
    high = EurosField(label="Hoog bedrag", required=False)
    valid_from = DayField(label="Geldig vanaf", required=False)
    valid_to = DayField(label="Geldig tot en met", required=False)

    class Meta:
        model = PriceItem
        fields = [
            "code",
            "category",
            "name",
            "amount",
            "low",
            "high",
            "unit",
            "price_year",
            "source",
            "law",
            "payer",
            "gross_net",
            "age_min",
            "age_max",
            "region",
            "away_from_home",
            "valid_from",
            "valid_to",
            "note",
        ]


class SourceForm(RecordForm):
    url = forms.URLField(label="Adres", required=False, max_length=200, assume_scheme="https")
    retrieved_on = DayField(label="Bekeken op", required=False)

    class Meta:
        model = Source
        fields = ["code", "kind", "title", "publisher", "item", "url", "retrieved_on", "note"]
