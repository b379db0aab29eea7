"""A timeline that is longer or wider than the screen: the newest in sight, and nothing that bursts its frame."""

import pytest
from playwright.sync_api import expect

from dow_site.tests.browser.conftest import DESK, PHONE, SCREENS, problems_of
from trajectories.factories import AttachmentFactory
from trajectories.models import TimelineEvent, Trajectory


@pytest.fixture
def dennis(site):
    """A case whose picture is wider than a desk's screen."""
    return Trajectory.objects.get(reference="casus-2")


def place_of(page):
    """How far the picture has been scrolled, and how far it goes."""
    return page.locator(".c-timeline-frame").evaluate(
        "frame => [frame.scrollLeft, frame.scrollWidth - frame.clientWidth]"
    )


def test_a_wide_picture_begins_at_its_newest_end_and_shows_where_more_stands(sign_in, site, dennis):
    page = sign_in("projectleider", DESK)
    page.goto(f"{site}/trajecten/{dennis.pk}/")

    expect(page.locator(".c-timeline-view[data-earlier]:not([data-later])")).to_be_visible()
    at, most = place_of(page)
    assert at == pytest.approx(most, abs=1)
    assert at > 0

    page.locator(".c-timeline-frame").evaluate("frame => frame.scrollTo({left: 0})")

    expect(page.locator(".c-timeline-view[data-later]:not([data-earlier])")).to_be_visible()


def test_the_event_in_the_address_goes_before_the_newest(sign_in, site, dennis):
    page = sign_in("projectleider", DESK)
    first = dennis.events.order_by("position").first()
    page.goto(f"{site}/trajecten/{dennis.pk}/#gebeurtenis-{first.pk}")

    expect(page.locator(f"#beeld-{first.pk}")).to_be_in_viewport()
    expect(page.locator(".c-timeline-view[data-later]")).to_be_visible()


@SCREENS
def test_a_long_word_and_a_long_file_name_stay_in_their_frames(
    sign_in, site, dennis, viewport, scheme
):
    event = dennis.events.order_by("position").first()
    TimelineEvent.objects.filter(pk=event.pk).update(text="x" * 5000, quote="y" * 300)
    AttachmentFactory(event=event, name=f"{'heel_lange_naam_' * 12}.pdf")
    page = sign_in("projectleider", viewport)
    page.emulate_media(color_scheme=scheme)

    for place in ("", "?weergave=lijst", f"gebeurtenissen/{event.pk}/"):
        base = f"{site}/trajecten/" if place.startswith("g") else f"{site}/trajecten/{dennis.pk}/"
        page.goto(f"{base}{place}")
        assert problems_of(page) == []


def test_a_link_above_the_list_goes_to_its_newest_event(sign_in, site, dennis):
    page = sign_in("projectleider", PHONE)
    page.goto(f"{site}/trajecten/{dennis.pk}/")

    page.get_by_role("link", name="laatste gebeurtenis").click()

    expect(page.locator(".c-views__list .c-event").last).to_be_in_viewport()
