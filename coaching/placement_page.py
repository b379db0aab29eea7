"""What the page about work says of each placement, finished for one reader."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.models import User
from coaching.aftercare_page import written
from coaching.models import Answerer, WorkplaceCheck, WorkPlacement
from coaching.workplace import ANSWERS, PRINCIPLES, compare
from dow_site.access import Action, may_anywhere
from trajectories.models import Trajectory

_WORDS = dict(ANSWERS)


@dataclass(frozen=True, kw_only=True)
class CheckRow:
    """One principle as a row of the table."""

    principle: str
    participant: str
    host: str
    to_discuss: bool


@dataclass(frozen=True, kw_only=True)
class PlacementCard:
    """A placement with what was last said of its workplace."""

    pk: int
    title: str
    about: str
    contact: str
    rows: tuple[CheckRow, ...]
    asked: str
    remarks: tuple[tuple[str, str], ...]


def placement_cards(trajectory: Trajectory, user: User) -> tuple[PlacementCard, ...]:
    """Placements, the newest first, each with the last check by the participant and by the host.

    Who to call there is told to who may know names.
    """
    placements = (
        WorkPlacement.objects.visible_to(user)
        .filter(trajectory=trajectory)
        .prefetch_related("checks")
    )
    knows_names = may_anywhere(user, Action.VIEW_PARTICIPANT)
    veil = trajectory.participant.veil_for(user)
    return tuple(_card(placement, knows_names, veil) for placement in placements)


def _card(placement: WorkPlacement, knows_names: bool, veil) -> PlacementCard:
    last = {check.answerer: check for check in placement.checks.all()}
    about = [f"vanaf {written(placement.starts_on)}"]
    if placement.ends_on == placement.starts_on:
        about = [written(placement.starts_on)]
    elif placement.ends_on:
        about.append(f"tot en met {written(placement.ends_on)}")
    if placement.hours_per_week:
        about.append(f"{placement.hours_per_week.normalize():f} uur per week".replace(".", ","))
    if placement.task:
        about.append(veil(placement.task))
    contact = ", ".join(filter(None, (placement.contact_name, placement.contact_phone)))
    return PlacementCard(
        pk=placement.pk,
        title=f"{placement.get_kind_display()} bij {veil(placement.host)}",
        about=", ".join(about),
        contact=contact if knows_names else "",
        rows=_rows(last),
        asked=" en ".join(
            f"{check.get_answerer_display().lower()} op {written(check.asked_on)}"
            for check in last.values()
        ),
        remarks=tuple(
            (check.get_answerer_display(), veil(check.remark))
            for check in last.values()
            if check.remark
        ),
    )


def _rows(last: dict[str, WorkplaceCheck]) -> tuple[CheckRow, ...]:
    if not last:
        return ()
    participant, host = (
        {name: getattr(last[who], name) for name in PRINCIPLES} if who in last else {}
        for who in (Answerer.PARTICIPANT, Answerer.HOST)
    )
    return tuple(
        CheckRow(
            principle=one.name,
            participant=_WORDS.get(one.participant, "–"),
            host=_WORDS.get(one.host, "–"),
            to_discuss=one.to_discuss,
        )
        for one in compare(participant, host)
    )
