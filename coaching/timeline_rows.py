"""What coaching puts on the timeline by itself."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from django.urls import reverse

from accounts.models import User
from coaching.models import (
    SPOKEN,
    AftercareContact,
    AftercareOutcome,
    AftercareStatus,
    Agreement,
    AgreementOwner,
    AgreementStatus,
    AssignmentRole,
    CoachAssignment,
    HandoverLetter,
    HandoverStatus,
    PlacementKind,
    Talk,
    TalkKind,
    WorkPlacement,
)
from dow_site.dates import Precision, When
from trajectories import derived
from trajectories.derived import DerivedRow, Found, Mark
from trajectories.models import LaneKind, Trajectory

_STATUSES, _KINDS = dict(AftercareStatus.choices), dict(PlacementKind.choices)


def write_coaches(
    periods: Sequence[Found], trajectory: Trajectory, user: User
) -> Iterator[DerivedRow]:
    """Who began and who stopped to coach, as the regular coach or thinking along."""
    for period in periods:
        name = period["coach__name"]
        responsible = period["role"] == AssignmentRole.RESPONSIBLE
        begin = f"{name} wordt vaste coach" if responsible else f"{name} denkt mee als coach"
        end = f"Laatste dag van {name} als coach"
        for state, text in (("starts_on", begin), ("ends_on", end)):
            if period[state]:
                yield DerivedRow(
                    source="coach",
                    row=period["pk"],
                    state=state,
                    when=When(period[state], Precision.DAY),
                    mark=Mark.COACH,
                    lane=LaneKind.PROGRAMME,
                    text=text,
                    shared=True,
                )


derived.register(
    source="coach",
    model=CoachAssignment,
    fields=("pk", "role", "coach__name", "starts_on", "ends_on"),
    write=write_coaches,
)


def write_aftercare(
    contacts: Sequence[Found], trajectory: Trajectory, user: User
) -> Iterator[DerivedRow]:
    """Each contact after leaving, reached or not, and of those to come only the first."""
    planned = [one for one in contacts if one["outcome"] == AftercareOutcome.PLANNED]
    following = min(planned, key=lambda one: (one["planned_on"], one["pk"]), default=None)
    for contact in contacts:
        if contact["outcome"] == AftercareOutcome.SPOKEN:
            day, text = contact["contacted_on"], _STATUSES[contact["status"]].lower()
            yield _aftercare_row(trajectory, contact, day, f"Nazorg: {text}")
        elif contact["outcome"] == AftercareOutcome.NOT_REACHED:
            yield _aftercare_row(
                trajectory, contact, contact["contacted_on"], "Nazorg: gebeld, niet bereikt"
            )
        elif contact is following:
            moment = contact["label"].lower() or "contact"
            yield _aftercare_row(
                trajectory, contact, contact["planned_on"], f"Nazorg gepland: {moment}"
            )


def _aftercare_row(
    trajectory: Trajectory, contact: Found, day: datetime.date, text: str
) -> DerivedRow:
    return DerivedRow(
        source="aftercare",
        row=contact["pk"],
        when=When(day, Precision.DAY),
        mark=Mark.AFTERCARE,
        lane=LaneKind.PROGRAMME,
        text=text,
        url=reverse("coaching:work", args=[trajectory.pk]),
    )


derived.register(
    source="aftercare",
    model=AftercareContact,
    belonging=lambda rows, trajectory: rows.filter(trajectory=trajectory.pk).exclude(
        outcome=AftercareOutcome.DROPPED
    ),
    fields=("pk", "outcome", "label", "planned_on", "contacted_on", "status"),
    write=write_aftercare,
)


def write_placements(
    placements: Sequence[Found], trajectory: Trajectory, user: User
) -> Iterator[DerivedRow]:
    """The first and the last day at a host; a single day is one row."""
    for placement in placements:
        what = f"{_KINDS[placement['kind']]} bij {placement['host']}"
        first, last = placement["starts_on"], placement["ends_on"]
        states = [("starts_on", first, what)]
        if last and last != first:
            states.append(("ends_on", last, f"Laatste dag: {what.lower()[0]}{what[1:]}"))
        for state, day, text in states:
            yield DerivedRow(
                source="placement",
                row=placement["pk"],
                state=state,
                when=When(day, Precision.DAY),
                mark=Mark.PLACEMENT,
                lane=LaneKind.EMPLOYER,
                text=text,
                url=reverse("coaching:work", args=[trajectory.pk]),
            )


derived.register(
    source="placement",
    model=WorkPlacement,
    fields=("pk", "kind", "host", "starts_on", "ends_on"),
    write=write_placements,
)


def write_handovers(
    letters: Sequence[Found], trajectory: Trajectory, user: User
) -> Iterator[DerivedRow]:
    """That a coach handed over to the next, with a link to the letter."""
    for letter in letters:
        given, received = letter["handover__from_coach__name"], letter["handover__to_coach__name"]
        yield DerivedRow(
            source="handover",
            row=letter["pk"],
            when=When(letter["handover__starts_on"], Precision.DAY),
            mark=Mark.COACH,
            lane=LaneKind.PROGRAMME,
            text=f"{given} draagt over aan {received}, met een brief",
            url=reverse("coaching:handover", args=[letter["handover"]]),
        )


derived.register(
    source="handover",
    model=HandoverLetter,
    belonging=lambda rows, trajectory: rows.filter(
        trajectory=trajectory.pk, handover__status=HandoverStatus.CONFIRMED
    ),
    fields=(
        "pk",
        "handover",
        "handover__from_coach__name",
        "handover__to_coach__name",
        "handover__starts_on",
    ),
    write=write_handovers,
)


_LANE_OF_OWNER = {
    AgreementOwner.PARTICIPANT: LaneKind.PARTICIPANT,
    AgreementOwner.COACH: LaneKind.PROGRAMME,
    AgreementOwner.REFERRER: LaneKind.MUNICIPALITY,
    AgreementOwner.FAMILY: LaneKind.FAMILY,
    AgreementOwner.EMPLOYER: LaneKind.EMPLOYER,
}


def write_talks(talks: Sequence[Found], trajectory: Trajectory, user: User) -> Iterator[DerivedRow]:
    """That there was a talk, or that somebody did not come; what was said is one click away."""
    for talk in talks:
        yield DerivedRow(
            source="talk",
            row=talk["pk"],
            when=When(talk["held_on"], Precision.DAY),
            mark=Mark.TALK,
            lane=LaneKind.PROGRAMME,
            text=f"{TalkKind(talk['kind']).label} met {talk['author__name']}"
            if talk["kind"] in SPOKEN
            else TalkKind(talk["kind"]).label,
            url=reverse("coaching:talk", args=[talk["pk"]]),
        )


derived.register(
    source="talk",
    model=Talk,
    fields=("pk", "held_on", "kind", "author__name"),
    write=write_talks,
)


def write_agreements(
    agreements: Sequence[Found], trajectory: Trajectory, user: User
) -> Iterator[DerivedRow]:
    """What was kept of what was agreed, on the day on which that was said."""
    for agreement in agreements:
        yield DerivedRow(
            source="agreement",
            row=agreement["pk"],
            when=When(agreement["closed_on"], Precision.DAY),
            mark=Mark.AGREEMENT,
            lane=_LANE_OF_OWNER[agreement["owner"]],
            text=f"Gelukt: {agreement['what']}",
            url=reverse("coaching:agreement", args=[agreement["pk"]]),
        )


derived.register(
    source="agreement",
    model=Agreement,
    belonging=lambda rows, trajectory: rows.filter(
        trajectory=trajectory.pk, status=AgreementStatus.KEPT
    ),
    fields=("pk", "what", "owner", "closed_on"),
    write=write_agreements,
)
