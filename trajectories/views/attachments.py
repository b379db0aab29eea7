"""The files of an event: add, open, share, take off, put back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from accounts.logbook import note_access
from accounts.models import AccessAction
from dow_site.access import Action, require
from dow_site.editing import edit_page, require_form_methods
from trajectories.attachments import (
    attach,
    put_back_attachment,
    remove_attachment,
    share_attachment,
)
from trajectories.forms import AttachmentForm, RemovalForm
from trajectories.models import EventAttachment, TimelineEvent

# Nothing in a file that somebody handed in may run, load or be framed within this site.
SANDBOX = "sandbox; default-src 'none'"


@require_form_methods
def attachment_add(request, pk):
    event = TimelineEvent.objects.select_related("trajectory").get_for(
        request.user, Action.EDIT_EVENT, pk=pk
    )
    require(request.user, Action.EDIT_ATTACHMENT)
    form = AttachmentForm(
        request.POST or None, request.FILES or None, instance=EventAttachment(event=event)
    )
    return edit_page(
        request,
        form,
        save=lambda: attach(form=form, by=request.user),
        done="De bijlage is toegevoegd.",
        then=_edit(event.pk),
        title="Bijlage toevoegen",
    )


@require_safe
def attachment(request, pk):
    """The file itself, to be kept and not to be shown within this site."""
    row = EventAttachment.objects.select_related("event__trajectory").get_for(
        request.user, Action.VIEW_ATTACHMENT, pk=pk
    )
    note_access(
        request.user,
        AccessAction.EXPORTED,
        "trajectories:attachment",
        participant_id=row.event.trajectory.participant_id,
        programme_id=row.event.trajectory.programme_id,
    )
    return HttpResponse(
        bytes(row.content),
        content_type=row.kind,
        headers={
            "Content-Disposition": content_disposition_header(True, row.name),
            "Content-Security-Policy": SANDBOX,
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )


@require_POST
def attachment_share(request, pk):
    row = EventAttachment.objects.get_for(request.user, Action.EDIT_ATTACHMENT, pk=pk)
    row = share_attachment(attachment=row, share=request.POST.get("delen") == "ja", by=request.user)
    messages.success(
        request,
        "De verwijzer kan deze bijlage openen zolang de gebeurtenis gedeeld is."
        if row.shared_with_referrer
        else "De verwijzer kan deze bijlage niet meer openen.",
    )
    return redirect(_edit(row.event_id))


@require_form_methods
def attachment_remove(request, pk):
    row = EventAttachment.objects.get_for(request.user, Action.EDIT_ATTACHMENT, pk=pk)
    form = RemovalForm(request.POST or None, initial={"version": row.version})
    return edit_page(
        request,
        form,
        save=lambda: remove_attachment(attachment=row, by=request.user, **form.cleaned_data),
        done="De bijlage is weggehaald. Onder de bijlagen kun je haar terugzetten.",
        then=_edit(row.event_id),
        title="Bijlage weghalen",
        submit_label="Weghalen",
        help_text=row.name,
    )


@require_POST
def attachment_put_back(request, pk):
    # A second tap finds it hanging there, and changes nothing.
    row = get_object_or_404(EventAttachment.objects.changeable_by(request.user), pk=pk)
    try:
        put_back_attachment(attachment=row, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "De bijlage staat er weer.")
    return redirect(_edit(row.event_id))


def _edit(pk):
    return reverse("trajectories:event_edit", args=[pk])
