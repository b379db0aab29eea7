"""A list of people is read in on a phone: the file, its columns, a repair, the import, and back again."""

import re

from playwright.sync_api import expect

from dow_site.spreadsheets import Format, Sheet, spreadsheet_bytes
from dow_site.tests.browser.conftest import PHONE, problems_of
from participants.models import Referral

HEADER = ("Roepnaam", "Achternaam", "Geb. datum", "BSN")
ROWS = (("Ymke", "van den Brink", "12-2-2007", "111222333"), ("Koen", "Post", "31-2-2006", ""))


def lists_as_files(tmp_path):
    good, broken = tmp_path / "lijst.xlsx", tmp_path / "lijst.pdf"
    sheet = Sheet(title="Lijst", header=HEADER, rows=ROWS)
    good.write_bytes(b"".join(spreadsheet_bytes([sheet], Format.XLSX)))
    broken.write_bytes(b"%PDF-1.7")
    return good, broken


def assert_fits_and_is_clean(page):
    assert problems_of(page) == []


def test_a_list_is_read_in_on_a_phone_and_undone(sign_in, site, tmp_path):
    good, broken = lists_as_files(tmp_path)
    before = Referral.objects.count()
    page = sign_in("projectleider", PHONE)
    page.goto(f"{site}/aanmeldingen/")
    page.get_by_role("link", name="Lijst inlezen").click()
    expect(page.get_by_role("heading", name="Lijsten inlezen")).to_be_visible()
    page.get_by_role("link", name="Lijst inlezen").first.click()

    page.get_by_label("Aanmeldingen, van wie nog weinig bekend is").check()
    page.get_by_label("Bestand").set_input_files(broken)
    page.get_by_role("button", name="Bestand lezen").click()
    expect(page.get_by_text("Dit is een pdf").first).to_be_visible()
    assert_fits_and_is_clean(page)

    page.get_by_label("Bestand").set_input_files(good)
    page.get_by_role("button", name="Bestand lezen").click()
    expect(page.get_by_label("Geb. datum")).to_have_value("birth_date")
    expect(page.get_by_text("burgerservicenummers is weggelaten")).to_be_visible()
    assert_fits_and_is_clean(page)

    page.get_by_role("button", name="Rijen nakijken").click()
    expect(page.get_by_text("Dit gaat er gebeuren")).to_be_visible()
    expect(page.get_by_role("button", name="1 rij inlezen")).to_be_visible()
    assert_fits_and_is_clean(page)
    page.get_by_role("link", name="Eerst repareren (1)").click()
    page.get_by_role("link", name=re.compile("rij 3")).click()
    expect(page.get_by_label("Geboortedatum")).to_be_visible()
    assert_fits_and_is_clean(page)
    page.get_by_label("Geboortedatum").fill("3 februari 2006")
    page.get_by_role("button", name="Bewaren", exact=True).click()

    page.get_by_role("button", name="2 rijen inlezen").click()
    expect(page.get_by_text(re.compile("Ingelezen. Terugdraaien kan"))).to_be_visible()
    expect(page.get_by_role("link", name="Ymke van den Brink")).to_be_visible()
    assert Referral.objects.count() == before + 2
    assert_fits_and_is_clean(page)

    page.get_by_role("button", name="Import terugdraaien").click()
    expect(page.get_by_text("Wat deze lijst had aangemaakt, is weer weg.")).to_be_visible()
    assert Referral.objects.count() == before
    assert_fits_and_is_clean(page)
