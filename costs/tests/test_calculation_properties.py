import ast
import sys
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import costs
from costs.calculation import Bound, Line, Price, PriceStatus, RoundingRule, Side, Unit, compute
from costs.figures import likelihood_note, with_likelihood
from costs.lines import Likelihood
from costs.range_chart import range_chart
from costs.rounding import round_amount

PURE_MODULES = (
    "calculation",
    "dependence",
    "figures",
    "lines",
    "payer_bridge",
    "price_years",
    "range_chart",
    "rounding",
    "spread",
    "units",
    "warnings",
)
GROUPS = ("", "drugs", "thuis", "werk")
PERIODS = (Unit.DAY, Unit.WEEK, Unit.MONTH, Unit.YEAR)

euros = st.integers(0, 10**9).map(lambda cents: Decimal(cents).scaleb(-2))
quantities = st.integers(0, 60_000).map(lambda parts: Decimal(parts).scaleb(-3))
rules = st.sampled_from(RoundingRule)


@st.composite
def bounds(draw):
    amount = draw(euros)
    if draw(st.booleans()):
        return Bound(amount=amount, stated=True)
    price = Price(name="Prijs", amount=amount, unit=draw(st.sampled_from(PERIODS)))
    unit = draw(st.sampled_from(PERIODS))
    return Bound(amount=amount, price=price, quantity=draw(quantities), quantity_unit=unit)


@st.composite
def sessions(draw, overrides=False):
    """Lines that may depend on any earlier line, under groups, payers and laws of all sorts."""
    lines = []
    for number in range(draw(st.integers(0, 7))):
        earlier = [line.key for line in lines]
        status = draw(st.sampled_from((PriceStatus.PRICED, PriceStatus.PRICED, *PriceStatus)))
        values = {
            "key": f"r{number}",
            "label": f"Regel {number}",
            "side": draw(st.sampled_from(Side)),
            "status": status,
            "condition_group": draw(st.sampled_from(GROUPS)),
            "depends_on": draw(st.sampled_from([None, *earlier])),
            "payer": draw(st.sampled_from(("", "gemeente", "zorgverzekeraar"))),
            "law": draw(st.sampled_from(("", "wmo2015", "zvw"))),
            "likelihood": draw(st.sampled_from((None, *map(int, Likelihood)))),
        }
        if status == PriceStatus.PRICED:
            low, high = sorted((draw(bounds()), draw(bounds())), key=lambda bound: bound.exact)
            values |= {"low": low, "high": high}
            if overrides and draw(st.booleans()):
                values |= {"override_low": draw(euros), "override_reason": "gepubliceerd"}
        lines.append(Line(**values))
    return tuple(draw(st.permutations(lines)))


def groups_of(lines):
    return st.sets(
        st.sampled_from(sorted({line.condition_group for line in lines} - {""}) or [""])
    ).map(lambda names: frozenset(names - {""}))


@given(st.data(), rules)
def test_low_is_never_above_high(data, rule):
    calculation = compute(data.draw(sessions()), rule=rule)

    for computed in calculation.lines:
        if computed.line.is_priced:
            assert 0 <= computed.low_exact <= computed.high_exact
            assert computed.low_raw <= computed.high_raw
            assert computed.low_printed <= computed.high_printed
    for total in (calculation.incurred, calculation.avoided):
        assert total.low_exact <= total.high_exact
        assert total.low_printed <= total.high_printed


@given(st.data(), rules)
def test_payers_and_laws_add_up_exactly_to_the_totals(data, rule):
    lines = data.draw(sessions(overrides=True))

    calculation = compute(lines, rule=rule, without=data.draw(groups_of(lines)))

    for parties in (calculation.per_payer, calculation.per_law):
        for side in Side:
            whole = getattr(calculation, side)
            parts = [getattr(party, side) for party in parties]
            assert sum((part.low_exact for part in parts), Fraction()) == whole.low_exact
            assert sum((part.high_exact for part in parts), Fraction()) == whole.high_exact
            assert sum(part.unpriced_count for part in parts) == whole.unpriced_count
            assert sum(part.line_count for part in parts) == whole.line_count


@given(st.data(), rules)
def test_a_total_is_exactly_the_sum_of_the_lines_that_count(data, rule):
    lines = data.draw(sessions(overrides=True))

    calculation = compute(lines, rule=rule, without=data.draw(groups_of(lines)))

    for side in Side:
        counted = [one for one in calculation.of_side(side) if one.counted]
        whole = getattr(calculation, side)
        assert whole.low_exact == sum((one.low_exact for one in counted), Fraction())
        assert whole.high_exact == sum((one.high_exact for one in counted), Fraction())


def without_what_went_along(less):
    """The lines that are on, without what hangs on one that is off and does not apply anyhow."""
    left = [computed.line for computed in less.lines if not computed.switched_off]
    while loose := [
        line for line in left if line.depends_on not in {None, *(other.key for other in left)}
    ]:
        assert {line.status for line in loose} == {PriceStatus.NOT_APPLICABLE}
        left = [line for line in left if line not in loose]
    return left


@given(st.data(), rules)
def test_switching_off_gives_what_leaving_the_lines_out_gives(data, rule):
    lines = data.draw(sessions(overrides=True))

    less = compute(lines, rule=rule, without=data.draw(groups_of(lines)))
    left = compute(without_what_went_along(less), rule=rule)

    for side in Side:
        off, out = getattr(less, side), getattr(left, side)
        assert (off.low_exact, off.high_exact) == (out.low_exact, out.high_exact)
        assert (off.low_printed, off.high_printed) == (out.low_printed, out.high_printed)
        assert (off.conditions, off.unpriced_count) == (out.conditions, out.unpriced_count)


@given(st.data(), rules)
def test_switching_a_condition_off_and_on_changes_nothing(data, rule):
    lines = data.draw(sessions(overrides=True))
    whole = compute(lines, rule=rule)

    less = compute(lines, rule=rule, without=data.draw(groups_of(lines)))
    again = compute((computed.line for computed in less.lines), rule=less.rule)

    assert again == whole
    assert less.avoided.low_exact <= whole.avoided.low_exact
    assert less.incurred.high_exact <= whole.incurred.high_exact


@given(st.data())
def test_nothing_counts_without_what_it_depends_on(data):
    lines = data.draw(sessions())
    without = data.draw(groups_of(lines))

    calculation = compute(lines, without=without)

    by_key = {computed.line.key: computed for computed in calculation.lines}
    for computed in calculation.lines:
        chain, parent = [computed.line], computed.line.depends_on
        while parent is not None:
            chain.append(by_key[parent].line)
            parent = by_key[parent].line.depends_on
        gone = any(
            link.condition_group in without or link.status == PriceStatus.NOT_APPLICABLE
            for link in chain
        )
        assert computed.counted == (computed.line.is_priced and not gone)
        assert bool(computed.excluded_because) != computed.counted


@given(euros, euros, rules)
def test_rounding_twice_is_rounding_once_and_keeps_order(one, other, rule):
    once = round_amount(one, rule)

    assert round_amount(once, rule) == once
    low, high = sorted((one, other))
    assert round_amount(low, rule) <= round_amount(high, rule)
    assert round_amount(-one, rule) == -once


@given(euros.filter(bool))
def test_two_digits_are_never_more_than_a_twentieth_away(amount):
    rounded = round_amount(amount, RoundingRule.TWO_SIGNIFICANT)

    assert abs(rounded - amount) <= max(amount / 20, Decimal("0.5"))


@given(st.data(), rules)
def test_the_expected_amount_lies_within_its_range(data, rule):
    likely = with_likelihood(compute(data.draw(sessions()), rule=rule))

    for one in (*(weighed for _, weighed in likely.lines), likely.incurred, likely.avoided):
        if one.expected is not None:
            assert one.low <= one.expected <= one.high
            assert one.low_printed <= one.expected_printed <= one.high_printed


@given(st.data(), rules)
def test_the_note_of_the_likelihood_speaks_of_no_line_that_nobody_estimated(data, rule):
    """So the expected amount always lies within the range beside it, and the note says how many are out."""
    lines = data.draw(sessions())
    avoided = [
        line for line in lines
        if line.side == Side.AVOIDED and line.is_priced and line.likelihood is not None
    ]  # fmt: skip
    calculation = compute(lines, rule=rule)
    counted = [calculation.line(line.key) for line in avoided]
    alone = [one for one in counted if one.counted]

    likely = with_likelihood(calculation).avoided

    assert likely.expected is not None
    assert likely.high <= sum((one.high_exact for one in alone), Fraction())
    assert "niet geschat" not in likelihood_note(calculation, Side.AVOIDED)


@given(st.data(), rules)
def test_bars_lie_within_the_axis_in_order_and_longer_for_more(data, rule):
    calculation = compute(data.draw(sessions(overrides=True)), rule=rule)

    chart = range_chart(calculation.lines)

    bars = [bar for section in chart.sections for bar in section.bars]
    assert [bar.key for bar in bars] == [
        computed.line.key
        for side in Side
        for computed in calculation.of_side(side)
        if computed.counted
    ]
    for bar in bars:
        assert chart.axis.left <= bar.x < bar.x + bar.width <= chart.axis.right
        assert bar.y + bar.height <= chart.axis.y
    for upper, lower in pairwise(bars):
        assert upper.y + upper.height < lower.y
    for near, far in pairwise(sorted(bars, key=lambda bar: bar.high)):
        # A single amount is drawn around its place, so by half its width off at most.
        assert near.x + near.width <= far.x + far.width + 2
    assert [tick.value for tick in chart.axis.ticks][-1] == chart.axis.top


def values_in(thing):
    if is_dataclass(thing):
        for field in fields(thing):
            yield from values_in(getattr(thing, field.name))
    elif isinstance(thing, (tuple, frozenset)):
        for part in thing:
            yield from values_in(part)
    else:
        yield thing


@given(st.data(), rules)
def test_there_is_no_float_in_any_result(data, rule):
    calculation = compute(data.draw(sessions(overrides=True)), rule=rule)

    results = (calculation, with_likelihood(calculation), range_chart(calculation.lines))
    assert not [value for value in values_in(results) if isinstance(value, float)]


def source_of(module):
    return ast.walk(ast.parse(Path(costs.__file__).with_name(f"{module}.py").read_text()))


@pytest.mark.parametrize("module", PURE_MODULES)
def test_there_is_no_float_in_the_source(module):
    for node in source_of(module):
        assert not (isinstance(node, ast.Constant) and isinstance(node.value, float))
        assert not (isinstance(node, ast.Name) and node.id == "float")


@pytest.mark.parametrize("module", PURE_MODULES)
def test_the_arithmetic_only_imports_what_is_pure_and_the_standard_library(module):
    allowed = {f"costs.{name}" for name in PURE_MODULES} | {"dow_site.money", "dow_site.dates"}

    for node in source_of(module):
        if isinstance(node, ast.ImportFrom):
            assert node.module in allowed or node.module.split(".")[0] in sys.stdlib_module_names
        elif isinstance(node, ast.Import):
            assert all(name.name in sys.stdlib_module_names for name in node.names)


@given(euros, euros)
def test_an_override_changes_what_is_printed_and_nothing_else(amount, printed):
    plain = Line(
        key="r",
        label="Regel",
        side=Side.AVOIDED,
        low=Bound(amount=amount),
        high=Bound(amount=amount),
    )
    adjusted = replace(
        plain, override_low=printed, override_high=printed, override_reason="zo gepubliceerd"
    )

    before, after = compute([plain]).line("r"), compute([adjusted]).line("r")

    assert (after.low_exact, after.low_by_rule) == (before.low_exact, before.low_by_rule)
    assert after.low_printed == after.high_printed == printed
