"""What a form page does on GET, on an invalid POST and on a valid POST. The one place."""

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
    done,
    then,
    title,
    template="_pages/form.html",
    submit_label="Bewaren",
    cancel_url="",
    **context,
):
    """Show the form; on a valid POST save, say so and go on.

    `save` is called without arguments; a ValidationError that it raises lands on the form. `then`
    is an address or a function that gives one from what `save` returned. An invalid form answers
    422 with everything typed still there.
    """
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                saved = save()
                _ask_deferred_rules()
        except ValidationError as error:
            form.add_error(None, error if _fits(error, form) else error.messages)
        except IntegrityError as error:
            # A rule that held when the form was checked, and was broken by somebody else since.
            form.add_error(None, broken_rule(error))
        else:
            messages.success(request, done)
            if any(isinstance(v, str) and looks_like_bsn(v) for v in form.cleaned_data.values()):
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
            "cancel_url": cancel_url or (then if isinstance(then, str) else "/"),
            "help_text": "",
            "warning": "",
            "conflict": getattr(form, "conflict", None),
            **context,
        },
        status=status,
    )


def _ask_deferred_rules():
    """Rules that wait for the end of the transaction are asked here, where a refusal is still a sentence."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _fits(error, form):
    """Whether every field that the error names stands in the form."""
    return getattr(error, "error_dict", {}).keys() <= {*form.fields, NON_FIELD_ERRORS}
