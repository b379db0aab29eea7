"""Which column of a handed-in list means what: suggested by the word above it. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_EXAMPLES = 3
_EXAMPLE_LENGTH = 40


@dataclass(frozen=True, kw_only=True)
class Field:
    """Something that a column can hold, and the words that people put above such a column."""

    name: str
    label: str
    headings: tuple[str, ...] = ()


def heading_key(heading: str) -> str:
    """The heading without capitals, accents, spaces and signs: 'Geb. datum' and 'GEBDATUM' are the same."""
    plain = unicodedata.normalize("NFKD", heading).casefold()
    return "".join(re.findall(r"[^\W_]+", plain))


def suggest(
    header: Sequence[str], fields: Sequence[Field], remembered: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """For each column the name of the field that it holds, or "" where no word says so.

    `remembered` says per heading what somebody chose before ("" for a column left out) and wins;
    what it says of fields that are not there is passed over. A field is given to one column only.
    """
    names = {field.name for field in fields}
    known = {
        heading_key(word): field.name
        for field in reversed(fields)
        for word in (field.label, *field.headings)
    }
    chosen = {heading_key(heading): name for heading, name in (remembered or {}).items()}
    found, taken = [""] * len(header), set()
    # What was chosen before comes first, wherever it stands in the list.
    for source in (chosen, known):
        for place, heading in enumerate(header):
            key = heading_key(heading)
            name = source.get(key, "")
            is_decided = source is known and key in chosen and chosen[key] in {*names, ""}
            if found[place] or is_decided or name not in names or name in taken:
                continue
            found[place] = name
            taken.add(name)
    return tuple(found)


def by_field(cells: Sequence[str], mapping: Sequence[str]) -> dict[str, str]:
    """The texts of a row under the fields that its columns hold."""
    return {name: cell for name, cell in zip(mapping, cells, strict=True) if name and cell}


def examples(rows: Sequence[Sequence[str]], place: int) -> str:
    """The first few different cells of a column, to recognise it by, as a Dutch sentence."""
    cells = dict.fromkeys(row[place] for row in rows if row and row[place])
    shown = [
        cell if len(cell) <= _EXAMPLE_LENGTH else f"{cell[:_EXAMPLE_LENGTH]}…" for cell in cells
    ]
    return f"Bijvoorbeeld: {'; '.join(shown[:_EXAMPLES])}" if shown else "Deze kolom is leeg."
