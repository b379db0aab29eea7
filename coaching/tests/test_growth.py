"""Goals and areas of life: what is kept, and that a coach in training reads his own only."""

import pytest
from django.urls import reverse

from coaching.factories import DomainMeasurementFactory, DomainScoreFactory, GoalFactory
from coaching.models import DomainMeasurement, Goal, GoalStep
from conftest import TODAY, client_of, text_of, typed_in


def growth_page(person, dossier):
    return client_of(person).get(reverse("coaching:growth", args=[dossier.trajectory.pk]))


def fill_in(browser, route, pk, **typed):
    address = reverse(f"coaching:{route}", args=[pk])
    return browser.post(address, typed_in(browser.get(address)) | typed)


def test_a_goal_keeps_how_it_was_worded_before(cast, dossier):
    browser = client_of(cast.bert)

    answer = fill_in(browser, "goal_edit", dossier.goal.pk, own_words="Ik wil een eigen bedrijf.")

    page = text_of(growth_page(cast.bert, dossier))
    assert answer.status_code == 302
    assert "Ik wil een eigen bedrijf." in page
    assert "Zo zei hij of zij het eerder Ik wil met een kraan leren werken." in page


def test_a_step_says_how_far_a_goal_is_in_own_words(cast, dossier):
    browser = client_of(cast.bert)

    fill_in(
        browser,
        "step_create",
        dossier.goal.pk,
        how_far="almost",
        words="Nog één les.",
        noted_on="vandaag",
    )

    page = text_of(growth_page(cast.anna, dossier))
    assert "Bijna 16 maart 2026 “Nog één les.”" in page
    assert GoalStep.objects.get().recorded_by == cast.bert


def test_a_measurement_keeps_what_was_rated_and_skips_the_rest(cast, dossier):
    browser = client_of(cast.bert)

    answer = fill_in(
        browser,
        "measurement_create",
        dossier.trajectory.pk,
        level_money="2",
        support_money="on",
        level_housing="4",
        level_substance_use="",
    )

    measurement = DomainMeasurement.objects.exclude(pk=dossier.measurement.pk).get()
    assert answer.status_code == 302
    assert {(s.domain, s.level, s.wants_support) for s in measurement.scores.all()} == {
        ("money", 2, True), ("housing", 4, False),
    }  # fmt: skip
    assert "Wil hulp bij: geld" in text_of(growth_page(cast.bert, dossier)).replace(" :", ":")


def test_a_measurement_without_any_area_is_refused_with_a_sentence(cast, dossier):
    answer = fill_in(client_of(cast.bert), "measurement_create", dossier.trajectory.pk)

    assert answer.status_code == 422
    assert "Kies bij minstens één leefgebied een zin." in text_of(answer)


@pytest.mark.parametrize(
    ("route", "row", "typed"),
    [
        ("measurement_create", "trajectory", {"measured_on": "17-3-2026", "level_money": "2"}),
        ("step_create", "goal", {"noted_on": "17-3-2026", "how_far": "almost"}),
    ],
)
def test_nobody_measures_tomorrow(cast, dossier, route, row, typed):
    answer = fill_in(client_of(cast.bert), route, getattr(dossier, row).pk, **typed)

    assert answer.status_code == 422
    assert "Kies vandaag of een dag die geweest is." in text_of(answer)


@pytest.mark.parametrize("number", [0, 40, 5000])
def test_a_measurement_of_the_factory_is_never_newer_than_one_made_today(cast, number):
    assert DomainMeasurementFactory.build(__sequence=number).measured_on < TODAY


def test_a_measurement_that_is_changed_holds_the_new_levels_only(cast, dossier):
    DomainScoreFactory(measurement=dossier.measurement, domain="money", level=1)
    browser = client_of(cast.bert)

    fill_in(browser, "measurement_edit", dossier.measurement.pk, level_money="", level_housing="3")

    scores = dossier.measurement.scores.values_list("domain", "level")
    assert list(scores) == [("housing", 3)]


def test_the_same_measurement_sent_twice_is_one(cast, dossier):
    address = reverse("coaching:measurement_create", args=[dossier.trajectory.pk])
    browser = client_of(cast.bert)
    typed = typed_in(browser.get(address)) | {"level_money": "2"}

    answers = [browser.post(address, typed) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert DomainMeasurement.objects.exclude(pk=dossier.measurement.pk).count() == 1


@pytest.mark.parametrize(("name", "reads"), [("anna", True), ("bert", True), ("daan", False)])
def test_a_coach_in_training_reads_goals_and_measurements_of_his_own_only(
    cast, dossier, name, reads
):
    DomainScoreFactory(measurement=dossier.measurement, domain="substance_use", level=1)
    own = GoalFactory(
        trajectory=dossier.trajectory, own_words="Door Daan geschreven.", recorded_by=cast.daan
    )
    mine = DomainMeasurementFactory(trajectory=dossier.trajectory, recorded_by=cast.daan)
    DomainScoreFactory(measurement=mine, domain="money", level=2)

    page = text_of(growth_page(getattr(cast, name), dossier))

    assert own.own_words in page
    assert "Geld" in page
    assert (dossier.goal.own_words in page) == reads
    assert ("Middelengebruik" in page) == reads


def test_a_coach_in_training_writes_down_a_goal_of_his_own(cast, dossier):
    fill_in(
        client_of(cast.daan),
        "goal_create",
        dossier.trajectory.pk,
        own_words="Rijbewijs halen.",
        starts_on="vandaag",
    )

    assert Goal.objects.get(own_words="Rijbewijs halen.").recorded_by == cast.daan
