"""Rows that many tests begin with: made once in a process, and put back as they were for every next test."""

import copy
import io
from collections.abc import Callable
from typing import Generic, TypeVar

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction

Made = TypeVar("Made")


class KeptRows(Generic[Made]):
    """What `make` makes: its objects, and the rows that it left in tables that were empty before.

    They are saved as the application does it, with its rules and its triggers; that is a third of a
    second for a whole dossier, with which two thousand tests begin, and four for the demonstration.
    """

    def __init__(self, make: Callable[[], Made]):
        self._make = make
        self._made: list[Made] = []
        self._rows: dict[str, str] = {}
        self._count_on = ""

    def put(self) -> Made:
        """The objects, each test its own, with their rows in the database."""
        if not self._made:
            before = _filled()
            self._made.append(self._make())
            filled = _filled() - before
            self._rows = {model._meta.db_table: _copied_out(model) for model in filled}
            self._count_on = ";".join(connection.ops.sequence_reset_sql(no_style(), filled))
        else:
            _copy_in(self._rows)
            # Another test may have made more of them, or have set the counting back.
            with connection.cursor() as cursor:
                cursor.execute(self._count_on)
        return copy.deepcopy(self._made[0])


def _filled() -> set[type[models.Model]]:
    """The models of which there are rows."""
    return {
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._base_manager.exists()
    }


def _copied_out(model: type[models.Model]) -> str:
    rows = io.StringIO()
    with connection.cursor() as cursor:
        cursor.copy_expert(
            f"COPY {connection.ops.quote_name(model._meta.db_table)} TO STDOUT", rows
        )
    return rows.getvalue()


def _copy_in(kept: dict[str, str]) -> None:
    """Put rows back without the triggers that made some of them, and without asking what refers to what."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for table, rows in kept.items():
            cursor.copy_expert(
                f"COPY {connection.ops.quote_name(table)} FROM STDIN", io.StringIO(rows)
            )
        cursor.execute("SET session_replication_role = origin")
