"""The columns of the access log as a spreadsheet."""

from __future__ import annotations

from accounts.exports import Column
from accounts.looks import look_of, reason_of
from accounts.models import User


def log_columns(reader: User) -> tuple[Column, ...]:
    """What the log says of a look to this reader: no content, and a reason only to who may read it."""
    return (
        Column(
            heading="Wanneer",
            value=lambda row: row.at,
            meaning="De dag en de tijd, in Nederlandse tijd.",
        ),
        Column(
            heading="Wie",
            value=lambda row: look_of(row, reader).person,
            meaning="De naam van wie keek.",
        ),
        Column(
            heading="Rol",
            value=lambda row: look_of(row, reader).role,
            meaning="De rol die diegene nu heeft.",
        ),
        Column(
            heading="Wat",
            value=lambda row: look_of(row, reader).what,
            meaning="Bekeken, afgedrukt, geëxporteerd, gezocht of geweigerd.",
        ),
        Column(
            heading="Waarvoor",
            value=lambda row: reason_of(row, reader),
            meaning="Bij een export: de reden, het aantal regels en het bestand, als je dat mag lezen.",
        ),
        Column(
            heading="Bladzijde",
            value=lambda row: look_of(row, reader).page,
            meaning="Welke bladzijde het was.",
        ),
        Column(
            heading="Dossier",
            value=lambda row: look_of(row, reader).dossier,
            meaning="Het nummer van de deelnemer. Namen staan niet in de log.",
        ),
    )
