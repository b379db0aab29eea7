"""The columns of the list of accounts as a spreadsheet."""

from __future__ import annotations

import datetime

from accounts.exports import Column
from accounts.models import User


def account_columns(today: datetime.date) -> tuple[Column, ...]:
    """What the list says of an account on this day; `is_confirmed` of the row is of the running quarter."""
    return (
        Column(heading="Naam", value=lambda row: row.name, meaning="De naam van de collega."),
        Column(heading="E-mail", value=lambda row: row.email, meaning="Waarmee iemand inlogt."),
        Column(heading="Rol", value=lambda row: row.get_role_display(), meaning="De rol van nu."),
        Column(
            heading="Werkt voor",
            value=lambda row: row.works_for,
            meaning="Het werkleerbedrijf of de organisatie.",
        ),
        Column(
            heading="Begeleid door",
            value=_supervisor,
            meaning="Bij iemand in opleiding: wie meekijkt.",
        ),
        Column(
            heading="Toegang vanaf",
            value=lambda row: row.active_from,
            meaning="De eerste dag dat iemand erin kan.",
        ),
        Column(
            heading="Toegang tot en met",
            value=lambda row: row.active_until,
            meaning="De laatste dag. Leeg: er is geen laatste dag.",
        ),
        Column(
            heading="Open",
            value=lambda row: "ja" if row.is_open_after(today) else "nee",
            meaning="Of iemand er vandaag of later in kan. Een gesloten account staat op nee.",
        ),
        Column(
            heading="Laatst ingelogd",
            value=lambda row: row.last_login,
            meaning="De dag en de tijd, in Nederlandse tijd. Leeg: nog nooit.",
        ),
        Column(
            heading="Dit kwartaal bevestigd",
            value=lambda row: "ja" if row.is_confirmed else "nee",
            meaning="Of iemand dit kwartaal zei dat deze toegang nog nodig is.",
        ),
    )


def _supervisor(account: User) -> str:
    return account.supervisor.name if account.supervisor_id else ""
