"""Who has access: inviting, confirming each quarter, ending."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.account_columns import account_columns
from accounts.exports import ListExport, export_page
from accounts.forms import AccountFilter, AccountForm
from accounts.models import AccountConfirmation, User
from accounts.operations import close_account, confirm_account, invite, send_invitation
from accounts.quarters import first_of_quarter, write_quarter
from dow_site.access import Action, require
from dow_site.dates import Precision, When, write_when
from dow_site.editing import edit_page, require_form_methods

PAGE_SIZE = 50


@dataclass(frozen=True, kw_only=True)
class AccountRow:
    """One account as the list shows it, with what this reader may do to it."""

    account: User
    works_for: str
    access: str
    is_open: bool
    never_signed_in: bool
    supervisor: str
    confirmed: bool
    may_confirm: bool
    may_edit: bool


@require_safe
def account_list(request):
    require(request.user, Action.VIEW_ACCOUNT)
    today = timezone.localdate()
    quarter = first_of_quarter(today)
    filter_form = AccountFilter(request.GET, today=today, quarter=quarter)
    page = Paginator(_listed(request.user, filter_form, quarter), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    editable = set(
        User.objects.permitted(request.user, Action.EDIT_ACCOUNT)
        .filter(pk__in=[account.pk for account in page])
        .values_list("pk", flat=True)
    )
    return render(
        request,
        "accounts/account_list.html",
        {
            "filter_form": filter_form,
            "page": page,
            "rows": [_row(account, request.user, today, editable) for account in page],
            "quarter": write_quarter(today),
            "to_confirm": User.objects.visible_to(request.user)
            .to_confirm_by(request.user, today, quarter)
            .count(),
        },
    )


@require_form_methods
def account_export(request):
    """Who has access, to go through it elsewhere: names and addresses of colleagues, so a reason is asked."""
    require(request.user, Action.VIEW_ACCOUNT)
    today = timezone.localdate()
    quarter = first_of_quarter(today)
    filter_form = AccountFilter(request.GET, today=today, quarter=quarter)
    return export_page(
        request,
        ListExport(
            title="Accounts",
            rows=_listed(request.user, filter_form, quarter),
            columns=account_columns(today),
            route="accounts:export",
            back=reverse("accounts:list"),
            filter_form=filter_form,
        ),
    )


def _listed(user, filter_form, quarter):
    """The accounts that the list shows to this person, each with whether it is confirmed in this quarter."""
    in_quarter = AccountConfirmation.objects.filter(account=OuterRef("pk"), quarter=quarter)
    return (
        filter_form.apply(User.objects.visible_to(user))
        .select_related("programme", "organisation", "supervisor")
        .annotate(is_confirmed=Exists(in_quarter))
        .order_by("name", "pk")
    )


def _row(account, reader, today, editable):
    is_open = account.is_open_after(today)
    return AccountRow(
        account=account,
        works_for=account.works_for,
        access=_access(account, today),
        is_open=is_open,
        never_signed_in=account.last_login is None,
        supervisor=account.supervisor.name if account.supervisor_id else "",
        confirmed=account.is_confirmed,
        may_confirm=is_open and not account.is_confirmed and account != reader,
        may_edit=account.pk in editable,
    )


def _access(account, today):
    if not account.is_open_after(today):
        return "gesloten"
    until = f" tot en met {_day(account.active_until)}" if account.active_until else ""
    if account.active_from > today:
        return f"vanaf {_day(account.active_from)}{until}"
    return f"open{until}"


def _day(day):
    return write_when(When(day, Precision.DAY), long=True)


@require_form_methods
def account_invite(request):
    require(request.user, Action.INVITE_ACCOUNT)
    form = AccountForm(request.POST or None, by=request.user)
    return edit_page(
        request,
        form,
        save=lambda: invite(form, by=request.user),
        done="Het account is gemaakt. De uitnodiging gaat per e-mail.",
        then=reverse("accounts:list"),
        title="Iemand uitnodigen",
        submit_label="Uitnodigen",
        help_text="De uitnodiging gaat per e-mail. Daarin staat een link om een wachtwoord te kiezen.",
    )


@require_form_methods
def account_edit(request, pk):
    account = User.objects.get_for(request.user, Action.EDIT_ACCOUNT, pk=pk)
    form = AccountForm(request.POST or None, instance=account, by=request.user)
    return edit_page(
        request,
        form,
        save=form.save_record,
        done="Het account is bewaard.",
        then=reverse("accounts:list"),
        title=f"Account van {account.name}",
    )


@require_POST
def account_resend(request, pk):
    account = User.objects.get_for(request.user, Action.INVITE_ACCOUNT, pk=pk)
    return _do(
        request,
        lambda: send_invitation(account, by=request.user),
        f"{account.name} krijgt een nieuwe uitnodiging.",
    )


@require_POST
def account_confirm(request, pk):
    account = User.objects.get_for(request.user, Action.CONFIRM_ACCOUNT, pk=pk)
    return _do(
        request,
        lambda: confirm_account(account, by=request.user, today=timezone.localdate()),
        f"Bevestigd: {account.name} houdt toegang.",
    )


@require_POST
def account_close(request, pk):
    account = User.objects.get_for(request.user, Action.CONFIRM_ACCOUNT, pk=pk)
    return _do(
        request,
        lambda: close_account(account, by=request.user),
        f"De toegang van {account.name} is beëindigd, ook in open schermen.",
    )


def _do(request, deed, done):
    """Carry out what a button says, and go back to the list, in the place where it was."""
    try:
        deed()
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, done)
    kept = request.POST.get("lijst", "")
    query = f"?{kept}" if kept else ""
    return redirect(f"{reverse('accounts:list')}{query}")
