"""The check of a session: draft → to check → returned or approved. Two people, and after approval no change.

Every step locks the session, says in a Dutch sentence why it cannot be done, and leaves a row with the
content as it was (`SessionStep`). An approved session has a seal over that content; the database refuses
every change to it (`costs.models.frozen`). `at` is the moment of a step; without it that is now.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from costs.content import content_of, objection_rows
from costs.models import LineRemark, Session, SessionStatus, SessionStep, StepKind
from costs.seal import broken_places, seal_of, written
from trajectories.models import Chapter


def _locked(session: Session, *, version: int | None = None) -> Session:
    current = (
        Session.objects.select_for_update(of=("self",))
        .select_related("trajectory__participant__municipality")
        .get(pk=session.pk)
    )
    if version is not None and current.version != version:
        raise ValidationError(
            "Deze sessie is intussen veranderd. Lees haar opnieuw voordat je beslist.", code="raced"
        )
    return current


def _step(
    session: Session, kind: StepKind, status: SessionStatus, by: User, at: datetime | None, **facts
) -> None:
    SessionStep.objects.create(
        session=session,
        kind=kind,
        by=by,
        at=at or timezone.now(),
        content=facts.pop("content", "") or written(content_of(session)),
    )
    session.status = status
    session.version += 1
    for name, value in facts.items():
        setattr(session, name, value)
    session.save()


@transaction.atomic
def offer(session: Session, *, by: User, at: datetime | None = None) -> None:
    """Offer a session to the controller; a second tap changes nothing.

    Refuses a session without a line, one with a remark that is not answered, and an approved one.
    """
    current = _locked(session)
    if current.status == SessionStatus.TO_CHECK:
        return
    if not current.is_open:
        raise ValidationError("Deze sessie is al vastgesteld.", code="approved")
    if not current.lines.exists():
        raise ValidationError("Zet eerst een kostenregel in de sessie.", code="empty")
    if count := current.remarks.open().count():
        raise ValidationError(
            "Beantwoord eerst de opmerking van de controller."
            if count == 1
            else f"Beantwoord eerst de {count} opmerkingen van de controller.",
            code="unanswered",
        )
    _step(current, StepKind.OFFERED, SessionStatus.TO_CHECK, by, at, offered_by=by)


@transaction.atomic
def take_back(session: Session, *, by: User) -> None:
    """Take a session back from the controller to work on it; a second tap changes nothing."""
    current = _locked(session)
    if current.is_open:
        return
    _refuse_unless_in_check(current)
    _step(current, StepKind.TAKEN_BACK, SessionStatus.DRAFT, by, None)


@transaction.atomic
def give_back(
    session: Session,
    *,
    by: User,
    version: int,
    remarks: Mapping[int | None, str],
    at: datetime | None = None,
) -> None:
    """Give a session back with remarks, per line (by its number) or about the whole (None).

    Refuses when nothing is remarked, when it is not in check, and when it changed since it was read.
    """
    current = _locked(session, version=version)
    _refuse_unless_in_check(current)
    said = {line: text.strip() for line, text in remarks.items() if text.strip()}
    if not said:
        raise ValidationError("Schrijf op wat er anders moet.", code="nothing")
    at = at or timezone.now()
    for line, text in said.items():
        LineRemark.objects.create(
            session=current, line_id=line, text=text, written_by=by, written_at=at
        )
    # With the objections, so that who checks it again reads which are new.
    read = {**content_of(current), "objections": objection_rows(current)}
    _step(current, StepKind.RETURNED, SessionStatus.RETURNED, by, at, content=written(read))


@transaction.atomic
def approve(session: Session, *, by: User, version: int, at: datetime | None = None) -> None:
    """Approve a session and seal it. From here on the database refuses every change to it.

    Refuses whoever offered or led it, what is not in check, and what differs from what was offered.
    """
    current = _locked(session, version=version)
    _refuse_unless_in_check(current)
    if by.pk in (current.offered_by_id, current.facilitator_id):
        raise ValidationError("Wie de sessie maakte, stelt haar niet vast.", code="same_person")
    offered = current.steps.filter(kind=StepKind.OFFERED).latest("at", "pk")
    content = written(content_of(current))
    # As with the seal: what the system has learned since it was offered is no difference.
    if broken_places(json.loads(offered.content), json.loads(content)):
        raise ValidationError(
            "De inhoud is een andere dan die er is aangeboden. Geef de sessie terug.",
            code="differs",
        )
    at = at or timezone.now()
    _step(
        current,
        StepKind.APPROVED,
        SessionStatus.APPROVED,
        by,
        at,
        content=content,
        approved_by=by,
        approved_at=at,
        seal=seal_of(content),
    )


def broken_seal(session: Session) -> list[str]:
    """Where an approved session is no longer what was approved; empty where it is. See `costs.seal`."""
    step = session.steps.filter(kind=StepKind.APPROVED).first()
    if step is None or seal_of(step.content) != session.seal:
        return ["zegel"]
    sealed, now = json.loads(step.content), json.loads(written(content_of(session)))
    _hang_where_the_road_was(sealed, now)
    return broken_places(sealed, now)


def _hang_where_the_road_was(sealed: dict, now: dict) -> None:
    """A note whose chapter was removed from the story hangs at no chapter; that is no change of the note."""
    hung = {note["id"]: note.get("chapter_id") for note in sealed["scenario_items"]}
    lost = [note for note in now["scenario_items"] if note["chapter_id"] is None]
    there = set(
        Chapter.objects.filter(pk__in=filter(None, hung.values())).values_list("pk", flat=True)
    )
    for note in lost:
        if (former := hung.get(note["id"])) not in there:
            note["chapter_id"] = former


def _refuse_unless_in_check(session: Session) -> None:
    if session.status != SessionStatus.TO_CHECK:
        raise ValidationError("Deze sessie ligt niet ter controle.", code="not_in_check")
