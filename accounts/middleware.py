"""What happens around every page: closed accounts leave, a second step is asked, refusals are written down."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.db import transaction
from django.shortcuts import redirect

from accounts import logbook
from accounts.models import AccessAction
from dow_site import access

# Where somebody sets the second step up, or leaves.
_WITHOUT_SECOND_STEP = ("mfa_", "account_")


class RefusalLogMiddleware:
    """Signs out an account whose dates have passed; logs refusals, and looks that a page did not log itself."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated and not request.user.may_work:
            logout(request)
        access.begin_request()
        logbook.begin_request()
        response = self.get_response(request)
        if request.user.is_authenticated and request.resolver_match is not None:
            _write_down(request, response)
        return response


def _write_down(request, response):
    if response.status_code in (403, 404):
        action = AccessAction.REFUSED
    elif response.status_code == 200 and request.method == "GET" and not logbook.is_noted():
        # A form shows what it changes: opening it is a look, though its page says nothing of a log.
        action = AccessAction.VIEWED
    else:
        return
    about = logbook.dossier_of(access.row_asked_for())
    if action == AccessAction.VIEWED and about.participant_id is None:
        return
    with transaction.atomic():
        logbook.note_access(
            request.user,
            action,
            request.resolver_match.view_name or "",
            participant_id=about.participant_id,
            programme_id=about.programme_id,
        )


class SecondStepMiddleware:
    """Sends who must sign in with a second step, and has none yet, to where it is set up.

    Who has one was asked for it by the sign-in library before he got a session.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if (
            not settings.SECOND_STEP_REQUIRED
            or not request.user.is_authenticated
            or not request.user.needs_second_step
            or request.resolver_match.view_name.startswith(_WITHOUT_SECOND_STEP)
            or request.user.has_second_step
        ):
            return None
        messages.warning(
            request, "Zet eerst een tweede stap aan. Daarna kun je bij de gegevens van anderen."
        )
        return redirect("mfa_index")
