"""What is typed about a cost line: little for most lines, everything of calculator.md for the others.

What is left empty follows from what was chosen: an amount, payer and law from the price, the high bound from
the low one, a quantity from the dossier, a group from the condition.
"""

from decimal import Decimal

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.text import slugify

from costs.folded_fields import folded
from costs.lines import PriceStatus, amount_text
from costs.models import CostLine, Law, Payer, PriceItem, RecordedKind
from costs.reading import check_row
from costs.recorded import UNIT_OF, Proposal, proposals_for
from costs.units import UNIT_WORDS, Unit
from dow_site.form_fields import EurosField, MonthField, QuantityField
from participants.veiled_form import VeiledForm

ENDS = ("low", "high")
PARTS = ("price", "amount", "quantity", "unit", "stated", "source")
_LABELS = {
    "price": "Prijs",
    "unit": "Eenheid van het aantal",
    "stated": "De bron noemt precies dit bedrag",
    "source": "Eigen bron",
}
LONGEST_GROUP = 40
_NO_AMOUNT = (
    "Vul een bedrag in, of kies een prijs uit de lijst. Is er geen prijs? Kies dan ‘niet geprijsd’."
)
_NO_HIGH_AMOUNT = "Vul een bedrag in, of laat bij ‘Hoog bedrag’ alles leeg."
_NO_PRICE = "Een regel zonder prijs heeft geen bedrag. Maak dit leeg, of kies ‘geprijsd’."


def _amount_at(price: PriceItem, end: str) -> Decimal:
    return price.amount if price.amount is not None else getattr(price, end)


def _price_label(price: PriceItem) -> str:
    """ "Bijstand vanaf 21 jaar: € 16.000 per jaar"; without its amount a price is not to be chosen."""
    amount = amount_text(_amount_at(price, "low"), _amount_at(price, "high"))
    per = f" {UNIT_WORDS[Unit(price.unit)].per}" if price.unit else ""
    return f"{price.name}: {amount}{per}"


class LineForm(VeiledForm):
    """A cost line: two bounds, each with its own price, amount, quantity, unit and source."""

    low_amount = EurosField(label="Bedrag", required=False)
    high_amount = EurosField(label="Bedrag", required=False)
    low_quantity = QuantityField(label="Aantal", required=False)
    high_quantity = QuantityField(label="Aantal", required=False)
    printed_low = EurosField(label="Afgedrukt, laag", required=False)
    printed_high = EurosField(label="Afgedrukt, hoog", required=False)
    first_month = MonthField(label="Van maand", required=False)
    last_month = MonthField(label="Tot en met maand", required=False)
    payer = forms.ChoiceField(
        label="Betaler", required=False, choices=[("", "Zoals bij de prijs"), *Payer.choices]
    )
    law = forms.ChoiceField(
        label="Wet", required=False, choices=[("", "Zoals bij de prijs"), *Law.choices]
    )

    class Meta:
        model = CostLine
        fields = [
            "side",
            "label",
            "extent",
            "status",
            "unpriced_reason",
            "recorded_kind",
            "quantity_reason",
            *(f"{end}_{part}" for end in ENDS for part in PARTS),
            "first_month",
            "last_month",
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
        labels = {"side": "Gemaakt of bespaard", "status": "Is er een prijs?"} | {
            f"{end}_{part}": label for end in ENDS for part, label in _LABELS.items()
        }
        widgets = {"remarks": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "extent": "Wat achter het bedrag staat, zoals ‘13 maanden’ of ‘per jaar’.",
            "unpriced_reason": "Alleen als er geen prijs is.",
            "quantity_reason": "Alleen als jouw aantal anders is dan dat uit het dossier.",
            "payer_note": "Alleen als er meer over te zeggen is.",
            "estimated_by": "Een rol, geen naam. Bijvoorbeeld: moeder, jobcoach.",
            "condition": "Bijvoorbeeld: indien de hulp stopt.",
            "condition_group": (
                "Regels met hetzelfde woord gaan samen aan en uit. Leeg: het woord volgt uit de voorwaarde."
            ),
            "printed_high": "Leeg: hetzelfde als laag bij één bedrag, anders wat de afronding geeft.",
            "override_reason": "Wat de regel gaf, blijft ernaast staan.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        session = self.instance.session
        self.proposals = proposals_for(session)
        self._offer_prices(session)
        self._offer_proposals()
        others = CostLine.objects.filter(session=session).exclude(pk=self.instance.pk)
        self.fields["depends_on"].queryset = others.order_by("order", "pk")
        self.fields["depends_on"].empty_label = "Hangt nergens van af"
        self.fields["first_month"].help_text = (
            "Alleen als het ertoe doet wanneer het was. Wat buiten de periode van de sessie valt, "
            "telt niet mee."
        )
        if self.instance.pk is None:
            for name in ("payer", "law", "low_quantity", "high_quantity"):
                self.initial[name] = None
        elif all(self._stored("low", part) == self._stored("high", part) for part in PARTS):
            # One amount: shown once, so that changing it is done once.
            for part in PARTS:
                self.initial[f"high_{part}"] = None
            if self.instance.printed_low == self.instance.printed_high:
                self.initial["printed_high"] = None
        self.helper = self._layout()

    def _stored(self, end, part):
        return getattr(self.instance, f"{end}_{part}")

    def _offer_prices(self, session):
        prices = PriceItem.objects.filter(
            Q(price_list=session.price_list_id, price_list__isnull=False) | Q(session=session)
        ).order_by("category", "name", "pk")
        for end in ENDS:
            self.fields[f"{end}_price"].queryset = prices
            self.fields[f"{end}_price"].label_from_instance = _price_label
            self.fields[f"{end}_price"].empty_label = "Geen prijs uit de lijst"
            self.fields[f"{end}_amount"].help_text = "Leeg: het bedrag van de prijs."
            self.fields[
                f"{end}_source"
            ].help_text = "Alleen als het bedrag ergens anders vandaan komt."
        self.fields["low_quantity"].help_text = "Leeg: het aantal uit het dossier, anders 1."
        self.fields["high_quantity"].help_text = "Leeg: hetzelfde als bij laag."

    def _offer_proposals(self):
        offered = {kind: one.label for kind, one in self.proposals.items()}
        known = self.instance.recorded_kind
        if known and known not in offered:
            # What was chosen stays to be seen, also when the dossier has none of it left.
            former = Proposal(
                kind=RecordedKind(known),
                quantity=self.instance.recorded_quantity,
                note=" (eerder overgenomen)",
            )
            offered[known] = former.label
        self.fields["recorded_kind"].choices = [("", "Zelf invullen"), *offered.items()]
        self.fields["recorded_kind"].help_text = (
            "Kies wat er geteld is; het aantal en de eenheid vullen we dan in."
            if self.proposals
            else "Binnen de periode van deze sessie is er niets vastgelegd om te tellen."
        )

    def _layout(self):
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        legends = ("Laag bedrag", "Hoog bedrag (leeg: hetzelfde als laag)")
        helper.layout = Layout(
            Fieldset("Wat", "side", "label", "extent", "status", "unpriced_reason"),
            Fieldset("Hoe vaak of hoe lang", "recorded_kind", "quantity_reason"),
            Div(
                *(
                    Fieldset(legend, *(f"{end}_{part}" for part in PARTS))
                    for end, legend in zip(ENDS, legends, strict=True)
                ),
                css_class="l-grid",
            ),
            Fieldset("Voorwaarde", "condition", "condition_group", "depends_on"),
            Fieldset("Wie betaalt", "payer", "law", "payer_note"),
            Fieldset("Hoe zeker", "estimated_by", "likelihood", "remarks"),
            folded(self, "Wanneer", "first_month", "last_month"),
            folded(
                self,
                "Ander bedrag in het verslag",
                "printed_low",
                "printed_high",
                "override_reason",
            ),
            *(bound.name for bound in self.hidden_fields()),
        )
        return helper

    def clean(self):
        cleaned = super().clean()
        self._fill_low(cleaned)
        self._fill_high(cleaned)
        if cleaned.get("status") == PriceStatus.PRICED:
            self._fill_amounts(cleaned)
            self._fill_printed(cleaned)
            self._ask_amounts(cleaned)
        else:
            self._refuse_amounts()
        self._compare_with_the_dossier(cleaned)
        price = cleaned.get("low_price")
        cleaned["payer"] = cleaned.get("payer") or (price.payer if price else Payer.UNKNOWN)
        cleaned["law"] = cleaned.get("law") or (price.law if price else Law.UNKNOWN)
        if cleaned.get("condition") and not cleaned.get("condition_group"):
            cleaned["condition_group"] = slugify(cleaned["condition"])[:LONGEST_GROUP].strip("-")
        return cleaned

    def _fill_low(self, cleaned):
        if cleaned.get("low_quantity") is not None:
            return
        proposal = self.proposals.get(cleaned.get("recorded_kind"))
        cleaned["low_quantity"] = proposal.quantity if proposal else Decimal(1)
        if proposal:
            cleaned["low_unit"] = proposal.unit.value

    @staticmethod
    def _fill_high(cleaned):
        """One amount is the same bound twice; a high bound of its own counts as often as the low one."""
        if all(cleaned.get(f"high_{part}") in (None, "", False) for part in PARTS):
            for part in PARTS:
                cleaned[f"high_{part}"] = cleaned.get(f"low_{part}")
        elif cleaned.get("high_quantity") is None:
            cleaned["high_quantity"] = cleaned["low_quantity"]
            cleaned["high_unit"] = cleaned.get("high_unit") or cleaned.get("low_unit")

    @staticmethod
    def _fill_amounts(cleaned):
        for end in ENDS:
            price = cleaned.get(f"{end}_price")
            if price and cleaned.get(f"{end}_amount") is None:
                cleaned[f"{end}_amount"] = _amount_at(price, end)

    def _ask_amounts(self, cleaned):
        """Say beside the field what is missing, where nothing else is wrong with it."""
        end = "low" if cleaned.get("low_amount") is None else "high"
        known = {f"{end}_amount", f"{end}_price"} & self.errors.keys()
        if cleaned.get(f"{end}_amount") is None and not known:
            self.add_error(f"{end}_amount", _NO_AMOUNT if end == "low" else _NO_HIGH_AMOUNT)

    def _refuse_amounts(self):
        """Amounts of a line without a price would vanish: whoever typed them takes them out."""
        for name in ("low_amount", "high_amount", "printed_low", "printed_high"):
            if self[name].data not in (None, "") and name not in self.errors:
                self.add_error(name, _NO_PRICE)

    def _fill_printed(self, cleaned):
        """What is printed of one amount is one amount; a range that was saved so stays a range."""
        is_one = all(cleaned.get(f"low_{part}") == cleaned.get(f"high_{part}") for part in PARTS)
        was_one = self.instance.printed_low is None or self.instance.printed_high is not None
        if (
            is_one
            and cleaned.get("printed_high") is None
            and (was_one or "printed_low" in self.changed_data)
        ):
            cleaned["printed_high"] = cleaned.get("printed_low")

    def _compare_with_the_dossier(self, cleaned):
        """Keep what the dossier gave beside what was typed, and ask why the two differ."""
        kind = cleaned.get("recorded_kind") or ""
        proposal = self.proposals.get(kind)
        if not kind:
            self.instance.recorded_quantity = None
            cleaned["quantity_reason"] = ""
        elif proposal:
            self.instance.recorded_quantity = proposal.quantity
        if not kind or self.instance.recorded_quantity is None:
            return
        recorded, unit = self.instance.recorded_quantity, UNIT_OF[kind].value
        typed = {
            (cleaned.get(f"{end}_quantity"), cleaned.get(f"{end}_unit") or unit) for end in ENDS
        }
        if typed == {(recorded, unit)}:
            cleaned["quantity_reason"] = ""
        elif not cleaned.get("quantity_reason", "").strip():
            self.add_error(
                "quantity_reason",
                "Schrijf op waarom het aantal anders is dan in het dossier, of maak ‘Aantal’ leeg.",
            )

    def _post_clean(self):
        super()._post_clean()
        if self.errors:
            return
        try:
            check_row(self.instance)
        except ValueError as error:
            self.add_error(None, ValidationError(str(error), code="calculation"))
