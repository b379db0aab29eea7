"""Whether a text may go outside: no real name, birth date, phone, e-mail or municipality in it. Pure.

Names are looked for word by word, whatever their accents and capitals, with the endings that Dutch
puts behind a name ("Riks", "Rik's", "Rikje") and broken by a hyphen. A name that is also an
everyday word only counts where it is meant as a name: with a capital, behind a title ("meneer de
boer"), or behind an initial of the same person ("j. bos").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from participants.names import folded
from reports.everyday_words import EVERYDAY, PARTICLES, ROLE_WORDS, TITLES
from reports.spellings import (
    Word,
    WrittenDay,
    addresses_in,
    core_of_phone,
    days_in,
    folded_in_place,
    forms_of,
    has_phone,
    name_words,
    numbers_in,
    versions,
    words_in,
)

# Near one of these a day and a month are a birthday, also without the year.
_BIRTHDAY = re.compile(r"jarig|verjaar|geboren|geboorte")
_NEAR = 60
# Places with a second name.
_ALSO_CALLED = {
    "s-gravenhage": "den haag",
    "den haag": "s-gravenhage",
    "s-hertogenbosch": "den bosch",
    "den bosch": "s-hertogenbosch",
}
_PLACE_ENDINGS = "(?:s|se|er|ers|enaar|enaren)?"


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody in the dossier whom a publication may not show; all that is known may be left empty."""

    names: tuple[str, ...] = ()
    birth_date: date | None = None
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Place:
    """A text that would be printed and where it stands: "gebeurtenis 3"; `url` leads to its form."""

    where: str
    text: str
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What stands where it may not: "naam ‘Mehmet’ in gebeurtenis 3"."""

    what: str
    where: str
    url: str = ""

    def __str__(self) -> str:
        return f"{self.what} in {self.where}"


class NotPublishable(ValueError):
    """The publication edition is refused; `findings` holds every place to mend.

    `report` is what was not printed, for who is to see what would have been in it.
    """

    def __init__(self, findings: tuple[Finding, ...], report: object = None):
        self.findings = findings
        self.report = report
        places = "; ".join(map(str, findings))
        super().__init__(f"Dit verslag kan nog niet naar buiten, want er staat nog: {places}.")


@dataclass(frozen=True)
class Secrets:
    """What may not stand in a publication, ready to be looked for in any number of texts.

    An alias is made up and may stand anywhere, also where somebody happens to have the same name.
    """

    _names: dict[str, _Name] = field(default_factory=dict)
    _days: frozenset[date] = frozenset()
    _phones: tuple[str, ...] = ()
    _emails: tuple[str, ...] = ()
    _places: tuple[_Municipality, ...] = ()

    @classmethod
    def of(
        cls,
        people: Iterable[Person],
        *,
        aliases: Iterable[str] = (),
        municipalities: Iterable[str] = (),
    ) -> Secrets:
        people = list(people)
        known = frozenset(word for alias in aliases for word in name_words(alias))
        return cls(
            _names=_names(people, known),
            _days=frozenset(one.birth_date for one in people if one.birth_date),
            _phones=_distinct(core_of_phone(phone) for one in people for phone in one.phones),
            _emails=_distinct(
                folded(email) for one in people for email in one.emails if "@" in email
            ),
            _places=tuple(_municipalities(municipalities)),
        )

    def findings(self, places: Iterable[Place], *, by_line: bool = False) -> tuple[Finding, ...]:
        """Every place to mend, each thing in it once.

        `by_line` is for the text of paper: what two lines say together is a name, and no date or number.
        """
        return tuple(
            dict.fromkeys(
                Finding(what=what, where=place.where, url=place.url)
                for place in places
                for what in self._found(place.text, by_line)
            )
        )

    def _found(self, text: str, by_line: bool) -> Iterator[str]:
        for version in versions(text):
            yield from self._names_in(version)
            yield from self._places_in(version)
            for part in version.splitlines() if by_line else (version,):
                if any(self._days_in(part)):
                    yield "geboortedatum"
                if self._phones and self._phone_in(part):
                    yield "telefoonnummer"
                if self._emails and self._email_in(part):
                    yield "e-mailadres"

    def _names_in(self, text: str) -> Iterator[str]:
        for _, name in _named(self._names, text):
            yield f"naam ‘{name.title}’"

    def _days_in(self, text: str) -> Iterator[date]:
        for found in days_in(text) if self._days else ():
            for day in self._days:
                if _means(found, day, text):
                    yield day

    def _phone_in(self, text: str) -> bool:
        return any(
            has_phone(digits, core) for digits, _, _ in numbers_in(text) for core in self._phones
        )

    def _email_in(self, text: str) -> bool:
        written = addresses_in(text)
        return any(email in written for email in self._emails)

    def _places_in(self, text: str) -> Iterator[str]:
        if not self._places:
            return
        plain = folded_in_place(text)
        for place in self._places:
            for found in place.pattern.finditer(plain):
                if not place.needs_capital or text[found.start()].isupper():
                    yield f"gemeente ‘{place.title}’"
                    break


def check_publication(
    places: Iterable[Place],
    people: Iterable[Person],
    *,
    aliases: Iterable[str],
    municipalities: Iterable[str] = (),
) -> None:
    """Refuse with NotPublishable while one of the texts holds what would show who it is about."""
    findings = findings_in(places, people, aliases=aliases, municipalities=municipalities)
    if findings:
        raise NotPublishable(findings)


def findings_in(
    places: Iterable[Place],
    people: Iterable[Person],
    *,
    aliases: Iterable[str],
    municipalities: Iterable[str] = (),
) -> tuple[Finding, ...]:
    """Whatever in these texts would show who they are about, each once."""
    return Secrets.of(people, aliases=aliases, municipalities=municipalities).findings(places)


class NamesInText:
    """Finds where a text names one of these people, passing over words of the `known` names."""

    def __init__(self, people: Iterable[Person], *, known: Iterable[str] = ()) -> None:
        people = list(people)
        self._names = _names(people, frozenset(word for name in known for word in name_words(name)))
        self._days = [(one.birth_date, at) for at, one in enumerate(people) if one.birth_date]
        self._phones = [
            (core, at)
            for at, one in enumerate(people)
            for core in map(core_of_phone, one.phones)
            if core
        ]
        self._emails = [
            (email.lower(), at) for at, one in enumerate(people) for email in one.emails if email
        ]

    def spans(self, text: str) -> Iterator[tuple[int, int, int]]:
        """From where to where whom (his number among the people), in order, never over each other."""
        end = 0
        for begin, until, number in sorted(self._all(text), key=lambda one: (one[0], -one[1])):
            if begin >= end:
                yield begin, until, number
                end = until

    def _all(self, text: str) -> Iterator[tuple[int, int, int]]:
        for word, name in _named(self._names, text):
            yield word.begin, word.end, name.owner
        for found in days_in(text) if self._days else ():
            for day, number in self._days:
                if _means(found, day, text):
                    yield found.begin, found.end, number
        for digits, begin, until in numbers_in(text) if self._phones else ():
            for core, number in self._phones:
                if has_phone(digits, core):
                    yield begin, until, number
        plain = text.lower() if self._emails else ""
        for email, number in self._emails:
            for found in re.finditer(re.escape(email), plain):
                yield *found.span(), number


@dataclass(frozen=True, slots=True)
class _Name:
    """A form of a word of a name; `beside` makes it one in lower case too, `owner` had it first."""

    title: str
    needs_capital: bool
    owner: int
    beside: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Municipality:
    title: str
    pattern: re.Pattern[str]
    needs_capital: bool


def _names(people: list[Person], known: frozenset[str]) -> dict[str, _Name]:
    found: dict[str, _Name] = {}
    for owner, person in enumerate(people):
        told = [name_words(name) for name in person.names]
        # What may stand right before a word of this name: an initial. Another word of it counts by itself.
        beside = frozenset(word[0] for words in told for word in words)
        for words in told:
            own = [word for word in words if _says_who(word) and word not in known]
            for word in own:
                _add(found, word, word.title(), word in EVERYDAY, owner, beside, known)
            for first, second in zip(words, words[1:], strict=False):
                if _says_who(first) and _says_who(second) and not known.issuperset((first, second)):
                    title = f"{first} {second}".title()
                    _add(found, first + second, title, False, owner, beside, known)
    return found


def _says_who(word: str) -> bool:
    return len(word) > 1 and word not in PARTICLES and word not in ROLE_WORDS


def _add(
    found: dict[str, _Name],
    word: str,
    title: str,
    is_everyday: bool,
    owner: int,
    beside: frozenset[str],
    known: frozenset[str],
) -> None:
    """Put every form of a word in, but for an alias; what two persons share counts as for either."""
    for form, is_doubled in forms_of(word):
        if form in known:
            continue
        needs_capital = is_everyday or is_doubled or form in EVERYDAY
        before = found.get(form)
        if before:
            title, owner, beside = before.title, before.owner, before.beside | beside
            needs_capital = needs_capital and before.needs_capital
        found[form] = _Name(title, needs_capital, owner, beside)


def _named(names: dict[str, _Name], text: str) -> Iterator[tuple[Word, _Name]]:
    """The words of a text that are somebody's name."""
    before: Word | None = None
    for word in words_in(text):
        name = names.get(word.key)
        if name and (word.capital or not name.needs_capital or _is_meant(name, before)):
            yield word, name
        if word.key in TITLES or word.key not in PARTICLES:
            before = word


def _is_meant(name: _Name, before: Word | None) -> bool:
    """Whether a word in lower case is meant as the name, by what stands before it."""
    return before is not None and (before.key in TITLES or before.key in name.beside)


def _means(found: WrittenDay, day: date, text: str) -> bool:
    """Whether the text tells this day: with its year, or without one near a word about birthdays."""
    return found.can_be(day) and (found.year is not None or _is_birthday(found, text))


def _is_birthday(found: WrittenDay, text: str) -> bool:
    """Whether a day without a year stands near a word that says that it is a birthday."""
    near = folded_in_place(text[max(found.begin - _NEAR, 0) : found.end + _NEAR])
    return _BIRTHDAY.search(near) is not None


def _municipalities(names: Iterable[str]) -> Iterator[_Municipality]:
    for name in names:
        plain = re.sub(r"\(.*?\)|^gemeente\s+", "", folded(name)).strip(" '’")
        if not plain:
            continue
        parts = [part for part in plain.split("-") if len(part) > 2] if "-" in plain else []
        for written in dict.fromkeys((plain, *filter(None, [_ALSO_CALLED.get(plain)]), *parts)):
            words = re.split(r"[\s\-'’]+", written)
            pattern = r"[\s\-'’]*".join(map(re.escape, words))
            yield _Municipality(
                written.title(),
                re.compile(rf"(?<![^\W\d_]){pattern}{_PLACE_ENDINGS}(?![^\W\d_])"),
                len(words) == 1 and written in EVERYDAY,
            )


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, texts)))
