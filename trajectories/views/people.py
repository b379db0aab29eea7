"""A participant's own facts, and the people around him. Here, for their pages belong to a dossier."""

from django.urls import reverse

from dow_site.access import Action, require
from dow_site.editing import edit_page, require_form_methods
from participants.forms import NetworkContactForm, ParticipantForm
from participants.models import NetworkContact, Participant
from trajectories.models import Trajectory
from trajectories.operations import start_trajectory


@require_form_methods
def trajectory_create(request):
    """A new participant with a first trajectory, in the programme of who writes it."""
    require(request.user, Action.HANDLE_REFERRAL)
    form = ParticipantForm(request.POST or None)
    return edit_page(
        request,
        form,
        save=lambda: start_trajectory(
            participant=form.save_record(),
            programme=request.user.programme,
            submission_key=form.cleaned_data["submission_key"],
            by=request.user,
        ),
        done="De deelnemer staat erin. Leg nu de eerste dag vast.",
        then=lambda trajectory: reverse("trajectories:facts", args=[trajectory.pk]),
        cancel_url=reverse("trajectories:list"),
        title="Nieuwe deelnemer",
    )


@require_form_methods
def participant_edit(request, pk):
    trajectory, participant = _of_trajectory(request, pk, Action.EDIT_PARTICIPANT)
    form = ParticipantForm(request.POST or None, instance=participant)
    return edit_page(
        request,
        form,
        save=form.save_record,
        done="De gegevens zijn bewaard.",
        then=reverse("trajectories:facts", args=[trajectory.pk]),
        title="Gegevens wijzigen",
    )


@require_form_methods
def contact_create(request, pk):
    trajectory, participant = _of_trajectory(request, pk, Action.EDIT_NETWORK)
    form = NetworkContactForm(
        request.POST or None, instance=NetworkContact(participant=participant)
    )
    return edit_page(
        request,
        form,
        save=form.save_record,
        done="Het contact is toegevoegd.",
        then=reverse("trajectories:network", args=[trajectory.pk]),
        title="Contact toevoegen",
    )


def _of_trajectory(request, pk, action):
    trajectory = Trajectory.objects.get_for(request.user, Action.VIEW_TRAJECTORY, pk=pk)
    participant = Participant.objects.get_for(request.user, action, pk=trajectory.participant_id)
    return trajectory, participant
