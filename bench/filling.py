"""Filling a table by one statement, with what the model itself says where the recipe says nothing."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.core.management.color import no_style
from django.db import connection, models
from django.utils import timezone

# They would give other rows each time.
_OF_THE_MOMENT = (timezone.now, timezone.localdate, uuid.uuid4)


def literal(value: object) -> str:
    """A Python value as it is written in a statement."""
    with connection.cursor() as cursor:
        return cursor.mogrify("%s", [value]).decode()


def drawn(key: str, salt: int, below: int) -> str:
    """A whole number from 0 up to `below` that depends on the key and the salt only, as SQL."""
    return f"(abs(hashint8extended(({key})::bigint, {salt}) %% {below})::int)".replace("%%", "%")


def one_of(values: Sequence[str], number: str) -> str:
    """The text at a place (from 0) of a list, as SQL."""
    return f"({literal(list(values))}::text[])[1 + {number}]"


def fill(model: type[models.Model], source: str, /, **columns: str) -> None:
    """Insert a row for each row of `source`; `columns` are SQL by column, the rest is the model's default.

    Refuses (LookupError) a column whose default is another at each moment, so that nothing is left to chance.
    """
    table = model._meta.db_table
    names = [field.column for field in model._meta.concrete_fields]
    if "submission_key" in names:
        columns.setdefault("submission_key", f"md5('{table} ' || {columns['id']})::uuid")
    if unknown := columns.keys() - set(names):
        raise LookupError(f"{model.__name__} has no column {', '.join(sorted(unknown))}.")
    values = [
        columns[field.column] if field.column in columns else _default(field)
        for field in model._meta.concrete_fields
    ]
    quoted = ", ".join(connection.ops.quote_name(name) for name in names)
    execute(f"INSERT INTO {table} ({quoted}) SELECT {', '.join(values)} FROM {source}")


@contextmanager
def history_in_one_go(filled: Sequence[type[models.Model]]) -> Iterator[None]:
    """Write what the triggers of history would write afterwards, by table.

    A trigger per row takes two milliseconds once a statement inserts tens of thousands. Only triggers of ours are
    off meanwhile: the database's own rules, foreign keys included, hold for every row.
    """
    _our_triggers("DISABLE", filled)
    yield
    # What waits for the end of a transaction is asked now; a table that is waited for cannot be changed.
    execute("SET CONSTRAINTS ALL IMMEDIATE")
    for model, history in history_of(filled):
        _keep_history(model, history)
    execute("SET CONSTRAINTS ALL IMMEDIATE")
    _our_triggers("ENABLE", filled)


def history_of(filled: Sequence[type[models.Model]]) -> list[tuple[type, type]]:
    """Each model of which history is kept, with the model of its states."""
    return [
        (model, model.history.rel.related_model) for model in filled if hasattr(model, "history")
    ]


def _our_triggers(verb, filled):
    for model in filled:
        execute(f"ALTER TABLE {model._meta.db_table} {verb} TRIGGER USER")


def _keep_history(model, history):
    kept = {field.column for field in history._meta.concrete_fields}
    fill(
        history,
        model._meta.db_table,
        pgh_id="id",
        pgh_created_at="TIMESTAMPTZ '2026-01-01 12:00Z'",
        pgh_label="'insert'",
        pgh_obj_id="id",
        pgh_context_id="NULL",
        **{
            field.column: connection.ops.quote_name(field.column)
            for field in model._meta.concrete_fields
            if field.column in kept
        },
    )


def execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def number_on(filled: Sequence[type[models.Model]]) -> None:
    """Let the tables number on after the rows that were given a number here."""
    states = [history for _, history in history_of(filled)]
    for statement in connection.ops.sequence_reset_sql(no_style(), [*filled, *states]):
        execute(statement)


def _default(field: models.Field) -> str:
    if field.default in _OF_THE_MOMENT:
        raise LookupError(
            f"{field.model.__name__}.{field.name} is another at each moment: give it."
        )
    return literal(field.get_db_prep_save(field.get_default(), connection))
