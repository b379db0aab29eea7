"""From a rule that the database refused to the Dutch sentence that goes with it, and asking rules before a save."""

from __future__ import annotations

import operator
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import reduce

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, IntegrityError, models
from django.db.models.constraints import BaseConstraint

UNKNOWN_RULE = "De database weigert deze gegevens."


def broken_rule(error: IntegrityError) -> str:
    """The sentence of the constraint that an IntegrityError names, found by the constraint's name.

    A rule that is a trigger of ours stands on no table, and says its own sentence.
    """
    diagnosis = getattr(getattr(error, "__cause__", None), "diag", None)
    name = getattr(diagnosis, "constraint_name", None)
    if name and not diagnosis.table_name:
        return diagnosis.message_primary
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if constraint.name == name:
                return str(constraint.get_violation_error_message())
    return UNKNOWN_RULE


def together(constraints: Sequence[BaseConstraint]) -> list[BaseConstraint | ChecksTogether]:
    """The constraints of a model, its checks as one."""
    checks = tuple(one for one in constraints if isinstance(one, models.CheckConstraint))
    others = [one for one in constraints if not isinstance(one, models.CheckConstraint)]
    return [ChecksTogether(checks), *others] if checks else others


@dataclass(frozen=True)
class ChecksTogether:
    """Checks that are asked of a row as one question: nearly always all hold.

    Each by itself takes three statements, with the savepoint around it. Only where one does not
    hold are they asked one by one, so that every sentence is said.
    """

    checks: Sequence[models.CheckConstraint]

    def validate(
        self,
        model: type[models.Model],
        instance: models.Model,
        exclude: Collection[str] | None = None,
        using: str = DEFAULT_DB_ALIAS,
    ) -> None:
        """Raise a ValidationError with the sentence of every check that does not hold.

        As in Django, a check of a field that is left out is not asked.
        """
        known = instance._get_field_expression_map(meta=model._meta, exclude=exclude)
        asked = [
            (check, condition)
            for check in self.checks
            for condition in [models.Q(check.condition)]
            if condition.referenced_base_fields <= known.keys()
        ]
        if not asked:
            return
        all_of_them = reduce(operator.and_, (condition for _, condition in asked))
        named = {name: known[name] for name in all_of_them.referenced_base_fields}
        if all_of_them.check(named, using=using):
            return
        errors = []
        for check, _ in asked:
            try:
                check.validate(model, instance, exclude=exclude, using=using)
            except ValidationError as error:
                errors.append(error)
        if errors:
            raise ValidationError(errors)
