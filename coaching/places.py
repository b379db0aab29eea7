"""The places of a programme as stretches of road: who holds one today, and which are free."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Max, Min, OuterRef
from django.urls import reverse
from django.utils.safestring import SafeString

from accounts.models import User
from coaching.models import SPOKEN, CoachAssignment, Talk
from dow_site.access import Action, may_anywhere
from dow_site.pressing import Press
from participants.names import full_name
from trajectories.models import Phase, Spell, SpellRole

_PLACE = Press("coaching/_place.html")
_PHASES, _ROLES = dict(Phase.choices), dict(SpellRole.choices)


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """One place in finished words; without a name it is free."""

    number: int
    name: str = ""
    url: str = ""
    state: str = ""
    since: str = ""
    coach: str = ""
    last_talk: str = ""

    @property
    def markup(self) -> SafeString:
        return _PLACE(
            number=str(self.number),
            name=self.name,
            url=self.url,
            state=self.state,
            since=self.since,
            coach=self.coach,
            last_talk=self.last_talk,
        )


def places_of(user: User, today: datetime.date) -> tuple[list[Place], int]:
    """Every place that is taken, then those that are free; and how many there are. Four queries."""
    running = Spell.objects.visible_to(user).holding_a_place_on(today)
    coaches = CoachAssignment.objects.running_on(today).filter(trajectory=OuterRef("trajectory"))
    taken = list(
        running.order_by("starts_on", "pk").values_list(
            "trajectory",
            "phase",
            "role",
            "trajectory__participant__given_name",
            "trajectory__participant__name_prefix",
            "trajectory__participant__family_name",
            "trajectory__participant__alias",
            ArraySubquery(coaches.values("coach__name")),
        )
    )
    pks = [pk for pk, *_ in taken]
    first_days = dict(
        Spell.objects.visible_to(user)
        .filter(trajectory__in=pks)
        .values_list("trajectory")
        .annotate(first=Min("starts_on"))
    )
    last_talks = dict(
        Talk.objects.visible_to(user)
        .filter(trajectory__in=pks, kind__in=SPOKEN, held_on__lte=today)
        .values_list("trajectory")
        .annotate(last=Max("held_on"))
    )
    knows_names = may_anywhere(user, Action.VIEW_PARTICIPANT)
    address = reverse("trajectories:timeline", args=[0])
    places = [
        Place(
            number=number,
            name=full_name(*names) if knows_names else alias,
            url=address.replace("/0/", f"/{pk}/"),
            state=_PHASES.get(phase) or _ROLES[role],
            since=_how_long(first_days[pk], today),
            coach=", ".join(coach),
            last_talk=_days_ago(last_talks.get(pk), today),
        )
        for number, (pk, phase, role, *names, alias, coach) in enumerate(taken, start=1)
    ]
    dated = user.programme.places_on(today)
    maximum = dated.maximum if dated else 0
    free = [Place(number=number) for number in range(len(taken) + 1, maximum + 1)]
    return places + free, maximum


def _how_long(first_day, today) -> str:
    weeks = (today - first_day).days // 7
    if weeks < 1:
        return "net begonnen"
    if weeks < 9:
        return "1 week" if weeks == 1 else f"{weeks} weken"
    return f"{weeks * 7 // 30} maanden"


def _days_ago(day, today) -> str:
    if day is None:
        return "Nog geen gesprek"
    days = (today - day).days
    return (
        ("Gesprek: vandaag", "Gesprek: gisteren")[days]
        if days < 2
        else f"Gesprek: {days} dagen terug"
    )
