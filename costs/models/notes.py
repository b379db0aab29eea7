"""The sticky notes of a session: what happened with, and might have happened without the programme."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from accounts.history import keep_history
from costs.models.frozen import kept_whole, link_frozen, lost_with_it, part_frozen
from costs.models.session import LIKELIHOOD_CHOICES, PartOfSessionQuerySet, Session
from dow_site.records import Record
from trajectories.models import Chapter, TimelineEvent


class Scenario(models.TextChoices):
    WITH_INTERVENTION = "with_intervention", "Met DOW"
    REFERENCE = "reference", "Zonder DOW"


class ScenarioRow(models.TextChoices):
    LIFE = "life", "Leven"
    SUPPORT = "support", "Ondersteuning"


class ScenarioItemQuerySet(PartOfSessionQuerySet):
    def standing(self):
        """Those on the wall: not taken off."""
        return self.filter(removed_at__isnull=True)


@keep_history()
class ScenarioItem(Record):
    """A sticky note: what happened with, or might have happened without the programme."""

    session = models.ForeignKey(
        Session, verbose_name="sessie", on_delete=models.CASCADE, related_name="scenario_items"
    )
    scenario = models.CharField(
        "scenario", max_length=20, choices=Scenario, default=Scenario.REFERENCE
    )
    row = models.CharField("rij", max_length=8, choices=ScenarioRow, default=ScenarioRow.LIFE)
    chapter = models.ForeignKey(
        Chapter,
        verbose_name="stuk van de weg",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    order = models.PositiveSmallIntegerField("volgorde", default=0)
    code = models.CharField("code", max_length=12, blank=True, editable=False)
    text = models.TextField("wat", max_length=1000)
    quote = models.CharField("in eigen woorden", max_length=300, blank=True)
    speaker = models.CharField("wie zei dat", max_length=120, blank=True)
    estimated_by = models.CharField("ingeschat door", max_length=120, blank=True)
    likelihood = models.PositiveSmallIntegerField(
        "hoe waarschijnlijk", choices=LIKELIHOOD_CHOICES, null=True, blank=True
    )
    condition = models.CharField("onder welke voorwaarde", max_length=200, blank=True)
    other_text_of = models.ForeignKey(
        "self",
        verbose_name="tegelijk geschreven met",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="other_texts",
    )
    removed_at = models.DateTimeField(
        "van de wand gehaald op", null=True, blank=True, editable=False
    )
    event = models.ForeignKey(
        TimelineEvent,
        verbose_name="gebeurtenis op de tijdlijn",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    lines = models.ManyToManyField(
        "costs.CostLine", verbose_name="kostenregels", blank=True, related_name="scenario_items"
    )

    objects = ScenarioItemQuerySet.as_manager()

    class Meta:
        verbose_name = "briefje"
        verbose_name_plural = "briefjes"
        ordering = ["session", "scenario", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="scenarioitem_says_something",
                violation_error_message="Schrijf iets op het briefje.",
            ),
            models.UniqueConstraint(
                fields=["session", "event"],
                name="scenarioitem_event_once_per_session",
                violation_error_message="Deze gebeurtenis staat al op de wand.",
            ),
        ]
        triggers = [
            kept_whole(),
            part_frozen("event", "chapter"),
            lost_with_it(event="trajectories_timelineevent", chapter="trajectories_chapter"),
        ]

    def __str__(self):
        return self.text[:60]


class ScenarioItemLine(ScenarioItem.lines.through):
    """The link between a note and a line; here only for its rule in the database."""

    class Meta:
        proxy = True
        triggers = [kept_whole(), link_frozen()]
