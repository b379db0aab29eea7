"""Names as they are sorted and searched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participants.names import folded, full_name, likeness, sort_key


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Şahin", "sahin"),
        ("ŁUKASZ", "lukasz"),
        ("  Zoë  van   Ek", "zoe van ek"),
        ("Groß", "gross"),
    ],
)
def test_accents_and_case_fold_away(text, expected):
    assert folded(text) == expected


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert folded(folded(text)) == folded(text)


def test_the_prefix_does_not_decide_where_a_name_is_sorted():
    assert sort_key("Anna", "Berg", "van den") == "berg anna van den"
    assert sort_key("Anna", "") == "anna"
    assert full_name("Anna", "van den", "Berg") == "Anna van den Berg"


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("Wessel Zwaluw", "zwaluw wéssel", 1, 1),
        ("Stefan Wijnen", "Stephan Wynen", 1, 1),
        ("Janssen", "Jansen", 1, 1),
        ("Wessel Zwaluw", "Wessel Zwaluv", 0.9, 0.99),
        ("Pieter Smit", "Peiter Smit", 0.8, 0.99),
        ("Tim Bakker", "Sanne Visser", 0, 0.5),
    ],
)
def test_names_are_held_side_by_side_by_eye_and_ear(one, other, least, most):
    assert least <= likeness(one, other) <= most


@given(st.text(), st.text())
def test_likeness_runs_from_nothing_to_the_same(one, other):
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, one) == 1
