"""The time after: closing a trajectory, the page about work and aftercare, and each contact."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from coaching.aftercare_page import contact_lines, moments_of
from coaching.closing import close_trajectory, record_contact, running_spell
from coaching.forms.aftercare import ClosingForm, ContactForm
from coaching.models import AftercareContact
from coaching.placement_page import placement_cards
from dow_site.access import Action, may_anywhere
from dow_site.editing import edit_page, require_form_methods
from trajectories.dossier import open_dossier
from trajectories.models import Outflow, Trajectory


@require_safe
def work(request, pk):
    """Outflow, whether somebody is still in place, contacts and placements, as far as the reader may."""
    user, today = request.user, timezone.localdate()
    trajectory = Trajectory.objects.for_dossier().get_for(user, Action.VIEW_IN_PLACE, pk=pk)
    planned, held = contact_lines(trajectory, user, today)
    outflow = Outflow.objects.visible_to(user).filter(trajectory=trajectory).first()
    is_running = any(spell.ends_on is None for spell in trajectory.stays)
    return render(
        request,
        "coaching/work.html",
        {
            "dossier": open_dossier(user, trajectory, page="coaching:work"),
            "trajectory": trajectory,
            "outflow": outflow,
            "knows_story": may_anywhere(user, Action.VIEW_STORY_FRAME),
            "moments": moments_of(trajectory, user, today),
            "knows_aftercare": may_anywhere(user, Action.VIEW_AFTERCARE),
            "planned": planned,
            "held": held,
            "placements": placement_cards(trajectory, user),
            "may": Trajectory.objects.actions_on(user, trajectory, Action.EDIT_AFTERCARE),
            "may_close": outflow is None or is_running,
            "Action": Action,
        },
    )


@require_form_methods
def close(request, pk):
    """Where somebody goes and when we call; a trajectory that was closed already leads to its outflow."""
    trajectory = Trajectory.objects.get_for(request.user, Action.EDIT_AFTERCARE, pk=pk)
    before = Outflow.objects.filter(trajectory=trajectory).first()
    running = running_spell(trajectory)
    is_repeated = before is not None and str(before.submission_key) == request.POST.get(
        "submission_key"
    )
    if before is not None and running is None and not is_repeated:
        return redirect("trajectories:outflow_edit", pk=pk)
    form = ClosingForm(
        request.POST or None,
        instance=Outflow(trajectory=trajectory)
        if is_repeated
        else before or Outflow(trajectory=trajectory),
        # After a second chance the form is empty: it is about this time, not about the last.
        initial=dict.fromkeys(ClosingForm.Meta.fields) | {"last_day": _last_day(trajectory)},
    )
    return edit_page(
        request,
        form,
        save=lambda: close_trajectory(
            form=form,
            trajectory=trajectory,
            last_day=form.cleaned_data["last_day"],
            moments=form.cleaned_data["moments"],
            by=request.user,
        ),
        done="Het traject is afgesloten en de nazorg staat klaar. De deur blijft open.",
        then=_work(pk),
        title="Traject afsluiten",
        help_text="Waar gaat hij of zij heen, en wanneer bellen we? Wat je nog niet weet, laat je leeg.",
    )


def _last_day(trajectory):
    last = trajectory.spells.order_by("-starts_on").values_list("ends_on", flat=True).first()
    return last or timezone.localdate()


@require_form_methods
def contact_create(request, pk):
    """A contact that was not planned: they may always call."""
    trajectory = Trajectory.objects.get_for(request.user, Action.EDIT_AFTERCARE, pk=pk)
    return _contact_page(
        request, AftercareContact(trajectory=trajectory), title="Nazorgcontact vastleggen"
    )


@require_form_methods
def contact_edit(request, pk):
    contact = AftercareContact.objects.get_for(request.user, Action.EDIT_AFTERCARE, pk=pk)
    return _contact_page(request, contact, title=f"Nazorg: {contact.label or 'contact tussendoor'}")


def _contact_page(request, contact, *, title):
    form = ContactForm(request.POST or None, instance=contact)
    return edit_page(
        request,
        form,
        save=lambda: record_contact(form=form, by=request.user),
        done="Het contact is bewaard.",
        then=_work(contact.trajectory_id),
        title=title,
    )


def _work(pk):
    return reverse("coaching:work", args=[pk])
