"""Referrals: who came, through whom, and how it stands."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.logbook import note_access
from accounts.models import AccessAction, Programme
from dow_site.access import Action, may_anywhere, require
from dow_site.dates import Precision, When, write_when
from dow_site.editing import edit_page, require_form_methods
from participants.forms import ReferralForm
from participants.models import OPEN_STATUSES, Referral
from participants.operations import receive_referral

PAGE_SIZE = 50


@require_safe
def referral_list(request):
    require(request.user, Action.VIEW_REFERRAL)
    page = Paginator(Referral.objects.visible_to(request.user).for_list(), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    today = timezone.localdate()
    return render(
        request,
        "participants/referral_list.html",
        {
            "page": page,
            "rows": [
                (referral, _day(referral.received_on), referral.days_waiting(today))
                for referral in page
            ],
            "may_create": may_anywhere(request.user, Action.CREATE_REFERRAL),
            "may_import": may_anywhere(request.user, Action.IMPORT_PEOPLE),
        },
    )


@require_safe
def referral(request, pk):
    referral = Referral.objects.select_related("organisation", "referrer", "programme").get_for(
        request.user, Action.VIEW_REFERRAL, pk=pk
    )
    note_access(
        request.user,
        AccessAction.VIEWED,
        "participants:referral",
        participant_id=referral.participant_id,
        programme_id=referral.programme_id,
    )
    return render(
        request,
        "participants/referral.html",
        {
            "referral": referral,
            "received": _day(referral.received_on),
            "first_contact": _day(referral.first_contact_on),
            "born": _day(referral.birth_date),
            "days_waiting": referral.days_waiting(timezone.localdate()),
            "may_edit": referral.status in OPEN_STATUSES
            and Referral.objects.actions_on(request.user, referral, Action.EDIT_REFERRAL),
        },
    )


@require_form_methods
def referral_create(request):
    require(request.user, Action.CREATE_REFERRAL)
    mine = request.user.programme
    programmes = [mine] if mine else list(Programme.objects.order_by("name"))
    form = ReferralForm(request.POST or None, programmes=programmes)
    return edit_page(
        request,
        form,
        save=lambda: receive_referral(
            form=form,
            programme=form.cleaned_data.get("programme") or programmes[0],
            by=request.user,
        ),
        done="De aanmelding is ontvangen. De projectleider neemt contact op.",
        then=lambda referral: referral.get_absolute_url(),
        cancel_url="/aanmeldingen/",
        title="Iemand aanmelden",
        submit_label="Aanmelden",
        help_text="Vijf korte vragen. Schrijf niets over gezondheid.",
    )


@require_form_methods
def referral_edit(request, pk):
    referral = Referral.objects.get_for(request.user, Action.EDIT_REFERRAL, pk=pk)
    if referral.status not in OPEN_STATUSES:
        raise PermissionDenied
    form = ReferralForm(request.POST or None, instance=referral)
    return edit_page(
        request,
        form,
        save=form.save_record,
        done="De aanmelding is bewaard.",
        then=referral.get_absolute_url(),
        title="Aanmelding wijzigen",
    )


def _day(day):
    return write_when(When(day, Precision.DAY), long=True) if day else ""
