"""Closing a trajectory, keeping in touch afterwards, and who reads what of it."""

import datetime
import uuid

import pytest
from django.urls import reverse

from coaching.closing import OPEN_DOOR, TRY_AGAIN
from coaching.factories import AftercareContactFactory
from coaching.models import AftercareContact, AftercareOutcome
from conftest import TODAY, client_of, text_of, typed_in
from trajectories import derived
from trajectories.factories import OutflowFactory
from trajectories.models import EndReason, Outflow

TOMORROW = TODAY + datetime.timedelta(days=1)


@pytest.fixture
def closing(cast, dossier):
    """Close the trajectory as the coach does: what the form shows, with what is typed over it."""
    dossier.contact.delete()
    address = reverse("coaching:close", args=[dossier.trajectory.pk])
    browser = client_of(cast.bert)

    def close(**typed):
        shown = typed_in(browser.get(address))
        return browser.post(address, shown | {"category": "regular_temporary"} | typed)

    return close


@pytest.fixture
def recording(cast, dossier):
    """Write down a planned contact as the coach does."""
    address = reverse("coaching:contact_edit", args=[dossier.contact.pk])
    browser = client_of(cast.bert)

    def record(**typed):
        return browser.post(address, typed_in(browser.get(address)) | typed)

    return record


def left(dossier, **facts):
    """He left seven months ago."""
    day = datetime.date(2025, 8, 16)
    OutflowFactory(trajectory=dossier.trajectory, left_on=day, **facts)


def work_page(person, dossier):
    return client_of(person).get(reverse("coaching:work", args=[dossier.trajectory.pk]))


# Closing


def test_closing_ends_the_stay_and_plans_the_whole_aftercare(closing, dossier):
    answer = closing(
        sector="road",
        organisation="Sallandse Wegenbouw",
        contract="jaarcontract",
        hours_per_week="32",
        starts_on="1-4-2026",
        contract_ends_on="31-3-2027",
    )

    outflow = Outflow.objects.get()
    dossier.spell.refresh_from_db()
    contacts = AftercareContact.objects.all()
    assert answer.status_code == 302
    assert (outflow.left_on, outflow.contract_ends_on) == (TODAY, datetime.date(2027, 3, 31))
    assert (dossier.spell.ends_on, dossier.spell.end_reason) == (TODAY, EndReason.PLANNED_OUTFLOW)
    assert [contact.label for contact in contacts][:4] == [
        "Na 1 week", "Na 2 weken", "Na 4 weken", "Na 2 maanden",
    ]  # fmt: skip
    assert len(contacts) == 10
    assert contacts[0].planned_on == datetime.date(2026, 3, 23)


def test_a_moment_that_is_not_chosen_is_not_planned(closing):
    closing(moments=["Na 1 week", "Na 12 maanden"])

    assert {contact.label for contact in AftercareContact.objects.all()} == {
        "Na 1 week", "Na 12 maanden",
    }  # fmt: skip


def test_stopping_early_has_a_reason_and_a_day_on_which_the_door_is_still_open(closing, dossier):
    refused = closing(category="stopped_early", moments=[])
    dossier.spell.refresh_from_db()
    assert refused.status_code == 422
    assert "de deur blijft open" in text_of(refused)
    assert dossier.spell.ends_on is None

    closing(category="stopped_early", reason="care_first", door_open_on="1-5-2026", moments=[])

    (contact,) = AftercareContact.objects.all()
    dossier.spell.refresh_from_db()
    assert (contact.label, contact.planned_on) == (OPEN_DOOR, datetime.date(2026, 5, 1))
    assert dossier.spell.end_reason == EndReason.CARE_FIRST


def test_who_leaves_from_a_pause_is_waited_for_no_longer(closing, dossier):
    before = TODAY - datetime.timedelta(days=9)
    dossier.spell.ends_on, dossier.spell.end_reason = before, EndReason.PAUSE
    dossier.spell.save()

    closing()

    dossier.spell.refresh_from_db()
    assert (dossier.spell.ends_on, dossier.spell.end_reason) == (before, EndReason.PLANNED_OUTFLOW)


def test_stopping_early_is_never_worded_as_failure(closing, cast, dossier):
    closing(category="stopped_early", reason="stopped_by_participant", door_open_on="1-5-2026")

    for person in (cast.anna, cast.bert, cast.erik):
        page = text_of(work_page(person, dossier)).lower()
        assert "de deur blijft open" in page
        assert not any(word in page for word in ("mislukt", "uitval", "afgehaakt", "gefaald"))


def test_the_same_form_sent_twice_closes_once(cast, dossier):
    dossier.contact.delete()
    address = reverse("coaching:close", args=[dossier.trajectory.pk])
    browser = client_of(cast.bert)
    typed = typed_in(browser.get(address)) | {"category": "education"}

    answers = [browser.post(address, typed) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Outflow.objects.count() == 1
    assert AftercareContact.objects.count() == 10


def test_a_last_day_before_the_stay_began_closes_nothing(closing, dossier):
    answer = closing(last_day="1-1-2026")

    dossier.spell.refresh_from_db()
    assert answer.status_code == 422
    assert "niet voor het begin" in text_of(answer)
    assert not Outflow.objects.exists()
    assert not AftercareContact.objects.exists()
    assert dossier.spell.ends_on is None


def test_a_second_closing_after_a_second_chance_plans_anew(closing, dossier, cast):
    closing(category="regular_temporary")
    dossier.spell.pk, dossier.spell.submission_key = None, uuid.uuid4()
    dossier.spell.starts_on, dossier.spell.ends_on = TOMORROW, None
    dossier.spell.end_reason = ""
    dossier.spell.save()

    closing(category="education", last_day="15-6-2026", moments=["Na 1 week"])

    planned = AftercareContact.objects.planned()
    assert Outflow.objects.get().category == "education"
    assert [contact.planned_on for contact in planned] == [datetime.date(2026, 6, 22)]
    assert AftercareContact.objects.filter(outcome=AftercareOutcome.DROPPED).count() == 10


def test_a_closed_trajectory_is_not_closed_again(closing, cast, dossier):
    closing()
    address = reverse("coaching:close", args=[dossier.trajectory.pk])

    answer = client_of(cast.bert).get(address)

    assert answer.headers["Location"] == reverse(
        "trajectories:outflow_edit", args=[dossier.trajectory.pk]
    )


# Contacts


def test_a_contact_says_where_somebody_is_and_plans_the_next_one(recording, dossier, cast):
    answer = recording(outcome="spoken", status="same_job", how_is_it="good", next_on="20-4-2026")

    dossier.contact.refresh_from_db()
    (following,) = AftercareContact.objects.planned()
    assert answer.status_code == 302
    assert (dossier.contact.status, dossier.contact.contacted_on) == ("same_job", TODAY)
    assert dossier.contact.recorded_by == cast.bert
    assert following.planned_on == datetime.date(2026, 4, 20)


def test_a_talk_without_where_somebody_is_asks_for_it(recording, dossier):
    answer = recording(outcome="spoken")

    assert answer.status_code == 422
    assert "Kies waar hij of zij nu is." in text_of(answer)


def test_not_reached_counts_as_an_attempt_and_a_new_one_is_planned(recording, dossier):
    recording(outcome="not_reached", status="same_job")

    dossier.contact.refresh_from_db()
    (again,) = AftercareContact.objects.planned()
    assert (dossier.contact.outcome, dossier.contact.status) == ("not_reached", "")
    assert dossier.contact.contacted_on == TODAY
    assert (again.label, again.planned_on) == (TRY_AGAIN, datetime.date(2026, 3, 23))


def test_not_reached_plans_nothing_where_a_contact_is_near(recording, dossier):
    near = AftercareContactFactory(
        trajectory=dossier.trajectory, planned_on=TODAY + datetime.timedelta(days=9)
    )

    recording(outcome="not_reached")

    assert list(AftercareContact.objects.planned()) == [near]


def test_a_contact_moves_to_another_day_and_stays_planned(recording, dossier):
    recording(outcome="planned", next_on="1-4-2026")

    (contact,) = AftercareContact.objects.all()
    assert (contact.outcome, contact.planned_on) == ("planned", datetime.date(2026, 4, 1))


def test_a_contact_of_tomorrow_has_not_been(recording):
    answer = recording(outcome="spoken", status="same_job", contacted_on="17-3-2026")

    assert answer.status_code == 422
    assert "Deze dag moet nog komen." in text_of(answer)


def test_somebody_who_calls_by_himself_is_a_contact_without_a_plan(cast, dossier):
    address = reverse("coaching:contact_create", args=[dossier.trajectory.pk])
    browser = client_of(cast.bert)

    browser.post(
        address,
        typed_in(browser.get(address))
        | {"outcome": "spoken", "status": "education", "channel": "came_by"},
    )

    contact = AftercareContact.objects.get(outcome="spoken")
    assert (contact.planned_on, contact.channel, contact.status) == (None, "came_by", "education")


# Who reads what


def test_a_referrer_reads_yes_no_or_not_known_and_nothing_more(cast, dossier):
    left(dossier, contract="jaarcontract")
    AftercareContactFactory(
        trajectory=dossier.trajectory,
        planned_on=None,
        outcome="spoken",
        contacted_on=datetime.date(2025, 11, 20),
        status="other_job",
        help_needed="schulden",
        note="Slaapt slecht.",
    )

    page = text_of(work_page(cast.erik, dossier))
    of_the_coach = text_of(work_page(cast.bert, dossier))

    assert "Na 3 maanden 16 november 2025 Ja" in page
    assert "Na 6 maanden 16 februari 2026 Niet bekend" in page
    assert "Na 12 maanden 16 augustus 2026 Nog niet zover" in page
    assert not any(word in page for word in ("Andere baan", "andere baan", "schulden", "Slaapt"))
    assert "Na 3 maanden : andere baan" in of_the_coach
    assert "schulden" in of_the_coach


def test_a_facilitator_reads_the_alias_in_what_was_written(cast, dossier):
    left(dossier)
    AftercareContactFactory(
        trajectory=dossier.trajectory, spoken=True, note="Wessel belde zelf.", planned_on=None
    )

    page = text_of(work_page(cast.lotte, dossier))

    assert "Tim belde zelf." in page
    assert "Wessel" not in page


def test_the_timeline_shows_what_was_tried_and_only_the_first_to_come(cast, dossier):
    for days in (5, 40):
        AftercareContactFactory(
            trajectory=dossier.trajectory,
            label=f"Over {days} dagen",
            planned_on=TODAY + datetime.timedelta(days=days),
        )
    AftercareContactFactory(trajectory=dossier.trajectory, spoken=True, planned_on=None)
    dossier.contact.outcome, dossier.contact.contacted_on = "not_reached", TODAY
    dossier.contact.save()
    dossier.placement.ends_on = TODAY
    dossier.placement.save()

    def texts(person):
        rows = derived.rows_for(dossier.trajectory, person)
        return [row.text for row in rows if row.source in ("aftercare", "placement")]

    assert texts(cast.bert) == [
        "Proefplaatsing bij Sallandse Wegenbouw",
        "Nazorg: zelfde baan",
        "Nazorg: gebeld, niet bereikt",
        "Laatste dag: proefplaatsing bij Sallandse Wegenbouw",
        "Nazorg gepland: over 5 dagen",
    ]
    assert texts(cast.erik) == []
