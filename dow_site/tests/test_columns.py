"""What a column holds is suggested by its heading, once each, and by what was chosen before."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dow_site.columns import Field, heading_key, suggest

FIELDS = (
    Field(name="given", label="Voornaam", headings=("Roepnaam",)),
    Field(name="family", label="Achternaam"),
    Field(name="born", label="Geboortedatum", headings=("Geb. datum",)),
)
NAMES = [field.name for field in FIELDS]
headings = st.lists(
    st.one_of(st.text(max_size=12), st.sampled_from(["Voornaam", "ROEPNAAM", "geb datum", ""])),
    max_size=8,
)
choices = st.dictionaries(
    st.sampled_from(["Voornaam", "Naam", "geb datum"]), st.sampled_from([*NAMES, "", "gone"])
)


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Voornaam", "given"),
        (" VOORNAAM ", "given"),
        ("Roep-naam", "given"),
        ("Geb. datum", "born"),
        ("gebdatum", "born"),
        ("Géboortedatum", "born"),
        ("Datum", ""),
        ("", ""),
    ],
)
def test_a_heading_is_known_however_it_is_written(heading, name):
    assert suggest([heading], FIELDS) == (name,)


def test_of_two_columns_with_the_same_meaning_the_first_is_taken():
    assert suggest(["Roepnaam", "Voornaam"], FIELDS) == ("given", "")


def test_what_was_chosen_before_wins_also_from_a_column_further_on():
    assert suggest(["Voornaam", "Naam"], FIELDS, {"naam": "given"}) == ("", "given")


def test_a_column_that_was_left_out_before_is_left_out_again():
    assert suggest(["Voornaam"], FIELDS, {"Voornaam": ""}) == ("",)


def test_what_was_chosen_of_a_field_that_is_gone_does_not_count():
    assert suggest(["Voornaam"], FIELDS, {"Voornaam": "gone"}) == ("given",)


@given(headings, choices)
def test_every_column_has_an_answer_and_no_field_two_columns(header, remembered):
    found = suggest(header, FIELDS, remembered)

    assert len(found) == len(header)
    assert set(found) <= {*NAMES, ""}
    assert all(found.count(name) <= 1 for name in NAMES)


@given(headings, choices)
def test_what_is_suggested_and_remembered_is_suggested_again(header, remembered):
    header = list({heading_key(heading): heading for heading in header}.values())
    found = suggest(header, FIELDS, remembered)

    assert suggest(header, FIELDS, dict(zip(header, found, strict=True))) == found
