"""Prices from a spreadsheet: every broken row a sentence, nothing half-imported, and back as they went out."""

import datetime
import time
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import TODAY, client_of, text_of, typed_in
from costs.factories import (
    CostLineFactory,
    PriceImportFactory,
    PriceItemFactory,
    PriceListFactory,
    SourceFactory,
)
from costs.models import PriceImport, PriceItem, Source
from costs.price_facts import price_changes
from costs.price_import import operations
from costs.price_import.fields import LABELS, PRICE_FIELDS
from costs.price_import.rows import PRICE_RULES, read_row
from costs.price_lists import publish
from costs.price_sheet import HEADER, sheet_rows
from dow_site.spreadsheets import Format, Sheet, spreadsheet_bytes

RIGHT = {
    "code": "A1", "category": "Zorg", "name": "Gesprek", "amount": "39,50", "unit": "sessie",
    "price_year": "2026", "law": "Zorgverzekeringswet", "payer": "Zorgverzekeraar",
    "source_title": "Prijslijst 2026", "source_note": "eigen afschrift",
}  # fmt: skip


def read(**texts):
    return read_row(RIGHT | texts, today=TODAY)


# A row


def test_a_row_says_what_a_price_is():
    reading = read(
        age_min="18", away_from_home="ja", valid_to="31-12-2026", source_url="https://example.org/p"
    )

    assert reading.problems == ()
    assert reading.price == {
        "code": "A1", "category": "Zorg", "name": "Gesprek", "amount": Decimal("39.50"),
        "unit": "session", "price_year": 2026, "law": "zvw", "payer": "health_insurer",
        "age_min": 18, "away_from_home": True, "valid_to": datetime.date(2026, 12, 31),
    }  # fmt: skip
    assert reading.source == {
        "title": "Prijslijst 2026", "note": "eigen afschrift", "url": "https://example.org/p",
    }  # fmt: skip


def test_a_row_without_code_and_category_gets_them_of_its_name():
    reading = read_row({"name": "Dag opvang", "amount": "644"}, today=TODAY)

    assert (reading.price["code"], reading.price["category"]) == ("dag-opvang", "Overig")


BROKEN = {
    "name": ("", "De naam ontbreekt."),
    "amount": ("veel", "Bedrag: ‘veel’ is geen bedrag. Schrijf het zoals 1.234,56."),
    "low": ("5", "Geef één bedrag, of een laag en een hoog bedrag."),
    "unit": ("per keer", "Eenheid: ‘per keer’ ken ik niet. Kies uit: uur,"),
    "price_year": ("20260", "Prijspeil: ‘20260’ is geen jaar."),
    "law": ("WMO 1900", "Wet: ‘WMO 1900’ ken ik niet."),
    "payer": ("de buurman", "Betaler: ‘de buurman’ ken ik niet."),
    "age_min": ("-1", "Leeftijd vanaf: ‘-1’ is geen leeftijd."),
    "away_from_home": ("soms", "Alleen voor wie uitwonend is: ‘soms’ is geen ja of nee."),
    "valid_to": ("ooit", "Geldig tot en met: ‘ooit’ is geen dag."),
    "valid_from": ("2026", "Geldig vanaf: ‘2026’ is geen hele dag."),
    "region": ("x" * 81, "Regio: dit is te lang: hooguit 80 tekens."),
    "source_url": ("daar", "Adres van de bron: ‘daar’ is geen adres."),
    "source_code": ("a b", "Broncode: ‘a b’ is geen code"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_wrong_with_a_row_is_a_sentence(name):
    text, sentence = BROKEN[name]
    texts = {key: value for key, value in (RIGHT | {name: text}).items() if value}

    assert sentence in read_row(texts, today=TODAY).sentence


# What breaks each rule, and what the columns of the row then are.
BREAKING = {
    "priceitem_amount_or_range": {"amount": "5", "low": "1", "high": "2"},
    "priceitem_low_not_above_high": {"amount": "", "low": "3", "high": "2"},
    "priceitem_ages_in_order": {"age_min": "21", "age_max": "18"},
    "priceitem_validity_in_order": {"valid_from": "2-1-2026", "valid_to": "1-1-2026"},
}


@pytest.mark.parametrize("rule", PRICE_RULES)
def test_a_row_breaks_a_rule_as_the_database_does_with_the_same_sentence(db, rule):
    texts = {name: text for name, text in (RIGHT | BREAKING[rule]).items() if text}
    reading = read_row(texts, today=TODAY)
    (constraint,) = [one for one in PriceItem._meta.constraints if one.name == rule]

    price = PriceItem(price_list=PriceListFactory(), source=SourceFactory(), **reading.price)
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        price.save()

    assert reading.problems == (constraint.violation_error_message,)
    assert refusal.value.__cause__.diag.constraint_name == rule


@given(st.dictionaries(st.sampled_from(sorted(LABELS)), st.text(max_size=60), max_size=12))
def test_no_text_makes_reading_fail(texts):
    reading = read_row(texts, today=TODAY)

    assert all(sentence.endswith(".") for sentence in reading.problems)
    assert reading.problems or reading.price["name"]


# A list


def file_of(header, rows, format=Format.XLSX):
    sheet = Sheet(title="Prijzen", header=header, rows=rows)
    return SimpleUploadedFile(f"lijst.{format}", b"".join(spreadsheet_bytes([sheet], format)))


def hand_in(price_list, file, by, *, removes_missing=False, default_source=None):
    """Take the file in and have its rows looked at, by the columns that DOW suggests itself."""
    price_import = PriceImport(
        file_name=file.name, removes_missing=removes_missing, default_source=default_source
    )
    operations.take_in(price_import, file, price_list=price_list, by=by)
    operations.choose_columns(price_import, operations.suggested_columns(price_import))
    return price_import


LONG = [
    "Code",
    "Categorie",
    "Naam",
    "Bedrag",
    "Eenheid",
    "Prijspeil",
    "Bron",
    "Toelichting bij de bron",
]


def long_list(broken):
    """5,000 rows, of which these have an amount that is none."""
    for number in range(1, 5001):
        amount = "gratis" if number in broken else Decimal(number).quantize(Decimal("0.01"))
        yield [
            f"P{number:04d}", f"Hoofdstuk {number % 12}", f"Prijs {number}", amount, "uur", 2026,
            "Verzonnen lijst", "voor de test",
        ]  # fmt: skip


def test_of_five_thousand_rows_with_fifty_broken_nothing_is_read_in(cast, record_property):
    price_list = PriceListFactory()
    broken = set(range(100, 5000, 98))
    file = file_of(LONG, long_list(broken))

    began = time.perf_counter()
    price_import = hand_in(price_list, file, cast.hanna)
    record_property("seconds to look at 5,000 rows", round(time.perf_counter() - began, 2))
    with pytest.raises(ValidationError, match="50 rijen kloppen nog niet"):
        operations.read_in(price_import)
    page = client_of(cast.hanna).get(price_import.get_absolute_url())

    # The header is the first row of the file.
    assert [number for number, _ in price_import.problems] == [
        number + 1 for number in sorted(broken)
    ]
    assert len(price_import.problems) == len(broken) == 50
    assert {sentence for _, sentence in price_import.problems} == {
        "Bedrag: ‘gratis’ is geen bedrag. Schrijf het zoals 1.234,56."
    }
    assert text_of(page).count("‘gratis’ is geen bedrag") == 50
    assert "50 van de 5000 rijen kloppen niet. Er is niets ingelezen." in text_of(page)
    assert not price_list.items.exists()
    assert not Source.objects.filter(title="Verzonnen lijst").exists()


def test_five_thousand_rows_are_read_in_quickly_enough_to_wait_for(cast, record_property):
    price_list = PriceListFactory()
    price_import = hand_in(price_list, file_of(LONG, long_list(())), cast.hanna)

    began = time.perf_counter()
    operations.read_in(price_import)
    seconds = time.perf_counter() - began
    record_property("seconds to read in 5,000 rows", round(seconds, 2))

    assert price_list.items.count() == 5000
    assert price_list.items.get(code="P4999").amount == Decimal("4999.00")
    assert Source.objects.get(title="Verzonnen lijst").priceitem_set.count() == 5000
    # Far from what anybody waits for, also on a machine that does other things meanwhile.
    assert seconds < 20


def test_a_failure_halfway_leaves_the_draft_as_it_was(cast, monkeypatch):
    price = PriceItemFactory(code="OUD", amount=Decimal(5))
    rows = [["OUD", "Zorg", "Nieuwe naam", 6, "uur", 2026, "Bron", "erbij"]]
    rows += [["NIEUW", "Zorg", "Nog een", 7, "uur", 2026, "Bron", "erbij"]]
    price_import = hand_in(price.price_list, file_of(LONG, rows), cast.hanna)

    def fail(*args, **kwargs):
        raise IntegrityError("halfway")

    monkeypatch.setattr(type(PriceItem.objects.all()), "bulk_update", fail)
    with pytest.raises(IntegrityError):
        operations.read_in(price_import)

    assert list(price.price_list.items.values_list("code", "amount")) == [("OUD", Decimal(5))]
    assert not Source.objects.filter(title="Bron").exists()
    assert PriceImport.objects.get(pk=price_import.pk).status == "checked"


plain = st.text("abc éÉ'=+-@;,\"0", max_size=30).map(lambda text: " ".join(text.split()))


@st.composite
def facts(draw):
    """What a price can be, as the forms let it in."""
    values = {
        "category": draw(plain) or "Zorg",
        "name": draw(plain) or "Prijs",
        "unit": draw(st.sampled_from(["", "hour", "month", "one_off"])),
        "price_year": draw(st.none() | st.integers(1990, 2030)),
        "law": draw(st.sampled_from(["wmo2015", "unknown", "none_subsidy"])),
        "payer": draw(st.sampled_from(["municipality", "society_other"])),
        "gross_net": draw(st.sampled_from(["gross", "net", "unknown"])),
        "age_min": draw(st.none() | st.integers(0, 20)),
        "age_max": draw(st.none() | st.integers(21, 99)),
        "region": draw(plain),
        "away_from_home": draw(st.sampled_from([None, True, False])),
        "valid_from": draw(
            st.none() | st.dates(datetime.date(2000, 1, 1), datetime.date(2020, 1, 1))
        ),
        "valid_to": draw(
            st.none() | st.dates(datetime.date(2021, 1, 1), datetime.date(2040, 1, 1))
        ),
        "note": draw(plain),
    }
    cents = st.integers(0, 10**9).map(lambda number: Decimal(number).scaleb(-2))
    if draw(st.booleans()):
        return values | {"amount": draw(cents)}
    low, high = sorted((draw(cents), draw(cents)))
    return values | {"amount": None, "low": low, "high": high}


@pytest.mark.parametrize("format", list(Format))
@settings(max_examples=30)
@given(prices=st.lists(facts(), min_size=1, max_size=4))
def test_a_list_goes_out_and_comes_back_the_same(
    django_db_setup, django_db_blocker, format, prices
):
    with django_db_blocker.unblock(), transaction.atomic():
        source = SourceFactory(
            code="boek", title="Een boek", publisher="Uitgever", item="blz. 3",
            url="https://example.org/boek", retrieved_on=datetime.date(2026, 2, 3), kind="report",
        )  # fmt: skip
        price_list = PriceListFactory()
        for number, values in enumerate(prices):
            PriceItemFactory(price_list=price_list, source=source, code=f"0{number}", **values)
        price_import = PriceImportFactory.build(price_list=price_list, header=[], rows=[])
        by = price_import.uploaded_by
        by.save()
        file = file_of(HEADER, sheet_rows(price_list.items.for_list()), format)
        copy = PriceListFactory()

        back = hand_in(copy, file, by)
        again = hand_in(
            price_list, file_of(HEADER, sheet_rows(price_list.items.for_list()), format), by
        )

        assert back.problems == again.problems == []
        assert back.counts["added"] == again.counts["same"] == len(prices)
        assert back.counts["sources"] == again.counts["changed"] == 0
        operations.read_in(back)
        assert price_changes(price_list.items.for_list(), copy.items.for_list()) == ()
        transaction.set_rollback(True)


def test_every_fact_of_a_price_has_a_column():
    kept = {field.name for field in PRICE_FIELDS}
    not_asked = {"id", "version", "submission_key", "price_list", "session", "source"}

    assert {field.name for field in PriceItem._meta.fields} - not_asked == kept


def test_a_row_changes_the_price_with_its_code_and_leaves_the_rest(cast):
    price = PriceItemFactory(
        code="A", name="Oud", note="blijft", amount=Decimal(5), category="Zorg"
    )
    other = PriceItemFactory(price_list=price.price_list, code="B")

    done = hand_in(
        price.price_list, file_of(["Code", "Naam", "Bedrag"], [["A", "Nieuw", 6]]), cast.hanna
    )
    operations.read_in(done)

    price.refresh_from_db()
    assert (price.name, price.amount, price.note, price.category) == (
        "Nieuw",
        Decimal(6),
        "blijft",
        "Zorg",
    )
    assert PriceItem.objects.filter(pk=other.pk).exists()
    assert (done.counts["changed"], done.counts["gone"]) == (1, 0)


def test_what_is_not_in_the_file_goes_only_when_asked(cast):
    price = PriceItemFactory(code="B")
    file = file_of(["Code", "Naam", "Bedrag"], [["A", "Nieuw", 6]])

    done = hand_in(
        price.price_list, file, cast.hanna, removes_missing=True, default_source=price.source
    )
    operations.read_in(done)

    assert list(price.price_list.items.values_list("code", flat=True)) == ["A"]


def test_a_price_in_a_session_is_not_taken_away(cast):
    price = PriceItemFactory(code="B")
    CostLineFactory(low_price=price)
    file = file_of(["Code", "Naam", "Bedrag"], [["A", "Nieuw", 6]])
    done = hand_in(
        price.price_list, file, cast.hanna, removes_missing=True, default_source=price.source
    )

    with pytest.raises(ValidationError, match="Een sessie rekent"):
        operations.read_in(done)

    assert list(price.price_list.items.values_list("code", flat=True)) == ["B"]


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        (["A", "", "", "", ""], "De bron ontbreekt."),
        (["A", "nieuw", "", "", ""], "Van een nieuwe bron hoort de titel erbij."),
        (["A", "", "Een titel", "", ""], "Een bron zonder adres heeft een toelichting."),
        (
            ["A", "boek", "Andere titel", "", ""],
            "De bron ‘boek’ is er al, en zegt bij ‘Bron’ iets anders.",
        ),
        (["B", "boek", "", "", ""], "De code ‘B’ staat ook in rij 2."),
    ],
)
def test_a_source_that_cannot_be_is_a_sentence(cast, cells, sentence):
    SourceFactory(code="boek", title="Een boek")
    code, *source = cells
    header = [
        "Code",
        "Naam",
        "Bedrag",
        "Broncode",
        "Bron",
        "Adres van de bron",
        "Toelichting bij de bron",
    ]
    rows = [["B", "Eerste", 1, "boek", "", "", ""], [code, "Tweede", 2, *source]]

    done = hand_in(PriceListFactory(), file_of(header, rows), cast.hanna)

    assert done.problems == [[3, sentence]]


def test_a_source_is_found_again_by_what_it_says(cast):
    known = SourceFactory(title="Een boek", note="van de plank")
    header = ["Naam", "Bedrag", "Bron", "Toelichting bij de bron"]
    rows = [
        ["Een", 1, "Een boek", "van de plank"],
        ["Twee", 2, "Ander boek", "x"],
        ["Drie", 3, "Ander boek", "x"],
    ]

    done = hand_in(PriceListFactory(), file_of(header, rows), cast.hanna)
    operations.read_in(done)

    assert PriceItem.objects.get(name="Een").source == known
    assert PriceItem.objects.get(name="Twee").source == PriceItem.objects.get(name="Drie").source
    assert done.counts["sources"] == 1


# The pages


def upload(browser, price_list, file):
    url = reverse("costs:price_import_create", args=[price_list.pk])
    return browser.post(url, typed_in(browser.get(url)) | {"file": file})


def test_a_file_is_read_in_by_the_pages(cast):
    draft, browser = PriceListFactory(), client_of(cast.hanna)
    source = SourceFactory()

    columns = upload(
        browser, draft, file_of(["Omschrijving", "Tarief"], [["Gesprek", 39]])
    ).headers["Location"]
    browser.post(columns, typed_in(browser.get(columns)) | {"default_source": source.pk})
    done = PriceImport.objects.get()
    page = text_of(browser.get(done.get_absolute_url()))
    for _ in range(2):
        browser.post(reverse("costs:price_import_start", args=[done.pk]))

    assert "Alle rijen kloppen." in page
    assert list(draft.items.values_list("name", "amount", "source")) == [("Gesprek", 39, source.pk)]
    assert "Ingelezen in" in text_of(browser.get(done.get_absolute_url()))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7", "Dit is een pdf, geen rekenblad."),
        (b"Naam;Bedrag\r\n", "Onder de namen van de kolommen staat geen enkele rij."),
    ],
)
def test_a_file_that_is_no_list_is_a_sentence(cast, content, sentence):
    page = upload(client_of(cast.hanna), PriceListFactory(), SimpleUploadedFile("x.csv", content))

    assert page.status_code == 422
    assert sentence in text_of(page)


def test_columns_without_a_name_or_an_amount_are_refused(cast):
    done, browser = PriceImportFactory(), client_of(cast.hanna)
    url = reverse("costs:price_import_columns", args=[done.pk])
    typed = typed_in(browser.get(url))

    for change, sentence in (
        ({"column_0": ""}, "Kies in welke kolom de naam van de prijs staat."),
        ({"column_1": "note"}, "Kies in welke kolom het bedrag staat"),
        ({"column_1": "name"}, "Kies elk gegeven voor hooguit één kolom."),
    ):
        page = browser.post(url, typed | change)
        assert page.status_code == 422
        assert sentence in text_of(page)


def test_nothing_is_read_into_a_list_that_meanwhile_is_in_use(cast):
    price = PriceItemFactory(code="A")
    file = file_of(["Code", "Naam", "Bedrag"], [["A", "Nieuw", 6]])
    done = hand_in(price.price_list, file, cast.hanna)
    publish(price.price_list, on=TODAY)

    page = client_of(cast.hanna).post(
        reverse("costs:price_import_start", args=[done.pk]), follow=True
    )

    assert "in gebruik en verandert niet meer" in text_of(page)
    assert PriceItem.objects.get().name != "Nieuw"


def test_a_rule_broken_by_somebody_else_meanwhile_is_a_sentence(cast, monkeypatch):
    price = PriceItemFactory(code="A")
    file = file_of(["Code", "Naam", "Bedrag"], [["A", "Nieuw", 6]])
    done = hand_in(price.price_list, file, cast.hanna)

    def made_twice(_):
        PriceItemFactory(price_list=price.price_list, code="A")

    monkeypatch.setattr(operations, "read_in", made_twice)
    page = client_of(cast.hanna).post(
        reverse("costs:price_import_start", args=[done.pk]), follow=True
    )

    assert "Deze code staat al in de prijslijst." in text_of(page)


def test_a_list_that_was_read_in_is_not_thrown_away(cast):
    done = PriceImportFactory(status="done", mapping=["name", "amount"])

    with pytest.raises(ValidationError, match="al ingelezen"):
        operations.throw_away(done)


@pytest.mark.parametrize("format", list(Format))
def test_a_list_goes_out_as_a_file(cast, format):
    price = PriceItemFactory(name="=2+3")
    answer = client_of(cast.lotte).get(
        reverse("costs:price_list_sheet", args=[price.price_list_id, format])
    )

    assert (
        f'filename="{price.price_list.title.lower().replace(" ", "-")}'
        in answer.headers["Content-Disposition"]
    )
    assert b"".join(answer.streaming_content)


def test_an_unknown_format_is_not_found(cast):
    url = reverse("costs:price_list_sheet", args=[PriceListFactory().pk, "docx"])

    assert client_of(cast.hanna).get(url).status_code == 404


def test_the_page_to_hand_in_a_file_leads_to_an_empty_example(cast):
    browser, draft = client_of(cast.hanna), PriceListFactory()

    page = browser.get(reverse("costs:price_import_create", args=[draft.pk]))

    assert f'href="{reverse("costs:price_import_example")}"' in page.content.decode()
