"""The published cases: whole or not at all, as the report has them, and never over somebody's work."""

import copy
import json
import re

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from costs.models import CostLine, CostPrice, Session
from costs.published_cases import DATA_FILE
from trajectories.models import SpellRole, TimelineEvent, Trajectory

PUBLISHED = json.loads(DATA_FILE.read_text(encoding="utf-8"))


def counts():
    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.app_label in {"accounts", "participants", "trajectories", "costs"}
    }


@pytest.fixture
def loaded(db):
    call_command("load_published_cases", verbosity=0)


@pytest.mark.parametrize(
    ("reference", "events", "lanes", "lines", "unpriced"),
    [("casus-1", 20, 5, 5, 9), ("casus-2", 26, 4, 4, 6), ("casus-3", 17, 5, 2, 5)],
)
def test_each_case_is_there_as_the_source_has_it(loaded, reference, events, lanes, lines, unpriced):
    trajectory = Trajectory.objects.get(reference=reference)
    session = Session.objects.get(reference=reference)

    assert trajectory.events.count() == events
    assert trajectory.lanes.count() == lanes
    assert trajectory.chapters.count() == 4
    assert session.lines.filter(status="priced").count() == lines
    assert session.lines.filter(status="unpriced").count() == unpriced
    assert not trajectory.events.filter(lanes=None).exists()


def test_rik_has_a_second_chance_and_thomas_becomes_an_intern(loaded):
    spells = {
        reference: list(
            Trajectory.objects.get(reference=reference)
            .spells.order_by("starts_on")
            .values_list("role", flat=True)
        )
        for reference in ("casus-1", "casus-3")
    }

    assert spells == {
        "casus-1": [SpellRole.PARTICIPANT, SpellRole.PARTICIPANT],
        "casus-3": [SpellRole.PARTICIPANT, SpellRole.INTERN],
    }


def test_no_event_has_a_date_that_is_not_marked_as_estimated(loaded):
    dated = TimelineEvent.objects.filter(starts_on__isnull=False)

    assert dated.count() == 53
    assert not dated.filter(date_estimated=False).exists()
    assert set(dated.values_list("precision", flat=True)) == {"month"}


def test_uncertain_lanes_stay_uncertain(loaded):
    uncertain = TimelineEvent.objects.filter(
        trajectory__reference="casus-1", lanes_certain=False
    ).values_list("source_code", flat=True)

    assert set(uncertain) == {"R07", "R10", "R15", "R19"}


def test_what_happened_without_dow_points_at_its_cost_lines(loaded):
    session = Session.objects.get(reference="casus-1")

    put_out = session.scenario_items.get(code="RZ4")

    assert set(put_out.lines.values_list("code", flat=True)) == {"RK3", "RK4", "RK5"}


def test_the_cost_price_keeps_its_total_and_its_parts_as_published(loaded):
    cost_price = CostPrice.objects.get()

    assert cost_price.amount == 13261
    assert sum(part.amount for part in cost_price.components.all()) == 13262


def test_actors_without_a_lane_are_kept_too(loaded):
    rik = Trajectory.objects.get(reference="casus-1")

    assert {"Moeder van Rik", "Sallandse Wegenbouw (SWB)"} <= set(rik.other_actors)


def test_loading_again_changes_nothing(loaded):
    before = counts()

    call_command("load_published_cases", verbosity=0)

    assert counts() == before


def test_loading_again_keeps_what_somebody_changed(loaded):
    TimelineEvent.objects.filter(source_code="R01").update(text="Zelf verbeterd.")

    call_command("load_published_cases", verbosity=0)

    assert TimelineEvent.objects.get(source_code="R01").text == "Zelf verbeterd."


def broken(path, value):
    """The published file with one value changed; a value of `...` takes the field away."""
    document = copy.deepcopy(PUBLISHED)
    *parents, last = path
    place = document
    for step in parents:
        place = place[step]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return document


BREAKS = [
    (("cases", 0, "alias"), ..., "casus-1.*alias"),
    (("cases", 0, "period_start"), "oktober", "casus-1.*period_start"),
    (("cases", 0, "period_end"), "2018-01", "casus-1.*period_end"),
    (("cases", 0, "events"), {}, "casus-1.*events"),
    (("cases", 0, "events", 6, "kind"), "feest", "casus-1.*R07.*kind"),
    (("cases", 0, "events", 6, "lanes"), ["oma"], "casus-1.*R07.*lanes"),
    (("cases", 0, "events", 6, "lanes"), [], "casus-1.*R07.*lanes"),
    (("cases", 0, "events", 6, "text"), "", "casus-1.*R07.*text"),
    (("cases", 0, "events", 6, "text"), "x" * 5001, "casus-1.*R07.*text"),
    (("cases", 0, "events", 6, "estimated_month"), "2019-13", "casus-1.*R07.*estimated_month"),
    (("cases", 0, "events", 6, "categories"), ["geheim"], "casus-1.*R07.*categories"),
    (("cases", 0, "events", 6, "lanes_certain"), "nee", "casus-1.*R07.*lanes_certain"),
    (("cases", 1, "lines", 0, "low", "amount"), 132.61, "casus-2.*DK1.*amount"),
    (("cases", 1, "lines", 0, "low", "amount"), -1, "casus-2.*DK1.*amount"),
    (("cases", 1, "lines", 0, "low", "unit"), "kwartje", "casus-2.*DK1.*unit"),
    (("cases", 1, "lines", 3, "depends_on"), "DK9", "casus-2.*DK4.*depends_on"),
    (("cases", 1, "lines", 0, "high"), ..., "casus-2.*DK1.*high"),
    (("cases", 2, "spells", 0, "end"), "2020-01", "casus-3"),
    (("cases", 2, "spells", 1, "start"), "2020-06", "casus-3"),
    (("cases", 2, "events", 1, "code"), "T01", "casus-3"),
    (("prices", 0, "source"), "fn99", "P01.*source"),
    (("prices", 0, "amount"), ..., "bedrag"),
    (("cost_price", "amount"), "veel", "cost_price.*amount"),
]


@pytest.mark.parametrize(("path", "value", "sentence"), BREAKS)
def test_a_broken_file_is_refused_with_its_place_and_changes_nothing(
    db, tmp_path, path, value, sentence
):
    file = tmp_path / "cases.json"
    file.write_text(json.dumps(broken(path, value)), encoding="utf-8")
    before = counts()

    with pytest.raises(CommandError) as refusal:
        call_command("load_published_cases", file=file)

    assert refusal.value.returncode == 1
    assert re.search(sentence, str(refusal.value))
    assert counts() == before


@pytest.mark.parametrize("content", ["", "{", "[]", "null", '{"cases": 3}'])
def test_what_is_no_such_file_is_refused_in_one_sentence(db, tmp_path, content):
    file = tmp_path / "cases.json"
    file.write_text(content, encoding="utf-8")

    with pytest.raises(CommandError) as refusal:
        call_command("load_published_cases", file=file)

    assert refusal.value.returncode == 1
    assert CostLine.objects.count() == 0


def test_a_file_that_is_not_there_is_refused(db, tmp_path):
    with pytest.raises(CommandError, match="niet te lezen"):
        call_command("load_published_cases", file=tmp_path / "nergens.json")
