"""The money of a case report: lines, chart, footnotes, how it was computed and who pays, as finished texts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from string import ascii_uppercase

from django.utils import timezone

from costs.calculation import INDICATIVE, SIDE_LABELS, ComputedLine, Side
from costs.figures import component_check
from costs.following import objections_of, realities_of
from costs.lines import amount_text
from costs.models import (
    Attendee,
    CostLine,
    CostPrice,
    Law,
    Payer,
    ReferenceKind,
    Session,
    SessionStatus,
)
from costs.range_chart import RangeChart, range_chart
from costs.reading import LINE_TEXTS, bound_sources, calculate, rows_of
from costs.rounding import ROUNDING_LABELS, RoundingRule
from costs.seal import seal_in_groups
from dow_site.dates import Precision, When, write_when
from dow_site.money import euros
from reports.footnotes import Footnote, Footnotes

SIDE_TITLES = {
    Side.INCURRED: "Gemaakt: de kosten met DOW",
    Side.AVOIDED: "Mogelijk bespaard: wat er zonder DOW nodig had kunnen zijn",
}
SUGGESTION = "Voorstel van dit project, niet uit de bron."
NOT_MENTIONED = "niet vermeld"
_PAYERS, _LAWS = dict(Payer.choices), dict(Law.choices)
_REFERENCES, _STATUSES = dict(ReferenceKind.choices), dict(SessionStatus.choices)
_EXACT_AGE = re.compile(r"De deelnemer was [0-9]+(?: tot en met [0-9]+)? jaar\.")


@dataclass(frozen=True, kw_only=True)
class Amount:
    """A printed amount with the footnotes of its source."""

    text: str
    footnotes: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CostRow:
    """One line of the cost column, and the same line in the tables under it; `letter` names it."""

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
    warnings: tuple[str, ...]
    payer: str
    law: str
    payer_note: str
    payer_suggested: bool
    depends_on: str


@dataclass(frozen=True, kw_only=True)
class CostSide:
    title: str
    rows: tuple[CostRow, ...]


@dataclass(frozen=True, kw_only=True)
class Unpriced:
    """Support without a price, by side and by the reason that none is given."""

    title: str
    reason: str
    labels: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CostPriceNote:
    """What a year of guidance costs, by part; the sum and the published total may differ."""

    parts: tuple[tuple[str, str], ...]
    sum: str
    total: str
    sentence: str
    calculated_by: str
    footnotes: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class SaidOfRow:
    """What was said of a line afterwards; `aside` says when, and by whom or what was done with it."""

    letter: str
    label: str
    text: str
    aside: str


@dataclass(frozen=True, kw_only=True)
class CaseCosts:
    """Everything about money in a case report. No totals: nobody asked for them."""

    indicative: str
    sides: tuple[CostSide, ...]
    chart: RangeChart
    unpriced: tuple[Unpriced, ...]
    rounding: str
    cost_price: CostPriceNote | None
    has_suggestions: bool
    footnotes: tuple[Footnote, ...]
    at_the_table: tuple[tuple[str, str], ...]
    objections: tuple[SaidOfRow, ...]
    realities: tuple[SaidOfRow, ...]

    @property
    def rows(self) -> tuple[CostRow, ...]:
        return tuple(row for side in self.sides for row in side.rows)

    @property
    def has_warnings(self) -> bool:
        return any(row.warnings for row in self.rows)

    @classmethod
    def of(cls, session: Session, *, is_public: bool, veils: bool) -> CaseCosts:
        """Reads and computes the session; `is_public` leaves out names and exact ages.

        `veils` puts the alias where somebody wrote the participant's name.
        """
        rows = rows_of(session)
        if veils:
            rows = session.trajectory.participant.veil_rows(rows, *LINE_TEXTS)
        calculation = calculate(session, rows=rows)
        stored = {row.key: row for row in rows}
        footnotes = Footnotes()
        priced = [line for line in calculation.lines if line.line.is_priced]
        letters = {
            line.line.key: _letter(number)
            for number, line in enumerate(
                sorted(priced, key=lambda line: line.line.side != "incurred")
            )
        }
        sides = tuple(
            CostSide(
                title=SIDE_TITLES[side],
                rows=tuple(
                    _row(line, stored[line.line.key], letters, footnotes, is_public)
                    for line in priced
                    if line.line.side == side
                ),
            )
            for side in Side
        )
        used = {
            source.pk
            for row in stored.values()
            for end in ("low", "high")
            for source in bound_sources(row, end)
        }
        return cls(
            indicative=INDICATIVE,
            sides=tuple(side for side in sides if side.rows),
            chart=range_chart(calculation.lines),
            unpriced=tuple(_unpriced(calculation.unpriced)),
            rounding=_rounding(calculation.rule),
            cost_price=_cost_price(session, used, footnotes),
            has_suggestions=any(row.payer_suggested for side in sides for row in side.rows),
            footnotes=footnotes.all,
            at_the_table=tuple(_at_the_table(session, is_public, veils)),
            objections=tuple(_objections(session, letters, is_public, veils)),
            realities=tuple(_realities(session, letters, is_public, veils)),
        )


def _objections(session, letters, is_public, veils) -> Iterable[SaidOfRow]:
    precision = Precision.MONTH if is_public else Precision.DAY
    for said in objections_of(session, precision=precision, veils=veils):
        done = f" Wat ermee gedaan is: {said.answer}" if said.answer else ""
        yield SaidOfRow(
            letter=letters.get(said.line_key, ""),
            label=said.label,
            text=said.text,
            aside=f"Gezegd: {said.said_on}.{done}",
        )


def _realities(session, letters, is_public, veils) -> Iterable[SaidOfRow]:
    precision = Precision.MONTH if is_public else Precision.DAY
    for said in realities_of(session, precision=precision, veils=veils):
        yield SaidOfRow(
            letter=letters.get(said.line_key, ""),
            label=said.label,
            text=f"{said.when}: {said.outcome.lower()}. {said.what_happened}",
            aside=f"{said.told[0].upper()}{said.told[1:]}.",
        )


def _letter(number: int) -> str:
    """A, B, … Z, AA, AB: how a line is named in the tables under the cost column."""
    before, last = divmod(number, len(ascii_uppercase))
    return (_letter(before - 1) if before else "") + ascii_uppercase[last]


def _row(
    computed: ComputedLine,
    stored: CostLine,
    letters: dict[str, str],
    footnotes: Footnotes,
    is_public: bool,
) -> CostRow:
    line = computed.line
    warnings = [
        _EXACT_AGE.sub("De deelnemer had een andere leeftijd.", warning) if is_public else warning
        for warning in computed.warnings
    ]
    note = stored.payer_note.removeprefix(SUGGESTION).strip()
    return CostRow(
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
        warnings=tuple(dict.fromkeys((*warnings, *line.remarks))),
        payer=_PAYERS[stored.payer],
        law=_LAWS[stored.law],
        payer_note=note,
        payer_suggested=stored.payer_note.startswith(SUGGESTION),
        depends_on=letters.get(line.depends_on or "", ""),
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


def _unpriced(lines: Iterable[ComputedLine]) -> Iterable[Unpriced]:
    labels: dict[tuple[str, str], list[str]] = {}
    for computed in lines:
        key = computed.line.side, computed.line.unpriced_reason
        labels.setdefault(key, []).append(computed.line.label)
    for (side, reason), own in labels.items():
        yield Unpriced(title=SIDE_LABELS[side], reason=reason, labels=tuple(own))


def _rounding(rule: RoundingRule) -> str:
    return (
        f"Afgerond is {ROUNDING_LABELS[rule]}, een half naar boven. Wat een bron zelf als bedrag "
        "noemt, staat er zoals de bron het schrijft. Er staat geen totaal bij: de regels gelden "
        "onder verschillende voorwaarden en gaan over verschillende perioden."
    )


def _cost_price(session: Session, used: set[int], footnotes: Footnotes) -> CostPriceNote | None:
    """The programme's cost price when a line is made with it."""
    cost_price = (
        CostPrice.objects.select_related("source")
        .prefetch_related("components")
        .filter(programme=session.trajectory.programme_id, source__in=used)
        .order_by("-year", "pk")
        .first()
    )
    if cost_price is None or not (parts := list(cost_price.components.all())):
        return None
    check = component_check(cost_price.amount, [part.amount for part in parts])
    return CostPriceNote(
        parts=tuple((part.label, euros(part.amount)) for part in parts),
        sum=euros(check.sum),
        total=euros(cost_price.amount),
        sentence=check.sentence,
        calculated_by=cost_price.calculated_by,
        footnotes=footnotes.numbers([cost_price.source.citation]),
    )


def _at_the_table(session: Session, is_public: bool, veils: bool) -> Iterable[tuple[str, str]]:
    facilitator = session.facilitator
    name = "een effectencalculateur" if is_public else facilitator and facilitator.name
    attendees = session.attendees.order_by("pk")
    if veils:
        attendees = session.trajectory.participant.veil_rows(attendees, "role", "relation")
    yield "Deelnemers aan het gesprek", "; ".join(map(_attendee, attendees)) or NOT_MENTIONED
    yield "Effectencalculateur", (name if facilitator else NOT_MENTIONED)
    yield "Datum", _held_on(session, is_public)
    place = "" if is_public else session.place
    if veils:
        place = session.trajectory.participant.veil(place)
    online = {True: "online", False: "aan tafel", None: ""}[session.held_online]
    yield "Hoe en waar", ", ".join(filter(None, (online, place))) or NOT_MENTIONED
    kinds = (_REFERENCES.get(kind, kind) for kind in session.reference_kinds)
    yield "Vergeleken met", ", ".join(kinds).lower().replace("dow", "DOW") or NOT_MENTIONED
    yield "Stand van de berekening", _STATUSES[session.status].lower()
    if session.status == SessionStatus.APPROVED:
        approver = "een controller" if is_public else session.approved_by.name
        day = When(timezone.localdate(session.approved_at), Precision.DAY)
        yield "Vastgesteld", f"op {write_when(day, long=True)} door {approver}"
        yield "Zegel van de inhoud", seal_in_groups(session.seal)


def _attendee(attendee: Attendee) -> str:
    aside = [attendee.relation, "" if attendee.directly_involved else "niet direct betrokken"]
    said = ", ".join(filter(None, aside))
    return f"{attendee.role} ({said})" if said else attendee.role


def _held_on(session: Session, is_public: bool) -> str:
    if session.held_on is None:
        return NOT_MENTIONED
    precision = Precision.MONTH if is_public else Precision.DAY
    return write_when(When(session.held_on, precision), long=True)
