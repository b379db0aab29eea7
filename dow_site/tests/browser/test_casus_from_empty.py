"""A case worked out from an empty session: notes on the wall, lines with prices, a second person, and the print."""

import io
import json
import re

import pytest
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import expect
from pypdf import PdfReader

from costs.models import Session
from dow_site.tests.browser.conftest import DESK, go_in, problems_of, violations
from trajectories.models import Trajectory

# What calculator.md says that casus-1 must give: raw and printed, low and high.
FIGURES = {
    "Begeleiding": ("14366.08", "14366.08", "14000.00", "14000.00"),
    "Behandeling verslaving": ("1404.00", "13224.00", "1400.00", "13000.00"),
    "Maatschappelijke opvang": ("12000.00", "12000.00", "12000.00", "12000.00"),
    "Bijstandsuitkering": ("8750.00", "16000.00", "8750.00", "16000.00"),
    "Uitvoeringskosten bijstandsuitkering": ("2900.00",) * 4,
}
AVOIDED = ("25054.00", "44124.00", "25000.00", "44000.00")
PROJECTED, TABLET = {"width": 1920, "height": 1080}, {"width": 820, "height": 1180}
AMOUNTS = ("low_raw", "high_raw", "low_printed", "high_printed")
ADULT = "Bijstand vanaf 21 jaar, alleenstaand, uitwonend, bruto"
# note on the wall: row, text, and the cost line made from it.
NOTES = (
    (
        "Met DOW: ondersteuning",
        "Begeleiding",
        {
            "low_price": "Begeleiding DOW per deelnemer",
            "recorded_kind": "Maanden bij DOW: 10 maanden",
            "low_quantity": "13",
            "low_unit": "maand",
            "quantity_reason": "Ook in de pauze bleef de begeleiding bereikbaar.",
        },
    ),
    (
        "Zonder DOW: ondersteuning",
        "Behandeling verslaving",
        {
            "low_price": "Behandeling verslaving (Jeugdwet-tarief)",
            "low_quantity": "12",
            "condition": "indien voortzetting drugsgebruik",
        },
    ),
    (
        "Zonder DOW: ondersteuning",
        "Maatschappelijke opvang",
        {
            "low_price": "Verblijf maatschappelijke opvang, gemiddeld",
            "low_stated": True,
            "condition": "indien vader hem geen onderdak meer biedt",
            "condition_group": "uit_huis",
        },
    ),
    (
        "Zonder DOW: ondersteuning",
        "Bijstandsuitkering",
        {
            "low_price": "Bijstand 18 t/m 20 jaar, alleenstaand, uitwonend, netto",
            "low_unit": "jaar",
            "low_stated": True,
            "high_price": ADULT,
            "high_stated": True,
            "condition_group": "bijstand",
        },
    ),
    (
        "Zonder DOW: ondersteuning",
        "Uitvoeringskosten bijstandsuitkering",
        {
            "low_price": "Uitvoeringskosten per bijstandsuitkering",
            "low_unit": "jaar",
            "low_stated": True,
            "condition_group": "bijstand",
            "depends_on": "Bijstandsuitkering",
        },
    ),
)


@pytest.fixture
def as_role(site, browser):
    """Somebody of the demonstration in a browser of his own."""
    contexts = []

    def sign_in(local_part):
        context = browser.new_context(viewport=DESK)
        contexts.append(context)
        page = context.new_page()
        go_in(page, site, local_part)
        return page

    yield sign_in
    for context in contexts:
        context.close()


def fill_line(page, facts):
    for name, value in facts.items():
        field = page.locator(f"[name={name}]")
        if value is True:
            field.check()
        elif field.evaluate("(one) => one.tagName") == "SELECT":
            option = field.locator("option").filter(has_text=value).first
            field.select_option(value=option.get_attribute("value"))
        else:
            field.fill(value)


def amounts_of(part):
    return tuple(part[key] for key in AMOUNTS)


def shown(text):
    return " ".join(text.replace("\xa0", " ").split())


def in_euros(text):
    """ "€ 1.400 tot € 13.000" as two amounts with cents."""
    numbers = [
        amount.replace(".", "").replace(",", ".") for amount in re.findall(r"€ ([\d.,]*\d)", text)
    ]
    low, high = numbers[0], numbers[-1]
    return tuple(amount if "." in amount else f"{amount}.00" for amount in (low, high))


def rows_of_computation(text):
    """Of each line of the printed table: raw, by the rule and printed, each as low and high."""
    starts = [
        text.index(f" {letter} {label} ") for letter, label in zip("ABCDE", FIGURES, strict=True)
    ]
    ends = [*starts[1:], text.index("De kostprijs van een jaar")]
    return {
        label: [
            in_euros(amount)
            for amount in re.findall(r"€ [\d.,]+(?: tot € [\d.,]+)?", text[start:end])[-3:]
        ]
        for label, start, end in zip(FIGURES, starts, ends, strict=True)
    }


def test_casus_1_from_an_empty_session_to_the_printed_report(as_role, site, capsys):
    rik = Trajectory.objects.get(reference="casus-1")
    page = as_role("effectencalculateur")

    # An empty session, opened from the case that was worked out before.
    page.goto(site + Session.objects.get(reference="casus-1").get_absolute_url())
    page.get_by_role("link", name="Nieuwe sessie").click()
    page.get_by_label("Deelnemer was erbij").select_option(label="Ja")
    page.get_by_label("deelnemer woonde op zichzelf").select_option(label="Nee")
    page.get_by_role("button", name="Bewaren", exact=True).click()
    expect(page.get_by_text("De sessie staat klaar.")).to_be_visible()
    session = Session.objects.get(reference="casus-1-2")
    assert not session.lines.exists()
    page.get_by_role("link", name="Iemand toevoegen").click()
    page.get_by_label("rol").fill("RMC-coördinator")
    page.get_by_role("button", name="Bewaren", exact=True).click()
    expect(page.get_by_text("Diegene staat erbij.")).to_be_visible()

    # The wall: what really happened is suggested, the rest is typed, each note with Enter.
    page.get_by_role("link", name="De wand").click()
    page.get_by_role("button", name=re.compile("Op de wand.*Begint bij DOW")).click()
    wall = page.locator("[data-wall]")
    expect(wall.locator("[data-note]")).to_have_count(1)
    for row, text, _ in NOTES:
        page.get_by_label(row).check()
        page.get_by_label("Nieuw briefje").fill(text)
        page.keyboard.press("Enter")
    expect(wall).to_have_attribute("data-unsent", "0")
    for viewport in (PROJECTED, TABLET, DESK):
        page.set_viewport_size(viewport)
        assert problems_of(page) == []

    # From each note straight to its line, with a price from the list.
    for _, text, facts in NOTES:
        page.get_by_role("link", name=f"Kosten bij {text}", exact=True).click()
        expect(page.get_by_label("omschrijving")).to_have_value(text)
        fill_line(page, facts)
        page.get_by_role("button", name="Bewaren", exact=True).click()
        expect(page.get_by_text("De regel hangt aan het briefje.")).to_be_visible()

    # The session: the figures, and whether they move with a condition.
    page.get_by_role("link", name="Kosten", exact=True).click()
    figures = page.locator("#cijfers")
    expect(figures.locator("table.c-costs tbody tr[id]")).to_have_count(len(NOTES))
    page.get_by_text("Sommen bekijken").click()
    expect(figures.get_by_text("€ 25.054 tot € 44.124")).to_be_visible()
    switch = figures.get_by_role("switch", name="indien vader hem geen onderdak meer biedt")
    switch.click()
    expect(figures.get_by_text("€ 13.054 tot € 32.124")).to_be_visible()
    switch.click()
    expect(figures.get_by_text("€ 25.054 tot € 44.124")).to_be_visible()
    on_page = {
        shown(row.locator("th").first.text_content()): [
            in_euros(shown(row.locator(f"td[data-label='{column}']").text_content()))
            for column in ("Berekend", "In het verslag")
        ]
        for row in figures.locator("table.c-costs tbody tr[id]").all()
    }
    assert violations(page) == []
    page.get_by_role("button", name="Ter controle aanbieden").click()
    expect(page.get_by_text("De controller kan de sessie nu nakijken.")).to_be_visible()

    # Somebody else looks at every line and approves.
    controller = as_role("controller")
    controller.goto(site + session.get_absolute_url())
    controller.get_by_role("link", name="Nakijken").click()
    expect(
        controller.get_by_text("Ook in de pauze bleef de begeleiding bereikbaar.")
    ).to_be_visible()
    controller.get_by_label("Vaststellen").check()
    controller.get_by_role("button", name="Besluit bewaren").click()
    expect(controller.get_by_text("Je besluit is bewaard.")).to_be_visible()

    # The command line, the page and the print say the same.
    capsys.readouterr()
    call_command("effect_summary", "casus-1-2")
    summary = json.loads(capsys.readouterr().out)
    assert {line["label"]: amounts_of(line) for line in summary["lines"]} == FIGURES
    assert amounts_of(summary["totals"]["avoided"]) == AVOIDED
    for label, (raw_low, raw_high, low, high) in FIGURES.items():
        [own] = [on_page[name] for name in on_page if re.match(rf"{label} ?bron", name)]
        assert own == [(raw_low, raw_high), (low, high)]
    report = page.context.request.get(site + reverse("reports:case_report", args=[rik.pk, "full"]))
    text = shown(
        " ".join(page.extract_text() for page in PdfReader(io.BytesIO(report.body())).pages)
    )
    session.refresh_from_db()
    assert session.seal[:8] in text
    printed = rows_of_computation(text.partition("Hoe is dit berekend?")[2])
    for label, (raw_low, raw_high, low, high) in FIGURES.items():
        raw, _, last = printed[label]
        assert (raw, last) == ((raw_low, raw_high), (low, high))
    call_command("verify_session", "casus-1-2")
