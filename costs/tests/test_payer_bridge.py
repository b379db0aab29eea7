"""Who pays and who gains: two banks that are never set off against each other."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given

from costs.calculation import Side, compute
from costs.payer_bridge import BAR_HEIGHT, HEADING, LEAST_WIDTH, NARROW, WIDE, payer_bridge
from costs.tests.published_lines import RIK
from costs.tests.test_calculation_properties import sessions

# The width that a letter takes at the most, on the average of a line.
LETTER = 7.4
LABELS = {
    "municipality": "Gemeente",
    "provider_own_funds": "DOW en partners, eigen middelen",
    "health_insurer": "Zorgverzekeraar",
}


def plain(text):
    return text.replace("\u00a0", " ")


def with_payers(*payers):
    return compute(
        [replace(line, payer=payer) for line, payer in zip(RIK.lines, payers, strict=False)]
    )


def test_what_comes_to_who_does_not_pay_is_said_as_a_range():
    bridge = payer_bridge(with_payers("provider_own_funds", *["municipality"] * 4), LABELS)

    assert [pier.name for pier in bridge.piers] == ["DOW en partners, eigen middelen", "Gemeente"]
    assert [pier.is_other_pocket for pier in bridge.piers] == [False, True]
    assert "komt € 25.000 tot € 44.000 terecht bij wie niet meebetaalt" in plain(
        bridge.other_pocket
    )
    assert "Ze gelden alleen onder deze voorwaarden" in bridge.notes[0]


def test_two_other_pockets_are_added_up_exactly_before_rounding():
    bridge = payer_bridge(
        with_payers("provider_own_funds", "health_insurer", *["municipality"] * 3), LABELS
    )

    assert "€ 25.000 tot € 44.000" in plain(bridge.other_pocket)


def test_who_pays_himself_is_no_other_pocket():
    bridge = payer_bridge(with_payers(*["municipality"] * 5), LABELS)

    assert bridge.other_pocket == "Alleen wie meebetaalt, bespaart er misschien ook op."
    [pier] = bridge.piers
    assert plain(pier.pays_text) == "€ 14.000"
    assert plain(bridge.description) == (
        "Gemeente betaalt € 14.000 en bespaart misschien € 25.000 tot € 44.000."
    )


def test_where_nobody_is_known_to_pay_nothing_is_said_of_pockets():
    bridge = payer_bridge(with_payers("unknown", *["municipality"] * 4), LABELS)

    assert "is niet bekend" in bridge.other_pocket
    assert not any(pier.is_other_pocket for pier in bridge.piers)


def test_what_nobody_is_known_to_gain_is_told_apart():
    bridge = payer_bridge(
        with_payers(
            "provider_own_funds", "municipality", "unknown", "municipality", "municipality"
        ),
        LABELS,
    )

    assert "€ 12.000 is niet bekend bij wie het terechtkomt" in plain(bridge.notes[0])
    assert "€ 13.000 tot € 32.000" in plain(bridge.other_pocket)


def test_without_amounts_there_is_no_bridge():
    bridge = payer_bridge(compute([]), LABELS)

    assert bridge.is_empty
    assert bridge.other_pocket == ""


@pytest.mark.parametrize("shape", [WIDE, NARROW], ids=["wide", "narrow"])
@given(lines=sessions())
def test_nothing_overlaps_and_everything_stays_on_the_picture(lines, shape):
    bridge = payer_bridge(compute(lines), {"municipality": "Gemeente", "unknown": "x " * 40}, shape)

    begin, end = shape.pillar - shape.reach, shape.pillar + shape.reach
    bottom = HEADING - 8
    for pier in bridge.piers:
        texts = [*pier.label_lines, *pier.pays_lines, *pier.gains_lines]
        assert min(text.y for text in texts) > bottom
        for text in pier.label_lines:
            assert text.x + len(text.text) * LETTER < (shape.width if shape.names_above else begin)
            if shape.names_above:
                assert text.y < min(
                    (one.y for one in pier.pays_lines + pier.gains_lines), default=bridge.height
                )
                assert not any(top <= text.y - 4 <= foot for top, foot in bridge.pillar_pieces)
        for text in pier.pays_lines:
            assert text.x - len(text.text) * LETTER > begin
        for text in pier.gains_lines:
            assert text.x + len(text.text) * LETTER < shape.width
        spans = list(filter(None, (pier.pays, pier.gains)))
        for span in spans:
            assert span.y > max(text.y for text in pier.pays_lines + pier.gains_lines)
            assert min(span.sure_x, span.rest_x) >= begin
            ends = span.sure_x + span.sure_width, span.rest_x + span.rest_width
            assert max(ends) <= end
            assert min(span.sure_width, span.rest_width) >= 0
            assert span.sure_width + span.rest_width >= LEAST_WIDTH
        if pier.pays:
            assert pier.pays.sure_x + pier.pays.sure_width <= shape.pillar
        if pier.gains:
            assert pier.gains.sure_x >= shape.pillar
        bottom = max([text.y for text in texts] + [span.y + BAR_HEIGHT for span in spans])
    assert bottom <= bridge.height


@given(sessions())
def test_the_piers_are_the_sums_of_the_two_sides(lines):
    calculation = compute(lines)

    bridge = payer_bridge(calculation, {})

    for side, total in ((Side.INCURRED, calculation.incurred), (Side.AVOIDED, calculation.avoided)):
        parts = [getattr(party, side.value) for party in calculation.per_payer]
        assert sum((part.high_exact for part in parts), Fraction()) == total.high_exact
        texts = [
            pier.pays_text if side == Side.INCURRED else pier.gains_text for pier in bridge.piers
        ]
        assert len(list(filter(None, texts))) == sum(bool(part.line_count) for part in parts)
