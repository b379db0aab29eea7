"""The pages of a request for access: recorded, looked through, tried out, made, and fetched."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.logbook import note_access
from accounts.models import AccessAction
from dow_site.access import Action
from dow_site.dates import Precision, When, write_when
from dow_site.editing import edit_page, require_form_methods
from participants.models import Referral
from reports.access_request import operations
from reports.access_request.archive import archive_of
from reports.access_request.choosing import (
    files_to_choose,
    holding_words,
    naming_somebody,
    people_to_choose,
    sentences_to_choose,
)
from reports.access_request.forms import (
    AccessRequestForm,
    SentenceFilterForm,
    WithholdForm,
    name_of,
)
from reports.access_request.holdings import holdings_of
from reports.access_request.others import third_parties
from reports.access_request.pack import AccessPack
from reports.models import AccessRequest, AccessRequestStatus, Withheld
from trajectories.dossier import Tab, open_dossier
from trajectories.models import EventAttachment, Trajectory

PAGE_SIZE = 40
# The parts of what can be left out, by the word in the address.
PARTS = {
    "mensen": ("Mensen", Withheld.PERSON),
    "zinnen": ("Zinnen", Withheld.SENTENCE),
    "bijlagen": ("Bijlagen", Withheld.FILE),
}


@require_form_methods
def access_requests(request, pk):
    """The requests of one participant, and a form to record another."""
    trajectory = Trajectory.objects.for_dossier().get_for(
        request.user, Action.ANSWER_ACCESS_REQUEST, pk=pk
    )
    asked = AccessRequest(
        participant=trajectory.participant,
        programme=trajectory.programme,
        recorded_by=request.user,
    )
    form = AccessRequestForm(
        request.POST or None, instance=asked, initial={"asked_on": timezone.localdate()}
    )
    earlier = AccessRequest.objects.visible_to(request.user).of_participant(
        trajectory.participant_id
    )
    return _record_page(
        request,
        form,
        earlier,
        template="reports/access_requests.html",
        cancel_url=trajectory.get_absolute_url(),
        dossier=open_dossier(
            request.user, trajectory, page="reports:access_requests", tab="reports:prints"
        ),
    )


@require_form_methods
def access_requests_of_referral(request, pk):
    """The same for somebody without a dossier here: who was referred, and never began."""
    referral = Referral.objects.select_related("participant", "programme").get_for(
        request.user, Action.ANSWER_ACCESS_REQUEST, pk=pk
    )
    participant = referral.participant
    asked = AccessRequest(
        participant=participant,
        referral=None if participant else referral,
        programme=referral.programme,
        recorded_by=request.user,
    )
    trajectory = _trajectory_of(request, asked)
    if trajectory is not None:
        return redirect("reports:access_requests", trajectory.pk)
    note_access(
        request.user,
        AccessAction.VIEWED,
        "reports:access_requests_of_referral",
        participant_id=referral.participant_id,
        programme_id=referral.programme_id,
    )
    form = AccessRequestForm(
        request.POST or None, instance=asked, initial={"asked_on": timezone.localdate()}
    )
    mine = AccessRequest.objects.visible_to(request.user)
    return _record_page(
        request,
        form,
        mine.of_participant(participant.pk) if participant else mine.filter(referral=referral),
        template="reports/access_requests_of_referral.html",
        cancel_url=referral.get_absolute_url(),
        referral=referral,
    )


def _record_page(request, form, earlier, **context):
    page = Paginator(earlier.select_related("recorded_by"), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    return edit_page(
        request,
        form,
        save=lambda: operations.record(form),
        done="Het verzoek staat erbij. Kies nu wat er van anderen wordt weggelaten.",
        then=lambda made: made.get_absolute_url(),
        title="Inzageverzoek",
        submit_label="Verzoek vastleggen",
        page=page,
        rows=[(one, _day(one.asked_on)) for one in page],
        **context,
    )


@require_form_methods
@vary_on_headers("HX-Request")
def access_request(request, pk):
    """What is left out and why, part by part; while the pack is made, how far it is."""
    asked = _get(request, pk)
    if asked.is_at_work:
        template = "reports/access_request_busy.html"
        return render(
            request, f"{template}#progress" if request.htmx else template, {"asked": asked}
        )
    if request.htmx:
        # The work is done: the page as a whole is another one.
        answer = render(request, "reports/access_request_busy.html#progress", {"asked": asked})
        answer["HX-Refresh"] = "true"
        return answer
    _note(request, asked, AccessAction.VIEWED, "reports:access_request")
    part = request.GET.get("deel", "")
    part = part if part in PARTS else "mensen"
    kind = PARTS[part][1]
    finder = SentenceFilterForm(request.GET)
    everything, shown = _to_choose(asked, kind, finder)
    page = Paginator(shown, PAGE_SIZE).get_page(request.GET.get("page"))
    # What was sent counts, whatever the page would show by now.
    choices = [one for one in everything if name_of(one) in request.POST] or list(page)
    form = WithholdForm(
        request.POST or None,
        choices=choices,
        chosen=operations.choices_of(asked, kind, [one.key for one in choices]),
        version=asked.version,
    )
    here = request.get_full_path()
    return edit_page(
        request,
        form,
        save=lambda: _withhold(asked, form),
        done="Bewaard.",
        then=here,
        title="Wat laat je weg",
        template="reports/access_request.html",
        asked=asked,
        asked_on=_day(asked.asked_on),
        kept_until=_day(asked.kept_until) if asked.kept_until else "",
        is_ready=asked.status == AccessRequestStatus.READY,
        trajectory=_trajectory_of(request, asked),
        parts=[
            Tab(label=label, url=f"?deel={word}", current=word == part)
            for word, (label, _) in PARTS.items()
        ],
        part=part,
        page=page,
        finder=finder if kind == Withheld.SENTENCE else None,
        times_withheld=asked.withholdings.count(),
    )


def _withhold(asked, form):
    try:
        operations.withhold(asked, form.chosen(), version=form.cleaned_data["version"])
    except ValidationError:
        # A second submit is a choice made with what stands there in sight.
        form.data = form.data.copy()
        form.data["version"] = str(AccessRequest.objects.get(pk=asked.pk).version)
        raise


def _to_choose(asked, kind, finder):
    """Everything of this kind that may be withheld, and what of it is shown."""
    holdings = holdings_of(asked.whose, asked.programme_id)
    if kind == Withheld.FILE:
        files = files_to_choose(holdings)
        return files, files
    others = third_parties(holdings, asked.whose)
    if kind == Withheld.PERSON:
        people = people_to_choose(others)
        return people, people
    sentences = sentences_to_choose(holdings)
    if words := finder.chosen("zoek"):
        return sentences, holding_words(sentences, words)
    if finder.chosen("alle"):
        return sentences, sentences
    return sentences, naming_somebody(sentences, others, asked)


@require_safe
def access_request_preview(request, pk):
    """What the pack would say now, on the screen."""
    asked = _get(request, pk)
    pack = AccessPack.of(asked, reader=request.user)
    _note(request, asked, AccessAction.VIEWED, "reports:access_request_preview")
    return render(request, "reports/access_request_preview.html", {"asked": asked, "report": pack})


@require_POST
def access_request_make(request, pk):
    asked = _get(request, pk)
    operations.start(asked, by=request.user)
    messages.success(request, "Het pakket wordt gemaakt.")
    return redirect(asked)


@require_safe
def access_request_archive(request, pk):
    """The finished pack as one archive, with the files."""
    asked = _get(request, pk)
    if asked.status != AccessRequestStatus.READY or asked.kept_until < timezone.localdate():
        raise Http404
    # Also of an event that was taken off the timeline: what is still kept is given.
    files = EventAttachment.objects.of_programme(asked.programme_id).filter(pk__in=asked.files)
    names = dict(files.order_by("pk").values_list("pk", "name"))
    if len(names) != len(asked.files):
        messages.warning(
            request, "Sinds dit pakket is een bijlage weggehaald. Maak het pakket opnieuw."
        )
        return redirect(asked)
    _note(request, asked, AccessAction.EXPORTED, "reports:access_request_archive")
    return StreamingHttpResponse(
        archive_of(asked, names),
        content_type="application/zip",
        headers={
            "Content-Disposition": f'attachment; filename="inzage-{asked.pk}.zip"',
            "Cache-Control": "no-store, private",
        },
    )


def _get(request, pk):
    return AccessRequest.objects.with_whose().get_for(
        request.user, Action.ANSWER_ACCESS_REQUEST, pk=pk
    )


def _trajectory_of(request, asked):
    """The dossier to go back to: the newest of this participant here; None of who has none."""
    if isinstance(asked.whose, Referral):
        return None
    mine = Trajectory.objects.visible_to(request.user).filter(participant=asked.whose)
    return mine.order_by("-pk").first()


def _note(request, asked, action, page):
    note_access(
        request.user,
        action,
        page,
        participant_id=None if isinstance(asked.whose, Referral) else asked.whose.pk,
        programme_id=asked.programme_id,
    )


def _day(day):
    return write_when(When(day, Precision.DAY), long=True)
