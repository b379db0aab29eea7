"""What the texts of a row say: dates, choices, organisations and numbers as people write them, names with prefixes."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dow_site.columns import by_field, heading_key
from dow_site.free_text import BSN_WARNING, looks_like_bsn
from dow_site.spreadsheets import written
from participants.importing.fields import FIELDS, FULL_NAME, holds_bsn
from participants.importing.rows import (
    LONGEST,
    Places,
    read_row,
    whole_phone,
    with_split_names,
    without_bsn,
)
from participants.models import Participant, Referral
from participants.names import folded, full_name, split_family_name, split_name

TODAY = datetime.date(2026, 3, 16)
PLACES = Places(
    by_name={"gemeente hellendoorn": 1, "de kern": 2, "almelo": 3}, municipalities=frozenset({1, 3})
)
BSN = "111222333"
FIELD_NAMES = sorted({field.name for fields in FIELDS.values() for field in fields})


def read(**texts):
    return read_row({"given_name": "Yara"} | texts, today=TODAY, places=PLACES)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Wessel van der Zwaluw", ("Wessel", "van der", "Zwaluw")),
        ("Zwaluw, Wessel van der", ("Wessel", "van der", "Zwaluw")),
        ("van der Zwaluw, Wessel", ("Wessel", "van der", "Zwaluw")),
        ("VAN DER Zwaluw, Wessel", ("Wessel", "van der", "Zwaluw")),
        ("Anna Maria van den Berg", ("Anna Maria", "van den", "Berg")),
        ("Kees in 't Veld", ("Kees", "in 't", "Veld")),
        ("Kees in ’t Veld", ("Kees", "in 't", "Veld")),
        ("Sem Wolters", ("Sem", "", "Wolters")),
        ("Sem van Dam-de Boer", ("Sem", "van", "Dam-de Boer")),
        ("Sem", ("Sem", "", "")),
        ("van", ("van", "", "")),
        ("", ("", "", "")),
        (",", ("", "", "")),
    ],
)
def test_a_name_in_one_piece_is_taken_apart(text, parts):
    assert split_name(text) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("van der Zwaluw", ("van der", "Zwaluw")),
        ("Zwaluw, van der", ("van der", "Zwaluw")),
        ("Zwaluw", ("", "Zwaluw")),
        ("De", ("", "De")),
        ("", ("", "")),
    ],
)
def test_a_prefix_comes_off_a_family_name(text, parts):
    assert split_family_name(text) == parts


words = st.lists(
    st.text(alphabet="abcdéŠ'", min_size=1, max_size=6) | st.sampled_from(["van", "de", "'t"]),
    max_size=6,
)


@given(words)
def test_no_word_of_a_name_gets_lost_or_changes_place(parts):
    text = " ".join(parts)

    assert folded(full_name(*split_name(text))) == folded(text)
    assert folded(" ".join(split_family_name(text))).split() == folded(text).split()


@given(words, words)
def test_a_name_turned_round_keeps_its_words(before, after):
    text = f"{' '.join(before)}, {' '.join(after)}"
    made = full_name(*split_name(text))

    assert sorted(folded(made).split()) == sorted(folded(text.replace(",", " ")).split())


@given(st.dictionaries(st.sampled_from(FIELD_NAMES), st.text(max_size=300)))
def test_whatever_stands_in_a_row_is_read_or_has_a_sentence(texts):
    texts = with_split_names(texts)
    reading = read_row(texts, today=TODAY, places=PLACES)

    assert not reading.values.keys() & reading.problems.keys()
    filled = {name for name, text in texts.items() if text.strip()}
    assert filled <= reading.values.keys() | reading.problems.keys()
    assert all(sentence.endswith(".") for sentence in reading.problems.values())
    for name, value in reading.values.items():
        assert not (name in LONGEST and len(value) > LONGEST[name])


@given(st.dates(datetime.date(1901, 1, 1), TODAY))
def test_a_date_of_a_cell_is_read_back_as_that_day(day):
    assert read(birth_date=written(day)).values["birth_date"] == day


@pytest.mark.parametrize("text", ["12-2-2007", "12 februari 2007", "2007-02-12", "12/02/07"])
def test_a_dutch_date_is_read(text):
    assert read(birth_date=text).values["birth_date"] == datetime.date(2007, 2, 12)


@pytest.mark.parametrize(
    ("name", "text", "word"),
    [
        ("birth_date", "31-2-2007", "geen dag"),
        ("birth_date", "2007", "hele dag"),
        ("birth_date", "17-3-2026", "toekomst"),
        ("birth_date", "39125", "geen dag"),
        ("email", "yara(at)voorbeeld.nl", "e-mailadres"),
        ("phone", "onbekend", "telefoonnummer"),
        ("education", "zwemdiploma", "Kies uit"),
        ("municipality", "De Kern", "geen gemeente"),
        ("municipality", "Nergens", "lijst van organisaties"),
        ("given_name", "Y" * 81, "te lang"),
        ("wishes", f"Mijn nummer is {BSN}.", "burgerservicenummer"),
    ],
)
def test_what_cannot_be_read_says_why(name, text, word):
    assert word in read(**{name: text}).problems[name]


def test_a_row_without_a_name_is_refused():
    assert "given_name" in read_row({}, today=TODAY, places=PLACES).problems


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("education", "VMBO-T", "vmbo"),
        ("education", "mbo 2 techniek", "mbo_2"),
        ("reason_category", "schooluitval", "left_school"),
        ("source", "RMC-coördinator (Doorstroompunt)", "rmc"),
        ("municipality", "Hellendoorn", 1),
        ("municipality", "Gemeente Hellendoorn", 1),
        ("organisation", "DE KERN", 2),
        ("phone", "612345678", "0612345678"),
    ],
)
def test_a_choice_or_an_organisation_is_known_as_people_write_it(name, text, value):
    assert read(**{name: text}).values[name] == value


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (True, "ja"),
        (612345678, "612345678"),
        (Decimal("7.5"), "7,5"),
        (datetime.date(2007, 2, 12), "12-2-2007"),
        (datetime.datetime(2007, 2, 12, 9, 30), "12-2-2007"),
        (datetime.time(9, 5), "09:05"),
        ("twee\nregels\x00", "twee regels"),
    ],
)
def test_a_cell_is_written_as_people_do(cell, text):
    assert written(cell) == text


def test_a_number_of_the_citizen_is_left_out_but_a_phone_number_is_whole():
    assert BSN not in without_bsn(f"zie {BSN}")
    assert not looks_like_bsn(whole_phone(BSN))
    assert read(wishes=without_bsn(BSN)).problems["wishes"] == BSN_WARNING


@pytest.mark.parametrize("heading", ["BSN", "b.s.n.", "Burgerservicenummer", "BSN-nummer"])
def test_a_column_of_citizen_service_numbers_is_known_by_its_heading(heading):
    assert holds_bsn(heading)


def test_texts_stand_under_the_fields_of_their_columns():
    assert by_field(["Yara", "x", ""], ["given_name", "", "email"]) == {"given_name": "Yara"}
    assert with_split_names({FULL_NAME: "Yara de Boer"}) == {
        "given_name": "Yara",
        "name_prefix": "de",
        "family_name": "Boer",
    }


def test_no_text_is_longer_than_its_column():
    limits = {
        field.name: field.max_length
        for model in (Participant, Referral)
        for field in model._meta.fields
        if getattr(field, "max_length", None)
    }

    assert {name for name, most in LONGEST.items() if most > limits.get(name, most)} == set()
    assert LONGEST["phone"] + len(", ") + LONGEST["email"] <= limits["reach"]


def test_no_heading_is_claimed_by_two_fields():
    for fields in FIELDS.values():
        keys = [heading_key(word) for field in fields for word in {field.label, *field.headings}]
        assert len(keys) == len(set(keys))
