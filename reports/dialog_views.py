"""Printing a dossier: what will be in it, how it will look, and the PDF, all of one and the same choice."""

from __future__ import annotations

from dataclasses import dataclass

from csp.constants import SELF
from csp.decorators import csp_replace, csp_update
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.logbook import note_access
from accounts.models import AccessAction, Organisation, User
from costs.models import Session
from dow_site.access import Action, Role, may_anywhere
from dow_site.pdf import pdf_answer
from reports.case_report import CaseReport
from reports.case_session import conditions_of, name_of, sessions_of
from reports.case_story import knows_name, story_for
from reports.choice import Choice, Part, choose
from reports.choice_form import PARTS, ChoiceForm
from reports.contents import contents_of
from reports.editions import EDITIONS, Edition
from reports.own_story import OwnStory
from reports.printing import print_edition, reading_organisation, report_of
from reports.progress import referring_organisations
from reports.publication import NotPublishable
from trajectories.dossier import open_dossier
from trajectories.drawing import Story
from trajectories.models import Trajectory

_ACTIONS = {facts.action for facts in EDITIONS.values()}


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """What an address asks for: an edition of a dossier, for one reader, in a choice."""

    trajectory: Trajectory
    edition: Edition
    reader: User
    organisation: Organisation | None
    organisations: tuple[Organisation, ...]
    story: Story
    form: ChoiceForm
    query: str

    @classmethod
    def by(cls, request, trajectory: Trajectory, edition: Edition) -> _Asked:
        organisations, organisation = (), None
        if edition == Edition.REFERRER:
            if request.user.role != Role.REFERRER:
                organisations = tuple(referring_organisations(trajectory))
            wanted = [one for one in organisations if str(one.pk) == request.GET.get("voor", "")]
            organisation = reading_organisation(
                trajectory, request.user, next(iter(wanted or organisations), None)
            )
        story = story_for(
            trajectory,
            edition,
            reader=request.user,
            organisation=organisation,
            today=timezone.localdate(),
        )
        sessions = [] if edition == Edition.REFERRER else _sessions(request, trajectory, edition)
        printed = [one for one in sessions if str(one.pk) == request.GET.get("sessie", "")]
        has_costs = Part.COSTS in PARTS[edition]
        form = ChoiceForm(
            request.GET,
            story=story,
            edition=edition,
            sessions=[(session.pk, name_of(session)) for session in sessions],
            conditions=conditions_of(
                next(iter(printed or sessions), None), veils=not knows_name(request.user)
            )
            if has_costs
            else (),
        )
        return cls(
            trajectory=trajectory,
            edition=edition,
            reader=request.user,
            organisation=organisation,
            organisations=organisations,
            story=story,
            form=form,
            query=urlencode(
                [
                    (name, value)
                    for name in (*form.fields, "voor")
                    for value in request.GET.getlist(name)
                    if value
                ]
            ),
        )

    @property
    def choice(self) -> Choice:
        """What was chosen; only where the form is valid."""
        return self.form.choice

    def address(self, route: str) -> str:
        """The page of this route with the same edition and choice."""
        path = reverse(route, args=[self.trajectory.pk, self.edition])
        return f"{path}?{self.query}" if self.query else path

    def how(self) -> dict[str, object]:
        """How the edition is made, for `report_of` and `print_edition`."""
        return {
            "reader": self.reader,
            "printed_on": timezone.localdate(),
            "organisation": self.organisation,
            "choice": self.choice,
        }

    def report(self) -> CaseReport | OwnStory:
        return report_of(self.trajectory, self.edition, **self.how())

    def note(self, action: AccessAction, page: str) -> None:
        note_access(
            self.reader,
            action,
            page,
            participant_id=self.trajectory.participant_id,
            programme_id=self.trajectory.programme_id,
        )


@require_safe
@vary_on_headers("HX-Request")
@csp_update({"frame-src": [SELF]})
def dialog(request, pk):
    """Exactly what will be in a print before it is made; 422 for a choice that was not understood."""
    trajectory = Trajectory.objects.for_dossier().get_for(
        request.user, Action.VIEW_TRAJECTORY, pk=pk
    )
    editions = _editions(request.user, trajectory)
    if not editions:
        raise PermissionDenied
    named = request.GET.get("uitgave")
    asked = _Asked.by(request, trajectory, Edition(named) if named in editions else editions[0])
    if "maak" in request.GET and asked.form.is_valid():
        return redirect(asked.address("reports:case_report"))
    return _dialog(request, asked, editions)


@require_safe
def case_report(request, pk, edition):
    """An edition as PDF; 422 with the places to mend while a publication would show a name."""
    asked = _asked(request, pk, edition)
    if not asked.form.is_valid():
        return _dialog(request, asked, _editions(request.user, asked.trajectory))
    try:
        printed = print_edition(asked.trajectory, asked.edition, **asked.how())
    except NotPublishable as refusal:
        return _not_publishable(request, asked, refusal)
    asked.note(AccessAction.PRINTED, "reports:case_report")
    return pdf_answer(printed.content, printed.report.filename)


@require_safe
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF]})
def preview(request, pk, edition):
    """The page that the PDF is made of, to look at in the frame of the dialog."""
    asked = _asked(request, pk, edition)
    if not asked.form.is_valid():
        return HttpResponse(status=422)
    try:
        report = asked.report()
    except NotPublishable as refusal:
        return _not_publishable(request, asked, refusal)
    asked.note(AccessAction.VIEWED, "reports:case_preview")
    html = render_to_string(report.template, {"report": report, "is_preview": True})
    return HttpResponse(html, headers={"Cache-Control": "no-store, private"})


def _asked(request, pk, name) -> _Asked:
    """What this address asks for; 404 for an edition that does not exist."""
    if name not in set(Edition):
        raise Http404
    edition = Edition(name)
    trajectory = Trajectory.objects.for_dossier().get_for(
        request.user, EDITIONS[edition].action, pk=pk
    )
    return _Asked.by(request, trajectory, edition)


def _sessions(request, trajectory: Trajectory, edition: Edition) -> list[Session]:
    """The sessions to choose from; 404 where the address names one that is not for this reader."""
    named = request.GET.get("sessie", "")
    if named.isdecimal() and len(named) <= 18:
        Session.objects.get_for(
            request.user, EDITIONS[edition].action, pk=named, trajectory=trajectory
        )
    return sessions_of(trajectory, request.user)


def _editions(user: User, trajectory: Trajectory) -> list[Edition]:
    may = Trajectory.objects.actions_on(user, trajectory, *_ACTIONS)
    return [edition for edition in Edition if EDITIONS[edition].action in may]


def _dialog(request, asked: _Asked, editions: list[Edition]) -> HttpResponse:
    context = {
        "asked": asked,
        "form": asked.form,
        "trajectory": asked.trajectory,
        "editions": [(one, EDITIONS[one]) for one in editions],
        "dossier": open_dossier(
            request.user, asked.trajectory, page="reports:print", tab="reports:prints"
        ),
        "knows_names": may_anywhere(request.user, Action.VIEW_PARTICIPANT),
        "shows_preview": "voorbeeld" in request.GET,
        "findings": (),
        "contents": None,
    }
    if asked.form.is_valid():
        try:
            report = asked.report()
        except NotPublishable as refusal:
            report = refusal.report
            context["findings"] = refusal.findings
        chosen = choose(asked.story, asked.choice)
        context |= {
            "contents": contents_of(report, chosen),
            "preview_url": asked.address("reports:case_preview"),
            # Left out before, and not in this choice either: still left out when the choice grows.
            "kept_aside": sorted(asked.choice.left_out - {event.key for event in chosen.left_out}),
        }
    return render(
        request,
        "reports/print_dialog.html#choice" if request.htmx else "reports/print_dialog.html",
        context,
        status=200 if asked.form.is_valid() else 422,
    )


def _not_publishable(request, asked: _Asked, refusal: NotPublishable) -> HttpResponse:
    return render(
        request,
        "reports/not_publishable.html",
        {
            "trajectory": asked.trajectory,
            "findings": refusal.findings,
            # Who may know the alias only is told where, and not which name.
            "knows_names": may_anywhere(request.user, Action.VIEW_PARTICIPANT),
        },
        status=422,
    )
