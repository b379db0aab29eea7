"""The long work on a list, in the queue: in pieces, so that a worker that dies goes on where it was."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from types import MappingProxyType

from django.db import models, transaction
from django.utils import timezone
from django_tasks import task

from dow_site.access import Action, may_anywhere
from participants.importing.deciding import Deciding, known_places
from participants.importing.rows import read_row
from participants.models import (
    Decision,
    ImportedRow,
    ImportKind,
    ImportStatus,
    Participant,
    PeopleImport,
    ReasonCategory,
    Referral,
    ReferralSource,
    ReferralStatus,
)
from participants.names import sort_key
from participants.references import next_references

logger = logging.getLogger(__name__)
PIECE = 100
_AT_MOST_NAMED = 3
# To which status a list goes back whose work failed, so that it can be asked again.
_BEFORE = MappingProxyType(
    {
        ImportStatus.CHECKING: ImportStatus.COLUMNS,
        ImportStatus.IMPORTING: ImportStatus.CHECKED,
        ImportStatus.UNDOING: ImportStatus.DONE,
    }
)
_FAILED = "Er ging iets mis. Wat al klaar was blijft staan. Probeer het nog eens."
_NO_ACCESS = "Wie dit vroeg, mag geen lijsten meer inlezen. Vraag het opnieuw."
_NAME_AND_BIRTH = ("given_name", "name_prefix", "family_name", "birth_date")
_ABOUT = (
    *_NAME_AND_BIRTH,
    "phone",
    "email",
    "language",
    "education",
    "income_at_start",
    "living_situation",
    "wishes",
)


class Refused(Exception):
    """Work that is not done, with the Dutch sentence that says why."""


@task()
def check(pk: int) -> None:
    """The trial: say of every row what would happen. Writes nothing but the rows of the list itself."""
    _work(pk, ImportStatus.CHECKING, _check_pieces, ImportStatus.CHECKED)


@task()
def carry_out(pk: int) -> None:
    """Make the referrals of the rows that are decided, and from a list of participants those too."""
    _work(pk, ImportStatus.IMPORTING, _import_pieces, ImportStatus.DONE)


@task()
def undo(pk: int) -> None:
    """Take away everything that the import made, as a whole or not at all."""
    _work(pk, ImportStatus.UNDOING, _undo_whole, ImportStatus.UNDONE)


def _work(pk: int, status: ImportStatus, do: Callable[[int], None], after: ImportStatus) -> None:
    """Do the work of a status and go on to the next; a failure puts the list back, with a sentence."""
    people_import = PeopleImport.objects.filter(pk=pk, status=status).first()
    if people_import is None:
        return
    try:
        if not may_anywhere(people_import.asked_by, Action.IMPORT_PEOPLE):
            raise Refused(_NO_ACCESS)
        do(pk)
    except Refused as refusal:
        _go_to(pk, status, _BEFORE[status], failure=str(refusal))
    except Exception:
        logger.exception("An import failed while %s.", status)
        _go_to(pk, status, _BEFORE[status], failure=_FAILED)
        raise
    else:
        _go_to(pk, status, after)


def _go_to(pk, status, after, failure=""):
    PeopleImport.objects.filter(pk=pk, status=status).update(
        status=after, failure=failure, version=models.F("version") + 1
    )


def _locked(pk, status):
    """The import, locked, or None where it was thrown away or is no longer at this work."""
    rows = PeopleImport.objects.select_for_update(of=("self",)).select_related("asked_by")
    return rows.filter(pk=pk, status=status).first()


def _advance(people_import, count):
    people_import.done += count
    people_import.save(update_fields=["done"])


def _check_pieces(pk):
    people_import = PeopleImport.objects.select_related("asked_by").get(pk=pk)
    deciding = Deciding.of(people_import, people_import.asked_by)
    # One that died halfway begins anew: who stands twice in the list is known by going through it.
    people_import.rows.update(is_checked=False)
    PeopleImport.objects.filter(pk=pk).update(done=0)
    fields = ["texts", "problems", "is_checked", "match", "decision", "why"]
    while True:
        with transaction.atomic():
            current = _locked(pk, ImportStatus.CHECKING)
            if current is None:
                return
            waiting = current.rows.filter(is_checked=False).select_for_update(of=("self",))
            rows = list(waiting[:PIECE])
            if not rows:
                return
            for row in rows:
                deciding.settle(row)
            _write(rows, fields)
            _advance(current, len(rows))


def _write(rows: Sequence[ImportedRow], fields: Sequence[str]) -> None:
    """Write these fields of rows that are there and locked.

    Ten times as quick as `bulk_update`, which writes a condition for each field of each row.
    """
    ImportedRow.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["pk"], update_fields=fields
    )


def _import_pieces(pk):
    places = known_places()
    while True:
        with transaction.atomic():
            people_import = _locked(pk, ImportStatus.IMPORTING)
            if people_import is None:
                return
            rows = list(people_import.rows.to_import().select_for_update(of=("self",))[:PIECE])
            if not rows:
                return
            _import_piece(people_import, rows, places)
            _advance(people_import, len(rows))


def _import_piece(people_import: PeopleImport, rows: Sequence[ImportedRow], places) -> None:
    from_rows = [(row, _values(people_import, row, places)) for row in rows]
    with_facts = people_import.kind == ImportKind.PARTICIPANTS
    years = Counter(values["received_on"].year for _, values in from_rows)
    references = {year: iter(next_references(year, years[year])) for year in sorted(years)}
    created = []
    for row, values in from_rows:
        row.referral = _referral(people_import, row, values)
        row.referral.reference = next(references[values["received_on"].year])
        if with_facts and row.decision == Decision.CREATE:
            row.participant = _participant(values, row.referral.reference)
            row.referral.participant = row.participant
            created.append(row.participant)
    Participant.objects.bulk_create(created)
    Referral.objects.bulk_create([row.referral for row in rows])
    for row in rows:
        # What the row said stands in the dossier now; a second copy would only be one more to lose.
        row.is_imported, row.cells, row.texts = True, [], {}
    _write(rows, ["is_imported", "cells", "texts", "participant", "referral"])


def _values(people_import, row, places):
    today = timezone.localdate()
    reading = read_row(row.texts, today=today, places=places)
    if reading.problems or (row.decision == Decision.JOIN and row.match_id is None):
        raise Refused(f"Rij {row.number} klopt niet meer. Wijzig die rij en lees dan de rest in.")
    return {"received_on": today} | reading.values


def _referral(people_import, row, values):
    """The referral of a row, not saved, to be answered as any other: accepting it begins the trajectory."""
    referral = Referral(
        programme_id=people_import.programme_id,
        source=values.get("source", ReferralSource.OTHER),
        organisation_id=values.get("organisation"),
        participant_id=row.match_id if row.decision == Decision.JOIN else None,
        received_on=values["received_on"],
        status_on=values["received_on"],
        **{name: values[name] for name in _NAME_AND_BIRTH if name in values},
    )
    if people_import.kind == ImportKind.PARTICIPANTS:
        # Of whom so much is known, somebody has spoken to.
        referral.first_contact_on = values["received_on"]
    else:
        reach = (values[name] for name in ("phone", "email") if name in values)
        referral.reach = ", ".join(reach)
        referral.own_words = values.get("own_words", "")
        referral.reason_category = values.get("reason_category", ReasonCategory.OTHER)
    return referral


def _participant(values, reference):
    """The participant of a row, not saved. Until he chooses an alias himself, it is a number."""
    participant = Participant(
        alias=values.get("alias", f"Deelnemer {reference.removeprefix('AANM-')}"),
        municipality_id=values.get("municipality"),
        **{name: values[name] for name in _ABOUT if name in values},
    )
    participant.sort_name = sort_key(
        participant.given_name, participant.family_name, participant.name_prefix
    )
    return participant


def _undo_whole(pk):
    with transaction.atomic():
        people_import = _locked(pk, ImportStatus.UNDOING)
        if people_import is None:
            return
        participants, referrals = _made(people_import)
        list(participants.select_for_update(of=("self",)).values_list("pk"))
        list(referrals.select_for_update(of=("self",)).values_list("pk"))
        if sentence := what_depends(people_import):
            raise Refused(sentence)
        # Evaluated first: deleting a referral takes its key off the row.
        people = list(participants.values_list("pk", flat=True))
        count, _ = referrals.delete()
        Participant.objects.filter(pk__in=people).delete()
        _advance(people_import, people_import.total if count else 0)


def _made(people_import: PeopleImport) -> tuple[models.QuerySet, models.QuerySet]:
    """The participants and the referrals that the import made and that are still there."""
    rows = people_import.rows.filter(is_imported=True)
    return (
        Participant.objects.filter(
            pk__in=rows.filter(participant__isnull=False).values("participant")
        ),
        Referral.objects.filter(pk__in=rows.filter(referral__isnull=False).values("referral")),
    )


def what_depends(people_import: PeopleImport) -> str:
    """Why the import cannot be undone, as a Dutch sentence; "" where it can.

    Whatever was made, changed or hung on one of its people or referrals since, stands in the way,
    also by an app that this one does not know.
    """
    participants, referrals = _made(people_import)
    changed = models.Q(version__gt=1)
    names: dict[str, list[str]] = {}
    for person in participants.filter(changed)[: _AT_MOST_NAMED + 1]:
        names.setdefault("gewijzigd", []).append(str(person))
    handled = referrals.filter(changed | ~models.Q(status=ReferralStatus.RECEIVED))
    for referral in handled[: _AT_MOST_NAMED + 1]:
        names.setdefault("gewijzigd", []).append(referral.applicant)
    for made, own in ((participants, referrals), (referrals, None)):
        for relation, dependents in _dependents(made):
            if relation.related_model is Referral and own is not None:
                dependents = dependents.exclude(pk__in=own.values("pk"))
            rows = dependents.select_related(relation.field.name)[: _AT_MOST_NAMED + 1]
            what = str(relation.related_model._meta.verbose_name)
            for row in rows:
                about = getattr(row, relation.field.name)
                names.setdefault(what, []).append(
                    about.applicant if isinstance(about, Referral) else str(about)
                )
    if not names:
        return ""
    return "Terugdraaien kan niet meer: na de import is er al verder gewerkt. " + " ".join(
        f"{what.capitalize()}: {_listed(people)}." for what, people in names.items()
    )


def _dependents(made):
    """Of each relation that hangs on these rows, the rows of it; history and import rows hang on nothing."""
    for relation in made.model._meta.related_objects:
        if relation.on_delete in (models.DO_NOTHING, models.SET_NULL) or relation.many_to_many:
            continue
        rows = relation.related_model._base_manager.filter(
            **{f"{relation.field.name}__in": made.values("pk")}
        )
        yield relation, rows


def _listed(people):
    shown = list(dict.fromkeys(people))
    more = " en anderen" if len(shown) > _AT_MOST_NAMED else ""
    return ", ".join(shown[:_AT_MOST_NAMED]) + more
