"""What differs between two moments or two versions of a session, line by line, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from costs.lines import amount_text
from costs.models import CostLine, Session
from costs.seal import Content
from dow_site.dates import Precision, When, write_when
from dow_site.money import euros

_HIDDEN = {"id", "session_id", "order", "code", "depends_on_id"}
_SESSION_HIDDEN = {
    "id", "trajectory_id", "reference", "version_number", "previous_id", "facilitator_id", "price_list_id",
}  # fmt: skip
EMPTY = "leeg"


@dataclass(frozen=True, kw_only=True)
class Change:
    """One difference; `subject` is the line, or the session itself."""

    subject: str
    what: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class LinePair:
    """A line as it was and as it is, with the amounts in the report; empty where it was not there."""

    label: str
    before: str
    after: str
    changes: tuple[Change, ...]


def changes_between(before: Content, after: Content) -> tuple[Change, ...]:
    """The lines that were added, taken out or changed, and what changed of the session itself."""
    return (
        *changes_of_session(before, after),
        *(change for pair in lines_side_by_side(before, after) for change in pair.changes),
    )


def changes_of_session(before: Content, after: Content) -> tuple[Change, ...]:
    """What changed of the session itself, such as its period."""
    return tuple(
        _of_row("De sessie", Session, before["session"], after["session"], _SESSION_HIDDEN)
    )


def lines_side_by_side(before: Content, after: Content) -> tuple[LinePair, ...]:
    """Every line of both, in the order of the later one; those that are gone come last."""
    was, now = _printed(before), _printed(after)
    left = list(before["lines"])
    pairs = []
    for line in after["lines"]:
        label = line["label"]
        former = next((one for one in left if one["id"] == line["id"]), None) or next(
            (one for one in left if _same_line(one, line)), None
        )
        if former is None:
            added = Change(subject=label, what="regel", before="was er niet", after="staat erbij")
            pairs.append(LinePair(label=label, before="", after=now(line), changes=(added,)))
            continue
        left.remove(former)
        pairs.append(
            LinePair(
                label=label,
                before=was(former),
                after=now(line),
                changes=tuple(_of_row(label, CostLine, former, line, _HIDDEN)),
            )
        )
    for line in left:
        gone = Change(subject=line["label"], what="regel", before="stond erbij", after="is eruit")
        pairs.append(LinePair(label=line["label"], before=was(line), after="", changes=(gone,)))
    return tuple(pairs)


def _printed(content: Content):
    figures = {figure["line"]: figure for figure in content["figures"]}

    def of(line: Mapping) -> str:
        figure = figures.get(line["code"] or f"r{line['id']}")
        if figure is None:
            return "niet geprijsd"
        return amount_text(Decimal(figure["low_printed"]), Decimal(figure["high_printed"]))

    return of


def _same_line(one: Mapping, other: Mapping) -> bool:
    """The same line in another version: by its code in the source, else by its name and side."""
    if one["code"] or other["code"]:
        return one["code"] == other["code"]
    return (one["side"], one["label"]) == (other["side"], other["label"])


def _of_row(subject: str, model, before: Mapping, after: Mapping, hidden) -> Iterator[Change]:
    for field in model._meta.fields:
        name = field.name if field.name in after else field.attname
        if name in hidden or name not in after or name not in before:
            continue
        if _facts(before[name]) != _facts(after[name]):
            yield Change(
                subject=subject,
                what=str(field.verbose_name),
                before=_readable(field, before[name]),
                after=_readable(field, after[name]),
            )


def _facts(value):
    """A price or a source is the same where it says the same, also when it is a copy."""
    if not isinstance(value, dict):
        return value
    return {name: _facts(one) for name, one in value.items() if name not in ("id", "session_id")}


def _readable(field, value) -> str:
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
    if field.name.endswith(("_amount", "printed_low", "printed_high")):
        return euros(field.to_python(value), cents=True)
    if field.get_internal_type() == "DecimalField":
        return f"{field.to_python(value).normalize():f}".replace(".", ",")
    return str(dict(field.flatchoices or ()).get(value, value))
