"""The way in, in a real browser: a young person applies, a referrer refers, the leader finds who it is,
places and assigns, and the referrer reads how it goes."""

import re

import pytest
from playwright.sync_api import expect

from accounts.models import User
from conftest import pdf_text
from dow_site.access import Role
from dow_site.tests.browser.conftest import DESK, LONGEST_WAIT, PHONE, problems_of, violations
from participants.factories import NetworkContactFactory, ParticipantFactory, ReferralFactory
from participants.models import Participant, Referral
from trajectories.models import TimelineEvent, Trajectory

SMALLEST_TARGET = 44


@pytest.mark.parametrize("has_script", [True, False], ids=["with script", "without script"])
def test_a_young_person_applies_by_thumb_and_the_leader_reads_it(
    browser, sign_in, site, has_script
):
    thumb = browser.new_context(
        viewport=PHONE, has_touch=True, java_script_enabled=has_script, locale="nl-NL"
    )
    page = thumb.new_page()
    page.set_default_timeout(LONGEST_WAIT)
    page.goto(f"{site}/accounts/login/")
    page.get_by_role("link", name="Ik wil meedoen").tap()
    page.get_by_label("Voornaam").fill("Noud")
    page.get_by_role("button", name="Aanmelden").tap()
    # Something was forgotten: the page says so, and what was typed is still there.
    expect(page.get_by_text("Vul in hoe we je bereiken").first).to_be_visible()
    expect(page.get_by_label("Voornaam")).to_have_value("Noud")
    page.get_by_label("Telefoonnummer of e-mailadres").fill("06 0000 0098")
    page.get_by_label("Wat wil je graag doen of leren?").fill("Iets met bomen.")
    if has_script:
        assert problems_of(page) == []
    button = page.get_by_role("button", name="Aanmelden")
    assert button.bounding_box()["height"] >= SMALLEST_TARGET
    button.tap()
    expect(page.get_by_role("heading", name="Bedankt")).to_be_visible()
    reference = Referral.objects.get(given_name="Noud").reference
    expect(page.get_by_text(reference)).to_be_visible()
    expect(page.get_by_role("link", name="0548 00 00 00")).to_be_visible()
    if has_script:
        assert violations(page) == []
    thumb.close()

    page = sign_in("projectleider", DESK)
    page.goto(f"{site}/aanmeldingen/")
    page.get_by_role("link", name="Noud").click()
    expect(page.get_by_text(reference)).to_be_visible()
    expect(page.get_by_text("Iets met bomen.")).to_be_visible()
    expect(page.get_by_role("link", name="Plaatsen")).to_be_visible()


def test_the_leader_finds_who_came_back_joins_places_and_assigns(sign_in, site):
    page = sign_in("projectleider", DESK)
    before = Participant.objects.count()
    page.goto(f"{site}/aanmeldingen/")
    assert violations(page) == []
    page.get_by_role("link", name="Ruben Nyhuis").click()
    expect(page.get_by_role("heading", name="Ruben Nyhuis", exact=True)).to_be_visible()
    assert violations(page) == []
    page.get_by_role("link", name="Plaatsen").click()
    expect(page.get_by_role("heading", name="Ruben Nyhuis plaatsen")).to_be_visible()
    assert violations(page) == []

    page.get_by_role("link", name=re.compile("dezelfde persoon.*Ruben Nijhuis")).click()
    expect(page.get_by_role("heading", name="Ruben Nijhuis plaatsen")).to_be_visible()
    page.get_by_label("Eerste dag").fill("vandaag")
    assert violations(page) == []
    page.get_by_role("button", name="Plaatsen").click()
    page.get_by_role("link", name="Coach koppelen").click()
    page.get_by_label("Coach").select_option(index=1)
    page.get_by_role("button", name="Koppelen").click()

    expect(page.get_by_text("De coach is gekoppeld.")).to_be_visible()
    expect(page.get_by_text("loopt nog")).to_be_visible()
    assert violations(page) == []
    assert Participant.objects.count() == before


def test_the_leader_merges_two_dossiers_and_puts_them_apart_again(sign_in, site):
    dow = Trajectory.objects.get(participant__given_name="Ruben").programme
    double = ParticipantFactory(given_name="Ruben", name_prefix="", family_name="Nyhuys")
    ReferralFactory(programme=dow, participant=double)
    NetworkContactFactory(participant=double)
    before = Participant.objects.count()

    page = sign_in("projectleider", PHONE)
    page.goto(f"{site}/trajecten/?q=nijhuis")
    page.get_by_role("link", name="Ruben Nijhuis").first.click()
    page.get_by_role("link", name="Gegevens", exact=True).click()
    page.get_by_role("link", name="Twee dossiers van dezelfde persoon").click()
    page.get_by_label("Zoek op naam").fill("nyhuys")
    page.get_by_role("button", name="Zoeken").last.click()
    other = page.get_by_role("link", name="Bekijk samenvoegen met Ruben Nyhuys")
    expect(other).to_be_visible()
    assert violations(page) == []
    other.click()
    expect(page.get_by_text("1 aanmelding", exact=True)).to_be_visible()
    expect(page.get_by_text("1 contact", exact=True)).to_be_visible()
    assert problems_of(page) == []
    page.get_by_label("Nyhuys").check()
    page.get_by_role("button", name="Samenvoegen").click()

    expect(page.get_by_role("heading", name="Ruben Nyhuys")).to_be_visible()
    assert Participant.objects.count() == before - 1
    page.get_by_role("link", name="Twee dossiers van dezelfde persoon").click()
    page.get_by_role("button", name="Ongedaan maken").click()

    expect(page.get_by_text("Ruben Nyhuys heeft weer een eigen dossier.")).to_be_visible()
    expect(page.get_by_role("heading", name="Ruben Nijhuis")).to_be_visible()
    assert Participant.objects.count() == before


def test_a_referrer_refers_on_a_phone_and_reads_how_it_stands(sign_in, site):
    page = sign_in("verwijzer", PHONE)
    page.goto(f"{site}/aanmeldingen/nieuw/")
    page.get_by_label("Voornaam").fill("Fleur")
    page.get_by_label("Achternaam").fill("Bakker")
    page.get_by_label("Geboortedatum").fill("3-4-2007")
    page.get_by_label("Hoe te bereiken").fill("06 0000 0099")
    page.get_by_label("Reden").select_option(label="Geen werk")
    page.get_by_text("Meer, niet nodig").click()
    page.get_by_label("In eigen woorden").fill("Ik wil buiten werken.")
    assert violations(page) == []
    page.get_by_role("button", name="Aanmelden").click()

    expect(page.get_by_text("Het kenmerk is AANM-")).to_be_visible()
    expect(page.get_by_role("heading", name="Fleur Bakker")).to_be_visible()
    expect(page.get_by_role("link", name="Intrekken")).to_be_visible()
    expect(page.get_by_role("link", name="Plaatsen")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert Referral.objects.filter(given_name="Fleur").count() == 1


def test_a_referrer_sees_the_progress_and_nothing_else(sign_in, site):
    page = sign_in("verwijzer", DESK)
    mine = Trajectory.objects.get(participant__given_name="Mehmet")
    others = Trajectory.objects.exclude(
        pk__in=Trajectory.objects.visible_to(User.objects.get(role=Role.REFERRER))
    )
    unshared = TimelineEvent.objects.filter(trajectory=mine, shared_with_referrer=False)

    page.get_by_role("link", name=re.compile("Voortgang bekijken van Mehmet")).click()
    row = page.get_by_role("row", name="Werkleerbedrijf")
    expect(row).to_be_visible()
    # A row of no height is visible to a machine only.
    assert row.bounding_box()["height"] > 20
    expect(page.get_by_text("Eerste dag bij DOW.")).to_be_visible()
    assert violations(page) == []
    seen = page.locator("main").inner_text()
    tabs = page.get_by_role("navigation", name="Dossier").get_by_role("link").all_inner_texts()
    paper = page.get_by_role("link", name="Voortgang als pdf").get_attribute("href")
    on_paper = pdf_text(page.request.get(f"{site}{paper}").body())

    assert "Eerste dag bij DOW." in on_paper
    assert tabs == [
        "Voortgang", "Tijdlijn", "Afspraken", "Werk en nazorg", "Gegevens", "Verslagen",
    ]  # fmt: skip
    assert unshared.exists()
    assert others.exists()
    assert [event.text for event in unshared if event.text in seen + on_paper] == []
    for path in (
        f"trajecten/{mine.pk}/gesprekken/",
        f"trajecten/{mine.pk}/netwerk/",
        f"trajecten/{others.first().pk}/voortgang/",
    ):
        assert page.request.get(f"{site}/{path}").status in (403, 404)
    page.goto(f"{site}/trajecten/?q=a")
    found = page.locator("main").inner_text()
    assert [row.reference for row in others if row.reference in found] == []
