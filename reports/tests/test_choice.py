"""Which events a choice keeps, and what the report says of it."""

import datetime
from dataclasses import replace

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from dow_site.dates import Precision
from reports.choice import EVERYTHING, Choice, Part, choose
from reports.choice_form import PARTS, ChoiceForm
from reports.editions import Edition
from trajectories.drawing import Story
from trajectories.story import ChapterIn, EventIn, LaneIn, tell

TODAY = datetime.date(2026, 3, 12)
LANES = (
    LaneIn(key=1, label="Rik", kind="participant"),
    LaneIn(key=2, label="Vader", kind="family"),
)
CHAPTERS = (
    ChapterIn(key=10, title="Start", order=1, narrative="Het begin."),
    ChapterIn(key=20, title="Terugval", order=2, narrative="Het ging mis."),
)


def event(key, month=None, *, chapter=10, lanes=(1,), kind="life_event"):
    start = month and datetime.date(2020, month, 1)
    return EventIn(
        key=key, lanes=lanes, text=f"Gebeurtenis {key}", chapter=chapter, position=key, kind=kind,
        start=start, precision=Precision.MONTH if start else Precision.ORDER,
    )  # fmt: skip


EVENTS = (
    event(1, 1), event(2), event(3, 3, lanes=(1, 2)), event(4, 6, chapter=20),
    event(5, 7, chapter=20, lanes=(2,), kind="milestone"),
)  # fmt: skip
STORY = Story(lanes=LANES, chapters=CHAPTERS, events=EVENTS, spells=(), marks=(), today=TODAY)


def kept(**choice):
    return [one.key for one in choose(STORY, Choice(**choice)).story.events]


def test_nothing_chosen_is_everything_as_it_was():
    chosen = choose(STORY, EVERYTHING)

    assert chosen.story.draw() == STORY.draw()
    assert chosen.note == ""


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ({"since": datetime.date(2020, 3, 1)}, [3, 4, 5]),
        ({"until": datetime.date(2020, 3, 31)}, [1, 2, 3]),
        # A month of which one day falls in the period can have been in it.
        ({"since": datetime.date(2020, 3, 31), "until": datetime.date(2020, 6, 1)}, [3, 4]),
        ({"chapters": frozenset({20})}, [4, 5]),
        ({"lanes": frozenset({2})}, [3, 5]),
        ({"kinds": frozenset({"milestone"})}, [5]),
        ({"left_out": frozenset({1, 4})}, [2, 3, 5]),
        ({"chapters": frozenset({20}), "lanes": frozenset({1})}, [4]),
        ({"chapters": frozenset({999})}, []),
    ],
)
def test_a_choice_keeps(choice, expected):
    assert kept(**choice) == expected


def test_what_is_known_by_order_only_goes_with_the_one_before_it():
    assert 2 in kept(until=datetime.date(2020, 1, 31))
    assert 2 not in kept(since=datetime.date(2020, 2, 1))


def test_an_event_of_which_nothing_tells_the_time_is_in_no_period():
    story = replace(STORY, events=(event(1), event(2)))

    assert len(choose(story, EVERYTHING).story.events) == 2
    assert choose(story, Choice(since=datetime.date(2020, 1, 1))).story.events == ()


def test_chapters_and_lanes_without_a_chosen_event_stay_away_with_their_words():
    chosen = choose(STORY, Choice(until=datetime.date(2020, 2, 1))).story

    assert [chapter.title for chapter in chosen.chapters] == ["Start"]
    assert [lane.label for lane in chosen.lanes] == ["Rik"]


def test_an_event_on_more_lanes_shows_the_chosen_ones_only():
    drawn = choose(STORY, Choice(lanes=frozenset({2}))).story.draw()

    assert [lane.label for lane in drawn.lanes] == ["Vader"]
    assert {lane.label for entry in drawn.entries for lane in entry.lanes} == {"Vader"}


def test_the_story_of_the_chapters_can_stay_out():
    chosen = choose(STORY, Choice(parts_left_out=frozenset({Part.NARRATIVE}))).story

    assert [chapter.narrative for chapter in chosen.chapters] == ["", ""]
    assert len(chosen.events) == len(EVENTS)


def test_the_report_says_what_was_chosen():
    choice = Choice(
        since=datetime.date(2020, 1, 1), until=datetime.date(2020, 6, 30), chapters=frozenset({10, 20}),
        lanes=frozenset({1}), left_out=frozenset({1}), parts_left_out=frozenset({Part.COSTS}),
    )  # fmt: skip

    assert choose(STORY, choice).note == (
        "januari 2020 tot en met juni 2020; hoofdstukken Start en Terugval; baan Rik; "
        "1 losse gebeurtenis weggelaten; zonder de kosten; 3 van de 5 gebeurtenissen"
    )
    assert choose(STORY, Choice(since=datetime.date(2020, 1, 2))).note.startswith(
        "vanaf 2 januari 2020;"
    )


choices = st.builds(
    Choice,
    since=st.none() | st.dates(datetime.date(2019, 11, 1), datetime.date(2020, 9, 1)),
    until=st.none() | st.dates(datetime.date(2019, 11, 1), datetime.date(2020, 9, 1)),
    chapters=st.frozensets(st.sampled_from([0, 10, 20, 999])),
    lanes=st.frozensets(st.sampled_from([1, 2, 999])),
    kinds=st.frozensets(st.sampled_from(["life_event", "milestone"])),
    left_out=st.frozensets(st.integers(1, 12)),
)
stories = st.lists(
    st.tuples(
        st.none() | st.integers(1, 12), st.sampled_from([10, 20, None]),
        st.frozensets(st.sampled_from([1, 2])),
    ),
    max_size=12,
).map(
    lambda rows: replace(
        STORY,
        events=tuple(
            event(key, month, chapter=chapter, lanes=tuple(sorted(lanes)))
            for key, (month, chapter, lanes) in enumerate(rows, 1)
        ),
    )
)  # fmt: skip


@given(stories, choices)
def test_a_choice_never_adds_and_never_moves(story, choice):
    """What is kept was there, in the chapter in which the whole tells it; nothing left out is drawn."""
    chapter_of = {
        one.key: chapter and chapter.key
        for chapter, told in tell(story.chapters, story.events)
        for one in told
    }
    chosen = choose(story, choice)
    drawn = chosen.story.draw()

    shown = {entry.key for entry in drawn.entries}
    assert shown == {one.key for one in chosen.story.events}
    assert shown <= {one.key for one in story.events} - choice.left_out
    assert shown.isdisjoint(one.key for one in chosen.left_out)
    assert all(entry.chapter == chapter_of[entry.key] for entry in drawn.entries)
    assert chosen.total == len(story.events)


# The address


def form_of(address, edition=Edition.FULL):
    return ChoiceForm(QueryDict(address), story=STORY, edition=edition)


def test_an_address_is_read_as_a_choice():
    form = form_of(
        "vanaf=jan+2020&tot=maart+2020&hoofdstuk=10&baan=2&soort=milestone&zonder=4&zonder=5&weg=kosten"
    )

    assert form.is_valid()
    assert form.choice == Choice(
        since=datetime.date(2020, 1, 1), until=datetime.date(2020, 3, 31), chapters=frozenset({10}),
        lanes=frozenset({2}), kinds=frozenset({"milestone"}), left_out=frozenset({4, 5}),
        parts_left_out=frozenset({Part.COSTS}),
    )  # fmt: skip


@pytest.mark.parametrize("edition", Edition)
def test_an_empty_address_is_everything(edition):
    form = form_of("", edition)

    assert form.is_valid()
    assert form.choice == EVERYTHING


@pytest.mark.parametrize(
    "address",
    [
        "vanaf=eens", "tot=32-1-2020", "vanaf=mei+2020&tot=jan+2020", "hoofdstuk=999", "hoofdstuk=x",
        "baan=999", "soort=leuk", "weg=alles", "zonder=x", "zonder=-1",
        "zonder=" + "&zonder=".join(map(str, range(501))), "zonder=" + "9" * 40, "vanaf=" + "1" * 5000,
        "vanaf=%00", "zonder=%C2%B2",
    ],
)  # fmt: skip
def test_what_is_not_understood_is_refused_and_never_prints_more(address):
    assert not form_of(address).is_valid()


def test_a_referrer_chooses_no_chapters_and_no_parts():
    form = form_of("hoofdstuk=10&weg=kosten", Edition.REFERRER)

    assert form.is_valid()
    assert form.choice == EVERYTHING
    assert PARTS[Edition.REFERRER] == ()
