"""What somebody typed outlives a lost session, a removed event, a lost dossier and the Back button."""

import re

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import Draft, User
from coaching.models import CoachAssignment
from dow_site.tests.browser.conftest import DESK, PHONE, go_in, press_sign_in, violations
from trajectories.models import Lane, TimelineEvent, Trajectory

TEXT = "Belde zelf af en kwam een uur later."


@pytest.fixture
def site(web):
    return web.url


@pytest.fixture
def lars(site):
    return Trajectory.objects.get(participant__given_name="Lars")


@pytest.fixture
def event(lars):
    row = TimelineEvent.objects.create(trajectory=lars, text="Zoals het er stond.")
    row.lanes.add(Lane.objects.get(trajectory=lars, label="Lars"))
    return row


def edit_address(site, event):
    return f"{site}/trajecten/gebeurtenissen/{event.pk}/"


def what(page):
    return page.get_by_label("Wat gebeurde er")


def state_of(page):
    return page.locator("[data-draft-state]")


def test_the_draft_goes_on_after_signing_in_on_another_tab(sign_in, site, lars, context):
    page = sign_in("projectleider", PHONE)
    page.goto(f"{site}/trajecten/{lars.pk}/gebeurtenis/")
    what(page).fill(TEXT)
    expect(state_of(page)).to_contain_text("Concept opgeslagen")
    context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    what(page).fill(f"{TEXT} En nog iets.")
    expect(state_of(page)).to_contain_text("Je bent uitgelogd")

    # Signing in renews the token of forms; the page here still holds the one from before.
    press_sign_in(context.new_page(), site, "projectleider")
    said = []
    page.on("response", lambda answer: said.append(answer.status))
    page.bring_to_front()

    expect(state_of(page)).to_contain_text("Concept opgeslagen")
    assert 403 not in said
    kept = Draft.objects.get(author__email__startswith="projectleider", subject=lars.pk)
    assert kept.content["text"] == [f"{TEXT} En nog iets."]


def test_the_text_stays_when_the_event_is_taken_off_while_it_is_written(sign_in, site, event):
    page = sign_in("jobcoach", PHONE)
    page.goto(edit_address(site, event))
    what(page).fill(TEXT)
    TimelineEvent.objects.filter(pk=event.pk).update(
        removed_at=timezone.now(),
        removed_by=User.objects.get(email__startswith="projectleider@"),
        removal_reason="Stond er dubbel.",
        version=2,
    )

    page.get_by_role("button", name="Bewaren", exact=True).click()

    expect(page.get_by_text(re.compile("verwijderd op .* ‘Stond er dubbel.’"))).to_be_visible()
    expect(what(page)).to_have_value(TEXT)
    assert violations(page) == []


def test_the_text_stays_where_it_is_for_who_lost_the_dossier(sign_in, site, event):
    page = sign_in("jobcoach", PHONE)
    page.goto(edit_address(site, event))
    CoachAssignment.objects.filter(trajectory=event.trajectory).delete()
    what(page).fill(TEXT)

    page.get_by_role("button", name="Bewaren", exact=True).click()

    expect(state_of(page)).to_contain_text("Je hebt hier geen toegang meer")
    expect(page.get_by_role("button", name="Bewaren", exact=True)).to_be_enabled()
    expect(page.locator("form[aria-busy]")).to_have_count(0)
    expect(what(page)).to_have_value(TEXT)


def test_back_and_save_again_makes_no_second_event(sign_in, site, lars):
    page = sign_in("projectleider", PHONE)
    page.goto(f"{site}/trajecten/{lars.pk}/gebeurtenis/")
    what(page).fill(TEXT)
    page.get_by_label("Lars", exact=True).check()
    page.get_by_role("button", name="Bewaren", exact=True).click()
    page.wait_for_url(re.compile(r"/trajecten/\d+/#"))

    page.go_back()
    expect(state_of(page)).to_contain_text("al bewaard")
    what(page).fill(f"{TEXT} Met een zin erbij.")
    page.get_by_role("button", name="Bewaren", exact=True).click()

    expect(page.locator("form[aria-busy]")).to_have_count(0)
    expect(state_of(page)).to_contain_text("al bewaard")
    expect(what(page)).to_have_value(f"{TEXT} Met een zin erbij.")
    assert TimelineEvent.objects.filter(text__startswith=TEXT).count() == 1

    # Opened again, it takes another event.
    page.goto(f"{site}/trajecten/")
    page.goto(f"{site}/trajecten/{lars.pk}/gebeurtenis/")
    what(page).fill("Iets anders.")
    expect(state_of(page)).to_contain_text("Concept opgeslagen")


def test_back_to_a_form_that_was_refused_goes_on(sign_in, site, lars):
    page = sign_in("projectleider", PHONE)
    page.goto(f"{site}/trajecten/{lars.pk}/gebeurtenis/")
    for box in page.get_by_role("group", name="Wie").get_by_role("checkbox").all():
        box.uncheck()
    what(page).fill(TEXT)
    page.get_by_role("button", name="Bewaren", exact=True).click()
    expect(page.get_by_text("Kies ten minste één baan.").first).to_be_visible()

    page.go_back()
    what(page).fill(f"{TEXT} Met een zin erbij.")
    expect(state_of(page)).to_contain_text("Concept opgeslagen")
    page.get_by_label("Lars", exact=True).check()
    page.get_by_role("button", name="Bewaren", exact=True).click()

    page.wait_for_url(re.compile(r"/trajecten/\d+/#"))
    assert TimelineEvent.objects.filter(text=f"{TEXT} Met een zin erbij.").count() == 1


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_not_saving_throws_the_draft_away(
    sign_in, site, lars, browser, browser_context_args, scripts
):
    page = sign_in("projectleider", DESK)
    address = f"{site}/trajecten/{lars.pk}/gebeurtenis/"
    page.goto(address)
    what(page).fill(TEXT)
    expect(state_of(page)).to_contain_text("Concept opgeslagen")
    bare = browser.new_context(**browser_context_args | {"java_script_enabled": scripts})
    leaving = bare.new_page()
    go_in(leaving, site, "projectleider")
    leaving.goto(address)
    expect(what(leaving)).to_have_value(TEXT)

    leaving.get_by_role("button", name="Niet bewaren").click()

    leaving.wait_for_url(re.compile(r"/trajecten/\d+/$"))
    leaving.goto(address)
    expect(what(leaving)).to_have_value("")
    assert not TimelineEvent.objects.filter(text=TEXT).exists()
    bare.close()
