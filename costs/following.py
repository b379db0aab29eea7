"""What was said of the lines of a session afterwards, as one person may read it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from coaching.aftercare import tells_from
from costs.models import CostLine, LineObjection, LineReality, RealityMonth, Session
from dow_site.dates import Precision, When, write_when
from participants.models import Participant
from trajectories.models import Outflow

OBJECTION_TEXTS = ("text", "answer")
REALITY_TEXTS = ("what_happened", "told_by")


@dataclass(frozen=True, kw_only=True)
class Objection:
    pk: int
    label: str
    line_key: str
    said_on: str
    text: str
    answer: str


@dataclass(frozen=True, kw_only=True)
class Reality:
    """What happened with a line at a moment; `told` says who told it and when."""

    line: int
    month: int
    label: str
    line_key: str
    when: str
    outcome: str
    what_happened: str
    told: str


@dataclass(frozen=True, kw_only=True)
class SaidOfLine:
    objections: tuple[Objection, ...] = ()
    realities: tuple[Reality, ...] = ()


def objections_of(
    session: Session, *, precision: Precision = Precision.DAY, veils: bool = False
) -> list[Objection]:
    """The objections to lines of a session, oldest first; days with `precision`, one query.

    `veils` puts the alias where somebody wrote the participant's name.
    """
    rows = LineObjection.objects.filter(line__session=session).select_related("line")
    return [
        Objection(
            pk=row.pk,
            label=_label(row.line, session.trajectory.participant, veils),
            line_key=row.line.key,
            said_on=write_when(When(row.said_on, precision), long=True),
            text=row.text,
            answer=row.answer,
        )
        for row in _read(session, rows.order_by("said_on", "pk"), OBJECTION_TEXTS, veils)
    ]


def realities_of(
    session: Session, *, precision: Precision = Precision.DAY, veils: bool = False
) -> list[Reality]:
    """What really happened with lines of a session, in their order, as `objections_of`."""
    rows = LineReality.objects.filter(line__session=session).select_related("line")
    return [
        Reality(
            line=row.line_id,
            month=row.month,
            label=_label(row.line, session.trajectory.participant, veils),
            line_key=row.line.key,
            when=RealityMonth(row.month).label.capitalize(),
            outcome=row.get_outcome_display(),
            what_happened=row.what_happened,
            told=f"verteld door {row.told_by}, {write_when(When(row.told_on, precision), long=True)}",
        )
        for row in _read(
            session, rows.order_by("line__order", "line", "month"), REALITY_TEXTS, veils
        )
    ]


def reality_days(session: Session) -> Mapping[int, datetime.date]:
    """From which day on each moment after leaving can be told of, as aftercare counts; one query.

    Empty for who has not left, or of whom the last day is not known.
    """
    outflow = Outflow.objects.filter(trajectory=session.trajectory_id, left_on__isnull=False)
    left_on = outflow.values_list("left_on", flat=True).first()
    if left_on is None:
        return {}
    return {month: tells_from(left_on, month) for month in RealityMonth.values}


def said_of_lines(session: Session, *, veils: bool) -> Mapping[str, SaidOfLine]:
    """What was said of each line, by the key of the line, in two queries."""
    objections = objected(objections_of(session, veils=veils))
    realities: dict[str, list[Reality]] = {}
    for reality in realities_of(session, veils=veils):
        realities.setdefault(reality.line_key, []).append(reality)
    return {
        key: replace(objections.get(key, SaidOfLine()), realities=tuple(realities.get(key, ())))
        for key in objections.keys() | realities.keys()
    }


def objected(objections: Iterable[Objection]) -> Mapping[str, SaidOfLine]:
    """What was objected to each line, by the key of the line, and nothing of what happened afterwards."""
    by_line: dict[str, list[Objection]] = {}
    for objection in objections:
        by_line.setdefault(objection.line_key, []).append(objection)
    return {key: SaidOfLine(objections=tuple(own)) for key, own in by_line.items()}


def _read(session: Session, rows, texts, veils) -> Iterable:
    return session.trajectory.participant.veil_rows(rows, *texts) if veils else rows


def _label(line: CostLine, participant: Participant, veils: bool) -> str:
    return participant.veil(line.label) if veils else line.label
