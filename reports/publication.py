"""Whether a text may go outside: no real name, birth date, phone, e-mail or municipality in it. Pure.

Names are looked for word by word, whatever their accents and capitals, with the endings that Dutch
puts behind a name ("Riks", "Rik's", "Rikje") and broken by a hyphen. A name that is also an
everyday word only counts when it is written with a capital.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from dow_site.dates import MONTHS, SHORT_MONTHS
from participants.names import folded


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Parts of a name that say nothing about whose name it is.
_PARTICLES = _words(
    "aan al bij da de del den der des di dos du el en het in la le of oude 's 't te ten ter tot "
    "van von voor dr drs ing mr mw dhr mevrouw meneer"
)
# What people fill in for a name when they mean somebody's part in the story.
_ROLE_WORDS = _words(
    "moeder vader ouder ouders broer zus opa oma oom tante neef nicht stiefmoeder stiefvader "
    "pleegouder pleegouders voogd vriend vriendin partner familie buurman buurvrouw mentor "
    "docent coach jobcoach begeleider trainer therapeut arts huisarts psycholoog consulent "
    "klantmanager werkgever leidinggevende projectleider gemeente school onbekend"
)
# Family names that are ordinary words too.
_EVERYDAY = _words(
    "bakker bank berg bos brand brink bron bruin dag dijk dekker goede groen groot haan hof "
    "jong kamp klein klerk kok koning kramer lang maas meer mei meijer mol oud post prins raap "
    "rood ruis schipper smit stam start steen veen veld visser vos vries vrij weg werk wit wolf "
    "zand zwart noor hoop mens best lief sterk snel dam dorp huis zee boom ster appel jonker "
    "leek mark"
)
_ENDING = r"(?:['’`´]?s|['’`´]|je|tje|pje|etje|jes|tjes|ke)?"
_BROKEN = re.compile(r"(?<=\w)[-‐‑–]\s*(?=\w)")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")


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
    """The publication edition is refused; `findings` holds every place to mend."""

    def __init__(self, findings: tuple[Finding, ...]):
        self.findings = findings
        places = "; ".join(map(str, findings))
        super().__init__(f"Dit verslag kan nog niet naar buiten, want er staat nog: {places}.")


@dataclass(frozen=True)
class _Secret:
    what: str
    pattern: re.Pattern[str]
    keeps_capitals: bool = False


def check_publication(
    places: Iterable[Place],
    people: Iterable[Person],
    *,
    aliases: Iterable[str],
    municipalities: Iterable[str] = (),
) -> None:
    """Refuse with NotPublishable while one of the texts holds what would show who it is about.

    An alias is made up and may stand anywhere, also where somebody happens to have the same name.
    """
    known = frozenset(word for alias in aliases for word in folded(alias).split())
    secrets = list(dict.fromkeys(_secrets(people, known, municipalities)))
    findings = [
        Finding(what=secret.what, where=place.where, url=place.url)
        for place in places
        for secret in _found(place.text, secrets)
    ]
    if findings:
        raise NotPublishable(tuple(dict.fromkeys(findings)))


def _found(text: str, secrets: Iterable[_Secret]) -> Iterator[_Secret]:
    plain = _INVISIBLE.sub("", text)
    whole = _BROKEN.sub("", plain)
    versions = dict.fromkeys((plain, whole))
    lowered = [folded(version) for version in versions]
    capitals = [_without_accents(version) for version in versions]
    for secret in secrets:
        if any(map(secret.pattern.search, capitals if secret.keeps_capitals else lowered)):
            yield secret


def _secrets(
    people: Iterable[Person], known: frozenset[str], municipalities: Iterable[str]
) -> Iterator[_Secret]:
    for person in people:
        for name in person.names:
            for word in _name_words(name):
                if word not in known:
                    yield _name(word)
        if person.birth_date:
            yield _Secret("geboortedatum", _date_pattern(person.birth_date))
        for phone in person.phones:
            if pattern := _phone_pattern(phone):
                yield _Secret("telefoonnummer", pattern)
        for email in filter(None, person.emails):
            yield _Secret("e-mailadres", re.compile(re.escape(folded(email))))
    for municipality in municipalities:
        if name := folded(municipality).removeprefix("gemeente ").strip():
            yield _Secret(
                f"gemeente ‘{name.title()}’", re.compile(rf"(?<!\w){re.escape(name)}s?(?!\w)")
            )


def _name_words(name: str) -> Iterator[str]:
    for word in re.split(r"[\s\-.,]+", folded(name)):
        if len(word) > 1 and word not in _PARTICLES and word not in _ROLE_WORDS:
            yield word


def _name(word: str) -> _Secret:
    keeps_capitals = word in _EVERYDAY
    written = re.escape(word.capitalize() if keeps_capitals else word)
    pattern = re.compile(rf"(?<!\w){written}{_ENDING}(?!\w)")
    return _Secret(f"naam ‘{word.title()}’", pattern, keeps_capitals)


def _date_pattern(day: date) -> re.Pattern[str]:
    month = "|".join((f"0?{day.month}", MONTHS[day.month - 1], SHORT_MONTHS[day.month - 1]))
    year = f"(?:{day.year}|['’]?{day.year % 100:02d})"
    between = r"[\s\-/.]+"
    return re.compile(
        rf"(?<!\d)(?:0?{day.day}{between}(?:{month}){between}{year}"
        rf"|{day.year}-0?{day.month}-0?{day.day})(?!\d)"
    )


def _phone_pattern(phone: str) -> re.Pattern[str] | None:
    """The number however it is spaced, with 0 or a country code in front; None for no number."""
    digits = re.sub(r"\D", "", re.sub(r"^\s*(?:\+|00)31", "0", phone)).lstrip("0")
    if len(digits) < 6:
        return None
    spaced = r"[\s\-.()/]*".join(digits)
    return re.compile(rf"(?<!\d)(?:0|(?:\+|00)31[\s\-.(]*0?[\s\-.)]*)[\s\-.]*{spaced}(?!\d)")


def _without_accents(text: str) -> str:
    """Like `folded`, but keeps capitals."""
    taken_apart = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in taken_apart if not unicodedata.combining(letter))
