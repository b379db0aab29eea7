"""Nine digits that could be a citizen service number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dow_site.free_text import looks_like_bsn

WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2)


def check_digit(first_eight):
    return sum(w * int(d) for w, d in zip(WEIGHTS, first_eight, strict=True)) % 11


numbers = (
    st.text("0123456789", min_size=8, max_size=8)
    .filter(lambda digits: int(digits) and check_digit(digits) < 10)
    .map(lambda digits: f"{digits}{check_digit(digits)}")
)
words = st.text(st.characters(categories=["L", "Zs"]), max_size=20)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("111222333", True),
        ("Zijn nummer is 111222333.", True),
        ("1112.22.333", True),
        ("1112 22 333", True),
        ("nr111222333nr", True),
        ("111222334", False),
        ("000000000", False),
        ("0111222333", False),
        ("1112223330", False),
        ("11122233", False),
        ("0612345678", False),
        ("111-222-333", False),
        ("", False),
        ("٣٣٣٢٢٢١١١", False),
    ],
)
def test_what_looks_like_a_citizen_service_number(text, found):
    assert looks_like_bsn(text) == found


@given(words, numbers, words)
def test_a_number_is_found_wherever_it_stands(before, number, after):
    assert looks_like_bsn(f"{before} {number} {after}")


@given(numbers, st.integers(0, 8), st.integers(1, 9))
def test_a_number_with_one_wrong_digit_is_no_number(number, place, step):
    digits = list(number)
    digits[place] = str((int(digits[place]) + step) % 10)

    assert not looks_like_bsn("".join(digits))


@given(numbers, st.sampled_from("0123456789"))
def test_a_longer_row_of_digits_is_no_number(number, digit):
    assert not looks_like_bsn(number + digit)
    assert not looks_like_bsn(digit + number)


@given(st.text(st.characters(exclude_categories=["Nd"])))
def test_a_text_without_digits_holds_no_number(text):
    assert not looks_like_bsn(text)
