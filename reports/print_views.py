"""Runs of reports: asked for, followed, stopped, and taken away as one file."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.logbook import note_access
from accounts.models import AccessAction
from dow_site.access import Action, require
from dow_site.dates import Precision, When, write_when
from dow_site.editing import edit_page, require_form_methods
from dow_site.pdf import pdf_answer
from reports import print_jobs
from reports.editions import EDITIONS, Edition, editions_for
from reports.models import Bundle, PrintItem, PrintJob
from reports.print_forms import PrintJobForm
from reports.print_jobs import MOST_REPORTS, Progress, progress_of
from reports.print_joining import handed_to, title_of
from reports.print_work import may_still
from trajectories.filters import TrajectoryFilter
from trajectories.models import Trajectory

# Of those that did not succeed, so many are named; they are the first to mend.
MOST_NAMED = 50


@require_safe
def print_list(request):
    """What this person asked for today, and how far it is."""
    require(request.user, Action.VIEW_PRINT_JOB)
    jobs = PrintJob.objects.visible_to(request.user).with_counts()[:50]
    return render(
        request,
        "reports/print_list.html",
        {
            "rows": [
                (job, title_of(job, job.total), _state(job), _moment(job.asked_at)) for job in jobs
            ],
            "may_create": bool(editions_for(request.user)),
        },
    )


@require_form_methods
def print_create(request):
    """Of everybody in the list, with its filters, or of those of them that are ticked."""
    require(request.user, Action.VIEW_TRAJECTORY)
    if not editions_for(request.user):
        raise PermissionDenied
    filter_form = TrajectoryFilter(request.GET, request.user)
    visible = Trajectory.objects.visible_to(request.user).for_list()
    listed = list(filter_form.apply(visible).values_list("pk", flat=True)[: MOST_REPORTS + 1])
    # Who was ticked stays there to tick, also when the list has changed since.
    ticked = [int(key) for key in request.POST.getlist("trajectories") if key.isdecimal()]
    form = PrintJobForm(
        request.POST or None,
        trajectories=visible.filter(pk__in=[*listed[:MOST_REPORTS], *ticked]),
        by=request.user,
    )
    address = reverse("trajectories:list")
    query = request.GET.urlencode()
    return edit_page(
        request,
        form,
        save=form.save_record,
        done="De verslagen worden gemaakt.",
        then=lambda job: job.get_absolute_url(),
        cancel_url=f"{address}?{query}" if query else address,
        title="Verslagen afdrukken",
        submit_label="Maken",
        help_text="Vink uit wie je niet nodig hebt. Het maken gaat door als je de pagina verlaat.",
        warning=_about_list(len(listed)),
    )


@require_safe
@vary_on_headers("HX-Request")
def print_job(request, pk):
    """How far the job is; asked for again and again while it is at work, and whole at its end."""
    job = _get(request, pk)
    progress = progress_of(job)
    if request.htmx and progress.is_over:
        answer = HttpResponse()
        answer["HX-Refresh"] = "true"
        return answer
    template = "reports/print_job.html"
    failed = list(
        job.items.failed().select_related("trajectory__participant").order_by("number")[:MOST_NAMED]
    )
    return render(
        request,
        f"{template}#progress" if request.htmx else template,
        {
            "job": job,
            "title": title_of(job, progress.total),
            "progress": progress,
            "label": _label(progress),
            "failed": [(_name(item, request.user), item) for item in failed],
            "kept_until": _moment(job.expires_at),
            "apart": _apart(job, progress, request.user),
        },
    )


@require_POST
def print_stop(request, pk):
    job = _get(request, pk)
    print_jobs.stop(job)
    messages.success(request, "Gestopt. Wat al klaar was, kun je nog ophalen.")
    return redirect(job)


@require_safe
def print_file(request, pk):
    """The finished reports that this person may still print, as one file; 404 where there are none."""
    job = _get(request, pk)
    items = job.items.printed().order_by("number")
    if not job.edition:
        item = items.first()
        if item is None or not may_still(item, request.user):
            raise Http404
        note_access(request.user, AccessAction.PRINTED, "reports:print_file")
        return pdf_answer(bytes(item.file.content), item.file.name)
    handed = handed_to(job, request.user)
    if not handed.count:
        raise Http404
    # Each report was noted at its dossier when it was printed.
    note_access(request.user, AccessAction.PRINTED, "reports:print_file")
    word = EDITIONS[Edition(job.edition)].file_word
    name = f"verslagen-{word}-{timezone.localdate(job.asked_at)}.{handed.bundle}"
    return StreamingHttpResponse(
        handed.pieces,
        content_type=_KINDS[handed.bundle],
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store, private",
        },
    )


_KINDS = {Bundle.PDF: "application/pdf", Bundle.ZIP: "application/zip"}


def _about_list(count):
    if not count:
        return "In deze lijst staat niemand. Haal een filter weg."
    if count > MOST_REPORTS:
        return f"Dit zijn de eerste {MOST_REPORTS} van de lijst. Maak die korter met een filter."
    return ""


def _get(request, pk):
    return PrintJob.objects.get_for(request.user, Action.VIEW_PRINT_JOB, pk=pk)


def _state(job) -> tuple[str, str]:
    """How a job of the list stands, and how that looks as a badge."""
    if job.ended == job.total:
        return "klaar", "good"
    if job.cancelled_at:
        return "gestopt", "quiet"
    return f"{job.ended} van {job.total}", "busy"


def _apart(job, progress, user) -> str:
    """Why somebody gets loose reports where he asked for one PDF; nothing where he gets that."""
    if not (job.is_one_pdf and progress.is_over and progress.printed):
        return ""
    handed = handed_to(job, user)
    if handed.bundle == Bundle.PDF:
        return ""
    if handed.withheld:
        whom = "1 traject" if handed.withheld == 1 else f"{handed.withheld} trajecten"
        return f"Van {whom} mag je het verslag niet meer zien. De andere krijg je als losse PDF’s in een ZIP."
    return "Er is niet één PDF van gemaakt. Je krijgt losse PDF’s in een ZIP."


def _label(progress: Progress) -> str:
    if progress.is_joining:
        return "Wordt samengevoegd"
    if progress.is_stopped:
        return "Gestopt"
    return "Klaar" if progress.is_over else "Wordt gemaakt"


def _name(item: PrintItem, user) -> str:
    return str(item.trajectory.participant.name_for(user)) if item.trajectory else "Het verslag"


def _moment(moment):
    local = timezone.localtime(moment)
    return f"{write_when(When(local.date(), Precision.DAY), long=True)}, {local:%H:%M} uur"
