"""Which cases stand side by side, for whom, and what the page and the paper say of them."""

import pytest
from django.urls import reverse

from conftest import TODAY, approve_at_once, assert_does_not_grow, client_of, text_of
from costs.demo import load_checks
from costs.factories import CostLineFactory, SessionFactory
from costs.loading.cases import load_published_cases, programme_of_the_report, read_file
from costs.models import Session
from costs.published_cases import DATA_FILE
from costs.several_cases import SeveralCasesFilter, several_cases
from dow_site.tests.test_sight import html_for_pdf

__all__ = ["html_for_pdf"]

PAGE = reverse("costs:several")
PAPER = reverse("reports:several_cases")


@pytest.fixture
def published(cast):
    """The three published cases, checked and approved, led by Lotte."""
    load_published_cases(read_file(DATA_FILE), programme_of_the_report())
    load_checks(cast.lotte, cast.hanna, TODAY)
    return cast


def read(person, address=PAGE, **chosen):
    return text_of(client_of(person).get(address, chosen)).replace("\u00a0", " ")


@pytest.mark.parametrize("address", [PAGE, PAPER])
def test_page_and_paper_give_the_published_cases_their_middle_and_ends(
    published, html_for_pdf, address
):
    words = read(published.hanna, address)

    assert "in 1 casus is iets niet geprijsd 3 € 15.000 tot € 27.000 € 3.700 tot € 44.000" in words
    assert "in 3 casussen is iets niet geprijsd 3 € 14.000 € 3.300 tot € 14.000" in words
    assert "Dit zijn 3 casussen. Met minder dan 10 zijn het voorbeelden" in words
    assert "geldt onder" in words
    assert "indicatief" in words


def test_a_sum_over_cases_or_a_net_figure_is_nowhere(published):
    words = read(published.hanna)

    # The sums over the three cases: 32,047.41 spent, 44,104 to 79,024 possibly saved.
    for amount in ("32.047", "44.104", "79.024", "79.000"):
        assert amount not in words


def test_of_each_case_the_newest_version_counts_and_drafts_only_when_asked(cast, dossier):
    line = CostLineFactory(session=dossier.session, side="avoided", low_amount=1000)
    newer = SessionFactory(
        trajectory=dossier.trajectory, facilitator=cast.lotte, previous=dossier.session
    )
    CostLineFactory(session=newer, side="avoided", label=line.label)
    approve_at_once(Session.objects.filter(pk=dossier.session.pk), cast)

    def references(**chosen):
        found = several_cases(cast.anna, SeveralCasesFilter(chosen))
        return {row.session.reference for row in found.rows}

    assert references() == {dossier.session.reference}
    assert references(stand="alle") == {newer.reference}
    assert references(stand="alle", van="jan 2030") == set()
    assert references(stand="alle", tot="jan 2001") == set()
    assert references(stand="alle", vergeleken="better") == set()


def test_two_sessions_of_one_trajectory_are_one_case_the_newest(cast, dossier):
    # Lotte leads the first and not this one.
    second = SessionFactory(trajectory=dossier.trajectory, period_end="2027-06-01")
    elsewhere = SessionFactory(trajectory__programme=cast.dow)
    approve_at_once(Session.objects.all(), cast)

    def references(person, **chosen):
        found = several_cases(person, SeveralCasesFilter(chosen))
        assert found.spreads.case_count == len(found.rows)
        return {row.session.reference for row in found.rows}

    both = {second.reference, elsewhere.reference}
    assert references(cast.anna) == both
    # Of what was chosen it is the newest.
    former = {dossier.session.reference, elsewhere.reference}
    assert references(cast.anna, tot="dec 2026") == former
    # And of what this reader may see.
    assert references(cast.lotte) == {dossier.session.reference}


@pytest.mark.parametrize("address", [PAGE, PAPER])
def test_an_adjusted_amount_of_a_case_is_told_beside_it(published, html_for_pdf, address):
    """The table says 3,300 where the case says 3,500: it must say why."""
    words = read(published.hanna, address)

    assert "€ 3.500 " in words
    assert words.count("gemaakt is aangepast, berekend is € 3.300") == 1
    assert "De tabellen rekenen met de berekende bedragen." in words


@pytest.mark.parametrize(("name", "sees"), [("anna", True), ("joke", False), ("gijs", False)])
def test_who_may_not_see_a_session_does_not_find_it_among_several(
    cast, dossier, html_for_pdf, name, sees
):
    approve_at_once(Session.objects.all(), cast)

    for address in (PAGE, PAPER):
        assert (dossier.session.reference in read(getattr(cast, name), address)) is sees


def test_the_paper_names_everybody_by_alias(cast, dossier, html_for_pdf):
    approve_at_once(Session.objects.all(), cast)

    assert "Wessel" in read(cast.anna)
    paper = read(cast.anna, PAPER)
    assert "Wessel" not in paper
    assert dossier.participant.alias in paper


def test_more_cases_ask_no_more_of_the_database(cast, dossier):
    approve_at_once(Session.objects.all(), cast)

    def one_more():
        session = SessionFactory(trajectory__programme=cast.dow)
        CostLineFactory(session=session, side="avoided")

    assert_does_not_grow(
        lambda: client_of(cast.anna).get(PAGE, {"stand": "alle"}),
        lambda: [one_more() for _ in range(3)],
    )


def test_nothing_to_set_side_by_side_is_said(cast):
    assert "Geen casussen" in read(cast.anna)
