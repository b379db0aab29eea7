"""A form in which people write of one participant: who may know the alias only reads no name in it, and loses none."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.models import ModelChoiceIterator

from dow_site.records import RecordForm
from participants.veil import Veil

NAME_INSIDE = (
    "Hier staat een naam die jij niet ziet; je leest de schuilnaam. Waar jij niets verandert, blijft de "
    "naam bewaard."
)
# Digits of a version, with room to spare.
_LONGEST_VERSION = 9


class VeiledForm(RecordForm):
    """A form over a row that shows each text, choice and error as its reader may know it.

    A text that comes back as it was shown stays in the database to the letter; in one that was
    changed, the names stay that the reader left alone (`participants.veil.Veil.lift`). What was shown
    is known by the version that the form was made from, also when the row was saved since.
    """

    made_from = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, veil: Veil, **kwargs):
        super().__init__(*args, **kwargs)
        self.veil = veil
        # The texts of the form as they were written.
        self.written: dict[str, str] = {}
        if not veil or self.instance.pk is None:
            del self.fields["made_from"]
        else:
            self.fields["made_from"].initial = self.instance.version
        if veil:
            self._veil_fields()

    def _veil_fields(self):
        before = self._row_made_from()
        for name, field in self.fields.items():
            text = self.initial.get(name)
            if isinstance(field, forms.CharField) and isinstance(text, str):
                self.written[name] = getattr(before, name, text)
                self.initial[name] = self.veil(text)
                if self.initial[name] != text:
                    field.help_text = f"{field.help_text} {NAME_INSIDE}".strip()
            elif isinstance(field, forms.ModelChoiceField):
                field.iterator = partial(_VeiledChoices, veil=self.veil)
                field.widget.choices = field.choices

    def _row_made_from(self) -> models.Model | None:
        """The row as it was when its texts were shown; None where that is how it is now."""
        version = self.data.get(self.add_prefix("made_from"), "")
        if not version.isdecimal() or len(version) > _LONGEST_VERSION or self.instance.pk is None:
            return None
        if int(version) == self.instance.version:
            return None
        return self._state_at(version)

    def _as_opened(self):
        # A text behind the veil is lifted by the version that it was shown from, and stays this person's own.
        return None if self.veil else super()._as_opened()

    def form_of(self, row):
        return type(self)(instance=row, veil=self.veil)

    def _clean_fields(self):
        super()._clean_fields()
        # A form can go without a field that every other has.
        for name in self.written.keys() & self.fields.keys():
            written, typed = self.written[name], self[name].data
            if typed is not None and self._is_as_shown(name, typed):
                # Also where the alias made it longer than it may be.
                self._errors.pop(name, None)
                self.cleaned_data[name] = written
            elif isinstance(kept := self.cleaned_data.get(name), str):
                longest = self.fields[name].max_length
                self.cleaned_data[name] = self.veil.lift(kept, written, longest=longest)

    def _is_as_shown(self, name: str, typed: str) -> bool:
        written = self.written[name]
        if isinstance(self.fields[name].widget, forms.Textarea):
            return self.veil.reads_as(written, typed)
        # A browser leaves the line ends out of a field of one line.
        return _on_one_line(self.veil(written)) == _on_one_line(typed)

    def add_error(self, field: str | None, error: Any) -> None:
        super().add_error(field, veiled_error(error, self.veil) if self.veil else error)


class _VeiledChoices(ModelChoiceIterator):
    """The rows that can be chosen, as the reader may know them, whatever gives their labels."""

    def __init__(self, field, veil: Veil):
        super().__init__(field)
        self.veil = veil

    def choice(self, obj):
        value, label = super().choice(obj)
        return value, self.veil(str(label))


def _on_one_line(text: str) -> str:
    return text.replace("\r", "").replace("\n", "")


def veiled_error(error: Any, veil: Veil) -> ValidationError:
    """The same refusal; a sentence of it can repeat what somebody typed elsewhere."""
    error = error if isinstance(error, ValidationError) else ValidationError(error)
    if hasattr(error, "error_dict"):
        return ValidationError(
            {
                name: [veiled_error(one, veil) for one in errors]
                for name, errors in error.error_dict.items()
            }
        )
    return ValidationError(
        [
            ValidationError(veil(sentence), code=one.code)
            for one in error.error_list
            for sentence in one.messages
        ]
    )
