"""Several cases side by side."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from costs.several_cases import SeveralCasesFilter, several_cases
from dow_site.access import Action, require


@require_safe
def several(request):
    """What the cases that this person may see say together, never as one sum."""
    require(request.user, Action.VIEW_SESSION)
    chosen = SeveralCasesFilter(request.GET)
    return render(
        request,
        "costs/several.html",
        {
            "filter_form": chosen,
            "cases": several_cases(request.user, chosen),
            "query": request.GET.urlencode(),
        },
    )
