"""From a rule that the database refused to the Dutch sentence that goes with it."""

from django.apps import apps
from django.db import IntegrityError

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
