"""Choosing what is printed, in a real browser: the list and the look follow the choice."""

import re

import pytest
from playwright.sync_api import expect

from dow_site.tests.browser.conftest import DESK, PHONE, problems_of, violations
from trajectories.models import TimelineEvent, Trajectory

VIEWPORTS = pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])


@VIEWPORTS
def test_the_list_follows_the_choice_and_the_address_keeps_it(sign_in, site, viewport):
    page = sign_in("projectleider", viewport)
    rik = Trajectory.objects.get(reference="casus-1")
    page.goto(f"{site}/trajecten/{rik.pk}/afdrukken/")
    expect(page.get_by_role("status").filter(has_text="20 van de 20")).to_be_visible()
    assert problems_of(page) == []

    page.get_by_text("Alleen sommige hoofdstukken").click()
    page.get_by_label("Terugval").check()
    expect(page.get_by_role("status").filter(has_text="5 van de 20")).to_be_visible()
    page.get_by_label("Laat weg: Zijn opa van moederskant overlijdt.").check()
    expect(page.get_by_role("status").filter(has_text="4 van de 20")).to_be_visible()
    expect(page).to_have_url(re.compile(r"hoofdstuk=\d+.*zonder=\d+"))

    page.reload()
    expect(page.get_by_role("status").filter(has_text="4 van de 20")).to_be_visible()
    page.get_by_label("Laat weg: Zijn opa van moederskant overlijdt.").uncheck()
    expect(page.get_by_role("status").filter(has_text="5 van de 20")).to_be_visible()


def test_the_look_of_it_is_on_the_page_and_loads_its_fonts(sign_in, site):
    page = sign_in("projectleider", DESK)
    said = []
    page.on("console", lambda message: said.append(message.text))
    rik = Trajectory.objects.get(reference="casus-1")
    page.goto(f"{site}/trajecten/{rik.pk}/afdrukken/")

    page.get_by_label("Laat zien hoe het eruitziet").check()

    sheet = page.frame_locator("iframe[title='Voorbeeld van de afdruk']")
    expect(sheet.get_by_role("heading", name="Er is altijd een tweede kans")).to_be_visible()
    frame = next(one for one in page.frames if "voorbeeld" in one.url)
    expect(sheet.locator(".picture")).to_have_css("background-color", "rgb(255, 255, 255)")
    assert frame.evaluate(
        "document.fonts.ready.then(() => document.fonts.check('12px \"Source Sans 3\"'))"
    )
    assert violations(page) == []
    assert [text for text in said if "Content-Security-Policy" in text or "Refused" in text] == []


def test_a_publication_leads_to_the_form_and_back_to_a_print(sign_in, site):
    page = sign_in("projectleider", DESK)
    event = TimelineEvent.objects.filter(trajectory__reference="casus-1").order_by("position")[0]
    TimelineEvent.objects.filter(pk=event.pk).update(text="Marijke belde met Rik.")
    page.goto(f"{site}/trajecten/{event.trajectory_id}/afdrukken/?uitgave=publication")

    expect(page.get_by_role("button", name="Maak de pdf")).to_have_count(0)
    page.get_by_role("link", name="gebeurtenis 1", exact=True).click()
    page.get_by_label("Wat gebeurde er").fill("De projectleider belde met Rik.")
    page.get_by_role("button", name="Bewaren", exact=True).click()
    expect(page).not_to_have_url(re.compile("gebeurtenissen"))

    page.goto(f"{site}/trajecten/{event.trajectory_id}/afdrukken/?uitgave=publication")
    expect(page.get_by_role("button", name="Maak de pdf")).to_be_visible()


def test_without_scripts_the_same_can_be_chosen_and_printed(sign_in, site, browser):
    signed_in = sign_in("projectleider", DESK).context.storage_state()
    rik = Trajectory.objects.get(reference="casus-1")
    context = browser.new_context(java_script_enabled=False, storage_state=signed_in)
    page = context.new_page()
    page.goto(f"{site}/trajecten/{rik.pk}/afdrukken/")

    page.get_by_label("Vanaf").fill("jan 2020")
    page.get_by_role("radio", name=re.compile("Mijn verhaal")).check()
    page.get_by_role("button", name="Laat mijn keuze zien").click()

    expect(page.get_by_role("status").filter(has_text="10 van de 20")).to_be_visible()
    expect(page).to_have_url(re.compile("vanaf=jan\\+2020"))
    answer = context.request.get(f"{page.url}&maak=pdf")
    assert answer.headers["content-type"] == "application/pdf"
    assert "mijn-verhaal" in answer.headers["content-disposition"]
    context.close()
