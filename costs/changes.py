"""What differs between two moments or two versions of a session, part by part, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from textwrap import shorten

from django.db import models

from costs.lines import amount_text
from costs.models import (
    Attendee,
    CostLine,
    CostPrice,
    LineObjection,
    PriceItem,
    ScenarioItem,
    Session,
    Statement,
)
from costs.row_changes import (
    EMPTY,
    NO_NAMES,
    Change,
    Names,
    Pairs,
    Row,
    added,
    changes_of_row,
    paired,
    taken_out,
)
from costs.seal import Content
from dow_site.money import euros

_OF_EVERY_PART = {"id", "session_id", "code"}
_LINE_HIDDEN = _OF_EVERY_PART | {"order", "depends_on_id"}
_SESSION_HIDDEN = {
    "id", "trajectory_id", "reference", "version_number", "previous_id", "facilitator_id",
}  # fmt: skip
_COST_PRICE = "De kostprijs"
_COST_PRICE_HIDDEN = {"id", "programme_id", "amount"}
_DEPENDS_ON_NOTHING = "hangt nergens van af"
_LONGEST_SUBJECT = 80


@dataclass(frozen=True, kw_only=True)
class LinePair:
    """A line as it was and as it is, with the amounts in the report; empty where it was not there."""

    label: str
    before: str
    after: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, kw_only=True)
class _Part:
    """Rows of a session beside its lines; `by` is the field that says which one it is."""

    name: str
    model: type[models.Model]
    one: str
    many: str
    by: str
    hidden: frozenset[str] = frozenset()
    # Words of and about the participant, which not everybody reads who reads the amounts.
    is_story: bool = False

    def calls(self, row: Row) -> str:
        said = shorten(str(row[self.by]), _LONGEST_SUBJECT, placeholder=" …")
        return f"{self.one.capitalize()}: {said}"

    def is_same(self, one: Row, other: Row) -> bool:
        """The same row in another version: by its code in the source, else by what it says."""
        by = "code" if one.get("code") or other.get("code") else self.by
        return one[by] == other[by]


_PARTS = (
    _Part(
        name="statements",
        model=Statement,
        one="uitspraak",
        many="uitspraken",
        by="text",
        is_story=True,
    ),
    _Part(
        name="scenario_items",
        model=ScenarioItem,
        one="briefje",
        many="briefjes",
        by="text",
        hidden=frozenset({"other_text_of_id", "removed_at"}),
        is_story=True,
    ),
    _Part(name="attendees", model=Attendee, one="aanwezige", many="aanwezigen", by="role"),
    _Part(
        name="own_prices",
        model=PriceItem,
        one="eigen prijs",
        many="eigen prijzen",
        by="name",
        hidden=frozenset({"price_list_id"}),
    ),
    # Not of the content that is sealed, but of what is compared (`costs.content.objection_rows`).
    _Part(
        name="objections",
        model=LineObjection,
        one="bezwaar",
        many="bezwaren",
        by="text",
        hidden=frozenset({"line_id", "recorded_by_id"}),
    ),
)


def changes_between(
    before: Content, after: Content, *, knows_story: bool, names: Names = NO_NAMES
) -> tuple[Change, ...]:
    """What changed of the session itself, of its lines, and of what else belongs to it.

    Who does not know the story reads of the statements and the notes only how many changed.
    """
    return (
        *changes_of_session(before, after, names=names),
        *(change for pair in lines_side_by_side(before, after) for change in pair.changes),
        *changes_of_parts(before, after, knows_story=knows_story, names=names),
    )


def changes_of_session(
    before: Content, after: Content, *, names: Names = NO_NAMES
) -> tuple[Change, ...]:
    """What changed of the session itself, such as its period, and of the cost price that it names."""
    was, now = before["session"], after["session"]
    return (
        *changes_of_row("De sessie", Session, was, now, _SESSION_HIDDEN, names),
        *_of_cost_prices(before, after),
    )


def lines_side_by_side(before: Content, after: Content) -> tuple[LinePair, ...]:
    """Every line of both, in the order of the later one; those that are gone come last."""
    was, now = _printed(before), _printed(after)
    lines = _Lines.of(before, after)
    return tuple(
        LinePair(
            label=(line or former)["label"],
            before=was(former) if former else "",
            after=now(line) if line else "",
            changes=tuple(_of_line(lines, former, line)),
        )
        for former, line in lines.pairs
    )


def changes_of_parts(
    before: Content, after: Content, *, knows_story: bool, names: Names = NO_NAMES
) -> tuple[Change, ...]:
    """What changed of statements, notes on the wall, attendees, own prices and objections.

    A part that one of both says nothing of is not compared.
    """
    lines = _Lines.of(before, after)
    return tuple(
        change
        for part in _PARTS
        if part.name in before and part.name in after
        for change in _of_part(
            part,
            paired(_standing(before[part.name]), _standing(after[part.name]), part.is_same),
            lines,
            knows_story=knows_story,
            names=names,
        )
    )


@dataclass(frozen=True, kw_only=True)
class _Lines:
    """The lines of both contents, by which others point at them."""

    pairs: Pairs
    was: Mapping[int, str]
    now: Mapping[int, str]
    became: Mapping[int, int]

    @classmethod
    def of(cls, before: Content, after: Content) -> _Lines:
        pairs = paired(before["lines"], after["lines"], _same_line)
        return cls(
            pairs=pairs,
            was={line["id"]: line["label"] for line in before["lines"]},
            now={line["id"]: line["label"] for line in after["lines"]},
            became={former["id"]: line["id"] for former, line in pairs if former and line},
        )

    def pointed_at(
        self, subject: str, what: str, one: list[int], other: list[int], none: str
    ) -> Iterator[Change]:
        """Other lines that something points at; another name of the same line is no change."""
        if {self.became.get(line) for line in one} != set(other):
            yield Change(
                subject=subject,
                what=what,
                before=", ".join(self.was[line] for line in one) or none,
                after=", ".join(self.now[line] for line in other) or none,
            )


def _of_line(lines: _Lines, former: Row | None, line: Row | None) -> Iterator[Change]:
    if former is None:
        yield added(line["label"], "regel")
    elif line is None:
        yield taken_out(former["label"], "regel")
    else:
        yield from changes_of_row(line["label"], CostLine, former, line, _LINE_HIDDEN)
        one, other = (
            [row["depends_on_id"]] if row["depends_on_id"] else [] for row in (former, line)
        )
        yield from lines.pointed_at(
            line["label"], "alleen samen met", one, other, _DEPENDS_ON_NOTHING
        )


def _standing(rows: Iterable[Row]) -> list[Row]:
    """Without the notes that were taken off the wall."""
    return [row for row in rows if not row.get("removed_at")]


def _of_part(
    part: _Part, pairs: Pairs, lines: _Lines, *, knows_story: bool, names: Names
) -> Iterator[Change]:
    told = [tuple(_of_pair(part, former, row, lines, names)) for former, row in pairs]
    if knows_story or not part.is_story:
        for changes in told:
            yield from changes
        return
    changed = sum(
        bool(changes) for changes, (former, row) in zip(told, pairs, strict=True) if former and row
    )
    counts = (
        (sum(former is None for former, _ in pairs), "erbij"),
        (sum(row is None for _, row in pairs), "eruit"),
        (changed, "anders"),
    )
    if said := ", ".join(f"{count} {word}" for count, word in counts if count):
        yield Change(
            subject=part.many.capitalize(),
            what="aantal",
            before=str(sum(former is not None for former, _ in pairs)),
            after=f"{sum(row is not None for _, row in pairs)}: {said}",
        )


def _of_pair(
    part: _Part, former: Row | None, row: Row | None, lines: _Lines, names: Names
) -> Iterator[Change]:
    if former is None:
        yield added(part.calls(row), part.one)
    elif row is None:
        yield taken_out(part.calls(former), part.one)
    else:
        subject, hidden = part.calls(former), _OF_EVERY_PART | part.hidden
        yield from changes_of_row(subject, part.model, former, row, hidden, names)
        if "lines" in row:
            yield from lines.pointed_at(
                subject, "kostenregels", former["lines"], row["lines"], EMPTY
            )


def _of_cost_prices(before: Content, after: Content) -> Iterator[Change]:
    if "cost_prices" not in before or "cost_prices" not in after:
        # One of both is of before the cost prices were part of it.
        return
    earlier, later = ({one["id"]: one for one in said["cost_prices"]} for said in (before, after))
    for key in earlier | later:
        was, now = earlier.get(key), later.get(key)
        if was and now:
            yield from changes_of_row(_COST_PRICE, CostPrice, was, now, _COST_PRICE_HIDDEN)
        if (one := _in_words(was)) != (other := _in_words(now)):
            yield Change(subject=_COST_PRICE, what="bedrag en onderdelen", before=one, after=other)


def _in_words(cost_price: Row | None) -> str:
    if cost_price is None:
        return EMPTY
    amounts = [(part["label"], part["amount"]) for part in cost_price["components"]]
    return "; ".join(
        f"{label} {euros(Decimal(amount), cents=True)}"
        for label, amount in (("totaal", cost_price["amount"]), *amounts)
    )


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
