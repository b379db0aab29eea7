"""Somebody writes down an event on the spot: few interactions, nothing lost, nothing double."""

import re

import pytest
from django.conf import settings
from playwright.sync_api import expect

from dow_site.tests.browser.conftest import DESK, PHONE, go_in, press_sign_in, violations
from trajectories.models import Lane, TimelineEvent, Trajectory

MOST_INTERACTIONS = 6
# A person who is lost gives up; the test too.
MOST_TABS = 60
HAPPENED = "Stond om zeven uur klaar bij de poort."
ADDED = " Zijn vader bracht hem."


@pytest.fixture
def site(web):
    return web.url


def lars():
    return Trajectory.objects.get(participant__given_name="Lars")


def forget_what_was_chosen():
    """As for who writes here for the first time: no lane is ticked beforehand."""
    TimelineEvent.objects.filter(trajectory=lars()).update(recorded_by=None)


class Hand:
    """Uses a page and counts the interactions: a tap, or a text that is typed or a key that acts."""

    def __init__(self, page):
        self.page = page
        self.interactions = 0

    def tap(self, target):
        target.tap()
        self.interactions += 1

    def type(self, text):
        self.page.keyboard.type(text)
        self.interactions += 1

    def press(self, key):
        self.page.keyboard.press(key)
        self.interactions += 1

    def go_to(self, target):
        """Walk with Tab until the target has focus; walking is no interaction."""
        for _ in range(MOST_TABS):
            if target.evaluate("node => node === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not reach {target}")


@pytest.fixture
def touch(browser, browser_context_args):
    """A phone that is touched."""
    context = browser.new_context(**browser_context_args | {"has_touch": True, "viewport": PHONE})
    yield context.new_page()
    context.close()


def test_by_touch_an_event_is_six_interactions_from_the_overview(touch, site):
    go_in(touch, site, "projectleider")
    forget_what_was_chosen()
    hand, before = Hand(touch), TimelineEvent.objects.count()

    bar = touch.get_by_role("navigation", name="Menu onderaan")
    hand.tap(bar.get_by_role("link", name="Gebeurtenis"))
    hand.tap(touch.get_by_role("link", name=re.compile("Lars ten Brinke")))
    expect(touch.get_by_label("Wat gebeurde er")).to_be_visible()
    assert violations(touch) == []
    hand.tap(touch.get_by_label("Wat gebeurde er"))
    hand.type(HAPPENED)
    hand.tap(touch.get_by_label("Lars", exact=True))
    hand.tap(touch.get_by_role("button", name="Bewaren", exact=True))

    expect(touch.get_by_text("De gebeurtenis staat op de tijdlijn.")).to_be_in_viewport()
    assert hand.interactions <= MOST_INTERACTIONS
    assert TimelineEvent.objects.count() == before + 1
    event = TimelineEvent.objects.get(text=HAPPENED)
    assert [lane.label for lane in event.lanes.all()] == ["Lars"]
    assert event.precision == "day"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_a_message_is_in_sight_where_the_page_jumps_to_until_it_is_closed(
    sign_in, site, viewport, theme
):
    page = sign_in("projectleider", viewport)
    page.emulate_media(color_scheme=theme)
    event = TimelineEvent.objects.filter(trajectory=lars(), starts_on__isnull=False).last()
    page.goto(f"{site}/trajecten/gebeurtenissen/{event.pk}/")
    page.get_by_role("button", name="Bewaren", exact=True).click()

    message = page.locator("#meldingen").get_by_text("De gebeurtenis is bewaard.")
    card = page.locator(f".c-event[tabindex='-1'][id$='-{event.pk}']")
    expect(card).to_be_focused()
    expect(card).to_be_in_viewport(ratio=1)
    expect(message).to_be_in_viewport()
    assert page.locator("#meldingen").bounding_box()["y"] >= 0
    under = page.locator("#meldingen").bounding_box()
    assert under["y"] + under["height"] <= card.bounding_box()["y"]
    assert violations(page) == []
    page.emulate_media(media="print")
    expect(message).to_be_hidden()
    page.emulate_media(media="screen")

    page.get_by_role("button", name="Sluit deze melding").click()
    expect(message).to_be_hidden()
    expect(card).to_be_focused()


def test_by_keyboard_an_event_is_six_interactions_from_the_overview(sign_in, site):
    page = sign_in("projectleider", DESK)
    forget_what_was_chosen()
    hand = Hand(page)

    hand.go_to(page.get_by_role("link", name="Gebeurtenis bij Lars"))
    hand.press("Enter")
    expect(page.get_by_label("Wat gebeurde er")).to_be_focused()
    hand.type(HAPPENED)
    hand.go_to(page.get_by_label("Lars", exact=True))
    hand.press("Space")
    hand.go_to(page.get_by_label("Wanneer"))
    hand.type("gisteren")
    hand.press("Enter")

    expect(page.get_by_text("De gebeurtenis staat op de tijdlijn.")).to_be_visible()
    assert hand.interactions <= MOST_INTERACTIONS
    assert TimelineEvent.objects.filter(text=HAPPENED, precision="day").count() == 1


def test_a_place_on_the_timeline_gives_lane_and_month(sign_in, site):
    page = sign_in("projectleider", DESK)
    case = Trajectory.objects.get(reference="casus-1")
    page.goto(site + case.get_absolute_url())
    father = page.get_by_role("row").filter(
        has=page.get_by_role("rowheader", name="Vader van Rik", exact=True)
    )

    father.get_by_role("link", name=re.compile("Toevoegen")).last.focus()
    page.keyboard.press("Enter")

    expect(page.get_by_label("Vader van Rik", exact=True)).to_be_checked()
    expect(page.get_by_label("Rik", exact=True)).not_to_be_checked()
    expect(page.get_by_label("Wanneer")).to_have_value(re.compile(r"^\w+ 20\d\d$"))


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_an_event_survives_a_killed_process_and_is_one_event(sign_in, web, site, context, viewport):
    page = sign_in("projectleider", viewport)
    page.goto(f"{site}/trajecten/{lars().pk}/gebeurtenis/")
    page.get_by_label("Lars", exact=True).check()
    page.get_by_label("Wat gebeurde er").click()
    page.keyboard.type(HAPPENED)
    state = page.locator("[data-draft-state]")
    expect(state).to_contain_text("Concept opgeslagen")

    web.kill()
    page.keyboard.type(ADDED)
    expect(state).to_contain_text("Je tekst staat nog hier")
    web.start()
    expect(state).to_contain_text("Concept opgeslagen")

    # Somebody who lost the page as well, opens it anew.
    again = context.new_page()
    again.goto(page.url)
    expect(again.get_by_label("Wat gebeurde er")).to_have_value(HAPPENED + ADDED)
    expect(again.get_by_label("Lars", exact=True)).to_be_checked()
    assert not TimelineEvent.objects.filter(text__startswith=HAPPENED).exists()

    for tab in (page, again):
        tab.get_by_role("button", name="Bewaren", exact=True).click()
        tab.wait_for_url(re.compile(r"/trajecten/\d+/#"))
    assert TimelineEvent.objects.filter(text=HAPPENED + ADDED).count() == 1


def test_an_event_waits_for_who_was_signed_out(sign_in, site, context):
    page = sign_in("projectleider", PHONE)
    address = f"{site}/trajecten/{lars().pk}/gebeurtenis/"
    page.goto(address)
    page.get_by_label("Wat gebeurde er").fill(HAPPENED)
    expect(page.locator("[data-draft-state]")).to_contain_text("Concept opgeslagen")

    context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.get_by_label("Wat gebeurde er").fill(HAPPENED + ADDED)
    expect(page.locator("[data-draft-state]")).to_contain_text("Je bent uitgelogd")
    # Signing in renews the token of forms, also of the one that is open here.
    press_sign_in(context.new_page(), site, "projectleider")
    page.get_by_label("Lars", exact=True).check()
    page.get_by_role("button", name="Bewaren", exact=True).click()

    page.wait_for_url(re.compile(r"/trajecten/\d+/#"))
    assert TimelineEvent.objects.filter(text=HAPPENED + ADDED).count() == 1


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_two_people_change_one_event_and_both_texts_survive(
    sign_in, site, browser, browser_context_args, viewport
):
    trajectory = lars()
    event = TimelineEvent.objects.create(trajectory=trajectory, text="Zoals het er stond.")
    event.lanes.add(Lane.objects.get(trajectory=trajectory, label="Lars"))
    address = f"{site}/trajecten/gebeurtenissen/{event.pk}/"
    mine = sign_in("projectleider", viewport)
    other = browser.new_context(**browser_context_args | {"viewport": viewport})
    theirs = other.new_page()
    go_in(theirs, site, "jobcoach")
    for page in (mine, theirs):
        page.goto(address)
    mine.get_by_label("Wat gebeurde er").fill("Wat de projectleider schreef.")
    theirs.get_by_label("Wat gebeurde er").fill("Wat de coach schreef.")

    theirs.get_by_role("button", name="Bewaren", exact=True).click()
    theirs.wait_for_url(re.compile(r"/trajecten/\d+/#"))
    mine.get_by_role("button", name="Bewaren", exact=True).click()

    conflict = mine.get_by_role("alert").filter(has_text="Iemand anders heeft dit net gewijzigd")
    expect(conflict.get_by_text("Wat de coach schreef.")).to_be_visible()
    expect(mine.get_by_label("Wat gebeurde er")).to_have_value("Wat de projectleider schreef.")
    assert violations(mine) == []
    event.refresh_from_db()
    assert event.text == "Wat de coach schreef."

    mine.get_by_label("Wat gebeurde er").fill("Van allebei.")
    mine.get_by_role("button", name="Bewaren", exact=True).click()
    mine.wait_for_url(re.compile(r"/trajecten/\d+/#"))
    event.refresh_from_db()
    assert event.text == "Van allebei."
    other.close()
