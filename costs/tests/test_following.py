"""The participant's objection and what really happened stand beside the line they are about."""

import datetime

import pytest
from django.urls import reverse

from conftest import approve_at_once, assert_does_not_grow, client_of, text_of, typed_in
from costs.checking import broken_seal
from costs.factories import CostLineFactory, LineObjectionFactory, LineRealityFactory
from costs.models import LineObjection, LineReality, Session
from costs.versions import next_version
from dow_site.tests.test_sight import NAMES, html_for_pdf
from trajectories.factories import OutflowFactory

__all__ = ["html_for_pdf"]


@pytest.fixture
def left(dossier):
    """Somebody who left so long ago that six months after can be told of, and twelve cannot."""
    return OutflowFactory(trajectory=dossier.trajectory, left_on=datetime.date(2025, 9, 12))


@pytest.fixture
def avoided(dossier):
    return CostLineFactory(session=dossier.session, side="avoided", label="Opvang")


def send(person, url, **typed):
    browser = client_of(person)
    return browser.post(url, typed_in(browser.get(url)) | typed)


def page_of(person, dossier):
    return text_of(client_of(person).get(dossier.session.get_absolute_url()))


def test_the_coach_writes_down_what_the_participant_objects_to(cast, dossier):
    url = reverse("costs:objection_create", args=[dossier.line.pk])

    send(cast.bert, url, said_on="12-3-2026", text="Zo lang was ik er niet.")

    objection = LineObjection.objects.get(text="Zo lang was ik er niet.")
    assert objection.recorded_by == cast.bert
    for person in (cast.lotte, cast.anna):
        assert "Zo lang was ik er niet." in page_of(person, dossier)


def test_on_the_page_of_the_session_the_controller_reads_none_of_it(cast, dossier, avoided):
    LineObjectionFactory(line=dossier.line)
    LineRealityFactory(line=avoided)

    page = page_of(cast.hanna, dossier)

    assert "Daar had ik geen hulp bij nodig." not in page
    assert "Hij woont nog thuis." not in page


def test_an_objection_without_words_is_refused(cast, dossier):
    url = reverse("costs:objection_create", args=[dossier.line.pk])

    answer = send(cast.bert, url, said_on="12-3-2026", text="")

    assert answer.status_code == 422
    assert not LineObjection.objects.exists()


def test_an_objection_after_approval_is_heard_and_changes_nothing_that_was_approved(cast, dossier):
    approve_at_once(Session.objects.filter(pk=dossier.session.pk), cast)
    dossier.session.refresh_from_db()
    before = broken_seal(dossier.session)

    answer = send(
        cast.anna,
        reverse("costs:objection_create", args=[dossier.line.pk]),
        said_on="vandaag",
        text="Toch niet.",
    )

    assert answer.status_code == 302
    assert broken_seal(dossier.session) == before


def test_what_happened_after_six_months_stands_beside_what_was_expected(
    cast, dossier, avoided, left, today
):
    url = reverse("costs:reality_edit", args=[avoided.pk, 6])
    typed = {
        "outcome": "partly",
        "what_happened": "Twee weken bij een vriend.",
        "told_by": "de deelnemer",
        "told_on": "vandaag",
    }

    send(cast.bert, url, **typed)
    send(cast.bert, url, **typed | {"what_happened": "Drie weken bij een vriend."})

    reality = LineReality.objects.get(line=avoided)
    assert (reality.month, reality.what_happened) == (6, "Drie weken bij een vriend.")
    assert "deels toch gebeurd. Drie weken bij een vriend." in page_of(cast.anna, dossier)


REALITY = {"outcome": "partly", "what_happened": "Twee weken.", "told_by": "moeder"}


@pytest.mark.parametrize(
    ("told_on", "sentence"),
    [
        ("morgen", "Deze dag moet nog komen."),
        ("11-2-2026", "Kies een dag vanaf 12 februari 2026."),
        ("1-1-2018", "Kies een dag vanaf 12 februari 2026."),
    ],
)
def test_what_happened_was_told_at_that_moment_and_not_still_to_come(
    cast, avoided, left, today, told_on, sentence
):
    url = reverse("costs:reality_edit", args=[avoided.pk, 6])

    answer = send(cast.bert, url, told_on=told_on, **REALITY)

    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert typed_in(answer)["what_happened"] == "Twee weken."
    assert not LineReality.objects.exists()


def test_of_a_moment_that_is_still_to_come_nothing_is_told(cast, dossier, avoided, left, today):
    url = reverse("costs:reality_edit", args=[avoided.pk, 12])

    question = client_of(cast.bert).get(url)
    answer = send(cast.bert, url, told_on="vandaag", **REALITY)

    assert "Het kan vanaf 12 augustus 2026." in text_of(question)
    assert answer.status_code == 422
    page = client_of(cast.bert).get(dossier.session.get_absolute_url()).content.decode()
    assert reverse("costs:reality_edit", args=[avoided.pk, 6]) in page
    assert url not in page


def test_of_who_has_not_left_there_is_nothing_to_tell_yet(cast, dossier, avoided, today):
    url = reverse("costs:reality_edit", args=[avoided.pk, 6])

    answer = send(cast.bert, url, told_on="vandaag", **REALITY)

    assert answer.status_code == 422
    assert "Dit kan pas na de uitstroom." in text_of(answer)
    assert url not in client_of(cast.bert).get(dossier.session.get_absolute_url()).content.decode()


def test_what_was_told_before_can_still_be_mended(cast, avoided, today):
    reality = LineRealityFactory(line=avoided)
    url = reverse("costs:reality_edit", args=[avoided.pk, 6])

    send(cast.bert, url, what_happened="Drie weken.")

    reality.refresh_from_db()
    assert reality.what_happened == "Drie weken."


@pytest.mark.parametrize(
    ("said_on", "sentence"),
    [
        ("morgen", "Deze dag moet nog komen."),
        ("31-12-2025", "Kies een dag vanaf 1 januari 2026."),
    ],
)
def test_an_objection_was_made_since_the_period_began_and_not_still_to_come(
    cast, dossier, today, said_on, sentence
):
    url = reverse("costs:objection_create", args=[dossier.line.pk])

    answer = send(cast.bert, url, said_on=said_on, text="Zo lang was ik er niet.")

    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert typed_in(answer)["text"] == "Zo lang was ik er niet."


def test_a_report_is_not_read_tomorrow(cast, dossier, today):
    answer = send(
        cast.bert, reverse("costs:reading_edit", args=[dossier.session.pk]), read_on="morgen"
    )

    assert answer.status_code == 422
    assert "Deze dag moet nog komen." in text_of(answer)


@pytest.mark.parametrize("month", [0, 3, 24])
def test_there_are_two_moments(cast, avoided, month):
    url = reverse("costs:reality_edit", args=[avoided.pk, month])

    assert client_of(cast.anna).get(url).status_code == 404


def test_a_cost_that_was_made_has_no_reality_to_wait_for(cast, dossier):
    made = CostLineFactory(session=dossier.session, side="incurred")
    url = reverse("costs:reality_edit", args=[made.pk, 6])

    assert client_of(cast.anna).get(url).status_code == 404


def test_the_report_prints_both_with_the_alias_for_who_knows_no_name(
    cast, dossier, avoided, html_for_pdf
):
    LineObjectionFactory(line=dossier.line, text="Dat zegt niet Wessel.", answer="Besproken.")
    LineRealityFactory(line=avoided, what_happened="Wessel sliep elders.", told_by="oom van Wessel")
    url = reverse("reports:case_report", args=[dossier.trajectory.pk, "full"])

    to_leader = client_of(cast.anna).get(url).content.decode()
    to_facilitator = client_of(cast.lotte).get(url).content.decode()

    for said in ("Dat zegt niet {}.", "Besproken.", "{} sliep elders."):
        assert said.format("Wessel") in to_leader
        assert said.format("Tim") in to_facilitator
    assert not NAMES.search(to_facilitator)


def test_a_next_version_keeps_what_was_said(cast, dossier, avoided):
    LineObjectionFactory(line=dossier.line)
    LineRealityFactory(line=avoided)
    approve_at_once(Session.objects.filter(pk=dossier.session.pk), cast)

    copy = next_version(dossier.session, by=cast.anna)

    assert LineObjection.objects.filter(line__session=copy).count() == 1
    assert LineReality.objects.get(line__session=copy).line.label == "Opvang"


def test_the_page_asks_no_more_for_more_of_them(cast, dossier, avoided):
    browser = client_of(cast.anna)
    LineObjectionFactory(line=avoided)

    assert_does_not_grow(
        lambda: browser.get(dossier.session.get_absolute_url()),
        lambda: [LineObjectionFactory(line=avoided) for _ in range(5)],
    )
