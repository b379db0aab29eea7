"""Changes to a session and what belongs to it. An approved session is never changed."""

from __future__ import annotations

from itertools import chain, count

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from costs.models import (
    CostLine,
    ScenarioItem,
    Session,
    SessionStatus,
)
from costs.models.frozen import SENTENCE
from costs.reading import calculate_soundly
from dow_site.access import Role
from trajectories.models import Trajectory


@transaction.atomic
def open_session(*, form, by: User) -> Session:
    """Open a session for a trajectory, with a reference of its own."""
    session = form.instance
    trajectory = Trajectory.objects.select_for_update(of=("self",)).get(pk=session.trajectory_id)
    session.reference = _free_reference(trajectory.reference)
    if by.role == Role.FACILITATOR:
        session.facilitator = by
    return form.save_record()


def _free_reference(first: str) -> str:
    """The first of "DOW-2026-007", "DOW-2026-007-2", … that no session has."""
    taken = set(
        Session.objects.filter(reference__startswith=first).values_list("reference", flat=True)
    )
    numbered = (f"{first}-{number}" for number in count(2))
    return next(one for one in chain([first], numbered) if one not in taken)


def held_open(session: Session) -> Session:
    """The session locked for one change of what belongs to it, within a transaction.

    Refuses (ValidationError) while it is checked and once it is approved.
    """
    current = Session.objects.select_for_update(of=("self",)).get(pk=session.pk)
    if current.status == SessionStatus.APPROVED:
        raise ValidationError(SENTENCE, code="approved")
    if not current.is_open:
        raise ValidationError(
            "Deze sessie ligt bij de controller. Haal haar eerst terug.", code="in_check"
        )
    return current


def uses_list(session: Session) -> bool:
    """Whether a line of the session computes with a price of a list."""
    return bool(_lists_used(session))


def _lists_used(session: Session) -> set[int]:
    pairs = session.lines.values_list("low_price__price_list", "high_price__price_list")
    return {price_list for pair in pairs for price_list in pair if price_list is not None}


@transaction.atomic
def save_part(*, form, session: Session):
    """Save a line, statement, note or price of a session; refuses where `held_open` does."""
    current = held_open(session)
    saved = form.save_record()
    # What was saved can be the session itself.
    current.refresh_from_db()
    if _lists_used(current) - {current.price_list_id}:
        # The list and the price of a line were chosen at the same moment.
        raise ValidationError(
            "Een regel rekent met een prijs uit een andere lijst dan die van de sessie. Kies opnieuw.",
            code="other_list",
        )
    try:
        calculate_soundly(current)
    except ValueError as error:
        # Lines that hang on each other in a circle, a price whose unit no longer fits its lines, or
        # another rounding beside an amount that somebody chose.
        raise ValidationError(str(error), code="calculation") from error
    return saved


@transaction.atomic
def add_line(*, form, session: Session, note: ScenarioItem | None) -> CostLine:
    """Add a line, hung on the sticky note that it came from; refuses where `save_part` does."""
    line = save_part(form=form, session=session)
    if note is not None:
        note.lines.add(line)
    return line
