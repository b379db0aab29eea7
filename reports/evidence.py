"""Working elements: what shows, over all trajectories that somebody reads, that an element works.

By alias for every reader, also who knows the names: these pages are for thinking about the method and
for a sheet that others see. A text that shows who it is about, by a name, a date of birth, a number or
a place, is left out and said to be, as the publication of a case is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django import forms
from django.db.models import Count, Q
from django.db.models.functions import Lower
from django.urls import reverse

from accounts.models import User
from dow_site.access import Action, may_anywhere
from dow_site.dates import NO_DATE, Precision, When, write_when
from dow_site.filters import FilterForm
from participants.models import Participant
from reports.dossier_secrets import people_around, person_of
from reports.publication import Person, Place, findings_in
from trajectories.models import EventKind, LifeDomain, TimelineEvent, WorkingElement

PAGE_SIZE = 25
# Namesakes of words in one page's texts; more than these is a list of names and no story.
MOST_PEERS = 200
_DOMAINS, _KINDS = dict(LifeDomain.choices), dict(EventKind.choices)


@dataclass(frozen=True, kw_only=True)
class ElementPage:
    """A working element as a page: its address, and what it means in a sentence."""

    slug: str
    element: WorkingElement
    meaning: str


ELEMENTS = (
    ElementPage(
        slug="aansluiten",
        element=WorkingElement.CONNECT,
        meaning="Beginnen bij wie iemand is: zijn taal, zijn tempo en wat hij zelf wil.",
    ),
    ElementPage(
        slug="meervoudig-ondersteunen",
        element=WorkingElement.MULTIPLE_SUPPORT,
        meaning="Niet alleen het werk: ook thuis, geld en gezondheid, samen met wie daarbij hoort.",
    ),
    ElementPage(
        slug="basis-leggen",
        element=WorkingElement.FUTURE_BASE,
        meaning="Wat blijft als iemand weg is: ritme, een vak, mensen om op te bouwen.",
    ),
)


class EvidenceFilter(FilterForm):
    """By area of life, kind, and own words. Not by a word: that would tell whose story holds a name."""

    gebied = forms.ChoiceField(
        label="Leefgebied", required=False, choices=[("", "Alle"), *LifeDomain.choices]
    )
    soort = forms.ChoiceField(
        label="Soort", required=False, choices=[("", "Alle"), *EventKind.choices]
    )
    woorden = forms.BooleanField(label="Alleen met eigen woorden", required=False)

    def apply(self, queryset):
        if domain := self.chosen("gebied"):
            queryset = queryset.filter(life_domains__contains=[domain])
        if kind := self.chosen("soort"):
            queryset = queryset.filter(kind=kind)
        return queryset.exclude(quote="") if self.chosen("woorden") else queryset


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One event as evidence, in finished words; where it is withheld, only what stands in the way."""

    when: str
    kind: str
    domains: tuple[str, ...]
    chapter: str = ""
    text: str = ""
    quote: str = ""
    speaker: str = ""
    # What shows who it is about, for who knows the names already, and where to mend it.
    telling: tuple[str, ...] = ()
    mend_url: str = ""
    is_withheld: bool = False


@dataclass(frozen=True, kw_only=True)
class Case:
    """The pieces of one trajectory, under its alias."""

    alias: str
    url: str
    pieces: tuple[Piece, ...]


def evidence_for(user: User):
    """The events with a working element that this person may collect; what is only planned shows nothing yet."""
    events = TimelineEvent.objects.permitted(user, Action.VIEW_EVIDENCE)
    return events.exclude(working_element="").exclude(
        planned_on__isnull=False, starts_on__isnull=True
    )


def in_page_order(events):
    return events.select_related("trajectory__participant__municipality", "chapter").order_by(
        "trajectory__reference", "chapter__order", "position", "pk"
    )


def count_per_element(events) -> dict[str, int]:
    """How many events each element has; one query."""
    return dict(events.order_by().values_list("working_element").annotate(count=Count("pk")))


def cases_of(events: Sequence[TimelineEvent], user: User) -> list[Case]:
    """The events of one page under their aliases, with every text veiled or withheld.

    Who is named is looked for among everybody in these dossiers and among the other participants of
    their programmes; the number of queries does not grow with the events.
    """
    trajectories = list({event.trajectory_id: event.trajectory for event in events}.values())
    people = [*people_around(trajectories), *_peers(events, trajectories)]
    towns = {
        trajectory.participant.municipality.name
        for trajectory in trajectories
        if trajectory.participant.municipality
    }
    knows_names = may_anywhere(user, Action.VIEW_PARTICIPANT)
    return [
        Case(
            alias=participant.alias,
            url=reverse("trajectories:timeline", args=[pk]),
            pieces=tuple(_piece(event, participant, people, towns, knows_names) for event in rows),
        )
        for (pk, participant), rows in groupby(
            events, key=lambda event: (event.trajectory_id, event.trajectory.participant)
        )
    ]


def _piece(event, participant, people, towns, knows_names) -> Piece:
    said = {name: participant.veil(text) for name, text in _written(event).items()}
    facts = {
        "when": _when(event),
        "kind": _KINDS[event.kind],
        "domains": tuple(_DOMAINS[domain] for domain in event.life_domains),
    }
    findings = findings_in(
        [Place(where="", text=text) for text in said.values()],
        people,
        aliases=[participant.alias],
        municipalities=towns,
    )
    if not findings:
        return Piece(**facts, **said)
    return Piece(
        **facts,
        is_withheld=True,
        telling=tuple(finding.what for finding in findings) if knows_names else (),
        mend_url=reverse("trajectories:event_edit", args=[event.pk]) if knows_names else "",
    )


def _written(event) -> dict[str, str]:
    """Every text of an event that is shown."""
    return {
        "text": event.text,
        "quote": event.quote,
        "speaker": event.speaker,
        "chapter": event.chapter.title if event.chapter else "",
    }


def _when(event) -> str:
    when = When(
        event.starts_on,
        Precision(event.precision),
        event.ends_on,
        Precision(event.end_precision) if event.end_precision else None,
    )
    return write_when(when, long=True) if when.is_dated else NO_DATE


_WORD = re.compile(r"\w[\w'’-]*")
_ENDING = re.compile(r"(?:['’]s|s|je|tje)$")


def _peers(events: Iterable[TimelineEvent], trajectories) -> list[Person]:
    """Participants of the same programmes whose name is a word with a capital in one of the texts."""
    words = {
        form
        for event in events
        for text in _written(event).values()
        for word in _WORD.findall(text)
        if word[0].isupper()
        for form in (word.lower(), _ENDING.sub("", word.lower()))
    }
    peers = (
        Participant.objects.annotate(given=Lower("given_name"), family=Lower("family_name"))
        .filter(
            Q(given__in=words) | Q(family__in=words),
            trajectories__programme__in={one.programme_id for one in trajectories},
        )
        .distinct()
        .order_by("pk")
    )
    return [person_of(participant) for participant in peers[:MOST_PEERS]]
