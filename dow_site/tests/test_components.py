"""The components: what they write, what they refuse, and that the style guide shows them all."""

import re
from types import SimpleNamespace

import pytest
from django.contrib.staticfiles import finders
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.urls import reverse

from dow_site.templatetags.dow import ICONS, LANE_MARKS
from dow_site.templatetags.style_guide import ExampleForm


def render(source, **context):
    return Template(source).render(Context(context))


def render_for(request, source, **context):
    return Template(source).render(RequestContext(request, context))


def style_guide():
    return render_for(RequestFactory().get("/stijlgids/"), "{% extends 'stijlgids.html' %}")


def static_text(path):
    with open(finders.find(path), encoding="utf-8") as file:
        return file.read()


def test_what_a_user_typed_stays_text():
    written = render(
        "{% badge label variant='good' %}{% card title=label %}{{ label }}{% endcard %}",
        label="<b>x</b>",
    )
    assert "<b>" not in written
    assert written.count("&lt;b&gt;") == 3


def test_an_icon_is_not_read_aloud():
    assert 'aria-hidden="true"' in render("{% icon 'print' %}")


def test_an_unknown_icon_fails_loudly():
    with pytest.raises(KeyError):
        render("{% icon 'unicorn' %}")


def test_an_unknown_option_fails_loudly():
    with pytest.raises((TypeError, TemplateSyntaxError)):
        render("{% badge 'x' colour='red' %}")


def test_a_card_has_a_heading_below_the_pages_own():
    assert "<h3" in render("{% card title='x' level=3 %}{% endcard %}")
    with pytest.raises(ValueError, match="level"):
        render("{% card title='x' level=1 %}{% endcard %}")


@pytest.mark.parametrize("kind", [*LANE_MARKS, "not-a-kind"])
def test_a_lane_mark_says_its_lane_in_words(kind):
    assert "Vader van Rik" in render("{% lane_mark kind 'Vader van Rik' %}", kind=kind)


def test_no_two_lane_kinds_share_a_mark():
    assert len(set(LANE_MARKS.values())) == len(LANE_MARKS)


def test_money_never_breaks_over_a_line():
    assert "€\u00a014.000" in render("{% money 14000 %}")


def test_two_bounds_are_written_as_a_range_and_equal_ones_once():
    assert "€\u00a01.400 tot €\u00a013.000" in render("{% money_range 1400 13000 %}")
    assert render("{% money_range 12000 12000 %}").count("€") == 1


def test_the_small_road_writes_percentages_that_css_reads():
    segments = [SimpleNamespace(percent=33.5, state="driving", state_label="onderweg")]
    written = render("{% small_road segments label='Twee maanden' %}", segments=segments)
    assert "flex-basis: 33.50%" in written
    assert 'aria-label="Twee maanden"' in written


def test_pagination_keeps_the_filter_in_the_address():
    request = RequestFactory().get("/trajecten/", {"fase": "work_fit", "page": "2"})
    written = render_for(request, "{% pagination page %}", page=Paginator(range(150), 50).page(2))
    assert "?fase=work_fit&amp;page=3" in written
    assert "Bladzijde 2 van 3" in written


def test_one_page_needs_no_pagination():
    request = RequestFactory().get("/")
    written = render_for(request, "{% pagination page %}", page=Paginator([1], 50).page(1))
    assert "nav" not in written


def test_the_error_summary_links_to_the_fields():
    form = ExampleForm({"what": "Begint bij DOW"})
    form.add_error(None, "Kies een hoofdstuk of een datum.")
    written = render("{% error_summary form %}", form=form)
    assert 'role="alert"' in written
    assert 'href="#div_id_when"' in written
    assert "#div_id_what" not in written
    assert "Kies een hoofdstuk of een datum." in written


def test_a_form_without_mistakes_has_no_error_summary():
    assert "alert" not in render("{% error_summary form %}", form=ExampleForm())


def test_the_dark_theme_is_the_same_asked_for_and_chosen():
    tokens = static_text("css/tokens.css")
    blocks = re.findall(
        r':root(?::not\(\[data-theme="light"\]\)|\[data-theme="dark"\]) \{(.*?)\}',
        tokens,
        re.DOTALL,
    )
    assert len(blocks) == 2
    assert blocks[0].split() == blocks[1].split()


@pytest.mark.parametrize("sheet", ["base", "layout", "components", "timeline"])
def test_only_the_tokens_name_a_colour(sheet):
    assert re.findall(r"#[0-9a-f]{3,8}\b|rgb\(|hsl\(", static_text(f"css/{sheet}.css")) == []


@pytest.mark.parametrize("sheet", ["base", "layout", "components", "timeline"])
def test_every_custom_property_used_is_set_somewhere(sheet):
    sheets = "".join(
        static_text(f"css/{name}.css")
        for name in ("tokens", "base", "layout", "components", "timeline")
    )
    used = set(re.findall(r"var\((--[\w-]+)\)", static_text(f"css/{sheet}.css")))
    assert {name for name in used if f"{name}:" not in sheets} == set()


def _luminance(colour):
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one, other):
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _colours(start):
    tokens = static_text("css/tokens.css")
    block = tokens[tokens.index(start) :]
    return dict(re.findall(r"--dow-([\w-]+): (#[0-9a-f]{6})", block[: block.index("}")]))


LIGHT = ":root {\n  color-scheme: light"
DARK = ':root[data-theme="dark"]'
GROUNDS = (
    "ground",
    "paper",
    "sunken",
    "raised",
    "asphalt-tint",
    "sky-tint",
    "yellow-tint",
    "green-tint",
    "red-tint",
)
INKS = ("ink", "ink-muted", "sky", "green", "red", *(f"lane-{kind}" for kind in LANE_MARKS))
PAIRS = (
    ("on-action", "sky"),
    ("on-action", "sky-strong"),
    ("on-action", "red"),
    ("on-yellow", "yellow"),
    ("on-yellow", "yellow-strong"),
    ("on-asphalt", "header"),
    ("on-asphalt-muted", "header"),
    ("on-asphalt", "asphalt"),
    ("on-post", "post"),
    *(("on-lane", f"lane-{kind}") for kind in LANE_MARKS),
)


@pytest.mark.parametrize("theme", [(), (DARK,)], ids=["light", "dark"])
def test_text_is_readable_on_every_ground(theme):
    colours = _colours(LIGHT)
    for start in theme:
        colours |= _colours(start)
    pairs = [*PAIRS, *((ink, ground) for ink in INKS for ground in GROUNDS)]
    faint = [
        (ink, ground, round(_contrast(colours[ink], colours[ground]), 2))
        for ink, ground in pairs
        if _contrast(colours[ink], colours[ground]) < 4.5
    ]
    assert faint == []


@pytest.mark.parametrize("theme", [(), (DARK,)], ids=["light", "dark"])
def test_edges_of_controls_and_the_focus_ring_can_be_seen(theme):
    colours = _colours(LIGHT)
    for start in theme:
        colours |= _colours(start)
    for edge in ("line-strong", "focus"):
        for ground in ("ground", "paper", "sunken", "raised"):
            assert _contrast(colours[edge], colours[ground]) >= 3, (edge, ground)


def test_the_style_guide_shows_every_icon_lane_and_component():
    written = style_guide()
    for path in (*ICONS.values(), *LANE_MARKS.values()):
        assert path in written
    for part in (
        "c-timeline",
        "c-story",
        "c-places",
        "c-progress-list",
        "c-range-chart",
        "c-costs",
        "c-error-summary",
    ):
        assert f'class="{part}' in written
    assert written.count("<h1") == 1


def test_the_timeline_offers_to_add_where_one_points():
    assert "?baan=2&amp;hoofdstuk=1" in style_guide()


def test_no_page_holds_script_or_style_of_its_own():
    """The content security policy would refuse it."""
    written = style_guide()
    assert "<style" not in written
    assert re.findall(r"<script(?![^>]* src=)", written) == []
    assert re.findall(r"\son[a-z]+=", written) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    ["account_login", "account_reset_password", "account_reset_password_done", "account_inactive"],
)
def test_the_pages_before_signing_in_stand_in_our_house(client, name):
    written = client.get(reverse(name)).content.decode()
    assert written.count("<h1") == 1
    assert "Dynamisch Op Weg" in written
    assert "c-main-nav" not in written


@pytest.mark.django_db
def test_a_wrong_password_is_said_in_words_and_keeps_the_address(client):
    answer = client.post(
        reverse("account_login"), {"login": "wie@voorbeeld.nl", "password": "fout"}
    )
    written = answer.content.decode()
    assert "c-error-summary" in written
    assert "wie@voorbeeld.nl" in written
