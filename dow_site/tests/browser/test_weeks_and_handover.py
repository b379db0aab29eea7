"""Who was not seen, what asks for something, and from one coach to the next, in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from coaching.models import CoachAssignment, Handover
from dow_site.tests.browser.conftest import DESK, PHONE, problems_of, violations

VIEWPORTS = pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])


@VIEWPORTS
def test_an_empty_cell_of_the_grid_opens_the_form_of_a_talk(sign_in, site, viewport):
    page = sign_in("jobcoach", viewport)
    page.goto(f"{site}/begeleiding/rooster/")
    row = page.get_by_role("row", name=re.compile("Piotr"))

    # The name stays in sight while the weeks are scrolled.
    expect(row.get_by_role("rowheader")).to_be_in_viewport()
    assert problems_of(page) == []

    row.get_by_role("link", name=re.compile("vastleggen")).last.click()
    expect(page).to_have_url(re.compile(r"/trajecten/\d+/.+\?datum=\d{4}-\d\d-\d\d$"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()


@VIEWPORTS
def test_a_signal_is_left_alone_with_a_reason_and_shown_again(sign_in, site, viewport):
    page = sign_in("projectleider", viewport)
    page.goto(f"{site}/begeleiding/signalen/")
    row = page.get_by_role("listitem").filter(has_text="De fiets laten maken")
    assert violations(page) == []

    row.get_by_role("link", name=re.compile("Later")).click()
    page.get_by_label("Waarom").fill("De fietsenmaker is met vakantie.")
    page.get_by_label("2 weken").check()
    assert violations(page) == []
    page.get_by_role("button", name="Bewaren", exact=True).click()

    left_alone = page.get_by_role("listitem").filter(has_text="De fietsenmaker is met vakantie.")
    expect(left_alone).to_be_visible()
    left_alone.get_by_role("button", name=re.compile("Toch tonen")).click()
    expect(row.get_by_role("link", name=re.compile("Later"))).to_be_visible()


def test_a_rule_tells_what_it_would_have_given_before_it_is_saved(sign_in, site):
    page = sign_in("projectleider")
    page.goto(f"{site}/begeleiding/signalen/regels/")
    assert violations(page) == []

    page.get_by_label("Dagen zonder gesprek in fase 1").fill("90")
    page.get_by_role("button", name="Eerst uitrekenen").click()

    expect(page.get_by_text("Er is nog niets bewaard.")).to_be_visible()
    expect(page.get_by_label("Dagen zonder gesprek in fase 1")).to_have_value("90")


def test_two_participants_are_handed_over_and_the_receiver_confirms(sign_in, site, context):
    page = sign_in("jobcoach", PHONE)
    page.goto(f"{site}/begeleiding/overdracht/nieuw/")
    for name in ("Mehmet", "Lars"):
        page.get_by_label(re.compile(name)).check()
    page.get_by_label("Naar welke coach").select_option(label="Noor Velthuis")
    page.get_by_label("Eerste dag van de nieuwe coach").fill("vandaag")
    assert violations(page) == []
    page.get_by_role("button", name="Brieven opstellen").click()

    letters = page.get_by_role("textbox", name=re.compile("Brief over"))
    expect(letters).to_have_count(2)
    letters.first.fill("Begint graag vroeg en praat liever buiten.")
    page.get_by_role("button", name="Bewaren", exact=True).click()
    page.get_by_role("button", name="Aanbieden aan Noor Velthuis").click()
    expect(page.get_by_text("Wacht op bevestiging")).to_be_visible()
    address = page.url

    context.clear_cookies()
    page = sign_in("stagiair", PHONE)
    page.goto(address)
    expect(page.get_by_text("Begint graag vroeg en praat liever buiten.")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Ik neem het over").click()
    expect(page.get_by_text("Je hebt de overdracht bevestigd.")).to_be_visible()

    handover = Handover.objects.get(pk=address.rstrip("/").rpartition("/")[2])
    begun = CoachAssignment.objects.filter(coach=handover.to_coach, starts_on=handover.starts_on)
    assert begun.count() == 2
