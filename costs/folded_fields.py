"""Parts of a form that few need: shut until there is something in it, or something to mend."""

from crispy_forms.layout import Fieldset
from django.forms import BaseForm


def folded(form: BaseForm, legend: str, *fields: str) -> Fieldset:
    """These fields under a summary that opens them; open at once where one is filled or the form was sent."""
    is_open = form.is_bound or any(form.initial.get(name) not in (None, "") for name in fields)
    return Fieldset(
        legend,
        *fields,
        template="costs/_folded_fields.html",
        **({"open": ""} if is_open else {}),
    )
