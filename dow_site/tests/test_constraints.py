"""Every rule of the database: its Dutch sentence, and that the database itself refuses too."""

import datetime
from contextlib import suppress
from decimal import Decimal
from functools import partial

import pytest
from django.apps import apps
from django.core.exceptions import FieldError, ValidationError
from django.db import IntegrityError, InternalError, connection, transaction
from django.db.models import ForeignKey, ManyToManyField
from django.utils import timezone

from accounts.factories import (
    AccessLogFactory,
    DraftFactory,
    ExportReasonFactory,
    OrganisationFactory,
    ProgrammeFactory,
    ProgrammePlacesFactory,
    UserFactory,
)
from accounts.models import LONGEST_DRAFT, AccessLog, AccountConfirmation
from coaching.factories import (
    AftercareContactFactory,
    AgreementFactory,
    AgreementMarkFactory,
    CalendarFeedFactory,
    CoachAssignmentFactory,
    CoReadingFactory,
    DomainMeasurementFactory,
    DomainScoreFactory,
    GoalFactory,
    GoalStepFactory,
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
    WorkplaceCheckFactory,
    WorkPlacementFactory,
)
from coaching.workplace import PRINCIPLES
from conftest import client_of, typed_in
from costs.factories import (
    AttendeeFactory,
    CostLineFactory,
    CostPriceComponentFactory,
    CostPriceFactory,
    IndexFigureFactory,
    LineObjectionFactory,
    LineRealityFactory,
    LineRemarkFactory,
    ParticipantReadingFactory,
    PriceImportFactory,
    PriceItemFactory,
    PriceListFactory,
    ScenarioItemFactory,
    SessionFactory,
    SessionStepFactory,
    SourceFactory,
    StatementFactory,
)
from costs.models import CostLine
from dow_site.access import Role, ScopedQuerySet
from dow_site.constraints import UNKNOWN_RULE, broken_rule
from dow_site.records import Record
from dow_site.tests.routes import address
from participants.factories import (
    ConsentFactory,
    ImportedRowFactory,
    NetworkContactFactory,
    ParticipantFactory,
    ParticipantMergeFactory,
    PeopleImportFactory,
    ReferralFactory,
    ReferralStepFactory,
)
from participants.models import Participant
from reports.factories import (
    AccessRequestFactory,
    JoinedPartFactory,
    PrintItemFactory,
    PrintJobFactory,
    WithholdingFactory,
)
from trajectories.factories import (
    AttachmentFactory,
    ChapterFactory,
    EventFactory,
    EventLaneFactory,
    LaneFactory,
    OutflowFactory,
    SpellFactory,
    TrajectoryFactory,
)
from trajectories.models import TimelineEvent
from trajectories.models.attachment import MOST_BYTES

HOUSE = {"accounts", "participants", "trajectories", "coaching", "costs", "reports"}
EARLY, LATE = datetime.date(2026, 1, 5), datetime.date(2026, 3, 2)


def own_models():
    """The models of the project, without the tables of their history."""
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label in HOUSE
        and not model._meta.proxy
        and not model.__name__.endswith("History")
    ]


def constraints():
    return {
        constraint.name: (model, constraint)
        for model in own_models()
        for constraint in model._meta.constraints
    }


def changed(factory, *, made=None, **broken):
    """A row that is right in the database, and then made wrong in memory."""
    row = factory(**(made or {}))
    for field, value in broken.items():
        setattr(row, field, value)
    return row


def second(factory, *same, **made):
    """A second row, which becomes equal to the first in the fields that should differ."""
    first, other = factory(**made), factory(**made)
    return changed(lambda: other, **{field: getattr(first, field) for field in same})


def spells_that_overlap():
    first = SpellFactory(starts_on=EARLY, ends_on=LATE)
    other = SpellFactory(starts_on=LATE)
    return changed(lambda: other, trajectory=first.trajectory)


def assignments_that_overlap():
    first = CoachAssignmentFactory(starts_on=EARLY, ends_on=LATE)
    other = CoachAssignmentFactory(starts_on=LATE)
    return changed(lambda: other, trajectory=first.trajectory, coach=first.coach)


def _two_versions_in_use():
    first = PriceListFactory(published=True)
    made = {"title": first.title, "list_version": "2"}
    return changed(PriceListFactory, made=made, status="published", published_on=LATE)


def handover_to_oneself():
    handover = HandoverFactory()
    return changed(lambda: handover, to_coach=handover.from_coach)


def line_of_itself():
    line = CostLineFactory()
    line.depends_on = line
    return line


# How each rule is broken, and nothing but that rule.
def _confirmation(**facts):
    account = UserFactory()
    facts = {
        "account": account,
        "confirmed_by": UserFactory(administrator=True),
        "quarter": datetime.date(2026, 1, 1),
    } | facts
    return AccountConfirmation(**facts)


def _confirmed_by_himself():
    account = UserFactory()
    return _confirmation(account=account, confirmed_by=account)


def _confirmed_twice():
    first = _confirmation()
    first.save()
    return _confirmation(account=first.account)


def _two_on_one_turn():
    programme = ProgrammeFactory()
    first, other = (
        ReferralFactory(programme=programme, status="waiting_list", waiting_order=turn)
        for turn in (1, 2)
    )
    return changed(lambda: other, waiting_order=first.waiting_order)


def _checked_by_its_maker():
    row = SessionFactory(in_check=True)
    row.status, row.seal, row.approved_by = "approved", "0" * 64, row.offered_by
    row.approved_at = datetime.datetime(2026, 3, 12, tzinfo=datetime.UTC)
    return row


def _two_next_versions():
    approved = SessionFactory(approved=True)
    SessionFactory(previous=approved)
    return changed(SessionFactory, previous=approved)


BROKEN = {
    "accessrequest_of_a_participant_or_a_referral": lambda: changed(
        AccessRequestFactory, referral=ReferralFactory()
    ),
    "accessrequest_says_how_it_was_asked": lambda: changed(AccessRequestFactory, reason=""),
    "accessrequest_ready_holds_its_pack": lambda: changed(AccessRequestFactory, status="ready"),
    "accessrequest_was_asked_before_it_was_recorded": lambda: changed(
        AccessRequestFactory, asked_on=datetime.date(2999, 1, 1)
    ),
    "withholding_once": lambda: second(WithholdingFactory, "request", "key"),
    "accountconfirmation_by_somebody_else": _confirmed_by_himself,
    "accountconfirmation_on_the_first_of_a_quarter": lambda: _confirmation(
        quarter=datetime.date(2026, 2, 1)
    ),
    "accountconfirmation_once_a_quarter": _confirmed_twice,
    "organisation_only_a_municipality_has_a_cbs_code": lambda: changed(
        OrganisationFactory, cbs_code="GM0163"
    ),
    "programme_contact_within_a_month": lambda: changed(ProgrammeFactory, contact_within_days=31),
    "programmeplaces_once_a_day": lambda: second(ProgrammePlacesFactory, "programme"),
    "programmeplaces_minimum_not_above_maximum": lambda: changed(ProgrammePlacesFactory, minimum=7),
    "user_coach_and_leader_have_a_programme": lambda: changed(UserFactory, programme=None),
    "user_referrer_has_an_organisation": lambda: changed(
        UserFactory, made={"controller": True}, role=Role.REFERRER
    ),
    "user_trainee_has_supervisor_and_end": lambda: changed(
        UserFactory, made={"trainee": True}, active_until=None
    ),
    "user_access_ends_after_it_starts": lambda: changed(
        UserFactory, active_until=datetime.date(2024, 12, 31)
    ),
    "draft_once_per_form": lambda: second(DraftFactory, "author"),
    "draft_is_no_book": lambda: changed(DraftFactory, content={"text": ["x" * LONGEST_DRAFT]}),
    "participant_has_an_alias": lambda: changed(ParticipantFactory, alias=""),
    "networkcontact_ends_after_it_starts": lambda: changed(
        NetworkContactFactory, starts_on=LATE, ends_on=EARLY
    ),
    "referral_refusal_has_a_reason": lambda: changed(ReferralFactory, status="declined"),
    "referral_accepted_has_a_participant": lambda: changed(ReferralFactory, status="accepted"),
    "referral_contact_not_before_receipt": lambda: changed(ReferralFactory, first_contact_on=EARLY),
    "referral_planned_introduction_has_a_day": lambda: changed(
        ReferralFactory, status="introduction_planned"
    ),
    "referral_only_who_waits_has_a_turn": lambda: changed(ReferralFactory, waiting_order=1),
    "referral_one_on_each_turn": _two_on_one_turn,
    "referralstep_refusal_has_a_reason": lambda: changed(ReferralStepFactory, status="declined"),
    "peopleimport_knows_its_columns": lambda: changed(PeopleImportFactory, status="checked"),
    "participantmerge_once_at_a_time": lambda: second(ParticipantMergeFactory, "number"),
    "participantmerge_undone_by_somebody": lambda: changed(
        ParticipantMergeFactory, undone_at=timezone.now()
    ),
    "importedrow_once": lambda: second(ImportedRowFactory, "people_import", "number"),
    "consent_not_withdrawn_before_given": lambda: changed(
        ConsentFactory, made={"given_on": LATE}, withdrawn_on=EARLY
    ),
    "consent_to_share_names_the_recipient": lambda: changed(ConsentFactory, recipient=None),
    "consent_has_one_recipient": lambda: changed(ConsentFactory, recipient_other="De sportclub"),
    "consent_to_share_says_what": lambda: changed(ConsentFactory, topics=[]),
    "consent_topics_are_for_sharing": lambda: changed(
        ConsentFactory, made={"kind": "research"}, topics=["family"]
    ),
    "consent_not_over_before_given": lambda: changed(
        ConsentFactory, made={"given_on": LATE}, valid_until=EARLY
    ),
    "consent_has_evidence": lambda: changed(ConsentFactory, evidence=""),
    "consent_withdrawal_has_a_day": lambda: changed(ConsentFactory, withdrawn_by="Wessel"),
    "networkcontact_legal_representative_signs": lambda: changed(
        NetworkContactFactory, relation="guardian"
    ),
    "trajectory_story_ends_after_it_starts": lambda: changed(
        TrajectoryFactory, story_from=LATE, story_until=EARLY
    ),
    "spell_ends_after_it_starts": lambda: changed(
        SpellFactory, made={"starts_on": LATE}, ends_on=EARLY
    ),
    "spell_reason_needs_an_end": lambda: changed(SpellFactory, end_reason="pause"),
    "spell_never_overlaps_another": spells_that_overlap,
    "outflow_hours_are_a_working_week": lambda: changed(
        OutflowFactory, hours_per_week=Decimal("60.5")
    ),
    "outflow_contract_ends_after_it_starts": lambda: changed(
        OutflowFactory, starts_on=LATE, contract_ends_on=EARLY
    ),
    "outflow_early_stop_has_reason_and_open_door": lambda: changed(
        OutflowFactory, category="stopped_early", reason="care_first"
    ),
    "chapter_has_its_own_place": lambda: second(ChapterFactory, "trajectory", "order"),
    "chapter_ends_after_it_starts": lambda: changed(ChapterFactory, starts_on=LATE, ends_on=EARLY),
    "lane_has_its_own_label": lambda: second(LaneFactory, "trajectory", "label"),
    "lane_one_participant_per_trajectory": lambda: changed(
        lambda: second(LaneFactory, "trajectory", kind="participant"), label="Een ander"
    ),
    "timelineevent_says_something": lambda: changed(EventFactory, text=""),
    "timelineevent_date_and_precision_together": lambda: changed(EventFactory, starts_on=EARLY),
    "timelineevent_end_and_precision_together": lambda: changed(
        EventFactory, made={"dated": True}, ends_on=LATE
    ),
    "timelineevent_ends_after_it_starts": lambda: changed(
        EventFactory, made={"dated": True}, ends_on=EARLY, end_precision="day"
    ),
    "timelineevent_health_is_never_shared": lambda: changed(
        EventFactory, made={"shared": True}, sensitivity="health"
    ),
    "timelineevent_speaker_has_a_quote": lambda: changed(EventFactory, speaker="Vader"),
    "timelineevent_only_a_milestone_is_planned": lambda: changed(
        EventFactory, planned_on=EARLY, planned_precision="day"
    ),
    "timelineevent_removed_by_somebody_for_a_reason": lambda: changed(
        EventFactory, removal_reason="dubbel"
    ),
    "timelineevent_once_per_source_code": lambda: second(
        EventFactory, "trajectory", source_code="R01"
    ),
    "eventattachment_removed_by_somebody_for_a_reason": lambda: changed(
        AttachmentFactory, removal_reason="dubbel"
    ),
    "eventattachment_is_at_most_20_mb": lambda: changed(AttachmentFactory, size=MOST_BYTES + 1),
    "eventlane_once": lambda: second(EventLaneFactory, "event", "lane"),
    "goal_says_something": lambda: changed(GoalFactory, own_words=""),
    "goal_is_reached_after_it_starts": lambda: changed(GoalFactory, target_on=EARLY),
    "goalstep_once_a_day": lambda: second(GoalStepFactory, "goal", "noted_on"),
    "domainmeasurement_once_a_day": lambda: second(
        DomainMeasurementFactory, "trajectory", "measured_on"
    ),
    "domainscore_once_per_measurement": lambda: second(DomainScoreFactory, "measurement"),
    "domainscore_is_one_to_four": lambda: changed(DomainScoreFactory, level=5),
    "workplacement_names_the_host": lambda: changed(WorkPlacementFactory, host=""),
    "workplacement_ends_after_it_starts": lambda: changed(WorkPlacementFactory, ends_on=EARLY),
    "workplacement_hours_are_a_working_week": lambda: changed(
        WorkPlacementFactory, hours_per_week=Decimal("60.5")
    ),
    "workplacecheck_once_a_day": lambda: second(WorkplaceCheckFactory, "placement", "asked_on"),
    **{
        f"workplacecheck_{principle}_is_one_to_four": partial(
            changed, WorkplaceCheckFactory, **{principle: 5}
        )
        for principle in PRINCIPLES
    },
    "weeklink_runs_out_after_it_is_made": lambda: changed(
        WeekLinkFactory, expires_at=datetime.datetime(2026, 3, 9, 12, tzinfo=datetime.UTC)
    ),
    "exportreason_says_what_for": lambda: ExportReasonFactory.build(
        log=AccessLogFactory(), reason=""
    ),
    "calendarfeed_one_open_per_person": lambda: second(CalendarFeedFactory, "owner"),
    "calendarfeed_is_revoked_after_it_is_made": lambda: changed(
        CalendarFeedFactory, revoked_at=datetime.datetime(2026, 3, 9, 11, tzinfo=datetime.UTC)
    ),
    "aftercarecontact_planned_has_a_day": lambda: changed(AftercareContactFactory, planned_on=None),
    "aftercarecontact_attempt_has_a_day": lambda: changed(
        AftercareContactFactory, outcome="not_reached"
    ),
    "aftercarecontact_spoken_says_where": lambda: changed(
        AftercareContactFactory, made={"spoken": True}, status=""
    ),
    "aftercarecontact_one_plan_a_day": lambda: second(
        AftercareContactFactory, "trajectory", "planned_on"
    ),
    "coachassignment_ends_after_it_starts": lambda: changed(
        CoachAssignmentFactory, made={"starts_on": LATE}, ends_on=EARLY
    ),
    "coachassignment_same_coach_once_at_a_time": assignments_that_overlap,
    "signalrules_once_a_day": lambda: second(SignalRulesFactory, "programme", "starts_on"),
    "signalrules_days_without_talk_in_range": lambda: changed(SignalRulesFactory, days_work_fit=0),
    "signalrules_no_shows_in_range": lambda: changed(SignalRulesFactory, no_shows=11),
    "signalrules_drop_in_range": lambda: changed(SignalRulesFactory, attendance_drop=4),
    "signalrules_dates_in_range": lambda: changed(SignalRulesFactory, contract_days=0),
    "signalanswer_has_a_reason": lambda: changed(SignalAnswerFactory, reason=""),
    "signalanswer_is_for_a_while": lambda: changed(
        SignalAnswerFactory, until=datetime.date(2026, 6, 17)
    ),
    "handover_is_to_somebody_else": handover_to_oneself,
    "handover_offered_has_its_moment": lambda: changed(HandoverFactory, status="offered"),
    "handover_answered_has_its_moment": lambda: changed(
        HandoverFactory, made={"offered": True}, status="confirmed"
    ),
    "handover_declined_has_a_reason": lambda: changed(
        HandoverFactory, made={"offered": True}, decline_reason="Geen tijd."
    ),
    "handoverletter_once_per_participant": lambda: second(
        HandoverLetterFactory, "handover", "trajectory"
    ),
    "handoverletter_says_something": lambda: changed(HandoverLetterFactory, text=""),
    "talk_minutes_are_a_talk": lambda: changed(TalkFactory, minutes=0),
    "talk_attendance_adds_up": lambda: changed(
        TalkFactory, made={"attended": True}, parts_present=5
    ),
    "talk_reason_belongs_to_absence": lambda: changed(TalkFactory, absence_reason="free"),
    "talk_mood_is_one_to_five": lambda: changed(TalkFactory, mood=6),
    "talk_of_a_group_has_its_shared_part": lambda: changed(TalkFactory, kind="group"),
    "talk_once_per_person_in_a_group": lambda: second(
        TalkFactory, "trajectory", kind="group", group=GroupTalkFactory()
    ),
    "talk_without_a_word_says_nothing": lambda: changed(
        TalkFactory, made={"no_show": True}, mood=3
    ),
    "talk_next_one_comes_later": lambda: changed(TalkFactory, next_talk_on=EARLY),
    "talk_remark_has_its_moment": lambda: changed(TalkFactory, participant_remark="Zo is het."),
    "grouptalk_says_something": lambda: changed(GroupTalkFactory, shared=""),
    "grouptalk_minutes_are_a_talk": lambda: changed(GroupTalkFactory, minutes=481),
    "skillscore_once_per_talk": lambda: changed(
        lambda: second(SkillScoreFactory, "talk"), skill="on_time"
    ),
    "skillscore_has_a_step": lambda: changed(SkillScoreFactory, by_coach=None, by_participant=None),
    "skillscore_step_is_one_to_four": lambda: changed(SkillScoreFactory, by_participant=5),
    "talkdomain_once_per_talk": lambda: second(TalkDomainFactory, "talk"),
    "sharedline_once_per_recipient": lambda: second(SharedLineFactory, "talk", "consent"),
    "sharedline_says_something": lambda: changed(SharedLineFactory, text=""),
    "coreading_has_a_reason": lambda: changed(CoReadingFactory, reason=""),
    "talkreview_one_waits_at_a_time": lambda: second(TalkReviewFactory, "talk"),
    "talkreview_decision_has_a_reader_and_a_moment": lambda: changed(
        TalkReviewFactory, made={"approved": True}, reviewer=None
    ),
    "talkreview_decided_after_it_was_sent": lambda: changed(
        TalkReviewFactory,
        made={"approved": True},
        sent_at=datetime.datetime(2026, 3, 11, tzinfo=datetime.UTC),
    ),
    "reviewquestion_asks_something": lambda: changed(ReviewQuestionFactory, question=""),
    "reviewquestion_answer_has_its_moment": lambda: changed(ReviewQuestionFactory, answer="Ja."),
    "agreement_says_what": lambda: changed(AgreementFactory, what=""),
    "agreement_closed_has_its_day": lambda: changed(AgreementFactory, status="kept"),
    "agreement_of_a_referrer_names_the_organisation": lambda: changed(
        AgreementFactory, owner="referrer"
    ),
    "agreement_answer_is_by_a_referrer": lambda: changed(
        AgreementFactory, made={"asked_of_referrer": True}, answer="Dat doe ik."
    ),
    "agreementmark_moved_has_another_day": lambda: changed(AgreementMarkFactory, due_after=LATE),
    "source_without_address_has_a_note": lambda: changed(SourceFactory, note=""),
    "pricelist_version_once": lambda: second(PriceListFactory, "title"),
    "pricelist_one_draft": lambda: changed(
        partial(PriceListFactory, list_version="2"), title=PriceListFactory().title
    ),
    "pricelist_one_in_use": _two_versions_in_use,
    "pricelist_replaced_has_a_date": lambda: changed(PriceListFactory, replaced_on=LATE),
    "pricelist_in_use_has_a_date": lambda: changed(PriceListFactory, status="published"),
    "priceitem_of_a_list_or_of_a_session": lambda: changed(
        PriceItemFactory, session=SessionFactory()
    ),
    "priceitem_code_once_per_list": lambda: second(PriceItemFactory, "price_list", "code"),
    "priceitem_code_once_per_session": lambda: second(
        PriceItemFactory, "code", session=SessionFactory()
    ),
    "priceitem_amount_or_range": lambda: changed(PriceItemFactory, low=Decimal(1)),
    "priceitem_low_not_above_high": lambda: changed(
        PriceItemFactory, made={"ranged": True}, low=Decimal(3000)
    ),
    "priceitem_ages_in_order": lambda: changed(PriceItemFactory, age_min=21, age_max=18),
    "priceitem_validity_in_order": lambda: changed(
        PriceItemFactory, valid_from=LATE, valid_to=EARLY
    ),
    "priceimport_knows_its_columns": lambda: changed(PriceImportFactory, status="checked"),
    "priceimport_done_without_problems": lambda: changed(
        PriceImportFactory, made={"mapping": ["name"]}, status="done", problems=[[2, "Nee."]]
    ),
    "indexfigure_once_a_year": lambda: second(IndexFigureFactory, "series"),
    "indexfigure_above_zero": lambda: changed(IndexFigureFactory, value=Decimal(0)),
    "costpricecomponent_has_a_label": lambda: changed(CostPriceComponentFactory, label=""),
    "costprice_once_a_year": lambda: second(CostPriceFactory, "programme", year=None),
    "costpricecomponent_code_once": lambda: second(CostPriceComponentFactory, "cost_price"),
    "session_period_ends_after_it_starts": lambda: changed(
        SessionFactory, period_end=datetime.date(2025, 12, 1)
    ),
    "attendee_has_a_role": lambda: changed(AttendeeFactory, role=""),
    "scenarioitem_event_once_per_session": lambda: second(
        ScenarioItemFactory, "session", event=EventFactory()
    ),
    "session_compares_with_something": lambda: changed(SessionFactory, reference_kinds=[]),
    "participantreading_once_a_session": lambda: second(ParticipantReadingFactory, "session"),
    "session_approved_has_a_seal": lambda: changed(
        SessionFactory, made={"in_check": True}, status="approved"
    ),
    "session_checked_by_somebody_else": _checked_by_its_maker,
    "session_in_check_was_offered": lambda: changed(SessionFactory, status="to_check"),
    "session_one_next_version_at_work": _two_next_versions,
    "sessionstep_approved_once": lambda: second(SessionStepFactory, "session", kind="approved"),
    "lineobjection_says_something": lambda: changed(LineObjectionFactory, text=""),
    "linereality_once_a_moment": lambda: second(LineRealityFactory, "line"),
    "linereality_at_six_or_twelve": lambda: changed(LineRealityFactory, month=7),
    "linereality_outcome_is_known": lambda: changed(LineRealityFactory, outcome="anders"),
    "linereality_says_what_and_who": lambda: changed(LineRealityFactory, told_by=""),
    "lineremark_says_something": lambda: changed(LineRemarkFactory, text=""),
    "scenarioitem_says_something": lambda: changed(ScenarioItemFactory, text=""),
    "statement_says_something": lambda: changed(StatementFactory, text=""),
    "statement_speaker_has_a_quote": lambda: changed(StatementFactory, speaker="Vader"),
    "costline_has_a_label": lambda: changed(CostLineFactory, label=""),
    "costline_priced_has_both_bounds": lambda: changed(CostLineFactory, high_amount=None),
    "costline_unpriced_says_why": lambda: changed(
        CostLineFactory, made={"unpriced": True}, unpriced_reason=""
    ),
    "costline_override_says_why": lambda: changed(CostLineFactory, printed_low=Decimal(900)),
    "costline_printed_low_not_above_high": lambda: changed(
        CostLineFactory,
        printed_low=Decimal(2),
        printed_high=Decimal(1),
        override_reason="Zo gedrukt.",
    ),
    "costline_recorded_quantity_has_a_kind": lambda: changed(
        CostLineFactory, recorded_quantity=Decimal(1)
    ),
    "costline_other_quantity_says_why": lambda: changed(
        CostLineFactory, recorded_kind="talks", recorded_quantity=Decimal(3)
    ),
    "costline_months_in_order": lambda: changed(
        CostLineFactory, first_month=datetime.date(2026, 1, 1)
    ),
    "costline_does_not_depend_on_itself": line_of_itself,
    "printjob_ends_after_it_is_asked": lambda: changed(
        PrintJobFactory, expires_at=datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    ),
    "printitem_number_once": lambda: second(PrintItemFactory, "job", "number"),
    "printitem_trajectory_once": lambda: second(PrintItemFactory, "job", "trajectory"),
    "joinedpart_number_once": lambda: second(JoinedPartFactory, "job", "number"),
    "printitem_ended_has_moment": lambda: changed(PrintItemFactory, status="printed"),
    "printitem_failed_has_reason": lambda: changed(
        PrintItemFactory, status="failed", ended_at=timezone.now()
    ),
    "costline_code_once_per_session": lambda: second(CostLineFactory, "session", code="RK1"),
}


def save_now(row):
    """Save, and have the rules checked that wait for the end of a transaction."""
    row.save()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_every_rule_has_a_row_in_the_table():
    assert BROKEN.keys() == constraints().keys()


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_rule_is_a_sentence_and_the_database_refuses_it_too(db, name):
    model, constraint = constraints()[name]
    sentence = str(constraint.get_violation_error_message())
    row = BROKEN[name]()

    with pytest.raises(ValidationError) as refused_by_form:
        constraint.validate(model, row)
    with pytest.raises(IntegrityError) as refused_by_database, transaction.atomic():
        save_now(row)

    assert refused_by_form.value.messages == [sentence]
    assert broken_rule(refused_by_database.value) == sentence


@pytest.mark.parametrize("name", BROKEN)
def test_a_rule_speaks_dutch_and_in_sentences(name):
    model, constraint = constraints()[name]
    sentence = str(constraint.violation_error_message or "")

    assert sentence.endswith(".")
    assert sentence[0].isupper()
    assert name not in sentence
    assert name.startswith(model.__name__.lower())


def test_a_refusal_of_an_unknown_rule_is_a_sentence_too():
    assert broken_rule(IntegrityError("anything")) == UNKNOWN_RULE


# Models


def test_verbose_names_are_lower_case():
    wrong = [
        f"{model.__name__}.{field.name}"
        for model in own_models()
        for field in model._meta.fields
        if field.verbose_name[0].isupper() and not field.verbose_name[1].isupper()
    ]

    assert wrong == []


def test_every_model_has_a_dutch_name_and_says_what_it_is():
    unnamed = [
        model.__name__
        for model in own_models()
        if not model._meta.auto_created
        and (not model.__doc__ or model._meta.verbose_name == model.__name__)
    ]

    assert unnamed == []


# Parts that are only read through the row they belong to.
WITHOUT_A_SCOPE = {
    "ProgrammePlaces",
    "AccountConfirmation",
    "CostPriceComponent",
    "IndexFigure",
    "ScenarioItem_lines",
    # Of a run of reports, which is its asker's only.
    "PrintItem",
    "PrintedFile",
    "JoinedPart",
    # Only its author's, whatever his role: accounts/drafts.py.
    "Draft",
}


def test_every_model_knows_who_may_see_its_rows():
    without = {
        model.__name__
        for model in own_models()
        if not isinstance(model._default_manager.all(), ScopedQuerySet)
    }

    assert without <= WITHOUT_A_SCOPE


ONLY_THE_ADMINISTRATORS = {"AccessLog", "Organisation"}
REFERENCE_DATA = {"Source", "PriceList", "PriceItem", "CostPrice", "IndexSeries", "PriceImport"}


@pytest.mark.parametrize(
    "model", [m for m in own_models() if isinstance(m._default_manager.all(), ScopedQuerySet)]
)
def test_rows_of_a_dossier_are_seen_by_its_leader_and_not_by_another(cast, dossier, model):
    has_rows = model.objects.exists()
    is_own = model.__name__ not in REFERENCE_DATA | {"User", "AccessLog", "Programme"}

    seen_here, seen_elsewhere = (
        model.objects.visible_to(person).exists() for person in (cast.anna, cast.joke)
    )

    assert seen_here == (has_rows and model.__name__ not in ONLY_THE_ADMINISTRATORS)
    # A leader elsewhere sees the shared lists, his own programme and its coaches.
    assert seen_elsewhere == (seen_here and not is_own)


# History


# Rows of a handed-in list are thrown away after a while, and their history would stay.
WITHOUT_HISTORY = {
    # Only ever added to, each with the whole content.
    "SessionStep",
    "AccessLog",
    "ExportReason",
    "Draft",
    "ImportedRow",
    # So are runs of reports, within a day.
    "PrintJob",
    "PrintItem",
    "PrintedFile",
    "JoinedPart",
    "ScenarioItem_lines",
}


def test_every_model_keeps_its_history():
    without = {model.__name__ for model in own_models() if not hasattr(model, "history")}

    assert without - WITHOUT_HISTORY == set()


def states(row):
    return list(
        type(row)
        .history.rel.related_model.objects.filter(pgh_obj_id=row.pk)
        .order_by("pgh_id")
        .values_list("pgh_label", flat=True)
    )


def test_history_keeps_insert_change_and_removal(db):
    event = EventFactory()
    pk = event.pk
    event.text = "Anders."
    event.save()
    event.delete()
    event.pk = pk

    assert states(event) == ["insert", "update", "delete"]


def test_history_keeps_a_bulk_update_row_by_row(db):
    people = [ParticipantFactory(), ParticipantFactory()]

    Participant.objects.update(wishes="Een baan buiten.")

    assert [states(person) for person in people] == [["insert", "update"]] * 2


def test_history_keeps_sql_by_hand(db):
    line = CostLineFactory()

    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {CostLine._meta.db_table} SET label = 'Anders'")  # noqa: S608

    assert states(line) == ["insert", "update"]


def test_history_keeps_the_lanes_of_an_event(db):
    on_lane = EventLaneFactory()
    pk = on_lane.pk
    on_lane.event.lanes.clear()
    on_lane.pk = pk

    assert states(on_lane) == ["insert", "delete"]


def test_history_keeps_no_passwords(db):
    history = UserFactory().history.model

    assert not {"password", "last_login"} & {field.name for field in history._meta.get_fields()}


def test_history_knows_who_did_it(cast, dossier):
    browser = client_of(cast.bert)
    event = dossier.events["milestone"]
    url = address("trajectories:event_edit", dossier)
    browser.post(url, typed_in(browser.get(url)) | {"text": "Anders verteld."})

    changed_by = (
        TimelineEvent.history.rel.related_model.objects.filter(pgh_obj=event)
        .order_by("pgh_id")
        .last()
    )

    assert changed_by.text == "Anders verteld."
    assert changed_by.pgh_context.metadata["user"] == cast.bert.pk


# The access log


@pytest.mark.parametrize(
    "change",
    [
        lambda row: AccessLog.objects.update(page="anders"),
        lambda row: AccessLog.objects.all().delete(),
        lambda row: AccessLog.objects.filter(pk=row.pk)._raw_delete("default"),
    ],
    ids=["update", "delete", "raw delete"],
)
def test_the_access_log_only_grows(db, change):
    row = AccessLogFactory()

    with pytest.raises(InternalError), transaction.atomic():
        change(row)

    assert AccessLog.objects.get().page == row.page


def test_the_access_log_has_no_field_for_content():
    # Why somebody exported stands beside the log, in rows of its own that fewer people read.
    fields = [*AccessLog._meta.fields, *AccessLog._meta.many_to_many]
    kinds = {field.name for field in fields}
    links = [field.name for field in fields if isinstance(field, ForeignKey | ManyToManyField)]

    assert kinds == {"id", "at", "user", "action", "page", "participant_id", "programme_id"}
    assert links == ["user"]


def test_rules_that_hold_are_one_question(cast, dossier, django_assert_num_queries):
    event = dossier.events["open"]
    # The savepoint around the question, and the question. A form leaves the code of the source out, and its own rule.
    with django_assert_num_queries(3):
        event.validate_constraints(exclude={"source_code"})


def test_every_rule_that_does_not_hold_says_its_sentence(dossier):
    event = dossier.events["open"]
    event.text, event.speaker = "", "Vader"

    with pytest.raises(ValidationError) as refused:
        event.validate_constraints()

    assert set(refused.value.messages) == {
        "Schrijf op wat er gebeurde.",
        "Zet de woorden erbij van wie dit zei.",
    }


def test_a_rule_about_a_field_that_is_left_out_is_not_asked(dossier):
    event = dossier.events["open"]
    event.text, event.speaker = "", "Vader"

    with pytest.raises(ValidationError) as refused:
        event.validate_constraints(exclude={"quote"})

    assert refused.value.messages == ["Schrijf op wat er gebeurde."]


@pytest.mark.parametrize(
    "model", [model for model in apps.get_models() if issubclass(model, Record)], ids=str
)
def test_the_rules_of_a_record_name_fields_that_it_has(db, model):
    """A rule that named another could not be asked together with the rest."""
    unknown = ""
    try:
        with suppress(ValidationError):
            model().validate_constraints()
    except FieldError as error:
        unknown = str(error)
    assert unknown == ""
