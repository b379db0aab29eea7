"""What must be arranged around consent, and by when. Pure: birth date, consents, guardians and a day."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dow_site.dates import Precision, When, write_when
from participants.ages import OF_AGE, OWN_CONSENT_FROM, age_on, birthday

# So long before a birthday the renewal is on the list, so that there is time to talk.
NOTICE = datetime.timedelta(days=30)


class DutyKind(StrEnum):
    GUARDIAN = "guardian"
    RENEWAL = "renewal"


@dataclass(frozen=True, kw_only=True)
class ConsentGiven:
    """A consent as far as it matters here; `about` says in words what it is for and towards whom."""

    about: str
    given_on: datetime.date
    ended_on: datetime.date | None = None  # the first day on which it no longer holds


@dataclass(frozen=True, kw_only=True)
class Duty:
    """Something to arrange: `due_on` is the day by which, which may lie behind us."""

    kind: DutyKind
    text: str
    due_on: datetime.date
    is_late: bool

    @property
    def due(self) -> str:
        """The day as people write it: 'voor 5 mei 2026', or 'nu' where it should be there already."""
        if self.kind == DutyKind.GUARDIAN:
            return "nu"
        day = write_when(When(self.due_on, Precision.DAY), long=True)
        return f"sinds {day}" if self.is_late else f"uiterlijk {day}"


def duties(
    *,
    name: str,
    birth_date: datetime.date | None,
    has_guardian: bool,
    consents: Iterable[ConsentGiven],
    today: datetime.date,
) -> tuple[Duty, ...]:
    """What must be arranged for this person: a guardian under 16, consent anew at 16 and at 18.

    Nothing where the birth date is not known, for then the age is not either. A consent asks for
    renewal while it holds, was given before the birthday, and none about the same was given since.
    """
    if birth_date is None:
        return ()
    held = [consent for consent in consents if consent.ended_on is None or consent.ended_on > today]
    found: list[Duty] = []
    if age_on(birth_date, today) < OWN_CONSENT_FROM and not has_guardian:
        found.append(_guardian_missing(name, age_on(birth_date, today), today))
    # What is late comes first; once somebody is 18, asking again covers 16 as well.
    is_of_age = today >= birthday(birth_date, OF_AGE)
    for age in (OF_AGE,) if is_of_age else (OWN_CONSENT_FROM, OF_AGE):
        if renewal := _renewal(name, birth_date, age, held, today):
            found.append(renewal)
            break
    return tuple(found)


def _guardian_missing(name: str, age: int, today: datetime.date) -> Duty:
    return Duty(
        kind=DutyKind.GUARDIAN,
        text=(
            f"{name} is {age} jaar. Zet in het netwerk wie er tekent: "
            "onder de 16 is een wettelijk vertegenwoordiger nodig."
        ),
        due_on=today,
        is_late=True,
    )


def _renewal(
    name: str,
    birth_date: datetime.date,
    age: int,
    held: Sequence[ConsentGiven],
    today: datetime.date,
) -> Duty | None:
    day = birthday(birth_date, age)
    if today < day - NOTICE:
        return None
    renewed = {consent.about for consent in held if consent.given_on >= day}
    asked = sorted({c.about for c in held if c.given_on < day} - renewed)
    if not asked:
        return None
    is_past = today >= day
    return Duty(
        kind=DutyKind.RENEWAL,
        text=(
            f"{name} {'is' if is_past else 'wordt'} {age}. Vraag opnieuw toestemming voor: "
            f"{', '.join(asked)}."
        ),
        due_on=day,
        is_late=today > day,
    )
