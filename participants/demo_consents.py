"""What made-up participants were told and agreed to, for the demonstration."""

from __future__ import annotations

import datetime

from accounts.models import Organisation, User
from participants.models import (
    Consent,
    ConsentKind,
    InformationGiven,
    Participant,
    ShareTopic,
)

EVIDENCE = "Getekend formulier in de map"


def load_consents(
    participant: Participant,
    *,
    referrer: Organisation | None,
    first_day: datetime.date,
    by: User,
    has_withdrawn: bool = False,
) -> None:
    """Add what somebody is told a week before he starts, and what he agrees to when he starts.

    `referrer` is whom his attendance may be shared with; where `has_withdrawn`, he no longer wants that.
    """
    InformationGiven.objects.create(
        participant=participant,
        subject="Wat we opschrijven en wie dat leest",
        document_version="2026-1",
        given_on=first_day - datetime.timedelta(days=7),
        given_by=by.name,
    )

    def agreed(kind: ConsentKind, purpose: str, *, after: int = 0, **facts) -> None:
        Consent.objects.create(
            participant=participant,
            kind=kind,
            purpose=purpose,
            given_by=str(participant),
            given_on=first_day + datetime.timedelta(days=after),
            evidence=EVIDENCE,
            recorded_by=by,
            **facts,
        )

    agreed(ConsentKind.GUIDANCE_AGREEMENT, "Werken en leren bij DOW, met een jobcoach")
    if referrer:
        agreed(
            ConsentKind.SHARE_WITH_PARTY,
            "Zodat de gemeente weet of het ritme lukt",
            after=3,
            recipient=referrer,
            topics=[ShareTopic.ATTENDANCE],
            withdrawn_on=first_day + datetime.timedelta(days=20) if has_withdrawn else None,
            withdrawn_by=str(participant) if has_withdrawn else "",
        )


def load_session_consent(participant: Participant, *, held_on: datetime.date, by: User) -> None:
    """Add the consent that a session of the effect calculator asks for, given a week before it."""
    Consent.objects.create(
        participant=participant,
        kind=ConsentKind.CALCULATOR_SESSION,
        purpose="Met de mensen om mij heen kijken wat het traject heeft gebracht",
        given_by=str(participant),
        given_on=held_on - datetime.timedelta(days=7),
        evidence=EVIDENCE,
        recorded_by=by,
    )
