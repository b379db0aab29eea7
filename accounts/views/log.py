"""Who looked at what, without what it said."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.forms import LogFilter
from accounts.looks import look_of
from accounts.models import AccessLog
from dow_site.access import Action, Scope, require, scope_of

PAGE_SIZE = 100


@require_safe
def log(request):
    """The looks that this person may know of: his own, his programme's, or all."""
    require(request.user, Action.VIEW_ACCESS_LOG)
    filter_form = LogFilter(request.GET)
    rows = AccessLog.objects.visible_to(request.user).select_related("user")
    page = Paginator(filter_form.apply(rows), PAGE_SIZE).get_page(request.GET.get("page"))
    only_own = scope_of(request.user, Action.VIEW_ACCESS_LOG) == Scope.OWN
    return render(
        request,
        "accounts/log.html",
        {
            "filter_form": filter_form,
            "page": page,
            "looks": [look_of(row, request.user) for row in page],
            "only_own": only_own,
            "title": "Wat je hebt bekeken" if only_own else "Wie keek waar",
        },
    )
