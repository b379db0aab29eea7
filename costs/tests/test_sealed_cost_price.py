"""The cost price that an approved session prints stays as it was: refused on the form, for the ORM and for SQL."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from conftest import client_of, text_of, typed_in
from costs.checking import approve, broken_seal, offer
from costs.content import content_of
from costs.factories import (
    CostPriceComponentFactory,
    CostPriceFactory,
    PriceItemFactory,
    SourceFactory,
)
from costs.models import CostPrice, CostPriceComponent, Session
from costs.models.frozen import COST_PRICE_IN_USE
from costs.tests.test_checking import without_the_rule
from dow_site.constraints import broken_rule
from dow_site.tests.test_sight import html_for_pdf

__all__ = ["html_for_pdf"]


@pytest.fixture
def cost_price(cast, dossier):
    """The cost price of the source that a line of the session names by its price."""
    source = SourceFactory(title="Opgave van de controller")
    dossier.line.low_price = dossier.line.high_price = PriceItemFactory(
        session=dossier.session, code="kostprijs", source=source
    )
    dossier.line.save()
    made = CostPriceFactory(programme=cast.dow, source=source)
    CostPriceComponentFactory(cost_price=made)
    return made


@pytest.fixture
def offered(cast, dossier, cost_price):
    offer(dossier.session, by=cast.lotte)
    return fresh(dossier.session)


@pytest.fixture
def approved(cast, offered):
    approve(offered, by=cast.hanna, version=offered.version)
    return fresh(offered)


def fresh(session):
    return Session.objects.get(pk=session.pk)


def refused(change):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        change()
    return broken_rule(refusal.value)


def test_the_form_refuses_a_cost_price_in_use_and_keeps_what_was_typed(cast, approved, cost_price):
    url, browser = reverse("costs:cost_price_edit", args=[cost_price.pk]), client_of(cast.hanna)

    answer = browser.post(url, typed_in(browser.get(url)) | {"amount": "9.999"})

    assert answer.status_code == 422
    assert COST_PRICE_IN_USE in text_of(answer)
    assert 'value="9.999"' in answer.content.decode()
    assert CostPrice.objects.get().amount == Decimal(13261)


def test_the_form_refuses_a_new_one_of_the_same_source_but_not_one_of_its_own(cast, approved):
    url, browser = reverse("costs:cost_price_create"), client_of(cast.hanna)
    typed = typed_in(browser.get(url)) | {"programme": cast.dow.pk, "year": 2027, "amount": "9.999"}
    named = CostPrice.objects.get().source_id

    answer = browser.post(url, typed | {"source": named})
    assert answer.status_code == 422
    assert COST_PRICE_IN_USE in text_of(answer)

    assert browser.post(url, typed | {"source": SourceFactory().pk}).status_code == 302
    assert broken_seal(approved) == []


@pytest.mark.parametrize(
    "change",
    [
        lambda one: CostPrice.objects.filter(pk=one.pk).update(calculated_by="Een ander"),
        lambda one: CostPrice.objects.filter(pk=one.pk).update(source=SourceFactory()),
        lambda one: one.delete(),
        lambda one: one.components.update(amount=1),
        lambda one: one.components.all().delete(),
        lambda one: CostPriceComponentFactory(cost_price=one, order=2, code="meer"),
        lambda one: CostPriceFactory(programme=one.programme, source=one.source, year=2030),
    ],
)
def test_the_orm_is_refused(approved, cost_price, change):
    assert refused(lambda: change(cost_price)) == COST_PRICE_IN_USE


def test_no_part_moves_in_from_another_cost_price(approved, cost_price):
    other = CostPriceComponentFactory(cost_price__year=2031, code="elders")
    moved = CostPriceComponent.objects.filter(pk=other.pk)

    assert refused(lambda: moved.update(cost_price=cost_price)) == COST_PRICE_IN_USE


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE costs_costprice SET amount = 9999",
        "DELETE FROM costs_costpricecomponent",
        "UPDATE costs_costpricecomponent SET amount = amount + 0.01",
    ],
)
def test_sql_is_refused(approved, statement):
    def change():
        with connection.cursor() as cursor:
            cursor.execute(statement)

    assert refused(change) == COST_PRICE_IN_USE


def test_until_approval_and_for_others_a_cost_price_still_changes(cast, offered, cost_price):
    other = CostPriceFactory(programme=cast.elders, source=cost_price.source)

    cost_price.components.update(amount=Decimal(6300))
    other.delete()

    assert CostPriceComponent.objects.get().amount == Decimal(6300)


def test_one_of_another_programme_with_the_same_source_changes_after_approval(
    cast, approved, cost_price
):
    other = CostPriceFactory(programme=cast.elders, source=cost_price.source)

    other.amount = Decimal(9999)
    other.save()

    assert broken_seal(approved) == []


def test_a_cost_price_that_changed_while_it_was_checked_is_not_approved(cast, offered, cost_price):
    CostPrice.objects.update(amount=Decimal(9999))

    with pytest.raises(ValidationError, match="een andere dan"):
        approve(offered, by=cast.hanna, version=offered.version)


@pytest.mark.parametrize(
    ("table", "change", "place"),
    [
        ("costs_costprice", "UPDATE costs_costprice SET amount = amount + 0.01", "cost_prices/0/amount"),
        ("costs_costpricecomponent", "UPDATE costs_costpricecomponent SET label = label || ' '", "cost_prices/0/components/0/label"),
        ("costs_costpricecomponent", "DELETE FROM costs_costpricecomponent", "cost_prices/0/components"),
    ],
)  # fmt: skip
def test_one_changed_byte_of_the_cost_price_breaks_the_seal(approved, table, change, place):
    without_the_rule(table, change)

    assert broken_seal(fresh(approved)) == [place]
    with pytest.raises(CommandError) as refusal:
        call_command("verify_session", approved.reference)
    assert refusal.value.returncode == 1


@pytest.fixture
def before_it_was_known(monkeypatch):
    """Contents as they were written before the seal knew the cost price; undone by the caller."""

    def known_then(session):
        return {name: part for name, part in content_of(session).items() if name != "cost_prices"}

    monkeypatch.setattr("costs.checking.content_of", known_then)
    return monkeypatch


def test_a_seal_of_before_it_knew_the_cost_price_verifies(before_it_was_known, approved):
    before_it_was_known.undo()

    assert broken_seal(approved) == []


def test_what_was_offered_before_the_seal_knew_the_cost_price_is_approved(
    before_it_was_known, cast, offered
):
    before_it_was_known.undo()

    approve(offered, by=cast.hanna, version=offered.version)

    assert broken_seal(fresh(offered)) == []


def test_the_report_prints_the_cost_price_that_is_sealed(cast, approved, cost_price, html_for_pdf):
    CostPriceFactory(programme=cast.dow, year=2027, amount=Decimal(9999))

    url = reverse("reports:case_report", args=[approved.trajectory_id, "full"])
    page = text_of(client_of(cast.anna).get(url)).replace("\u00a0", " ")

    assert "Kostprijs waarmee gerekend is € 13.261" in page
    assert [one["id"] for one in content_of(approved)["cost_prices"]] == [cost_price.pk]
