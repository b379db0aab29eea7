"""Work placements, and the check of how inclusive a workplace is."""

from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from coaching.forms.placement import CheckForm, PlacementForm
from coaching.models import Answerer, WorkplaceCheck, WorkPlacement
from dow_site.access import Action
from dow_site.editing import edit_page, require_form_methods
from trajectories.models import Trajectory


@require_form_methods
def placement_create(request, pk):
    trajectory = Trajectory.objects.get_for(request.user, Action.EDIT_AFTERCARE, pk=pk)
    return _placement_page(
        request, WorkPlacement(trajectory=trajectory), title="Werkplek toevoegen"
    )


@require_form_methods
def placement_edit(request, pk):
    placement = WorkPlacement.objects.get_for(request.user, Action.EDIT_AFTERCARE, pk=pk)
    return _placement_page(request, placement, title="Werkplek wijzigen")


def _placement_page(request, placement, *, title):
    form = PlacementForm(request.POST or None, instance=placement)
    return edit_page(
        request,
        form,
        save=form.save_record,
        done="De werkplek is bewaard.",
        then=reverse("coaching:work", args=[placement.trajectory_id]),
        title=title,
    )


@require_form_methods
def check_create(request, pk, answerer):
    """The six questions to the participant, or to the host, whose answers the coach writes down."""
    placement = WorkPlacement.objects.get_for(request.user, Action.EDIT_AFTERCARE, pk=pk)
    if answerer not in Answerer.values:
        raise Http404
    check = WorkplaceCheck(placement=placement, answerer=answerer, recorded_by=request.user)
    form = CheckForm(
        request.POST or None, instance=check, initial={"asked_on": timezone.localdate()}
    )
    who = "de deelnemer" if answerer == Answerer.PARTICIPANT else placement.host
    return edit_page(
        request,
        form,
        save=form.save_record,
        done="De werkplekcheck is bewaard.",
        then=reverse("coaching:work", args=[placement.trajectory_id]),
        title=f"Werkplekcheck met {who}",
        help_text="Zes vragen over wat een werkplek goed maakt voor iedereen. Overslaan mag.",
    )
