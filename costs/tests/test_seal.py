"""The seal: one way of writing, another seal for every other content, no floats."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from costs.seal import broken_places, seal_in_groups, seal_of, written

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=20,
)
CONTENT = st.dictionaries(st.text(max_size=8), PLAIN, max_size=5)


@given(CONTENT)
def test_content_is_written_in_one_way_whatever_the_order_of_its_keys(content):
    turned = dict(reversed(content.items()))

    assert written(turned) == written(content)
    assert broken_places(json.loads(written(content)), json.loads(written(turned))) == []


@given(CONTENT, st.data())
def test_another_byte_is_another_seal(content, data):
    text = written(content)
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(
        st.characters(exclude_categories=["Cs"]).filter(lambda one: one != text[place])
    )

    assert seal_of(text[:place] + other + text[place + 1 :]) != seal_of(text)


@given(CONTENT, PLAIN)
def test_a_field_that_was_learned_since_is_no_difference(content, value):
    assert broken_places(content, content | {"a field of later": value}) == []


@given(st.lists(PLAIN, max_size=4), PLAIN)
def test_a_row_more_or_less_is_a_difference(rows, row):
    assert broken_places({"rows": rows}, {"rows": [*rows, row]}) == ["rows"]
    assert broken_places({"rows": [*rows, row]}, {"rows": rows}) == ["rows"]


@pytest.mark.parametrize("content", [{"a": 1.5}, {"a": [{"b": 0.1}]}, {"a": (1, 2.0)}])
def test_a_float_is_refused(content):
    with pytest.raises(TypeError):
        written(content)


def test_the_seal_is_read_in_groups_of_eight():
    assert seal_in_groups("0123456789abcdef") == "01234567 89abcdef"
