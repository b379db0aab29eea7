"""What the texts of one row say of a price and its source, and what is wrong with them in Dutch.

Pure: asks the database nothing, so that a trial of thousands of rows is quick. The rules of a price
that the database keeps are told here with the same sentences.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.text import slugify

from costs.models import Law, Payer, PriceItem, Source, SourceKind
from costs.models.prices import GROSS_NET_CHOICES, UNIT_CHOICES
from costs.price_import.fields import LABELS, SOURCE
from dow_site.columns import heading_key
from dow_site.dates import Precision
from dow_site.money import parse_euros
from dow_site.reading_dates import parse_when

AMOUNTS = ("amount", "low", "high")
_AGES = ("age_min", "age_max")
_DAYS = ("valid_from", "valid_to", "source_retrieved_on")
_CHOICES = {
    "unit": UNIT_CHOICES,
    "gross_net": GROSS_NET_CHOICES,
    "law": Law.choices,
    "payer": Payer.choices,
    "source_kind": SourceKind.choices,
}
_YES_NO = {"ja": True, "nee": False, "j": True, "n": False, "waar": True, "onwaar": False}
OTHER_CATEGORY = "Overig"
_CODE_LENGTH = 40
_OLDEST_AGE = 130
_YEARS = range(1900, 2100)
# What fits in the column: ten digits before the comma.
_MOST_EUROS = Decimal(10) ** 10
_MOST_SHOWN = 40
_CODE_OF_SOURCE = re.compile(r"[-\w]{1,40}", re.ASCII)
_is_address = URLValidator()
_SENTENCE_BY_RULE = {
    constraint.name: str(constraint.violation_error_message)
    for model in (PriceItem, Source)
    for constraint in model._meta.constraints
}


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a row says of the price and of its source, by field, and its problems as sentences."""

    price: dict[str, Any] = field(default_factory=dict)
    source: dict[str, Any] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        return " ".join(self.problems)


def read_row(texts: Mapping[str, str], *, today: datetime.date) -> Reading:
    """Read a row of texts by field. Never refuses: what cannot be read stands among the problems.

    A row needs a name and an amount, or a low and a high one. Without a code the name gives one;
    without a category it is 'Overig'. Days are whole days, choices are written as their label.
    """
    values: dict[str, Any] = {}
    problems = []
    for name, raw in texts.items():
        text = raw.strip()
        if not text:
            continue
        try:
            values[name] = _value(name, text, today)
        except ValueError as error:
            problems.append(f"{LABELS[name]}: {error}")
    price = {name: value for name, value in values.items() if not name.startswith(SOURCE)}
    source = {
        name.removeprefix(SOURCE): value
        for name, value in values.items()
        if name.startswith(SOURCE)
    }
    if "name" not in price and "name" not in texts:
        problems.append("De naam ontbreekt.")
    price.setdefault("category", OTHER_CATEGORY)
    if "code" not in price:
        price["code"] = slugify(str(price.get("name", "")))[:_CODE_LENGTH] or "prijs"
    if not problems:
        problems += _broken_rules(price, source)
    return Reading(price=price, source=source, problems=tuple(problems))


def _value(name: str, text: str, today: datetime.date) -> Any:
    if name in AMOUNTS:
        amount = parse_euros(text)
        if amount >= _MOST_EUROS:
            raise ValueError("dit bedrag is te groot.")
        return amount
    if name in _AGES:
        return _whole(text, range(_OLDEST_AGE + 1), "leeftijd")
    if name in _DAYS:
        return _day(text, today)
    if name in _CHOICES:
        return _choice(text, _CHOICES[name])
    match name:
        case "price_year":
            return _whole(text, _YEARS, "jaar")
        case "away_from_home":
            if (answer := _YES_NO.get(text.casefold())) is None:
                raise ValueError(f"‘{_short(text)}’ is geen ja of nee.")
            return answer
        case "source_code":
            if not _CODE_OF_SOURCE.fullmatch(text):
                raise ValueError(
                    f"‘{_short(text)}’ is geen code: alleen letters, cijfers en streepjes."
                )
        case "source_url":
            try:
                _is_address(text)
            except ValidationError as error:
                raise ValueError(f"‘{_short(text)}’ is geen adres.") from error
    if len(text) > (longest := _longest(name)):
        raise ValueError(f"dit is te lang: hooguit {longest} tekens.")
    return text


def _longest(name: str) -> int:
    model = Source if name.startswith(SOURCE) else PriceItem
    return model._meta.get_field(name.removeprefix(SOURCE)).max_length


def _whole(text: str, allowed: range, what: str) -> int:
    # Only digits that a person typed: a year of thirty digits is no year.
    if not re.fullmatch(r"\d{1,4}", text, re.ASCII) or int(text) not in allowed:
        raise ValueError(f"‘{_short(text)}’ is geen {what}.")
    return int(text)


def _day(text: str, today: datetime.date) -> datetime.date:
    try:
        when = parse_when(text, today)
    except ValueError as error:
        raise ValueError(
            f"‘{_short(text)}’ is geen dag. Schrijf bijvoorbeeld 31-12-2026."
        ) from error
    if when.precision != Precision.DAY or when.end is not None:
        raise ValueError(f"‘{_short(text)}’ is geen hele dag. Schrijf bijvoorbeeld 31-12-2026.")
    return when.start


def _choice(text: str, choices) -> str:
    said = heading_key(text)
    for value, label in choices:
        if said in (heading_key(str(label)), heading_key(value)):
            return value
    labels = ", ".join(str(label) for _, label in choices)
    raise ValueError(f"‘{_short(text)}’ ken ik niet. Kies uit: {labels}.")


def _short(text: str) -> str:
    return text if len(text) <= _MOST_SHOWN else f"{text[: _MOST_SHOWN - 1]}…"


def _in_order(first: str, last: str) -> Callable[[Mapping[str, Any]], bool]:
    def holds(values: Mapping[str, Any]) -> bool:
        low, high = values.get(first), values.get(last)
        return low is None or high is None or low <= high

    return holds


def _one_amount_or_two(price: Mapping[str, Any]) -> bool:
    given = tuple(price.get(name) is not None for name in AMOUNTS)
    return given in ((True, False, False), (False, True, True))


# The rules of the database that a row can break, each by its name there.
PRICE_RULES: Mapping[str, Callable[[Mapping[str, Any]], bool]] = {
    "priceitem_amount_or_range": _one_amount_or_two,
    "priceitem_low_not_above_high": _in_order("low", "high"),
    "priceitem_ages_in_order": _in_order("age_min", "age_max"),
    "priceitem_validity_in_order": _in_order("valid_from", "valid_to"),
}


def _broken_rules(price: Mapping[str, Any], source: Mapping[str, Any]) -> list[str]:
    return [_SENTENCE_BY_RULE[name] for name, holds in PRICE_RULES.items() if not holds(price)]


def note_missing(source: Mapping[str, Any]) -> str:
    """Why a new source cannot be made of these facts; "" where it can."""
    if not source.get("title"):
        return "Van een nieuwe bron hoort de titel erbij."
    if not source.get("url") and not source.get("note"):
        return _SENTENCE_BY_RULE["source_without_address_has_a_note"]
    return ""
