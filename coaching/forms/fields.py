"""Fields that the forms about talks and agreements share: one tap, one thumb."""

from django import forms

from coaching.models import AgreementStatus

MINUTES = (10, 15, 20, 30, 45, 60, 90)
OUTCOMES = [
    (AgreementStatus.KEPT.value, "Gelukt"),
    (AgreementStatus.NOT_KEPT.value, "Niet gelukt"),
    (AgreementStatus.MOVED.value, "Verzet"),
]
LONG = forms.Textarea(attrs={"rows": 4})


def one_of(label, choices, **options):
    """A choice in one tap that may be left open."""
    options = {"required": False, "widget": forms.RadioSelect, "empty_value": ""} | options
    return forms.TypedChoiceField(label=label, choices=choices, **options)


def step_of(label, choices):
    return one_of(label, choices, coerce=int, empty_value=None)


def dress(form):
    """Give fields that the page draws itself the looks that crispy gives to others."""
    for field in form.fields.values():
        match field.widget:
            case forms.CheckboxInput():
                looks = "form-check-input"
            case forms.TextInput() | forms.Textarea() | forms.NumberInput():
                looks = "form-control"
            case _:
                continue
        field.widget.attrs["class"] = looks
