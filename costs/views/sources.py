"""Sources: all of them, one with everything that rests on it, and their form."""

from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import render
from django.views.decorators.http import require_safe

from costs.forms import SourceForm
from costs.models import CostLine, CostPrice, IndexSeries, PriceItem, Source
from costs.price_facts import amount_of
from costs.views.prices import cancel_to
from dow_site.access import Action, may_anywhere, require
from dow_site.editing import edit_page, require_form_methods

PAGE_SIZE = 100
MOST_USES = 200
EDIT = Action.EDIT_PRICES


@require_safe
def sources(request):
    require(request.user, Action.VIEW_PRICES)
    found = Source.objects.visible_to(request.user).order_by("title", "item", "pk")
    return render(
        request,
        "costs/sources.html",
        {
            "page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
            "may_edit": may_anywhere(request.user, EDIT),
        },
    )


@require_safe
def source(request, pk):
    """A source and where it is used, as far as the reader may see those places."""
    found = Source.objects.get_for(request.user, Action.VIEW_PRICES, pk=pk)
    user = request.user
    used_by = PriceItem.objects.visible_to(user).filter(source=found)
    return render(
        request,
        "costs/source.html",
        {
            "source": found,
            "prices": [
                (price, _name_of(price, user), amount_of(price))
                for price in used_by.select_related(
                    "price_list", "session__trajectory__participant"
                ).order_by("price_list__title", "name", "pk")[:MOST_USES]
            ],
            "sessions": _sessions_with(found, user),
            "cost_prices": CostPrice.objects.visible_to(user)
            .filter(source=found)
            .select_related("programme"),
            "series": IndexSeries.objects.visible_to(user).filter(source=found),
            "may_edit": may_anywhere(user, EDIT),
            "most": MOST_USES,
        },
    )


def _sessions_with(source, user):
    """The sessions with a line that rests on the source, by itself or by a price, and how many lines."""
    lines = (
        CostLine.objects.visible_to(user)
        .filter(
            Q(low_source=source)
            | Q(high_source=source)
            | Q(low_price__source=source)
            | Q(high_price__source=source)
        )
        .select_related("session")
        .order_by("session__reference", "pk")[:MOST_USES]
    )
    count_by_session = {}
    for line in lines:
        count_by_session[line.session] = count_by_session.get(line.session, 0) + 1
    return list(count_by_session.items())


def _name_of(price, user):
    """The name of a price; in that of one session somebody may have written of its participant."""
    if price.session is None:
        return price.name
    return price.session.trajectory.participant.veil_for(user)(price.name)


@require_form_methods
def source_create(request):
    require(request.user, EDIT)
    return _source_page(request, SourceForm(request.POST or None), title="Bron toevoegen")


@require_form_methods
def source_edit(request, pk):
    found = Source.objects.get_for(request.user, EDIT, pk=pk)
    form = SourceForm(request.POST or None, instance=found)
    return _source_page(request, form, title="Bron wijzigen")


def _source_page(request, form, *, title):
    return edit_page(
        request,
        form,
        save=form.save_record,
        done="De bron is bewaard.",
        then=lambda saved: saved.get_absolute_url(),
        cancel_url=cancel_to(form.instance, "costs:sources"),
        title=title,
    )
