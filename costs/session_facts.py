"""Who sat at the table of a session, what the participant agreed to, and whether he read the report first."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from costs.models import Attendee, ParticipantReading, ReferenceKind, Session
from participants.models import Consent, ConsentKind

_ASKED = {
    ConsentKind.CALCULATOR_SESSION: "Toestemming voor de sessie",
    ConsentKind.REPORT_PUBLICATION: "Toestemming voor publicatie",
}
_REFERENCES = dict(ReferenceKind.choices)


@dataclass(frozen=True, kw_only=True)
class ConsentState:
    """Whether a consent that a session asks for was recorded; `given_on` is None where it was not."""

    kind: ConsentKind
    label: str
    given_on: datetime.date | None


@dataclass(frozen=True, kw_only=True)
class SessionFacts:
    references: str
    attendees: tuple[Attendee, ...]
    consents: tuple[ConsentState, ...]
    reading: ParticipantReading | None
    # What is not there yet, as sentences for who offers or approves; none of it holds a session back.
    missing: tuple[str, ...]


def facts_for(session: Session, *, knows_story: bool, knows_name: bool) -> SessionFacts:
    """What a page says of the session itself, in three queries.

    Who does not know the story reads when the participant read the report, and no word of him; who does
    not know the name reads the alias where somebody wrote it.
    """
    participant = session.trajectory.participant
    attendees = list(session.attendees.order_by("pk"))
    reading = session.readings.first()
    if reading and not knows_story:
        reading.said = ""
    if not knows_name:
        attendees = participant.veil_rows(attendees, "role", "relation")
        if reading:
            [reading] = participant.veil_rows([reading], "said")
    consents = consents_of(session)
    return SessionFacts(
        references=references_of(session),
        attendees=tuple(attendees),
        consents=consents,
        reading=reading,
        missing=tuple(_missing(session, attendees, consents, reading)),
    )


def _missing(
    session: Session,
    attendees: Sequence[Attendee],
    consents: Iterable[ConsentState],
    reading: ParticipantReading | None,
) -> Iterator[str]:
    for consent in consents:
        if consent.kind == ConsentKind.CALCULATOR_SESSION and consent.given_on is None:
            yield "Er is geen toestemming voor de sessie vastgelegd."
    if session.held_on is None:
        yield "De datum van de sessie is niet ingevuld."
    if not attendees:
        yield "Er is niet opgeschreven wie er aan tafel zat."
    if reading is None:
        yield "De deelnemer heeft het verslag nog niet gelezen."


def list_rows(sessions: Iterable[Session], user) -> list[tuple[Session, str, str]]:
    """Each session with the name and the title of its trajectory as this person may know them."""
    return [
        (session, participant.name_for(user), participant.veil_for(user)(session.trajectory.title))
        for session in sessions
        for participant in [session.trajectory.participant]
    ]


def references_of(session: Session) -> str:
    """ "zonder DOW, met lichtere hulp"."""
    labels = (_REFERENCES.get(kind, kind) for kind in session.reference_kinds)
    return ", ".join(labels).lower().replace("dow", "DOW")


def consents_of(session: Session) -> tuple[ConsentState, ...]:
    """Of each consent that a session asks for, since when it has been in force; one query.

    The one for the session counts on the day that it was held, that for publication today.
    """
    today = timezone.localdate()
    held_on = session.held_on or today
    consents = Consent.objects.filter(participant=session.trajectory.participant_id)
    rows = consents.filter(
        Q(pk__in=consents.in_force_on(held_on), kind=ConsentKind.CALCULATOR_SESSION)
        | Q(pk__in=consents.in_force_on(today), kind=ConsentKind.REPORT_PUBLICATION)
    ).values_list("kind", "given_on")
    since: dict[str, datetime.date] = {}
    for kind, given_on in rows:
        since[kind] = max(given_on, since.get(kind, given_on))
    return tuple(
        ConsentState(kind=kind, label=label, given_on=since.get(kind))
        for kind, label in _ASKED.items()
    )
