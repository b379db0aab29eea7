"""What belongs to a participant, found by following the links of the models: nobody keeps a list of them.

So a model that is added tomorrow, in whatever app, is counted and moved as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import permutations

from django.apps import apps
from django.db import models
from django.db.models import Q
from pghistory.models import Event

from participants.models import Participant

# From a line to its talk, to its trajectory, to the participant: nothing hangs further off.
_FURTHEST = 4
# A link that lets go by itself says where a row came from, not whose it is.
_LOOSE = (models.SET_NULL, models.SET_DEFAULT, models.DO_NOTHING)


@cache
def direct_links() -> tuple[models.ForeignKey, ...]:
    """Every field by which a row hangs on a participant itself; rows of history are not touched."""
    return tuple(
        relation.field
        for relation in Participant._meta.get_fields(include_hidden=True)
        if relation.auto_created
        and not relation.concrete
        and not relation.many_to_many
        and not issubclass(relation.related_model, Event)
    )


@cache
def ways_to_participant(model: type[models.Model], furthest: int = _FURTHEST) -> tuple[str, ...]:
    """The lookups that lead from a row of this model to whose it is, such as `talk__trajectory__participant`.

    The surest first: a way that every row has, and then the shortest.
    """
    ways = sorted(_ways(model, furthest), key=lambda found: (found[1], found[0].count("__")))
    return tuple(way for way, _ in ways)


def _ways(model, furthest):
    """Each way, with whether a row may lack it."""
    for field in model._meta.concrete_fields:
        if not field.is_relation or field.remote_field.on_delete in _LOOSE:
            continue
        if field.related_model is Participant:
            yield field.name, field.null
        elif furthest > 1 and field.related_model is not model:
            for way, may_lack in _ways(field.related_model, furthest - 1):
                yield f"{field.name}__{way}", field.null or may_lack


@cache
def models_of_a_participant() -> tuple[type[models.Model], ...]:
    """Every model of which a row may belong to a participant, directly or through other rows."""
    linked = {field.model for field in direct_links()}
    return tuple(
        model
        for model in apps.get_models(include_auto_created=True)
        if not issubclass(model, Event) and (model in linked or ways_to_participant(model))
    )


def rows_of(participant: Participant) -> Iterator[tuple[type[models.Model], int]]:
    """How many rows of each model belong to the participant; one query a model, empty ones left out."""
    for model in models_of_a_participant():
        # One way, for with an "or" over several the database would read the whole table.
        ways = [field.name for field in direct_links() if field.model is model]
        whose = Q()
        for way in ways or ways_to_participant(model)[:1]:
            whose |= Q(**{way: participant.pk})
        count = model._base_manager.filter(whose).count()
        if count:
            yield model, count


def torn_between(one: int, other: int) -> type[models.Model] | None:
    """A model of which a row belongs to both of these participants at once; None where there is none."""
    for model in models_of_a_participant():
        for way, another in permutations(ways_to_participant(model), 2):
            if model._base_manager.filter(**{way: one, another: other}).exists():
                return model
    return None
