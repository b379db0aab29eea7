"""Changes to a handed-in list: taken in, its columns chosen, imported, undone, thrown away."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import Programme, User
from dow_site import columns
from dow_site.spreadsheets import UnreadableSpreadsheet, open_table, written
from participants.importing import work
from participants.importing.fields import FIELDS, FULL_NAME, holds_bsn
from participants.importing.rows import LEFT_OUT, whole_phone, without_bsn
from participants.models import (
    DAYS_KEPT,
    ImportedRow,
    ImportKind,
    ImportStatus,
    PeopleImport,
)

MOST_ROWS = 10_000
# A heading is a word or two; a column of sentences is no heading.
_LONGEST_NAME = 120
_CHOICES_REMEMBERED = 20
_BUSY = "Er wordt net iets anders met deze lijst gedaan. Kijk eerst hoe zij er nu voor staat."


@transaction.atomic
def take_in(people_import: PeopleImport, file: BinaryIO, *, programme: Programme, by: User) -> None:
    """Save the import with the rows of the file; what may be a citizen service number is not kept.

    Raises a ValidationError with a Dutch sentence for a file that cannot be read. The file itself
    is not kept.
    """
    try:
        table = open_table(file)
        rows = [(row.number, row.cells) for row in table.rows]
    except UnreadableSpreadsheet as error:
        raise ValidationError(str(error), code="unreadable") from error
    if not rows:
        raise ValidationError("Onder de namen van de kolommen staat geen enkele rij.", code="empty")
    if len(rows) > MOST_ROWS:
        raise ValidationError(
            f"In dit bestand staan {len(rows)} rijen. Splits het in lijsten van hooguit {MOST_ROWS}.",
            code="long",
        )
    kept = [place for place, heading in enumerate(table.header) if not holds_bsn(heading)]
    people_import.header = [without_bsn(table.header[place])[:_LONGEST_NAME] for place in kept]
    people_import.file_name = without_bsn(people_import.file_name)[:_LONGEST_NAME]
    people_import.programme, people_import.uploaded_by = programme, by
    people_import.total = len(rows)
    guessed = columns.suggest(people_import.header, FIELDS[ImportKind(people_import.kind)])
    is_phone = [name == "phone" for name in guessed]
    made, left_out = [], 0
    for number, cells in rows:
        texts = [
            without_bsn(whole_phone(text) if phone else text)
            for text, phone in zip((written(cells[p]) for p in kept), is_phone, strict=True)
        ]
        left_out += texts.count(LEFT_OUT)
        made.append(ImportedRow(people_import=people_import, number=number, cells=texts))
    people_import.remarks = _remarks(table, len(table.header) - len(kept), left_out)
    people_import.save()
    ImportedRow.objects.bulk_create(made, batch_size=500)


def _remarks(table, columns_left_out, numbers_left_out):
    remarks = []
    if table.other_sheets:
        others = ", ".join(f"‘{sheet}’" for sheet in table.other_sheets[:5])
        remarks.append(f"Alleen het blad ‘{table.sheet}’ is gelezen. Niet gelezen: {others}.")
    if columns_left_out:
        remarks.append("De kolom met burgerservicenummers is weggelaten. DOW mag die niet bewaren.")
    if numbers_left_out:
        remarks.append(
            f"In {numbers_left_out} {'cel' if numbers_left_out == 1 else 'cellen'} stond iets dat op"
            " een burgerservicenummer lijkt. Dat is niet bewaard."
        )
    return remarks


def suggested_columns(people_import: PeopleImport) -> tuple[str, ...]:
    """What each column seems to hold: as chosen for this list, else as chosen before, else by its heading."""
    if people_import.mapping:
        return tuple(people_import.mapping)
    remembered: dict[str, str] = {}
    earlier = (
        PeopleImport.objects.filter(programme=people_import.programme_id, kind=people_import.kind)
        .exclude(mapping=[])
        .exclude(pk=people_import.pk)
        .values_list("header", "mapping")[:_CHOICES_REMEMBERED]
    )
    for header, mapping in earlier:
        for heading, name in zip(header, mapping, strict=True):
            remembered.setdefault(heading, name)
    return columns.suggest(people_import.header, FIELDS[ImportKind(people_import.kind)], remembered)


def choose_columns(people_import: PeopleImport, mapping: Sequence[str], *, by: User) -> None:
    """Say what the columns hold and have the rows looked at. What was repaired by hand is read anew.

    Refuses a field that two columns hold, and a list without a column of names.
    """
    named = [name for name in mapping if name]
    if len(set(named)) < len(named):
        raise ValidationError("Kies elk gegeven voor hooguit één kolom.", code="twice")
    if not {FULL_NAME, "given_name"} & set(named):
        raise ValidationError(
            "Kies in welke kolom de voornaam staat, of de naam voluit.", code="nameless"
        )
    if FULL_NAME in named and {"given_name", "family_name"} & set(named):
        raise ValidationError(
            "Kies de naam voluit, of voornaam en achternaam apart. Niet allebei.", code="names"
        )
    with transaction.atomic():
        people_import = locked(people_import, ImportStatus.COLUMNS, ImportStatus.CHECKED)
        people_import.mapping = list(mapping)
        people_import.rows.update(is_checked=False, is_repaired=False)
        _begin(people_import, ImportStatus.CHECKING, people_import.rows.count(), by)
        work.check.enqueue(people_import.pk)


@transaction.atomic
def ask_import(people_import: PeopleImport, *, by: User) -> None:
    """Have the rows imported that are right and decided. A second request while it runs is refused."""
    people_import = locked(people_import, ImportStatus.CHECKED)
    count = people_import.rows.to_import().count()
    if not count:
        raise ValidationError("Er is geen rij om in te lezen.", code="nothing")
    _begin(people_import, ImportStatus.IMPORTING, count, by)
    work.carry_out.enqueue(people_import.pk)


@transaction.atomic
def ask_undo(people_import: PeopleImport, *, by: User) -> None:
    """Have everything that the import made taken away, unless something since depends on it."""
    people_import = locked(people_import, ImportStatus.DONE)
    if people_import.kept_until < timezone.localdate():
        raise ValidationError(
            f"Terugdraaien kan tot {DAYS_KEPT} dagen na het aanleveren.", code="late"
        )
    if sentence := work.what_depends(people_import):
        raise ValidationError(sentence, code="in_use")
    count = people_import.rows.filter(is_imported=True).count()
    _begin(people_import, ImportStatus.UNDOING, count, by)
    work.undo.enqueue(people_import.pk)


@transaction.atomic
def discard(people_import: PeopleImport) -> None:
    """Throw away a list of which nothing was imported."""
    locked(people_import, ImportStatus.COLUMNS, ImportStatus.CHECKED).delete()


def clear_old_lists(today: datetime.date) -> int:
    """Throw away the rows of lists whose time is over, imported or not; gives of how many lists."""
    old = PeopleImport.objects.filter(
        uploaded_at__date__lt=today - datetime.timedelta(days=DAYS_KEPT), rows__isnull=False
    ).distinct()
    cleared = 0
    for people_import in old.iterator():
        ImportedRow.objects.filter(people_import=people_import).delete()
        cleared += 1
    return cleared


def locked(people_import: PeopleImport, *statuses: ImportStatus) -> PeopleImport:
    """The import, locked; refuses one that meanwhile has another status than these."""
    current = PeopleImport.objects.select_for_update(of=("self",)).filter(pk=people_import.pk)
    found = current.first()
    if found is None or found.status not in statuses:
        raise ValidationError(_BUSY, code="raced")
    return found


def _begin(people_import, status, count, by):
    people_import.status, people_import.asked_by = status, by
    people_import.done, people_import.total, people_import.failure = 0, count, ""
    people_import.version += 1
    people_import.save()
