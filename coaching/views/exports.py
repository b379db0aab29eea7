"""Talks, agreements and aftercare as a spreadsheet."""

from django.urls import reverse

from accounts.exports import ListExport, export_page
from coaching.exports import CONTACT_COLUMNS, TALK_COLUMNS, agreement_columns
from coaching.filters import AgreementFilter
from coaching.models import AftercareContact, Agreement, Talk
from coaching.views.agreements import all_agreements
from dow_site.access import Action, require
from dow_site.editing import require_form_methods
from trajectories.models import Trajectory


@require_form_methods
def agreements_export(request):
    require(request.user, Action.EXPORT_LIST)
    filter_form = AgreementFilter(request.GET)
    return export_page(
        request,
        ListExport(
            title="Afspraken",
            rows=all_agreements(request.user, filter_form),
            columns=agreement_columns(request.user),
            route="coaching:agreements_export",
            back=reverse("coaching:agreements"),
            filter_form=filter_form,
        ),
    )


@require_form_methods
def agreements_of_export(request, pk):
    rows = Agreement.objects.visible_to(request.user).select_related("trajectory__participant")
    return _of_dossier(
        request,
        pk,
        title="Afspraken",
        rows=rows.open_first(),
        columns=agreement_columns(request.user),
        list_route="coaching:agreements_of",
    )


@require_form_methods
def talks_export(request, pk):
    return _of_dossier(
        request,
        pk,
        title="Gesprekken",
        rows=Talk.objects.visible_to(request.user).select_related("author").newest_first(),
        columns=TALK_COLUMNS,
        list_route="coaching:talks",
    )


@require_form_methods
def contacts_export(request, pk):
    return _of_dossier(
        request,
        pk,
        title="Nazorg",
        rows=AftercareContact.objects.visible_to(request.user).order_by(
            "planned_on", "contacted_on", "pk"
        ),
        columns=CONTACT_COLUMNS,
        list_route="coaching:work",
    )


def _of_dossier(request, pk, *, title, rows, columns, list_route):
    trajectory = Trajectory.objects.get_for(request.user, Action.EXPORT_LIST, pk=pk)
    return export_page(
        request,
        ListExport(
            title=f"{title} {trajectory.reference}",
            rows=rows.filter(trajectory=trajectory),
            columns=columns,
            route=request.resolver_match.view_name,
            back=reverse(list_route, args=[pk]),
            participant_id=trajectory.participant_id,
            programme_id=trajectory.programme_id,
        ),
    )
