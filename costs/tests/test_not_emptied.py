"""TRUNCATE meets no trigger of a row: while a session is approved, the tables that it rests on refuse it."""

import pgtrigger
import pytest
from django.db import IntegrityError, connection, transaction

from conftest import approve_at_once
from costs.models import CostLine, Session
from costs.models.frozen import SENTENCE
from dow_site.constraints import broken_rule


def tables_with(*names):
    return sorted(
        {model._meta.db_table for model, trigger in pgtrigger.registered() if trigger.name in names}
    )


KEPT_WHOLE = tables_with("kept_whole")


def empty(table):
    with connection.cursor() as cursor:
        # What was written in this transaction is checked first, and the leave of the tests to empty taken back.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL pgtrigger.ignore = '{}'")
        cursor.execute(f"TRUNCATE {table} CASCADE")


def test_no_table_of_an_approved_session_was_forgotten():
    # A list of prices may be empty; what a session computes with are the prices in it.
    assert set(tables_with("frozen", "in_use")) - {"costs_pricelist"} == set(KEPT_WHOLE)


@pytest.mark.parametrize("table", KEPT_WHOLE)
def test_a_table_that_an_approved_session_rests_on_is_not_emptied(cast, dossier, table):
    approve_at_once(Session.objects.filter(pk=dossier.session.pk), cast)

    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        empty(table)

    assert broken_rule(refusal.value) == SENTENCE


def test_without_an_approved_session_a_table_may_be_emptied(dossier):
    empty("costs_costline")

    assert not CostLine.objects.exists()
