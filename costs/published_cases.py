"""Reading the published cases from their data file: checked in full before anything is written. Pure.

The file holds the three cases of the research report in this project's own words. A mistake in it
is refused with a sentence that names the case and the field.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path

DATA_FILE = Path(__file__).resolve().parent / "data" / "published_cases.json"

# From open to strict: an event that touches more categories gets the strictest.
_STRICTNESS = ("ordinary", "family", "finance", "health", "addiction")
# What PostgreSQL cannot keep: the null character, and halves of a character.
_UNSTORABLE = re.compile("[\\x00\\ud800-\\udfff]")
# Higher than any year, age, amount or quantity of a case: a slip of the keyboard.
_TOO_HIGH = 1_000_000
_MONTH = re.compile(r"^([12]\d{3})-(0[1-9]|1[0-2])$")


class BrokenFile(ValueError):
    """The data file cannot be used; the message says where and why, in Dutch."""


class Entry:
    """One object of the file, that knows where it stands so that it can say what is wrong."""

    def __init__(self, values: object, place: str):
        if not isinstance(values, Mapping):
            raise BrokenFile(f"{place}: hier hoort een object te staan.")
        self._values = values
        self.place = place

    def wrong(self, field: str, why: str) -> BrokenFile:
        return BrokenFile(f"{self.place}, veld '{field}': {why}")

    def has(self, field: str) -> bool:
        return self._values.get(field) is not None

    def text(self, field: str, *, default: str | None = None, longest: int = 5000) -> str:
        """A text; required unless a default is given."""
        if not self.has(field):
            if default is None:
                raise self.wrong(field, "ontbreekt.")
            return default
        value = self._values[field]
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(field, "hoort een tekst te zijn.")
        if len(value) > longest:
            raise self.wrong(field, f"is langer dan {longest} tekens.")
        return self._storable(field, value)

    def _storable(self, field: str, value: str) -> str:
        if _UNSTORABLE.search(value):
            raise self.wrong(field, "heeft tekens die niet te bewaren zijn.")
        return value

    def one_of(self, field: str, allowed, *, default: str | None = None) -> str:
        value = self.text(field, default=default)
        if value and value not in allowed:
            raise self.wrong(field, f"'{value}' is niet bekend. Kies uit: {', '.join(allowed)}.")
        return value

    def number(self, field: str, *, required: bool = False) -> int | None:
        value = self._values.get(field)
        if value is None and not required:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 9999:
            raise self.wrong(field, "hoort een heel getal van 0 tot en met 9999 te zijn.")
        return value

    def amount(self, field: str, *, required: bool = False) -> Decimal | None:
        """An amount in euros or a quantity; whole or with decimals, never below zero."""
        value = self._values.get(field)
        if value is None and not required:
            return None
        try:
            if isinstance(value, bool | float):
                raise InvalidOperation
            amount = Decimal(value)
        except (InvalidOperation, TypeError, ValueError):
            amount = None
        if amount is None or not amount.is_finite() or amount < 0:
            raise self.wrong(field, "hoort een bedrag of aantal van nul of hoger te zijn.")
        if amount >= _TOO_HIGH or amount != round(amount, 2):
            raise self.wrong(field, "is te groot, of heeft meer dan twee cijfers achter de komma.")
        return amount

    def yes_no(self, field: str) -> bool | None:
        value = self._values.get(field)
        if value is not None and not isinstance(value, bool):
            raise self.wrong(field, "hoort true of false te zijn.")
        return value

    def month(self, field: str, *, required: bool = True) -> datetime.date | None:
        """The first day of a month written as 2019-10."""
        if not required and not self.has(field):
            return None
        value = self.text(field)
        match = _MONTH.match(value)
        if match is None:
            raise self.wrong(field, f"'{value}' is geen maand zoals 2019-10.")
        return datetime.date(int(match[1]), int(match[2]), 1)

    def entry(self, field: str) -> Entry:
        return Entry(self._values.get(field), f"{self.place}, veld '{field}'")

    def entries(self, field: str, word: str, *, key: str = "code") -> list[Entry]:
        """A list of objects; those that have the key differ in it."""
        values = self._values.get(field)
        if not isinstance(values, list):
            raise self.wrong(field, "hoort een lijst te zijn.")
        listed: list[Entry] = []
        names: list[object] = []
        for number, value in enumerate(values, start=1):
            name = value.get(key, number) if isinstance(value, Mapping) else number
            if name in names:
                raise self.wrong(field, f"'{name}' staat er twee keer in.")
            names.append(name)
            listed.append(Entry(value, f"{self.place}, {word} {name}"))
        return listed

    def codes(self, field: str, known: Mapping[str, object] | set[str]) -> list[str]:
        """A list of codes that must all be known."""
        values = self._values.get(field, [])
        if not isinstance(values, list):
            raise self.wrong(field, "hoort een lijst te zijn.")
        for code in values:
            if not isinstance(code, str) or code not in known:
                raise self.wrong(field, f"'{code}' is niet bekend.")
        return values

    def texts(self, field: str) -> list[str]:
        """A list of texts; empty where the field is missing."""
        values = self._values.get(field, [])
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise self.wrong(field, "hoort een lijst van teksten te zijn.")
        return [self._storable(field, value) for value in values]

    def quote(self) -> tuple[str, str]:
        """The quoted fragment and its speaker; both empty where there is none."""
        if not self.has("quote"):
            return "", ""
        quote = self.entry("quote")
        return quote.text("text", longest=300), quote.text("speaker", longest=120)


def strictest(categories: list[str]) -> str:
    """The strictest of an event's categories: it decides who may read the event."""
    return max(categories, key=_STRICTNESS.index)


def sensitivity_of(event: Entry) -> str:
    categories = event.codes("categories", set(_STRICTNESS))
    if not categories:
        raise event.wrong("categories", "is leeg.")
    return strictest(categories)
