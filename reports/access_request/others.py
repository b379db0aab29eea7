"""Who else is named in a dossier: the people whom a leader may want to leave out of an access pack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from accounts.models import User
from participants.models import NetworkContact, Participant, Referral
from participants.names import folded
from reports.access_request.held import Entry, Holdings
from reports.access_request.holdings import card_of
from reports.access_request.veil import sentence_key
from reports.publication import Person
from trajectories.models import Lane, LaneKind, TimelineEvent

# Whose name is not known as a row of its own, but stands in a field that holds a name.
_NAMED_IN = ((TimelineEvent, "speaker", "wie iets zei op de tijdlijn"),)
# Lanes that are a person and not an organisation.
_LANES_OF_PEOPLE = {LaneKind.FAMILY, LaneKind.CARE, LaneKind.OTHER}


# With what the keys begin.
_PARTICIPANT, _ACCOUNT = "participant:", "user:"


@dataclass(frozen=True, kw_only=True)
class ThirdParty:
    """Somebody else: by what key he is chosen, what he is to the participant, and how he is known."""

    key: str
    name: str
    role: str
    person: Person

    @property
    def is_participant(self) -> bool:
        return self.key.startswith(_PARTICIPANT)

    @property
    def works_with_the_system(self) -> bool:
        return self.key.startswith(_ACCOUNT)


def third_parties(holdings: Holdings, whose: Participant | Referral) -> tuple[ThirdParty, ...]:
    """Everybody who is named beside whose it is, each once; family and friends first."""
    own = {folded(name) for name in own_names(whose)}
    # Somebody who was only referred has no network and was in no group.
    beside = (
        ()
        if isinstance(whose, Referral)
        else (
            *_contacts(whose),
            *_group_members(holdings, whose),
        )
    )
    found: dict[str, ThirdParty] = {}
    for one in (
        *beside,
        *_named(holdings),
        *_accounts(holdings),
    ):
        if folded(one.name) not in own:
            found.setdefault(folded(one.name), one)
    return tuple(found.values())


def own_names(whose: Participant | Referral) -> tuple[str, ...]:
    """Under what names he himself stands in the dossier."""
    if isinstance(whose, Referral):
        return (whose.applicant,)
    return (str(whose), whose.alias)


def _contacts(participant: Participant) -> Iterator[ThirdParty]:
    rows = NetworkContact.objects.filter(participant=participant)
    for row in sorted(rows, key=lambda row: (row.is_professional, row.name)):
        yield ThirdParty(
            key=card_of(NetworkContact, row.pk),
            name=row.name,
            role=row.role or row.get_relation_display(),
            person=Person(names=(row.name,), phones=(row.phone,), emails=(row.email,)),
        )


def _group_members(holdings: Holdings, participant: Participant) -> Iterator[ThirdParty]:
    """The others who were at a group talk: what stands there may be about them."""
    groups = [entry.key for entry in holdings.entries() if entry.model == "coaching.grouptalk"]
    members = Participant.objects.filter(trajectories__talks__group__in=groups)
    for one in members.exclude(pk=participant.pk).distinct():
        yield ThirdParty(
            key=f"{_PARTICIPANT}{one.pk}",
            name=str(one),
            role="was bij een groepsgesprek",
            person=Person(names=(str(one),), birth_date=one.birth_date),
        )


def _named(holdings: Holdings) -> Iterator[ThirdParty]:
    for model, name, role in _NAMED_IN:
        yield from _by_field(holdings.entries(), model._meta.label_lower, name, role)
    lanes = [
        entry
        for entry in holdings.entries()
        if entry.model == Lane._meta.label_lower
        and any(f.value in _LANES_OF_PEOPLE for f in entry.facts if f.name == "kind")
    ]
    yield from _by_field(lanes, Lane._meta.label_lower, "label", "heeft een baan op de tijdlijn")


def _by_field(entries: Iterable[Entry], model: str, name: str, role: str) -> Iterator[ThirdParty]:
    for entry in entries:
        if entry.model == model:
            for fact in entry.facts:
                if fact.name == name:
                    yield ThirdParty(
                        key=f"name:{sentence_key(fact.text)}",
                        name=fact.text,
                        role=role,
                        person=Person(names=(fact.text,)),
                    )


def _accounts(holdings: Holdings) -> Iterator[ThirdParty]:
    for user in User.objects.filter(pk__in=holdings.people).order_by("name"):
        yield ThirdParty(
            key=f"{_ACCOUNT}{user.pk}",
            name=user.name,
            role=user.get_role_display(),
            person=Person(names=(user.name,), phones=(user.phone,), emails=(user.email,)),
        )
