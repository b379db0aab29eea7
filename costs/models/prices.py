"""What things cost, according to whom: sources, price lists, and the programme's own cost price."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from accounts.history import keep_history
from accounts.models import Programme
from costs.lines import GROSS_NET_LABELS
from costs.models.frozen import part_frozen, price_in_use_frozen, source_in_use_frozen
from costs.units import UNIT_WORDS
from dow_site.access import Action, ScopedQuerySet
from dow_site.fields import MoneyField
from dow_site.records import Record

UNIT_CHOICES = [(unit.value, words.one) for unit, words in UNIT_WORDS.items()]
GROSS_NET_CHOICES = [(kind.value, label) for kind, label in GROSS_NET_LABELS.items()]


class ReferenceDataQuerySet(ScopedQuerySet[models.Model]):
    """Rows about prices and no person: whoever works with prices sees all of them."""

    view_action = Action.VIEW_PRICES

    def own(self, user):
        return self.none()

    def of_programme(self, programme_id):
        return self.all()


class Law(models.TextChoices):
    WMO_2015 = "wmo2015", "Wmo 2015"
    PARTICIPATION_ACT = "participatiewet", "Participatiewet"
    YOUTH_ACT = "jeugdwet", "Jeugdwet"
    HEALTH_INSURANCE_ACT = "zvw", "Zorgverzekeringswet"
    LONG_TERM_CARE_ACT = "wlz", "Wet langdurige zorg"
    EDUCATION = "web_onderwijs", "Onderwijswetten"
    RMC = "leerplicht_rmc", "Leerplicht en RMC"
    UWV = "uwv_wia_wajong", "WIA en Wajong"
    JUSTICE = "justice", "Justitie"
    NONE = "none_subsidy", "Geen wet (subsidie of eigen middelen)"
    UNKNOWN = "unknown", "Niet bekend"


class Payer(models.TextChoices):
    MUNICIPALITY = "municipality", "Gemeente"
    HEALTH_INSURER = "health_insurer", "Zorgverzekeraar"
    NATIONAL_GOVERNMENT = "national_government", "Rijk"
    EMPLOYER = "employer", "Werkgever"
    EDUCATION = "education", "Onderwijs"
    HOUSING_CORPORATION = "housing_corporation", "Woningcorporatie"
    JUSTICE_POLICE = "justice_police", "Justitie en politie"
    PARTICIPANT_FAMILY = "participant_family", "Deelnemer en familie"
    PROVIDER_OWN_FUNDS = "provider_own_funds", "DOW en partners, eigen middelen"
    SOCIETY_OTHER = "society_other", "Samenleving, anders"
    UNKNOWN = "unknown", "Niet bekend"


class SourceKind(models.TextChoices):
    PRICE_LIST = "price_list", "Prijslijst"
    BENEFIT_NORM = "benefit_norm", "Uitkeringsnorm"
    MUNICIPAL_TARIFF = "municipal_tariff", "Tarief van een gemeente"
    INTERNAL_COST_PRICE = "internal_cost_price", "Eigen kostprijs"
    NEWS = "news", "Nieuwsbericht"
    REPORT = "report", "Rapport"
    OTHER = "other", "Anders"


@keep_history()
class Source(Record):
    """Where an amount comes from, so that every euro can be followed back."""

    code = models.SlugField("code", max_length=40, unique=True)
    kind = models.CharField("soort", max_length=20, choices=SourceKind, default=SourceKind.OTHER)
    title = models.CharField("titel", max_length=200)
    publisher = models.CharField("uitgever", max_length=120, blank=True)
    item = models.CharField("onderdeel", max_length=200, blank=True)
    url = models.URLField("adres", blank=True)
    retrieved_on = models.DateField("bekeken op", null=True, blank=True)
    note = models.CharField("toelichting", max_length=300, blank=True)

    objects = ReferenceDataQuerySet.as_manager()

    class Meta:
        verbose_name = "bron"
        verbose_name_plural = "bronnen"
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(url="") | ~Q(note=""),
                name="source_without_address_has_a_note",
                violation_error_message="Een bron zonder adres heeft een toelichting.",
            ),
        ]
        triggers = [source_in_use_frozen()]

    def __str__(self):
        return self.citation

    @property
    def citation(self) -> str:
        """The whole source in one line, as a footnote gives it."""
        parts = (self.publisher, self.title, self.item, self.note, self.url)
        return ". ".join(
            (part if part == self.url else part[0].upper() + part[1:]).rstrip(".")
            for part in parts
            if part
        )


class PriceListStatus(models.TextChoices):
    DRAFT = "draft", "Concept"
    PUBLISHED = "published", "In gebruik"
    REPLACED = "replaced", "Vervangen"


@keep_history()
class PriceList(Record):
    """A version of a list of prices; a calculation keeps the version that it was made with."""

    title = models.CharField("titel", max_length=120)
    list_version = models.CharField("versie", max_length=40)
    status = models.CharField(
        "status", max_length=10, choices=PriceListStatus, default=PriceListStatus.DRAFT
    )
    published_on = models.DateField("in gebruik vanaf", null=True, blank=True)
    note = models.CharField("toelichting", max_length=300, blank=True)

    objects = ReferenceDataQuerySet.as_manager()

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
        ]

    def __str__(self):
        return f"{self.title}, {self.list_version}"


class PriceItemQuerySet(ReferenceDataQuerySet):
    def withheld_from(self, user):
        # A session's own price is part of that session, and seen by whoever sees the session.
        sessions = self.model._meta.get_field("session").related_model.objects
        return Q(session__isnull=False) & ~Q(session__in=sessions.visible_to(user))


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
        ]
        triggers = [part_frozen(), price_in_use_frozen()]

    def __str__(self):
        return self.name


@keep_history()
class CostPrice(Record):
    """What one participant costs the programme a year, with the parts it is made of.

    The published total and the sum of its parts may differ by rounding; both are shown and neither
    is corrected.
    """

    programme = models.ForeignKey(
        Programme, verbose_name="werkleerbedrijf", on_delete=models.PROTECT, related_name="+"
    )
    year = models.PositiveSmallIntegerField("jaar", null=True, blank=True)
    amount = MoneyField("bedrag per deelnemer per jaar", validators=[MinValueValidator(0)])
    calculated_by = models.CharField("berekend door", max_length=120, blank=True)
    source = models.ForeignKey(Source, verbose_name="bron", on_delete=models.PROTECT)

    objects = ReferenceDataQuerySet.as_manager()

    class Meta:
        verbose_name = "kostprijs"
        verbose_name_plural = "kostprijzen"
        ordering = ["programme", "-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "year"],
                nulls_distinct=False,
                name="costprice_once_a_year",
                violation_error_message="Voor dit jaar staat er al een kostprijs.",
            ),
        ]

    def __str__(self):
        return f"Kostprijs {self.year or 'zonder jaar'}"


@keep_history()
class CostPriceComponent(models.Model):
    """A part of the cost price."""

    cost_price = models.ForeignKey(
        CostPrice, verbose_name="kostprijs", on_delete=models.CASCADE, related_name="components"
    )
    order = models.PositiveSmallIntegerField("volgorde")
    code = models.SlugField("code", max_length=40)
    label = models.CharField("onderdeel", max_length=80)
    amount = MoneyField("bedrag", validators=[MinValueValidator(0)])

    class Meta:
        verbose_name = "onderdeel van de kostprijs"
        verbose_name_plural = "onderdelen van de kostprijs"
        ordering = ["cost_price", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["cost_price", "code"],
                name="costpricecomponent_code_once",
                violation_error_message="Dit onderdeel staat er al.",
            ),
        ]

    def __str__(self):
        return self.label
