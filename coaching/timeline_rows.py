"""What coaching puts on the timeline by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from accounts.models import User
from coaching.models import AssignmentRole, CoachAssignment
from dow_site.dates import Precision, When
from trajectories import derived
from trajectories.derived import DerivedRow, Found, Mark
from trajectories.models import LaneKind, Trajectory


def write_coaches(
    periods: Sequence[Found], trajectory: Trajectory, user: User
) -> Iterator[DerivedRow]:
    """Who began and who stopped to coach, as the regular coach or thinking along."""
    for period in periods:
        name = period["coach__name"]
        responsible = period["role"] == AssignmentRole.RESPONSIBLE
        begin = f"{name} wordt vaste coach" if responsible else f"{name} denkt mee als coach"
        end = f"Laatste dag van {name} als coach"
        for state, text in (("starts_on", begin), ("ends_on", end)):
            if period[state]:
                yield DerivedRow(
                    source="coach",
                    row=period["pk"],
                    state=state,
                    when=When(period[state], Precision.DAY),
                    mark=Mark.COACH,
                    lane=LaneKind.PROGRAMME,
                    text=text,
                    shared=True,
                )


derived.register(
    source="coach",
    rows=lambda trajectory, user: CoachAssignment.objects.visible_to(user).filter(
        trajectory=trajectory
    ),
    fields=("pk", "role", "coach__name", "starts_on", "ends_on"),
    write=write_coaches,
)
