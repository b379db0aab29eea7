"""The columns of referrals as a spreadsheet."""

from __future__ import annotations

import datetime

from accounts.exports import Column


def waiting_columns(today: datetime.date) -> tuple[Column, ...]:
    """What the waiting list says of a referral, which knows its `turn`."""
    return (
        Column(
            heading="Plaats",
            value=lambda referral: referral.turn,
            meaning="De hoeveelste die aan de beurt komt.",
        ),
        Column(
            heading="Dagen op de lijst",
            value=lambda referral: referral.days_on_waiting_list(today),
            meaning="Hele dagen sinds iemand op de wachtlijst kwam, tot nu.",
        ),
        *referral_columns(today),
    )


def referral_columns(today: datetime.date) -> tuple[Column, ...]:
    """What the list says of a referral; days still waiting are counted up to today."""
    return (
        Column(
            heading="Naam",
            value=lambda referral: referral.applicant,
            meaning="Wie is aangemeld, zoals de aanmelder het schreef.",
        ),
        Column(
            heading="Kenmerk",
            value=lambda referral: referral.reference,
            meaning="Het nummer van de aanmelding.",
        ),
        Column(
            heading="Status",
            value=lambda referral: referral.get_status_display(),
            meaning="Hoe de aanmelding er nu voor staat.",
        ),
        Column(
            heading="Status sinds",
            value=lambda referral: referral.status_on,
            meaning="De dag waarop de status zo werd.",
        ),
        Column(
            heading="Ontvangen op",
            value=lambda referral: referral.received_on,
            meaning="De dag waarop de aanmelding binnenkwam.",
        ),
        Column(
            heading="Eerste contact op",
            value=lambda referral: referral.first_contact_on,
            meaning="De dag waarop iemand bereikt is; leeg als dat nog niet zo is.",
        ),
        Column(
            heading="Dagen tot contact",
            value=lambda referral: referral.days_waiting(today),
            meaning="Hele dagen van ontvangst tot het eerste contact, of tot nu.",
        ),
        Column(
            heading="Aangemeld door",
            value=lambda referral: (
                str(referral.organisation)
                if referral.organisation
                else referral.get_source_display()
            ),
            meaning="De organisatie, of wie het anders deed.",
        ),
    )
