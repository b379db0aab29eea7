"""Many reports at once: chosen from the list, followed by a bar, taken away as one file."""

import io

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from pypdf import PdfReader

from accounts.demo import DEMO_DOMAIN
from accounts.models import User
from dow_site.tests.browser.conftest import LONGEST_PRINTING, PHONE, violations
from reports.factories import PrintItemFactory, PrintJobFactory
from reports.print_work import print_reports
from trajectories.models import Trajectory

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_leader_prints_the_reports_of_a_list(sign_in, site):
    page = sign_in("projectleider")
    page.goto(f"{site}{reverse('trajectories:list')}?state=running")

    page.get_by_role("link", name="Verslagen van deze lijst afdrukken").click()
    expect(page.get_by_role("button", name="Maken")).to_be_visible()
    boxes = page.get_by_role("checkbox").all()
    assert len(boxes) > 2
    # All are chosen; with the keyboard none, and then two of them.
    expect(page.get_by_text(f"{len(boxes)} van {len(boxes)} aangevinkt")).to_be_visible()
    page.get_by_role("button", name="Alles uitvinken").press("Enter")
    expect(page.get_by_text(f"0 van {len(boxes)} aangevinkt")).to_be_visible()
    page.get_by_role("button", name="Alles aanvinken").click()
    expect(boxes[-1]).to_be_checked()
    page.get_by_role("button", name="Alles uitvinken").click()
    for box in boxes[:2]:
        box.check()
    expect(page.get_by_text(f"2 van {len(boxes)} aangevinkt")).to_be_visible()
    page.get_by_label("Volledig verslag").check()
    assert violations(page) == []
    page.get_by_role("button", name="Maken").click(timeout=LONGEST_PRINTING)
    expect(page.get_by_text("2 van 2").first).to_be_visible()
    assert violations(page) == []
    with page.expect_download() as downloaded:
        page.get_by_role("link", name="Bestand ophalen").click()

    content = io.BytesIO(downloaded.value.path().read_bytes())
    outline = [entry for entry in PdfReader(content).outline if not isinstance(entry, list)]
    assert len(outline) == 2


def test_the_bar_grows_by_itself_and_the_file_is_offered_at_the_end(sign_in, site):
    page = sign_in("projectleider", PHONE)
    leader = User.objects.get(email=f"projectleider@{DEMO_DOMAIN}")
    job = PrintJobFactory(asked_by=leader)
    for number, trajectory in enumerate(
        Trajectory.objects.permitted(leader, "print_case_report").order_by("reference")[:3], start=1
    ):
        PrintItemFactory(job=job, number=number, trajectory=trajectory)
    page.goto(site + job.get_absolute_url())
    expect(page.get_by_text("0 van 3").first).to_be_visible()
    assert violations(page) == []

    print_reports.call(job.pk)

    expect(page.get_by_role("link", name="Bestand ophalen")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
