"""The check of a session: two people, every step written down, and nothing changes after approval."""

import threading

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from conftest import TODAY, client_of, text_of, typed_in
from costs.checking import approve, broken_seal, give_back, offer, take_back
from costs.content import content_of, parts_of_a_session
from costs.demo import load_checks
from costs.factories import AttendeeFactory, CostLineFactory, PriceItemFactory, SessionFactory
from costs.models import (
    CostLine,
    LineRemark,
    PriceItem,
    ScenarioItem,
    Session,
    SessionStatus,
    Source,
    Statement,
    StepKind,
)
from costs.models.frozen import RULE
from costs.seal import written
from dow_site.constraints import broken_rule
from dow_site.pdf import RenderedReport
from dow_site.tests.routes import address


def fresh(session):
    return Session.objects.select_related("trajectory__participant__municipality").get(
        pk=session.pk
    )


@pytest.fixture
def offered(dossier, cast):
    AttendeeFactory(session=dossier.session)
    offer(dossier.session, by=cast.lotte)
    return fresh(dossier.session)


@pytest.fixture
def approved(offered, cast):
    approve(offered, by=cast.hanna, version=offered.version)
    return fresh(offered)


def until_somebody_waits_for_us(writer):
    """Give back once another transaction waits for this one, or the writer did not need to."""
    waits = (
        "SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'"
        " AND transactionid = pg_current_xact_id()::xid"
    )
    with connection.cursor() as cursor:
        while writer.is_alive():
            cursor.execute(waits)
            if cursor.fetchone()[0]:
                return


def kinds(session):
    return list(session.steps.order_by("pk").values_list("kind", flat=True))


# The steps


def test_a_session_is_offered_once_however_often_the_button_is_tapped(dossier, cast):
    offer(dossier.session, by=cast.lotte)
    offer(dossier.session, by=cast.lotte)

    assert fresh(dossier.session).status == SessionStatus.TO_CHECK
    assert kinds(dossier.session) == [StepKind.OFFERED]


def test_a_session_without_a_line_is_not_offered(cast):
    with pytest.raises(ValidationError, match="kostenregel"):
        offer(SessionFactory(), by=cast.lotte)


def test_what_is_with_the_controller_is_not_changed(cast, dossier):
    browser = client_of(cast.lotte)
    url = address("costs:line_edit", dossier)
    typed = typed_in(browser.get(url)) | {"label": "Te laat"}
    offer(dossier.session, by=cast.lotte)

    answer = browser.post(url, typed)

    assert answer.status_code == 422
    assert "ligt bij de controller" in text_of(answer)
    assert not CostLine.objects.filter(label="Te laat").exists()


def test_taking_back_opens_the_session_again(offered, cast):
    take_back(offered, by=cast.lotte)
    take_back(offered, by=cast.lotte)

    assert fresh(offered).status == SessionStatus.DRAFT
    assert kinds(offered) == [StepKind.OFFERED, StepKind.TAKEN_BACK]


def test_giving_back_needs_a_remark(offered, cast):
    with pytest.raises(ValidationError, match="wat er anders moet"):
        give_back(offered, by=cast.hanna, version=offered.version, remarks={None: "  "})

    assert fresh(offered).status == SessionStatus.TO_CHECK


def test_remarks_are_answered_before_the_session_is_offered_again(offered, cast, dossier):
    give_back(
        offered, by=cast.hanna, version=offered.version, remarks={dossier.line.pk: "Waarom 13?"}
    )

    with pytest.raises(ValidationError, match="Beantwoord eerst de opmerking"):
        offer(offered, by=cast.lotte)
    LineRemark.objects.update(answer="Dertien maanden begeleiding.")
    offer(offered, by=cast.lotte)

    assert kinds(offered) == [StepKind.OFFERED, StepKind.RETURNED, StepKind.OFFERED]


@pytest.mark.parametrize("name", ["lotte", "anna"])
def test_who_offered_or_leads_does_not_approve(dossier, cast, name):
    person = getattr(cast, name)
    offer(dossier.session, by=person)
    session = fresh(dossier.session)

    with pytest.raises(ValidationError, match="stelt haar niet vast"):
        approve(session, by=person, version=session.version)
    with pytest.raises(ValidationError, match="stelt haar niet vast"):
        approve(session, by=cast.lotte, version=session.version)


def test_what_was_changed_beside_the_pages_is_not_approved(offered, cast, dossier):
    CostLine.objects.filter(pk=dossier.line.pk).update(label="Iets anders")

    with pytest.raises(ValidationError, match="een andere dan"):
        approve(offered, by=cast.hanna, version=offered.version)


def test_a_decision_on_what_was_read_before_is_refused(offered, cast):
    take_back(offered, by=cast.lotte)
    offer(offered, by=cast.lotte)

    with pytest.raises(ValidationError, match="intussen veranderd"):
        approve(offered, by=cast.hanna, version=offered.version)


@pytest.mark.django_db(transaction=True)
def test_what_is_written_beside_the_pages_waits_for_an_approval_under_way(dossier, cast):
    """Else a line from a shell slips in between the seal and the moment that it counts."""
    session = dossier.session
    offer(session, by=cast.lotte)
    session.refresh_from_db()
    outcome = []

    def add_a_line():
        try:
            CostLineFactory(session=session)
            outcome.append("added")
        except IntegrityError as error:
            outcome.append(error.__cause__.diag.constraint_name)
        finally:
            connection.close()

    writer = threading.Thread(target=add_a_line)
    with transaction.atomic():
        approve(session, by=cast.hanna, version=session.version)
        writer.start()
        until_somebody_waits_for_us(writer)
    writer.join(30)

    assert outcome == [RULE]


@pytest.mark.django_db(transaction=True)
def test_two_decisions_at_once_are_one(dossier, cast):
    offer(dossier.session, by=cast.lotte)
    session = fresh(dossier.session)
    together = threading.Barrier(2)
    outcomes = []

    def decide(deed, **facts):
        together.wait(10)
        try:
            deed(session, by=cast.hanna, version=session.version, **facts)
            outcomes.append("done")
        except ValidationError as error:
            outcomes.append(error.code)
        finally:
            connection.close()

    deciders = [
        threading.Thread(target=decide, args=(approve,)),
        threading.Thread(target=decide, args=(give_back,), kwargs={"remarks": {None: "Nee."}}),
    ]
    for decider in deciders:
        decider.start()
    for decider in deciders:
        decider.join(30)

    assert sorted(outcomes) == ["done", "raced"]
    # Kept for whoever cleans up after this test: what is approved cannot be removed.
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM costs_sessionstep WHERE kind IN ('returned', 'approved')"
        )
        assert cursor.fetchone() == (1,)


# The seal


def test_an_approved_session_has_a_seal_over_what_was_offered(approved, cast):
    assert (approved.status, approved.approved_by) == (SessionStatus.APPROVED, cast.hanna)
    assert broken_seal(approved) == []
    assert len(approved.seal) == 64


def refused(change):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        change()
    return broken_rule(refusal.value)


FROZEN = "Deze sessie is vastgesteld en verandert niet meer. Maak een nieuwe versie."


@pytest.mark.parametrize("name", sorted(parts_of_a_session()))
def test_every_part_of_an_approved_session_is_frozen_for_the_orm(approved, name):
    rows = getattr(approved, name)

    assert rows.exists()
    assert refused(lambda: rows.update(version=99)) == FROZEN
    assert refused(lambda: rows.all().delete()) == FROZEN


@pytest.mark.parametrize(
    "make",
    [
        lambda session: CostLine.objects.create(session=session, side="incurred", label="X", low_amount=1, high_amount=1),
        lambda session: Statement.objects.create(session=session, kind="added_value", text="X"),
        lambda session: ScenarioItem.objects.create(session=session, text="X"),
        lambda session: PriceItemFactory(session=session, code="NIEUW"),
        lambda session: session.steps.create(kind="offered", by=session.facilitator, at=session.approved_at, content="{}"),
        lambda session: session.remarks.create(text="X", written_by=session.approved_by, written_at=session.approved_at),
    ],
)  # fmt: skip
def test_nothing_is_added_to_an_approved_session(approved, make):
    assert refused(lambda: make(approved)) == FROZEN


def test_a_line_does_not_move_into_or_out_of_an_approved_session(approved):
    elsewhere = CostLineFactory()

    assert (
        refused(lambda: CostLine.objects.filter(pk=elsewhere.pk).update(session=approved)) == FROZEN
    )
    assert refused(lambda: approved.lines.update(session=elsewhere.session)) == FROZEN


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE costs_session SET place = 'elders' WHERE id = %s",
        "UPDATE costs_session SET status = 'draft', approved_by_id = NULL, approved_at = NULL, seal = '' WHERE id = %s",
        "DELETE FROM costs_session WHERE id = %s",
        "UPDATE costs_costline SET low_amount = low_amount + 0.01 WHERE session_id = %s",
        "DELETE FROM costs_statement WHERE session_id = %s",
    ],
)
def test_an_approved_session_is_frozen_for_sql(approved, statement):
    def change():
        with connection.cursor() as cursor:
            cursor.execute(statement, [approved.pk])

    assert refused(change) == FROZEN


def test_the_links_between_notes_and_lines_are_frozen(dossier, cast):
    dossier.note.lines.add(dossier.line)
    offer(dossier.session, by=cast.lotte)
    session = fresh(dossier.session)
    approve(session, by=cast.hanna, version=session.version)

    assert refused(lambda: dossier.note.lines.clear()) == FROZEN


def test_a_price_and_a_source_that_an_approved_line_uses_stay_as_they_are(approved, dossier):
    in_use = "Een vastgestelde sessie rekent hiermee. Maak een nieuwe prijs of bron."
    price = PriceItem.objects.filter(pk=dossier.line.low_price_id)
    source = Source.objects.filter(pk=dossier.line.low_price.source_id)

    assert refused(lambda: price.update(name="Anders")) == in_use
    assert refused(lambda: source.update(title="X")) == in_use


def test_a_source_in_use_gives_a_sentence_on_its_page(approved, dossier, cast):
    browser = client_of(cast.hanna)
    url = reverse("costs:source_edit", args=[dossier.line.low_price.source_id])

    answer = browser.post(url, typed_in(browser.get(url)) | {"title": "Iets anders"})

    assert answer.status_code == 422
    assert "Een vastgestelde sessie rekent hiermee." in text_of(answer)


def test_a_session_that_is_not_approved_still_changes(offered):
    offered.lines.update(label="Anders")
    offered.statements.all().delete()

    assert not offered.statements.exists()


def without_the_rule(table, statement, *values):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(statement, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def test_one_changed_byte_breaks_the_seal(approved, capsys):
    call_command("verify_session", approved.reference)
    assert approved.seal in capsys.readouterr().out

    without_the_rule(
        "costs_statement",
        "UPDATE costs_statement SET text = text || '.' WHERE session_id = %s",
        approved.pk,
    )

    assert broken_seal(fresh(approved)) == ["statements/0/text"]
    with pytest.raises(CommandError, match="niet meer wat er is vastgesteld") as refusal:
        call_command("verify_session", approved.reference)
    assert refusal.value.returncode == 1


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("costs_costline", "UPDATE costs_costline SET high_amount = high_amount + 0.01 WHERE session_id = %s"),
        ("costs_priceitem", "UPDATE costs_priceitem SET name = name || ' ' WHERE session_id <> %s OR session_id IS NULL"),
        ("costs_source", "UPDATE costs_source SET title = title || ' ' WHERE %s > 0"),
        ("costs_scenarioitem", "DELETE FROM costs_scenarioitem WHERE session_id = %s"),
        ("costs_session", "UPDATE costs_session SET seal = reverse(seal) WHERE id = %s"),
        ("costs_sessionstep", "UPDATE costs_sessionstep SET content = content || ' ' WHERE session_id = %s"),
    ],
)  # fmt: skip
def test_whatever_changes_breaks_the_seal(approved, table, change):
    without_the_rule(table, change, approved.pk)

    with pytest.raises(CommandError) as refusal:
        call_command("verify_session", approved.reference)

    assert refusal.value.returncode == 1


@pytest.mark.parametrize("reference", ["DOW-2026-001", "bestaat-niet"])
def test_what_is_not_approved_has_no_seal_to_verify(dossier, reference):
    with pytest.raises(CommandError) as refusal:
        call_command("verify_session", reference)

    assert refusal.value.returncode == 2


def test_the_published_cases_are_approved_and_verify(db, cast, capsys):
    call_command("load_published_cases", verbosity=0)
    load_checks(cast.lotte, cast.hanna, TODAY)

    for reference in ("casus-1", "casus-2", "casus-3"):
        call_command("verify_session", reference)
    assert capsys.readouterr().out.count("is zoals vastgesteld") == 3


def test_the_content_is_the_same_however_often_it_is_written(approved):
    assert written(content_of(fresh(approved))) == written(content_of(approved))


# The pages


def test_the_controller_gives_back_and_then_approves(cast, dossier):
    lotte, hanna = client_of(cast.lotte), client_of(cast.hanna)
    page = dossier.session.get_absolute_url()
    lotte.post(reverse("costs:offer", args=[dossier.session.pk]))
    url = reverse("costs:check", args=[dossier.session.pk])
    typed = typed_in(hanna.get(url))

    given_back = hanna.post(
        url, typed | {"decision": "give_back", f"remark_{dossier.line.pk}": "Waarom dertien?"}
    )
    assert given_back.status_code == 302
    assert "Waarom dertien?" in text_of(lotte.get(page))
    assert hanna.get(url).status_code == 403

    remark = LineRemark.objects.get()
    answer = reverse("costs:remark_answer", args=[remark.pk])
    lotte.post(answer, typed_in(lotte.get(answer)) | {"answer": "Zo lang duurde het."})
    edit = reverse("costs:line_edit", args=[dossier.line.pk])
    lotte.post(edit, typed_in(lotte.get(edit)) | {"low_quantity": "12"})
    lotte.post(reverse("costs:offer", args=[dossier.session.pk]))
    seen = text_of(hanna.get(url))
    assert "Zo lang duurde het." in seen
    assert "aantal, laag" in seen

    hanna.post(url, typed_in(hanna.get(url)) | {"decision": "approve"})
    session = fresh(dossier.session)
    assert session.status == SessionStatus.APPROVED
    assert session.seal[:8] in text_of(lotte.get(page))


def test_approving_with_a_remark_is_refused_and_nothing_typed_is_lost(cast, offered, dossier):
    hanna = client_of(cast.hanna)
    url = reverse("costs:check", args=[offered.pk])

    answer = hanna.post(
        url,
        typed_in(hanna.get(url))
        | {"decision": "approve", f"remark_{dossier.line.pk}": "Toch iets."},
    )

    assert answer.status_code == 422
    assert "Toch iets." in answer.content.decode()
    assert fresh(offered).status == SessionStatus.TO_CHECK


def test_the_controller_reads_the_alias_only(cast, dossier):
    dossier.line.label = "Begeleiding van Wessel"
    dossier.line.save()
    offer(dossier.session, by=cast.lotte)

    page = text_of(client_of(cast.hanna).get(reverse("costs:check", args=[dossier.session.pk])))

    assert "Begeleiding van Tim" in page
    assert "Wessel" not in page


def test_the_report_prints_the_seal_of_the_approved_version(approved, cast, monkeypatch):
    from_report = []

    def answer(report):
        from_report.append(report)
        return RenderedReport("", b"%PDF")

    monkeypatch.setattr("reports.printing.render_report", answer)
    client = client_of(cast.lotte)
    client.post(reverse("costs:next_version", args=[approved.pk]))

    client.get(reverse("reports:case_report", args=[approved.trajectory_id, "full"]))

    facts = dict(from_report[0].costs.at_the_table)
    assert facts["Zegel van de inhoud"].replace(" ", "") == approved.seal
    assert facts["Vastgesteld"].endswith("door Hanna Controleert")


def heads_of(page):
    """The heads of the cards, in their order on the page."""
    found = BeautifulSoup(page.content, "html.parser").select(".c-card__title")
    return [head.get_text(strip=True) for head in found]


def test_the_check_stands_before_the_story_only_while_it_asks_something(cast, dossier):
    AttendeeFactory(session=dossier.session)
    leads, address_of = client_of(cast.lotte), dossier.session.get_absolute_url()

    def is_first():
        heads = heads_of(leads.get(address_of))
        return heads.index("Controle") < heads.index("Meerwaarde")

    draft = is_first()
    offer(dossier.session, by=cast.lotte)
    waiting = is_first()
    session = fresh(dossier.session)
    give_back(session, by=cast.hanna, version=session.version, remarks={None: "Waarom?"})
    returned = is_first()

    assert (draft, waiting, returned) == (False, True, True)
