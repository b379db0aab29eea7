"""The organisations that people work for, and the work-learning companies with their places."""

from __future__ import annotations

import datetime
from itertools import count

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.text import slugify

from accounts.history import keep_history
from dow_site.access import Action, ScopedQuerySet
from dow_site.records import Record

# A promise of more than a month is none: starting quickly is what the method is praised for.
MOST_DAYS_TO_CONTACT = 30


class OrganisationKind(models.TextChoices):
    MUNICIPALITY = "municipality", "Gemeente"
    SCHOOL = "school", "School"
    EMPLOYER = "employer", "Werkgever"
    CARE = "care", "Zorg"
    SOCIAL_WORK = "social_work", "Maatschappelijke dienstverlening"
    OTHER = "other", "Anders"


class OrganisationQuerySet(ScopedQuerySet["Organisation"]):
    """To look after; whom a form may choose is the form's own business."""

    view_action = Action.EDIT_ORGANISATION

    def own(self, user):
        return self.none()

    def of_programme(self, programme_id):
        return self.none()


@keep_history()
class Organisation(Record):
    """A municipality, school, employer or other party that people work for."""

    name = models.CharField("naam", max_length=120, unique=True)
    kind = models.CharField("soort", max_length=20, choices=OrganisationKind)
    cbs_code = models.CharField(
        "CBS-code",
        max_length=6,
        blank=True,
        help_text="Alleen voor een gemeente, bijvoorbeeld GM0163.",
        validators=[RegexValidator(r"^GM\d{4}$", "Een CBS-code is GM met vier cijfers.")],
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = "organisatie"
        verbose_name_plural = "organisaties"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(cbs_code="") | Q(kind=OrganisationKind.MUNICIPALITY),
                name="organisation_only_a_municipality_has_a_cbs_code",
                violation_error_message="Alleen een gemeente heeft een CBS-code.",
            ),
        ]

    def __str__(self):
        return self.name


class ProgrammeQuerySet(ScopedQuerySet["Programme"]):
    view_action = Action.EDIT_PROGRAMME

    def own(self, user):
        return self.none()

    def of_programme(self, programme_id):
        return self.filter(pk=programme_id)


@keep_history()
class Programme(Record):
    """A work-learning company: the place where trajectories happen."""

    name = models.CharField("naam", max_length=120, unique=True)
    short_name = models.CharField("korte naam", max_length=20)
    slug = models.SlugField(
        "naam in het adres",
        max_length=40,
        unique=True,
        blank=True,
        help_text="Van de pagina waarop jongeren zich aanmelden. Leeg: vanzelf, naar de korte naam.",
    )
    location = models.CharField("plaats", max_length=120, blank=True)
    address = models.TextField(
        "adres op brieven",
        max_length=200,
        blank=True,
        help_text="Straat, postcode en plaats, onder elkaar.",
    )
    phone = models.CharField("telefoon op brieven", max_length=20, blank=True)
    email = models.EmailField("e-mail op brieven", blank=True)
    contact_within_days = models.PositiveSmallIntegerField(
        "contact binnen (dagen)",
        default=7,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_DAYS_TO_CONTACT)],
        help_text="Dat belooft de pagina aan wie zich aanmeldt.",
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name="organisatie die de projectleider levert",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
    )

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = "werkleerbedrijf"
        verbose_name_plural = "werkleerbedrijven"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(contact_within_days__range=(1, MOST_DAYS_TO_CONTACT)),
                name="programme_contact_within_a_month",
                violation_error_message="Contact is binnen 1 tot en met 30 dagen.",
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.slug = self.slug or self._free_slug()
        super().save(*args, **kwargs)

    def _free_slug(self):
        stem = slugify(self.short_name)[:34] or "werkleerbedrijf"
        taken = set(Programme.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
        return next(
            slug for n in count(1) if (slug := stem if n == 1 else f"{stem}-{n}") not in taken
        )

    def places_on(self, day: datetime.date) -> ProgrammePlaces | None:
        """How many places there were on a day; None before the first dated number."""
        return self.places.filter(starts_on__lte=day).order_by("-starts_on").first()


class ProgrammePlacesQuerySet(ScopedQuerySet["ProgrammePlaces"]):
    view_action = Action.EDIT_PLACES

    def own(self, user):
        return self.none()

    def of_programme(self, programme_id):
        return self.filter(programme=programme_id)


@keep_history()
class ProgrammePlaces(Record):
    """How many places a programme has from a date on (the report: four to six at a time)."""

    programme = models.ForeignKey(
        Programme, verbose_name="werkleerbedrijf", on_delete=models.CASCADE, related_name="places"
    )
    starts_on = models.DateField("vanaf")
    minimum = models.PositiveSmallIntegerField("minimum")
    maximum = models.PositiveSmallIntegerField("maximum")

    objects = ProgrammePlacesQuerySet.as_manager()

    class Meta:
        verbose_name = "aantal plekken"
        verbose_name_plural = "aantallen plekken"
        ordering = ["programme", "starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "starts_on"],
                name="programmeplaces_once_a_day",
                violation_error_message="Op deze datum staat al een aantal plekken.",
            ),
            models.CheckConstraint(
                condition=Q(minimum__lte=models.F("maximum")),
                name="programmeplaces_minimum_not_above_maximum",
                violation_error_message="Het minimum is niet hoger dan het maximum.",
            ),
        ]

    def __str__(self):
        return f"{self.minimum} tot {self.maximum} vanaf {self.starts_on}"
