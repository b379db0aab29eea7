"""Who is who in a dossier: the people that a publication may not show, gathered for the check."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from django.db.models import Q, QuerySet

from accounts.models import Organisation, OrganisationKind, User
from coaching.models import CoachAssignment
from costs.models import Session
from participants.models import Consent, NetworkContact, Participant, Referral
from reports.publication import Person, Secrets
from trajectories.models import Spell, TimelineEvent, Trajectory

_GEMEENTE = "gemeente "


def secrets_of(trajectory: Trajectory) -> Secrets:
    """What a publication about this trajectory may not say; in a bounded number of queries.

    Everybody counts, also who the printer may not see, and who was in the programme in the same
    time. Of those last a made-up name is as good as this participant's.
    """
    participant = trajectory.participant
    peers = list(_peers(trajectory))
    return Secrets.of(
        [*people_around([trajectory]), *map(person_of, peers)],
        aliases=[participant.alias, *(peer.alias for peer in peers)],
        municipalities=tuple(dict.fromkeys(_municipalities(participant))),
    )


def people_around(trajectories: Collection[Trajectory]) -> list[Person]:
    """Everybody in these dossiers, with who works for their programmes and who led or checked a session.

    Asks three questions of the database, however many dossiers there are.
    """
    participants = {one.participant_id: one.participant for one in trajectories}
    return [
        *(person_of(participant) for participant in participants.values()),
        *_referred(participants),
        *_contacts(participants),
        *_professionals(trajectories, participants),
    ]


def person_of(participant: Participant) -> Person:
    """A participant as somebody whom a text may not show."""
    return Person(
        names=(str(participant),) if participant.real_names else (),
        birth_date=participant.birth_date,
        phones=(participant.phone,),
        emails=(participant.email,),
    )


def _referred(participants: Iterable[int]) -> list[Person]:
    """Participants under the name of a referral, which may have been written differently."""
    rows = Referral.objects.filter(participant__in=participants)
    return [
        # How to reach him is one field: a number, an address, or words that are neither.
        Person(names=(f"{given} {family}",), birth_date=born, phones=(reach,), emails=(reach,))
        for given, family, born, reach in rows.values_list(
            "given_name", "family_name", "birth_date", "reach"
        )
    ]


def _contacts(participants: Iterable[int]) -> list[Person]:
    rows = NetworkContact.objects.filter(participant__in=participants)
    return [
        Person(names=(name,), phones=(phone,), emails=(email,))
        for name, phone, email in rows.values_list("name", "phone", "email")
    ]


def _professionals(
    trajectories: Collection[Trajectory], participants: Iterable[int]
) -> list[Person]:
    """Coaches, who wrote something down, who referred, who led or checked a session, and colleagues."""
    recorders = TimelineEvent.objects.filter(trajectory__in=trajectories).values("recorded_by")
    referrers = Referral.objects.filter(participant__in=participants).values("referrer")
    coaches = CoachAssignment.objects.filter(trajectory__in=trajectories).values("coach")
    sessions = Session.objects.filter(trajectory__in=trajectories)
    people = User.objects.filter(
        Q(programme__in={one.programme_id for one in trajectories})
        | Q(pk__in=recorders)
        | Q(pk__in=referrers)
        | Q(pk__in=coaches)
        | Q(pk__in=sessions.values("facilitator"))
        | Q(pk__in=sessions.values("offered_by"))
        | Q(pk__in=sessions.values("approved_by"))
    )
    rows = people.values_list("name", "phone", "email")
    return [Person(names=(name,), phones=(phone,), emails=(email,)) for name, phone, email in rows]


def _peers(trajectory: Trajectory) -> QuerySet[Participant]:
    """Who was in the programme in the same time; a place is taken by one person, so they are few."""
    together = Q(pk__in=())
    for spell in trajectory.stays:
        overlaps = Q(ends_on__isnull=True) | Q(ends_on__gte=spell.starts_on)
        if spell.ends_on:
            overlaps &= Q(starts_on__lte=spell.ends_on)
        together |= overlaps
    spells = Spell.objects.filter(together, trajectory__programme=trajectory.programme_id)
    return Participant.objects.filter(pk__in=spells.values("trajectory__participant")).exclude(
        pk=trajectory.participant_id
    )


def _municipalities(participant: Participant) -> Iterator[str]:
    """Where the participant lives, and every municipality that has to do with him."""
    if participant.municipality:
        yield participant.municipality.name
    referred = Referral.objects.filter(participant=participant)
    consents = Consent.objects.filter(participant=participant)
    yield from Organisation.objects.filter(
        Q(pk__in=referred.values("organisation")) | Q(pk__in=consents.values("recipient")),
        kind=OrganisationKind.MUNICIPALITY,
    ).values_list("name", flat=True)
    contacts = NetworkContact.objects.filter(
        participant=participant, organisation__istartswith=_GEMEENTE
    )
    yield from contacts.values_list("organisation", flat=True)
