"""What the page about work and aftercare says, finished for one reader."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from accounts.models import User
from coaching.aftercare import InPlace, Measured
from coaching.models import AftercareContact, AftercareOutcome, AftercareStatus, HowIsIt
from coaching.still_in_place import measured_moments
from dow_site.access import Action, may_anywhere
from dow_site.dates import Precision, When, write_when
from trajectories.models import Trajectory

_ANSWERS = {
    InPlace.YES: ("Ja", "good"),
    InPlace.NO: ("Nee", "warning"),
    InPlace.UNKNOWN: ("Niet bekend", "quiet"),
    InPlace.NOT_YET: ("Nog niet zover", "neutral"),
}
_STATUSES = dict(AftercareStatus.choices)
_TONES = {
    AftercareOutcome.PLANNED: "busy",
    AftercareOutcome.SPOKEN: "good",
    AftercareOutcome.NOT_REACHED: "warning",
    AftercareOutcome.DROPPED: "quiet",
}
_FEELINGS = {
    HowIsIt.GOOD: "Het gaat goed.",
    HowIsIt.FAIR: "Het gaat wel.",
    HowIsIt.HARD: "Het is zwaar.",
}
# Free text, in which a name may stand.
_WORDS = ("label", "note", "help_needed", "next_step")


@dataclass(frozen=True, kw_only=True)
class Moment:
    """One of the three measured moments, in words."""

    label: str
    day: str
    answer: str
    variant: str
    detail: str


@dataclass(frozen=True, kw_only=True)
class ContactLine:
    """A contact as the page writes it."""

    pk: int
    title: str
    day: str
    state: str
    variant: str
    is_due: bool
    words: tuple[tuple[str, str], ...]


def moments_of(trajectory: Trajectory, user: User, today: datetime.date) -> tuple[Moment, ...]:
    """Yes, no or not known at 3, 6 and 12 months; empty before somebody left.

    Where he is then (which kind of job) is told to who may read the aftercare.
    """
    moments = measured_moments(Trajectory.objects.filter(pk=trajectory.pk), today)
    knows_more = may_anywhere(user, Action.VIEW_AFTERCARE)
    return tuple(_moment(measured, knows_more) for measured in moments.get(trajectory.pk, ()))


def _moment(measured: Measured, knows_more: bool) -> Moment:
    answer, variant = _ANSWERS[measured.in_place]
    is_known = measured.in_place in (InPlace.YES, InPlace.NO)
    return Moment(
        label=f"Na {measured.months} maanden",
        day=written(measured.day),
        answer=answer,
        variant=variant,
        detail=_STATUSES[measured.status.value] if knows_more and is_known else "",
    )


def contact_lines(
    trajectory: Trajectory, user: User, today: datetime.date
) -> tuple[tuple[ContactLine, ...], tuple[ContactLine, ...]]:
    """Contacts to come, the first one first, and contacts that were, the last one first."""
    rows = AftercareContact.objects.visible_to(user).filter(trajectory=trajectory)
    if not may_anywhere(user, Action.VIEW_PARTICIPANT):
        rows = trajectory.participant.veil_rows(rows, *_WORDS)
    planned = [row for row in rows if row.outcome == AftercareOutcome.PLANNED]
    others = [row for row in rows if row.outcome != AftercareOutcome.PLANNED]
    planned.sort(key=lambda row: (row.planned_on, row.pk))
    others.sort(key=lambda row: (row.contacted_on or row.planned_on, row.pk), reverse=True)
    return (
        tuple(_line(row, today) for row in planned),
        tuple(_line(row, today) for row in others),
    )


def _line(contact: AftercareContact, today: datetime.date) -> ContactLine:
    is_planned = contact.outcome == AftercareOutcome.PLANNED
    is_due = is_planned and contact.planned_on <= today
    label = contact.label or "Contact tussendoor"
    about = [written(contact.contacted_on or contact.planned_on)]
    title = label
    if contact.status:
        title = f"{contact.get_status_display()}. {_FEELINGS.get(contact.how_is_it, '')}".strip()
        about.append(label.lower())
    if contact.contacted_on:
        about += [contact.get_with_whom_display().lower(), contact.get_channel_display().lower()]
    return ContactLine(
        pk=contact.pk,
        title=title,
        day=", ".join(about),
        state="Nu aan de beurt" if is_due else contact.get_outcome_display(),
        variant="warning" if is_due else _TONES[AftercareOutcome(contact.outcome)],
        is_due=is_due,
        words=tuple(
            (said, text)
            for said, text in (
                ("Hulp nodig", contact.help_needed),
                ("Wat nu", contact.next_step),
                ("Verder", contact.note),
            )
            if text
        ),
    )


def written(day: datetime.date) -> str:
    return write_when(When(day, Precision.DAY), long=True)
