"""What is told in words."""

from __future__ import annotations

from bench import words
from bench.filling import drawn, one_of


def two_sentences(key: str, salt: int) -> str:
    """Two sentences that depend on the key and the salt only, as SQL."""
    first, second = (
        one_of(words.SENTENCES, drawn(key, salt + more, len(words.SENTENCES))) for more in (0, 1)
    )
    return f"{first} || ' ' || {second}"
