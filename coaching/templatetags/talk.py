"""Drawing the fields of a talk for a thumb: {% load talk %}"""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

register = template.Library()


@register.simple_tag
def steps(field, *, legend="", hide_legend=False, hint=""):
    """A choice as a row of big steps, one tap each: {% steps form.mood legend="Hoe gaat het" %}"""
    chosen = field.value()
    chosen = "" if chosen is None else str(chosen)
    options = format_html_join(
        "",
        '<label class="c-taps__step"><input type="radio" name="{}" value="{}" id="{}_{}"{}>'
        "<span>{}</span></label>",
        (
            (
                field.html_name,
                value,
                field.auto_id,
                number,
                mark_safe(" checked") if str(value) == chosen else "",
                label,
            )
            for number, (value, label) in enumerate(field.field.choices)
        ),
    )
    errors = format_html_join(
        "", '<p class="invalid-feedback d-block">{}</p>', ((error,) for error in field.errors)
    )
    return format_html(
        '<fieldset class="c-taps" id="div_{}"{}><legend class="{}">{}</legend>{}'
        '<div class="c-taps__row" data-count="{}">{}</div>{}</fieldset>',
        field.auto_id,
        " data-wrong" if field.errors else "",
        "visually-hidden" if hide_legend else "form-label",
        legend or field.label,
        format_html('<p class="form-text">{}</p>', hint) if hint else "",
        len(field.field.choices),
        options,
        errors,
    )
