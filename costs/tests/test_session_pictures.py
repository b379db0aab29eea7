"""The pictures of a session: on its page and in the report, with a table, and as their reader may read them."""

import datetime
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from conftest import assert_does_not_grow, client_of, text_of
from costs.calculation import compute
from costs.factories import CostLineFactory, ScenarioItemFactory
from costs.figures import break_even, likelihood_note
from costs.lines import Side, single
from costs.models import Scenario, ScenarioRow
from costs.tests.published_lines import BENEFIT, RIK, SHELTER_LINE, guidance
from reports.choice import Choice
from reports.editions import Edition
from reports.printing import report_of
from trajectories.factories import EventFactory
from trajectories.models import Trajectory

TODAY = datetime.date(2026, 3, 16)
WITH, WITHOUT = Scenario.WITH_INTERVENTION, Scenario.REFERENCE


def page_of(person, session, **query):
    return client_of(person).get(session.get_absolute_url(), query)


def report(dossier, *, reader=None, edition=Edition.FULL, **how):
    trajectory = Trajectory.objects.for_dossier().get(pk=dossier.trajectory.pk)
    return report_of(trajectory, edition, reader=reader, printed_on=TODAY, **how)


def told(lives):
    return [
        (
            stretch.title,
            [note.text for note in stretch.with_programme],
            [note.text for note in stretch.without],
        )
        for stretch in lives.drawing.stretches
    ]


@pytest.fixture
def wall(dossier):
    """Notes in both lives, on a stretch and on none."""
    session, chapter = dossier.session, dossier.chapter
    session.scenario_items.all().delete()
    for scenario, row, place, text in (
        (WITH, ScenarioRow.LIFE, chapter, "Wessel kwam elke dag."),
        (WITHOUT, ScenarioRow.SUPPORT, chapter, "Een traject bij de GGZ."),
        (WITHOUT, ScenarioRow.LIFE, None, "Bleef thuis."),
    ):
        ScenarioItemFactory(session=session, scenario=scenario, row=row, chapter=place, text=text)
    return session


# Two lives


def test_both_lives_stand_side_by_side_along_the_road(dossier, wall):
    lives = report(dossier).lives

    assert told(lives) == [
        ("Start", ["Wessel kwam elke dag."], ["Een traject bij de GGZ."]),
        ("De hele weg", [], ["Bleef thuis."]),
    ]


def test_the_page_has_the_picture_and_the_same_in_a_table(cast, dossier, wall):
    page = page_of(cast.anna, wall)

    words = text_of(page)
    assert words.count("Een traject bij de GGZ.") >= 2
    assert "Hetzelfde in een tabel" in words
    assert 'class="c-lives"' in page.content.decode()


def test_a_facilitator_reads_the_alias_in_the_picture(cast, dossier, wall):
    page = text_of(page_of(cast.lotte, wall))

    assert "Tim kwam elke dag." in page
    assert "Wessel" not in page
    assert "Wessel" not in str(told(report(dossier, reader=cast.lotte).lives))


def test_the_controller_sees_no_life(cast, dossier, wall):
    page = page_of(cast.hanna, wall).content.decode()

    assert "c-lives" not in page
    assert "kwam elke dag" not in page


def test_without_notes_the_timeline_tells_the_life_that_was(cast, dossier):
    page = text_of(page_of(cast.anna, dossier.session))

    assert "zoals het op de tijdlijn staat" in page
    # It was printed already, as the list of events.
    assert report(dossier).lives is None


def test_a_note_that_was_taken_off_is_in_no_picture(dossier, wall):
    wall.scenario_items.filter(text="Bleef thuis.").update(
        removed_at=datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC)
    )

    assert "Bleef thuis." not in str(told(report(dossier).lives))


def test_the_page_asks_no_more_of_the_database_with_more_notes_and_events(cast, dossier, wall):
    browser = client_of(cast.anna)

    def grow():
        EventFactory(trajectory=dossier.trajectory, chapter=dossier.chapter, lanes=[dossier.lane])
        ScenarioItemFactory(session=wall, chapter=dossier.chapter, estimated_by="Moeder")
        CostLineFactory(session=wall, side="avoided", payer="municipality", estimated_by="Vader")

    assert_does_not_grow(lambda: browser.get(wall.get_absolute_url()), grow)


# Sums, only when asked for


def test_the_bridge_is_printed_only_when_sums_are_asked_for(dossier):
    CostLineFactory(session=dossier.session, side="avoided", payer="municipality")

    assert report(dossier).costs.sums is None
    sums = report(dossier, choice=Choice(with_sums=True)).costs.sums
    assert not sums.bridge.is_empty
    assert ("Gemeente", "–", "€\u00a01.000") in sums.per_payer


def test_page_and_print_draw_the_same_bridge(cast, dossier):
    CostLineFactory(session=dossier.session, side="avoided", payer="municipality")

    page = page_of(cast.anna, dossier.session).context["page"]

    assert page.bridge == report(dossier, choice=Choice(with_sums=True)).costs.sums.bridge


def test_the_print_with_sums_is_asked_by_its_address(cast, dossier, html_of_pdf):
    address = f"{dossier.trajectory.get_absolute_url()}verslag/full/"

    client_of(cast.anna).get(address)
    client_of(cast.anna).get(address, {"sommen": "aan"})

    plain, with_sums = html_of_pdf
    assert "<h2>Sommen</h2>" not in plain
    assert "<h2>Sommen</h2>" in with_sums


@pytest.fixture
def html_of_pdf(monkeypatch):
    """The pages from which PDFs are made, without making them."""
    from django.template.loader import render_to_string

    from dow_site.pdf import RenderedReport
    from reports import printing

    made = []

    def render(one):
        made.append(render_to_string(one.template, {"report": one}))
        return RenderedReport(made[-1], b"%PDF-")

    monkeypatch.setattr(printing, "render_report", render)
    return made


# Likelihood and break-even


def test_a_likelihood_is_told_with_low_expected_and_high(cast, dossier):
    CostLineFactory(
        session=dossier.session,
        side="avoided",
        low_amount=Decimal(1000),
        high_amount=Decimal(3000),
        likelihood=50,
        estimated_by="Moeder",
    )

    for person in (cast.anna, cast.hanna):
        page = text_of(page_of(person, dossier.session)).replace("\xa0", " ")
        assert "even vaak wel als niet (50%)" in page
        assert "€ 0 tot € 3.000, naar verwachting rond € 1.000" in page
        assert "Ingeschat door: Moeder" in page


def test_where_nobody_said_how_likely_it_was_nothing_is_said_of_it():
    assert likelihood_note(compute(RIK.lines), Side.AVOIDED) == ""


def test_break_even_runs_from_the_dearest_to_the_cheapest_benefit():
    calculation = compute(RIK.lines)

    answer = break_even(calculation.line("guidance"), calculation.line(BENEFIT.key))

    # 14,366.08 / (16,000 / 12) and / (8,750 / 12).
    assert (answer.least, answer.most) == (
        Fraction(13261 * 13, 16000),
        Fraction(13261 * 13, 8750),
    )
    assert "ongeveer 10,8 tot 19,7 maanden ‘Bijstandsuitkering’" in answer.sentence


def test_the_assumption_of_break_even_speaks_of_the_lines_that_it_is_about():
    calculation = compute([guidance(13), replace(BENEFIT, label="Jeugdhulp")])

    answer = break_even(calculation.line("guidance"), calculation.line(BENEFIT.key))

    assert "als ‘Jeugdhulp’ er anders echt was gekomen" in answer.assumption
    assert "uitkering" not in answer.sentence + answer.assumption


@pytest.mark.parametrize(
    "saving", [SHELTER_LINE, replace(BENEFIT, **single(replace(BENEFIT.low, amount=Decimal())))]
)
def test_a_saving_without_a_time_or_of_nothing_has_no_break_even(saving):
    calculation = compute([guidance(13), saving])

    with pytest.raises(ValueError, match="meer dan nul euro"):
        break_even(calculation.line("guidance"), calculation.line(saving.key))


def test_the_page_offers_break_even_with_its_assumption(cast, dossier):
    benefit = CostLineFactory(
        session=dossier.session, side="avoided", label="Uitkering", low_amount=Decimal(6000),
        high_amount=Decimal(6000), low_unit="year", high_unit="year", law="participatiewet",
    )  # fmt: skip

    asked = page_of(cast.anna, dossier.session, kosten=dossier.line.key, besparing=benefit.key)
    unknown = page_of(cast.anna, dossier.session, kosten="x", besparing="<script>")

    for page in (asked, unknown):
        words = text_of(page)
        assert "ongeveer 28,7 maanden" in words
        assert "Dit klopt alleen als ‘Uitkering’ er anders echt was gekomen" in words


def test_without_a_benefit_for_a_time_there_is_no_break_even(cast, dossier):
    CostLineFactory(session=dossier.session, side="avoided", label="Opvang")

    assert "Hoeveel maanden besparing" not in text_of(page_of(cast.anna, dossier.session))
