"""A name that reads as the alias, and a text that is written over its veiled form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participants.veil import NO_VEIL, Veil, names_to_veil

NORA = Veil(names_to_veil("Amina", "", "el Idrissi"), "Nora")
TIM = Veil(names_to_veil("Wessel", "van der", "Zwaluw"), "Tim")
LONG_ALIAS = Veil(names_to_veil("Jan-Willem", "", "Bakker-de Vries"), "Tim B. uit O.")
VEILS = (NORA, TIM, LONG_ALIAS)
# Pieces of which texts are made in which names stand everywhere.
PIECES = st.sampled_from(
    ["Wessel", "WESSELS", "Zwáluw", "We\u0301ssel", "van der Zwaluw", "Wessel van der Zwaluw", "Tim", "Tims",
     "Jan-Willem", "Jan Willem's", "Bakker", "Bakker-de Vries", "Amina", "Aminaatje", "el Idrissi",
     " ", "\n", "\r\n", "\r", ".", "'s", "s", "moeder", "belde", "0", "_", "\u00ad", "Tim B.", "uit O."]
)  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=3), max_size=14).map("".join)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Amina belde.", "Nora belde."),
        ("Amina's moeder en Aminas broer", "Nora's moeder en Noras broer"),
        ("AMINA el Idrissi", "Nora"),
        ("Amina \n el  Idrissi", "Nora"),
        ("De familie Idrissi", "De familie Nora"),
        ("mevrouw El Idrissi", "mevrouw Nora"),
        ("Ámina en A\u0301mina\u0301, ami\u00adna", "Nora en Nora, Nora"),
        ("Aminaatje en amina2", "Noraatje en Nora2"),
        ("Aminatou is een ander", "Aminatou is een ander"),
        ("", ""),
    ],
)
def test_a_name_reads_as_the_alias(text, expected):
    assert NORA(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jan Willem Bakker", "Tim B. uit O. Tim B. uit O."),
        ("Jan-Willem Bakker-de Vries", "Tim B. uit O."),
        ("Willem en de vries", "Tim B. uit O. en de Tim B. uit O."),
    ],
)
def test_a_part_of_a_name_in_parts_is_a_name_too(text, expected):
    assert LONG_ALIAS(text) == expected


def test_without_names_nothing_is_veiled():
    assert Veil(("", ""), "Nora")("Amina") == NO_VEIL("Amina") == "Amina"


def test_a_name_that_is_the_alias_is_no_secret():
    veil = Veil(names_to_veil("Rik", "", ""), "Rik")

    assert veil("RIK belde.") == "RIK belde."


@pytest.mark.parametrize(
    ("stored", "typed", "kept"),
    [
        # Nothing changed.
        ("WESSELS  moeder", "TimS  moeder", "WESSELS  moeder"),
        ("Wessel\nbelde ", "Tim\r\nbelde ", "Wessel\nbelde "),
        # Something else changed: each name stays as it was written.
        ("Wessel belt. Zwáluw niet.", "Tim belt. Tim wel.", "Wessel belt. Zwáluw wel."),
        ("Wessel belt.", "Ook Tim belt.", "Ook Wessel belt."),
        ("Wessel belt.\nHij lacht.", "Tim belt.\r\nHij huilt.", "Wessel belt.\nHij huilt."),
        # The name itself changed, or was added: it is what was typed.
        ("Wessel belt.", "Moeder belt.", "Moeder belt."),
        ("Wessels moeder", "Tim en moeder", "Tim en moeder"),
        ("Moeder belt.", "Moeder van Tim belt.", "Moeder van Tim belt."),
        ("Wessel belt.", "", ""),
        ("", "Tim", "Tim"),
        # Put together they would be read as one name.
        ("Wessel en van der Zwaluw", "Tim Tim", "Tim Tim"),
    ],
)
def test_what_is_typed_over_a_veiled_text_keeps_the_names_that_stayed(stored, typed, kept):
    assert TIM.lift(typed, stored) == kept


def test_a_name_of_several_words_is_kept_whole_or_not_at_all():
    assert LONG_ALIAS.lift("Ja, Tim B. uit O.", "Nee, Bakker") == "Ja, Bakker"
    assert LONG_ALIAS.lift("Nee, Tim B. uit Ommen", "Nee, Bakker") == "Nee, Tim B. uit Ommen"


def test_what_no_longer_fits_with_the_name_is_kept_as_it_was_typed():
    assert TIM.lift("Tim belt op", "Wessel belt", longest=12) == "Tim belt op"
    assert TIM.lift("Tim belt op", "Wessel belt", longest=14) == "Wessel belt op"
    assert TIM.lift("Tim belt", "Wessel belt", longest=8) == "Wessel belt"


@given(TEXTS, st.sampled_from(VEILS))
def test_who_changes_nothing_leaves_the_text_as_it_was_to_the_letter(text, veil):
    shown = veil(text)

    assert veil.lift(shown, text) == text
    assert (
        veil.lift(shown.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n"), text)
        == text
    )


@given(TEXTS, TEXTS, st.sampled_from(VEILS))
def test_what_is_kept_reads_as_what_was_typed(stored, typed, veil):
    assert veil.reads_as(veil.lift(typed, stored), veil(typed))


@given(TEXTS)
def test_who_knows_the_name_keeps_what_he_typed(text):
    assert NO_VEIL.lift(text, "Wessel") == text
