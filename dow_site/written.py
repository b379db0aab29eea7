"""Statements that are the same for everybody: the ORM writes them once, and then they are only sent.

For a page with a dozen of them Django needs longer to write them than PostgreSQL to answer.

Nothing of who reads may stand in such a statement, nor anything of today: what it holds when it is
written the first time, it holds for every reader after. Its blanks are numbers of rows, filled in
each time it is sent. Whoever sends it has asked `get_for` for the row it is about, and
`sees_all_of` whether this reader sees all that belongs to it.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from functools import cached_property
from inspect import signature
from types import SimpleNamespace
from typing import Any

from django.db import connections
from django.db.models import BigIntegerField, Expression, QuerySet


class Blank(Expression):
    """A number that is filled in when the statement is sent."""

    def __init__(self, name: str):
        super().__init__(output_field=BigIntegerField())
        self.name = name

    def as_sql(self, compiler, connection):
        return "%s", [self]


class Written:
    """The rows of a queryset, of which only these numbers differ.

        LANES = Written(lambda trajectory: Lane.objects.filter(trajectory=trajectory))
        lanes = LANES(trajectory=7)

    Gives what the queryset would: objects, or tuples where it asks for values. It may not prefetch.
    """

    def __init__(self, begin: Callable[..., QuerySet]):
        self._begin = begin

    def __call__(self, **numbers: int) -> list[Any]:
        rows, compiler, statement, values = self._written
        for value in numbers.values():
            if not isinstance(value, int):
                raise TypeError(f"A blank takes the number of a row, not {value!r}.")
        filled = tuple([numbers[v.name] if isinstance(v, Blank) else v for v in values])
        sent = copy.copy(compiler)
        sent.connection = connections[rows.db]
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
        rows = self._begin(**{name: Blank(name) for name in signature(self._begin).parameters})
        if rows._prefetch_related_lookups:
            raise ValueError("What is prefetched would be asked anew each time.")
        compiler = rows.query.get_compiler(using=rows.db)
        return rows, compiler, *compiler.as_sql()
