"""The wall: one page for everybody at the table, asked again every second, and one address for its deeds."""

import uuid

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.logbook import note_access
from accounts.models import AccessAction
from costs import wall
from costs.models import Scenario, ScenarioRow, Session
from costs.wall_page import wall_page
from dow_site.access import Action, require
from dow_site.free_text import BSN_WARNING, looks_like_bsn
from trajectories.models import TimelineEvent

# How the page's own script asks: it wants a sentence, not a page.
_BY_SCRIPT = "X-Wall"


def _sessions():
    return Session.objects.select_related("trajectory__participant", "trajectory__programme")


def _read(request, pk):
    session = _sessions().get_for(request.user, Action.VIEW_SESSION, pk=pk)
    require(request.user, Action.VIEW_NARRATIVE)
    may = Session.objects.actions_on(request.user, session, Action.EDIT_SESSION)
    may_edit = Action.EDIT_SESSION in may and session.is_open
    stamp = wall.stamp_of(session)
    return session, stamp, may_edit


@require_safe
def show(request, pk):
    session, stamp, may_edit = _read(request, pk)
    note_access(
        request.user,
        AccessAction.VIEWED,
        "costs:wall",
        participant_id=session.trajectory.participant_id,
        programme_id=session.trajectory.programme_id,
    )
    return render(request, "costs/wall.html", _context(request, session, stamp, may_edit))


@require_safe
def board(request, pk):
    """The notes as they hang now; nothing (204) where they hang as the asker has them."""
    session, stamp, may_edit = _read(request, pk)
    if request.GET.get("na") == stamp:
        return HttpResponse(status=204)
    return render(request, "costs/_wall_board.html", _context(request, session, stamp, may_edit))


def _context(request, session, stamp, may_edit):
    with_money = request.GET.get("bedragen") == "aan"
    return {
        "session": session,
        "name": session.trajectory.participant.name_for(request.user),
        "page": wall_page(session, request.user, with_money=with_money),
        "stamp": stamp,
        "may_edit": may_edit,
        "with_money": with_money,
        "new_key": uuid.uuid4(),
    }


class DeedForm(forms.Form):
    """What a deed on the wall says; which of it must be there depends on the deed."""

    deed = forms.ChoiceField(
        choices=[
            (deed, deed)
            for deed in (
                "put_up",
                "rewrite",
                "move",
                "take_off",
                "put_back",
                "keep_both",
                "accept",
                "leave",
            )
        ]
    )
    key = forms.UUIDField(required=False)
    other_key = forms.UUIDField(required=False)
    before = forms.UUIDField(required=False)
    # Without the script: one choice out of four rows.
    place = forms.ChoiceField(
        choices=[(f"{scenario}-{row}", f"{scenario}-{row}") for scenario, row in wall.ROWS],
        required=False,
    )
    scenario = forms.ChoiceField(choices=Scenario, required=False)
    row = forms.ChoiceField(choices=ScenarioRow, required=False)
    chapter = forms.IntegerField(required=False)
    text = forms.CharField(max_length=1000, required=False)
    # As it was shown: an alias can be longer than the name.
    was = forms.CharField(max_length=20_000, required=False)
    event = forms.IntegerField(required=False)

    NEEDS = {
        "put_up": ("key", "scenario", "row"),
        "rewrite": ("key", "text", "other_key"),
        "move": ("key", "scenario", "row"),
        "accept": ("event",),
        "leave": ("event",),
    }

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("place"):
            cleaned["scenario"], cleaned["row"] = cleaned["place"].split("-")
        for name in self.NEEDS.get(cleaned.get("deed"), ("key",)):
            if name not in self.errors and not cleaned.get(name):
                self.add_error(name, "Dit ontbreekt.")
        return cleaned


@require_POST
def change(request, pk):
    """One deed on the wall. Sent twice it changes nothing; refused, it says why (422)."""
    session = _sessions().get_for(request.user, Action.EDIT_SESSION, pk=pk)
    form = DeedForm(request.POST)
    try:
        if not form.is_valid():
            raise ValidationError([error for errors in form.errors.values() for error in errors])
        said = _do(session, form.cleaned_data, request.user)
    except ValidationError as error:
        return _refused(request, session, " ".join(dict.fromkeys(error.messages)))
    if looks_like_bsn(form.cleaned_data["text"]):
        said = f"{said} {BSN_WARNING}".strip()
    if request.headers.get(_BY_SCRIPT):
        return JsonResponse({"said": said})
    if said:
        messages.warning(request, said)
    return redirect(_address(session))


def _do(session, typed, user):
    match typed["deed"]:
        case "put_up":
            return wall.put_up(
                session, key=typed["key"], text=typed["text"], place=_place(session, typed)
            )
        case "rewrite":
            return wall.rewrite(
                session,
                key=typed["key"],
                text=typed["text"],
                was=typed["was"],
                other_key=typed["other_key"],
                veil=session.trajectory.participant.veil_for(user),
            )
        case "move":
            return wall.move(
                session, key=typed["key"], place=_place(session, typed), before=typed["before"]
            )
        case "take_off":
            return wall.take_off(session, key=typed["key"])
        case "put_back":
            return wall.put_back(session, key=typed["key"])
        case "keep_both":
            return wall.keep_both(session, key=typed["key"])
        case answer:
            return _answer(session, typed["event"], user, wanted=answer == "accept")


def _answer(session, event_pk, user, *, wanted):
    event = (
        TimelineEvent.objects.visible_to(user)
        .filter(trajectory=session.trajectory_id, pk=event_pk)
        .first()
    )
    if event is None:
        raise ValidationError("Deze gebeurtenis staat niet meer op de tijdlijn.")
    text = session.trajectory.participant.veil_for(user)(event.text)
    return wall.answer_suggestion(session, event=event, text=text, wanted=wanted)


def _place(session, typed):
    chapter = typed["chapter"]
    # A stretch that somebody else took away meanwhile is no reason to lose a note.
    known = chapter and session.trajectory.chapters.filter(pk=chapter).exists()
    return wall.Place(
        scenario=typed["scenario"], row=typed["row"], chapter_id=chapter if known else None
    )


def _refused(request, session, sentence):
    if request.headers.get(_BY_SCRIPT):
        return JsonResponse({"said": sentence}, status=422)
    _, stamp, may_edit = _read(request, session.pk)
    context = _context(request, session, stamp, may_edit)
    return render(
        request,
        "costs/wall.html",
        context | {"refusal": sentence, "typed": request.POST},
        status=422,
    )


def _address(session):
    return reverse("costs:wall", args=[session.pk])
