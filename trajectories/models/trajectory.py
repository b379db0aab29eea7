"""A trajectory, the unbroken stays it is made of, and how it ended."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeBoundary, RangeOperators
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Upper
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from accounts.history import keep_history
from accounts.models import Programme
from dow_site.access import Action, Role, Scope, ScopedQuerySet
from dow_site.fields import DateRange, check_order
from dow_site.records import Record
from dow_site.written import Written
from participants.models import COACHES, Participant, ReferralStatus


class TrajectoryQuerySet(ScopedQuerySet["Trajectory"]):
    view_action = Action.VIEW_TRAJECTORY

    def own(self, user):
        match user.role:
            case Role.JOBCOACH | Role.JOBCOACH_IN_TRAINING:
                today = timezone.localdate()
                mine = Trajectory.objects.filter(
                    Q(coach_assignments__ends_on__isnull=True)
                    | Q(coach_assignments__ends_on__gte=today),
                    coach_assignments__coach=user,
                    coach_assignments__starts_on__lte=today,
                )
            case Role.REFERRER:
                # What came of his own referral, in the programme that took it up.
                mine = Trajectory.objects.filter(
                    participant__referrals__organisation=user.organisation_id,
                    participant__referrals__programme=F("programme"),
                    participant__referrals__status=ReferralStatus.ACCEPTED,
                )
            case Role.FACILITATOR:
                mine = Trajectory.objects.filter(sessions__facilitator=user)
            case _:
                return self.none()
        return self.filter(pk__in=mine.values("pk"))

    def of_programme(self, programme_id):
        return self.filter(programme=programme_id)

    def withheld_from(self, user):
        return Q(participant__account=user) if user.role in COACHES else None

    def for_list(self):
        return self.select_related("participant", "participant__municipality").order_by(
            "participant__sort_name", "pk"
        )

    def for_dossier(self):
        """With whom and what every page and report of one dossier names; its stays and coaches come when asked."""
        return self.select_related("participant__municipality", "programme")

    def with_stays(self):
        """With the stays of each as a list: a queryset for each row, as prefetching makes else, takes longer."""
        return self.prefetch_related(models.Prefetch("spells", _stays(), to_attr="stays"))

    def with_parts(self):
        """With the stays and the assignments of each, in two queries for all of them."""
        return self.with_stays().prefetch_related(
            models.Prefetch("coach_assignments", _assignments(), to_attr="assignments")
        )


def _stays():
    return Spell.objects.order_by("starts_on", "pk")


def _assignments():
    # The app that knows coaches is a later one.
    return Trajectory.coach_assignments.rel.related_model.objects.select_related("coach")


_STAYS = Written(lambda trajectory: _stays().filter(trajectory=trajectory))
_ASSIGNMENTS = Written(lambda trajectory: _assignments().filter(trajectory=trajectory))


@keep_history()
class Trajectory(Record):
    """One participant's whole route in one programme, with one or more spells."""

    participant = models.ForeignKey(
        Participant,
        verbose_name="deelnemer",
        on_delete=models.PROTECT,
        related_name="trajectories",
    )
    programme = models.ForeignKey(
        Programme,
        verbose_name="werkleerbedrijf",
        on_delete=models.PROTECT,
        related_name="trajectories",
    )
    reference = models.CharField("kenmerk", max_length=20, unique=True)
    title = models.CharField("titel", max_length=120, blank=True)
    age_at_start = models.PositiveSmallIntegerField("leeftijd bij de start", null=True, blank=True)
    story_from = models.DateField("verhaal vanaf (maand)", null=True, blank=True)
    story_until = models.DateField("verhaal tot en met (maand)", null=True, blank=True)
    other_actors = ArrayField(
        models.CharField(max_length=80),
        verbose_name="ook betrokken, zonder eigen baan",
        default=list,
        blank=True,
    )
    is_published_case = models.BooleanField("gepubliceerde casus", default=False, editable=False)

    objects = TrajectoryQuerySet.as_manager()

    class Meta:
        verbose_name = "traject"
        verbose_name_plural = "trajecten"
        ordering = ["reference"]
        indexes = [
            GinIndex(
                OpClass(Upper("reference"), name="gin_trgm_ops"),
                name="trajectory_by_reference_part",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(story_from__isnull=True)
                | Q(story_until__isnull=True)
                | Q(story_until__gte=F("story_from")),
                name="trajectory_story_ends_after_it_starts",
                violation_error_message="Het verhaal eindigt niet voor het begint.",
            ),
        ]

    def __str__(self):
        return self.reference

    def get_absolute_url(self):
        return reverse("trajectories:timeline", args=[self.pk])

    @cached_property
    def stays(self) -> list[Spell]:
        """Its spells, as they were when first asked for; `with_stays` fetches those of many trajectories at once."""
        return _STAYS(trajectory=self.pk)

    @cached_property
    def assignments(self) -> list:
        """Who coached it when, each with the coach; `with_parts` fetches those of many at once."""
        return _ASSIGNMENTS(trajectory=self.pk)


class PartOfTrajectoryQuerySet(ScopedQuerySet[models.Model]):
    """Rows that belong to one trajectory and are seen by whoever sees that trajectory."""

    view_action = Action.VIEW_TRAJECTORY
    belongs_to = "trajectories.Trajectory"

    def own(self, user):
        mine = self.filter(trajectory__in=Trajectory.objects.own(user))
        return mine if (part := self.part_of_own(user)) is None else mine.filter(part)

    def part_of_own(self, user) -> Q | None:
        """What must hold of a row in one's own trajectories to be seen; None where all of them are."""
        return None

    def of_programme(self, programme_id):
        return self.filter(trajectory__programme=programme_id)

    def withheld_from(self, user):
        return Q(trajectory__participant__account=user) if user.role in COACHES else None

    def keeps_nothing_from(self, user, scope):
        # What is withheld is withheld with the trajectory.
        return scope == Scope.PROGRAMME or (scope == Scope.OWN and self.part_of_own(user) is None)


class Phase(models.TextChoices):
    WORK_FIT = "work_fit", "Fase 1: arbeidsfit"
    VOCATIONAL = "vocational", "Fase 2: beroepsgericht"


class SpellRole(models.TextChoices):
    PARTICIPANT = "participant", "Deelnemer"
    INTERN = "intern", "Stagiair"


class EndReason(models.TextChoices):
    PLANNED_OUTFLOW = "planned_outflow", "Volgens plan verder"
    PAUSE = "pause", "Pauze"
    STOPPED_BY_PARTICIPANT = "stopped_by_participant", "Gestopt door de deelnemer"
    STOPPED_BY_DOW = "stopped_by_dow", "Gestopt door DOW"
    MOVED = "moved", "Verhuisd"
    CARE_FIRST = "care_first", "Eerst zorg"
    OTHER = "other", "Anders"


class SpellQuerySet(PartOfTrajectoryQuerySet):
    def running_on(self, day):
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)

    def holding_a_place_on(self, day):
        """Stays that take one of the places: a participant's, not an intern's."""
        return self.running_on(day).filter(role=SpellRole.PARTICIPANT)

    def pausing_on(self, day):
        """Stays that ended in a pause from which nobody had come back by that day; one for each trajectory."""
        later = Spell.objects.filter(
            trajectory=OuterRef("trajectory"), starts_on__gt=OuterRef("ends_on"), starts_on__lte=day
        )
        return self.filter(~Exists(later), end_reason=EndReason.PAUSE, ends_on__lt=day)


@keep_history()
class Spell(Record):
    """An unbroken stay in the programme; a pause or second chance is simply the next spell."""

    trajectory = models.ForeignKey(
        Trajectory, verbose_name="traject", on_delete=models.CASCADE, related_name="spells"
    )
    role = models.CharField("rol", max_length=12, choices=SpellRole, default=SpellRole.PARTICIPANT)
    phase = models.CharField("fase", max_length=12, choices=Phase, blank=True)
    starts_on = models.DateField("begin")
    ends_on = models.DateField("laatste dag", null=True, blank=True)
    dates_estimated = models.BooleanField("datums geschat", default=False)
    end_reason = models.CharField(
        "reden van het einde", max_length=24, choices=EndReason, blank=True
    )
    note = models.CharField("toelichting", max_length=200, blank=True)

    objects = SpellQuerySet.as_manager()

    class Meta:
        verbose_name = "trajectdeel"
        verbose_name_plural = "trajectdelen"
        ordering = ["trajectory", "starts_on"]
        indexes = [
            # Who is under way today are few among all who ever were.
            models.Index(fields=["ends_on", "trajectory"], name="spell_by_last_day"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="spell_ends_after_it_starts",
                violation_error_message="De laatste dag ligt niet voor het begin.",
            ),
            models.CheckConstraint(
                condition=Q(end_reason="") | Q(ends_on__isnull=False),
                name="spell_reason_needs_an_end",
                violation_error_message="Een reden hoort bij een laatste dag.",
            ),
            ExclusionConstraint(
                name="spell_never_overlaps_another",
                expressions=[
                    ("trajectory", RangeOperators.EQUAL),
                    (
                        DateRange(
                            "starts_on",
                            "ends_on",
                            RangeBoundary(inclusive_lower=True, inclusive_upper=True),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=(
                    "Deze dagen vallen samen met een ander deel van dit traject."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.get_role_display()} vanaf {self.starts_on}"

    def clean(self):
        super().clean()
        check_order(self, "starts_on", "ends_on")


class OutflowCategory(models.TextChoices):
    REGULAR_TEMPORARY = "regular_temporary", "Reguliere baan, tijdelijk contract"
    REGULAR_PERMANENT = "regular_permanent", "Reguliere baan, vast contract"
    SUBSIDISED_JOB = "subsidised_job", "Gesubsidieerde baan"
    WORK_KEEPING_BENEFIT = "work_keeping_benefit", "Werken met behoud van uitkering"
    EDUCATION = "education", "Gestart met een opleiding"
    STOPPED_EARLY = "stopped_early", "Voortijdig gestopt"
    VOLUNTEER_WORK = "volunteer_work", "Vrijwilligerswerk"
    CARE_OR_DAYCARE = "care_or_daycare", "Zorg of dagbesteding"
    UNKNOWN = "unknown", "Niet bekend"


class Sector(models.TextChoices):
    ROAD = "road", "Wegenbouw"
    PARCEL_POST = "parcel_post", "Pakket en post"
    HOSPITALITY = "hospitality", "Horeca"
    GREEN = "green", "Groen"
    CONSTRUCTION = "construction", "Bouw"
    OTHER = "other", "Anders"


class OutflowQuerySet(PartOfTrajectoryQuerySet):
    pass


@keep_history()
class Outflow(Record):
    """Where somebody went when the trajectory ended; stopping early is such a way too, with an open door."""

    trajectory = models.OneToOneField(
        Trajectory, verbose_name="traject", on_delete=models.CASCADE, related_name="outflow"
    )
    category = models.CharField("uitstroom", max_length=24, choices=OutflowCategory)
    sector = models.CharField("sector", max_length=16, choices=Sector, blank=True)
    organisation = models.CharField("organisatie", max_length=120, blank=True)
    contract = models.CharField("contract", max_length=120, blank=True)
    hours_per_week = models.DecimalField(
        "uren per week", max_digits=4, decimal_places=1, null=True, blank=True
    )
    starts_on = models.DateField("vanaf", null=True, blank=True)
    contract_ends_on = models.DateField("contract tot en met", null=True, blank=True)
    left_on = models.DateField("laatste dag bij ons", null=True, blank=True)
    reason = models.CharField("wat de reden was", max_length=24, choices=EndReason, blank=True)
    door_open_on = models.DateField("wanneer we weer bellen", null=True, blank=True)

    objects = OutflowQuerySet.as_manager()

    class Meta:
        verbose_name = "uitstroom"
        verbose_name_plural = "uitstroom"
        indexes = [
            # Contracts that end soon are few among all that ever began.
            models.Index(
                fields=["contract_ends_on"],
                condition=Q(contract_ends_on__isnull=False),
                name="outflow_by_end_of_contract",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(hours_per_week__isnull=True)
                | Q(hours_per_week__gt=0, hours_per_week__lte=60),
                name="outflow_hours_are_a_working_week",
                violation_error_message="Uren per week: meer dan 0 en hooguit 60.",
            ),
            models.CheckConstraint(
                condition=Q(contract_ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(contract_ends_on__gte=F("starts_on")),
                name="outflow_contract_ends_after_it_starts",
                violation_error_message="Het contract eindigt niet voor het begint.",
            ),
            models.CheckConstraint(
                condition=~Q(category=OutflowCategory.STOPPED_EARLY)
                | (~Q(reason="") & Q(door_open_on__isnull=False)),
                name="outflow_early_stop_has_reason_and_open_door",
                violation_error_message=(
                    "Schrijf bij eerder stoppen de reden op, en wanneer we weer bellen: "
                    "de deur blijft open."
                ),
            ),
        ]

    def __str__(self):
        return self.get_category_display()
