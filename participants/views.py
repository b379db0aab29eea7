"""Referrals: who came, through whom, how it stands, and what becomes of it."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.exports import ListExport, export_page
from accounts.logbook import note_access
from accounts.models import AccessAction, Programme
from dow_site.access import Action, may_anywhere, require
from dow_site.dates import Precision, When, write_when
from dow_site.editing import edit_page, require_form_methods
from dow_site.paging import BoundedPaginator
from participants.exports import referral_columns, waiting_columns
from participants.filters import ReferralFilter
from participants.handling import NEXT_STATUSES, move_in_waiting_list, take_step
from participants.models import OPEN_STATUSES, Referral, ReferralStatus, ReferralStep
from participants.operations import receive_referral
from participants.referral_forms import (
    FirstContactForm,
    IntroductionForm,
    ReferralForm,
    ReferralStepForm,
    RefusalForm,
)

PAGE_SIZE = 50


@require_safe
def referral_list(request):
    require(request.user, Action.VIEW_REFERRAL)
    filter_form = ReferralFilter(request.GET)
    page = BoundedPaginator(_listed(request.user, filter_form), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    today = timezone.localdate()
    return render(
        request,
        "participants/referral_list.html",
        {
            "filter_form": filter_form,
            "page": page,
            "rows": [
                (referral, _day(referral.received_on), referral.days_waiting(today))
                for referral in page
            ],
            "may_create": may_anywhere(request.user, Action.CREATE_REFERRAL),
            "may_import": may_anywhere(request.user, Action.IMPORT_PEOPLE),
            "may_handle": may_anywhere(request.user, Action.HANDLE_REFERRAL),
            "may_export": may_anywhere(request.user, Action.EXPORT_REFERRALS),
        },
    )


@require_form_methods
def referral_export(request):
    require(request.user, Action.EXPORT_REFERRALS)
    filter_form = ReferralFilter(request.GET)
    return export_page(
        request,
        ListExport(
            title="Aanmeldingen",
            rows=_listed(request.user, filter_form),
            columns=referral_columns(timezone.localdate()),
            route="participants:referral_export",
            back=reverse("participants:referrals"),
            filter_form=filter_form,
        ),
    )


def _listed(user, filter_form):
    return filter_form.apply(Referral.objects.visible_to(user)).for_list()


@require_safe
def waiting_list(request):
    """Who comes up first, with buttons to change the order."""
    require(request.user, Action.HANDLE_REFERRAL)
    page = Paginator(_waiting(request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    today = timezone.localdate()
    return render(
        request,
        "participants/waiting_list.html",
        {
            "page": page,
            "rows": [
                (turn, referral, referral.days_on_waiting_list(today))
                for turn, referral in enumerate(page, start=page.start_index())
            ],
            "last": page.paginator.count,
            "may_export": may_anywhere(request.user, Action.EXPORT_REFERRALS),
        },
    )


@require_form_methods
def waiting_export(request):
    """The waiting list, for who handles it."""
    require(request.user, Action.HANDLE_REFERRAL)
    require(request.user, Action.EXPORT_REFERRALS)
    return export_page(
        request,
        ListExport(
            title="Wachtlijst",
            rows=_waiting(request.user).with_turn(),
            columns=waiting_columns(timezone.localdate()),
            route="participants:waiting_export",
            back=reverse("participants:waiting_list"),
        ),
    )


def _waiting(user):
    rows = Referral.objects.permitted(user, Action.HANDLE_REFERRAL).waiting()
    return rows.select_related("organisation")


@require_safe
def referral(request, pk):
    referral = _referral(request, pk, Action.VIEW_REFERRAL)
    note_access(
        request.user,
        AccessAction.VIEWED,
        "participants:referral",
        participant_id=referral.participant_id,
        programme_id=referral.programme_id,
    )
    may = Referral.objects.actions_on(
        request.user,
        referral,
        Action.EDIT_REFERRAL,
        Action.HANDLE_REFERRAL,
        Action.ANSWER_ACCESS_REQUEST,
    )
    may_handle = Action.HANDLE_REFERRAL in may
    return render(
        request,
        "participants/referral.html",
        {
            "referral": referral,
            "received": _day(referral.received_on),
            "first_contact": _day(referral.first_contact_on),
            "introduction": _day(referral.introduction_on),
            "born": _day(referral.birth_date),
            "days_waiting": referral.days_waiting(timezone.localdate()),
            "steps": [
                (step, _day(step.on), _day(step.introduction_on)) for step in _steps(referral)
            ],
            "may_edit": referral.is_open and Action.EDIT_REFERRAL in may,
            "may_answer": Action.ANSWER_ACCESS_REQUEST in may,
            "may_contact": referral.is_open and may_handle and not referral.first_contact_on,
            "may_accept": referral.is_open and may_handle,
            "next_steps": [
                (page.button, reverse(f"participants:referral_{page.name}", args=[referral.pk]))
                for status, page in STEP_PAGES.items()
                if status in NEXT_STATUSES[referral.status] and page.action in may
            ],
        },
    )


@require_form_methods
def referral_create(request):
    require(request.user, Action.CREATE_REFERRAL)
    mine = request.user.programme
    programmes = [mine] if mine else list(Programme.objects.order_by("name"))
    form = ReferralForm(request.POST or None, programmes=programmes, by=request.user)
    return edit_page(
        request,
        form,
        save=lambda: receive_referral(
            form=form,
            programme=form.cleaned_data.get("programme") or programmes[0],
            by=request.user,
        ),
        done=lambda referral: (
            f"De aanmelding is ontvangen. Het kenmerk is {referral.reference}. De projectleider neemt "
            f"binnen {referral.programme.contact_within_days} dagen contact op."
        ),
        then=lambda referral: referral.get_absolute_url(),
        cancel_url="/aanmeldingen/",
        title="Iemand aanmelden",
        submit_label="Aanmelden",
        help_text="Vijf korte vragen. Schrijf niets over gezondheid.",
        template="participants/referral_form.html",
    )


@require_form_methods
def referral_edit(request, pk):
    referral = _referral(request, pk, Action.EDIT_REFERRAL)
    if referral.status not in OPEN_STATUSES:
        raise PermissionDenied
    form = ReferralForm(request.POST or None, instance=referral, by=request.user)
    return edit_page(
        request,
        form,
        save=form.save_record,
        done="De aanmelding is bewaard.",
        then=referral.get_absolute_url(),
        title="Aanmelding wijzigen",
        template="participants/referral_form.html",
    )


@require_form_methods
def first_contact(request, pk):
    """The day on which somebody was reached: until then the days count."""
    referral = _referral(request, pk, Action.HANDLE_REFERRAL)
    form = FirstContactForm(
        request.POST or None,
        instance=referral,
        initial={"first_contact_on": referral.first_contact_on or timezone.localdate()},
    )
    return edit_page(
        request,
        form,
        save=form.save_record,
        done="Het eerste contact is vastgelegd.",
        then=referral.get_absolute_url(),
        title=f"Eerste contact met {referral.applicant}",
    )


@dataclass(frozen=True, kw_only=True)
class StepPage:
    """What the page of one next status says, and who may open it."""

    name: str
    action: Action
    form: type[ReferralStepForm]
    button: str
    title: str
    done: str


STEP_PAGES = {
    ReferralStatus.INTRODUCTION_PLANNED: StepPage(
        name="introduction",
        action=Action.HANDLE_REFERRAL,
        form=IntroductionForm,
        button="Kennismaking plannen",
        title="Kennismaking plannen met {}",
        done="De kennismaking is gepland.",
    ),
    ReferralStatus.WAITING_LIST: StepPage(
        name="waiting",
        action=Action.HANDLE_REFERRAL,
        form=ReferralStepForm,
        button="Op de wachtlijst",
        title="{} op de wachtlijst",
        done="De aanmelding staat onderaan de wachtlijst.",
    ),
    ReferralStatus.DECLINED: StepPage(
        name="decline",
        action=Action.HANDLE_REFERRAL,
        form=RefusalForm,
        button="Niet starten",
        title="{} start niet",
        done="De aanmelding is afgesloten. De verwijzer leest de reden.",
    ),
    # Who referred somebody may take that back himself.
    ReferralStatus.WITHDRAWN: StepPage(
        name="withdraw",
        action=Action.EDIT_REFERRAL,
        form=RefusalForm,
        button="Intrekken",
        title="Aanmelding van {} intrekken",
        done="De aanmelding is ingetrokken.",
    ),
    ReferralStatus.RECEIVED: StepPage(
        name="reopen",
        action=Action.HANDLE_REFERRAL,
        form=ReferralStepForm,
        button="Weer oppakken",
        title="Aanmelding van {} weer oppakken",
        done="De aanmelding staat weer open.",
    ),
}


@require_form_methods
def referral_step(request, pk, status):
    """One form for every next status; a status that cannot follow shows the referral as it is now."""
    page = STEP_PAGES[status]
    referral = _referral(request, pk, page.action)
    if request.method != "POST" and status not in NEXT_STATUSES[referral.status]:
        return redirect(referral)
    form = page.form(request.POST or None, instance=ReferralStep(referral=referral, status=status))

    def save():
        try:
            return take_step(referral=referral, status=status, by=request.user, **form.facts())
        except ValidationError as error:
            if getattr(error, "code", "") == "raced":
                referral.refresh_from_db()
                form.tell_version(referral.version)
            raise

    return edit_page(
        request,
        form,
        save=save,
        done=page.done,
        then=referral.get_absolute_url(),
        title=page.title.format(referral.applicant),
    )


@require_POST
def referral_move(request, pk, places):
    """A place up or down the waiting list."""
    referral = _referral(request, pk, Action.HANDLE_REFERRAL)
    version = request.POST.get("version", "")
    moved = version.isdecimal() and move_in_waiting_list(
        referral=referral, places=places, version=int(version)
    )
    if not moved:
        messages.warning(request, "De wachtlijst is intussen veranderd. Dit is hoe hij nu is.")
    return redirect("participants:waiting_list")


def _referral(request, pk, action):
    return Referral.objects.select_related("organisation", "referrer", "programme").get_for(
        request.user, action, pk=pk
    )


def _steps(referral):
    return referral.steps.select_related("by").order_by("on", "pk")


def _day(day):
    return write_when(When(day, Precision.DAY), long=True) if day else ""
