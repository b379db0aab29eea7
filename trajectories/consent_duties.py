"""What must be arranged around consent, found for one dossier and for a whole overview."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Prefetch
from django.urls import reverse

from accounts.models import User
from participants.ages import OF_AGE, OWN_CONSENT_FROM
from participants.duties import ConsentGiven, Duty, DutyKind, duties
from participants.models import Consent, NetworkContact, Participant
from trajectories.models import Trajectory

# So many dossiers at the most are looked through for an overview.
MOST = 50
# A year has at most this many days: wide enough to find everybody, the pure rule decides.
_LONG_YEAR = 366
_ROUTES = {
    DutyKind.GUARDIAN: "trajectories:network",
    DutyKind.RENEWAL: "trajectories:consents",
}


@dataclass(frozen=True, kw_only=True)
class DossierDuty:
    """A duty with the page where it is arranged."""

    duty: Duty
    url: str


def duties_of(
    trajectory: Trajectory,
    participant: Participant,
    consents: Iterable[Consent],
    contacts: Iterable[NetworkContact],
    today: datetime.date,
) -> tuple[DossierDuty, ...]:
    """The duties of one dossier; consents with their recipients. No query."""
    found = duties(
        name=participant.given_name,
        birth_date=participant.birth_date,
        has_guardian=any(contact.signs_on(today) for contact in contacts),
        consents=[
            ConsentGiven(about=row.about, given_on=row.given_on, ended_on=row.ended_on)
            for row in consents
        ],
        today=today,
    )
    return tuple(
        DossierDuty(duty=duty, url=reverse(_ROUTES[duty.kind], args=[trajectory.pk]))
        for duty in found
    )


def duties_for(user: User, today: datetime.date) -> list[DossierDuty]:
    """What this person must arrange in the dossiers that he sees, late first; three queries."""
    young = today - datetime.timedelta(days=_LONG_YEAR * (OWN_CONSENT_FROM + 1))
    given_young = Consent.objects.in_force_on(today).filter(
        given_on__lt=F("participant__birth_date") + datetime.timedelta(days=_LONG_YEAR * OF_AGE)
    )
    # One list of the few: of a choice of two conditions everybody would be looked at.
    asked = Participant.objects.filter(birth_date__gt=young).values("pk")
    rows = (
        Trajectory.objects.visible_to(user)
        .filter(
            participant__in=asked.union(given_young.values("participant")),
            is_published_case=False,
        )
        .select_related("participant")
        .prefetch_related(
            Prefetch("participant__consents", queryset=Consent.objects.select_related("recipient")),
            "participant__network_contacts",
        )
        .order_by("participant__sort_name", "pk")[:MOST]
    )
    # A second trajectory of the same person asks for nothing more.
    by_person = {row.participant_id: row for row in rows}
    found = [
        duty
        for row in by_person.values()
        for duty in duties_of(
            row,
            row.participant,
            row.participant.consents.all(),
            row.participant.network_contacts.all(),
            today,
        )
    ]
    return sorted(found, key=lambda one: (not one.duty.is_late, one.duty.due_on))
