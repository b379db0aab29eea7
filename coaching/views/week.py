"""My week: the card for the coach to make and send, and for the participant to read and answer."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_POST, require_safe

from accounts.limits import is_within_limit
from accounts.logbook import note_access
from accounts.models import AccessAction
from coaching.forms.week import WeekLinkForm, WeekReactionForm
from coaching.models import CardLanguage, WeekLink, WeekReaction
from coaching.week_card import WeekCard
from coaching.week_links import link_opened_by, make_link, react, revoke_link, token_of
from dow_site.access import Action
from dow_site.editing import edit_page, require_form_methods
from dow_site.pdf import pdf_response
from trajectories.dossier import open_dossier
from trajectories.models import Trajectory

MOST_REACTIONS = 20
# Nobody but the reader: not a search engine, not the next page, not the cache in between.
PRIVATE = {
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    # Not `no-referrer`: a browser then hides the origin of the form as well, and the answer is refused.
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store, private",
}


def _trajectory(request, pk):
    return Trajectory.objects.for_dossier().get_for(request.user, Action.VIEW_TRAJECTORY, pk=pk)


def _shared(request, pk):
    Trajectory.objects.get_for(request.user, Action.SHARE_WEEK, pk=pk)
    return _trajectory(request, pk)


@require_safe
def week(request, pk):
    """The card as it is now, its link, and what came back."""
    user, now = request.user, timezone.now()
    trajectory = _shared(request, pk)
    link = WeekLink.objects.visible_to(user).filter(trajectory=trajectory).open_at(now).first()
    token = link and token_of(link.submission_key)
    language = request.GET.get("taal", CardLanguage.DUTCH)
    if language not in CardLanguage.values:
        language = CardLanguage.DUTCH
    return render(
        request,
        "coaching/week.html",
        {
            "dossier": open_dossier(user, trajectory, page="coaching:week"),
            "trajectory": trajectory,
            "card": _card(trajectory, user, language),
            "languages": CardLanguage.choices,
            "link": link,
            "address": request.build_absolute_uri(reverse("coaching:my_week", args=[token]))
            if token
            else "",
            "reactions": WeekReaction.objects.visible_to(user).filter(link__trajectory=trajectory)[
                :MOST_REACTIONS
            ],
        },
    )


@require_safe
def week_pdf(request, pk, language):
    """The card on one sheet of paper."""
    trajectory = _shared(request, pk)
    if language not in CardLanguage.values:
        raise Http404
    response = pdf_response(_card(trajectory, request.user, language))
    note_access(
        request.user,
        AccessAction.PRINTED,
        "coaching:week_pdf",
        participant_id=trajectory.participant_id,
        programme_id=trajectory.programme_id,
    )
    return response


@require_form_methods
def link_create(request, pk):
    trajectory = Trajectory.objects.get_for(request.user, Action.SHARE_WEEK, pk=pk)
    form = WeekLinkForm(request.POST or None, instance=WeekLink(trajectory=trajectory))
    return edit_page(
        request,
        form,
        save=lambda: make_link(
            form=form, trajectory=trajectory, days=form.cleaned_data["days"], by=request.user
        ),
        done="De link is klaar. Stuur hem naar de deelnemer.",
        then=reverse("coaching:week", args=[pk]),
        title="Link naar Mijn week",
        help_text="Wie de link heeft, kan de kaart lezen. Stuur hem alleen naar de deelnemer zelf.",
        submit_label="Link maken",
    )


@require_POST
def link_revoke(request, pk):
    link = WeekLink.objects.get_for(request.user, Action.SHARE_WEEK, pk=pk)
    revoke_link(link=link)
    return redirect("coaching:week", pk=link.trajectory_id)


@login_not_required
@require_form_methods
def my_week(request, token):
    """The card for who has its link, and a few words back; no account, and nothing of it is kept elsewhere."""
    link = link_opened_by(token)
    if link is None:
        response = _no_card(request)
    else:
        with translation.override(link.language):
            response = _my_week(request, link)
    for header, value in PRIVATE.items():
        response.headers[header] = value
    return response


def _no_card(request):
    """The same for a link that ran out, was taken back or never was; many tries are too many."""
    status = 404 if is_within_limit(request, "my_week") else 429
    return render(request, "coaching/no_week.html", status=status)


def _my_week(request, link):
    trajectory = _trajectory_of(link)
    card = _card(trajectory, link.made_by, link.language)
    form = WeekReactionForm(request.POST or None, instance=WeekReaction(link=link), card=card)
    if request.method != "POST":
        note_access(
            None,
            AccessAction.VIEWED,
            "coaching:my_week",
            participant_id=trajectory.participant_id,
            programme_id=trajectory.programme_id,
        )
    return edit_page(
        request,
        form,
        save=lambda: react(form=form, talk=card.talk, too_many=card.words["too_many"]),
        done=card.words["thanks"],
        then=request.path,
        title=card.title,
        template="coaching/my_week.html",
        card=card,
    )


def _trajectory_of(link):
    return Trajectory.objects.select_related("participant", "programme").get(pk=link.trajectory_id)


def _card(trajectory, reader, language):
    return WeekCard.of(trajectory, reader=reader, language=language, today=timezone.localdate())
