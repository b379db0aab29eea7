"""Who sat at the table, what the participant agreed to, and that he read the report before others did."""

import datetime

from django.urls import reverse

from conftest import approve_at_once, client_of, text_of, typed_in
from costs.checking import approve, broken_seal, offer
from costs.factories import (
    AttendeeFactory,
    CostLineFactory,
    ParticipantReadingFactory,
    SessionFactory,
)
from costs.models import Attendee, ParticipantReading, Session
from costs.session_facts import consents_of
from participants.factories import ConsentFactory
from participants.models import ConsentKind


def send(person, url, **typed):
    browser = client_of(person)
    return browser.post(url, typed_in(browser.get(url)) | typed)


def page_of(person, session):
    return text_of(client_of(person).get(session.get_absolute_url()))


def test_a_session_may_compare_with_more_than_one_life(cast, dossier):
    url = reverse("costs:session_edit", args=[dossier.session.pk])

    send(cast.lotte, url, reference_kinds=["without", "old_way"], participant_present="true")

    page = page_of(cast.lotte, dossier.session)
    assert "zonder DOW, op de oude manier" in page
    assert Session.objects.get(pk=dossier.session.pk).participant_present is True


def test_a_session_compares_with_something(cast, dossier):
    url = reverse("costs:session_edit", args=[dossier.session.pk])

    answer = send(cast.lotte, url, reference_kinds=[])

    assert answer.status_code == 422
    assert Session.objects.get(pk=dossier.session.pk).reference_kinds == ["without"]


def test_a_long_list_of_sessions_is_leafed_through(cast, dossier, monkeypatch):
    monkeypatch.setattr("costs.views.sessions.PAGE_SIZE", 2)
    for number in range(3):
        SessionFactory(trajectory=dossier.trajectory, reference=f"Z-{number}")
    browser = client_of(cast.anna)

    first, second = (browser.get(reverse("costs:sessions"), {"page": page}) for page in (1, 2))

    assert "Bladzijde 1 van 2" in text_of(first)
    assert "Z-2" not in text_of(first)
    assert "Z-2" in text_of(second)


def test_who_sat_at_the_table_is_written_down_by_role(cast, dossier):
    url = reverse("costs:attendee_create", args=[dossier.session.pk])
    browser = client_of(cast.lotte)
    typed = typed_in(browser.get(url)) | {"role": "Leerkracht", "relation": "oude school"}
    typed.pop("directly_involved", None)

    for _ in range(2):  # the same form, sent twice
        browser.post(url, typed)

    attendee = Attendee.objects.get(session=dossier.session)
    assert not attendee.directly_involved
    assert "niet direct betrokken" in page_of(cast.hanna, dossier.session)


def test_somebody_taken_from_the_table_is_gone(cast, dossier):
    attendee = AttendeeFactory(session=dossier.session)
    url = reverse("costs:attendee_remove", args=[attendee.pk])
    browser = client_of(cast.lotte)

    answer = browser.post(url, typed_in(browser.get(url)))

    assert answer.status_code == 302
    assert not Attendee.objects.exists()


def test_at_the_table_of_an_approved_session_nobody_comes_or_goes(cast, dossier):
    attendee = AttendeeFactory(session=dossier.session)
    approve_at_once(Session.objects.all(), cast)

    url = reverse("costs:attendee_remove", args=[attendee.pk])
    browser = client_of(cast.lotte)
    browser.post(url, typed_in(browser.get(url)))

    assert Attendee.objects.filter(pk=attendee.pk).exists()


def test_a_facilitator_and_a_controller_read_the_alias_at_the_table(cast, dossier):
    AttendeeFactory(session=dossier.session, role="Vriend", relation="vriend van Wessel")

    for person in (cast.lotte, cast.hanna):
        assert "vriend van Tim" in page_of(person, dossier.session)
    assert "vriend van Wessel" in page_of(cast.anna, dossier.session)


# Consent


def consent(dossier, kind, **facts):
    return ConsentFactory(participant=dossier.participant, kind=kind, recipient=None, **facts)


def known(session):
    return {state.kind: state.given_on for state in consents_of(session)}


def test_consents_are_told_with_their_day_and_as_missing_where_they_are(cast, dossier):
    day = datetime.date(2026, 3, 1)
    consent(dossier, ConsentKind.CALCULATOR_SESSION, given_on=day)

    assert known(dossier.session) == {
        ConsentKind.CALCULATOR_SESSION: day,
        ConsentKind.REPORT_PUBLICATION: None,
    }
    page = page_of(cast.lotte, dossier.session)
    assert "gegeven op 1 maart 2026" in page
    assert "niet vastgelegd" in page


def test_a_consent_of_after_the_session_was_none_for_it(dossier):
    dossier.session.held_on = datetime.date(2026, 2, 1)
    consent(dossier, ConsentKind.CALCULATOR_SESSION, given_on=datetime.date(2026, 3, 1))

    assert known(dossier.session)[ConsentKind.CALCULATOR_SESSION] is None


def test_a_withdrawn_consent_is_none(dossier):
    day = datetime.date(2026, 3, 1)
    consent(dossier, ConsentKind.REPORT_PUBLICATION, given_on=day, withdrawn_on=day)

    assert known(dossier.session)[ConsentKind.REPORT_PUBLICATION] is None


# The participant reads first


def test_the_coach_writes_down_that_the_participant_read_it(cast, dossier):
    url = reverse("costs:reading_edit", args=[dossier.session.pk])

    send(cast.bert, url, read_on="12-3-2026", said="Dit ben ik, zei Wessel.")

    assert ParticipantReading.objects.get().recorded_by == cast.bert
    assert "op 12 maart 2026: Dit ben ik, zei Wessel." in page_of(cast.anna, dossier.session)
    assert "Dit ben ik, zei Tim." in page_of(cast.lotte, dossier.session)
    assert "Dit ben ik" not in page_of(cast.hanna, dossier.session)


def test_reading_again_changes_the_one_row(cast, dossier):
    ParticipantReadingFactory(session=dossier.session)

    send(cast.bert, reverse("costs:reading_edit", args=[dossier.session.pk]), read_on="14-3-2026")

    assert ParticipantReading.objects.get().read_on == datetime.date(2026, 3, 14)


def test_reading_an_approved_session_breaks_no_seal(cast, dossier):
    offer(dossier.session, by=cast.lotte)
    session = Session.objects.get(pk=dossier.session.pk)
    approve(session, by=cast.hanna, version=session.version)
    session.refresh_from_db()

    ParticipantReadingFactory(session=session)

    assert broken_seal(session) == []


def test_a_switch_without_a_condition_in_words_still_reads_as_one(cast, dossier):
    for label in ("Uitkering", "Uitvoering"):
        CostLineFactory(session=dossier.session, label=label, condition_group="uitkering")

    assert "als dit meetelt: Uitkering, Uitvoering" in page_of(cast.lotte, dossier.session)
