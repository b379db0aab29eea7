"""What is held about somebody, as plain facts: chapters of rows, and what became of them. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One field of a row: as a reader reads it, and as a machine does.

    What `is_words` may name somebody; what `is_typed` was written by somebody, in sentences.
    """

    name: str
    label: str
    text: str
    value: object
    is_words: bool
    is_typed: bool = False


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One row: what kind it is, its number, whose card it is if it is somebody else's, and its facts."""

    model: str
    key: int
    person: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, kw_only=True)
class Kind:
    """The rows of one model."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, kw_only=True)
class Chapter:
    title: str
    kinds: tuple[Kind, ...]


@dataclass(frozen=True, kw_only=True)
class Change:
    """A field that became something else, or a row that was taken away."""

    at: datetime.datetime
    who: str
    model: str
    kind: str
    key: int
    person: str
    name: str
    label: str
    was: str
    became: str
    is_typed: bool


@dataclass(frozen=True, kw_only=True)
class Holdings:
    """All of it, not yet veiled; `people` are the accounts that are named in it."""

    chapters: tuple[Chapter, ...]
    changes: tuple[Change, ...]
    people: frozenset[int]

    def entries(self) -> Iterator[Entry]:
        for chapter in self.chapters:
            for kind in chapter.kinds:
                yield from kind.entries
