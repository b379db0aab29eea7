"""What the pages say of the check of a session: its steps, the remarks, and what the controller reads per line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.forms import BoundField

from accounts.models import User
from costs.calculation import ComputedLine
from costs.case_page import ShownLine
from costs.changes import changes_between
from costs.content import objection_rows
from costs.lines import amount_text
from costs.lives import WHOLE_ROAD
from costs.models import LineRemark, PriceList, Session, SessionStatus, SessionStep, StepKind
from costs.row_changes import Change, Names
from costs.seal import seal_in_groups
from dow_site.access import Action, may_anywhere


@dataclass(frozen=True, kw_only=True)
class Check:
    """The check of a session until now."""

    steps: tuple[SessionStep, ...]
    remarks: tuple[LineRemark, ...]
    seal: str
    next_version: Session | None
    # Somebody has something to do with it now: then it stands before the story.
    asks_first: bool


@dataclass(frozen=True, kw_only=True)
class LineInCheck:
    """A line with everything that the controller decides on, and the field for a remark."""

    shown: ShownLine
    by_rule: str
    sources: tuple[str, ...]
    remarks: tuple[LineRemark, ...]
    field: BoundField


def check_of(user: User, session: Session) -> Check:
    """The steps and remarks of a session, as this person may read them."""
    remarks = tuple(remarks_for(user, session))
    return Check(
        steps=tuple(session.steps.defer("content").select_related("by")),
        remarks=remarks,
        asks_first=session.status == SessionStatus.TO_CHECK or (session.is_open and bool(remarks)),
        seal=seal_in_groups(session.seal),
        next_version=session.successors.order_by("-pk").first(),
    )


def remarks_for(user: User, session: Session) -> list[LineRemark]:
    remarks = list(session.remarks.select_related("line", "written_by"))
    if may_anywhere(user, Action.VIEW_PARTICIPANT):
        return remarks
    participant = session.trajectory.participant
    for remark in remarks:
        if remark.line:
            [remark.line] = participant.veil_rows([remark.line], "label")
    return participant.veil_rows(remarks, "text", "answer")


def lines_in_check(
    shown: Iterable[ShownLine], remarks: Iterable[LineRemark], form
) -> tuple[LineInCheck, ...]:
    """The priced lines, each beside what was remarked on it before."""
    per_line: dict[int | None, list[LineRemark]] = {}
    for remark in remarks:
        per_line.setdefault(remark.line_id, []).append(remark)
    return tuple(
        LineInCheck(
            shown=line,
            by_rule=_by_rule(line.computed),
            sources=tuple(
                dict.fromkeys(s for bound in line.computed.line.bounds for s in bound.sources)
            ),
            remarks=tuple(per_line.get(line.pk, ())),
            field=form[form.name_of(line.pk)],
        )
        for line in shown
    )


def _by_rule(computed: ComputedLine) -> str:
    return amount_text(computed.low_by_rule, computed.high_by_rule)


def changes_since_last_check(user: User, session: Session) -> tuple[Change, ...] | None:
    """What was changed since the controller gave the session back; None at a first check."""
    offered = list(
        session.steps.filter(kind__in=(StepKind.OFFERED, StepKind.RETURNED)).order_by("at", "pk")
    )
    returned = [step for step in offered if step.kind == StepKind.RETURNED]
    if not returned:
        return None
    changes = changes_between(
        json.loads(returned[-1].content),
        json.loads(offered[-1].content) | {"objections": objection_rows(session)},
        knows_story=may_anywhere(user, Action.VIEW_NARRATIVE),
        names=names_for(session),
    )
    return veil_changes(user, session, changes)


def names_for(session: Session) -> Names:
    """What is called by its number in the content of a session, in two queries."""
    return {
        "chapter_id": {
            None: WHOLE_ROAD,
            **dict(session.trajectory.chapters.values_list("pk", "title")),
        },
        "price_list_id": {one.pk: str(one) for one in PriceList.objects.order_by("pk")},
    }


def veil_changes(user: User, session: Session, changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes as this person may read them: with the alias where somebody wrote a name."""
    if may_anywhere(user, Action.VIEW_PARTICIPANT):
        return tuple(changes)
    veil = session.trajectory.participant.veil
    return tuple(
        replace(
            change,
            subject=veil(change.subject),
            before=veil(change.before),
            after=veil(change.after),
        )
        for change in changes
    )
