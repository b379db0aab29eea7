"""How names, dates, numbers and addresses are written: what to look for in a text. Pure.

Each function takes a text as somebody wrote it and gives what it can mean, in one shape, so that a
check compares shapes and not spellings. The time is linear in the text, whatever is looked for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dow_site.dates import MONTHS, SHORT_MONTHS
from participants.names import folded

_APOSTROPHES = "'’‘`´ʼ′"
# A letter may have its accent behind it.
_LETTERS = r"(?:[^\W\d_][\u0300-\u036f]*)+"
_WORD = re.compile(rf"{_LETTERS}(?:[{_APOSTROPHES}]{_LETTERS})*")
_PART = re.compile(_LETTERS)
_APOSTROPHE = re.compile(f"[{_APOSTROPHES}]")
_BROKEN = re.compile(r"(?<=\w)[-‐‑–]\s*(?=\w)")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
# What Dutch puts behind a name: "Riks", "Rikje", "Hannekes", "Boompje".
_ENDINGS = ("s", "je", "tje", "pje", "etje", "ke", "jes", "tjes", "pjes", "etjes", "kes")
# What it puts behind one that ends in a consonant, doubled: "Timmie", "Robbie", "Bobbeke".
_DOUBLED_ENDINGS = ("ie", "y", "etje", "eke", "ies", "ys", "etjes")
_VOWELS = "aeiou"


def versions(text: str) -> tuple[str, ...]:
    """The text without invisible signs; and, where it has any, with its broken words made whole."""
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    return tuple(dict.fromkeys((plain, _BROKEN.sub("", plain))))


# Names


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text, folded and without apostrophes, and from where to where it stands.

    `capital` is whether it begins with one.
    """

    key: str
    capital: bool
    begin: int
    end: int


def words_in(text: str) -> Iterator[Word]:
    """The words of a text, in order; one with an apostrophe also in its parts: "Rik's" is "riks" and "rik"."""
    for found in _WORD.finditer(text):
        written, begin = found[0], found.start()
        if not _APOSTROPHE.search(written):
            yield Word(_folded(written), written[0].isupper(), begin, found.end())
            continue
        yield Word(_folded(_APOSTROPHE.sub("", written)), written[0].isupper(), begin, found.end())
        for part in _PART.finditer(written):
            if len(part[0]) > 1:
                place = begin + part.start()
                key, capital = _folded(part[0]), part[0][0].isupper()
                yield Word(key, capital, place, place + len(part[0]))


# A story says the same words over and over.
_folded = lru_cache(maxsize=1 << 16)(folded)


def name_words(name: str) -> list[str]:
    """The words of a name, folded, whatever stands between them: brackets, quotes, hyphens, dots."""
    return [folded(_APOSTROPHE.sub("", word)) for word in _WORD.findall(name)]


def forms_of(word: str) -> Iterator[tuple[str, bool]]:
    """Every form in which Dutch writes a name, and whether only a capital tells it from another word."""
    yield word, False
    for ending in _ENDINGS:
        yield word + ending, False
    last = word[-1]
    if last in _VOWELS:
        # "Annaatje", "Lisaatjes".
        yield from ((f"{word}{last}tje", False), (f"{word}{last}tjes", False))
    elif len(word) < 7 and len(word) > 1 and word[-2] in _VOWELS:
        for ending in _DOUBLED_ENDINGS:
            yield word + last + ending, True
    if word.endswith("ing"):
        yield from ((f"{word[:-1]}kje", False), (f"{word[:-1]}kjes", False))


# Dates


def _numerals(last: int) -> dict[str, int]:
    """One to `last` in Dutch words."""
    small = [
        "nul",
        "een",
        "twee",
        "drie",
        "vier",
        "vijf",
        "zes",
        "zeven",
        "acht",
        "negen",
        "tien",
        "elf",
        "twaalf",
        "dertien",
        "veertien",
        "vijftien",
        "zestien",
        "zeventien",
        "achttien",
        "negentien",
    ]
    tens = ["twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig"]
    words = {word: number for number, word in enumerate(small)}
    for ten, name in enumerate(tens, start=2):
        words[name] = ten * 10
        for one in range(1, 10):
            # "tweeentwintig": folding takes the diaeresis away.
            words[f"{small[one]}en{name}"] = ten * 10 + one
    return {word: number for word, number in words.items() if 0 < number <= last}


_ORDINALS = {"een": "eerste", "drie": "derde", "acht": "achtste"}


def _day_words() -> dict[str, int]:
    words = _numerals(31)
    for word, number in list(words.items()):
        ordinal = _ORDINALS.get(word) or word + ("de" if number < 20 else "ste")
        words[ordinal] = number
    return words


_DAYS = _day_words()
_UNDER_HUNDRED = _numerals(99)
_ROMAN = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"]
# A month by its name, its first three letters or more, or a Roman number.
_MONTH_NUMBERS = {
    **{name[:length]: number for number, name in enumerate(MONTHS, 1) for length in range(3, 10)},
    **{name: number for number, name in enumerate(SHORT_MONTHS, 1)},
    **{name: number for number, name in enumerate(_ROMAN, 1)},
}


def _one_of(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_GAP = r"[\s\-/.,–]{0,3}"
_YEAR = (
    r"(?P<year>\d{4}|['’`]?\d{2}"
    rf"|(?:tweeduizend|negentienhonderd)(?:\s*(?:en\s*)?(?:{_one_of(_UNDER_HUNDRED)}))?)"
)
_DATE = re.compile(
    rf"(?<![\d])(?:(?P<day>\d{{1,2}})(?:e|ste|de)?|\b(?P<dayword>{_one_of(_DAYS)}))"
    rf"(?:\s+(?:van|dag\s+van))?{_GAP}"
    rf"(?:(?P<month>{_one_of(_MONTH_NUMBERS)})\.?|(?P<monthnumber>\d{{1,2}}))"
    rf"(?:{_GAP}(?:(?:in|van)\s+(?:het\s+jaar\s+)?)?{_YEAR})?(?![\d])"
)
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})[\s\-/.]{1,3}(\d{1,2})[\s\-/.]{1,3}(\d{1,2})(?!\d)")
_DIGITS_ONLY = re.compile(r"(?<!\d)(\d{8})(?!\d)")


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """A day as a text has it; the year is its last two digits or all four, None where none stands there."""

    day: int
    month: int
    year: int | None
    begin: int
    end: int

    def can_be(self, day: date) -> bool:
        """Whether it is this day, or has no year and can be it."""
        is_year = self.year is None or self.year in (day.year, day.year % 100)
        return is_year and (self.day, self.month) == (day.day, day.month)


def days_in(text: str) -> Iterator[WrittenDay]:
    """Every day that the text can mean, in digits, words or both, with or without a year."""
    plain = folded_in_place(text)
    for found in _DATE.finditer(plain):
        if found["monthnumber"] and not found["year"]:
            continue
        day = int(found["day"]) if found["day"] else _DAYS[found["dayword"]]
        month = _MONTH_NUMBERS[found["month"]] if found["month"] else int(found["monthnumber"])
        yield WrittenDay(day, month, _year(found["year"]), *found.span())
    for found in _YEAR_FIRST.finditer(plain):
        year, month, day = map(int, found.groups())
        yield WrittenDay(day, month, year, *found.span())
    for found in _DIGITS_ONLY.finditer(plain):
        digits = found[1]
        yield WrittenDay(int(digits[:2]), int(digits[2:4]), int(digits[4:]), *found.span())
        yield WrittenDay(int(digits[6:]), int(digits[4:6]), int(digits[:4]), *found.span())


def _year(written: str | None) -> int | None:
    if written is None:
        return None
    digits = written.lstrip("'’`")
    if digits.isdigit():
        return int(digits)
    century = 2000 if written.startswith("tweeduizend") else 1900
    rest = re.sub(r"^(?:tweeduizend|negentienhonderd)\s*(?:en\s*(?=\w))?", "", written)
    return century + _UNDER_HUNDRED.get(rest, 0)


@lru_cache(maxsize=1 << 12)
def _plain(letter: str) -> str:
    plain = folded(letter)
    return plain if len(plain) == 1 else letter


def folded_in_place(text: str) -> str:
    """The text in lower case without accents, with every sign where it was."""
    return text.lower() if text.isascii() else "".join(map(_plain, text))


# Numbers and addresses

_NO_DIGIT = re.compile(r"[^0-9]")
_DIGIT_RUN = re.compile(r"\d(?:[\W_]{0,3}\d){5,}")
_AT = re.compile(
    r"\s*(?:@|[(\[{<]\s*(?:at|apenstaartje|apestaartje)\s*[)\]}>]|\s(?:at|apenstaartje|apestaartje)\s)\s*"
)
_DOT = re.compile(
    r"\s*(?:[(\[{<]\s*(?:dot|punt)\s*[)\]}>]|\s(?:dot|punt)\s)\s*|\s+\.\s*(?=\w)|(?<=\w)\.\s+(?=[a-z]{2,3}\b)"
)


def numbers_in(text: str) -> Iterator[tuple[str, int, int]]:
    """Each long number of a text in bare digits, and from where to where it stands."""
    for run in _DIGIT_RUN.finditer(text):
        yield _NO_DIGIT.sub("", run[0]), *run.span()


def has_phone(digits: str, core: str) -> bool:
    """Whether a number holds a phone number by its core; a short one must be all of it."""
    return core in digits if len(core) > 7 else digits.lstrip("0") == core


def core_of_phone(phone: str) -> str:
    """The digits that every spelling of a phone number has; empty for what is too short to be one."""
    digits = _NO_DIGIT.sub("", re.sub(r"^\s*(?:\+|00)\s*31", "", phone)).lstrip("0")
    return digits if len(digits) >= 6 else ""


def addresses_in(text: str) -> str:
    """The text, folded, with "(at)" and " punt " written as signs and no space around them."""
    return _DOT.sub(".", _AT.sub("@", folded_in_place(text)))
