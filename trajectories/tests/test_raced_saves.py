"""Saves that are repeated, raced or cannot be: nothing double, nothing lost, never an error page."""

import datetime
import threading

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse

from accounts.factories import ProgrammeFactory, ProgrammePlacesFactory
from conftest import TODAY, client_of, text_of, typed_in
from trajectories.factories import SpellFactory, TrajectoryFactory
from trajectories.models import Lane, SpellRole, TimelineEvent, Trajectory
from trajectories.operations import next_reference, places_taken_on, start_spell


def edit_address(event):
    return reverse("trajectories:event_edit", args=[event.pk])


def test_a_race_is_told_in_the_words_of_the_form(cast, dossier):
    event = dossier.events["open"]
    mine, theirs = client_of(cast.bert), client_of(cast.anna)
    my_text, their_text = (typed_in(b.get(edit_address(event))) for b in (mine, theirs))
    theirs.post(
        edit_address(event),
        their_text
        | {
            "text": "Van Anna.",
            "when": "voorjaar 2020",
            "lanes": [Lane.objects.get(label="DOW").pk],
            "kind": "outcome",
            "date_estimated": "on",
        },
    )

    raced = mine.post(edit_address(event), my_text | {"text": "Van Bert."})

    section = BeautifulSoup(raced.content.decode(), "html.parser").find(class_="c-conflict")
    conflict = [dd.get_text() for dd in section.find_all("dd")]
    for theirs_readable in ("Van Anna.", "2e kwartaal 2020", "DOW", "Resultaat", "ja"):
        assert any(told.startswith(theirs_readable) for told in conflict)


def test_the_second_submit_after_a_race_wins_as_the_page_gave_it(cast, dossier):
    event = dossier.events["open"]
    mine = client_of(cast.bert)
    typed = typed_in(mine.get(edit_address(event))) | {"text": "Van Bert."}
    TimelineEvent.objects.filter(pk=event.pk).update(version=7, text="Van Anna.")
    raced = mine.post(edit_address(event), typed)

    second = mine.post(edit_address(event), typed_in(raced))

    event.refresh_from_db()
    assert (raced.status_code, second.status_code) == (422, 302)
    assert (event.text, event.version) == ("Van Bert.", 8)


def test_after_a_race_what_one_left_alone_is_as_the_other_saved_it(cast, dossier):
    event = dossier.events["open"]
    mine, theirs = client_of(cast.bert), client_of(cast.anna)
    my_text, their_text = (typed_in(b.get(edit_address(event))) for b in (mine, theirs))
    chosen = {"sensitivity": "health", "life_domains": ["money"], "date_estimated": "on"}
    theirs.post(edit_address(event), their_text | chosen | {"text": "Van Anna.", "kind": "outcome"})

    raced = mine.post(edit_address(event), my_text | {"text": "Van Bert.", "kind": "support"})

    page = BeautifulSoup(raced.content.decode(), "html.parser")
    assert page.find("details", class_="c-form__details").has_attr("open")
    assert "Gezondheid (staat nu ook in het formulier)" in text_of(raced)
    assert "Resultaat (staat" not in text_of(raced)
    assert mine.post(edit_address(event), typed_in(raced)).status_code == 302
    event.refresh_from_db()
    assert (event.sensitivity, event.life_domains, event.date_estimated) == (
        "health",
        ["money"],
        True,
    )
    # What both changed is a choice, and the second submit made it.
    assert (event.text, event.kind) == ("Van Bert.", "support")


def test_a_conflict_in_a_folded_field_unfolds_it(cast, dossier):
    event = dossier.events["open"]
    mine = client_of(cast.bert)
    typed = typed_in(mine.get(edit_address(event)))
    TimelineEvent.objects.filter(pk=event.pk).update(version=7, kind="outcome")

    raced = mine.post(edit_address(event), typed)

    page = BeautifulSoup(raced.content.decode(), "html.parser")
    assert page.find("details", class_="c-form__details").has_attr("open")


def test_a_race_does_not_tell_a_facilitator_the_name(cast, dossier):
    event = dossier.events["open"]
    mine = client_of(cast.lotte)
    typed = typed_in(mine.get(edit_address(event)))
    typed["lanes"] = [Lane.objects.get(label="DOW").pk]
    TimelineEvent.objects.filter(pk=event.pk).update(version=2)

    raced = mine.post(edit_address(event), typed)

    assert raced.status_code == 422
    assert "Wessel" not in text_of(raced)
    assert "Tim" in text_of(raced)


@pytest.mark.parametrize("version", ["", "abc", "0", "-1", "99999999999999999999999"])
def test_an_edit_without_a_sound_version_overwrites_nothing(cast, dossier, version):
    event = dossier.events["open"]
    browser = client_of(cast.bert)
    typed = typed_in(browser.get(edit_address(event)))

    answer = browser.post(edit_address(event), typed | {"text": "Van Bert.", "version": version})

    event.refresh_from_db()
    assert answer.status_code == 422
    assert event.text != "Van Bert."


@pytest.mark.parametrize("key", ["", "geen-sleutel", "1"])
def test_a_new_row_without_a_sound_key_is_no_error_page(cast, dossier, key):
    url = reverse("trajectories:lane_create", args=[dossier.trajectory.pk])

    answer = client_of(cast.anna).post(
        url, {"label": "School", "kind": "education", "order": "3", "submission_key": key}
    )

    assert answer.status_code in (302, 422)
    assert Lane.objects.filter(label="School").exists() == (answer.status_code == 302)


def test_an_event_sent_again_later_changes_nothing_of_what_became_of_it(cast, dossier):
    browser = client_of(cast.anna)
    url = reverse("trajectories:event_create", args=[dossier.trajectory.pk])
    typed = typed_in(browser.get(url)) | {"text": "Op tijd.", "lanes": [dossier.lane.pk]}
    browser.post(url, typed)
    event = TimelineEvent.objects.get(text="Op tijd.")
    event.lanes.set([Lane.objects.get(label="DOW")])

    browser.post(url, typed)

    assert [lane.label for lane in event.lanes.all()] == ["DOW"]


def test_a_new_participant_sent_twice_is_one_participant_with_one_trajectory(cast):
    browser = client_of(cast.anna)
    url = reverse("trajectories:create")
    typed = typed_in(browser.get(url)) | {"given_name": "Lars", "alias": "Joris"}

    answers = [browser.post(url, typed) for _ in range(2)]

    assert len({answer.headers["Location"] for answer in answers}) == 1
    assert Trajectory.objects.filter(participant__given_name="Lars").count() == 1


def test_a_reference_that_does_not_fit_is_a_sentence_and_no_error_page(cast):
    cast.dow.short_name = "WERKLEERBEDRIJF-OOST"
    cast.dow.save()
    browser = client_of(cast.anna)
    url = reverse("trajectories:create")

    page = browser.post(url, typed_in(browser.get(url)) | {"given_name": "Lars", "alias": "J"})

    assert page.status_code == 422
    assert not Trajectory.objects.exists()


@pytest.mark.parametrize(
    ("used", "following"),
    [
        ([], "DOW-2026-001"),
        (["DOW-2026-001", "DOW-2026-009"], "DOW-2026-010"),
        (["DOW-2025-044", "casus-1"], "DOW-2026-001"),
        (["DOW-2026-oud", "DOW-2026-1²"], "DOW-2026-001"),
        (["DOW-2026-999"], "DOW-2026-1000"),
        (["DOWN-2026-005"], "DOW-2026-001"),
    ],
)
def test_a_reference_follows_the_highest_of_its_year(db, used, following):
    programme = ProgrammeFactory(short_name="DOW")
    for reference in used:
        TrajectoryFactory(reference=reference)

    assert next_reference(programme, 2026) == following


@pytest.mark.django_db(transaction=True)
def test_two_stays_begun_at_once_become_one_and_a_sentence():
    trajectory = TrajectoryFactory()
    gate, outcomes = threading.Barrier(2, timeout=10), []

    def begin():
        try:
            gate.wait()
            start_spell(
                trajectory=trajectory,
                starts_on=datetime.date(2026, 3, 2),
                role=SpellRole.PARTICIPANT,
                phase="",
                by=None,
            )
            outcomes.append("begun")
        except ValidationError as refusal:
            outcomes.append(refusal.messages[0])
        finally:
            connection.close()

    threads = [threading.Thread(target=begin) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)

    assert sorted(outcomes) == [
        "Deze dagen vallen samen met een ander deel van dit traject.",
        "begun",
    ]
    assert trajectory.spells.count() == 1


def test_a_pause_takes_no_place(db):
    programme = ProgrammeFactory()
    for options in ({}, {"ended": True}, {"intern": True}):
        SpellFactory(trajectory__programme=programme, **options)
    SpellFactory()

    assert places_taken_on(programme, TODAY) == 1
    assert places_taken_on(programme, datetime.date(2026, 2, 1)) == 2


def test_more_people_than_places_warns_and_does_not_block(cast, dossier):
    ProgrammePlacesFactory(
        programme=cast.dow, starts_on=datetime.date(2026, 1, 1), minimum=1, maximum=1
    )
    newcomer = TrajectoryFactory(programme=cast.dow)

    page = client_of(cast.anna).post(
        reverse("trajectories:spell_start", args=[newcomer.pk]),
        {"starts_on": "vandaag", "role": "participant", "phase": ""},
        follow=True,
    )

    assert newcomer.spells.get().starts_on == TODAY
    assert "Er zijn nu 2 plekken bezet, en er is er 1." in text_of(page)


def test_an_overlap_is_a_sentence_on_the_page_with_everything_still_typed(cast, dossier):
    url = reverse("trajectories:spell_start", args=[dossier.trajectory.pk])

    page = client_of(cast.anna).post(
        url, {"starts_on": "12-3-2026", "role": "intern", "phase": "vocational"}
    )

    assert page.status_code == 422
    assert "Deze dagen vallen samen met een ander deel van dit traject." in text_of(page)
    typed = typed_in(page)
    assert (typed["starts_on"], typed["role"], typed["phase"]) == (
        "12-3-2026", "intern", "vocational",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("route", "typed", "sentence"),
    [
        ("spell_end", {"ends_on": "1-1-2026", "end_reason": "pause"}, "ligt niet voor het begin"),
        ("phase_change", {"on": "5-1-2026", "phase": "vocational"}, "na de eerste dag"),
        ("phase_change", {"on": "2-3-2026", "phase": "work_fit"}, "Deze fase loopt al."),
        ("spell_end", {"ends_on": "maart 2026", "end_reason": "pause"}, "Geef een dag"),
    ],
)
def test_what_a_stay_cannot_do_is_a_sentence_on_the_page(cast, dossier, route, typed, sentence):
    url = reverse(f"trajectories:{route}", args=[dossier.spell.pk])

    page = client_of(cast.anna).post(url, typed)

    assert page.status_code == 422
    assert sentence in text_of(page)


def test_a_stay_ends_for_a_reason_that_somebody_chose(cast, dossier):
    url, anna = reverse("trajectories:spell_end", args=[dossier.spell.pk]), client_of(cast.anna)

    opened = typed_in(anna.get(url))
    page = anna.post(url, opened | {"ends_on": "vandaag"})

    assert opened["end_reason"] == ""
    assert page.status_code == 422
    assert "Kies waarom." in text_of(page)
    dossier.spell.refresh_from_db()
    assert dossier.spell.ends_on is None
