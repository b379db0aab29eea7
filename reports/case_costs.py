"""The money of a case report: lines, chart, footnotes, how it was computed and who pays, as finished texts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from costs.calculation import (
    INDICATIVE,
    SIDE_LABELS,
    Calculation,
    ComputedLine,
    PartyTotal,
    Side,
)
from costs.cost_price_use import cost_prices_for
from costs.figures import likelihood_note, with_likelihood
from costs.following import objections_of, realities_of
from costs.models import CostLine, CostPrice, Session
from costs.payer_bridge import PayerBridge, payer_bridge
from costs.range_chart import RangeChart, range_chart
from costs.rounding import ROUNDING_LABELS, RoundingRule
from dow_site.dates import Precision
from dow_site.money import euros
from reports.at_the_table import at_the_table
from reports.case_session import calculation_of
from reports.cost_rows import LAWS, PAYERS, CostRow, cost_row, letter_of
from reports.footnotes import Footnote, Footnotes

SIDE_TITLES = {
    Side.INCURRED: "Gemaakt: de kosten met DOW",
    Side.AVOIDED: "Mogelijk bespaard: wat er zonder DOW nodig had kunnen zijn",
}


@dataclass(frozen=True, kw_only=True)
class CostSide:
    title: str
    rows: tuple[CostRow, ...]


@dataclass(frozen=True, kw_only=True)
class Unpriced:
    """Support without a price, by side and by the reason that none is given."""

    title: str
    reason: str
    lines: tuple[tuple[int, str], ...]

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(label for _, label in self.lines)


@dataclass(frozen=True, kw_only=True)
class CostPriceNote:
    """What a year of guidance costs, by part; the sum and the published total may differ."""

    year: str
    parts: tuple[tuple[str, str], ...]
    sum: str
    total: str
    sentence: str
    calculated_by: str
    footnotes: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class SaidOfRow:
    """What was said of a line afterwards; `aside` says when, and by whom or what was done with it.

    `url` is the form in which it was written.
    """

    letter: str
    label: str
    text: str
    aside: str
    url: str


@dataclass(frozen=True, kw_only=True)
class CaseSums:
    """The sums that were asked for: per side as a range with what must be read with it, and per payer and law."""

    sides: tuple[tuple[str, str, tuple[str, ...]], ...]
    bridge: PayerBridge
    per_payer: tuple[tuple[str, str, str], ...]
    per_law: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, kw_only=True)
class CaseCosts:
    """Everything about money in a case report; `sums` is None where nobody asked for them."""

    indicative: str
    left_out: str
    sides: tuple[CostSide, ...]
    chart: RangeChart
    unpriced: tuple[Unpriced, ...]
    rounding: str
    cost_prices: tuple[CostPriceNote, ...]
    has_suggestions: bool
    footnotes: tuple[Footnote, ...]
    at_the_table: tuple[tuple[str, str], ...]
    objections: tuple[SaidOfRow, ...]
    realities: tuple[SaidOfRow, ...]
    sums: CaseSums | None

    @property
    def rows(self) -> tuple[CostRow, ...]:
        return tuple(row for side in self.sides for row in side.rows)

    @property
    def has_excluded(self) -> bool:
        """Whether a line stands here that does not count, and so has no bar."""
        return any(row.excluded_because for row in self.rows)

    @property
    def has_warnings(self) -> bool:
        return any(row.warnings for row in self.rows)

    @classmethod
    def of(
        cls,
        session: Session,
        *,
        is_public: bool,
        veils: bool,
        with_sums: bool = False,
        without: frozenset[str] = frozenset(),
    ) -> CaseCosts:
        """Reads and computes the session; `is_public` leaves out names and exact ages.

        `veils` puts the alias where somebody wrote the participant's name. `without` are the condition
        groups that do not count.
        """
        rows, calculation = calculation_of(session, veils=veils, without=without)
        stored = {row.key: row for row in rows}
        footnotes = Footnotes()
        priced = [line for line in calculation.lines if line.line.is_priced]
        letters = {
            line.line.key: letter_of(number)
            for number, line in enumerate(
                sorted(priced, key=lambda line: line.line.side != "incurred")
            )
        }
        likely = dict(with_likelihood(calculation).lines)
        sides = tuple(
            CostSide(
                title=SIDE_TITLES[side],
                rows=tuple(
                    cost_row(
                        line,
                        stored[line.line.key],
                        letters,
                        footnotes,
                        is_public,
                        likely.get(line.line.key),
                    )
                    for line in priced
                    if line.line.side == side
                ),
            )
            for side in Side
        )
        used = cost_prices_for(session, rows).used
        return cls(
            indicative=INDICATIVE,
            left_out=_left_out(calculation),
            sides=tuple(side for side in sides if side.rows),
            chart=range_chart(calculation.lines),
            unpriced=tuple(_unpriced(calculation.unpriced, stored)),
            rounding=_rounding(calculation.rule, with_sums),
            cost_prices=tuple(_cost_prices(used, footnotes)),
            has_suggestions=any(row.payer_suggested for side in sides for row in side.rows),
            footnotes=footnotes.all,
            at_the_table=tuple(at_the_table(session, is_public, veils)),
            objections=tuple(_objections(session, letters, is_public, veils)),
            realities=tuple(_realities(session, letters, is_public, veils)),
            sums=_sums(calculation) if with_sums else None,
        )


def _sums(calculation: Calculation) -> CaseSums:
    return CaseSums(
        sides=tuple(
            (
                SIDE_LABELS[side],
                total.printed_text,
                tuple(filter(None, (*total.notes, likelihood_note(calculation, side)))),
            )
            for side, total in (
                (Side.INCURRED, calculation.incurred),
                (Side.AVOIDED, calculation.avoided),
            )
        ),
        bridge=payer_bridge(calculation, PAYERS),
        per_payer=tuple(_parties(calculation.per_payer, PAYERS)),
        per_law=tuple(_parties(calculation.per_law, LAWS)),
    )


def _parties(parties: Iterable[PartyTotal], labels) -> Iterable[tuple[str, str, str]]:
    for party in parties:
        totals = party.incurred, party.avoided
        if any(total.line_count for total in totals):
            amounts = (total.printed_text if total.line_count else "–" for total in totals)
            yield (labels.get(party.name, "Niet bekend"), *amounts)


def _objections(session, letters, is_public, veils) -> Iterable[SaidOfRow]:
    precision = Precision.MONTH if is_public else Precision.DAY
    for said in objections_of(session, precision=precision, veils=veils):
        done = f" Wat ermee gedaan is: {said.answer}" if said.answer else ""
        yield SaidOfRow(
            letter=letters.get(said.line_key, ""),
            label=said.label,
            text=said.text,
            aside=f"Gezegd: {said.said_on}.{done}",
            url=reverse("costs:objection_edit", args=[said.pk]),
        )


def _realities(session, letters, is_public, veils) -> Iterable[SaidOfRow]:
    precision = Precision.MONTH if is_public else Precision.DAY
    for said in realities_of(session, precision=precision, veils=veils):
        yield SaidOfRow(
            letter=letters.get(said.line_key, ""),
            label=said.label,
            text=f"{said.when}: {said.outcome.lower()}. {said.what_happened}",
            aside=f"{said.told[0].upper()}{said.told[1:]}.",
            url=reverse("costs:reality_edit", args=[said.line, said.month]),
        )


def _unpriced(lines: Iterable[ComputedLine], stored: dict[str, CostLine]) -> Iterable[Unpriced]:
    found: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for computed in lines:
        line = computed.line
        found.setdefault((line.side, line.unpriced_reason), []).append(
            (stored[line.key].pk, line.label)
        )
    for (side, reason), own in found.items():
        yield Unpriced(title=SIDE_LABELS[side], reason=reason, lines=tuple(own))


def _left_out(calculation: Calculation) -> str:
    """Which conditions were left out on purpose; nothing where all count."""
    off = [calculation.words_of(group) for group in calculation.groups if not group.on]
    if not off:
        return ""
    which = "is deze voorwaarde" if len(off) == 1 else "zijn deze voorwaarden"
    words = "; ".join(f"‘{one}’" for one in off)
    return f"Bij het afdrukken {which} uitgezet: {words}. Wat daaronder valt, telt niet mee."


def _rounding(rule: RoundingRule, with_sums: bool) -> str:
    if with_sums:
        sums = (
            "Een som is gemaakt van de bedragen voor het afronden, en daarna op dezelfde manier "
            "afgerond. Zij telt regels op die onder verschillende voorwaarden gelden en over "
            "verschillende perioden gaan."
        )
    else:
        sums = (
            "Er staat geen totaal bij: de regels gelden onder verschillende voorwaarden en gaan "
            "over verschillende perioden."
        )
    return (
        f"Afgerond is {ROUNDING_LABELS[rule]}, een half naar boven. Wat een bron zelf als bedrag "
        f"noemt, staat er zoals de bron het schrijft. {sums}"
    )


def _cost_prices(used: Iterable[CostPrice], footnotes: Footnotes) -> Iterable[CostPriceNote]:
    """Those that a line is made with, as far as their parts are known."""
    for cost_price in used:
        if parts := list(cost_price.components.all()):
            check = cost_price.sum_check
            yield CostPriceNote(
                year=str(cost_price.year or ""),
                parts=tuple((part.label, euros(part.amount)) for part in parts),
                sum=euros(check.sum),
                total=euros(cost_price.amount),
                sentence=check.sentence,
                calculated_by=cost_price.calculated_by,
                footnotes=footnotes.numbers([cost_price.source.citation]),
            )
