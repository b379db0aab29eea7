"""What differs between a row as it was and as it is, field by field, in words. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.db import models

from dow_site.dates import Precision, When, write_when
from dow_site.money import euros

Row = Mapping[str, object]
# Each row as it was beside what it is; None where it was not there, or is gone.
Pairs = list[tuple[Row | None, Row | None]]
# By the name of a field: what the rows are called that a content knows by their number only.
Names = Mapping[str, Mapping[int | None, str]]
NO_NAMES: Names = MappingProxyType({})
EMPTY = "leeg"
NOT_THERE, THERE = "was er niet", "staat erbij"
WAS_THERE, GONE = "stond erbij", "is eruit"
_LOST = "is er niet meer"


@dataclass(frozen=True, kw_only=True)
class Change:
    """One difference; `subject` is the line, the other part, or the session itself."""

    subject: str
    what: str
    before: str
    after: str


def paired(before: Iterable[Row], after: Iterable[Row], same: Callable[[Row, Row], bool]) -> Pairs:
    """Each row beside what it was; one without a former is new, those at the end are gone."""
    left = list(before)
    pairs: Pairs = []
    for row in after:
        former = next((one for one in left if one["id"] == row["id"]), None) or next(
            (one for one in left if same(one, row)), None
        )
        if former is not None:
            left.remove(former)
        pairs.append((former, row))
    return [*pairs, *((one, None) for one in left)]


def added(subject: str, what: str) -> Change:
    return Change(subject=subject, what=what, before=NOT_THERE, after=THERE)


def taken_out(subject: str, what: str) -> Change:
    return Change(subject=subject, what=what, before=WAS_THERE, after=GONE)


def changes_of_row(
    subject: str,
    model: type[models.Model],
    before: Row,
    after: Row,
    hidden: Collection[str],
    names: Names = NO_NAMES,
) -> Iterator[Change]:
    """What differs in the fields of a model, but for the hidden ones and those that one of both does not know."""
    for field in model._meta.fields:
        name = field.name if field.name in after else field.attname
        if name in hidden or name not in after or name not in before:
            continue
        if _facts(before[name]) != _facts(after[name]):
            yield Change(
                subject=subject,
                what=str(field.verbose_name),
                before=_readable(field, before[name], names),
                after=_readable(field, after[name], names),
            )


def _facts(value):
    """A price or a source is the same where it says the same, also when it is a copy."""
    if not isinstance(value, dict):
        return value
    return {name: _facts(one) for name, one in value.items() if name not in ("id", "session_id")}


def _readable(field, value, names: Names) -> str:
    if (called := names.get(field.attname)) and (value is not None or value in called):
        return called.get(value, _LOST)
    match value:
        case None | "" | []:
            return EMPTY
        case True:
            return "ja"
        case False:
            return "nee"
        case {"name": str(name)} | {"title": str(name)}:
            return name
        case list():
            labels = dict(getattr(field, "base_field", field).choices or ())
            return ", ".join(str(labels.get(one, one)) for one in value)
    if field.get_internal_type() == "DateField":
        day = field.to_python(value)
        precision = Precision.MONTH if field.name.startswith("period") else Precision.DAY
        return write_when(When(day, precision), long=True)
    if field.name.endswith(("amount", "printed_low", "printed_high")):
        return euros(field.to_python(value), cents=True)
    if field.get_internal_type() == "DecimalField":
        return f"{field.to_python(value).normalize():f}".replace(".", ",")
    return str(dict(field.flatchoices or ()).get(value, value))
