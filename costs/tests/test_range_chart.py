from decimal import Decimal

import pytest

from costs.calculation import Bound, Line, Side, compute, single
from costs.range_chart import NARROW, WIDE, range_chart
from costs.tests.published_lines import DENNIS, RIK, THOMAS


def chart_of(*amounts):
    lines = [
        Line(
            key=f"r{number}",
            label=f"Regel {number}",
            side=Side.AVOIDED,
            **single(Bound(amount=Decimal(amount), stated=True)),
        )
        for number, amount in enumerate(amounts)
    ]
    return range_chart(compute(lines).lines)


def test_incurred_stands_above_avoided():
    chart = range_chart(compute(RIK.lines).lines)

    assert [(section.title.text, len(section.bars)) for section in chart.sections] == [
        ("Gemaakt", 1),
        ("Mogelijk bespaard", 4),
    ]
    assert chart.sections[0].bars[0].y < chart.sections[1].title.y < chart.sections[1].bars[0].y


def test_only_lines_under_a_condition_are_hatched():
    bars = range_chart(compute(RIK.lines).lines).sections[1].bars

    assert [bar.hatched for bar in bars] == [True, True, False, False]


def test_a_bar_carries_its_words():
    bar = range_chart(compute(RIK.lines).lines).sections[1].bars[0]

    assert bar.amount == "€\u00a01.400 tot €\u00a013.000"
    assert [line.text for line in bar.label_lines] == ["Behandeling verslaving"]
    assert "".join(line.text for line in bar.condition_lines).startswith("(indien voortzetting")
    assert all(line.x == WIDE.width for line in bar.amount_lines)


def test_a_single_amount_is_still_seen():
    chart = chart_of("0", "100000", "50000")

    for bar in chart.sections[0].bars:
        assert bar.is_single
        assert bar.width == 4


@pytest.mark.parametrize(
    ("highest", "labels"),
    [
        ("16000", ["€\u00a00", "€\u00a05.000", "€\u00a010.000", "€\u00a015.000", "€\u00a020.000"]),
        ("2.00", ["€\u00a00", "€\u00a01", "€\u00a02"]),
        (
            "0",
            [
                "€\u00a00",
                "€\u00a01.000",
                "€\u00a02.000",
                "€\u00a03.000",
                "€\u00a04.000",
                "€\u00a05.000",
            ],
        ),
        (
            "2400000",
            [
                "€\u00a00",
                "€\u00a00,5\u00a0mln",
                "€\u00a01\u00a0mln",
                "€\u00a01,5\u00a0mln",
                "€\u00a02\u00a0mln",
                "€\u00a02,5\u00a0mln",
            ],
        ),
    ],
)
def test_the_axis_has_round_steps(highest, labels):
    assert [tick.label for tick in chart_of(highest).axis.ticks] == labels


def test_unpriced_lines_are_named_beside_the_picture():
    chart = range_chart(compute(DENNIS.lines).lines)

    assert len(chart.unpriced) == 6


def test_switched_off_lines_are_not_drawn():
    chart = range_chart(compute(DENNIS.lines, without=frozenset({"bijstand"})).lines)

    assert [bar.key for section in chart.sections for bar in section.bars] == ["guidance", "ggz"]


def test_the_picture_is_told_in_words():
    assert range_chart(compute(THOMAS.lines).lines).description == (
        "Gemaakt: Begeleiding €\u00a03.500. Mogelijk bespaard: Traject GGZ €\u00a03.700 tot €\u00a08.000."
    )


def test_without_amounts_there_is_an_empty_picture():
    chart = range_chart(compute([]).lines)

    assert chart.is_empty
    assert chart.description == "Er zijn nog geen bedragen om te tekenen."
    assert chart.axis.right > chart.axis.left


def bars_of(chart):
    return [bar for section in chart.sections for bar in section.bars]


@pytest.mark.parametrize("case", [RIK, DENNIS, THOMAS])
def test_for_a_phone_the_same_is_drawn_narrower_with_every_amount(case):
    wide = range_chart(compute(case.lines).lines)
    narrow = wide.narrow

    assert (narrow.width, narrow.description) == (NARROW.width, wide.description)
    assert [(bar.key, bar.amount) for bar in bars_of(narrow)] == [
        (bar.key, bar.amount) for bar in bars_of(wide)
    ]
    for bar in bars_of(narrow):
        words = [*bar.label_lines, *bar.condition_lines, *bar.amount_lines]
        assert " ".join(line.text for line in bar.amount_lines) == bar.amount
        # Above the bar, and nothing right of the drawing: about seven units to a character.
        assert max(line.y for line in words) < bar.y
        assert max(line.x + 7 * len(line.text) for line in words) <= NARROW.width


def test_numbers_under_a_narrow_axis_do_not_run_into_each_other():
    for highest in ("999", "14366", "100000", "2400000"):
        ticks = chart_of(highest).narrow.axis.ticks
        half = [4 * len(tick.label) for tick in ticks]

        for near, far, one, other in zip(ticks, ticks[1:], half, half[1:], strict=False):
            assert near.x + one < far.x - other
        assert ticks[-1].x + half[-1] <= NARROW.width + 4
