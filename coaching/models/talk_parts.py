"""What a talk holds beside its own fields: steps of work skills, and areas of life that came up."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from accounts.history import keep_history
from coaching.models.talk import Talk, in_one_tap
from dow_site.access import Action, ScopedQuerySet
from participants.models import COACHES, Consent
from trajectories.models import LifeDomain


class PartOfTalkQuerySet(ScopedQuerySet[models.Model]):
    """Rows that belong to one talk and are read by whoever reads that talk."""

    view_action = Action.VIEW_TALK

    def own(self, user):
        return self.filter(talk__in=Talk.objects.own(user))

    def authored(self, user):
        return self.filter(talk__in=Talk.objects.authored(user))

    def of_programme(self, programme_id):
        return self.filter(talk__trajectory__programme=programme_id)

    def withheld_from(self, user):
        return Q(talk__trajectory__participant__account=user) if user.role in COACHES else None


class WorkSkill(models.TextChoices):
    ON_TIME = "on_time", "Op tijd komen"
    KEEPS_AGREEMENTS = "keeps_agreements", "Afspraken nakomen"
    DAY_RHYTHM = "day_rhythm", "Dagritme"
    PERSEVERES = "perseveres", "Doorzetten"
    COOPERATES = "cooperates", "Samenwerken"
    COMMUNICATES = "communicates_asks_help", "Overleggen en hulp vragen"
    FOLLOWS_INSTRUCTIONS = "follows_instructions", "Doen wat gevraagd is"
    WORKS_SAFELY = "works_safely", "Veilig werken"
    THINKS_ALONG = "thinks_along", "Meedenken"
    HANDLES_FEEDBACK = "handles_feedback", "Omgaan met feedback"


class SkillStep(models.IntegerChoices):
    NOT_YET = 1, "Nog niet"
    SOMETIMES = 2, "Soms"
    MOSTLY = 3, "Meestal"
    BY_ITSELF = 4, "Vanzelf"


@keep_history()
class SkillScore(models.Model):
    """One work skill at one talk, as the coach and as the participant see it."""

    talk = models.ForeignKey(
        Talk, verbose_name="gesprek", on_delete=models.CASCADE, related_name="skills"
    )
    skill = models.CharField("vaardigheid", max_length=24, choices=WorkSkill)
    by_coach = models.PositiveSmallIntegerField(
        "volgens de coach", choices=SkillStep, null=True, blank=True
    )
    by_participant = models.PositiveSmallIntegerField(
        "volgens de deelnemer", choices=SkillStep, null=True, blank=True
    )
    example = models.CharField("wat zag je", max_length=300, blank=True)

    objects = PartOfTalkQuerySet.as_manager()

    class Meta:
        verbose_name = "werkvaardigheid bij een gesprek"
        verbose_name_plural = "werkvaardigheden bij gesprekken"
        ordering = ["talk", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["talk", "skill"],
                name="skillscore_once_per_talk",
                violation_error_message="Deze vaardigheid staat al bij dit gesprek.",
            ),
            models.CheckConstraint(
                condition=Q(by_coach__isnull=False) | Q(by_participant__isnull=False),
                name="skillscore_has_a_step",
                violation_error_message="Kies een stap bij de vaardigheid.",
            ),
            models.CheckConstraint(
                condition=in_one_tap("by_coach", 4) & in_one_tap("by_participant", 4),
                name="skillscore_step_is_one_to_four",
                violation_error_message="Een vaardigheid heeft vier stappen.",
            ),
        ]

    def __str__(self):
        return self.get_skill_display()


class DomainChange(models.TextChoices):
    BETTER = "better", "Beter"
    SAME = "same", "Hetzelfde"
    HARDER = "harder", "Moeilijker"


@keep_history()
class TalkDomain(models.Model):
    """A life domain that came up in a talk: how it goes and whether support is wanted, no words."""

    talk = models.ForeignKey(
        Talk, verbose_name="gesprek", on_delete=models.CASCADE, related_name="domains"
    )
    domain = models.CharField("leefgebied", max_length=20, choices=LifeDomain)
    change = models.CharField("hoe gaat het", max_length=6, choices=DomainChange)
    support_wanted = models.BooleanField("wil hier hulp bij", default=False)

    objects = PartOfTalkQuerySet.as_manager()

    class Meta:
        verbose_name = "leefgebied bij een gesprek"
        verbose_name_plural = "leefgebieden bij gesprekken"
        ordering = ["talk", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["talk", "domain"],
                name="talkdomain_once_per_talk",
                violation_error_message="Dit leefgebied staat al bij dit gesprek.",
            ),
        ]

    def __str__(self):
        return self.get_domain_display()


@keep_history()
class SharedLine(models.Model):
    """What of a talk may be told to one recipient, in words made for him.

    Nothing is shared by itself (domain dossier, chapter 8). A line hangs on the consent that names
    the recipient: the day that is withdrawn, nobody is told it any more.
    """

    talk = models.ForeignKey(
        Talk, verbose_name="gesprek", on_delete=models.CASCADE, related_name="shared_lines"
    )
    consent = models.ForeignKey(
        Consent, verbose_name="toestemming", on_delete=models.RESTRICT, related_name="+"
    )
    text = models.CharField("wat er gedeeld wordt", max_length=500)

    objects = PartOfTalkQuerySet.as_manager()

    class Meta:
        verbose_name = "gedeelde regel uit een gesprek"
        verbose_name_plural = "gedeelde regels uit een gesprek"
        ordering = ["talk", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["talk", "consent"],
                name="sharedline_once_per_recipient",
                violation_error_message="Voor deze ontvanger staat er al iets bij dit gesprek.",
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="sharedline_says_something",
                violation_error_message="Schrijf op wat er gedeeld wordt.",
            ),
        ]

    def __str__(self):
        return f"Gedeeld uit een gesprek, {self.consent.towards}"
