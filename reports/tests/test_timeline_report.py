"""The timeline on paper: the same object as the page, the same filter, and no word more than its reader reads."""

import io

import pytest
from bs4 import BeautifulSoup
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from accounts.models import AccessAction, AccessLog
from conftest import assert_does_not_grow, client_of
from dow_site.pdf import render_report
from dow_site.tests.routes import address
from reports.timeline_report import NOTHING_LEFT, TimelineReport
from trajectories.factories import ChapterFactory, EventFactory, LaneFactory
from trajectories.models import Chapter, LaneKind, Trajectory


def report_for(person, trajectory, query=""):
    return TimelineReport.of(
        Trajectory.objects.select_related("participant", "programme").get(pk=trajectory.pk),
        QueryDict(query),
        reader=person,
        today=timezone.localdate(),
    )


def texts_of(report):
    return [row.text for part in report.parts for row in part.rows]


@pytest.fixture
def long_story(cast, dossier):
    """Fifty events on five lanes in a month of one chapter, and one on two lanes."""
    trajectory = dossier.trajectory
    lanes = [
        LaneFactory(trajectory=trajectory, order=number + 5, label=f"Baan {number}", kind=kind)
        for number, kind in enumerate(list(LaneKind)[1:6])
    ]
    chapter = ChapterFactory(trajectory=trajectory, order=9, title="Volle maand")
    for number in range(50):
        EventFactory(
            trajectory=trajectory, chapter=chapter, position=100 + number, dated=True,
            text=f"Tekst nummer {number}.", lanes=lanes[number % 5 : number % 5 + 2],
            recorded_by=cast.anna,
        )  # fmt: skip
    return trajectory


def test_it_tells_what_the_page_tells_under_the_same_numbers(cast, dossier, long_story):
    report = report_for(cast.anna, long_story)
    page = client_of(cast.anna).get(address("trajectories:timeline", dossier))

    listed = BeautifulSoup(page.content.decode(), "html.parser").select(".c-story__events .c-event")
    on_page = [
        (
            card.select_one(".c-event__number").get_text().removeprefix("Gebeurtenis "),
            card.select_one(".c-event__text").get_text(),
        )
        for card in listed
    ]
    rows = [(row.number, row.text) for part in report.parts for row in part.rows if row.number]
    assert rows == on_page
    assert len(rows) == 60


def test_a_mark_on_paper_is_under_a_number_that_the_legend_tells(cast, dossier, long_story):
    report = report_for(cast.anna, long_story)

    frames = report.picture.frames
    drawn = [card.number for frame in frames for card in frame.cards]
    drawn += [number for frame in frames for fold in frame.folds for number in fold.numbers]
    told = [int(row.number) for part in report.parts for row in part.rows if row.number]
    assert sorted(drawn) == told


def test_every_sheet_is_landscape_and_repeats_its_lanes(cast, dossier, long_story):
    report = report_for(cast.anna, long_story)
    pages = PdfReader(io.BytesIO(render_report(report).content)).pages

    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in pages} == {
        (842, 595)
    }
    assert len(report.picture.frames) > 1
    for frame in report.picture.frames:
        assert [band.label for band in frame.bands] == [lane.label for lane in frame.lanes]
        assert frame.bands


@pytest.mark.parametrize(
    ("query", "sentence", "texts"),
    [
        ("q=nummer+7", "1 van de 60 gebeurtenissen", ["Tekst nummer 7."]),
        ("van=feb+2026&tot=feb+2026&soort=milestone", "0 van de 60 gebeurtenissen", []),
        ("soort=talk", "0 van de 60 gebeurtenissen en", None),
    ],
)
def test_the_filter_of_the_address_holds_on_paper_and_is_said(
    cast, dossier, long_story, query, sentence, texts
):
    report = report_for(cast.anna, long_story, query)

    assert f"Je ziet {sentence}" in report.sentence
    assert sentence in dict(report.facts)["Op deze tijdlijn"]
    if texts is not None:
        assert texts_of(report) == texts
    else:
        # The kind of what happened elsewhere, and never twice.
        assert all(text.startswith(("Gesprek met ", "Gesprek: ")) for text in texts_of(report))
        assert not any(text.startswith("Gesprek: Gesprek") for text in texts_of(report))


def test_a_referrer_prints_what_is_shared_and_nothing_else(cast, dossier):
    report = report_for(cast.erik, dossier.trajectory)

    events = [row.text for part in report.parts for row in part.rows if row.number]
    assert events == ["Dit is gebeurtenis milestone."]
    assert [part.title for part in report.parts] == ["Gedeeld met jou"]
    written = render_report(report).html
    for hidden in ("gebeurtenis open", "gebeurtenis health", "Gesprek met", "Afspraak:"):
        assert hidden not in written


def test_a_facilitator_prints_the_alias(cast, dossier):
    EventFactory(
        trajectory=dossier.trajectory, text="Wessel Zwaluw kwam.", lanes=[dossier.lane],
        recorded_by=cast.anna,
    )  # fmt: skip
    report = report_for(cast.lotte, dossier.trajectory)

    written = render_report(report).html
    assert "Zwaluw" not in written
    assert "Wessel" not in written
    assert report.title == "Tijdlijn van Tim"


def test_the_past_is_printed_as_it_was_known(cast, dossier):
    pages = client_of(cast.anna).get(
        reverse("reports:timeline", args=[dossier.trajectory.pk]), {"op": "1-1-2026"}
    )

    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pages.content)).pages)
    assert "Zoals bekend op" in text
    assert "In dit hoofdstuk staan geen gebeurtenissen." in text
    assert "Dit is gebeurtenis" not in text


@pytest.mark.parametrize("query", [{"op": "nooit"}, {"van": "nooit"}, {"baan": "x"}, {"q": "\x00"}])
def test_nonsense_in_the_address_is_no_error(cast, dossier, query, monkeypatch):
    answer = client_of(cast.anna).get(
        reverse("reports:timeline", args=[dossier.trajectory.pk]), query
    )

    assert answer.status_code == (404 if "op" in query else 200)


def test_a_print_leaves_one_row_in_the_log(cast, dossier):
    client_of(cast.erik).get(reverse("reports:timeline", args=[dossier.trajectory.pk]))

    row = AccessLog.objects.get(user=cast.erik)
    assert (row.action, row.page, row.participant_id) == (
        AccessAction.PRINTED, "reports:timeline", dossier.participant.pk,
    )  # fmt: skip


def test_a_long_story_is_printed_with_as_many_queries_as_a_short_one(cast, dossier):
    def more():
        for _ in range(20):
            EventFactory(trajectory=dossier.trajectory, lanes=[dossier.lane], recorded_by=cast.anna)

    report_for(cast.anna, dossier.trajectory)
    assert_does_not_grow(
        lambda: report_for(cast.anna, dossier.trajectory, "q=gebeurtenis"), lambda: more()
    )


def test_a_filter_that_leaves_nothing_is_said_on_one_page(cast, dossier, long_story):
    report = report_for(cast.anna, long_story, "q=bestaatniet")

    rendered = render_report(report)

    assert NOTHING_LEFT in rendered.html
    assert "nog geen gebeurtenissen" not in rendered.html
    assert len(PdfReader(io.BytesIO(rendered.content)).pages) == 1


@pytest.mark.parametrize(("narrative", "times"), [("", 1), ("Hij begon.", 2)])
def test_a_chapter_without_a_story_is_named_once_above_its_cards(
    cast, dossier, long_story, narrative, times
):
    Chapter.objects.filter(trajectory=long_story).update(narrative=narrative)

    report = report_for(cast.anna, long_story)

    first = PdfReader(io.BytesIO(render_report(report).content)).pages[0].extract_text()
    assert not report.picture.aligned
    assert first.count("Start") == times
