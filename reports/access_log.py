"""Who looked in a dossier, on paper: what a participant may ask for (AVG art. 15; R15 of the domain dossier)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from accounts.looks import Look, looks_per_day
from accounts.models import AccessLog, User
from dow_site.dates import Precision, When, write_when
from participants.merging import numbers_of
from trajectories.models import Trajectory

# Bounded: the newest rows; what is older is counted and said.
MOST_ROWS = 5_000


@dataclass(frozen=True, kw_only=True)
class AccessLogReport:
    """The looks at one dossier, newest day first, taken together per day, person and page."""

    template: ClassVar[str] = "reports/access_log.html"

    name: str
    reference: str
    printed_on: str
    looks: tuple[Look, ...]
    left_out: int

    @property
    def title(self) -> str:
        return f"Wie keek in het dossier van {self.name}"

    @property
    def filename(self) -> str:
        return f"inzage-{self.reference.lower()}.pdf"

    @classmethod
    def of(cls, trajectory: Trajectory, *, reader: User, today: date) -> AccessLogReport:
        """The log as this reader may know it, in at most four queries; rows past MOST_ROWS are counted only."""
        rows = AccessLog.objects.visible_to(reader).filter(
            participant_id__in=numbers_of(trajectory.participant_id)
        )
        newest = list(rows.select_related("user")[:MOST_ROWS])
        return cls(
            name=trajectory.participant.name_for(reader),
            reference=trajectory.reference,
            printed_on=write_when(When(today, Precision.DAY), long=True),
            looks=tuple(looks_per_day(newest, reader)),
            left_out=rows.count() - len(newest) if len(newest) == MOST_ROWS else 0,
        )
