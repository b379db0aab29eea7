"""Rows of trajectories in lists: finished texts from one query, without a model object for any of them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import DateField, OuterRef, QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString

from accounts.models import User
from dow_site.access import Action, may_anywhere
from dow_site.fields import AsOneColumn
from dow_site.pressing import Press
from dow_site.road_html import small_road as road_markup
from dow_site.written import Blank, Numbers, Written
from participants.models import Participant
from participants.names import full_name
from participants.veil import NO_VEIL, Veil
from trajectories.drawing import last_day_told, spell_of
from trajectories.milestones import next_milestone_in, write_next_milestone
from trajectories.models import Spell, TimelineEvent, Trajectory, TrajectoryQuerySet
from trajectories.road import RoadPiece, small_road, state_in_words
from trajectories.story import SpellIn

_ROW = Press("trajectories/_row.html")
_SPELL = AsOneColumn("role", "phase", "starts_on", "ends_on", "dates_estimated", "end_reason")


def _parts(trajectories: Numbers, today: Blank) -> QuerySet:
    """Of each of these trajectories who coaches it today, its stays, and its next milestone."""
    # The app that knows coaches is a later one.
    assignments = Trajectory.coach_assignments.rel.related_model.objects.running_on(today)
    stays = Spell.objects.filter(trajectory=OuterRef("pk")).order_by("starts_on", "pk")
    return (
        Trajectory.objects.filter(pk__in=trajectories)
        .order_by()
        .values_list(
            "pk",
            ArraySubquery(assignments.filter(trajectory=OuterRef("pk")).values("coach__name")),
            ArraySubquery(stays.values(facts=_SPELL)),
            next_milestone_in(TimelineEvent.objects.standing()),
        )
    )


_PARTS = Written(_parts, trajectories=Numbers, today=DateField())


@dataclass(frozen=True, kw_only=True, slots=True)
class TrajectoryRow:
    """A row of a list: finished texts, so that a template only writes them."""

    pk: int
    participant: int
    url: str
    name: str
    reference: str
    municipality: str
    state: str
    coach: str
    road: tuple[RoadPiece, ...]
    next_milestone: str

    @property
    def markup(self) -> SafeString:
        """The row of a table with every column."""
        return _ROW(
            url=self.url,
            name=self.name,
            road=road_markup(self.road, self.state),
            state=self.state,
            next_milestone=self.next_milestone,
            coach=self.coach,
            municipality=self.municipality,
            reference=self.reference,
        )


def rows_of(
    trajectories: TrajectoryQuerySet, user: User, today: datetime.date
) -> list[TrajectoryRow]:
    """The rows of a list, or of one page of it, in its order and as this reader may know them.

    They are rows of `visible_to`, or of `permitted`: what is said of one is not asked for again.
    """
    found = list(
        trajectories.values_list(
            "pk",
            "participant",
            "participant__given_name",
            "participant__name_prefix",
            "participant__family_name",
            "participant__alias",
            "participant__municipality__name",
            "reference",
            "story_from",
            "story_until",
        )
    )
    listed = [pk for pk, *_ in found]
    parts = {pk: rest for pk, *rest in _PARTS(trajectories=listed, today=today)}
    if TimelineEvent.objects.all().sees_all_in(user, Trajectory):
        milestones = {pk: milestone for pk, (*_, milestone) in parts.items()}
    else:
        ahead = next_milestone_in(TimelineEvent.objects.visible_to(user))
        milestones = dict(Trajectory.objects.filter(pk__in=listed).values_list("pk", ahead))
    # Asked once: for each row they would take longer than the row.
    knows_names = may_anywhere(user, Action.VIEW_PARTICIPANT)
    list_url = reverse("trajectories:list")
    rows = []
    for (
        pk,
        person,
        *names,
        alias,
        place,
        reference,
        story_from,
        story_until,
    ) in found:
        # Who was taken away between the two questions has none.
        coach, stays, _ = parts.get(pk, ([], [], None))
        milestone = milestones.get(pk)
        spells = [_spell(facts) for facts in stays]
        veil = NO_VEIL if knows_names or not milestone else _veil(*names, alias)
        rows.append(
            TrajectoryRow(
                pk=pk,
                participant=person,
                url=f"{list_url}{pk}/",
                name=full_name(*names) if knows_names else alias,
                reference=reference,
                municipality=place.removeprefix("Gemeente ") if place and knows_names else "",
                state=state_in_words(spells, today),
                coach=", ".join(coach),
                road=small_road(spells, story_from, last_day_told(story_until), today),
                next_milestone=write_next_milestone(milestone, veil),
            )
        )
    return rows


def _veil(given_name: str, name_prefix: str, family_name: str, alias: str) -> Veil:
    return Participant(
        given_name=given_name, name_prefix=name_prefix, family_name=family_name, alias=alias
    ).veil


def _spell(facts: list) -> SpellIn:
    role, phase, starts_on, ends_on, dates_estimated, end_reason = facts
    return spell_of(
        role,
        phase,
        datetime.date.fromisoformat(starts_on),
        datetime.date.fromisoformat(ends_on) if ends_on else None,
        dates_estimated,
        end_reason,
    )
