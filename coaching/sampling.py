"""Which talks of a coach in training are co-read, and what changed since the last round. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

ONE_IN = {"all": 1, "one_in_4": 4, "one_in_10": 10}


def is_sampled(key: UUID, rate: str) -> bool:
    """Whether the talk with this key falls in the sample; the same talk always gets the same answer.

    The key is drawn at random when the form opens, so nobody can see coming which talk is read.
    """
    return key.int % ONE_IN[rate] == 0


def changed_blocks(before: Mapping[str, str], now: Mapping[str, str]) -> frozenset[str]:
    """The blocks that say something else than before; a block that was added or emptied counts."""
    return frozenset(
        block for block in before.keys() | now.keys() if before.get(block) != now.get(block)
    )
