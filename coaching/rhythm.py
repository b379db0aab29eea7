"""Who threatens to fall from sight: from dated facts of one person to signals in words.

Pure: no database, no Django. A signal is computed on a day from what was known on that day, so the
same functions say what stands today and what a rule would have given last quarter. Rules (domain
dossier, chapters 7–9; field rows 29, 46, 70): no signal at all in a pause; about the weekly rhythm
only while a stay runs; a talk clears; without new facts a signal about the rhythm stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import islice, pairwise
from statistics import median

from coaching.facts import (
    Facts,
    Meeting,
    Presence,
    active_days,
    nth_active_day,
    presence_on,
)
from dow_site.dates import Precision, When, write_when


class Rule(StrEnum):
    NO_TALK = "no_talk"
    NO_SHOWS = "no_shows"
    ATTENDANCE = "attendance"
    AGREEMENT = "agreement"
    MILESTONE = "milestone"
    CONTRACT = "contract"
    BIRTHDAY = "birthday"


RULE_LABELS = {
    Rule.NO_TALK: "Te lang geen gesprek",
    Rule.NO_SHOWS: "Niet verschenen",
    Rule.ATTENDANCE: "Minder aanwezig",
    Rule.AGREEMENT: "Afspraak te laat",
    Rule.MILESTONE: "Mijlpaal voorbij",
    Rule.CONTRACT: "Contract loopt af",
    Rule.BIRTHDAY: "Verjaardag met gevolgen",
}

# What changes at an age, in the words of a to-do (domain dossier, R9 and chapter 4).
BIRTHDAYS: Mapping[int, str] = {
    16: "vanaf dan geldt eigen toestemming; vraag die opnieuw",
    18: "meerderjarig: vraag toestemming opnieuw, regel zorgverzekering en eigen contract",
    21: "het volwassen minimumloon en een andere bijstandsnorm gelden; kijk het inkomen na",
    27: "de regels voor jongeren gelden niet meer; kijk uitkering en Doorstroompunt na",
}

# Own rhythm: this many gaps at least, of this many latest ones, and so many days of grace.
GAPS_NEEDED, GAPS_COUNTED, GRACE_DAYS = 4, 6, 3
# Attendance: the last so many records against as many before, each with so many planned parts of days.
RECORDS_COMPARED, PARTS_NEEDED = 4, 8
# How long an owner has before it goes to the project leader, or the signal lapses, in days.
DAYS_TO_TALK, DAYS_TO_CALL, DAYS_FOR_AGREEMENT, DAYS_FOR_MILESTONE = 7, 14, 14, 30
DAYS_BEFORE_BIRTHDAY, DAYS_AFTER_BIRTHDAY = 30, 14
DEFAULT_TALK_LIMIT = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """A programme's settings: which rules are on, and from when they speak."""

    rules: frozenset[Rule] = frozenset(Rule)
    days_without_talk: Mapping[str, int] = field(default_factory=dict)  # per phase
    no_shows: int = 3
    attendance_drop: int = 20  # in points of a percentage
    agreement_days: int = 7  # after the due date: the next weekly talk comes first
    contract_days: int = 30

    def talk_limit(self, phase: str) -> int:
        return self.days_without_talk.get(phase, DEFAULT_TALK_LIMIT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One reason to act: since when, why in words, and until when its owner has it.

    `subject` tells two signals of one rule apart, and stays the same while the signal stands.
    After `ends_on` it lapses, or goes to the project leader where it does not lapse by itself.
    """

    rule: Rule
    subject: str
    since: date
    ends_on: date
    reason: str
    lapses: bool

    def is_escalated(self, day: date) -> bool:
        return not self.lapses and day > self.ends_on


def own_rhythm(facts: Facts, day: date) -> float | None:
    """The usual number of days of a stay between two talks; None while there are too few to say."""
    days = sorted(
        {meeting.on for meeting in facts.meetings if meeting.spoken and meeting.on <= day},
        reverse=True,
    )
    # From the newest back, and no further than is counted: somebody may have been spoken to for years.
    gaps = (active_days(facts.stays, first, then) for then, first in pairwise(days))
    latest = list(islice((gap for gap in gaps if gap > 0), GAPS_COUNTED))
    return median(latest) if len(latest) >= GAPS_NEEDED else None


def allowed_days(facts: Facts, limits: Limits, phase: str, day: date) -> int:
    """How long somebody may go without a talk: the phase's limit, or more where his own rhythm is calmer.

    Never more than twice the limit, so that a rhythm that slips does not hide itself.
    """
    limit = limits.talk_limit(phase)
    own = own_rhythm(facts, day)
    if own is None:
        return limit
    return max(limit, min(int(own) + GRACE_DAYS, 2 * limit))


def signals_on(facts: Facts, limits: Limits, day: date) -> list[Signal]:
    """Every signal that stands on a day, by what was known on that day; none in a pause."""
    presence = presence_on(facts.stays, day)
    if presence == Presence.PAUSED:
        return []
    return [
        signal
        for rule, find in _RULES.items()
        if rule in limits.rules and (presence == Presence.ACTIVE or rule not in _WHILE_HERE)
        for signal in find(facts, limits, day)
        if not (signal.lapses and day > signal.ends_on)
    ]


def replay(people: Iterable[Facts], limits: Limits, first: date, last: date) -> dict[Rule, int]:
    """How many signals each rule would have given from one day to another, both included.

    Counts a signal once, however long it stood; a rule that is off counts as if it were on.
    """
    every_rule = replace(limits, rules=frozenset(Rule))
    counts = dict.fromkeys(Rule, 0)
    for facts in people:
        given = {
            (signal.rule, signal.subject)
            for offset in range((last - first).days + 1)
            for signal in signals_on(facts, every_rule, first + timedelta(days=offset))
        }
        for rule, _ in given:
            counts[rule] += 1
    return counts


def _no_talk(facts: Facts, limits: Limits, day: date) -> Iterator[Signal]:
    stays = [stay for stay in facts.stays if stay.starts_on <= day]
    start = min(stay.starts_on for stay in stays)
    spoken = max((m.on for m in facts.meetings if m.spoken and m.on <= day), default=None)
    # A talk before the first day starts no clock that would run out earlier than none at all.
    after = max(start, spoken or start)
    phase = next(stay.phase for stay in stays if stay.holds(day))
    allowed = allowed_days(facts, limits, phase, day)
    since = nth_active_day(stays, after, allowed + 1)
    if since is None or since > day:
        return
    count = active_days(stays, after, day)
    yield Signal(
        rule=Rule.NO_TALK,
        subject=f"after {after}" if spoken else "never",
        since=since,
        ends_on=since + timedelta(days=DAYS_TO_TALK),
        reason=(
            f"{count} dagen geen gesprek; het laatste was op {_written(spoken)}."
            if spoken
            else f"Nog nooit gesproken, {count} dagen na de start op {_written(start)}."
        ),
        lapses=False,
    )


def _no_shows(facts: Facts, limits: Limits, day: date) -> Iterator[Signal]:
    streak: list[date] = []
    for meeting in sorted(facts.meetings, key=lambda m: (m.on, m.spoken)):
        if meeting.on > day:
            break
        if meeting.spoken:
            streak = []
        elif meeting.missed:
            streak.append(meeting.on)
    if len(streak) < limits.no_shows:
        return
    yield Signal(
        rule=Rule.NO_SHOWS,
        subject=f"from {streak[0]}",
        since=streak[limits.no_shows - 1],
        ends_on=streak[-1] + timedelta(days=DAYS_TO_CALL),
        reason=f"{len(streak)} keer achter elkaar niet verschenen, het laatst op {_written(streak[-1])}.",
        lapses=False,
    )


def _attendance(facts: Facts, limits: Limits, day: date) -> Iterator[Signal]:
    records = sorted(
        (m for m in facts.meetings if m.planned and m.present is not None and m.on <= day),
        key=lambda m: m.on,
    )
    if not (now := _fallen(records, limits)):
        return
    latest, since = records[-1].on, records[-1].on
    while records := records[:-1]:
        if not _fallen(records, limits):
            break
        since = records[-1].on
    before, after = now
    yield Signal(
        rule=Rule.ATTENDANCE,
        subject=f"from {since}",
        since=since,
        ends_on=latest + timedelta(days=DAYS_TO_CALL),
        reason=f"Aanwezig: van {before:.0%} naar {after:.0%} in de laatste {RECORDS_COMPARED} weken.",
        lapses=True,
    )


def _fallen(records: list[Meeting], limits: Limits) -> tuple[float, float] | None:
    """The shares before and after, where presence fell by the limit or more."""
    after, before = records[-RECORDS_COMPARED:], records[-2 * RECORDS_COMPARED : -RECORDS_COMPARED]
    if len(before) < RECORDS_COMPARED:
        return None
    planned_before, planned_after = (sum(m.planned or 0 for m in part) for part in (before, after))
    if min(planned_before, planned_after) < PARTS_NEEDED:
        return None
    present_before, present_after = (sum(m.present or 0 for m in part) for part in (before, after))
    # In whole numbers, so that a fall of exactly the limit counts.
    fall = present_before * planned_after - present_after * planned_before
    if 100 * fall < limits.attendance_drop * planned_before * planned_after:
        return None
    return present_before / planned_before, present_after / planned_after


def _agreements(facts: Facts, limits: Limits, day: date) -> Iterator[Signal]:
    for promise in facts.promises:
        since = promise.due_on + timedelta(days=limits.agreement_days + 1)
        is_open = promise.closed_on is None or day < promise.closed_on
        if promise.made_on <= day and since <= day and is_open:
            yield Signal(
                rule=Rule.AGREEMENT,
                # A moved date makes it another signal.
                subject=f"{promise.key} {promise.due_on}",
                since=since,
                ends_on=since + timedelta(days=DAYS_FOR_AGREEMENT),
                reason=f"‘{promise.words}’ zou klaar zijn op {_written(promise.due_on)}.",
                lapses=False,
            )


def _milestones(facts: Facts, limits: Limits, day: date) -> Iterator[Signal]:
    for target in facts.targets:
        is_open = target.confirmed_on is None or day < target.confirmed_on
        if target.known_from <= day and target.planned_on < day and is_open:
            yield Signal(
                rule=Rule.MILESTONE,
                subject=f"{target.key} {target.planned_on}",
                since=max(target.planned_on + timedelta(days=1), target.known_from),
                ends_on=target.planned_on + timedelta(days=DAYS_FOR_MILESTONE),
                reason=f"‘{target.words}’ was bedoeld voor {_written(target.planned_on)}. Is het gelukt?",
                lapses=True,
            )


def _contracts(facts: Facts, limits: Limits, day: date) -> Iterator[Signal]:
    for contract in facts.contracts:
        first = contract.ends_on - timedelta(days=limits.contract_days)
        is_open = contract.closed_on is None or day < contract.closed_on
        if contract.known_from <= day and first <= day and is_open:
            yield Signal(
                rule=Rule.CONTRACT,
                subject=f"{contract.key} {contract.ends_on}",
                since=max(first, contract.known_from),
                ends_on=contract.ends_on,
                reason=f"{contract.words} loopt af op {_written(contract.ends_on)}.",
                lapses=True,
            )


def _birthdays(facts: Facts, limits: Limits, day: date) -> Iterator[Signal]:
    if facts.birth_date is None:
        return
    for age, change in BIRTHDAYS.items():
        birthday = _birthday(facts.birth_date, age)
        since = birthday - timedelta(days=DAYS_BEFORE_BIRTHDAY)
        ends_on = birthday + timedelta(days=DAYS_AFTER_BIRTHDAY)
        if since <= day <= ends_on:
            yield Signal(
                rule=Rule.BIRTHDAY,
                subject=str(age),
                since=since,
                ends_on=ends_on,
                reason=(
                    f"{'Wordt' if day < birthday else 'Werd'} {age} op {_written(birthday)}: {change}."
                ),
                lapses=True,
            )


def _birthday(born: date, age: int) -> date:
    """The day somebody reaches an age; who was born on 29 February waits for 1 March."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)


def _written(day: date) -> str:
    return write_when(When(day, Precision.DAY), long=True)


_Finder = Callable[[Facts, Limits, date], Iterator[Signal]]
_RULES: Mapping[Rule, _Finder] = {
    Rule.NO_TALK: _no_talk,
    Rule.NO_SHOWS: _no_shows,
    Rule.ATTENDANCE: _attendance,
    Rule.AGREEMENT: _agreements,
    Rule.MILESTONE: _milestones,
    Rule.CONTRACT: _contracts,
    Rule.BIRTHDAY: _birthdays,
}
# Only while a stay runs; agreements and contracts also after somebody left.
_WHILE_HERE = frozenset(
    {Rule.NO_TALK, Rule.NO_SHOWS, Rule.ATTENDANCE, Rule.MILESTONE, Rule.BIRTHDAY}
)
