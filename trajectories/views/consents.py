"""What a participant was told and agreed to: read, record, withdraw."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from dow_site.access import Action
from dow_site.editing import edit_page, require_form_methods
from participants.forms import ConsentForm, InformationForm, WithdrawalForm
from participants.models import Consent, InformationGiven, NetworkContact, Participant, ShareTopic
from trajectories.consent_duties import duties_of
from trajectories.dossier import open_dossier
from trajectories.models import Trajectory

_TOPICS = dict(ShareTopic.choices)


@require_safe
def consents(request, pk):
    """In force above, run out and withdrawn below; nothing ever disappears."""
    trajectory = _trajectory(request, pk, Action.VIEW_CONSENT)
    user, today = request.user, timezone.localdate()
    rows = list(
        Consent.objects.visible_to(user)
        .filter(participant=trajectory.participant_id)
        .select_related("recipient", "recorded_by")
    )
    contacts = NetworkContact.objects.filter(participant=trajectory.participant_id)
    told = [(consent, [_TOPICS[topic] for topic in consent.topics]) for consent in rows]
    holds = {consent.pk for consent in rows if consent.ended_on is None or consent.ended_on > today}
    return render(
        request,
        "trajectories/consents.html",
        {
            "dossier": open_dossier(user, trajectory, page="trajectories:consents"),
            "trajectory": trajectory,
            "in_force": [row for row in told if row[0].pk in holds],
            "ended": [row for row in told if row[0].pk not in holds],
            "information": InformationGiven.objects.visible_to(user)
            .filter(participant=trajectory.participant_id)
            .select_related("recipient"),
            "duties": duties_of(trajectory, trajectory.participant, rows, contacts, today),
            "may_edit": Participant.objects.actions_on(
                user, trajectory.participant, Action.EDIT_CONSENT
            ),
        },
    )


@require_form_methods
def consent_create(request, pk):
    trajectory = _trajectory(request, pk, Action.EDIT_CONSENT)
    form = ConsentForm(
        request.POST or None,
        instance=Consent(participant=trajectory.participant, recorded_by=request.user),
        initial={"signer": "participant", "given_on": timezone.localdate()},
    )
    return edit_page(
        request,
        form,
        save=form.save_record,
        done="De toestemming staat erin.",
        then=_page(trajectory.pk),
        title="Toestemming vastleggen",
        help_text="Eén toestemming per ontvanger en doel. Nee zeggen heeft geen gevolgen voor de plek.",
    )


@require_form_methods
def consent_withdraw(request, pk):
    consent = Consent.objects.select_related("participant").get_for(
        request.user, Action.EDIT_CONSENT, pk=pk
    )
    if consent.withdrawn_on:
        raise PermissionDenied
    trajectory = (
        Trajectory.objects.visible_to(request.user)
        .filter(participant=consent.participant_id)
        .order_by("-pk")
        .first()
    )
    form = WithdrawalForm(
        request.POST or None,
        instance=consent,
        initial={"withdrawn_on": timezone.localdate(), "withdrawn_by": str(consent.participant)},
    )
    return edit_page(
        request,
        form,
        save=form.save_record,
        done="De toestemming is ingetrokken. Vanaf nu is dit niet meer te lezen.",
        then=_page(trajectory.pk) if trajectory else "/",
        title="Toestemming intrekken",
        help_text=f"{consent.about.capitalize()}: {consent.purpose}",
        submit_label="Intrekken",
    )


@require_form_methods
def information_create(request, pk):
    trajectory = _trajectory(request, pk, Action.EDIT_CONSENT)
    form = InformationForm(
        request.POST or None,
        instance=InformationGiven(participant=trajectory.participant),
        initial={"given_on": timezone.localdate(), "given_by": request.user.name},
    )
    return edit_page(
        request,
        form,
        save=form.save_record,
        done="Het staat erin.",
        then=_page(trajectory.pk),
        title="Vastleggen wat er verteld is",
        help_text="Dit is geen toestemming: alleen dat iemand het weet.",
    )


def _trajectory(request, pk, action):
    """The dossier, where this person may do the action with its participant."""
    trajectory = Trajectory.objects.for_dossier().get_for(
        request.user, Action.VIEW_TRAJECTORY, pk=pk
    )
    if action not in Participant.objects.actions_on(request.user, trajectory.participant, action):
        raise PermissionDenied
    return trajectory


def _page(pk):
    return reverse("trajectories:consents", args=[pk])
