"""What every form offers to choose from: the organisations and the work-learning companies."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.forms import OrganisationFilter, OrganisationForm, ProgrammeForm
from accounts.models import Organisation, Programme
from dow_site.access import Action, may_anywhere, require
from dow_site.editing import edit_page, require_form_methods

PAGE_SIZE = 50
# An installation serves a handful; the page stays readable should somebody make many.
MOST_PROGRAMMES = 50


@require_safe
def organisation_list(request):
    require(request.user, Action.EDIT_ORGANISATION)
    filter_form = OrganisationFilter(request.GET)
    found = filter_form.apply(Organisation.objects.visible_to(request.user)).order_by("name")
    return render(
        request,
        "accounts/organisation_list.html",
        {
            "filter_form": filter_form,
            "page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
            "programmes": Programme.objects.visible_to(request.user).order_by("name")[
                :MOST_PROGRAMMES
            ],
        },
    )


@require_form_methods
def organisation_create(request):
    require(request.user, Action.EDIT_ORGANISATION)
    return _organisation_page(request, None, title="Nieuwe organisatie")


@require_form_methods
def organisation_edit(request, pk):
    organisation = Organisation.objects.get_for(request.user, Action.EDIT_ORGANISATION, pk=pk)
    return _organisation_page(request, organisation, title=organisation.name)


def _organisation_page(request, organisation, *, title):
    form = OrganisationForm(request.POST or None, instance=organisation)
    return edit_page(
        request,
        form,
        save=form.save_record,
        done="De organisatie is bewaard.",
        then=reverse("accounts:organisations"),
        title=title,
    )


@require_form_methods
def programme_create(request):
    # A leader has his own and makes no other: who looks after the organisations looks after these.
    require(request.user, Action.EDIT_ORGANISATION)
    return _programme_page(
        request,
        None,
        title="Nieuw werkleerbedrijf",
        done="Het werkleerbedrijf is bewaard. Nodig nu een projectleider uit.",
    )


@require_form_methods
def programme_edit(request, pk):
    programme = Programme.objects.get_for(request.user, Action.EDIT_PROGRAMME, pk=pk)
    return _programme_page(
        request, programme, title=programme.name, done="Het werkleerbedrijf is bewaard."
    )


def _programme_page(request, programme, *, title, done):
    form = ProgrammeForm(request.POST or None, instance=programme, by=request.user)
    looks_after_all = may_anywhere(request.user, Action.EDIT_ORGANISATION)
    return edit_page(
        request,
        form,
        save=form.save_record,
        done=done,
        then=reverse("accounts:organisations" if looks_after_all else "trajectories:places"),
        title=title,
    )
