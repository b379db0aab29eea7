"""A next version of an approved session: a copy to work on, beside the one that stays as it was."""

from __future__ import annotations

import uuid

from django.core.exceptions import ValidationError
from django.db import models, transaction

from accounts.models import User
from costs.models import (
    Attendee,
    CostLine,
    LineObjection,
    LineReality,
    PriceItem,
    ScenarioItem,
    Session,
    SessionStatus,
    Statement,
)
from dow_site.access import Role


@transaction.atomic
def next_version(session: Session, *, by: User) -> Session:
    """A draft with the same content as an approved session; the one at work where there is one already.

    Refuses a session that was not approved: that one can still be changed itself.
    """
    approved = Session.objects.select_for_update(of=("self",)).get(pk=session.pk)
    if approved.status != SessionStatus.APPROVED:
        raise ValidationError(
            "Van een sessie die nog open is, maak je geen nieuwe versie.", code="open"
        )
    if at_work := approved.successors.exclude(status=SessionStatus.APPROVED).first():
        return at_work
    number = approved.version_number + 1
    first = approved.reference.removesuffix(f"-v{approved.version_number}")
    reference = f"{first}-v{number}"
    if Session.objects.filter(reference=reference).exists():
        raise ValidationError(f"Er is al een versie {number} van {first}.", code="exists")
    copy = _copy(
        approved,
        reference=reference,
        version_number=number,
        previous=approved,
        status=SessionStatus.DRAFT,
        offered_by=None,
        approved_by=None,
        approved_at=None,
        seal="",
        **({"facilitator": by} if by.role == Role.FACILITATOR else {}),
    )
    prices = {
        price.pk: _copy(price, session=copy)
        for price in PriceItem.objects.filter(session=approved).order_by("pk")
    }
    lines: dict[int, CostLine] = {}
    former = list(CostLine.objects.filter(session=approved).order_by("pk"))
    for line in former:
        own = {
            f"{end}_price": prices[price]
            for end in ("low", "high")
            if (price := getattr(line, f"{end}_price_id")) in prices
        }
        lines[line.pk] = _copy(line, session=copy, depends_on=None, **own)
    for line in former:
        if line.depends_on_id:
            lines[line.pk].depends_on = lines[line.depends_on_id]
            lines[line.pk].save(update_fields=["depends_on"])
    # What the participant objects to and what happened is about the line, whichever version prints it.
    for said in (LineObjection, LineReality):
        for row in said.objects.filter(line__in=lines).order_by("pk"):
            _copy(row, line=lines[row.line_id])
    for note in ScenarioItem.objects.filter(session=approved).prefetch_related("lines"):
        _copy(note, session=copy).lines.set(lines[line.pk] for line in note.lines.all())
    for part in (Statement, Attendee):
        for row in part.objects.filter(session=approved).order_by("pk"):
            _copy(row, session=copy)
    return copy


def _copy(row: models.Model, **other):
    """A new row with the same values in every field but these."""
    values = {
        field.name: getattr(row, field.name)
        for field in row._meta.fields
        if not field.primary_key and field.name not in ("version", "submission_key")
    }
    return type(row).objects.create(**(values | other), submission_key=uuid.uuid4())
