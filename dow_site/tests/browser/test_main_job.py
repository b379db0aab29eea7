"""What people do: sign in, read a timeline, write down what happened, work a case out, print it."""

import re

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from accounts.demo import DEMO_PEOPLE
from costs.models import Session
from dow_site.tests.browser.conftest import (
    DESK,
    PHONE,
    SCREENS,
    press_sign_in,
    problems_of,
    violations,
)
from trajectories.models import TimelineEvent, Trajectory

ROLES = [person.email.split("@")[0] for person in DEMO_PEOPLE]


@pytest.mark.parametrize("role", ROLES)
def test_each_role_signs_in_with_its_button_on_an_overview_that_axe_finds_nothing_on(
    site, page, role
):
    page.set_viewport_size(DESK)

    press_sign_in(page, site, role)

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert violations(page) == []

    page.set_viewport_size(PHONE)
    assert problems_of(page) == []


def test_the_three_published_cases_are_there_for_the_project_leader(sign_in, site):
    page = sign_in("projectleider")

    page.goto(f"{site}/trajecten/")

    for name in ("Rik", "Dennis", "Thomas"):
        expect(page.get_by_role("link", name=name, exact=True)).to_be_visible()


def test_a_wide_screen_reads_the_picture_and_can_switch_to_the_list(sign_in, site):
    page = sign_in("projectleider", DESK)
    page.goto(site + Trajectory.objects.get(reference="casus-1").get_absolute_url())

    picture = page.locator(".c-views__picture")
    expect(picture).to_be_visible()
    for lane in ("Gemeente", "Rik", "Dynamisch Op Weg (DOW)", "Vader van Rik", "Infravak"):
        expect(picture.get_by_role("rowheader", name=lane, exact=True)).to_be_visible()
    expect(page.locator(".c-views__list")).to_be_hidden()

    page.get_by_role("link", name="Lijst").click()
    expect(page.locator(".c-views__list")).to_be_visible()
    expect(page.locator(".c-views__list article")).to_have_count(20)


def test_a_phone_reads_the_list_with_the_whole_story(sign_in, site):
    page = sign_in("projectleider", PHONE)
    page.goto(site + Trajectory.objects.get(reference="casus-1").get_absolute_url())

    story = page.locator(".c-views__list")
    expect(story).to_be_visible()
    expect(page.locator(".c-views__picture")).to_be_hidden()
    for chapter in ("Beginsituatie", "Start", "Terugval", "Doorstart"):
        expect(story.get_by_role("heading", name=chapter, exact=True)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_a_coach_writes_down_what_happened(sign_in, site, viewport):
    page = sign_in("jobcoach", viewport)
    trajectory = Trajectory.objects.get(participant__given_name="Mehmet")
    page.goto(f"{site}/trajecten/{trajectory.pk}/gebeurtenis/")

    page.get_by_label("Wat gebeurde er").fill("Kwam op de fiets, door de regen.")
    page.get_by_label("Mehmet", exact=True).check()
    page.get_by_label("Wanneer").fill("gisteren")
    page.get_by_role("button", name="Bewaren", exact=True).click()

    expect(page.get_by_text("De gebeurtenis staat op de tijdlijn.")).to_be_visible()
    expect(
        page.get_by_text("Kwam op de fiets, door de regen.").locator("visible=true").first
    ).to_be_visible()
    event = TimelineEvent.objects.get(text="Kwam op de fiets, door de regen.")
    assert (event.precision, event.recorded_by.role) == ("day", "jobcoach")


def test_an_event_can_be_written_with_the_keyboard_alone(sign_in, site):
    page = sign_in("projectleider")
    trajectory = Trajectory.objects.get(participant__given_name="Lars")
    page.goto(f"{site}/trajecten/{trajectory.pk}/gebeurtenis/")

    page.get_by_label("Wat gebeurde er").focus()
    page.keyboard.type("Belde zelf dat de bus niet reed.")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.get_by_label("Wanneer").focus()
    page.keyboard.type("12-3")
    page.keyboard.press("Enter")

    expect(page.get_by_text("De gebeurtenis staat op de tijdlijn.")).to_be_visible()
    assert TimelineEvent.objects.filter(text="Belde zelf dat de bus niet reed.").count() == 1


def test_a_date_that_is_not_understood_keeps_everything_typed(sign_in, site):
    page = sign_in("projectleider")
    trajectory = Trajectory.objects.get(participant__given_name="Lars")
    page.goto(f"{site}/trajecten/{trajectory.pk}/gebeurtenis/")

    page.get_by_label("Wat gebeurde er").fill("Een lange tekst die niet weg mag.")
    page.get_by_label("Lars", exact=True).check()
    page.get_by_label("Wanneer").fill("ergens")
    # The draft is posted to the same address, under a header of its own.
    with page.expect_response(
        lambda answer: answer.request.method == "POST" and "x-draft" not in answer.request.headers
    ) as answer:
        page.get_by_role("button", name="Bewaren", exact=True).click()

    assert answer.value.status == 422
    expect(page.get_by_label("Wat gebeurde er")).to_have_value("Een lange tekst die niet weg mag.")
    expect(page.get_by_label("Wanneer")).to_have_value("ergens")
    expect(page.get_by_role("alert").first).to_be_focused()
    assert violations(page) == []


def test_sending_the_same_form_twice_makes_one_event(sign_in, site, context):
    page = sign_in("projectleider")
    trajectory = Trajectory.objects.get(participant__given_name="Lars")
    address = f"{site}/trajecten/{trajectory.pk}/gebeurtenis/"
    page.goto(address)
    form = page.locator("main form").evaluate(
        "form => Object.fromEntries(new FormData(form).entries())"
    )
    form |= {
        "text": "Eén keer gebeurd.",
        "lanes": page.get_by_label("Lars", exact=True).get_attribute("value"),
    }

    answers = [
        context.request.post(address, form=form, headers={"Referer": address}) for _ in range(2)
    ]

    assert [answer.status for answer in answers] == [200, 200]
    assert TimelineEvent.objects.filter(text="Eén keer gebeurd.").count() == 1


def test_switching_a_condition_off_takes_its_lines_and_what_depends_on_them(sign_in, site):
    page = sign_in("effectencalculateur")
    page.goto(site + Session.objects.get(reference="casus-1").get_absolute_url())
    page.get_by_text("Sommen bekijken").click()
    expect(page.get_by_text("€ 25.000 tot € 44.000").first).to_be_visible()

    page.get_by_role("switch", name=re.compile("onderdak")).click()

    expect(page.get_by_role("switch", name=re.compile("onderdak"))).to_have_attribute(
        "aria-checked", "false"
    )
    expect(page.get_by_text("€ 13.000 tot € 32.000").first).to_be_visible()
    expect(page).to_have_url(re.compile("zonder=uit_huis"))


@pytest.mark.parametrize("edition", ["full", "publication"])
def test_the_case_report_opens_as_a_pdf(sign_in, site, context, tmp_path, edition):
    page = sign_in("projectleider")
    trajectory = Trajectory.objects.get(reference="casus-1")
    page.goto(site + trajectory.get_absolute_url())
    page.get_by_role("link", name="Afdrukken", exact=True).click()
    page.get_by_role(
        "radio", name={"full": "Volledig verslag", "publication": "Publicatie"}[edition]
    ).check()
    page.get_by_role("button", name="Laat mijn keuze zien").click()
    expect(page).to_have_url(re.compile(f"uitgave={edition}"))

    answer = context.request.get(f"{page.url}&maak=pdf")

    assert answer.headers["content-type"] == "application/pdf"
    (tmp_path / "verslag.pdf").write_bytes(answer.body())
    text = "".join(part.extract_text() for part in PdfReader(tmp_path / "verslag.pdf").pages)
    assert all(amount in text for amount in ("14.000", "1.400", "13.000", "12.000", "2.900"))


PAGES_OF_THE_LEADER = (
    "/trajecten/",
    "/trajecten/?q=bestaatniet",
    "/trajecten/nieuw/",
    "/trajecten/gebeurtenis/",
    "/trajecten/{rik}/",
    "/trajecten/{rik}/?weergave=lijst",
    "/trajecten/{rik}/gegevens/",
    "/trajecten/{rik}/deelnemer/",
    "/trajecten/{rik}/gebeurtenis/",
    "/trajecten/{rik}/hoofdstuk/",
    "/trajecten/{rik}/start/",
    "/aanmeldingen/",
    "/aanmeldingen/nieuw/",
    "/effecten/sessies/",
    "/effecten/sessies/samen/",
    "/effecten/sessies/{session}/",
    "/effecten/sessies/{session}/regel/",
    "/effecten/sessies/{session}/uitspraak/",
    "/effecten/prijzen/",
    "/effecten/trajecten/{mehmet}/",
    "/bestaat-niet/",
)


@SCREENS
def test_axe_finds_nothing_and_no_page_scrolls_sideways(sign_in, site, viewport, scheme):
    page = sign_in("projectleider", viewport)
    page.emulate_media(color_scheme=scheme)
    numbers = {
        "rik": Trajectory.objects.get(reference="casus-1").pk,
        "mehmet": Trajectory.objects.get(participant__given_name="Mehmet").pk,
        "session": Session.objects.get(reference="casus-1").pk,
    }
    found = {}

    for path in PAGES_OF_THE_LEADER:
        page.goto(site + path.format(**numbers))
        if problems := problems_of(page):
            found[path] = problems

    assert found == {}


def test_the_sign_in_page_is_clean_for_axe(site, page):
    page.goto(f"{site}/accounts/login/")

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert violations(page) == []
