"""Euros as Dutch readers write them, and read back from what they type.

No app and no Django in here: pages, reports, imports and the calculation all write money this way.
"""

import re
from decimal import Decimal
from fractions import Fraction

NBSP = "\u00a0"
MINUS = "\u2212"

# More than any budget in the social domain; what is longer is a slip of the keyboard.
MOST_DIGITS = 12

_DUTCH = re.compile(
    r"(?P<euros>[0-9]+|[0-9]{1,3}(?P<between>[. ])[0-9]{3}(?:(?P=between)[0-9]{3})*)"
    r"(?:,(?P<cents>[0-9]{1,2}|-{1,2}))?"
)
_DECIMAL_POINT = re.compile(r"(?P<euros>[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)\.(?P<cents>[0-9]{1,2})")
_CURRENCY = re.compile(r"^(?:€|eur(?:o)?\b)\s*|\s*(?:€|\beur(?:o)?)$", re.IGNORECASE)


def half_up(amount: Decimal | Fraction | int, decimals: int = 0) -> Decimal:
    """The amount at so many decimals, a half going away from zero.

    Exact for any size, unlike `Decimal.quantize`, which stops at the context's precision.
    """
    if not isinstance(amount, (Decimal, Fraction, int)):
        raise TypeError(f"Money is a Decimal or a Fraction, not {type(amount).__name__}.")
    scale = 10**decimals
    exact = abs(Fraction(amount)) * scale
    steps = int(exact + Fraction(1, 2))
    sign = "-" if amount < 0 and steps else ""
    whole, rest = divmod(steps, scale)
    return Decimal(f"{sign}{whole}.{rest:0{decimals}d}" if decimals else f"{sign}{whole}")


def number(amount: Decimal | Fraction | int, decimals: int = 0) -> str:
    """14366.08 → "14.366", half up; with two decimals "14.366,08"."""
    rounded = half_up(amount, decimals)
    swapped = f"{rounded.copy_abs():,.{decimals}f}".translate(str.maketrans(",.", ".,"))
    return f"{MINUS}{swapped}" if rounded < 0 else swapped


def exact_number(amount: Decimal) -> str:
    """All the decimals the amount has and no more: 13 → "13", 2.50 → "2,5"."""
    plain = f"{amount:f}"
    decimals = len(plain.partition(".")[2].rstrip("0"))
    return number(amount, decimals)


def has_cents(amount: Decimal) -> bool:
    """Whether writing whole euros would lose something."""
    return amount != amount.to_integral_value()


def euros(amount: Decimal | Fraction | int, cents: bool = False) -> str:
    """ "€ 14.000", or "€ 14.366,08" with cents; the space never breaks over a line."""
    return f"€{NBSP}{number(amount, 2 if cents else 0)}"


def euro_range(low: Decimal, high: Decimal, cents: bool = False) -> str:
    """ "€ 1.400 tot € 13.000", or one amount when both are written the same."""
    first, last = euros(low, cents), euros(high, cents)
    return first if first == last else f"{first} tot {last}"


def parse_euros(text: str) -> Decimal:
    """What someone typed, as euros and cents.

    A comma is the decimal sign and a point with three digits behind it separates thousands, so
    "1.234" is 1234. A point with one or two digits behind it can only be a decimal point. What
    could be read in two ways is refused by ValueError, with a Dutch sentence for the form.
    """
    written = " ".join(text.split())
    bare = _CURRENCY.sub("", written).strip()
    if not bare:
        raise ValueError("Vul een bedrag in.")
    if bare[0] in f"-{MINUS}":
        raise ValueError("Een bedrag kan niet lager zijn dan nul.")
    match = _DUTCH.fullmatch(bare) or _DECIMAL_POINT.fullmatch(bare)
    if match is None:
        raise ValueError(f"‘{_shortened(written)}’ is geen bedrag. Schrijf het zoals 1.234,56.")
    digits = re.sub(r"[., ]", "", match["euros"]).lstrip("0") or "0"
    if len(digits) > MOST_DIGITS:
        raise ValueError("Dit bedrag is te groot. Kijk of er geen cijfer te veel staat.")
    cents = (match["cents"] or "").strip("-").ljust(2, "0")
    return Decimal(f"{digits}.{cents}")


def _shortened(text: str) -> str:
    return text if len(text) <= 30 else f"{text[:29]}…"
