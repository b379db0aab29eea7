"""The demonstration: made-up people around the three published cases, so that every page looks lived in.

Everything here is invented and marked so. Days count back from the day of loading; apart from that
two loads give the same rows.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db import transaction

from accounts.demo import DEMO_PASSWORD, DEMO_PEOPLE
from accounts.models import Organisation, OrganisationKind, Programme, ProgrammePlaces, User
from coaching.demo_aftercare import load_aftercare
from coaching.demo_growth import load_growth
from coaching.demo_signals import load_signals
from coaching.demo_talks import load_talks
from coaching.demo_week import load_week_links
from coaching.models import CoachAssignment
from costs.demo import load_checks, load_session_in_check, load_wall
from costs.loading import load_published_cases, programme_of_the_report, read_file
from costs.published_cases import DATA_FILE
from dow_site.access import Role
from participants.demo import load_referrals
from participants.demo_import import load_list
from participants.models import (
    NetworkContact,
    Participant,
    ReasonCategory,
    Referral,
    ReferralSource,
    ReferralStatus,
    Relation,
)
from reports.demo_cohort import load_cohort
from trajectories.demo import add_milestones, add_stone, noon
from trajectories.models import (
    Chapter,
    ChapterKind,
    EndReason,
    EventKind,
    EventLane,
    Lane,
    LaneKind,
    Phase,
    Precision,
    Sensitivity,
    Spell,
    TimelineEvent,
    Trajectory,
)
from trajectories.sharing import shared_by_default


@dataclass(frozen=True, kw_only=True)
class MadeUp:
    """A made-up participant; days are days ago."""

    given: str
    family: str
    alias: str
    born: tuple[int, int, int]
    spells: tuple[tuple[int, int | None, Phase, EndReason | str], ...]
    prefix: str = ""
    language: str = ""
    interpreter: bool = False
    coach: str = "jobcoach"
    referred_by_municipality: bool = True


PEOPLE = (
    MadeUp(
        given="Mehmet",
        family="Şahin",
        alias="Murat",
        born=(2006, 4, 2),
        spells=((143, 61, Phase.WORK_FIT, ""), (60, None, Phase.VOCATIONAL, "")),
    ),
    MadeUp(
        given="Lars",
        prefix="ten",
        family="Brinke",
        alias="Joris",
        born=(2005, 9, 17),
        spells=(
            (236, 170, Phase.WORK_FIT, EndReason.STOPPED_BY_PARTICIPANT),
            (82, None, Phase.WORK_FIT, ""),
        ),
    ),
    MadeUp(
        given="Jayden",
        prefix="van der",
        family="Veen",
        alias="Dylan",
        born=(2008, 1, 29),
        spells=((25, None, Phase.WORK_FIT, ""),),
        coach="stagiair",
    ),
    MadeUp(
        given="Amina",
        prefix="el",
        family="Idrissi",
        alias="Nora",
        born=(2004, 11, 8),
        spells=((97, None, Phase.VOCATIONAL, ""),),
        language="Arabisch",
        interpreter=True,
    ),
    MadeUp(
        given="Piotr",
        family="Łukaszewski",
        alias="Adam",
        born=(2003, 6, 21),
        spells=((51, None, Phase.WORK_FIT, ""),),
        language="Pools",
        referred_by_municipality=False,
    ),
    MadeUp(
        given="Ruben",
        family="Nijhuis",
        alias="Stijn",
        born=(2005, 2, 14),
        spells=((310, 118, Phase.VOCATIONAL, EndReason.PLANNED_OUTFLOW),),
    ),
    MadeUp(
        given="Kevin",
        family="Mulder",
        alias="Bram",
        born=(2004, 7, 5),
        spells=(
            (520, 431, Phase.WORK_FIT, EndReason.PAUSE),
            (390, 205, Phase.VOCATIONAL, EndReason.PLANNED_OUTFLOW),
        ),
    ),
    MadeUp(
        given="Daphne",
        prefix="ter",
        family="Horst",
        alias="Iris",
        born=(2006, 12, 19),
        spells=((160, 75, Phase.WORK_FIT, EndReason.CARE_FIRST),),
    ),
)

# How far into the stay (in parts of it), on which lanes, kind, sensitivity, what.
STORY = (
    (
        -0.20,
        ("municipality",),
        EventKind.SUPPORT,
        Sensitivity.ORDINARY,
        "De RMC-coördinator belt met DOW over {name}.",
    ),
    (
        -0.10,
        ("participant", "programme", "municipality"),
        EventKind.SUPPORT,
        Sensitivity.ORDINARY,
        "Kennismaking op de werkplaats, met een rondleiding. {name} krijgt werkkleding mee.",
    ),
    (
        0.00,
        ("participant", "programme"),
        EventKind.MILESTONE,
        Sensitivity.ORDINARY,
        "Eerste dag bij DOW.",
    ),
    (
        0.10,
        ("participant",),
        EventKind.LIFE_EVENT,
        Sensitivity.FAMILY,
        "Thuis is het onrustig; {name} slaapt slecht en komt twee keer te laat.",
    ),
    (
        0.22,
        ("participant", "family"),
        EventKind.SUPPORT,
        Sensitivity.FAMILY,
        "Moeder belt in de ochtend, zodat opstaan lukt.",
    ),
    (
        0.35,
        ("programme",),
        EventKind.SUPPORT,
        Sensitivity.ORDINARY,
        "De jobcoach werkt een ochtend mee en geeft complimenten over het straatwerk.",
    ),
    (
        0.48,
        ("participant",),
        EventKind.LIFE_EVENT,
        Sensitivity.FINANCE,
        "Er is een oude rekening van de zorgverzekering; de jobcoach helpt met bellen.",
    ),
    (
        0.60,
        ("participant", "programme"),
        EventKind.OUTCOME,
        Sensitivity.ORDINARY,
        "{name} werkt vier weken achter elkaar alle dagen mee.",
    ),
    (
        0.75,
        ("employer", "participant"),
        EventKind.SUPPORT,
        Sensitivity.ORDINARY,
        "Een dag mee met de ploeg op een project buiten de deur.",
    ),
    (
        0.90,
        ("participant",),
        EventKind.PERSPECTIVE,
        Sensitivity.ORDINARY,
        "{name} wil een opleiding met werk erbij en zoekt uit welke dat kan zijn.",
    ),
)
LANES = (
    ("municipality", LaneKind.MUNICIPALITY, "Gemeente", "Gemeente"),
    ("participant", LaneKind.PARTICIPANT, "{name}", "Deelnemer"),
    ("programme", LaneKind.PROGRAMME, "Dynamisch Op Weg (DOW)", "Dynamisch Op Weg (DOW)"),
    ("family", LaneKind.FAMILY, "Moeder", "Moeder"),
    ("employer", LaneKind.EMPLOYER, "Sallandse Wegenbouw", "Werkgever"),
)
CHAPTERS = (
    ("Beginsituatie", ChapterKind.INITIAL_SITUATION, -1.0),
    ("Start", ChapterKind.START, 0.0),
    ("Op weg", ChapterKind.OTHER, 0.5),
)


@transaction.atomic
def load_demo(today: datetime.date) -> None:
    """Fill an empty database with the published cases and a made-up programme around them."""
    programme = programme_of_the_report()
    ProgrammePlaces.objects.create(
        programme=programme, starts_on=datetime.date(2019, 3, 1), minimum=4, maximum=6
    )
    municipality = Organisation.objects.create(
        name="Gemeente Hellendoorn", kind=OrganisationKind.MUNICIPALITY, cbs_code="GM0163"
    )
    people = _load_people(programme, municipality, today)
    load_published_cases(read_file(DATA_FILE), programme)
    load_checks(people["effectencalculateur"], people["controller"], today)
    for number, person in enumerate(PEOPLE, start=1):
        _load_person(person, number, programme, municipality, people, today)
    load_referrals(
        programme, by=people["verwijzer"], handled_by=people["projectleider"], today=today
    )
    load_list(programme, by=people["projectleider"], today=today)
    load_aftercare(people["jobcoach"], today)
    load_talks(people["projectleider"], people["jobcoach"], people["stagiair"], today)
    load_growth(people["jobcoach"], today)
    load_signals(people, today)
    load_week_links(people["jobcoach"], today)
    load_cohort(programme, by=people["projectleider"])
    load_session_in_check(
        Trajectory.objects.get(participant__alias="Joris", participant__family_name="Brinke"),
        people["effectencalculateur"],
        people["controller"],
        today,
    )
    load_wall(
        Trajectory.objects.get(participant__alias="Stijn", participant__family_name="Nijhuis"),
        people["effectencalculateur"],
        today,
    )


def _load_people(
    programme: Programme, municipality: Organisation, today: datetime.date
) -> dict[str, User]:
    people: dict[str, User] = {}
    for person in DEMO_PEOPLE:
        works_here = person.role in (
            Role.PROJECT_LEADER,
            Role.JOBCOACH,
            Role.JOBCOACH_IN_TRAINING,
        )
        is_trainee = person.role == Role.JOBCOACH_IN_TRAINING
        people[person.email.split("@")[0]] = User.objects.create_user(
            person.email,
            DEMO_PASSWORD,
            name=person.name,
            role=person.role,
            phone="0548 00 00 00",
            programme=programme if works_here else None,
            organisation=municipality if person.role == Role.REFERRER else None,
            supervisor=people["projectleider"] if is_trainee else None,
            active_from=today - datetime.timedelta(days=400),
            active_until=today + datetime.timedelta(days=150) if is_trainee else None,
            confidentiality_signed_on=today - datetime.timedelta(days=400) if works_here else None,
        )
    return people


def _load_person(
    person: MadeUp,
    number: int,
    programme: Programme,
    municipality: Organisation,
    people: dict[str, User],
    today: datetime.date,
) -> None:
    def ago(days: float) -> datetime.date:
        return today - datetime.timedelta(days=round(days))

    participant = Participant.objects.create(
        given_name=person.given,
        name_prefix=person.prefix,
        family_name=person.family,
        alias=person.alias,
        birth_date=datetime.date(*person.born),
        municipality=municipality,
        phone=f"06 0000 00{number:02d}",
        language=person.language,
        interpreter_needed=person.interpreter,
        has_start_qualification=False,
        wishes="Een baan waar ik buiten ben, met collega's die iets uitleggen.",
    )
    NetworkContact.objects.create(
        participant=participant, name="Moeder", relation=Relation.PARENT, phone="06 0000 0000"
    )
    first_day = person.spells[0][0]
    Referral.objects.create(
        programme=programme,
        reference=f"AANM-{today.year}-{100 + number}",
        source=ReferralSource.RMC if person.referred_by_municipality else ReferralSource.SELF,
        referrer=people["verwijzer"] if person.referred_by_municipality else None,
        organisation=municipality if person.referred_by_municipality else None,
        given_name=person.given,
        name_prefix=person.prefix,
        family_name=person.family,
        birth_date=participant.birth_date,
        reason_category=ReasonCategory.NO_DAY_RHYTHM,
        received_on=ago(first_day + 14),
        first_contact_on=ago(first_day + 11),
        status=ReferralStatus.ACCEPTED,
        participant=participant,
    )
    trajectory = Trajectory.objects.create(
        participant=participant,
        programme=programme,
        reference=f"DOW-{ago(first_day).year}-{number:03d}",
        age_at_start=participant.age_on(ago(first_day)),
        story_from=ago(first_day + 14).replace(day=1),
    )
    for starts, ends, phase, reason in person.spells:
        Spell.objects.create(
            trajectory=trajectory,
            phase=phase,
            starts_on=ago(starts),
            ends_on=None if ends is None else ago(ends),
            end_reason=reason,
        )
    last_day = person.spells[-1][1]
    if last_day is None:
        CoachAssignment.objects.create(
            trajectory=trajectory, coach=people[person.coach], starts_on=ago(first_day)
        )
    _load_story(trajectory, person, first_day, last_day or 0, people, ago)
    if last_day is None:
        add_milestones(trajectory, number, people["projectleider"], today)
        if number == 1:
            add_stone(trajectory, people["projectleider"], today)


def _load_story(trajectory, person, first_day, last_day, people, ago) -> None:
    lanes = {
        key: Lane.objects.create(
            trajectory=trajectory,
            order=order,
            label=label.format(name=person.given),
            role_label=role_label,
            kind=kind,
        )
        for order, (key, kind, label, role_label) in enumerate(LANES, start=1)
    }
    chapters = [
        (
            Chapter.objects.create(trajectory=trajectory, order=order, title=title, kind=kind),
            begin,
        )
        for order, (title, kind, begin) in enumerate(CHAPTERS, start=1)
    ]
    length = first_day - last_day
    for position, (part, on_lanes, kind, sensitivity, text) in enumerate(STORY, start=1):
        days_ago = first_day - part * length
        chapter = [chapter for chapter, begin in chapters if begin <= part][-1]
        event = TimelineEvent.objects.create(
            trajectory=trajectory,
            chapter=chapter,
            position=position,
            kind=kind,
            starts_on=ago(days_ago),
            precision=Precision.DAY,
            text=text.format(name=person.given),
            sensitivity=sensitivity,
            shared_with_referrer=shared_by_default(kind, sensitivity),
            recorded_by=people["projectleider"],
            # Now and then something is written down later.
            recorded_at=noon(ago(days_ago - (0 if position % 5 else 12))),
        )
        EventLane.objects.bulk_create(EventLane(event=event, lane=lanes[key]) for key in on_lanes)
