"""The weekly talk: what a coach and a participant said, how work goes, and who may read it.

There is no field for an illness, a diagnosis or an offence, and none for working notes that the
participant may not read: everything here is part of the dossier.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.history import keep_history
from accounts.models import Programme
from dow_site.access import Action, Scope, ScopedQuerySet, scope_of
from dow_site.records import Record
from trajectories.models import PartOfTrajectoryQuerySet, Trajectory


class TalkKind(models.TextChoices):
    TALK = "talk", "Gesprek"
    GROUP = "group", "Groepsgesprek"
    NO_SHOW = "no_show", "Niet gekomen"
    ATTEMPT = "attempt", "Niet bereikt"


# Kinds in which somebody was spoken to.
SPOKEN = (TalkKind.TALK, TalkKind.GROUP)


class TalkStatus(models.TextChoices):
    DRAFT = "draft", "Concept"
    TO_REVIEW = "to_review", "Wordt meegelezen"
    FINAL = "final", "Klaar"


class TalkPlace(models.TextChoices):
    WORKPLACE = "workplace", "Werkplek"
    OUTSIDE = "outside", "Buiten"
    PHONE = "phone", "Telefoon"
    VIDEO = "video", "Video"
    HOME = "home", "Thuis"


class AbsenceReason(models.TextChoices):
    """Why somebody was not there; never which illness or which appointment."""

    FREE = "free", "Vrij"
    REPORTED_ILL = "reported_ill", "Ziek gemeld"
    APPOINTMENT = "appointment", "Afspraak elders"
    UNKNOWN = "unknown", "Onbekend"


def in_one_tap(field: str, largest: int) -> Q:
    """That a step of a scale is empty or lies between 1 and the largest."""
    return Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__range": (1, largest)})


class TalkQuerySet(PartOfTrajectoryQuerySet):
    view_action = Action.VIEW_TALK

    def authored(self, user):
        return self.own(user).filter(author=user)

    def condition_for(self, user, action):
        match action, scope_of(user, action):
            case Action.EDIT_TALK, Scope.AUTHORED:
                return Q(status=TalkStatus.DRAFT)
            case Action.EDIT_TALK, Scope.OWN:
                # What a coach in training still works on is not changed by somebody else.
                return Q(author=user) | Q(status=TalkStatus.FINAL)
            case Action.REVIEW_TALK, Scope.PROGRAMME:
                return Q(status=TalkStatus.TO_REVIEW) & ~Q(author=user)
            case _:
                return None

    def spoken(self):
        return self.filter(kind__in=SPOKEN)

    def newest_first(self):
        return self.order_by("-held_on", "-pk")


@keep_history()
class Talk(Record):
    """A talk with one participant, somebody who did not come, or an attempt to reach him."""

    trajectory = models.ForeignKey(
        Trajectory, verbose_name="traject", on_delete=models.CASCADE, related_name="talks"
    )
    group = models.ForeignKey(
        "GroupTalk",
        verbose_name="groepsgesprek",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="talks",
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="vastgelegd door",
        on_delete=models.PROTECT,
        related_name="talks",
    )
    kind = models.CharField("soort", max_length=8, choices=TalkKind, default=TalkKind.TALK)
    status = models.CharField("status", max_length=10, choices=TalkStatus, default=TalkStatus.DRAFT)
    held_on = models.DateField("datum", default=timezone.localdate)
    minutes = models.PositiveSmallIntegerField("minuten", null=True, blank=True)
    place = models.CharField("plaats", max_length=10, choices=TalkPlace, blank=True)
    present = models.CharField("wie waren erbij", max_length=120, blank=True)
    parts_planned = models.PositiveSmallIntegerField("dagdelen gepland", null=True, blank=True)
    parts_present = models.PositiveSmallIntegerField("geweest", null=True, blank=True)
    parts_late = models.PositiveSmallIntegerField("waarvan te laat", null=True, blank=True)
    parts_absent_reported = models.PositiveSmallIntegerField(
        "niet geweest, gemeld", null=True, blank=True
    )
    parts_absent_unreported = models.PositiveSmallIntegerField(
        "niet geweest, niet gemeld", null=True, blank=True
    )
    absence_reason = models.CharField("reden", max_length=14, choices=AbsenceReason, blank=True)
    went_well = models.TextField("wat ging er goed", max_length=2000, blank=True)
    mood = models.PositiveSmallIntegerField("hoe gaat het (1 tot 5)", null=True, blank=True)
    mood_words = models.CharField("in eigen woorden", max_length=500, blank=True)
    next_talk_on = models.DateField("volgend gesprek", null=True, blank=True)
    next_step = models.CharField("volgende stap", max_length=300, blank=True)
    needs_attention = models.BooleanField("begeleider, kijk even mee", default=False)
    participant_seen_on = models.DateField("gezien door de deelnemer", null=True, blank=True)
    participant_remark = models.TextField("opmerking van de deelnemer", max_length=2000, blank=True)
    participant_remark_at = models.DateTimeField(
        "moment van de opmerking", null=True, blank=True, editable=False
    )
    recorded_at = models.DateTimeField("vastgelegd op", default=timezone.now, editable=False)

    objects = TalkQuerySet.as_manager()

    class Meta:
        verbose_name = "gesprek"
        verbose_name_plural = "gesprekken"
        ordering = ["-held_on", "-pk"]
        indexes = [
            models.Index(fields=["trajectory", "-held_on", "-id"], name="talk_of_trajectory"),
            models.Index(fields=["author", "-held_on"], name="talk_by_author"),
            models.Index(
                fields=["recorded_at"],
                condition=Q(status="to_review"),
                name="talk_to_review",
            ),
            models.Index(
                fields=["next_talk_on"],
                condition=Q(next_talk_on__isnull=False),
                name="talk_next_on",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__isnull=True) | Q(minutes__range=(1, 480)),
                name="talk_minutes_are_a_talk",
                violation_error_message="Een gesprek duurt 1 tot 480 minuten.",
            ),
            models.CheckConstraint(
                condition=Q(
                    parts_planned__isnull=True,
                    parts_present__isnull=True,
                    parts_late__isnull=True,
                    parts_absent_reported__isnull=True,
                    parts_absent_unreported__isnull=True,
                )
                | Q(
                    parts_planned__isnull=False,
                    parts_planned__range=(0, 14),
                    parts_present__isnull=False,
                    parts_late__isnull=False,
                    parts_absent_reported__isnull=False,
                    parts_absent_unreported__isnull=False,
                    parts_late__lte=F("parts_present"),
                    parts_planned=F("parts_present")
                    + F("parts_absent_reported")
                    + F("parts_absent_unreported"),
                ),
                name="talk_attendance_adds_up",
                violation_error_message=(
                    "Geweest en niet geweest zijn samen de geplande dagdelen (hooguit 14), en te "
                    "laat is een deel van geweest."
                ),
            ),
            models.CheckConstraint(
                condition=Q(absence_reason="")
                | Q(parts_absent_reported__isnull=False, parts_absent_reported__gt=0)
                | Q(parts_absent_unreported__isnull=False, parts_absent_unreported__gt=0),
                name="talk_reason_belongs_to_absence",
                violation_error_message="Een reden hoort bij een dagdeel waarop iemand er niet was.",
            ),
            models.CheckConstraint(
                condition=in_one_tap("mood", 5),
                name="talk_mood_is_one_to_five",
                violation_error_message="Hoe gaat het: kies 1 tot en met 5.",
            ),
            models.CheckConstraint(
                condition=Q(kind=TalkKind.GROUP, group__isnull=False)
                | (~Q(kind=TalkKind.GROUP) & Q(group__isnull=True)),
                name="talk_of_a_group_has_its_shared_part",
                violation_error_message="Een groepsgesprek heeft een gedeeld deel.",
            ),
            models.UniqueConstraint(
                fields=["group", "trajectory"],
                name="talk_once_per_person_in_a_group",
                violation_error_message="Deze deelnemer staat al bij dit groepsgesprek.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=SPOKEN) | Q(mood__isnull=True, went_well="", mood_words=""),
                name="talk_without_a_word_says_nothing",
                violation_error_message=(
                    "Is er niet gesproken, dan is er niets over hoe het gaat."
                ),
            ),
            models.CheckConstraint(
                condition=Q(next_talk_on__isnull=True) | Q(next_talk_on__gte=F("held_on")),
                name="talk_next_one_comes_later",
                violation_error_message="Het volgende gesprek ligt niet voor dit gesprek.",
            ),
            models.CheckConstraint(
                condition=Q(participant_remark="", participant_remark_at__isnull=True)
                | (~Q(participant_remark="") & Q(participant_remark_at__isnull=False)),
                name="talk_remark_has_its_moment",
                violation_error_message="Een opmerking van de deelnemer heeft een moment.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} op {self.held_on}"


class GroupTalkQuerySet(ScopedQuerySet["GroupTalk"]):
    """The shared part is read by who may read the part of somebody who was there."""

    view_action = Action.VIEW_TALK

    def own(self, user):
        return self._with(Talk.objects.own(user), user)

    def authored(self, user):
        return self._with(Talk.objects.authored(user), user)

    def of_programme(self, programme_id):
        return self.filter(programme=programme_id)

    def _with(self, talks, user):
        # A former participant who became a coach reads a group talk by the others' talks only.
        talks = talks.exclude(talks.withheld_from(user) or Q(pk__in=[]))
        return self.filter(pk__in=talks.values("group"))


@keep_history()
class GroupTalk(Record):
    """What a group talked about together; what concerns one person stands in his own talk."""

    programme = models.ForeignKey(
        Programme,
        verbose_name="werkleerbedrijf",
        on_delete=models.PROTECT,
        related_name="group_talks",
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="vastgelegd door",
        on_delete=models.PROTECT,
        related_name="group_talks",
    )
    held_on = models.DateField("datum", default=timezone.localdate)
    minutes = models.PositiveSmallIntegerField("minuten", null=True, blank=True)
    place = models.CharField("plaats", max_length=10, choices=TalkPlace, blank=True)
    shared = models.TextField("waar ging het over, voor iedereen die erbij was", max_length=2000)

    objects = GroupTalkQuerySet.as_manager()

    class Meta:
        verbose_name = "groepsgesprek"
        verbose_name_plural = "groepsgesprekken"
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(shared=""),
                name="grouptalk_says_something",
                violation_error_message="Schrijf op waar het groepsgesprek over ging.",
            ),
            models.CheckConstraint(
                condition=Q(minutes__isnull=True) | Q(minutes__range=(1, 480)),
                name="grouptalk_minutes_are_a_talk",
                violation_error_message="Een groepsgesprek duurt 1 tot 480 minuten.",
            ),
        ]

    def __str__(self):
        return f"Groepsgesprek op {self.held_on}"
