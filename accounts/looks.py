"""Rows of the access log in words: who did what, when, on which page."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from django.utils import timezone

from accounts.models import AccessAction, AccessLog, User
from dow_site.access import Action, Scope, scope_of
from dow_site.dates import Precision, When, write_when

# Route names are what the log keeps; a page without words of its own has those of its part of the system.
_PAGES = {
    "trajectories:list": "lijst van trajecten",
    "trajectories:timeline": "tijdlijn",
    "trajectories:facts": "gegevens",
    "participants:referral": "aanmelding",
    "coaching:talks": "gesprekken",
    "coaching:talk": "een gesprek",
    "coaching:review": "een gesprek, om mee te lezen",
    "coaching:agreements_of": "afspraken",
    "coaching:agreement": "een afspraak",
    "costs:session": "sessie van de effectencalculator",
    "reports:case_report": "verslag",
    "reports:evidence": "werkzame elementen",
    "reports:case_preview": "voorbeeld van een verslag",
    "reports:print": "wat er in een verslag komt",
    "trajectories:export": "lijst van trajecten",
    "trajectories:events_export": "lijst van gebeurtenissen",
    "participants:referral_export": "lijst van aanmeldingen",
    "coaching:agreements_export": "lijst van afspraken",
    "coaching:agreements_of_export": "lijst van afspraken",
    "coaching:talks_export": "lijst van gesprekken",
    "coaching:contacts_export": "lijst van nazorg",
    "costs:session_export": "lijst van sessies",
    "reports:cohort_rows_export": "lijst van trajecten, bij een cijfer",
    "participants:waiting_export": "wachtlijst",
    "accounts:log_export": "inzagelog",
    "accounts:export": "lijst van accounts",
    "costs:price_export": "lijst van prijzen",
    "reports:progress": "zo leest de verwijzer het",
    "reports:progress_pdf": "voortgang voor de verwijzer",
    "trajectories:consents": "toestemming",
    "trajectories:network": "netwerk",
    "coaching:growth": "doelen",
    "coaching:work": "werk en nazorg",
    "coaching:week": "mijn week",
    "coaching:week_pdf": "mijn week",
    "coaching:my_week": "mijn week, door de link",
    "coaching:calendar_file": "agenda op eigen toestel",
    "reports:access_log": "wie keek in dit dossier",
    "trajectories:access_log": "wie keek in dit dossier",
    "reports:prints": "wat je kunt afdrukken",
    "reports:trajectory_plan": "trajectplan",
    "reports:talk_overview": "overzicht van de gesprekken",
    "reports:access_requests": "inzageverzoek",
    "reports:access_requests_of_referral": "inzageverzoek, bij een aanmelding",
    "reports:access_request": "inzageverzoek",
    "reports:access_request_preview": "inzageverzoek",
    "reports:access_request_archive": "alles over deze deelnemer, om mee te geven",
}
_PARTS = {
    "": "overzicht",
    "accounts": "accounts",
    "participants": "aanmeldingen en deelnemers",
    "trajectories": "dossier",
    "coaching": "begeleiding",
    "costs": "effectencalculator",
    "reports": "afdruk",
}
# The sign-in library's pages.
_SIGN_IN = ("account_", "mfa_")


def page_in_words(route: str) -> str:
    """A route of the log as its readers know the page; "een bladzijde" for what is not ours."""
    if route in _PAGES:
        return _PAGES[route]
    part, _, name = route.rpartition(":")
    if name.startswith(_SIGN_IN):
        return "inloggen"
    return _PARTS.get(part, "een bladzijde")


@dataclass(frozen=True, kw_only=True)
class Look:
    """One row in finished texts; `times` counts the looks of one person at one page on one day."""

    day: str
    time: str
    person: str
    role: str
    what: str
    page: str
    dossier: str
    times: int = 1


def is_own_refusal(row: AccessLog, reader: User) -> bool:
    """Whether this person reads back what he himself was refused."""
    return row.action == AccessAction.REFUSED and row.user_id == reader.pk


def look_of(row: AccessLog, reader: User) -> Look:
    """A row of the log with its moment, as this reader may know it.

    The dossier is a number, as no name may stand in the log. Whose own refusal it is, does not read
    which dossier it was: that would tell him that there is one.
    """
    at = timezone.localtime(row.at)
    return Look(
        day=_day(at.date()),
        time=f"{at:%H:%M}",
        person=row.user.name if row.user else "iemand zonder account",
        role=row.user.get_role_display() if row.user else "",
        what=row.get_action_display().lower(),
        page=page_in_words(row.page),
        dossier="" if is_own_refusal(row, reader) else str(row.participant_id or ""),
    )


def reason_of(row: AccessLog, reader: User) -> str:
    """What somebody exported a list for and how long it was; empty for who reads the log without content.

    Reads the reason beside the row: ask for it with the rows (`select_related("export")`).
    """
    export = getattr(row, "export", None)
    is_for_reader = row.user_id == reader.pk or (
        scope_of(reader, Action.VIEW_ACCESS_LOG) == Scope.PROGRAMME
    )
    if export is None or not is_for_reader:
        return ""
    rows = "1 regel" if export.row_count == 1 else f"{export.row_count} regels"
    return f"{export.reason} ({rows}, {export.format})"


def looks_per_day(rows: Iterable[AccessLog], reader: User) -> list[Look]:
    """The rows, newest first, taken together per day, person, deed and page.

    Somebody who opens a page ten times on a day looked at it that day; the number of times stays.
    """
    taken = []
    by_day = sorted(rows, key=_sort_key, reverse=True)
    for _, same in groupby(by_day, key=_sort_key):
        alike = list(same)
        first = look_of(alike[0], reader)
        taken.append(replace(first, time="", times=len(alike)))
    return taken


def _sort_key(row: AccessLog):
    return (
        timezone.localtime(row.at).date(),
        row.user.name if row.user else "",
        row.user_id or 0,
        row.action,
        page_in_words(row.page),
    )


def _day(day: datetime.date) -> str:
    return write_when(When(day, Precision.DAY), long=True)
