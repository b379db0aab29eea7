"""What an amount is per, and how a quantity in one unit counts in another."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from dow_site.money import exact_number


class Unit(StrEnum):
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    SESSION = "session"
    CONTACT = "contact"
    TREATMENT = "treatment"
    STAY = "stay"
    DECISION = "decision"
    TRAJECTORY = "trajectory"
    ONE_OFF = "one_off"


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitWords:
    per: str
    one: str
    many: str


UNIT_WORDS = {
    Unit.HOUR: UnitWords(per="per uur", one="uur", many="uur"),
    Unit.DAY: UnitWords(per="per dag", one="dag", many="dagen"),
    Unit.WEEK: UnitWords(per="per week", one="week", many="weken"),
    Unit.MONTH: UnitWords(per="per maand", one="maand", many="maanden"),
    Unit.YEAR: UnitWords(per="per jaar", one="jaar", many="jaar"),
    Unit.SESSION: UnitWords(per="per sessie", one="sessie", many="sessies"),
    Unit.CONTACT: UnitWords(per="per contact", one="contact", many="contacten"),
    Unit.TREATMENT: UnitWords(per="per behandeling", one="behandeling", many="behandelingen"),
    Unit.STAY: UnitWords(per="per verblijf", one="verblijf", many="verblijven"),
    Unit.DECISION: UnitWords(per="per besluit", one="besluit", many="besluiten"),
    Unit.TRAJECTORY: UnitWords(per="per traject", one="traject", many="trajecten"),
    Unit.ONE_OFF: UnitWords(per="eenmalig", one="keer", many="keer"),
}

# A calendar year as prices per period mean it: 365 days whatever the year, 52 weeks. An hour is no
# part of a day here: nobody can say whether a day is eight hours of work or twenty-four of stay.
PARTS_OF_A_YEAR = {Unit.DAY: 365, Unit.WEEK: 52, Unit.MONTH: 12, Unit.YEAR: 1}


def convert(quantity: Decimal, *, given: Unit, wanted: Unit) -> Fraction:
    """The quantity counted in the wanted unit, exactly: 13 months are 13/12 year.

    Days, weeks, months and years convert by their part of a year, but a week is always seven days.
    Anything else only equals itself; ValueError with a Dutch sentence otherwise.
    """
    if given == wanted:
        return Fraction(quantity)
    if not {given, wanted} <= PARTS_OF_A_YEAR.keys():
        per = UNIT_WORDS[wanted].per
        raise ValueError(
            f"{quantity_text(quantity, given)} is niet om te rekenen naar een prijs {per}."
        )
    if {given, wanted} == {Unit.DAY, Unit.WEEK}:
        return Fraction(quantity) * (7 if wanted == Unit.DAY else Fraction(1, 7))
    return Fraction(quantity) * Fraction(PARTS_OF_A_YEAR[wanted], PARTS_OF_A_YEAR[given])


def months_in(quantity: Decimal, unit: Unit | None) -> Fraction | None:
    """How many months the quantity lasts; None when the unit is no period of time."""
    if unit not in PARTS_OF_A_YEAR:
        return None
    return convert(quantity, given=unit, wanted=Unit.MONTH)


def quantity_text(quantity: Decimal | Fraction, unit: Unit) -> str:
    """13 → "13 maanden", 1 → "1 jaar", 13/12 → "13/12 jaar", and 73/6 hour → "12 uur en 10 minuten"."""
    words = UNIT_WORDS[unit]
    if unit == Unit.HOUR and isinstance(quantity, Fraction) and 60 % quantity.denominator == 0:
        return _time_text(int(quantity * 60))
    written = str(quantity) if isinstance(quantity, Fraction) else exact_number(quantity)
    return f"{written} {words.one if quantity == 1 else words.many}"


def _time_text(minutes: int) -> str:
    hours, minutes = divmod(minutes, 60)
    parts = []
    if hours or not minutes:
        parts.append(f"{hours} uur")
    if minutes:
        parts.append("1 minuut" if minutes == 1 else f"{minutes} minuten")
    return " en ".join(parts)
