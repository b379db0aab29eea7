"""A coach records the weekly talk with his thumb, on a web process of its own that is killed half-way."""

import re
import time

import pytest
from playwright.sync_api import expect

from coaching.models import Agreement, SkillScore, Talk
from dow_site.tests.browser.conftest import PHONE, violations

MOST_TAPS = 20
MOST_SECONDS = 90
WENT_WELL = "Lars stond drie dagen om zeven uur klaar."
AGREED = ("Vrijdag het rooster ophalen", "Het busabonnement aanvragen")
NEXT_STEP = "Een dag mee met de asfaltploeg"


@pytest.fixture
def site(web):
    return web.url


class Thumb:
    """Taps and types on a page, and counts the taps."""

    def __init__(self, page):
        self.page = page
        self.taps = 0

    def tap(self, target):
        target.click()
        self.taps += 1

    def write(self, label, text):
        self.tap(self.page.get_by_role("textbox", name=label, exact=True))
        self.page.keyboard.type(text)

    def step(self, question, answer, within=None):
        group = (within or self.page).get_by_role("group", name=question, exact=True)
        self.tap(group.locator("label").filter(has_text=answer))


def test_a_talk_takes_few_taps_survives_a_killed_process_and_is_one_talk(
    sign_in, web, site, context
):
    page = sign_in("jobcoach", PHONE)
    talks, agreements = Talk.objects.count(), Agreement.objects.count()
    thumb, begun = Thumb(page), time.monotonic()

    bar = page.get_by_role("navigation", name="Menu onderaan")
    thumb.tap(bar.get_by_role("link", name="Gesprek vastleggen"))
    thumb.tap(page.get_by_role("link", name=re.compile("Lars ten Brinke")))
    expect(page.get_by_role("button", name="Gesprek bewaren")).to_be_visible()
    assert violations(page) == []
    thumb.step("Minuten", "30")
    thumb.step("Plaats", "Werkplek")
    thumb.write("Wat ging er goed", WENT_WELL)
    thumb.tap(page.locator("summary").filter(has_text="Werkvaardigheden"))
    for skill in ("Op tijd komen", "Samenwerken"):
        rated = page.get_by_role("group", name=skill, exact=True)
        thumb.step("Volgens jou", "Meestal", within=rated)
        thumb.step("Volgens de deelnemer", "Vanzelf", within=rated)
    thumb.write("Afspraak 1", AGREED[0])
    thumb.write("Afspraak 2", AGREED[1])
    state = page.locator("[data-draft-state]")
    expect(state).to_contain_text("Concept opgeslagen")

    web.kill()
    thumb.write("Volgende stap", NEXT_STEP)
    expect(state).to_contain_text("Je tekst staat nog hier")
    web.start()
    expect(state).to_contain_text("Concept opgeslagen")

    # Somebody who lost the page as well, opens it anew.
    again = context.new_page()
    again.goto(page.url)
    expect(again.get_by_role("textbox", name="Wat ging er goed", exact=True)).to_have_value(
        WENT_WELL
    )
    expect(again.get_by_role("textbox", name="Afspraak 2", exact=True)).to_have_value(AGREED[1])
    expect(again.get_by_role("textbox", name="Volgende stap", exact=True)).to_have_value(NEXT_STEP)
    assert Talk.objects.count() == talks

    thumb.tap(page.get_by_role("button", name="Gesprek bewaren"))
    page.wait_for_url(re.compile(r"/gesprekken/\d+/$"))
    took = time.monotonic() - begun
    again.get_by_role("button", name="Gesprek bewaren").click()
    again.wait_for_url(page.url)

    assert thumb.taps <= MOST_TAPS
    assert took <= MOST_SECONDS
    assert Talk.objects.count() == talks + 1
    assert Agreement.objects.count() == agreements + 2
    talk = Talk.objects.order_by("pk").last()
    assert (talk.went_well, talk.next_step, talk.minutes) == (WENT_WELL, NEXT_STEP, 30)
    rated = SkillScore.objects.filter(talk=talk).values_list("by_coach", "by_participant")
    assert list(rated) == [(3, 4), (3, 4)]


def test_a_second_tap_on_a_step_takes_the_answer_back(sign_in, site):
    page = sign_in("jobcoach", PHONE)
    page.goto(f"{site}/begeleiding/gesprek/")
    page.get_by_role("link", name=re.compile("Lars ten Brinke")).click()
    thumb = Thumb(page)
    good = page.get_by_role("group", name="Hoe gaat het").get_by_label("Goed", exact=True)

    thumb.step("Hoe gaat het", "Gaat wel")
    good.check()
    expect(good).to_be_checked()
    good.click()
    expect(good).not_to_be_checked()
    good.check()
    page.keyboard.press("Backspace")
    expect(good).not_to_be_checked()


def test_who_did_not_come_is_one_tap_from_the_overview(sign_in, site):
    page = sign_in("jobcoach", PHONE)
    row = page.get_by_role("listitem").filter(has_text="Mehmet Şahin").first
    before = Talk.objects.filter(kind="no_show").count()

    row.get_by_role("button", name=re.compile("Kwam niet")).click()

    expect(page.get_by_text("kwam vandaag niet.")).to_be_visible()
    assert Talk.objects.filter(kind="no_show").count() == before + 1
