"""The check of a session: offering, deciding, answering, and going on with a next version."""

import json

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.logbook import note_access
from accounts.models import AccessAction
from costs import checking, versions
from costs.case_page import case_page
from costs.changes import changes_of_parts, changes_of_session, lines_side_by_side
from costs.check_forms import APPROVE, CheckForm, RemarkAnswerForm
from costs.check_page import (
    changes_since_last_check,
    lines_in_check,
    names_for,
    remarks_for,
    veil_changes,
)
from costs.content import content_of, objection_rows
from costs.following import objected, objections_of
from costs.models import LineRemark, Session
from costs.operations import save_part
from costs.reading import calculate, rows_for
from costs.seal import written
from costs.session_facts import facts_for
from dow_site.access import Action, may_anywhere
from dow_site.editing import edit_page, require_form_methods


def _sessions():
    return Session.objects.select_related(
        "trajectory__participant__municipality", "trajectory__programme", "facilitator", "previous"
    )


def _do(request, session, deed, done):
    try:
        after = deed(session, by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect(session)
    messages.success(request, done)
    return redirect(after or session)


@require_POST
def offer(request, pk):
    session = Session.objects.get_for(request.user, Action.EDIT_SESSION, pk=pk)
    return _do(request, session, checking.offer, "De controller kan de sessie nu nakijken.")


@require_POST
def take_back(request, pk):
    session = Session.objects.get_for(request.user, Action.EDIT_SESSION, pk=pk)
    return _do(request, session, checking.take_back, "De sessie is weer open om te wijzigen.")


@require_POST
def next_version(request, pk):
    session = Session.objects.get_for(request.user, Action.EDIT_SESSION, pk=pk)
    return _do(request, session, versions.next_version, "De nieuwe versie staat klaar.")


@require_form_methods
def check(request, pk):
    """The controller's page: every line with what it rests on, a remark beside it, and the decision."""
    session = _sessions().get_for(request.user, Action.CHECK_SESSION, pk=pk)
    participant = session.trajectory.participant
    rows = rows_for(session, participant.veil_for(request.user))
    knows_name = may_anywhere(request.user, Action.VIEW_PARTICIPANT)
    objections = objections_of(session, veils=not knows_name)
    page = case_page(
        session, rows, calculate(session, rows=rows), may_edit=False, said=objected(objections)
    )
    priced = {line.computed.line.key for line in (*page.incurred, *page.avoided)}
    form = CheckForm(request.POST or None, session=session, lines=rows)
    remarks = remarks_for(request.user, session)
    note_access(
        request.user,
        AccessAction.VIEWED,
        "costs:check",
        participant_id=participant.pk,
        programme_id=session.trajectory.programme_id,
    )
    return edit_page(
        request,
        form,
        save=lambda: _decide(form, session, request.user),
        done="Je besluit is bewaard.",
        then=session.get_absolute_url(),
        title=f"{session.reference} nakijken",
        template="costs/check.html",
        submit_label="Besluit bewaren",
        session=session,
        name=participant.name_for(request.user),
        page=page,
        facts=facts_for(
            session,
            knows_story=may_anywhere(request.user, Action.VIEW_NARRATIVE),
            knows_name=knows_name,
        ),
        sides=(
            ("Gemaakt", lines_in_check(page.incurred, remarks, form)),
            ("Mogelijk bespaard", lines_in_check(page.avoided, remarks, form)),
        ),
        of_the_whole=[remark for remark in remarks if remark.line_id is None],
        changes=changes_since_last_check(request.user, session),
        objections_elsewhere=[one for one in objections if one.line_key not in priced],
    )


def _decide(form, session, user):
    version = form.cleaned_data["version"]
    if form.cleaned_data["decision"] == APPROVE:
        return checking.approve(session, by=user, version=version)
    return checking.give_back(session, by=user, version=version, remarks=form.remarks())


@require_form_methods
def remark_answer(request, pk):
    remark = LineRemark.objects.select_related("session__trajectory__participant", "line").get_for(
        request.user, Action.EDIT_SESSION, pk=pk
    )
    session = remark.session
    [read] = [one for one in remarks_for(request.user, session) if one.pk == remark.pk]
    veil = session.trajectory.participant.veil_for(request.user)
    form = RemarkAnswerForm(request.POST or None, instance=remark, veil=veil)
    return edit_page(
        request,
        form,
        save=lambda: save_part(form=form, session=session),
        done="Je antwoord is bewaard.",
        then=session.get_absolute_url(),
        title="Opmerking beantwoorden",
        help_text=f"{read.line.label}: {read.text}" if read.line else read.text,
    )


@require_safe
def compare(request, pk):
    """Two versions of a session, line by line."""
    session = _sessions().get_for(request.user, Action.VIEW_SESSION, pk=pk)
    if session.previous is None:
        raise Http404
    former = _sessions().get_for(request.user, Action.VIEW_SESSION, pk=session.previous_id)
    before, after = (
        json.loads(written({**content_of(one), "objections": objection_rows(one)}))
        for one in (former, session)
    )
    veil = session.trajectory.participant.veil_for(request.user)
    names = names_for(session)
    beside_the_lines = changes_of_parts(
        before,
        after,
        knows_story=may_anywhere(request.user, Action.VIEW_NARRATIVE),
        names=names,
    )
    note_access(
        request.user,
        AccessAction.VIEWED,
        "costs:compare",
        participant_id=session.trajectory.participant_id,
        programme_id=session.trajectory.programme_id,
    )
    return render(
        request,
        "costs/compare.html",
        {
            "session": session,
            "former": former,
            "changes": veil_changes(
                request.user, session, changes_of_session(before, after, names=names)
            ),
            "beside_the_lines": veil_changes(request.user, session, beside_the_lines),
            "pairs": [
                (
                    veil(pair.label),
                    pair.before,
                    pair.after,
                    veil_changes(request.user, session, pair.changes),
                )
                for pair in lines_side_by_side(before, after)
            ],
        },
    )
