"""The frame of a timeline: its chapters along the road and its lanes, one per actor."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from accounts.history import keep_history
from dow_site.records import Record
from participants.models import Participant
from trajectories.models.trajectory import PartOfTrajectoryQuerySet, Trajectory


class ChapterKind(models.TextChoices):
    INITIAL_SITUATION = "initial_situation", "Beginsituatie"
    START = "start", "Start"
    RELAPSE = "relapse", "Terugval"
    RESTART = "restart", "Doorstart"
    OTHER = "other", "Anders"


class ChapterQuerySet(PartOfTrajectoryQuerySet):
    pass


@keep_history()
class Chapter(Record):
    """An ordered part of the story, a stretch of the road."""

    trajectory = models.ForeignKey(
        Trajectory, verbose_name="traject", on_delete=models.CASCADE, related_name="chapters"
    )
    order = models.PositiveSmallIntegerField("volgorde")
    title = models.CharField("titel", max_length=80)
    kind = models.CharField("soort", max_length=20, choices=ChapterKind, default=ChapterKind.OTHER)
    starts_on = models.DateField("vanaf (maand)", null=True, blank=True)
    ends_on = models.DateField("tot en met (maand)", null=True, blank=True)
    narrative = models.TextField("verhaal", blank=True)

    objects = ChapterQuerySet.as_manager()

    class Meta:
        verbose_name = "hoofdstuk"
        verbose_name_plural = "hoofdstukken"
        ordering = ["trajectory", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["trajectory", "order"],
                name="chapter_has_its_own_place",
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message="Twee hoofdstukken staan op dezelfde plaats.",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="chapter_ends_after_it_starts",
                violation_error_message="Een hoofdstuk eindigt niet voor het begint.",
            ),
        ]

    def __str__(self):
        return self.title


class LaneKind(models.TextChoices):
    PARTICIPANT = "participant", "Deelnemer"
    FAMILY = "family", "Familie en naasten"
    MUNICIPALITY = "municipality", "Gemeente"
    PROGRAMME = "programme", "Werkleerbedrijf"
    EMPLOYER = "employer", "Werkgever"
    EDUCATION = "education", "Onderwijs"
    CARE = "care", "Zorg en hulp"
    OTHER = "other", "Anders"


class LaneQuerySet(PartOfTrajectoryQuerySet):
    pass


@keep_history()
class Lane(Record):
    """A row of the timeline: one person or organisation that takes part."""

    trajectory = models.ForeignKey(
        Trajectory, verbose_name="traject", on_delete=models.CASCADE, related_name="lanes"
    )
    order = models.PositiveSmallIntegerField("volgorde")
    label = models.CharField("naam", max_length=80)
    role_label = models.CharField(
        "rolwoord voor een verslag",
        max_length=80,
        blank=True,
        help_text="Bijvoorbeeld 'Vader'. Staat in een verslag naar buiten in plaats van de naam.",
    )
    kind = models.CharField("soort", max_length=16, choices=LaneKind, default=LaneKind.OTHER)

    objects = LaneQuerySet.as_manager()

    class Meta:
        verbose_name = "baan"
        verbose_name_plural = "banen"
        ordering = ["trajectory", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["trajectory", "label"],
                name="lane_has_its_own_label",
                violation_error_message="Deze naam staat al op de tijdlijn.",
            ),
            models.UniqueConstraint(
                fields=["trajectory"],
                condition=Q(kind=LaneKind.PARTICIPANT),
                name="lane_one_participant_per_trajectory",
                violation_error_message="Er is al een baan voor de deelnemer.",
            ),
        ]

    def __str__(self):
        return self.label

    def nameless_label(self, participant: Participant) -> str:
        """What who may not know the participant's name reads: the alias, and others by their role."""
        if self.kind == LaneKind.PARTICIPANT:
            return participant.alias
        return participant.veil(self.role_label or self.label)
