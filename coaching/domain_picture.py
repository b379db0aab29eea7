"""Areas of life before and now as small pictures of one shape, and the table of all measurements.

Pure. Four posts stand along a short road; a hollow mark is the first measurement, a full one the
last. Coordinates are whole units, so that a Dutch template writes them without a comma.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coaching.domain_levels import STEP_NAMES, STEPS, texts

WIDTH, HEIGHT = 240, 72
LEFT, RIGHT = 92, 226
ROWS = {"participant": 22, "coach": 52}
# From this difference on the two see something differently: a reason to talk.
DIFFERENT = 2


@dataclass(frozen=True, kw_only=True)
class Measured:
    """One measurement: the day, who rated, the version of the texts, and the levels by area."""

    day: datetime.date
    moment: str
    rater: str
    version: int
    levels: Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class Track:
    """One rater's road in a picture; `before_x` is None where there is one measurement only."""

    rater: str
    label: str
    y: int
    before_x: int | None
    now_x: int
    words: str


@dataclass(frozen=True, kw_only=True)
class Cell:
    """What the table says of one area in one measurement; an area that was skipped has no step."""

    label: str
    step: str = ""
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class DomainPicture:
    """One area of life: its tracks, the same in words, and a cell per measurement."""

    key: str
    name: str
    tracks: tuple[Track, ...]
    posts: tuple[int, ...]
    description: str
    differs: bool
    cells: tuple[Cell, ...]


def draw_domains(
    measured: Sequence[Measured], names: Mapping[str, str], raters: Mapping[str, str]
) -> tuple[DomainPicture, ...]:
    """A picture for each area that was rated at least once, in the order of `names`.

    Measurements come oldest first, and cells keep that order. A level outside the four steps or an
    unknown version is a KeyError: the database holds none.
    """
    return tuple(
        _picture(key, name, measured, raters)
        for key, name in names.items()
        if any(key in one.levels for one in measured)
    )


def _picture(key, name, measured, raters):
    tracks, last = [], {}
    for rater, label in raters.items():
        levels = [one.levels[key] for one in measured if one.rater == rater and key in one.levels]
        if levels:
            tracks.append(_track(rater, label, levels))
            last[rater] = levels[-1]
    differs = len(last) == len(ROWS) and abs(last["participant"] - last["coach"]) >= DIFFERENT
    return DomainPicture(
        key=key,
        name=name,
        tracks=tuple(tracks),
        posts=tuple(_x(step) for step in STEPS),
        description=". ".join(f"{track.label}: {track.words}" for track in tracks),
        differs=differs,
        cells=tuple(_cell(key, one, raters) for one in measured),
    )


def _track(rater: str, label: str, levels: Sequence[int]) -> Track:
    first, now = levels[0], levels[-1]
    if len(levels) == 1:
        words = STEP_NAMES[now].lower()
    elif first == now:
        words = f"{STEP_NAMES[now].lower()}, net als bij de eerste keer"
    else:
        words = f"van {STEP_NAMES[first].lower()} naar {STEP_NAMES[now].lower()}"
    return Track(
        rater=rater,
        label=label,
        y=ROWS[rater],
        before_x=_x(first) if len(levels) > 1 else None,
        now_x=_x(now),
        words=words,
    )


def _x(level: int) -> int:
    return LEFT + (RIGHT - LEFT) * STEPS.index(level) // (len(STEPS) - 1)


def _cell(key: str, one: Measured, raters: Mapping[str, str]) -> Cell:
    label = f"{one.moment}, {raters[one.rater].lower()}"
    level = one.levels.get(key)
    if level is None:
        return Cell(label=label)
    return Cell(
        label=label,
        step=f"{level}. {STEP_NAMES[level]}",
        text=texts(one.version)[key][level - 1],
    )
