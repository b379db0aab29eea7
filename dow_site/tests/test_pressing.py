"""A pressed template says what the template itself says, whatever is written in a row."""

import re
from datetime import date

import pytest
from bs4 import BeautifulSoup
from crispy_forms.templatetags.crispy_forms_filters import as_crispy_form
from django import forms
from django.middleware.csrf import _does_token_match
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import client_of
from dow_site import timeline_html
from dow_site.dates import Precision, When
from dow_site.form_fields import WhenField
from dow_site.pressed_fields import pressed_fields
from dow_site.pressing import Press
from trajectories import outline
from trajectories.marks import MarkIn
from trajectories.story import ChapterIn, EventIn, LaneIn
from trajectories.timeline import Timeline

PRESSES = {name: press for name, press in vars(timeline_html).items() if isinstance(press, Press)}
TEXTS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\n"), max_size=40)
ROW = st.fixed_dictionaries(
    dict.fromkeys(("key", "kind", "number", "when", "text", "quote", "url"), TEXTS)
    | {name: st.booleans() for name in ("is_certain", "is_shareable", "is_shared")}
)


def unbroken(html):
    return re.sub(r"\n\s*", "", html)


@given(ROW)
def test_a_pressed_card_is_the_card_as_its_template_renders_it(row):
    row |= {"files": SafeString("<ul><li>een</li></ul>"), "notes": SafeString("")}
    template = "_components/timeline/card.html"

    assert Press(template)(**row) == unbroken(render_to_string(template, row))


@pytest.mark.parametrize(
    "text", ["<script>", "100% %s %(text)s", "{{ number }}", "\ufdd0number\ufdd1"]
)
def test_what_somebody_typed_is_text_and_nothing_else(text):
    press = Press("_components/timeline/note.html")

    for _ in range(2):
        assert press(text=text) == unbroken(render_to_string(press.template, {"text": text}))


def everything():
    """A timeline in which every piece of the picture and the list occurs."""
    lanes = [
        LaneIn(key=key, label=f"Baan {key} <&>", kind=kind, order=key)
        for key, kind in enumerate(("participant", "family", "programme"), start=1)
    ]
    events = [
        EventIn(
            key=key,
            lanes=(1, 2, 3) if key % 3 else (2,),
            text=f"Tekst {key} <b>&</b>",
            chapter=1,
            position=key,
            start=date(2026, 1, 1 + key % 28) if key % 4 else None,
            precision=Precision.DAY if key % 4 else Precision.ORDER,
            quote="Ja <nee>" if key % 5 == 0 else "",
            speaker="Moeder" if key % 5 == 0 else "",
            shared=key % 2 == 0,
            shareable=key % 7 != 0,
            lane_certain=key % 6 != 0,
            is_milestone=key in (8, 9),
            url=f"/gebeurtenissen/{key}/" if key % 2 else "",
        )
        for key in range(1, 41)
    ]
    marks = [
        MarkIn(
            key=key, lane=3, when=When(date(2026, 1, key), Precision.DAY), kind="talk",
            kind_label="Gesprek", text=f"{'Gesprek' if key % 3 else 'Belt'} {key} <i>", url="/gesprek/" if key % 2 else "",
            shared_note="gedeeld met verwijzer" if key == 1 else "",
        )
        for key in range(1, 6)
    ]  # fmt: skip
    return Timeline.of(
        lanes=lanes, chapters=[ChapterIn(key=1, title="Start <i>", narrative="Het <begin> & meer", start=date(2026, 1, 1))], events=events, spells=[],
        today=date(2026, 3, 1), marks=marks, columns_per_chapter=1,
    )  # fmt: skip


def everything_written(timeline):
    return (
        timeline_html.picture_headings(timeline),
        timeline_html.road_cells(timeline),
        timeline_html.picture_rows(timeline, [SafeString("<i></i>")] * 3, "/erbij/"),
        timeline_html.story_chapters(timeline, 2),
    )


def test_every_piece_of_the_timeline_is_what_its_template_renders(monkeypatch):
    timeline = everything()

    pressed = everything_written(timeline)
    timeline_html._notes.cache_clear()
    used = set()
    for name, press in PRESSES.items():

        def plain(name=name, template=press.template, **row):
            used.add(name)
            return SafeString(unbroken(render_to_string(template, row)))

        monkeypatch.setattr(timeline_html, name, plain)
    rendered = everything_written(timeline)
    timeline_html._notes.cache_clear()

    assert pressed == rendered
    assert used == set(PRESSES)
    markup = "".join(pressed)
    assert "<b>" not in markup
    assert "<begin>" not in markup
    assert "&lt;b&gt;" in markup


def test_every_row_of_the_outline_is_what_its_template_renders(monkeypatch):
    timeline = everything()
    pressed = outline.outline_of(timeline)

    for name in ("_CHAPTER", "_LANE"):
        template = getattr(outline, name).template
        monkeypatch.setattr(
            outline,
            name,
            lambda template=template, **row: SafeString(unbroken(render_to_string(template, row))),
        )

    assert pressed == outline.outline_of(timeline)
    assert "Start &lt;i&gt;" in pressed.chapters
    assert "Baan 1 &lt;&amp;&gt;" in pressed.lanes
    assert "<i>" not in pressed.chapters


class ListFilter(forms.Form):
    q = forms.CharField(label="Zoek", required=False, max_length=80, help_text="Een naam")
    day = WhenField(label="Vanaf", required=False, help_text="")
    state = forms.ChoiceField(
        label="Stand",
        required=False,
        choices=[
            ("", "Alle"),
            ("a", "Lopend <&>"),
            ("Groep <b>", [("b", "Gestopt"), ("c", "Weg")]),
        ],
    )
    mine = forms.BooleanField(label="Van mij", required=False)


# Crispy itself takes long, and now and then longer.
@settings(max_examples=40)
@given(
    st.fixed_dictionaries(
        {"q": TEXTS, "day": st.sampled_from(["", "maart 2020", "<i>"])},
        optional={"state": st.sampled_from(["", "a", "b", "onbekend"]), "mine": st.just("on")},
    )
)
def test_the_fields_of_a_filter_are_as_crispy_renders_them(typed):
    for form in (ListFilter(typed), ListFilter()):
        assert in_one_line(pressed_fields(form)) == in_one_line(as_crispy_form(form))


def in_one_line(html):
    """Without the breaks between tags; what stands inside a tag or a text stays."""
    return re.sub(r"(?<=>)\s+|\s+(?=<)", "", re.sub(r"[\n ]+", " ", html))


def test_nobody_reads_the_frame_of_somebody_else(cast):
    for person in (cast.anna, cast.bert, cast.anna):
        page = client_of(person).get("/")
        menu = BeautifulSoup(page.content, "html.parser").select_one(".c-account")
        assert menu.select_one("summary").get_text(strip=True) == person.name
        token = menu.select_one("input[name=csrfmiddlewaretoken]")["value"]
        assert _does_token_match(token, page.client.cookies["csrftoken"].value)
