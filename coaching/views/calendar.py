"""Somebody's own calendar: the page on which its address is made and taken back, and the file itself."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.limits import is_within_limit
from accounts.logbook import last_note_of, note_once_a_day
from accounts.models import AccessAction
from coaching.calendar_feed import calendar_bytes, entries_for
from coaching.calendar_links import feed_opened_by, make_feed, revoke_feed
from coaching.models import CalendarFeed
from dow_site.access import Action, require

FETCHED = "coaching:calendar_file"
# Whoever asks too often may come back after this many seconds.
COME_BACK_AFTER = 3600


@require_safe
def calendar(request):
    """Whether there is an address, when it was asked for last, and how to put it in a telephone."""
    require(request.user, Action.KEEP_CALENDAR)
    return _page(request)


@require_POST
def calendar_make(request):
    """Make an address and show it, this once; a form sent twice shows the same one."""
    require(request.user, Action.KEEP_CALENDAR)
    try:
        form_key = uuid.UUID(request.POST.get("form_key", ""))
    except ValueError:
        return redirect("coaching:calendar")
    try:
        token = make_feed(owner=request.user, form_key=form_key)
    except ValidationError as refusal:
        messages.warning(request, refusal.message)
        return redirect("coaching:calendar")
    response = _page(request, token=token)
    # The address is in this page only: not in a cache, and not behind the button that goes back.
    response.headers["Cache-Control"] = "no-store, private"
    return response


@require_POST
def calendar_revoke(request):
    require(request.user, Action.KEEP_CALENDAR)
    revoke_feed(owner=request.user)
    messages.success(request, "De agenda-link werkt niet meer.")
    return redirect("coaching:calendar")


def _page(request, *, token=""):
    address = (
        request.build_absolute_uri(reverse("coaching:calendar_file", args=[token])) if token else ""
    )
    return render(
        request,
        "coaching/calendar.html",
        {
            "feed": CalendarFeed.objects.visible_to(request.user).open().first(),
            "fetched_at": last_note_of(request.user, FETCHED),
            "address": address,
            "subscribe_url": address.replace(request.scheme, "webcal", 1),
            "form_key": uuid.uuid4(),
        },
    )


@login_not_required
@require_safe
def calendar_file(request, token):
    """The calendar of whoever has its address, as his rights are now; no account is asked.

    The same 404 for an address that was taken back, whose owner left, or that never was.
    """
    feed = feed_opened_by(token)
    if feed is None:
        return _plain(404 if is_within_limit(request, "calendar_guess") else 429)
    if not is_within_limit(request, "calendar", key=str(feed.pk)):
        return _plain(429)
    entries = entries_for(feed.owner, timezone.localdate())
    note_once_a_day(
        feed.owner,
        AccessAction.EXPORTED,
        FETCHED,
        dossiers=[(entry.participant_id, entry.programme_id) for entry in entries],
    )
    content = calendar_bytes(entries, absolute=request.build_absolute_uri)
    return _private(HttpResponse(content, content_type="text/calendar; charset=utf-8"))


def _plain(status):
    words = {
        404: "Deze agenda-link werkt niet.\n",
        429: "Deze agenda wordt te vaak opgehaald.\n",
    }
    response = HttpResponse(words[status], status=status, content_type="text/plain; charset=utf-8")
    # Django would write the path of a refusal in its log, and the path is the secret.
    response._has_been_logged = True
    if status == 429:
        response.headers["Retry-After"] = COME_BACK_AFTER
    return _private(response)


def _private(response):
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
