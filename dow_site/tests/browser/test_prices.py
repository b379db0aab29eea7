"""The controller makes a next version, reads a file into it and puts it to use; the facilitator takes it over."""

from playwright.sync_api import expect

from costs.demo_prices import TITLE
from costs.models import CostPrice, IndexSeries, PriceList, Session, Source
from dow_site.spreadsheets import Format, Sheet, spreadsheet_bytes
from dow_site.tests.browser.conftest import PHONE, SCREENS, problems_of, violations

HEADER = ("Code", "Omschrijving", "Tarief", "Per")
RIGHT = ("V03", "Dag opvang, verzonnen bedrag", 170, "dag")
BROKEN = ("V09", "Iets nieuws", "veel", "dag")


def as_file(path, *rows):
    sheet = Sheet(title="Prijzen", header=HEADER, rows=rows)
    path.write_bytes(b"".join(spreadsheet_bytes([sheet], Format.XLSX)))
    return path


def read(page, file):
    page.get_by_role("link", name="Bestand inlezen").click()
    page.get_by_label("Bestand").set_input_files(file)
    page.get_by_role("button", name="Bestand lezen").click()
    expect(page.get_by_label("Tarief")).to_have_value("amount")


def test_a_price_list_is_renewed_and_a_session_takes_it_over(sign_in, site, tmp_path):
    draft = PriceList.objects.get(title=TITLE, status="draft")
    page = sign_in("controller", PHONE)
    page.goto(f"{site}{draft.get_absolute_url()}")

    read(page, as_file(tmp_path / "fout.xlsx", RIGHT, BROKEN))
    page.get_by_label("Bron van rijen zonder bron").select_option(index=1)
    page.get_by_role("button", name="Rijen nakijken").click()
    expect(page.get_by_text("1 van de 2 rijen klopt niet.")).to_be_visible()
    expect(page.get_by_text("‘veel’ is geen bedrag")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Lijst weggooien").click()
    expect(page.get_by_text("De lijst is weg.")).to_be_visible()

    read(page, as_file(tmp_path / "goed.xlsx", RIGHT))
    page.get_by_role("button", name="Rijen nakijken").click()
    page.get_by_role("button", name="1 rij inlezen").click()
    # The file gives one amount where the draft had a range.
    expect(page.get_by_role("row", name="Dag opvang")).to_contain_text("€ 170")
    page.get_by_role("button", name="In gebruik nemen").click()
    expect(page.get_by_text("Nieuwe sessies rekenen ermee.")).to_be_visible()
    expect(page.get_by_role("link", name="Prijs", exact=True)).to_have_count(0)

    session = Session.objects.get(price_list__title=TITLE)
    page.context.clear_cookies()
    page = sign_in("effectencalculateur", PHONE)
    page.goto(f"{site}{session.get_absolute_url()}")
    page.get_by_role("link", name=f"Bekijk wat {draft.list_version} zou veranderen").click()
    expect(page.get_by_role("row", name="Opvang")).to_contain_text("€ 3.400 tot € 6.800")
    assert violations(page) == []
    page.get_by_role("button", name=f"Prijzen van {draft.list_version} overnemen").click()
    expect(page.get_by_text("De sessie rekent nu met de nieuwe versie.")).to_be_visible()
    session.refresh_from_db()
    assert session.price_list == draft


@SCREENS
def test_axe_finds_nothing_on_the_pages_of_prices_and_none_scrolls_sideways(
    sign_in, site, viewport, scheme
):
    page = sign_in("controller", viewport)
    page.emulate_media(color_scheme=scheme)
    newest = PriceList.objects.get(title=TITLE, status="published")
    series = IndexSeries.objects.get()
    source = Source.objects.get(code="fn7")
    look = f"{newest.get_absolute_url()}?series={series.pk}&year=2024"
    compare = f"{newest.get_absolute_url()}vergelijken/"
    session = Session.objects.get(reference="casus-1")
    year = f"{session.get_absolute_url()}prijspeil/?series={series.pk}&year=2024"
    lists = "/effecten/prijzen/"
    cost_price = CostPrice.objects.get().get_absolute_url()
    for path in (
        lists, look, compare, year, series.get_absolute_url(), source.get_absolute_url(),
        f"{lists}bronnen/", f"{lists}verlopen/", cost_price, f"{cost_price}wijzigen/",
    ):  # fmt: skip
        page.goto(f"{site}{path}")
        assert problems_of(page) == [], path
