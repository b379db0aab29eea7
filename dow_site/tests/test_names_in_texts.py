"""Names that somebody typed: who may know the alias only reads them on no page, and loses none by saving.

Every text of a trajectory and of its sessions holds the name, in several spellings.
"""

import html
import re
from urllib.parse import urlsplit

import pytest
from django.db import models
from django.urls import resolve, reverse

from coaching.models import AftercareContact, WorkPlacement
from conftest import NOON, client_of, typed_in
from costs import checking
from costs.factories import (
    AttendeeFactory,
    CostLineFactory,
    LineObjectionFactory,
    LineRealityFactory,
    LineRemarkFactory,
    ParticipantReadingFactory,
    ScenarioItemFactory,
)
from costs.models import (
    Attendee,
    CostLine,
    LineObjection,
    LineReality,
    LineRemark,
    ParticipantReading,
    PriceItem,
    ScenarioItem,
    Session,
    Statement,
)
from dow_site.tests.routes import session_in_check, stone_of
from dow_site.tests.test_sight import html_for_pdf, pages_within_reach, written_on
from participants.veiled_form import NAME_INSIDE
from trajectories.factories import OutflowFactory
from trajectories.models import Chapter, Lane, Outflow, Spell, TimelineEvent, Trajectory

__all__ = ["html_for_pdf"]

TELLING = re.compile(r"w[eé]ssel|zw[aá]luw", re.IGNORECASE)
# The first that fits is written.
SPELLINGS = (
    "Wessel van der Zwaluw, WESSELS\nmoeder, Zwáluw's vader, Wéssel en ‘wessel’. Zwaluw, Wessel. ",
    "Wessel van der Zwaluw, WESSELS moeder en Zwáluw",
    "WESSELS Zwaluw",
)
OF_A_TRAJECTORY = (
    Trajectory, Spell, Chapter, Lane, TimelineEvent, Outflow, AftercareContact, WorkPlacement,
    Session, CostLine, Statement, ScenarioItem, Attendee, LineRemark, LineObjection, LineReality,
    ParticipantReading, PriceItem,
)  # fmt: skip
# Made by the system, and no text.
MADE = {"reference", "code", "source_code", "seal"}
# A reason goes when there is nothing left to give it for.
REASON_FOR = {
    "quantity_reason": "recorded_kind",
    "override_reason": "printed_low",
    "removal_reason": "removed_at",
}
# The forms in which who may know the alias only changes what others wrote.
FORMS = {
    "trajectories:event_edit": lambda d: [[event.pk] for event in d.events.values()],
    "costs:session_edit": lambda d: [[d.session.pk]],
    "costs:line_edit": lambda d: numbers(d.session.lines),
    "costs:statement_edit": lambda d: numbers(d.session.statements),
    "costs:note_edit": lambda d: numbers(d.session.scenario_items),
    "costs:attendee_edit": lambda d: numbers(d.session.attendees),
    "costs:remark_answer": lambda d: numbers(d.session.remarks),
    "costs:own_price_edit": lambda d: [[d.session.pk, d.own_price.pk]],
}


def numbers(rows):
    return list(rows.values_list("pk"))


def text_fields(row):
    """The columns of a row in which people write what they like."""
    return [
        field
        for field in row._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not field.choices
        and field.name not in MADE
        and getattr(row, REASON_FOR.get(field.name, "pk"))
    ]


def spelling_for(field):
    if isinstance(field, models.SlugField):
        return "als-wessel-thuis-woont"
    return next(text for text in SPELLINGS if len(text) <= (field.max_length or 1000))


def rows():
    for model in OF_A_TRAJECTORY:
        # A price of a list is about nobody.
        yield from (
            model.objects.filter(session__isnull=False)
            if model is PriceItem
            else (model.objects.all())
        )


def write_names():
    for row in rows():
        texts = {field.name: spelling_for(field) for field in text_fields(row)}
        if isinstance(row, Lane):
            # Each lane has a label of its own.
            texts["label"] = f"WESSELS Zwaluw {row.pk}"
        type(row).objects.filter(pk=row.pk).update(**texts)


def texts_now():
    return {
        (type(row).__name__, row.pk): {
            field.name: getattr(row, field.name) for field in text_fields(row)
        }
        for row in rows()
    }


@pytest.fixture
def named(cast, dossier):
    """The dossier with everything that a session can hold, and the name in every text of it."""
    session, line = dossier.session, dossier.line
    CostLine.objects.filter(pk=line.pk).update(
        recorded_kind="spell_months", recorded_quantity=3, quantity_reason="Later begonnen.",
        printed_low=13000, printed_high=14000, override_reason="Afgesproken.",
        low_price=dossier.own_price, high_price=dossier.own_price, low_unit="year", high_unit="year",
    )  # fmt: skip
    AttendeeFactory(session=session)
    LineRemarkFactory(session=session, line=line, written_by=cast.hanna)
    LineRemarkFactory(session=session, written_by=cast.hanna)
    LineObjectionFactory(line=line, recorded_by=cast.anna)
    avoided = CostLineFactory(session=session, side="avoided", depends_on=line, order=2)
    LineRealityFactory(line=avoided, recorded_by=cast.anna)
    CostLineFactory(session=session, unpriced=True, order=3)
    CostLineFactory(session=session, unpriced=True, status="not_applicable", order=4)
    ParticipantReadingFactory(session=session, recorded_by=cast.anna)
    ScenarioItemFactory(session=session, other_text_of=dossier.note, chapter=dossier.chapter)
    ScenarioItemFactory(session=session, removed_at=NOON)
    dossier.note.lines.add(line)
    OutflowFactory(trajectory=dossier.trajectory)
    stone_of(dossier)
    TimelineEvent.objects.update(working_element="connect")
    checked = session_in_check(dossier)
    write_names()
    Trajectory.objects.update(other_actors=["Tante van Wessel"])
    # What was given back and offered again has a list of what changed in between.
    Session.objects.filter(pk=checked.pk).update(status="draft", offered_by=None)
    checking.offer(checked, by=cast.lotte)
    checked.refresh_from_db()
    remarks = {None: "Waarom Wessel?", checked.lines.get().pk: "Wie is Zwaluw?"}
    checking.give_back(checked, by=cast.hanna, version=checked.version, remarks=remarks)
    checked.remarks.update(answer="Dat zei Wéssel.")
    checked.lines.update(label="Nu heet het naar Wessel", remarks="Van Zwáluw")
    checking.offer(checked, by=cast.lotte)
    return dossier


def told(answer):
    """Each place where the name stands, with the words around it."""
    text = written_on(answer)
    return [text[max(0, at.start() - 40) : at.end() + 20] for at in TELLING.finditer(text)]


def changes_a_row(page):
    return (
        page.status_code == 200
        and 'class="c-form"' in written_on(page)
        and "version" in typed_in(page)
    )


def forms_of(dossier):
    return [reverse(route, args=args) for route in FORMS for args in FORMS[route](dossier)]


@pytest.mark.parametrize("who", ["lotte", "hanna", "ibrahim"])
def test_no_page_tells_a_name_that_somebody_typed(cast, named, html_for_pdf, who):
    pages = pages_within_reach(client_of(getattr(cast, who)), named)

    telling = {url: places for url, page in pages.items() if (places := told(page))}
    forms = {
        resolve(urlsplit(url).path).view_name
        for url, page in pages.items()
        if who == "lotte" and changes_a_row(page)
    }

    assert telling == {}
    # Each form is among those that the tests below save; a removal keeps no text but its reason.
    assert {route for route in forms if not route.endswith("_remove")} <= FORMS.keys()


def test_who_may_know_the_alias_only_saves_every_form_and_leaves_every_text_to_the_letter(
    cast, named
):
    browser, before = client_of(cast.lotte), texts_now()

    for url in forms_of(named):
        page = browser.get(url)
        assert NAME_INSIDE in html.unescape(page.content.decode()), url
        saved = browser.post(url, typed_in(page), follow=True)
        assert saved.status_code == 200, (url, saved.context["form"].errors)
        assert told(saved) == [], url

    after = texts_now()
    assert {key: texts for key, texts in after.items() if texts != before[key]} == {}


@pytest.mark.parametrize("sent", ["raced", "wrong"])
def test_no_refusal_tells_a_name(cast, named, sent):
    browser = client_of(cast.lotte)

    for url in forms_of(named):
        typed = typed_in(browser.get(url))
        typed |= {"version": "9"} if sent == "raced" else dict.fromkeys(typed, "x" * 6000)
        answer = browser.post(url, typed)
        assert answer.status_code == 422, url
        assert told(answer) == [], url
        assert ("Iemand anders heeft dit net gewijzigd" in answer.content.decode()) == (
            sent == "raced"
        )


def test_no_sentence_after_a_deed_tells_a_name(cast, named):
    browser = client_of(cast.lotte)
    attendee = named.session.attendees.get()
    url = reverse("costs:attendee_remove", args=[attendee.pk])
    question = browser.get(url)

    answer = browser.post(url, typed_in(question), follow=True)

    assert "Het is weggehaald." in answer.content.decode()
    assert told(question) == told(answer) == []


def test_a_question_whether_something_goes_tells_no_name(cast, named):
    browser = client_of(cast.lotte)
    for route, row in (
        ("line_remove", named.line), ("statement_remove", named.session.statements.first()),
    ):  # fmt: skip
        url = reverse(f"costs:{route}", args=[row.pk])
        question = browser.get(url)
        answer = browser.post(url, typed_in(question))

        assert told(question) == told(answer) == []


def test_a_refusal_that_names_another_line_names_it_as_its_reader_may_know_it(cast, named):
    browser, line = client_of(cast.lotte), named.line
    [hanging] = named.session.lines.filter(depends_on=line)
    url = reverse("costs:line_edit", args=[line.pk])

    answer = browser.post(url, typed_in(browser.get(url)) | {"depends_on": hanging.pk})

    assert answer.status_code == 422
    assert "Tim" in str(answer.context["form"].non_field_errors())
    assert told(answer) == []
