"""Everything that happens elsewhere is on the timeline by itself: a mark of every kind, by its text."""

import datetime

import pytest

from coaching.factories import AgreementFactory, CoachAssignmentFactory, TalkFactory
from coaching.models import AgreementStatus
from participants.factories import ReferralStepFactory
from participants.models import ReferralStatus
from trajectories.derived import Mark, rows_for
from trajectories.factories import OutflowFactory, SpellFactory
from trajectories.models import EndReason, OutflowCategory, Spell

DAY = datetime.date(2026, 3, 4)


def told(dossier, user, mark):
    return [row.text for row in rows_for(dossier.trajectory, user) if row.mark == mark]


@pytest.mark.parametrize(
    ("status", "facts", "text"),
    [
        (ReferralStatus.INTRODUCTION_PLANNED, {"introduction_on": DAY}, " op 4 maart 2026"),
        (ReferralStatus.WAITING_LIST, {}, ""),
        (ReferralStatus.ACCEPTED, {}, ""),
        (ReferralStatus.DECLINED, {"reason": "Gaat naar school."}, ": Gaat naar school."),
        (ReferralStatus.WITHDRAWN, {"reason": "Heeft werk."}, ": Heeft werk."),
    ],
)
def test_every_state_of_the_referral_is_a_mark(dossier, cast, status, facts, text):
    ReferralStepFactory(referral=dossier.referral, status=status, on=DAY, **facts)
    for reader in (cast.anna, cast.erik):
        assert f"{status.label}{text}" in told(dossier, reader, Mark.REFERRAL)


def test_the_first_contact_after_a_referral_is_a_mark(dossier, cast):
    dossier.referral.first_contact_on = DAY
    dossier.referral.save()
    assert "Eerste contact na de aanmelding" in told(dossier, cast.anna, Mark.REFERRAL)


@pytest.mark.parametrize("reason", EndReason.values)
def test_the_end_of_a_stay_is_a_mark_and_never_a_failure(dossier, cast, reason):
    Spell.objects.filter(pk=dossier.spell.pk).update(ends_on=DAY, end_reason=reason)
    [start, end] = told(dossier, cast.anna, Mark.STAY)
    assert start == "Start: Fase 1: arbeidsfit"
    assert end.startswith(("Pauze", "Volgens plan verder", "Laatste dag"))


def test_a_second_chance_is_a_mark(dossier, cast):
    Spell.objects.filter(pk=dossier.spell.pk).update(
        ends_on=datetime.date(2026, 2, 1), end_reason=EndReason.PAUSE
    )
    SpellFactory(trajectory=dossier.trajectory, starts_on=DAY, phase="")
    assert "Doorstart: Deelnemer" in told(dossier, cast.anna, Mark.STAY)


def test_the_first_and_the_last_day_of_a_coach_are_marks(dossier, cast):
    CoachAssignmentFactory(
        trajectory=dossier.trajectory, coach=cast.carla, role="co_coach",
        starts_on=datetime.date(2026, 2, 2), ends_on=DAY,
    )  # fmt: skip
    found = told(dossier, cast.anna, Mark.COACH)
    assert "Carla Coacht denkt mee als coach" in found
    assert "Laatste dag van Carla Coacht als coach" in found
    assert "Bert Begeleidt wordt vaste coach" in found


def test_a_talk_is_a_mark_with_its_content_one_click_away_for_who_may(dossier, cast):
    talk = TalkFactory(trajectory=dossier.trajectory, author=cast.bert, held_on=DAY)
    [row] = [
        row
        for row in rows_for(dossier.trajectory, cast.anna)
        if row.source == "talk" and row.row == talk.pk
    ]
    assert row.url.endswith(f"/{talk.pk}/")
    assert talk.went_well not in row.text
    for stranger in (cast.erik, cast.lotte, cast.carla):
        assert told(dossier, stranger, Mark.TALK) == []


@pytest.mark.parametrize("status", AgreementStatus.values)
def test_an_agreement_is_a_mark_once_it_was_kept(dossier, cast, status):
    closed = {} if status in ("open", "moved") else {"closed_on": DAY}
    agreement = AgreementFactory(trajectory=dossier.trajectory, what="Belt op tijd.")
    type(agreement).objects.filter(pk=agreement.pk).update(status=status, **closed)
    kept = status == AgreementStatus.KEPT
    assert ("Gelukt: Belt op tijd." in told(dossier, cast.anna, Mark.AGREEMENT)) == kept


def test_a_placement_is_a_mark(dossier, cast):
    assert any("Sallandse Wegenbouw" in one for one in told(dossier, cast.anna, Mark.PLACEMENT))


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        ({"starts_on": DAY}, "Reguliere baan, tijdelijk contract"),
        ({"left_on": DAY}, "Reguliere baan, tijdelijk contract"),
        (
            {
                "category": OutflowCategory.STOPPED_EARLY,
                "left_on": DAY,
                "reason": EndReason.CARE_FIRST,
                "door_open_on": datetime.date(2026, 6, 1),
            },
            "Eerder gestopt, de deur blijft open",
        ),
    ],
)
def test_the_outflow_is_a_mark_on_the_first_day_there_or_the_last_day_here(
    dossier, cast, facts, text
):
    OutflowFactory(trajectory=dossier.trajectory, **facts)
    for reader in (cast.anna, cast.erik):
        assert told(dossier, reader, Mark.OUTFLOW) == [text]


def test_an_aftercare_contact_is_a_mark_for_who_gives_it(dossier, cast):
    dossier.contact.outcome, dossier.contact.contacted_on = "not_reached", DAY
    dossier.contact.save()
    assert "Nazorg: gebeld, niet bereikt" in told(dossier, cast.bert, Mark.AFTERCARE)
    assert told(dossier, cast.erik, Mark.AFTERCARE) == []
