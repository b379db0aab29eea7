"""The cost price: the published total, the sum of its parts and the difference, none corrected. And sources."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from conftest import client_of, text_of, typed_in
from costs.cost_price_use import cost_prices_for, use_in_session
from costs.factories import (
    CostLineFactory,
    CostPriceComponentFactory,
    CostPriceFactory,
    PriceItemFactory,
    SessionFactory,
    SourceFactory,
)
from costs.models import CostPrice, Session
from costs.reading import rows_of

PUBLISHED = (
    ("Begeleidingskosten", "6.298"), ("Personele overhead", "1.777"),
    ("Materiële kosten", "2.074"), ("Overige kosten", "3.113"),
)  # fmt: skip


def rows(parts):
    return {
        f"{name}_{number}": value
        for number, part in enumerate(parts)
        for name, value in zip(("label", "part"), part, strict=True)
    }


@pytest.fixture
def published(cast):
    """The cost price of the report, typed on its form."""
    url, browser = reverse("costs:cost_price_create"), client_of(cast.hanna)
    typed = typed_in(browser.get(url)) | {
        "programme": cast.dow.pk, "amount": "13.261", "source": SourceFactory().pk,
    }  # fmt: skip
    assert browser.post(url, typed | rows(PUBLISHED)).status_code == 302
    return CostPrice.objects.get()


def test_the_published_total_stands_beside_the_sum_and_the_difference(cast, published):
    page = text_of(client_of(cast.anna).get(published.get_absolute_url())).replace("\u00a0", " ")

    assert (published.sum_check.sum, published.sum_check.difference) == (Decimal(13262), Decimal(1))
    for words in ("Som van de onderdelen € 13.262", "Genoemd totaal € 13.261", "€ 6.298"):
        assert words in page
    assert "Dat is € 1 meer dan het totaal van € 13.261" in page
    assert "Geen van beide is aangepast." in page


def test_changing_one_part_leaves_the_total_and_the_other_parts(cast, published):
    url, browser = reverse("costs:cost_price_edit", args=[published.pk]), client_of(cast.ibrahim)
    codes = list(published.components.values_list("code", flat=True))

    browser.post(url, typed_in(browser.get(url)) | {"part_0": "6.297"})

    published.refresh_from_db()
    assert published.amount == Decimal(13261)
    assert [part.amount for part in published.components.all()] == [6297, 1777, 2074, 3113]
    assert list(published.components.values_list("code", flat=True)) == codes


def test_saving_without_a_change_makes_no_new_parts(cast, published):
    url, browser = reverse("costs:cost_price_edit", args=[published.pk]), client_of(cast.hanna)
    before = list(published.components.values_list("pk", flat=True))

    browser.post(url, typed_in(browser.get(url)))

    assert list(published.components.values_list("pk", flat=True)) == before


def test_a_part_stands_in_it_once(cast, published):
    url, browser = reverse("costs:cost_price_edit", args=[published.pk]), client_of(cast.hanna)

    page = browser.post(
        url, typed_in(browser.get(url)) | {"label_4": "Overige kosten", "part_4": "1"}
    )

    assert page.status_code == 422
    assert "Dit staat er al." in text_of(page)


def test_of_a_cost_price_without_a_year_nobody_thinks_that_it_is_the_newest(
    cast, dossier, published
):
    CostPriceFactory(programme=cast.dow, year=2024, amount=Decimal(14001))
    CostPriceFactory(programme=cast.dow, year=2025, amount=Decimal(14002))
    assert published.year is None

    page = text_of(client_of(cast.anna).get(dossier.session.get_absolute_url()))

    assert "Genoemd totaal € 14.002" in page.replace("\u00a0", " ")
    years = CostPrice.objects.filter(programme=cast.dow).values_list("year", flat=True)
    assert list(years) == [2025, 2024, None]


def test_another_programme_does_not_see_the_cost_price(cast, published):
    assert client_of(cast.joke).get(published.get_absolute_url()).status_code == 404
    assert "13.261" not in text_of(client_of(cast.joke).get(reverse("costs:prices")))


def test_the_cost_price_becomes_a_price_of_the_session_once(cast, dossier, published):
    url = reverse("costs:cost_price_use", args=[dossier.session.pk, published.pk])
    browser = client_of(cast.lotte)

    for _ in range(2):
        browser.post(url)
    price = dossier.session.own_prices.get(category="Kostprijs")
    line = text_of(browser.get(reverse("costs:line_create", args=[dossier.session.pk])))

    assert (price.amount, price.unit, price.source) == (Decimal(13261), "year", published.source)
    assert "Begeleiding DOW per deelnemer" in line


def of_year(cast, year, amount, **more):
    return CostPriceFactory(programme=cast.dow, year=year, amount=Decimal(amount), **more)


def fitting(session):
    return cost_prices_for(session, rows_of(session))


@pytest.mark.parametrize(
    ("years", "best"),
    [
        ((2018, 2019, 2020, 2026, None), 2020),  # of the period, its last year
        ((2017, 2018, 2026, None), 2018),  # else the last before it
        ((2026, 2027, None), None),  # else one of an unknown year
        ((2027, 2026), 2026),  # else the first after it
    ],
)
def test_the_cost_price_is_that_of_the_years_of_the_session(cast, dossier, years, best):
    Session.objects.update(period_start="2019-10-01", period_end="2020-10-01")
    for number, year in enumerate(years):
        of_year(cast, year, 10000 + number)

    assert fitting(Session.objects.get()).own.year == best


def test_the_cost_price_that_a_line_is_made_with_goes_before_that_of_the_year(cast, dossier):
    """The dearer one of 2026 is newer; the line rests on that of before."""
    session = dossier.session
    of_year(cast, 2026, 15555)
    former = of_year(cast, 2024, 13261)
    # Another amount from the same paper is no use of it.
    same_paper = of_year(cast, 2023, 9000, source=former.source)
    assert fitting(session).used == ()

    price = use_in_session(former, session)
    CostLineFactory(
        session=session, low_amount=13261, high_amount=13261, low_price=price, high_price=price,
        low_quantity=1, high_quantity=1, low_unit="year", high_unit="year",
    )  # fmt: skip

    found = fitting(session)
    assert found.used == (former,)
    assert found.own == former
    assert set(found.others) == {same_paper, CostPrice.objects.get(year=2026)}


def test_page_and_report_show_the_same_cost_price_and_the_page_a_choice(cast, dossier, published):
    """The one of the lines has no year; a newer one does not take its place."""
    session = dossier.session
    newer = of_year(cast, 2020, 15555)
    price = use_in_session(published, session)
    CostLineFactory(session=session, low_price=price, high_price=price)
    browser = client_of(cast.lotte)

    page = text_of(browser.get(session.get_absolute_url())).replace("\u00a0", " ")
    address = reverse("reports:case_preview", args=[session.trajectory_id, "full"])
    paper = text_of(browser.get(address)).replace("\u00a0", " ")

    assert "Genoemd totaal € 13.261" in page
    assert "Hiermee rekent deze sessie." in page
    assert "Kostprijs 2020: € 15.555" in page
    assert "Kostprijs waarmee gerekend is € 13.261" in paper
    assert "€ 15.555" not in paper
    use = reverse("costs:cost_price_use", args=[session.pk, newer.pk])
    assert use in browser.get(session.get_absolute_url()).content.decode()


def test_a_checked_session_takes_no_cost_price(cast, dossier, published):
    Session.objects.filter(pk=dossier.session.pk).update(status="to_check", offered_by=cast.lotte)

    with pytest.raises(ValidationError):
        use_in_session(published, dossier.session)


def test_the_cost_price_of_another_programme_is_not_found(cast, dossier):
    other = CostPriceFactory(programme=cast.elders)

    answer = client_of(cast.lotte).post(
        reverse("costs:cost_price_use", args=[dossier.session.pk, other.pk])
    )

    assert answer.status_code == 404


def test_a_cost_price_without_parts_has_nothing_to_compare(cast):
    page = client_of(cast.hanna).get(CostPriceFactory().get_absolute_url())

    assert "Er zijn geen onderdelen bekend." in text_of(page)


def test_the_parts_stay_in_their_order(cast):
    cost_price = CostPriceFactory()
    for order, label in ((2, "Tweede"), (1, "Eerste")):
        CostPriceComponentFactory(
            cost_price=cost_price, order=order, code=label.lower(), label=label
        )

    page = text_of(client_of(cast.hanna).get(cost_price.get_absolute_url()))

    assert page.index("Eerste") < page.index("Tweede")


# Sources


def test_the_page_of_a_source_says_where_it_is_used(cast, dossier):
    source = SourceFactory(title="Een boek")
    price = PriceItemFactory(name="Uit het boek", source=source)
    CostLineFactory(session=dossier.session, low_price=price)
    CostPriceFactory(programme=cast.dow, source=source)

    page = text_of(client_of(cast.lotte).get(source.get_absolute_url()))

    assert "Uit het boek" in page
    assert f"{dossier.session.reference} 1 regel" in page
    assert "Kostprijs van Dynamisch Op Weg, 2020" in page


def test_a_source_names_no_session_that_its_reader_may_not_see(cast, dossier):
    source = SourceFactory()
    own = SessionFactory(
        trajectory=dossier.trajectory, facilitator=cast.lotte, reference="geheim-1"
    )
    CostLineFactory(session=own, low_source=source)
    PriceItemFactory(session=own, source=source, name="Van die sessie")

    page = text_of(client_of(cast.gijs).get(source.get_absolute_url()))

    assert "geheim-1" not in page
    assert "Van die sessie" not in page


def test_a_source_without_an_address_needs_a_note(cast):
    url, browser = reverse("costs:source_create"), client_of(cast.hanna)

    page = browser.post(url, typed_in(browser.get(url)) | {"code": "x", "title": "Een titel"})

    assert page.status_code == 422
    assert "Een bron zonder adres heeft een toelichting." in text_of(page)
