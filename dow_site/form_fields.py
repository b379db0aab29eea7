"""Form fields for dates and amounts as people write them."""

import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from dow_site.coming_days import parse_coming_day, parse_coming_when
from dow_site.dates import Precision, When, write_when
from dow_site.money import exact_number, has_cents, number, parse_euros
from dow_site.reading_dates import parse_when


def _differs(field, initial, data):
    """Whether what was typed means something else than what stood there, however it is written."""
    try:
        return field.to_python(data or "") != field.to_python(field.prepare_value(initial) or "")
    except ValidationError:
        return True


class WhenField(forms.CharField):
    """A moment as precisely as it is known; empty means that only the order is known."""

    default_help = "Bijvoorbeeld: vandaag, 12-3, nov 2019, voorjaar 2020 of 2020."

    def __init__(self, **options):
        options.setdefault("help_text", self.default_help)
        options.setdefault("max_length", 60)
        super().__init__(**options)
        self.widget.attrs.setdefault("autocomplete", "off")

    def to_python(self, value):
        text = super().to_python(value)
        try:
            return parse_when(text, timezone.localdate())
        except ValueError as error:
            raise ValidationError(str(error), code="date") from error

    def validate(self, value):
        if self.required and not value.is_dated:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value):
        """The parser has judged the text; the length was the widget's business."""

    def prepare_value(self, value):
        return (
            write_when(value, long=True)
            if isinstance(value, When) and value.is_dated
            else ("" if isinstance(value, When) else value)
        )

    def has_changed(self, initial, data):
        return _differs(self, initial, data)


class ComingWhenField(WhenField):
    """A moment that is planned, as precisely as it is known; without a year it is the next one."""

    default_help = "Bijvoorbeeld: vrijdag, over 2 weken, volgende maand of volgend jaar."

    def to_python(self, value):
        try:
            return parse_coming_when(forms.CharField.to_python(self, value), timezone.localdate())
        except ValueError as error:
            raise ValidationError(str(error), code="date") from error


class DayField(WhenField):
    """A day; gives a date, or None where nothing was typed."""

    default_help = "Bijvoorbeeld: vandaag, gisteren, 12-3 of 12-3-2026."
    precision = Precision.DAY
    refusal = "Geef een dag, zoals vandaag of 12-3-2026."

    def to_python(self, value):
        when = super().to_python(value)
        if not when.is_dated:
            return None
        if when.precision != self.precision or when.end:
            raise ValidationError(self.refusal, code="precision")
        return when.earliest

    def validate(self, value):
        if self.required and value is None:
            raise ValidationError(self.error_messages["required"], code="required")

    def prepare_value(self, value):
        if value is None or isinstance(value, str):
            return value
        return write_when(When(value, self.precision), long=True)


class ComingDayField(DayField):
    """A day that is still to come; without a year it is the next one."""

    default_help = "Bijvoorbeeld: morgen, vrijdag, over een week of 12-3."

    def to_python(self, value):
        try:
            return parse_coming_day(forms.CharField.to_python(self, value), timezone.localdate())
        except ValueError as error:
            raise ValidationError(str(error), code="date") from error


class MonthField(DayField):
    """A month; gives its first day, or None where nothing was typed."""

    default_help = "Bijvoorbeeld: nov 2019."
    precision = Precision.MONTH
    refusal = "Geef een maand, zoals nov 2019."


class EurosField(forms.CharField):
    """An amount as people write it, such as 14.366,08; gives euros, or None where nothing was typed."""

    def __init__(self, **options):
        options.setdefault("max_length", 24)
        super().__init__(**options)
        self.widget.attrs.setdefault("inputmode", "decimal")

    def to_python(self, value):
        text = super().to_python(value)
        if not text:
            return None
        try:
            return parse_euros(text)
        except ValueError as error:
            raise ValidationError(str(error), code="euros") from error

    def validate(self, value):
        if self.required and value is None:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value):
        """The parser has judged the text."""

    def prepare_value(self, value):
        if isinstance(value, Decimal):
            return number(value, 2 if has_cents(value) else 0)
        return value

    def has_changed(self, initial, data):
        return _differs(self, initial, data)


class QuantityField(forms.CharField):
    """A quantity as people write it, such as 13 or 7,5."""

    def __init__(self, **options):
        options.setdefault("max_length", 12)
        super().__init__(**options)
        self.widget.attrs.setdefault("inputmode", "decimal")

    def to_python(self, value):
        text = super().to_python(value).strip()
        if not text:
            return None
        if not re.fullmatch(r"\d{1,6}(,\d{1,3})?", text):
            raise ValidationError(
                "Dit is geen aantal. Schrijf bijvoorbeeld 13 of 7,5.", code="quantity"
            )
        return Decimal(text.replace(",", "."))

    def validate(self, value):
        if self.required and value is None:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value):
        """The pattern has judged the text."""

    def prepare_value(self, value):
        return exact_number(value) if isinstance(value, Decimal) else value

    def has_changed(self, initial, data):
        return _differs(self, initial, data)
