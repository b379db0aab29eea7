"""Names as they are sorted and searched. Pure."""

import re
import unicodedata
from collections.abc import Iterable

# Letters that Unicode does not take apart into a base letter and an accent.
_WHOLE_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"}
)


def folded(text: str) -> str:
    """The text in lower case without accents, single-spaced: 'Şahin' and 'sahin' become the same."""
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_WHOLE_LETTERS)
    # Folding case can put letters together again.
    taken_apart = unicodedata.normalize("NFKD", plain)
    letters = "".join(letter for letter in taken_apart if not unicodedata.combining(letter))
    return " ".join(letters.split())


def sort_key(given_name: str, family_name: str) -> str:
    """What a person is sorted by, whatever the database's locale: family name without prefix first."""
    return folded(f"{family_name} {given_name}" if family_name else given_name)


def full_name(given_name: str, name_prefix: str, family_name: str) -> str:
    """The name as people write it: 'Anna van den Berg'."""
    return " ".join(part for part in (given_name, name_prefix, family_name) if part)


def veiled(text: str, names: Iterable[str], alias: str) -> str:
    """The text with each of the names, also in the possessive, written as the alias."""
    words = "|".join(re.escape(name) for name in sorted(set(names), key=len, reverse=True) if name)
    if not words or not text:
        return text
    return re.sub(rf"\b(?:{words})(?=s?\b)", alias, text, flags=re.IGNORECASE)
