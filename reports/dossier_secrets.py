"""Who is who in a dossier: the people that a publication may not show, gathered for the check."""

from __future__ import annotations

from django.db.models import Q

from accounts.models import User
from costs.models import Session
from participants.models import NetworkContact, Participant, Referral
from reports.publication import Person, Place, check_publication
from trajectories.models import TimelineEvent, Trajectory


def check_dossier(trajectory: Trajectory, session: Session | None, places: list[Place]) -> None:
    """Refuse with NotPublishable while one of these texts shows who somebody in the dossier is.

    Everybody counts, also who the printer may not see: their names must not leak either.
    """
    participant = trajectory.participant
    check_publication(
        places,
        [
            _participant(participant),
            *_referred(participant),
            *_contacts(participant),
            *_professionals(trajectory, session),
        ],
        aliases=[participant.alias],
        municipalities=[participant.municipality.name] if participant.municipality else (),
    )


def _participant(participant: Participant) -> Person:
    return Person(
        names=tuple(participant.real_names),
        birth_date=participant.birth_date,
        phones=(participant.phone,),
        emails=(participant.email,),
    )


def _referred(participant: Participant) -> list[Person]:
    """The participant under the name of a referral, which may have been written differently."""
    rows = Referral.objects.filter(participant=participant)
    return [
        Person(names=(given, family), birth_date=born)
        for given, family, born in rows.values_list("given_name", "family_name", "birth_date")
    ]


def _contacts(participant: Participant) -> list[Person]:
    rows = NetworkContact.objects.filter(participant=participant)
    return [
        Person(names=(name,), phones=(phone,), emails=(email,))
        for name, phone, email in rows.values_list("name", "phone", "email")
    ]


def _professionals(trajectory: Trajectory, session: Session | None) -> list[Person]:
    """Coaches, who wrote something down, who referred, and who led the session."""
    recorders = TimelineEvent.objects.filter(trajectory=trajectory).values("recorded_by")
    referrers = Referral.objects.filter(participant=trajectory.participant_id).values("referrer")
    coaches = trajectory.coach_assignments.values("coach")
    people = User.objects.filter(Q(pk__in=recorders) | Q(pk__in=referrers) | Q(pk__in=coaches))
    rows = people.values_list("name", "phone", "email")
    found = [Person(names=(name,), phones=(phone,), emails=(email,)) for name, phone, email in rows]
    if session and session.facilitator:
        found.append(Person(names=(session.facilitator.name,), emails=(session.facilitator.email,)))
    return found
