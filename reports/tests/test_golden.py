"""Every report of the demonstration: tagged for a screen reader, and looking as it should."""

from io import StringIO
from unittest.mock import patch

import page as tagged_pdf_checker
import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from PIL import Image, ImageDraw

from costs.seal import seal_in_groups, seal_of
from reports.tests import golden
from reports.tests.printed_demo import print_all
from reports.tests.test_demo import NOON

pytestmark = pytest.mark.django_db

# One of each kind, the published cases first: their texts do not change.
LOOKED_AT = (
    "case-casus-1", "case-casus-2", "case-casus-3", "published-casus-1", "progress-1",
    "own-casus-1", "own-1", "shared-1",
    "log-casus-1", "week-nl", "week-ar", "letter-1", "training", "cohort",
    "prices-1", "prices-3",
    "several-cases", "plan-murat", "talks-dylan", "pack",
    "timeline-casus-1", "timeline-part", "timeline-referrer-1",
)  # fmt: skip

# A seal covers the numbers that the database gave its rows, so each load of the demonstration has
# another one. Whether it is right, and printed, costs/tests/test_checking.py says.
SEAL = seal_in_groups(seal_of("the same on every load"))


@pytest.fixture(scope="module")
def printed(django_db_setup, django_db_blocker):
    """All reports of the demonstration by name, printed on one and the same day."""
    with (
        django_db_blocker.unblock(),
        transaction.atomic(),
        time_machine.travel(NOON, tick=False),
        override_settings(DEMO=True),
        patch("reports.at_the_table.seal_in_groups", return_value=SEAL),
    ):
        call_command("load_demo", stdout=StringIO())
        reports = {one.name: one for one in print_all()}
        transaction.set_rollback(True)
    return reports


def test_the_checker_finds_what_is_wrong():
    """The checker is no formality: a PDF without tags fails."""
    from weasyprint import HTML

    checked = tagged_pdf_checker.validate_pdf_bytes(
        HTML(string="<p>Werk</p>").write_pdf(),
        profile=tagged_pdf_checker.ValidationProfile.PDF_UA_1,
    )

    assert not checked.is_compliant


def test_every_report_passes_the_checker_of_tagged_pdf(printed):
    wrong = {}
    for report in printed.values():
        checked = tagged_pdf_checker.validate_pdf_bytes(
            report.content, profile=tagged_pdf_checker.ValidationProfile.PDF_UA_1
        )
        if not checked.is_compliant:
            wrong[report.name] = [f"{one.rule_id} {one.message}" for one in checked.failures]

    assert len(printed) > 90
    assert wrong == {}


def test_no_report_makes_weasyprint_warn(printed):
    assert {report.name: report.warnings for report in printed.values() if report.warnings} == {}


def test_every_letter_comes_from_a_font_that_the_project_ships(printed):
    """Else a report looks different on another machine: an SVG inherits no font from its page."""
    ours = ("Source-Sans-3", "Vazirmatn")
    strange = {
        report.name: fonts
        for report in printed.values()
        if (fonts := {one for one in golden.fonts(report.content) if not one.startswith(ours)})
    }

    assert strange == {}


@pytest.mark.parametrize("name", LOOKED_AT)
def test_a_report_says_and_shows_what_it_did(name, printed):
    content = printed[name].content
    if golden.is_renewed():
        golden.renew(name, content)

    assert golden.description(content) == golden.text_of(name).read_text(encoding="utf-8")
    now, kept = golden.pictures(content), golden.kept_pictures(name)
    assert len(now) == len(kept)
    assert [
        n for n, pair in enumerate(zip(now, kept, strict=True), 1) if golden.differ(*pair)
    ] == []


def test_a_line_that_moved_is_seen():
    """The comparison is no formality: half a centimetre up is another picture."""
    pages = []
    for height in (100, 110):
        picture = Image.new("L", (400, 300), 255)
        ImageDraw.Draw(picture).text((20, height), "Ik heb nu een baan en een huis", fill=0)
        pages.append(picture)

    assert golden.differ(*pages)
    assert not golden.differ(pages[0], pages[0].copy())
