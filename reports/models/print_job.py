"""Reports that are printed by the queue: who asked for which, how far it is, and the finished files."""

from __future__ import annotations

import datetime

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organisation, Programme
from dow_site.access import Action, Role, ScopedQuerySet
from dow_site.records import Record
from reports.editions import EDITION_LABELS
from trajectories.models import Trajectory

# So long a job and its files are kept, counted from the asking.
KEPT = datetime.timedelta(days=1)


class Bundle(models.TextChoices):
    """In which form the finished reports of a job are handed over."""

    PDF = "pdf", "Eén PDF met bladwijzers"
    ZIP = "zip", "Een ZIP met losse PDF’s"


class ItemStatus(models.TextChoices):
    WAITING = "waiting", "Wacht"
    PRINTED = "printed", "Klaar"
    FAILED = "failed", "Niet gelukt"


class PrintJobQuerySet(ScopedQuerySet["PrintJob"]):
    view_action = Action.VIEW_PRINT_JOB

    def own(self, user):
        """What this person asked for, being who he is now: another role might read less."""
        return self.filter(
            asked_by=user,
            asked_as=user.role,
            programme=user.programme_id,
            organisation=user.organisation_id,
        )

    def of_programme(self, programme_id):
        # A file holds what its asker may read, so it is nobody else's.
        return self.none()

    def withheld_from(self, user):
        return Q(expires_at__lte=timezone.now())

    def with_counts(self):
        """Each with `total`, the number of its reports, and `ended`, how many of these are no longer to be made."""
        return self.annotate(
            total=models.Count("items"),
            ended=models.Count("items", ~Q(items__status=ItemStatus.WAITING)),
        )

    def expired(self, moment):
        return self.filter(expires_at__lte=moment)


class PrintJob(Record):
    """A run of reports that somebody asked for; without an edition it is one page's report, asked for on that page.

    Without history: it goes within a day, and the access log keeps who printed what.
    """

    edition = models.CharField(
        "uitgave", max_length=12, choices=list(EDITION_LABELS.items()), blank=True
    )
    bundle = models.CharField("vorm", max_length=3, choices=Bundle, default=Bundle.PDF)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="gevraagd door",
        on_delete=models.CASCADE,
        related_name="+",
    )
    asked_as = models.CharField("gevraagd als", max_length=20, choices=Role)
    programme = models.ForeignKey(
        Programme,
        verbose_name="werkleerbedrijf",
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name="organisatie",
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
    )
    asked_at = models.DateTimeField("gevraagd", default=timezone.now)
    expires_at = models.DateTimeField("bewaard tot")
    cancelled_at = models.DateTimeField("gestopt", null=True)
    joined_at = models.DateTimeField("samengevoegd", null=True)
    join_attempts = models.PositiveSmallIntegerField("keren samenvoegen begonnen", default=0)

    objects = PrintJobQuerySet.as_manager()

    class Meta:
        verbose_name = "afdruktaak"
        verbose_name_plural = "afdruktaken"
        ordering = ["-asked_at", "-pk"]
        indexes = [
            models.Index(fields=["asked_by", "-asked_at"], name="printjob_by_asker"),
            models.Index(fields=["expires_at"], name="printjob_by_end"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("asked_at")),
                name="printjob_ends_after_it_is_asked",
                violation_error_message="Een afdruktaak wordt bewaard tot na het moment waarop zij is gevraagd.",
            ),
        ]

    def __str__(self):
        return f"afdruktaak {self.pk}"

    def get_absolute_url(self):
        return reverse("reports:print_job", args=[self.pk])

    @property
    def is_one_pdf(self) -> bool:
        """Whether its reports are to be joined once they are printed."""
        return bool(self.edition) and self.bundle == Bundle.PDF


class PrintItemQuerySet(models.QuerySet["PrintItem"]):
    def waiting(self):
        """What is still to be printed, of jobs that nobody stopped."""
        return self.filter(status=ItemStatus.WAITING, job__cancelled_at=None)

    def printed(self):
        return self.filter(status=ItemStatus.PRINTED)

    def failed(self):
        return self.filter(status=ItemStatus.FAILED)


class PrintItem(models.Model):
    """One report of a job: the page that gives it, and how its printing ended."""

    job = models.ForeignKey(
        PrintJob, verbose_name="afdruktaak", on_delete=models.CASCADE, related_name="items"
    )
    number = models.PositiveIntegerField("nummer")
    trajectory = models.ForeignKey(
        Trajectory, verbose_name="traject", on_delete=models.CASCADE, null=True, related_name="+"
    )
    route = models.CharField("pagina", max_length=80)
    arguments = models.JSONField("welke", default=dict, blank=True)
    query = models.CharField("keuzes op de pagina", max_length=500, blank=True)
    status = models.CharField(
        "status", max_length=8, choices=ItemStatus, default=ItemStatus.WAITING
    )
    attempts = models.PositiveSmallIntegerField("keren begonnen", default=0)
    reason = models.CharField("waarom niet", max_length=300, blank=True)
    ended_at = models.DateTimeField("geëindigd", null=True)

    objects = PrintItemQuerySet.as_manager()

    class Meta:
        verbose_name = "verslag van een afdruktaak"
        verbose_name_plural = "verslagen van een afdruktaak"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["job", "number"],
                name="printitem_number_once",
                violation_error_message="Dit nummer staat al in deze afdruktaak.",
            ),
            models.UniqueConstraint(
                fields=["job", "trajectory"],
                name="printitem_trajectory_once",
                violation_error_message="Dit traject staat al in deze afdruktaak.",
            ),
            models.CheckConstraint(
                condition=Q(status=ItemStatus.WAITING, ended_at=None)
                | (~Q(status=ItemStatus.WAITING) & Q(ended_at__isnull=False)),
                name="printitem_ended_has_moment",
                violation_error_message="Een verslag dat klaar is of niet lukte, heeft een moment waarop het eindigde.",
            ),
            models.CheckConstraint(
                condition=Q(status=ItemStatus.FAILED) ^ Q(reason=""),
                name="printitem_failed_has_reason",
                violation_error_message="Zeg waarom een verslag niet lukte, en alleen dan.",
            ),
        ]
        triggers = [
            # So that nothing is printed twice, and a bar never runs backwards.
            pgtrigger.Protect(
                name="ended_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__ended_at__isnull=False),
            ),
            # Whose dossier is erased is not left behind among the others.
            pgtrigger.Trigger(
                name="leaves_no_joined_pdf",
                when=pgtrigger.After,
                operation=pgtrigger.Delete,
                func="DELETE FROM reports_joinedpart WHERE job_id = OLD.job_id; RETURN NULL;",
            ),
        ]

    def __str__(self):
        return f"verslag {self.number}"

    @property
    def address(self) -> str:
        """The page that gives this report by itself, and says where to mend what stands in the way."""
        path = reverse(self.route, kwargs=self.arguments)
        return f"{path}?{self.query}" if self.query else path


class PrintedFile(models.Model):
    """The finished PDF of one item, stored in the moment in which the item ends."""

    item = models.OneToOneField(
        PrintItem,
        verbose_name="verslag van een afdruktaak",
        on_delete=models.CASCADE,
        related_name="file",
    )
    name = models.CharField("bestand", max_length=120)
    content = models.BinaryField("inhoud")

    class Meta:
        verbose_name = "afgedrukt verslag"
        verbose_name_plural = "afgedrukte verslagen"

    def __str__(self):
        return self.name


class JoinedPart(models.Model):
    """A piece of the one PDF that a job's reports were joined in, small enough to hand on by itself.

    Where there are pieces, they hold every printed report that the job has now: they go with the first that goes.
    """

    job = models.ForeignKey(
        PrintJob, verbose_name="afdruktaak", on_delete=models.CASCADE, related_name="parts"
    )
    number = models.PositiveIntegerField("nummer")
    content = models.BinaryField("inhoud")

    class Meta:
        verbose_name = "stuk van een samengevoegde pdf"
        verbose_name_plural = "stukken van samengevoegde pdf’s"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["job", "number"],
                name="joinedpart_number_once",
                violation_error_message="Dit stuk is er al.",
            ),
        ]

    def __str__(self):
        return f"stuk {self.number}"
