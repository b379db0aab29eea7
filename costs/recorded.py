"""Quantities that were recorded already, proposed for a cost line: months of stay, hours and number of talks.

Only counts leave this module: who reads them may know no talk. The period is that of the session, its
first and its last month included.
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.db.models import Count, Q, Sum

from coaching.models import SPOKEN, Talk, TalkStatus
from costs.models import RecordedKind, Session
from costs.units import Unit, quantity_text
from dow_site.money import half_up
from trajectories.models import Spell, SpellRole

UNIT_OF = {
    RecordedKind.SPELL_MONTHS: Unit.MONTH,
    RecordedKind.TALK_TIME: Unit.HOUR,
    RecordedKind.TALK_HOURS: Unit.HOUR,
    RecordedKind.TALKS: Unit.CONTACT,
}
# As fine as a quantity is kept; `exactly` knows which minutes were meant.
_DECIMALS = 3
_MINUTES = 60


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A quantity that the dossier gives, with the unit it counts."""

    kind: RecordedKind
    quantity: Decimal
    note: str = ""

    @property
    def unit(self) -> Unit:
        return UNIT_OF[self.kind]

    @property
    def label(self) -> str:
        """ "Maanden bij DOW: 10 maanden", or "Tijd in gesprek: 12 uur en 10 minuten"."""
        return f"{self.kind.label}: {quantity_text(exactly(self.kind, self.quantity), self.unit)}{self.note}"


def exactly(kind: str, quantity: Decimal) -> Decimal | Fraction:
    """What a recorded quantity stands for: 12,167 hours of talk are 730 minutes, so 73/6 hour."""
    if kind != RecordedKind.TALK_TIME:
        return quantity
    return Fraction(half_up(quantity * _MINUTES)) / _MINUTES


def proposals_for(session: Session) -> dict[str, Proposal]:
    """What was recorded within the session's period, by kind, in two queries; nothing where nothing was."""
    last_day = _last_day_of(session.period_end)
    spells = Spell.objects.filter(
        trajectory=session.trajectory_id, role=SpellRole.PARTICIPANT
    ).values_list("starts_on", "ends_on")
    months = months_of(spells, session.period_start, last_day)
    talks = Talk.objects.filter(
        trajectory=session.trajectory_id,
        kind__in=SPOKEN,
        status=TalkStatus.FINAL,
        held_on__range=(session.period_start, last_day),
    ).aggregate(
        number=Count("pk"),
        length=Sum("minutes", default=0),
        timeless=Count("pk", filter=Q(minutes__isnull=True)),
    )
    found = (
        Proposal(kind=RecordedKind.SPELL_MONTHS, quantity=Decimal(months)),
        Proposal(
            kind=RecordedKind.TALK_TIME,
            quantity=half_up(Fraction(talks["length"], _MINUTES), _DECIMALS).normalize() + 0,
            note=_without_a_time(talks["timeless"]),
        ),
        Proposal(kind=RecordedKind.TALKS, quantity=Decimal(talks["number"])),
    )
    return {proposal.kind.value: proposal for proposal in found if proposal.quantity}


def months_of(
    spells: Iterable[tuple[datetime.date, datetime.date | None]],
    first_day: datetime.date,
    last_day: datetime.date,
) -> int:
    """In how many calendar months of the period somebody was there, each month counted once."""
    months: set[int] = set()
    for starts_on, ends_on in spells:
        begin, end = max(starts_on, first_day), min(ends_on or last_day, last_day)
        if begin <= end:
            months.update(range(_month_number(begin), _month_number(end) + 1))
    return len(months)


def _month_number(day: datetime.date) -> int:
    return day.year * 12 + day.month


def _last_day_of(month: datetime.date) -> datetime.date:
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])


def _without_a_time(number: int) -> str:
    if not number:
        return ""
    return f" ({number} {'gesprek heeft' if number == 1 else 'gesprekken hebben'} geen duur)"
