"""The components of the interface, nearly each a template in templates/_components/. Built in: no {% load %} needed.

All options are keywords; a wrong one is a TypeError. /stijlgids/ shows every component in all its states.
"""

from django import template
from django.template.loader import render_to_string

from dow_site import money as amounts
from dow_site import road_html
from dow_site.pressed_fields import pressed_fields
from dow_site.pressing import Press
from dow_site.timeline_html import (
    newest_place,
    picture_headings,
    picture_rows,
    road_cells,
    story_chapters,
)

register = template.Library()

# They stand by tens on a page.
_ICON = Press("_components/icon.html")
_LANE_MARK = Press("_components/lane_mark.html")

# Drawn for this project on a grid of 24, as one stroked path each.
ICONS = {
    "alert": "M12 3.5 22 20.5H2Z M12 10v4.5 M12 17.4v.1",
    "arrow": "M4 12h16 M14 6l6 6-6 6",
    "chart": "M4 3.5V20h16.5 M8.5 16v-4 M13 16V7.5 M17.5 16v-6",
    "check": "M4.5 12.5 9.5 17.5 19.5 6.5",
    "clock": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z M12 7v5.5l3.5 2",
    "close": "M6 6l12 12 M18 6 6 18",
    "euro": "M18 6.5A7 7 0 1 0 18 17.5 M3 10.5h10 M3 13.5h9",
    "home": "M3.5 11 12 4l8.5 7 M6 9.5V20h12V9.5 M10 20v-5.5h4V20",
    "logout": "M14 4H5v16h9 M10 12h11 M17 8l4 4-4 4",
    "moon": "M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5Z",
    "building": "M4 21V4h10v17 M14 9h6v12 M3 21h18 M8 8h2 M8 12h2 M8 16h2 M17 13h.01 M17 17h.01",
    "people": (
        "M9 11.5a3.75 3.75 0 1 0 0-7.5 3.75 3.75 0 0 0 0 7.5Z M2 20c0-3.7 3-6 7-6s7 2.3 7 6"
        " M16 4.4a3.6 3.6 0 0 1 0 6.8 M18.2 14.4c2.4.7 3.8 2.7 3.8 5.6"
    ),
    "person": "M12 12a4.25 4.25 0 1 0 0-8.5 4.25 4.25 0 0 0 0 8.5Z M4 20.5c0-3.8 3.4-6 8-6s8 2.2 8 6",
    "plus": "M12 4.5v15 M4.5 12h15",
    "print": "M7 9V3.5h10V9 M7 17H3.5V9h17v8H17 M7 14h10v6.5H7Z",
    "road": "M8 3.5 3 20.5 M16 3.5l5 17 M12 4v3 M12 10.5v3 M12 17v3.5",
    "search": "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13Z M15.5 15.5 21 21",
    "tag": "M3.5 12.5V4H12l8.5 8.5-8 8Z M7.9 8.3v.1",
    "talk": "M3.5 4.5h17v12H11l-5 4v-4H3.5Z M8 9h8 M8 12.5h5",
    "timeline": "M3 12h18 M7 12V6 M12.5 12v6 M18 12V8",
}

# The outline of each lane kind's mark on a grid of 16, so that no lane rests on its colour alone.
LANE_MARKS = {
    "participant": "M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13Z",
    "family": "M8 .8 15.2 8 8 15.2.8 8Z",
    "municipality": "M2 2h12v12H2Z",
    "programme": "M8 1.2 15.4 14.4H.6Z",
    "employer": "M8 1l7 5.2-2.7 8.3H3.7L1 6.2Z",
    "education": "M5.5 1h5v4.5H15v5h-4.5V15h-5v-4.5H1v-5h4.5Z",
    "care": "M8 .8 15.2 8 8 15.2.8 8ZM8 4.6 4.6 8 8 11.4 11.4 8Z",
    "other": "M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13ZM8 4.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7Z",
}


@register.simple_tag
def icon(name):
    """A small drawing, always with words beside it: {% icon "print" %} Afdrukken"""
    return _ICON(path=ICONS[name])


@register.filter
def veiled(text, veil):
    """What somebody wrote, as its reader may know it: {{ spell.note|veiled:dossier.veil }}"""
    return veil(text)


@register.inclusion_tag("_components/badge.html")
def badge(label, *, variant="neutral"):
    """A state in a word or two: {% badge spell.get_phase_display variant="good" %}"""
    return {"label": label, "variant": variant}


@register.simple_tag
def lane_mark(kind, label, *, show_label=False):
    """The colour and shape of a lane: {% lane_mark lane.kind lane.label show_label=True %}"""
    return _LANE_MARK(
        kind=kind,
        label=label,
        show_label=show_label,
        path=LANE_MARKS.get(kind, LANE_MARKS["other"]),
    )


@register.simple_block_tag
def card(content, *, title, level=2, tone="plain"):
    """A framed part of a page under its own heading: {% card title="Wachtlijst" %}…{% endcard %}"""
    if level not in {2, 3, 4}:
        raise ValueError(f"A card's heading has level 2, 3 or 4, not {level}.")
    return render_to_string(
        "_components/card.html",
        {"content": content, "title": title, "level": level, "tone": tone},
    )


@register.simple_block_tag
def breadcrumbs(content):
    """The way back: {% breadcrumbs %}<li><a href="…">Deelnemers</a></li>{% endbreadcrumbs %}"""
    return render_to_string("_components/breadcrumbs.html", {"content": content})


@register.inclusion_tag("_components/empty_state.html")
def empty_state(*, title, text="", url="", action=""):
    """What an empty list says: {% empty_state title="Nog geen gesprekken" url=add_url action="Leg er een vast" %}"""
    return {"title": title, "text": text, "url": url, "action": action}


@register.inclusion_tag("_components/tabs.html")
def tabs(items, *, label):
    """Pages of one thing; items have label, url and current: {% tabs dossier_tabs label="Dossier" %}"""
    return {"items": items, "label": label}


@register.inclusion_tag("_components/error_summary.html")
def error_summary(form):
    """What went wrong in a form, linked to the fields, taking focus: {% error_summary form %}"""
    return {"form": form, "fields": [field for field in form.visible_fields() if field.errors]}


@register.inclusion_tag("_components/money.html")
def money(amount, *, cents=False):
    """An amount that never breaks over a line: {% money line.low_printed %}"""
    return {"text": amounts.euros(amount, cents)}


@register.inclusion_tag("_components/money.html")
def money_range(low, high, *, cents=False):
    """Two bounds, or one amount when they are equal: {% money_range line.low line.high %}"""
    return {"text": amounts.euro_range(low, high, cents)}


@register.simple_tag
def filter_fields(form):
    """The fields of a filter above a list: {% filter_fields filter_form %}"""
    return pressed_fields(form)


@register.simple_tag
def small_road(pieces, *, label):
    """A trajectory in one line: {% small_road pieces label="Acht maanden onderweg" %}"""
    return road_html.small_road(pieces, label)


@register.inclusion_tag("_components/timeline_picture.html")
def timeline_picture(timeline, *, caption, add_url=""):
    """Lanes as rows, chapters as stretches: {% timeline_picture timeline caption="Tijdlijn" %}"""
    return {
        "caption": caption,
        "headings": picture_headings(timeline),
        "road": road_cells(timeline),
        "rows": picture_rows(
            timeline,
            [lane_mark(row.lane.kind, row.lane.label, show_label=True) for row in timeline.rows],
            add_url,
        ),
    }


@register.inclusion_tag("_components/timeline_story.html")
def timeline_story(timeline, *, level=2):
    """The same timeline as a list by chapter: {% timeline_story timeline %}"""
    return {
        "timeline": timeline,
        "chapters": story_chapters(timeline, level),
        "newest": newest_place(timeline),
        "lane_marks": LANE_MARKS.items(),
    }


@register.inclusion_tag("_components/pagination.html", takes_context=True)
def pagination(context, page):
    """Previous and next of a list, keeping the filter in the address: {% pagination page %}"""
    return {"page": page, "request": context["request"]}


@register.inclusion_tag("_components/progress.html")
def progress(*, done, total, label):
    """How far long work is: {% progress done=job.done total=job.total label="Verslagen maken" %}"""
    return {"done": done, "total": total, "label": label}
