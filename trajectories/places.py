"""The places of a programme: how many there are, how many are taken, and what to say when that is too many."""

from __future__ import annotations

import datetime

from accounts.models import Programme
from trajectories.operations import places_taken_on


def too_many_on(programme: Programme, day: datetime.date) -> str:
    """A sentence where more places are taken on a day than there are; empty otherwise. Warns, never blocks."""
    places = programme.places_on(day)
    taken = places_taken_on(programme, day)
    if places is None or taken <= places.maximum:
        return ""
    # More than there are: one place taken is too many where there is none.
    taken_in_words = "is nu 1 plek" if taken == 1 else f"zijn nu {taken} plekken"
    are = "is" if places.maximum == 1 else "zijn"
    return f"Er {taken_in_words} bezet, en er {are} er {places.maximum}."
