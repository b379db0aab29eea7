"""What the style guide shows: made-up examples for every component, and Rik's published case as a timeline."""

import json
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

from django import forms, template
from django.core.paginator import Paginator

register = template.Library()

_TIMELINE = Path(__file__).with_name("style_guide_timeline.json")


class ExampleForm(forms.Form):
    """One field of each sort."""

    what = forms.CharField(
        label="Wat gebeurde er?",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Kort, in je eigen woorden.",
    )
    when = forms.CharField(label="Wanneer?", help_text="Bijvoorbeeld: nov 2019, of 12-3-2020.")
    kind = forms.ChoiceField(
        label="Soort",
        choices=[("", "Kies een soort"), ("support", "Steun"), ("outcome", "Uitkomst")],
    )
    lanes = forms.MultipleChoiceField(
        label="Wie hadden ermee te maken?",
        choices=[("1", "Gemeente"), ("2", "Rik"), ("3", "Vader van Rik")],
        widget=forms.CheckboxSelectMultiple,
    )
    mood = forms.ChoiceField(
        label="Hoe gevoelig is dit?",
        choices=[("ordinary", "Gewoon"), ("health", "Gezondheid")],
        widget=forms.RadioSelect,
        required=False,
    )
    shared = forms.BooleanField(
        label="De verwijzer mag dit lezen",
        required=False,
        help_text="Je kunt dit later veranderen.",
    )


@register.simple_tag
def style_guide_examples():
    """Everything the page needs, so that the address needs no view of its own."""
    wrong = ExampleForm({"when": "ergens in de lente", "what": ""}, prefix="fout")
    wrong.is_valid()
    wrong.add_error("when", "Deze datum begrijp ik niet. Schrijf hem zoals 12-3-2020 of nov 2019.")
    driving, gap, ahead = ("driving", "onderweg"), ("gap", "onderbroken"), ("ahead", "nog te gaan")
    return {
        "form": ExampleForm(prefix="goed"),
        "wrong": wrong,
        "tabs": [
            SimpleNamespace(label=label, url="#tabs", current=label == "Tijdlijn")
            for label in ("Tijdlijn", "Gesprekken", "Doelen", "Netwerk", "Calculator", "Gegevens")
        ],
        "icons": ICON_WORDS,
        "lanes": LANES,
        "badges": BADGES,
        "roads": [
            _road("Acht maanden onderweg", (100, *driving)),
            _road(
                "Onderweg, drie maanden weg, weer onderweg",
                (48, *driving),
                (18, *gap),
                (34, *driving),
            ),
            _road("Twee maanden onderweg, nog vier te gaan", (33, *driving), (67, *ahead)),
        ],
        "page": Paginator(range(180), 50).page(2),
        "amount": Decimal("14366.08"),
        "low": Decimal(1400),
        "high": Decimal(13000),
        "timeline": _timeline(),
    }


def _timeline():
    text = _TIMELINE.read_text(encoding="utf-8")
    return json.loads(text, object_hook=lambda pairs: SimpleNamespace(**pairs))


def _road(label, *pieces):
    return {
        "label": label,
        "segments": [
            SimpleNamespace(percent=percent, state=kind, state_label=words)
            for percent, kind, words in pieces
        ],
    }


ICON_WORDS = {
    "home": "Overzicht",
    "building": "Organisaties",
    "people": "Deelnemers",
    "timeline": "Tijdlijn",
    "tag": "Prijzen",
    "talk": "Gesprek",
    "euro": "Kosten",
    "chart": "Cijfers",
    "plus": "Toevoegen",
    "search": "Zoeken",
    "print": "Afdrukken",
    "road": "Traject",
    "check": "Gelukt",
    "alert": "Let op",
    "person": "Account",
    "logout": "Uitloggen",
    "arrow": "Verder",
    "close": "Sluiten",
    "moon": "Donker",
}

LANES = {
    "participant": "Deelnemer",
    "family": "Familie",
    "municipality": "Gemeente",
    "programme": "Werkleerbedrijf",
    "employer": "Werkgever",
    "education": "Onderwijs",
    "care": "Zorg",
    "other": "Anders",
}

BADGES = {
    "neutral": "Wachtlijst",
    "good": "Afgerond",
    "busy": "Onderweg",
    "warning": "Loopt af",
    "bad": "Gestopt",
    "quiet": "Concept",
}
