"""What can be printed of one dossier, and two papers for the table: the plan and the talks."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.logbook import note_access
from accounts.models import AccessAction
from dow_site.access import Action, require
from dow_site.pdf import pdf_response
from reports.catalogue import printables
from reports.talk_overview import TalkOverview, TalkPeriodForm
from reports.trajectory_plan import TrajectoryPlan
from trajectories.dossier import open_dossier
from trajectories.models import Trajectory


@require_safe
def prints(request, pk):
    """Every report of this dossier that the reader may print, with what it is and for whom."""
    trajectory = _trajectory(request, pk, Action.VIEW_TRAJECTORY)
    return render(
        request,
        "reports/prints.html",
        {
            "dossier": open_dossier(request.user, trajectory, page="reports:prints"),
            "printables": printables(request.user, trajectory),
            "period_form": TalkPeriodForm(None),
        },
    )


@require_safe
def plan(request, pk):
    """The plan as PDF, to look at together and sign."""
    trajectory = _trajectory(request, pk, Action.PRINT_PLAN)
    response = pdf_response(
        TrajectoryPlan.of(trajectory, reader=request.user, today=timezone.localdate())
    )
    _note(request, trajectory, "reports:trajectory_plan")
    return response


@require_safe
def talks(request, pk):
    """The talks of a period as PDF, as far as this reader may read them."""
    trajectory = _trajectory(request, pk, Action.VIEW_TRAJECTORY)
    require(request.user, Action.VIEW_TALK)
    first, last = TalkPeriodForm(request.GET).period
    response = pdf_response(
        TalkOverview.of(
            trajectory, reader=request.user, first=first, last=last, today=timezone.localdate()
        )
    )
    _note(request, trajectory, "reports:talk_overview")
    return response


def _trajectory(request, pk, action):
    return Trajectory.objects.for_dossier().get_for(request.user, action, pk=pk)


def _note(request, trajectory, page):
    note_access(
        request.user,
        AccessAction.PRINTED,
        page,
        participant_id=trajectory.participant_id,
        programme_id=trajectory.programme_id,
    )
