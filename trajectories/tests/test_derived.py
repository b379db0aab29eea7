"""What happened elsewhere shows on the timeline by itself, and to whom."""

import datetime
from dataclasses import replace

import pytest

from conftest import client_of, text_of
from dow_site.dates import Precision, When
from participants.models import Referral, ReferralSource
from trajectories import derived
from trajectories.derived import MARK_LABELS, DerivedRow, Mark, rows_for
from trajectories.drawing import draw_timeline
from trajectories.factories import OutflowFactory, SpellFactory
from trajectories.models import EndReason, LaneKind, Phase, Spell, TimelineEvent

PAUSE = datetime.date(2026, 1, 20)


def texts(dossier, user):
    return [row.text for row in rows_for(dossier.trajectory, user)]


def a_row(**changes):
    parts = {
        "source": "test",
        "row": 1,
        "when": When(PAUSE, Precision.DAY),
        "mark": Mark.STAY,
        "lane": LaneKind.PROGRAMME,
        "text": "Iets.",
    }
    return DerivedRow(**parts | changes)


def paused_and_restarted(dossier):
    spell = dossier.spell
    spell.ends_on, spell.end_reason, spell.note = PAUSE, EndReason.CARE_FIRST, "Eerst rust."
    spell.save()
    SpellFactory(
        trajectory=dossier.trajectory, starts_on=datetime.date(2026, 2, 9), phase=Phase.VOCATIONAL
    )


def test_referral_stay_coach_and_outflow_are_there_without_anybody_writing_them(dossier, cast):
    OutflowFactory(
        trajectory=dossier.trajectory,
        organisation="Wegenbouw Twente",
        starts_on=datetime.date(2026, 3, 2),
    )

    found = texts(dossier, cast.anna)

    assert "Aangemeld door Gemeente Hellendoorn" in found
    assert "Start: Fase 1: arbeidsfit" in found
    assert "Bert Begeleidt wordt vaste coach" in found
    assert "Reguliere baan, tijdelijk contract, Wegenbouw Twente" in found


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (ReferralSource.SELF, "Meldde zich zelf aan"),
        (ReferralSource.FAMILY, "Aangemeld door familie"),
        (ReferralSource.OTHER, "Aangemeld"),
    ],
)
def test_who_came_without_an_organisation_is_told_in_a_sentence(dossier, cast, source, text):
    Referral.objects.filter(pk=dossier.referral.pk).update(source=source, organisation=None)

    assert text in texts(dossier, cast.anna)


def test_every_way_to_apply_has_its_words(dossier, cast):
    for source in ReferralSource:
        Referral.objects.filter(pk=dossier.referral.pk).update(source=source, organisation=None)
        assert any(text.startswith(("Aangemeld", "Meldde")) for text in texts(dossier, cast.anna))


def test_the_list_names_the_kind_of_a_mark_once(dossier, cast):
    page = text_of(client_of(cast.anna).get(dossier.trajectory.get_absolute_url()))

    assert "Gesprek met" in page
    assert "Aanmelding: Aangemeld door" in page
    for label in MARK_LABELS.values():
        assert f"{label}: {label}" not in page


def test_a_stop_is_told_with_its_reason_and_a_restart_as_one(dossier, cast):
    paused_and_restarted(dossier)

    found = texts(dossier, cast.anna)

    assert "Laatste dag: eerst zorg, Eerst rust." in found
    assert "Doorstart: Fase 2: beroepsgericht" in found


def test_a_phase_that_follows_at_once_is_neither_a_stop_nor_a_restart(dossier, cast):
    dossier.spell.ends_on = PAUSE
    dossier.spell.save()
    SpellFactory(
        trajectory=dossier.trajectory,
        starts_on=PAUSE + datetime.timedelta(days=1),
        phase=Phase.VOCATIONAL,
    )

    found = texts(dossier, cast.anna)

    assert "Verder: Fase 2: beroepsgericht" in found
    assert not any(text.startswith(("Laatste dag:", "Doorstart")) for text in found)


def test_a_referrer_reads_that_somebody_stopped_and_not_why(dossier, cast):
    paused_and_restarted(dossier)

    found = texts(dossier, cast.erik)

    assert "Laatste dag" in found
    assert not any("zorg" in text or "rust" in text for text in found)


def test_a_mark_says_what_of_it_the_referrer_reads(dossier, cast):
    paused_and_restarted(dossier)

    page = text_of(client_of(cast.anna).get(dossier.trajectory.get_absolute_url()))

    [row] = [row for row in rows_for(dossier.trajectory, cast.anna) if row.shared_text]
    assert row.text != row.shared_text == "Laatste dag"
    assert "verwijzer leest alleen: Laatste dag" in page
    assert "verwijzer leest alleen" not in text_of(
        client_of(cast.erik).get(dossier.trajectory.get_absolute_url())
    )


def test_who_has_nothing_to_do_with_the_dossier_gets_no_row(dossier, cast):
    for name in ("carla", "fenna", "gijs", "hanna", "ibrahim", "joke", "kees"):
        assert texts(dossier, getattr(cast, name)) == []


def test_a_facilitator_does_not_read_the_referral(dossier, cast):
    assert not any("Aangemeld" in text for text in texts(dossier, cast.lotte))


def test_only_marks_that_a_referrer_may_read_can_be_shared():
    assert a_row(shared=True).shared
    with pytest.raises(ValueError, match="referrer does not read"):
        a_row(mark=Mark.TALK, shared=True)


def test_what_has_no_date_cannot_show_by_itself():
    with pytest.raises(ValueError, match="has a date"):
        a_row(when=When())


def test_a_source_is_registered_once():
    with pytest.raises(ValueError, match="already"):
        derived.register(source="stay", model=Spell, fields=(), write=None)


def test_all_sources_together_are_one_query(dossier, cast, django_assert_num_queries):
    with django_assert_num_queries(1):
        rows_for(dossier.trajectory, cast.anna)


def test_the_page_shows_marks_in_picture_and_list(dossier, cast):
    page = text_of(client_of(cast.anna).get(dossier.trajectory.get_absolute_url()))

    # Two referrals, each in the picture and in the list.
    assert page.count("Aangemeld door Gemeente Hellendoorn") == 4
    assert "Coach: Bert Begeleidt wordt vaste coach" in page


def test_marks_neither_move_nor_number_what_was_written(dossier, cast, today):
    def drawn(rows):
        events = TimelineEvent.objects.filter(trajectory=dossier.trajectory)
        return draw_timeline(dossier.trajectory, events, today=today, derived=rows)

    bare = drawn(())
    marked = drawn(rows_for(dossier.trajectory, cast.anna))

    assert marked.marks
    assert marked.entries == bare.entries
    assert marked.road == bare.road


def test_a_mark_without_a_lane_of_its_kind_goes_to_the_programme(dossier, cast, today):
    events = TimelineEvent.objects.filter(trajectory=dossier.trajectory)
    rows = [a_row(lane=LaneKind.EMPLOYER), replace(a_row(row=2), lane=LaneKind.PARTICIPANT)]

    marks = draw_timeline(dossier.trajectory, events, today=today, derived=rows).marks

    assert [mark.lane.label for mark in marks] == ["DOW", "Wessel"]
