"""What deserves a second look in a cost line: shown beside it and to the controller, never repaired.

Every warning is a Dutch sentence that says what was seen; whether it is wrong is for people to judge
(calculator.md, warnings; domain.md chapter 11 lists those the published cases give).
"""

import datetime
from collections.abc import Iterator

from costs.lines import Bound, CaseFacts, GrossNet, Line, Overlap, Price, PriceStatus
from dow_site.dates import Precision, When, write_when

# A price may lag this many years behind the start of the case before it counts as old.
YEARS_A_PRICE_LASTS = 3


def warnings_for(line: Line, facts: CaseFacts) -> tuple[str, ...]:
    """Everything the system can see in one line, in a fixed order, nothing twice."""
    found = [*_about_units(line), *_about_periods(line, facts), *_about_the_range(line)]
    for price in dict.fromkeys(bound.price for bound in line.bounds if bound.price is not None):
        found += [*_about_its_last_day(price, line, facts), *_about_price(price, facts)]
    if line.status == PriceStatus.UNPRICED and not line.unpriced_reason.strip():
        found.append("Er staat niet bij waarom deze regel niet geprijsd is.")
    return tuple(dict.fromkeys(found))


def _named_bounds(line: Line) -> list[tuple[str, Bound]]:
    """Each bound with its Dutch name; one name when there is only one amount."""
    if not line.bounds:
        return []
    if line.low == line.high:
        return [("Het bedrag", line.low)]
    return [("Het lage bedrag", line.low), ("Het hoge bedrag", line.high)]


def _about_units(line: Line) -> Iterator[str]:
    for name, bound in _named_bounds(line):
        if bound.unit is None:
            yield f"{name} heeft geen eenheid, zoals per maand of per verblijf."


def _about_periods(line: Line, facts: CaseFacts) -> Iterator[str]:
    if line.bounds and _cover_different_things(line.low, line.high):
        low, high = line.low, line.high
        yield (
            f"Het lage bedrag is voor {low.extent}, het hoge bedrag voor {high.extent}. "
            "Die zijn niet zomaar te vergelijken."
        )
    if facts.overlap(line) == Overlap.PARTLY:
        yield "Deze regel loopt door buiten de periode van de sessie, en telt toch helemaal mee."
    if facts.months is None:
        return
    named = _named_bounds(line)
    if len({bound.months for _, bound in named}) == 1:
        named = [("Deze regel", named[0][1])]
    case = f"{facts.months} {'maand' if facts.months == 1 else 'maanden'}"
    for name, bound in named:
        if bound.months not in (None, facts.months):
            yield f"{name} gaat over {bound.extent}, de casus over {case}."


def _cover_different_things(low: Bound, high: Bound) -> bool:
    if low.unit is None or high.unit is None:
        return False
    if low.months is not None and high.months is not None:
        return low.months != high.months
    return low.unit != high.unit


def _about_the_range(line: Line) -> Iterator[str]:
    kinds = {bound.price.gross_net for bound in line.bounds if bound.price is not None}
    if {GrossNet.GROSS, GrossNet.NET} <= kinds:
        yield "In deze regel staan een netto en een bruto bedrag naast elkaar."


def _about_its_last_day(price: Price, line: Line, facts: CaseFacts) -> Iterator[str]:
    """A price that was over before what it is used for began, or before people sat down to compute with it."""
    if price.valid_to is None:
        return
    over = f"De prijs ‘{price.name}’ gold tot en met {_written(price.valid_to, Precision.DAY)}."
    begins = line.first_month or facts.period_start
    if begins is not None and price.valid_to < begins:
        what = "Deze regel" if line.first_month else "De casus"
        yield f"{over} {what} begint in {_written(begins, Precision.MONTH)}."
    elif facts.held_on is not None and price.valid_to < facts.held_on:
        # Without its day: that is not in every edition of the report.
        yield f"{over} De sessie was daarna."


def _written(day: datetime.date, precision: Precision) -> str:
    return write_when(When(day, precision), long=True)


def _about_price(price: Price, facts: CaseFacts) -> Iterator[str]:
    yield from _about_age(price, facts)
    if price.region and price.region.casefold().strip() not in facts.places:
        told = f"De prijs ‘{price.name}’ komt uit de regio {price.region}."
        yield told if facts.places else f"{told} De regio van deze casus is niet ingevuld."
    if price.price_year is None:
        yield f"Van de prijs ‘{price.name}’ is het prijsjaar niet bekend."
    elif (
        facts.period_start is not None
        and facts.period_start.year - price.price_year > YEARS_A_PRICE_LASTS
    ):
        yield (
            f"De prijs ‘{price.name}’ is van {price.price_year}. "
            f"De casus begint in {facts.period_start.year}."
        )
    if None not in (price.away_from_home, facts.lives_away_from_home) and (
        price.away_from_home != facts.lives_away_from_home
    ):
        meant, found = ("uit huis", "thuis") if price.away_from_home else ("thuis", "uit huis")
        yield f"De prijs ‘{price.name}’ is voor iemand die {meant} woont. De deelnemer woont {found}."


def _about_age(price: Price, facts: CaseFacts) -> Iterator[str]:
    if facts.ages is None:
        return
    youngest, oldest = facts.ages
    too_young = price.age_min is not None and youngest < price.age_min
    too_old = price.age_max is not None and oldest > price.age_max
    if too_young or too_old:
        age = f"{youngest}" if youngest == oldest else f"{youngest} tot en met {oldest}"
        yield f"De prijs ‘{price.name}’ geldt {_ages_of(price)}. De deelnemer was {age} jaar."


def _ages_of(price: Price) -> str:
    if price.age_min is None:
        return f"tot en met {price.age_max} jaar"
    if price.age_max is None:
        return f"vanaf {price.age_min} jaar"
    return f"van {price.age_min} tot en met {price.age_max} jaar"
