"""Two lives along one road: every word is there, nothing overlaps, and a note is never cut in two."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from costs.two_lives import (
    HIGHEST,
    NARROW,
    TEXT_LINE,
    WIDE,
    LifeNote,
    Stretch,
    two_lives,
)

LETTER = 7.4
words = st.text(alphabet="abcdefgh W", min_size=1, max_size=600).filter(str.strip)
notes = st.builds(
    LifeNote, text=words, aside=st.text(alphabet="abc W", max_size=200), is_support=st.booleans()
)
stretches = st.builds(
    Stretch,
    title=st.text(alphabet="abcW ", min_size=1, max_size=80).filter(str.strip),
    with_programme=st.lists(notes, max_size=6).map(tuple),
    without=st.lists(notes, max_size=6).map(tuple),
)


def letters(text):
    return "".join(text.split())


@pytest.mark.parametrize("shape", [WIDE, NARROW], ids=["wide", "narrow"])
@given(road=st.lists(stretches, max_size=3))
def test_nothing_overlaps_at_any_length(road, shape):
    for frame in two_lives(road, shape).frames:
        assert frame.width == shape.width
        for text in frame.title_lines:
            assert len(text.text) * LETTER < shape.width
        for box in frame.boxes:
            assert box.y >= frame.title_height
            assert box.y + box.height <= frame.height
            road_end = shape.road_x + shape.road_width
            assert box.x >= 0
            assert box.x + box.width <= shape.road_x or road_end <= box.x
            assert box.x + box.width <= shape.width
            for text in box.lines + box.aside_lines:
                assert box.y < text.y - TEXT_LINE + 4
                assert text.y < box.y + box.height
                assert text.x + len(text.text) * LETTER < box.x + box.width
            ys = [text.y for text in box.lines + box.aside_lines]
            assert all(
                later - earlier == TEXT_LINE for earlier, later in zip(ys, ys[1:], strict=False)
            )
        for one, other in combinations(frame.boxes, 2):
            if one.x == other.x:
                assert one.y + one.height < other.y or other.y + other.height < one.y


@pytest.mark.parametrize("shape", [WIDE, NARROW], ids=["wide", "narrow"])
@given(road=st.lists(stretches, max_size=3))
def test_every_word_of_every_note_is_drawn_once_and_on_its_own_side(road, shape):
    lives = two_lives(road, shape)

    for is_right in (False, True):
        drawn = "".join(
            text.text
            for frame in lives.frames
            for box in frame.boxes
            if (box.x == shape.right_x) == is_right
            for text in box.lines + box.aside_lines
        )
        told = "".join(
            note.text + note.aside
            for stretch in road
            for note in (stretch.without if is_right else stretch.with_programme)
        )
        assert letters(drawn) == letters(told)


@given(st.lists(stretches, max_size=3))
def test_a_frame_fits_on_a_page(road):
    longest = 1400 // 39 * TEXT_LINE + 400

    for frame in two_lives(road).frames:
        assert frame.height <= max(HIGHEST, longest) + 120


def test_a_long_stretch_goes_on_without_its_title():
    road = [Stretch(title="Start", with_programme=(LifeNote(text="x " * 300),) * 4, without=())]

    first, *others = two_lives(road).frames

    assert first.title_lines[0].text == "Start"
    assert others
    assert not any(frame.title_lines for frame in others)


def test_a_stretch_without_notes_is_left_out():
    lives = two_lives([Stretch(title="Leeg", with_programme=(), without=())])

    assert lives.is_empty
    assert lives.stretches == ()
