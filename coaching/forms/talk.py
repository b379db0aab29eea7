"""The weekly talk as it is typed: one form, its blocks in the order of the page."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from coaching.agreements import referring_organisation
from coaching.forms.fields import LONG, MINUTES, OUTCOMES, dress, one_of, step_of
from coaching.models import (
    AbsenceReason,
    Agreement,
    AgreementOwner,
    AgreementStatus,
    DomainChange,
    Goal,
    HowFar,
    ReviewDecision,
    ReviewQuestion,
    SkillStep,
    Talk,
    TalkBlock,
    TalkPlace,
    WorkSkill,
)
from dow_site.access import Action
from dow_site.form_fields import ComingDayField, DayField
from dow_site.records import RecordForm
from participants.models import Consent, ConsentKind, ShareTopic
from trajectories.models import LifeDomain

NEW_AGREEMENTS = 5
# How many of them stand open on the page; the rest unfold.
OPEN_AT_ONCE = 2
# Recipients that a talk asks about: more than somebody has around him.
MOST_RECIPIENTS = 12
WEEK = datetime.timedelta(days=7)
MOODS = [(1, "Slecht"), (2, "Niet zo"), (3, "Gaat wel"), (4, "Goed"), (5, "Heel goed")]
PARTS = (
    "parts_planned",
    "parts_present",
    "parts_late",
    "parts_absent_reported",
    "parts_absent_unreported",
)


@dataclass(frozen=True, kw_only=True)
class NewAgreement:
    """What was typed about an agreement that does not exist yet."""

    what: str
    owner: str
    due_on: datetime.date


class TalkForm(RecordForm):
    """Every block but the day may be skipped: a talk never waits for an answer."""

    held_on = DayField(label="Datum")
    minutes = step_of("Minuten", [(number, str(number)) for number in MINUTES])
    place = one_of("Plaats", TalkPlace.choices)
    absence_reason = one_of("Reden", AbsenceReason.choices)
    mood = step_of("Hoe gaat het", MOODS)
    next_talk_on = ComingDayField(label="Volgend gesprek", required=False)

    class Meta:
        model = Talk
        fields = [
            "held_on",
            "minutes",
            "place",
            "present",
            *PARTS,
            "absence_reason",
            "went_well",
            "mood",
            "mood_words",
            "next_talk_on",
            "next_step",
            "needs_attention",
        ]
        widgets = {"went_well": LONG}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        talk = self.instance
        if talk.minutes and talk.minutes not in MINUTES:
            self.fields["minutes"].choices.append((talk.minutes, str(talk.minutes)))
        for name in PARTS:
            self.fields[name].widget.attrs |= {"min": 0, "max": 14, "inputmode": "numeric"}
        self.open_agreements = list(
            Agreement.objects.filter(trajectory=talk.trajectory_id)
            .open()
            .exclude(made_in=talk.pk or 0)
            .due_first()
        )
        self.questions = self._open_questions()
        self._add_agreements()
        self._add_skills()
        self._add_domains()
        self._add_goals()
        self._add_shared_lines()
        for question in self.questions:
            self.fields[f"answer_{question.pk}"] = forms.CharField(
                label=question.question, max_length=500, required=False
            )
        dress(self)

    def _open_questions(self):
        if not self.instance.pk:
            return []
        asked = ReviewQuestion.objects.filter(
            review__talk=self.instance, review__decision=ReviewDecision.RETURNED, answer=""
        )
        return list(asked.order_by("pk"))

    def _add_agreements(self):
        for agreement in self.open_agreements:
            self.fields[f"agreement_{agreement.pk}"] = one_of(agreement.what, OUTCOMES)
            self.fields[f"moved_{agreement.pk}"] = ComingDayField(
                label="Verzet naar", required=False, help_text=""
            )
        for number in range(1, NEW_AGREEMENTS + 1):
            self.fields[f"new_{number}_what"] = forms.CharField(
                label=f"Afspraak {number}", max_length=300, required=False
            )
            self.fields[f"new_{number}_owner"] = forms.ChoiceField(
                label="Wie",
                choices=AgreementOwner.choices,
                initial=AgreementOwner.PARTICIPANT,
                required=False,
                widget=forms.RadioSelect,
            )
            self.fields[f"new_{number}_due"] = ComingDayField(
                label="Voor", required=False, help_text=""
            )

    def _add_skills(self):
        scores = {row.skill: row for row in self.instance.skills.all()} if self.instance.pk else {}
        for skill, label in WorkSkill.choices:
            score = scores.get(skill)
            for rater in ("coach", "participant"):
                name = f"skill_{skill}_{rater}"
                self.fields[name] = step_of(label, SkillStep.choices)
                self.initial.setdefault(name, getattr(score, f"by_{rater}", None))
            name = f"skill_{skill}_example"
            self.fields[name] = forms.CharField(label="Wat zag je", max_length=300, required=False)
            self.initial.setdefault(name, score.example if score else "")

    def _add_domains(self):
        rows = {row.domain: row for row in self.instance.domains.all()} if self.instance.pk else {}
        for domain, label in LifeDomain.choices:
            row = rows.get(domain)
            self.fields[f"domain_{domain}"] = one_of(label, DomainChange.choices)
            self.fields[f"domain_{domain}_support"] = forms.BooleanField(
                label="Wil hier hulp bij", required=False
            )
            self.initial.setdefault(f"domain_{domain}", row.change if row else None)
            self.initial.setdefault(f"domain_{domain}_support", bool(row and row.support_wanted))

    def _add_goals(self):
        """What is still worked towards, as far as the author may say how far it is."""
        talk = self.instance
        said = {step.goal_id: step for step in talk.goal_steps.all()} if talk.pk else {}
        goals = Goal.objects.none()
        if talk.author_id:
            goals = Goal.objects.permitted(talk.author, Action.EDIT_GROWTH).filter(
                trajectory=talk.trajectory_id
            )
        self.goals = [
            goal for goal in goals.prefetch_related("steps") if goal.pk in said or not goal.is_over
        ]
        for goal in self.goals:
            name = f"goal_{goal.pk}"
            self.fields[name] = one_of(goal.own_words, HowFar.choices)
            step = said.get(goal.pk)
            self.initial.setdefault(name, step.how_far if step else None)

    def _add_shared_lines(self):
        """A line for each recipient whom the participant agrees to tell something of a talk."""
        talk = self.instance
        said = {line.consent_id: line for line in talk.shared_lines.all()} if talk.pk else {}
        consents = Consent.objects.in_force_on(timezone.localdate()).filter(
            kind=ConsentKind.SHARE_WITH_PARTY,
            participant=talk.trajectory.participant_id,
            topics__contains=[ShareTopic.TALK],
        )
        self.consents = list(consents.select_related("recipient")[:MOST_RECIPIENTS])
        for consent in self.consents:
            name = f"share_{consent.pk}"
            self.fields[name] = forms.CharField(
                label=f"Voor {consent.towards}",
                max_length=500,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
            line = said.get(consent.pk)
            self.initial.setdefault(name, line.text if line else "")

    def clean_held_on(self):
        day = self.cleaned_data["held_on"]
        if day > timezone.localdate():
            raise ValidationError("Een gesprek dat nog komt, leg je vast als het geweest is.")
        return day

    def clean(self):
        cleaned = super().clean()
        self._complete_attendance(cleaned)
        for agreement in self.open_agreements:
            if cleaned.get(f"agreement_{agreement.pk}") == AgreementStatus.MOVED:
                self._check_moved(cleaned, agreement)
        referrer_asked = [
            number
            for number in range(1, NEW_AGREEMENTS + 1)
            if cleaned.get(f"new_{number}_what")
            and cleaned.get(f"new_{number}_owner") == AgreementOwner.REFERRER
        ]
        if referrer_asked and referring_organisation(self.instance.trajectory) is None:
            for number in referrer_asked:
                self.add_error(
                    f"new_{number}_owner",
                    "Niemand heeft deze deelnemer verwezen. Kies iemand anders.",
                )
        for domain, _ in LifeDomain.choices:
            if cleaned.get(f"domain_{domain}_support") and not cleaned.get(f"domain_{domain}"):
                self.add_error(f"domain_{domain}", "Kies hoe het hiermee gaat.")
        return cleaned

    def _check_moved(self, cleaned, agreement):
        name = f"moved_{agreement.pk}"
        if name in self.errors:
            return
        day = cleaned.get(name)
        if day is None:
            self.add_error(name, "Naar welke dag is deze afspraak verzet?")
        elif day == agreement.due_on:
            self.add_error(name, "Verzetten is naar een andere dag.")

    def _complete_attendance(self, cleaned):
        """Fill what follows from the rest: who was planned five times and missed one, came four times."""
        planned, present, *rest = (cleaned.get(name) for name in PARTS)
        if planned is None and present is None and not any(rest):
            cleaned.update(dict.fromkeys(PARTS))
            cleaned["absence_reason"] = cleaned.get("absence_reason") or ""
            return
        late, reported, unreported = (number or 0 for number in rest)
        missed = reported + unreported
        if planned is None:
            planned = (present or 0) + missed
        elif present is None:
            present = max(0, planned - missed)
        cleaned.update(
            dict(zip(PARTS, (planned, present or 0, late, reported, unreported), strict=True))
        )

    @property
    def marks(self):
        """Each open agreement of which was said what came of it, with that and the new day."""
        for agreement in self.open_agreements:
            if outcome := self.cleaned_data.get(f"agreement_{agreement.pk}"):
                yield agreement, outcome, self.cleaned_data.get(f"moved_{agreement.pk}")

    @property
    def new_agreements(self):
        cleaned = self.cleaned_data
        usual = max(cleaned.get("next_talk_on") or cleaned["held_on"] + WEEK, timezone.localdate())
        for number in range(1, NEW_AGREEMENTS + 1):
            if what := cleaned.get(f"new_{number}_what"):
                yield NewAgreement(
                    what=what,
                    owner=cleaned.get(f"new_{number}_owner") or AgreementOwner.PARTICIPANT,
                    due_on=cleaned.get(f"new_{number}_due") or usual,
                )

    @property
    def skill_scores(self):
        """Each skill of which somebody gave a step, with both steps and the example."""
        for skill in WorkSkill.values:
            coach, participant, example = (
                self.cleaned_data.get(f"skill_{skill}_{part}")
                for part in ("coach", "participant", "example")
            )
            if coach or participant:
                yield skill, coach, participant, example

    @property
    def discussed(self):
        for domain in LifeDomain.values:
            if change := self.cleaned_data.get(f"domain_{domain}"):
                yield domain, change, self.cleaned_data[f"domain_{domain}_support"]

    @property
    def goal_steps(self):
        """Each goal that the form asks about, with how far it is; empty where it was skipped."""
        for goal in self.goals:
            yield goal, self.cleaned_data.get(f"goal_{goal.pk}") or ""

    @property
    def shared_lines(self):
        """Each consent that the form asks about, with what is told; empty where nothing is."""
        for consent in self.consents:
            yield consent, self.cleaned_data.get(f"share_{consent.pk}") or ""

    @property
    def answers(self):
        for question in self.questions:
            if answer := self.cleaned_data.get(f"answer_{question.pk}"):
                yield question, answer

    # What the page draws, in its order.

    def questions_of(self, block: TalkBlock):
        return [self[f"answer_{q.pk}"] for q in self.questions if q.block == block]

    @property
    def asked(self):
        return {block.value: self.questions_of(block) for block in TalkBlock}

    @property
    def open_rows(self):
        return [
            (agreement, self[f"agreement_{agreement.pk}"], self[f"moved_{agreement.pk}"])
            for agreement in self.open_agreements
        ]

    @property
    def skill_rows(self):
        return [
            (
                label,
                self[f"skill_{skill}_coach"],
                self[f"skill_{skill}_participant"],
                self[f"skill_{skill}_example"],
            )
            for skill, label in WorkSkill.choices
        ]

    @property
    def domain_rows(self):
        return [
            (self[f"domain_{domain}"], self[f"domain_{domain}_support"])
            for domain in LifeDomain.values
        ]

    @property
    def goal_rows(self):
        return [self[f"goal_{goal.pk}"] for goal in self.goals]

    @property
    def share_rows(self):
        return [self[f"share_{consent.pk}"] for consent in self.consents]

    @property
    def new_rows(self):
        rows = [
            (
                number,
                self[f"new_{number}_what"],
                self[f"new_{number}_owner"],
                self[f"new_{number}_due"],
            )
            for number in range(1, NEW_AGREEMENTS + 1)
        ]
        return rows[:OPEN_AT_ONCE], rows[OPEN_AT_ONCE:]

    def says_anything(self, prefixes) -> bool:
        """Whether a folded block holds something, and so opens with the page."""
        return any(
            bound.errors or bound.value()
            for name in self.fields
            if name.startswith(prefixes) and not name.endswith("_owner")
            for bound in [self[name]]
        )

    @property
    def unfolded(self):
        later = tuple(f"new_{number}" for number in range(OPEN_AT_ONCE + 1, NEW_AGREEMENTS + 1))
        blocks = {
            "attendance": ("parts_", "absence"),
            "skills": ("skill_",),
            "domains": ("domain_",),
            "goals": ("goal_",),
            "more_agreements": later,
            "present": ("present",),
            "sharing": ("share_",),
        }
        return {block: self.says_anything(prefixes) for block, prefixes in blocks.items()}
