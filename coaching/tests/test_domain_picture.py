"""Areas of life drawn before and now: levels in, pictures, words and a table out."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.domain_levels import SENSITIVE, STEP_NAMES, VERSION, texts
from coaching.domain_picture import LEFT, RIGHT, Measured, draw_domains
from coaching.models import Rater
from trajectories.models import LifeDomain

NAMES, RATERS = dict(LifeDomain.choices), dict(Rater.choices)
LEVELS = st.dictionaries(st.sampled_from(list(NAMES)), st.integers(1, 4))


def seen(rater, day, **levels):
    return Measured(
        day=datetime.date(2026, 1, day),
        moment="Begin",
        rater=rater,
        version=VERSION,
        levels=levels,
    )


MEASURED = st.lists(
    st.builds(
        Measured,
        day=st.dates(datetime.date(2020, 1, 1), datetime.date(2027, 1, 1)),
        moment=st.just("Begin"),
        rater=st.sampled_from(list(RATERS)),
        version=st.just(VERSION),
        levels=LEVELS,
    ),
    max_size=8,
)


def test_before_and_now_are_the_first_and_the_last_level():
    rows = [seen("participant", 1, money=1), seen("participant", 2, money=2)]
    rows.append(seen("participant", 3, money=4))

    (picture,) = draw_domains(rows, NAMES, RATERS)

    (track,) = picture.tracks
    assert (track.before_x, track.now_x) == (LEFT, RIGHT)
    assert picture.description == "Deelnemer: van zit vast naar staat stevig"


def test_one_measurement_has_a_now_and_no_before():
    (picture,) = draw_domains([seen("coach", 1, housing=3)], NAMES, RATERS)

    (track,) = picture.tracks
    assert track.before_x is None
    assert track.words == "gaat meestal"


def test_an_area_that_was_skipped_keeps_its_last_level_and_an_empty_cell():
    rows = [seen("coach", 1, housing=3, money=2), seen("coach", 2, money=3)]

    money, housing = draw_domains(rows, NAMES, RATERS)

    assert (money.name, housing.name) == ("Geld", "Wonen")
    assert [cell.step for cell in housing.cells] == ["3. Gaat meestal", ""]


@pytest.mark.parametrize(("coach", "differs"), [(1, False), (2, False), (3, True), (4, True)])
def test_two_steps_apart_is_something_to_talk_about(coach, differs):
    rows = [seen("participant", 1, money=1), seen("coach", 1, money=coach)]

    (picture,) = draw_domains(rows, NAMES, RATERS)

    assert picture.differs == differs


@given(MEASURED)
def test_every_rated_area_is_drawn_inside_the_picture_with_a_cell_per_measurement(rows):
    pictures = draw_domains(rows, NAMES, RATERS)

    assert {p.key for p in pictures} == {key for row in rows for key in row.levels}
    for picture in pictures:
        assert len(picture.cells) == len(rows)
        assert picture.description
        for track in picture.tracks:
            assert LEFT <= track.now_x <= RIGHT
            assert track.before_x is None or LEFT <= track.before_x <= RIGHT


def test_each_area_has_four_texts_of_its_own():
    levels = texts()
    sentences = [sentence for four in levels.values() for sentence in four]

    assert levels.keys() == set(LifeDomain.values)
    assert len(sentences) == len(set(sentences)) == 36
    assert all(sentence.endswith(".") for sentence in sentences)
    assert set(SENSITIVE) < levels.keys()
    assert list(STEP_NAMES) == [1, 2, 3, 4]


def test_a_version_that_never_was_is_refused():
    with pytest.raises(KeyError):
        texts(VERSION + 1)
