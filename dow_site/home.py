"""The frame around every page: what the menu offers to whom. Looks up into the apps, as only this and urls.py may."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from dow_site.access import Action, may_anywhere


@dataclass(frozen=True, kw_only=True)
class Entry:
    label: str
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


# label, route, icon, the action that opens it (None: everybody)
_MENU = (
    ("Overzicht", "home", "home", None),
    ("Trajecten", "trajectories:list", "road", Action.VIEW_TRAJECTORY),
    ("Aanmeldingen", "participants:referrals", "person", Action.VIEW_REFERRAL),
    ("Effectencalculator", "costs:sessions", "euro", Action.VIEW_SESSION),
    ("Prijzen", "costs:prices", "chart", Action.VIEW_PRICES),
)


def shell(request):
    """What the base page needs to know of the person who looks; None where nobody signed in."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"shell": None, "demo": settings.DEMO}
    entries = tuple(
        Entry(
            label=label,
            url=reverse(route),
            icon=icon,
            current=request.path == reverse(route)
            or (route != "home" and request.path.startswith(reverse(route))),
        )
        for label, route, icon, action in _MENU
        if action is None or may_anywhere(user, action)
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
        ),
        "demo": settings.DEMO,
    }


def _deed(user) -> Deed | None:
    """The one thing this role does most, in the centre of the phone's bar."""
    if may_anywhere(user, Action.ADD_EVENT):
        return Deed(label="Gebeurtenis", url=reverse("trajectories:choose_for_event"))
    if may_anywhere(user, Action.CREATE_REFERRAL):
        return Deed(label="Aanmelden", url=reverse("participants:referral_create"))
    return None
