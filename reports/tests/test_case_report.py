import logging
from io import BytesIO

import pikepdf
import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from costs.models import Session, Source
from dow_site.pdf import render_report
from participants.models import NetworkContact, Relation
from reports.case_report import CaseReport
from reports.editions import Edition
from reports.publication import NotPublishable
from reports.tests.conftest import PRINTED_ON
from trajectories.models import EventLane, Lane, TimelineEvent

CASES = ("casus-1", "casus-2", "casus-3")
HOSTILE = "<img src='file:///etc/passwd'> <script>x</script> http://example.com/x.png & meer"


@pytest.fixture
def report_of(trajectory_of):
    def make(reference, edition=Edition.FULL, reader=None):
        return CaseReport.of(
            trajectory_of(reference), edition, reader=reader, printed_on=PRINTED_ON
        )

    return make


def html_of(report):
    return render_to_string(report.template, {"report": report})


def plain(html):
    """The text as it is read: no-break spaces are spaces."""
    return " ".join(html.replace("\u00a0", " ").replace("\u202f", " ").split())


def test_the_printed_case_holds_what_was_published(report_of, caplog):
    with caplog.at_level(logging.WARNING):
        content = render_report(report_of("casus-1", Edition.PUBLICATION)).content

    document = pikepdf.open(BytesIO(content))
    text = plain(" ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages))
    for amount in ("14.000", "1.400", "13.000", "12.000", "8.750", "16.000", "2.900"):
        assert amount in text
    for lane in ("Gemeente", "Deelnemer", "Dynamisch Op Weg (DOW)", "Vader", "Infravak"):
        assert lane in text
    for chapter in ("Beginsituatie", "Start", "Terugval", "Doorstart"):
        assert chapter in text
    assert document.Root.Lang == "nl"
    assert document.Root.MarkInfo.Marked
    assert document.Root.ViewerPreferences.DisplayDocTitle
    assert document.docinfo["/Title"] == "Casus 1: Rik. Er is altijd een tweede kans"
    assert "pagina 1 van" in text
    assert caplog.records == []


def test_the_same_report_gives_the_same_bytes(report_of):
    report, other = report_of("casus-3"), report_of("casus-2")
    first = render_report(report).content
    render_report(other)

    assert render_report(report_of("casus-3")).content == first


@pytest.mark.parametrize("edition", [Edition.FULL, Edition.PUBLICATION])
@pytest.mark.parametrize("reference", CASES)
def test_every_event_stands_in_the_legend_and_on_a_card(reference, edition, report_of):
    report = report_of(reference, edition)
    events = TimelineEvent.objects.filter(trajectory__reference=reference)

    numbers = [entry.number for chapter in report.legend for entry in chapter.entries]
    cards = [card.number for frame in report.picture.frames for card in frame.cards]
    assert numbers == list(range(1, events.count() + 1))
    assert sorted(cards) == numbers
    texts = {entry.text for chapter in report.legend for entry in chapter.entries}
    assert texts == set(events.values_list("text", flat=True))


@pytest.mark.parametrize("reference", CASES)
def test_the_picture_begins_on_the_first_page(reference, report_of):
    assert not report_of(reference).picture.frames[0].on_new_page


@pytest.mark.parametrize("reference", CASES)
def test_every_source_stands_once_as_a_footnote(reference, report_of):
    report = report_of(reference)
    used = Source.objects.filter(
        pk__in=Session.objects.get(reference=reference).lines.values("low_source")
    ) | Source.objects.filter(
        pk__in=Session.objects.get(reference=reference).lines.values("high_source")
    )

    assert [note.number for note in report.costs.footnotes] == list(
        range(1, len(report.costs.footnotes) + 1)
    )
    assert {note.text for note in report.costs.footnotes} == {
        source.citation for source in used.distinct()
    }
    marked = [n for row in report.costs.rows for amount in row.amounts for n in amount.footnotes]
    assert list(dict.fromkeys(marked)) == [note.number for note in report.costs.footnotes]


def test_an_override_is_printed_with_its_reason(report_of):
    text = plain(html_of(report_of("casus-3")))

    assert "€ 3.315,25" in text
    assert "€ 3.300" in text
    assert "<b>€ 3.500</b>" in text
    assert "Zo gedrukt in het rapport; de afrondingsregel geeft 3.300." in text


def test_the_cost_price_shows_its_parts_and_the_difference(report_of):
    text = plain(html_of(report_of("casus-1")))

    for amount in ("€ 6.298", "€ 1.777", "€ 2.074", "€ 3.113", "€ 13.262", "€ 13.261"):
        assert amount in text
    assert "€ 1 meer dan het totaal" in text


def test_conditions_extents_and_what_has_no_price_are_printed(report_of):
    text = plain(html_of(report_of("casus-1")))

    assert "(indien voortzetting drugsgebruik)" in text
    assert "13 maanden" in text
    assert "(alleen samen met regel D)" in text
    assert "RMC-coördinator kent Rik en houdt hem in beeld" in text
    assert "Deze bedragen zijn indicatief" in text
    assert "Ingeschat door: Rik" in text
    assert "datum geschat" in text


@pytest.mark.parametrize("reference", CASES)
def test_no_totals_and_no_net_figure(reference, report_of):
    text = plain(html_of(report_of(reference)))

    for amount in ("25.054", "44.124", "25.000", "44.000", "15.350", "26.900", "27.000"):
        assert amount not in text


def test_the_full_edition_knows_the_name_and_the_age(report_of, trajectory_of):
    participant = trajectory_of("casus-1").participant
    participant.given_name, participant.family_name = "Bartholomeus", "Zwaluwenburg"
    participant.save()

    report = report_of("casus-1")

    assert report.name == "Bartholomeus Zwaluwenburg"
    assert ("Leeftijd bij de start", "19 jaar") in report.facts
    assert "Vader van Rik" in html_of(report)


def test_a_publication_knows_alias_role_words_age_band_and_months(report_of, trajectory_of):
    trajectory = trajectory_of("casus-1")
    trajectory.participant.given_name = "Bartholomeus"
    trajectory.participant.save()
    event = TimelineEvent.objects.filter(trajectory=trajectory, precision="month").first()
    event.starts_on, event.precision = event.starts_on.replace(day=17), "day"
    event.save()

    report = report_of("casus-1", Edition.PUBLICATION)
    html = html_of(report)

    assert report.name == "Rik"
    assert ("Leeftijd bij de start", "18 tot en met 20 jaar") in report.facts
    assert "Bartholomeus" not in html
    assert "Vader van Rik" not in html
    assert "17 okt" not in html
    assert "De deelnemer was" not in html
    assert "17 okt" in html_of(report_of("casus-1"))


@pytest.mark.parametrize("reference", CASES)
def test_the_published_cases_may_go_outside(reference, report_of):
    assert report_of(reference, Edition.PUBLICATION).edition_label == "publicatie"


def test_a_publication_is_refused_while_a_name_stands_in_a_text(report_of, trajectory_of):
    trajectory = trajectory_of("casus-1")
    NetworkContact.objects.create(
        participant=trajectory.participant, name="Wilhelmina Kwakkelstein", relation=Relation.PARENT
    )
    session = Session.objects.get(reference="casus-1")
    statement = session.statements.first()
    statement.text = "Kwakkelsteins hulp was goud waard."
    statement.save()
    line = session.lines.get(label="Begeleiding")
    line.remarks = "Volgens wilhelmina te laag."
    line.save()

    with pytest.raises(NotPublishable) as refusal:
        report_of("casus-1", Edition.PUBLICATION)

    assert {str(found) for found in refusal.value.findings} == {
        "naam ‘Kwakkelstein’ in meerwaarde 1",
        "naam ‘Wilhelmina’ in kostenregel A",
    }
    assert report_of("casus-1").name == "Rik"


def test_after_building_nothing_is_asked_of_the_database(report_of, django_assert_num_queries):
    report = report_of("casus-1", Edition.PUBLICATION)

    with django_assert_num_queries(0):
        html_of(report)


def test_the_number_of_queries_does_not_grow_with_the_story(report_of, trajectory_of):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            report_of("casus-1", Edition.PUBLICATION)
        return len(asked)

    before = queries()
    trajectory = trajectory_of("casus-1")
    lane = Lane.objects.filter(trajectory=trajectory).first()
    for position in range(40):
        event = TimelineEvent.objects.create(
            trajectory=trajectory, position=100 + position, text=f"Werkdag {position}"
        )
        EventLane.objects.create(event=event, lane=lane)

    assert queries() == before <= 25


def test_what_people_type_is_printed_as_text_and_loads_nothing(report_of, trajectory_of):
    trajectory = trajectory_of("casus-3")
    trajectory.title = HOSTILE
    trajectory.save()
    trajectory.chapters.update(narrative=HOSTILE)
    TimelineEvent.objects.filter(trajectory=trajectory).update(text=HOSTILE, quote=HOSTILE)
    Lane.objects.filter(trajectory=trajectory, kind="family").update(label=HOSTILE[:80])
    session = Session.objects.get(reference="casus-3")
    session.statements.update(text=HOSTILE)
    session.scenario_items.update(text=HOSTILE)
    session.lines.update(label=HOSTILE, condition=HOSTILE, extent=HOSTILE, payer_note=HOSTILE)

    rendered = render_report(report_of("casus-3"))

    assert "<img" not in rendered.html
    assert "<script" not in rendered.html
    pages = PdfReader(BytesIO(rendered.content)).pages
    assert "file:///etc/passwd" in " ".join(page.extract_text() for page in pages)


def test_a_trajectory_without_events_and_session_is_printed(report_of, trajectory_of):
    Session.objects.filter(reference="casus-2").update(trajectory=trajectory_of("casus-1"))
    TimelineEvent.objects.filter(trajectory__reference="casus-2").delete()

    report = report_of("casus-2")

    assert report.costs is None
    assert "In dit hoofdstuk staan geen gebeurtenissen." in html_of(report)
