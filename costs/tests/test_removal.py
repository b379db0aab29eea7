"""What came into a session by mistake goes again: asked first, in an open session only, with its history kept."""

import pytest
from django.urls import reverse

from conftest import approve_at_once, client_of, text_of, typed_in
from costs.checking import offer, take_back
from costs.factories import (
    AttendeeFactory,
    CostLineFactory,
    LineObjectionFactory,
    LineRealityFactory,
    LineRemarkFactory,
    ScenarioItemFactory,
)
from costs.models import (
    Attendee,
    CostLine,
    LineObjection,
    LineReality,
    PriceItem,
    ScenarioItem,
    Session,
    Statement,
)
from costs.versions import next_version

PARTS = {
    "line_remove": (CostLine, lambda d: d.line),
    "statement_remove": (Statement, lambda d: d.statement),
    "attendee_remove": (Attendee, lambda d: AttendeeFactory(session=d.session)),
    "own_price_remove": (PriceItem, lambda d: d.own_price),
    "objection_remove": (LineObjection, lambda d: LineObjectionFactory(line=d.line)),
    "reality_remove": (LineReality, lambda d: LineRealityFactory(line__session=d.session)),
}


def url_of(route, row):
    args = [row.session_id, row.pk] if route == "own_price_remove" else [row.pk]
    return reverse(f"costs:{route}", args=args)


def remove(person, url, **typed):
    browser = client_of(person)
    return browser.post(url, typed_in(browser.get(url)) | typed, follow=True)


@pytest.mark.parametrize("route", PARTS)
def test_a_part_goes_after_a_question_and_its_history_stays(cast, dossier, route):
    model, made = PARTS[route]
    row = made(dossier)
    question = client_of(cast.anna).get(url_of(route, row))

    answer = remove(cast.anna, url_of(route, row))

    assert "weghalen?" in text_of(question)
    assert "Het is weggehaald." in text_of(answer)
    assert not model.objects.filter(pk=row.pk).exists()
    assert model.pgh_event_model.objects.filter(pgh_obj_id=row.pk, pgh_label="delete").exists()


@pytest.mark.parametrize("route", PARTS)
def test_to_look_at_the_question_takes_nothing_away(cast, dossier, route):
    model, made = PARTS[route]
    row = made(dossier)
    browser = client_of(cast.anna)

    browser.get(url_of(route, row))
    refused = browser.post(url_of(route, row), {"version": ""})

    assert refused.status_code == 422
    assert model.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("route", PARTS)
@pytest.mark.parametrize("stand", ["in check", "approved"])
def test_from_a_session_that_is_not_open_nothing_goes(cast, dossier, route, stand):
    model, made = PARTS[route]
    row = made(dossier)
    if stand == "approved":
        approve_at_once(Session.objects.all(), cast)
    else:
        Session.objects.update(status="to_check", offered_by=cast.lotte)

    answer = remove(cast.anna, url_of(route, row))

    assert answer.status_code == 422
    assert model.objects.filter(pk=row.pk).exists()


def test_a_row_that_somebody_changed_meanwhile_stays(cast, dossier):
    url = url_of("line_remove", dossier.line)
    browser = client_of(cast.lotte)
    shown = typed_in(browser.get(url))
    CostLine.objects.filter(pk=dossier.line.pk).update(version=dossier.line.version + 1)

    answer = browser.post(url, shown)

    assert answer.status_code == 422
    assert "Iemand anders heeft dit net gewijzigd." in text_of(answer)
    assert CostLine.objects.filter(pk=dossier.line.pk).exists()


@pytest.mark.parametrize(
    ("hangs", "sentence"),
    [
        (lambda d: CostLineFactory(session=d.session, depends_on=d.line, label="Uitvoering"), "‘Uitvoering’ gaat alleen samen met deze"),
        (lambda d: LineRemarkFactory(session=d.session, line=d.line), "De controller schreef iets bij deze regel."),
        (lambda d: LineObjectionFactory(line=d.line), "Bij deze regel staat een bezwaar"),
        (lambda d: LineRealityFactory(line=d.line), "Bij deze regel staat een bezwaar"),
    ],
    ids=["line", "remark", "objection", "reality"],
)  # fmt: skip
def test_a_line_on_which_something_rests_stays_and_says_why(cast, dossier, hangs, sentence):
    hangs(dossier)
    url = url_of("line_remove", dossier.line)
    question = client_of(cast.lotte).get(url)

    answer = remove(cast.lotte, url)

    assert sentence in text_of(question)
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert CostLine.objects.filter(pk=dossier.line.pk).exists()


def test_a_price_that_a_line_computes_with_stays(cast, dossier):
    CostLineFactory(session=dossier.session, label="Opvang", high_price=dossier.own_price)

    answer = remove(cast.lotte, url_of("own_price_remove", dossier.own_price))

    assert answer.status_code == 422
    assert "De regel ‘Opvang’ rekent met deze prijs." in text_of(answer)


def test_a_note_stays_when_its_line_goes(cast, dossier):
    note = ScenarioItemFactory(session=dossier.session)
    note.lines.add(dossier.line)

    remove(cast.lotte, url_of("line_remove", dossier.line))

    assert ScenarioItem.objects.filter(pk=note.pk).exists()


# A whole session


def full(dossier):
    """A session with one of everything, and lines and prices that rest on each other."""
    first = CostLineFactory(session=dossier.session, low_price=dossier.own_price)
    CostLineFactory(session=dossier.session, depends_on=first)
    AttendeeFactory(session=dossier.session)
    LineObjectionFactory(line=first)
    ScenarioItemFactory(session=dossier.session).lines.add(first)
    return dossier.session


def test_a_session_that_was_never_offered_goes_with_a_reason_that_stays(cast, dossier):
    session = full(dossier)
    url = reverse("costs:session_remove", args=[session.pk])

    without_reason = remove(cast.lotte, url)
    answer = remove(cast.lotte, url, reason="Hoort bij een ander traject.")

    assert without_reason.status_code == 422
    assert f"Sessie {session.reference} is weggehaald." in text_of(answer)
    assert not Session.objects.filter(pk=session.pk).exists()
    gone = Session.pgh_event_model.objects.get(pgh_obj_id=session.pk, pgh_label="delete")
    assert gone.pgh_context.metadata["reason"] == "Hoort bij een ander traject."
    assert gone.pgh_context.metadata["user"] == cast.lotte.pk


def test_a_session_that_was_offered_once_stays(cast, dossier):
    session = dossier.session
    offer(session, by=cast.lotte)
    take_back(session, by=cast.lotte)
    url = reverse("costs:session_remove", args=[session.pk])

    answer = remove(cast.lotte, url, reason="Toch niet.")
    edit = client_of(cast.lotte).get(reverse("costs:session_edit", args=[session.pk]))

    assert answer.status_code == 422
    assert "al eens aangeboden" in text_of(answer)
    assert url not in edit.content.decode()
    assert Session.objects.filter(pk=session.pk).exists()


def test_a_next_version_at_work_goes_and_the_approved_one_stays(cast, dossier):
    approve_at_once(Session.objects.all(), cast)
    copy = next_version(dossier.session, by=cast.anna)

    remove(cast.anna, reverse("costs:session_remove", args=[copy.pk]), reason="Niet nodig.")

    assert list(Session.objects.all()) == [dossier.session]


def test_after_a_session_went_a_new_one_finds_a_reference_that_is_free(cast, dossier):
    trajectory = dossier.trajectory

    def opened():
        url = reverse("costs:session_create", args=[trajectory.pk])
        browser = client_of(cast.anna)
        typed = {"period_start": "jan 2026", "period_end": "mrt 2026"}
        browser.post(url, typed_in(browser.get(url)) | typed)
        return Session.objects.latest("pk")

    first, second = opened(), opened()
    remove(cast.anna, reverse("costs:session_remove", args=[first.pk]), reason="Dubbel.")

    assert opened().reference not in ("", second.reference)
