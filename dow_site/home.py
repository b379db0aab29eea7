"""The frame around every page: what the menu offers to whom. Looks up into the apps, as only this and urls.py may."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.demo import DEMO_PEOPLE
from accounts.models import User
from accounts.quarters import first_of_quarter, write_quarter
from coaching.grid import this_week
from coaching.models import Agreement, Handover, HandoverStatus, Talk, TalkStatus
from coaching.places import places_of
from coaching.signals import standing_signals
from costs.models import PriceItem, PriceList, PriceListStatus, Session, SessionStatus
from costs.session_facts import list_rows
from dow_site.access import Action, Role, may_anywhere, scope_of
from participants.models import Referral
from trajectories.consent_duties import duties_for
from trajectories.list_rows import rows_of
from trajectories.models import Spell, Trajectory

PAGE_SIZE = 50
# The most pressing on the overview; the rest on their own page.
MOST_SIGNALS = 6
MOST_REFERRALS = 10


@dataclass(frozen=True, kw_only=True)
class Entry:
    label: str
    short_label: str  # under an icon of the phone's bar, where five stand beside each other
    url: str
    icon: str
    current: bool


@dataclass(frozen=True, kw_only=True)
class Deed:
    label: str
    url: str
    route_inside: str = ""  # its form of one trajectory, for who may use it wherever he may look

    def inside(self, trajectory: int) -> Deed:
        """The same on a page of a dossier: straight to the form of that trajectory."""
        if not self.route_inside:
            return self
        return replace(self, url=reverse(self.route_inside, args=[trajectory]))


@dataclass(frozen=True, kw_only=True)
class Shell:
    entries: tuple[Entry, ...]
    deed: Deed | None
    role_label: str
    person: str
    programme: str
    demo: bool
    search_url: str
    has_accounts: bool
    has_log: bool
    has_calendar: bool


# label, route, icon, the action that opens it (None: everybody)
_MENU = (
    ("Overzicht", "home", "home", None),
    ("Trajecten", "trajectories:list", "road", Action.VIEW_TRAJECTORY),
    ("Aanmeldingen", "participants:referrals", "person", Action.VIEW_REFERRAL),
    ("Effectencalculator", "costs:sessions", "euro", Action.VIEW_SESSION),
    ("Rapportages", "reports:cohort", "chart", Action.VIEW_COHORT),
    ("Prijzen", "costs:prices", "tag", Action.VIEW_PRICES),
    ("Accounts", "accounts:list", "people", Action.EDIT_ACCOUNT),
    ("Inzage", "accounts:log", "search", Action.EDIT_ACCOUNT),
    ("Organisaties", "accounts:organisations", "building", Action.EDIT_ORGANISATION),
)
_SHORT_LABELS = {"Effectencalculator": "Effecten", "Rapportages": "Cijfers"}
# Pages of one subject whose address lies under another's.
_ELSEWHERE = (
    {
        f"trajectories:{route}": "participants:referrals"
        for route in ("accept", "accept_new", "accept_join")
    }
    | {
        f"costs:{route}": "costs:sessions"
        for route in (
            "of_trajectory",
            "session_create",
            "line_edit",
            "statement_edit",
            "note_edit",
            "attendee_edit",
            "objection_create",
            "objection_edit",
            "reality_edit",
            "remark_answer",
            "line_remove",
            "statement_remove",
            "attendee_remove",
            "objection_remove",
            "reality_remove",
        )
    }
    | {
        f"accounts:{route}": "accounts:organisations"
        for route in ("programme_create", "programme_edit")
    }
)


def shell(request):
    """What the base page needs to know of the person who looks; None where nobody signed in."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"shell": None, "demo_sign_ins": DEMO_PEOPLE if settings.DEMO else ()}
    offered = _offered(frozenset(a for *_, a in _MENU if a is not None and may_anywhere(user, a)))
    here = _entry_of(request, [url for _, url, _ in offered if url != "/"])
    entries = tuple(
        Entry(
            label=label,
            short_label=_SHORT_LABELS.get(label, label),
            url=url,
            icon=icon,
            current=url == here,
        )
        for label, url, icon in offered
    )[:5]
    return {
        "shell": Shell(
            entries=entries,
            deed=_deed(user),
            role_label=user.get_role_display(),
            person=user.name,
            programme=user.programme.short_name if user.programme_id else "",
            demo=settings.DEMO,
            search_url=reverse("trajectories:list")
            if may_anywhere(user, Action.VIEW_TRAJECTORY)
            else "",
            has_accounts=may_anywhere(user, Action.VIEW_ACCOUNT),
            has_log=may_anywhere(user, Action.VIEW_ACCESS_LOG),
            has_calendar=may_anywhere(user, Action.KEEP_CALENDAR),
        ),
    }


@cache
def _offered(actions: frozenset[Action]) -> tuple[tuple[str, str, str], ...]:
    """What of the menu is for who may do these: label, address and icon. There are few such sets."""
    return tuple(
        (label, reverse(route), icon)
        for label, route, icon, action in _MENU
        if action is None or action in actions
    )


def _entry_of(request, urls) -> str:
    """The entry of the menu that this page lies under; its own address where none is."""
    match = request.resolver_match
    if match and match.view_name in _ELSEWHERE:
        return reverse(_ELSEWHERE[match.view_name])
    # One page may lie under another; the overview is nobody's parent.
    return max((url for url in urls if request.path.startswith(url)), key=len, default=request.path)


def _deed(user) -> Deed | None:
    """The one thing this role does most, in the centre of the phone's bar."""
    if may_anywhere(user, Action.ADD_TALK):
        return Deed(
            label="Gesprek vastleggen",
            url=reverse("coaching:choose_for_talk"),
            route_inside=_inside(user, Action.ADD_TALK, "coaching:talk_create"),
        )
    if may_anywhere(user, Action.ADD_EVENT):
        return Deed(
            label="Gebeurtenis",
            url=reverse("trajectories:choose_for_event"),
            route_inside=_inside(user, Action.ADD_EVENT, "trajectories:event_create"),
        )
    if may_anywhere(user, Action.CREATE_REFERRAL):
        return Deed(label="Aanmelden", url=reverse("participants:referral_create"))
    return None


def _inside(user, action, route) -> str:
    """The route, for who may do this in every dossier that he may open."""
    return route if scope_of(user, action) >= scope_of(user, Action.VIEW_TRAJECTORY) else ""


@require_safe
def home(request):
    """Each role's own overview: what waits for you, and every number a link to its rows."""
    template, build = _OVERVIEWS[Role(request.user.role)]
    return render(request, template, build(request.user, timezone.localdate()))


def _project_leader(user, today):
    referrals = Referral.objects.visible_to(user)
    # The longest without an answer first; the rest on their own page.
    to_answer = referrals.to_answer().order_by("received_on", "pk")[:MOST_REFERRALS]
    waiting = referrals.waiting()[:MOST_REFERRALS]
    places, maximum = places_of(user, today)
    taken = sum(1 for place in places if place.name)
    return {
        "places": places,
        "taken": taken,
        "maximum": maximum,
        "too_many": max(taken - maximum, 0),
        "paused": Spell.objects.visible_to(user).pausing_on(today).count(),
        "to_answer": [(r, r.days_waiting(today)) for r in to_answer],
        "waiting": [(r, r.days_on_waiting_list(today)) for r in waiting],
        "sessions": _sessions(user),
        "to_co_read": Talk.objects.permitted(user, Action.REVIEW_TALK).count(),
        **_signals(user, today),
        "duties": duties_for(user, today),
        **_access_to_confirm(user, today),
    }


def _coach(user, today):
    mine = Trajectory.objects.visible_to(user).for_list()[:PAGE_SIZE]
    week = this_week(list(mine.with_parts()), user, today)
    rows = {row.pk: row for row in rows_of(mine, user, today)}
    here = [(week_row, rows.pop(week_row.trajectory)) for week_row in week.rows]
    return {
        "week": week,
        "here": here,
        "others": list(rows.values()),
        "to_confirm": Handover.objects.permitted(user, Action.CONFIRM_HANDOVER)
        .filter(status=HandoverStatus.OFFERED)
        .for_list(),
        "in_training": user.role == Role.JOBCOACH_IN_TRAINING,
        "concepts": [
            (talk, talk.trajectory.participant.name_for(user))
            for talk in Talk.objects.permitted(user, Action.EDIT_TALK)
            .filter(author=user, status=TalkStatus.DRAFT)
            .select_related("trajectory__participant")[:PAGE_SIZE]
        ],
        **_signals(user, today),
        "duties": duties_for(user, today),
        "sessions": _sessions(user) if may_anywhere(user, Action.VIEW_SESSION) else [],
    }


def _referrer(user, today):
    referrals = list(Referral.objects.visible_to(user).for_list()[:PAGE_SIZE])
    trajectories = Trajectory.objects.visible_to(user).filter(
        participant__in=[referral.participant_id for referral in referrals]
    )
    by_participant = {row.participant: row for row in rows_of(trajectories, user, today)}
    return {
        "rows": [
            (
                referral,
                by_participant.get(referral.participant_id),
                referral.days_waiting(today),
            )
            for referral in referrals
        ],
        "asked": [
            (agreement, agreement.trajectory.participant.name_for(user))
            for agreement in Agreement.objects.permitted(user, Action.ANSWER_AGREEMENT)
            .filter(answer="")
            .open()
            .select_related("trajectory__participant")
            .due_first()[:PAGE_SIZE]
        ],
    }


def _facilitator(user, today):
    return {"sessions": _sessions(user)}


def _controller(user, today):
    sessions = _sessions(user)
    return {
        "to_check": [row for row in sessions if row[0].status == SessionStatus.TO_CHECK],
        "others": [row for row in sessions if row[0].status != SessionStatus.TO_CHECK],
        "price_lists": PriceList.objects.visible_to(user).exclude(status=PriceListStatus.REPLACED)[
            :PAGE_SIZE
        ],
        "expiring_count": PriceItem.objects.visible_to(user).expiring(today).count(),
    }


def _administrator(user, today):
    return {"open_accounts": User.objects.visible_to(user).still_open(today).count()} | (
        _access_to_confirm(user, today)
    )


def _access_to_confirm(user, today):
    quarter = first_of_quarter(today)
    return {
        "quarter": write_quarter(today),
        "to_confirm": User.objects.to_confirm_by(user, today, quarter).count(),
    }


def _signals(user, today):
    standing = standing_signals(user, today, most=MOST_SIGNALS)
    return {"signals": standing.open, "signals_total": standing.open_total}


def _sessions(user):
    sessions = Session.objects.visible_to(user).for_list()[:PAGE_SIZE]
    return list_rows(sessions, user)


_OVERVIEWS = {
    Role.PROJECT_LEADER: ("home/project_leader.html", _project_leader),
    Role.JOBCOACH: ("home/coach.html", _coach),
    Role.JOBCOACH_IN_TRAINING: ("home/coach.html", _coach),
    Role.REFERRER: ("home/referrer.html", _referrer),
    Role.FACILITATOR: ("home/facilitator.html", _facilitator),
    Role.CONTROLLER: ("home/controller.html", _controller),
    Role.ADMINISTRATOR: ("home/administrator.html", _administrator),
}
