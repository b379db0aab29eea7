"""Texts as somebody reads them who may know the alias only, and what is kept when he writes in them. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from participants.names import PREFIX_WORDS, folded

_LETTER = r"[^\W\d_]"
_APOSTROPHES = frozenset("’‘`´ʼ′")
_BETWEEN = re.compile(r"[\s\-‐‑–]+")
# What Dutch puts behind a name stays behind the alias: "Amina's", "Aminas", "Aminaatje", "Rikjes".
_ENDING = r"(?P<ending>(?:[aeiou]?t|p|et)?jes?|kes?|s|)"
_TOKEN = re.compile(rf"\r\n|{_LETTER}+|\d+|.", re.DOTALL)
# A part of a name of two letters is too often another word.
_SHORTEST_PART = 2
_LINE_END = re.compile(r"\r\n|\r")


@dataclass(frozen=True)
class Veil:
    """Called with a text, gives it with the alias for each of the names, however it is spelled.

    A name that equals the alias is no secret. False is the veil of who may know the names.
    """

    # A template hands it to a filter, and would else call it without a text.
    do_not_call_in_templates = True

    names: tuple[str, ...]
    alias: str

    def __bool__(self) -> bool:
        return self != NO_VEIL

    def __call__(self, text: str) -> str:
        return "".join(shown for _, shown in self._pieces(text))

    def lift(self, typed: str, stored: str, *, longest: int | None = None) -> str:
        """What to keep of a text that was typed over the veiled `stored`.

        Not changed: `stored` to the letter. Changed: what was typed, with each name as it was
        wherever the alias still stands where it stood. Where that would be longer than `longest`, or
        would be read as something else than was typed, it is what was typed.
        """
        if self.reads_as(stored, typed):
            return stored
        if self(stored) == stored:
            return typed
        merged = self._merged(typed, stored)
        fits = longest is None or len(merged) <= longest
        return merged if fits and self.reads_as(merged, self(typed)) else typed

    def reads_as(self, stored: str, typed: str) -> bool:
        """Whether this is the text as it was shown, whatever a browser made of its line ends."""
        return _with_plain_line_ends(self(stored)) == _with_plain_line_ends(typed)

    def _pieces(self, text: str) -> Iterator[tuple[str, str]]:
        """The text in order, each piece as it is written and as it is shown."""
        pattern = _pattern_of(self.names, self.alias)
        if pattern is None or not text:
            yield text, text
            return
        plain, places = _in_place(text)
        done = 0
        for found in pattern.finditer(plain):
            begin, end = places[found.start()], places[found.end()]
            yield text[done:begin], text[done:begin]
            yield text[begin:end], self.alias + text[places[found.start("ending")] : end]
            done = end
        yield text[done:], text[done:]

    def _merged(self, typed: str, stored: str) -> str:
        """The typed text, in which what stayed where it stood is written as in the stored one."""
        # Of each word that is shown: the word, how it is written, and how many words that is; a name
        # of several words says it at its first.
        words: list[tuple[str, str, int]] = []
        for real, shown in self._pieces(stored):
            parts = _TOKEN.findall(shown)
            if real == shown:
                words += ((part, part, 1) for part in parts)
            else:
                words += ((part, real, 0 if at else len(parts)) for at, part in enumerate(parts))
        written = _TOKEN.findall(typed)
        same = SequenceMatcher(
            None,
            [_with_plain_line_ends(part) for part, _, _ in words],
            [_with_plain_line_ends(part) for part in written],
        )
        kept: list[str] = []
        done = 0
        for there, here, size in same.get_matching_blocks():
            kept += written[done:here]
            at = 0
            while at < size:
                _, real, length = words[there + at]
                is_whole = length and at + length <= size
                kept.append(real if is_whole else written[here + at])
                at += length if is_whole else 1
            done = here + size
        return "".join(kept)


NO_VEIL = Veil(names=(), alias="")


def names_to_veil(given_name: str, name_prefix: str, family_name: str) -> tuple[str, ...]:
    """Every name by which somebody can be meant: whole, in its parts, and what stands before it in it."""
    family = f"{name_prefix} {family_name}".strip() if family_name else ""
    whole = (f"{given_name} {family}".strip(), given_name, family, family_name)
    parts = (
        part
        for name in (given_name, family_name)
        for part in _BETWEEN.split(name)
        if len(part) > _SHORTEST_PART and part.lower() not in PREFIX_WORDS
    )
    return tuple(dict.fromkeys(name for name in (*whole, *parts) if name))


@lru_cache(maxsize=1024)
def _pattern_of(names: tuple[str, ...], alias: str) -> re.Pattern[str] | None:
    """What finds the names in a text that is folded in place; None where nothing is to be found."""
    known = {_spelling(name) for name in names} - {"", _spelling(alias)}
    if not known:
        return None
    longest_first = sorted(known, key=lambda name: (-len(name), name))
    either = "|".join(r"[\s\-‐‑–]+".join(map(re.escape, name.split(" "))) for name in longest_first)
    return re.compile(rf"(?<!{_LETTER})(?:{either}){_ENDING}(?!{_LETTER})")


def _spelling(name: str) -> str:
    """The name as it stands in a folded text, with one space between its words."""
    return _BETWEEN.sub(" ", _in_place(name.strip())[0]).strip()


def _in_place(text: str) -> tuple[str, Sequence[int]]:
    """The text in lower case without accents and unseen signs, and where each letter of it began."""
    if text.isascii():
        return text.lower(), range(len(text) + 1)
    plain, places = [], []
    for place, sign in enumerate(text):
        letters = _plain(sign)
        plain.append(letters)
        places += [place] * len(letters)
    return "".join(plain), [*places, len(text)]


@lru_cache(maxsize=1 << 12)
def _plain(sign: str) -> str:
    if sign in _APOSTROPHES:
        return "'"
    if unicodedata.category(sign) == "Cf":
        return ""
    return folded(sign) if sign.isalpha() or unicodedata.combining(sign) else sign


def _with_plain_line_ends(text: str) -> str:
    return _LINE_END.sub("\n", text)
