"""How a computed amount becomes a printed one."""

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from dow_site.money import half_up


class RoundingRule(StrEnum):
    TWO_SIGNIFICANT = "two_significant"
    EXACT = "exact"
    FIVE_HUNDRED_THOUSAND = "five_hundred_thousand"


ROUNDING_LABELS = {
    RoundingRule.TWO_SIGNIFICANT: "op twee cijfers",
    RoundingRule.EXACT: "precies, op de cent",
    RoundingRule.FIVE_HUNDRED_THOUSAND: (
        "onder € 10.000 op vijfhonderdtallen, daarboven op duizendtallen"
    ),
}


def round_amount(amount: Decimal | Fraction, rule: RoundingRule) -> Decimal:
    """Euros as the rule prints them, half up; rounding twice changes nothing.

    Two significant digits reproduces 14,366.08 → 14,000, 1,404 → 1,400 and 13,224 → 13,000 of the
    published cases; no single rule reproduces their 3,315.25 → 3,500, which is why a printed amount
    may be overridden (calculator.md, domain.md chapter 10). Below 100 euros it prints whole
    euros: cents would claim a precision that a session does not have.
    """
    if rule == RoundingRule.EXACT:
        return half_up(amount, 2)
    step = _step(abs(Fraction(amount)), rule)
    return Decimal(int(half_up(Fraction(amount) / step)) * step)


def _step(size: Fraction, rule: RoundingRule) -> int:
    if rule == RoundingRule.FIVE_HUNDRED_THOUSAND:
        return 500 if size < 10_000 else 1_000
    digits = len(str(int(size)))
    return 10 ** max(digits - 2, 0)
