"""A cost line: what was spent, or possibly saved, as a range with two bounds of their own."""

from __future__ import annotations

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from accounts.history import keep_history
from costs.lines import PRICE_STATUS_LABELS, SIDE_LABELS, PriceStatus, Side
from costs.models.frozen import kept_whole, lost_with_it, part_frozen
from costs.models.prices import UNIT_CHOICES, PriceItem
from costs.models.session import LIKELIHOOD_CHOICES, PartOfSessionQuerySet, Session
from costs.models.sources import Law, Payer, Source
from dow_site.fields import MoneyField, QuantityField
from dow_site.records import Record
from trajectories.models import TimelineEvent

SIDE_CHOICES = [(side.value, label) for side, label in SIDE_LABELS.items()]
STATUS_CHOICES = [(status.value, label) for status, label in PRICE_STATUS_LABELS.items()]


class RecordedKind(models.TextChoices):
    """What was recorded of a trajectory and can be counted in a cost line (`costs.recorded`)."""

    SPELL_MONTHS = "spell_months", "Maanden bij DOW"
    # Hours that are whole minutes, and are computed as those minutes.
    TALK_TIME = "talk_time", "Tijd in gesprek"
    # How it was before: hours to three decimals. Lines that were recorded so keep what they say.
    TALK_HOURS = "talk_hours", "Uren gesprek"
    TALKS = "talks", "Aantal gesprekken"


class CostLineQuerySet(PartOfSessionQuerySet):
    def with_prices(self):
        return self.select_related(
            "depends_on",
            "low_price__source",
            "high_price__source",
            "low_source",
            "high_source",
        )


def _bound_field(field, label, **options):
    return field(label, null=True, blank=True, **options)


@keep_history()
class CostLine(Record):
    """One line of the calculation; each bound has its own price, amount, quantity, unit and source."""

    session = models.ForeignKey(
        Session, verbose_name="sessie", on_delete=models.CASCADE, related_name="lines"
    )
    order = models.PositiveSmallIntegerField("volgorde", default=0)
    code = models.CharField("code", max_length=12, blank=True, editable=False)
    side = models.CharField("kant", max_length=8, choices=SIDE_CHOICES)
    label = models.CharField("omschrijving", max_length=300)
    extent = models.CharField(
        "waarover",
        max_length=120,
        blank=True,
        help_text="Wat achter het bedrag staat, zoals '13 maanden' of 'per jaar'.",
    )
    status = models.CharField(
        "prijs", max_length=16, choices=STATUS_CHOICES, default=PriceStatus.PRICED.value
    )
    unpriced_reason = models.CharField("waarom niet geprijsd", max_length=200, blank=True)

    low_price = models.ForeignKey(
        PriceItem,
        verbose_name="prijs, laag",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    low_amount = _bound_field(MoneyField, "bedrag, laag", validators=[MinValueValidator(0)])
    low_quantity = QuantityField(
        "aantal, laag", default=Decimal(1), validators=[MinValueValidator(0)]
    )
    low_unit = models.CharField("eenheid, laag", max_length=12, choices=UNIT_CHOICES, blank=True)
    low_stated = models.BooleanField("zo genoemd door de bron, laag", default=False)
    low_source = models.ForeignKey(
        Source,
        verbose_name="bron, laag",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    high_price = models.ForeignKey(
        PriceItem,
        verbose_name="prijs, hoog",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    high_amount = _bound_field(MoneyField, "bedrag, hoog", validators=[MinValueValidator(0)])
    high_quantity = QuantityField(
        "aantal, hoog", default=Decimal(1), validators=[MinValueValidator(0)]
    )
    high_unit = models.CharField("eenheid, hoog", max_length=12, choices=UNIT_CHOICES, blank=True)
    high_stated = models.BooleanField("zo genoemd door de bron, hoog", default=False)
    high_source = models.ForeignKey(
        Source,
        verbose_name="bron, hoog",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    recorded_kind = models.CharField(
        "aantal uit het dossier", max_length=12, choices=RecordedKind, blank=True
    )
    recorded_quantity = _bound_field(
        QuantityField, "aantal volgens het dossier", validators=[MinValueValidator(0)]
    )
    quantity_reason = models.CharField("waarom een ander aantal", max_length=300, blank=True)

    first_month = models.DateField("van maand", null=True, blank=True)
    last_month = models.DateField("tot en met maand", null=True, blank=True)

    condition = models.CharField("voorwaarde", max_length=200, blank=True)
    condition_group = models.SlugField("groep van voorwaarden", max_length=40, blank=True)
    depends_on = models.ForeignKey(
        "self",
        verbose_name="alleen samen met",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="dependents",
    )
    payer = models.CharField("betaler", max_length=20, choices=Payer, default=Payer.UNKNOWN)
    law = models.CharField("wet", max_length=20, choices=Law, default=Law.UNKNOWN)
    payer_note = models.CharField("toelichting op de betaler", max_length=300, blank=True)
    estimated_by = models.CharField("ingeschat door", max_length=120, blank=True)
    likelihood = models.PositiveSmallIntegerField(
        "hoe waarschijnlijk", choices=LIKELIHOOD_CHOICES, null=True, blank=True
    )
    printed_low = _bound_field(MoneyField, "afgedrukt, laag", validators=[MinValueValidator(0)])
    printed_high = _bound_field(MoneyField, "afgedrukt, hoog", validators=[MinValueValidator(0)])
    override_reason = models.CharField("reden van het andere bedrag", max_length=300, blank=True)
    remarks = models.TextField(
        "kanttekeningen", blank=True, help_text="Eén kanttekening per regel."
    )
    event = models.ForeignKey(
        TimelineEvent,
        verbose_name="gebeurtenis op de tijdlijn",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="cost_lines",
    )

    objects = CostLineQuerySet.as_manager()

    class Meta:
        verbose_name = "kostenregel"
        verbose_name_plural = "kostenregels"
        ordering = ["session", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(label=""),
                name="costline_has_a_label",
                violation_error_message="Schrijf op waar de regel over gaat.",
            ),
            models.CheckConstraint(
                condition=Q(
                    status=PriceStatus.PRICED.value,
                    low_amount__isnull=False,
                    high_amount__isnull=False,
                )
                | (
                    ~Q(status=PriceStatus.PRICED.value)
                    & Q(low_amount__isnull=True, high_amount__isnull=True)
                ),
                name="costline_priced_has_both_bounds",
                violation_error_message=(
                    "Een geprijsde regel heeft een laag en een hoog bedrag; "
                    "een niet geprijsde regel heeft er geen."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(status=PriceStatus.UNPRICED.value) | ~Q(unpriced_reason=""),
                name="costline_unpriced_says_why",
                violation_error_message="Schrijf op waarom deze regel niet geprijsd is.",
            ),
            models.CheckConstraint(
                condition=Q(printed_low__isnull=True, printed_high__isnull=True)
                | ~Q(override_reason=""),
                name="costline_override_says_why",
                violation_error_message="Schrijf op waarom er een ander bedrag gedrukt wordt.",
            ),
            models.CheckConstraint(
                condition=Q(printed_low__isnull=True)
                | Q(printed_high__isnull=True)
                | Q(printed_low__lte=F("printed_high")),
                name="costline_printed_low_not_above_high",
                violation_error_message="Het lage bedrag is niet hoger dan het hoge.",
            ),
            models.CheckConstraint(
                condition=Q(recorded_kind="", recorded_quantity__isnull=True)
                | (~Q(recorded_kind="") & Q(recorded_quantity__isnull=False)),
                name="costline_recorded_quantity_has_a_kind",
                violation_error_message="Bij een aantal uit het dossier hoort wat er geteld is.",
            ),
            models.CheckConstraint(
                condition=Q(recorded_kind="")
                | ~Q(quantity_reason="")
                | Q(
                    low_quantity=F("recorded_quantity"),
                    high_quantity=F("recorded_quantity"),
                ),
                name="costline_other_quantity_says_why",
                violation_error_message="Schrijf op waarom het aantal anders is dan in het dossier.",
            ),
            models.CheckConstraint(
                condition=Q(first_month__isnull=True, last_month__isnull=True)
                | Q(
                    first_month__isnull=False,
                    last_month__isnull=False,
                    last_month__gte=F("first_month"),
                ),
                name="costline_months_in_order",
                violation_error_message=(
                    "Geef de eerste en de laatste maand, en de eerste niet na de laatste."
                ),
            ),
            models.CheckConstraint(
                condition=Q(depends_on__isnull=True) | ~Q(depends_on=F("pk")),
                name="costline_does_not_depend_on_itself",
                violation_error_message="Een regel hangt niet van zichzelf af.",
            ),
            models.UniqueConstraint(
                fields=["session", "code"],
                condition=~Q(code=""),
                name="costline_code_once_per_session",
                violation_error_message="Deze regel uit de bron staat er al.",
            ),
        ]
        triggers = [
            kept_whole(),
            part_frozen("event"),
            lost_with_it(event="trajectories_timelineevent"),
        ]

    def __str__(self):
        return self.label

    @property
    def key(self) -> str:
        """What other lines and the JSON call this line."""
        return self.code or f"r{self.pk}"

    @property
    def is_side_avoided(self) -> bool:
        return self.side == Side.AVOIDED.value
