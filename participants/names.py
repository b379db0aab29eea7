"""Names as they are sorted and searched. Pure."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher

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


# Ways to write what sounds the same, told apart by no ear; double letters fall away first.
_SAME_SOUND = (("ij", "y"), ("ph", "f"), ("ck", "k"), ("th", "t"), ("dt", "t"), ("sch", "s"))


def sort_key(given_name: str, family_name: str, name_prefix: str = "") -> str:
    """What a person is sorted and searched by, whatever the database's locale.

    The family name comes first, the prefix last, so that it does not decide where a name stands.
    """
    return folded(f"{family_name} {given_name} {name_prefix}")


def likeness(one: str, other: str) -> float:
    """How alike two names are to the eye and the ear, from 0 to 1; accents and order do not count."""
    ways = [(_sounds(one), _sounds(other))]
    ways.append(tuple(sorted_words(name) for name in ways[0]))
    return max(SequenceMatcher(None, *way, autojunk=False).ratio() for way in ways)


def sorted_words(text: str) -> str:
    """The words in the order of the alphabet: 'Wessel Zwaluw' and 'Zwaluw Wessel' become the same."""
    return " ".join(sorted(text.split()))


def _sounds(name):
    text = re.sub(r"(.)\1+", r"\1", folded(name))
    for spelling, sound in _SAME_SOUND:
        text = text.replace(spelling, sound)
    return text


def full_name(given_name: str, name_prefix: str, family_name: str) -> str:
    """The name as people write it: 'Anna van den Berg'."""
    return " ".join(part for part in (given_name, name_prefix, family_name) if part)


def veiled(text: str, names: Iterable[str], alias: str) -> str:
    """The text with each of the names, also in the possessive, written as the alias."""
    words = "|".join(re.escape(name) for name in sorted(set(names), key=len, reverse=True) if name)
    if not words or not text:
        return text
    return re.sub(rf"\b(?:{words})(?=s?\b)", alias, text, flags=re.IGNORECASE)
