"""The fields of a filter, which stand on every list: each rendered by crispy once, then only filled.

For a few fields crispy reads some twenty templates, which takes longer than the list below them.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable

from crispy_forms.templatetags.crispy_forms_filters import as_crispy_field, as_crispy_form
from django import forms
from django.conf import settings
from django.forms import BoundField
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

# A character that Unicode keeps free for use inside a program: no text holds it.
_PLACE = "\ufdd0"
_END_OF_SELECT = "</select>"
# The two halves around what differs, by all that the halves depend on. Never what somebody typed or may choose.
_halves: dict[tuple, list[str]] = {}


def pressed_fields(form: forms.Form) -> SafeString:
    """The fields as `{{ form|crispy }}` writes them; with what is wrong, where something is wrong."""
    if form.errors:
        return as_crispy_form(form)
    return SafeString("".join(_pressed(bound) for bound in form))


def _pressed(bound: BoundField) -> str:
    widget = type(bound.field.widget)
    if widget is forms.TextInput:
        value = bound.field.widget.format_value(bound.value())
        before, *after = _halves_of(bound, has_value=value is not None)
        return before + (conditional_escape(value) + after[0] if after else "")
    if widget is forms.Select:
        before, after = _halves_of(bound)
        chosen = bound.value()
        return before + _options(bound.field.choices, "" if chosen is None else str(chosen)) + after
    return as_crispy_field(bound)


def _halves_of(bound: BoundField, *, has_value: bool = False) -> list[str]:
    """What stands before and after the value or the options; the whole where a text has no value."""
    key = (
        type(bound.form),
        bound.html_name,
        bound.auto_id,
        bound.label,
        bound.help_text,
        bound.field.required,
        bound.field.disabled,
        tuple(bound.field.widget.attrs.items()),
        has_value,
    )
    found = _halves.get(key)
    if found is None or settings.DEBUG:
        found = _halves[key] = _render(bound, has_value)
    return found


def _render(bound, has_value):
    # As crispy sees it: another field of the same form, without the choices of who looks now.
    empty = copy.copy(bound)
    empty.field = copy.copy(bound.field)
    empty.field.widget = copy.copy(bound.field.widget)
    empty.value = lambda: _PLACE if has_value else None
    if isinstance(empty.field.widget, forms.Select):
        empty.field.widget.choices = []
        before, after = as_crispy_field(empty).split(_END_OF_SELECT)
        return [before, _END_OF_SELECT + after]
    return as_crispy_field(empty).split(_PLACE)


def _options(choices: Iterable, chosen: str) -> str:
    """The options of a select as Django writes them; a group is a label with choices of its own."""
    written = []
    for value, label in choices:
        if isinstance(label, list | tuple):
            inside = _options(label, chosen)
            written.append(f'<optgroup label="{conditional_escape(value)}">{inside}</optgroup>')
            continue
        value = "" if value is None else str(value)
        mark = " selected" if value == chosen else ""
        written.append(
            f'<option value="{conditional_escape(value)}"{mark}>{conditional_escape(label)}</option>'
        )
    return "".join(written)
