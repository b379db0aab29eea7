"""What happens around every page: closed accounts leave, refusals are written down."""

from django.contrib.auth import logout
from django.db import transaction

from accounts.logbook import note_access
from accounts.models import AccessAction


class RefusalLogMiddleware:
    """Signs out an account whose dates have passed, and logs each refused page of a signed-in person."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated and not request.user.may_work:
            logout(request)
        response = self.get_response(request)
        if response.status_code in (403, 404) and request.user.is_authenticated:
            match = request.resolver_match
            if match is not None:
                with transaction.atomic():
                    note_access(request.user, AccessAction.REFUSED, match.view_name or "")
        return response
