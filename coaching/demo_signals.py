"""Made-up signals and a hand-over that waits for its receiver. Runs after the talks and goals are there."""

from __future__ import annotations

import datetime

from accounts.models import User
from coaching.handover import drafted_letters
from coaching.models import (
    Agreement,
    AgreementOwner,
    AnswerKind,
    Goal,
    Handover,
    HandoverLetter,
    HandoverStatus,
    SignalAnswer,
    SignalRules,
)
from coaching.rhythm import Rule
from trajectories.models import Trajectory

# alias, who, what, made and due so many days ago, why it was left alone
OVERDUE = (
    ("Joris", AgreementOwner.PARTICIPANT, "De fiets laten maken", 26, 12, ""),
    (
        "Nora",
        AgreementOwner.COACH,
        "Uitzoeken of de taalles op woensdag kan",
        33,
        19,
        "De school belt na de vakantie terug.",
    ),
)
LAST_WORDS = """\
Piotr werkt graag alleen aan iets wat af kan. Zeg 's morgens precies wat er vandaag klaar moet zijn.
Onzekerheid over de taal verbergt hij met een grapje; vraag door, dan komt het goed."""


def load_signals(people: dict[str, User], today: datetime.date) -> None:
    """Agreements that are late, a goal whose day passed, a signal left alone, an offered hand-over."""

    def ago(days: int) -> datetime.date:
        return today - datetime.timedelta(days=days)

    leader, coach = people["projectleider"], people["jobcoach"]
    SignalRules.objects.create(programme=leader.programme, starts_on=ago(120), days_vocational=14)
    trajectories = {
        trajectory.participant.alias: trajectory
        for trajectory in Trajectory.objects.select_related("participant").filter(
            programme=leader.programme, is_published_case=False
        )
    }
    for alias, owner, what, made, due, reason in OVERDUE:
        agreement = Agreement.objects.create(
            trajectory=trajectories[alias],
            owner=owner,
            what=what,
            made_on=ago(made),
            due_on=ago(due),
            made_by=coach,
        )
        if reason:
            SignalAnswer.objects.create(
                trajectory=trajectories[alias],
                rule=Rule.AGREEMENT,
                subject=f"{agreement.pk} {agreement.due_on}",
                kind=AnswerKind.SNOOZED,
                reason=reason,
                until=today + datetime.timedelta(days=14),
                answered_on=today,
                answered_by=leader,
            )
    Goal.objects.create(
        trajectory=trajectories["Murat"],
        own_words="Ik wil mijn vca-examen halen",
        coach_words="Veilig werken laten zien met een diploma",
        starts_on=ago(70),
        target_on=ago(6),
        recorded_by=coach,
    )
    _load_handover(trajectories["Adam"], people, today)


def _load_handover(trajectory: Trajectory, people: dict[str, User], today: datetime.date) -> None:
    coach, trainee = people["jobcoach"], people["stagiair"]
    offered = Handover.objects.create(
        programme=coach.programme,
        from_coach=coach,
        to_coach=trainee,
        starts_on=today + datetime.timedelta(days=7 - today.weekday()),
        status=HandoverStatus.OFFERED,
        made_by=coach,
        offered_at=datetime.datetime.combine(today, datetime.time(9), datetime.UTC),
    )
    for about, text in drafted_letters([trajectory], today):
        HandoverLetter.objects.create(
            handover=offered, trajectory=about, text=f"{text}\n\n{LAST_WORDS}"
        )
