"""The weekly talk: recording, reading, offering it, and who did not come."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.drafts import draft_of
from coaching.co_reading import finish_talk, needs_co_reading
from coaching.forms.group import GroupTalkForm
from coaching.forms.talk import TalkForm
from coaching.models import (
    SPOKEN,
    Agreement,
    GroupTalk,
    Talk,
    TalkBlock,
    TalkKind,
    TalkStatus,
)
from coaching.reading import talk_in_words, written_day
from coaching.talks import record_group_talk, record_nobody_spoken, record_talk, take_back
from dow_site.access import Action, require
from dow_site.editing import edit_page, require_form_methods
from dow_site.form_fields import DayField
from trajectories.choosing import choose_for
from trajectories.dossier import open_dossier
from trajectories.models import Trajectory

PAGE_SIZE = 20
MOST_PARTICIPANTS = 50
TONES = {TalkStatus.DRAFT: "neutral", TalkStatus.TO_REVIEW: "busy", TalkStatus.FINAL: "good"}


def dossier_of(user, pk, action=Action.VIEW_TRAJECTORY):
    """The trajectory of a page in the dossier, with what its header asks."""
    rows = Trajectory.objects.select_related("participant__municipality", "programme")
    return rows.with_parts().get_for(user, action, pk=pk)


@require_form_methods
def talk_create(request, pk):
    trajectory = Trajectory.objects.select_related("participant").get_for(
        request.user, Action.ADD_TALK, pk=pk
    )
    form = TalkForm(
        request.POST or None,
        instance=Talk(trajectory=trajectory, author=request.user),
        initial={"held_on": _day_asked(request)},
    )
    return _talk_page(request, form, trajectory, subject=trajectory.pk, day=timezone.localdate())


@require_form_methods
def talk_edit(request, pk):
    talk = Talk.objects.select_related("trajectory__participant").get_for(
        request.user, Action.EDIT_TALK, pk=pk
    )
    if talk.kind not in SPOKEN:
        raise PermissionDenied
    form = TalkForm(request.POST or None, instance=talk)
    return _talk_page(request, form, talk.trajectory, subject=talk.pk, day=None)


def _talk_page(request, form, trajectory, *, subject, day):
    name = trajectory.participant.name_for(request.user)
    offers = needs_co_reading(request.user)
    finish = not offers or "offer" in request.POST
    is_new = form.instance.pk is None
    talks = reverse("coaching:talks", args=[trajectory.pk])
    return edit_page(
        request,
        form,
        save=lambda: record_talk(form, by=request.user, finish=finish),
        done=_done(offers, finish),
        then=lambda talk: reverse("coaching:talk", args=[talk.pk]),
        cancel_url=talks,
        draft=draft_of(request, subject=subject, day=day),
        template="coaching/talk_form.html",
        title=f"Gesprek met {name}",
        name=name,
        trajectory=trajectory,
        offers=offers,
        is_new=is_new,
        submit_label="Aanbieden om mee te lezen" if offers else "Gesprek bewaren",
    )


def _done(offers, finish):
    if not offers:
        return "Het gesprek is bewaard."
    return "Het gesprek is aangeboden." if finish else "Het gesprek staat als concept klaar."


def _day_asked(request):
    """The day that the address names, as the grid does for a week without a talk; else today."""
    try:
        day = DayField(required=False).to_python(request.GET.get("datum", ""))
    except ValidationError:
        day = None
    return day or timezone.localdate()


@require_safe
def talk(request, pk):
    talk = (
        Talk.objects.select_related("author", "group")
        .prefetch_related(
            "skills",
            "domains",
            "goal_steps__goal",
            "shared_lines__consent__recipient",
            "agreements",
            "agreement_marks__agreement",
            "reviews__questions",
        )
        .get_for(request.user, Action.VIEW_TALK, pk=pk)
    )
    trajectory = dossier_of(request.user, talk.trajectory_id)
    blocks = talk_in_words(talk)
    return render(
        request,
        "coaching/talk.html",
        {
            "dossier": open_dossier(
                request.user, trajectory, page="coaching:talk", tab="coaching:talks"
            ),
            "talk": talk,
            "held_on": written_day(talk.held_on),
            "tone": TONES[talk.status],
            "blocks": [
                (block.label, blocks.get(block.value, "").splitlines()) for block in TalkBlock
            ],
            "reviews": list(talk.reviews.all()),
            "may": Talk.objects.actions_on(
                request.user, talk, Action.EDIT_TALK, Action.REVIEW_TALK
            ),
            "may_take_back": _may_take_back(talk, request.user),
            "is_spoken": talk.kind in SPOKEN,
            "Action": Action,
        },
    )


@require_safe
def talks(request, pk):
    trajectory = dossier_of(request.user, pk)
    require(request.user, Action.VIEW_TALK)
    rows = (
        Talk.objects.visible_to(request.user)
        .filter(trajectory=trajectory)
        .select_related("author", "group")
        .newest_first()
    )
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    agreements = Agreement.objects.visible_to(request.user).filter(trajectory=trajectory)
    return render(
        request,
        "coaching/talks.html",
        {
            "dossier": open_dossier(request.user, trajectory, page="coaching:talks"),
            "trajectory": trajectory,
            "page": page,
            "rows": [(talk, written_day(talk.held_on), TONES[talk.status]) for talk in page],
            "open_agreements": [
                (agreement, written_day(agreement.due_on), agreement.due_on < timezone.localdate())
                for agreement in agreements.open().due_first()[:PAGE_SIZE]
            ],
            "may": Trajectory.objects.actions_on(request.user, trajectory, Action.ADD_TALK),
            "may_agree": Action.EDIT_AGREEMENT
            in Trajectory.objects.actions_on(request.user, trajectory, Action.EDIT_AGREEMENT),
            "Action": Action,
        },
    )


@require_safe
def choose_for_talk(request):
    """With whom was the talk? Straight to the form where there is only one."""
    require(request.user, Action.ADD_TALK)
    choice = choose_for(
        request.user,
        Action.ADD_TALK,
        request.GET,
        page="coaching:choose_for_talk",
        form="coaching:talk_create",
    )
    if choice.only:
        return redirect(choice.only)
    return render(request, "coaching/choose_for_talk.html", {"choice": choice})


@require_POST
def nobody_spoken(request, pk, kind):
    trajectory = Trajectory.objects.select_related("participant").get_for(
        request.user, Action.ADD_TALK, pk=pk
    )
    talk, is_new = record_nobody_spoken(trajectory, kind, by=request.user)
    name = trajectory.participant.name_for(request.user)
    told = {
        TalkKind.NO_SHOW: f"Vastgelegd: {name} kwam vandaag niet.",
        TalkKind.ATTEMPT: f"Vastgelegd: {name} was vandaag niet te bereiken.",
    }
    messages.success(request, told[kind] if is_new else "Dat stond er vandaag al.")
    return HttpResponseRedirect(reverse("coaching:talk", args=[talk.pk]))


@require_POST
def talk_take_back(request, pk):
    talk = Talk.objects.get_for(request.user, Action.VIEW_TALK, pk=pk)
    if not _may_take_back(talk, request.user):
        raise PermissionDenied
    take_back(talk)
    messages.success(request, "Teruggedraaid.")
    return HttpResponseRedirect(reverse("coaching:talks", args=[talk.trajectory_id]))


def _may_take_back(talk, user):
    """Own taps of today, in which nothing was written."""
    return (
        talk.kind not in SPOKEN
        and talk.author_id == user.pk
        and timezone.localdate(talk.recorded_at) == timezone.localdate()
    )


@require_POST
def talk_offer(request, pk):
    talk = Talk.objects.get_for(request.user, Action.EDIT_TALK, pk=pk)
    finish_talk(talk)
    messages.success(request, _done(needs_co_reading(talk.author), finish=True))
    return HttpResponseRedirect(reverse("coaching:talk", args=[pk]))


@require_form_methods
def group_talk_create(request):
    require(request.user, Action.ADD_TALK)
    trajectories = list(
        Trajectory.objects.permitted(request.user, Action.ADD_TALK).for_list()[:MOST_PARTICIPANTS]
    )
    form = GroupTalkForm(
        request.POST or None,
        trajectories=trajectories,
        reader=request.user,
        initial={
            "held_on": timezone.localdate(),
            "submission_key": GroupTalk().submission_key,
        },
    )
    return edit_page(
        request,
        form,
        save=lambda: record_group_talk(form, by=request.user),
        done="Het groepsgesprek is bewaard, met een deel in elk dossier.",
        then=reverse("home"),
        draft=draft_of(request, subject=request.user.pk, day=timezone.localdate()),
        template="coaching/group_form.html",
        title="Groepsgesprek",
        submit_label="Groepsgesprek bewaren",
    )
