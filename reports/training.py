"""What a coach in training did, on paper for the school: days, kinds, minutes; no participant's name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from accounts.models import User
from coaching.training import TrainingRecord, training_record


@dataclass(frozen=True, kw_only=True)
class TrainingReport:
    """The record of one trainee with nothing in it that could tell who a participant is."""

    template: ClassVar[str] = "reports/training.html"

    record: TrainingRecord

    @property
    def title(self) -> str:
        return f"Praktijkuren van {self.record.name}"

    @property
    def filename(self) -> str:
        return "praktijkuren.pdf"

    @classmethod
    def of(cls, trainee: User, *, today: date) -> TrainingReport:
        """The record up to today, in two queries."""
        return cls(record=training_record(trainee, today))
