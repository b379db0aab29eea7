"""What leaves the system on paper."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.logbook import note_access
from accounts.models import AccessAction
from coaching.models import HandoverLetter
from coaching.training import trainee_for
from dow_site.access import Action, may_anywhere
from dow_site.pdf import pdf_response
from reports.access_log import AccessLogReport
from reports.case_report import CaseReport, Edition
from reports.handover_letter import HandoverLetterReport
from reports.publication import NotPublishable
from reports.training import TrainingReport
from trajectories.models import Trajectory


@require_safe
def case_report(request, pk, edition):
    """The case report as PDF; 422 with the places to mend while a publication would show a name."""
    if edition not in set(Edition):
        raise Http404
    trajectory = Trajectory.objects.select_related(
        "participant__municipality", "programme"
    ).get_for(request.user, Action.PRINT_CASE_REPORT, pk=pk)
    try:
        report = CaseReport.of(
            trajectory, Edition(edition), reader=request.user, printed_on=timezone.localdate()
        )
    except NotPublishable as refusal:
        return render(
            request,
            "reports/not_publishable.html",
            {
                "trajectory": trajectory,
                "findings": refusal.findings,
                # Who may know the alias only is told where, and not which name.
                "knows_names": may_anywhere(request.user, Action.VIEW_PARTICIPANT),
            },
            status=422,
        )
    response = pdf_response(report)
    note_access(
        request.user,
        AccessAction.PRINTED,
        "reports:case_report",
        participant_id=trajectory.participant_id,
        programme_id=trajectory.programme_id,
    )
    return response


@require_safe
def access_log(request, pk):
    """Who looked in this dossier, as PDF for the participant himself."""
    trajectory = Trajectory.objects.select_related("participant", "programme").get_for(
        request.user, Action.PRINT_ACCESS_LOG, pk=pk
    )
    note_access(
        request.user,
        AccessAction.PRINTED,
        "reports:access_log",
        participant_id=trajectory.participant_id,
        programme_id=trajectory.programme_id,
    )
    return pdf_response(
        AccessLogReport.of(trajectory, reader=request.user, today=timezone.localdate())
    )


@require_safe
def handover_letter(request, pk):
    """The hand-over letter about one participant, as PDF."""
    letter = HandoverLetter.objects.select_related(
        "trajectory__participant", "handover__from_coach", "handover__to_coach"
    ).get_for(request.user, Action.VIEW_HANDOVER, pk=pk)
    note_access(
        request.user,
        AccessAction.PRINTED,
        "reports:handover_letter",
        participant_id=letter.trajectory.participant_id,
        programme_id=letter.trajectory.programme_id,
    )
    return pdf_response(
        HandoverLetterReport.of(letter, reader=request.user, today=timezone.localdate())
    )


@require_safe
def training(request, pk):
    """What a coach in training did, as PDF for the school; no participant is named in it."""
    trainee = trainee_for(request.user, pk)
    note_access(request.user, AccessAction.PRINTED, "reports:training")
    return pdf_response(TrainingReport.of(trainee, today=timezone.localdate()))
