"""Footnotes of one report: each source once, numbered by first use. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Footnote:
    number: int
    text: str


class Footnotes:
    """Gives a source its number at its first use, and the list of all when the report is written."""

    def __init__(self) -> None:
        self._number_by_source: dict[str, int] = {}

    def number(self, source: str) -> int:
        """The number of this source, the next free one when it is new."""
        return self._number_by_source.setdefault(source, len(self._number_by_source) + 1)

    def numbers(self, sources: Iterable[str]) -> tuple[int, ...]:
        """The numbers of these sources, none twice, in the order given."""
        return tuple(dict.fromkeys(self.number(source) for source in sources))

    @property
    def all(self) -> tuple[Footnote, ...]:
        return tuple(Footnote(number, text) for text, number in self._number_by_source.items())
