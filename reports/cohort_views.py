"""Cohort figures: the page, the rows behind a number, the paper and the spreadsheet."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.exports import ListExport, export_page
from accounts.logbook import note_access
from accounts.models import AccessAction
from dow_site.access import Action, may_anywhere, require
from dow_site.editing import require_form_methods
from dow_site.pdf import pdf_response
from dow_site.spreadsheets import Format, Sheet, spreadsheet_response
from reports.cohort import CohortFilter, CohortReport, hides_small
from trajectories.exports import trajectory_columns
from trajectories.list_rows import rows_of
from trajectories.models import Trajectory

PAGE_SIZE = 50


def _report(request) -> tuple[CohortFilter, CohortReport]:
    require(request.user, Action.VIEW_COHORT)
    chosen = CohortFilter(request.GET)
    return chosen, CohortReport.of(request.user, *chosen.period, timezone.localdate())


@require_safe
def cohort(request):
    """The figures of who began in a period."""
    chosen, report = _report(request)
    return render(
        request,
        "reports/cohort_page.html",
        {
            "filter_form": chosen,
            "report": report,
            "query": request.GET.urlencode(),
            "formats": [(one.value, one.value.upper()) for one in Format],
        },
    )


@require_safe
def cohort_rows(request, figure, row):
    """Exactly the trajectories that a number counts; not for who may not see small numbers."""
    report, shown, counted, trajectories = _counted(request, figure, row)
    page = Paginator(trajectories, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(
        request,
        "reports/cohort_rows.html",
        {
            "report": report,
            "figure": shown,
            "counted": counted,
            "page": page,
            "rows": rows_of(page.object_list, request.user, timezone.localdate()),
            "query": request.GET.urlencode(),
            "may_export": may_anywhere(request.user, Action.EXPORT_LIST),
            "row": row,
        },
    )


def _counted(request, figure, row):
    """The report, the figure, its row and the trajectories that it counts."""
    require(request.user, Action.VIEW_COHORT)
    if hides_small(request.user):
        raise PermissionDenied
    _, report = _report(request)
    shown = report.figure(figure)
    counted = shown and shown.row(row)
    if not counted:
        raise Http404
    trajectories = (
        Trajectory.objects.visible_to(request.user)
        .filter(pk__in=report.counted(shown, counted))
        .for_list()
    )
    return report, shown, counted, trajectories


@require_form_methods
def cohort_rows_export(request, figure, row):
    """Exactly the trajectories that a number counts, as a spreadsheet."""
    require(request.user, Action.EXPORT_LIST)
    _, shown, counted, trajectories = _counted(request, figure, row)
    back = reverse("reports:cohort_rows", args=[figure, row])
    return export_page(
        request,
        ListExport(
            title=f"{shown.title}: {counted.label}",
            rows=trajectories.with_parts(),
            columns=trajectory_columns(request.user, timezone.localdate()),
            route="reports:cohort_rows_export",
            back=f"{back}?{request.GET.urlencode()}",
            filter_form=CohortFilter(request.GET),
        ),
    )


@require_safe
def cohort_pdf(request):
    """The figures on paper."""
    _, report = _report(request)
    response = pdf_response(report)
    note_access(request.user, AccessAction.PRINTED, "reports:cohort_pdf")
    return response


@require_safe
def cohort_sheet(request, format):
    """The figures as a spreadsheet, with what each of them means."""
    if format not in {one.value for one in Format}:
        raise Http404
    _, report = _report(request)
    note_access(request.user, AccessAction.EXPORTED, "reports:cohort_sheet")
    figures = Sheet(
        title="Cijfers",
        header=["Cijfer", "Onderdeel", "Waarde", "Getal", "Wat er geteld is"],
        rows=[
            [figure.title, row.label, row.value, row.number, figure.definition]
            for figure in report.figures
            for row in figure.rows
        ]
        + [
            ["Gebruikte plekken", month.label, month.used_written, month.used, PLACES]
            for month in report.months
        ],
    )
    about = Sheet(
        title="Toelichting",
        header=["Wat", "Waarde"],
        rows=[
            ["Over", report.about],
            *([["Let op", MADE_UP]] if report.is_made_up else []),
            ["Periode", report.period],
            ["Aantal mensen", "minder dan 3" if report.count is None else report.count],
            ["Gemaakt op", timezone.now()],
            ["Kleine aantallen", "verborgen (minder dan 3)" if report.hides_small else "zichtbaar"],
            *([figure.title, figure.definition] for figure in report.figures),
        ],
    )
    return spreadsheet_response([figures, about], Format(format), name="cijfers")


MADE_UP = "Oefenomgeving: verzonnen mensen, geen echte cijfers."
PLACES = "Gemiddeld aantal bezette plekken per dag van de maand."
