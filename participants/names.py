"""Names as they are sorted and searched. Pure."""

import re
import unicodedata
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


def initials(given_name: str, family_name: str = "") -> str:
    """The first letters of what somebody is called, where even the name says too much: 'A.B.'"""
    first = (name.strip()[:1].upper() for name in (given_name, family_name))
    return "".join(f"{letter}." for letter in first if letter)


def full_name(given_name: str, name_prefix: str, family_name: str) -> str:
    """The name as people write it: 'Anna van den Berg'."""
    return " ".join(part for part in (given_name, name_prefix, family_name) if part)


# What stands before a family name in the Netherlands and among its neighbours.
PREFIX_WORDS = frozenset(
    [
        "aan",
        "bij",
        "da",
        "das",
        "de",
        "del",
        "den",
        "der",
        "des",
        "di",
        "do",
        "dos",
        "du",
        "d'",
        "el",
        "het",
        "in",
        "la",
        "las",
        "le",
        "les",
        "l'",
        "lo",
        "los",
        "onder",
        "op",
        "over",
        "'s",
        "'t",
        "te",
        "ten",
        "ter",
        "uit",
        "uijt",
        "vom",
        "von",
        "van",
        "voor",
        "zu",
        "zum",
        "zur",
    ]
)


def split_name(text: str) -> tuple[str, str, str]:
    """Given name, prefix and family name of a name in one piece.

    Reads 'Wessel van der Zwaluw', 'Zwaluw, Wessel van der' and 'van der Zwaluw, Wessel'. Without a
    prefix the first word is the given name; one word alone is one too.
    """
    before, comma, after = (part.strip() for part in text.replace("’", "'").partition(","))
    if comma and before and after:
        prefix, family = split_family_name(before)
        given = after.split()
        at = len(given)
        # Where the prefix stands before the name, what stands behind it is a name too.
        while at > 1 and not prefix and _is_prefix(given[at - 1]):
            at -= 1
        return " ".join(given[:at]), prefix or _lower(given[at:]), family
    words = f"{before} {after}".split()
    for start in range(1, len(words) - 1):
        if _is_prefix(words[start]):
            prefix, family = split_family_name(" ".join(words[start:]))
            return " ".join(words[:start]), prefix, family
    return " ".join(words[:1]), "", " ".join(words[1:])


def split_family_name(text: str) -> tuple[str, str]:
    """The prefix and the rest of a family name: 'van der Zwaluw' and 'Zwaluw, van der'."""
    before, comma, after = (part.strip() for part in text.replace("’", "'").partition(","))
    words = before.split()
    if comma and after and all(_is_prefix(word) for word in after.split()):
        return _lower(after.split()), before
    if comma:
        words = f"{before} {after}".split()
    at = 0
    # The last word is the name itself, whatever it is.
    while at < len(words) - 1 and _is_prefix(words[at]):
        at += 1
    return _lower(words[:at]), " ".join(words[at:])


def _is_prefix(word):
    return word.lower() in PREFIX_WORDS


def _lower(words):
    return " ".join(words).lower()
