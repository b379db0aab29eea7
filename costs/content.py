"""Everything that belongs to a session as plain data: what is offered, compared and sealed."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pghistory.models
from django.db import models

from costs.calculation import Calculation
from costs.cost_price_use import under_the_seal
from costs.models import (
    CostPrice,
    LineObjection,
    LineRemark,
    ParticipantReading,
    PriceItem,
    Session,
    SessionStep,
    Source,
)
from costs.reading import calculate, rows_of
from costs.seal import Content

# Of the check itself, and what the forms and the timeline keep for themselves.
_NOT_CONTENT = {
    "version", "submission_key", "event", "status", "offered_by", "approved_by", "approved_at", "seal",
}  # fmt: skip
# What is said about a session beside it: the check itself, and that the participant read it.
_ABOUT_IT = {SessionStep, LineRemark, ParticipantReading, Session}
# What a line rests on stands in full beside it, not as a number only.
_IN_FULL = {PriceItem, Source}


def parts_of_a_session() -> dict[str, type[models.Model]]:
    """The tables whose rows belong to one session, by the name under which a session knows them."""
    return {
        relation.get_accessor_name(): relation.related_model
        for relation in Session._meta.related_objects
        if relation.one_to_many
        and relation.related_model not in _ABOUT_IT
        and not issubclass(relation.related_model, pghistory.models.Event)
    }


def content_of(session: Session) -> Content:
    """What this session says, row by row, with the figures that it gives.

    Amounts and quantities are texts as the database holds them, days ISO dates. Rows stand in the
    order in which they were made.
    """
    parts = {
        name: [
            _fields(row)
            for row in getattr(session, name)
            .select_related(*_foreign(model))
            .prefetch_related(*(field.name for field in model._meta.many_to_many))
            .order_by("pk")
        ]
        for name, model in parts_of_a_session().items()
    }
    rows = rows_of(session)
    return {
        "session": _fields(session),
        **parts,
        "cost_prices": [_cost_price(one) for one in under_the_seal(session, rows)],
        "figures": _figures(calculate(session, rows=rows)),
    }


def objection_rows(session: Session) -> list[dict[str, object]]:
    """What the participant objects to, in the same way; it stands beside the content and under no seal."""
    rows = LineObjection.objects.filter(line__session=session).order_by("pk")
    return [_fields(row) for row in rows]


def _foreign(model) -> list[str]:
    return [
        field.name
        for field in model._meta.fields
        if field.is_relation and field.related_model in _IN_FULL
    ]


def _cost_price(cost_price: CostPrice) -> dict[str, object]:
    parts = sorted(cost_price.components.all(), key=lambda part: part.pk)
    return {**_fields(cost_price), "components": [_fields(part) for part in parts]}


def _fields(row: models.Model) -> dict[str, object]:
    content: dict[str, object] = {}
    for field in row._meta.fields:
        if field.name in _NOT_CONTENT:
            continue
        if field.is_relation and field.related_model in _IN_FULL:
            related = getattr(row, field.name)
            content[field.name] = related and _fields(related)
        else:
            content[field.attname] = _plain(getattr(row, field.attname))
    for field in row._meta.many_to_many:
        content[field.name] = sorted(one.pk for one in getattr(row, field.name).all())
    return content


def _plain(value):
    match value:
        case Decimal():
            return format(value, "f")
        case datetime.date():
            return value.isoformat()
        case list():
            return [_plain(one) for one in value]
    return value


def _figures(calculation: Calculation) -> list[dict[str, str]]:
    return [
        {
            "line": computed.line.key,
            "formula": computed.formula,
            **{
                name: format(getattr(computed, name), ".2f")
                for name in (
                    "low_raw",
                    "high_raw",
                    "low_by_rule",
                    "high_by_rule",
                    "low_printed",
                    "high_printed",
                )
            },
        }
        for computed in calculation.lines
        if computed.line.is_priced
    ]
