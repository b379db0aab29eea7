"""Who pays and who possibly gains, as a bridge: what a payer spends left of the pillar, what he may keep right of it.

On both banks each payer begins where the one before him ended, so that the ends are the sums of the banks.
The two are never set off against each other. One template draws it on the page and in the PDF; the table
beside it is made of the same piers. Pure; coordinates are whole units, as in `costs.range_chart`.
"""

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from costs.calculation import UNKNOWN_PARTIES, Calculation, PartyTotal, Total, round_amount
from costs.lines import amount_text
from costs.range_chart import Text

TEXT_LINE = 17
BAR_HEIGHT = 14
ROW_PADDING = 14
HEADING = 30
GAP = 8
LEAST_WIDTH = 3
OTHER_POCKET = "(andere zak)"
PAYS, GAINS = "Betaalt mee aan DOW", "Bespaart misschien"
_UNKNOWN_PAYS = (
    "Wie het traject betaalt is niet bekend. Daarom is niet te zeggen of de besparing in een andere zak "
    "valt."
)
_NOBODY_ELSE = "Alleen wie meebetaalt, bespaart er misschien ook op."


@dataclass(frozen=True, kw_only=True, slots=True)
class Shape:
    """For how wide a surface it is drawn: where the pillar stands, and how far a bank reaches from it.

    The names of payers stand left of the banks, or above them (`names_above`).
    """

    width: int
    pillar: int
    reach: int
    label_characters: int
    amount_characters: int
    names_above: bool = False


WIDE = Shape(width=720, pillar=450, reach=260, label_characters=24, amount_characters=32)
# For a phone held upright.
NARROW = Shape(
    width=340,
    pillar=170,
    reach=162,
    label_characters=45,
    amount_characters=20,
    names_above=True,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """A bar: the part that is sure (up to low) and the part up to high, each as a left edge and a width."""

    y: int
    sure_x: int
    sure_width: int
    rest_x: int
    rest_width: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Pier:
    """One payer: his name in lines, his two bars, and the same in words; None and empty where he has none."""

    name: str
    label_lines: tuple[Text, ...]
    pays: Span | None
    gains: Span | None
    pays_lines: tuple[Text, ...]
    gains_lines: tuple[Text, ...]
    pays_text: str
    gains_text: str
    is_other_pocket: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class PayerBridge:
    """`other_pocket` says what comes to whom does not pay ("wrong pocket"); `notes` what it leaves out.

    The pillar stands in pieces, each from one height to another.
    """

    width: int
    height: int
    pillar: int
    pillar_pieces: tuple[tuple[int, int], ...]
    description: str
    pays_heading: Text
    gains_heading: Text
    piers: tuple[Pier, ...]
    other_pocket: str
    notes: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        return not self.piers


def payer_bridge(
    calculation: Calculation, labels: Mapping[str, str], shape: Shape = WIDE
) -> PayerBridge:
    """The bridge of the lines that count now; `labels` are the words for the names of payers."""
    parties = [
        party
        for party in calculation.per_payer
        if party.incurred.line_count or party.avoided.line_count
    ]
    widest = max(
        sum((party.incurred.high_exact for party in parties), Fraction()),
        sum((party.avoided.high_exact for party in parties), Fraction()),
    )
    paying = _paying(parties)
    piers, pieces, y = [], [], HEADING
    spent = gained = Fraction()
    for party in parties:
        bank = _Bank(shape=shape, widest=widest, spent=spent, gained=gained)
        pier, piece = _pier(party, labels, y, bank, paying)
        piers.append(pier)
        pieces.append(piece)
        y = max(piece[1], *(line.y + 4 for line in pier.label_lines)) + ROW_PADDING
        spent += party.incurred.high_exact
        gained += party.avoided.high_exact
    return PayerBridge(
        width=shape.width,
        height=y,
        pillar=shape.pillar,
        # Names above the banks are not crossed.
        pillar_pieces=tuple(pieces) if shape.names_above else ((HEADING - GAP, y),),
        description=_description(piers),
        pays_heading=Text(x=shape.pillar - GAP, y=TEXT_LINE - 2, text=PAYS),
        gains_heading=Text(x=shape.pillar + GAP, y=TEXT_LINE - 2, text=GAINS),
        piers=tuple(piers),
        other_pocket=_other_pocket(parties, paying, calculation) if parties else "",
        notes=tuple(_notes(parties, calculation)),
    )


def _paying(parties: Iterable[PartyTotal]) -> frozenset[str]:
    """The payers that are known to have spent something."""
    return frozenset(
        party.name
        for party in parties
        if party.incurred.high_exact and party.name not in UNKNOWN_PARTIES
    )


def _is_other_pocket(party: PartyTotal, paying: frozenset[str]) -> bool:
    return bool(
        paying
        and party.avoided.high_exact
        and party.name not in paying
        and party.name not in UNKNOWN_PARTIES
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Bank:
    """Where the bars of the next payer begin: after what those before him spent and gained."""

    shape: Shape
    widest: Fraction
    spent: Fraction
    gained: Fraction

    def ends(self, total: Total, start: Fraction) -> tuple[int, int, int]:
        """How far from the pillar a bar begins, is sure and ends; what is worth anything can be seen."""
        reach = self.shape.reach

        def far(amount: Fraction) -> int:
            return int(amount * reach / self.widest) if self.widest else 0

        begin = min(far(start), reach - LEAST_WIDTH)
        low = max(far(start + total.low_exact), begin)
        high = max(far(start + total.high_exact), low, begin + LEAST_WIDTH)
        return begin, low, high

    def right(self, total: Total, y: int) -> Span | None:
        if not total.line_count:
            return None
        begin, low, high = self.ends(total, self.gained)
        pillar = self.shape.pillar
        return Span(
            y=y,
            sure_x=pillar + begin,
            sure_width=low - begin,
            rest_x=pillar + low,
            rest_width=high - low,
        )

    def left(self, total: Total, y: int) -> Span | None:
        if not total.line_count:
            return None
        begin, low, high = self.ends(total, self.spent)
        pillar = self.shape.pillar
        return Span(
            y=y,
            sure_x=pillar - low,
            sure_width=low - begin,
            rest_x=pillar - high,
            rest_width=high - low,
        )


def _pier(
    party: PartyTotal,
    labels: Mapping[str, str],
    y: int,
    bank: _Bank,
    paying: frozenset[str],
) -> tuple[Pier, tuple[int, int]]:
    """What is drawn of a payer, and from where to where the pillar stands between his bars."""
    shape = bank.shape
    name = labels.get(party.name, "Niet bekend")
    is_other_pocket = _is_other_pocket(party, paying)
    label = textwrap.wrap(name, shape.label_characters)
    label += [OTHER_POCKET] if is_other_pocket else []
    pays, gains = (_words(total, shape) for total in (party.incurred, party.avoided))
    top = y + len(label) * TEXT_LINE if shape.names_above else y
    baseline = TEXT_LINE - 4
    bar_y = top + max(len(pays), len(gains)) * TEXT_LINE + 2
    pier = Pier(
        name=name,
        label_lines=_stacked(label, 0, y + baseline),
        pays=bank.left(party.incurred, bar_y),
        gains=bank.right(party.avoided, bar_y),
        pays_lines=_stacked(pays, shape.pillar - GAP, top + baseline),
        gains_lines=_stacked(gains, shape.pillar + GAP, top + baseline),
        pays_text=" ".join(pays),
        gains_text=" ".join(gains),
        is_other_pocket=is_other_pocket,
    )
    return pier, (top, bar_y + BAR_HEIGHT)


def _words(total: Total, shape: Shape) -> list[str]:
    """The amount, over two lines where one would leave its bank."""
    if not total.line_count:
        return []
    text = total.printed_text
    first, _, last = text.partition(" tot ")
    return [f"{first} tot", last] if last and len(text) > shape.amount_characters else [text]


def _stacked(lines: Iterable[str], x: int, y: int) -> tuple[Text, ...]:
    return tuple(
        Text(x=x, y=y + number * TEXT_LINE, text=line) for number, line in enumerate(lines)
    )


def _other_pocket(
    parties: Sequence[PartyTotal], paying: frozenset[str], calculation: Calculation
) -> str:
    if not paying:
        return _UNKNOWN_PAYS
    others = [party.avoided for party in parties if _is_other_pocket(party, paying)]
    if not others:
        return _NOBODY_ELSE
    return (
        f"Van wat misschien bespaard wordt, komt {_sum_text(others, calculation)} terecht bij wie niet "
        "meebetaalt: dat valt in een andere zak."
    )


def _sum_text(totals: Sequence[Total], calculation: Calculation) -> str:
    if len(totals) == 1:
        return totals[0].printed_text
    low, high = (
        round_amount(
            sum((getattr(one, f"{end}_exact") for one in totals), Fraction()), calculation.rule
        )
        for end in ("low", "high")
    )
    return amount_text(Decimal(low), Decimal(high))


def _notes(parties: Iterable[PartyTotal], calculation: Calculation) -> Iterable[str]:
    unknown = [party.avoided for party in parties if party.name in UNKNOWN_PARTIES]
    unknown = [total for total in unknown if total.line_count]
    if unknown:
        yield f"Van {_sum_text(unknown, calculation)} is niet bekend bij wie het terechtkomt."
    if calculation.avoided.conditions:
        yield calculation.avoided.notes[1]


def _description(piers: Iterable[Pier]) -> str:
    told = []
    for pier in piers:
        parts = [
            f"{verb} {text}"
            for verb, text in (("betaalt", pier.pays_text), ("bespaart misschien", pier.gains_text))
            if text
        ]
        told.append(f"{pier.name} {' en '.join(parts)}.")
    return " ".join(told)
