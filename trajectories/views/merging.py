"""Two dossiers of one person: looking for the second, seeing what would move, merging, and putting apart."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.logbook import note_access
from accounts.models import AccessAction
from dow_site.access import Action
from dow_site.dates import Precision, When, write_when
from dow_site.editing import edit_page, require_form_methods
from participants.matching import likely_matches
from participants.merge_forms import MergeForm, MergeSearch
from participants.merging import merge, plan_of, undo_merge
from participants.models import DAYS_TO_UNDO, Participant, ParticipantMerge
from trajectories.dossier import open_dossier
from trajectories.models import Trajectory

# Newest first; older ones cannot be undone any more.
_MERGES_SHOWN = 10


@require_safe
def merge_choose(request, pk):
    """Who the second is: likely ones by themselves, others by name, and what was merged before."""
    trajectory, kept = _kept(request, pk)
    others = Participant.objects.permitted(request.user, Action.MERGE_PARTICIPANTS)
    others = others.exclude(pk=kept.pk)
    search = MergeSearch(request.GET)
    if search.is_active:
        found = [(person, ()) for person in search.apply(others)]
        note_access(
            request.user,
            AccessAction.SEARCHED,
            "trajectories:merge_choose",
            programme_id=trajectory.programme_id,
        )
    else:
        found = [
            (match.participant, match.reasons)
            for match in likely_matches(
                others,
                given_name=kept.given_name,
                name_prefix=kept.name_prefix,
                family_name=kept.family_name,
                birth_date=kept.birth_date,
                phone=kept.phone,
                email=kept.email,
            )
        ]
    merges = ParticipantMerge.objects.visible_to(request.user).filter(participant=kept).standing()
    return render(
        request,
        "trajectories/merge_choose.html",
        {
            "dossier": open_dossier(
                request.user, trajectory, page="trajectories:merge_choose", tab="trajectories:facts"
            ),
            "trajectory": trajectory,
            "search": search,
            "found": [(person, reasons, _day(person.birth_date)) for person, reasons in found],
            "merges": [
                (one, _day(one.undo_until)) for one in merges.select_related("by")[:_MERGES_SHOWN]
            ],
        },
    )


@require_form_methods
def merge_with(request, pk, participant_pk):
    """What would move and in what they differ; sending it merges."""
    trajectory, kept = _kept(request, pk)
    facts_page = reverse("trajectories:facts", args=[pk])
    if request.method == "POST" and _was_merged(request, kept):
        return redirect(facts_page)
    other = Participant.objects.select_related("municipality").get_for(
        request.user, Action.MERGE_PARTICIPANTS, pk=participant_pk
    )
    if other.pk == kept.pk:
        return redirect("trajectories:merge_choose", pk=pk)
    if request.method != "POST":
        # The page shows the facts of both, so that it is a look at both.
        for person in (kept, other):
            note_access(
                request.user,
                AccessAction.VIEWED,
                "trajectories:merge",
                participant_id=person.pk,
                programme_id=trajectory.programme_id,
            )
    plan = plan_of(kept, other)
    form = MergeForm(request.POST or None, choices=plan.choices, kept=kept, other=other)
    return edit_page(
        request,
        form,
        save=lambda: merge(
            kept=kept,
            other=other,
            take_from_other=form.take_from_other,
            versions=(form.cleaned_data["kept_version"], form.cleaned_data["other_version"]),
            submission_key=form.cleaned_data["submission_key"],
            by=request.user,
        ),
        done=lambda done: (
            f"De twee dossiers zijn er nu een. Ongedaan maken kan tot en met {_day(done.undo_until)}."
        ),
        then=facts_page,
        cancel_url=reverse("trajectories:merge_choose", args=[pk]),
        title=f"{other} samenvoegen met {kept}",
        template="trajectories/merge.html",
        submit_label="Samenvoegen",
        plan=plan,
        kept=kept,
        other=other,
        days_to_undo=DAYS_TO_UNDO,
    )


@require_POST
def merge_undo(request, pk):
    """Two people after all."""
    done = ParticipantMerge.objects.get_for(request.user, Action.MERGE_PARTICIPANTS, pk=pk)
    kept = Participant.objects.get_for(
        request.user, Action.MERGE_PARTICIPANTS, pk=done.participant_id
    )
    try:
        back, left = undo_merge(merge=done, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, f"{back} heeft weer een eigen dossier.")
        if left:
            messages.warning(
                request,
                f"Niet teruggezet bij {kept}, want intussen gewijzigd: {', '.join(left)}.",
            )
    newest = Trajectory.objects.visible_to(request.user).filter(participant=kept).order_by("-pk")
    if trajectory := newest.first():
        return redirect("trajectories:facts", pk=trajectory.pk)
    return redirect("trajectories:list")


def _kept(request, pk):
    trajectory = Trajectory.objects.for_dossier().get_for(
        request.user, Action.VIEW_TRAJECTORY, pk=pk
    )
    kept = Participant.objects.select_related("municipality").get_for(
        request.user, Action.MERGE_PARTICIPANTS, pk=trajectory.participant_id
    )
    return trajectory, kept


def _was_merged(request, kept):
    """Whether this very form was sent before: who went up is gone by now."""
    key = MergeForm.base_fields["submission_key"]
    try:
        sent = key.clean(request.POST.get("submission_key", ""))
    except ValidationError:
        return False
    return ParticipantMerge.objects.filter(submission_key=sent, participant=kept).exists()


def _day(day):
    return write_when(When(day, Precision.DAY), long=True) if day else ""
