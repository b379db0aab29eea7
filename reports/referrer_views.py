"""The referrer's side: how somebody fares, on screen and on paper."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.logbook import note_access
from accounts.models import AccessAction, Organisation
from dow_site.access import Action, Role
from dow_site.pdf import pdf_response
from reports.progress import ProgressReport, referring_organisations
from trajectories.dossier import open_dossier
from trajectories.models import Trajectory


@require_safe
def progress(request, pk):
    """For the referrer his page; for who guides, the same page as that referrer reads it."""
    trajectory, organisations, reader = _read(request, pk)
    is_preview = request.user.role != Role.REFERRER
    return render(
        request,
        "reports/progress.html",
        {
            "dossier": open_dossier(request.user, trajectory, page="reports:progress"),
            "report": _report(trajectory, reader),
            "organisation": reader,
            "others": [one for one in organisations if one != reader],
            "is_preview": is_preview,
            "answer_links": not is_preview,
        },
    )


@require_safe
def progress_pdf(request, pk):
    """The same on paper, for a review meeting."""
    trajectory, _, reader = _read(request, pk)
    if reader is None:
        raise PermissionDenied
    response = pdf_response(_report(trajectory, reader))
    note_access(
        request.user,
        AccessAction.PRINTED,
        "reports:progress_pdf",
        participant_id=trajectory.participant_id,
        programme_id=trajectory.programme_id,
    )
    return response


def _report(trajectory, reader):
    return ProgressReport.of(trajectory, reader, timezone.localdate()) if reader else None


def _read(request, pk) -> tuple[Trajectory, list[Organisation], Organisation | None]:
    """The trajectory, who reads along, and the organisation whose reading is shown."""
    trajectory = Trajectory.objects.for_dossier().get_for(
        request.user, Action.VIEW_TRAJECTORY, pk=pk
    )
    allowed = Trajectory.objects.actions_on(request.user, trajectory, Action.VIEW_PROGRESS)
    if not allowed:
        raise PermissionDenied
    if request.user.role == Role.REFERRER:
        return trajectory, [], request.user.organisation
    organisations = referring_organisations(trajectory)
    chosen = request.GET.get("organisatie", "")
    asked = [one for one in organisations if str(one.pk) == chosen]
    return trajectory, organisations, next(iter(asked or organisations), None)
