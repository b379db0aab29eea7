"""A made-up cohort of 39 people whose totals equal the table of the research report.

The report gives totals only (domain dossier, chapter 1): 39 people between the end of March 2019 and the
end of May 2021, how they left, and a mean stay of three months. Who they were is invented here, and
marked so; the same numbers come out at every loading.
"""

from __future__ import annotations

import datetime
import random
from dataclasses import dataclass

from accounts.models import Organisation, OrganisationKind, Programme, User
from coaching.aftercare import add_months
from coaching.models import AftercareContact, AftercareOutcome, AftercareStatus, HowIsIt
from participants.models import (
    Participant,
    ReasonCategory,
    Referral,
    ReferralSource,
    ReferralStatus,
)
from participants.names import sort_key
from trajectories.models import (
    Chapter,
    ChapterKind,
    EndReason,
    EventKind,
    EventLane,
    Lane,
    LaneKind,
    Outflow,
    OutflowCategory,
    Phase,
    Precision,
    Sector,
    Spell,
    TimelineEvent,
    Trajectory,
)

FIRST, LAST = datetime.date(2019, 3, 25), datetime.date(2021, 5, 31)
# The published table, in the order of its lines.
TABLE = (
    (OutflowCategory.REGULAR_TEMPORARY, 12),
    (OutflowCategory.REGULAR_PERMANENT, 7),
    (OutflowCategory.SUBSIDISED_JOB, 5),
    (OutflowCategory.WORK_KEEPING_BENEFIT, 6),
    (OutflowCategory.EDUCATION, 4),
    (OutflowCategory.STOPPED_EARLY, 5),
)
PEOPLE = sum(count for _, count in TABLE)
LONGEST = 400  # days: the report says that some stayed more than a year
DAYS_TOGETHER = round(PEOPLE * 3 * 30.4375)  # a mean stay of three months
PLACES = 5
SEED = 39
GIVEN = ("Bas", "Cem", "Daan", "Elif", "Finn", "Gijs", "Hugo", "Ismail", "Jorn", "Koen", "Levi", "Milan", "Noor")  # fmt: skip
FAMILY = ("Aaltink", "Broekhuis", "Demir", "Eshuis", "Kamphuis", "Nijland")
SOURCES = (
    ReferralSource.RMC, ReferralSource.RMC, ReferralSource.DE_KERN, ReferralSource.RMC,
    ReferralSource.SELF, ReferralSource.FAMILY, ReferralSource.REACTIVATION_COACH,
)  # fmt: skip
SECTORS = (Sector.ROAD, Sector.PARCEL_POST, Sector.ROAD, Sector.HOSPITALITY, Sector.GREEN, Sector.CONSTRUCTION)  # fmt: skip
MARK = "Verzonnen voor de oefenomgeving: alleen de totalen komen uit het rapport."
DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Stay:
    """When a made-up person began, and how many days he stayed in all; `pause` splits it in two."""

    starts_on: datetime.date
    days: int
    pause: int


def load_cohort(programme: Programme, *, by: User) -> None:
    """The 39 of the table, in bulk: participant, referral, stays, outflow, aftercare, a short story."""
    luck = random.Random(SEED)  # noqa: S311  nothing here is a secret
    municipalities = [
        *Organisation.objects.filter(name="Gemeente Hellendoorn"),
        *(
            Organisation.objects.create(name=name, kind=OrganisationKind.MUNICIPALITY)
            for name in ("Gemeente Raalte", "Gemeente Rijssen-Holten")
        ),
    ]
    categories = [category for category, count in TABLE for _ in range(count)]
    luck.shuffle(categories)
    stays = made_up_stays(luck)
    people = Participant.objects.bulk_create(
        _participant(number, stays[number], municipalities, luck) for number in range(PEOPLE)
    )
    Referral.objects.bulk_create(
        _referral(number, person, stays[number], programme, luck)
        for number, person in enumerate(people)
    )
    trajectories = Trajectory.objects.bulk_create(
        Trajectory(
            participant=person,
            programme=programme,
            reference=f"DOW-{stays[number].starts_on.year}-{101 + number}",
            title="Verzonnen",
            age_at_start=person.age_on(stays[number].starts_on),
            story_from=stays[number].starts_on.replace(day=1),
        )
        for number, person in enumerate(people)
    )
    spells, outflows, contacts = [], [], []
    for number, trajectory in enumerate(trajectories):
        own = _spells(trajectory, stays[number], categories[number])
        spells += own
        outflow = _outflow(trajectory, categories[number], own[-1].ends_on, number)
        outflows.append(outflow)
        contacts += _contacts(trajectory, outflow, by, luck)
    Spell.objects.bulk_create(spells)
    Outflow.objects.bulk_create(outflows)
    AftercareContact.objects.bulk_create(contacts)
    _load_stories(trajectories, spells, outflows, by)


def made_up_stays(luck: random.Random) -> list[Stay]:
    """Stays of a mean of three months that never take more than five places at a time."""
    days = [LONGEST, *(luck.randint(30, 130) for _ in range(PEOPLE - 1))]
    while (over := sum(days) - DAYS_TOGETHER) != 0:
        place = luck.randrange(1, PEOPLE)
        if 25 <= days[place] - (over > 0) + (over < 0) <= 200:
            days[place] += -1 if over > 0 else 1
    luck.shuffle(days)
    free = [FIRST + 9 * number * DAY for number in range(PLACES)]
    stays = []
    for number, length in enumerate(days):
        place = free.index(min(free))
        pause = 21 if number % 9 == 4 else 0
        stays.append(Stay(starts_on=free[place], days=length, pause=pause))
        free[place] += (length + pause + 5) * DAY
    return stays


def _participant(number, stay, municipalities, luck):
    given, family = GIVEN[number % len(GIVEN)], FAMILY[number % len(FAMILY)]
    return Participant(
        given_name=given,
        family_name=family,
        sort_name=sort_key(given, family),
        alias=f"Deelnemer {101 + number}",
        birth_date=stay.starts_on - (16 * 365 + luck.randrange(11 * 365)) * DAY,
        municipality=municipalities[min(number % 7 // 3, 2)],
        has_start_qualification=False,
        wishes=MARK,
    )


def _referral(number, person, stay, programme, luck):
    received = stay.starts_on - luck.randint(4, 30) * DAY
    return Referral(
        programme=programme,
        reference=f"AANM-{received.year}-{101 + number}",
        source=SOURCES[number % len(SOURCES)],
        given_name=person.given_name,
        family_name=person.family_name,
        birth_date=person.birth_date,
        reason_category=ReasonCategory.NO_WORK,
        received_on=received,
        first_contact_on=None if number % 13 == 0 else received + luck.randint(0, 4) * DAY,
        status=ReferralStatus.ACCEPTED,
        participant=person,
    )


def _spells(trajectory, stay, category):
    early = category == OutflowCategory.STOPPED_EARLY
    reason = EndReason.STOPPED_BY_PARTICIPANT if early else EndReason.PLANNED_OUTFLOW
    begin, first = stay.starts_on, stay.days
    spells = []
    if stay.pause:
        first = stay.days // 2
        end = begin + (first - 1) * DAY
        spells.append(
            Spell(
                trajectory=trajectory, phase=Phase.WORK_FIT, starts_on=begin, ends_on=end,
                end_reason=EndReason.PAUSE,
            )
        )  # fmt: skip
        begin, first = end + (stay.pause + 1) * DAY, stay.days - first
    spells.append(
        Spell(
            trajectory=trajectory,
            phase=Phase.VOCATIONAL if spells else Phase.WORK_FIT,
            starts_on=begin,
            ends_on=begin + (first - 1) * DAY,
            end_reason=reason,
        )
    )
    return spells


def _outflow(trajectory, category, left_on, number):
    early = category == OutflowCategory.STOPPED_EARLY
    works = category not in (OutflowCategory.EDUCATION, OutflowCategory.STOPPED_EARLY)
    return Outflow(
        trajectory=trajectory,
        category=category,
        sector=SECTORS[number % len(SECTORS)] if works else "",
        left_on=left_on,
        starts_on=None if early else left_on + 3 * DAY,
        reason=EndReason.STOPPED_BY_PARTICIPANT if early else "",
        door_open_on=left_on + 90 * DAY if early else None,
    )


def _contacts(trajectory, outflow, by, luck):
    """Told at most moments, and at some unknown: nobody asked, or nobody knew."""
    there = outflow.category != OutflowCategory.STOPPED_EARLY
    for months in (3, 6, 12):
        there = there and luck.random() > 0.12
        if luck.random() < 0.2:
            continue
        day = add_months(outflow.left_on, months)
        staying = (
            AftercareStatus.EDUCATION
            if outflow.category == OutflowCategory.EDUCATION
            else AftercareStatus.SAME_JOB
        )
        yield AftercareContact(
            trajectory=trajectory,
            label=f"Na {months} maanden",
            planned_on=day,
            contacted_on=day,
            outcome=AftercareOutcome.SPOKEN,
            status=staying if there else AftercareStatus.NO_WORK,
            how_is_it=HowIsIt.GOOD if there else HowIsIt.HARD,
            recorded_by=by,
        )


def _load_stories(trajectories, spells, outflows, by):
    """The first and the last day of each, so that a story can be read and printed."""
    chapters = Chapter.objects.bulk_create(
        Chapter(trajectory=one, order=1, title="Op weg", kind=ChapterKind.OTHER)
        for one in trajectories
    )
    lanes = Lane.objects.bulk_create(
        Lane(
            trajectory=one,
            order=1,
            label=one.participant.given_name,
            role_label="Deelnemer",
            kind=LaneKind.PARTICIPANT,
        )
        for one in trajectories
    )
    begins = {}
    for spell in spells:
        begins.setdefault(spell.trajectory_id, spell.starts_on)
    events = TimelineEvent.objects.bulk_create(
        TimelineEvent(
            trajectory=one,
            chapter=chapter,
            position=position,
            kind=kind,
            starts_on=day,
            precision=Precision.DAY,
            text=text,
            shared_with_referrer=True,
            recorded_by=by,
        )
        for one, chapter, outflow in zip(trajectories, chapters, outflows, strict=True)
        for position, (kind, day, text) in enumerate(
            (
                (EventKind.MILESTONE, begins[one.pk], "Eerste dag bij DOW."),
                (
                    EventKind.OUTCOME,
                    outflow.left_on,
                    f"Laatste dag. {outflow.get_category_display()}.",
                ),
            ),
            start=1,
        )
    )
    lane_of = {lane.trajectory_id: lane for lane in lanes}
    EventLane.objects.bulk_create(
        EventLane(event=event, lane=lane_of[event.trajectory_id]) for event in events
    )
