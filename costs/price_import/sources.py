"""The sources that the rows of a list name: those that are there, and those that the list brings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import slugify

from costs.models import Source, SourceKind
from costs.price_import.fields import LABELS, SOURCE
from costs.price_import.rows import note_missing

_FACTS = ("kind", "title", "publisher", "item", "url", "retrieved_on", "note")
_LOOKED_FOR = ("title", "publisher", "item", "url", "note")
_CODE_LENGTH = 40


@dataclass(kw_only=True)
class KnownSources:
    """What the rows of one list find; `new` holds, by code, the sources that do not exist yet, unsaved."""

    by_code: dict[str, Source]
    by_facts: dict[tuple, Source]
    default: Source | None
    new: dict[str, Source] = field(default_factory=dict)

    @classmethod
    def with_default(cls, default: Source | None) -> KnownSources:
        """All sources that there are, in one query."""
        sources = list(Source.objects.order_by("pk"))
        return cls(
            by_code={source.code: source for source in sources},
            # The first of two that say the same.
            by_facts={_key(source): source for source in reversed(sources)},
            default=default,
        )

    def find(self, facts: Mapping[str, Any]) -> Source:
        """The source that a row means, made ready where it is new.

        Refuses (ValueError) in Dutch: a row without a source where the list has none for all, a code
        whose source says something else, and a new source without a title, or without address and note.
        """
        if not facts:
            if self.default is None:
                raise ValueError("De bron ontbreekt.")
            return self.default
        if code := facts.get("code"):
            found = self.by_code.get(code)
            if found is not None:
                self._refuse_other_facts(found, facts)
                return found
        elif found := self.by_facts.get(_key_of(facts)):
            return found
        if sentence := note_missing(facts):
            raise ValueError(sentence)
        source = Source(
            code=code or self._free_code(facts["title"]),
            **{"kind": SourceKind.OTHER} | {name: facts[name] for name in _FACTS if name in facts},
        )
        self.new[source.code] = self.by_code[source.code] = source
        self.by_facts.setdefault(_key(source), source)
        return source

    def _refuse_other_facts(self, found: Source, facts: Mapping[str, Any]) -> None:
        for name in _FACTS:
            if name in facts and _plain(getattr(found, name)) != facts[name]:
                raise ValueError(
                    f"De bron ‘{found.code}’ is er al, en zegt bij "
                    f"‘{LABELS[SOURCE + name]}’ iets anders."
                )

    def _free_code(self, title: str) -> str:
        """A code of the title that no source has yet."""
        stem = slugify(title)[: _CODE_LENGTH - 5].strip("-") or "bron"
        code, number = stem, 1
        while code in self.by_code:
            number += 1
            code = f"{stem}-{number}"
        return code


def _plain(value):
    """A text as a spreadsheet gives it back: runs of spaces are one."""
    return " ".join(value.split()) if isinstance(value, str) else value


def _key(source: Source) -> tuple:
    return tuple(_plain(getattr(source, name)) for name in _LOOKED_FOR)


def _key_of(facts: Mapping[str, Any]) -> tuple:
    return tuple(facts.get(name, "") for name in _LOOKED_FOR)
