"""What is to be done with a row: made anew, joined to somebody, passed over, or asked."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import Organisation, OrganisationKind, User
from dow_site.columns import by_field
from participants.importing.fields import FULL_NAME
from participants.importing.rows import Places, Reading, read_row, with_split_names
from participants.matching import Match, likely_matches
from participants.models import (
    OPEN_STATUSES,
    Decision,
    ImportedRow,
    Participant,
    PeopleImport,
    Referral,
    ReferralStatus,
)
from participants.names import folded, full_name, sort_key, sorted_words

Person = tuple[str, datetime.date | None]


@dataclass(kw_only=True)
class Deciding:
    """What the rows of one list are held against; `seen` remembers who stood in it already.

    `people` are those who may be shown as somebody to join: whom the person sees anyhow.
    """

    people_import: PeopleImport
    people: QuerySet[Participant]
    today: datetime.date
    places: Places
    waiting: dict[Person, str]
    seen: dict[Person, int] = field(default_factory=dict)

    @classmethod
    def of(cls, people_import: PeopleImport, user: User) -> Deciding:
        """Everything that is asked once per list, in two queries."""
        return cls(
            people_import=people_import,
            people=Participant.objects.visible_to(user),
            today=timezone.localdate(),
            places=known_places(),
            waiting=_waiting(people_import),
        )

    def settle(self, row: ImportedRow) -> None:
        """Read the row and say what happens to it, without saving it. A row changed by hand keeps its texts."""
        if not row.is_repaired:
            row.texts = with_split_names(by_field(row.cells, self.people_import.mapping))
        reading = self.read(row.texts)
        row.problems, row.is_checked = reading.problems, True
        person = person_of(row.texts, reading.values)
        first = self.seen.setdefault(person, row.number) if person[0] else row.number
        row.match, row.decision, row.why = None, Decision.CREATE, ""
        if reading.problems:
            row.decision = Decision.CHOOSE
        elif first != row.number:
            row.decision, row.why = Decision.SKIP, f"Staat ook in rij {first}."
        elif matches := self.matches(row):
            self._decide_between(row, person, matches[0])
        elif reference := self.waiting.get(person):
            row.decision, row.why = Decision.SKIP, f"Is al aangemeld: {reference}."

    def read(self, texts: dict[str, str]) -> Reading:
        """What the texts say, today and with the organisations that there are."""
        return read_row(texts, today=self.today, places=self.places)

    def matches(self, row: ImportedRow) -> list[Match]:
        """Who in the programme may be meant by the row, likeliest first."""
        texts = row.texts
        reading = self.read(texts)
        values = reading.values
        # A name that is no name, or a page long, is nobody's.
        if reading.problems.keys() & {"given_name", "name_prefix", "family_name"}:
            return []
        return likely_matches(
            self.people,
            given_name=texts.get("given_name", ""),
            name_prefix=texts.get("name_prefix", ""),
            family_name=texts.get("family_name", ""),
            birth_date=values.get("birth_date"),
            phone=values.get("phone", ""),
            email=values.get("email", ""),
        )

    def _decide_between(self, row, person, match):
        found = match.participant
        row.match = found
        row.why = f"Lijkt op {found}: {', '.join(match.reasons)}."[:200]
        same = (
            sorted_words(sort_key(found.given_name, found.family_name, found.name_prefix)),
            found.birth_date,
        )
        if person != same or found.birth_date is None:
            row.decision = Decision.CHOOSE
        elif _is_here(found, self.people_import.programme_id):
            row.decision, row.why = Decision.SKIP, "Staat al in DOW."
        else:
            row.decision, row.why = Decision.JOIN, "Was eerder bij DOW."


def person_of(texts: dict[str, str], values: dict) -> Person:
    """By what two rows are taken for the same person: the words of the name and the birth date."""
    name = sort_key(
        texts.get("given_name", ""), texts.get("family_name", ""), texts.get("name_prefix", "")
    )
    return sorted_words(name), values.get("birth_date")


def known_places() -> Places:
    """The organisations that a row may name."""
    rows = list(Organisation.objects.values_list("pk", "name", "kind"))
    return Places(
        by_name={folded(name): pk for pk, name, _ in rows},
        municipalities=frozenset(
            pk for pk, _, kind in rows if kind == OrganisationKind.MUNICIPALITY
        ),
    )


def name_in(row: ImportedRow) -> str:
    """The name that stands in the row, as people write it."""
    parts = (row.texts.get(name, "") for name in ("given_name", "name_prefix", "family_name"))
    return full_name(*parts) or row.texts.get(FULL_NAME, "")


def _waiting(people_import):
    """The referrals that still wait and name nobody of the participants, by person."""
    rows = Referral.objects.filter(
        programme=people_import.programme_id, status__in=OPEN_STATUSES, participant=None
    ).values_list("given_name", "family_name", "name_prefix", "birth_date", "reference")
    return {
        (sorted_words(sort_key(given, family, prefix)), born): reference
        for given, family, prefix, born, reference in rows
    }


def _is_here(participant, programme_id):
    return Referral.objects.filter(
        programme=programme_id,
        participant=participant,
        status__in=(*OPEN_STATUSES, ReferralStatus.ACCEPTED),
    ).exists()
