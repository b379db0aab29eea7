"""Whatever changed is told: dependence, statements, notes, attendees and objections, to each as he may read it."""

import json

import pytest
from django.urls import reverse

from conftest import client_of, text_of, typed_in
from costs.changes import _PARTS, changes_between
from costs.check_page import names_for
from costs.checking import approve, give_back, offer
from costs.content import content_of, parts_of_a_session
from costs.factories import (
    AttendeeFactory,
    CostLineFactory,
    CostPriceComponentFactory,
    CostPriceFactory,
    LineObjectionFactory,
    ScenarioItemFactory,
    StatementFactory,
)
from costs.models import Session
from costs.seal import written
from costs.versions import next_version


def fresh(session):
    return Session.objects.get(pk=session.pk)


def content(session):
    return json.loads(written(content_of(fresh(session))))


@pytest.fixture
def dependent(dossier):
    """A line that goes together with another."""
    return CostLineFactory(
        session=dossier.session,
        order=2,
        side="avoided",
        label="Uitvoering",
        depends_on=dossier.line,
    )


@pytest.fixture
def told(dossier):
    """What is told of a change: (subject, what, before, after)."""

    def of(change, *, knows_story=True):
        before = content(dossier.session)
        change()
        changes = changes_between(before, content(dossier.session), knows_story=knows_story)
        return [(one.subject, one.what, one.before, one.after) for one in changes]

    return of


def save(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def test_no_part_of_a_session_is_left_out_of_the_comparison():
    assert {part.name for part in _PARTS} | {"lines"} == {*parts_of_a_session(), "objections"}


def test_nothing_is_told_where_nothing_changed(dossier, dependent, told):
    AttendeeFactory(session=dossier.session)
    dossier.note.lines.add(dossier.line)

    assert told(lambda: None) == []
    assert told(lambda: None, knows_story=False) == []


def test_a_line_that_no_longer_goes_together_with_another_is_told_in_words(
    dossier, dependent, told
):
    assert told(lambda: save(dependent, depends_on=None)) == [
        ("Uitvoering", "alleen samen met", dossier.line.label, "hangt nergens van af")
    ]


def test_another_line_to_go_together_with_is_told_by_name(dossier, dependent, told):
    other = CostLineFactory(session=dossier.session, order=3, label="Uitkering")

    assert told(lambda: save(dependent, depends_on=other)) == [
        ("Uitvoering", "alleen samen met", dossier.line.label, "Uitkering")
    ]


def test_another_name_of_the_line_is_no_other_dependence(dossier, dependent, told):
    assert told(lambda: save(dossier.line, label="Anders")) == [
        ("Anders", "omschrijving", "Begeleiding", "Anders")
    ]


def test_statements_and_notes_are_told_by_their_words(dossier, told):
    statement = dossier.session.statements.get()
    said = statement.text

    def change():
        save(statement, speaker="de vader", quote="Zo was het.")
        StatementFactory(session=dossier.session, text="Hij slaapt weer.")
        save(dossier.note, likelihood=75)
        dossier.note.lines.add(dossier.line)

    assert told(change) == [
        (f"Uitspraak: {said}", "in eigen woorden", "leeg", "Zo was het."),
        (f"Uitspraak: {said}", "wie zei dat", "leeg", "de vader"),
        ("Uitspraak: Hij slaapt weer.", "uitspraak", "was er niet", "staat erbij"),
        (f"Briefje: {dossier.note.text}", "hoe waarschijnlijk", "leeg", "waarschijnlijk wel (75%)"),
        (f"Briefje: {dossier.note.text}", "kostenregels", "leeg", dossier.line.label),
    ]


def test_who_does_not_know_the_story_reads_how_many_changed_and_no_word(dossier, told):
    def change():
        save(dossier.session.statements.get(), text="Vertelde Wessel.")
        StatementFactory(session=dossier.session, text="Vertelde zijn vader.")
        ScenarioItemFactory(session=dossier.session, text="Bleef thuis.")

    assert told(change, knows_story=False) == [
        ("Uitspraken", "aantal", "1", "2: 1 erbij, 1 anders"),
        ("Briefjes", "aantal", "1", "2: 1 erbij"),
    ]


def test_a_note_that_hangs_elsewhere_is_told_by_the_names_of_the_stretches(dossier):
    before = content(dossier.session)
    save(dossier.note, chapter=dossier.chapter)

    [change] = changes_between(
        before, content(dossier.session), knows_story=True, names=names_for(dossier.session)
    )

    assert (change.what, change.before, change.after) == (
        "stuk van de weg", "De hele weg", dossier.chapter.title,
    )  # fmt: skip


def test_a_note_taken_off_the_wall_is_gone(dossier, told):
    moment = dossier.session.period_start.strftime("%Y-%m-%dT12:00:00Z")

    [(subject, *_, after)] = told(lambda: save(dossier.note, removed_at=moment))

    assert (subject, after) == (f"Briefje: {dossier.note.text}", "is eruit")


def test_who_came_to_the_table_or_changed_place_is_told(dossier, told):
    father = AttendeeFactory(session=dossier.session, role="Vader", relation="")

    def change():
        save(father, relation="ouder")
        AttendeeFactory(session=dossier.session, role="Jobcoach")

    assert told(change) == [
        ("Aanwezige: Vader", "relatie met de deelnemer", "leeg", "ouder"),
        ("Aanwezige: Jobcoach", "aanwezige", "was er niet", "staat erbij"),
    ]


def test_another_cost_price_is_told_with_its_parts(cast, dossier, told):
    made = CostPriceFactory(programme=cast.dow, source=dossier.line.low_price.source)
    part = CostPriceComponentFactory(cost_price=made)

    [(subject, what, before, after)] = told(lambda: save(part, amount=6300))

    assert (subject, what) == ("De kostprijs", "bedrag en onderdelen")
    assert "Begeleidingskosten € 6.298,00" in before.replace("\u00a0", " ")
    assert "Begeleidingskosten € 6.300,00" in after.replace("\u00a0", " ")


# The pages


def returned(cast, dossier):
    offer(dossier.session, by=cast.lotte)
    session = fresh(dossier.session)
    give_back(session, by=cast.hanna, version=session.version, remarks={None: "Waarom?"})
    dossier.session.remarks.update(answer="Daarom.")


def test_the_controller_reads_after_a_return_what_changed_and_no_story(cast, dossier, dependent):
    returned(cast, dossier)
    browser = client_of(cast.lotte)
    edit = reverse("costs:line_edit", args=[dependent.pk])
    browser.post(edit, typed_in(browser.get(edit)) | {"depends_on": ""})
    StatementFactory(session=dossier.session, text="Vertelde Wessel.")
    LineObjectionFactory(line=dossier.line, text="Dat was Wessel niet.")
    offer(dossier.session, by=cast.lotte)

    page = text_of(client_of(cast.hanna).get(reverse("costs:check", args=[dossier.session.pk])))

    assert f"Uitvoering alleen samen met {dossier.line.label} hangt nergens van af" in page
    assert "Uitspraken aantal 1 2: 1 erbij" in page
    assert "Bezwaar: Dat was Tim niet. bezwaar was er niet staat erbij" in page
    assert "Vertelde" not in page
    assert "Er is niets veranderd" not in page


def test_an_objection_of_before_the_return_is_told_only_where_it_was_answered_since(cast, dossier):
    objection = LineObjectionFactory(line=dossier.line, text="Te lang.", answer="")
    quiet = LineObjectionFactory(line=dossier.line, text="Te duur.", answer="")
    returned(cast, dossier)
    save(objection, answer="Nagekeken.")
    offer(dossier.session, by=cast.lotte)

    page = text_of(client_of(cast.hanna).get(reverse("costs:check", args=[dossier.session.pk])))
    changed = page[page.index("Veranderd sinds") : page.index("Wie zat er")]

    assert "Bezwaar: Te lang. wat ermee gedaan is leeg Nagekeken." in changed
    assert quiet.text not in changed


def test_two_versions_are_compared_beside_their_lines_too(cast, dossier, dependent):
    LineObjectionFactory(line=dossier.line, text="Te lang.")
    offer(dossier.session, by=cast.lotte)
    session = fresh(dossier.session)
    approve(session, by=cast.hanna, version=session.version)
    copy = next_version(session, by=cast.lotte)
    url = reverse("costs:compare", args=[copy.pk])
    assert "Naast de regels" not in text_of(client_of(cast.lotte).get(url))

    save(copy.lines.get(label="Uitvoering"), depends_on=None)
    StatementFactory(session=copy, text="Hij slaapt weer.")
    LineObjectionFactory(line=copy.lines.get(label=dossier.line.label), text="Te duur.")

    to_facilitator, to_controller = (
        text_of(client_of(person).get(url)) for person in (cast.lotte, cast.hanna)
    )
    for page in (to_facilitator, to_controller):
        assert f"alleen samen met: {dossier.line.label} → hangt nergens van af" in page
        assert "Bezwaar: Te duur. bezwaar was er niet staat erbij" in page
        assert "Te lang." not in page
    assert "Uitspraak: Hij slaapt weer." in to_facilitator
    assert "Uitspraken aantal 1 2: 1 erbij" in to_controller
    assert "slaapt" not in to_controller
