"""Sessions of the effect calculator: the list, the page of one, and what belongs to it."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.exports import ListExport, export_page
from accounts.logbook import note_access
from accounts.models import AccessAction
from costs.case_page import case_page
from costs.check_page import check_of
from costs.exports import session_columns
from costs.following import reality_days, said_of_lines
from costs.forms import SessionForm
from costs.lives import how_sure, lives_along
from costs.models import Scenario, Session, StatementKind
from costs.newer_prices import newer_list
from costs.operations import open_session, save_part
from costs.reading import NOTE_TEXTS, calculate, own_prices_for, rows_for
from costs.removal import kept_for
from costs.session_facts import facts_for, list_rows
from dow_site.access import Action, may_anywhere, require
from dow_site.editing import edit_page, require_form_methods
from dow_site.paging import BoundedPaginator
from trajectories.drawing import Sight, draw_timeline
from trajectories.models import TimelineEvent, Trajectory

PAGE_SIZE = 50
EDIT = Action.EDIT_SESSION
# Free texts, in which somebody may have written a name.
SAID = ("text", "quote", "speaker")


@require_safe
def session_list(request):
    require(request.user, Action.VIEW_SESSION)
    sessions = Session.objects.visible_to(request.user).for_list()
    page = BoundedPaginator(sessions, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(
        request,
        "costs/session_list.html",
        {
            "page": page,
            "rows": list_rows(page.object_list, request.user),
            "may_export": may_anywhere(request.user, Action.EXPORT_FIGURES),
        },
    )


@require_form_methods
def session_export(request):
    """The list of sessions; a reason is asked of who reads names in it."""
    require(request.user, Action.EXPORT_FIGURES)
    return export_page(
        request,
        ListExport(
            title="Sessies",
            rows=Session.objects.visible_to(request.user).for_list(),
            columns=session_columns(request.user),
            route="costs:session_export",
            back=reverse("costs:sessions"),
            is_personal=may_anywhere(request.user, Action.VIEW_PARTICIPANT),
        ),
    )


@require_safe
@vary_on_headers("HX-Request")
def session(request, pk):
    session = _sessions().get_for(request.user, Action.VIEW_SESSION, pk=pk)
    participant = session.trajectory.participant
    veil = participant.veil_for(request.user)
    rows = rows_for(session, veil)
    statements, notes, timeline = [], [], None
    if may_anywhere(request.user, Action.VIEW_NARRATIVE):
        statements = list(session.statements.all())
        notes = list(session.scenario_items.standing().order_by("order", "pk"))
        timeline = draw_timeline(
            session.trajectory,
            TimelineEvent.objects.visible_to(request.user).filter(trajectory=session.trajectory_id),
            today=timezone.localdate(),
            sight=Sight.of(request.user),
        )
    if veil:
        statements = participant.veil_rows(statements, *SAID)
        notes = participant.veil_rows(notes, *NOTE_TEXTS)
    known = {row.condition_group for row in rows}
    # An unknown group in the address means nothing, and never an error page.
    without = frozenset(request.GET.getlist("zonder")) & (known - {""})
    trajectory = session.trajectory
    note_access(
        request.user,
        AccessAction.VIEWED,
        "costs:session",
        participant_id=trajectory.participant_id,
        programme_id=trajectory.programme_id,
    )
    may = Session.objects.actions_on(
        request.user,
        session,
        EDIT,
        Action.PRINT_CASE_REPORT,
        Action.CHECK_SESSION,
        Action.FOLLOW_SESSION,
    )
    leads = EDIT in may
    if not session.is_open:
        may -= {EDIT}
    calculation = calculate(session, without=without, rows=rows)
    knows_story = may_anywhere(request.user, Action.VIEW_NARRATIVE)
    said = said_of_lines(session, veils=bool(veil)) if knows_story else {}
    template = "costs/session.html"
    return render(
        request,
        f"{template}#figures" if request.htmx else template,
        {
            "session": session,
            "name": trajectory.participant.name_for(request.user),
            "page": case_page(
                session,
                rows,
                calculation,
                may_edit=EDIT in may,
                own_prices=own_prices_for(session, veil) if EDIT in may else (),
                said=said,
                asked=(request.GET.get("kosten", ""), request.GET.get("besparing", "")),
            ),
            "compares": "kosten" in request.GET,
            "may_follow": Action.FOLLOW_SESSION in may,
            "moments": _moments(session) if Action.FOLLOW_SESSION in may else (),
            "knows_story": knows_story,
            "notes": [
                (note, tuple(how_sure(note)))
                for note in notes
                if note.scenario == Scenario.REFERENCE
            ],
            "lives": lives_along(timeline, notes) if timeline else None,
            "added_value": [s for s in statements if s.kind == StatementKind.ADDED_VALUE],
            "attention_points": [s for s in statements if s.kind == StatementKind.ATTENTION_POINT],
            "may": may,
            "leads": leads,
            "check": check_of(request.user, session),
            "facts": facts_for(session, knows_story=knows_story, knows_name=not veil),
            "veil": veil,
            "newer_list": newer_list(session),
            "Action": Action,
            "may_open_trajectory": may_anywhere(request.user, Action.VIEW_TRAJECTORY),
        },
    )


def _moments(session):
    """The moments after leaving of which can be told by now, in months."""
    today = timezone.localdate()
    return [month for month, first_day in reality_days(session).items() if first_day <= today]


def _sessions():
    return Session.objects.select_related(
        "trajectory__participant__municipality",
        "trajectory__programme",
        "facilitator",
        "approved_by",
        "previous",
        "price_list",
    )


@require_safe
def of_trajectory(request, pk):
    """The session of a dossier: its page, or the invitation to hold one."""
    trajectory = Trajectory.objects.select_related("participant").get_for(
        request.user, Action.VIEW_TRAJECTORY, pk=pk
    )
    require(request.user, Action.VIEW_SESSION)
    sessions = Session.objects.visible_to(request.user).filter(trajectory=trajectory)
    if newest := sessions.order_by("-pk").first():
        return redirect(newest)
    return render(
        request,
        "costs/no_session.html",
        {
            "trajectory": trajectory,
            "name": trajectory.participant.name_for(request.user),
            "may_open": _may_open(request.user, trajectory),
        },
    )


def _may_open(user, trajectory):
    return Trajectory.objects.permitted(user, EDIT).filter(pk=trajectory.pk).exists()


@require_form_methods
def session_create(request, pk):
    trajectory = Trajectory.objects.select_related("participant").get_for(request.user, EDIT, pk=pk)
    form = SessionForm(
        request.POST or None,
        instance=Session(trajectory=trajectory),
        initial={"period_start": trajectory.story_from, "period_end": trajectory.story_until},
        by=request.user,
        veil=trajectory.participant.veil_for(request.user),
    )
    return edit_page(
        request,
        form,
        save=lambda: open_session(form=form, by=request.user),
        done="De sessie staat klaar.",
        then=lambda session: session.get_absolute_url(),
        cancel_url=reverse("trajectories:timeline", args=[pk]),
        title=f"Nieuwe sessie voor {trajectory.participant.name_for(request.user)}",
    )


@require_form_methods
def session_edit(request, pk):
    session = _sessions().get_for(request.user, EDIT, pk=pk)
    veil = session.trajectory.participant.veil_for(request.user)
    form = SessionForm(request.POST or None, instance=session, by=request.user, veil=veil)
    return edit_page(
        request,
        form,
        save=lambda: save_part(form=form, session=session),
        done="De sessie is bewaard.",
        then=session.get_absolute_url(),
        title="Sessie wijzigen",
        template="costs/part_form.html",
        remove_url="" if kept_for(session) else reverse("costs:session_remove", args=[pk]),
    )
