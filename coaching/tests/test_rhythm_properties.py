"""What holds for the rules about signals whatever the facts are."""

import ast
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import coaching
from coaching.facts import (
    Contract,
    Facts,
    Meeting,
    Presence,
    Promise,
    Stay,
    Target,
    active_days,
    nth_active_day,
    presence_on,
)
from coaching.rhythm import Limits, Rule, replay, signals_on

FIRST = date(2026, 1, 5)
OF_THE_RHYTHM = {Rule.NO_TALK, Rule.NO_SHOWS}

days = st.integers(-40, 200).map(lambda number: FIRST + timedelta(days=number))
phases = st.sampled_from(("work_fit", "vocational"))


@st.composite
def stays(draw):
    """Stays one after another, each with or without a pause behind it; the last may still run."""
    made, start = [], draw(days)
    for _ in range(draw(st.integers(1, 4))):
        length = draw(st.integers(0, 40))
        made.append(
            Stay(
                starts_on=start,
                ends_on=start + timedelta(days=length),
                phase=draw(phases),
                pauses=draw(st.booleans()),
            )
        )
        start += timedelta(days=length + draw(st.integers(1, 30)))
    if draw(st.booleans()):
        made[-1] = replace(made[-1], ends_on=None, pauses=False)
    return tuple(made)


@st.composite
def meetings(draw):
    spoken = draw(st.booleans())
    planned = draw(st.none() | st.integers(0, 10))
    return Meeting(
        on=draw(days),
        spoken=spoken,
        missed=not spoken and draw(st.booleans()),
        planned=planned,
        present=None if planned is None else draw(st.integers(0, planned)),
    )


promises = st.builds(
    Promise, key=st.uuids().map(str), words=st.just("Bellen"), made_on=days, due_on=days,
    closed_on=st.none() | days,
)  # fmt: skip
targets = st.builds(
    Target, key=st.uuids().map(str), words=st.just("Diploma"), known_from=days, planned_on=days,
    confirmed_on=st.none() | days,
)  # fmt: skip
contracts = st.builds(
    Contract, key=st.uuids().map(str), words=st.just("Contract"), known_from=days, ends_on=days,
    closed_on=st.none() | days,
)  # fmt: skip
births = st.none() | st.dates(date(1998, 1, 1), date(2011, 12, 31))
people = st.builds(
    Facts,
    stays=stays(),
    meetings=st.lists(meetings(), max_size=14).map(tuple),
    promises=st.lists(promises, max_size=3).map(tuple),
    targets=st.lists(targets, max_size=2).map(tuple),
    contracts=st.lists(contracts, max_size=2).map(tuple),
    birth_date=births,
)
limits = st.builds(
    Limits,
    days_without_talk=st.dictionaries(phases, st.integers(1, 30)),
    no_shows=st.integers(1, 5),
    attendance_drop=st.integers(1, 60),
    agreement_days=st.integers(0, 14),
    contract_days=st.integers(1, 60),
)


def until(facts, day):
    """The facts with everything taken out that happened after a day."""
    return replace(facts, meetings=tuple(m for m in facts.meetings if m.on <= day))


@given(people, limits, days)
def test_a_pause_never_raises_a_signal(facts, settings, day):
    if presence_on(facts.stays, day) == Presence.PAUSED:
        assert signals_on(facts, settings, day) == []


@given(people, limits, days)
def test_only_who_is_there_is_missed(facts, settings, day):
    rules = {signal.rule for signal in signals_on(facts, settings, day)}

    if presence_on(facts.stays, day) != Presence.ACTIVE:
        assert rules <= {Rule.AGREEMENT, Rule.CONTRACT}


@given(people, limits, days)
def test_a_talk_clears(facts, settings, day):
    spoken = replace(facts, meetings=(*facts.meetings, Meeting(on=day)))

    rules = {signal.rule for signal in signals_on(spoken, settings, day)}

    assert not rules & OF_THE_RHYTHM


@given(people, limits, days, st.integers(1, 100))
def test_without_new_facts_a_signal_about_the_rhythm_stays_while_the_stay_runs(
    facts, settings, day, later
):
    running = next((stay for stay in facts.stays if stay.holds(day)), None)
    if running is None:
        return
    facts = until(facts, day)
    facts = replace(
        facts,
        stays=(
            *(stay for stay in facts.stays if stay.starts_on < running.starts_on),
            replace(running, ends_on=None),
        ),
    )

    def standing(on):
        signals = signals_on(facts, settings, on)
        return {(s.rule, s.subject, s.since) for s in signals if s.rule in OF_THE_RHYTHM}

    assert standing(day) <= standing(day + timedelta(days=later))


@given(people, limits, days, st.lists(meetings(), max_size=5), st.lists(promises, max_size=2))
def test_what_happened_later_does_not_change_what_was_signalled(
    facts, settings, day, more_meetings, more_promises
):
    later = replace(
        facts,
        meetings=facts.meetings + tuple(m for m in more_meetings if m.on > day),
        promises=facts.promises + tuple(p for p in more_promises if p.made_on > day),
    )

    assert signals_on(later, settings, day) == signals_on(facts, settings, day)


@given(people, limits, days)
def test_the_order_of_the_facts_does_not_matter(facts, settings, day):
    turned = replace(facts, stays=facts.stays[::-1], meetings=facts.meetings[::-1])

    assert signals_on(turned, settings, day) == signals_on(facts, settings, day)


@given(people, limits, days)
def test_a_signal_has_begun_has_words_and_is_told_apart(facts, settings, day):
    signals = signals_on(facts, settings, day)

    assert all(signal.since <= day for signal in signals)
    assert all(signal.reason.endswith((".", "?")) for signal in signals)
    assert all(day <= signal.ends_on for signal in signals if signal.lapses)
    assert len({(signal.rule, signal.subject) for signal in signals}) == len(signals)


@given(people, days, st.integers(1, 30), st.integers(0, 30))
def test_a_stricter_limit_never_gives_fewer_signals(facts, day, limit, more):
    def missed(number):
        strict = Limits(days_without_talk={"work_fit": number, "vocational": number})
        return [s for s in signals_on(facts, strict, day) if s.rule == Rule.NO_TALK]

    assert len(missed(limit)) >= len(missed(limit + more))


@given(people, limits, days, st.integers(0, 20))
def test_a_replay_counts_at_least_what_stands_at_its_end(facts, settings, day, length):
    counts = replay([facts], settings, day - timedelta(days=length), day)

    for rule in Rule:
        standing = [s for s in signals_on(facts, settings, day) if s.rule == rule]
        assert counts[rule] >= len(standing)


@given(stays(), days, st.integers(1, 80))
def test_the_nth_day_of_a_stay_is_the_first_with_so_many_days(made, after, number):
    found = nth_active_day(made, after, number)

    if found is None:
        assert active_days(made, after, FIRST + timedelta(days=2000)) < number
    else:
        assert active_days(made, after, found) == number
        assert active_days(made, after, found - timedelta(days=1)) == number - 1


@pytest.mark.parametrize("module", ["facts", "rhythm"])
def test_the_rules_need_no_database_and_no_django(module):
    source = (Path(coaching.__file__).parent / f"{module}.py").read_text(encoding="utf-8")
    imported = {
        node.module or ""
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom)
    }

    outside = {name for name in imported if name.partition(".")[0] not in sys.stdlib_module_names}
    assert outside <= {"coaching.facts", "dow_site.dates"}
