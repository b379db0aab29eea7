"""Who gets access, in which role and until when."""

import datetime

from django import forms
from django.db import models
from django.utils import timezone

from accounts.models import (
    PROGRAMME_ROLES,
    ROLES_OF_A_LEADER,
    AccessAction,
    Organisation,
    OrganisationKind,
    Programme,
    User,
)
from dow_site.access import Action, Role, Scope, scope_of
from dow_site.filters import FilterForm
from dow_site.form_fields import DayField
from dow_site.records import RecordForm


class AccountForm(RecordForm):
    """An account as its maker may fill it in: a project leader invites coaches of his own programme."""

    active_from = DayField(label="Toegang vanaf", initial=timezone.localdate)
    active_until = DayField(
        label="Toegang tot en met",
        required=False,
        help_text="Daarna komt niemand meer binnen met dit account, ook niet in een open scherm.",
    )
    confidentiality_signed_on = DayField(label="Geheimhouding getekend op", required=False)

    class Meta:
        model = User
        fields = [
            "name",
            "email",
            "phone",
            "role",
            "programme",
            "organisation",
            "supervisor",
            "active_from",
            "active_until",
            "confidentiality_signed_on",
            "is_active",
        ]
        help_texts = {
            "email": "Hiermee logt iemand in.",
            "programme": "Voor een projectleider of jobcoach.",
            "organisation": "Voor een verwijzer: de gemeente of school waar hij werkt.",
            "supervisor": "Voor een jobcoach in opleiding.",
            "is_active": "Haal het vinkje weg om de toegang nu te beëindigen.",
        }

    def __init__(self, *args, by: User, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            del self.fields["is_active"]
        colleagues = User.objects.filter(role__in=(Role.PROJECT_LEADER, Role.JOBCOACH))
        if scope_of(by, Action.INVITE_ACCOUNT) == Scope.PROGRAMME:
            self.instance.programme = by.programme
            del self.fields["programme"]
            del self.fields["organisation"]
            self.fields["role"].choices = [(role.value, role.label) for role in ROLES_OF_A_LEADER]
            colleagues = colleagues.filter(programme=by.programme_id)
        self.fields["supervisor"].queryset = colleagues

    def clean_email(self):
        """An address differs from another in more than capitals: people type them either way."""
        email = self.cleaned_data["email"].lower()
        if User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("Er is al een account met dit e-mailadres.")
        return email

    def clean(self):
        cleaned = super().clean()
        role = cleaned.get("role")
        if role and role not in PROGRAMME_ROLES:
            # A programme would reach no row for these roles, and would be read as if it did.
            cleaned["programme"] = self.instance.programme = None
        if role != Role.JOBCOACH_IN_TRAINING and "supervisor" in cleaned:
            cleaned["supervisor"] = None
        supervisor, programme = cleaned.get("supervisor"), cleaned.get("programme")
        if supervisor and programme and supervisor.programme_id != programme.pk:
            self.add_error("supervisor", "De begeleider werkt bij een ander werkleerbedrijf.")
        return cleaned


class OrganisationForm(RecordForm):
    class Meta:
        model = Organisation
        fields = ["name", "kind", "cbs_code"]

    def clean_cbs_code(self):
        return self.cleaned_data["cbs_code"].upper()

    def clean_name(self):
        """Two municipalities that differ in capitals only are one, and would each have half the people."""
        name = self.cleaned_data["name"]
        if Organisation.objects.filter(name__iexact=name).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("Deze organisatie is er al.")
        return name


class OrganisationFilter(FilterForm):
    q = forms.CharField(label="Naam", required=False, max_length=80)
    kind = forms.ChoiceField(
        label="Soort", required=False, choices=[("", "Alle soorten"), *OrganisationKind.choices]
    )

    def apply(self, queryset):
        if words := self.chosen("q"):
            queryset = queryset.filter(name__icontains=words)
        if kind := self.chosen("kind"):
            queryset = queryset.filter(kind=kind)
        return queryset


class ProgrammeForm(RecordForm):
    """A work-learning company: its leader keeps what changes in a year, the administrator the rest."""

    class Meta:
        model = Programme
        fields = [
            "name",
            "short_name",
            "location",
            "address",
            "phone",
            "email",
            "organisation",
            "slug",
            "contact_within_days",
        ]
        widgets = {"address": forms.Textarea({"rows": 3})}

    def __init__(self, *args, by: User, **kwargs):
        super().__init__(*args, **kwargs)
        if scope_of(by, Action.EDIT_PROGRAMME) == Scope.PROGRAMME:
            for name in ("name", "short_name", "organisation", "slug"):
                del self.fields[name]


class AccountState(models.TextChoices):
    OPEN = "open", "Open"
    TO_CONFIRM = "te-bevestigen", "Nog te bevestigen"
    INVITED = "uitgenodigd", "Nog niet ingelogd"
    CLOSED = "gesloten", "Gesloten"


class AccountFilter(FilterForm):
    q = forms.CharField(label="Naam of e-mail", required=False, max_length=80)
    role = forms.ChoiceField(
        label="Rol", required=False, choices=[("", "Alle rollen"), *Role.choices]
    )
    state = forms.ChoiceField(
        label="Toegang", required=False, choices=[("", "Alle"), *AccountState.choices]
    )

    def __init__(self, data, *, today, quarter):
        self.today, self.quarter = today, quarter
        super().__init__(data)

    def apply(self, queryset):
        if words := self.chosen("q"):
            queryset = queryset.filter(name__icontains=words) | queryset.filter(
                email__icontains=words
            )
        if role := self.chosen("role"):
            queryset = queryset.filter(role=role)
        still_open = queryset.still_open(self.today)
        match self.chosen("state"):
            case AccountState.OPEN:
                return still_open
            case AccountState.TO_CONFIRM:
                return still_open.unconfirmed_in(self.quarter)
            case AccountState.INVITED:
                return still_open.filter(last_login__isnull=True)
            case AccountState.CLOSED:
                return queryset.exclude(pk__in=still_open.values("pk"))
            case _:
                return queryset


class LogFilter(FilterForm):
    """Which looks in the log: what was done, and between which days."""

    action = forms.ChoiceField(
        label="Wat", required=False, choices=[("", "Alles"), *AccessAction.choices]
    )
    since = DayField(label="Vanaf", required=False)
    until = DayField(label="Tot en met", required=False)

    def apply(self, queryset):
        if action := self.chosen("action"):
            queryset = queryset.filter(action=action)
        if since := self.chosen("since"):
            queryset = queryset.filter(at__gte=_midnight(since))
        if until := self.chosen("until"):
            queryset = queryset.filter(at__lt=_midnight(until + datetime.timedelta(days=1)))
        return queryset


def _midnight(day):
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))
