"""What the participant objects to, and what really happened after six and twelve months."""

from django.http import Http404
from django.urls import reverse

from costs.following import reality_days
from costs.following_forms import ObjectionForm, ReadingForm, RealityForm
from costs.lines import Side
from costs.models import (
    CostLine,
    LineObjection,
    LineReality,
    ParticipantReading,
    RealityMonth,
    Session,
)
from dow_site.access import Action
from dow_site.editing import edit_page, require_form_methods


def _line(request, pk):
    return CostLine.objects.select_related("session__trajectory__participant").get_for(
        request.user, Action.FOLLOW_SESSION, pk=pk
    )


@require_form_methods
def objection_create(request, pk):
    line = _line(request, pk)
    form = ObjectionForm(
        request.POST or None,
        instance=LineObjection(line=line, recorded_by=request.user),
    )
    return _page(request, form, line, title=f"Bezwaar tegen ‘{line.label}’")


@require_form_methods
def objection_edit(request, pk):
    objection = LineObjection.objects.select_related(
        "line__session__trajectory__participant"
    ).get_for(request.user, Action.FOLLOW_SESSION, pk=pk)
    form = ObjectionForm(request.POST or None, instance=objection)
    line = objection.line
    return _page(
        request,
        form,
        line,
        title=f"Bezwaar tegen ‘{line.label}’",
        remove_url=reverse("costs:objection_remove", args=[pk]),
    )


@require_form_methods
def reality_edit(request, pk, month):
    """What happened with an avoided line; only lines that were expected not to happen have this page."""
    line = _line(request, pk)
    if line.side != Side.AVOIDED or month not in RealityMonth.values:
        raise Http404
    reality = line.realities.filter(month=month).first()
    form = RealityForm(
        request.POST or None,
        instance=reality or LineReality(line=line, month=month, recorded_by=request.user),
        first_day=reality_days(line.session).get(month),
    )
    when = RealityMonth(month).label.capitalize()
    return _page(
        request,
        form,
        line,
        title=f"{when}: wat gebeurde er met ‘{line.label}’?",
        remove_url=reverse("costs:reality_remove", args=[reality.pk]) if reality else "",
        warning="" if form.is_bound else form.too_early,
    )


@require_form_methods
def reading_edit(request, pk):
    """When the participant read the report; the same page later to add what he said."""
    session = Session.objects.get_for(request.user, Action.FOLLOW_SESSION, pk=pk)
    reading = session.readings.first()
    form = ReadingForm(
        request.POST or None,
        instance=reading or ParticipantReading(session=session, recorded_by=request.user),
    )
    return edit_page(
        request,
        form,
        save=form.save_record,
        done="Het staat bij de sessie.",
        then=session.get_absolute_url(),
        title="De deelnemer las het verslag",
        help_text="Lees samen eerst het verslag. Is de deelnemer het ergens niet mee eens? "
        "Zet dat bij de regel zelf.",
    )


def _page(request, form, line, *, title, remove_url="", warning=""):
    return edit_page(
        request,
        form,
        save=form.save_record,
        done="Het staat bij de regel.",
        then=f"{reverse('costs:session', args=[line.session_id])}#regel-{line.pk}",
        title=title,
        template="costs/part_form.html",
        remove_url=remove_url if line.session.is_open else "",
        warning=warning,
    )
