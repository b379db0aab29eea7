"""Rows that many tests begin with: made once in a process, and put back as they were for every next test."""

import pickle
from collections.abc import Callable
from typing import Generic, TypeVar

from django.apps import apps
from django.db import connection, models

Made = TypeVar("Made")


class KeptRows(Generic[Made]):
    """What `make` makes: its objects, and the rows that it left in tables that were empty before.

    They are saved as the application does it, with its rules and its triggers; that is a third of a
    second for a whole dossier, with which two thousand tests begin, and four for the demonstration.
    Of `many` rows the database is told: the statistics that it last took, while every test had its
    rows to itself, say that the tables are empty, and plans made for those take minutes.
    """

    def __init__(self, make: Callable[[], Made], *, many: bool = False):
        self._make, self._many = make, many
        self._made = b""
        self._put_back = ""

    def put(self) -> Made:
        """The objects, each test its own, with their rows in the database."""
        if not self._made:
            before = _filled()
            self._made = pickle.dumps(self._make())
            self._put_back = _statements(_filled() - before)
        else:
            with connection.cursor() as cursor:
                cursor.execute(self._put_back)
        if self._many:
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        # As quick a copy as there is, of what was made in this very process.
        return pickle.loads(self._made)  # noqa: S301


def _filled() -> set[type[models.Model]]:
    """The models of which there are rows."""
    return {
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._base_manager.exists()
    }


def _statements(filled: set[type[models.Model]]) -> str:
    """What puts the rows of these models back, in one go.

    Without the triggers that made some of them, and without asking what refers to what; and the
    counting goes on from there, wherever another test left it.
    """
    tables = [connection.ops.quote_name(model._meta.db_table) for model in filled]
    counted = [model._meta for model in filled if isinstance(model._meta.pk, models.AutoField)]
    with connection.cursor() as cursor:
        inserts = [_insert(cursor, table) for table in tables]
        counts = [_count_on(cursor, meta.db_table, meta.pk.column) for meta in counted]
    return ";".join(
        (
            "SET session_replication_role = replica",
            *inserts,
            "SET session_replication_role = origin",
            f"SELECT {', '.join(counts)}",
        )
    )


def _insert(cursor, table: str) -> str:
    cursor.execute(f"SELECT quote_literal(json_agg({table})::text) FROM {table}")  # noqa: S608
    (rows,) = cursor.fetchone()
    return f"INSERT INTO {table} SELECT * FROM json_populate_recordset(NULL::{table}, {rows})"  # noqa: S608


def _count_on(cursor, table: str, key: str) -> str:
    table, key = map(connection.ops.quote_name, (table, key))
    cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [table, key.strip('"')])
    (sequence,) = cursor.fetchone()
    # Of the rows that are there then: a test may have made some before these are put back.
    return f"setval('{sequence}', (SELECT max({key}) FROM {table}))"  # noqa: S608
