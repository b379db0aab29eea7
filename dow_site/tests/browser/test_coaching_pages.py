"""Every page of coaching in a real browser: clean for axe, and never wider than the screen."""

import pytest
from playwright.sync_api import expect

from coaching.models import Handover, Talk, TalkReview, WeekLink
from coaching.week_labels import labels
from coaching.week_links import token_of
from dow_site.tests.browser.conftest import SCREENS, problems_of
from trajectories.models import Trajectory

PAGES = {
    "jobcoach": (
        "gesprek/",
        "groepsgesprek/",
        "afspraken/",
        "rooster/",
        "signalen/",
        "overdracht/",
        "overdracht/nieuw/",
        "overdracht/{handover}/",
        "gesprekken/{talk}/",
        "gesprekken/{talk}/wijzigen/",
        "trajecten/{here}/gesprek/",
        "trajecten/{here}/gesprekken/",
        "trajecten/{here}/afspraken/",
        "trajecten/{here}/afspraak/",
        "trajecten/{here}/doelen/",
        "trajecten/{here}/doel/",
        "trajecten/{here}/meting/",
        "trajecten/{here}/werk/",
        "trajecten/{here}/werkplek/",
        "trajecten/{here}/afsluiten/",
        "trajecten/{here}/week/",
        "trajecten/{here}/week/link/",
        "trajecten/{left}/werk/",
        "trajecten/{left}/nazorg/",
    ),
    "projectleider": (
        "signalen/regels/",
        "meelezen/",
        "meelezen/{waiting}/",
        "opleiding/{trainee}/",
        "opleiding/{trainee}/meelezen/",
    ),
    "stagiair": ("opleiding/{trainee}/", "gesprekken/{returned}/wijzigen/"),
}


@SCREENS
@pytest.mark.parametrize("role", PAGES)
def test_axe_finds_nothing_and_no_page_scrolls_sideways(sign_in, site, role, viewport, scheme):
    page = sign_in(role, viewport)
    page.emulate_media(color_scheme=scheme)
    waiting = TalkReview.objects.filter(decision="waiting").first().talk
    numbers = {
        "here": Trajectory.objects.get(participant__alias="Murat").pk,
        "left": Trajectory.objects.get(participant__alias="Stijn").pk,
        "talk": Talk.objects.filter(trajectory__participant__alias="Murat").newest_first()[0].pk,
        "handover": Handover.objects.get().pk,
        "waiting": waiting.pk,
        "returned": Talk.objects.get(status="draft").pk,
        "trainee": waiting.author_id,
    }
    found = {}

    for path in PAGES[role]:
        answer = page.goto(f"{site}/begeleiding/{path.format(**numbers)}")
        problems = [] if answer.status == 200 else [f"status {answer.status}"]
        if problems := problems + problems_of(page):
            found[path] = problems

    assert found == {}


@SCREENS
@pytest.mark.parametrize("language", ["nl", "en", "ar"])
def test_the_card_is_read_and_answered_without_an_account(site, page, language, viewport, scheme):
    page.set_viewport_size(viewport)
    page.emulate_media(color_scheme=scheme)
    link = WeekLink.objects.get(language=language)

    page.goto(f"{site}/begeleiding/mijn-week/{token_of(link.submission_key)}/")

    assert problems_of(page) == []
    way = page.evaluate("getComputedStyle(document.body).direction")
    assert way == ("rtl" if language == "ar" else "ltr")
    before = link.reactions.count()
    page.get_by_role("radio").first.check()
    page.get_by_role("textbox").first.fill("Tot vrijdag!")
    page.get_by_role("button").last.click()
    expect(page.get_by_text(labels(language)["thanks"])).to_be_visible()
    assert problems_of(page) == []
    assert link.reactions.count() == before + 1
