"""What the referral, the stays and the outflow put on the timeline by themselves."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from django.urls import reverse

from accounts.models import User
from dow_site.access import Action, may_anywhere
from dow_site.dates import Precision, When, write_when
from participants.models import Referral, ReferralSource, ReferralStatus, ReferralStep
from trajectories import derived
from trajectories.derived import DerivedRow, Found, Mark
from trajectories.models import (
    EndReason,
    LaneKind,
    Outflow,
    OutflowCategory,
    Phase,
    Spell,
    SpellRole,
    Trajectory,
)

_PHASES, _ROLES, _REASONS = dict(Phase.choices), dict(SpellRole.choices), dict(EndReason.choices)
_STATUSES = dict(ReferralStatus.choices)
_CATEGORIES = dict(OutflowCategory.choices)
# How somebody came to us, where it is not known from which organisation.
_APPLIED = {
    ReferralSource.RMC: "Aangemeld door de RMC-coördinator",
    ReferralSource.MUNICIPALITY_OTHER: "Aangemeld door de gemeente",
    ReferralSource.DE_KERN: "Aangemeld door De Kern",
    ReferralSource.SELF: "Meldde zich zelf aan",
    ReferralSource.FAMILY: "Aangemeld door familie",
    ReferralSource.REACTIVATION_COACH: "Aangemeld door de coach van een ander traject",
    ReferralSource.SCHOOL: "Aangemeld door school",
    ReferralSource.EMPLOYER: "Aangemeld door de werkgever",
    ReferralSource.GP: "Aangemeld door de huisarts",
    ReferralSource.OTHER: "Aangemeld",
}
_DAY = datetime.timedelta(days=1)


def write_referrals(
    referrals: Sequence[Found], trajectory: Trajectory, user: User
) -> Iterator[DerivedRow]:
    """That somebody was referred, and when there was a first contact."""
    for referral in referrals:
        by = referral["organisation__name"]
        applied = f"Aangemeld door {by}" if by else _APPLIED[referral["source"]]
        states = (
            ("received", referral["received_on"], applied),
            ("contact", referral["first_contact_on"], "Eerste contact na de aanmelding"),
        )
        for state, day, text in states:
            if day:
                yield DerivedRow(
                    source="referral",
                    row=referral["pk"],
                    state=state,
                    when=When(day, Precision.DAY),
                    mark=Mark.REFERRAL,
                    lane=LaneKind.MUNICIPALITY,
                    text=text,
                    url=reverse("participants:referral", args=[referral["pk"]]),
                    shared=True,
                )


derived.register(
    source="referral",
    model=Referral,
    belonging=lambda rows, trajectory: rows.filter(
        participant=trajectory.participant_id, programme=trajectory.programme_id
    ),
    fields=("pk", "source", "organisation__name", "received_on", "first_contact_on"),
    write=write_referrals,
)


def write_steps(steps: Sequence[Found], trajectory: Trajectory, user: User) -> Iterator[DerivedRow]:
    """Each next status of the referral, on its day, with the reason that its referrer reads too."""
    for step in steps:
        text = _STATUSES[step["status"]]
        if step["introduction_on"]:
            text += f" op {write_when(When(step['introduction_on'], Precision.DAY), long=True)}"
        if step["reason"]:
            text += f": {step['reason']}"
        yield DerivedRow(
            source="referralstep",
            row=step["pk"],
            when=When(step["on"], Precision.DAY),
            mark=Mark.REFERRAL,
            lane=LaneKind.MUNICIPALITY,
            text=text,
            url=reverse("participants:referral", args=[step["referral"]]),
            shared=True,
        )


derived.register(
    source="referralstep",
    model=ReferralStep,
    belonging=lambda rows, trajectory: rows.filter(
        referral__participant=trajectory.participant_id,
        referral__programme=trajectory.programme_id,
    ),
    fields=("pk", "referral", "status", "on", "introduction_on", "reason"),
    write=write_steps,
)


def write_stays(stays: Sequence[Found], trajectory: Trajectory, user: User) -> Iterator[DerivedRow]:
    """Start, next phase, pause, stop and second chance; the reason for who may know the story."""
    knows_story = may_anywhere(user, Action.VIEW_STORY_FRAME)
    stays = sorted(stays, key=lambda stay: stay["starts_on"])
    first_days = {stay["starts_on"] for stay in stays}
    last_day: datetime.date | None = None
    for stay in stays:
        yield _stay_row(trajectory, stay, "starts_on", _beginning(stay, stays[0], last_day))
        last_day = stay["ends_on"]
        if last_day and last_day + _DAY not in first_days:
            told, shared = _ending(stay, knows_story), _ending(stay, knows_story=False)
            yield _stay_row(trajectory, stay, "ends_on", told, "" if told == shared else shared)


def _stay_row(
    trajectory: Trajectory, stay: Found, state: str, text: str, shared_text: str = ""
) -> DerivedRow:
    precision = Precision.MONTH if stay["dates_estimated"] else Precision.DAY
    return DerivedRow(
        source="stay",
        row=stay["pk"],
        state=state,
        when=When(stay[state], precision),
        mark=Mark.STAY,
        lane=LaneKind.PROGRAMME,
        text=text,
        url=reverse("trajectories:facts", args=[trajectory.pk]),
        shared=True,
        shared_text=shared_text,
    )


def _beginning(stay: Found, first: Found, last_day: datetime.date | None) -> str:
    what = _PHASES.get(stay["phase"]) or _ROLES[stay["role"]]
    if stay is first:
        return f"Start: {what}"
    follows_at_once = last_day and stay["starts_on"] == last_day + _DAY
    return f"Verder: {what}" if follows_at_once else f"Doorstart: {what}"


def _ending(stay: Found, knows_story: bool) -> str:
    """A pause, going on as planned, or the last day: never a word of failure."""
    reason, note = stay["end_reason"], stay["note"]
    if reason in (EndReason.PAUSE, EndReason.PLANNED_OUTFLOW):
        text, why = _REASONS[reason], []
    else:
        text, why = "Laatste dag", [_REASONS[reason].lower()] if reason else []
    why += [note] if note else []
    return f"{text}: {', '.join(why)}" if why and knows_story else text


derived.register(
    source="stay",
    model=Spell,
    fields=("pk", "role", "phase", "starts_on", "ends_on", "dates_estimated", "end_reason", "note"),
    write=write_stays,
)


def write_outflow(
    outflows: Sequence[Found], trajectory: Trajectory, user: User
) -> Iterator[DerivedRow]:
    """Where somebody went, on the first day there or else the last day here, when one is known."""
    for outflow in outflows:
        where = f", {outflow['organisation']}" if outflow["organisation"] else ""
        # An early stop is no failure: it is told as what it leaves open.
        what = (
            "Eerder gestopt, de deur blijft open"
            if outflow["category"] == OutflowCategory.STOPPED_EARLY
            else _CATEGORIES[outflow["category"]]
        )
        yield DerivedRow(
            source="outflow",
            row=outflow["pk"],
            when=When(outflow["starts_on"] or outflow["left_on"], Precision.DAY),
            mark=Mark.OUTFLOW,
            lane=LaneKind.PARTICIPANT,
            text=f"{what}{where}",
            url=reverse("trajectories:facts", args=[trajectory.pk]),
            shared=True,
        )


derived.register(
    source="outflow",
    model=Outflow,
    belonging=lambda rows, trajectory: rows.filter(trajectory=trajectory.pk).exclude(
        starts_on__isnull=True, left_on__isnull=True
    ),
    fields=("pk", "category", "organisation", "starts_on", "left_on"),
    write=write_outflow,
)
