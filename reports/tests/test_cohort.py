"""The cohort: the published table from the made-up 39, alike on page, paper and spreadsheet."""

import datetime
import io
import zipfile

import openpyxl
import pypdf
import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from accounts.models import AccessLog
from coaching.factories import AftercareContactFactory
from conftest import (
    TODAY,
    assert_does_not_grow,
    client_of,
    pdf_text,
    text_of,
    words_of_spreadsheet,
)
from participants.factories import ReferralFactory
from participants.models import ReferralStatus
from reports.cohort import CohortReport
from reports.demo_cohort import FIRST, LAST, load_cohort
from trajectories.factories import OutflowFactory, SpellFactory, TrajectoryFactory
from trajectories.models import Spell

PERIOD = {"van": "25-3-2019", "tot": "31-5-2021"}
PUBLISHED = {
    "Reguliere baan": "19",
    "Reguliere baan, tijdelijk contract": "12",
    "Reguliere baan, vast contract": "7",
    "Gesubsidieerde baan": "5",
    "Werken met behoud van uitkering": "6",
    "Gestart met een opleiding": "4",
    "Voortijdig gestopt": "5",
    "Samen": "39",
}


@pytest.fixture
def published(cast):
    load_cohort(cast.dow, by=cast.anna)
    return cast


def lines_of(page, title):
    soup = BeautifulSoup(page.content, "html.parser")
    section = soup.find("h2", string=title).find_parent("section")
    for hidden in section.select(".visually-hidden"):
        hidden.decompose()
    return {
        row.th.get_text(strip=True): row.td.get_text(strip=True)
        for row in section.select("tbody tr")
    }


def test_the_page_gives_the_published_table(published):
    page = client_of(published.anna).get(reverse("reports:cohort"), PERIOD)

    assert lines_of(page, "Uitstroom") == PUBLISHED
    assert lines_of(page, "Verblijf")["Gemiddeld"] == "3,0 maanden"


def test_the_paper_gives_the_published_table(published):
    answer = client_of(published.anna).get(reverse("reports:cohort_pdf"), PERIOD)

    reader = pypdf.PdfReader(io.BytesIO(answer.content))
    paper = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    for label, number in PUBLISHED.items():
        assert f"{label} {number}" in paper
    assert "Gemiddeld 3,0 maanden" in paper
    assert AccessLog.objects.get().action == "printed"


def test_the_spreadsheet_gives_the_published_table(published):
    answer = client_of(published.anna).get(reverse("reports:cohort_sheet", args=["xlsx"]), PERIOD)

    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    rows = [row for row in book["Cijfers"].iter_rows(values_only=True) if row[0] == "Uitstroom"]
    assert {row[1]: row[2] for row in rows} == PUBLISHED
    assert {type(row[3]) for row in rows} <= {int, float}
    about = dict(row[:2] for row in book["Toelichting"].iter_rows(values_only=True))
    assert about["Periode"] == "begonnen van 25 maart 2019 tot en met 31 mei 2021"
    assert about["Aantal mensen"] == 39
    assert AccessLog.objects.get().action == "exported"


def test_a_csv_says_the_same(published):
    answer = client_of(published.anna).get(reverse("reports:cohort_sheet", args=["csv"]), PERIOD)

    with zipfile.ZipFile(io.BytesIO(answer.getvalue())) as archive:
        assert "Uitstroom;Reguliere baan;19;19;" in archive.read("cijfers.csv").decode("utf-8-sig")
        about = archive.read("toelichting.csv").decode("utf-8-sig")
    assert "Periode;begonnen van 25 maart 2019 tot en met 31 mei 2021" in about


def test_the_made_up_people_fit_in_the_places_and_the_period(published):
    report = CohortReport.of(published.anna, FIRST, LAST, TODAY)

    assert max(month.used for month in report.months) <= 6
    assert report.count == 39


def test_every_number_opens_exactly_its_rows(published):
    browser = client_of(published.anna)
    page = BeautifulSoup(browser.get(reverse("reports:cohort"), PERIOD).content, "html.parser")
    links = page.select(".l-figures td a")
    assert len(links) > 30

    for link in links[:12]:
        rows = BeautifulSoup(browser.get(link["href"]).content, "html.parser")
        number = link.get_text(strip=True).split(":")[0]
        if number.isdecimal():
            assert len(rows.select("main tbody tr")) == int(number)


def test_a_month_opens_who_held_a_place_in_it(published):
    browser = client_of(published.anna)
    page = BeautifulSoup(browser.get(reverse("reports:cohort"), PERIOD).content, "html.parser")
    links = [link["href"] for link in page.select("details tbody td a")]
    assert len(links) >= 24
    may = next(link for link in links if "/places/2019-05/" in link)

    rows = BeautifulSoup(browser.get(may).content, "html.parser").select("main tbody tr")

    day = datetime.date(2019, 5, 1), datetime.date(2019, 5, 31)
    there = Spell.objects.filter(starts_on__lte=day[1], ends_on__gte=day[0]).count()
    assert len(rows) == there > 0


def test_a_demonstration_says_on_paper_and_in_the_file_that_its_people_are_made_up(
    published, settings
):
    browser = client_of(published.anna)
    for is_demo in (True, False):
        settings.DEMO = is_demo
        paper = pdf_text(browser.get(reverse("reports:cohort_pdf"), PERIOD).content)
        sheet = browser.get(reverse("reports:cohort_sheet", args=["xlsx"]), PERIOD)
        words = words_of_spreadsheet(b"".join(sheet.streaming_content))
        assert ("Oefenomgeving: verzonnen mensen" in paper) == is_demo
        assert ("Oefenomgeving: verzonnen mensen" in words) == is_demo


def test_a_period_keeps_who_began_in_it(cast, dossier):
    browser = client_of(cast.anna)

    assert "1 mens." in text_of(browser.get(reverse("reports:cohort"), {"van": "5-1-2026"}))
    assert "0 mensen." in text_of(browser.get(reverse("reports:cohort"), {"van": "6-1-2026"}))


def test_a_day_that_cannot_be_is_no_filter(cast, dossier):
    page = client_of(cast.anna).get(reverse("reports:cohort"), {"van": "31-2-2026"})

    assert page.status_code == 200
    assert "iedereen die ooit begon" in text_of(page)


def test_another_programme_is_not_counted(cast, dossier):
    SpellFactory(trajectory=TrajectoryFactory(programme=cast.elders))

    assert CohortReport.of(cast.anna, None, None, TODAY).count == 1
    assert CohortReport.of(cast.joke, None, None, TODAY).count == 1


def test_a_referrer_counts_his_own_and_no_small_numbers(cast, dossier):
    page = client_of(cast.erik).get(reverse("reports:cohort"))

    assert "Minder dan 3 mensen." in text_of(page)
    assert lines_of(page, "Instroom")["Samen"] == "minder dan 3"
    assert not BeautifulSoup(page.content, "html.parser").select(".l-figures td a")


def test_a_controller_counts_everybody_and_no_small_numbers(published):
    page = client_of(published.hanna).get(reverse("reports:cohort"), PERIOD)

    assert lines_of(page, "Uitstroom") == PUBLISHED
    assert not BeautifulSoup(page.content, "html.parser").select(".l-figures td a")


def test_unknown_numbers_do_not_exist(cast, dossier):
    browser = client_of(cast.anna)

    assert browser.get(reverse("reports:cohort_rows", args=["inflow", "x"])).status_code == 404
    assert browser.get(reverse("reports:cohort_rows", args=["x", "total"])).status_code == 404
    assert browser.get(reverse("reports:cohort_sheet", args=["exe"])).status_code == 404


def test_the_referral_that_led_to_the_first_day_counts(cast, dossier):
    ReferralFactory(
        programme=cast.dow, participant=dossier.participant, status=ReferralStatus.ACCEPTED,
        received_on=datetime.date(2026, 3, 1), source="self",
    )  # fmt: skip

    figure = CohortReport.of(cast.anna, None, None, TODAY).figure("inflow")

    assert figure.row("self") is None


def test_figures_cost_as_much_with_many_people(cast, dossier):
    def more():
        for _ in range(4):
            trajectory = TrajectoryFactory(programme=cast.dow)
            SpellFactory(trajectory=trajectory, ended=True)
            OutflowFactory(trajectory=trajectory)
            AftercareContactFactory(trajectory=trajectory)

    browser = client_of(cast.anna)
    assert_does_not_grow(lambda: browser.get(reverse("reports:cohort")), more)
