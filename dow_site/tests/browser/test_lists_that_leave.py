"""What people take out of the system in a browser: a list as a file, and the address of their calendar."""

import re

from playwright.sync_api import expect

from dow_site.tests.browser.conftest import PHONE, violations


def test_a_leader_takes_the_filtered_list_out_twice_from_one_page(sign_in, site):
    page = sign_in("projectleider")
    page.goto(f"{site}/trajecten/?state=running")
    page.get_by_role("link", name="Exporteren").click()
    page.get_by_label("Waarvoor heb je deze lijst nodig?").fill("Voor het overleg van maandag.")

    names = []
    for format in ("Excel (.xlsx)", "LibreOffice (.ods)"):
        page.get_by_label(format).check()
        with page.expect_download() as download:
            page.get_by_role("button", name="Bestand maken").click()
        names.append(download.value.suggested_filename)

    assert names == ["trajecten.xlsx", "trajecten.ods"]
    assert violations(page) == []


def test_a_coach_makes_a_calendar_link_on_a_phone_and_takes_it_back(sign_in, site, context):
    page = sign_in("jobcoach", PHONE)
    page.locator("summary").filter(has_text="Sander").click()
    page.get_by_role("link", name="Agenda-link").click()
    page.get_by_role("button", name="Link maken").click()
    made = page.get_by_label("Agenda-link", exact=True)
    expect(made).to_have_value(re.compile("^http"))
    address = made.input_value()

    assert violations(page) == []
    assert "BEGIN:VEVENT" in context.request.get(address).text()
    page.get_by_role("button", name="Link intrekken").click()
    expect(page.get_by_text("De agenda-link werkt niet meer.")).to_be_visible()
    assert context.request.get(address).status == 404
