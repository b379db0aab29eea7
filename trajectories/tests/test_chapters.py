"""Chapters are made, moved and split, and what has no date is moved, without losing an event."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.urls import reverse

from conftest import client_of, text_of, typed_in
from dow_site.dates import Precision
from dow_site.tests.routes import address
from trajectories import operations
from trajectories.chapters import (
    begin_with_arc,
    events_told_in,
    move_chapter,
    move_event,
    split_chapter,
)
from trajectories.factories import ChapterFactory, EventFactory, SpellFactory, TrajectoryFactory
from trajectories.models import Chapter, EndReason, Phase, Spell, TimelineEvent

DAY = datetime.date(2026, 2, 3)


@pytest.fixture
def chapter(cast):
    """Three events: one without a date, one of 3 February, one without a date."""
    trajectory = TrajectoryFactory(programme=cast.dow)
    chapter = ChapterFactory(trajectory=trajectory, order=1, title="Begin")
    for position, (text, dated) in enumerate(
        [("Eerst", False), ("Toen", True), ("Daarna", False)], start=1
    ):
        EventFactory(
            trajectory=trajectory, chapter=chapter, position=position, text=text, dated=dated
        )
    return chapter


def told(chapter):
    return [event.text for event in events_told_in(chapter)]


def event(text):
    return TimelineEvent.objects.get(text=text)


def titles(trajectory):
    return list(trajectory.chapters.order_by("order").values_list("title", flat=True))


def test_a_story_without_chapters_begins_with_the_usual_four_once(cast):
    trajectory = TrajectoryFactory(programme=cast.dow)
    page = reverse("trajectories:timeline", args=[trajectory.pk])
    client = client_of(cast.anna)
    assert "Begin met deze vier" in text_of(client.get(page))
    for _ in range(2):
        client.post(reverse("trajectories:chapters_begin", args=[trajectory.pk]))
    assert titles(trajectory) == ["Beginsituatie", "Start", "Terugval", "Doorstart"]
    assert begin_with_arc(trajectory=trajectory, by=cast.anna) == []
    assert "Begin met deze vier" not in text_of(client.get(page))


def test_what_the_arc_still_lacks_is_suggested_with_its_title(chapter, cast):
    Chapter.objects.filter(pk=chapter.pk).update(kind="start")
    client = client_of(cast.anna)
    told = text_of(client.get(reverse("trajectories:timeline", args=[chapter.trajectory_id])))
    assert "Vaak komt er nog: beginsituatie, terugval, doorstart" in told.replace(" ,", ",")
    address = reverse("trajectories:chapter_create", args=[chapter.trajectory_id])
    typed = typed_in(client.get(f"{address}?soort=relapse"))
    assert (typed["title"], typed["kind"]) == ("Terugval", "relapse")


def test_a_new_chapter_comes_last_and_twice_sent_is_one(chapter, cast):
    client = client_of(cast.anna)
    address = reverse("trajectories:chapter_create", args=[chapter.trajectory_id])
    typed = typed_in(client.get(address)) | {"title": "Verder", "narrative": "Het ging beter."}
    for _ in range(2):
        assert client.post(address, typed).status_code == 302
    assert titles(chapter.trajectory) == ["Begin", "Verder"]


def test_a_chapter_changes_places_with_its_neighbour_and_stays_at_the_end(chapter, cast):
    second = ChapterFactory(trajectory=chapter.trajectory, order=5, title="Verder")
    client = client_of(cast.anna)
    client.post(reverse("trajectories:chapter_move", args=[second.pk, "eerder"]))
    assert titles(chapter.trajectory) == ["Verder", "Begin"]
    second.refresh_from_db()
    version = second.version
    move_chapter(chapter=second, earlier=True, by=cast.anna)
    second.refresh_from_db()
    assert titles(chapter.trajectory) == ["Verder", "Begin"]
    assert second.version == version


def test_every_button_under_the_timeline_does_what_it_says(chapter, cast):
    trajectory = chapter.trajectory
    ChapterFactory(trajectory=trajectory, order=2, title="Einde")
    browser = client_of(cast.anna)

    def outline():
        page = BeautifulSoup(browser.get(trajectory.get_absolute_url()).content, "html.parser")
        form = page.select_one("form#hoofdstukken")
        assert form["method"] == "post"
        assert form.select_one("input[name=csrfmiddlewaretoken]")
        return page.select_one("[aria-labelledby=opbouw]")

    def press(words):
        [button] = [
            one for one in outline().select("button[form=hoofdstukken]") if one.get_text() == words
        ]
        assert browser.post(button["formaction"]).status_code == 302

    press("Later: Begin")
    assert titles(trajectory) == ["Einde", "Begin"]
    press("Eerder: Begin")
    assert titles(trajectory) == ["Begin", "Einde"]
    links = [link["href"] for link in outline().select("a")]
    assert reverse("trajectories:chapter_split", args=[chapter.pk]) in links
    assert {browser.get(link).status_code for link in links} == {200}


def test_a_split_keeps_every_event_and_the_order_of_the_story(chapter, cast):
    ChapterFactory(trajectory=chapter.trajectory, order=2, title="Slot")
    client = client_of(cast.anna)
    address = reverse("trajectories:chapter_split", args=[chapter.pk])
    offered = [str(value) for value, _ in client.get(address).context["form"].fields["at"].choices]
    assert str(event("Eerst").pk) not in offered
    typed = {"at": event("Toen").pk, "title": "Midden", "kind": "other"}
    assert client.post(address, typed).status_code == 302
    assert titles(chapter.trajectory) == ["Begin", "Midden", "Slot"]
    assert told(chapter) == ["Eerst"]
    assert told(Chapter.objects.get(title="Midden")) == ["Toen", "Daarna"]


def test_a_split_cuts_the_months_where_the_second_part_begins(chapter, cast):
    first, last = datetime.date(2026, 1, 1), datetime.date(2026, 4, 1)
    Chapter.objects.filter(pk=chapter.pk).update(starts_on=first, ends_on=last)
    new = split_chapter(
        chapter=chapter, at=event("Toen"), title="Midden", kind="other", by=cast.anna
    )
    chapter.refresh_from_db()
    assert (chapter.starts_on, chapter.ends_on) == (first, DAY.replace(day=1))
    assert (new.starts_on, new.ends_on) == (DAY.replace(day=1), last)


def test_a_split_binds_what_the_months_had_taken(chapter, cast):
    Chapter.objects.filter(pk=chapter.pk).update(starts_on=DAY.replace(day=1))
    TimelineEvent.objects.filter(trajectory=chapter.trajectory).update(chapter=None)
    for number, text in enumerate(("Eerst", "Toen", "Daarna"), start=1):
        TimelineEvent.objects.filter(text=text).update(
            starts_on=DAY.replace(day=number), precision=Precision.DAY
        )
    new = split_chapter(
        chapter=Chapter.objects.get(pk=chapter.pk), at=event("Daarna"), title="Slot",
        kind="other", by=cast.anna,
    )  # fmt: skip
    assert told(chapter) == ["Eerst", "Toen"]
    assert told(new) == ["Daarna"]


@pytest.mark.parametrize("text", ["Eerst", "Elders"])
def test_a_chapter_is_not_split_where_nothing_would_stay(chapter, cast, text):
    EventFactory(trajectory=chapter.trajectory, text="Elders")
    with pytest.raises(ValidationError, match="maar niet de eerste"):
        split_chapter(chapter=chapter, at=event(text), title="x", kind="other", by=cast.anna)
    assert titles(chapter.trajectory) == ["Begin"]


def test_an_event_without_a_date_moves_one_place(chapter, cast):
    client = client_of(cast.anna)
    address = reverse("trajectories:event_move", args=[event("Daarna").pk, "eerder"])
    assert "Eerder in het verhaal" in text_of(
        client.get(reverse("trajectories:event_edit", args=[event("Daarna").pk]))
    )
    orders = []
    for _ in range(3):
        client.post(address)
        orders.append(told(chapter))
    assert orders == [
        ["Eerst", "Daarna", "Toen"],
        ["Daarna", "Eerst", "Toen"],
        ["Daarna", "Eerst", "Toen"],
    ]
    move_event(event=event("Daarna"), earlier=False, by=cast.anna)
    assert told(chapter) == ["Eerst", "Daarna", "Toen"]


def test_an_event_with_a_date_has_its_place_by_that(chapter, cast):
    with pytest.raises(ValidationError, match="Wijzig de datum"):
        move_event(event=event("Toen"), earlier=True, by=cast.anna)
    answer = client_of(cast.anna).post(
        reverse("trajectories:event_move", args=[event("Toen").pk, "eerder"]), follow=True
    )
    assert "Wijzig de datum" in text_of(answer)
    assert told(chapter) == ["Eerst", "Toen", "Daarna"]


def test_the_dates_of_a_stay_are_put_right(dossier, cast):
    client = client_of(cast.bert)
    address = reverse("trajectories:spell_edit", args=[dossier.spell.pk])
    typed = typed_in(client.get(address))
    answer = client.post(address, typed | {"starts_on": "12-1-2026", "ends_on": "1-1-2026"})
    assert answer.status_code == 422
    answer = client.post(address, typed | {"starts_on": "12-1-2026", "end_reason": "pause"})
    assert "Een reden hoort bij een laatste dag." in text_of(answer)
    assert client.post(address, typed | {"starts_on": "12-1-2026"}).status_code == 302
    assert Spell.objects.get(pk=dossier.spell.pk).starts_on == datetime.date(2026, 1, 12)


def test_corrected_days_never_overlap_another_stay(dossier, cast):
    SpellFactory(
        trajectory=dossier.trajectory,
        starts_on=datetime.date(2025, 9, 1),
        ends_on=datetime.date(2025, 12, 1),
    )
    client = client_of(cast.bert)
    address = reverse("trajectories:spell_edit", args=[dossier.spell.pk])
    answer = client.post(address, typed_in(client.get(address)) | {"starts_on": "1-11-2025"})
    assert answer.status_code == 422
    assert "Deze dagen vallen samen" in text_of(answer)


@pytest.mark.parametrize("deed", ["end", "phase"])
def test_a_correction_raced_by_a_pause_or_a_new_phase_is_told(dossier, cast, deed):
    client = client_of(cast.bert)
    address = reverse("trajectories:spell_edit", args=[dossier.spell.pk])
    typed = typed_in(client.get(address))
    day = datetime.date(2026, 3, 10)
    if deed == "end":
        operations.end_spell(
            spell=dossier.spell, ends_on=day, end_reason=EndReason.PAUSE, note="", by=cast.anna
        )
    else:
        operations.change_phase(spell=dossier.spell, on=day, phase=Phase.VOCATIONAL, by=cast.anna)
    answer = client.post(address, typed | {"note": "Mijn woorden."})
    assert answer.status_code == 422
    assert "Iemand anders heeft dit" in text_of(answer)
    assert Spell.objects.get(pk=dossier.spell.pk).ends_on is not None


def test_the_last_chapter_cannot_go_later_though_some_events_have_no_chapter(cast, dossier):
    ChapterFactory(trajectory=dossier.trajectory, order=2, title="Doorstart")
    EventFactory(trajectory=dossier.trajectory, chapter=None, lanes=[dossier.lane])

    page = text_of(client_of(cast.bert).get(address("trajectories:timeline", dossier)))

    assert "Nog geen hoofdstuk" in page
    assert "Eerder : Doorstart" in page
    assert "Later : Doorstart" not in page
