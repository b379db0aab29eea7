"""The people around a participant, and the language he speaks."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from dow_site.access import Action
from dow_site.editing import edit_page, require_form_methods
from participants.ages import OWN_CONSENT_FROM
from participants.forms import LanguageForm, NetworkContactForm
from participants.models import Consent, NetworkContact, Participant
from trajectories.consent_duties import duties_of
from trajectories.dossier import open_dossier
from trajectories.models import Trajectory


@require_safe
def network(request, pk):
    """Who is involved now, own people and professionals apart; below, who was involved before."""
    trajectory = Trajectory.objects.for_dossier().get_for(
        request.user, Action.VIEW_TRAJECTORY, pk=pk
    )
    user, today, participant = request.user, timezone.localdate(), trajectory.participant
    may = Participant.objects.actions_on(
        user, participant, Action.VIEW_NETWORK, Action.EDIT_NETWORK, Action.EDIT_PARTICIPANT
    )
    if Action.VIEW_NETWORK not in may:
        raise PermissionDenied
    contacts = list(NetworkContact.objects.visible_to(user).filter(participant=participant))
    involved = [contact for contact in contacts if contact.is_involved_on(today)]
    consents = Consent.objects.filter(participant=participant).select_related("recipient")
    age = participant.age_on(today)
    return render(
        request,
        "trajectories/network.html",
        {
            "dossier": open_dossier(user, trajectory, page="trajectories:network"),
            "trajectory": trajectory,
            "participant": participant,
            "groups": [
                ("Eigen netwerk", [row for row in involved if not row.is_professional]),
                ("Professionals van buiten", [row for row in involved if row.is_professional]),
                ("Niet nu betrokken", [row for row in contacts if row not in involved]),
            ],
            "needs_guardian": age is not None and age < OWN_CONSENT_FROM,
            "guardians": [row for row in involved if row.is_guardian],
            "duties": duties_of(trajectory, participant, consents, contacts, today),
            "may": may,
            "Action": Action,
        },
    )


@require_form_methods
def contact_edit(request, pk):
    contact = NetworkContact.objects.select_related("participant").get_for(
        request.user, Action.EDIT_NETWORK, pk=pk
    )
    form = NetworkContactForm(request.POST or None, instance=contact)
    return edit_page(
        request,
        form,
        save=form.save_record,
        done="Het contact is bewaard.",
        then=_page_of(request.user, contact.participant_id),
        title=f"{contact.name} wijzigen",
        help_text="Is iemand niet meer betrokken? Vul de laatste dag in; het contact blijft staan.",
    )


@require_form_methods
def language_edit(request, pk):
    trajectory = Trajectory.objects.get_for(request.user, Action.VIEW_TRAJECTORY, pk=pk)
    participant = Participant.objects.get_for(
        request.user, Action.EDIT_PARTICIPANT, pk=trajectory.participant_id
    )
    form = LanguageForm(request.POST or None, instance=participant)
    return edit_page(
        request,
        form,
        save=form.save_record,
        done="De taal is bewaard.",
        then=reverse("trajectories:network", args=[trajectory.pk]),
        title="Taal en tolk",
    )


def _page_of(user, participant_id):
    """The network page of this person's newest dossier that the reader sees."""
    newest = (
        Trajectory.objects.visible_to(user)
        .filter(participant=participant_id)
        .order_by("-pk")
        .values_list("pk", flat=True)
        .first()
    )
    return reverse("trajectories:network", args=[newest]) if newest else "/"
