"""What leaves the system on paper."""

from django.http import Http404
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.logbook import note_access
from accounts.models import AccessAction
from coaching.models import HandoverLetter
from coaching.training import trainee_for
from costs.models import PriceList
from costs.several_cases import SeveralCasesFilter
from dow_site.access import Action, may_anywhere, require
from dow_site.pdf import pdf_response
from reports.access_log import AccessLogReport
from reports.handover_letter import HandoverLetterReport
from reports.price_list import PriceListReport
from reports.several_cases import SeveralCasesReport
from reports.timeline_report import TimelineReport
from reports.training import TrainingReport
from trajectories.forms import KnownOnForm
from trajectories.models import Trajectory


@require_safe
def timeline(request, pk):
    """The timeline as its reader sees it, with the filter and the day of the address, as PDF."""
    trajectory = Trajectory.objects.select_related("participant", "programme").get_for(
        request.user, Action.PRINT_TIMELINE, pk=pk
    )
    looks_back = may_anywhere(request.user, Action.VIEW_NARRATIVE)
    known_form = KnownOnForm(request.GET if looks_back else {})
    if not known_form.is_valid():
        raise Http404
    report = TimelineReport.of(
        trajectory,
        request.GET,
        reader=request.user,
        today=timezone.localdate(),
        known_on=known_form.cleaned_data["op"],
    )
    response = pdf_response(report)
    note_access(
        request.user,
        AccessAction.PRINTED,
        "reports:timeline",
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
        "trajectory__participant",
        "trajectory__programme",
        "handover__from_coach",
        "handover__to_coach",
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


@require_safe
def several_cases(request):
    """Several cases side by side, as PDF; everybody in it goes by an alias."""
    require(request.user, Action.VIEW_SESSION)
    note_access(request.user, AccessAction.PRINTED, "reports:several_cases")
    return pdf_response(
        SeveralCasesReport.of(
            request.user, SeveralCasesFilter(request.GET), today=timezone.localdate()
        )
    )


@require_safe
def price_list(request, pk):
    """One version of a price list, as PDF."""
    found = PriceList.objects.get_for(request.user, Action.VIEW_PRICES, pk=pk)
    note_access(request.user, AccessAction.PRINTED, "reports:price_list")
    return pdf_response(PriceListReport.of(found, today=timezone.localdate()))
