"""The page "Ik wil meedoen": for a young person or somebody near, without an account.

Nothing here reads a dossier: what comes in is a referral, and what goes out is its reference.
"""

import datetime

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.signing import BadSignature, Signer
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.limits import is_within_limit
from accounts.models import Programme, User
from dow_site.access import Role
from dow_site.dates import Precision, When, write_when
from dow_site.editing import edit_page, require_form_methods
from participants.models import Referral
from participants.operations import receive_application
from participants.referral_forms import ApplicationForm

# Made when it is used: a queue worker loads this page too, and has no secret to sign with.
SIGNER = SimpleLazyObject(lambda: Signer(salt="participants.applying"))
_TOO_MANY = (
    "Vanaf deze plek kwamen het laatste uur veel aanmeldingen. Wat je typte staat er nog. "
    "Probeer het over een uur weer."
)


@login_not_required
@require_safe
def where(request):
    """The work-learning companies to choose from; with one there is nothing to choose."""
    programmes = list(Programme.objects.order_by("name"))
    if len(programmes) == 1:
        return redirect("apply", slug=programmes[0].slug)
    return render(request, "participants/apply_where.html", {"programmes": programmes})


# The next person at the computer of a library does not page back to what was typed.
@login_not_required
@never_cache
@require_form_methods
def apply(request, slug):
    """Five short fields, of which three must be filled; only what would make a row counts for the limit."""
    programme = get_object_or_404(Programme, slug=slug)
    form = ApplicationForm(request.POST or None)

    def save():
        if not form.was_sent_before and not is_within_limit(request, "apply"):
            raise ValidationError(_TOO_MANY, code="too_many")
        return receive_application(form=form, programme=programme)

    response = edit_page(
        request,
        form,
        save=save,
        # The page that follows says it all.
        done="",
        then=lambda referral: reverse("applied", args=[SIGNER.sign(referral.reference)]),
        title="Ik wil meedoen",
        template="participants/apply.html",
        programme=programme,
    )
    if form.is_bound and form.has_error(NON_FIELD_ERRORS, "too_many"):
        response.status_code = 429
    return response


@login_not_required
@never_cache
@require_safe
def applied(request, token):
    """What happens next, by when, and whom to call; the signature keeps others' references unread."""
    try:
        reference = SIGNER.unsign(token)
    except BadSignature as forged:
        raise Http404 from forged
    referral = get_object_or_404(Referral.objects.select_related("programme"), reference=reference)
    programme = referral.programme
    last_day = referral.received_on + datetime.timedelta(days=programme.contact_within_days)
    leaders = User.objects.filter(role=Role.PROJECT_LEADER, programme=programme).exclude(phone="")
    return render(
        request,
        "participants/applied.html",
        {
            "reference": reference,
            "programme": programme,
            "last_day": write_when(When(last_day, Precision.DAY), long=True),
            "leader": leaders.working_on(timezone.localdate()).order_by("pk").first(),
        },
    )
