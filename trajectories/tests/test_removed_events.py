"""What is taken off the timeline is gone for every reader, and leaves a stone for who may edit."""

import pytest
from django.utils import timezone

from dow_site.access import Action
from reports.case_report import CaseReport, Edition
from reports.progress import ProgressReport, referring_organisations
from trajectories.models import EventLane, TimelineEvent

READERS = ("anna", "bert", "daan", "erik", "lotte")


@pytest.fixture
def removed(dossier, cast):
    event = dossier.events["milestone"]
    TimelineEvent.objects.filter(pk=event.pk).update(
        removed_at=timezone.now(), removed_by=cast.anna, removal_reason="Hoort bij iemand anders."
    )
    event.refresh_from_db()
    return event


@pytest.mark.parametrize("reader", READERS)
def test_a_removed_event_is_in_no_readers_rows(removed, cast, reader):
    user = getattr(cast, reader)
    for action in (Action.VIEW_EVENT, Action.EDIT_EVENT):
        assert removed not in TimelineEvent.objects.permitted(user, action)
    assert not EventLane.objects.visible_to(user).filter(event=removed).exists()


def test_a_removed_event_is_in_no_report(removed, dossier, cast, today):
    [organisation] = referring_organisations(dossier.trajectory)
    progress = ProgressReport.of(dossier.trajectory, organisation, today)
    assert removed.text not in str(progress)
    for reader in (None, cast.anna):
        report = CaseReport.of(dossier.trajectory, Edition.FULL, reader=reader, printed_on=today)
        assert removed.text not in str(report.legend)
        assert "Dit is gebeurtenis open." in str(report.legend)


@pytest.mark.parametrize(
    ("reader", "sees"),
    [("anna", True), ("bert", True), ("lotte", True)]
    + [(name, False) for name in ("carla", "daan", "erik", "gijs", "hanna", "joke")],
)
def test_a_stone_is_for_who_might_have_changed_the_event(removed, cast, reader, sees):
    stones = TimelineEvent.objects.stones_for(getattr(cast, reader))
    assert (removed in stones) == sees
