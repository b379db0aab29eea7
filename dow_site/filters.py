"""One way to filter a list: the form owns the filtering, the address keeps it."""

from django import forms


class FilterForm(forms.Form):
    """A filter over a list page; unknown values mean "no filter", never an error page."""

    def __init__(self, data):
        super().__init__(data or None)
        self.is_valid()

    def chosen(self, name):
        """The cleaned value of a field, or None where it is empty or not understood."""
        if not self.is_bound:
            return None
        return self.cleaned_data.get(name) or None

    @property
    def is_active(self) -> bool:
        return any(self.chosen(name) for name in self.fields)

    def apply(self, queryset):
        raise NotImplementedError
