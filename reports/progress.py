"""What a referrer reads of a trajectory: the one object behind his page, the preview and the PDF."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from django.db.models import Q, Sum

from accounts.models import Organisation
from coaching.aftercare import InPlace
from coaching.models import (
    Agreement,
    AgreementOwner,
    SharedLine,
    Talk,
    TalkStatus,
)
from coaching.still_in_place import measured_moments
from dow_site.dates import Precision, When, write_when
from participants.models import Consent, Referral, ShareTopic
from reports.sender import Sender
from trajectories.dossier import coaches_of, current_state
from trajectories.models import EventKind, Outflow, TimelineEvent, Trajectory
from trajectories.sharing import referrals_of
from trajectories.story import EventIn, in_story_order

RECENT = datetime.timedelta(weeks=8)
# Shown at the most, the newest: a review meeting reads no longer list.
MOST_EVENTS, MOST_AGREEMENTS, MOST_LINES = 200, 50, 50
_IN_PLACE = {
    InPlace.YES: "ja",
    InPlace.NO: "nee",
    InPlace.UNKNOWN: "niet bekend",
    InPlace.NOT_YET: "nog niet gemeten",
}


@dataclass(frozen=True, kw_only=True)
class Told:
    """A shared event."""

    when: str
    kind: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Asked:
    """An agreement that the referrer keeps."""

    key: int
    what: str
    due: str
    state: str
    answer: str
    is_open: bool


@dataclass(frozen=True, kw_only=True)
class ProgressReport:
    """How a referred person fares, as his referrer may read it. Finished by `of`; no query after."""

    template: ClassVar[str] = "reports/progress_report.html"

    reference: str
    name: str
    organisation: str
    printed_on: str
    facts: tuple[tuple[str, str], ...]
    periods: tuple[tuple[str, str], ...]
    attendance: tuple[tuple[str, str], ...]
    milestones: tuple[Told, ...]
    other_events: tuple[Told, ...]
    from_talks: tuple[tuple[str, str], ...]
    agreements: tuple[Asked, ...]
    outflow: tuple[tuple[str, str], ...]
    still_in_place: tuple[tuple[str, str], ...]
    sender: Sender

    @classmethod
    def of(
        cls, trajectory: Trajectory, organisation: Organisation, today: datetime.date
    ) -> ProgressReport:
        """What people of this organisation read today; needs programme, spells and coaches, and asks the rest.

        The caller has seen to it that the organisation referred this person here.
        """
        events = _as_it_happened(
            # The newest, and before these what has no date of its own or is only planned.
            TimelineEvent.objects.read_by(organisation.pk, today)
            .filter(trajectory=trajectory)
            .order_by("-starts_on", "-position", "-pk")[:MOST_EVENTS]
        )
        told = [(event.kind, _told(event)) for event in events]
        outflow = Outflow.objects.filter(trajectory=trajectory).first()
        first = (EventKind.MILESTONE, EventKind.OUTCOME)
        return cls(
            reference=trajectory.reference,
            name=str(trajectory.participant),
            organisation=organisation.name,
            printed_on=_day(today),
            facts=tuple(progress_facts(trajectory, organisation, today)),
            periods=tuple(_period(spell) for spell in trajectory.stays),
            attendance=tuple(_attendance(trajectory, organisation, today)),
            milestones=tuple(one for kind, one in told if kind in first),
            other_events=tuple(one for kind, one in told if kind not in first),
            from_talks=_from_talks(trajectory, organisation, today),
            agreements=_agreements(trajectory, organisation),
            outflow=tuple(_outflow(outflow)) if outflow else (),
            still_in_place=tuple(_still_in_place(trajectory, today)),
            sender=Sender.of(trajectory.programme),
        )

    @property
    def title(self) -> str:
        return f"Voortgang van {self.name}, voor {self.organisation}"

    @property
    def filename(self) -> str:
        """Without a name in it: files travel further than their readers mean them to."""
        safe = re.sub(r"[^a-z0-9]+", "-", self.reference.lower()).strip("-") or "traject"
        return f"{safe}-verwijzer.pdf"


def referring_organisations(trajectory: Trajectory) -> list[Organisation]:
    """Who referred this person here with an accepted referral: they read along."""
    return list(
        Organisation.objects.filter(
            pk__in=referrals_of(trajectory.participant_id, trajectory.programme_id).values(
                "organisation"
            )
        )
    )


def _day(day: datetime.date) -> str:
    return write_when(When(day, Precision.DAY), long=True)


def progress_facts(
    trajectory: Trajectory, organisation: Organisation | None, today: datetime.date
) -> Iterator[tuple[str, str]]:
    """What a referrer reads of the person; needs spells and coaches. No organisation: no referral."""
    participant = trajectory.participant
    if participant.birth_date:
        yield "Geboren", _day(participant.birth_date)
    yield "Werkleerbedrijf", trajectory.programme.name
    yield "Nu", current_state(trajectory, today)
    for coach in coaches_of(trajectory, today):
        yield "Coach", f"{coach.name}, {coach.phone}" if coach.phone else coach.name
    referral = organisation and (
        Referral.objects.filter(
            participant=participant, programme=trajectory.programme_id, organisation=organisation
        )
        .order_by("-received_on", "-pk")
        .first()
    )
    if referral:
        yield "Aangemeld", _day(referral.received_on)
        yield "Aanmelding", referral.get_status_display()


def _period(spell) -> tuple[str, str]:
    precision = Precision.MONTH if spell.dates_estimated else Precision.DAY
    begin = write_when(When(spell.starts_on, precision), long=True)
    end = write_when(When(spell.ends_on, precision), long=True) if spell.ends_on else "nu"
    return spell.get_phase_display() or spell.get_role_display(), f"{begin} tot {end}"


def _attendance(trajectory, organisation, today):
    """Percentages of planned parts of days, of finished talks, while the participant agrees."""
    agreed = Consent.objects.to_share(ShareTopic.ATTENDANCE, organisation.pk, today)
    if not agreed.filter(participant=trajectory.participant_id).exists():
        return
    recent = Q(held_on__gt=today - RECENT)
    sums = Talk.objects.filter(
        trajectory=trajectory, status=TalkStatus.FINAL, held_on__lte=today
    ).aggregate(
        planned=Sum("parts_planned"),
        present=Sum("parts_present"),
        recent_planned=Sum("parts_planned", filter=recent),
        recent_present=Sum("parts_present", filter=recent),
    )
    for label, kind in (("Laatste acht weken", "recent_"), ("Het hele traject", "")):
        if planned := sums[f"{kind}planned"]:
            yield label, f"{percentage(sums[f'{kind}present'] or 0, planned)}%"


def _from_talks(trajectory, organisation, today) -> tuple[tuple[str, str], ...]:
    """Lines of finished talks that were made for this organisation, while that consent is in force."""
    agreed = Consent.objects.to_share(ShareTopic.TALK, organisation.pk, today)
    lines = (
        SharedLine.objects.filter(
            talk__trajectory=trajectory,
            talk__status=TalkStatus.FINAL,
            talk__held_on__lte=today,
            consent__in=agreed.filter(participant=trajectory.participant_id),
        )
        .order_by("-talk__held_on", "-pk")
        .values_list("talk__held_on", "text")
    )
    return tuple((_day(day), text) for day, text in lines[:MOST_LINES])


def percentage(part: int, whole: int) -> int:
    """A part of a whole in whole percents, halves up; the whole is more than nothing."""
    return (200 * part + whole) // (2 * whole)


def _as_it_happened(events: Iterable[TimelineEvent]) -> list[TimelineEvent]:
    """In the order of the story, with what is still planned at the end."""
    by_key = {event.pk: event for event in events}
    story = in_story_order(
        EventIn(
            key=event.pk,
            lanes=(),
            text="",
            position=event.position,
            start=event.starts_on,
            precision=event.precision,
            end=event.ends_on,
            end_precision=event.end_precision or None,
            plan=event.planned_on,
            plan_precision=event.planned_precision,
        )
        for event in by_key.values()
    )
    return [by_key[one.key] for one in sorted(story, key=lambda one: one.is_ahead)]


def _told(event: TimelineEvent) -> Told:
    when = When(
        event.starts_on, Precision(event.precision), event.ends_on,
        Precision(event.end_precision) if event.end_precision else None,
    )  # fmt: skip
    told = write_when(when, long=True) if when.is_dated else ""
    if event.is_ahead:
        plan = When(event.planned_on, Precision(event.planned_precision))
        told = f"gepland {write_when(plan, long=True)}, nog niet gehaald"
    return Told(
        when=told,
        kind=event.get_kind_display(),
        text=event.text,
    )


def _agreements(trajectory, organisation) -> tuple[Asked, ...]:
    rows = Agreement.objects.filter(
        trajectory=trajectory, owner=AgreementOwner.REFERRER, organisation=organisation
    ).due_first()
    asked = [
        Asked(
            key=row.pk,
            what=row.what,
            due=_day(row.due_on),
            state=row.get_status_display(),
            answer=row.answer,
            is_open=row.is_open,
        )
        for row in rows[:MOST_AGREEMENTS]
    ]
    return tuple(sorted(asked, key=lambda one: not one.is_open))


def _outflow(outflow: Outflow):
    yield "Uitstroom", outflow.get_category_display()
    if outflow.organisation:
        yield "Waar", outflow.organisation
    if outflow.starts_on:
        yield "Vanaf", _day(outflow.starts_on)


def _still_in_place(trajectory, today):
    """Yes or no at 3, 6 and 12 months after leaving."""
    moments = measured_moments(Trajectory.objects.filter(pk=trajectory.pk), today)
    for moment in moments.get(trajectory.pk, ()):
        yield f"Na {moment.months} maanden", _IN_PLACE[moment.in_place]
