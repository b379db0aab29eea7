"""Every page of the project, with the arguments that reach it in the dossier of the tests."""

import uuid

from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern
from django.utils import timezone

from accounts.factories import OrganisationFactory, UserFactory
from coaching.calendar_links import make_feed
from coaching.week_links import token_of
from costs.factories import (
    AttendeeFactory,
    CostLineFactory,
    CostPriceFactory,
    IndexSeriesFactory,
    LineObjectionFactory,
    LineRealityFactory,
    LineRemarkFactory,
    PriceImportFactory,
    PriceItemFactory,
    PriceListFactory,
    SessionFactory,
)
from costs.models import CostPrice
from participants import applying
from participants.factories import (
    ImportedRowFactory,
    ParticipantFactory,
    ParticipantMergeFactory,
    PeopleImportFactory,
    ReferralFactory,
)
from participants.models import ReferralStatus
from reports.factories import AccessRequestFactory, PrintedFileFactory
from trajectories.factories import AttachmentFactory, EventFactory

# allauth's own pages have tests of their own; what of them DOW changes, is tested by name.
OTHERS_PAGES = ("account_", "mfa_")


def _list_of(dossier, **facts):
    return PeopleImportFactory(programme=dossier.trajectory.programme, **facts)


def _row_of(dossier):
    row = ImportedRowFactory(people_import=_list_of(dossier, checked=True))
    return [row.people_import_id, row.pk]


def _asked(dossier, **facts):
    programme = dossier.trajectory.programme
    return AccessRequestFactory(participant=dossier.participant, programme=programme, **facts)


def _only_referred(dossier):
    """Somebody whom the same organisation referred, and of whom there is no dossier."""
    mine = dossier.referral
    return ReferralFactory(
        programme=mine.programme, organisation=mine.organisation, referrer=mine.referrer
    )


def _run_of(dossier):
    """A finished run of reports that the leader asked for."""
    return PrintedFileFactory(
        item__trajectory=dossier.trajectory,
        item__job__asked_by=dossier.answer.answered_by,
        item__job__bundle="zip",
    ).item.job


ARGUMENTS = {
    "apply": lambda d: [d.trajectory.programme.slug],
    "applied": lambda d: [applying.SIGNER.sign(d.open_referral.reference)],
    "accounts:edit": lambda d: [d.assignment.coach_id],
    "accounts:organisation_edit": lambda d: [
        d.referral.organisation_id or OrganisationFactory().pk
    ],
    "accounts:programme_edit": lambda d: [d.trajectory.programme_id],
    "accounts:resend": lambda d: [d.assignment.coach_id],
    "accounts:confirm": lambda d: [d.assignment.coach_id],
    # Somebody who visits no page himself: who closes his own colleague would sign a visitor out.
    "accounts:close": lambda d: [UserFactory(programme=d.trajectory.programme).pk],
    "trajectories:access_log": lambda d: [d.trajectory.pk],
    "reports:access_log": lambda d: [d.trajectory.pk],
    "reports:prints": lambda d: [d.trajectory.pk],
    "reports:trajectory_plan": lambda d: [d.trajectory.pk],
    "reports:talk_overview": lambda d: [d.trajectory.pk],
    "reports:access_requests": lambda d: [d.trajectory.pk],
    "reports:access_requests_of_referral": lambda d: [_only_referred(d).pk],
    "reports:access_request": lambda d: [_asked(d).pk],
    "reports:access_request_preview": lambda d: [_asked(d).pk],
    "reports:access_request_make": lambda d: [_asked(d).pk],
    "reports:access_request_archive": lambda d: [_asked(d, ready=True).pk],
    "trajectories:timeline": lambda d: [d.trajectory.pk],
    "trajectories:events_export": lambda d: [d.trajectory.pk],
    "coaching:agreements_of_export": lambda d: [d.trajectory.pk],
    "coaching:talks_export": lambda d: [d.trajectory.pk],
    "coaching:contacts_export": lambda d: [d.trajectory.pk],
    "reports:cohort_rows_export": lambda d: ["inflow", "total"],
    "trajectories:facts": lambda d: [d.trajectory.pk],
    "trajectories:participant_edit": lambda d: [d.trajectory.pk],
    "trajectories:merge_choose": lambda d: [d.trajectory.pk],
    "trajectories:merge": lambda d: [d.trajectory.pk, namesake(d).pk],
    "trajectories:merge_undo": lambda d: [ParticipantMergeFactory(participant=d.participant).pk],
    "trajectories:network": lambda d: [d.trajectory.pk],
    "trajectories:language_edit": lambda d: [d.trajectory.pk],
    "trajectories:contact_edit": lambda d: [d.network_contact.pk],
    "trajectories:consents": lambda d: [d.trajectory.pk],
    "trajectories:consent_create": lambda d: [d.trajectory.pk],
    "trajectories:consent_withdraw": lambda d: [d.consent.pk],
    "trajectories:information_create": lambda d: [d.trajectory.pk],
    "trajectories:contact_create": lambda d: [d.trajectory.pk],
    "trajectories:event_create": lambda d: [d.trajectory.pk],
    "trajectories:event_edit": lambda d: [d.events["milestone"].pk],
    "trajectories:event_remove": lambda d: [d.events["milestone"].pk],
    "trajectories:attachment": lambda d: [d.attachment.pk],
    "trajectories:attachment_add": lambda d: [d.events["milestone"].pk],
    "trajectories:attachment_share": lambda d: [d.attachment.pk],
    "trajectories:attachment_remove": lambda d: [d.attachment.pk],
    "trajectories:attachment_put_back": lambda d: [removed_file_of(d).pk],
    "trajectories:event_share": lambda d: [d.events["milestone"].pk],
    "trajectories:event_put_back": lambda d: [stone_of(d).pk],
    "trajectories:event_history": lambda d: [d.events["milestone"].pk],
    "trajectories:milestone_reached": lambda d: [d.events["milestone"].pk],
    "trajectories:spell_start": lambda d: [d.trajectory.pk],
    "trajectories:spell_end": lambda d: [d.spell.pk],
    "trajectories:phase_change": lambda d: [d.spell.pk],
    "trajectories:title_edit": lambda d: [d.trajectory.pk],
    "trajectories:outflow_edit": lambda d: [d.trajectory.pk],
    "trajectories:chapter_create": lambda d: [d.trajectory.pk],
    "trajectories:chapter_edit": lambda d: [d.chapter.pk],
    "trajectories:chapter_split": lambda d: [d.chapter.pk],
    "trajectories:chapter_move": lambda d: [d.chapter.pk, "later"],
    "trajectories:chapters_begin": lambda d: [d.trajectory.pk],
    "trajectories:event_move": lambda d: [d.events["milestone"].pk, "later"],
    "trajectories:spell_edit": lambda d: [d.spell.pk],
    "trajectories:lane_create": lambda d: [d.trajectory.pk],
    "trajectories:lane_edit": lambda d: [d.lane.pk],
    "participants:referral": lambda d: [d.referral.pk],
    "participants:referral_edit": lambda d: [d.open_referral.pk],
    **{
        f"participants:referral_{name}": lambda d: [d.open_referral.pk]
        for name in ("contact", "introduction", "waiting", "decline", "withdraw", "up", "down")
    },
    "participants:referral_reopen": lambda d: [closed_referral(d).pk],
    "trajectories:places_edit": lambda d: [d.trajectory.programme.places.get().pk],
    "trajectories:accept": lambda d: [d.open_referral.pk],
    "trajectories:accept_new": lambda d: [new_referral(d).pk],
    "trajectories:accept_join": lambda d: [d.open_referral.pk, d.participant.pk],
    "coaching:assignments": lambda d: [d.trajectory.pk],
    "coaching:assignment_create": lambda d: [d.trajectory.pk],
    "coaching:assignment_end": lambda d: [d.assignment.pk],
    "participants:import": lambda d: [_list_of(d, checked=True).pk],
    "participants:import_columns": lambda d: [_list_of(d).pk],
    "participants:import_row": lambda d: _row_of(d),
    "participants:import_start": lambda d: [_list_of(d).pk],
    "participants:import_undo": lambda d: [_list_of(d).pk],
    "participants:import_discard": lambda d: [_list_of(d).pk],
    "coaching:growth": lambda d: [d.trajectory.pk],
    "coaching:goal_create": lambda d: [d.trajectory.pk],
    "coaching:goal_edit": lambda d: [d.goal.pk],
    "coaching:step_create": lambda d: [d.goal.pk],
    "coaching:measurement_create": lambda d: [d.trajectory.pk],
    "coaching:measurement_edit": lambda d: [d.measurement.pk],
    "coaching:placement_create": lambda d: [d.trajectory.pk],
    "coaching:placement_edit": lambda d: [d.placement.pk],
    "coaching:check_create": lambda d: [d.placement.pk, "host"],
    "coaching:week": lambda d: [d.trajectory.pk],
    "coaching:week_pdf": lambda d: [d.trajectory.pk, "nl"],
    "coaching:week_link_create": lambda d: [d.trajectory.pk],
    "coaching:week_link_revoke": lambda d: [d.week_link.pk],
    "coaching:my_week": lambda d: [token_of(d.week_link.submission_key)],
    "coaching:calendar_file": lambda d: [
        make_feed(owner=d.assignment.coach, form_key=uuid.uuid4())
    ],
    "coaching:work": lambda d: [d.trajectory.pk],
    "coaching:close": lambda d: [d.trajectory.pk],
    "coaching:contact_create": lambda d: [d.trajectory.pk],
    "coaching:contact_edit": lambda d: [d.contact.pk],
    "coaching:signal_answer": lambda d: [d.trajectory.pk, "no_talk", "never"],
    "coaching:signal_resume": lambda d: [d.answer.pk],
    "coaching:handover": lambda d: [d.letter.handover_id],
    "coaching:handover_edit": lambda d: [d.letter.handover_id],
    "coaching:handover_offer": lambda d: [d.letter.handover_id],
    "coaching:handover_withdraw": lambda d: [d.letter.handover_id],
    "coaching:handover_confirm": lambda d: [d.letter.handover_id],
    "coaching:handover_decline": lambda d: [d.letter.handover_id],
    "reports:handover_letter": lambda d: [d.letter.pk],
    "coaching:talks": lambda d: [d.trajectory.pk],
    "coaching:talk_create": lambda d: [d.trajectory.pk],
    "coaching:no_show": lambda d: [d.trajectory.pk],
    "coaching:attempt": lambda d: [d.trajectory.pk],
    "coaching:talk": lambda d: [d.talks["by coach"].pk],
    "coaching:talk_edit": lambda d: [d.talks["by coach"].pk],
    "coaching:talk_offer": lambda d: [d.talks["draft"].pk],
    "coaching:talk_take_back": lambda d: [d.talks["no show"].pk],
    "coaching:agreements_of": lambda d: [d.trajectory.pk],
    "coaching:agreement_create": lambda d: [d.trajectory.pk],
    "coaching:agreement": lambda d: [d.agreements["asked"].pk],
    "coaching:agreement_edit": lambda d: [d.agreements["asked"].pk],
    "coaching:agreement_mark": lambda d: [d.agreements["asked"].pk],
    "coaching:agreement_answer": lambda d: [d.agreements["asked"].pk],
    "coaching:review": lambda d: [d.talks["to review"].pk],
    "coaching:training": lambda d: [d.in_training.coach_id],
    "coaching:co_reading_edit": lambda d: [d.in_training.coach_id],
    "reports:training": lambda d: [d.in_training.coach_id],
    "costs:session": lambda d: [d.session.pk],
    "costs:wall": lambda d: [d.session.pk],
    "costs:wall_board": lambda d: [d.session.pk],
    "costs:wall_change": lambda d: [d.session.pk],
    "costs:session_edit": lambda d: [d.session.pk],
    "costs:of_trajectory": lambda d: [d.trajectory.pk],
    "costs:session_create": lambda d: [d.trajectory.pk],
    "costs:line_create": lambda d: [d.session.pk],
    "costs:line_edit": lambda d: [d.line.pk],
    "costs:attendee_create": lambda d: [d.session.pk],
    "costs:attendee_edit": lambda d: [AttendeeFactory(session=d.session).pk],
    "costs:attendee_remove": lambda d: [AttendeeFactory(session=d.session).pk],
    "costs:line_remove": lambda d: [d.line.pk],
    "costs:statement_remove": lambda d: [d.statement.pk],
    "costs:own_price_remove": lambda d: [d.session.pk, d.own_price.pk],
    "costs:objection_remove": lambda d: [LineObjectionFactory(line=d.line).pk],
    "costs:reality_remove": lambda d: [LineRealityFactory(line__session=d.session).pk],
    "costs:session_remove": lambda d: [d.session.pk],
    "costs:reading_edit": lambda d: [d.session.pk],
    "costs:statement_create": lambda d: [d.session.pk],
    "costs:statement_edit": lambda d: [d.statement.pk],
    "costs:note_create": lambda d: [d.session.pk],
    "costs:note_edit": lambda d: [d.note.pk],
    "costs:own_price_create": lambda d: [d.session.pk],
    "costs:own_price_edit": lambda d: [d.session.pk, d.own_price.pk],
    "costs:offer": lambda d: [d.session.pk],
    "costs:take_back": lambda d: [d.session.pk],
    "costs:check": lambda d: [session_in_check(d).pk],
    "costs:next_version": lambda d: [d.session.pk],
    "costs:compare": lambda d: [next_version_of(d).pk],
    "costs:objection_create": lambda d: [d.line.pk],
    "costs:objection_edit": lambda d: [LineObjectionFactory(line=d.line).pk],
    "costs:reality_edit": lambda d: [CostLineFactory(session=d.session, side="avoided").pk, 6],
    "costs:remark_answer": lambda d: [
        LineRemarkFactory(session=d.session, line=d.line, written_by=other_controller()).pk
    ],
    "costs:newer_prices": lambda d: [session_with_newer_prices(d).pk],
    "costs:newer_prices_take": lambda d: [session_with_newer_prices(d).pk],
    "costs:session_at_year": lambda d: [d.session.pk],
    "costs:cost_price_use": lambda d: [d.session.pk, cost_price_of(d).pk],
    "costs:price_create": lambda d: [d.draft_list.pk],
    "costs:price_edit": lambda d: [d.draft_price.pk],
    "costs:price_remove": lambda d: [d.draft_price.pk],
    "costs:price_list": lambda d: [d.session.price_list_id],
    "costs:price_export": lambda d: [d.session.price_list_id],
    "costs:price_list_edit": lambda d: [d.draft_list.pk],
    "costs:price_list_next": lambda d: [d.session.price_list_id],
    "costs:price_list_publish": lambda d: [PriceItemFactory().price_list_id],
    "costs:price_list_discard": lambda d: [PriceListFactory().pk],
    "costs:price_list_compare": lambda d: [d.session.price_list_id],
    "costs:price_list_sheet": lambda d: [d.session.price_list_id, "xlsx"],
    "costs:price_import_create": lambda d: [d.draft_list.pk],
    "costs:price_import": lambda d: [PriceImportFactory(price_list=d.draft_list).pk],
    "costs:price_import_columns": lambda d: [PriceImportFactory(price_list=d.draft_list).pk],
    "costs:price_import_start": lambda d: [PriceImportFactory(price_list=d.draft_list).pk],
    "costs:price_import_discard": lambda d: [PriceImportFactory(price_list=d.draft_list).pk],
    "costs:source": lambda d: [d.source.pk],
    "costs:source_edit": lambda d: [d.source.pk],
    "reports:evidence": lambda d: ["aansluiten"],
    "costs:cost_price": lambda d: [cost_price_of(d).pk],
    "costs:cost_price_edit": lambda d: [cost_price_of(d).pk],
    "costs:index_series": lambda d: [IndexSeriesFactory().pk],
    "costs:index_series_edit": lambda d: [IndexSeriesFactory().pk],
    "reports:price_list": lambda d: [d.session.price_list_id],
    "reports:progress": lambda d: [d.trajectory.pk],
    "reports:progress_pdf": lambda d: [d.trajectory.pk],
    "reports:cohort_sheet": lambda d: ["xlsx"],
    "reports:cohort_rows": lambda d: ["inflow", "total"],
    "reports:print_job": lambda d: [_run_of(d).pk],
    "reports:print_stop": lambda d: [_run_of(d).pk],
    "reports:print_file": lambda d: [_run_of(d).pk],
    "reports:timeline": lambda d: [d.trajectory.pk],
    "reports:case_report": lambda d: [d.trajectory.pk, "full"],
    "reports:case_preview": lambda d: [d.trajectory.pk, "full"],
    "reports:print": lambda d: [d.trajectory.pk],
}


def other_controller():
    return UserFactory(controller=True)


def session_in_check(dossier):
    """A session of the same facilitator that waits for the controller."""
    leads = dossier.session.facilitator
    session = SessionFactory(
        trajectory=dossier.trajectory, facilitator=leads, status="to_check", offered_by=leads
    )
    CostLineFactory(session=session)
    return session


def session_with_newer_prices(dossier):
    """A session of the same facilitator, made with a version of a list that meanwhile was replaced."""
    line = CostLineFactory(
        session__trajectory=dossier.trajectory, session__facilitator=dossier.session.facilitator
    )
    session = line.session
    session.price_list = PriceListFactory(title=f"Lijst van {session.reference}", replaced=True)
    session.save()
    PriceListFactory(title=session.price_list.title, list_version="2", published=True)
    return session


def cost_price_of(dossier):
    """What the dossier's programme costs; of one year there is one."""
    programme = dossier.trajectory.programme
    found = CostPrice.objects.filter(programme=programme).first()
    return found or CostPriceFactory(programme=programme)


def next_version_of(dossier):
    """A second version of the dossier's session, without anything in it."""
    return SessionFactory(
        trajectory=dossier.trajectory,
        facilitator=dossier.session.facilitator,
        previous=dossier.session,
        version_number=2,
    )


def stone_of(dossier):
    """An event that was taken off the timeline."""
    return EventFactory(
        trajectory=dossier.trajectory,
        removed_at=timezone.now(),
        removed_by=dossier.assignment.coach,
        removal_reason="Stond er dubbel.",
    )


def removed_file_of(dossier):
    """A file that was taken off its event."""
    return AttachmentFactory(
        event=dossier.events["milestone"],
        removed_at=timezone.now(),
        removed_by=dossier.assignment.coach,
        removal_reason="Verkeerd bestand.",
    )


def namesake(dossier):
    """Somebody else in the same programme, who may be the same person."""
    person = ParticipantFactory(given_name="Wessel", alias="Tom")
    new_referral(dossier, participant=person)
    return person


def new_referral(dossier, **facts):
    """A referral by the referrer of the dossier, of somebody who is nobody's participant yet."""
    old = dossier.referral
    return ReferralFactory(
        programme=old.programme, organisation=old.organisation, referrer=old.referrer, **facts
    )


def closed_referral(dossier):
    return new_referral(
        dossier,
        participant=dossier.participant,
        status=ReferralStatus.DECLINED,
        status_reason="Gaat eerst naar school.",
    )


def address(route, dossier):
    return reverse(route, args=ARGUMENTS.get(route, lambda d: [])(dossier))


def project_routes(patterns=None, namespace=""):
    """The names of all routes but those of others."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLPattern):
            name = f"{namespace}{pattern.name}"
            if not name.startswith(OTHERS_PAGES):
                yield name
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from project_routes(pattern.url_patterns, inner)
