"""What the texts of one row say, and what is wrong with them in Dutch. Pure: the same for the trial and the form."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import TextChoices

from dow_site.dates import Precision
from dow_site.free_text import BSN_WARNING, looks_like_bsn
from dow_site.reading_dates import parse_when
from participants.importing.fields import FULL_NAME
from participants.models import Education, ReasonCategory, ReferralSource
from participants.names import folded, split_family_name, split_name

# No longer than the columns of the database; telephone and e-mail fit in one of 120 together.
LONGEST = {
    "given_name": 80,
    "name_prefix": 20,
    "family_name": 80,
    "phone": 20,
    "email": 98,
    "alias": 40,
    "language": 40,
    "income_at_start": 120,
    "living_situation": 120,
    "wishes": 5000,
    "own_words": 5000,
}
DAYS = ("birth_date", "received_on")
CHOICES = {
    "education": Education,
    "reason_category": ReasonCategory,
    "source": ReferralSource,
}
LEFT_OUT = "(nummer weggelaten)"
_FEWEST_DIGITS = 8
_MOST_SHOWN = 60
# Excel takes the nought off a number that begins with one.
_WITHOUT_NOUGHT = re.compile(r"[1-9]\d{8}", re.ASCII)
_NO_PHONE = "Dit is geen telefoonnummer. Schrijf bijvoorbeeld 06 1234 5678."
_DAY_EXAMPLE = "Schrijf bijvoorbeeld 12-3-2006."
_NO_NAME = "Geef een voornaam."


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a row says, by field, and a sentence for each field that cannot be read."""

    values: dict[str, Any] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Places:
    """The organisations that a list may name, by folded name: their keys, and which are municipalities."""

    by_name: Mapping[str, int]
    municipalities: frozenset[int]

    def find(self, text: str) -> int | None:
        """The key of the organisation; 'Hellendoorn' is 'Gemeente Hellendoorn' too."""
        name = folded(text)
        return self.by_name.get(name) or self.by_name.get(f"gemeente {name}")


def whole_phone(text: str) -> str:
    """A telephone number with the nought that Excel took off."""
    return f"0{text}" if _WITHOUT_NOUGHT.fullmatch(text) else text


def without_bsn(text: str) -> str:
    """The text, or a word in its place where it may hold a citizen service number."""
    return LEFT_OUT if looks_like_bsn(text) else text


def with_split_names(texts: Mapping[str, str]) -> dict[str, str]:
    """The texts with a name in one piece taken apart, and the prefix off the family name."""
    parts = dict(texts)
    whole = parts.pop(FULL_NAME, "")
    if whole and not (parts.get("given_name") or parts.get("family_name")):
        parts["given_name"], parts["name_prefix"], parts["family_name"] = split_name(whole)
    elif parts.get("family_name") and not parts.get("name_prefix"):
        parts["name_prefix"], parts["family_name"] = split_family_name(parts["family_name"])
    return {name: text for name, text in parts.items() if text}


def read_row(texts: Mapping[str, str], *, today: datetime.date, places: Places) -> Reading:
    """Read a row whose names stand apart. Never refuses: what cannot be read stands among the problems.

    A row needs a given name. Days are whole days that have been; a choice is written as its label,
    or begins with it; an organisation is one that DOW knows.
    """
    values, problems = {}, {}
    for name, raw in texts.items():
        text = whole_phone(raw.strip()) if name == "phone" else raw.strip()
        if not text:
            continue
        try:
            values[name] = _value(name, text, today, places)
        except ValueError as error:
            problems[name] = str(error)
    if not texts.get("given_name", "").strip():
        problems["given_name"] = _NO_NAME
    return Reading(values=values, problems=problems)


def _value(name: str, text: str, today: datetime.date, places: Places) -> Any:
    if looks_like_bsn(text) or LEFT_OUT in text:
        raise ValueError(BSN_WARNING)
    if name in LONGEST and len(text) > LONGEST[name]:
        raise ValueError(f"Dit is te lang: hooguit {LONGEST[name]} tekens.")
    if name in DAYS:
        return _day(text, today)
    if name in CHOICES:
        return _choice(text, CHOICES[name])
    match name:
        case "phone":
            if len(re.sub(r"\D", "", text)) < _FEWEST_DIGITS:
                raise ValueError(_NO_PHONE)
        case "email":
            try:
                validate_email(text)
            except ValidationError as error:
                raise ValueError("Dit is geen e-mailadres.") from error
        case "municipality" | "organisation":
            found = places.find(text)
            if found is None:
                raise ValueError(f"‘{_short(text)}’ staat niet in de lijst van organisaties.")
            if name == "municipality" and found not in places.municipalities:
                raise ValueError(f"‘{_short(text)}’ is geen gemeente.")
            return found
    return text


def _day(text, today):
    try:
        when = parse_when(text, today)
    except ValueError as error:
        raise ValueError(f"‘{_short(text)}’ is geen dag. {_DAY_EXAMPLE}") from error
    if when.precision != Precision.DAY or when.end is not None:
        raise ValueError(f"‘{_short(text)}’ is geen hele dag. {_DAY_EXAMPLE}")
    if when.start > today:
        raise ValueError(f"‘{_short(text)}’ ligt in de toekomst.")
    return when.start


def choice_label(text: str, choices: type[TextChoices]) -> str:
    """The label that the text means: that itself, or the one with which it begins; "" for none.

    'Vmbo-t' is Vmbo, and 'mbo 2 techniek' is Mbo 2.
    """
    said = folded(text)
    for label in sorted((str(label) for label in choices.labels), key=len, reverse=True):
        if said and re.match(rf"{re.escape(folded(label))}(?!\w)", said):
            return label
    return ""


def _choice(text, choices):
    if meant := choice_label(text, choices):
        return choices.values[choices.labels.index(meant)]
    labels = ", ".join(str(label) for _, label in choices.choices)
    raise ValueError(f"‘{_short(text)}’ ken ik niet. Kies uit: {labels}.")


def _short(text):
    return text if len(text) <= _MOST_SHOWN else f"{text[: _MOST_SHOWN - 1]}…"
