"""Taking away what came into an open session by mistake. What it was stays in its history (`accounts.history`)."""

from __future__ import annotations

import pghistory
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q

from costs.models import CostLine, PriceItem, Session
from costs.operations import held_open
from dow_site.records import Record

_RACED = "Iemand anders heeft dit net gewijzigd. Kijk eerst opnieuw."


@transaction.atomic
def remove_part(*, row: Record, session: Session, version: int) -> None:
    """Take a line, statement, attendee, price, objection or reality from a session; gone already stays gone.

    Refuses where `held_open` does, when somebody changed the row after it was shown, and while
    something else rests on it (`kept_for`).
    """
    held_open(session)
    current = _locked(row)
    if current is None:
        return
    _refuse_unless_as_shown(current, version)
    if reason := kept_for(current):
        raise ValidationError(reason, code="in_use")
    current.delete()


@transaction.atomic
def remove_session(*, session: Session, reason: str, version: int) -> None:
    """Take away a session that was never offered, with all that belongs to it; the reason stays in its history.

    Refuses where `held_open` does, when it was offered once, and when it changed after it was shown.
    """
    current = held_open(session)
    _refuse_unless_as_shown(current, version)
    if sentence := kept_for(current):
        raise ValidationError(sentence, code="offered")
    with pghistory.context(reason=reason):
        # Lines protect each other and the prices they compute with, also when all of them go.
        current.lines.update(depends_on=None)
        current.lines.all().delete()
        current.delete()


def kept_for(row: models.Model) -> str:
    """Why this cannot be taken away, in a Dutch sentence; empty where it can."""
    match row:
        case Session():
            return _session_kept_for(row)
        case CostLine():
            return _line_kept_for(row)
        case PriceItem():
            uses = CostLine.objects.filter(Q(low_price=row) | Q(high_price=row))
            if line := uses.order_by("order", "pk").first():
                return f"De regel ‘{line.label}’ rekent met deze prijs. Pas die regel eerst aan."
    return ""


def _session_kept_for(session: Session) -> str:
    if session.steps.exists():
        return "Deze sessie is al eens aangeboden aan de controller. Daarom blijft ze staan."
    return ""


def _line_kept_for(line: CostLine) -> str:
    if other := line.dependents.order_by("order", "pk").first():
        return f"De regel ‘{other.label}’ gaat alleen samen met deze. Pas die regel eerst aan."
    if line.check_remarks.exists():
        return (
            "De controller schreef iets bij deze regel. Daarom blijft ze staan. "
            "Doet ze er niet meer toe? Kies dan ‘niet van toepassing’."
        )
    if line.objections.exists() or line.realities.exists():
        return (
            "Bij deze regel staat een bezwaar, of wat er echt gebeurde. "
            "Wie de deelnemer begeleidt, haalt dat eerst weg."
        )
    return ""


def _locked(row: Record) -> Record | None:
    """The row itself, held so that nothing new can hang on it meanwhile."""
    rows = type(row)._default_manager.select_for_update(of=("self",))
    return rows.filter(pk=row.pk).order_by("pk").first()


def _refuse_unless_as_shown(row: Record, version: int) -> None:
    if row.version != version:
        raise ValidationError(_RACED, code="raced")
