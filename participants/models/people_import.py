"""A list of people that was handed in, and what became of each of its rows."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.history import keep_history
from accounts.models import Programme
from dow_site.access import Action, ScopedQuerySet
from dow_site.records import Record
from participants.models.person import Participant
from participants.models.referral import Referral

# So long a list can be undone, and so long its rows are kept; then they are thrown away.
DAYS_KEPT = 30


class ImportKind(models.TextChoices):
    REFERRALS = "referrals", "Aanmeldingen, van wie nog weinig bekend is"
    PARTICIPANTS = "participants", "Deelnemers, met hun gegevens"


class ImportStatus(models.TextChoices):
    COLUMNS = "columns", "Kolommen kiezen"
    CHECKING = "checking", "Wordt nagekeken"
    CHECKED = "checked", "Nagekeken"
    IMPORTING = "importing", "Wordt ingelezen"
    DONE = "done", "Ingelezen"
    UNDOING = "undoing", "Wordt teruggedraaid"
    UNDONE = "undone", "Teruggedraaid"


AT_WORK = (ImportStatus.CHECKING, ImportStatus.IMPORTING, ImportStatus.UNDOING)
BEFORE_IMPORT = (ImportStatus.COLUMNS, ImportStatus.CHECKED)
_TONE_BY_STATUS = {
    ImportStatus.COLUMNS: "warning",
    ImportStatus.CHECKED: "warning",
    ImportStatus.DONE: "good",
    ImportStatus.UNDONE: "quiet",
}


class Decision(models.TextChoices):
    CREATE = "create", "Nieuw maken"
    JOIN = "join", "Aansluiten bij wie er al is"
    SKIP = "skip", "Overslaan"
    CHOOSE = "choose", "Kies nog"


class PeopleImportQuerySet(ScopedQuerySet["PeopleImport"]):
    view_action = Action.IMPORT_PEOPLE

    def own(self, user):
        return self.none()

    def of_programme(self, programme_id):
        return self.filter(programme=programme_id)


# How far the work is, is no fact to keep each state of.
@keep_history(exclude=("done", "total"))
class PeopleImport(Record):
    """A handed-in list: its columns, what they mean, and how far the import is."""

    programme = models.ForeignKey(
        Programme, verbose_name="werkleerbedrijf", on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField("wat er in de lijst staat", max_length=12, choices=ImportKind)
    file_name = models.CharField("bestand", max_length=120)
    header = models.JSONField("kolommen", default=list)
    mapping = models.JSONField("betekenis van de kolommen", default=list, blank=True)
    remarks = models.JSONField("opmerkingen", default=list, blank=True)
    status = models.CharField(
        "status", max_length=10, choices=ImportStatus, default=ImportStatus.COLUMNS
    )
    done = models.PositiveIntegerField("rijen klaar", default=0)
    total = models.PositiveIntegerField("rijen", default=0)
    failure = models.CharField("wat er misging", max_length=300, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="ingelezen door",
        on_delete=models.PROTECT,
        related_name="+",
    )
    uploaded_at = models.DateTimeField("aangeleverd", default=timezone.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="gevraagd door",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )

    objects = PeopleImportQuerySet.as_manager()

    class Meta:
        verbose_name = "import"
        verbose_name_plural = "imports"
        ordering = ["-uploaded_at", "-pk"]
        indexes = [
            models.Index(fields=["programme", "-uploaded_at"], name="peopleimport_by_programme")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=ImportStatus.COLUMNS) | ~Q(mapping=[]),
                name="peopleimport_knows_its_columns",
                violation_error_message="Kies eerst wat er in de kolommen staat.",
            ),
        ]

    def __str__(self):
        return self.file_name

    def get_absolute_url(self):
        return reverse("participants:import", args=[self.pk])

    @property
    def tone(self) -> str:
        """How the status looks as a badge."""
        return _TONE_BY_STATUS.get(self.status, "busy")

    @property
    def is_at_work(self) -> bool:
        return self.status in AT_WORK

    @property
    def is_before_import(self) -> bool:
        """Whether nothing was made yet, so that rows and columns can change."""
        return self.status in BEFORE_IMPORT

    @property
    def kept_until(self) -> datetime.date:
        """The last day on which it can be undone; after it the rows are thrown away."""
        return timezone.localdate(self.uploaded_at) + datetime.timedelta(days=DAYS_KEPT)


class ImportedRowQuerySet(ScopedQuerySet["ImportedRow"]):
    view_action = Action.IMPORT_PEOPLE

    def own(self, user):
        return self.none()

    def of_programme(self, programme_id):
        return self.filter(people_import__programme=programme_id)

    def to_repair(self):
        return self.exclude(problems={}).exclude(decision=Decision.SKIP)

    def decided(self, decision):
        """What happens to these rows is settled; a row that is passed over may hold anything."""
        rows = self.filter(decision=decision)
        return rows if decision == Decision.SKIP else rows.filter(problems={})

    def to_import(self):
        """The rows that an import would make something of."""
        return self.filter(
            problems={}, decision__in=(Decision.CREATE, Decision.JOIN), is_imported=False
        )


class ImportedRow(Record):
    """A row of a handed-in list: its cells, what they say, and what is to be done with it.

    Without history: the rows are private data of others, which go when the list is done with.
    """

    people_import = models.ForeignKey(
        PeopleImport, verbose_name="import", on_delete=models.CASCADE, related_name="rows"
    )
    number = models.PositiveIntegerField("rij in het bestand")
    cells = models.JSONField("cellen", default=list)
    texts = models.JSONField("wat er staat", default=dict, blank=True)
    problems = models.JSONField("wat er niet klopt", default=dict, blank=True)
    is_repaired = models.BooleanField("met de hand gewijzigd", default=False)
    is_checked = models.BooleanField("nagekeken", default=False)
    is_imported = models.BooleanField("ingelezen", default=False)
    decision = models.CharField(
        "wat ermee gebeurt", max_length=8, choices=Decision, default=Decision.CHOOSE
    )
    why = models.CharField("waarom", max_length=200, blank=True)
    match = models.ForeignKey(
        Participant,
        verbose_name="aansluiten bij",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    participant = models.ForeignKey(
        Participant,
        verbose_name="gemaakte deelnemer",
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    referral = models.ForeignKey(
        Referral,
        verbose_name="gemaakte aanmelding",
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )

    objects = ImportedRowQuerySet.as_manager()

    class Meta:
        verbose_name = "rij van een import"
        verbose_name_plural = "rijen van een import"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["people_import", "number"],
                name="importedrow_once",
                violation_error_message="Deze rij staat er al in.",
            ),
        ]

    def __str__(self):
        return f"rij {self.number}"
