"""Series of index figures, and a session as it is at another price year."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.logbook import note_access
from accounts.models import AccessAction
from costs.models import IndexSeries, Session
from costs.other_year import lines_at_year
from costs.price_filters import PriceYearFilter
from costs.price_forms import IndexSeriesForm
from costs.reading import rows_for
from costs.views.prices import cancel_to
from dow_site.access import Action, may_anywhere, require
from dow_site.editing import edit_page, require_form_methods
from dow_site.money import exact_number

EDIT = Action.EDIT_PRICES


@require_safe
def index_series(request, pk):
    found = (
        IndexSeries.objects.select_related("source")
        .prefetch_related("figures")
        .get_for(request.user, Action.VIEW_PRICES, pk=pk)
    )
    return render(
        request,
        "costs/index_series.html",
        {
            "series": found,
            "rows": [(figure.year, exact_number(figure.value)) for figure in found.figures.all()],
            "may_edit": may_anywhere(request.user, EDIT),
        },
    )


@require_form_methods
def index_series_create(request):
    require(request.user, EDIT)
    return _series_page(request, IndexSeriesForm(request.POST or None), "Indexreeks toevoegen")


@require_form_methods
def index_series_edit(request, pk):
    found = IndexSeries.objects.get_for(request.user, EDIT, pk=pk)
    form = IndexSeriesForm(request.POST or None, instance=found)
    return _series_page(request, form, "Indexreeks wijzigen")


def _series_page(request, form, title):
    return edit_page(
        request,
        form,
        save=form.save_record,
        done="De reeks is bewaard.",
        then=lambda saved: saved.get_absolute_url(),
        cancel_url=cancel_to(form.instance, "costs:prices"),
        title=title,
        help_text="Neem de cijfers over zoals ze gepubliceerd zijn. Een bedrag wordt vermenigvuldigd "
        "met het cijfer van het nieuwe jaar, gedeeld door dat van zijn eigen jaar.",
    )


@require_safe
def session_at_year(request, pk):
    """The lines of a session beside what they are at another price year; nothing is kept of it."""
    session = Session.objects.select_related(
        "trajectory__participant__municipality", "trajectory__programme"
    ).get_for(request.user, Action.VIEW_SESSION, pk=pk)
    trajectory = session.trajectory
    rows = rows_for(session, trajectory.participant.veil_for(request.user))
    note_access(
        request.user,
        AccessAction.VIEWED,
        "costs:session",
        participant_id=trajectory.participant_id,
        programme_id=trajectory.programme_id,
    )
    look = PriceYearFilter(request.GET, request.user)
    return render(
        request,
        "costs/session_at_year.html",
        {
            "session": session,
            "name": trajectory.participant.name_for(request.user),
            "look": look,
            "year": look.chosen("year"),
            "series": look.chosen("series"),
            "lines": lines_at_year(session, rows, look) if look.is_active else (),
        },
    )
