"""Changes to a handed-in list of prices: taken in, its columns chosen, looked at, read in, thrown away."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from accounts.models import User
from costs.models import PriceImport, PriceImportStatus, PriceItem, PriceList, Source
from costs.price_facts import FACTS
from costs.price_import.fields import FIELDS
from costs.price_import.rows import AMOUNTS, read_row
from costs.price_import.sources import KnownSources
from costs.price_lists import IN_A_CASE, held_draft
from dow_site import columns
from dow_site.spreadsheets import UnreadableSpreadsheet, open_table, written
from participants.models import DAYS_KEPT

MOST_ROWS = 10_000
_LONGEST_NAME = 120
_BATCH = 500


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What reading the list in would do to the draft: prices to make, to change and to take out."""

    problems: tuple[tuple[int, str], ...]
    sources: tuple[Source, ...]
    added: tuple[PriceItem, ...]
    changed: tuple[PriceItem, ...]
    same: int
    gone: tuple[PriceItem, ...]

    @property
    def counts(self) -> dict[str, int]:
        return {
            "added": len(self.added),
            "changed": len(self.changed),
            "same": self.same,
            "gone": len(self.gone),
            "sources": len(self.sources),
        }


@transaction.atomic
def take_in(price_import: PriceImport, file: BinaryIO, *, price_list: PriceList, by: User) -> None:
    """Keep the rows of the file as texts; the file itself is not kept.

    Raises a ValidationError with a Dutch sentence for a file that cannot be read, is empty or too
    long, and for a list that is no draft.
    """
    try:
        table = open_table(file)
        rows = [[row.number, [written(cell) for cell in row.cells]] for row in table.rows]
    except UnreadableSpreadsheet as error:
        raise ValidationError(str(error), code="unreadable") from error
    if not rows:
        raise ValidationError("Onder de namen van de kolommen staat geen enkele rij.", code="empty")
    if len(rows) > MOST_ROWS:
        raise ValidationError(
            f"In dit bestand staan {len(rows)} rijen. Splits het in lijsten van hooguit {MOST_ROWS}.",
            code="long",
        )
    price_import.price_list = held_draft(price_list)
    price_import.header = [heading[:_LONGEST_NAME] for heading in table.header]
    price_import.file_name = price_import.file_name[:_LONGEST_NAME]
    price_import.rows, price_import.total = rows, len(rows)
    price_import.uploaded_by = by
    if table.other_sheets:
        others = ", ".join(f"‘{sheet}’" for sheet in table.other_sheets[:5])
        price_import.remarks = [
            f"Alleen het blad ‘{table.sheet}’ is gelezen. Niet gelezen: {others}."
        ]
    price_import.save()


def suggested_columns(price_import: PriceImport) -> tuple[str, ...]:
    """What each column seems to hold: as chosen for this list, else by its heading."""
    return tuple(price_import.mapping) or columns.suggest(price_import.header, FIELDS)


@transaction.atomic
def choose_columns(price_import: PriceImport, mapping: Sequence[str]) -> None:
    """Say what the columns hold, and try out what reading in would do. The draft stays as it is.

    Refuses a field that two columns hold, and a list without names or without amounts.
    """
    named = [name for name in mapping if name]
    if len(set(named)) < len(named):
        raise ValidationError("Kies elk gegeven voor hooguit één kolom.", code="twice")
    if "name" not in named:
        raise ValidationError("Kies in welke kolom de naam van de prijs staat.", code="nameless")
    if "amount" not in named and not {"low", "high"} <= set(named):
        raise ValidationError(
            "Kies in welke kolom het bedrag staat, of het lage en het hoge bedrag.", code="amounts"
        )
    _refuse_done(price_import)
    held_draft(price_import.price_list)
    price_import.mapping = list(mapping)
    price_import.status = PriceImportStatus.CHECKED
    _keep(price_import, plan_of(price_import))


@transaction.atomic
def read_in(price_import: PriceImport) -> Plan:
    """Read the list into its draft: every row, or where one is wrong none; gives what was done.

    Everything is looked at once more under the lock. Refuses (ValidationError) while a row is wrong,
    and where a session computes with a price that would go.
    """
    found = PriceImport.objects.select_for_update(of=("self",)).filter(pk=price_import.pk).first()
    if found is None or found.status != PriceImportStatus.CHECKED:
        raise ValidationError("Deze lijst is al ingelezen, of nog niet nagekeken.", code="raced")
    held_draft(found.price_list)
    plan = plan_of(found)
    if plan.problems:
        raise ValidationError(
            f"{len(plan.problems)} rijen kloppen nog niet. Er is niets ingelezen.", code="problems"
        )
    Source.objects.bulk_create(plan.sources, batch_size=_BATCH)
    try:
        PriceItem.objects.filter(pk__in=[price.pk for price in plan.gone]).delete()
    except ProtectedError as error:
        raise ValidationError(IN_A_CASE, code="protected") from error
    for price in (*plan.added, *plan.changed):
        # A source that was new has its key only now.
        price.source_id = price.source.pk
    PriceItem.objects.bulk_create(plan.added, batch_size=_BATCH)
    PriceItem.objects.bulk_update(plan.changed, [*FACTS, "version"], batch_size=_BATCH)
    found.status, found.rows = PriceImportStatus.DONE, []
    _keep(found, plan)
    return plan


@transaction.atomic
def throw_away(price_import: PriceImport) -> None:
    """Throw away a handed-in list that was not read in."""
    _refuse_done(price_import)
    price_import.delete()


@transaction.atomic
def clear_unfinished(today: datetime.date) -> int:
    """Throw away the lists that were handed in too long ago and never read in; gives how many.

    One that is being read in at this moment stays.
    """
    old = PriceImport.objects.exclude(status=PriceImportStatus.DONE).filter(
        uploaded_at__date__lt=today - datetime.timedelta(days=DAYS_KEPT)
    )
    kept = old.select_for_update(of=("self",), skip_locked=True).values_list("pk", flat=True)
    return PriceImport.objects.filter(pk__in=list(kept)).delete()[0]


def plan_of(price_import: PriceImport) -> Plan:
    """What reading in would do now, in two queries; changes nothing."""
    today = timezone.localdate()
    sources = KnownSources.with_default(price_import.default_source)
    former = {price.code: price for price in price_import.price_list.items.for_list()}
    problems, added, changed, first_row, same = [], [], [], {}, 0
    for number, cells in price_import.rows:
        reading = read_row(columns.by_field(cells, price_import.mapping), today=today)
        sentences = list(reading.problems)
        code = reading.price["code"]
        if (first := first_row.setdefault(code, number)) != number:
            sentences.append(f"De code ‘{code}’ staat ook in rij {first}.")
        price = former.get(code)
        try:
            # A row that names no source leaves a price the one that it has.
            source = price.source if price and not reading.source else sources.find(reading.source)
        except ValueError as error:
            sentences.append(str(error))
        if sentences:
            problems.append((number, " ".join(sentences)))
            continue
        facts = reading.price | {"source": source}
        if price is None:
            added.append(PriceItem(price_list=price_import.price_list, **facts))
        elif _take_over(price, facts, price_import.mapping):
            changed.append(price)
        else:
            same += 1
    gone = ()
    if price_import.removes_missing:
        gone = tuple(price for code, price in former.items() if code not in first_row)
    return Plan(
        problems=tuple(problems),
        sources=tuple(sources.new.values()),
        added=tuple(added),
        changed=tuple(changed),
        same=same,
        gone=gone,
    )


def _take_over(price: PriceItem, facts: dict, mapping: Sequence[str]) -> bool:
    """Give a price what the row says in the columns that the list has; whether that changed anything."""
    before = _facts(price)
    for name in FACTS:
        # An amount in place of a range takes the range away, though the list has no column for it.
        if name in mapping or name in AMOUNTS or name == "source":
            field = PriceItem._meta.get_field(name)
            setattr(price, name, facts.get(name, field.get_default()))
    if _facts(price) == before:
        return False
    price.version += 1
    return True


def _facts(price: PriceItem) -> tuple:
    values = (getattr(price, name) for name in FACTS)
    # A spreadsheet gives runs of spaces back as one.
    return tuple(" ".join(value.split()) if isinstance(value, str) else value for value in values)


def _refuse_done(price_import: PriceImport) -> None:
    current = PriceImport.objects.select_for_update(of=("self",)).filter(pk=price_import.pk).first()
    if current is None or current.status == PriceImportStatus.DONE:
        raise ValidationError("Deze lijst is al ingelezen of weggegooid.", code="raced")


def _keep(price_import: PriceImport, plan: Plan) -> None:
    price_import.problems = [list(problem) for problem in plan.problems]
    price_import.counts = plan.counts
    price_import.version += 1
    price_import.save()
