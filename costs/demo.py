"""The published cases checked and approved, and made-up cases at the wall and at the controller, for the demonstration."""

from __future__ import annotations

import datetime
from decimal import Decimal

from django.utils import timezone

from accounts.models import User
from costs.checking import approve, give_back, offer
from costs.models import (
    Attendee,
    CostLine,
    LineObjection,
    ParticipantReading,
    Payer,
    PriceList,
    RecordedKind,
    ReferenceKind,
    Scenario,
    ScenarioItem,
    ScenarioRow,
    Session,
)
from costs.recorded import proposals_for
from participants.demo_consents import load_session_consent
from trajectories.models import Trajectory

# A made-up case, with round numbers that nobody takes for published ones.
_LINES = (
    ("incurred", "Begeleiding, verzonnen bedrag", Decimal(9000), Decimal(9000), Payer.MUNICIPALITY),
    ("avoided", "Uitkering, verzonnen bedrag", Decimal(4000), Decimal(8000), Payer.MUNICIPALITY),
)
_WITH_LIFE = (Scenario.WITH_INTERVENTION, ScenarioRow.LIFE)
_WITH_SUPPORT = (Scenario.WITH_INTERVENTION, ScenarioRow.SUPPORT)
_WITHOUT_LIFE = (Scenario.REFERENCE, ScenarioRow.LIFE)
_WITHOUT_SUPPORT = (Scenario.REFERENCE, ScenarioRow.SUPPORT)


def load_checks(facilitator: User, controller: User, today: datetime.date) -> None:
    """Approve the published cases by two people; they stay exactly as published."""
    for session in Session.objects.filter(trajectory__is_published_case=True).order_by("pk"):
        session.facilitator = facilitator
        session.save()
        offer(session, by=facilitator, at=_noon(today, 30))
        session.refresh_from_db()
        approve(session, by=controller, version=session.version, at=_noon(today, 26))


def load_session_in_check(
    trajectory: Trajectory,
    facilitator: User,
    controller: User,
    coach: User,
    today: datetime.date,
) -> None:
    """A session that came back once and waits for the controller again; the participant read it meanwhile."""
    session = _session(
        trajectory, facilitator, held_on=today - datetime.timedelta(days=9), today=today
    )
    lines = [
        CostLine.objects.create(
            session=session,
            order=order,
            side=side,
            label=label,
            low_amount=low,
            high_amount=high,
            payer=payer,
        )
        for order, (side, label, low, high, payer) in enumerate(_LINES, start=1)
    ]
    offer(session, by=facilitator, at=_noon(today, 7))
    session.refresh_from_db()
    give_back(
        session,
        by=controller,
        version=session.version,
        remarks={lines[1].pk: "Waar komt de bovengrens vandaan?"},
        at=_noon(today, 5),
    )
    lines[1].refresh_from_db()
    lines[1].high_amount = Decimal(7000)
    lines[1].save()
    session.remarks.update(
        answer="Dat was een jaar. Het waren tien maanden; het bedrag is aangepast."
    )
    session.refresh_from_db()
    offer(session, by=facilitator, at=_noon(today, 2))
    LineObjection.objects.create(
        line=lines[0],
        said_on=today - datetime.timedelta(days=3),
        text="Zo vaak heb ik geen hulp gehad.",
        answer="Nagekeken in de agenda; het aantal klopt. Het bezwaar blijft staan.",
        recorded_by=coach,
    )
    ParticipantReading.objects.create(
        session=session,
        read_on=today - datetime.timedelta(days=3),
        said="Voor de rest is dit hoe het ging.",
        recorded_by=coach,
    )


# What hangs on the wall of a session that is still talked about: row, stretch, text, and of some the likelihood,
# the condition and who said so. Made up.
_NOTES = (
    (_WITH_LIFE, "Start", "Staat elke dag om half zeven op het plein.", {}),
    (_WITH_LIFE, "Op weg", "Haalt zijn VCA en wil verder leren.", {"estimated_by": "De deelnemer"}),
    (_WITH_SUPPORT, "Start", "De jobcoach belt de eerste weken elke ochtend.", {}),
    (_WITH_SUPPORT, "Op weg", "Elke week een gesprek, daarna om de week.", {}),
    (
        _WITHOUT_LIFE,
        "Start",
        "Blijft thuis en raakt het ritme kwijt.",
        {"likelihood": 75, "estimated_by": "Moeder"},
    ),
    (
        _WITHOUT_LIFE,
        "Op weg",
        "Wisselende uitzendbanen, vaak kort.",
        {"likelihood": 50, "condition": "als het werk er is", "estimated_by": "De projectleider"},
    ),
    (
        _WITHOUT_SUPPORT,
        "Op weg",
        "Een uitkering, met af en toe een maand werk.",
        {"likelihood": 50, "estimated_by": "De RMC-coördinator"},
    ),
)


# Who sat at the table, by role: relation, and whether they were directly involved.
_AT_THE_TABLE = (
    ("Deelnemer", "", True),
    ("Moeder", "ouder", True),
    ("Jobcoach", "begeleidde hem bij DOW", True),
    ("Leerkracht", "kent hem niet", False),
)


def _seat(session: Session) -> None:
    for role, relation, directly_involved in _AT_THE_TABLE:
        Attendee.objects.create(
            session=session, role=role, relation=relation, directly_involved=directly_involved
        )


def load_wall(trajectory: Trajectory, facilitator: User, today: datetime.date) -> Session:
    """A session of last week, with its wall half full and its first line."""
    session = _session(
        trajectory, facilitator, held_on=today - datetime.timedelta(days=6), today=today
    )
    stretches = {chapter.title: chapter.pk for chapter in trajectory.chapters.all()}
    for order, ((scenario, row), stretch, text, facts) in enumerate(_NOTES, start=1):
        note = ScenarioItem.objects.create(
            session=session,
            scenario=scenario,
            row=row,
            chapter_id=stretches[stretch],
            order=order,
            text=text,
            **facts,
        )
    # The last one is priced already; the sums stay out of sight until somebody asks for them.
    side, label, low, high, payer = _LINES[1]
    note.lines.add(
        CostLine.objects.create(
            session=session,
            order=1,
            side=side,
            label=label,
            low_amount=low,
            high_amount=high,
            payer=payer,
            likelihood=note.likelihood,
            estimated_by=note.estimated_by,
        )
    )
    _seat(session)
    session.participant_present = True
    session.save()
    _load_guidance(session)
    return session


def _load_guidance(session: Session) -> None:
    """The guidance by the months that were recorded, with one more and the reason for it."""
    months = proposals_for(session).get(RecordedKind.SPELL_MONTHS)
    if months is None:
        return
    CostLine.objects.create(
        session=session,
        order=2,
        side="incurred",
        label="Begeleiding, verzonnen bedrag",
        low_amount=Decimal(750),
        high_amount=Decimal(750),
        recorded_kind=months.kind,
        recorded_quantity=months.quantity,
        quantity_reason="De kennismaking was een maand eerder.",
        payer=Payer.PROVIDER_OWN_FUNDS,
        **{
            f"{end}_{part}": value
            for end in ("low", "high")
            for part, value in (("quantity", months.quantity + 1), ("unit", months.unit.value))
        },
    )


def _session(
    trajectory: Trajectory, facilitator: User, *, held_on: datetime.date, today: datetime.date
) -> Session:
    load_session_consent(trajectory.participant, held_on=held_on, by=facilitator)
    return Session.objects.create(
        trajectory=trajectory,
        reference=trajectory.reference,
        facilitator=facilitator,
        held_on=held_on,
        held_online=False,
        period_start=(today - datetime.timedelta(days=300)).replace(day=1),
        period_end=today.replace(day=1),
        reference_kinds=[ReferenceKind.WITHOUT],
        price_list=PriceList.objects.order_by("pk").first(),
    )


def _noon(today: datetime.date, days_ago: int) -> datetime.datetime:
    day = today - datetime.timedelta(days=days_ago)
    return datetime.datetime.combine(day, datetime.time(12), timezone.get_current_timezone())
