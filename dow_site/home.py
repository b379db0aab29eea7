"""The frame around every page: what the menu offers to whom. Looks up into the apps, as only this and urls.py may."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Max, Min
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.demo import DEMO_PEOPLE
from accounts.models import User
from accounts.quarters import first_of_quarter, write_quarter
from coaching.grid import this_week
from coaching.models import SPOKEN, Agreement, Handover, HandoverStatus, Talk, TalkStatus
from coaching.signals import standing_signals
from costs.models import PriceList, Session, SessionStatus
from dow_site.access import Action, Role, may_anywhere
from participants.models import Referral
from trajectories.consent_duties import duties_for
from trajectories.dossier import coaches_of
from trajectories.models import Spell, Trajectory
from trajectories.views.lists import rows_of

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


# label, route, icon, the action that opens it (None: everybody)
_MENU = (
    ("Overzicht", "home", "home", None),
    ("Trajecten", "trajectories:list", "road", Action.VIEW_TRAJECTORY),
    ("Aanmeldingen", "participants:referrals", "person", Action.VIEW_REFERRAL),
    ("Effectencalculator", "costs:sessions", "euro", Action.VIEW_SESSION),
    ("Rapportages", "reports:cohort", "chart", Action.VIEW_COHORT),
    ("Prijzen", "costs:prices", "chart", Action.VIEW_PRICES),
    ("Accounts", "accounts:list", "people", Action.EDIT_ACCOUNT),
    ("Inzage", "accounts:log", "search", Action.EDIT_ACCOUNT),
    ("Organisaties", "accounts:organisations", "building", Action.EDIT_ORGANISATION),
)
_SHORT_LABELS = {"Effectencalculator": "Effecten", "Rapportages": "Cijfers"}
# Pages of one subject whose address lies under another's.
_ELSEWHERE = {
    f"trajectories:{route}": "participants:referrals"
    for route in ("accept", "accept_new", "accept_join")
} | {
    f"accounts:{route}": "accounts:organisations"
    for route in ("programme_create", "programme_edit")
}


def shell(request):
    """What the base page needs to know of the person who looks; None where nobody signed in."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"shell": None, "demo_sign_ins": DEMO_PEOPLE if settings.DEMO else ()}
    offered = [
        (label, reverse(route), icon)
        for label, route, icon, action in _MENU
        if action is None or may_anywhere(user, action)
    ]
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
        ),
    }


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
        return Deed(label="Gesprek vastleggen", url=reverse("coaching:choose_for_talk"))
    if may_anywhere(user, Action.ADD_EVENT):
        return Deed(label="Gebeurtenis", url=reverse("trajectories:choose_for_event"))
    if may_anywhere(user, Action.CREATE_REFERRAL):
        return Deed(label="Aanmelden", url=reverse("participants:referral_create"))
    return None


@dataclass(frozen=True, kw_only=True)
class Place:
    """One of the programme's places as a stretch of road; without a name it is free."""

    number: int
    name: str = ""
    url: str = ""
    state: str = ""
    since: str = ""
    coach: str = ""
    last_talk: str = ""


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
    places, maximum = _places(user, today)
    taken = sum(1 for place in places if place.name)
    return {
        "places": places,
        "taken": taken,
        "maximum": maximum,
        "too_many": max(taken - maximum, 0),
        "to_answer": [(r, r.days_waiting(today)) for r in to_answer],
        "waiting": [(r, r.days_on_waiting_list(today)) for r in waiting],
        "sessions": _sessions(user),
        "to_co_read": Talk.objects.permitted(user, Action.REVIEW_TALK).count(),
        **_signals(user, today),
        "duties": duties_for(user, today),
        **_access_to_confirm(user, today),
    }


def _places(user, today):
    running = (
        Spell.objects.visible_to(user)
        .holding_a_place_on(today)
        .select_related("trajectory__participant")
        .prefetch_related("trajectory__coach_assignments__coach")
        .order_by("starts_on", "pk")
    )
    first_days = dict(
        Spell.objects.visible_to(user)
        .filter(trajectory__in=running.values("trajectory"))
        .values_list("trajectory")
        .annotate(first=Min("starts_on"))
    )
    last_talks = dict(
        Talk.objects.visible_to(user)
        .filter(trajectory__in=running.values("trajectory"), kind__in=SPOKEN, held_on__lte=today)
        .values_list("trajectory")
        .annotate(last=Max("held_on"))
    )
    dated = user.programme.places_on(today)
    maximum = dated.maximum if dated else 0
    taken = [
        Place(
            number=number,
            name=spell.trajectory.participant.name_for(user),
            url=spell.trajectory.get_absolute_url(),
            state=spell.get_phase_display() or spell.get_role_display(),
            since=_how_long(first_days[spell.trajectory_id], today),
            coach=", ".join(coach.name for coach in coaches_of(spell.trajectory, today)),
            last_talk=_days_ago(last_talks.get(spell.trajectory_id), today),
        )
        for number, spell in enumerate(running, start=1)
    ]
    free = [Place(number=number) for number in range(len(taken) + 1, maximum + 1)]
    return taken + free, maximum


def _how_long(first_day, today) -> str:
    weeks = (today - first_day).days // 7
    if weeks < 1:
        return "net begonnen"
    if weeks < 9:
        return "1 week" if weeks == 1 else f"{weeks} weken"
    return f"{weeks * 7 // 30} maanden"


def _days_ago(day, today) -> str:
    if day is None:
        return "nog geen gesprek"
    days = (today - day).days
    return (
        ("gesprek: vandaag", "gesprek: gisteren")[days]
        if days < 2
        else f"gesprek: {days} dagen terug"
    )


def _coach(user, today):
    mine = (
        Trajectory.objects.visible_to(user)
        .for_list()
        .prefetch_related("spells", "coach_assignments__coach")
    )
    mine = list(mine[:PAGE_SIZE])
    week = this_week(mine, user, today)
    pks = [trajectory.pk for trajectory in mine]
    rows = dict(zip(pks, rows_of(mine, user, today), strict=True))
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
    trajectories = list(
        Trajectory.objects.visible_to(user)
        .filter(participant__in=[referral.participant_id for referral in referrals])
        .select_related("participant")
        .prefetch_related("spells", "coach_assignments__coach")
    )
    participants = [trajectory.participant_id for trajectory in trajectories]
    by_participant = dict(zip(participants, rows_of(trajectories, user, today), strict=True))
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
        "price_lists": PriceList.objects.visible_to(user),
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
    standing = standing_signals(user, today).open
    return {"signals": standing[:MOST_SIGNALS], "signals_total": len(standing)}


def _sessions(user):
    sessions = Session.objects.visible_to(user).for_list()[:PAGE_SIZE]
    return [(session, session.trajectory.participant.name_for(user)) for session in sessions]


_OVERVIEWS = {
    Role.PROJECT_LEADER: ("home/project_leader.html", _project_leader),
    Role.JOBCOACH: ("home/coach.html", _coach),
    Role.JOBCOACH_IN_TRAINING: ("home/coach.html", _coach),
    Role.REFERRER: ("home/referrer.html", _referrer),
    Role.FACILITATOR: ("home/facilitator.html", _facilitator),
    Role.CONTROLLER: ("home/controller.html", _controller),
    Role.ADMINISTRATOR: ("home/administrator.html", _administrator),
}
