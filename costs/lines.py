"""What a session puts down about money: prices, bounds and cost lines, before anything is computed.

A value that cannot be right never comes into being: it is refused with a ValueError whose Dutch
sentence a form can show as it is. What may be right but deserves a second look is a warning instead
(costs/warnings.py).
"""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum, StrEnum
from fractions import Fraction

from costs.units import UNIT_WORDS, Unit, convert, months_in, quantity_text
from dow_site.money import euro_range, euros, exact_number, has_cents


class Side(StrEnum):
    INCURRED = "incurred"
    AVOIDED = "avoided"


SIDE_LABELS = {Side.INCURRED: "Gemaakt", Side.AVOIDED: "Mogelijk bespaard"}


class PriceStatus(StrEnum):
    PRICED = "priced"
    UNPRICED = "unpriced"
    NOT_APPLICABLE = "not_applicable"


PRICE_STATUS_LABELS = {
    PriceStatus.PRICED: "geprijsd",
    PriceStatus.UNPRICED: "niet geprijsd",
    PriceStatus.NOT_APPLICABLE: "niet van toepassing",
}


class GrossNet(StrEnum):
    GROSS = "gross"
    NET = "net"
    UNKNOWN = "unknown"


GROSS_NET_LABELS = {
    GrossNet.GROSS: "bruto",
    GrossNet.NET: "netto",
    GrossNet.UNKNOWN: "onbekend",
}


class Likelihood(IntEnum):
    """How likely those at the table think a line is, in steps a conversation can make."""

    NEVER = 0
    UNLIKELY = 25
    EVEN = 50
    LIKELY = 75
    CERTAIN = 100


LIKELIHOOD_LABELS = {
    Likelihood.NEVER: "zeker niet (0%)",
    Likelihood.UNLIKELY: "waarschijnlijk niet (25%)",
    Likelihood.EVEN: "even vaak wel als niet (50%)",
    Likelihood.LIKELY: "waarschijnlijk wel (75%)",
    Likelihood.CERTAIN: "zeker wel (100%)",
}

# Wide enough for any price; the limits keep exact arithmetic from being asked for a million digits.
MOST_DIGITS = 12
MOST_DECIMALS = 6
CENTS = 2


def check_number(value: Decimal, what: str, *, decimals: int = MOST_DECIMALS) -> None:
    """Refuses what no amount or quantity can be; `what` is its Dutch name with the article."""
    if not isinstance(value, Decimal):
        raise TypeError(f"{what} is a Decimal, not {type(value).__name__}.")
    if not value.is_finite():
        raise ValueError(f"{what} is geen getal.")
    if value < 0:
        raise ValueError(f"{what} kan niet lager zijn dan nul.")
    if value.adjusted() >= MOST_DIGITS:
        raise ValueError(f"{what} is te groot. Kijk of er geen cijfer te veel staat.")
    if value.as_tuple().exponent < -MOST_DIGITS or value * 10**decimals % 1:
        raise ValueError(f"{what} heeft hoogstens {decimals} cijfers achter de komma.")


@dataclass(frozen=True, kw_only=True, slots=True)
class Price:
    """What a price list says about one price: the facts a reader needs to judge its use here.

    `away_from_home` is True for a price that only holds for someone who lives on their own, False
    for one who lives with parents, None when it does not matter. `valid_to` is its last day.
    """

    name: str
    amount: Decimal
    unit: Unit | None = None
    price_year: int | None = None
    gross_net: GrossNet = GrossNet.UNKNOWN
    age_min: int | None = None
    age_max: int | None = None
    region: str | None = None
    away_from_home: bool | None = None
    valid_to: datetime.date | None = None

    def __post_init__(self) -> None:
        check_number(self.amount, "De prijs")
        if None not in (self.age_min, self.age_max) and self.age_min > self.age_max:
            raise ValueError("De laagste leeftijd van een prijs is hoger dan de hoogste.")


@dataclass(frozen=True, kw_only=True, slots=True)
class Bound:
    """One end of a range, in euros, with its own price, quantity, unit and sources.

    Stated: the amount is what the source says; quantity and unit only tell which period or service
    it covers. Computed: amount × quantity, the quantity first counted in the price's unit. `amount`
    is normally the price's own, and differs from it when the amount was brought to another price year.
    A quantity is a fraction where three decimals do not hold it: ten minutes are 1/6 hour.
    """

    amount: Decimal
    stated: bool = False
    price: Price | None = None
    quantity: Decimal | Fraction = Decimal(1)
    quantity_unit: Unit | None = None
    sources: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        # A price may have parts of a cent; an amount a source states as the outcome has none.
        check_number(self.amount, "Het bedrag", decimals=CENTS if self.stated else MOST_DECIMALS)
        if not isinstance(self.quantity, Fraction):
            check_number(self.quantity, "Het aantal")
        if not self.stated:
            self._units()  # refuses a quantity that the price cannot be multiplied by

    @property
    def unit(self) -> Unit | None:
        """What the amount is per: the price's unit, or else the one the quantity counts."""
        if self.price is not None and self.price.unit is not None:
            return self.price.unit
        return self.quantity_unit

    @property
    def exact(self) -> Fraction:
        """Euros, not rounded at all; every sum is made of these."""
        return Fraction(self.amount) * (1 if self.stated else self._units())

    @property
    def months(self) -> Fraction | None:
        """How long a time the amount covers; None when it is not for a period."""
        return months_in(self.quantity, self.quantity_unit or self.unit)

    @property
    def extent(self) -> str:
        """ "13 maanden": what the amount covers; empty without a unit."""
        unit = self.quantity_unit or self.unit
        return "" if unit is None else quantity_text(self.quantity, unit)

    @property
    def formula(self) -> str:
        """How the amount came about, in Dutch: "€ 13.261 per jaar × 13 maanden (13/12 jaar)"."""
        if self.stated:
            return self._stated_formula()
        if self.unit is None:
            return f"{self._rate} × {exact_number(self.quantity)} (eenheid onbekend)"
        if self.quantity_unit in (None, self.unit):
            return f"{self._rate} × {self.extent}"
        return f"{self._rate} × {self.extent} ({quantity_text(self._units(), self.unit)})"

    def _units(self) -> Fraction:
        if self.quantity_unit is None:
            return Fraction(self.quantity)
        if self.price is not None and self.price.unit is None:
            raise ValueError(
                f"De prijs heeft geen eenheid. Daarom is {self.extent} niet om te rekenen."
            )
        return convert(self.quantity, given=self.quantity_unit, wanted=self.unit)

    def _stated_formula(self) -> str:
        amount = euros(self.amount, cents=has_cents(self.amount))
        if self.unit is None:
            return f"{amount}, zoals de bron het noemt"
        if self.quantity == 1 and self.quantity_unit in (None, self.unit):
            return f"{amount} {UNIT_WORDS[self.unit].per}, zoals de bron het noemt"
        return f"{amount} voor {self.extent}, zoals de bron het noemt"

    @property
    def _rate(self) -> str:
        if has_cents(self.amount * 100):
            amount = f"€\u00a0{exact_number(self.amount)}"
        else:
            amount = euros(self.amount, cents=has_cents(self.amount))
        return amount if self.unit is None else f"{amount} {UNIT_WORDS[self.unit].per}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One cost that was made, or that was possibly avoided, as the people at the table put it.

    A single amount is the same bound twice. `condition` is the sentence printed between brackets,
    `condition_group` the switch that lines share. `depends_on` is the key of the line without which
    this one makes no sense: execution costs without a benefit. `first_month` and `last_month` are given
    where it matters when it was: only what lies within the period of the case is compared.
    """

    key: str
    label: str
    side: Side
    status: PriceStatus = PriceStatus.PRICED
    low: Bound | None = None
    high: Bound | None = None
    condition: str = ""
    condition_group: str = ""
    depends_on: str | None = None
    payer: str = ""
    law: str = ""
    estimated_by: str = ""
    likelihood: int | None = None
    override_low: Decimal | None = None
    override_high: Decimal | None = None
    override_reason: str = ""
    unpriced_reason: str = ""
    remarks: tuple[str, ...] = ()
    first_month: datetime.date | None = None
    last_month: datetime.date | None = None

    def __post_init__(self) -> None:
        if self.likelihood is not None and self.likelihood not in set(Likelihood):
            raise ValueError("Kies als kans 0, 25, 50, 75 of 100 procent.")
        if self.is_priced:
            self._check_range()
        elif self.low is not None or self.high is not None:
            raise ValueError("Een regel die niet geprijsd is, heeft geen bedragen.")
        self._check_override()
        if (self.first_month is None) != (self.last_month is None) or (
            self.first_month is not None and self.last_month < self.first_month
        ):
            raise ValueError("Geef de eerste en de laatste maand, en de eerste niet na de laatste.")

    @property
    def is_priced(self) -> bool:
        return self.status == PriceStatus.PRICED

    @property
    def is_overridden(self) -> bool:
        return self.override_low is not None or self.override_high is not None

    @property
    def bounds(self) -> tuple[Bound, ...]:
        """Low and high; empty for a line without a price."""
        return tuple(bound for bound in (self.low, self.high) if bound is not None)

    @property
    def formula(self) -> str:
        """The computation of both bounds, or of one when they are alike."""
        written = list(dict.fromkeys(bound.formula for bound in self.bounds))
        return f"laag: {written[0]}; hoog: {written[1]}" if len(written) > 1 else "".join(written)

    def _check_range(self) -> None:
        if self.low is None or self.high is None:
            raise ValueError("Een geprijsde regel heeft een laag en een hoog bedrag.")
        if self.low.exact > self.high.exact:
            raise ValueError("Het lage bedrag is hoger dan het hoge bedrag.")

    def _check_override(self) -> None:
        if not self.is_overridden:
            return
        for amount in (self.override_low, self.override_high):
            if amount is not None:
                check_number(amount, "Het aangepaste bedrag", decimals=CENTS)
        if not self.is_priced:
            raise ValueError("Een regel die niet geprijsd is, heeft geen bedragen.")
        if not self.override_reason.strip():
            raise ValueError("Schrijf op waarom het afgedrukte bedrag anders is dan het berekende.")
        if None not in (self.override_low, self.override_high) and (
            self.override_low > self.override_high
        ):
            raise ValueError("Het lage bedrag is hoger dan het hoge bedrag.")


def single(bound: Bound) -> dict[str, Bound]:
    """The two ends of a line with one amount: `Line(..., **single(bound))`."""
    return {"low": bound, "high": bound}


class Overlap(StrEnum):
    """How the time of a line lies to the period that both scenarios are compared over."""

    WITHIN = "within"
    PARTLY = "partly"
    OUTSIDE = "outside"


def _month_of(day: datetime.date) -> tuple[int, int]:
    return day.year, day.month


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseFacts:
    """What is known of the case, as far as it decides whether a price fits. All may be unknown.

    The period runs from the month of `period_start` to the month of `period_end`, both counted:
    October 2019 to October 2020 is thirteen months (published_cases.json, A04). `held_on` is the day
    on which people sat at the table.
    """

    period_start: datetime.date | None = None
    period_end: datetime.date | None = None
    held_on: datetime.date | None = None
    age_at_start: int | None = None
    age_at_end: int | None = None
    region: str | None = None
    municipality: str | None = None
    lives_away_from_home: bool | None = None

    def __post_init__(self) -> None:
        if None not in (self.period_start, self.period_end) and self.period_end < self.period_start:
            raise ValueError("Het einde van de periode ligt voor het begin.")

    @property
    def places(self) -> frozenset[str]:
        """The region and the municipality, written so that they can be compared."""
        known = (self.region, self.municipality)
        return frozenset(place.casefold().strip() for place in known if place)

    @property
    def months(self) -> int | None:
        if self.period_start is None or self.period_end is None:
            return None
        years = self.period_end.year - self.period_start.year
        return years * 12 + self.period_end.month - self.period_start.month + 1

    def overlap(self, line: Line) -> Overlap:
        """How the months of a line lie to the period; `WITHIN` where either is not known."""
        if None in (line.first_month, self.period_start, self.period_end):
            return Overlap.WITHIN
        first, last = (_month_of(day) for day in (self.period_start, self.period_end))
        begin, end = _month_of(line.first_month), _month_of(line.last_month)
        if end < first or begin > last:
            return Overlap.OUTSIDE
        return Overlap.WITHIN if first <= begin and end <= last else Overlap.PARTLY

    @property
    def ages(self) -> tuple[int, int] | None:
        """Youngest and oldest age in the period; the oldest as far as it is certain."""
        if self.age_at_start is None:
            return None
        if self.age_at_end is not None:
            return self.age_at_start, self.age_at_end
        return self.age_at_start, self.age_at_start + (self.months or 0) // 12


def amount_text(low: Decimal, high: Decimal) -> str:
    """A printed range in whole euros, and in cents only when one of the two has them."""
    return euro_range(low, high, cents=has_cents(low) or has_cents(high))
