"""The lines of a case report's cost column, each with its amounts, formula and warnings as finished texts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from string import ascii_uppercase

from costs.calculation import ComputedLine
from costs.figures import LikelyRange
from costs.line_facts import line_facts
from costs.lines import amount_text
from costs.models import CostLine, Law, Payer
from reports.footnotes import Footnotes

PAYERS, LAWS = dict(Payer.choices), dict(Law.choices)
SUGGESTION = "Voorstel van dit project, niet uit de bron."
_EXACT_AGE = re.compile(r"De deelnemer was [0-9]+(?: tot en met [0-9]+)? jaar\.")


@dataclass(frozen=True, kw_only=True)
class Amount:
    """A printed amount with the footnotes of its source."""

    text: str
    footnotes: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CostRow:
    """One line of the cost column, and the same line in the tables under it; `letter` names it.

    `excluded_because` is why it does not count, and empty where it does.
    """

    key: int
    letter: str
    label: str
    condition: str
    amounts: tuple[Amount, ...]
    extent: str
    formulas: tuple[str, ...]
    raw: str
    by_rule: str
    printed: str
    override_reason: str
    excluded_because: str
    warnings: tuple[str, ...]
    payer: str
    law: str
    payer_note: str
    payer_suggested: bool
    depends_on: str
    facts: tuple[tuple[str, str], ...]


def letter_of(number: int) -> str:
    """A, B, … Z, AA, AB: how a line is named in the tables under the cost column."""
    before, last = divmod(number, len(ascii_uppercase))
    return (letter_of(before - 1) if before else "") + ascii_uppercase[last]


def cost_row(
    computed: ComputedLine,
    stored: CostLine,
    letters: dict[str, str],
    footnotes: Footnotes,
    is_public: bool,
    likely: LikelyRange | None,
) -> CostRow:
    line = computed.line
    warnings = [
        _EXACT_AGE.sub("De deelnemer had een andere leeftijd.", warning) if is_public else warning
        for warning in computed.warnings
    ]
    note = stored.payer_note.removeprefix(SUGGESTION).strip()
    return CostRow(
        key=stored.pk,
        letter=letters[line.key],
        label=line.label,
        condition=line.condition,
        amounts=_amounts(computed, footnotes),
        extent=stored.extent or _extent(computed),
        formulas=_formulas(computed),
        raw=computed.raw_text,
        by_rule=amount_text(computed.low_by_rule, computed.high_by_rule),
        printed=computed.printed_text,
        override_reason=line.override_reason if computed.overridden else "",
        excluded_because=computed.excluded_because,
        warnings=tuple(dict.fromkeys((*warnings, *line.remarks))),
        payer=PAYERS[stored.payer],
        law=LAWS[stored.law],
        payer_note=note,
        payer_suggested=stored.payer_note.startswith(SUGGESTION),
        depends_on=letters.get(line.depends_on or "", ""),
        facts=tuple(line_facts(stored, likely)),
    )


def _amounts(computed: ComputedLine, footnotes: Footnotes) -> tuple[Amount, ...]:
    """One amount, or two where each bound has its own source."""
    low = footnotes.numbers(computed.line.low.sources)
    high = footnotes.numbers(computed.line.high.sources)
    first, between, last = computed.printed_text.partition(" tot ")
    if low == high or not between:
        return (Amount(text=computed.printed_text, footnotes=tuple(dict.fromkeys(low + high))),)
    return Amount(text=first, footnotes=low), Amount(text=f"tot {last}", footnotes=high)


def _formulas(computed: ComputedLine) -> tuple[str, ...]:
    """The computation, or that of both bounds when they differ, each on a line of its own."""
    low, high = (bound.formula for bound in computed.line.bounds)
    return (low,) if low == high else (f"laag: {low}", f"hoog: {high}")


def _extent(computed: ComputedLine) -> str:
    """What the amount covers, as far as both bounds say the same."""
    extents = list(dict.fromkeys(bound.extent for bound in computed.line.bounds))
    if len(extents) == 1:
        return extents[0]
    return " of ".join(filter(None, extents))
