"""Ages on a day, and what hangs on them: who may say yes. Pure."""

from __future__ import annotations

import datetime

# From this age a person consents himself; before it his legal representative does (UAVG, article 5).
OWN_CONSENT_FROM = 16
OF_AGE = 18


def age_on(birth_date: datetime.date, day: datetime.date) -> int:
    """Age in whole years on a day."""
    had_birthday = (day.month, day.day) >= (birth_date.month, birth_date.day)
    return day.year - birth_date.year - (not had_birthday)


def birthday(birth_date: datetime.date, age: int) -> datetime.date:
    """The first day of this age; born on 29 February, that is 1 March in a year without one."""
    year = birth_date.year + age
    try:
        return birth_date.replace(year=year)
    except ValueError:
        return datetime.date(year, 3, 1)


def guardian_consents_on(birth_date: datetime.date, day: datetime.date) -> bool:
    """Whether consent on this day is the legal representative's to give, and not the person's own."""
    return age_on(birth_date, day) < OWN_CONSENT_FROM
