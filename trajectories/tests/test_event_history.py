"""Every change of an event can be read back, field by field, by who may change it today."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from conftest import assert_does_not_grow, client_of, text_of, typed_in
from trajectories.differences import LONGEST, word_differences
from trajectories.event_history import history_of
from trajectories.factories import EventFactory, LaneFactory
from trajectories.models import TimelineEvent
from trajectories.removal import put_back, remove_event

WORDS = st.text(alphabet="ab \n.", max_size=60)


@given(WORDS, WORDS)
def test_kept_and_gone_make_the_old_text_and_kept_and_new_the_new_one(before, after):
    pieces = word_differences(before, after)
    assert "".join(p.text for p in pieces if p.state != "new") == before
    assert "".join(p.text for p in pieces if p.state != "gone") == after
    assert all(piece.text for piece in pieces)


def test_what_stayed_is_not_called_changed():
    pieces = word_differences("Hij kwam te laat.", "Hij kwam op tijd.")
    assert pieces[0].text == "Hij kwam "
    assert pieces[0].state == "kept"


def test_very_long_texts_are_shown_whole():
    before, after = "a " * LONGEST, "a " * LONGEST + "b"
    assert [piece.text for piece in word_differences(before, after)] == [before, after]


def _edit(user, event, **typed):
    client = client_of(user)
    address = reverse("trajectories:event_edit", args=[event.pk])
    form = typed_in(client.get(address))
    form.pop("draft_key", None)
    return client.post(address, form | typed)


def _page(user, event):
    return client_of(user).get(reverse("trajectories:event_history", args=[event.pk]))


def test_a_change_is_shown_word_by_word_with_who_and_when(dossier, cast):
    event = dossier.events["open"]
    assert (
        _edit(cast.bert, event, text="Dit is gebeurtenis dicht.", when="3-3-2026").status_code
        == 302
    )
    [moment, made] = history_of(event, cast.anna)
    assert (made.title, made.who) == ("Vastgelegd", "Anna Leidt")
    assert moment.who == "Bert Begeleidt"
    changes = {c.label: [(p.state, p.text) for p in c.pieces] for c in moment.changes}
    assert changes["Wat gebeurde er"] == [
        ("kept", "Dit is gebeurtenis "), ("gone", "open."), ("new", "dicht."),
    ]  # fmt: skip
    assert changes["Wanneer"] == [("gone", "(leeg)"), ("new", "3 maart 2026")]
    told = text_of(_page(cast.anna, event))
    assert "Bert Begeleidt" in told
    assert "Weg: open." in told


def test_a_lane_that_came_and_one_that_went_is_a_change(dossier, cast):
    event = dossier.events["open"]
    other = LaneFactory(trajectory=dossier.trajectory, label="Moeder")
    _edit(cast.bert, event, lanes=[other.pk])
    changes = [change for moment in history_of(event, cast.anna) for change in moment.changes]
    [lanes] = [change for change in changes if change.label == "Wie"]
    assert {(p.state, p.text) for p in lanes.pieces} == {("gone", "Wessel"), ("new", "Moeder")}


def test_being_taken_off_and_put_back_are_in_the_history_of_a_stone(dossier, cast):
    event = dossier.events["open"]
    remove_event(event=event, reason="Dubbel.", version=event.version, by=cast.anna)
    assert "Van de tijdlijn gehaald" in text_of(_page(cast.anna, event))
    assert event.text in text_of(_page(cast.bert, event))
    for reader in (cast.carla, cast.daan, cast.erik, cast.joke):
        assert _page(reader, event).status_code == 404
    put_back(event=event, by=cast.anna)
    assert [moment.title for moment in history_of(event, cast.anna)][:2] == [
        "Teruggezet", "Van de tijdlijn gehaald",
    ]  # fmt: skip


def test_the_history_tells_no_name_to_who_may_know_the_alias_only(dossier, cast):
    event = EventFactory(trajectory=dossier.trajectory, text="Wessel belt.", lanes=[dossier.lane])
    _edit(cast.anna, event, text="Wessel Zwaluw belt niet.")
    told = text_of(_page(cast.lotte, event))
    assert "Tim belt" in told
    assert "Wessel" not in told
    assert "Zwaluw" not in told


def test_a_long_history_asks_as_little_as_a_short_one(dossier, cast):
    event = dossier.events["open"]
    _edit(cast.bert, event, text="Eerste.")

    def more():
        for number in range(5):
            _edit(cast.bert, event, text=f"Nog eens {number}.")

    assert_does_not_grow(lambda: history_of(event, cast.anna), more)


@pytest.fixture
def named(dossier):
    return EventFactory(
        trajectory=dossier.trajectory,
        text="Wessel belt zelf.",
        quote="Ik ben Wessel",
        speaker="Vader",
        lanes=[dossier.lane],
    )


def test_a_facilitator_edits_an_event_without_reading_or_losing_the_name(named, cast):
    client = client_of(cast.lotte)
    page = client.get(reverse("trajectories:event_edit", args=[named.pk]))
    assert "Wessel" not in page.content.decode()
    assert "Tim belt zelf." in page.content.decode()
    answer = _edit(cast.lotte, named, kind="support", quote="Ik ben Tim!")
    assert answer.status_code == 302
    saved = TimelineEvent.objects.get(pk=named.pk)
    assert (saved.text, saved.quote, saved.kind) == (
        "Wessel belt zelf.",
        "Ik ben Wessel!",
        "support",
    )


def test_words_without_a_name_are_the_facilitators_to_change(named, cast):
    _edit(cast.lotte, named, speaker="Moeder")
    assert TimelineEvent.objects.get(pk=named.pk).speaker == "Moeder"


def test_the_box_about_a_raced_save_tells_a_facilitator_no_name(named, dossier, cast):
    event = dossier.events["open"]
    client, address = client_of(cast.lotte), reverse("trajectories:event_edit", args=[event.pk])
    typed = typed_in(client.get(address))
    _edit(cast.bert, event, text="Wessel belt met Bert.", kind="support")
    answer = client.post(address, typed | {"text": "Mijn eigen woorden."})
    assert answer.status_code == 422
    assert "Wessel" not in answer.content.decode()
    assert "Iemand anders heeft dit" in text_of(answer)
    # Who knows the name reads the real words.
    leader = client_of(cast.anna).post(address, typed | {"text": "Mijn eigen woorden."})
    assert "Wessel belt met Bert." in text_of(leader)
