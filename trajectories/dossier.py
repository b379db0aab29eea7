"""What stands above every page of a dossier, and its tabs."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from accounts.logbook import note_access
from accounts.models import AccessAction, User
from dow_site.access import Action, Role, may_anywhere
from participants.veil import Veil
from trajectories.drawing import spell_in
from trajectories.models import Trajectory
from trajectories.road import state_in_words


@dataclass(frozen=True, kw_only=True)
class Tab:
    label: str
    url: str
    current: bool


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """The header that stays: finished texts, and what this reader may do."""

    trajectory: Trajectory
    name: str
    veil: Veil  # through which this person reads what somebody wrote
    reference: str
    facts: tuple[tuple[str, str], ...]
    tabs: tuple[Tab, ...]
    is_published_case: bool


def open_dossier(user: User, trajectory: Trajectory, *, page: str, tab: str = "") -> Dossier:
    """The header of a dossier as this person may read it; notes the look in the access log.

    `tab` is the tab that a page without one of its own stands under.
    """
    note_access(
        user,
        AccessAction.VIEWED,
        page,
        participant_id=trajectory.participant_id,
        programme_id=trajectory.programme_id,
    )
    today = timezone.localdate()
    return Dossier(
        trajectory=trajectory,
        name=trajectory.participant.name_for(user),
        veil=trajectory.participant.veil_for(user),
        reference=trajectory.reference,
        facts=tuple(_facts(user, trajectory, today)),
        tabs=tuple(_tabs(user, trajectory, tab or page)),
        is_published_case=trajectory.is_published_case,
    )


def _facts(user: User, trajectory: Trajectory, today: datetime.date):
    participant = trajectory.participant
    age = participant.age_on(today)
    if age is not None and may_anywhere(user, Action.VIEW_PARTICIPANT):
        yield "Leeftijd", f"{age} jaar"
    elif trajectory.age_at_start is not None:
        yield "Bij de start", f"{trajectory.age_at_start} jaar"
    yield "Nu", current_state(trajectory, today)
    # Who referred somebody may know whom to call.
    with_phone = not may_anywhere(user, Action.VIEW_NETWORK)
    if coaches := coaches_of(trajectory, today):
        yield (
            "Coach",
            ", ".join(
                f"{coach.name}, {coach.phone}" if with_phone and coach.phone else coach.name
                for coach in coaches
            ),
        )
    if may_anywhere(user, Action.VIEW_PARTICIPANT) and participant.municipality:
        yield "Gemeente", participant.municipality.name.removeprefix("Gemeente ")
    if may_anywhere(user, Action.VIEW_NETWORK) and participant.interpreter_needed:
        yield "Tolk", participant.language or "nodig"


def coaches_of(trajectory: Trajectory, today: datetime.date) -> list[User]:
    """Who coach this trajectory today; needs its assignments with their coaches."""
    return [
        assignment.coach
        for assignment in trajectory.assignments
        if assignment.starts_on <= today and (assignment.ends_on or today) >= today
    ]


def current_state(trajectory: Trajectory, today: datetime.date) -> str:
    """Where a trajectory stands today, in words; needs its spells."""
    return state_in_words([spell_in(spell) for spell in trajectory.stays], today)


def _tabs(user: User, trajectory: Trajectory, page: str):
    # A referrer begins with what was made for him; the others see through his eyes.
    progress = "Voortgang" if user.role == Role.REFERRER else "Zo ziet de verwijzer dit"
    tabs = [
        ("Tijdlijn", "trajectories:timeline", Action.VIEW_EVENT),
        ("Gesprekken", "coaching:talks", Action.VIEW_TALK),
        ("Afspraken", "coaching:agreements_of", Action.VIEW_AGREEMENT),
        ("Doelen", "coaching:growth", Action.VIEW_GROWTH),
        ("Werk en nazorg", "coaching:work", Action.VIEW_IN_PLACE),
        ("Mijn week", "coaching:week", Action.SHARE_WEEK),
        ("Netwerk", "trajectories:network", Action.VIEW_NETWORK),
        ("Toestemming", "trajectories:consents", Action.VIEW_CONSENT),
        ("Effectencalculator", "costs:of_trajectory", Action.VIEW_SESSION),
        ("Gegevens", "trajectories:facts", Action.VIEW_TRAJECTORY),
        ("Verslagen", "reports:prints", Action.VIEW_TRAJECTORY),
        (progress, "reports:progress", Action.VIEW_PROGRESS),
    ]
    if user.role == Role.REFERRER:
        tabs.insert(0, tabs.pop())
    for label, route, action in tabs:
        if may_anywhere(user, action):
            yield Tab(
                label=label,
                url=reverse(route, args=[trajectory.pk]),
                current=page == route,
            )
