"""Agreements: of one dossier, of everybody one works with, and what came of each."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.logbook import note_access
from accounts.models import AccessAction
from coaching.agreements import answer_agreement, mark_agreement
from coaching.filters import AgreementFilter
from coaching.forms.agreement import AgreementForm, AnswerForm, MarkForm
from coaching.models import Agreement, AgreementStatus
from coaching.reading import written_day
from coaching.views.talks import dossier_of
from dow_site.access import Action, may_anywhere, require
from dow_site.editing import edit_page, require_form_methods
from trajectories.dossier import open_dossier
from trajectories.models import Trajectory

PAGE_SIZE = 50
TONES = {
    AgreementStatus.OPEN: "busy",
    AgreementStatus.MOVED: "warning",
    AgreementStatus.KEPT: "good",
    AgreementStatus.NOT_KEPT: "neutral",
}


def _rows(page, user, today):
    """Each agreement with the name of its participant, its days in words and its tone."""
    return [
        (
            agreement,
            agreement.trajectory.participant.name_for(user),
            written_day(agreement.due_on),
            agreement.is_open and agreement.due_on < today,
            TONES[agreement.status],
        )
        for agreement in page
    ]


@require_safe
def agreements(request):
    """All agreements that somebody may see: what is due comes first."""
    require(request.user, Action.VIEW_AGREEMENT)
    today = timezone.localdate()
    filter_form = AgreementFilter(request.GET)
    page = Paginator(all_agreements(request.user, filter_form), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    return render(
        request,
        "coaching/agreements.html",
        {
            "filter_form": filter_form,
            "page": page,
            "rows": _rows(page, request.user, today),
            "may_export": may_anywhere(request.user, Action.EXPORT_LIST),
        },
    )


def all_agreements(user, filter_form):
    """The agreements that the list shows to this person, what is due first."""
    rows = Agreement.objects.visible_to(user).select_related("trajectory__participant")
    return filter_form.apply(rows).due_first()


@require_safe
def agreements_of(request, pk):
    trajectory = dossier_of(request.user, pk)
    require(request.user, Action.VIEW_AGREEMENT)
    today = timezone.localdate()
    rows = (
        Agreement.objects.visible_to(request.user)
        .filter(trajectory=trajectory)
        .select_related("trajectory__participant")
        .open_first()
    )
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(
        request,
        "coaching/agreements_of.html",
        {
            "dossier": open_dossier(request.user, trajectory, page="coaching:agreements_of"),
            "trajectory": trajectory,
            "page": page,
            "rows": _rows(page, request.user, today),
            "may": Trajectory.objects.actions_on(request.user, trajectory, Action.EDIT_AGREEMENT),
        },
    )


def _agreement(user, action, pk):
    return Agreement.objects.select_related(
        "trajectory__participant", "organisation", "made_in", "made_by", "answered_by"
    ).get_for(user, action, pk=pk)


@require_safe
def agreement(request, pk):
    agreement = _agreement(request.user, Action.VIEW_AGREEMENT, pk)
    note_access(
        request.user,
        AccessAction.VIEWED,
        "coaching:agreement",
        participant_id=agreement.trajectory.participant_id,
        programme_id=agreement.trajectory.programme_id,
    )
    marks = agreement.marks.select_related("marked_by").order_by("-pk")
    return render(
        request,
        "coaching/agreement.html",
        {
            "agreement": agreement,
            "name": agreement.trajectory.participant.name_for(request.user),
            "due": written_day(agreement.due_on),
            "made": written_day(agreement.made_on),
            "tone": TONES[agreement.status],
            "is_late": agreement.is_open and agreement.due_on < timezone.localdate(),
            "marks": [
                (
                    mark,
                    written_day(mark.marked_on),
                    written_day(mark.due_after) if mark.due_after != mark.due_before else "",
                )
                for mark in marks
            ],
            "may": Agreement.objects.actions_on(
                request.user, agreement, Action.EDIT_AGREEMENT, Action.ANSWER_AGREEMENT
            ),
            "Action": Action,
        },
    )


@require_form_methods
def agreement_create(request, pk):
    trajectory = Trajectory.objects.select_related("participant").get_for(
        request.user, Action.EDIT_AGREEMENT, pk=pk
    )
    form = AgreementForm(
        request.POST or None, instance=Agreement(trajectory=trajectory, made_by=request.user)
    )
    return edit_page(
        request,
        form,
        save=form.save_record,
        done="De afspraak staat erbij.",
        then=reverse("coaching:agreements_of", args=[trajectory.pk]),
        title=f"Afspraak met {trajectory.participant.name_for(request.user)}",
    )


@require_form_methods
def agreement_edit(request, pk):
    agreement = _agreement(request.user, Action.EDIT_AGREEMENT, pk)
    form = AgreementForm(request.POST or None, instance=agreement)
    return edit_page(
        request,
        form,
        save=form.save_record,
        done="De afspraak is bewaard.",
        then=_page_of(agreement),
        title="Afspraak wijzigen",
        help_text="Is hij verzet? Zeg dat dan bij de afspraak zelf: dan blijft te zien hoe het ging.",
    )


@require_form_methods
def agreement_mark(request, pk):
    agreement = _agreement(request.user, Action.EDIT_AGREEMENT, pk)
    form = MarkForm(request.POST or None)
    return edit_page(
        request,
        form,
        save=lambda: mark_agreement(
            agreement,
            form.cleaned_data["status"],
            by=request.user,
            moved_to=form.cleaned_data["moved_to"],
        ),
        done="Genoteerd wat het geworden is.",
        then=_page_of(agreement),
        title=f"Wat is het geworden: {agreement.what}",
    )


@require_form_methods
def agreement_answer(request, pk):
    agreement = _agreement(request.user, Action.ANSWER_AGREEMENT, pk)
    form = AnswerForm(request.POST or None, initial={"answer": agreement.answer})
    return edit_page(
        request,
        form,
        save=lambda: answer_agreement(agreement, form.cleaned_data["answer"], by=request.user),
        done="Je antwoord is bewaard. De coach ziet het.",
        then=_page_of(agreement),
        title=f"Antwoord: {agreement.what}",
        submit_label="Antwoorden",
    )


def _page_of(agreement):
    return reverse("coaching:agreement", args=[agreement.pk])
