"""The published cases compared with their file in full, and more ways in which that file can be broken."""

import copy
import json

import pytest
from django.core.management import CommandError, call_command

from conftest import client_of, rows_in_every_table
from costs.models import Session
from costs.published_cases import DATA_FILE
from trajectories.models import EventLane, Precision, Spell, TimelineEvent, Trajectory

DOCUMENT = json.loads(DATA_FILE.read_text(encoding="utf-8"))
CASES = {case["reference"]: case for case in DOCUMENT["cases"]}


@pytest.fixture
def loaded(db, capsys):
    call_command("load_published_cases")
    return capsys.readouterr().out


def trajectory(reference):
    return Trajectory.objects.get(reference=reference)


@pytest.mark.parametrize(
    ("reference", "spells"),
    [
        (
            "casus-1",
            [
                ("participant", "2019-11-01", "2020-04-30", "stopped_by_participant"),
                ("participant", "2020-07-01", "2020-10-31", ""),
            ],
        ),
        ("casus-2", [("participant", "2020-01-01", "2020-07-31", "planned_outflow")]),
        (
            "casus-3",
            [
                ("participant", "2020-05-01", "2020-07-31", ""),
                ("intern", "2020-08-01", "2021-03-31", ""),
            ],
        ),
    ],
)
def test_stays_are_as_the_source_tells_them(loaded, reference, spells):
    told = trajectory(reference).spells.order_by("starts_on")

    assert [
        (spell.role, str(spell.starts_on), str(spell.ends_on), spell.end_reason) for spell in told
    ] == spells


def test_every_date_is_a_month_marked_as_an_estimate_and_nothing_else_is_dated(loaded):
    dated = TimelineEvent.objects.filter(starts_on__isnull=False)
    undated = TimelineEvent.objects.filter(starts_on__isnull=True)
    suggested = {
        event["code"]: event["estimated_month"]
        for case in DOCUMENT["cases"]
        for event in case["events"]
        if event.get("estimated_month")
    }

    assert {event.source_code: f"{event.starts_on:%Y-%m}" for event in dated} == suggested
    assert set(dated.values_list("date_estimated", "precision", "ends_on")) == {
        (True, Precision.MONTH, None)
    }
    assert set(undated.values_list("date_estimated", "precision", "ends_on")) == {
        (False, Precision.ORDER, None)
    }
    assert set(Spell.objects.values_list("dates_estimated", flat=True)) == {True}


def test_every_event_stands_on_the_lanes_of_the_source_certain_or_not(loaded):
    label_of = {
        (case["reference"], lane["code"]): lane["label"]
        for case in DOCUMENT["cases"]
        for lane in case["lanes"]
    }
    in_source = {
        event["code"]: (
            {label_of[reference, code] for code in event["lanes"]},
            event.get("lanes_certain") is not False,
        )
        for reference, case in CASES.items()
        for event in case["events"]
    }

    loaded_events = {
        event.source_code: (
            set(EventLane.objects.filter(event=event).values_list("lane__label", flat=True)),
            event.lanes_certain,
        )
        for event in TimelineEvent.objects.all()
    }

    assert loaded_events == in_source


def test_an_event_that_touches_more_categories_gets_the_strictest(loaded):
    strictness = ["ordinary", "family", "finance", "health", "addiction"]
    expected = {
        event["code"]: max(event["categories"], key=strictness.index)
        for case in DOCUMENT["cases"]
        for event in case["events"]
    }

    assert dict(TimelineEvent.objects.values_list("source_code", "sensitivity")) == expected


def test_scenario_items_point_at_their_cost_lines(loaded):
    linked = {
        item["code"]: set(item.get("lines") or [])
        for c in DOCUMENT["cases"]
        for item in c["without"]
    }

    assert {
        item.code: set(item.lines.values_list("code", flat=True))
        for session in Session.objects.all()
        for item in session.scenario_items.all()
    } == linked


def test_a_case_that_was_added_to_the_file_is_loaded_beside_the_others(loaded, tmp_path):
    document = copy.deepcopy(DOCUMENT)
    document["cases"].append(document["cases"][2] | {"reference": "casus-4"})

    call_command("load_published_cases", file=written(tmp_path, document))

    assert trajectory("casus-4").events.count() == 17
    assert Trajectory.objects.count() == 4


def test_a_published_case_is_open_to_the_leader_of_the_programme(cast):
    call_command("load_published_cases")

    pages = [
        client_of(cast.anna).get(found.get_absolute_url())
        for found in (*Trajectory.objects.all(), *Session.objects.all())
    ]

    assert [page.status_code for page in pages] == [200] * 6


# Broken files


def written(folder, document):
    path = folder / "cases.json"
    path.write_text(document if isinstance(document, str) else json.dumps(document))
    return path


def at(document, path):
    *steps, last = path
    for step in steps:
        document = document[step]
    return document, last


FIRST = ("cases", 0)
GONE = object()
EVENT, LINE = (*FIRST, "events", 3), (*FIRST, "lines", 1)


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        # missing
        ((*FIRST, "reference"), GONE, ("casus", "reference", "ontbreekt")),
        ((*FIRST, "title"), GONE, ("casus-1", "title")),
        ((*FIRST, "person"), GONE, ("casus-1", "person", "object")),
        ((*FIRST, "lanes"), GONE, ("casus-1", "lanes", "lijst")),
        ((*FIRST, "period_start"), GONE, ("casus-1", "period_start", "ontbreekt")),
        ((*EVENT, "text"), GONE, ("casus-1", "R04", "text", "ontbreekt")),
        ((*EVENT, "code"), GONE, ("casus-1", "code", "ontbreekt")),
        ((*EVENT, "categories"), GONE, ("casus-1", "R04", "categories", "leeg")),
        ((*LINE, "low"), GONE, ("casus-1", "RK2", "low", "object")),
        ((*LINE, "low", "amount"), GONE, ("casus-1", "RK2", "amount")),
        ((*LINE, "payer"), GONE, ("casus-1", "RK2", "payer")),
        (("cases",), GONE, ("cases", "lijst")),
        (("sources",), GONE, ("sources", "lijst")),
        (("cost_price",), GONE, ("cost_price", "object")),
        # of a wrong kind
        (("cases",), {}, ("cases", "lijst")),
        (FIRST, "casus-1", ("casus 1", "object")),
        ((*FIRST, "events"), "R01", ("casus-1", "events", "lijst")),
        (EVENT, None, ("casus-1", "object")),
        ((*EVENT, "text"), 7, ("casus-1", "R04", "text", "tekst")),
        ((*EVENT, "text"), "  ", ("casus-1", "R04", "text", "tekst")),
        ((*EVENT, "text"), "a\x00b", ("casus-1", "R04", "text", "bewaren")),
        ((*EVENT, "text"), "a\ud800b", ("casus-1", "R04", "text", "bewaren")),
        ((*EVENT, "lanes"), "rik", ("casus-1", "R04", "lanes", "lijst")),
        ((*EVENT, "lanes"), [["rik"]], ("casus-1", "R04", "lanes", "niet bekend")),
        ((*EVENT, "quote"), "Ha", ("casus-1", "R04", "quote", "object")),
        ((*EVENT, "quote"), {"text": "Ha"}, ("casus-1", "R04", "quote", "speaker")),
        ((*FIRST, "person", "age_at_start"), "19", ("casus-1", "age_at_start", "getal")),
        ((*FIRST, "person", "age_at_start"), -1, ("casus-1", "age_at_start", "getal")),
        ((*FIRST, "person", "age_at_start"), True, ("casus-1", "age_at_start", "getal")),
        ((*FIRST, "person", "age_at_start"), 10**6, ("casus-1", "age_at_start", "getal")),
        ((*LINE, "remarks"), "Let op", ("casus-1", "RK2", "remarks", "lijst")),
        # unknown words
        ((*EVENT, "lanes"), ["maan"], ("casus-1", "R04", "lanes", "maan")),
        ((*EVENT, "chapter"), "epiloog", ("casus-1", "R04", "chapter", "epiloog")),
        ((*FIRST, "lanes", 0, "kind"), "maan", ("casus-1", "gemeente", "kind", "maan")),
        ((*FIRST, "spells", 0, "role"), "baas", ("casus-1", "role", "baas")),
        ((*FIRST, "spells", 0, "end_reason"), "zomaar", ("casus-1", "end_reason", "zomaar")),
        ((*LINE, "side"), "links", ("casus-1", "RK2", "side", "links")),
        ((*LINE, "payer"), "oma", ("casus-1", "RK2", "payer", "oma")),
        ((*LINE, "law"), "wet", ("casus-1", "RK2", "law", "wet")),
        ((*LINE, "low", "price"), "P99", ("casus-1", "RK2", "price", "P99")),
        ((*FIRST, "without", 0, "lines"), ["RK9"], ("casus-1", "RZ1", "lines", "RK9")),
        ((*FIRST, "unpriced", 0, "event"), "R99", ("casus-1", "RN1", "event", "R99")),
        (("cost_price", "source"), "nergens", ("cost_price", "source", "nergens")),
        # months
        ((*EVENT, "estimated_month"), "okt 2019", ("casus-1", "R04", "estimated_month")),
        ((*EVENT, "estimated_month"), "0000-01", ("casus-1", "R04", "estimated_month", "0000-01")),
        ((*FIRST, "period_end"), "2019-09", ("casus-1", "period_end", "period_start")),
        # amounts
        ((*LINE, "low", "amount"), "veel", ("casus-1", "RK2", "amount", "bedrag")),
        ((*LINE, "low", "amount"), "NaN", ("casus-1", "RK2", "amount", "bedrag")),
        ((*LINE, "low", "amount"), True, ("casus-1", "RK2", "amount", "bedrag")),
        ((*LINE, "low", "amount"), [117], ("casus-1", "RK2", "amount", "bedrag")),
        ((*LINE, "low", "amount"), 10**15, ("casus-1", "RK2", "amount", "te groot")),
        ((*LINE, "low", "amount"), "117.001", ("casus-1", "RK2", "amount", "komma")),
        ((*LINE, "low", "amount"), 1103, ("casus-1", "lines", "hoger dan het hoge")),
        ((*LINE, "low", "quantity"), -1, ("casus-1", "RK2", "quantity", "aantal")),
        ((*LINE, "low", "unit"), "treatment", ("casus-1", "lines", "niet om te rekenen")),
        (("cost_price", "amount"), 13261.5, ("cost_price", "amount", "bedrag")),
        (("prices", 0, "amount"), None, ("één bedrag",)),
        # double
        ((*EVENT, "code"), "R01", ("casus-1", "events", "R01", "twee keer")),
        ((*LINE, "code"), "RK1", ("casus-1", "lines", "RK1", "twee keer")),
        ((*FIRST, "lanes", 0, "code"), "rik", ("casus-1", "lanes", "rik", "twee keer")),
        ((*FIRST, "lanes", 0, "label"), "Rik", ("casus-1", "staat al op de tijdlijn")),
        ((*FIRST, "chapters", 1, "code"), "beginsituatie", ("casus-1", "chapters", "twee keer")),
        (("cases", 1, "reference"), "casus-1", ("cases", "casus-1", "twee keer")),
        (("prices", 1, "code"), "P01", ("prices", "P01", "twee keer")),
        (("sources", 1, "code"), "kostprijs", ("sources", "kostprijs", "twee keer")),
    ],
    ids=lambda value: ".".join(map(str, value)) if isinstance(value, tuple) else None,
)  # fmt: skip
def test_a_broken_file_is_refused_with_the_place_and_changes_nothing(
    db, tmp_path, path, value, told
):
    document = copy.deepcopy(DOCUMENT)
    holder, last = at(document, path)
    if value is GONE:
        del holder[last]
    else:
        holder[last] = value
    before = rows_in_every_table()

    with pytest.raises(CommandError) as refusal:
        call_command("load_published_cases", file=written(tmp_path, document))

    sentence = str(refusal.value)
    assert refusal.value.returncode == 1
    assert [word for word in told if word not in sentence] == []
    assert "\n" not in sentence
    assert rows_in_every_table() == before


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "3", '"casus"', "{}", '{"cases": NaN}'])
def test_a_file_that_holds_no_cases_is_refused(db, tmp_path, text):
    before = rows_in_every_table()

    with pytest.raises(CommandError, match=r"cases\.json") as refusal:
        call_command("load_published_cases", file=written(tmp_path, text))

    assert refusal.value.returncode == 1
    assert rows_in_every_table() == before


def test_a_file_that_is_no_text_is_refused(db, tmp_path):
    path = tmp_path / "cases.json"
    path.write_bytes(b"\xff\xfe\x00")

    with pytest.raises(CommandError, match="geen geldige JSON"):
        call_command("load_published_cases", file=path)
