"""Who was at the table of a session, when and where, and how far its check is: facts of a case report."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from costs.models import Attendee, Session, SessionStatus
from costs.seal import seal_in_groups
from costs.session_facts import consents_of, references_of
from dow_site.dates import Precision, When, write_when

NOT_MENTIONED = "niet vermeld"
_STATUSES = dict(SessionStatus.choices)


def at_the_table(session: Session, is_public: bool, veils: bool) -> Iterable[tuple[str, str]]:
    """Pairs of a name and what is known; `is_public` leaves out names and days, `veils` puts the alias."""
    facilitator = session.facilitator
    name = "een effectencalculateur" if is_public else facilitator and facilitator.name
    attendees = session.attendees.order_by("pk")
    if veils:
        attendees = session.trajectory.participant.veil_rows(attendees, "role", "relation")
    yield "Deelnemers aan het gesprek", "; ".join(map(_attendee, attendees)) or NOT_MENTIONED
    yield "Effectencalculateur", (name if facilitator else NOT_MENTIONED)
    yield "Datum", _held_on(session, is_public)
    place = "" if is_public else session.place
    if veils:
        place = session.trajectory.participant.veil(place)
    online = {True: "online", False: "aan tafel", None: ""}[session.held_online]
    yield "Hoe en waar", ", ".join(filter(None, (online, place))) or NOT_MENTIONED
    yield (
        "Deelnemer was erbij",
        {True: "ja", False: "nee", None: NOT_MENTIONED}[session.participant_present],
    )
    precision = Precision.MONTH if is_public else Precision.DAY
    for consent in consents_of(session):
        day = consent.given_on and write_when(When(consent.given_on, precision), long=True)
        yield consent.label, f"gegeven: {day}" if day else "niet vastgelegd"
    if reading := session.readings.first():
        day = write_when(When(reading.read_on, precision), long=True)
        said = session.trajectory.participant.veil(reading.said) if veils else reading.said
        yield "Deelnemer las het verslag", f"{day}: {said}" if said else day
    yield "Vergeleken met", references_of(session) or NOT_MENTIONED
    yield "Stand van de berekening", _STATUSES[session.status].lower()
    if session.status == SessionStatus.APPROVED:
        approver = "een controller" if is_public else session.approved_by.name
        day = When(timezone.localdate(session.approved_at), Precision.DAY)
        yield "Vastgesteld", f"op {write_when(day, long=True)} door {approver}"
        yield "Zegel van de inhoud", seal_in_groups(session.seal)


def _attendee(attendee: Attendee) -> str:
    aside = [attendee.relation, "" if attendee.directly_involved else "niet direct betrokken"]
    said = ", ".join(filter(None, aside))
    return f"{attendee.role} ({said})" if said else attendee.role


def _held_on(session: Session, is_public: bool) -> str:
    if session.held_on is None:
        return NOT_MENTIONED
    precision = Precision.MONTH if is_public else Precision.DAY
    return write_when(When(session.held_on, precision), long=True)
