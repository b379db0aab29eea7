"""A number that passes the eleven test gives a warning in every free text, also of a form made tomorrow."""

import ast

from bs4 import BeautifulSoup
from django.conf import settings

from conftest import client_of, text_of
from dow_site.free_text import BSN_WARNING
from dow_site.tests.routes import address
from dow_site.tests.test_access_matrix import FORM, ROUTES

BSN = "111222333"
SENTENCE = f"Zijn nummer is {BSN}."
# Not a form page: a filter, a preview of figures, the day of which a timeline is read. The wall warns itself.
READS_NO_TEXT = {
    "dow_site/editing.py",  # where the warning is given
    "dow_site/filters.py",
    "dow_site/templatetags/style_guide.py",
    "coaching/views/signals.py",
    "costs/views/wall.py",
    "trajectories/views/dossier.py",
    "reports/views.py",
    "reports/dialog_views.py",
}
PEOPLE = ("anna", "bert", "daan", "erik", "lotte", "hanna", "ibrahim")


def test_no_view_reads_a_form_but_by_the_one_page_that_warns():
    reading = {
        str(name)
        for path in settings.BASE_DIR.rglob("*.py")
        if not {".venv", "tests", "var"} & set((name := path.relative_to(settings.BASE_DIR)).parts)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "is_valid"
    }

    assert reading == READS_NO_TEXT


def filled_in(page):
    """Everything that the form would send, with the sentence in every text and something in every choice."""
    form = BeautifulSoup(page.content.decode(), "html.parser").find("form", class_="c-form")
    sent, has_text = {}, False
    for field in form.find_all(["input", "textarea", "select"]) if form else ():
        name, kind = field.get("name"), field.get("type")
        if field.name == "textarea":
            sent[name], has_text = SENTENCE, True
        elif field.name == "select":
            options = [option["value"] for option in field.find_all("option") if option["value"]]
            chosen = [option["value"] for option in field.find_all("option", selected=True)]
            sent[name] = next((value for value in chosen if value), next(iter(options), ""))
        elif kind in ("checkbox", "radio"):
            if kind == "radio" or field.has_attr("checked"):
                sent.setdefault(name, field.get("value", "on"))
        elif name:
            sent[name] = field.get("value") or ""
    sent.pop("csrfmiddlewaretoken", None)
    return sent, has_text


def test_every_form_with_a_free_text_warns(cast, dossier):
    silent, warned = set(), set()
    for route, row in ROUTES.items():
        if row[0] != FORM:
            continue
        for name in PEOPLE:
            browser, url = client_of(getattr(cast, name)), address(route, dossier)
            page = browser.get(url)
            if page.status_code != 200:
                continue
            sent, has_text = filled_in(page)
            if not has_text:
                break
            answer = browser.post(url, sent)
            if answer.status_code == 302:
                after = text_of(browser.get(answer.headers["Location"]))
                (warned if BSN_WARNING in after else silent).add(route)
            break

    assert silent == set()
    assert len(warned) >= 12
