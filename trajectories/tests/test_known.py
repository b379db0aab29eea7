"""What was written late says so, and the timeline can be read as it was known on a day."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from conftest import assert_does_not_grow, client_of, text_of
from trajectories.drawing import draw_timeline
from trajectories.event_history import EventHistory, LaneHistory
from trajectories.factories import EventFactory, LaneFactory
from trajectories.known import told_as_known
from trajectories.models import Sensitivity, TimelineEvent
from trajectories.removal import remove_event
from trajectories.story import EventIn

FEBRUARY, MARCH = datetime.date(2026, 2, 1), datetime.date(2026, 3, 1)


def noon(day):
    return datetime.datetime.combine(day, datetime.time(12), datetime.UTC)


def on_day(day):
    """Every state saved so far and not placed yet, as if it was saved at noon of this day."""
    for history in (EventHistory, LaneHistory):
        history.objects.exclude(pgh_created_at__in=(noon(FEBRUARY), noon(MARCH))).update(
            pgh_created_at=noon(day)
        )


@pytest.fixture
def story(dossier, cast):
    """Written on 1 February, changed and partly removed on 1 March."""
    TimelineEvent.objects.filter(trajectory=dossier.trajectory).delete()
    EventHistory.objects.all().delete()
    LaneHistory.objects.all().delete()
    changed = EventFactory(trajectory=dossier.trajectory, text="Eerst dit.", lanes=[dossier.lane])
    removed = EventFactory(trajectory=dossier.trajectory, text="Dit ook.", lanes=[dossier.lane])
    on_day(FEBRUARY)
    TimelineEvent.objects.filter(pk=changed.pk).update(text="Later dat.")
    changed.lanes.set([LaneFactory(trajectory=dossier.trajectory, label="Moeder")])
    remove_event(event=removed, reason="Dubbel.", version=removed.version, by=cast.anna)
    EventFactory(trajectory=dossier.trajectory, text="Erbij gekomen.", lanes=[dossier.lane])
    on_day(MARCH)
    return changed


def told(dossier, user, day):
    drawn = draw_timeline(
        dossier.trajectory, told_as_known(dossier.trajectory, user, day), today=day
    )
    return {entry.text: entry.lanes_text for entry in drawn.entries}


@pytest.mark.parametrize(
    ("day", "known"),
    [
        (FEBRUARY - datetime.timedelta(days=1), {}),
        (FEBRUARY, {"Eerst dit.": "● Wessel", "Dit ook.": "● Wessel"}),
        (MARCH - datetime.timedelta(days=1), {"Eerst dit.": "● Wessel", "Dit ook.": "● Wessel"}),
        (MARCH, {"Later dat.": "○ Moeder", "Erbij gekomen.": "● Wessel"}),
    ],
)
def test_the_timeline_stands_as_it_was_known_at_the_end_of_the_day(
    story, dossier, cast, day, known
):
    for user in (cast.anna, cast.bert, cast.lotte):
        assert told(dossier, user, day) == known


def test_the_past_is_read_with_the_rights_of_today(story, dossier, cast):
    # It was open then; since it says more, a coach in training may not read it any more.
    TimelineEvent.objects.filter(pk=story.pk).update(sensitivity=Sensitivity.HEALTH)
    assert told(dossier, cast.daan, FEBRUARY) == {}
    assert told(dossier, cast.carla, FEBRUARY) == {}
    assert "Eerst dit." in told(dossier, cast.bert, FEBRUARY)


def test_the_page_says_that_it_is_the_past_and_gives_a_way_back(story, dossier, cast):
    client = client_of(cast.bert)
    page = reverse("trajectories:timeline", args=[dossier.trajectory.pk])
    answer = client.get(page, {"op": "1-2-2026"})
    read = text_of(answer)
    assert "zoals bekend op 1 februari 2026" in read
    assert "Terug naar nu" in read
    assert "Eerst dit." in read
    assert "Later dat." not in read
    assert "Gebeurtenis toevoegen" not in read
    assert "Wijzigen" not in read
    assert "Later dat." in text_of(client.get(page))


@pytest.mark.parametrize("reader", ["daan", "erik"])
def test_the_past_is_for_who_reads_the_whole_story(story, dossier, cast, reader):
    page = reverse("trajectories:timeline", args=[dossier.trajectory.pk])
    read = text_of(client_of(getattr(cast, reader)).get(page, {"op": "1-2-2026"}))
    assert "oals bekend op" not in read
    assert "Eerst dit." not in read


def test_a_name_is_veiled_in_the_past_too(story, dossier, cast):
    TimelineEvent.objects.filter(pk=story.pk).update(text="Wessel belt.")
    on_day(MARCH)
    page = reverse("trajectories:timeline", args=[dossier.trajectory.pk])
    read = text_of(client_of(cast.lotte).get(page, {"op": "1-3-2026"}))
    assert "Tim belt." in read
    assert "Wessel" not in read


def test_a_day_that_cannot_be_read_is_a_sentence_and_the_timeline_of_now(story, dossier, cast):
    page = reverse("trajectories:timeline", args=[dossier.trajectory.pk])
    answer = client_of(cast.bert).get(page, {"op": "ooit"})
    assert answer.status_code == 422
    assert "‘ooit’ is geen datum" in text_of(answer)
    assert "Later dat." in text_of(answer)


def test_a_long_past_asks_as_little_as_a_short_one(story, dossier, cast):
    page = reverse("trajectories:timeline", args=[dossier.trajectory.pk])
    client = client_of(cast.anna)

    def more():
        for number in range(20):
            EventFactory(trajectory=dossier.trajectory, text=f"{number}", lanes=[dossier.lane])
        on_day(MARCH)

    assert_does_not_grow(lambda: client.get(page, {"op": "1-3-2026"}), more)


@pytest.mark.parametrize(
    ("recorded", "late"),
    [
        (datetime.date(2026, 2, 3), False),
        (datetime.date(2026, 2, 10), False),
        (datetime.date(2026, 2, 11), True),
        (None, False),
    ],
)
def test_what_is_written_more_than_a_week_later_is_late(recorded, late):
    day = {"start": datetime.date(2026, 2, 3), "precision": "day"}
    assert EventIn(key=1, lanes=(), text="x", recorded=recorded, **day).is_late == late
    month = {"start": datetime.date(2026, 2, 3), "precision": "month"}
    assert not EventIn(key=1, lanes=(), text="x", recorded=recorded, **month).is_late
    assert not EventIn(key=1, lanes=(), text="x", recorded=recorded).is_late


def test_the_timeline_says_when_something_was_written_later(dossier, cast):
    EventFactory(
        trajectory=dossier.trajectory,
        dated=True,
        recorded_by=cast.anna,
        recorded_at=datetime.datetime(2026, 3, 9, 12, tzinfo=datetime.UTC),
        lanes=[dossier.lane],
    )
    page = reverse("trajectories:timeline", args=[dossier.trajectory.pk])
    assert "later genoteerd: 9 mrt 2026" in text_of(client_of(cast.anna).get(page))


@pytest.mark.parametrize(
    ("day", "why"), [("morgen", "Deze dag moet nog komen."), ("ooit", "is geen datum die ik ken")]
)
def test_a_day_that_cannot_be_looked_back_to_is_refused_above_the_timeline(
    cast, dossier, story, day, why
):
    page = reverse("trajectories:timeline", args=[dossier.trajectory.pk])

    answer = client_of(cast.bert).get(page, {"op": day})

    written = BeautifulSoup(answer.content.decode(), "html.parser")
    above = written.select_one("#tijdlijn").find_all_previous(class_="c-message")
    assert answer.status_code == 422
    assert any(
        "Dit is de tijdlijn van nu." in said and why in said
        for said in (message.get_text() for message in above)
    )
    assert "op=" not in written.select_one("a[href*='.pdf']")["href"]
