"""The wall of a session in two browsers at once, and on a web process that is killed half-way."""

import random
import re
import time
from itertools import count, takewhile

import pytest
from playwright.sync_api import expect

from accounts.models import User
from costs.checking import offer
from costs.models import ScenarioItem, Session, SessionStatus
from dow_site.access import Role
from dow_site.tests.browser.conftest import DESK, PHONE, violations
from dow_site.tests.browser.wall_pages import hang, has_sent, open_wall, text_on

SECONDS = 60  # that both write at once
SEEN_WITHIN = 2  # seconds: what somebody else hangs up
NOTES = (
    "[...document.querySelectorAll('[data-note]')].map((one) => "
    "[one.dataset.note, one.closest('[data-cell]').dataset.cell, "
    "one.querySelector('[data-note-text]').textContent]).sort()"
)
BOARD = "**/wand/briefjes/**"
KEYS = ("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown")


@pytest.fixture
def walls(web, browser):
    """The same wall on the screen of the project leader and on his phone."""
    pages = [open_wall(browser, web.url, viewport=viewport) for viewport in (DESK, PHONE)]
    yield pages
    for page in pages:
        page.context.close()


def notes_on(page):
    """Every note with the place where it hangs."""
    return page.evaluate(NOTES)


def do_something(page, chance, text):
    deed = chance.choice(["hang", "move", "move", "move", "rewrite", "rewrite"])
    if deed == "hang":
        hang(page, text)
        return [text]
    key = chance.choice([key for key, _, _ in notes_on(page)])
    if deed == "move":
        page.evaluate("(key) => document.querySelector(`[data-note='${key}']`).focus()", key)
        page.keyboard.press(chance.choice(KEYS))
        return []
    # In one step: between finding a note and touching it, what somebody else wrote may take its place.
    opens = "(key) => document.querySelector(`[data-note='${key}'] [data-note-text]`).click()"
    page.evaluate(opens, key)
    page.keyboard.press("ControlOrMeta+End")
    page.keyboard.type(f" +{text}")
    page.keyboard.press("Enter")
    return [f"+{text}"]


def test_two_browsers_write_at_once_and_end_with_the_same_wall(walls):
    chance = random.Random(7)  # noqa: S311 which deed comes next is no secret
    written = []
    until = time.monotonic() + SECONDS
    for step in takewhile(lambda _: time.monotonic() < until, count()):
        for name, page in zip(("a", "b"), walls, strict=True):
            written += do_something(page, chance, f"{name}{step}.")
    for page in walls:
        has_sent(page)

    first, second = walls
    hang(first, "Het laatste briefje.")
    has_sent(first)
    expect(text_on(second, "Het laatste briefje.")).to_be_attached()
    # Who wrote last reads the wall once more afterwards.
    stamp = second.locator("[data-stamp]").get_attribute("data-stamp")
    expect(first.locator("[data-stamp]")).to_have_attribute("data-stamp", stamp)

    # The second has the last note, and so all there is; the first may still have to ask for what the second did last.
    same = f"(hung) => JSON.stringify({NOTES}) === JSON.stringify(hung)"
    first.wait_for_function(same, arg=notes_on(second))
    texts = " ".join(ScenarioItem.objects.standing().values_list("text", flat=True))
    assert [text for text in written if text not in texts] == []
    assert violations(first) == []
    assert violations(second) == []


def test_what_one_hangs_up_the_others_see_within_two_seconds(walls):
    first, second = walls

    # The quickest of three: the machine may be at something else meanwhile.
    assert min(seconds_until_seen(first, second, f"Briefje {n}.") for n in range(3)) < SEEN_WITHIN


def seconds_until_seen(first, second, text):
    hang(first, text)
    hung = time.monotonic()
    # Asked at every frame of the screen; `expect` asks once a second.
    seen = "(text) => [...document.querySelectorAll('[data-note-text]')].some((one) => one.textContent.includes(text))"
    second.wait_for_function(seen, arg=text)
    return time.monotonic() - hung


def test_nothing_on_the_wall_is_lost_when_the_process_is_killed(walls, web):
    first, second = walls
    hang(first, "Voor de storing.")
    has_sent(first)
    web.kill()
    for number in range(5):
        hang(first, f"Tijdens de storing {number}.")
    expect(first.get_by_text("Geen verbinding")).to_be_visible()
    expect(first.locator("[data-wall]")).to_have_attribute("data-unsent", "5")

    web.start()
    has_sent(first)

    for number in range(5):
        expect(text_on(second, f"Tijdens de storing {number}.")).to_have_count(1)
        assert ScenarioItem.objects.filter(text=f"Tijdens de storing {number}.").count() == 1


def test_every_text_that_came_too_late_stays_to_be_copied(walls):
    late, _ = walls
    texts = [f"Te laat {number}." for number in range(3)]
    # Somebody else offers the session while this wall has not heard of it.
    late.route(BOARD, lambda route: route.abort())
    session = Session.objects.get(status=SessionStatus.DRAFT)
    offer(session=session, by=User.objects.get(role=Role.FACILITATOR))
    for text in texts:
        hang(late, text)
    has_sent(late)
    late.unroute(BOARD)

    # Then the wall is there to read only, and none of the three is gone.
    expect(late.get_by_label("Nieuw briefje")).to_have_count(0)
    expect(late.locator("[data-wall-refused] li")).to_have_text(texts)
    assert violations(late) == []
    late.get_by_role("button", name="Ik heb het, haal weg").click()
    expect(late.locator("[data-wall-refused]")).to_be_hidden()
    assert not ScenarioItem.objects.filter(text__in=texts).exists()


def test_a_note_changes_places_with_the_one_above_it(walls):
    page, other = walls
    for text in ("Eerst.", "Daarna."):
        hang(page, text)
    has_sent(page)
    last = page.locator("[data-note]").filter(has_text="Daarna.")
    expect(last.locator("[data-grip]")).to_be_attached()

    last.focus()
    page.keyboard.press("Shift+ArrowUp")

    has_sent(page)
    for wall in (page, other):
        both = text_on(wall, re.compile(r"^(Eerst|Daarna)\.$"))
        expect(both).to_have_text(["Daarna.", "Eerst."])
    expect(last).to_be_focused()

    above = page.locator("[data-note]").filter(has_text="Daarna.").locator("[data-grip]")
    above.hover()
    below = page.locator("[data-note]").filter(has_text="Eerst.").bounding_box()
    page.mouse.down()
    page.mouse.move(below["x"] + 20, below["y"] + below["height"] - 4, steps=4)
    page.mouse.up()

    has_sent(page)
    expect(text_on(other, re.compile(r"^(Eerst|Daarna)\.$"))).to_have_text(["Eerst.", "Daarna."])


def test_a_note_is_dragged_to_another_row(walls):
    page, other = walls
    hang(page, "Sleep mij.")
    has_sent(page)
    note = page.locator("[data-note]").filter(has_text="Sleep mij.")
    expect(note.locator("[data-grip]")).to_be_attached()
    note.scroll_into_view_if_needed()
    target = page.locator("[data-row=with_intervention-support] [data-cell]").first

    grip, to = note.locator("[data-grip]").bounding_box(), target.bounding_box()
    page.mouse.move(grip["x"] + 10, grip["y"] + 10)
    page.mouse.down()
    page.mouse.move(to["x"] + 20, to["y"] + 10, steps=4)
    page.mouse.up()

    has_sent(page)
    moved = text_on(other.locator("[data-row=with_intervention-support]"), "Sleep mij.")
    expect(moved).to_be_attached()
