"""What a leader can leave out of an access pack: people, sentences and files, and where they stand."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from participants.names import folded
from reports.access_request.held import Holdings
from reports.access_request.others import ThirdParty, own_names
from reports.access_request.veil import sentence_key, sentences_of
from reports.models import AccessRequest, Withheld
from reports.publication import NamesInText
from trajectories.models import EventAttachment

# Fewer are a name, a number or a heading, and no sentence.
_FEWEST_WORDS = 3


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One thing that may be withheld: its key, what it says, and where it stands."""

    kind: Withheld
    key: str
    label: str
    where: str


def people_to_choose(others: Collection[ThirdParty]) -> list[Choice]:
    return [
        Choice(kind=Withheld.PERSON, key=one.key, label=one.name, where=one.role) for one in others
    ]


def files_to_choose(holdings: Holdings) -> list[Choice]:
    label = EventAttachment._meta.label_lower
    return [
        Choice(
            kind=Withheld.FILE,
            key=str(entry.key),
            label=next(fact.text for fact in entry.facts if fact.name == "name"),
            where="bijlage bij een gebeurtenis",
        )
        for entry in holdings.entries()
        if entry.model == label
    ]


def sentences_to_choose(holdings: Holdings) -> list[Choice]:
    """Every sentence that somebody typed, also in what was written over; the same words once."""
    found: dict[str, Choice] = {}
    for text, where in _typed(holdings):
        for sentence in sentences_of(text):
            if len(sentence.split()) >= _FEWEST_WORDS:
                key = sentence_key(sentence)
                found.setdefault(
                    key, Choice(kind=Withheld.SENTENCE, key=key, label=sentence, where=where)
                )
    return list(found.values())


def naming_somebody(
    sentences: Collection[Choice], others: Collection[ThirdParty], request: AccessRequest
) -> list[Choice]:
    """The sentences in which somebody else is named who does not work with the system."""
    people = [one.person for one in others if not one.works_with_the_system]
    names = NamesInText(people, known=own_names(request.whose))
    return [one for one in sentences if next(names.spans(one.label), None)]


def holding_words(sentences: Collection[Choice], words: str) -> list[Choice]:
    """The sentences in which these words stand, whatever their accents and capitals."""
    return [one for one in sentences if folded(words) in folded(one.label)]


def _typed(holdings: Holdings) -> Iterator[tuple[str, str]]:
    for chapter in holdings.chapters:
        for kind in chapter.kinds:
            for number, entry in enumerate(kind.entries, 1):
                for fact in entry.facts:
                    if fact.is_typed:
                        yield fact.text, f"{kind.title} {number}, {fact.label.lower()}"
    for change in holdings.changes:
        if change.is_typed:
            where = f"vroeger, {change.kind.lower()}, {change.label.lower()}"
            yield change.was, where
            yield change.became, where
