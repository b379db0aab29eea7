"""A request for access in the demonstration: recorded, and not answered yet."""

from __future__ import annotations

import datetime

from accounts.models import User
from reports.access_request.operations import leave_peers_out
from reports.models import AccessRequest
from trajectories.demo import noon
from trajectories.models import Trajectory

DAYS_AGO = 6


def load_access_request(trajectory: Trajectory, by: User, today: datetime.date) -> AccessRequest:
    """One participant asked for his dossier; nothing was made yet."""
    day = today - datetime.timedelta(days=DAYS_AGO)
    asked = AccessRequest.objects.create(
        participant=trajectory.participant,
        programme=trajectory.programme,
        asked_on=day,
        reason=f"{trajectory.participant.given_name} zelf, na het weekgesprek",
        recorded_by=by,
        recorded_at=noon(day),
    )
    leave_peers_out(asked)
    return asked
