"""The rules about signals, case by case. All days are counted from Monday 5 January 2026."""

from datetime import date, timedelta

import pytest

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
from coaching.rhythm import Limits, Rule, allowed_days, own_rhythm, replay, signals_on

MONDAY = date(2026, 1, 5)


def day(number):
    return MONDAY + timedelta(days=number)


def stay(first=0, last=None, phase="work_fit", pauses=False):
    ends_on = None if last is None else day(last)
    return Stay(starts_on=day(first), ends_on=ends_on, phase=phase, pauses=pauses)


def talks(*numbers):
    return tuple(Meeting(on=day(number)) for number in numbers)


def missed(*numbers):
    return tuple(Meeting(on=day(number), spoken=False, missed=True) for number in numbers)


def moved(*numbers):
    return tuple(Meeting(on=day(number), spoken=False) for number in numbers)


def weeks(*present, planned=8):
    return tuple(
        Meeting(on=day(7 * number), planned=planned, present=parts)
        for number, parts in enumerate(present)
    )


def given(rule, facts, number, limits=None):
    signals = signals_on(facts, limits or Limits(), day(number))
    return [signal for signal in signals if signal.rule == rule]


# fmt: off
NO_TALK = {
    # what: (stays, meetings, day, whether there is a signal)
    "ten days after a talk": ([stay()], talks(3), 13, False),
    "eleven days after a talk": ([stay()], talks(3), 14, True),
    "never seen, ten days after the start": ([stay()], (), 10, False),
    "never seen, eleven days after the start": ([stay()], (), 11, True),
    "a talk before the start does not start the clock": ([stay()], talks(-3), 10, False),
    "a talk today clears": ([stay()], talks(3, 30), 30, False),
    "a no-show is no talk": ([stay()], talks(3) + missed(10), 14, True),
    "a talk that was moved is no talk": ([stay()], talks(3) + moved(10), 14, True),
    "before the first day": ([stay(5)], (), 4, False),
    "in a pause": ([stay(0, 20, pauses=True)], talks(1), 60, False),
    "days of a pause do not count": ([stay(0, 4, pauses=True), stay(60)], talks(1), 66, False),
    "days before and after a pause count": ([stay(0, 4, pauses=True), stay(60)], talks(1), 67, True),
    "after leaving": ([stay(0, 20)], talks(1), 60, False),
    "on the last day": ([stay(0, 20)], talks(1), 20, True),
    "in the next phase": ([stay(0, 9), stay(10, phase="vocational")], talks(3), 14, True),
}
# fmt: on


@pytest.mark.parametrize("case", NO_TALK)
def test_too_long_without_a_talk(case):
    stays, meetings, number, expected = NO_TALK[case]

    signals = given(Rule.NO_TALK, Facts(stays=tuple(stays), meetings=meetings), number)

    assert bool(signals) == expected


def test_each_phase_has_its_own_limit():
    facts = Facts(stays=(stay(phase="vocational"),), meetings=talks(0))
    limits = Limits(days_without_talk={"work_fit": 10, "vocational": 21})

    assert not given(Rule.NO_TALK, facts, 21, limits)
    assert given(Rule.NO_TALK, facts, 22, limits)


def test_a_calmer_rhythm_of_ones_own_gives_more_days():
    every_fortnight = Facts(stays=(stay(),), meetings=talks(0, 14, 28, 42, 56))

    assert own_rhythm(every_fortnight, day(60)) == 14
    assert not given(Rule.NO_TALK, every_fortnight, 56 + 17)
    assert given(Rule.NO_TALK, every_fortnight, 56 + 18)


def test_a_rhythm_that_slips_does_not_hide_itself():
    ever_later = Facts(stays=(stay(),), meetings=talks(0, 40, 80, 120, 160))

    assert allowed_days(ever_later, Limits(), "work_fit", day(170)) == 20


def test_a_brisker_rhythm_does_not_shorten_the_limit():
    twice_a_week = Facts(stays=(stay(),), meetings=talks(0, 3, 7, 10, 14, 17))

    assert allowed_days(twice_a_week, Limits(), "work_fit", day(20)) == 10


def test_four_gaps_are_needed_to_know_a_rhythm():
    assert own_rhythm(Facts(stays=(stay(),), meetings=talks(0, 14, 28, 42)), day(60)) is None


def test_a_pause_between_two_talks_does_not_make_the_rhythm_calmer():
    facts = Facts(
        stays=(stay(0, 29, pauses=True), stay(100)), meetings=talks(0, 7, 14, 21, 28, 105, 112)
    )

    assert own_rhythm(facts, day(112)) == 7


def test_the_words_name_the_days_and_the_last_talk():
    facts = Facts(stays=(stay(),), meetings=talks(3))

    (signal,) = given(Rule.NO_TALK, facts, 15)

    assert signal.reason == "12 dagen geen gesprek; het laatste was op 8 januari 2026."
    assert signal.since == day(14)


def test_the_words_for_who_was_never_seen_name_the_start():
    (signal,) = given(Rule.NO_TALK, Facts(stays=(stay(),)), 12)

    assert signal.reason == "Nog nooit gesproken, 12 dagen na de start op 5 januari 2026."


def test_a_signal_that_does_not_lapse_goes_to_the_project_leader_after_its_end_date():
    facts = Facts(stays=(stay(),), meetings=talks(3))

    (signal,) = given(Rule.NO_TALK, facts, 30)

    assert signal.ends_on == day(21)
    assert not signal.is_escalated(day(21))
    assert signal.is_escalated(day(22))


# fmt: off
NO_SHOWS = {
    "two": (missed(1, 8), 9, False),
    "three": (missed(1, 8, 15), 15, True),
    "three with a talk between": (missed(1, 8) + talks(9) + missed(15), 15, False),
    "three with a moved talk between": (missed(1, 8) + moved(9) + missed(15), 15, True),
    "three and then a talk": (missed(1, 8, 15) + talks(16), 16, False),
    "a talk on the day of the third": (missed(1, 8, 15) + talks(15), 15, False),
    "three, seen the day before": (missed(1, 8, 15), 14, False),
}
# fmt: on


@pytest.mark.parametrize("case", NO_SHOWS)
def test_three_no_shows_in_a_row(case):
    meetings, number, expected = NO_SHOWS[case]

    signals = given(Rule.NO_SHOWS, Facts(stays=(stay(),), meetings=meetings), number)

    assert bool(signals) == expected


def test_a_fourth_no_show_is_the_same_signal_with_another_count():
    third = Facts(stays=(stay(),), meetings=missed(1, 8, 15))
    fourth = Facts(stays=(stay(),), meetings=missed(1, 8, 15, 22))

    (before,), (after,) = given(Rule.NO_SHOWS, third, 20), given(Rule.NO_SHOWS, fourth, 25)

    assert (before.subject, before.since) == (after.subject, after.since)
    assert after.reason.startswith("4 keer achter elkaar niet verschenen")


# fmt: off
ATTENDANCE = {
    "a fall of a quarter": (weeks(8, 8, 8, 8, 6, 6, 6, 6), True),
    "a fall of exactly twenty points": (weeks(10, 10, 10, 10, 8, 8, 8, 8, planned=10), True),
    "a smaller fall": (weeks(8, 8, 8, 8, 7, 7, 7, 7), False),
    "a rise": (weeks(4, 4, 4, 4, 8, 8, 8, 8), False),
    "low all the time": (weeks(3, 3, 3, 3, 3, 3, 3, 3), False),
    "seven records only": (weeks(8, 8, 8, 2, 2, 2, 2), False),
    "hardly any parts planned": (weeks(1, 1, 1, 1, 0, 0, 0, 0, planned=1), False),
}
# fmt: on


@pytest.mark.parametrize("case", ATTENDANCE)
def test_attendance_that_falls(case):
    meetings, expected = ATTENDANCE[case]

    assert bool(given(Rule.ATTENDANCE, Facts(stays=(stay(),), meetings=meetings), 55)) == expected


def test_the_words_about_attendance_give_both_shares():
    facts = Facts(stays=(stay(),), meetings=weeks(8, 8, 8, 8, 6, 6, 6, 6))

    (signal,) = given(Rule.ATTENDANCE, facts, 50)

    assert signal.reason == "Aanwezig: van 100% naar 75% in de laatste 4 weken."


def test_attendance_that_keeps_falling_is_one_signal():
    falling = weeks(8, 8, 8, 8, 4, 4, 4, 4, 2)
    facts = Facts(stays=(stay(),), meetings=falling)

    subjects = {given(Rule.ATTENDANCE, facts, number)[0].subject for number in range(49, 60)}

    assert len(subjects) == 1


def test_a_fall_without_newer_records_lapses():
    facts = Facts(stays=(stay(),), meetings=weeks(8, 8, 8, 8, 6, 6, 6, 6))

    assert given(Rule.ATTENDANCE, facts, 49 + 14)
    assert not given(Rule.ATTENDANCE, facts, 49 + 15)


def promise(**changes):
    facts = {"key": "1", "words": "Fiets laten maken", "made_on": day(0), "due_on": day(7)}
    return Promise(**facts | changes)


# fmt: off
AGREEMENTS = {
    "due a week ago": (promise(), 14, False),
    "due more than a week ago": (promise(), 15, True),
    "kept in time": (promise(closed_on=day(6)), 30, False),
    "kept today": (promise(closed_on=day(30)), 30, False),
    "kept tomorrow": (promise(closed_on=day(31)), 30, True),
    "not yet made": (promise(made_on=day(40)), 30, False),
}
# fmt: on


@pytest.mark.parametrize("case", AGREEMENTS)
def test_an_agreement_that_is_overdue(case):
    agreement, number, expected = AGREEMENTS[case]

    facts = Facts(stays=(stay(),), promises=(agreement,))

    assert bool(given(Rule.AGREEMENT, facts, number)) == expected


def test_an_agreement_is_asked_after_leaving_too_but_not_in_a_pause():
    assert given(Rule.AGREEMENT, Facts(stays=(stay(0, 10),), promises=(promise(),)), 30)
    assert not given(
        Rule.AGREEMENT, Facts(stays=(stay(0, 10, pauses=True),), promises=(promise(),)), 30
    )


def test_an_agreement_moved_to_another_day_is_another_signal():
    (before,) = given(Rule.AGREEMENT, Facts(stays=(stay(),), promises=(promise(),)), 60)
    moved_on = promise(due_on=day(20))
    (after,) = given(Rule.AGREEMENT, Facts(stays=(stay(),), promises=(moved_on,)), 60)

    assert before.subject != after.subject


def test_a_milestone_that_passed_unconfirmed_asks_whether_it_was_reached():
    target = Target(key="1", words="Rijbewijs", known_from=day(0), planned_on=day(20))
    facts = Facts(stays=(stay(),), targets=(target,))

    assert not given(Rule.MILESTONE, facts, 20)
    (signal,) = given(Rule.MILESTONE, facts, 21)
    assert signal.reason == "‘Rijbewijs’ was bedoeld voor 25 januari 2026. Is het gelukt?"
    assert not given(Rule.MILESTONE, facts, 51)


def test_a_milestone_looked_at_again_gives_no_signal():
    target = Target(
        key="1", words="Rijbewijs", known_from=day(0), planned_on=day(20), confirmed_on=day(22)
    )

    assert not given(Rule.MILESTONE, Facts(stays=(stay(),), targets=(target,)), 22)


def contract(**changes):
    facts = {"key": "1", "words": "Contract", "known_from": day(0), "ends_on": day(60)}
    return Contract(**facts | changes)


@pytest.mark.parametrize(
    ("number", "expected"), [(29, False), (30, True), (60, True), (61, False)], ids=str
)
def test_a_contract_is_named_from_thirty_days_before_its_end_until_its_end(number, expected):
    facts = Facts(stays=(stay(0, 10),), contracts=(contract(),))

    assert bool(given(Rule.CONTRACT, facts, number)) == expected


def test_a_contract_that_was_renewed_is_not_named():
    facts = Facts(contracts=(contract(closed_on=day(40)),))

    assert not given(Rule.CONTRACT, facts, 40)


@pytest.mark.parametrize("age", [16, 18, 21, 27])
def test_a_birthday_that_changes_rules_is_named_from_a_month_before(age):
    born = date(2026 - age, 3, 1)
    facts = Facts(birth_date=born, stays=(stay(),))

    def named(on):
        signals = signals_on(facts, Limits(rules=frozenset({Rule.BIRTHDAY})), on)
        return [signal.subject for signal in signals]

    assert named(date(2026, 1, 29)) == []
    assert named(date(2026, 1, 30)) == [str(age)]
    assert named(date(2026, 3, 15)) == [str(age)]
    assert named(date(2026, 3, 16)) == []


def test_other_birthdays_change_nothing():
    facts = Facts(birth_date=date(2006, 1, 10), stays=(stay(),))

    assert not given(Rule.BIRTHDAY, facts, 0)


def test_who_was_born_on_a_leap_day_turns_eighteen_on_the_first_of_march():
    facts = Facts(birth_date=date(2008, 2, 29), stays=(stay(),))

    limits = Limits(rules=frozenset({Rule.BIRTHDAY}))

    (signal,) = signals_on(facts, limits, date(2026, 2, 28))

    assert signal.reason.startswith("Wordt 18 op 1 maart 2026")


def test_a_rule_that_is_off_gives_nothing():
    facts = Facts(stays=(stay(),), meetings=missed(1, 8, 15), promises=(promise(),))

    signals = signals_on(facts, Limits(rules=frozenset({Rule.AGREEMENT})), day(40))

    assert {signal.rule for signal in signals} == {Rule.AGREEMENT}


def test_a_replay_counts_a_signal_once_however_long_it_stood():
    facts = Facts(stays=(stay(),), meetings=talks(0, 30))

    counts = replay([facts], Limits(), day(0), day(60))

    # After the first talk and after the second.
    assert counts[Rule.NO_TALK] == 2


def test_a_replay_tells_what_a_rule_that_is_off_would_have_given():
    facts = Facts(stays=(stay(),))

    counts = replay([facts, facts], Limits(rules=frozenset()), day(0), day(60))

    assert counts == dict.fromkeys(Rule, 0) | {Rule.NO_TALK: 2}


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (-1, Presence.AWAY), (0, Presence.ACTIVE), (10, Presence.ACTIVE), (11, Presence.PAUSED),
        (20, Presence.ACTIVE), (30, Presence.ACTIVE), (31, Presence.AWAY),
    ],
    ids=str,
)  # fmt: skip
def test_where_somebody_is_on_a_day(number, expected):
    stays = [stay(20, 30), stay(0, 10, pauses=True)]

    assert presence_on(stays, day(number)) == expected


def test_days_of_a_stay_are_counted_over_pauses():
    stays = [stay(0, 4), stay(10, 14), stay(20)]

    assert active_days(stays, day(2), day(21)) == 2 + 5 + 2
    assert nth_active_day(stays, day(2), 9) == day(21)
    assert nth_active_day(stays[:2], day(2), 9) is None
