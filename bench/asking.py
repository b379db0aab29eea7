"""Asking for a page, the same over HTTP and within a process, and knowing that the answer is right."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Protocol

from bs4 import BeautifulSoup

from bench.pages import Page

HOST = "127.0.0.1"
Fields = dict[str, list[str]]


class WrongAnswer(Exception):
    """A page answered something else than it should, so that its time means nothing."""


@dataclass(frozen=True)
class Answer:
    status: int
    location: str
    body: bytes
    seconds: float

    def text(self) -> str:
        return self.body.decode()


class Asker(Protocol):
    def get(self, path: str) -> Answer: ...

    def post(self, path: str, fields: Fields) -> Answer: ...


def fill_in(asker: Asker, page: Page) -> Fields:
    """What is sent to a page: its own form as it opens, with what the page is measured with."""
    if not page.sends:
        return {}
    opened = form_fields(asker.get(page.path).text()) if page.has_form else {}
    typed = {
        name: [str(one) for one in (value if isinstance(value, list) else [value])]
        for name, value in page.sends.items()
    }
    return opened | typed


def ask(asker: Asker, page: Page, fields: Fields) -> Answer:
    """Ask for the page, or send its form once more as a new one; refuses (WrongAnswer) a status that is not meant."""
    if page.sends:
        answer = asker.post(page.path, _with_new_keys(fields))
        expected = 302
    else:
        answer, expected = asker.get(page.path), 200
    if answer.status != expected:
        raise WrongAnswer(f"{page.label}: {answer.status} and not {expected} from {page.path}.")
    return answer


def check(page: Page, answer: Answer) -> None:
    """Refuse (WrongAnswer) an answer that does not hold what the page should show."""
    found = answer.text().count(page.holds) if page.holds else 1
    if found == 0 or (page.rows is not None and found != page.rows):
        wanted = "some" if page.rows is None else page.rows
        raise WrongAnswer(f"{page.label}: {page.holds!r} stands there {found} times, not {wanted}.")


def form_fields(html: str) -> Fields:
    """What the page's largest form would send if somebody pressed its button at once."""
    forms = BeautifulSoup(html, "html.parser").find_all("form", method="post")
    form = max(forms, key=lambda form: len(str(form)))
    fields: Fields = {}
    for control in form.find_all(["input", "textarea", "select"]):
        if name := control.get("name"):
            fields.setdefault(name, []).extend(_values(control))
    fields.pop("csrfmiddlewaretoken", None)
    return {name: values for name, values in fields.items() if values}


def _values(control) -> list[str]:
    match control.name, control.get("type", "text"):
        case "select", _:
            return [option["value"] for option in control.find_all("option", selected=True)]
        case "textarea", _:
            return [control.text.removeprefix("\r\n").removeprefix("\n")]
        case _, "submit" | "button" | "file":
            return []
        case _, "checkbox" | "radio" if not control.has_attr("checked"):
            return []
        case _:
            return [control.get("value", "")]


def _with_new_keys(fields):
    """Another key each time, so that it is no repeated submit."""
    keys = [name for name in ("submission_key", "draft_key") if name in fields]
    return fields | {name: [str(uuid.uuid4())] for name in keys}
