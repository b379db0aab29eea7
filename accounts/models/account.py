"""Who works with the system, in which role and until when, and who confirmed that they still need it."""

from __future__ import annotations

import datetime
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.history import keep_history
from accounts.models.organisation import Organisation, Programme
from dow_site.access import Action, Role, ScopedQuerySet
from dow_site.records import Record

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
    def works_for(self) -> str:
        """The name of the work-learning company or the organisation, empty where there is neither."""
        return str(self.programme or self.organisation or "")

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
