"""A next version is a copy to work on; the approved one stays, and the two are read side by side."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from conftest import client_of, text_of, typed_in
from costs.changes import changes_between, lines_side_by_side
from costs.checking import approve, broken_seal, offer
from costs.content import content_of
from costs.factories import CostLineFactory
from costs.models import Session
from costs.reading import calculate
from costs.seal import written
from costs.summary import summarise
from costs.versions import next_version


@pytest.fixture
def approved(dossier, cast):
    line = dossier.line
    CostLineFactory(session=dossier.session, order=2, side="avoided", label="Zorg", depends_on=line)
    line.low_price = line.high_price = dossier.own_price
    line.save()
    dossier.note.lines.add(line)
    offer(dossier.session, by=cast.lotte)
    session = Session.objects.get(pk=dossier.session.pk)
    approve(session, by=cast.hanna, version=session.version)
    return Session.objects.get(pk=session.pk)


def content(session):
    return json.loads(written(content_of(Session.objects.get(pk=session.pk))))


def test_a_next_version_says_the_same_and_leaves_the_former_alone(approved, cast):
    copy = next_version(approved, by=cast.lotte)

    assert (copy.reference, copy.version_number, copy.status) == (
        f"{approved.reference}-v2",
        2,
        "draft",
    )
    assert summarise(calculate(copy)) == summarise(calculate(approved))
    assert changes_between(content(approved), content(copy), knows_story=True) == ()
    assert broken_seal(approved) == []


def test_a_copy_rests_on_rows_of_its_own(approved, cast):
    copy = next_version(approved, by=cast.lotte)
    own = {line.pk for line in copy.lines.all()}
    first, second = copy.lines.order_by("order")

    assert not own & {line.pk for line in approved.lines.all()}
    assert second.depends_on == first
    assert first.low_price.session == copy
    assert set(copy.scenario_items.get().lines.all()) == {first}
    assert copy.statements.count() == 1


def test_a_second_tap_gives_the_same_version(approved, cast):
    assert next_version(approved, by=cast.lotte) == next_version(approved, by=cast.lotte)
    assert Session.objects.count() == 2


def test_an_open_session_has_no_next_version(dossier, cast):
    with pytest.raises(ValidationError, match="nog open"):
        next_version(dossier.session, by=cast.lotte)


def test_two_versions_are_compared_line_by_line(approved, cast):
    copy = next_version(approved, by=cast.lotte)
    first, second = copy.lines.order_by("order")
    browser = client_of(cast.lotte)
    edit = reverse("costs:line_edit", args=[second.pk])
    browser.post(edit, typed_in(browser.get(edit)) | {"high_amount": "2.500"})
    CostLineFactory(session=copy, order=3, label="Nieuw", side="avoided")

    pairs = {p.label: p for p in lines_side_by_side(content(approved), content(copy))}

    assert pairs[first.label].changes == ()
    [change] = pairs["Zorg"].changes
    assert (change.what, change.before.replace("\xa0", " "), change.after.replace("\xa0", " ")) == (
        "bedrag, hoog", "€ 1.000,00", "€ 2.500,00",
    )  # fmt: skip
    assert pairs["Nieuw"].before == ""
    page = text_of(browser.get(reverse("costs:compare", args=[copy.pk]))).replace("\xa0", " ")
    assert "€ 1.000,00 → € 2.500,00" in page


def test_a_line_that_was_taken_out_is_told(approved, cast):
    copy = next_version(approved, by=cast.lotte)
    copy.lines.get(label="Zorg").delete()

    [change] = changes_between(content(approved), content(copy), knows_story=True)

    assert (change.subject, change.after) == ("Zorg", "is eruit")
