"""Made-up talks, week after week, with what was agreed in them and how they were co-read.

The same day of loading gives the same talks. Written in bulk, for the browser tests load it often.
"""

from __future__ import annotations

import datetime
import random
import uuid

from accounts.models import User
from coaching import demo_words as words
from coaching.agreements import referring_organisation
from coaching.demo_co_reading import (
    Rows,
    co_read,
    moment,
    return_the_longest_waiting,
    say_how_many_are_read,
)
from coaching.models import (
    OPEN_AGREEMENT,
    Agreement,
    AgreementMark,
    AgreementOwner,
    AgreementStatus,
    AssignmentRole,
    CoachAssignment,
    DomainChange,
    GroupTalk,
    SkillScore,
    Talk,
    TalkDomain,
    TalkKind,
    TalkStatus,
    WorkSkill,
)
from trajectories.models import LifeDomain, Trajectory

WEEK = datetime.timedelta(days=7)
# Who did not come of late, so that there is something to signal; by alias.
NOT_COMING = "Joris"
# Whom the coach in training coaches too, beside the coach.
SHARED_WITH_TRAINEE = "Nora"
# For whom something is asked of the referrer.
ASKED_FOR = ("Murat", "Nora")
SEED = 2019


def load_talks(leader: User, coach: User, trainee: User, today: datetime.date) -> None:
    """Weekly talks for every made-up participant; published cases get none."""
    luck, rows = random.Random(SEED), Rows()  # noqa: S311  nothing here is a secret
    _share_with_trainee(trainee, today)
    say_how_many_are_read(leader, trainee, today)
    everybody = (
        Trajectory.objects.filter(is_published_case=False)
        .select_related("participant")
        .prefetch_related("spells", "coach_assignments")
        .order_by("reference")
    )
    for trajectory in everybody:
        _Person(trajectory, coach, trainee, leader, today, luck, rows).live()
    _talk_in_groups(coach, today, rows)
    return_the_longest_waiting(leader, rows)
    rows.write()


def _share_with_trainee(trainee, today):
    trajectory = Trajectory.objects.get(participant__alias=SHARED_WITH_TRAINEE)
    CoachAssignment.objects.create(
        trajectory=trajectory,
        coach=trainee,
        role=AssignmentRole.SUPPORTING,
        starts_on=today - datetime.timedelta(days=60),
    )


class _Person:
    """The talks of one participant, from the first week to now."""

    def __init__(self, trajectory, coach, trainee, leader, today, luck, rows):
        self.trajectory, self.today, self.luck, self.rows = trajectory, today, luck, rows
        self.coach, self.trainee, self.leader = coach, trainee, leader
        self.name = trajectory.participant.given_name
        self.trainee_since = next(
            (a.starts_on for a in trajectory.coach_assignments.all() if a.coach_id == trainee.pk),
            None,
        )
        self.trainee_alone = self.trainee_since and not any(
            a.coach_id == coach.pk for a in trajectory.coach_assignments.all()
        )
        self.open: list[Agreement] = []
        self.number = 0

    def live(self):
        for spell in sorted(self.trajectory.spells.all(), key=lambda spell: spell.starts_on):
            day = spell.starts_on + datetime.timedelta(
                days=2 + int(self.trajectory.reference[-3:]) % 3
            )
            # The week of loading is left open: then there is something to do.
            last = min(spell.ends_on or self.today, self.today - datetime.timedelta(days=2))
            while day <= last:
                self._week(day)
                day += WEEK
        if self.trajectory.participant.alias in ASKED_FOR:
            self._ask_referrer(referring_organisation(self.trajectory))
        if self.has_left:
            self._close_the_last()

    @property
    def has_left(self):
        return all(spell.ends_on for spell in self.trajectory.spells.all())

    def _close_the_last(self):
        """At the goodbye nothing stays open."""
        last = self.rows.talks[-1]
        for agreement in self.open:
            agreement.status, agreement.closed_on = AgreementStatus.NOT_KEPT, last.held_on
            self._mark(agreement, last, agreement.due_on)

    def _week(self, day):
        self.number += 1
        weeks_ago = (self.today - day).days // 7
        if self.trajectory.participant.alias == NOT_COMING and weeks_ago < 3:
            self._nobody(day, TalkKind.NO_SHOW)
        elif self.luck.random() < 0.07:
            kind = TalkKind.NO_SHOW if self.luck.random() < 0.7 else TalkKind.ATTEMPT
            self._nobody(day, kind)
        else:
            self._talk(day)

    def _author(self, day):
        if self.trainee_since is None or day < self.trainee_since:
            return self.coach
        return self.trainee if self.trainee_alone or self.number % 2 else self.coach

    def _nobody(self, day, kind):
        self.rows.talks.append(
            Talk(
                trajectory=self.trajectory,
                author=self._author(day),
                kind=kind,
                status=TalkStatus.FINAL,
                held_on=day,
                recorded_at=moment(day, 15),
            )
        )

    def _talk(self, day):
        luck = self.luck
        says_mood = luck.random() < 0.75
        remark = luck.choice(words.REMARKS) if luck.random() < 0.15 else ""
        talk = Talk(
            trajectory=self.trajectory,
            author=self._author(day),
            status=TalkStatus.FINAL,
            held_on=day,
            minutes=luck.choice((15, 20, 30, 30, 45)),
            place=luck.choice(("workplace", "workplace", "outside", "phone")),
            went_well=luck.choice(words.WENT_WELL).format(name=self.name),
            mood=luck.choice((2, 3, 3, 4, 4, 5)) if says_mood else None,
            mood_words=luck.choice(words.MOOD_WORDS) if says_mood else "",
            next_talk_on=day + WEEK,
            next_step=luck.choice(words.NEXT_STEPS),
            participant_remark=remark,
            participant_remark_at=moment(day + datetime.timedelta(days=1), 10) if remark else None,
            participant_seen_on=day + datetime.timedelta(days=1) if remark else None,
            recorded_at=moment(day, 15),
            **self._attendance(),
        )
        self.rows.talks.append(talk)
        self._skills(talk)
        self._domains(talk)
        self._close_agreements(talk)
        self._agree(talk)
        if talk.author == self.trainee:
            co_read(talk, self.number, self.leader, self.today, self.luck, self.rows)

    def _attendance(self):
        planned = 5 if self.number < 8 else 8
        missed = self.luck.choice((0, 0, 0, 1, 1, 2))
        reported = min(missed, self.luck.choice((0, 1, 2)))
        return {
            "parts_planned": planned,
            "parts_present": planned - missed,
            "parts_late": self.luck.choice((0, 0, 1)),
            "parts_absent_reported": reported,
            "parts_absent_unreported": missed - reported,
            "absence_reason": self.luck.choice(("reported_ill", "appointment", "unknown"))
            if missed
            else "",
        }

    def _skills(self, talk):
        # Growing with the weeks, and the participant is a little milder for himself, or stricter.
        base = min(3.4, 1.4 + self.number / 10)
        for skill in self.luck.sample(WorkSkill.values, self.luck.choice((0, 2, 3))):
            coach = max(1, min(4, round(base + self.luck.uniform(-0.7, 0.7))))
            own = max(1, min(4, coach + self.luck.choice((-1, 0, 0, 1))))
            self.rows.skills.append(
                SkillScore(
                    talk=talk,
                    skill=skill,
                    by_coach=coach,
                    by_participant=own,
                    example=self.luck.choice(words.EXAMPLES),
                )
            )

    def _domains(self, talk):
        discussed = [d for d in LifeDomain.values if d != LifeDomain.SUBSTANCE_USE]
        for domain in self.luck.sample(discussed, self.luck.choice((0, 0, 1, 2))):
            change = self.luck.choice(DomainChange.values)
            self.rows.domains.append(
                TalkDomain(
                    talk=talk,
                    domain=domain,
                    change=change,
                    support_wanted=change == DomainChange.HARDER,
                )
            )

    def _agree(self, talk):
        for owner, what in self.luck.sample(words.AGREEMENTS, self.luck.choice((1, 1, 2))):
            agreement = Agreement(
                trajectory=self.trajectory,
                made_in=talk,
                owner=owner,
                what=what,
                due_on=talk.held_on + WEEK,
                made_on=talk.held_on,
                made_by=talk.author,
            )
            self.rows.agreements.append(agreement)
            self.open.append(agreement)

    def _close_agreements(self, talk):
        still_open = []
        for agreement in self.open:
            outcome = self.luck.random()
            due_before = agreement.due_on
            if outcome < 0.65:
                agreement.status = AgreementStatus.KEPT
            elif outcome < 0.8:
                agreement.status = AgreementStatus.NOT_KEPT
            elif outcome < 0.92:
                agreement.status = AgreementStatus.MOVED
                agreement.due_on = talk.held_on + WEEK
                still_open.append(agreement)
            else:
                still_open.append(agreement)
                continue
            if agreement.status not in OPEN_AGREEMENT:
                agreement.closed_on = talk.held_on
            elif agreement.due_on == due_before:
                agreement.due_on += WEEK
            self._mark(agreement, talk, due_before)
        self.open = still_open

    def _mark(self, agreement, talk, due_before):
        self.rows.marks.append(
            AgreementMark(
                agreement=agreement,
                status=agreement.status,
                marked_on=talk.held_on,
                marked_by=talk.author,
                talk=talk,
                due_before=due_before,
                due_after=agreement.due_on,
            )
        )

    def _ask_referrer(self, organisation):
        for number, (what, answer) in enumerate(words.ASKED_OF_REFERRER, start=1):
            made = self.today - datetime.timedelta(days=12 * number)
            self.rows.agreements.append(
                Agreement(
                    trajectory=self.trajectory,
                    owner=AgreementOwner.REFERRER,
                    organisation=organisation,
                    what=what,
                    due_on=made + 4 * WEEK,
                    made_on=made,
                    made_by=self.coach,
                    answer=answer,
                    answered_at=moment(made + datetime.timedelta(days=3), 11) if answer else None,
                    answered_by=self._referrer(organisation) if answer else None,
                )
            )

    def _referrer(self, organisation):
        return User.objects.filter(organisation=organisation).order_by("pk").first()


def _talk_in_groups(coach, today, rows):
    mine = list(
        Trajectory.objects.filter(
            coach_assignments__coach=coach, coach_assignments__ends_on__isnull=True
        ).order_by("reference")[:3]
    )
    for number, shared in enumerate(words.GROUPS, start=1):
        day = today - datetime.timedelta(days=20 * number)
        group = GroupTalk(
            programme=coach.programme,
            author=coach,
            held_on=day,
            minutes=45,
            place="workplace",
            shared=shared,
            submission_key=uuid.UUID(int=number),
        )
        rows.groups.append(group)
        rows.talks.extend(
            Talk(
                trajectory=trajectory,
                group=group,
                author=coach,
                kind=TalkKind.GROUP,
                status=TalkStatus.FINAL,
                held_on=day,
                minutes=45,
                place="workplace",
                recorded_at=moment(day, 15),
            )
            for trajectory in mine
        )
