"""Versions of price lists: in use they never change, and nothing is taken over silently."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from conftest import TODAY, assert_does_not_grow, client_of, text_of, typed_in
from costs.factories import (
    CostLineFactory,
    PriceItemFactory,
    PriceListFactory,
    SessionFactory,
    SourceFactory,
)
from costs.models import CostLine, PriceItem, PriceList, Session
from costs.models.frozen import LIST_SENTENCE, LIST_SOURCE
from costs.newer_prices import newer_list, newer_prices, take_newer_prices
from costs.price_facts import Fate, price_changes
from costs.price_lists import discard, publish
from costs.reading import rows_of


@pytest.fixture
def in_use(db):
    """A list in use with two prices."""
    price_list = PriceListFactory(title="Lijst", list_version="2025")
    source = SourceFactory(code="boek")
    PriceItemFactory(
        price_list=price_list, code="A", name="Opvang", amount=Decimal(12000), source=source
    )
    PriceItemFactory(
        price_list=price_list, code="B", name="Zorg", amount=Decimal(3700), source=source
    )
    return publish(price_list, on=datetime.date(2025, 1, 1))


def next_version_of(price_list, **amounts):
    """The next version in use, with other amounts by code."""
    draft = PriceListFactory(title=price_list.title, list_version="2026")
    for price in price_list.items.order_by("pk"):
        if price.code in amounts and amounts[price.code] is None:
            continue
        PriceItemFactory(
            price_list=draft,
            code=price.code,
            name=price.name,
            amount=amounts.get(price.code, price.amount),
            source=price.source,
        )
    return publish(draft, on=datetime.date(2026, 1, 1))


def post(person, route, *args, **data):
    return client_of(person).post(reverse(f"costs:{route}", args=args), data)


# Draft, in use, replaced


def test_a_version_in_use_is_replaced_by_the_next(in_use):
    newer = next_version_of(in_use)

    in_use.refresh_from_db()
    assert (in_use.status, in_use.replaced_on) == ("replaced", datetime.date(2026, 1, 1))
    assert newer.status == "published"


def test_an_empty_list_is_not_put_to_use(db):
    with pytest.raises(ValidationError, match="nog geen prijs"):
        publish(PriceListFactory(), on=TODAY)


def test_what_is_in_use_is_not_put_to_use_again(in_use):
    with pytest.raises(ValidationError, match="al in gebruik"):
        publish(in_use, on=TODAY)


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


CHANGES = {
    "the title by the object": lambda one: PriceList(pk=one.pk, title="x", list_version="y").save(),
    "the title by a query": lambda one: PriceList.objects.filter(pk=one.pk).update(title="Anders"),
    "back to draft": lambda one: PriceList.objects.filter(pk=one.pk).update(status="draft"),
    "the list by SQL": lambda one: sql("DELETE FROM costs_pricelist WHERE id = %s", one.pk),
    "an amount by the object": lambda one: change(one.items.first(), amount=Decimal(1)),
    "an amount by a query": lambda one: one.items.update(amount=Decimal(1)),
    "an amount by SQL": lambda one: sql(
        "UPDATE costs_priceitem SET amount = 1 WHERE price_list_id = %s", one.pk
    ),
    "a price out": lambda one: one.items.first().delete(),
    "a price out by SQL": lambda one: sql("DELETE FROM costs_priceitem WHERE price_list_id = %s", one.pk),
    "a price in": lambda one: PriceItemFactory(price_list=one),
    "a price in from a draft": lambda one: change(PriceItemFactory(), price_list=one),
    "the source of a price": lambda one: change(one.items.first().source, title="Anders"),
}  # fmt: skip


def change(row, **facts):
    for name, value in facts.items():
        setattr(row, name, value)
    row.save()


@pytest.mark.parametrize("what", CHANGES)
@pytest.mark.parametrize("replaced", [False, True], ids=["in use", "replaced"])
def test_the_database_refuses_every_change_of_a_list_in_use(in_use, what, replaced):
    if replaced:
        next_version_of(in_use)
    before = (list(PriceList.objects.values()), list(in_use.items.values()))

    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        CHANGES[what](in_use)

    assert str(refusal.value.__cause__.diag.message_primary) in (LIST_SENTENCE, LIST_SOURCE)
    assert (list(PriceList.objects.values()), list(in_use.items.values())) == before


def test_the_forms_refuse_a_list_in_use_with_a_sentence(cast, in_use):
    browser, price = client_of(cast.hanna), in_use.items.first()
    for url in (
        reverse("costs:price_create", args=[in_use.pk]),
        reverse("costs:price_edit", args=[price.pk]),
        reverse("costs:price_list_edit", args=[in_use.pk]),
    ):
        typed = typed_in(browser.get(url))
        page = browser.post(
            url,
            typed
            | {"title": "Anders", "list_version": "9", "code": "Z", "category": "Z", "name": "Z"}
            | {"amount": "1", "source": price.source_id},
        )
        assert page.status_code == 422
        assert LIST_SENTENCE in text_of(page)
    for route, pk in (("price_remove", price.pk), ("price_list_discard", in_use.pk)):
        page = browser.post(reverse(f"costs:{route}", args=[pk]), follow=True)
        assert LIST_SENTENCE in text_of(page)
    assert in_use.items.count() == 2


def test_the_source_of_a_list_in_use_is_refused_on_its_form(cast, in_use):
    url = reverse("costs:source_edit", args=[in_use.items.first().source_id])
    browser = client_of(cast.hanna)

    page = browser.post(url, typed_in(browser.get(url)) | {"title": "Anders"})

    assert page.status_code == 422
    assert LIST_SOURCE in text_of(page)


def test_a_draft_changes_as_long_as_it_is_one(cast, db):
    price = PriceItemFactory(amount=Decimal(5))
    browser, url = client_of(cast.ibrahim), reverse("costs:price_edit", args=[price.pk])

    browser.post(url, typed_in(browser.get(url)) | {"amount": "6,50"})
    price.refresh_from_db()
    post(cast.ibrahim, "price_remove", price.pk)

    assert price.amount == Decimal("6.50")
    assert not PriceItem.objects.exists()


def test_the_next_version_begins_with_the_same_prices_once(cast, in_use):
    browser, url = client_of(cast.hanna), reverse("costs:price_list_next", args=[in_use.pk])
    typed = typed_in(browser.get(url)) | {"list_version": "2026"}

    for _ in range(2):
        browser.post(url, typed)

    draft = PriceList.objects.get(list_version="2026")
    assert draft.is_draft
    assert price_changes(in_use.items.for_list(), draft.items.for_list()) == ()
    assert draft.items.count() == 2


def test_there_is_one_draft_of_a_list(cast, in_use):
    PriceListFactory(title=in_use.title, list_version="2026")
    browser, url = client_of(cast.hanna), reverse("costs:price_list_next", args=[in_use.pk])

    page = browser.post(url, typed_in(browser.get(url)) | {"list_version": "2027"})

    assert page.status_code == 422
    assert "al een concept" in text_of(page)


def test_putting_to_use_and_throwing_away_are_buttons(cast, in_use):
    draft = PriceItemFactory(price_list__title="Lijst", price_list__list_version="2026").price_list
    other = PriceItemFactory(price_list__title="Weg").price_list

    post(cast.hanna, "price_list_publish", draft.pk)
    post(cast.hanna, "price_list_discard", other.pk)

    draft.refresh_from_db()
    assert (draft.status, draft.published_on) == ("published", TODAY)
    assert not PriceList.objects.filter(pk=other.pk).exists()


def test_a_draft_that_a_session_computes_with_is_not_thrown_away(db):
    price = PriceItemFactory()
    CostLineFactory(low_price=price)

    with pytest.raises(ValidationError, match="Een sessie rekent"):
        discard(price.price_list)

    assert PriceItem.objects.filter(pk=price.pk).exists()


# Two versions beside each other


def test_two_versions_are_compared_price_by_price(cast, in_use):
    newer = next_version_of(in_use, A=Decimal(12500), B=None)

    changes = price_changes(in_use.items.for_list(), newer.items.for_list())
    page = text_of(client_of(cast.lotte).get(reverse("costs:price_list_compare", args=[newer.pk])))

    assert [(one.code, one.fate) for one in changes] == [("A", Fate.CHANGED), ("B", Fate.GONE)]
    assert [(one.what, one.before, one.after) for one in changes[0].changes] == [
        ("bedrag", "€\u00a012.000", "€\u00a012.500")
    ]
    assert "1 gewijzigd, 0 nieuw, 1 vervallen" in page
    assert "bedrag: € 12.000 → € 12.500" in page.replace("\u00a0", " ")


def test_comparing_backwards_shows_what_came_as_gone(in_use):
    newer = next_version_of(in_use, B=None)

    assert [one.fate for one in price_changes(newer.items.for_list(), in_use.items.for_list())] == [
        Fate.ADDED
    ]


# Prices that end


def test_the_overview_counts_exactly_the_prices_that_end(cast, today):
    price_list = PriceListFactory()
    for name, days in (("Voorbij", -1), ("Bijna", 60), ("Later", 61)):
        PriceItemFactory(
            price_list=price_list, name=name, valid_to=today + datetime.timedelta(days=days)
        )
    publish(price_list, on=today)
    PriceItemFactory(name="In een concept", valid_to=today)
    browser = client_of(cast.hanna)

    home = text_of(browser.get(reverse("home")))
    page = text_of(browser.get(reverse("costs:expiring")))

    assert "2 prijzen verlopen binnenkort of zijn al verlopen" in home
    assert "Voorbij" in page
    assert "Bijna" in page
    assert "Later" not in page
    assert "In een concept" not in page


@pytest.mark.parametrize(("valid", "shown"), [("now", "Nu"), ("over", "Voorbij")])
def test_a_list_is_filtered_by_what_is_valid(cast, today, valid, shown):
    price_list = PriceListFactory()
    day = datetime.timedelta(days=1)
    PriceItemFactory(price_list=price_list, name="Voorbij", valid_to=today - day)
    PriceItemFactory(price_list=price_list, name="Nu", valid_from=today, valid_to=today)
    PriceItemFactory(price_list=price_list, name="Straks", valid_from=today + day)
    url = reverse("costs:price_list", args=[price_list.pk])

    rows = client_of(cast.hanna).get(url, {"valid": valid}).context["rows"]

    assert [price.name for price, *_ in rows] == [shown]


def test_a_long_list_is_shown_in_pages_with_as_many_questions(cast, db):
    price_list = PriceListFactory()
    url = reverse("costs:price_list", args=[price_list.pk])
    browser = client_of(cast.hanna)

    def more():
        PriceItemFactory(price_list=price_list)

    more()
    assert_does_not_grow(lambda: browser.get(url), more)


# A session keeps its version


@pytest.fixture
def session(in_use, cast, dossier):
    session = SessionFactory(
        trajectory=dossier.trajectory, facilitator=cast.lotte, price_list=in_use
    )
    opvang, zorg = in_use.items.order_by("code")
    CostLineFactory(
        session=session,
        side="avoided",
        label="Opvang",
        low_price=zorg,
        low_amount=zorg.amount,
        low_source=zorg.source,
        high_price=opvang,
        high_amount=opvang.amount,
    )
    return session


def test_a_session_keeps_its_version_and_shows_what_the_newer_one_would_change(
    cast, session, in_use
):
    newer = next_version_of(in_use, A=Decimal(12600))
    before = list(CostLine.objects.values())

    page = client_of(cast.lotte).get(reverse("costs:newer_prices", args=[session.pk]))
    line = page.context["page"].lines[0]

    assert "2026 zou veranderen" in text_of(client_of(cast.lotte).get(session.get_absolute_url()))
    assert (line.printed_before, line.printed_after) == (
        "€\u00a03.700 tot €\u00a012.000",
        "€\u00a03.700 tot €\u00a013.000",
    )
    assert "€\u00a012.600 (Opvang)" in line.price_after
    assert list(CostLine.objects.values()) == before
    assert Session.objects.get(pk=session.pk).price_list == in_use
    assert newer_list(session) == newer


def test_a_session_with_the_version_in_use_has_nothing_newer(cast, session):
    page = client_of(cast.lotte).get(reverse("costs:newer_prices", args=[session.pk]))

    assert page.headers["Location"] == session.get_absolute_url()
    assert "oudere versie" not in text_of(client_of(cast.lotte).get(session.get_absolute_url()))


def test_newer_prices_are_taken_over_on_purpose(cast, session, in_use):
    newer = next_version_of(in_use, A=Decimal(12600))

    post(cast.lotte, "newer_prices_take", session.pk, lijst=newer.pk)

    session.refresh_from_db()
    line = session.lines.get()
    assert session.price_list == newer
    assert (line.high_price.price_list, line.high_amount) == (newer, Decimal(12600))
    assert (line.low_price.price_list, line.low_amount) == (newer, Decimal(3700))


def test_an_amount_chosen_in_the_line_stays_when_prices_are_taken_over(session, in_use):
    session.lines.update(high_amount=Decimal(9000))
    newer = next_version_of(in_use, A=Decimal(12600))

    (line,) = newer_prices(session, newer, rows_of(session)).lines
    take_newer_prices(session, newer.pk)

    assert "Het bedrag (hoog) is in deze regel zelf gekozen en blijft staan." in line.notes
    assert session.lines.get().high_amount == Decimal(9000)


def test_a_price_that_is_gone_blocks_taking_over(cast, session, in_use):
    newer = next_version_of(in_use, A=None)

    url = reverse("costs:newer_prices_take", args=[session.pk])
    shown = text_of(client_of(cast.lotte).post(url, {"lijst": newer.pk}, follow=True))

    assert "De regel ‘Opvang’ kan niet over." in shown
    assert "staat niet in de nieuwe versie" in shown
    assert Session.objects.get(pk=session.pk).price_list == in_use


def test_what_somebody_saw_is_what_is_taken(session, in_use):
    next_version_of(in_use)

    with pytest.raises(ValidationError, match="andere versie in gebruik"):
        take_newer_prices(session, in_use.pk)


@pytest.mark.parametrize("status", ["to_check", "approved"])
def test_a_session_that_is_checked_takes_no_newer_prices(cast, session, in_use, status):
    facts = {"offered_by": cast.lotte, "status": status}
    if status == "approved":
        facts |= {"approved_by": cast.hanna, "approved_at": datetime.datetime.now(datetime.UTC)}
        facts |= {"seal": "0" * 64}
    Session.objects.filter(pk=session.pk).update(**facts)
    newer = next_version_of(in_use, A=Decimal(12600))

    with pytest.raises(ValidationError):
        take_newer_prices(session, newer.pk)

    assert session.lines.get().high_amount == Decimal(12000)


def test_a_name_in_a_line_is_veiled_beside_the_newer_prices(cast, dossier, session, in_use):
    session.lines.update(label="Opvang van Wessel")
    next_version_of(in_use)
    url = reverse("costs:newer_prices", args=[session.pk])

    assert "Wessel" not in text_of(client_of(cast.lotte).get(url))
    assert "Wessel" in text_of(client_of(cast.anna).get(url))


def test_a_new_session_chooses_among_the_lists_in_use_and_begins_with_the_newest(
    cast, dossier, in_use
):
    newest = PriceListFactory(title="Nieuwer", published=True)
    browser, url = (
        client_of(cast.anna),
        reverse("costs:session_create", args=[dossier.trajectory.pk]),
    )
    typed = typed_in(browser.get(url)) | {"period_start": "jan 2026", "period_end": "mrt 2026"}

    assert typed["price_list"] == str(newest.pk)
    assert browser.post(url, typed | {"price_list": dossier.draft_list.pk}).status_code == 422
    browser.post(url, typed | {"price_list": in_use.pk})

    assert Session.objects.order_by("pk").last().price_list == in_use


def test_a_session_that_somebody_else_saved_shows_both_texts(cast, dossier):
    browser, url = client_of(cast.anna), reverse("costs:session_edit", args=[dossier.session.pk])
    typed = typed_in(browser.get(url)) | {"place": "Haarle"}
    Session.objects.filter(pk=dossier.session.pk).update(place="Raalte", version=7)

    page = browser.post(url, typed)

    assert page.status_code == 422
    assert "Raalte" in text_of(page)
    assert typed_in(page)["place"] == "Haarle"


def test_a_newer_price_does_not_turn_what_is_printed_upside_down(session, in_use):
    session.lines.update(printed_low=Decimal(11000), override_reason="Zo afgesproken.")
    newer = next_version_of(in_use, A=Decimal(10000))

    with pytest.raises(ValidationError, match="kan niet over"):
        take_newer_prices(session, newer.pk)

    [row] = session.lines.all()
    assert row.high_amount == Decimal(12000)
