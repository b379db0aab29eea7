"""The wall under a finger: real touches, as a phone and a tablet send them."""

import pytest
from playwright.sync_api import expect

from costs.models import Scenario, ScenarioItem, ScenarioRow
from dow_site.tests.browser.conftest import DESK, PHONE, violations
from dow_site.tests.browser.wall_pages import hang, has_sent, open_wall, text_on

LANDSCAPE = {"width": 1024, "height": 768}
PORTRAIT = {"width": 820, "height": 1180}
TEXT = "Voor de vinger."
BOARD = "**/wand/briefjes/**"


class Finger:
    """One finger on the glass, in pixels of the window."""

    def __init__(self, page):
        self._devtools = page.context.new_cdp_session(page)
        self.at = None

    def down(self, x, y):
        self._touch("touchStart", (x, y))

    def slide_to(self, x, y, steps=6):
        begin = self.at
        for step in range(1, steps + 1):
            part = step / steps
            self._touch(
                "touchMove",
                (begin[0] + (x - begin[0]) * part, begin[1] + (y - begin[1]) * part),
            )

    def up(self):
        self._touch("touchEnd", None)

    def is_taken_away(self):
        self._touch("touchCancel", None)

    def _touch(self, kind, at):
        self.at = at
        points = [] if at is None else [{"x": at[0], "y": at[1]}]
        self._devtools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


@pytest.fixture
def wall_on(site, browser):
    """Opens the wall on a device that is touched, with one note put up."""
    pages = []

    def opened(viewport):
        page = open_wall(browser, site, viewport=viewport, has_touch=True, is_mobile=True)
        pages.append(page)
        hang(page, TEXT)
        has_sent(page)
        expect(the_note(page).locator("[data-grip]")).to_be_attached()
        # The keyboard of the device goes away, and with it the field that it was for.
        page.evaluate("document.activeElement.blur()")
        the_note(page).evaluate(
            "(one) => one.scrollIntoView({ block: 'center', behavior: 'instant' })"
        )
        return page

    yield opened
    for page in pages:
        page.context.close()


@pytest.fixture
def other(site, browser):
    page = open_wall(browser, site, viewport=DESK)
    yield page
    page.context.close()


def the_note(page):
    return page.locator("[data-note]").filter(has_text=TEXT)


def last_place(page):
    """The end of the road in the row furthest away from where a new note hangs."""
    return page.locator("[data-row=reference-support] [data-cell]").last


def middle_of(locator):
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def pick_up(page):
    finger = Finger(page)
    x, y = middle_of(the_note(page).locator("[data-grip]"))
    finger.down(x, y)
    finger.slide_to(x - 20, y)
    expect(page.locator("[data-wall]")).to_have_attribute("data-dragging", "")
    return finger


def bring_into_view(page, finger, place):
    """Waits with the finger at the edges that the place lies past, as a person does."""
    size = page.viewport_size
    for _ in range(2):
        x, y = middle_of(place)
        finger.slide_to(
            max(8, min(x, size["width"] - 8)),
            size["height"] - 8 if y > size["height"] - 100 else max(y, 8),
        )
        place.evaluate(
            """(place) => new Promise((seen) => {
                const look = () => {
                    const box = place.getBoundingClientRect();
                    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
                    const on = document.elementFromPoint(x, y);
                    if (on?.closest("[data-cell]") === place) seen();
                    else requestAnimationFrame(look);
                };
                look();
            })"""
        )
        finger.slide_to(*middle_of(place))


def hangs_last(page):
    return text_on(page.locator("[data-row=reference-support] [data-cell]").last, TEXT)


@pytest.mark.parametrize("viewport", [PHONE, LANDSCAPE, PORTRAIT], ids=["phone", "wide", "high"])
def test_a_note_dragged_by_a_finger_hangs_there_for_everybody(wall_on, other, viewport):
    page = wall_on(viewport)
    finger = pick_up(page)

    bring_into_view(page, finger, last_place(page))
    expect(last_place(page)).to_have_attribute("data-target", "")
    finger.up()

    has_sent(page)
    expect(hangs_last(page)).to_be_in_viewport()
    expect(hangs_last(other)).to_be_attached()
    note = ScenarioItem.objects.get(text=TEXT)
    assert (note.scenario, note.row, note.chapter) == (
        Scenario.REFERENCE,
        ScenarioRow.SUPPORT,
        None,
    )


@pytest.mark.parametrize("viewport", [PHONE, PORTRAIT], ids=["phone", "high"])
def test_a_finger_that_swipes_over_the_notes_scrolls_and_moves_none(wall_on, viewport):
    page = wall_on(viewport)
    before, hung = page.evaluate("scrollY"), ScenarioItem.objects.get(text=TEXT)
    finger = Finger(page)

    x, y = middle_of(the_note(page).locator("[data-note-text]"))
    finger.down(x, y)
    finger.slide_to(x, y - 200)
    finger.up()

    page.wait_for_function("(before) => scrollY > before + 50", arg=before)
    expect(page.locator("[data-note] textarea")).to_have_count(0)
    assert ScenarioItem.objects.get(text=TEXT).version == hung.version


def test_a_finger_that_swipes_sideways_goes_along_the_road(wall_on):
    page = wall_on(PORTRAIT)
    finger = Finger(page)

    x, y = middle_of(the_note(page).locator("[data-note-text]"))
    finger.down(x, y)
    finger.slide_to(x - 150, y)
    finger.up()

    page.wait_for_function("document.querySelector('[data-wall-frame]').scrollLeft > 20")
    expect(page.locator("[data-note] textarea")).to_have_count(0)


def test_a_tap_on_the_text_writes_and_a_tap_elsewhere_keeps(wall_on, other):
    page = wall_on(PHONE)

    the_note(page).locator("[data-note-text]").tap()
    page.get_by_label("Tekst van het briefje").fill(f"{TEXT} En meer.")
    page.locator("h1").tap()

    has_sent(page)
    expect(text_on(other, f"{TEXT} En meer.")).to_be_attached()


@pytest.mark.parametrize("begin", ["[data-choose-place]", "[data-grip]"], ids=["menu", "grip"])
def test_who_cannot_drag_taps_a_place(wall_on, other, begin):
    page = wall_on(PHONE)

    the_note(page).locator(begin).tap()
    places = page.locator("[data-places]")
    places.get_by_label("Rij").select_option(index=3)
    places.get_by_label("Stuk van de weg").select_option(label="Hele weg")
    assert violations(page) == []
    places.get_by_role("button", name="Hier ophangen").tap()

    has_sent(page)
    expect(places).to_have_count(0)
    expect(hangs_last(other)).to_be_attached()


def test_a_note_in_hand_is_not_swapped_for_what_somebody_else_wrote(wall_on):
    page = wall_on(LANDSCAPE)
    asked = []
    page.route(BOARD, lambda route: asked.append(route))
    with page.expect_request(BOARD):
        pass
    finger = pick_up(page)
    note = ScenarioItem.objects.get(text=TEXT)
    note.estimated_by, note.version = "Anna", note.version + 1
    note.save()

    with page.expect_response(BOARD):
        asked.pop(0).continue_()
    page.unroute(BOARD)
    bring_into_view(page, finger, last_place(page))
    finger.up()

    expect(page.locator("[data-dragging]")).to_have_count(0)
    has_sent(page)
    expect(hangs_last(page)).to_be_attached()
    expect(the_note(page)).to_contain_text("Ingeschat door: Anna")


def test_a_finger_that_is_taken_away_leaves_the_note_where_it_hung(wall_on):
    page = wall_on(PHONE)
    finger = pick_up(page)

    bring_into_view(page, finger, last_place(page))
    finger.is_taken_away()

    expect(page.locator("[data-dragging]")).to_have_count(0)
    row = page.locator("[data-row=with_intervention-life]")
    expect(text_on(row, TEXT)).to_be_attached()
    assert ScenarioItem.objects.get(text=TEXT).row == ScenarioRow.LIFE
