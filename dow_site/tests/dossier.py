"""One dossier with a row of everything, beside the cast."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from accounts.factories import OrganisationFactory
from coaching.factories import (
    AftercareContactFactory,
    AgreementFactory,
    AgreementMarkFactory,
    CoachAssignmentFactory,
    CoReadingFactory,
    DomainMeasurementFactory,
    GoalFactory,
    GroupTalkFactory,
    HandoverFactory,
    HandoverLetterFactory,
    ReviewQuestionFactory,
    SharedLineFactory,
    SignalAnswerFactory,
    SignalRulesFactory,
    SkillScoreFactory,
    TalkDomainFactory,
    TalkFactory,
    TalkReviewFactory,
    WeekLinkFactory,
    WorkPlacementFactory,
)
from coaching.models import (
    AftercareContact,
    Agreement,
    AgreementStatus,
    CoachAssignment,
    DomainMeasurement,
    Goal,
    GroupTalk,
    HandoverLetter,
    ReviewQuestion,
    SignalAnswer,
    Talk,
    TalkReview,
    WeekLink,
    WorkPlacement,
)
from costs.factories import (
    CostLineFactory,
    PriceItemFactory,
    PriceListFactory,
    ScenarioItemFactory,
    SessionFactory,
    SourceFactory,
    StatementFactory,
)
from costs.models import CostLine, PriceItem, PriceList, ScenarioItem, Session, Source, Statement
from costs.price_lists import publish
from dow_site.tests.cast import TODAY, Cast
from participants.factories import (
    ConsentFactory,
    NetworkContactFactory,
    ParticipantFactory,
    ParticipantMergeFactory,
    ReferralFactory,
)
from participants.models import Consent, NetworkContact, Participant, Referral, ReferralStatus
from trajectories.factories import (
    AttachmentFactory,
    ChapterFactory,
    EventFactory,
    LaneFactory,
    SpellFactory,
    TrajectoryFactory,
)
from trajectories.models import (
    Chapter,
    EventAttachment,
    Lane,
    LaneKind,
    Sensitivity,
    Spell,
    TimelineEvent,
    Trajectory,
)


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """The dossier of Wessel van der Zwaluw, called Tim in reports: one row of everything."""

    participant: Participant
    network_contact: NetworkContact
    consent: Consent
    trajectory: Trajectory
    referral: Referral  # the one that was accepted
    open_referral: Referral
    spell: Spell
    assignment: CoachAssignment
    in_training: CoachAssignment
    letter: HandoverLetter  # from Bert to Daan, who has not confirmed yet
    answer: SignalAnswer
    chapter: Chapter
    lane: Lane
    events: dict[str, TimelineEvent]
    talks: dict[str, Talk]
    group_talk: GroupTalk
    review: TalkReview
    question: ReviewQuestion
    agreements: dict[str, Agreement]
    contact: AftercareContact
    goal: Goal
    measurement: DomainMeasurement
    placement: WorkPlacement
    week_link: WeekLink
    attachment: EventAttachment  # on the milestone, not shared itself
    session: Session
    line: CostLine
    statement: Statement
    note: ScenarioItem
    own_price: PriceItem
    draft_list: PriceList
    draft_price: PriceItem
    source: Source


# key of the event: sensitivity, shared, recorded by whom, on which day.
EVENTS = {
    "open": (Sensitivity.ORDINARY, False, "anna", datetime.date(2026, 3, 2)),
    "milestone": (Sensitivity.ORDINARY, True, "anna", datetime.date(2026, 3, 2)),
    "before": (Sensitivity.ORDINARY, False, "anna", datetime.date(2026, 1, 20)),
    "family": (Sensitivity.FAMILY, False, "anna", datetime.date(2026, 3, 2)),
    "family shared": (Sensitivity.FAMILY, True, "anna", datetime.date(2026, 3, 2)),
    "finance shared": (Sensitivity.FINANCE, True, "anna", datetime.date(2026, 3, 2)),
    "health": (Sensitivity.HEALTH, False, "anna", datetime.date(2026, 3, 2)),
    "addiction": (Sensitivity.ADDICTION, False, "anna", datetime.date(2026, 3, 2)),
    "by trainee": (Sensitivity.ORDINARY, False, "daan", datetime.date(2026, 3, 3)),
    "family by trainee": (Sensitivity.FAMILY, False, "daan", datetime.date(2026, 3, 3)),
}
# key of the talk: by whom, kind and status, on which day.
TALKS = {
    "by coach": ("bert", "talk", "final", datetime.date(2026, 3, 5)),
    "no show": ("bert", "no_show", "final", datetime.date(2026, 2, 26)),
    "draft": ("daan", "talk", "draft", datetime.date(2026, 3, 12)),
    "to review": ("daan", "talk", "to_review", datetime.date(2026, 3, 10)),
    "by trainee": ("daan", "talk", "final", datetime.date(2026, 3, 3)),
    "of a group": ("bert", "group", "final", datetime.date(2026, 3, 6)),
}
FIRST_DAY = datetime.date(2026, 1, 5)


def make_dossier(cast: Cast) -> Dossier:
    participant = ParticipantFactory(
        given_name="Wessel",
        name_prefix="van der",
        family_name="Zwaluw",
        alias="Tim",
        municipality=cast.hellendoorn,
        phone="0600000001",
    )
    network_contact = NetworkContactFactory(participant=participant, name="Moeder van Tim")
    ParticipantMergeFactory(participant=participant, name="Wessel Zwaluw", by=cast.anna)
    # Towards the school: it opens nothing to a municipality.
    consent = ConsentFactory(
        participant=participant, recipient=OrganisationFactory(name="De praktijkschool")
    )
    trajectory = TrajectoryFactory(
        participant=participant, programme=cast.dow, reference="DOW-2026-001"
    )
    referral = ReferralFactory(
        programme=cast.dow,
        reference="AANM-2026-001",
        organisation=cast.hellendoorn,
        referrer=cast.erik,
        given_name="Wessel",
        name_prefix="van der",
        family_name="Zwaluw",
        participant=participant,
        status=ReferralStatus.ACCEPTED,
    )
    open_referral = ReferralFactory(
        programme=cast.dow,
        reference="AANM-2026-002",
        organisation=cast.hellendoorn,
        referrer=cast.erik,
        given_name="Wessel",
        participant=participant,
    )
    spell = SpellFactory(trajectory=trajectory, starts_on=FIRST_DAY)
    assignment = CoachAssignmentFactory(trajectory=trajectory, coach=cast.bert, starts_on=FIRST_DAY)
    in_training = CoachAssignmentFactory(
        trajectory=trajectory, coach=cast.daan, starts_on=datetime.date(2026, 2, 1)
    )
    chapter = ChapterFactory(trajectory=trajectory, order=1, title="Start")
    lane = LaneFactory(trajectory=trajectory, participant_lane=True, label="Wessel")
    LaneFactory(trajectory=trajectory, order=2, label="DOW", kind=LaneKind.PROGRAMME)
    events = {
        key: EventFactory(
            trajectory=trajectory,
            chapter=chapter,
            position=position,
            text=f"Dit is gebeurtenis {key}.",
            sensitivity=sensitivity,
            shared_with_referrer=shared,
            recorded_by=getattr(cast, by),
            recorded_at=datetime.datetime.combine(day, datetime.time(12), datetime.UTC),
            lanes=[lane],
        )
        for position, (key, (sensitivity, shared, by, day)) in enumerate(EVENTS.items(), start=1)
    }
    group_talk = GroupTalkFactory(programme=cast.dow, author=cast.bert, shared="Dit is de groep.")
    talks = {
        key: TalkFactory(
            trajectory=trajectory,
            author=getattr(cast, by),
            kind=kind,
            status=status,
            held_on=day,
            group=group_talk if kind == "group" else None,
            went_well="" if kind == "no_show" else f"Dit is gesprek {key}.",
        )
        for key, (by, kind, status, day) in TALKS.items()
    }
    SkillScoreFactory(talk=talks["by coach"])
    TalkDomainFactory(talk=talks["by coach"])
    SharedLineFactory(talk=talks["by coach"], consent=consent)
    CoReadingFactory(trainee=cast.daan, set_by=cast.anna)
    review = TalkReviewFactory(talk=talks["to review"])
    question = ReviewQuestionFactory(review=review)
    agreements = {
        "own": AgreementFactory(
            trajectory=trajectory, made_in=talks["by coach"], what="Dit is afspraak own."
        ),
        "asked": AgreementFactory(
            trajectory=trajectory,
            asked_of_referrer=True,
            organisation=cast.hellendoorn,
            what="Dit is afspraak asked.",
        ),
        "kept": AgreementFactory(trajectory=trajectory, kept=True, what="Dit is afspraak kept."),
    }
    AgreementMarkFactory(agreement=agreements["kept"], status=AgreementStatus.KEPT)
    source = SourceFactory(code="kostprijs")
    price_list = PriceListFactory(title="Prijzen")
    price = PriceItemFactory(price_list=price_list)
    publish(price_list, on=datetime.date(2026, 1, 1))
    session = SessionFactory(
        trajectory=trajectory,
        reference="DOW-2026-001",
        facilitator=cast.lotte,
        price_list=price_list,
    )
    draft_list = PriceListFactory(title="Prijzen van straks")
    SignalRulesFactory(programme=cast.dow)
    return Dossier(
        participant=participant,
        network_contact=network_contact,
        consent=consent,
        trajectory=trajectory,
        referral=referral,
        open_referral=open_referral,
        spell=spell,
        assignment=assignment,
        in_training=in_training,
        letter=HandoverLetterFactory(
            handover=HandoverFactory(offered=True, from_coach=cast.bert, to_coach=cast.daan),
            trajectory=trajectory,
        ),
        answer=SignalAnswerFactory(trajectory=trajectory, answered_by=cast.anna),
        chapter=chapter,
        lane=lane,
        events=events,
        attachment=AttachmentFactory(event=events["milestone"], added_by=cast.anna),
        talks=talks,
        group_talk=group_talk,
        review=review,
        question=question,
        agreements=agreements,
        contact=AftercareContactFactory(trajectory=trajectory, planned_on=TODAY),
        week_link=WeekLinkFactory(trajectory=trajectory, made_by=cast.bert),
        placement=WorkPlacementFactory(trajectory=trajectory),
        goal=GoalFactory(trajectory=trajectory, recorded_by=cast.bert),
        measurement=DomainMeasurementFactory(trajectory=trajectory, recorded_by=cast.bert),
        session=session,
        line=CostLineFactory(
            session=session,
            low_price=price,
            low_amount=Decimal("13261.00"),
            low_quantity=Decimal(13),
            low_unit="month",
            high_price=price,
            high_amount=Decimal("13261.00"),
            high_quantity=Decimal(13),
            high_unit="month",
        ),
        statement=StatementFactory(session=session),
        note=ScenarioItemFactory(session=session),
        own_price=PriceItemFactory(session=session, source=source, code="EIGEN"),
        draft_list=draft_list,
        draft_price=PriceItemFactory(price_list=draft_list, source=source, code="STRAKS"),
        source=source,
    )


def approve_at_once(sessions, cast):
    """Mark sessions approved, for tests of what then no longer goes; the check itself has its own tests."""
    sessions.update(
        status="approved",
        offered_by=cast.lotte,
        approved_by=cast.hanna,
        approved_at=datetime.datetime(2026, 3, 12, 12, tzinfo=datetime.UTC),
        seal="0" * 64,
    )
