"""A coach records the weekly talk with his thumb, on a web process of its own that is killed half-way."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone
from playwright.sync_api import expect

from coaching.models import Agreement, SkillScore, Talk
from dow_site import database
from dow_site.tests.browser.conftest import PHONE, violations
from dow_site.tests.processes import until
from reports.demo import load_demo

HOST = "127.0.0.1"
MOST_TAPS = 20
MOST_SECONDS = 90
WENT_WELL = "Lars stond drie dagen om zeven uur klaar."
AGREED = ("Vrijdag het rooster ophalen", "Het busabonnement aanvragen")
NEXT_STEP = "Een dag mee met de asfaltploeg"


class WebProcess:
    """The web server as it runs in production, on the database of the tests; it can be killed."""

    def __init__(self):
        with socket.socket() as probe:
            probe.bind((HOST, 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://{HOST}:{self.port}"
        self._process = None

    def start(self):
        address = urlsplit(database.url())._replace(path=f"/{connection.settings_dict['NAME']}")
        self._process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "gunicorn", "--bind", f"{HOST}:{self.port}"]
            + ["--workers", "1", "--log-level", "critical", "dow_site.wsgi"],
            cwd=settings.BASE_DIR,
            env=os.environ | {"DATABASE_URL": address.geturl()},
            # A group of its own, so that master and worker die in the same instant.
            start_new_session=True,
        )
        until(self._answers)

    def kill(self):
        """Kill -9: nothing is finished, nothing is flushed, nobody is told."""
        if self._process:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def _answers(self):
        with closing(http.client.HTTPConnection(HOST, self.port, timeout=5)) as asked:
            try:
                asked.request("GET", "/accounts/login/")
                return asked.getresponse().status == 200
            except OSError:
                return False


@pytest.fixture
def web(transactional_db):
    load_demo(timezone.localdate())
    process = WebProcess()
    try:
        process.start()
        yield process
    finally:
        process.kill()


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
    expect(state).to_contain_text("Concept opgeslagen", timeout=20_000)

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
