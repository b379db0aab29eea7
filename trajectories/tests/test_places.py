"""How many places there are: dated, kept, and a warning where more are taken."""

import datetime

from django.urls import reverse

from accounts.models import ProgrammePlaces
from conftest import TODAY, client_of, text_of, typed_in

TYPED = {"starts_on": "1-4-2026", "minimum": 4, "maximum": 5}


def submit(person, **typed):
    browser = client_of(person)
    url = reverse("trajectories:places_create")
    return browser.post(url, typed_in(browser.get(url)) | TYPED | typed, follow=True)


def test_a_new_number_counts_from_its_day_and_the_old_one_stays(cast):
    old = cast.dow.places_on(TODAY)

    submit(cast.anna)

    assert cast.dow.places_on(datetime.date(2026, 4, 1)).maximum == 5
    assert cast.dow.places_on(TODAY) == old


def test_fewer_places_than_are_taken_warns_and_is_saved(cast, dossier):
    page = submit(cast.anna, starts_on="vandaag", minimum=0, maximum=0)

    assert "Er is nu 1 plek bezet" in text_of(page)
    assert cast.dow.places_on(TODAY).maximum == 0


def test_two_numbers_on_one_day_and_a_minimum_above_the_maximum_are_sentences(cast):
    submit(cast.anna)

    page = text_of(submit(cast.anna, minimum=9))

    assert "Op deze datum staat al een aantal plekken." in page
    assert "Het minimum is niet hoger dan het maximum." in page
    assert ProgrammePlaces.objects.filter(programme=cast.dow).count() == 2


def test_a_place_says_when_its_last_talk_was(cast, dossier):
    page = text_of(client_of(cast.anna).get(reverse("home")))

    assert "Gesprek: 4 dagen terug" in page
