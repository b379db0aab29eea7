"""The data set of the bench at its smallest: the same rows each time, and rows that the system itself would take."""

import datetime

import pytest
from django.db import connection, models, transaction

from accounts.models import AccessLog
from bench import filling, numbers
from bench.recipe import FILLED, make_rows
from coaching.models import Talk
from participants.models import Participant
from participants.names import sort_key
from trajectories.models import EventLane, Spell, TimelineEvent, Trajectory

SIZE = 20
MONDAY = datetime.date(2026, 3, 16)
# Salted anew each time.
OF_THE_MOMENT = {"password"}
# Rows of one table that are looked at one by one; each asks the database a few questions.
LOOKED_AT = 60


@pytest.fixture
def data_set(db):
    make_rows(SIZE, MONDAY)


def everything():
    """A mark of all rows by table, history included."""
    marks = {}
    for model in [*FILLED, *(states for _, states in filling.history_of(FILLED))]:
        columns = [
            connection.ops.quote_name(field.column)
            for field in model._meta.concrete_fields
            if field.name not in OF_THE_MOMENT
        ]
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT count(*), md5(string_agg(ROW({', '.join(columns)})::text, '' ORDER BY {columns[0]}))"
                f" FROM {model._meta.db_table}"
            )
            marks[model.__name__] = cursor.fetchone()
    return marks


def test_the_same_size_and_week_give_the_same_rows(db):
    marks = []
    for _ in range(2):
        with transaction.atomic():
            make_rows(SIZE, MONDAY)
            marks.append(everything())
            transaction.set_rollback(True)

    assert marks[0] == marks[1]
    assert all(count for count, _ in marks[0].values())


def test_every_row_is_one_that_the_system_would_take(data_set):
    looked_at = set()
    for model in FILLED:
        rows = model._base_manager.order_by("pk")
        step = max(1, rows.count() // LOOKED_AT)
        for row in rows[::step]:
            row.full_clean(exclude=["password"])
            looked_at.add(model)

    assert looked_at == set(FILLED)


def test_names_are_sorted_as_the_system_sorts_them(data_set):
    for person in Participant.objects.all():
        assert person.sort_name == sort_key(
            person.given_name, person.family_name, person.name_prefix
        )


def test_stories_are_as_long_as_they_are_measured(data_set):
    events = dict(
        TimelineEvent.objects.values_list("trajectory").annotate(count=models.Count("pk"))
    )

    assert {number: events[number] for number in numbers.EVENTS_OF} == numbers.EVENTS_OF
    others = [count for number, count in events.items() if number not in numbers.EVENTS_OF]
    assert min(others) >= 10
    assert max(others) <= 50
    on_a_lane = EventLane.objects.filter(event=models.OuterRef("pk"))
    assert not TimelineEvent.objects.exclude(models.Exists(on_a_lane)).exists()


def test_who_is_under_way_has_two_years_of_weekly_talks(data_set):
    running = set(Spell.objects.running_on(MONDAY).values_list("trajectory", flat=True))
    talks = dict(Talk.objects.values_list("trajectory").annotate(count=models.Count("pk")))

    assert len(running) == numbers.running_here(SIZE)
    assert talks == dict.fromkeys(running, numbers.WEEKS_OF_TALKS)


def test_history_is_there_and_goes_on(data_set):
    event = TimelineEvent.objects.get(trajectory=numbers.SAVED_IN, position=1)
    assert event.history.count() == 1

    event.text = "Anders gezegd."
    event.save(update_fields=["text"])

    assert event.history.count() == 2


def test_a_new_row_gets_a_number_of_its_own(data_set):
    trajectory = Trajectory.objects.get(pk=numbers.SAVED_IN)

    event = TimelineEvent.objects.create(trajectory=trajectory, text="Nieuw.")

    assert event.pk > TimelineEvent.objects.exclude(pk=event.pk).order_by("-pk")[0].pk


def test_a_column_that_is_another_each_moment_must_be_given(db):
    with pytest.raises(LookupError, match="AccessLog.at"):
        filling.fill(AccessLog, "(SELECT 1) AS once", id="1", action="'viewed'", page="'x'")


def test_a_column_that_is_not_there_is_refused(db):
    with pytest.raises(LookupError, match="no column colour"):
        filling.fill(AccessLog, "(SELECT 1) AS once", id="1", at="now()", colour="'red'")
