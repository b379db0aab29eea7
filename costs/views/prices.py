"""All about prices on one page, the prices of a draft, and those whose time is over."""

from django.db.models import Count
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from costs.forms import PriceForm
from costs.models import DAYS_AHEAD, CostPrice, IndexSeries, PriceItem, PriceList, Source
from costs.price_facts import amount_of
from costs.price_lists import held_draft, remove_price
from costs.views.price_lists import deed
from dow_site.access import Action, may_anywhere, require
from dow_site.editing import edit_page, require_form_methods

LONGEST_LIST = 500
EDIT = Action.EDIT_PRICES


@require_safe
def prices(request):
    require(request.user, Action.VIEW_PRICES)
    user = request.user
    return render(
        request,
        "costs/prices.html",
        {
            "lists": PriceList.objects.visible_to(user)
            .annotate(price_count=Count("items"))
            .order_by("title", "-published_on", "-pk")[:LONGEST_LIST],
            "cost_prices": CostPrice.objects.visible_to(user).select_related("programme")[
                :LONGEST_LIST
            ],
            "series": IndexSeries.objects.visible_to(user).select_related("source"),
            "source_count": Source.objects.visible_to(user).count(),
            "expiring_count": PriceItem.objects.visible_to(user)
            .expiring(timezone.localdate())
            .count(),
            "may_edit": may_anywhere(user, EDIT),
        },
    )


@require_safe
def expiring(request):
    """The prices in use that are over, or will be soon: exactly the rows that the overview counts."""
    require(request.user, Action.VIEW_PRICES)
    today = timezone.localdate()
    found = PriceItem.objects.visible_to(request.user).expiring(today)
    return render(
        request,
        "costs/expiring_prices.html",
        {
            "rows": [
                (price, amount_of(price), price.valid_to < today)
                for price in found.select_related("price_list")[:LONGEST_LIST]
            ],
            "days": DAYS_AHEAD,
        },
    )


@require_form_methods
def price_create(request, pk):
    price_list = PriceList.objects.get_for(request.user, EDIT, pk=pk)
    return _price_page(
        request,
        PriceItem(price_list=price_list),
        title="Prijs toevoegen",
        done="De prijs staat erbij.",
    )


@require_form_methods
def price_edit(request, pk):
    return _price_page(
        request, _of_a_list(request, pk), title="Prijs wijzigen", done="De prijs is bewaard."
    )


@require_POST
def price_remove(request, pk):
    price = _of_a_list(request, pk)
    return deed(
        request,
        lambda: remove_price(price),
        done=f"‘{price.name}’ staat niet meer in het concept.",
        to=price.price_list.get_absolute_url(),
    )


def _of_a_list(request, pk):
    return (
        PriceItem.objects.filter(price_list__isnull=False)
        .select_related("price_list")
        .get_for(request.user, EDIT, pk=pk)
    )


def _price_page(request, price, *, title, done):
    form = PriceForm(request.POST or None, instance=price)

    def save():
        held_draft(price.price_list)
        return form.save_record()

    return edit_page(
        request,
        form,
        save=save,
        done=done,
        then=price.price_list.get_absolute_url(),
        title=title,
        warning=""
        if price.price_list.is_draft
        else "Deze prijslijst is in gebruik en verandert niet meer. Maak een nieuwe versie.",
    )


def cancel_to(row, otherwise):
    """Where a form goes that is not saved: to the row that it changes, else to the list."""
    return row.get_absolute_url() if row.pk else reverse(otherwise)
