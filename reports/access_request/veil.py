"""What of a third party is not given: his name wherever it stands, a sentence, a file. Pure.

Every place stays visible as left out, and is counted: who asked may know that something is missing
and why, not what.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from participants.names import folded
from reports.access_request.held import Change, Entry, Fact, Holdings
from reports.access_request.inventory import CARDS
from reports.models import WhyWithheld, Withheld
from reports.publication import NamesInText, Person

NAME_OUT = "[naam weggelaten]"
SENTENCE_OUT = "[zin weggelaten]"
CARD_OUT = "[weggelaten]"
FILE_OUT = "[bijlage weggelaten]"
_SENTENCE_ENDS = re.compile(r"((?<=[.!?…])\s+|\s*\n\s*)")
_CARD_FIELDS: Mapping[str, frozenset[str]] = {
    model._meta.label_lower: names for model, (_, names) in CARDS.items()
}
_FILES = "trajectories.eventattachment"


def sentences_of(text: str) -> Iterator[str]:
    """The sentences of a text, as they may be withheld one by one."""
    for piece in _SENTENCE_ENDS.split(text)[::2]:
        if piece.strip():
            yield piece.strip()


def sentence_key(sentence: str) -> str:
    """By what a sentence is known: the same words give the same key, whatever their capitals and spaces."""
    return hashlib.sha256(folded(sentence).encode()).hexdigest()


@dataclass(frozen=True, kw_only=True)
class Veil:
    """What is withheld and why; `own_names` are the names of the participant himself, which stay."""

    people: tuple[tuple[Person, str], ...] = ()
    cards: Mapping[str, str] = field(default_factory=dict)
    sentences: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[int, str] = field(default_factory=dict)
    own_names: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.people or self.cards or self.sentences or self.files)


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """What was left out and why, and how often."""

    what: str
    why: str
    times: int


def veiled_holdings(holdings: Holdings, veil: Veil) -> tuple[Holdings, tuple[LeftOut, ...]]:
    """The holdings without what is withheld, and the count of what was left out."""
    work = _Veiling(veil)
    chapters = tuple(
        replace(
            chapter,
            kinds=tuple(
                replace(kind, entries=tuple(map(work.entry, kind.entries)))
                for kind in chapter.kinds
            ),
        )
        for chapter in holdings.chapters
    )
    changes = tuple(map(work.change, holdings.changes))
    return replace(holdings, chapters=chapters, changes=changes), work.left_out()


def veiled_texts(texts: Iterable[str], veil: Veil) -> tuple[str, ...]:
    """Single texts, such as the names in the log of looks, in the same veil."""
    work = _Veiling(veil)
    return tuple(map(work.text, texts))


class _Veiling:
    """One pass over everything, which counts as it goes."""

    def __init__(self, veil: Veil) -> None:
        self.veil = veil
        self.names = NamesInText([person for person, _ in veil.people], known=veil.own_names)
        self.counted: Counter[tuple[str, str]] = Counter()

    def entry(self, entry: Entry) -> Entry:
        return replace(entry, facts=tuple(self._fact(fact, entry) for fact in entry.facts))

    def _fact(self, fact: Fact, entry: Entry) -> Fact:
        if fact.name in _CARD_FIELDS.get(entry.model, ()) and entry.person in self.veil.cards:
            self._count("gegevens van een ander", self.veil.cards[entry.person])
            return replace(fact, text=CARD_OUT, value=CARD_OUT)
        if fact.name == "name" and entry.model == _FILES and entry.key in self.veil.files:
            self._count("bijlage", self.veil.files[entry.key])
            return replace(fact, text=FILE_OUT, value=FILE_OUT)
        if not fact.is_words:
            return fact
        text = self.text(fact.text)
        return replace(fact, text=text, value=text)

    def change(self, change: Change) -> Change:
        if change.name in _CARD_FIELDS.get(change.model, ()) and change.person in self.veil.cards:
            self._count("gegevens van een ander", self.veil.cards[change.person])
            return replace(change, was=CARD_OUT, became=CARD_OUT)
        if change.model == _FILES and change.name == "name" and change.key in self.veil.files:
            self._count("bijlage", self.veil.files[change.key])
            return replace(change, was=FILE_OUT, became=FILE_OUT)
        return replace(
            change,
            who=self.text(change.who),
            was=self.text(change.was),
            became=self.text(change.became),
        )

    def text(self, text: str) -> str:
        """The text without withheld sentences and names."""
        if self.veil.is_empty or not text:
            return text
        pieces = _SENTENCE_ENDS.split(text) if self.veil.sentences else [text]
        return "".join(self._piece(piece) for piece in pieces)

    def _piece(self, piece: str) -> str:
        if self.veil.sentences and (why := self.veil.sentences.get(sentence_key(piece))):
            self._count("zin", why)
            return SENTENCE_OUT
        return self._without_names(piece) if self.veil.people else piece

    def _without_names(self, piece: str) -> str:
        kept, at, last = [], 0, None
        for begin, end, number in self.names.spans(piece):
            # The given and the family name of one person are one name.
            if number != last or piece[at:begin].strip():
                kept += [piece[at:begin], NAME_OUT]
                self._count("naam", self.veil.people[number][1])
            at, last = end, number
        return "".join([*kept, piece[at:]])

    def _count(self, what: str, why: str) -> None:
        self.counted[what, why] += 1

    def left_out(self) -> tuple[LeftOut, ...]:
        reasons = {why.value: str(why.label).removeprefix("Weglaten: ") for why in WhyWithheld}
        return tuple(
            LeftOut(what=what, why=reasons[why], times=times)
            for (what, why), times in sorted(self.counted.items())
        )


def veil_of(
    withholdings: Iterable[tuple[str, str, str]],
    people: Mapping[str, Person],
    own_names: Iterable[str],
) -> Veil:
    """The veil that was chosen: kind, key and reason of each; of who is gone nothing is left to veil."""
    chosen = {kind: {} for kind in Withheld.values}
    for kind, key, why in withholdings:
        chosen[kind][key] = why
    return Veil(
        people=tuple(
            (people[key], why) for key, why in chosen[Withheld.PERSON].items() if key in people
        ),
        cards=chosen[Withheld.PERSON],
        sentences=chosen[Withheld.SENTENCE],
        files={int(key): why for key, why in chosen[Withheld.FILE].items()},
        own_names=tuple(own_names),
    )
