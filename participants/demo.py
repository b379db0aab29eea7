"""Made-up referrals for the demonstration: each state there is, and somebody who was here before."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from accounts.models import Programme, User
from participants.models import (
    ReasonCategory,
    Referral,
    ReferralSource,
    ReferralStatus,
    ReferralStep,
)


@dataclass(frozen=True, kw_only=True)
class MadeUpReferral:
    """A made-up referral; days are days ago, and the steps are in the order in which they were taken."""

    given: str
    prefix: str = ""
    family: str
    born: tuple[int, int, int] | None
    received: int
    contact: int | None = None
    steps: tuple[tuple[int, ReferralStatus, str], ...] = ()
    introduction: int | None = None  # days from now
    turn: int | None = None
    source: ReferralSource = ReferralSource.RMC
    category: ReasonCategory = ReasonCategory.OTHER
    reach: str = "06 0000 0000"
    own_words: str = ""


REFERRALS = (
    MadeUpReferral(
        given="Sem",
        family="Wolters",
        born=(2007, 1, 11),
        received=3,
        category=ReasonCategory.NO_DAY_RHYTHM,
        own_words="Ik wil buiten werken en niet meer de hele dag op mijn kamer zitten.",
    ),
    MadeUpReferral(
        given="Yara",
        prefix="de",
        family="Boer",
        born=(2007, 2, 12),
        received=9,
        contact=6,
        steps=((6, ReferralStatus.INTRODUCTION_PLANNED, ""),),
        introduction=2,
        category=ReasonCategory.LEFT_SCHOOL,
        own_words="Iets met stenen of planten, en een baas die rustig uitlegt.",
    ),
    # Was here before, and spells his name another way.
    MadeUpReferral(
        given="Ruben",
        family="Nyhuis",
        born=None,
        received=9,
        source=ReferralSource.SELF,
        reach="06-00000006",
        own_words="Mijn contract is afgelopen. Kan ik weer bij jullie langskomen?",
    ),
    MadeUpReferral(
        given="Tygo",
        family="Hulshof",
        born=(2007, 3, 13),
        received=24,
        contact=22,
        steps=(
            (22, ReferralStatus.INTRODUCTION_PLANNED, ""),
            (16, ReferralStatus.WAITING_LIST, ""),
        ),
        introduction=-18,
        turn=1,
        source=ReferralSource.FAMILY,
        category=ReasonCategory.NO_WORK,
        own_words="Hij is handig met fietsen en wil graag iets met zijn handen doen.",
    ),
    MadeUpReferral(
        given="Noor",
        family="Schuurman",
        born=(2006, 8, 30),
        received=15,
        contact=14,
        steps=((11, ReferralStatus.WAITING_LIST, ""),),
        turn=2,
        category=ReasonCategory.NO_DAY_RHYTHM,
    ),
    MadeUpReferral(
        given="Dani",
        family="Kamphuis",
        born=(2007, 4, 14),
        received=44,
        contact=41,
        steps=((35, ReferralStatus.DECLINED, "Wil eerst een opleiding proberen."),),
    ),
    MadeUpReferral(
        given="Milan",
        prefix="van",
        family="Dam",
        born=(2006, 5, 3),
        received=58,
        contact=55,
        steps=(
            (55, ReferralStatus.INTRODUCTION_PLANNED, ""),
            (50, ReferralStatus.WITHDRAWN, "Vond zelf werk bij een garage."),
        ),
        introduction=-51,
        category=ReasonCategory.NO_WORK,
    ),
)


def load_referrals(
    programme: Programme, *, by: User, handled_by: User, today: datetime.date
) -> None:
    """Add the made-up referrals: by this referrer where a municipality referred, else by nobody here."""
    for number, made_up in enumerate(REFERRALS, start=1):
        _load(made_up, f"AANM-{today.year}-{200 + number}", programme, by, handled_by, today)


def _load(made_up, reference, programme, by, handled_by, today):
    def ago(days: int | None) -> datetime.date | None:
        return None if days is None else today - datetime.timedelta(days=days)

    def ahead(days: int | None) -> datetime.date | None:
        return None if days is None else today + datetime.timedelta(days=days)

    by_referrer = made_up.source == ReferralSource.RMC
    last_day, status, reason = (
        made_up.steps[-1] if made_up.steps else (made_up.received, ReferralStatus.RECEIVED, "")
    )
    referral = Referral.objects.create(
        programme=programme,
        reference=reference,
        source=made_up.source,
        referrer=by if by_referrer else None,
        organisation=by.organisation if by_referrer else None,
        given_name=made_up.given,
        name_prefix=made_up.prefix,
        family_name=made_up.family,
        birth_date=datetime.date(*made_up.born) if made_up.born else None,
        reach=made_up.reach,
        reason_category=made_up.category,
        own_words=made_up.own_words,
        received_on=ago(made_up.received),
        first_contact_on=ago(made_up.contact),
        status=status,
        status_on=ago(last_day),
        status_reason=reason,
        introduction_on=ahead(made_up.introduction),
        waiting_order=made_up.turn,
    )
    for day, to, why in made_up.steps:
        add_step(referral, to, on=ago(day), by=handled_by, reason=why)


def add_step(
    referral: Referral, status: ReferralStatus, *, on: datetime.date, by: User, reason: str = ""
) -> None:
    """Add a step that was taken on this day; of a planned introduction it knows the day too."""
    is_plan = status == ReferralStatus.INTRODUCTION_PLANNED
    ReferralStep.objects.create(
        referral=referral,
        status=status,
        on=on,
        introduction_on=referral.introduction_on if is_plan else None,
        reason=reason,
        by=by,
    )
