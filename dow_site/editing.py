"""What a form page does on GET, on an invalid POST and on a valid POST. The one place."""

import uuid

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, connection, transaction
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from dow_site.constraints import broken_rule
from dow_site.free_text import BSN_WARNING, looks_like_bsn

require_form_methods = require_http_methods(["GET", "HEAD", "POST"])


def edit_page(
    request,
    form,
    *,
    save,
    done="",
    then,
    title,
    template="_pages/form.html",
    submit_label="Bewaren",
    cancel_url="",
    cancel_label="",
    draft=None,
    download=None,
    **context,
):
    """Show the form; on a valid POST save, say so and go on.

    `save` is called without arguments; a ValidationError that it raises lands on the form. `then`
    is an address, `done` a sentence, or a function that gives one from what `save` returned. An invalid form answers
    422 with everything typed still there. With a `draft` (of `accounts.drafts.draft_of`) what is
    typed is kept while typing, and put back when the form is opened again. With `download`, a function
    of what `save` returned, a valid POST is answered by the file that it gives, and the page stays.
    """
    leave = cancel_url or (then if isinstance(then, str) else "/")
    if draft is not None and (answer := draft.answer(request, form, leave=leave)) is not None:
        return answer
    restored = draft.restore(form) if draft is not None and not form.is_bound else ""
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                saved = save()
                if draft is not None:
                    draft.close(request.POST.get("draft_key", ""))
                _ask_deferred_rules()
        except ValidationError as error:
            form.add_error(None, error if _fits(error, form) else error.messages)
        except IntegrityError as error:
            # A rule that held when the form was checked, and was broken by somebody else since.
            form.add_error(None, broken_rule(error))
        else:
            if download is not None:
                return download(saved)
            messages.success(request, done(saved) if callable(done) else done)
            if any(looks_like_bsn(text) for text in _typed(request)):
                messages.warning(request, BSN_WARNING)
            return redirect(then(saved) if callable(then) else then)
    status = 422 if form.is_bound and form.errors else 200
    return render(
        request,
        template,
        {
            "form": form,
            "title": title,
            "submit_label": submit_label,
            "cancel_url": leave,
            "cancel_label": cancel_label or ("Terug" if download else "Niet bewaren"),
            "help_text": "",
            "warning": "",
            "conflict": getattr(form, "conflict", None),
            "draft": draft,
            "is_download": download is not None,
            "draft_key": uuid.uuid4() if draft else "",
            "draft_restored": restored,
            **context,
        },
        status=status,
    )


# What a page sends by itself, and nobody typed.
_SENT_BY_THE_PAGE = {"csrfmiddlewaretoken", "submission_key", "draft_key", "version", "made_from"}


def _typed(request):
    """Every text that was sent, of every field there is: also those of lines within the form."""
    for name in request.POST:
        if name not in _SENT_BY_THE_PAGE:
            yield from request.POST.getlist(name)


def _ask_deferred_rules():
    """Rules that wait for the end of the transaction are asked here, where a refusal is still a sentence."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _fits(error, form):
    """Whether every field that the error names stands in the form."""
    return getattr(error, "error_dict", {}).keys() <= {*form.fields, NON_FIELD_ERRORS}
