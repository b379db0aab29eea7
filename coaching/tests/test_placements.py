"""Work placements, and the check by participant and host side by side."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from coaching.factories import WorkplaceCheckFactory
from coaching.models import WorkplaceCheck
from coaching.workplace import PRINCIPLES, QUESTIONS, compare
from conftest import client_of, text_of, typed_in

ANSWER = st.none() | st.integers(1, 4)


@pytest.mark.parametrize(
    ("participant", "host", "to_discuss"),
    [(4, 4, False), (3, 4, False), (2, 4, True), (1, 1, True), (None, 1, True), (None, 4, False)],
)
def test_two_steps_apart_or_a_no_is_something_to_discuss(participant, host, to_discuss):
    rows = compare({"safety": participant}, {"safety": host})

    assert rows[0].to_discuss == to_discuss


@given(ANSWER, ANSWER)
def test_who_said_what_makes_no_difference_to_what_is_discussed(one, other):
    there = compare({"influence": one}, {"influence": other})
    back = compare({"influence": other}, {"influence": one})

    assert [row.to_discuss for row in there] == [row.to_discuss for row in back]


def test_each_principle_is_asked_of_both_in_words_of_their_own():
    asked = [question for questions in QUESTIONS.values() for question in questions.values()]

    assert {who: set(questions) for who, questions in QUESTIONS.items()} == {
        "participant": set(PRINCIPLES), "host": set(PRINCIPLES),
    }  # fmt: skip
    assert len(set(asked)) == 12


def test_the_coach_writes_down_what_the_host_answers(cast, dossier):
    address = reverse("coaching:check_create", args=[dossier.placement.pk, "host"])
    browser = client_of(cast.bert)

    page = browser.get(address)
    answer = browser.post(address, typed_in(page) | {"safety": "4", "influence": "1"})

    check = WorkplaceCheck.objects.get()
    assert QUESTIONS["host"]["safety"] in text_of(page)
    assert answer.status_code == 302
    assert (check.answerer, check.safety, check.influence, check.respect) == ("host", 4, 1, None)
    assert check.recorded_by == cast.bert


def test_a_check_without_an_answer_is_refused_with_a_sentence(cast, dossier):
    address = reverse("coaching:check_create", args=[dossier.placement.pk, "participant"])
    browser = client_of(cast.bert)

    answer = browser.post(address, typed_in(browser.get(address)))

    assert answer.status_code == 422
    assert "minstens één vraag" in text_of(answer)


def test_a_check_by_somebody_else_does_not_exist(cast, dossier):
    address = reverse("coaching:check_create", args=[dossier.placement.pk, "buurman"])

    assert client_of(cast.bert).get(address).status_code == 404


def test_the_answers_of_both_stand_side_by_side(cast, dossier):
    dossier.placement.contact_name = "Henk Voorman"
    dossier.placement.save()
    WorkplaceCheckFactory(placement=dossier.placement, safety=2, remark="Wessel kent niemand.")
    WorkplaceCheckFactory(placement=dossier.placement, safety=4, answerer="host")
    work = reverse("coaching:work", args=[dossier.trajectory.pk])

    to_coach, to_facilitator = (
        text_of(client_of(person).get(work)) for person in (cast.bert, cast.lotte)
    )

    assert "Veiligheid Soms Ja Bespreken" in to_coach
    assert "Henk Voorman" in to_coach
    assert "Tim kent niemand." in to_facilitator
    assert "Henk Voorman" not in to_facilitator
