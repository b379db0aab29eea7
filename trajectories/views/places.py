"""How many places the programme has, in dated numbers that stay."""

from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import ProgrammePlaces
from dow_site.access import Action, require
from dow_site.dates import Precision, When, write_when
from dow_site.editing import edit_page, require_form_methods
from trajectories.forms import PlacesForm
from trajectories.operations import places_taken_on
from trajectories.places import too_many_on

MOST_NUMBERS = 50


@require_safe
def places(request):
    require(request.user, Action.EDIT_PLACES)
    today = timezone.localdate()
    rows = ProgrammePlaces.objects.visible_to(request.user).order_by("-starts_on")[:MOST_NUMBERS]
    return render(
        request,
        "trajectories/places.html",
        {
            "rows": [
                (one, write_when(When(one.starts_on, Precision.DAY), long=True)) for one in rows
            ],
            "taken": places_taken_on(request.user.programme, today),
            "too_many": too_many_on(request.user.programme, today),
        },
    )


@require_form_methods
def places_create(request):
    require(request.user, Action.EDIT_PLACES)
    return _page(
        request, ProgrammePlaces(programme=request.user.programme), title="Ander aantal plekken"
    )


@require_form_methods
def places_edit(request, pk):
    numbers = ProgrammePlaces.objects.select_related("programme").get_for(
        request.user, Action.EDIT_PLACES, pk=pk
    )
    return _page(request, numbers, title="Aantal plekken verbeteren")


def _page(request, numbers, *, title):
    form = PlacesForm(request.POST or None, instance=numbers)

    def save():
        saved = form.save_record()
        day = max(saved.starts_on, timezone.localdate())
        if sentence := too_many_on(saved.programme, day):
            messages.warning(request, sentence)
        return saved

    return edit_page(
        request,
        form,
        save=save,
        done="Het aantal plekken is bewaard.",
        then=reverse("trajectories:places"),
        title=title,
    )
