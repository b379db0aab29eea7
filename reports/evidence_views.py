"""The page of a working element."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.logbook import note_many
from accounts.models import AccessAction
from dow_site.access import Action, require
from reports.evidence import (
    ELEMENTS,
    PAGE_SIZE,
    EvidenceFilter,
    cases_of,
    count_per_element,
    evidence_for,
    in_page_order,
)


@require_safe
def evidence(request, slug):
    """What shows that an element works, by alias, over every trajectory that this person reads."""
    require(request.user, Action.VIEW_EVIDENCE)
    shown = next((one for one in ELEMENTS if one.slug == slug), None)
    if shown is None:
        raise Http404
    filter_form = EvidenceFilter(request.GET)
    found = filter_form.apply(evidence_for(request.user))
    counts = count_per_element(found)
    rows = in_page_order(found.filter(working_element=shown.element))
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    events = list(page)
    note_many(
        request.user,
        AccessAction.VIEWED,
        "reports:evidence",
        dossiers=[(e.trajectory.participant_id, e.trajectory.programme_id) for e in events],
    )
    query = request.GET.copy()
    query.pop("page", None)
    return render(
        request,
        "reports/evidence.html",
        {
            "shown": shown,
            "filter_form": filter_form,
            "page": page,
            "cases": cases_of(events, request.user),
            "tabs": [
                {
                    "label": f"{one.element.label} ({counts.get(one.element, 0)})",
                    "url": reverse("reports:evidence", args=[one.slug])
                    + (f"?{query.urlencode()}" if query else ""),
                    "current": one is shown,
                }
                for one in ELEMENTS
            ],
        },
    )
