"""A statement that is written once gives what the ORM gives, and holds nothing of who reads or of today."""

import datetime
import gc
import uuid

import pytest
from django.db import connection
from django.db.models import DateField, UUIDField
from django.test.utils import CaptureQueriesContext

from coaching.models import AftercareOutcome, AgreementStatus, HandoverStatus
from conftest import client_of, typed_in
from dow_site.records import _made_by
from dow_site.tests.routes import address
from dow_site.written import Blank, Numbers, Written
from trajectories import drawing, list_rows
from trajectories.factories import EventFactory, LaneFactory, TrajectoryFactory
from trajectories.models import Lane, TimelineEvent, Trajectory

pytestmark = pytest.mark.django_db


def test_objects_come_as_the_queryset_gives_them():
    lane, other = LaneFactory(label="Zus"), LaneFactory(label="Broer")
    lanes = Written(
        lambda trajectory: Lane.objects.filter(trajectory=trajectory).select_related(
            "trajectory__participant"
        )
    )

    for one in (lane, other, lane):
        [found] = lanes(trajectory=one.trajectory_id)
        assert (found, found.label) == (one, one.label)
        with CaptureQueriesContext(connection) as asked:
            assert found.trajectory.participant.pk == one.trajectory.participant_id
        assert not asked.captured_queries


def test_values_come_as_the_queryset_gives_them():
    day = datetime.date(2025, 5, 1)
    event = EventFactory(starts_on=day, precision="month", life_domains=["money"])
    EventFactory(starts_on=None, precision="order")
    names = ("pk", "starts_on", "life_domains", "recorded_at")
    asked = Written(
        lambda first, key, numbers: TimelineEvent.objects.filter(
            starts_on__gte=first, submission_key=key, pk__in=numbers
        ).values_list(*names),
        first=DateField(),
        key=UUIDField(),
        numbers=Numbers,
    )

    [row] = asked(first=day, key=event.submission_key, numbers=[event.pk])
    assert row == TimelineEvent.objects.values_list(*names).get(pk=event.pk)
    assert asked(first=day, key=uuid.uuid4(), numbers=[event.pk]) == []
    assert asked(first=day, key=event.submission_key, numbers=[]) == []
    assert (
        asked(first=datetime.date(2025, 5, 2), key=event.submission_key, numbers=[event.pk]) == []
    )


def test_one_column_comes_flat():
    lane = LaneFactory()
    labels = Written(
        lambda trajectory: Lane.objects.filter(trajectory=trajectory).values_list(
            "label", flat=True
        )
    )

    assert labels(trajectory=lane.trajectory_id) == [lane.label]


def test_it_is_written_once(monkeypatch):
    begun = []

    def begin(number):
        begun.append(number)
        return Trajectory.objects.filter(pk=number)

    written = Written(begin)
    for trajectory in (TrajectoryFactory(), TrajectoryFactory()):
        assert written(number=trajectory.pk) == [trajectory]
    assert len(begun) == 1


def test_what_is_typed_stays_a_value():
    lane = LaneFactory(label="x' OR 'x'='x")
    by_label = Written(
        lambda label: Lane.objects.filter(label=label), label=Lane._meta.get_field("label")
    )

    assert by_label(label=lane.label) == [lane]
    assert by_label(label="%s' OR TRUE --") == []


def test_a_value_that_is_left_out_is_no_empty_one():
    lanes = Written(lambda trajectory: Lane.objects.filter(trajectory=trajectory))

    with pytest.raises(KeyError):
        lanes()


def test_it_does_not_prefetch():
    written = Written(lambda number: Trajectory.objects.filter(pk=number).with_stays())

    with pytest.raises(ValueError, match="prefetched"):
        written(number=1)


# Statuses and sources of rows, and what the ORM itself writes.
CONSTANTS = {
    "referral", "referralstep", "stay", "outflow", "coach", "aftercare", "placement", "handover",
    "talk", "agreement", AftercareOutcome.DROPPED, HandoverStatus.CONFIRMED, AgreementStatus.KEPT, 1,
}  # fmt: skip


def test_no_statement_of_the_project_holds_who_reads_or_a_day(dossier, cast):
    """The same statement is sent for everybody, on every day: but for its blanks it is made of constants."""
    for person in (cast.anna, cast.bert, cast.daan, cast.erik, cast.lotte):
        for route in ("trajectories:timeline", "trajectories:list"):
            client_of(person).get(address(route, dossier))
    browser, form = client_of(cast.anna), address("trajectories:event_create", dossier)
    typed = typed_in(browser.get(form)) | {"text": "Er was taart.", "lanes": [dossier.lane.pk]}
    assert browser.post(form, typed).status_code == 302

    written = [one for one in gc.get_objects() if type(one) is Written]
    of_project = [one for one in written if not one._begin.__module__.endswith("test_written")]
    assert {list_rows._PARTS, drawing._ALL_TOLD, _made_by(TimelineEvent)} <= set(of_project)
    assert len(of_project) > 10
    for one in of_project:
        _, _, statement, parameters = one._written
        constants = {value for value in parameters if not isinstance(value, Blank)}
        assert constants <= CONSTANTS, statement
