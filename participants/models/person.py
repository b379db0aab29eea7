"""The young adult himself, and who may see him."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from copy import copy

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Lower, Right
from django.utils import timezone

from accounts.history import keep_history
from accounts.models import Organisation, OrganisationKind, Programme
from dow_site.access import Action, Role, ScopedQuerySet, may_anywhere
from dow_site.records import Record
from participants import ages
from participants.names import folded, full_name, initials, sort_key
from participants.veil import NO_VEIL, Veil, names_to_veil

# What tells two ways to write a telephone number apart falls away: 06-12345678 and +31 6 12345678.
PHONE_DIGITS = 9
PHONE_KEY = Right(
    Func(F("phone"), Value(r"\D"), Value(""), Value("g"), function="regexp_replace"), PHONE_DIGITS
)
COACHES = (Role.JOBCOACH, Role.JOBCOACH_IN_TRAINING)


class Education(models.TextChoices):
    UNKNOWN = "", "Niet bekend"
    NONE = "none", "Geen diploma"
    PRACTICAL = "practical", "Praktijkonderwijs"
    SPECIAL = "special", "Speciaal onderwijs"
    VMBO = "vmbo", "Vmbo"
    ENTRY = "entry", "Entree (mbo 1)"
    MBO_2 = "mbo_2", "Mbo 2"
    MBO_3_4 = "mbo_3_4", "Mbo 3 of 4"
    HAVO_VWO = "havo_vwo", "Havo of vwo"
    OTHER = "other", "Anders"


class ParticipantQuerySet(ScopedQuerySet["Participant"]):
    view_action = Action.VIEW_PARTICIPANT

    def own(self, user):
        match user.role:
            case Role.JOBCOACH | Role.JOBCOACH_IN_TRAINING:
                today = timezone.localdate()
                mine = Participant.objects.filter(
                    Q(trajectories__coach_assignments__ends_on__isnull=True)
                    | Q(trajectories__coach_assignments__ends_on__gte=today),
                    trajectories__coach_assignments__coach=user,
                    trajectories__coach_assignments__starts_on__lte=today,
                )
            case Role.REFERRER:
                mine = Participant.objects.filter(referrals__organisation=user.organisation_id)
            case _:
                return self.none()
        # A subquery and no join, so that nobody stands in a list twice.
        return self.filter(pk__in=mine.values("pk"))

    def of_programme(self, programme_id):
        here = Participant.objects.filter(
            Q(trajectories__programme=programme_id) | Q(referrals__programme=programme_id)
        )
        return self.filter(pk__in=here.values("pk"))

    def withheld_from(self, user):
        # A former participant who became a coach does not read his own file.
        return Q(account=user) if user.role in COACHES else None

    def condition_for(self, user, action):
        if action != Action.MERGE_PARTICIPANTS:
            return None
        # Who is known elsewhere too is not for one programme alone to merge, nor for it to find out.
        others = Programme.objects.exclude(pk=user.programme_id)
        elsewhere = Participant.objects.filter(
            Q(trajectories__programme__in=others) | Q(referrals__programme__in=others)
        )
        return ~Q(pk__in=elsewhere.values("pk"))


@keep_history()
class Participant(Record):
    """A young adult in, on the way to or gone from a work-learning company."""

    given_name = models.CharField("voornaam", max_length=80)
    name_prefix = models.CharField("tussenvoegsel", max_length=20, blank=True)
    family_name = models.CharField("achternaam", max_length=80, blank=True)
    sort_name = models.CharField("naam om op te sorteren", max_length=182, editable=False)
    alias = models.CharField(
        "schuilnaam",
        max_length=40,
        help_text="De verzonnen naam in een verslag dat naar buiten gaat. De deelnemer kiest zelf.",
    )
    birth_date = models.DateField("geboortedatum", null=True, blank=True)
    municipality = models.ForeignKey(
        Organisation,
        verbose_name="gemeente",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        limit_choices_to={"kind": OrganisationKind.MUNICIPALITY},
        related_name="inhabitants",
    )
    phone = models.CharField("telefoon", max_length=20, blank=True)
    email = models.EmailField("e-mailadres", blank=True)
    language = models.CharField("taal", max_length=40, blank=True)
    interpreter_needed = models.BooleanField("tolk nodig", default=False)
    education = models.CharField("opleiding", max_length=12, choices=Education, blank=True)
    has_start_qualification = models.BooleanField("startkwalificatie", null=True, blank=True)
    income_at_start = models.CharField("inkomen bij de start", max_length=120, blank=True)
    living_situation = models.CharField("woonsituatie", max_length=120, blank=True)
    wishes = models.TextField("wensen, in eigen woorden", blank=True)
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name="account als jobcoach",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        help_text="Voor een oud-deelnemer die jobcoach werd. Die ziet zijn eigen dossier dan niet.",
    )

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        verbose_name = "deelnemer"
        verbose_name_plural = "deelnemers"
        ordering = ["sort_name", "pk"]
        indexes = [
            models.Index(fields=["sort_name", "id"], name="participant_by_name"),
            GinIndex(
                fields=["sort_name"], opclasses=["gin_trgm_ops"], name="participant_by_likeness"
            ),
            models.Index(fields=["birth_date"], name="participant_by_birth_date"),
            models.Index(PHONE_KEY, name="participant_by_phone", condition=~Q(phone="")),
            models.Index(Lower("email"), name="participant_by_email", condition=~Q(email="")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(alias=""),
                name="participant_has_an_alias",
                violation_error_message="Geef een schuilnaam voor verslagen.",
            ),
        ]

    def __str__(self):
        return full_name(self.given_name, self.name_prefix, self.family_name)

    def save(self, *args, **kwargs):
        self.sort_name = sort_key(self.given_name, self.family_name, self.name_prefix)
        super().save(*args, **kwargs)

    def age_on(self, day: datetime.date) -> int | None:
        """Age in whole years on a day; None where the birth date is not known."""
        if self.birth_date is None:
            return None
        return ages.age_on(self.birth_date, day)

    def name_for(self, user) -> str:
        """The name as this person may know it: who works with cases only reads the alias."""
        return str(self) if may_anywhere(user, Action.VIEW_PARTICIPANT) else self.alias

    def initials_for(self, user) -> str:
        """The first letters of the name that this person may know."""
        if may_anywhere(user, Action.VIEW_PARTICIPANT):
            return initials(self.given_name, self.family_name)
        return initials(self.alias)

    @property
    def veil(self) -> Veil:
        """Gives a text as somebody reads it who may know the alias only."""
        names = names_to_veil(self.given_name, self.name_prefix, self.family_name)
        return Veil(names, self.alias)

    def veil_for(self, user) -> Veil:
        """Gives a text as this person reads it: as it was written, or with the alias for the name."""
        return NO_VEIL if may_anywhere(user, Action.VIEW_PARTICIPANT) else self.veil

    def veil_rows(self, rows: Iterable[models.Model], *fields: str) -> list:
        """Copies of the rows with these texts veiled; the rows themselves stay as they are."""
        copies, veil = [copy(row) for row in rows], self.veil
        for row in copies:
            for field in fields:
                setattr(row, field, veil(getattr(row, field)))
        return copies

    @property
    def real_names(self) -> frozenset[str]:
        """Folded names that a publication may not hold; a made-up name equals the alias and is no secret."""
        names = {folded(self.given_name), folded(self.family_name)}
        return frozenset(names - {"", folded(self.alias)})


class PartOfParticipantQuerySet(ScopedQuerySet[models.Model]):
    """Rows that belong to one participant and are seen by whoever sees that participant."""

    def own(self, user):
        return self.filter(participant__in=Participant.objects.own(user))

    def of_programme(self, programme_id):
        return self.filter(participant__in=Participant.objects.of_programme(programme_id))

    def withheld_from(self, user):
        return Q(participant__account=user) if user.role in COACHES else None
