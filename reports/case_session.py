"""Which session of a trajectory a report prints, and how it is called."""

from __future__ import annotations

from django.db.models import BooleanField, ExpressionWrapper, Q

from accounts.models import User
from costs.calculation import Calculation
from costs.models import CostLine, Session, SessionStatus
from costs.reading import calculate
from costs.reading import rows_for as lines_for
from dow_site.dates import Precision, When, write_when
from participants.veil import NO_VEIL
from reports.case_story import rows_for
from trajectories.models import Trajectory

_IS_APPROVED = ExpressionWrapper(Q(status=SessionStatus.APPROVED), output_field=BooleanField())


def sessions_of(trajectory: Trajectory, reader: User | None) -> list[Session]:
    """The sessions that this reader may see, in one query; first the one that is printed where nobody chose.

    That is the one that was approved last, else the one at work.
    """
    sessions = list(
        rows_for(Session.objects.all(), reader)
        .filter(trajectory=trajectory)
        .select_related("facilitator", "approved_by")
        .order_by(_IS_APPROVED.desc(), "-version_number", "-period_end", "-pk")
    )
    for session in sessions:
        # The one that was loaded with its participant and municipality.
        session.trajectory = trajectory
    return sessions


def session_among(sessions: list[Session], chosen: int | None) -> Session | None:
    """The chosen one of `sessions_of`, by its key, else the first; None where there are none."""
    if chosen is None:
        return next(iter(sessions), None)
    return next(session for session in sessions if session.pk == chosen)


def calculation_of(
    session: Session, *, veils: bool, without: frozenset[str] = frozenset()
) -> tuple[list[CostLine], Calculation]:
    """The lines as somebody reads them and what they come to; `veils` puts the alias for the name.

    `without` are the condition groups that do not count, by their names as they are read; ValueError for another.
    """
    rows = lines_for(session, session.trajectory.participant.veil if veils else NO_VEIL)
    return rows, calculate(session, rows=rows, without=without)


def conditions_of(session: Session | None, *, veils: bool) -> list[tuple[str, str]]:
    """The condition groups that can be left out, each with its words."""
    if session is None:
        return []
    _, calculation = calculation_of(session, veils=veils)
    return [(group.name, calculation.words_of(group)) for group in calculation.groups]


def name_of(session: Session) -> str:
    """ "casus-1-v2, concept, oktober 2019 tot en met oktober 2020": enough to tell it from the others."""
    first, last = (
        write_when(When(month, Precision.MONTH), long=True)
        for month in (session.period_start, session.period_end)
    )
    period = first if first == last else f"{first} tot en met {last}"
    return f"{session.reference}, {session.get_status_display().lower()}, {period}"


def standing_of(session: Session | None) -> str:
    """What must be read on every page while nobody approved the session; else nothing."""
    if session is None or session.status == SessionStatus.APPROVED:
        return ""
    return f"{session.get_status_display()} – nog niet vastgesteld"
