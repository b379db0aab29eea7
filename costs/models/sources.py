"""Where amounts come from, who pays and under which law: what every price names."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.history import keep_history
from costs.models.frozen import kept_whole, source_in_use_frozen, source_of_list_frozen
from dow_site.access import Action, ScopedQuerySet
from dow_site.records import Record


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
        triggers = [kept_whole(), source_in_use_frozen(), source_of_list_frozen()]

    def __str__(self):
        return self.citation

    def get_absolute_url(self):
        return reverse("costs:source", args=[self.pk])

    @property
    def is_benefit_norm(self) -> bool:
        """Whether its amounts have their own date, and are never brought to another price year."""
        return self.kind == SourceKind.BENEFIT_NORM

    @property
    def citation(self) -> str:
        """The whole source in one line, as a footnote gives it."""
        parts = (self.publisher, self.title, self.item, self.note, self.url)
        return ". ".join(
            (part if part == self.url else part[0].upper() + part[1:]).rstrip(".")
            for part in parts
            if part
        )
