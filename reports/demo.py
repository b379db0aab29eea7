"""The demonstration: made-up people around the three published cases, so that every page looks lived in.

Everything here is invented and marked so. Days count back from the day of loading; apart from that
two loads give the same rows.
"""

from __future__ import annotations

import datetime

from django.db import transaction

from accounts.demo import DEMO_DOMAIN, DEMO_PASSWORD, DEMO_PEOPLE
from accounts.models import Organisation, OrganisationKind, Programme, ProgrammePlaces, User
from coaching.demo_aftercare import load_aftercare
from coaching.demo_growth import load_growth
from coaching.demo_signals import load_signals
from coaching.demo_talks import load_talks
from coaching.demo_week import load_week_links
from coaching.models import CoachAssignment
from costs.demo import load_checks, load_session_in_check, load_wall
from costs.demo_prices import load_price_lists
from costs.loading.cases import load_published_cases, programme_of_the_report, read_file
from costs.published_cases import DATA_FILE
from dow_site.access import Role
from participants.demo import add_step, load_referrals
from participants.demo_consents import load_consents
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
from reports.demo_access import load_access_request
from reports.demo_cohort import load_cohort
from reports.demo_people import CHAPTERS, LANES, PEOPLE, STORY, TAGS, MadeUp
from trajectories.demo import add_milestones, add_stone, noon
from trajectories.models import (
    Chapter,
    EventLane,
    Lane,
    Precision,
    Spell,
    TimelineEvent,
    Trajectory,
)
from trajectories.sharing import shared_by_default


@transaction.atomic
def load_demo(today: datetime.date) -> None:
    """Fill an empty database with the published cases and a made-up programme around them."""
    programme = programme_of_the_report()
    # Of nobody: no such street, and a number that is not given out.
    programme.address = "Oefenweg 1\n0000 XX Haarle"
    programme.phone, programme.email = "0548 00 00 00", f"post@{DEMO_DOMAIN}"
    programme.save()
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
        people["jobcoach"],
        today,
    )
    load_access_request(
        Trajectory.objects.get(participant__alias="Dylan", participant__family_name="Veen"),
        people["projectleider"],
        today,
    )
    talked_about = load_wall(
        Trajectory.objects.get(participant__alias="Stijn", participant__family_name="Nijhuis"),
        people["effectencalculateur"],
        today,
    )
    load_price_lists(talked_about, today)


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
    referral = Referral.objects.create(
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
        status_on=ago(first_day + 3),
        introduction_on=ago(first_day + 6),
        participant=participant,
    )
    leader = people["projectleider"]
    planned_on = referral.first_contact_on
    add_step(referral, ReferralStatus.INTRODUCTION_PLANNED, on=planned_on, by=leader)
    add_step(referral, ReferralStatus.ACCEPTED, on=referral.status_on, by=leader)
    load_consents(
        participant,
        referrer=referral.organisation,
        first_day=ago(first_day),
        by=leader,
        has_withdrawn=person.interpreter,
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
        element, domains = TAGS.get(part, ("", []))
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
            working_element=element,
            life_domains=domains,
            recorded_by=people["projectleider"],
            # Now and then something is written down later.
            recorded_at=noon(ago(max(days_ago - (0 if position % 5 else 12), 0))),
        )
        EventLane.objects.bulk_create(EventLane(event=event, lane=lanes[key]) for key in on_lanes)
