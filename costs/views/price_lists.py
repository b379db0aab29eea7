"""Price lists: what is in a version, putting it to use, the next one, and two beside each other."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.exports import ListExport, export_page
from accounts.logbook import note_access
from accounts.models import AccessAction
from costs.exports import price_columns
from costs.models import PriceList
from costs.price_facts import Fate, amount_of, end_amount, price_changes
from costs.price_filters import PriceFilter, PriceYearFilter
from costs.price_forms import NextListForm, PriceListForm
from costs.price_lists import discard, open_next_version, publish
from costs.price_sheet import HEADER, sheet_rows
from dow_site.access import Action, may_anywhere, require
from dow_site.constraints import broken_rule
from dow_site.editing import edit_page, require_form_methods
from dow_site.spreadsheets import Format, Sheet, spreadsheet_response

PAGE_SIZE = 100
EDIT = Action.EDIT_PRICES


@require_safe
def price_list(request, pk):
    found = _get(request, pk, Action.VIEW_PRICES)
    prices = PriceFilter(request.GET)
    look = PriceYearFilter(request.GET, request.user)
    items = _listed(request.user, found, prices)
    page = Paginator(items, PAGE_SIZE).get_page(request.GET.get("page"))
    today = timezone.localdate()
    return render(
        request,
        "costs/price_list.html",
        {
            "price_list": found,
            "versions": PriceList.objects.visible_to(request.user).versions_of(found.title),
            "filter_form": prices,
            "look": look,
            "page": page,
            "rows": [
                (price, amount_of(price), _at_year(price, look), _over(price, today))
                for price in page
            ],
            "may_edit": may_anywhere(request.user, EDIT),
            "formats": [(format.value, format.upper()) for format in Format],
        },
    )


@require_form_methods
def price_export(request, pk):
    """The prices that the page shows, with what the columns mean; `price_list_sheet` is what imports again."""
    found = _get(request, pk, Action.VIEW_PRICES)
    prices = PriceFilter(request.GET)
    return export_page(
        request,
        ListExport(
            title=f"Prijzen van {found}",
            rows=_listed(request.user, found, prices),
            columns=price_columns(PriceYearFilter(request.GET, request.user)),
            route="costs:price_export",
            back=found.get_absolute_url(),
            filter_form=prices,
            is_personal=False,
        ),
    )


def _listed(user, found, prices):
    return prices.apply(found.items.visible_to(user)).for_list()


def _at_year(price, look):
    """The low and the high bound at the year that is looked at; nothing without such a look."""
    if not look.is_active:
        return ()
    ends = dict.fromkeys(end_amount(price, end) for end in ("low", "high"))
    return [
        look.at_year(amount, price.price_year, is_benefit_norm=price.source.is_benefit_norm)
        for amount in ends
    ]


def _over(price, today):
    return price.valid_to is not None and price.valid_to < today


@require_form_methods
def price_list_create(request):
    require(request.user, EDIT)
    form = PriceListForm(request.POST or None)
    return _list_page(request, form, save=form.save_record, title="Nieuwe prijslijst")


@require_form_methods
def price_list_edit(request, pk):
    form = PriceListForm(request.POST or None, instance=_get(request, pk, EDIT))
    return _list_page(request, form, save=form.save_record, title="Prijslijst wijzigen")


@require_form_methods
def price_list_next(request, pk):
    former = _get(request, pk, EDIT)
    form = NextListForm(
        request.POST or None, instance=PriceList(title=former.title, note=former.note)
    )
    return _list_page(
        request,
        form,
        save=lambda: open_next_version(form=form, former=former),
        title=f"Nieuwe versie van {former.title}",
        help_text=f"De prijzen van {former.list_version} staan er straks in. Wijzig ze rustig: "
        "zolang het een concept is, rekent niemand ermee.",
    )


def _list_page(request, form, *, save, title, **context):
    return edit_page(
        request,
        form,
        save=save,
        done="De prijslijst is bewaard.",
        then=lambda saved: saved.get_absolute_url(),
        cancel_url=form.instance.get_absolute_url()
        if form.instance.pk
        else reverse("costs:prices"),
        title=title,
        **context,
    )


@require_POST
def price_list_publish(request, pk):
    found = _get(request, pk, EDIT)
    return deed(
        request,
        lambda: publish(found, on=timezone.localdate()),
        done="Deze versie is in gebruik. Nieuwe sessies rekenen ermee.",
        to=found.get_absolute_url(),
    )


@require_POST
def price_list_discard(request, pk):
    found = _get(request, pk, EDIT)
    return deed(
        request,
        lambda: discard(found),
        done="Het concept is weg.",
        to=reverse("costs:prices"),
        refused=found.get_absolute_url(),
    )


def deed(request, do, *, done, to, refused=""):
    """Do it, say so and go on; a refusal is a sentence on the page where it was asked."""
    try:
        with transaction.atomic():
            do()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(refused or to)
    except IntegrityError as error:
        # A rule that held a moment ago, and was broken by somebody else since.
        messages.error(request, broken_rule(error))
        return redirect(refused or to)
    messages.success(request, done)
    return redirect(to)


@require_safe
def price_list_compare(request, pk):
    """This version beside another of the same list: the one asked for, else the one before it."""
    found = _get(request, pk, Action.VIEW_PRICES)
    others = (
        PriceList.objects.visible_to(request.user).versions_of(found.title).exclude(pk=found.pk)
    )
    others = list(others)
    asked = request.GET.get("met", "")
    other = next((one for one in others if str(one.pk) == asked), None) or _before(found, others)
    changes = _changes(other, found) if other else ()
    page = Paginator(changes, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(
        request,
        "costs/price_list_compare.html",
        {
            "price_list": found,
            "other": other,
            "others": others,
            "page": page,
            "counts": {fate.value: sum(one.fate == fate for one in changes) for fate in Fate},
        },
    )


def _before(found, others):
    """The version before this one; of the first the one after it."""
    published = found.published_on
    older = [
        one
        for one in others
        if one.published_on
        and (published is None or (one.published_on, one.pk) < (published, found.pk))
    ]
    return older[0] if older else (others[-1] if others else None)


def _changes(before, after):
    return price_changes(before.items.for_list(), after.items.for_list())


@require_safe
def price_list_sheet(request, pk, format):
    """The version as a spreadsheet, which imports again to the same list."""
    if format not in {one.value for one in Format}:
        raise Http404
    found = _get(request, pk, Action.VIEW_PRICES)
    note_access(request.user, AccessAction.EXPORTED, "costs:price_list_sheet")
    sheet = Sheet(title="Prijzen", header=HEADER, rows=sheet_rows(found.items.for_list()))
    return spreadsheet_response([sheet], Format(format), name=str(found))


def _get(request, pk, action):
    return PriceList.objects.get_for(request.user, action, pk=pk)
