"""Handing over: choose, edit the letters, offer; and for who receives: read, confirm or decline."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.logbook import note_access
from accounts.models import AccessAction
from coaching import handover as operations
from coaching.forms.handover import DeclineForm, HandoverForm, HandoverLettersForm
from coaching.models import UNDECIDED, Handover, HandoverLetter, HandoverStatus
from dow_site.access import Action, may_anywhere, require
from dow_site.dates import Precision, When, write_when
from dow_site.editing import edit_page, require_form_methods

PAGE_SIZE = 50


@require_safe
def handover_list(request):
    require(request.user, Action.VIEW_HANDOVER)
    rows = Handover.objects.visible_to(request.user).for_list()
    return render(
        request,
        "coaching/handover_list.html",
        {
            "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
            "may_hand_over": may_anywhere(request.user, Action.HAND_OVER),
        },
    )


@require_form_methods
def handover_create(request):
    """Choose whom, to whom and from when; the letters are drafted next."""
    require(request.user, Action.HAND_OVER)
    form = HandoverForm(request.POST or None, user=request.user, today=timezone.localdate())
    return edit_page(
        request,
        form,
        save=lambda: operations.start_handover(
            trajectories=form.cleaned_data["trajectories"],
            from_coach=form.cleaned_data["from_coach"],
            to_coach=form.cleaned_data["to_coach"],
            starts_on=form.cleaned_data["starts_on"],
            submission_key=form.cleaned_data["submission_key"],
            by=request.user,
        ),
        done="De brieven staan klaar om na te lezen.",
        then=lambda handover: reverse("coaching:handover_edit", args=[handover.pk]),
        cancel_url=reverse("coaching:handovers"),
        title="Deelnemers overdragen",
        submit_label="Brieven opstellen",
    )


@require_safe
def handover_page(request, pk):
    """The hand-over with the letters that this reader may read, and what he can do with it."""
    handover = _handover(request, pk, Action.VIEW_HANDOVER)
    letters = _letters(request.user, handover)
    for letter in letters:
        note_access(
            request.user,
            AccessAction.VIEWED,
            "coaching:handover",
            participant_id=letter.trajectory.participant_id,
            programme_id=handover.programme_id,
        )
    may = Handover.objects.actions_on(
        request.user, handover, Action.HAND_OVER, Action.CONFIRM_HANDOVER
    )
    gives, receives = Action.HAND_OVER in may, Action.CONFIRM_HANDOVER in may
    return render(
        request,
        "coaching/handover.html",
        {
            "handover": handover,
            "starts_on": write_when(When(handover.starts_on, Precision.DAY), long=True),
            "letters": [
                (letter, letter.trajectory.participant.name_for(request.user)) for letter in letters
            ],
            "may_edit": gives and handover.status == HandoverStatus.DRAFT,
            "may_withdraw": gives and handover.status in UNDECIDED,
            "may_confirm": receives and handover.status == HandoverStatus.OFFERED,
        },
    )


@require_form_methods
def handover_edit(request, pk):
    """Edit the drafted letters, all on one page."""
    handover = _handover(request, pk, Action.HAND_OVER)
    if handover.status != HandoverStatus.DRAFT:
        return redirect(handover)
    letters = _letters(request.user, handover)
    form = HandoverLettersForm(
        request.POST or None, handover=handover, letters=letters, user=request.user
    )

    def save():
        try:
            return operations.edit_letters(
                handover=handover,
                texts=form.texts(),
                version=form.cleaned_data["version"],
                by=request.user,
            )
        except ValidationError as error:
            if error.code == "raced":
                handover.refresh_from_db()
                form.tell_conflict(handover.version, letters)
            raise

    return edit_page(
        request,
        form,
        save=save,
        done="De brieven zijn bewaard. Bied de overdracht nu aan.",
        then=handover.get_absolute_url(),
        title=f"Brieven aan {handover.to_coach}",
        help_text="Deze brieven zijn opgesteld uit de laatste gesprekken en de open afspraken. Vul aan en schrap.",
    )


@require_POST
def handover_offer(request, pk):
    handover = _handover(request, pk, Action.HAND_OVER)
    return _do(
        request,
        handover,
        operations.offer,
        f"{handover.to_coach} kan de brieven nu lezen en bevestigen.",
    )


@require_POST
def handover_withdraw(request, pk):
    handover = _handover(request, pk, Action.HAND_OVER)
    return _do(request, handover, operations.withdraw, "De overdracht is ingetrokken.")


@require_POST
def handover_confirm(request, pk):
    handover = _handover(request, pk, Action.CONFIRM_HANDOVER)
    return _do(
        request, handover, operations.confirm, "Je hebt de overdracht bevestigd. Goede start samen."
    )


@require_form_methods
def handover_decline(request, pk):
    handover = _handover(request, pk, Action.CONFIRM_HANDOVER)
    form = DeclineForm(request.POST or None)
    return edit_page(
        request,
        form,
        save=lambda: operations.decline(
            handover=handover, reason=form.cleaned_data["reason"], by=request.user
        ),
        done=f"Je hebt het laten weten aan {handover.from_coach}.",
        # Whoever declined no longer reads the letters.
        then=reverse("coaching:handovers"),
        cancel_url=handover.get_absolute_url(),
        title="Overdracht niet aannemen",
        submit_label="Niet aannemen",
    )


def _do(request, handover, operation, done):
    """A button: do it, say so, or say in a sentence why not."""
    try:
        operation(handover=handover, by=request.user)
    except ValidationError as error:
        for sentence in error.messages:
            messages.error(request, sentence)
    else:
        messages.success(request, done)
    return redirect(handover)


def _handover(request, pk, action):
    return Handover.objects.select_related("from_coach", "to_coach", "made_by").get_for(
        request.user, action, pk=pk
    )


def _letters(user, handover):
    letters = HandoverLetter.objects.visible_to(user).filter(handover=handover)
    return list(letters.select_related("trajectory__participant"))
