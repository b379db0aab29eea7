"""The calculation of a session as plain data, for the command line and for comparing."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from costs.calculation import Calculation, ComputedLine, Total


def summarise(calculation: Calculation) -> dict[str, object]:
    """Lines, totals and sums per payer; amounts are euros as texts with two decimals."""
    return {
        "lines": [_line(computed) for computed in _priced(calculation.lines)],
        "totals": {
            "incurred": _total(calculation.incurred),
            "avoided": _total(calculation.avoided),
        },
        "per_payer": {
            party.name: {"incurred": _total(party.incurred), "avoided": _total(party.avoided)}
            for party in calculation.per_payer
        },
        "unpriced": [computed.line.label for computed in calculation.unpriced],
    }


def _priced(lines: Iterable[ComputedLine]) -> Iterable[ComputedLine]:
    return (computed for computed in lines if computed.line.is_priced and computed.counted)


def _line(computed: ComputedLine) -> dict[str, object]:
    line = computed.line
    return {
        "label": line.label,
        "side": line.side.value,
        "low_raw": _amount(computed.low_raw),
        "high_raw": _amount(computed.high_raw),
        "low_printed": _amount(computed.low_printed),
        "high_printed": _amount(computed.high_printed),
        "condition": line.condition,
        "condition_group": line.condition_group,
        "payer": line.payer,
        "law": line.law,
        "formula": computed.formula,
        "override_reason": line.override_reason,
        "sources": list(dict.fromkeys(s for bound in line.bounds for s in bound.sources)),
        "warnings": [*computed.warnings, *line.remarks],
    }


def _total(total: Total) -> dict[str, str]:
    return {
        "low_raw": _amount(total.low_raw),
        "high_raw": _amount(total.high_raw),
        "low_printed": _amount(total.low_printed),
        "high_printed": _amount(total.high_printed),
    }


def _amount(amount: Decimal) -> str:
    return f"{amount:.2f}"
