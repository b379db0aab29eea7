"""Prices, their sources, and the programme's own cost price."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from costs.figures import component_check
from costs.forms import PriceForm, SourceForm
from costs.models import CostPrice, PriceItem, PriceList, PriceListStatus, Source
from dow_site.access import Action, may_anywhere, require
from dow_site.editing import edit_page, require_form_methods

LONGEST_LIST = 500


@require_safe
def prices(request):
    require(request.user, Action.VIEW_PRICES)
    lists = PriceList.objects.visible_to(request.user).order_by("title", "-list_version")
    items = (
        PriceItem.objects.visible_to(request.user)
        .filter(price_list__isnull=False)
        .select_related("source")
        .order_by("category", "name", "pk")[:LONGEST_LIST]
    )
    items_by_list = {}
    for item in items:
        items_by_list.setdefault(item.price_list_id, []).append(item)
    return render(
        request,
        "costs/prices.html",
        {
            "lists": [(price_list, items_by_list.get(price_list.pk, [])) for price_list in lists],
            "cost_prices": [
                (
                    cost_price,
                    component_check(
                        cost_price.amount, [part.amount for part in cost_price.components.all()]
                    ),
                )
                for cost_price in CostPrice.objects.visible_to(request.user)
                .select_related("programme", "source")
                .prefetch_related("components")
            ],
            "sources": Source.objects.visible_to(request.user).order_by("title", "pk"),
            "may_edit": may_anywhere(request.user, Action.EDIT_PRICES),
            "DRAFT": PriceListStatus.DRAFT,
        },
    )


@require_form_methods
def price_create(request, pk):
    price_list = _draft(PriceList.objects.get_for(request.user, Action.EDIT_PRICES, pk=pk))
    return _price_page(
        request,
        PriceForm(request.POST or None, instance=PriceItem(price_list=price_list)),
        title="Prijs toevoegen",
    )


@require_form_methods
def price_edit(request, pk):
    price = (
        PriceItem.objects.filter(price_list__isnull=False)
        .select_related("price_list")
        .get_for(request.user, Action.EDIT_PRICES, pk=pk)
    )
    _draft(price.price_list)
    return _price_page(
        request, PriceForm(request.POST or None, instance=price), title="Prijs wijzigen"
    )


def _draft(price_list):
    """The list, where it may still change: in use it is what calculations were made with."""
    if price_list.status != PriceListStatus.DRAFT:
        raise PermissionDenied
    return price_list


def _price_page(request, form, *, title):
    return edit_page(
        request,
        form,
        save=form.save_record,
        done="De prijs is bewaard.",
        then=reverse("costs:prices"),
        title=title,
    )


@require_form_methods
def source_create(request):
    require(request.user, Action.EDIT_PRICES)
    return _source_page(request, SourceForm(request.POST or None), title="Bron toevoegen")


@require_form_methods
def source_edit(request, pk):
    source = Source.objects.get_for(request.user, Action.EDIT_PRICES, pk=pk)
    return _source_page(
        request, SourceForm(request.POST or None, instance=source), title="Bron wijzigen"
    )


def _source_page(request, form, *, title):
    return edit_page(
        request,
        form,
        save=form.save_record,
        done="De bron is bewaard.",
        then=reverse("costs:prices"),
        title=title,
    )
