"""Getting in: the demonstration's buttons, the health page, and what the sign-in library offers and we do not."""

from django.conf import settings
from django.contrib.auth import get_user_model, login
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.demo import DEMO_PEOPLE


@login_not_required
@require_POST
def demo_sign_in(request):
    """Sign in as one of the made-up people; does not exist outside the demo."""
    if not settings.DEMO:
        raise Http404
    emails = {person.email for person in DEMO_PEOPLE}
    user = get_object_or_404(
        get_user_model(), email__in=emails & {request.POST.get("email", "")}, is_active=True
    )
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect(settings.LOGIN_REDIRECT_URL)


@login_not_required
@transaction.non_atomic_requests
@require_safe
def health(request):
    """Says that the web process answers; touches nothing."""
    return HttpResponse("in orde\n", content_type="text/plain; charset=utf-8")


@login_not_required
def closed(request):
    """A page of the sign-in library that this system does not have."""
    raise Http404


@require_safe
def signed_in(request):
    """Where somebody lands who signed in again beside a form that waits on another tab."""
    return render(request, "account/signed_in.html")
