"""Statements that are the same for everybody: the ORM writes them once, and then they are only sent.

For a page with a dozen of them Django needs longer to write them than PostgreSQL to answer.

Nothing of who reads may stand in such a statement, nor anything of today: what it holds when it is
written the first time, it holds for every reader after. What differs is a blank, filled in each time
it is sent. Whoever sends one about a dossier has asked `get_for` for the row it is about, and
`sees_all_of` whether this reader sees all that belongs to it.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from functools import cached_property
from inspect import signature
from types import SimpleNamespace
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connections
from django.db.models import BigIntegerField, Expression, Field, QuerySet


class Blank(Expression):
    """A value of the kind of this field, filled in when the statement is sent."""

    def __init__(self, name: str, field: Field):
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler, connection):
        return "%s", [self]


class Numbers(Blank):
    """Numbers of rows: `filter(pk__in=numbers)`."""

    def __init__(self, name: str):
        super().__init__(name, ArrayField(BigIntegerField()))

    def as_sql(self, compiler, connection):
        return "SELECT unnest(%s::bigint[])", [self]


class Written:
    """The rows of a queryset, of which only these values differ.

        LANES = Written(lambda trajectory: Lane.objects.filter(trajectory=trajectory))
        lanes = LANES(trajectory=7)

    Gives what the queryset would: objects, or tuples where it asks for values. It may not prefetch.
    A blank is the number of a row, or of the kind of the field that is given for its name; never None,
    which nothing in a database equals.
    """

    def __init__(self, begin: Callable[..., QuerySet], **fields: Field | type[Numbers]):
        self._begin, self._fields = begin, fields

    def __call__(self, **values: object) -> list[Any]:
        rows, compiler, statement, parameters = self._written
        connection = connections[rows.db]
        sent = copy.copy(compiler)
        sent.connection = connection
        filled = tuple(
            [
                one.output_field.get_db_prep_value(values[one.name], connection)
                if isinstance(one, Blank)
                else one
                for one in parameters
            ]
        )
        sent.as_sql = lambda: (statement, filled)
        # All that Django's own loop over rows asks of a queryset.
        asked = SimpleNamespace(
            db=rows.db,
            query=SimpleNamespace(get_compiler=lambda using: sent),
            _known_related_objects={},
        )
        return list(rows._iterable_class(asked))

    @cached_property
    def _written(self):
        rows = self._begin(
            **{name: self._blank(name) for name in signature(self._begin).parameters}
        )
        if rows._prefetch_related_lookups:
            raise ValueError("What is prefetched would be asked anew each time.")
        compiler = rows.query.get_compiler(using=rows.db)
        statement, parameters = compiler.as_sql()
        # The connection is that of who sends.
        compiler.connection = None
        return rows, compiler, statement, parameters

    def _blank(self, name: str) -> Blank:
        kind = self._fields.get(name) or BigIntegerField()
        return kind(name) if isinstance(kind, type) else Blank(name, kind)
