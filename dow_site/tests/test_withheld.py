"""What free text, deferred rules and a second programme could have let through."""

import pytest
from django.urls import reverse

from conftest import approve_at_once, client_of, text_of
from costs.factories import AttendeeFactory, CostLineFactory, ScenarioItemFactory
from costs.models import Session
from dow_site.tests.test_sight import NAMES, html_for_pdf
from participants.factories import NetworkContactFactory
from participants.models import ReferralStatus
from trajectories.factories import TrajectoryFactory
from trajectories.models import Chapter

__all__ = ["html_for_pdf"]


def test_a_facilitator_reads_the_alias_where_somebody_wrote_the_name(dossier, cast):
    event = dossier.events["open"]
    event.text = "Wessel belde; Zwaluws moeder ook."
    event.save()

    page = text_of(client_of(cast.lotte).get(dossier.trajectory.get_absolute_url()))

    assert "Tim belde; Tims moeder ook." in page
    assert "Wessel" not in page


def test_a_refused_publication_does_not_tell_a_facilitator_which_name_it_was(dossier, cast):
    NetworkContactFactory(participant=dossier.participant, name="Geesje Bakker")
    event = dossier.events["open"]
    event.text = "Geesje belde."
    event.save()
    address = reverse("reports:case_report", args=[dossier.trajectory.pk, "publication"])

    to_leader = client_of(cast.anna).get(address)
    to_facilitator = client_of(cast.lotte).get(address)

    assert to_leader.status_code == to_facilitator.status_code == 422
    assert "Geesje" in text_of(to_leader)
    assert "Geesje" not in text_of(to_facilitator)


def test_a_facilitator_prints_the_alias_where_somebody_wrote_the_name(dossier, cast, html_for_pdf):
    session = dossier.session
    session.place = "Bij Wessel thuis"
    session.save()
    CostLineFactory(session=session, label="Opvang van Wessel", payer_note="Zegt Zwaluw.")
    ScenarioItemFactory(
        session=session, text="Wessel was weggelopen.", quote="Weg!", speaker="Wessel Zwaluw"
    )
    AttendeeFactory(session=session, role="Vader", relation="vader van Wessel")
    address = reverse("reports:case_report", args=[dossier.trajectory.pk, "full"])

    to_leader = client_of(cast.anna).get(address).content.decode()
    to_facilitator = client_of(cast.lotte).get(address).content.decode()

    for written in ("Opvang van {}", "{} was weggelopen.", "Bij {} thuis", "Vader (vader van {})"):
        assert written.format("Wessel") in to_leader
        assert written.format("Tim") in to_facilitator
    assert not NAMES.search(to_facilitator)


def test_a_controller_reads_no_story(dossier, cast):
    dossier.statement.text = "Een verhaal dat blijft."
    dossier.statement.save()

    page = text_of(client_of(cast.hanna).get(dossier.session.get_absolute_url()))

    assert "Een verhaal dat blijft." not in page
    assert dossier.line.label in page


def test_a_referrer_does_not_see_a_trajectory_in_another_programme(dossier, cast):
    elsewhere = TrajectoryFactory(
        participant=dossier.participant, programme=cast.elders, reference="EAS-2026-001"
    )

    assert client_of(cast.erik).get(elsewhere.get_absolute_url()).status_code == 404
    assert client_of(cast.erik).get(dossier.trajectory.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("status", [ReferralStatus.DECLINED, ReferralStatus.WITHDRAWN])
def test_a_referral_that_led_nowhere_opens_no_trajectory(dossier, cast, status):
    dossier.referral.status = status
    dossier.referral.status_reason = "Begint elders."
    dossier.referral.save()

    assert client_of(cast.erik).get(dossier.trajectory.get_absolute_url()).status_code == 404


def test_two_chapters_on_one_place_is_a_sentence_and_no_error_page(dossier, cast, monkeypatch):
    # As if somebody else took the last place in between.
    monkeypatch.setattr("trajectories.chapters._last_place", lambda pk: dossier.chapter.order - 1)
    answer = client_of(cast.anna).post(
        reverse("trajectories:chapter_create", args=[dossier.trajectory.pk]),
        {"title": "Nog een", "kind": "other"},
    )

    assert answer.status_code == 422
    assert "staan op dezelfde plaats" in text_of(answer)
    assert Chapter.objects.count() == 1


def test_an_approved_session_offers_nothing_to_change(dossier, cast):
    approve_at_once(Session.objects.all(), cast)

    page = client_of(cast.lotte).get(dossier.session.get_absolute_url()).content.decode()

    assert reverse("costs:line_create", args=[dossier.session.pk]) not in page
    assert reverse("costs:line_edit", args=[dossier.line.pk]) not in page


def test_the_project_leader_says_who_leads_a_session(dossier, cast):
    trajectory = TrajectoryFactory(
        participant=dossier.participant, programme=cast.dow, reference="DOW-2026-009"
    )

    client_of(cast.anna).post(
        reverse("costs:session_create", args=[trajectory.pk]),
        {
            "facilitator": cast.gijs.pk,
            "period_start": "jan 2026",
            "period_end": "mrt 2026",
            "reference_kinds": ["without"],
            "rounding_rule": "two_significant",
        },
    )

    assert trajectory.sessions.get().facilitator == cast.gijs
