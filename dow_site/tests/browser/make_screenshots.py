"""Makes the pictures of the README (make screenshots). No test by its name, so that no test run writes them."""

from pathlib import Path

import pypdfium2

from costs.models import Session
from dow_site.tests.browser.conftest import DESK, PHONE
from trajectories.models import Trajectory

FOLDER = Path(__file__).resolve().parents[3] / "docs" / "screenshots"
TALL = {"width": 1280, "height": 1500}
# Points of a PDF to pixels of a picture that reads well beside the others.
PDF_SCALE = 1.6


def test_make_the_pictures(sign_in, site, context):
    FOLDER.mkdir(exist_ok=True)
    rik = Trajectory.objects.get(reference="casus-1")
    page = sign_in("projectleider", DESK)
    _take(page, "overzicht")
    page.set_viewport_size(TALL)
    page.goto(site + rik.get_absolute_url())
    _take(page, "tijdlijn")
    page.goto(site + Session.objects.get(reference="casus-1").get_absolute_url())
    chart = page.locator("#cijfers .c-range-chart").first
    chart.screenshot(path=FOLDER / "effectencalculator.png")
    page.set_viewport_size(PHONE)
    page.goto(site + rik.get_absolute_url())
    _take(page, "tijdlijn-telefoon")

    report = context.request.get(f"{site}{rik.get_absolute_url()}verslag/publication/")
    picture = pypdfium2.PdfDocument(report.body())[0].render(scale=PDF_SCALE).to_pil()
    picture.save(FOLDER / "verslag.png", optimize=True)

    assert {path.name for path in FOLDER.glob("*.png")} >= {"overzicht.png", "verslag.png"}


def _take(page, name):
    page.screenshot(path=FOLDER / f"{name}.png", animations="disabled")
