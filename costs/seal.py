"""The seal of an approved session: one number over everything that was approved. Pure.

The content is written in one way only (keys in order, no spaces, numbers as texts), so that the same
content always gives the same seal and one other byte another.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

Content = Mapping[str, object]


def written(content: Content) -> str:
    """The one way in which this content is written; raises TypeError for a float, which is no amount."""
    _refuse_floats(content)
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def seal_of(text: str) -> str:
    """The SHA-256 of a written content, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def seal_in_groups(seal: str) -> str:
    """The seal in groups of eight digits, as people compare it."""
    return " ".join(seal[start : start + 8] for start in range(0, len(seal), 8))


def broken_places(sealed: object, now: object, place: str = "") -> list[str]:
    """Where what stands now differs from what was sealed, as paths such as `lines/0/label`.

    What was sealed decides: a field that the system has learned since is no difference, a row more
    or a row less is.
    """
    if isinstance(sealed, dict) and isinstance(now, dict):
        return [
            found
            for key, value in sealed.items()
            for found in broken_places(value, now.get(key), f"{place}/{key}")
        ]
    if isinstance(sealed, list) and isinstance(now, list) and len(sealed) == len(now):
        return [
            found
            for number, (before, after) in enumerate(zip(sealed, now, strict=True))
            for found in broken_places(before, after, f"{place}/{number}")
        ]
    return [] if sealed == now else [place.lstrip("/")]


def _refuse_floats(value: object) -> None:
    if isinstance(value, float):
        raise TypeError("een bedrag is nooit een float")
    if isinstance(value, Mapping):
        value = value.values()
    elif not isinstance(value, list | tuple):
        return
    for one in value:
        _refuse_floats(one)
