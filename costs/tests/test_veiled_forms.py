"""Forms as they are filled by who may know the alias only: what he leaves alone stays, what he types is kept."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import client_of, text_of, typed_in
from costs.factories import CostLineFactory, ScenarioItemFactory, StatementFactory
from costs.forms import StatementForm
from costs.models import CostLine
from participants.factories import ParticipantFactory
from participants.tests.test_veil import TEXTS
from participants.veiled_form import NAME_INSIDE
from trajectories.models import TimelineEvent

# Every sign that the database takes.
STORED = TEXTS.map(lambda text: text.replace("\x00", ""))


def as_a_browser_sends_it(form):
    """What comes back of a form that nobody touched."""
    page = BeautifulSoup("".join(str(bound) for bound in form), "html.parser")
    sent = {}
    for field in page.find_all(["input", "textarea", "select"]):
        if field.name == "textarea":
            text = field.get_text().replace("\r\n", "\n").replace("\r", "\n").removeprefix("\n")
            sent[field["name"]] = text.replace("\n", "\r\n")
        elif field.name == "select":
            sent[field["name"]] = field.find("option", selected=True)["value"]
        else:
            sent[field["name"]] = field.get("value", "").replace("\r", "").replace("\n", "")
    return sent


@given(STORED.filter(str.strip), STORED, st.sampled_from(["Tim", "Tim B. uit O."]))
@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_a_form_that_is_opened_and_saved_leaves_every_text_to_the_letter(db, text, quote, alias):
    person = ParticipantFactory.build(
        given_name="Wessel", name_prefix="van der", family_name="Zwaluw", alias=alias
    )
    statement = StatementFactory.build(pk=1, session_id=1, text=text, quote=quote[:300])

    shown = StatementForm(instance=statement, veil=person.veil)
    back = StatementForm(as_a_browser_sends_it(shown), instance=statement, veil=person.veil)

    assert back.is_valid(), back.errors
    assert (back.instance.text, back.instance.quote) == (text, quote[:300])


def line_of(dossier, **facts):
    return CostLineFactory(session=dossier.session, **facts)


def form_of(browser, line):
    return typed_in(browser.get(reverse("costs:line_edit", args=[line.pk])))


def save(browser, line, typed):
    return browser.post(reverse("costs:line_edit", args=[line.pk]), typed)


@pytest.fixture
def lotte(cast):
    return client_of(cast.lotte)


def test_who_knows_the_name_reads_and_writes_as_ever(cast, dossier):
    anna, line = client_of(cast.anna), line_of(dossier, label="Opvang van Wessel")

    page = anna.get(reverse("costs:line_edit", args=[line.pk]))
    save(anna, line, typed_in(page) | {"label": "Opvang van Tim"})

    line.refresh_from_db()
    assert NAME_INSIDE not in text_of(page)
    assert "made_from" not in typed_in(page)
    assert line.label == "Opvang van Tim"


def test_only_a_text_with_a_name_in_it_has_the_hint(dossier, lotte):
    line = line_of(dossier, label="Opvang van Wessel", remarks="Via school.")

    page = text_of(lotte.get(reverse("costs:line_edit", args=[line.pk])))

    assert page.count(NAME_INSIDE) == 1


def test_what_is_changed_is_saved_with_the_names_that_were_left_alone(dossier, lotte):
    line = line_of(dossier, label="Opvang van Wessel Zwaluw", remarks="Zegt Wessel.")
    typed = form_of(lotte, line) | {"label": "Opvang van Tim Tim, lang", "remarks": "Zegt moeder."}

    save(lotte, line, typed)

    line.refresh_from_db()
    assert (line.label, line.remarks) == ("Opvang van Wessel Zwaluw, lang", "Zegt moeder.")
    # The former text is not lost.
    assert "Zegt Wessel." in line.history.values_list("remarks", flat=True)


def test_a_text_that_is_longer_with_the_alias_is_saved_untouched(cast, dossier, lotte):
    dossier.participant.alias = "De jongen uit het voorbeeld"
    dossier.participant.save()
    line = line_of(dossier, label=("Wessel " * 42).strip())

    answer = save(lotte, line, form_of(lotte, line) | {"remarks": "Nieuw."})

    line.refresh_from_db()
    assert answer.status_code == 302
    assert (line.label, line.remarks) == (("Wessel " * 42).strip(), "Nieuw.")


def test_after_a_race_a_text_that_is_sent_again_is_that_of_the_version_it_was_made_from(
    cast, dossier, lotte
):
    line = line_of(dossier, label="Wessels opvang")
    typed = form_of(lotte, line) | {"remarks": "Van Lotte."}
    anna = client_of(cast.anna)
    save(anna, line, form_of(anna, line) | {"label": "Moeders opvang, zei Zwaluw"})

    raced = save(lotte, line, typed)
    box = BeautifulSoup(raced.content.decode(), "html.parser").find(class_="c-conflict")
    line.refresh_from_db()
    unchanged = line.label
    again = save(lotte, line, typed_in(raced))

    line.refresh_from_db()
    assert (raced.status_code, again.status_code) == (422, 302)
    assert "Moeders opvang, zei Tim" in box.get_text()
    assert unchanged == "Moeders opvang, zei Zwaluw"
    assert (line.label, line.remarks) == ("Wessels opvang", "Van Lotte.")


@pytest.mark.parametrize("made_from", ["", "0", "99", "-1", "x", "9" * 40, "²"])
def test_a_form_that_says_nothing_sound_of_where_it_comes_from_still_keeps_the_name(
    dossier, lotte, made_from
):
    line = line_of(dossier, label="Wessels opvang")

    save(lotte, line, form_of(lotte, line) | {"remarks": "Ja.", "made_from": made_from})

    line.refresh_from_db()
    assert line.label == "Wessels opvang"


def test_a_line_begun_from_a_note_is_called_as_the_note_is(dossier, lotte):
    note = ScenarioItemFactory(session=dossier.session, text="Wessel gaat de opvang in.")
    url = f"{reverse('costs:line_create', args=[dossier.session.pk])}?briefje={note.pk}"

    page = lotte.get(url)
    lotte.post(url, typed_in(page) | {"low_amount": "100"})

    assert "Tim gaat de opvang in." in page.content.decode()
    assert CostLine.objects.filter(label="Wessel gaat de opvang in.").exists()


def test_a_name_that_a_long_note_is_cut_in_is_not_half_told(dossier, lotte):
    note = ScenarioItemFactory(session=dossier.session, text="x" * 296 + " Wessel Zwaluw")
    url = f"{reverse('costs:line_create', args=[dossier.session.pk])}?briefje={note.pk}"

    assert typed_in(lotte.get(url))["label"] == "x" * 296 + " Tim"


def test_a_draft_that_is_restored_tells_no_name_and_loses_none(cast, dossier, lotte):
    event = dossier.events["open"]
    TimelineEvent.objects.filter(pk=event.pk).update(text="Wessel belt.", quote="Ik, Wessel")
    url = reverse("trajectories:event_edit", args=[event.pk])
    typed = typed_in(lotte.get(url)) | {"quote": "Ik, Tim, bel."}
    lotte.post(url, typed, headers={"X-Draft": str(cast.lotte.pk)})

    page = lotte.get(url)
    lotte.post(url, typed_in(page))

    event.refresh_from_db()
    assert "teruggezet" in text_of(page)
    assert "Wessel" not in page.content.decode()
    assert (event.text, event.quote) == ("Wessel belt.", "Ik, Wessel, bel.")
