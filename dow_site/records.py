"""Rows that people edit: a repeated submit makes one row, and a raced save is never lost silently."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from functools import cache

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models.fields import BLANK_CHOICE_DASH
from django.http import QueryDict

from dow_site.constraints import together
from dow_site.written import Written


class Record(models.Model):
    """A row with a version (who saved last) and the key of the form that made it."""

    version = models.PositiveIntegerField("versie", default=1, editable=False)
    submission_key = models.UUIDField(
        "sleutel van het formulier", default=uuid.uuid4, unique=True, editable=False
    )

    class Meta:
        abstract = True

    def get_constraints(self):
        """What is asked before a save."""
        return [(model, together(rules)) for model, rules in super().get_constraints()]


@dataclass(frozen=True)
class Conflict:
    """What somebody else saved while this form was open."""

    theirs: tuple[tuple[str, str], ...]


class RecordForm(forms.ModelForm):
    """A form over a Record: carries its version and key, and locks the row that it changes."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    submission_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.conflict: Conflict | None = None
        self._say_what_empty_means()
        if self.instance.pk:
            self.fields["version"].initial = self.instance.version
            del self.fields["submission_key"]
        else:
            self.fields["submission_key"].initial = self.instance.submission_key
            del self.fields["version"]

    def _say_what_empty_means(self):
        """A list to choose from begins with words, not with Django's row of dashes."""
        dashes = BLANK_CHOICE_DASH[0][1]
        for field in self.fields.values():
            words = "Kies …" if field.required else "Niets gekozen"
            if isinstance(field, forms.ModelChoiceField):
                if field.empty_label == dashes:
                    field.empty_label = words
            elif isinstance(field, forms.ChoiceField) and BLANK_CHOICE_DASH[0] in field.choices:
                field.choices = [("", words), *(one for one in field.choices if one[0] != "")]

    def save_record(self, *, is_locked=False):
        """Save what was typed and give the row; raises a ValidationError where somebody else was first.

        With `is_locked` the caller holds a lock that a second submit of the same form waits for.
        """
        if self.instance.pk:
            return self._change()
        return self._create(is_locked)

    def _create(self, is_locked):
        if key := self.cleaned_data.get("submission_key"):
            self.instance.submission_key = key
            if made := self._made_by(key):
                return made
        if is_locked:
            return self.save()
        try:
            with transaction.atomic():
                return self.save()
        except IntegrityError:
            # Two submits of one form at the same moment: the other one made the row.
            if made := self._made_by(self.instance.submission_key):
                return made
            raise

    def _made_by(self, key):
        return next(iter(_made_by(type(self.instance))(key=key)), None)

    @transaction.atomic
    def _change(self):
        model = type(self.instance)
        current = (
            model._default_manager.select_for_update(of=("self",))
            .filter(pk=self.instance.pk)
            .first()
        )
        if current is None:
            raise ValidationError("Dit is er intussen niet meer.", code="gone")
        if current.version != self.cleaned_data.get("version"):
            # A second submit is a choice made with both texts in sight.
            data = QueryDict(mutable=True)
            data.update(self.data)
            data[self.add_prefix("version")] = str(current.version)
            self.conflict = Conflict(tuple(self._differences(current, into=data)))
            self.data = data
            raise ValidationError(
                "Iemand anders heeft dit intussen veranderd. Hieronder staat wat er nu bewaard is; "
                "jouw tekst staat nog in het formulier. Bewaar opnieuw om jouw tekst te houden.",
                code="raced",
            )
        self.instance.version = current.version + 1
        return self.save()

    def _differences(self, current, *, into):
        """What the other saved, in words; what this person left alone goes `into` what he sends next."""
        theirs = self.form_of(current).initial
        opened = self._as_opened()
        shown = None if opened is None else self.form_of(opened).initial
        for name, bound in ((name, self[name]) for name in self.fields):
            field = bound.field
            if bound.is_hidden or not field.has_changed(theirs.get(name), bound.data):
                continue
            words = self._readable(bound, theirs.get(name))
            is_left_alone = shown is not None and not field.has_changed(shown.get(name), bound.data)
            if is_left_alone and not isinstance(field.widget, forms.MultiWidget):
                _send(into, bound, theirs.get(name))
                words = f"{words} (staat nu ook in het formulier)"
            yield str(bound.label), words

    def _as_opened(self):
        """The row as the form showed it, out of its history; None where that is not known."""
        state = self._state_at(self.cleaned_data.get("version"))
        if state is None:
            return None
        names = {field.attname for field in self.instance._meta.concrete_fields}
        kept = names & {field.attname for field in state._meta.concrete_fields}
        return type(self.instance)(**{name: getattr(state, name) for name in kept})

    def _state_at(self, version):
        """The row of the form as it stood in this version; None where no history tells."""
        if not hasattr(self.instance, "history"):
            return None
        return self.instance.history.filter(version=version).order_by("-pgh_id").first()

    def form_of(self, row):
        """The form of a row as the same person reads it."""
        return type(self)(instance=row)

    @staticmethod
    def _readable(bound, value):
        value = bound.field.prepare_value(value)
        if isinstance(value, bool):
            return "ja" if value else "nee"
        labels = {str(key): str(label) for key, label in getattr(bound.field, "choices", ())}
        values = value if isinstance(value, list | tuple) else [value]
        known = [labels.get(str(one), str(one)) for one in values if one not in (None, "")]
        return ", ".join(known) or "(leeg)"


@cache
def _made_by(model: type[Record]) -> Written:
    """The row of a model that a form made."""
    # In the order of one row, and not that of a list with its joins.
    return Written(
        lambda key: model._default_manager.filter(submission_key=key).order_by("pk"),
        key=models.UUIDField(),
    )


def _send(data: QueryDict, bound: forms.BoundField, value: object) -> None:
    """Write a field into what a browser sends, as if this value stood in it."""
    value = bound.field.prepare_value(value)
    if isinstance(bound.field.widget, forms.CheckboxInput):
        data.setlist(bound.html_name, ["on"] if value else [])
        return
    written = bound.field.widget.format_value(value)
    data.setlist(bound.html_name, written if isinstance(written, list) else [written or ""])
