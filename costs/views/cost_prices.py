"""What the programme itself costs: the published total beside its parts, and using it in a session."""

from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from costs.cost_price_use import use_in_session
from costs.models import CostPrice, Session
from costs.price_forms import CostPriceForm
from costs.views.price_lists import deed
from costs.views.prices import cancel_to
from dow_site.access import Action, may_anywhere, require
from dow_site.editing import edit_page, require_form_methods

EDIT = Action.EDIT_PRICES


@require_safe
def cost_price(request, pk):
    found = _get(request, pk, Action.VIEW_PRICES)
    others = (
        CostPrice.objects.visible_to(request.user)
        .filter(programme=found.programme_id)
        .exclude(pk=found.pk)
        .order_by("-year", "pk")
    )
    return render(
        request,
        "costs/cost_price.html",
        {
            "cost_price": found,
            "parts": found.components.all(),
            "check": found.sum_check,
            "others": others,
            "may_edit": may_anywhere(request.user, EDIT),
        },
    )


@require_form_methods
def cost_price_create(request):
    require(request.user, EDIT)
    return _cost_price_page(request, CostPriceForm(request.POST or None), "Kostprijs toevoegen")


@require_form_methods
def cost_price_edit(request, pk):
    form = CostPriceForm(request.POST or None, instance=_get(request, pk, EDIT))
    return _cost_price_page(request, form, "Kostprijs wijzigen")


def _cost_price_page(request, form, title):
    return edit_page(
        request,
        form,
        save=form.save_record,
        done="De kostprijs is bewaard.",
        then=lambda saved: saved.get_absolute_url(),
        cancel_url=cancel_to(form.instance, "costs:prices"),
        title=title,
        help_text="Vul het totaal in zoals het genoemd is, en de onderdelen zoals ze genoemd zijn. "
        "Kloppen die niet precies met elkaar, dan laat DOW het verschil zien en verandert het niets.",
    )


@require_POST
def cost_price_use(request, pk, cost_price_pk):
    """Make the cost price a price of this session, to choose in its lines."""
    session = Session.objects.get_for(request.user, Action.EDIT_SESSION, pk=pk)
    found = CostPrice.objects.select_related("programme", "source").get_for(
        request.user,
        Action.VIEW_PRICES,
        pk=cost_price_pk,
        programme=session.trajectory.programme_id,
    )
    return deed(
        request,
        lambda: use_in_session(found, session),
        done="De kostprijs is te kiezen in de kostenregels van deze sessie.",
        to=session.get_absolute_url(),
    )


def _get(request, pk, action):
    return (
        CostPrice.objects.select_related("programme", "source")
        .prefetch_related("components")
        .get_for(request.user, action, pk=pk)
    )
