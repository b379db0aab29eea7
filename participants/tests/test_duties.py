"""What must be arranged around consent: a guardian under 16, and consent anew at 16 and at 18."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participants.ages import age_on, birthday, guardian_consents_on
from participants.duties import NOTICE, ConsentGiven, DutyKind, duties

DAYS = st.dates(datetime.date(1990, 1, 1), datetime.date(2030, 12, 31))
BORN = datetime.date(2010, 5, 5)
SIXTEEN, EIGHTEEN = datetime.date(2026, 5, 5), datetime.date(2028, 5, 5)
ONE_DAY = datetime.timedelta(days=1)


def asked(today, *, consents=(), has_guardian=True, birth_date=BORN):
    return duties(
        name="Sem",
        birth_date=birth_date,
        has_guardian=has_guardian,
        consents=consents,
        today=today,
    )


def sharing(given_on, ended_on=None):
    return ConsentGiven(about="delen (de gemeente)", given_on=given_on, ended_on=ended_on)


@given(DAYS, st.integers(0, 40))
def test_a_birthday_is_the_first_day_of_an_age(born, age):
    day = birthday(born, age)

    assert age_on(born, day) == age
    assert age_on(born, day - ONE_DAY) == age - 1


def test_born_on_a_leap_day_one_is_16_on_it_and_18_on_the_first_of_march():
    born = datetime.date(2008, 2, 29)

    assert birthday(born, 16) == datetime.date(2024, 2, 29)
    assert birthday(born, 18) == datetime.date(2026, 3, 1)


def test_from_the_16th_birthday_a_person_consents_himself():
    assert guardian_consents_on(BORN, SIXTEEN - ONE_DAY)
    assert not guardian_consents_on(BORN, SIXTEEN)


@pytest.mark.parametrize(
    ("today", "has_guardian", "is_asked"),
    [
        (SIXTEEN - ONE_DAY, False, True),
        (SIXTEEN - ONE_DAY, True, False),
        (SIXTEEN, False, False),
    ],
)
def test_under_16_somebody_must_sign(today, has_guardian, is_asked):
    kinds = {duty.kind for duty in asked(today, has_guardian=has_guardian)}

    assert (DutyKind.GUARDIAN in kinds) == is_asked


def test_a_missing_guardian_is_late_at_once_and_says_the_age():
    (duty,) = asked(SIXTEEN - ONE_DAY, has_guardian=False)

    assert duty.is_late
    assert duty.due == "nu"
    assert "Sem is 15 jaar" in duty.text


@pytest.mark.parametrize(
    ("today", "words", "is_late", "due"),
    [
        (SIXTEEN - NOTICE, "Sem wordt 16.", False, "uiterlijk 5 mei 2026"),
        (SIXTEEN, "Sem is 16.", False, "uiterlijk 5 mei 2026"),
        (SIXTEEN + ONE_DAY, "Sem is 16.", True, "sinds 5 mei 2026"),
        (EIGHTEEN - ONE_DAY, "Sem is 16.", True, "sinds 5 mei 2026"),
        (EIGHTEEN, "Sem is 18.", False, "uiterlijk 5 mei 2028"),
        (EIGHTEEN + 400 * ONE_DAY, "Sem is 18.", True, "sinds 5 mei 2028"),
    ],
)
def test_consent_from_before_a_birthday_asks_for_renewal(today, words, is_late, due):
    (duty,) = asked(today, consents=[sharing(SIXTEEN - 100 * ONE_DAY)])

    assert (duty.kind, duty.due_on) == (DutyKind.RENEWAL, SIXTEEN if "16" in words else EIGHTEEN)
    assert duty.text == f"{words} Vraag opnieuw toestemming voor: delen (de gemeente)."
    assert (duty.is_late, duty.due) == (is_late, due)


def test_long_before_the_birthday_nothing_is_asked():
    assert asked(SIXTEEN - NOTICE - ONE_DAY, consents=[sharing(SIXTEEN - 100 * ONE_DAY)]) == ()


def test_a_consent_given_again_is_not_asked_again():
    before, after = sharing(SIXTEEN - ONE_DAY), sharing(SIXTEEN)

    assert asked(SIXTEEN + ONE_DAY, consents=[before, after]) == ()


def test_a_renewal_towards_somebody_else_renews_nothing():
    elsewhere = ConsentGiven(about="delen (de school)", given_on=SIXTEEN)

    (duty,) = asked(SIXTEEN + ONE_DAY, consents=[sharing(SIXTEEN - ONE_DAY), elsewhere])

    assert duty.text.endswith("delen (de gemeente).")


def test_a_renewal_that_was_withdrawn_itself_does_not_count():
    withdrawn = sharing(SIXTEEN, ended_on=SIXTEEN + ONE_DAY)

    assert asked(SIXTEEN + ONE_DAY, consents=[sharing(SIXTEEN - ONE_DAY), withdrawn])


def test_a_consent_that_ended_is_not_asked_for():
    ended = sharing(SIXTEEN - 100 * ONE_DAY, ended_on=SIXTEEN)

    assert asked(SIXTEEN, consents=[ended]) == ()


def test_without_a_birth_date_nothing_can_be_asked():
    assert asked(SIXTEEN, has_guardian=False, birth_date=None) == ()


@given(DAYS, DAYS, DAYS, st.none() | DAYS)
def test_a_renewal_is_asked_exactly_while_an_old_consent_holds(born, given_on, today, ended_on):
    found = asked(today, birth_date=born, consents=[sharing(given_on, ended_on)])

    holds = ended_on is None or ended_on > today
    due = [
        day
        for day in (birthday(born, 16), birthday(born, 18))
        if given_on < day and today >= day - NOTICE
    ]
    assert bool(found) == (holds and bool(due))
