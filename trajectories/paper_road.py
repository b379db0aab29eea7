"""The road above one column of the printed timeline: its pieces, and what is written on each. Pure."""

from collections.abc import Iterator, Sequence

from trajectories.paper import Paper, RoadBox, short_text
from trajectories.road import RoadState, RoadStretch

# A piece without words is as wide as so many letters, and a sign on it takes so many.
_LEAST_LETTERS, _SIGN_LETTERS = 4, 12


def road_boxes(
    stretch: RoadStretch, paper: Paper, *, x: int, y: int, width: int, starts_chapter: bool
) -> Iterator[RoadBox]:
    """The pieces of a column's road, each as wide as its words need; the last one takes what is left.

    Where there is no room for all, what the road was comes before the months and the second chance:
    the cards tell the one, and asphalt behind a gap the other.
    """
    states = [state for state, _ in stretch.pieces]
    last = len(states) - 1
    restart = _restart(states) if stretch.second_chance else None
    words = _words(stretch, stretch.label)
    room = width // paper.road_letter
    if last and sum(_letters(words, stretch, restart)) > room:
        words = _words(stretch, "")
        if sum(_letters(words, stretch, restart)) > room:
            restart = None
    letters = _letters(words, stretch, restart)
    right = x + width
    for place, (state, text) in enumerate(zip(states, words, strict=True)):
        share = right - x if place == last else width * letters[place] // sum(letters)
        yield RoadBox(
            x=x,
            y=y,
            w=share,
            h=paper.road_height,
            state=state,
            label=short_text(text, share // paper.road_letter) if last else text,
            phase_label=stretch.phase_label,
            second_chance=place == restart,
            is_today=stretch.is_today and place == last,
            starts_chapter=starts_chapter and place == 0,
        )
        x += share


def _words(stretch: RoadStretch, months: str) -> list[str]:
    """What is written on each piece: what it was, unless it was driven; the months once, on the asphalt."""
    states = [state for state, _ in stretch.pieces]
    named = states.index(RoadState.DRIVING) if RoadState.DRIVING in states else 0
    words = []
    for place, (state, label) in enumerate(stretch.pieces):
        parts = (label if state != RoadState.DRIVING else "", months if place == named else "")
        words.append(", ".join(part for part in parts if part))
    return words


def _restart(states: Sequence[RoadState]) -> int:
    """The last piece that was driven, where the second chance stands; the first where none was."""
    driven = [place for place, state in enumerate(states) if state == RoadState.DRIVING]
    return driven[-1] if driven else 0


def _letters(words: Sequence[str], stretch: RoadStretch, restart: int | None) -> list[int]:
    """How many letters wide each piece is, with the sign of a second chance or of today."""
    signs = {restart, len(words) - 1 if stretch.is_today else None}
    return [
        max(len(text), _LEAST_LETTERS) + (_SIGN_LETTERS if place in signs else 0)
        for place, text in enumerate(words)
    ]
