"""Versions of price lists and the prices in them."""

from __future__ import annotations

import datetime

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.history import keep_history
from costs.lines import GROSS_NET_LABELS
from costs.models.frozen import (
    kept_whole,
    list_frozen,
    part_frozen,
    price_in_use_frozen,
    price_of_list_frozen,
)
from costs.models.sources import Law, Payer, ReferenceDataQuerySet, Source
from costs.units import UNIT_WORDS
from dow_site.fields import MoneyField
from dow_site.records import Record

UNIT_CHOICES = [(unit.value, words.one) for unit, words in UNIT_WORDS.items()]
GROSS_NET_CHOICES = [(kind.value, label) for kind, label in GROSS_NET_LABELS.items()]
# So long before its last day a price is named on the controller's overview.
DAYS_AHEAD = 60


class PriceListStatus(models.TextChoices):
    DRAFT = "draft", "Concept"
    PUBLISHED = "published", "In gebruik"
    REPLACED = "replaced", "Vervangen"


_TONE_BY_STATUS = {
    PriceListStatus.DRAFT: "warning",
    PriceListStatus.PUBLISHED: "good",
    PriceListStatus.REPLACED: "quiet",
}


class PriceListQuerySet(ReferenceDataQuerySet):
    def in_use(self):
        return self.filter(status=PriceListStatus.PUBLISHED)

    def versions_of(self, title: str):
        """The versions of one list, the newest first; the draft, which may become the next, before all."""
        return self.filter(title=title).order_by(F("published_on").desc(nulls_first=True), "-pk")


@keep_history()
class PriceList(Record):
    """A version of a list of prices; a calculation keeps the version that it was made with."""

    title = models.CharField("titel", max_length=120)
    list_version = models.CharField("versie", max_length=40)
    status = models.CharField(
        "status",
        max_length=10,
        choices=PriceListStatus,
        default=PriceListStatus.DRAFT,
        editable=False,
    )
    published_on = models.DateField("in gebruik vanaf", null=True, blank=True, editable=False)
    note = models.CharField("toelichting", max_length=300, blank=True)

    replaced_on = models.DateField("vervangen op", null=True, blank=True, editable=False)

    objects = PriceListQuerySet.as_manager()

    class Meta:
        verbose_name = "prijslijst"
        verbose_name_plural = "prijslijsten"
        ordering = ["title", "list_version"]
        constraints = [
            models.UniqueConstraint(
                fields=["title", "list_version"],
                name="pricelist_version_once",
                violation_error_message="Deze versie van de prijslijst bestaat al.",
            ),
            models.CheckConstraint(
                condition=Q(status=PriceListStatus.DRAFT) | Q(published_on__isnull=False),
                name="pricelist_in_use_has_a_date",
                violation_error_message="Een prijslijst in gebruik heeft een datum.",
            ),
            models.CheckConstraint(
                condition=Q(status=PriceListStatus.REPLACED, replaced_on__isnull=False)
                | (~Q(status=PriceListStatus.REPLACED) & Q(replaced_on__isnull=True)),
                name="pricelist_replaced_has_a_date",
                violation_error_message="Alleen een vervangen prijslijst heeft een dag van vervanging.",
            ),
            models.UniqueConstraint(
                fields=["title"],
                condition=Q(status=PriceListStatus.PUBLISHED),
                name="pricelist_one_in_use",
                violation_error_message="Van deze prijslijst is al een versie in gebruik.",
            ),
            models.UniqueConstraint(
                fields=["title"],
                condition=Q(status=PriceListStatus.DRAFT),
                name="pricelist_one_draft",
                violation_error_message="Van deze prijslijst is er al een concept. Werk daarin verder.",
            ),
        ]
        triggers = [list_frozen()]

    def __str__(self):
        return f"{self.title}, {self.list_version}"

    def get_absolute_url(self):
        return reverse("costs:price_list", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        return self.status == PriceListStatus.DRAFT

    @property
    def tone(self) -> str:
        """How the status looks as a badge."""
        return _TONE_BY_STATUS[PriceListStatus(self.status)]


class PriceItemQuerySet(ReferenceDataQuerySet):
    def withheld_from(self, user):
        # A session's own price is part of that session, and seen by whoever sees the session.
        sessions = self.model._meta.get_field("session").related_model.objects
        return Q(session__isnull=False) & ~Q(session__in=sessions.visible_to(user))

    def expiring(self, today: datetime.date):
        """The prices of lists in use that are over, or will be within sixty days; the first to go first."""
        return self.filter(
            price_list__status=PriceListStatus.PUBLISHED,
            valid_to__lte=today + datetime.timedelta(days=DAYS_AHEAD),
        ).order_by("valid_to", "pk")

    def for_list(self):
        return self.select_related("source").order_by("category", "name", "pk")


@keep_history()
class PriceItem(Record):
    """One price: of a list, or of one session that needed a price the list does not have."""

    price_list = models.ForeignKey(
        PriceList,
        verbose_name="prijslijst",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="items",
    )
    session = models.ForeignKey(
        "costs.Session",
        verbose_name="sessie",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="own_prices",
    )
    code = models.CharField("code", max_length=40)
    category = models.CharField("categorie", max_length=80)
    name = models.CharField("naam", max_length=200)
    unit = models.CharField("eenheid", max_length=12, choices=UNIT_CHOICES, blank=True)
    amount = MoneyField("bedrag", null=True, blank=True, validators=[MinValueValidator(0)])
    low = MoneyField("laag bedrag", null=True, blank=True, validators=[MinValueValidator(0)])
    high = MoneyField("hoog bedrag", null=True, blank=True, validators=[MinValueValidator(0)])
    price_year = models.PositiveSmallIntegerField("prijspeil", null=True, blank=True)
    source = models.ForeignKey(Source, verbose_name="bron", on_delete=models.PROTECT)
    law = models.CharField("wet", max_length=20, choices=Law, default=Law.UNKNOWN)
    payer = models.CharField("betaler", max_length=20, choices=Payer, default=Payer.UNKNOWN)
    gross_net = models.CharField(
        "bruto of netto", max_length=8, choices=GROSS_NET_CHOICES, default="unknown"
    )
    age_min = models.PositiveSmallIntegerField("leeftijd vanaf", null=True, blank=True)
    age_max = models.PositiveSmallIntegerField("leeftijd tot en met", null=True, blank=True)
    region = models.CharField("regio", max_length=80, blank=True)
    away_from_home = models.BooleanField("alleen voor wie uitwonend is", null=True, blank=True)
    valid_from = models.DateField("geldig vanaf", null=True, blank=True)
    valid_to = models.DateField("geldig tot en met", null=True, blank=True)
    note = models.CharField("toelichting", max_length=300, blank=True)

    objects = PriceItemQuerySet.as_manager()

    class Meta:
        verbose_name = "prijs"
        verbose_name_plural = "prijzen"
        ordering = ["category", "name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(price_list__isnull=False, session__isnull=True)
                | Q(price_list__isnull=True, session__isnull=False),
                name="priceitem_of_a_list_or_of_a_session",
                violation_error_message="Een prijs hoort bij een prijslijst of bij een sessie.",
            ),
            models.UniqueConstraint(
                fields=["price_list", "code"],
                condition=Q(price_list__isnull=False),
                name="priceitem_code_once_per_list",
                violation_error_message="Deze code staat al in de prijslijst.",
            ),
            models.UniqueConstraint(
                fields=["session", "code"],
                condition=Q(session__isnull=False),
                name="priceitem_code_once_per_session",
                violation_error_message="Deze code staat al bij deze sessie.",
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=False, low__isnull=True, high__isnull=True)
                | Q(amount__isnull=True, low__isnull=False, high__isnull=False),
                name="priceitem_amount_or_range",
                violation_error_message="Geef één bedrag, of een laag en een hoog bedrag.",
            ),
            models.CheckConstraint(
                condition=Q(low__isnull=True) | Q(low__lte=F("high")),
                name="priceitem_low_not_above_high",
                violation_error_message="Het lage bedrag is niet hoger dan het hoge.",
            ),
            models.CheckConstraint(
                condition=Q(age_min__isnull=True)
                | Q(age_max__isnull=True)
                | Q(age_min__lte=F("age_max")),
                name="priceitem_ages_in_order",
                violation_error_message="De laagste leeftijd is niet hoger dan de hoogste.",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_from__lte=F("valid_to")),
                name="priceitem_validity_in_order",
                violation_error_message="De laatste dag ligt niet voor het begin.",
            ),
        ]
        triggers = [kept_whole(), part_frozen(), price_in_use_frozen(), price_of_list_frozen()]

    def __str__(self):
        return self.name
