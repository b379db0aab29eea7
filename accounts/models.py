"""The people who work with the system, the organisations they work for, and who looked at what."""

from __future__ import annotations

import datetime
from itertools import count
from typing import ClassVar

import pgtrigger
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast, Length
from django.utils import timezone
from django.utils.text import slugify

from accounts.history import keep_history
from dow_site.access import Action, Role, ScopedQuerySet
from dow_site.records import Record


class OrganisationKind(models.TextChoices):
    MUNICIPALITY = "municipality", "Gemeente"
    SCHOOL = "school", "School"
    EMPLOYER = "employer", "Werkgever"
    CARE = "care", "Zorg"
    SOCIAL_WORK = "social_work", "Maatschappelijke dienstverlening"
    OTHER = "other", "Anders"


@keep_history()
class Organisation(models.Model):
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


@keep_history()
class Programme(models.Model):
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
    contact_within_days = models.PositiveSmallIntegerField(
        "contact binnen (dagen)",
        default=7,
        help_text="Dat belooft de pagina aan wie zich aanmeldt.",
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name="organisatie die de projectleider levert",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = "werkleerbedrijf"
        verbose_name_plural = "werkleerbedrijven"
        ordering = ["name"]

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


# Whom a project leader invites and confirms; the administrator sees to everybody.
ROLES_OF_A_LEADER = (Role.JOBCOACH, Role.JOBCOACH_IN_TRAINING)
# Who reads the dossiers of more people than their own few signs in with a second step.
ROLES_WITH_SECOND_STEP = (
    Role.PROJECT_LEADER,
    Role.REFERRER,
    Role.FACILITATOR,
    Role.CONTROLLER,
    Role.ADMINISTRATOR,
)


class UserManager(BaseUserManager):
    def get_queryset(self):
        # Every page names the programme of who looks.
        return super().get_queryset().select_related("programme")

    def create_user(self, email, password=None, **facts):
        user = self.model(email=self.normalize_email(email), **facts)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save()
        return user

    def create_superuser(self, email, password=None, **facts):
        facts.setdefault("role", Role.ADMINISTRATOR)
        return self.create_user(email, password, is_staff=True, is_superuser=True, **facts)


class UserQuerySet(ScopedQuerySet["User"]):
    view_action = Action.VIEW_ACCOUNT

    def own(self, user):
        return self.filter(pk=user.pk)

    def of_programme(self, programme_id):
        return self.filter(programme=programme_id, role__in=ROLES_OF_A_LEADER)

    def still_open(self, day):
        """Accounts that have not ended, also those that have yet to begin."""
        return self.filter(Q(active_until__isnull=True) | Q(active_until__gte=day), is_active=True)

    def unconfirmed_in(self, quarter):
        """Accounts of which nobody said in that quarter that they are still needed."""
        return self.exclude(confirmations__quarter=quarter)

    def to_confirm_by(self, user, day, quarter):
        """What waits for somebody's confirmation: every open account but his own."""
        return (
            self.permitted(user, Action.CONFIRM_ACCOUNT)
            .still_open(day)
            .unconfirmed_in(quarter)
            .exclude(pk=user.pk)
        )

    def working_on(self, day):
        return self.filter(
            Q(active_until__isnull=True) | Q(active_until__gte=day),
            is_active=True,
            active_from__lte=day,
        )


# Roles without a workplace of their own in a programme, and what they must have instead.
PROGRAMME_ROLES = (Role.PROJECT_LEADER, Role.JOBCOACH, Role.JOBCOACH_IN_TRAINING)


@keep_history(exclude=["password", "last_login"])
class User(AbstractBaseUser, PermissionsMixin, Record):
    """Somebody who works with the system, in one role."""

    email = models.EmailField("e-mailadres", unique=True)
    name = models.CharField("naam", max_length=120)
    phone = models.CharField("telefoon", max_length=20, blank=True)
    role = models.CharField("rol", max_length=24, choices=Role)
    programme = models.ForeignKey(
        Programme,
        verbose_name="werkleerbedrijf",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name="organisatie",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
    )
    supervisor = models.ForeignKey(
        "self",
        verbose_name="begeleider",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="trainees",
    )
    active_from = models.DateField("toegang vanaf", default=timezone.localdate)
    active_until = models.DateField("toegang tot en met", null=True, blank=True)
    confidentiality_signed_on = models.DateField("geheimhouding getekend op", null=True, blank=True)
    is_active = models.BooleanField("account open", default=True)
    is_staff = models.BooleanField("mag naar het beheer van lijsten", default=False)

    objects = UserManager.from_queryset(UserQuerySet)()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]

    class Meta:
        verbose_name = "account"
        verbose_name_plural = "accounts"
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(role__in=PROGRAMME_ROLES) | Q(programme__isnull=False),
                name="user_coach_and_leader_have_a_programme",
                violation_error_message="Een projectleider of jobcoach hoort bij een werkleerbedrijf.",
            ),
            models.CheckConstraint(
                condition=~Q(role=Role.REFERRER) | Q(organisation__isnull=False),
                name="user_referrer_has_an_organisation",
                violation_error_message="Een verwijzer hoort bij een organisatie.",
            ),
            models.CheckConstraint(
                condition=~Q(role=Role.JOBCOACH_IN_TRAINING)
                | Q(supervisor__isnull=False, active_until__isnull=False),
                name="user_trainee_has_supervisor_and_end",
                violation_error_message=(
                    "Een jobcoach in opleiding heeft een begeleider en een einddatum."
                ),
            ),
            models.CheckConstraint(
                condition=Q(active_until__isnull=True)
                | Q(active_until__gte=models.F("active_from")),
                name="user_access_ends_after_it_starts",
                violation_error_message="De toegang eindigt niet voor zij begint.",
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        if self.supervisor_id and self.supervisor_id == self.pk:
            raise ValidationError({"supervisor": "Niemand is zijn eigen begeleider."})

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name.split(" ")[0]

    @property
    def may_work(self) -> bool:
        """Whether the account is open today: an end date really ends access, also of open sessions."""
        today = timezone.localdate()
        return self.active_from <= today and self.is_open_after(today)

    def is_open_after(self, day: datetime.date) -> bool:
        """Whether the account has not ended yet on a day, also where it has not begun."""
        return self.is_active and (self.active_until is None or day <= self.active_until)

    @property
    def needs_second_step(self) -> bool:
        """Whether this role signs in with more than a password, outside the demonstration."""
        return self.role in ROLES_WITH_SECOND_STEP


@keep_history()
class AccountConfirmation(models.Model):
    """That somebody looked this quarter whether a person still needs access. Is never changed."""

    account = models.ForeignKey(
        User, verbose_name="account", on_delete=models.CASCADE, related_name="confirmations"
    )
    quarter = models.DateField("eerste dag van het kwartaal")
    confirmed_by = models.ForeignKey(
        User, verbose_name="bevestigd door", on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField("bevestigd op", default=timezone.now)

    class Meta:
        verbose_name = "bevestiging van toegang"
        verbose_name_plural = "bevestigingen van toegang"
        ordering = ["-quarter", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "quarter"],
                name="accountconfirmation_once_a_quarter",
                violation_error_message="Dit account is dit kwartaal al bevestigd.",
            ),
            models.CheckConstraint(
                condition=~Q(account=models.F("confirmed_by")),
                name="accountconfirmation_by_somebody_else",
                violation_error_message="Je eigen toegang bevestigt een ander.",
            ),
            models.CheckConstraint(
                condition=Q(quarter__day=1, quarter__month__in=(1, 4, 7, 10)),
                name="accountconfirmation_on_the_first_of_a_quarter",
                violation_error_message="Een kwartaal begint op de eerste dag van een kwartaal.",
            ),
        ]

    def __str__(self):
        return f"{self.account}, {self.quarter}"


class AccessAction(models.TextChoices):
    VIEWED = "viewed", "Bekeken"
    PRINTED = "printed", "Afgedrukt"
    EXPORTED = "exported", "Geëxporteerd"
    SEARCHED = "searched", "Gezocht"
    REFUSED = "refused", "Geweigerd"


class AccessLogQuerySet(ScopedQuerySet["AccessLog"]):
    view_action = Action.VIEW_ACCESS_LOG

    def own(self, user):
        return self.filter(user=user)

    def of_programme(self, programme_id):
        return self.filter(programme_id=programme_id)


class AccessLog(models.Model):
    """One look at a dossier: who, when, which page, and nothing of what it said.

    Holds the participant's number, not a link, so that the log outlives the dossier and this app
    knows no app above it.
    """

    at = models.DateTimeField("moment", default=timezone.now)
    user = models.ForeignKey(
        User, verbose_name="wie", on_delete=models.PROTECT, null=True, related_name="+"
    )
    action = models.CharField("wat", max_length=10, choices=AccessAction)
    page = models.CharField("pagina", max_length=80)
    participant_id = models.BigIntegerField("deelnemer", null=True)
    programme_id = models.BigIntegerField("werkleerbedrijf", null=True)

    objects = AccessLogQuerySet.as_manager()

    class Meta:
        verbose_name = "inzage"
        verbose_name_plural = "inzagelog"
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["participant_id", "-at"], name="accesslog_by_participant"),
            models.Index(fields=["user", "-at"], name="accesslog_by_user"),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.get_action_display()} {self.page}"


# Ten times what the longest text field of a form takes.
LONGEST_DRAFT = 60_000


class Draft(models.Model):
    """What its author typed in a form and has not saved yet; read and written by `accounts.drafts` only.

    The row knows its subject by kind and number, as this app knows no app above it. An empty
    content means that the form was saved: a request of that form that was still on its way then
    finds its key here and is refused. There is no history of it: half a sentence is nobody's record.
    """

    author = models.ForeignKey(
        User, verbose_name="wie typte", on_delete=models.CASCADE, related_name="+"
    )
    kind = models.CharField("formulier", max_length=80)
    subject = models.BigIntegerField("nummer van waar het over gaat")
    day = models.DateField("dag waar het over gaat", null=True, blank=True)
    content = models.JSONField("getypt", default=dict, blank=True)
    form_key = models.UUIDField("sleutel van de geopende pagina")
    step = models.PositiveIntegerField("hoeveelste stand van die pagina", default=0)
    saved_at = models.DateTimeField("bewaard op", default=timezone.now)

    class Meta:
        verbose_name = "concept"
        verbose_name_plural = "concepten"
        indexes = [models.Index(fields=["saved_at"], name="draft_by_age")]
        constraints = [
            models.UniqueConstraint(
                fields=["author", "kind", "subject", "day"],
                nulls_distinct=False,
                name="draft_once_per_form",
                violation_error_message="Van dit formulier heb je al een concept.",
            ),
            models.CheckConstraint(
                condition=models.lookups.LessThanOrEqual(
                    Length(Cast("content", models.TextField())), LONGEST_DRAFT
                ),
                name="draft_is_no_book",
                violation_error_message="Dit is te lang om als concept te bewaren.",
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.subject}"
