"""What a run says of its figures: the goals, and the rules that end it with exit status 1."""

import datetime
import json

import pytest

from bench import results
from bench.judging import Goal, Growth, Measured, Spread
from bench.management.commands.run_bench import Command
from bench.pages import Side, pages
from bench.results import Results

SIZES = (100, 2_000, 100_000)
TODAY = datetime.date(2026, 3, 16)


def figures(**other):
    """A run in which every page took ten milliseconds and five queries, whatever the size."""
    names = [f"{page.key} {size}" for size in SIZES for page in pages(size, "2026-03-16")]
    load = {"requests_per_second": 100.0, "processor_ms": 8.0, "database_ms": 2.0}
    return {
        "sizes": list(SIZES),
        "machine": {"processor": "2 × made up"},
        "queries": dict.fromkeys(names, 5),
        "bytes": dict.fromkeys(names, 1000),
        "seconds": {name: [0.009, 0.010, 0.011] for name in names},
        "sql_seconds": {},
        "load": dict.fromkeys(names, load),
        "memory": {side.value: 140.0 for side in Side},
        "reports": {
            "cold 1": 1.0, "cold 3": 1.2, "cold 6": 1.5, "pages 1": 1, "pages 3": 3, "pages 6": 6,
            "warm 1": 0.1, "warm 3": 0.3, "warm 6": 0.6, "warm empty": 0.02, "growth per event": 1.0,
            "39 by 1": 30.0, "39 by 2": 16.0, "joined by 1": 33.0, "joined by 2": 19.0, "peak of a worker": 90.0,
            "memory of a worker": 85.0, "own memory of a worker": 70.0,
        },
    } | other  # fmt: skip


def test_a_steady_run_has_no_faults():
    assert Results(figures(), TODAY).faults == []


def test_a_list_that_grows_too_much_is_a_fault():
    slow = figures()
    slow["seconds"]["list 100000"] = [0.016, 0.016, 0.016]

    [fault] = Results(slow, TODAY).faults

    assert "1.60 times slower" in fault
    assert fault.startswith("list, who is under way")


def test_a_page_that_is_no_list_may_take_longer_over_more():
    slow = figures()
    slow["seconds"]["cohort 100000"] = [0.5, 0.5, 0.5]

    assert Results(slow, TODAY).faults == []


def test_a_number_of_queries_that_changes_with_the_size_is_a_fault():
    more = figures()
    more["queries"]["overview 100000"] = 6

    [fault] = Results(more, TODAY).faults

    assert "5 at 100, 5 at 2,000, 6 at 100,000" in fault


@pytest.mark.parametrize(("slow", "status"), [(False, None), (True, 1)])
def test_a_run_ends_by_its_faults_and_writes_its_report(
    monkeypatch, tmp_path, capsys, slow, status
):
    monkeypatch.setattr(results, "FILE", tmp_path / "results.md")
    run = figures()
    if slow:
        run["seconds"]["search 100000"] = [0.1, 0.1, 0.1]

    ended = None
    try:
        Command()._report(json.loads(json.dumps(run)))
    except SystemExit as ending:
        ended = ending.code

    assert ended == status
    assert "## The goals" in (tmp_path / "results.md").read_text()
    assert ("10.00 times slower" in capsys.readouterr().err) == slow


def test_a_run_of_one_part_says_what_was_not_measured():
    part = figures(reports={}, memory={})
    part["seconds"] = {}

    written = Results(part, TODAY)

    assert {goal.verdict for goal in written.goals} == {"not measured"}
    assert "not measured" in written.table()


def test_a_run_at_one_size_is_reported_without_growth():
    alone = figures(sizes=[2000])

    written = Results(alone, TODAY)

    assert {growth.ratio for growth in written.growth} == {None}
    assert "not measured" in {goal.verdict for goal in written.goals if "→" in goal.work}
    assert "## How cost grows" in written.markdown()


def test_goals_are_ratios_within_the_run():
    run = figures()
    run["seconds"]["admin_list 2000"] = [0.025, 0.025, 0.025]
    by_wish = {goal.wanted: goal for goal in Results(run, TODAY).goals}

    reached = by_wish["the admin's list takes at least 2 times as long"]
    missed = by_wish["the admin's change page takes at least 12 times as long"]

    assert (reached.written, reached.verdict) == ("2.50 ×", "reached")
    assert (missed.written, missed.verdict) == ("1.00 ×", "**missed**")


@pytest.mark.parametrize(
    ("figure", "at_least", "reached"),
    [
        (2.0, True, True),
        (1.9, True, False),
        (2.0, False, True),
        (2.1, False, False),
        (None, True, None),
    ],
)
def test_a_goal_is_reached_on_its_limit(figure, at_least, reached):
    goal = Goal(work="x", wanted="y", figure=figure, limit=2, at_least=at_least)

    assert goal.is_reached is reached


def test_a_spread_tells_the_middle_and_the_edge():
    spread = Spread.of([number / 1000 for number in range(1, 102)])

    assert (spread.median, spread.low, spread.high, spread.p95) == (51, 26, 76, 96)


def test_what_was_measured_once_has_no_spread():
    assert Spread.of([0.25]) == Spread(median=250, low=250, high=250, p95=250)


def test_growth_over_one_size_is_no_growth():
    growth = Growth(key="list", label="list", is_list=True, queries={100: 4}, ratio=None)

    assert list(growth.faults) == []


def test_what_was_not_measured_has_no_ratio():
    measured = Measured(seconds={}, memory={}, reports={}, few=100, many=2000)

    assert measured.ratio("list", "bare_list") is None
