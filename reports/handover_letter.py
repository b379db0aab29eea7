"""The hand-over letter about one participant, on paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from accounts.models import User
from coaching.models import HandoverLetter
from dow_site.dates import Precision, When, write_when
from reports.sender import Sender


@dataclass(frozen=True, kw_only=True)
class HandoverLetterReport:
    """One letter: who wrote it, to whom, from when, and its paragraphs."""

    template: ClassVar[str] = "reports/handover_letter.html"

    name: str
    reference: str
    from_coach: str
    to_coach: str
    starts_on: str
    state: str
    text: str
    printed_on: str
    sender: Sender

    @property
    def title(self) -> str:
        return f"Overdrachtsbrief over {self.name}"

    @property
    def filename(self) -> str:
        return f"overdracht-{self.reference.lower()}.pdf"

    @classmethod
    def of(cls, letter: HandoverLetter, *, reader: User, today: date) -> HandoverLetterReport:
        """The letter as this reader may read it; needs its hand-over, coaches, participant and programme."""
        handover = letter.handover
        return cls(
            name=letter.trajectory.participant.name_for(reader),
            reference=letter.trajectory.reference,
            from_coach=handover.from_coach.name,
            to_coach=handover.to_coach.name,
            starts_on=write_when(When(handover.starts_on, Precision.DAY), long=True),
            state=handover.get_status_display().lower(),
            text=letter.text,
            printed_on=write_when(When(today, Precision.DAY), long=True),
            sender=Sender.of(letter.trajectory.programme),
        )
