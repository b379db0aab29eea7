"""Writing down an event quickly: what a new form begins with, and what it folds."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from conftest import client_of, text_of, typed_in
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


@pytest.fixture
def begin(cast, address):
    """What the form of a place on the timeline begins with."""
    return lambda **place: typed_in(client_of(cast.anna).get(address, place))


def test_a_card_told_in_a_chapter_by_its_months_gives_its_month(dossier, begin):
    chapter = dossier.trajectory.chapters.first()
    type(chapter).objects.filter(pk=chapter.pk).update(
        starts_on=datetime.date(2025, 5, 1), ends_on=datetime.date(2025, 8, 1)
    )
    event = EventFactory(
        trajectory=dossier.trajectory, lanes=[dossier.lane],
        starts_on=datetime.date(2025, 7, 9), precision=Precision.DAY,
    )  # fmt: skip

    for place in ({"hoofdstuk": chapter.pk}, {"hoofdstuk": chapter.pk, "bij": event.pk}):
        assert begin(**place)["when"] == "juli 2025"


def test_a_chapter_without_events_gives_the_month_with_which_it_begins(dossier, begin):
    chapter = dossier.trajectory.chapters.last()
    for months, when in (
        ({"starts_on": datetime.date(2025, 5, 1)}, "mei 2025"),
        ({"starts_on": None, "ends_on": datetime.date(2024, 8, 1)}, "augustus 2024"),
        # What is added there did happen.
        ({"starts_on": datetime.date(2026, 9, 1), "ends_on": None}, ""),
    ):
        type(chapter).objects.filter(pk=chapter.pk).update(**months)
        assert begin(hoofdstuk=chapter.pk)["when"] == when


def test_an_undated_card_gives_the_month_of_what_is_told_before_it(dossier, begin):
    chapter = dossier.trajectory.chapters.last()
    facts = {"trajectory": dossier.trajectory, "chapter": chapter, "lanes": [dossier.lane]}
    EventFactory(**facts, position=90, starts_on=datetime.date(2025, 2, 3), precision=Precision.DAY)
    undated = EventFactory(**facts, position=91)

    assert begin(hoofdstuk=chapter.pk, bij=undated.pk)["when"] == "februari 2025"


def test_a_card_without_a_chapter_gives_its_month_and_its_link_carries_it(
    cast, dossier, address, begin
):
    TimelineEvent.objects.filter(trajectory=dossier.trajectory).delete()
    event = EventFactory(
        trajectory=dossier.trajectory, lanes=[dossier.lane],
        starts_on=datetime.date(2019, 7, 9), precision=Precision.DAY,
    )  # fmt: skip
    page = client_of(cast.anna).get(dossier.trajectory.get_absolute_url())

    links = BeautifulSoup(page.content.decode(), "html.parser").find_all(class_="c-timeline__add")
    assert f"{address}?baan={dossier.lane.pk}&bij={event.pk}" in [link["href"] for link in links]
    assert begin(baan=dossier.lane.pk, bij=event.pk)["when"] == "juli 2019"


def test_a_draft_gives_its_text_and_the_place_gives_lane_and_month(cast, dossier, address):
    anna, lane = client_of(cast.anna), Lane.objects.get(label="DOW")
    chapter = dossier.trajectory.chapters.last()
    event = EventFactory(
        trajectory=dossier.trajectory, chapter=chapter, lanes=[lane],
        starts_on=datetime.date(2025, 7, 9), precision=Precision.DAY,
    )  # fmt: skip
    typed = typed_in(anna.get(address)) | {
        "text": "Half af.", "lanes": [dossier.lane.pk], "when": "12-3-2024",
    }  # fmt: skip
    anna.post(address, typed, headers={"X-Draft": str(cast.anna.pk)})

    again = anna.get(address, {"baan": lane.pk, "hoofdstuk": chapter.pk, "bij": event.pk})

    begun = typed_in(again)
    assert (begun["text"], begun["lanes"], begun["when"]) == (
        "Half af.", [str(lane.pk)], "juli 2025",
    )  # fmt: skip
    assert "Wat van de plek komt die je koos, is niet uit het concept." in text_of(again)
    assert typed_in(anna.get(address))["when"] == "12-3-2024"


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
