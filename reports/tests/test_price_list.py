"""A price list on paper: each source once, as a numbered footnote."""

import datetime
from decimal import Decimal

from accounts.models import AccessLog
from conftest import TODAY, client_of, pdf_text, statements_of
from costs.factories import PriceItemFactory, PriceListFactory, SourceFactory
from costs.price_lists import publish
from dow_site.pdf import render_report
from dow_site.tests.routes import address
from reports import price_list as printed
from reports.price_list import PriceListReport


def a_list():
    price_list = PriceListFactory(title="Prijzen", list_version="2026", note="Met zorg gekozen.")
    book, norm = (
        SourceFactory(title="Een boek"),
        SourceFactory(title="De norm", kind="benefit_norm"),
    )
    PriceItemFactory(
        price_list=price_list, category="Zorg", name="Gesprek", amount=Decimal("39.50"), unit="session",
        price_year=2026, age_min=18, age_max=20, region="Noord", source=book,
    )  # fmt: skip
    PriceItemFactory(
        price_list=price_list, category="Inkomen", name="Bijstand", ranged=True, source=norm,
        valid_to=datetime.date(2026, 7, 1),
    )  # fmt: skip
    PriceItemFactory(price_list=price_list, category="Zorg", name="Dag", source=book)
    return publish(price_list, on=datetime.date(2026, 1, 1))


def test_every_price_stands_in_its_category_with_the_number_of_its_source(db):
    report = PriceListReport.of(a_list(), today=TODAY)

    assert [category.name for category in report.categories] == ["Inkomen", "Zorg"]
    numbers = {p.name: p.note_number for category in report.categories for p in category.prices}
    assert numbers == {"Bijstand": 1, "Dag": 2, "Gesprek": 2}
    assert [note.number for note in report.footnotes] == [1, 2]
    assert report.state == "In gebruik vanaf 1 januari 2026"


def test_the_paper_says_what_a_reader_must_know(db):
    words = pdf_text(render_report(PriceListReport.of(a_list(), today=TODAY)).content)

    for said in (
        "Versie 2026.", "€ 39,50", "€ 1.000 tot € 2.000", "18 tot en met 20 jaar", "Regio Noord",
        "wordt niet geïndexeerd", "Geldig tot en met 1 juli 2026", "Een boek", "Met zorg gekozen.",
    ):  # fmt: skip
        assert said in words.replace("\u00a0", " ")


def test_a_report_asks_two_questions_however_long_the_list(db):
    price_list = a_list()

    assert len(statements_of(lambda: PriceListReport.of(price_list, today=TODAY))) == 2


def test_what_does_not_fit_is_counted(db, monkeypatch):
    monkeypatch.setattr(printed, "MOST_PRICES", 2)

    report = PriceListReport.of(a_list(), today=TODAY)

    assert sum(len(category.prices) for category in report.categories) == 2
    assert report.left_out == 1


def test_a_draft_says_that_nobody_computes_with_it(db):
    assert "Concept" in PriceListReport.of(PriceListFactory(), today=TODAY).state


def test_the_print_is_written_down(cast, dossier):
    answer = client_of(cast.lotte).get(address("reports:price_list", dossier))

    row = AccessLog.objects.get(page="reports:price_list")
    assert answer.content.startswith(b"%PDF")
    assert (row.user, row.action, row.participant_id) == (cast.lotte, "printed", None)
