"""What a newer version of the price list would change in a session, and taking it over on purpose."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from costs.calculation import Calculation
from costs.models import CostLine, PriceItem, PriceList, Session
from costs.operations import held_open
from costs.price_facts import amount_of, end_amount
from costs.reading import calculate, check_row, rows_of

_BOUNDS = (("low", "laag"), ("high", "hoog"))
_FIELDS = [f"{end}_{part}" for end, _ in _BOUNDS for part in ("price", "amount", "source")]


@dataclass(frozen=True, kw_only=True)
class NewerLine:
    """A line whose price has another version: the price and what is printed, before and after.

    `notes` are sentences on what is not taken over; `is_blocked` says that the newer list has no
    price that this line could take.
    """

    pk: int
    label: str
    price_before: str
    price_after: str
    printed_before: str
    printed_after: str
    notes: tuple[str, ...]
    is_blocked: bool

    @property
    def is_same(self) -> bool:
        return (
            self.price_before == self.price_after and self.printed_before == self.printed_after
        ) and not self.notes


@dataclass(frozen=True, kw_only=True)
class NewerPrices:
    """The version in use beside the one that the session was made with."""

    former: PriceList
    newer: PriceList
    lines: tuple[NewerLine, ...]
    before: Calculation
    after: Calculation

    @property
    def is_blocked(self) -> bool:
        return any(line.is_blocked for line in self.lines)


def newer_list(session: Session) -> PriceList | None:
    """The version in use of the session's own list, where that is another than it was made with."""
    if session.price_list_id is None:
        return None
    return (
        PriceList.objects.in_use()
        .filter(title=session.price_list.title)
        .exclude(pk=session.price_list_id)
        .first()
    )


def newer_prices(session: Session, newer: PriceList, rows: Iterable[CostLine]) -> NewerPrices:
    """What the newer version would change in these lines of the session; changes nothing."""
    rows = list(rows)
    moved = [_moved(row, session, _prices_for(rows, newer)) for row in rows]
    before = calculate(session, rows=rows)
    after = calculate(session, rows=[row for row, _, _ in moved])
    return NewerPrices(
        former=session.price_list,
        newer=newer,
        lines=tuple(
            NewerLine(
                pk=row.pk,
                label=row.label,
                price_before=_prices_named(row, session.price_list_id),
                price_after=_prices_named(taken, newer.pk),
                printed_before=before.line(row.key).printed_text,
                printed_after=after.line(row.key).printed_text,
                notes=tuple(notes),
                is_blocked=is_blocked,
            )
            for row, (taken, notes, is_blocked) in zip(rows, moved, strict=True)
            if _uses(row, session.price_list_id)
        ),
        before=before,
        after=after,
    )


@transaction.atomic
def take_newer_prices(session: Session, newer_pk: int) -> None:
    """Let an open session compute with the newer version, as somebody saw it and chose.

    Refuses (ValidationError) a session that is checked or approved, a version that meanwhile is not
    the one in use, and lines whose price the newer version does not have.
    """
    current = held_open(session)
    newer = newer_list(current)
    if newer is None or newer.pk != newer_pk:
        raise ValidationError(
            "Intussen is een andere versie in gebruik. Kijk eerst wat die verandert.", code="raced"
        )
    rows = rows_of(current)
    prices = _prices_for(rows, newer)
    for row in rows:
        taken, _, is_blocked = _moved(row, current, prices)
        if is_blocked:
            raise ValidationError(
                f"De regel ‘{row.label}’ kan niet over. Pas die eerst aan.", code="blocked"
            )
        if any(getattr(taken, name) != getattr(row, name) for name in _FIELDS):
            taken.version += 1
            taken.save(update_fields=[*_FIELDS, "version"])
    current.price_list = newer
    current.version += 1
    current.save(update_fields=["price_list", "version"])


def _prices_for(rows: list[CostLine], newer: PriceList) -> dict[str, PriceItem]:
    """The prices of the newer version that these lines could take, by code."""
    codes = {
        price.code
        for row in rows
        for end, _ in _BOUNDS
        if (price := getattr(row, f"{end}_price")) is not None
    }
    return {
        price.code: price
        for price in newer.items.filter(code__in=codes).select_related("source").order_by("pk")
    }


def _moved(row: CostLine, session: Session, prices: dict[str, PriceItem]):
    """A copy of the line with the newer prices, what is to be said of it, and whether it cannot move."""
    taken, notes, is_blocked = copy(row), [], False
    for end, end_label in _BOUNDS:
        old = getattr(row, f"{end}_price")
        if old is None or old.price_list_id != session.price_list_id:
            continue
        new = prices.get(old.code)
        if new is None:
            notes.append(f"De prijs ‘{old.name}’ staat niet in de nieuwe versie.")
            is_blocked = True
            continue
        setattr(taken, f"{end}_price", new)
        if getattr(row, f"{end}_source_id") == old.source_id:
            setattr(taken, f"{end}_source", new.source)
        if getattr(row, f"{end}_amount") == end_amount(old, end):
            setattr(taken, f"{end}_amount", end_amount(new, end))
        elif row.low_amount is not None:
            notes.append(f"Het bedrag ({end_label}) is in deze regel zelf gekozen en blijft staan.")
    try:
        check_row(taken)
    except ValueError as error:
        return copy(row), [*notes, str(error)], True
    return taken, list(dict.fromkeys(notes)), is_blocked


def _uses(row: CostLine, price_list_id: int) -> bool:
    return any(
        (price := getattr(row, f"{end}_price")) is not None and price.price_list_id == price_list_id
        for end, _ in _BOUNDS
    )


def _prices_named(row: CostLine, price_list_id: int) -> str:
    """The amounts of the prices of this version that a line computes with, each once."""
    named = dict.fromkeys(
        f"{amount_of(price)} ({price.name})"
        for end, _ in _BOUNDS
        if (price := getattr(row, f"{end}_price")) is not None
        and price.price_list_id == price_list_id
    )
    return "; ".join(named)
