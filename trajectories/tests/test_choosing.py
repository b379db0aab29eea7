"""For whom one writes: who is under way now stands first, and everybody else can be found."""

import re

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from coaching.factories import CoachAssignmentFactory
from conftest import TODAY, client_of
from participants.factories import ParticipantFactory
from trajectories.choosing import PAGE_SIZE
from trajectories.factories import SpellFactory, TrajectoryFactory

PAGES = [("anna", "trajectories:choose_for_event"), ("bert", "coaching:choose_for_talk")]


@pytest.fixture
def somebody(cast):
    """Somebody in the programme of Bert, under way now or not."""

    def make(name, *, here=False):
        trajectory = TrajectoryFactory(
            participant=ParticipantFactory(given_name="Jo", name_prefix="", family_name=name),
            programme=cast.dow,
        )
        CoachAssignmentFactory(trajectory=trajectory, coach=cast.bert, starts_on=TODAY)
        if here:
            SpellFactory(trajectory=trajectory, starts_on=TODAY)
        return trajectory

    return make


def names_on(page):
    main = BeautifulSoup(page.content.decode(), "html.parser").find("main")
    return [link.get_text() for link in main.select(".c-list a")]


@pytest.mark.parametrize(("person", "route"), PAGES)
def test_who_is_under_way_now_stands_first(cast, somebody, person, route):
    for name, here in (("Aalders", False), ("Zomer", True), ("Bos", False), ("Maas", True)):
        somebody(name, here=here)

    page = client_of(getattr(cast, person)).get(reverse(route))

    assert names_on(page) == ["Jo Maas", "Jo Zomer", "Jo Aalders", "Jo Bos"]


@pytest.mark.parametrize(("person", "route"), PAGES)
def test_nobody_is_out_of_reach(cast, somebody, person, route):
    for number in range(PAGE_SIZE):
        somebody(f"Bakker {number:02}")
    last = somebody("Zwart")
    browser, address = client_of(getattr(cast, person)), reverse(route)

    assert "Jo Zwart" not in names_on(browser.get(address))
    assert names_on(browser.get(address, {"page": 2})) == ["Jo Zwart"]
    for words in ("zwart", last.reference):
        assert names_on(browser.get(address, {"q": words})) == ["Jo Zwart"]


def test_a_search_that_finds_one_person_does_not_jump_away(cast, somebody):
    somebody("Bos")
    somebody("Maas")

    page = client_of(cast.anna).get(reverse("trajectories:choose_for_event"), {"q": "maas"})

    assert (page.status_code, names_on(page)) == (200, ["Jo Maas"])


def test_a_coach_chooses_among_his_own(cast, somebody):
    somebody("Bos", here=True)
    somebody("Maas", here=True)
    TrajectoryFactory(programme=cast.dow)

    page = client_of(cast.bert).get(reverse("trajectories:choose_for_event"))

    assert names_on(page) == ["Jo Bos", "Jo Maas"]


def test_a_longer_choice_asks_no_more_questions(cast, somebody, django_assert_max_num_queries):
    somebody("Bos", here=True)
    somebody("Maas")
    anna, address = client_of(cast.anna), reverse("trajectories:choose_for_event")
    anna.get(address)
    with django_assert_max_num_queries(9) as few:
        anna.get(address)
    for number in range(8):
        somebody(f"Bakker {number}", here=number % 2)
    with django_assert_max_num_queries(len(few)):
        anna.get(address)


@pytest.mark.parametrize(
    ("person", "form"),
    [("anna", "trajectories:event_create"), ("bert", "coaching:talk_create")],
)
def test_inside_a_dossier_the_bar_opens_the_form_of_that_dossier(cast, dossier, person, form):
    page = client_of(getattr(cast, person)).get(
        reverse("trajectories:facts", args=[dossier.trajectory.pk])
    )

    deed = BeautifulSoup(page.content.decode(), "html.parser").select_one(".c-bottom-bar__deed a")
    assert deed["href"] == reverse(form, args=[dossier.trajectory.pk])
    assert re.search(r"\w", deed.get_text())
