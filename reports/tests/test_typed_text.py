"""Whatever somebody types into whatever field: every report prints it as text, and loads nothing for it.

The fields are read from the models and the reports from the routes, so that a new one of either is covered.
"""

import io
import itertools
import re
import socket

import pikepdf
import pytest
from django.contrib.postgres.fields import ArrayField
from django.db import IntegrityError, InternalError, models, transaction
from django.urls import reverse

from conftest import client_of, pdf_text
from dow_site import pdf
from dow_site.tests.routes import address, project_routes
from dow_site.tests.test_constraints import own_models
from reports.editions import Edition

pytestmark = pytest.mark.django_db

NASTY = "<img src='file:///etc/passwd'><a href='http://x.example/y'>z</a><script>"
# No words that somebody types: rows that no form makes, keys, and what the application writes itself.
NOT_TYPED = {
    "AccessLog",
    "Draft",
    "PrintJob",
    "PrintItem",
    "PrintedFile",
    "JoinedPart",
    "PeopleImport",
    "ImportedRow",
    "ParticipantMerge",
}
NO_WORDS = {"password", "token_hash", "seal", "code", "source_code", "condition_group"}
# Of a colleague a card or a sign-off says the first name only.
FIRST_WORD_ONLY = {"User.name"}
PEOPLE = ("anna", "bert", "erik", "hanna", "ibrahim")


def is_typed(field):
    """Whether a form takes any text for this field."""
    if isinstance(field, ArrayField):
        return is_typed(field.base_field)
    is_text = isinstance(field, models.CharField | models.TextField)
    return is_text and not field.choices and not isinstance(field, models.SlugField)


def typed_fields(model):
    return [
        field
        for field in model._meta.concrete_fields
        if field.editable and field.name not in NO_WORDS and is_typed(field)
    ]


def longest(field):
    return getattr(field, "max_length", None) or 5000


def type_everywhere(leaving_out=()):
    """Put something nasty into every field of every row, each with a mark of its own; gives what was put where."""
    typed, numbers = {}, itertools.count()
    for model in own_models():
        if model.__name__ in NOT_TYPED or model._meta.app_label in leaving_out:
            continue
        for row in model._base_manager.order_by("pk"):
            for field in typed_fields(model):
                is_list = isinstance(field, ArrayField)
                mark = f"Q{next(numbers):04}q"
                text = (mark + NASTY)[: longest(field.base_field if is_list else field)]
                try:
                    with transaction.atomic():
                        model._base_manager.filter(pk=row.pk).update(
                            **{field.name: [text] if is_list else text}
                        )
                except (IntegrityError, InternalError):
                    # What the database refuses is printed by no report.
                    continue
                typed[mark] = (f"{model.__name__}.{field.name}", text)
    return typed


@pytest.fixture
def loaded(monkeypatch):
    """The addresses that reports asked for; the network is not there."""
    asked, real = [], pdf.static_file

    def noted(url):
        asked.append(url)
        return real(url)

    def refused(*_arguments):
        raise AssertionError("A report went to the network.")

    monkeypatch.setattr(pdf, "static_file", noted)
    monkeypatch.setattr(socket.socket, "connect", refused)
    return asked


def printed_by_everybody(cast, dossier):
    """The address and the PDF of every page that gives one, as the first person sees it who may."""
    browsers = [client_of(getattr(cast, name)) for name in PEOPLE]
    editions = (Edition.FULL, Edition.REFERRER, Edition.PARTICIPANT)
    # These first: for the address of some routes a newer session is made, without a word in it.
    pages = itertools.chain(
        (edition_of(dossier, edition) for edition in editions),
        (address(route, dossier) for route in project_routes()),
    )
    for page in pages:
        for browser in browsers:
            answer = browser.get(page)
            # What a factory made of a few letters is a file, and no report.
            is_report = answer.get("Content-Type") == "application/pdf"
            if is_report and answer.content.rstrip().endswith(b"%%EOF"):
                yield page, answer.content
            if answer.status_code == 200:
                break


def edition_of(dossier, edition):
    return reverse("reports:case_report", args=[dossier.trajectory.pk, edition.value])


def bare(text):
    """Without what breaking a line adds or takes away."""
    return re.sub(r"[\s\u00ad\u200b\u2010-]+", "", text)


def check(content, typed):
    """Every mark in the report is followed by what was typed behind it; gives the fields that are in it."""
    text, found = bare(pdf_text(content)), set()
    for mark, (field, words) in typed.items():
        places = [found.start() for found in re.finditer(mark, text)]
        if not places:
            continue
        whole = bare(words.split()[0] if field in FIRST_WORD_ONLY else words)
        # On a card, or over the foot of a page, a text may be cut off; once it must stand there in full.
        assert any(text.startswith(whole, place) for place in places), (
            field,
            [text[place : place + len(whole)] for place in places],
        )
        found.add(field)
    with pikepdf.open(io.BytesIO(content)) as document:
        for one in document.objects:
            if isinstance(one, pikepdf.Dictionary):
                assert "/URI" not in one
                assert one.get("/S") not in ("/URI", "/Launch", "/GoToR", "/JavaScript")
    return found


def test_what_is_typed_is_printed_as_text_by_every_report_and_nothing_is_loaded(
    cast, dossier, loaded
):
    typed = type_everywhere()

    reports = list(printed_by_everybody(cast, dossier))
    seen = set().union(*(check(content, typed) for _page, content in reports))

    assert len(reports) >= 10
    assert loaded
    assert all(url.startswith(pdf.STATIC) and "x.example" not in url for url in loaded)
    assert seen >= {
        "TimelineEvent.text", "TimelineEvent.quote", "Chapter.title", "Chapter.narrative", "Lane.label",
        "Trajectory.title", "Participant.given_name", "Participant.living_situation", "Programme.name",
        "Organisation.name", "CostLine.label", "Statement.text", "ScenarioItem.text", "Agreement.what",
        "Goal.own_words", "User.name",
    }  # fmt: skip


def test_a_publication_prints_what_is_typed_as_text_too(cast, dossier, loaded):
    # A name that also stands in a text is refused, so people keep their names here.
    typed = type_everywhere(leaving_out=("accounts", "participants", "coaching"))

    answer = client_of(cast.anna).get(edition_of(dossier, Edition.PUBLICATION))

    assert answer.status_code == 200
    assert check(answer.content, typed) >= {"TimelineEvent.text", "Chapter.title", "CostLine.label"}
    assert not any("x.example" in url or "passwd" in url for url in loaded)


def test_text_that_became_markup_would_be_seen(loaded):
    typed = {"Q0000q": ("Event.text", "Q0000q<b>vet</b>")}
    page = '<html lang="nl"><head><title>Werk</title></head><body><p>{}</p></body></html>'

    assert check(pdf._print(page.format("Q0000q&lt;b&gt;vet&lt;/b&gt;")), typed) == {"Event.text"}
    with pytest.raises(AssertionError):
        check(pdf._print(page.format("Q0000q<b>vet</b>")), typed)
