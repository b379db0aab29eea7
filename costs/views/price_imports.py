"""A list of prices read into a draft: the file, its columns, what would happen, and doing it."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from costs.models import PriceImport, PriceImportStatus, PriceList
from costs.price_import import operations
from costs.price_import.forms import PriceColumnsForm, PriceUploadForm
from costs.price_sheet import HEADER
from costs.views.price_lists import deed
from dow_site.access import Action, require
from dow_site.editing import edit_page, require_form_methods
from dow_site.spreadsheets import Format, Sheet, spreadsheet_response
from participants.models import DAYS_KEPT

PAGE_SIZE = 100
EDIT = Action.EDIT_PRICES


@require_safe
def price_import_example(request):
    """A file with the names of the columns, to fill in."""
    require(request.user, EDIT)
    sheet = Sheet(title="Prijzen", header=HEADER, rows=[])
    return spreadsheet_response([sheet], Format.XLSX, name="voorbeeld prijzen")


@require_form_methods
def price_import_create(request, pk):
    price_list = PriceList.objects.get_for(request.user, EDIT, pk=pk)
    form = PriceUploadForm(
        request.POST or None, request.FILES or None, price_list=price_list, by=request.user
    )
    return edit_page(
        request,
        form,
        save=form.save_record,
        done="Het bestand is gelezen. In de prijslijst is nog niets veranderd.",
        then=lambda made: reverse("costs:price_import_columns", args=[made.pk]),
        cancel_url=price_list.get_absolute_url(),
        title=f"Prijzen inlezen in {price_list}",
        template="costs/price_import_create.html",
        submit_label="Bestand lezen",
        help_text="Je ziet eerst wat er gaat gebeuren, rij voor rij. Klopt één rij niet, dan wordt er niets ingelezen.",
    )


@require_form_methods
def price_import_columns(request, pk):
    found = _get(request, pk)
    form = PriceColumnsForm(request.POST or None, instance=found)
    return edit_page(
        request,
        form,
        save=form.save_record,
        done="De rijen zijn nagekeken.",
        then=found.get_absolute_url(),
        cancel_url=found.price_list.get_absolute_url(),
        title="Wat staat er in de kolommen",
        help_text="Boven elk vak staat de naam van een kolom uit je bestand. Kies wat erin staat.",
        submit_label="Rijen nakijken",
        warning=" ".join(found.remarks),
    )


@require_safe
def price_import(request, pk):
    found = _get(request, pk)
    return render(
        request,
        "costs/price_import.html",
        {
            "price_import": found,
            "price_list": found.price_list,
            "page": Paginator(found.problems, PAGE_SIZE).get_page(request.GET.get("page")),
            "is_checked": found.status == PriceImportStatus.CHECKED,
            "is_done": found.status == PriceImportStatus.DONE,
            "problem_count": len(found.problems),
            "days_kept": DAYS_KEPT,
        },
    )


@require_POST
def price_import_start(request, pk):
    found = _get(request, pk)
    return deed(
        request,
        lambda: operations.read_in(found),
        done="De prijzen staan in het concept.",
        to=found.price_list.get_absolute_url(),
        refused=found.get_absolute_url(),
    )


@require_POST
def price_import_discard(request, pk):
    found = _get(request, pk)
    return deed(
        request,
        lambda: operations.throw_away(found),
        done="De lijst is weg.",
        to=found.price_list.get_absolute_url(),
    )


def _get(request, pk):
    return PriceImport.objects.select_related("price_list", "default_source").get_for(
        request.user, EDIT, pk=pk
    )
