"""Made-up goals, with their steps, and measurements of the areas of life."""

from __future__ import annotations

import datetime

from accounts.models import User
from coaching.models import (
    DomainMeasurement,
    DomainScore,
    Goal,
    GoalStep,
    Talk,
    TalkKind,
)
from trajectories.models import LifeDomain, Trajectory

# alias, own words, the coach's words, area, days ago, steps: days ago, how far, own words
GOALS = (
    (
        "Murat",
        "Ik wil op een kraan.",
        "Eerst VCA en een vaste ploeg, dan een opleiding tot machinist.",
        "work_learning",
        130,
        (
            (126, "begun", "Ik heb gekeken hoe het gaat."),
            (60, "underway", "VCA is binnen!"),
            (12, "almost", "Ik mag een dag mee op de kraan."),
        ),
    ),
    ("Murat", "Een eigen plek.", "Inschrijven, sparen en een urgentie navragen.", "housing", 90, ((88, "begun", ""),)),
    (
        "Joris",
        "Elke dag op tijd, ook op maandag.",
        "Op tijd naar bed; de wekker staat in de gang.",
        "daily_rhythm",
        80,
        ((70, "begun", "Maandag is lastig."), (20, "underway", "Drie weken gelukt.")),
    ),
    ("Dylan", "Leren straten.", "Zes dagdelen meewerken met dezelfde man.", "work_learning", 21, ((18, "begun", "Het is zwaarder dan ik dacht."),)),
    (
        "Nora",
        "Beter Nederlands, voor mijn werk.",
        "Taalcursus op dinsdag, en vaktaal op de werkplek.",
        "language_admin",
        90,
        ((85, "begun", ""), (45, "underway", "Ik bel nu zelf."), (6, "reached", "Ik deed de hele week de winkel.")),
    ),
    ("Adam", "Mijn rekeningen snappen.", "Map met post, elke vrijdag samen tien minuten.", "money", 44, ((40, "begun", ""), (9, "underway", "De map is klaar."))),
    ("Stijn", "Bij een ploeg horen.", "Vaste ploeg, vaste voorman.", "work_learning", 300, ((250, "begun", ""), (170, "underway", ""), (119, "reached", "Ik mag blijven."))),
)  # fmt: skip
DOMAINS = [domain.value for domain in LifeDomain]
# What somebody said first, where his wish became another.
FIRST_WORDS = {"Ik wil op een kraan.": "Gewoon werk, maakt niet uit wat."}
# alias, moment, days ago, levels by the participant and by the coach; 0 is skipped
MEASUREMENTS = (
    ("Murat", "start", 136, (2, 1, 2, 2, 3, 2, 3, 0, 2), (1, 1, 1, 2, 2, 2, 2, 0, 2)),
    ("Murat", "between", 54, (3, 3, 2, 2, 3, 3, 3, 0, 3), (3, 3, 2, 1, 3, 3, 3, 0, 3)),
    ("Joris", "start", 78, (2, 1, 3, 4, 2, 2, 2, 3, 3), (2, 1, 1, 4, 2, 2, 2, 2, 3)),
    ("Dylan", "start", 20, (1, 2, 2, 3, 2, 3, 0, 0, 2), (1, 1, 2, 3, 2, 2, 0, 0, 2)),
    ("Nora", "start", 92, (2, 3, 2, 3, 4, 1, 3, 4, 1), (2, 3, 2, 3, 4, 1, 3, 4, 1)),
    ("Nora", "between", 30, (3, 3, 3, 3, 4, 2, 3, 4, 2), (3, 4, 2, 3, 4, 2, 3, 4, 3)),
    ("Adam", "start", 46, (2, 2, 1, 2, 0, 1, 2, 0, 1), (2, 2, 1, 2, 0, 1, 2, 0, 1)),
    ("Stijn", "start", 305, (1, 1, 2, 3, 2, 1, 2, 1, 2), (1, 1, 1, 3, 2, 1, 2, 1, 2)),
    ("Stijn", "end", 119, (4, 3, 3, 3, 3, 3, 3, 3, 3), (3, 3, 3, 3, 3, 3, 3, 2, 3)),
    ("Stijn", "aftercare", 26, (4, 4, 3, 3, 3, 4, 3, 3, 3), (4, 4, 3, 3, 3, 3, 3, 3, 3)),
)  # fmt: skip
WANTS_HELP = {"Murat": {"housing"}, "Adam": {"money", "language_admin"}, "Joris": {"daily_rhythm"}}


def load_growth(coach: User, today: datetime.date) -> None:
    """Goals, steps and measurements of the made-up people; days count back from today."""
    by_alias = {
        trajectory.participant.alias: trajectory
        for trajectory in Trajectory.objects.filter(is_published_case=False).select_related(
            "participant"
        )
    }

    def ago(days: int) -> datetime.date:
        return today - datetime.timedelta(days=days)

    for alias, own_words, coach_words, domain, days, steps in GOALS:
        goal = Goal.objects.create(
            trajectory=by_alias[alias],
            own_words=FIRST_WORDS.get(own_words, own_words),
            coach_words=coach_words,
            life_domain=domain,
            starts_on=ago(days),
            recorded_by=coach,
        )
        if goal.own_words != own_words:
            goal.own_words = own_words
            goal.save(update_fields=["own_words"])
        for days_ago, how_far, words in steps:
            talk = _talk_before(goal, coach, ago(days_ago))
            GoalStep.objects.create(
                goal=goal,
                talk=talk,
                noted_on=talk.held_on if talk else ago(days_ago),
                how_far=how_far,
                words=words,
                recorded_by=coach,
            )
    for alias, moment, days, by_participant, by_coach in MEASUREMENTS:
        for rater, levels in (("participant", by_participant), ("coach", by_coach)):
            measurement = DomainMeasurement.objects.create(
                trajectory=by_alias[alias],
                moment=moment,
                measured_on=ago(days),
                rater=rater,
                recorded_by=coach,
            )
            DomainScore.objects.bulk_create(
                DomainScore(
                    measurement=measurement,
                    domain=domain,
                    level=level,
                    wants_support=rater == "participant" and domain in WANTS_HELP.get(alias, ()),
                )
                for domain, level in zip(DOMAINS, levels, strict=True)
                if level
            )


def _talk_before(goal: Goal, coach: User, day: datetime.date) -> Talk | None:
    """The talk in which a step was said: the last of this coach in the two weeks before the day."""
    talks = Talk.objects.filter(trajectory=goal.trajectory_id, kind=TalkKind.TALK, author=coach)
    since = max(goal.starts_on, day - datetime.timedelta(days=14))
    return talks.filter(held_on__range=(since, day)).newest_first().first()
