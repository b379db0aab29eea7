"""A real browser, on a real server, over the demonstration's data."""

import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from accounts.demo import DEMO_DOMAIN
from accounts.models import User
from dow_site.tests.beginnings import demonstration_of
from dow_site.tests.browser.chromium import launch_options
from dow_site.tests.browser.gate import Gate
from dow_site.tests.browser.web_process import WebProcess
from dow_site.tests.clients import session_of
from dow_site.tests.processes import nobody_asks_the_database

# Playwright's loop runs in the tests' own thread; the database is asked between its steps only.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

PHONE = {"width": 390, "height": 844}
# In milliseconds; a page that takes longer is a failure, not a wait. It is no promise of how fast a page is (that is
# the bench's): the machine may be a slow one, and has another browser to serve.
LONGEST_WAIT = 20_000
expect.set_options(timeout=LONGEST_WAIT)
# But not a click after which the tests' own process prints, its first report cold, before the page goes on.
LONGEST_PRINTING = 60_000
DESK = {"width": 1280, "height": 900}
# One screen in each theme: the colours do not depend on the width.
SCREENS = pytest.mark.parametrize(
    ("viewport", "scheme"), [(PHONE, "light"), (DESK, "dark")], ids=["phone", "desk"]
)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return browser_type_launch_args | launch_options()


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return browser_context_args | {"locale": "nl-NL", "timezone_id": "Europe/Amsterdam"}


@pytest.fixture(scope="session")
def gate(live_server):
    gate = Gate(live_server.thread.httpd.get_app())
    live_server.thread.httpd.set_app(gate)
    return gate


@pytest.fixture
def site(live_server, gate, transactional_db):
    """The address of a server that holds the demonstration, and answers for as long as the test lasts."""
    demonstration_of(timezone.localdate()).put()
    gate.open()
    yield live_server.url
    gate.shut(within=LONGEST_PRINTING / 1_000)


@pytest.fixture
def web(transactional_db):
    """A web process over the demonstration that a test may kill; its address is the `site` there."""
    demonstration_of(timezone.localdate()).put()
    process = WebProcess()
    try:
        process.start()
        yield process
    finally:
        process.kill()
        nobody_asks_the_database()


def press_sign_in(page, site, local_part):
    """Sign somebody of the demonstration in as visitors do, with the button of the sign-in page."""
    page.goto(f"{site}/accounts/login/")
    email = page.locator(f"input[name=email][value='{local_part}@{DEMO_DOMAIN}']")
    email.locator("xpath=ancestor::form").get_by_role("button").click()
    page.wait_for_url(f"{site}/")


def go_in(page, site, local_part):
    """Sign somebody of the demonstration in, without the sign-in page; the page is on the overview then."""
    page.set_default_timeout(LONGEST_WAIT)
    person = User.objects.get(email=f"{local_part}@{DEMO_DOMAIN}")
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session_of(person), "url": site}
    page.context.add_cookies([cookie])
    page.goto(f"{site}/")


@pytest.fixture
def sign_in(site, page):
    """Sign in as a role of the demonstration; gives the page, on the overview."""

    def as_role(local_part, viewport=DESK):
        page.set_viewport_size(viewport)
        go_in(page, site, local_part)
        return page

    return as_role


def violations(page) -> list[str]:
    """What axe finds on the page as it stands, in a line each."""
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]


def problems_of(page) -> list[str]:
    """What axe finds on the page as it stands, and whether it scrolls sideways."""
    found = violations(page)
    if page.evaluate("document.documentElement.scrollWidth") > page.viewport_size["width"]:
        found.append("scrolls sideways")
    return found
