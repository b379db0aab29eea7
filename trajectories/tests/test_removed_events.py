"""What is taken off the timeline is gone for every reader, and leaves a stone for who may edit."""

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import client_of, text_of, typed_in
from dow_site.access import Action
from reports.case_report import CaseReport
from reports.editions import Edition
from reports.progress import ProgressReport, referring_organisations
from trajectories.models import EventLane, TimelineEvent
from trajectories.removal import remove_event

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


def _address(name, event):
    return reverse(f"trajectories:{name}", args=[event.pk])


def test_removing_asks_a_reason_and_leaves_a_stone_with_who_and_when(dossier, cast):
    event, client = dossier.events["open"], client_of(cast.bert)
    shown = typed_in(client.get(_address("event_remove", event)))
    assert client.post(_address("event_remove", event), shown).status_code == 422
    answer = client.post(_address("event_remove", event), shown | {"reason": "Stond er dubbel."})
    assert answer.status_code == 302
    told = text_of(client.get(answer.url))
    assert event.text not in told
    assert "verwijderd op 16 maart 2026 door Bert Begeleidt" in told
    assert "‘Stond er dubbel.’" in told
    # A reader who may not change it is not told that something stood there.
    for reader in (cast.daan, cast.erik):
        assert "Van de tijdlijn gehaald" not in text_of(client_of(reader).get(answer.url))


def test_a_removed_event_is_put_back_where_it_stood(dossier, cast):
    event, client = dossier.events["open"], client_of(cast.bert)
    remove_event(event=event, reason="Vergissing.", version=event.version, by=cast.bert)
    client.post(_address("event_put_back", event))
    version = TimelineEvent.objects.get(pk=event.pk).version
    client.post(_address("event_put_back", event))
    back = TimelineEvent.objects.get(pk=event.pk)
    assert (back.removed_at, back.removed_by, back.removal_reason) == (None, None, "")
    # The second tap changed nothing.
    assert back.version == version
    assert (back.position, back.chapter_id) == (event.position, event.chapter_id)
    page = reverse("trajectories:timeline", args=[dossier.trajectory.pk])
    assert event.text in text_of(client.get(page))


def test_who_removes_what_somebody_just_changed_is_asked_to_look_again(dossier, cast):
    event, client = dossier.events["open"], client_of(cast.bert)
    shown = typed_in(client.get(_address("event_remove", event)))
    TimelineEvent.objects.filter(pk=event.pk).update(version=event.version + 1)
    answer = client.post(_address("event_remove", event), shown | {"reason": "Dubbel."})
    assert answer.status_code == 422
    assert "Bekijk het eerst opnieuw" in text_of(answer)
    assert TimelineEvent.objects.standing().filter(pk=event.pk).exists()


def test_who_was_writing_keeps_his_text_when_the_event_is_removed_meanwhile(dossier, cast):
    event, client = dossier.events["open"], client_of(cast.bert)
    typed = typed_in(client.get(_address("event_edit", event))) | {"text": "Wat Bert schreef."}
    remove_event(event=event, reason="Stond er dubbel.", version=event.version, by=cast.anna)

    answer = client.post(_address("event_edit", event), typed)

    assert answer.status_code == 422
    assert typed_in(answer)["text"] == "Wat Bert schreef."
    told = text_of(answer)
    assert "verwijderd op 16 maart 2026 door Anna Leidt: ‘Stond er dubbel.’" in told
    event.refresh_from_db()
    assert (event.text, event.removed_by) == ("Dit is gebeurtenis open.", cast.anna)
    # His draft waits for him: the form of what was taken off opens too, for him and no one else.
    assert client.get(_address("event_edit", event)).status_code == 200
    assert client_of(cast.daan).get(_address("event_edit", event)).status_code == 404

    client.post(_address("event_put_back", event))
    raced = client.post(_address("event_edit", event), typed_in(answer))
    assert raced.status_code == 422
    assert client.post(_address("event_edit", event), typed_in(raced)).status_code == 302
    event.refresh_from_db()
    assert event.text == "Wat Bert schreef."


def test_removing_twice_keeps_the_first_reason(dossier, cast):
    event = dossier.events["open"]
    first = remove_event(event=event, reason="Eerst.", version=event.version, by=cast.bert)
    again = remove_event(event=event, reason="Later.", version=event.version, by=cast.anna)
    assert (again.removal_reason, again.removed_by) == (first.removal_reason, cast.bert)


def test_a_stone_tells_who_may_know_the_alias_only_no_name(dossier, cast):
    event = dossier.events["open"]
    remove_event(event=event, reason="Wessel wil dit niet.", version=event.version, by=cast.anna)
    page = reverse("trajectories:timeline", args=[dossier.trajectory.pk])
    told = text_of(client_of(cast.lotte).get(page))
    assert "‘Tim wil dit niet.’" in told
    assert "Wessel" not in told


def test_a_new_event_comes_after_a_removed_one(dossier, cast):
    last = max(dossier.events.values(), key=lambda event: event.position)
    remove_event(event=last, reason="Dubbel.", version=last.version, by=cast.anna)
    client_of(cast.anna).post(
        reverse("trajectories:event_create", args=[dossier.trajectory.pk]),
        {"text": "Nieuw.", "lanes": dossier.lane.pk, "kind": "support", "sensitivity": "ordinary"},
    )
    assert TimelineEvent.objects.get(text="Nieuw.").position == last.position + 1
