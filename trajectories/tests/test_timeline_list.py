"""The list alone tells the whole story: whatever the picture shows stands in it too, in words."""

import datetime

import pytest
from bs4 import BeautifulSoup

from conftest import client_of
from dow_site.dates import NO_DATE
from dow_site.tests.routes import address
from trajectories.factories import (
    AttachmentFactory,
    ChapterFactory,
    EventFactory,
    LaneFactory,
    SpellFactory,
)
from trajectories.models import EventKind, LaneKind, Precision, Spell, TimelineEvent


@pytest.fixture
def full_story(cast, dossier):
    """Every kind of thing that a picture can show, and a chapter that is told by month."""
    trajectory = dossier.trajectory
    Spell.objects.filter(trajectory=trajectory).update(
        ends_on=datetime.date(2026, 1, 20), end_reason="pause"
    )
    SpellFactory(trajectory=trajectory, starts_on=datetime.date(2026, 2, 20))
    lanes = [
        dossier.lane,
        LaneFactory(trajectory=trajectory, order=3, label="Moeder", kind=LaneKind.FAMILY),
        LaneFactory(trajectory=trajectory, order=4, label="School", kind=LaneKind.EDUCATION),
    ]
    chapter = ChapterFactory(
        trajectory=trajectory, order=2, title="Terugval", narrative="Het ging even mis."
    )
    for number in range(70):
        event = EventFactory(
            trajectory=trajectory, chapter=chapter, position=20 + number,
            text=f"Tekst {number}.", lanes=lanes[number % 3 :], recorded_by=cast.anna,
            starts_on=datetime.date(2026, 1 + number % 3, 10), precision=Precision.DAY,
            kind=EventKind.MILESTONE if number % 9 == 0 else EventKind.LIFE_EVENT,
            quote="Zo was het" if number % 10 == 0 else "", date_estimated=number % 7 == 0,
            lanes_certain=number % 8 != 0,
        )  # fmt: skip
    AttachmentFactory(event=event, name="brief.pdf")
    return trajectory


@pytest.fixture(params=["anna", "daan", "erik", "lotte"])
def views(request, cast, dossier, full_story):
    """The picture and the list of one reader's page."""
    page = client_of(getattr(cast, request.param)).get(address("trajectories:timeline", dossier))
    written = BeautifulSoup(page.content.decode(), "html.parser")
    return written.select_one(".c-views__picture"), written.select_one(".c-views__list")


def words(part):
    return " ".join(part.get_text(" ").split())


def number_of(part):
    return part.select_one(".c-event__number").get_text().removeprefix("Gebeurtenis ")


def listed_events(story):
    return {number_of(card): card for card in story.select(".c-event")}


def test_every_event_of_the_picture_stands_in_the_list_with_all_its_words(views):
    picture, story = views
    listed = listed_events(story)

    shown = picture.select(".c-event, .c-folded__event")
    assert {number_of(card) for card in shown} == set(listed)
    for card in shown:
        there = words(listed[number_of(card)])
        parts = card.select(".c-event__text, .c-event__quote, .c-tag, .c-event__files a")
        assert [words(part) for part in parts if words(part) not in there] == []


def test_every_lane_on_which_an_event_is_drawn_is_named_in_the_list(views):
    picture, story = views
    listed = listed_events(story)

    for row in picture.select("tr:has(.c-timeline__cell)"):
        lane = words(row.select_one(".c-timeline__lane"))
        on_it = {number_of(card) for card in row.select(".c-event, .c-folded__event")}
        on_it |= {stem.get_text() for stem in row.select(".c-stem") if stem.get_text()}
        for also in row.select(".c-folded__touched"):
            on_it |= set(words(also).removeprefix("ook bij ").split(", "))
        for number in on_it:
            assert lane in [words(one) for one in listed[number].select(".c-story__lanes li")]


def test_the_list_tells_chapters_marks_and_where_the_road_was_interrupted(views):
    picture, story = views
    told = words(story)

    parts = picture.select(".c-timeline__narrative, .c-marks a, .c-road__note")
    parts += picture.select("p.c-marks, .c-marks li")
    for post in picture.select(".c-road__post[title]"):
        assert post["title"] in told
    for chapter in picture.select(".c-timeline__chapter"):
        assert next(chapter.stripped_strings) in told
    missing = []
    for part in parts:
        when = part.select_one(".c-marks__when")
        text = words(part).removeprefix(words(when)).strip() if when else words(part)
        missing += [text] if text not in told else []
    assert missing == []


def test_the_picture_folds_what_a_month_cannot_hold(cast, dossier, full_story):
    page = client_of(cast.anna).get(address("trajectories:timeline", dossier))
    picture = BeautifulSoup(page.content.decode(), "html.parser").select_one(".c-views__picture")

    folds = picture.select("details.c-folded")
    assert folds
    for fold in folds:
        count = len(fold.select(".c-folded__event"))
        noun = "gebeurtenis" if count == 1 else "gebeurtenissen"
        assert words(fold.select_one("summary")) == f"nog {count} {noun}"
    months = [label.get_text() for label in picture.select(".c-road__label")]
    assert any(label.endswith("gebeurtenissen") for label in months)


def test_a_number_in_a_fold_has_the_colour_of_its_lane(cast, dossier, full_story):
    page = client_of(cast.anna).get(address("trajectories:timeline", dossier))
    picture = BeautifulSoup(page.content.decode(), "html.parser")

    folded = picture.select(".c-folded__event")
    assert folded
    assert all(event["data-kind"] in LaneKind.values for event in folded)


def test_an_event_without_a_date_says_so_in_picture_and_list(cast, dossier):
    event = EventFactory(
        trajectory=dossier.trajectory, chapter=dossier.chapter, lanes=[dossier.lane],
        recorded_by=cast.anna,
    )  # fmt: skip

    page = client_of(cast.anna).get(address("trajectories:timeline", dossier))

    written = BeautifulSoup(page.content.decode(), "html.parser")
    for place in ("beeld", "lijst"):
        card = written.select_one(f"#{place}-{event.pk}")
        assert card.select_one(".c-event__date").get_text() == NO_DATE


def test_links_to_chapters_and_the_newest_stand_above_a_long_list_only(cast, dossier):
    url = address("trajectories:timeline", dossier)

    def jumps():
        page = BeautifulSoup(client_of(cast.anna).get(url).content.decode(), "html.parser")
        return page, [link["href"] for link in page.select(".c-jumps a")]

    TimelineEvent.objects.filter(trajectory=dossier.trajectory, position__gt=3).delete()
    assert jumps()[1] == []
    chapter = ChapterFactory(trajectory=dossier.trajectory, order=2, title="Terugval")
    EventFactory(
        trajectory=dossier.trajectory, chapter=chapter, lanes=[dossier.lane], recorded_by=cast.anna
    )

    page, links = jumps()

    assert len(links) == 3
    assert all(page.select_one(link) for link in links)
