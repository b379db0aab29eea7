"""What free text may not hold. Pure."""

import re

_NINE_DIGITS = re.compile(r"(?<!\d)(\d{4})[ .]?(\d{2})[ .]?(\d{3})(?!\d)")
_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def looks_like_bsn(text: str) -> bool:
    """Whether nine digits in the text pass the eleven test of the citizen service number.

    A foundation without public task may not keep that number (UAVG, article 46).
    """
    for match in _NINE_DIGITS.finditer(text):
        digits = [int(digit) for digit in "".join(match.groups())]
        if any(digits) and sum(w * d for w, d in zip(_WEIGHTS, digits, strict=True)) % 11 == 0:
            return True
    return False


BSN_WARNING = (
    "Hier lijkt een burgerservicenummer te staan. Dat nummer mag DOW niet bewaren. Haal het weg."
)
