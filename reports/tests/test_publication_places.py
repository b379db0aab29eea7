"""A name planted anywhere in a case: refused, named, and mended in the form that the refusal leads to."""

import datetime

import pytest
from django.urls import reverse

from accounts.models import OrganisationKind
from conftest import client_of
from costs.factories import AttendeeFactory, LineObjectionFactory, LineRealityFactory, SourceFactory
from costs.models import (
    CostLine,
    LineObjection,
    LineReality,
    Scenario,
    ScenarioItem,
    Session,
    Statement,
)
from dow_site.access import Role
from dow_site.pdf import RenderedReport, render_report
from participants.factories import OrganisationFactory, ParticipantFactory, ReferralFactory
from participants.models import NetworkContact, Relation
from reports.editions import Edition
from reports.paper_text import text_of_pages
from reports.printing import print_edition, report_of
from reports.publication import NotPublishable, Person, Place, Secrets
from reports.tests.conftest import PRINTED_ON
from trajectories.factories import SpellFactory, TrajectoryFactory
from trajectories.models import Chapter, Lane, TimelineEvent, Trajectory

SECRET = "Kwakkelstein"


@pytest.fixture
def case(trajectory_of):
    trajectory = trajectory_of("casus-1")
    NetworkContact.objects.create(
        participant=trajectory.participant, name=f"Wilma {SECRET}", relation=Relation.PARENT,
        phone="0548-123456", email="post@kwak.example",
    )  # fmt: skip
    return trajectory


def refusals(reference="casus-1", reader=None):
    trajectory = Trajectory.objects.for_dossier().get(reference=reference)
    try:
        report_of(trajectory, Edition.PUBLICATION, reader=reader, printed_on=PRINTED_ON)
    except NotPublishable as refusal:
        return refusal.findings
    return ()


def put(row, **texts):
    type(row).objects.filter(pk=row.pk).update(**texts)
    return row


def _session():
    return Session.objects.get(reference="casus-1")


def _line(**facts):
    return CostLine.objects.filter(session=_session(), **facts).first()


def _objection():
    return LineObjectionFactory(line=_line(side="incurred"), text="Niet eens.")


def _reality(**facts):
    return LineRealityFactory(line=_line(side="avoided"), **facts)


TEXT = f"Dat zei {SECRET}s vader."
# Field: how it is planted, what the refusal calls the place, and the form in which it is changed.
PLANTED = {
    "event text": (lambda: put(TimelineEvent.objects.filter(trajectory__reference="casus-1")[0], text=TEXT), "gebeurtenis", "trajectories:event_edit"),
    "event quote": (lambda: put(TimelineEvent.objects.filter(trajectory__reference="casus-1")[1], quote=TEXT), "gebeurtenis", "trajectories:event_edit"),
    "event speaker": (lambda: put(TimelineEvent.objects.filter(trajectory__reference="casus-1")[2], quote="Ja", speaker=SECRET), "gebeurtenis", "trajectories:event_edit"),
    "chapter title": (lambda: put(Chapter.objects.filter(trajectory__reference="casus-1")[0], title=f"Bij {SECRET}"), "hoofdstuk", "trajectories:chapter_edit"),
    "chapter narrative": (lambda: put(Chapter.objects.filter(trajectory__reference="casus-1")[1], narrative=TEXT), "hoofdstuk", "trajectories:chapter_edit"),
    "lane role": (lambda: put(Lane.objects.filter(trajectory__reference="casus-1", kind="family")[0], role_label=SECRET), "de naam van een baan", "trajectories:lane_edit"),
    "added value": (lambda: put(Statement.objects.filter(session=_session(), kind="added_value")[0], text=TEXT), "meerwaarde 1", "costs:statement_edit"),
    "attention point": (lambda: put(Statement.objects.filter(session=_session(), kind="attention_point")[0], quote=TEXT), "aandachtspunt 1", "costs:statement_edit"),
    "expectation": (lambda: put(ScenarioItem.objects.filter(session=_session(), scenario=Scenario.REFERENCE).order_by("order", "pk")[0], text=TEXT), "zonder DOW, 1", "costs:note_edit"),
    "who estimated": (lambda: put(ScenarioItem.objects.filter(session=_session(), scenario=Scenario.REFERENCE).order_by("order", "pk")[1], estimated_by=SECRET), "zonder DOW, 2", "costs:note_edit"),
    "line label": (lambda: put(_line(side="avoided"), label=TEXT), "kostenregel", "costs:line_edit"),
    "line condition": (lambda: put(CostLine.objects.filter(session=_session()).exclude(condition="")[0], condition=f"als {SECRET} helpt"), "kostenregel", "costs:line_edit"),
    "line extent": (lambda: put(CostLine.objects.filter(session=_session()).exclude(extent="")[0], extent=SECRET), "kostenregel", "costs:line_edit"),
    "line payer": (lambda: put(CostLine.objects.filter(session=_session(), label="Begeleiding")[0], payer_note=TEXT), "kostenregel", "costs:line_edit"),
    "line remarks": (lambda: put(CostLine.objects.filter(session=_session(), label="Begeleiding")[0], remarks=TEXT), "kostenregel", "costs:line_edit"),
    "unpriced line": (lambda: put(CostLine.objects.filter(session=_session()).exclude(unpriced_reason="")[0], label=TEXT), "niet geprijsd", "costs:line_edit"),
    "objection": (lambda: put(_objection(), text=TEXT), "bezwaar 1", "costs:objection_edit"),
    "what was done with it": (lambda: put(_objection(), answer=TEXT), "bezwaar 1", "costs:objection_edit"),
    "what really happened": (lambda: put(_reality(), what_happened=TEXT), "werkelijkheid 1", "costs:reality_edit"),
    "who told it": (lambda: put(_reality(month=12), told_by=SECRET), "werkelijkheid 1", "costs:reality_edit"),
    "attendee role": (lambda: AttendeeFactory(session=_session(), role=SECRET), "wie zat er aan tafel", "costs:session_edit"),
    "attendee relation": (lambda: AttendeeFactory(session=_session(), role="Vader", relation=TEXT), "wie zat er aan tafel", "costs:session_edit"),
    "title": (lambda: put(Trajectory.objects.get(reference="casus-1"), title=f"Het geluk van {SECRET}"), "de titel", "trajectories:title_edit"),
    "living situation": (lambda: put(Trajectory.objects.get(reference="casus-1").participant, living_situation=f"bij {SECRET}"), "de gegevens (woonsituatie)", "trajectories:participant_edit"),
    "income": (lambda: put(Trajectory.objects.get(reference="casus-1").participant, income_at_start=f"van {SECRET}"), "de gegevens (inkomen bij de start)", "trajectories:participant_edit"),
}  # fmt: skip


@pytest.mark.parametrize("field", PLANTED)
def test_a_name_in_any_field_is_refused_named_and_led_to(case, leader, field):
    plant, where, route = PLANTED[field]
    assert refusals() == ()
    plant()

    found = refusals(reader=leader)

    assert {one.what for one in found} == {f"naam ‘{SECRET}’"}
    assert all(one.where.startswith(where) for one in found), found
    urls = {one.url for one in found}
    assert len(urls) == 1
    (url,) = urls
    answer = client_of(leader).get(url)
    assert answer.resolver_match.view_name == route
    if route != "costs:session_edit":
        assert SECRET in answer.content.decode()


def test_a_source_is_read_too(case, leader):
    line = CostLine.objects.filter(session=_session(), label="Begeleiding")[0]
    put(line, low_source=SourceFactory(publisher=SECRET))

    findings = refusals(reader=leader)
    found = {one.where for one in findings}

    assert all(one.url for one in findings)
    assert any(where.startswith("bron ") for where in found)


def test_what_is_left_out_of_a_print_refuses_nothing(case, leader):
    event = put(TimelineEvent.objects.filter(trajectory=case)[0], text=TEXT)
    put(CostLine.objects.filter(session=_session(), label="Begeleiding")[0], remarks=TEXT)
    browser = client_of(leader)
    address = reverse("reports:case_preview", args=[case.pk, "publication"])

    assert browser.get(address).status_code == 422
    assert browser.get(address, {"zonder": event.pk}).status_code == 422
    assert browser.get(address, {"zonder": event.pk, "weg": "kosten"}).status_code == 200


def test_a_closed_session_is_mended_in_a_new_version(case, leader):
    statement = Statement.objects.filter(session=_session()).first()
    put(statement, text=TEXT)
    session = _session()
    controller = leader.__class__.objects.create_user(
        "c@dow.example", "een-lang-wachtwoord-26", name="C", role=Role.CONTROLLER
    )
    Session.objects.filter(pk=session.pk).update(
        status="approved", approved_by=controller, offered_by=leader, seal="a" * 64,
        approved_at=datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC),
    )  # fmt: skip

    assert {one.url for one in refusals(reader=leader)} == {session.get_absolute_url()}


# Who and what counts


def write(case, text):
    put(TimelineEvent.objects.filter(trajectory=case)[0], text=text)
    return [one.what for one in refusals()]


def test_the_network_is_not_shown_by_number_or_address_either(case):
    assert write(case, "Bel 0548 12 34 56 of mail post (at) kwak.example") == [
        "telefoonnummer", "e-mailadres",
    ]  # fmt: skip


def test_who_was_there_in_the_same_time_is_not_named(case):
    def of_the_programme(family_name, **spell):
        participant = ParticipantFactory(
            given_name="Sjoerd",
            family_name=family_name,
            alias="Bart",
            birth_date=datetime.date(2001, 5, 6),
        )
        trajectory = TrajectoryFactory(participant=participant, programme=case.programme)
        SpellFactory(trajectory=trajectory, **spell)

    first = case.spells.order_by("starts_on").first()
    of_the_programme("Zwanenburg", starts_on=first.starts_on)
    of_the_programme("Laterveer", starts_on=datetime.date(2035, 1, 1))

    assert write(case, "Met Sjoerd Zwanenburg op de wagen.") == [
        "naam ‘Sjoerd’",
        "naam ‘Zwanenburg’",
    ]
    assert write(case, "Met Bart op de wagen.") == []
    assert write(case, "Naar Laterveer gebeld.") == []
    assert write(case, "Een vriend (6 mei 2001) hielp.") == ["geboortedatum"]


def test_colleagues_of_the_programme_and_the_referring_municipality_are_not_named(case, leader):
    ReferralFactory(
        participant=case.participant, programme=case.programme, given_name="Rik", family_name="",
        organisation=OrganisationFactory(
            name="Gemeente Wierden", kind=OrganisationKind.MUNICIPALITY
        ),
    )  # fmt: skip

    assert write(case, f"{leader.name} belde.") == ["naam ‘Roos’", "naam ‘Achterberg’"]
    assert write(case, "Hij woont in Wierden.") == ["gemeente ‘Wierden’"]


def test_the_finished_paper_is_read_again(case, leader, monkeypatch):
    """What a template would put there by itself, and no text of the report holds."""
    monkeypatch.setattr(
        "reports.printing.render_report", lambda report: RenderedReport(html="", content=b"")
    )
    monkeypatch.setattr(
        "reports.printing.text_of_pages",
        lambda content: ["Niets", f"van {SECRET[:6]}-\r\n{SECRET[6:]}"],
    )
    trajectory = Trajectory.objects.for_dossier().get(reference="casus-1")

    with pytest.raises(NotPublishable) as refusal:
        print_edition(trajectory, Edition.PUBLICATION, reader=leader, printed_on=PRINTED_ON)

    assert [str(one) for one in refusal.value.findings] == [
        f"naam ‘{SECRET}’ in bladzijde 2 van de pdf"
    ]


def test_a_word_that_paper_breaks_off_is_found(case):
    report = report_of(
        Trajectory.objects.for_dossier().get(reference="casus-1"), Edition.PUBLICATION, reader=None,
        printed_on=PRINTED_ON,
    )  # fmt: skip

    first = text_of_pages(render_report(report).content)[0]

    assert "drugs-gebruik" in first
    assert Secrets.of([Person(names=("Drugsgebruik",))]).findings([Place(where="1", text=first)])


def test_every_reader_is_led_to_forms_that_open_to_him(case, leader):
    for plant, _, _ in PLANTED.values():
        plant()

    browser = client_of(leader)

    assert {browser.get(one.url).status_code for one in refusals(reader=leader) if one.url} == {200}
    assert LineReality.objects.exists()
    assert LineObjection.objects.exists()
