"""Accepting a referral: first who it may be, side by side; then join, or make a new participant."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.logbook import note_access
from accounts.models import AccessAction
from dow_site.access import Action
from dow_site.dates import Precision, When, write_when
from dow_site.editing import edit_page, require_form_methods
from participants.models import Participant, Referral
from trajectories.acceptance import (
    accept_and_join,
    accept_as_new,
    trajectories_of,
    ways_back,
    who_it_may_be,
)
from trajectories.acceptance_forms import JoinForm, NewParticipantForm
from trajectories.places import too_many_on

DONE = "De aanmelding is geplaatst. Koppel nu een coach."


@require_safe
def accept(request, pk):
    """Who this may be: the referral beside everybody who resembles it."""
    referral = _referral(request, pk)
    if not referral.is_open:
        return redirect(referral)
    matches = who_it_may_be(referral, request.user)
    note_access(
        request.user,
        AccessAction.SEARCHED,
        "trajectories:accept",
        programme_id=referral.programme_id,
    )
    theirs = trajectories_of(
        [match.participant for match in matches], request.user, timezone.localdate()
    )
    return render(
        request,
        "trajectories/accept.html",
        {
            "referral": referral,
            "born": _day(referral.birth_date),
            "matches": [
                (
                    match,
                    _day(match.participant.birth_date),
                    theirs.get(match.participant.pk, []),
                )
                for match in matches
            ],
            "may_make_new": referral.participant_id is None,
        },
    )


@require_form_methods
def accept_new(request, pk):
    """A new participant, with what the referral told filled in."""
    referral = _referral(request, pk)
    if request.method != "POST" and not referral.is_open:
        return redirect(referral)
    form = NewParticipantForm(request.POST or None, referral=referral)
    return edit_page(
        request,
        form,
        save=lambda: _warned(
            request,
            form,
            accept_as_new(referral=referral, form=form, start=form.start(), by=request.user),
        ),
        done=DONE,
        then=_coaches,
        cancel_url=reverse("trajectories:accept", args=[pk]),
        title=f"{referral.applicant} als nieuwe deelnemer",
        submit_label="Plaatsen",
    )


@require_form_methods
def accept_join(request, pk, participant_pk):
    """Somebody who is known: which way he comes back."""
    referral = _referral(request, pk)
    participant = Participant.objects.get_for(
        request.user, Action.VIEW_PARTICIPANT, pk=participant_pk
    )
    if referral.participant_id not in (None, participant.pk):
        raise PermissionDenied
    if request.method != "POST" and not referral.is_open:
        return redirect(referral)
    form = JoinForm(
        request.POST or None,
        ways=ways_back(participant, referral, timezone.localdate()),
        initial={"submission_key": uuid.uuid4()},
    )
    return edit_page(
        request,
        form,
        save=lambda: _warned(
            request,
            form,
            accept_and_join(
                referral=referral,
                participant=participant,
                way=form.cleaned_data["way"],
                start=form.start(),
                submission_key=form.cleaned_data["submission_key"],
                by=request.user,
            ),
        ),
        done=DONE,
        then=_coaches,
        cancel_url=reverse("trajectories:accept", args=[pk]),
        title=f"{participant} plaatsen",
        submit_label="Plaatsen",
        help_text=f"Aanmelding {referral.reference} van {referral.applicant} komt bij deze deelnemer.",
    )


def _warned(request, form, trajectory):
    day = max(form.start().first_day or timezone.localdate(), timezone.localdate())
    if sentence := too_many_on(trajectory.programme, day):
        messages.warning(request, sentence)
    return trajectory


def _coaches(trajectory):
    return reverse("coaching:assignments", args=[trajectory.pk])


def _referral(request, pk):
    return Referral.objects.select_related("organisation", "programme").get_for(
        request.user, Action.HANDLE_REFERRAL, pk=pk
    )


def _day(day):
    return write_when(When(day, Precision.DAY), long=True) if day else ""
