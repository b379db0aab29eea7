"""The form of the choice: what an address can ask of a report, and what it means."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator

from dow_site.form_fields import WhenField
from reports.choice import LOOSE, PART_LABELS, Choice, Part
from reports.editions import Edition
from trajectories.drawing import Story
from trajectories.entries import NO_CHAPTER
from trajectories.models import EventKind

# What can stay out of each edition beside events.
PARTS = {
    Edition.FULL: (Part.NARRATIVE, Part.MEANING, Part.COSTS),
    Edition.PUBLICATION: (Part.NARRATIVE, Part.MEANING, Part.COSTS),
    Edition.REFERRER: (),
    Edition.PARTICIPANT: (Part.AGREEMENTS, Part.NARRATIVE, Part.MEANING),
}
# More than any dossier holds, and no more than an address should carry.
MOST_LEFT_OUT = 500
_CLASSES = {"vanaf": "form-control", "tot": "form-control", "sessie": "form-select"}


class NumbersField(forms.Field):
    """Numbers of rows, repeated in the address; a row that is gone since harms nothing."""

    widget = forms.MultipleHiddenInput
    default_validators = [
        MaxLengthValidator(MOST_LEFT_OUT, "Zoveel losse gebeurtenissen kan niet.")
    ]

    def to_python(self, value):
        if any(not text.isdecimal() or len(text) > 18 for text in value or ()):
            raise ValidationError("Dit is geen gebeurtenis.", code="number")
        return [int(text) for text in value or ()]


class ChoiceForm(forms.Form):
    """What is chosen of the story that this edition may tell.

    Unlike a filter over a list it refuses what it does not understand: a word that was not
    understood must not print more than was asked for.
    """

    vanaf = WhenField(label="Vanaf", required=False, help_text="Bijvoorbeeld: nov 2019.")
    tot = WhenField(label="Tot en met", required=False, help_text="Bijvoorbeeld: mei 2020.")
    hoofdstuk = forms.TypedMultipleChoiceField(
        label="Hoofdstukken",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Een gekozen hoofdstuk bestaat niet (meer)."},
    )
    baan = forms.TypedMultipleChoiceField(
        label="Banen",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Een gekozen baan bestaat niet (meer)."},
    )
    soort = forms.MultipleChoiceField(
        label="Soorten",
        choices=EventKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Een gekozen soort bestaat niet."},
    )
    weg = forms.MultipleChoiceField(
        label="Laat weg",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Een deel dat je weglaat, is er niet in deze uitgave."},
    )
    sommen = forms.BooleanField(
        label="Met sommen",
        required=False,
        help_text="Ook wie betaalt en wie misschien bespaart. Een som zegt minder dan de regels zelf.",
    )
    zonder = NumbersField(required=False)
    sessie = forms.TypedChoiceField(
        label="Welke sessie?",
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": "Deze sessie bestaat niet (meer)."},
    )
    uit = forms.MultipleChoiceField(
        label="Voorwaarden die niet meetellen",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Een gekozen voorwaarde is er niet in deze sessie."},
    )

    def __init__(
        self,
        data,
        *,
        story: Story,
        edition: Edition,
        sessions: Iterable[tuple[int, str]] = (),
        conditions: Iterable[tuple[str, str]] = (),
    ):
        super().__init__(data)
        chapters = [(chapter.key, chapter.title) for chapter in story.chapters]
        if any(event.chapter is None for event in story.events):
            chapters.append((LOOSE, NO_CHAPTER))
        self.fields["hoofdstuk"].choices = chapters
        self.fields["baan"].choices = [(lane.key, lane.label) for lane in story.lanes]
        self.fields["weg"].choices = [
            (part.value, PART_LABELS[part].capitalize()) for part in PARTS[edition]
        ]
        self.fields["sessie"].choices = list(sessions)
        self.fields["uit"].choices = list(conditions)
        if edition == Edition.REFERRER:
            # Who reads no chapters and no session chooses none.
            del self.fields["hoofdstuk"], self.fields["sessie"]
        if not PARTS[edition]:
            del self.fields["weg"]
        if Part.COSTS not in PARTS[edition]:
            del self.fields["sommen"], self.fields["uit"]
        for name, field in self.fields.items():
            field.widget.attrs["class"] = _CLASSES.get(name, "form-check-input")

    def clean(self):
        cleaned = super().clean()
        since, until = cleaned.get("vanaf"), cleaned.get("tot")
        if since and until and since.is_dated and until.is_dated and since.earliest > until.latest:
            self.add_error("tot", "Het einde ligt voor het begin.")
        return cleaned

    @property
    def choice(self) -> Choice:
        """What was asked; only for a form that is valid."""
        asked = self.cleaned_data
        return Choice(
            since=asked["vanaf"].earliest,
            until=asked["tot"].latest,
            chapters=frozenset(asked.get("hoofdstuk", ())),
            lanes=frozenset(asked["baan"]),
            kinds=frozenset(asked["soort"]),
            left_out=frozenset(asked["zonder"]),
            parts_left_out=frozenset(Part(word) for word in asked.get("weg", ())),
            session=asked.get("sessie"),
            without=frozenset(asked.get("uit", ())),
            with_sums=asked.get("sommen", False),
        )
