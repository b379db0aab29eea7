"""Clients that look at every page, and what a reader finds on one."""

import re

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.test.client import Client, ClientHandler
from django.utils.crypto import get_random_string
from lxml import etree
from lxml.html import document_fromstring


def page_faults(html):
    """What is wrong with a page as every page must be; empty where nothing is."""
    page = document_fromstring(html)
    every_id = page.xpath("//@id")
    ids = set(every_id)
    handlers = [
        f"{tag.tag} {name}"
        for tag in page.iter(etree.Element)
        for name in tag.attrib
        if re.fullmatch(r"on[a-z]+", name)
    ]
    return [
        *(["a template tag is left"] if re.search(r"{{|{%|{#|#}", html) else []),
        *(f"inline handler: {handler}" for handler in handlers),
        *(
            f"label for '{target}' has no field"
            for target in page.xpath("//label/@for")
            if target not in ids
        ),
        *(["an id occurs twice"] if len(ids) != len(every_id) else []),
        *(_frame_faults(page) if "<html" in html else []),
    ]


def _frame_faults(page):
    headings = page.xpath("//h1")
    if len(headings) != 1 or not headings[0].text_content().strip():
        yield f"{len(headings)} headings h1"
    if not page.xpath("string(//title)").strip():
        yield "no title"


class PageClient(Client):
    """A browser that refuses a page with a fault, whatever the test is about."""

    # One for all: making one looks through every static file.
    shared_handler = ClientHandler(enforce_csrf_checks=False)

    def __init__(self, **options):
        super().__init__(**options)
        self.handler = self.shared_handler

    def request(self, **request):
        response = super().request(**request)
        assert response.status_code < 500, f"{response.status_code} at {request['PATH_INFO']}"
        is_html = response.get("Content-Type", "").startswith("text/html")
        if is_html and not response.streaming and response.content:
            faults = page_faults(response.content.decode())
            assert faults == [], f"{request['PATH_INFO']}: {faults}"
        return response


@pytest.fixture
def client():
    return PageClient()


def session_of(person):
    """The key of a session as signing in leaves it behind.

    Signing in itself asks twenty times as much of the database, and many a test has a dozen people.
    """
    store = SessionStore()
    session = Session.objects.create(
        session_key=get_random_string(32),
        session_data=store.encode(
            {
                SESSION_KEY: str(person.pk),
                BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
                HASH_SESSION_KEY: person.get_session_auth_hash(),
            }
        ),
        expire_date=store.get_expiry_date(),
    )
    return session.session_key


def client_of(person):
    """A browser in which this person is signed in."""
    browser = PageClient()
    browser.cookies[settings.SESSION_COOKIE_NAME] = session_of(person)
    return browser


def text_of(response):
    """What a reader reads of a page, on one line."""
    page = document_fromstring(response.content.decode())
    strings = page.xpath("//text()[not(ancestor::script or ancestor::style or ancestor::template)]")
    return " ".join(" ".join(strings).split())


def addresses_on(response):
    """Where the links, forms and buttons of a page lead within this site, without the place on the page."""
    if not response.content:
        # A refusal of the method alone says nothing.
        return []
    attributes = document_fromstring(response.content.decode()).xpath("//@href|//@action|//@hx-get")
    return [str(url).partition("#")[0] for url in attributes if url.startswith("/")]


def typed_in(response):
    """The values of every field of the page's form, as a browser would send them back."""
    page = BeautifulSoup(response.content.decode(), "html.parser")
    form = page.find("form", class_="c-form")
    values = {}
    for field in form.find_all(["input", "textarea", "select"]):
        name, kind = field.get("name"), field.get("type")
        if field.name == "textarea":
            values[name] = field.get_text().removeprefix("\n")
        elif field.name == "select":
            chosen = [option["value"] for option in field.find_all("option", selected=True)]
            values[name] = chosen[0] if chosen else ""
        elif kind in ("checkbox", "radio"):
            if field.has_attr("checked"):
                values.setdefault(name, []).append(field.get("value", "on"))
        elif name:
            values[name] = field.get("value", "")
    values.pop("csrfmiddlewaretoken", None)
    return values
