"""The access log as people read it."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponse

from accounts.factories import AccessLogFactory
from accounts.looks import looks_per_day, page_in_words
from accounts.models import AccessLog
from conftest import TODAY, client_of, text_of
from dow_site.tests.routes import ARGUMENTS, address, project_routes
from dow_site.tests.test_access_matrix import DEED, ROUTES

HERE = ZoneInfo("Europe/Amsterdam")


def at(day, hour):
    return datetime.datetime.combine(day, datetime.time(hour), HERE)


def test_every_page_of_ours_has_words():
    assert [r for r in project_routes() if ":" in r and page_in_words(r) == "een bladzijde"] == []


def test_looks_are_told_once_per_day_person_and_page(cast):
    for hour in (9, 11, 23):
        AccessLogFactory(user=cast.bert, at=at(TODAY, hour))
    AccessLogFactory(user=cast.bert, at=at(TODAY - datetime.timedelta(days=1), 9))
    AccessLogFactory(user=cast.anna, at=at(TODAY, 10))

    looks = looks_per_day(AccessLog.objects.select_related("user"), cast.joke)

    assert [(look.day, look.person, look.times) for look in looks] == [
        ("16 maart 2026", "Bert Begeleidt", 3),
        ("16 maart 2026", "Anna Leidt", 1),
        ("15 maart 2026", "Bert Begeleidt", 1),
    ]


def test_a_leader_reads_who_looked_in_a_dossier(cast, dossier):
    client_of(cast.bert).get(address("trajectories:timeline", dossier))

    page = text_of(client_of(cast.anna).get(address("trajectories:access_log", dossier)))

    assert "Bert Begeleidt" in page
    assert "tijdlijn" in page


@pytest.mark.parametrize("name", ["bert", "daan", "erik", "lotte"])
def test_others_read_their_own_looks_only(cast, dossier, name):
    client_of(cast.anna).get(address("trajectories:timeline", dossier))
    mine = client_of(getattr(cast, name))

    page = text_of(mine.get(address("trajectories:access_log", dossier)))
    table = page.split("Bladzijde")[-1]

    assert "Anna Leidt" not in table


def test_a_refused_page_is_written_down(cast, dossier):
    client_of(cast.carla).get(address("trajectories:timeline", dossier))

    row = AccessLog.objects.filter(user=cast.carla).get()

    assert (row.action, row.page) == ("refused", "trajectories:timeline")


def rows_of(person):
    return [(row.action, row.participant_id, row.programme_id) for row in AccessLog.objects.filter(user=person)]  # fmt: skip


# Anything that hangs from a dossier, however far: a line of its session, a step of its goal.
@pytest.mark.parametrize(
    "route",
    [
        "trajectories:timeline", "trajectories:lane_edit", "trajectories:event_edit",
        "trajectories:contact_edit", "trajectories:consent_withdraw", "participants:referral",
        "coaching:talk", "coaching:agreement", "coaching:review", "coaching:step_create",
        "costs:session", "costs:line_edit", "costs:statement_edit", "reports:progress",
        "reports:case_report", "reports:handover_letter",
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["carla", "kees"])
def test_a_refusal_tells_which_dossier_it_was_about(cast, dossier, route, name):
    person = getattr(cast, name)
    client_of(person).get(address(route, dossier))

    assert rows_of(person) == [("refused", dossier.participant.pk, cast.dow.pk)]


# Pages about a programme or a colleague: no dossier of one participant stands in them.
NOBODYS = {
    "accounts:edit", "accounts:organisation_edit", "accounts:programme_edit",
    "trajectories:places_edit", "participants:import", "participants:import_columns",
    "participants:import_row", "participants:import_undo", "coaching:handover",
    "coaching:handover_edit", "coaching:handover_decline", "coaching:training",
    "coaching:co_reading_edit", "reports:training", "costs:price_create", "costs:price_edit",
    "costs:source_edit", "costs:price_list", "costs:price_list_edit", "costs:price_list_next",
    "costs:price_list_compare", "costs:price_list_sheet", "costs:price_import_create",
    "costs:price_import", "costs:price_import_columns", "costs:source", "costs:cost_price",
    "costs:cost_price_edit", "costs:index_series", "costs:index_series_edit", "reports:price_list",
    "trajectories:accept", "trajectories:accept_new", "reports:cohort_rows",
    "reports:cohort_sheet",
    # The form that asks why; what is taken out is a row, tested beside the exports.
    "reports:cohort_rows_export", "costs:price_export",
    # Two dossiers at once, which is two rows: tested beside merging.
    "trajectories:merge",
    # As many rows as dossiers of which something is read: tested beside the evidence.
    "reports:evidence",
    # A run of many reports, each of which was a row of its dossier when it was made.
    "reports:print_job", "reports:print_file",
    # Of who is known by a referral only there is no number of a participant.
    "reports:access_requests_of_referral",
}  # fmt: skip


@pytest.mark.parametrize(
    "route", [r for r, row in ROUTES.items() if row[0] != DEED and r in ARGUMENTS if r not in NOBODYS]
)  # fmt: skip
def test_every_page_of_a_dossier_that_opens_is_one_row_with_whose_it_is(
    cast, dossier, monkeypatch, route
):
    for views in ("views", "referrer_views"):
        monkeypatch.setattr(f"reports.{views}.pdf_response", lambda report: HttpResponse(b"%PDF"))
    url = address(route, dossier)
    # Nobody but its coach writes a talk; the rest is open to the leader or to who has it to himself.
    for person in (cast.anna, cast.bert, cast.daan, cast.erik, cast.hanna):
        before = AccessLog.objects.count()
        answer = client_of(person).get(url)
        rows = AccessLog.objects.order_by("pk")[before:]
        if answer.status_code == 200:
            assert [row.participant_id for row in rows] == [dossier.participant.pk]
        # A redirect goes on to a page that is in this table itself.
        if answer.status_code in (200, 302):
            return
    raise AssertionError("nobody opened it")


def test_the_leader_reads_in_the_dossier_who_was_refused(cast, dossier):
    client_of(cast.kees).get(address("trajectories:timeline", dossier))

    page = text_of(client_of(cast.anna).get(address("trajectories:access_log", dossier)))

    assert "Kees Begeleidt" in page
    assert "geweigerd" in page


def test_who_was_refused_does_not_read_that_there_is_such_a_dossier(cast, dossier):
    browser = client_of(cast.kees)
    browser.get(address("trajectories:timeline", dossier))
    browser.get("/trajecten/99999999/")

    page = BeautifulSoup(browser.get("/mensen/inzage/").content, "html.parser")

    dossiers = [cell.get_text() for cell in page.select("td[data-label=Dossier]")]
    assert dossiers == ["–", "–"]


def test_a_refusal_does_not_take_the_dossier_of_the_request_before_it(cast, dossier):
    browser = client_of(cast.bert)
    browser.get(address("trajectories:timeline", dossier))
    browser.get("/mensen/uitnodigen/")

    assert rows_of(cast.bert)[0] == ("refused", None, cast.dow.pk)


def test_the_log_of_the_administrator_names_no_participant(cast, dossier):
    client_of(cast.bert).get(address("trajectories:timeline", dossier))

    page = text_of(client_of(cast.ibrahim).get("/mensen/inzage/"))

    assert "Bert Begeleidt" in page
    assert "Wessel" not in page
