"""The pages of an import: the lists, the file, its columns, what will happen, a row, what was made."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count, Q
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
from dow_site.spreadsheets import Format, Sheet, spreadsheet_response, written
from participants.importing import operations
from participants.importing.deciding import name_in
from participants.importing.fields import FULL_NAME, labels
from participants.importing.forms import ColumnsForm, RepairForm, UploadForm
from participants.models import (
    DAYS_KEPT,
    Decision,
    ImportedRow,
    ImportKind,
    ImportStatus,
    PeopleImport,
)

PAGE_SIZE = 50
# The parts in which the rows of a list fall, by the word in the address, with what they are called.
PARTS = {
    "repareren": "Eerst repareren",
    "kiezen": "Kies nog",
    "nieuw": "Nieuw maken",
    "aansluiten": "Aansluiten",
    "overslaan": "Overslaan",
}

# And what they were once the list is imported.
PARTS_DONE = {
    "repareren": "Klopte niet",
    "kiezen": "Niet gekozen",
    "nieuw": "Nieuw gemaakt",
    "aansluiten": "Aangesloten",
    "overslaan": "Overgeslagen",
}
DECISIONS = {
    "kiezen": Decision.CHOOSE,
    "nieuw": Decision.CREATE,
    "aansluiten": Decision.JOIN,
    "overslaan": Decision.SKIP,
}
PART_OF = {decision: part for part, decision in DECISIONS.items()}


@require_safe
def import_list(request):
    require(request.user, Action.IMPORT_PEOPLE)
    lists = PeopleImport.objects.visible_to(request.user).select_related("uploaded_by")
    page = Paginator(lists, PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [(each, _day(timezone.localdate(each.uploaded_at))) for each in page]
    return render(request, "participants/import_list.html", {"page": page, "rows": rows})


@require_form_methods
def import_create(request):
    require(request.user, Action.IMPORT_PEOPLE)
    form = UploadForm(
        request.POST or None,
        request.FILES or None,
        programme=request.user.programme,
        by=request.user,
    )
    return edit_page(
        request,
        form,
        save=form.save_record,
        done="Het bestand is gelezen. Er is nog niets aangemaakt.",
        then=lambda made: reverse("participants:import_columns", args=[made.pk]),
        cancel_url=reverse("participants:imports"),
        title="Lijst inlezen",
        submit_label="Bestand lezen",
        help_text="Je ziet eerst wat er gaat gebeuren. Pas daarna maakt DOW iets aan. "
        f"De lijst zelf wordt na {DAYS_KEPT} dagen weggegooid.",
    )


@require_safe
def import_example(request):
    """A file with the names of the columns, to fill in."""
    require(request.user, Action.IMPORT_PEOPLE)
    kind = request.GET.get("soort", "")
    kind = kind if kind in ImportKind.values else ImportKind.REFERRALS
    header = [label for name, label in labels(kind).items() if name != FULL_NAME]
    return spreadsheet_response(
        [Sheet(title="Lijst", header=header, rows=[])],
        Format.XLSX,
        name=f"voorbeeld {ImportKind(kind).label.partition(',')[0]}",
    )


@require_safe
@vary_on_headers("HX-Request")
def people_import(request, pk):
    found = _get(request, pk)
    if found.is_at_work:
        template = "participants/import_busy.html"
        return render(
            request, f"{template}#progress" if request.htmx else template, {"people_import": found}
        )
    if request.htmx:
        # The work is done: the page as a whole is another one.
        answer = render(request, "participants/import_busy.html#progress", {"people_import": found})
        answer["HX-Refresh"] = "true"
        return answer
    if found.status == ImportStatus.COLUMNS:
        return redirect("participants:import_columns", pk)
    note_access(
        request.user, AccessAction.VIEWED, "participants:import", programme_id=found.programme_id
    )
    counts = found.rows.aggregate(
        **{part: Count("pk", Q(pk__in=_part(found.rows, part).values("pk"))) for part in PARTS}
    )
    if found.status == ImportStatus.UNDONE:
        return render(request, "participants/import_undone.html", {"people_import": found})
    part = request.GET.get("deel", "")
    rows = _part(found.rows, part).select_related("referral", "match")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    names, is_checked = labels(found.kind), found.status == ImportStatus.CHECKED
    words = PARTS if is_checked else PARTS_DONE
    return render(
        request,
        "participants/import.html",
        {
            "people_import": found,
            "parts": _tabs(words, counts, part),
            "part_label": words.get(part, ""),
            "counts": counts,
            "ready": counts["nieuw"] + counts["aansluiten"],
            "waiting": counts["repareren"] + counts["kiezen"],
            "page": page,
            "rows": [_shown(row, names, words) for row in page],
            "is_checked": is_checked,
            "is_done": found.status == ImportStatus.DONE,
            "uploaded": _day(timezone.localdate(found.uploaded_at)),
            "kept_until": _day(found.kept_until),
            "may_undo": found.status == ImportStatus.DONE
            and found.kept_until >= timezone.localdate()
            and found.rows.filter(is_imported=True).exists(),
            "makes_people": found.kind == ImportKind.PARTICIPANTS,
        },
    )


@require_form_methods
def import_columns(request, pk):
    found = _get(request, pk)
    if not found.is_before_import:
        return redirect(found)
    form = ColumnsForm(request.POST or None, instance=found, by=request.user)
    return edit_page(
        request,
        form,
        save=form.save_record,
        done="De kolommen zijn gekozen. DOW kijkt de rijen na.",
        then=found.get_absolute_url(),
        cancel_url=reverse("participants:imports"),
        title="Wat staat er in de kolommen",
        submit_label="Rijen nakijken",
        help_text=_about_columns(found),
        warning=found.failure or " ".join(found.remarks),
    )


def _about_columns(found):
    about = (
        "Kies per kolom wat erin staat. Dat onthoudt DOW voor een volgende lijst. "
        "Staat de organisatie van de verwijzer erin, dan leest die de aanmelding mee."
    )
    if found.rows.filter(is_repaired=True).exists():
        about += " Let op: de rijen worden opnieuw gelezen. Wat je zelf hebt gewijzigd, vervalt."
    return about


@require_form_methods
def import_row(request, pk, row_pk):
    found = _get(request, pk)
    if found.status != ImportStatus.CHECKED:
        return redirect(found)
    row = ImportedRow.objects.select_related("people_import").get_for(
        request.user, Action.IMPORT_PEOPLE, pk=row_pk, people_import=found
    )
    # The page shows names of people in the programme who may be meant.
    note_access(
        request.user,
        AccessAction.VIEWED,
        "participants:import_row",
        participant_id=row.match_id,
        programme_id=found.programme_id,
    )
    form = RepairForm(request.POST or None, instance=row, by=request.user)

    def after(saved):
        if saved.decision == Decision.CHOOSE:
            return reverse("participants:import_row", args=[pk, row_pk])
        return found.get_absolute_url()

    return edit_page(
        request,
        form,
        save=form.save_record,
        done=f"Rij {row.number} is bewaard.",
        then=after,
        cancel_url=found.get_absolute_url(),
        title=f"Rij {row.number}",
        help_text=row.why,
        warning="" if form.is_bound else _problems(row, labels(found.kind)),
    )


@require_POST
def import_start(request, pk):
    found = _get(request, pk)
    return _deed(request, found, lambda: operations.ask_import(found, by=request.user))


@require_POST
def import_undo(request, pk):
    found = _get(request, pk)
    return _deed(request, found, lambda: operations.ask_undo(found, by=request.user))


@require_POST
def import_discard(request, pk):
    found = _get(request, pk)
    address = reverse("participants:imports")
    return _deed(
        request, found, lambda: operations.discard(found), then=address, done="De lijst is weg."
    )


def _get(request, pk):
    return PeopleImport.objects.select_related("programme").get_for(
        request.user, Action.IMPORT_PEOPLE, pk=pk
    )


def _deed(request, found, do, *, then="", done=""):
    """Do it and go back to the page of the list; a refusal is a sentence on it."""
    try:
        with transaction.atomic():
            do()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(found)
    if done:
        messages.success(request, done)
    return redirect(then or found)


def _part(rows, part):
    if part == "repareren":
        return rows.to_repair()
    decision = DECISIONS.get(part)
    return rows.decided(decision) if decision else rows


def _tabs(words, counts, part):
    """All rows, and each part in which there are rows."""
    everything = {"label": "Alle rijen", "url": "?", "current": part not in PARTS}
    return [
        everything,
        *(
            {"label": f"{label} ({counts[key]})", "url": f"?deel={key}", "current": part == key}
            for key, label in words.items()
            if counts[key]
        ),
    ]


def _problems(row, names):
    return " ".join(f"{names.get(name, name)}: {said}" for name, said in row.problems.items())


def _shown(row, names, words):
    """A row of the page: itself, whose name stands in it, when born, and what happens to it."""
    name, born = name_in(row), row.texts.get("birth_date", "")
    if row.referral:
        name, born = row.referral.applicant, written(row.referral.birth_date)
    if row.is_imported:
        return row, name, born, "good", words[PART_OF[row.decision]], row.why
    if row.problems and row.decision != Decision.SKIP:
        return row, name, born, "warning", words["repareren"], _problems(row, names)
    tone = "warning" if row.decision == Decision.CHOOSE else "neutral"
    return row, name, born, tone, words[PART_OF[row.decision]], row.why


def _day(day):
    return write_when(When(day, Precision.DAY), long=True)
