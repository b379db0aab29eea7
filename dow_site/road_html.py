"""The little road of a list row, pressed: it stands in each of the fifty rows."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.utils.safestring import SafeString

from dow_site.pressing import Press

_ROAD = Press("_components/small_road.html")
_SEGMENT = Press("_components/small_road_segment.html")


def small_road(pieces: Iterable[Any], label: str) -> SafeString:
    """Pieces (with state, state_label and percent) side by side, read aloud as the label."""
    segments = "".join(
        _segment(piece.state, piece.state_label, f"{piece.percent:.2f}") for piece in pieces
    )
    return _ROAD(label=label, segments=SafeString(segments))


@lru_cache(maxsize=1_000)
def _segment(state: str, state_label: str, percent: str) -> SafeString:
    """Few states and whole percents: nearly each piece was written before."""
    return _SEGMENT(state=str(state), state_label=state_label, percent=percent)
