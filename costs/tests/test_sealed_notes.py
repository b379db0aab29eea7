"""Where a note of an approved session hangs on the road is sealed; the road itself may still be renamed or lose a part."""

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from costs.checking import approve, broken_seal, offer
from costs.content import content_of
from costs.models import CostLine, ScenarioItem, Session
from costs.models.frozen import SENTENCE
from costs.tests.test_checking import without_the_rule
from dow_site.constraints import broken_rule
from trajectories.factories import ChapterFactory, EventFactory


def fresh(session):
    return Session.objects.get(pk=session.pk)


@pytest.fixture
def hung(dossier):
    """A note at a stretch of the road, from an event that a line is about as well."""
    event = EventFactory(trajectory=dossier.trajectory, lanes=[dossier.lane])
    dossier.note.chapter, dossier.note.event = dossier.chapter, event
    dossier.note.save()
    dossier.line.event = event
    dossier.line.save()
    return dossier.note


@pytest.fixture
def approved(cast, dossier, hung):
    offer(dossier.session, by=cast.lotte)
    session = fresh(dossier.session)
    approve(session, by=cast.hanna, version=session.version)
    return fresh(session)


def at_the_end(change):
    """A change as a transaction of its own would end it."""
    with transaction.atomic(), connection.cursor() as cursor:
        change()
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def sql(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def refused(change):
    with pytest.raises(IntegrityError) as refusal:
        at_the_end(change)
    return broken_rule(refusal.value)


@pytest.mark.parametrize(
    "change",
    [
        lambda: ScenarioItem.objects.update(chapter=None),
        lambda: ScenarioItem.objects.update(event=None),
        lambda: CostLine.objects.update(event=None),
        lambda: sql("UPDATE costs_scenarioitem SET chapter_id = NULL"),
        lambda: sql("UPDATE costs_scenarioitem SET chapter_id = NULL, event_id = NULL"),
        lambda: sql("UPDATE costs_costline SET event_id = NULL"),
    ],
)
def test_no_way_to_the_road_is_cut_while_the_road_is_there(approved, change):
    assert refused(change) == SENTENCE


def test_a_note_does_not_hang_at_another_chapter(approved, dossier):
    other = ChapterFactory(trajectory=dossier.trajectory, order=99)

    assert refused(lambda: ScenarioItem.objects.update(chapter=other)) == SENTENCE


def test_a_chapter_that_is_removed_takes_the_place_of_the_note_and_no_seal(approved, dossier, hung):
    at_the_end(dossier.chapter.delete)

    hung.refresh_from_db()
    assert hung.chapter_id is None
    assert broken_seal(approved) == []


def test_an_event_that_is_removed_breaks_no_seal(approved, hung):
    at_the_end(hung.event.delete)

    hung.refresh_from_db()
    assert hung.event_id is None
    assert broken_seal(approved) == []


def test_a_chapter_with_another_title_breaks_no_seal(approved, dossier):
    dossier.chapter.title = "Heet nu anders"
    at_the_end(dossier.chapter.save)

    assert broken_seal(approved) == []


def test_until_approval_a_note_hangs_where_it_is_hung(hung):
    at_the_end(lambda: ScenarioItem.objects.update(chapter=None))

    hung.refresh_from_db()
    assert hung.chapter_id is None


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE costs_scenarioitem SET chapter_id = NULL",
        "UPDATE costs_scenarioitem SET chapter_id = (SELECT max(id) FROM trajectories_chapter)",
    ],
)
def test_a_note_that_hangs_elsewhere_breaks_the_seal(approved, dossier, change):
    ChapterFactory(trajectory=dossier.trajectory, order=99)
    without_the_rule("costs_scenarioitem", change)

    assert broken_seal(fresh(approved)) == ["scenario_items/0/chapter_id"]
    with pytest.raises(CommandError) as refusal:
        call_command("verify_session", approved.reference)
    assert refusal.value.returncode == 1


def test_a_seal_of_before_it_knew_the_place_verifies(cast, dossier, hung, monkeypatch):
    def known_then(session):
        content = content_of(session)
        notes = [
            {name: value for name, value in note.items() if name != "chapter_id"}
            for note in content["scenario_items"]
        ]
        return {**content, "scenario_items": notes}

    monkeypatch.setattr("costs.checking.content_of", known_then)
    offer(dossier.session, by=cast.lotte)
    session = fresh(dossier.session)
    approve(session, by=cast.hanna, version=session.version)
    monkeypatch.undo()

    assert broken_seal(fresh(session)) == []
