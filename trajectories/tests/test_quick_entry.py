"""Writing down an event quickly: what a new form begins with, and what it folds."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from conftest import client_of, typed_in
from trajectories.factories import EventFactory
from trajectories.models import EventKind, Lane, Precision, TimelineEvent


@pytest.fixture
def address(dossier):
    return reverse("trajectories:event_create", args=[dossier.trajectory.pk])


def details_of(answer):
    return BeautifulSoup(answer.content.decode(), "html.parser").find(class_="c-form__details")


def test_kind_and_lanes_are_those_of_the_last_time_of_this_person(cast, dossier, address):
    lanes = [Lane.objects.get(label="DOW"), dossier.lane]
    anna = client_of(cast.anna)
    anna.post(
        address,
        typed_in(anna.get(address))
        | {"text": "Voor.", "kind": "context", "lanes": [lane.pk for lane in lanes]},
    )
    EventFactory(
        trajectory=dossier.trajectory, recorded_by=cast.bert, kind="support", lanes=[dossier.lane]
    )

    typed = typed_in(anna.get(address))

    assert typed["kind"] == "context"
    assert {int(pk) for pk in typed["lanes"]} == {lane.pk for lane in lanes}


@pytest.mark.parametrize("kind", [EventKind.MILESTONE, EventKind.OUTCOME])
def test_a_kind_that_is_shared_by_itself_is_not_remembered(cast, dossier, address, kind):
    EventFactory(
        trajectory=dossier.trajectory, recorded_by=cast.anna, kind=kind, lanes=[dossier.lane]
    )

    typed = typed_in(client_of(cast.anna).get(address))

    assert typed["kind"] == "life_event"
    assert typed["lanes"] == [str(dossier.lane.pk)]


def test_a_new_event_is_of_today_unless_it_was_added_at_a_place_on_the_timeline(
    cast, dossier, address
):
    anna, chapter = client_of(cast.anna), dossier.trajectory.chapters.first()
    early, _ = (
        EventFactory(
            trajectory=dossier.trajectory,
            chapter=chapter,
            lanes=[dossier.lane],
            starts_on=datetime.date(2026, month, 9),
            precision=Precision.DAY,
        )
        for month in (1, 3)
    )
    lane = Lane.objects.get(label="DOW")

    from_overview = typed_in(anna.get(address))
    from_chapter = typed_in(anna.get(address, {"baan": lane.pk, "hoofdstuk": chapter.pk}))
    from_card = typed_in(
        anna.get(address, {"baan": lane.pk, "hoofdstuk": chapter.pk, "bij": early.pk})
    )

    assert from_overview["when"] == "16 maart 2026"
    assert from_chapter["when"] == "maart 2026"
    assert from_card["when"] == "januari 2026"
    assert from_card["chapter"] == str(chapter.pk)
    assert from_card["lanes"] == [str(lane.pk)]


def test_the_month_of_a_card_that_somebody_may_not_read_is_not_told(cast, dossier, address):
    chapter = dossier.trajectory.chapters.first()
    hidden = EventFactory(
        trajectory=dossier.trajectory,
        chapter=chapter,
        starts_on=datetime.date(2025, 8, 9),
        precision=Precision.DAY,
        sensitivity="health",
        recorded_by=cast.anna,
    )

    typed = typed_in(client_of(cast.daan).get(address, {"hoofdstuk": chapter.pk, "bij": hidden.pk}))

    assert typed["when"] == ""


def test_a_milestone_that_is_only_planned_did_not_happen_today(cast, dossier, address):
    anna = client_of(cast.anna)

    anna.post(
        address,
        typed_in(anna.get(address))
        | {
            "text": "Rijbewijs.",
            "kind": "milestone",
            "planned": "mei 2026",
            "lanes": [dossier.lane.pk],
        },
    )

    event = TimelineEvent.objects.get(text="Rijbewijs.")
    assert event.is_ahead
    assert event.precision == Precision.ORDER


def test_details_are_folded_until_one_asks_for_attention(cast, dossier, address):
    anna = client_of(cast.anna)
    opened = anna.get(address)
    refused = anna.post(
        address,
        typed_in(opened)
        | {"text": "Tekst.", "lanes": [dossier.lane.pk], "speaker": "Zijn moeder", "quote": ""},
    )

    assert not details_of(opened).has_attr("open")
    assert {field["name"] for field in details_of(opened).find_all(["input", "select"])} == {
        "kind", "planned", "chapter", "sensitivity", "shared_with_referrer", "quote", "speaker",
        "date_estimated", "working_element", "life_domains",
    }  # fmt: skip
    assert refused.status_code == 422
    assert details_of(refused).has_attr("open")


def test_life_domains_and_working_element_are_kept_and_shown_again(cast, dossier, address):
    anna = client_of(cast.anna)
    anna.post(
        address,
        typed_in(anna.get(address))
        | {
            "text": "Kreeg een eigen kamer.",
            "lanes": [dossier.lane.pk],
            "life_domains": ["housing", "money"],
            "working_element": "future_base",
        },
    )

    event = TimelineEvent.objects.get(text="Kreeg een eigen kamer.")
    shown = anna.get(reverse("trajectories:event_edit", args=[event.pk]))

    assert (set(event.life_domains), event.working_element) == (
        {"housing", "money"},
        "future_base",
    )
    assert details_of(shown).has_attr("open")
    assert sorted(typed_in(shown)["life_domains"]) == ["housing", "money"]


def test_saving_an_event_asks_few_questions(cast, dossier, address, django_assert_max_num_queries):
    """Session and person, the dossier and its lanes, the rules at once, the row with its lanes, the draft."""
    anna = client_of(cast.anna)
    typed = typed_in(anna.get(address)) | {"text": "Kort.", "lanes": [dossier.lane.pk]}
    with django_assert_max_num_queries(20):
        answer = anna.post(address, typed)

    assert answer.status_code == 302


@pytest.mark.parametrize(("when", "is_estimated"), [("rond mei 2020", True), ("mei 2020", False)])
def test_a_date_that_is_written_as_an_estimate_is_kept_as_one(
    cast, dossier, address, when, is_estimated
):
    anna = client_of(cast.anna)
    anna.post(address, typed_in(anna.get(address)) | {"text": "Hij verhuisde.", "when": when})

    event = TimelineEvent.objects.get(text="Hij verhuisde.")
    assert (event.starts_on, event.precision) == (datetime.date(2020, 5, 1), Precision.MONTH)
    assert event.date_estimated is is_estimated
