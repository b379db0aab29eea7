"""One way to filter a list: the form owns the filtering, the address keeps it."""

import datetime

from django import forms

from dow_site.dates import Precision, When, write_when


class FilterForm(forms.Form):
    """A filter over a list page; unknown values mean "no filter", never an error page."""

    def __init__(self, data):
        super().__init__(data or None)
        self.offer()
        self.is_valid()

    def offer(self):
        """Fill in or take away the choices that hang on who filters; called before they are read."""

    def chosen(self, name):
        """The cleaned value of a field, or None where it is empty or not understood."""
        if not self.is_bound:
            return None
        return self.cleaned_data.get(name) or None

    def in_words(self) -> list[tuple[str, str]]:
        """Every choice as label and value, for who reads the list without the page.

        A field that was left alone says what that means, where it has a word for it: "Status, Alle".
        """
        words = []
        for name, field in self.fields.items():
            value = self.chosen(name)
            choices = {str(key): str(label) for key, label in getattr(field, "choices", ())}
            if isinstance(value, datetime.date):
                written = write_when(When(value, Precision.DAY), long=True)
            else:
                written = "ja" if value is True else choices.get(str(value or ""), str(value or ""))
            if written:
                words.append((str(self[name].label), written))
        return words

    @property
    def is_active(self) -> bool:
        return any(self.chosen(name) for name in self.fields)

    def apply(self, queryset):
        raise NotImplementedError
