"""Two dossiers that turn out to be of one person: merged, and for thirty days put apart again."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from accounts.models import Organisation, Programme, User
from dow_site.constraints import broken_rule
from dow_site.dates import Precision, When, write_when
from participants.belonging import direct_links, rows_of, torn_between
from participants.models import (
    DAYS_TO_UNDO,
    Participant,
    ParticipantMerge,
    Referral,
    ReferralStatus,
    ReferralStep,
)

# What a row is known by, and what follows from the rest: nobody chooses between these.
_NOT_CHOSEN = {"id", "version", "submission_key", "sort_name", "account"}
EMPTY = "(leeg)"


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A fact in which the two differ, as it reads on both sides, and which of them is proposed."""

    name: str
    label: str
    kept: str
    other: str
    takes_other: bool


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a merge would do, before anything is done."""

    moves: tuple[tuple[str, int], ...]  # of each kind of row how many, in words
    choices: tuple[Choice, ...]
    new_readers: tuple[str, ...]  # organisations that read more afterwards


def plan_of(kept: Participant, other: Participant) -> Plan:
    """What moves when `other` goes up in `kept`, and in which facts they differ. Writes nothing."""
    moves = (
        (str(model._meta.verbose_name_plural if count > 1 else model._meta.verbose_name), count)
        for model, count in rows_of(other)
    )
    return Plan(
        moves=tuple(moves),
        choices=tuple(_choices(kept, other)),
        new_readers=_new_readers(kept, other),
    )


def _choices(kept, other):
    for field in facts():
        mine, theirs = field.value_from_object(kept), field.value_from_object(other)
        if mine != theirs:
            yield Choice(
                name=field.name,
                label=str(field.verbose_name).capitalize(),
                kept=_reads(kept, field),
                other=_reads(other, field),
                takes_other=mine in field.empty_values,
            )


def facts() -> list[models.Field]:
    """The facts of a participant between which somebody chooses: every field that is a fact."""
    return [field for field in Participant._meta.concrete_fields if field.name not in _NOT_CHOSEN]


def _reads(person, field):
    value = getattr(person, field.name)
    if field.choices:
        return person._get_FIELD_display(field) or EMPTY
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(field, models.DateField) and value:
        return write_when(When(value, Precision.DAY), long=True)
    return EMPTY if value in field.empty_values else str(value)


def _new_readers(kept, other):
    """Who referred one of the two and will then read what became of both."""
    by_person = [
        set(
            Organisation.objects.filter(referrals__participant=person).values_list(
                "name", flat=True
            )
        )
        for person in (kept, other)
    ]
    return tuple(sorted(by_person[0] ^ by_person[1]))


@transaction.atomic
def merge(
    *,
    kept: Participant,
    other: Participant,
    take_from_other: Iterable[str],
    versions: tuple[int, int],
    submission_key: uuid.UUID,
    by: User,
) -> ParticipantMerge:
    """Have `other` go up in `kept`: every row that hangs on him moves, and of the named facts his are taken.

    Refuses with a sentence two that are one, one that is gone since, one that somebody changed since
    the versions looked at (code "raced"), and two who both have an account. The same form sent twice
    is one merge. Who went up is gone afterwards; his history stays.
    """
    if kept.pk == other.pk:
        raise ValidationError("Dit is twee keer dezelfde deelnemer.", code="same")
    kept, other = _both_locked(kept.pk, other.pk, by)
    if done := ParticipantMerge.objects.filter(submission_key=submission_key).first():
        return done
    if kept is None or other is None:
        raise ValidationError(
            "Een van deze twee is intussen al samengevoegd. Zoek opnieuw.", code="gone"
        )
    if (kept.version, other.version) != versions:
        raise ValidationError(
            "Iemand anders heeft intussen gegevens van een van deze twee veranderd. "
            "Hieronder staat wat er nu is. Kies opnieuw.",
            code="raced",
        )
    if kept.account_id and other.account_id:
        raise ValidationError(
            "Deze twee hebben allebei een account als jobcoach. Dan kan samenvoegen niet.",
            code="accounts",
        )
    moved = {_key(field): _move(field, other.pk, kept.pk) for field in direct_links()}
    changed = _take(kept, other, set(take_from_other))
    number, name = other.pk, str(other)
    other.delete()
    kept.version += 1
    kept.save()
    return ParticipantMerge.objects.create(
        participant=kept,
        number=number,
        name=name,
        moved={key: pks for key, pks in moved.items() if pks},
        changed=changed,
        submission_key=submission_key,
        by=by,
    )


def _both_locked(one, other, by):
    """Both rows as they are now, locked after the programme and by number, as every operation locks."""
    list(Programme.objects.select_for_update(of=("self",)).filter(pk=by.programme_id))
    list(
        Referral.objects.select_for_update(of=("self",))
        .filter(participant__in=[one, other])
        .order_by("pk")
        .values_list("pk")
    )
    rows = Participant.objects.select_for_update(of=("self",)).filter(pk__in=[one, other])
    found = {row.pk: row for row in rows.order_by("pk")}
    return found.get(one), found.get(other)


def _key(field):
    return f"{field.model._meta.label_lower}.{field.name}"


def _move(field, from_pk, to_pk):
    rows = field.model._base_manager.filter(**{field.name: from_pk})
    pks = list(rows.order_by("pk").values_list("pk", flat=True))
    field.model._base_manager.filter(pk__in=pks).update(**{field.name: to_pk})
    return pks


def _take(kept, other, names):
    taken = [field for field in facts() if field.name in names]
    if other.account_id:
        # A former participant who became a coach keeps not seeing his own file.
        taken.append(Participant._meta.get_field("account"))
    changed = {}
    for field in taken:
        was, becomes = field.value_from_object(kept), field.value_from_object(other)
        if was != becomes:
            changed[field.name] = {"was": was, "became": becomes}
            setattr(kept, field.attname, becomes)
    return changed


@transaction.atomic
def undo_merge(*, merge: ParticipantMerge, by: User) -> tuple[Participant, tuple[str, ...]]:
    """Put the two apart again; gives who came back, and the facts left as somebody changed them since.

    Refuses with a sentence what was undone, is longer ago than thirty days, has a later merge on top
    of it, or cannot be told apart any more: a row that moved on, a referral accepted since, a row
    that belongs to both. Rows made since stay with who was kept.
    """
    kept, _ = _both_locked(merge.participant_id, merge.number, by)
    merge = ParticipantMerge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    if kept is None:
        raise ValidationError(
            "Wie bleef is intussen zelf samengevoegd. Maak dat eerst ongedaan.", code="gone"
        )
    _refuse_undo(merge, kept)
    try:
        with transaction.atomic():
            left = _give_back(kept, merge.changed)
            back = _as_before(merge.number)
            for key, pks in merge.moved.items():
                model, name = _field_of(key)
                model._base_manager.filter(pk__in=pks).update(**{name: back.pk})
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except IntegrityError as error:
        raise ValidationError(
            f"Ongedaan maken kan niet meer. {broken_rule(error)}", code="broken"
        ) from error
    if torn := torn_between(kept.pk, back.pk):
        raise ValidationError(
            "Ongedaan maken kan niet meer: na het samenvoegen is er iets gemaakt dat bij allebei "
            f"hoort ({torn._meta.verbose_name}).",
            code="torn",
        )
    merge.undone_at, merge.undone_by = timezone.now(), by
    merge.version += 1
    merge.save()
    return back, left


def _refuse_undo(merge, kept):
    if merge.undone_at:
        raise ValidationError("Deze samenvoeging is al ongedaan gemaakt.", code="undone")
    if merge.undo_until < timezone.localdate():
        raise ValidationError(
            f"Ongedaan maken kan tot {DAYS_TO_UNDO} dagen na het samenvoegen.", code="late"
        )
    standing = ParticipantMerge.objects.standing().filter(participant=kept)
    if later := standing.filter(pk__gt=merge.pk).order_by("-pk").first():
        raise ValidationError(f"Maak eerst de latere samenvoeging met {later.name} ongedaan.")
    since = ReferralStep.objects.filter(
        referral__participant=kept,
        status=ReferralStatus.ACCEPTED,
        recorded_at__gt=merge.merged_at,
    )
    if step := since.select_related("referral").first():
        raise ValidationError(
            f"Ongedaan maken kan niet meer: aanmelding {step.referral.reference} is na het "
            "samenvoegen geplaatst.",
            code="accepted",
        )
    for key, pks in merge.moved.items():
        model, name = _field_of(key)
        if model._base_manager.filter(pk__in=pks).exclude(**{name: kept.pk}).exists():
            raise ValidationError(
                "Ongedaan maken kan niet meer: iets wat meeging hoort nu bij een ander "
                f"({model._meta.verbose_name}).",
                code="moved_on",
            )


def _give_back(kept: Participant, changed: Mapping[str, Mapping]) -> tuple[str, ...]:
    """Undo the facts that were taken; what somebody changed since is newer, and stays."""
    left = []
    for name, fact in changed.items():
        field = Participant._meta.get_field(name)
        if field.value_from_object(kept) == field.to_python(fact["became"]):
            setattr(kept, field.attname, field.to_python(fact["was"]))
        else:
            left.append(str(field.verbose_name))
    kept.version += 1
    kept.save()
    return tuple(left)


def _as_before(number: int) -> Participant:
    """The row as its history holds it from the moment it went, made again under its own number."""
    states = Participant.history.rel.related_model.objects
    last = states.filter(pgh_obj_id=number, pgh_label="delete").order_by("pgh_id").last()
    if last is None:
        raise ValidationError(
            "Ongedaan maken kan niet meer: de gegevens van toen zijn er niet meer.", code="unknown"
        )
    facts_then = {
        field.attname: getattr(last, field.attname) for field in Participant._meta.concrete_fields
    }
    back = Participant(**facts_then)
    back.version += 1
    back.save(force_insert=True)
    return back


def _field_of(key):
    label, name = key.rsplit(".", 1)
    return apps.get_model(label), name


def numbers_of(participant_id: int) -> list[int]:
    """The numbers under which somebody is in the log of looks: his own, and of who went up in him."""
    gone = ParticipantMerge.objects.standing().filter(participant=participant_id)
    return [participant_id, *gone.values_list("number", flat=True)]
