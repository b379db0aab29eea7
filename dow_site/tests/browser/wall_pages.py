"""A wall as the browser tests open it, write on it and read it."""

from django.urls import reverse
from playwright.sync_api import expect

from costs.models import OPEN, Session
from dow_site.tests.browser.conftest import go_in


def open_wall(browser, url, **device):
    """The wall of the first open session, for the project leader on a device of his own."""
    session = Session.objects.filter(status__in=OPEN).order_by("pk").first()
    page = browser.new_context(**device).new_page()
    go_in(page, url, "projectleider")
    page.goto(url + reverse("costs:wall", args=[session.pk]))
    return page


def hang(page, text):
    page.get_by_label("Nieuw briefje").fill(text)
    page.keyboard.press("Enter")


def has_sent(page):
    expect(page.locator("[data-wall]")).to_have_attribute("data-unsent", "0", timeout=30_000)


def text_on(page, text):
    return page.locator("[data-note-text]").filter(has_text=text)
