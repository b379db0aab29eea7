"""A request for access in a real browser: from the dossier to the archive, and clean for axe."""

import io
import re
import zipfile

from playwright.sync_api import expect

from dow_site.tests.browser.conftest import DESK, LONGEST_PRINTING, SCREENS, problems_of
from reports.models import AccessRequest
from trajectories.models import Trajectory


@SCREENS
def test_axe_finds_nothing_and_no_page_scrolls_sideways(sign_in, site, viewport, scheme):
    page = sign_in("projectleider", viewport)
    page.emulate_media(color_scheme=scheme)
    asked = AccessRequest.objects.earliest("pk")
    trajectory = Trajectory.objects.get(participant=asked.participant)
    found = {}

    for path in (
        f"trajecten/{trajectory.pk}/verslagen/",
        f"trajecten/{trajectory.pk}/inzageverzoek/",
        f"inzageverzoeken/{asked.pk}/",
        f"inzageverzoeken/{asked.pk}/?deel=zinnen&alle=on",
        f"inzageverzoeken/{asked.pk}/?deel=bijlagen",
        f"inzageverzoeken/{asked.pk}/voorbeeld/",
    ):
        page.goto(f"{site}/{path}")
        if problems := problems_of(page):
            found[path] = problems

    assert found == {}


def test_a_leader_answers_a_request_by_what_the_pages_say(sign_in, site):
    """From the dossier: record it, leave somebody out, look, make, fetch."""
    page = sign_in("projectleider", DESK)
    trajectory = Trajectory.objects.get(participant__alias="Murat")
    page.goto(f"{site}/trajecten/{trajectory.pk}/")
    page.get_by_role("link", name="Verslagen", exact=True).click()
    page.get_by_role("link", name=re.compile("Openen ?: Inzageverzoek")).click()
    page.get_by_label("Hoe is het gevraagd").fill("Mehmet zelf, aan de keukentafel")
    page.get_by_role("button", name="Verzoek vastleggen").click()
    page.get_by_label("Lars ten Brinke").select_option(label="Weglaten: privacy van een ander")
    page.get_by_role("button", name="Bewaren", exact=True).click()
    expect(page.get_by_text("Bewaard.")).to_be_visible()
    page.get_by_role("link", name="Voorbeeld bekijken").click()
    expect(page.get_by_role("main")).to_contain_text("Wat er is weggelaten")
    page.go_back()
    page.get_by_role("button", name="Pakket maken").click(timeout=LONGEST_PRINTING)
    with page.expect_download() as download:
        page.get_by_role("link", name="Pakket ophalen").click()

    content = download.value.path().read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {"inzage.pdf", "inzage.json"} <= set(archive.namelist())
        machine = archive.read("inzage.json").decode()
    assert "Ik wil op een kraan." in machine
    assert "Brinke" not in machine
