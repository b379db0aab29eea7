"""Who looked at what, without what it said."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.exports import ListExport, export_page
from accounts.forms import LogFilter
from accounts.log_export import log_columns
from accounts.looks import look_of, reason_of
from accounts.models import AccessLog
from dow_site.access import Action, Scope, require, scope_of
from dow_site.editing import require_form_methods
from dow_site.paging import BoundedPaginator

PAGE_SIZE = 100
# A log is read further back by its filter on days.
MOST_ROWS = 10_000


@require_safe
def log(request):
    """The looks that this person may know of: his own, his programme's, or all."""
    require(request.user, Action.VIEW_ACCESS_LOG)
    filter_form = LogFilter(request.GET)
    page = BoundedPaginator(_listed(request.user, filter_form), PAGE_SIZE, most=MOST_ROWS).get_page(
        request.GET.get("page")
    )
    only_own = scope_of(request.user, Action.VIEW_ACCESS_LOG) == Scope.OWN
    return render(
        request,
        "accounts/log.html",
        {
            "filter_form": filter_form,
            "page": page,
            "looks": [(look_of(row, request.user), reason_of(row, request.user)) for row in page],
            "only_own": only_own,
            "title": "Wat je hebt bekeken" if only_own else "Wie keek waar",
        },
    )


@require_form_methods
def log_export(request):
    """The looks that the page shows, and those further back: names of colleagues, so a reason is asked."""
    require(request.user, Action.VIEW_ACCESS_LOG)
    filter_form = LogFilter(request.GET)
    return export_page(
        request,
        ListExport(
            title="Inzagelog",
            rows=_listed(request.user, filter_form),
            columns=log_columns(request.user),
            route="accounts:log_export",
            back=reverse("accounts:log"),
            filter_form=filter_form,
        ),
    )


def _listed(user, filter_form):
    rows = AccessLog.objects.visible_to(user).select_related("user", "export")
    return filter_form.apply(rows)
