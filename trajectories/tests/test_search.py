"""Searching the list: as written first, else what resembles it, and never a name one may not know."""

import pytest
from django.urls import reverse

from conftest import client_of, text_of
from participants import matching
from participants.factories import ParticipantFactory
from participants.matching import resembling
from participants.models import Participant
from participants.names import folded
from trajectories.factories import TrajectoryFactory

AS_RESEMBLING = "Zo geschreven staat er niemand. Deze namen lijken erop."


@pytest.fixture
def people(cast):
    for number, (given, prefix, family) in enumerate(
        [("Pieter", "de", "Vries"), ("Şirin", "", "Yılmaz"), ("Anna", "van den", "Berg")], start=1
    ):
        person = ParticipantFactory(
            given_name=given, name_prefix=prefix, family_name=family, alias=f"Bo {number}"
        )
        TrajectoryFactory(participant=person, programme=cast.dow, reference=f"DOW-2026-10{number}")


def search(person, words):
    return text_of(client_of(person).get(reverse("trajectories:list"), {"q": words}))


@pytest.mark.parametrize("words", ["vries", "SIRIN yilmaz", "berg van den", "dow-2026-103", "103"])
def test_a_search_finds_what_is_written_so(cast, people, words):
    page = search(cast.anna, words)

    assert "1 traject" in page
    assert AS_RESEMBLING not in page


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Peiter", "Pieter de Vries"),
        ("Piter Vris", "Pieter de Vries"),
        ("sirin yilmas", "Şirin Yılmaz"),
        ("anna bergh", "Anna van den Berg"),
    ],
)
def test_a_misspelt_name_is_found_and_the_page_says_so(cast, people, words, name):
    page = search(cast.anna, words)

    assert name in page
    assert "1 traject" in page
    assert AS_RESEMBLING in page


@pytest.mark.parametrize("words", ["xqzw", "xq", "dow-2099", "vries 999", "%%%", "_____"])
def test_what_resembles_nothing_finds_nobody(cast, people, words):
    assert "Niemand gevonden" in search(cast.anna, words)


def test_a_misspelt_name_finds_nobody_of_another_programme(cast, people):
    assert "Niemand gevonden" in search(cast.joke, "Peiter")


def test_a_misspelt_real_name_tells_a_facilitator_nothing(cast, dossier):
    assert "Niemand gevonden" in search(cast.lotte, "Zwaluv")
    assert "1 traject" in search(cast.lotte, "Timm")


@pytest.mark.parametrize("words", ["Peiter", "Piter Vris", "vres", "anna bergh", "yilmas berg"])
def test_weighing_the_likeliest_first_leaves_nobody_out(people, words, monkeypatch):
    def found():
        return resembling(Participant.objects.all(), folded(words).split(), name="sort_name")

    likeliest_first = found()
    monkeypatch.setattr(matching, "_RESEMBLES_MUCH", matching._WORD_RESEMBLES)

    assert likeliest_first == found()
